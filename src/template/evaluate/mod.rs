//! What CloudFormation makes of a value at a deployment: functions and names resolved, all scalars text.
//!
//! What only a deployment knows (ids of resources, attributes, imports, values in SSM) gets a stand-in of the right form,
//! or is unknown where the evaluation has to be sure ([`Evaluation::of_known`]).
//! Bounded in depth and in what comes out, whatever the template says. Calls nothing and knows nothing of cfn-init.

mod condition;
mod for_each;
mod function;
mod name;
mod pseudo;
mod stand_in;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value as Json};

pub use name::MARK;
pub use pseudo::{Pseudo, REGION, STACK_NAME};

use super::for_each::replaced;
use super::function::{Call, Spelling, call};
use super::number::{self, float_of};
use super::{Resource, Template};
use crate::document::{Kind, Node, Path, Position, ScalarType};

/// Values nested in each other, over all that a value refers to: far more than a template has, and little of a stack.
const DEEPEST: usize = 100;
/// Work done for one answer: values looked at and bytes made. The largest template that CloudFormation takes has 1 MB.
const MOST_WORK: usize = 32 * 1024 * 1024;

/// Values by the name of a parameter or of a pseudo parameter such as `AWS::Region`, in place of defaults and stand-ins.
pub type ParameterValues = BTreeMap<String, String>;

/// Why a value cannot be resolved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EvaluateError {
    /// The value.
    pub at: Path,
    /// Where it begins in the text.
    pub position: Position,
    /// What is wrong and how to mend it.
    pub message: String,
    /// The parameter that has no value, if that is what is wrong.
    pub wants: Option<String>,
}

impl std::fmt::Display for EvaluateError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}: {}", self.position, self.at, self.message)
    }
}

/// A value, or `None` for `AWS::NoValue`, which takes its entry away.
type Outcome = Result<Option<Json>, EvaluateError>;

/// Names whose value after an update is another one than before: a logical id for what `Ref` gives and all attributes but
/// [`ZONE`], `Id.Attribute` for one attribute, `Id.Attribute.` for those below it.
pub type NewValues = BTreeSet<String>;

/// The attribute that a resource in place of another may share with it: the zone follows from properties.
pub const ZONE: &str = "AvailabilityZone";

/// A template being evaluated with values for its parameters.
#[derive(Debug)]
pub struct Evaluation<'d, 'g> {
    template: Template<'d>,
    given: &'g ParameterValues,
    /// What is used for a value that only a deployment knows.
    unknown: Unknown,
    /// Names with another value than before, in an evaluation of marks.
    new_values: Option<&'g NewValues>,
    /// Conditions with their truth; `None` while one is being worked out.
    conditions: BTreeMap<String, Option<bool>>,
    /// Values of the loops around what is evaluated, by their identifiers; inner loops come last.
    variables: Vec<(&'d str, String)>,
    /// Parts that only a deployment knows and that are left out.
    left_out: Vec<EvaluateError>,
    /// The stand-ins that were used, by what they stand for.
    stand_ins: BTreeMap<String, String>,
    /// Values in place of the asterisks of NoEcho parameters.
    no_echo: Option<&'g ParameterValues>,
    depth: usize,
    work: usize,
    /// True inside `Fn::ToJsonString`, where numbers and booleans do not become text.
    keeps_types: bool,
}

/// What is used for a value that only a deployment knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unknown {
    /// A value of the right form.
    StandIn,
    /// Nothing: whatever depends on it has no result.
    Fault,
    /// A value of the right form that ends with the name it stands for, so that two names never give the same.
    Marked,
    /// Nothing but the defaults of parameters and the stand-ins of pseudo parameters.
    DefaultsOnly,
}

impl<'d, 'g> Evaluation<'d, 'g> {
    /// An evaluation of a template. Names in `given` that the template does not have are not looked at.
    pub fn of(template: Template<'d>, given: &'g ParameterValues) -> Evaluation<'d, 'g> {
        let unknown = Unknown::StandIn;
        let conditions = BTreeMap::new();
        let (variables, left_out, stand_ins) = (Vec::new(), Vec::new(), BTreeMap::new());
        let (depth, work, keeps_types, new_values, no_echo) = (0, MOST_WORK, false, None, None);
        Evaluation {
            template,
            given,
            unknown,
            new_values,
            conditions,
            variables,
            left_out,
            stand_ins,
            no_echo,
            depth,
            work,
            keeps_types,
        }
    }

    /// The same evaluation with values for NoEcho parameters, which are asterisks otherwise.
    pub fn with_no_echo(self, values: &'g ParameterValues) -> Evaluation<'d, 'g> {
        Evaluation { no_echo: Some(values), ..self }
    }

    /// An evaluation without stand-ins. `given` holds every parameter whose value is known, defaults included; a result
    /// that depends on anything else is a fault.
    pub fn of_known(template: Template<'d>, given: &'g ParameterValues) -> Evaluation<'d, 'g> {
        Evaluation { unknown: Unknown::Fault, ..Evaluation::of(template, given) }
    }

    /// An evaluation whose values are compared with those of another template. What a resource gives has its name behind
    /// it, and `new_values` have another value than without them. `given` holds a value of every parameter; those of
    /// `NoEcho` parameters are used as they are. What a macro adds is a fault.
    pub fn to_compare(
        template: Template<'d>,
        given: &'g ParameterValues,
        new_values: &'g NewValues,
    ) -> Evaluation<'d, 'g> {
        Evaluation { unknown: Unknown::Marked, new_values: Some(new_values), ..Evaluation::of(template, given) }
    }

    /// Whether a condition is true. `None` if that is unknown, or the template has no such condition.
    pub fn holds(&mut self, condition: &str) -> Option<bool> {
        let node = self.template.section(super::section::CONDITIONS)?;
        self.condition(node, condition).ok()
    }

    /// What is done in a resource with the values of the loops that make it. `None` if there is no such resource.
    pub fn in_resource<T>(&mut self, id: &str, inside: impl FnOnce(&mut Self, Resource<'d>) -> T) -> Option<T> {
        let (resource, variables) = self.find_resource(id).ok().flatten()?;
        Some(self.with_variables(variables, |this| inside(this, resource)))
    }

    /// The resource with a logical id, also of one that a loop makes: from then on its loops' variables have the values that
    /// make it. `None` if there is no such resource.
    pub fn enter(&mut self, id: &str) -> Option<Resource<'d>> {
        let (resource, variables) = self.find_resource(id).ok().flatten()?;
        self.variables = variables;
        Some(resource)
    }

    /// A text with the values of loops in place of their variables, as far as they are known where the evaluation is.
    pub fn with_loops<'t>(&self, text: &'t str) -> Cow<'t, str> {
        replaced(text, &self.variables)
    }

    /// True for the variable of a loop whose value is known where the evaluation is.
    pub fn is_variable(&self, name: &str) -> bool {
        self.variables.iter().any(|variable| variable.0 == name)
    }

    /// The parts of what was evaluated that only a deployment knows and that are left out: what `Fn::Transform` adds.
    pub fn left_out(&self) -> &[EvaluateError] {
        &self.left_out
    }

    /// The stand-ins that were used for what only a deployment knows, and values for NoEcho parameters: the value by the
    /// name of what it stands for.
    pub fn stand_ins(&self) -> &BTreeMap<String, String> {
        &self.stand_ins
    }

    /// Notes a stand-in that is used.
    fn note_stand_in(&mut self, what: impl FnOnce() -> String, value: &str) {
        if self.unknown == Unknown::StandIn {
            self.stand_ins.insert(what(), value.to_string());
        }
    }

    /// The text that a value resolves to. `None` if that is unknown, or no text.
    pub fn text_of_value(&mut self, node: Node<'d>) -> Option<String> {
        self.text(node).ok()
    }

    /// The `Metadata` of a resource as cfn-init gets them. `None` if it has none.
    pub fn metadata(&mut self, id: &str) -> Result<Option<Json>, EvaluateError> {
        let Some((resource, variables)) = self.find_resource(id)? else { return Ok(None) };
        let Some(metadata) = resource.metadata() else { return Ok(None) };
        self.with_variables(variables, |this| {
            if let Some(condition) = resource.node().get(super::resource::attribute::CONDITION)
                && !this.condition_named(condition)?
            {
                let name = condition.scalar().unwrap_or_default();
                let message =
                    format!("{id} is not made: its condition {name} is false. Give parameters that make it true.");
                return Err(this.fault(condition, message));
            }
            this.value(metadata)
        })
    }

    /// A value with everything in it resolved; `None` for `AWS::NoValue`.
    pub fn value(&mut self, node: Node<'d>) -> Result<Option<Json>, EvaluateError> {
        self.deeper(node, |this| match this.called(node)? {
            Some(call) => this.call(node, call),
            None => this.untagged(node),
        })
    }

    /// Does what nests in `node`, within the bounds.
    fn deeper<T>(
        &mut self,
        node: Node<'d>,
        inside: impl FnOnce(&mut Self) -> Result<T, EvaluateError>,
    ) -> Result<T, EvaluateError> {
        if self.depth >= DEEPEST {
            let message = "It refers to itself, or nests too deep. Write the value in place of one of the names.";
            return Err(self.fault(node, message));
        }
        self.charge(node, 1)?;
        self.depth += 1;
        let done = inside(self);
        self.depth -= 1;
        done
    }

    /// Counts work before it is done.
    fn charge(&mut self, node: Node<'d>, work: usize) -> Result<(), EvaluateError> {
        match self.work.checked_sub(work) {
            Some(left) => {
                self.work = left;
                Ok(())
            }
            None => {
                let message = "What it stands for is too large: CloudFormation takes templates of up to 1 MB. \
                               Look for names that stand for each other several times.";
                Err(self.fault(node, message))
            }
        }
    }

    /// The function that a node calls. `None` for a value without one.
    fn called(&self, node: Node<'d>) -> Result<Option<Call<'d>>, EvaluateError> {
        if let Some(call) = call(node) {
            return Ok(Some(call));
        }
        if let Some(tag) = node.tag().filter(|tag| !tag.starts_with("!!") && *tag != "!") {
            return Err(self.fault(node, format!("{tag} is not a CloudFormation function. Check its spelling.")));
        }
        let adds = |key: &str| super::for_each::is_for_each(key) || key == TRANSFORM;
        let mut functions = node.entries().filter(|entry| entry.key().starts_with("Fn::"));
        let Some(entry) = functions.find(|entry| !adds(entry.key())) else { return Ok(None) };
        if node.len() == 1 {
            return Err(self.refused(node, entry.key()));
        }
        let message = format!("{} has other keys beside it. A function stands alone in its mapping.", entry.key());
        Err(self.fault(entry.key_node, message))
    }

    /// The argument of a function, resolved.
    fn argument(&mut self, call: Call<'d>) -> Outcome {
        match (call.form, call.behind_tag()) {
            (Spelling::Long, _) => self.value(call.argument),
            (Spelling::Short, Some(inner)) => self.deeper(call.argument, |this| this.call(call.argument, inner)),
            (Spelling::Short, None) => self.deeper(call.argument, |this| this.untagged(call.argument)),
        }
    }

    /// A value that is no function, its own tag aside.
    fn untagged(&mut self, node: Node<'d>) -> Outcome {
        match node.kind() {
            Kind::Scalar if self.keeps_types => self.typed_scalar(node).map(Some),
            Kind::Scalar => self.scalar(node).map(|text| Some(Json::String(text))),
            Kind::Sequence => {
                let mut items = Vec::new();
                for item in node.items() {
                    if !self.leaves_out(item)? {
                        items.extend(self.value(item)?);
                    }
                }
                Ok(Some(Json::Array(items)))
            }
            Kind::Mapping => {
                let mut entries = Map::new();
                self.entries(node, &mut entries)?;
                Ok(Some(Json::Object(entries)))
            }
        }
    }

    /// The entries of a mapping, with those that loops in it make.
    fn entries(&mut self, node: Node<'d>, entries: &mut Map<String, Json>) -> Result<(), EvaluateError> {
        for entry in node.entries() {
            if super::for_each::is_for_each(entry.key()) {
                self.repeat(entry, &mut |this, body| this.deeper(body, |this| this.entries(body, entries)))?;
                continue;
            }
            // A macro beside other keys: the mapping has what they say.
            if entry.key() == TRANSFORM {
                self.leaves_out(node)?;
                continue;
            }
            if self.leaves_out(entry.value)? {
                continue;
            }
            let key = self.key(entry.key_node)?;
            match self.value(entry.value)? {
                Some(value) => entries.insert(key, value),
                None => entries.shift_remove(&key),
            };
        }
        Ok(())
    }

    /// Notes that a macro gives a value, or adds to it, which only a deployment knows. Fails without stand-ins.
    fn leaves_out(&mut self, node: Node<'d>) -> Result<bool, EvaluateError> {
        let (argument, alone) = match node.tag() {
            Some("!Transform") => (node, true),
            _ => match node.get(TRANSFORM) {
                Some(argument) => (argument, node.len() == 1),
                None => return Ok(false),
            },
        };
        let name = argument.get("Name").and_then(|name| name.scalar()).unwrap_or("a macro");
        let what = if alone { "gives this value" } else { "adds to this mapping" };
        let fault = self.fault(node, format!("{TRANSFORM} ({name}) {what}: it is known at a deployment only."));
        if self.unknown != Unknown::StandIn {
            return Err(fault);
        }
        if !self.left_out.contains(&fault) {
            self.left_out.push(fault);
        }
        Ok(alone)
    }

    fn key(&mut self, node: Node<'d>) -> Result<String, EvaluateError> {
        let Some(key) = node.scalar() else {
            return Err(self.fault(node, "A list or a mapping stands as a key. Write text."));
        };
        if key == "<<" && node.scalar_type() == ScalarType::SpecialKey {
            return Err(self.fault(node, "CloudFormation does not merge mappings with <<. Write the entries out."));
        }
        self.charge(node, key.len())?;
        Ok(super::for_each::replaced(key, &self.variables).into_owned())
    }

    /// A scalar as CloudFormation hands it over: always text, numbers and truths as its YAML 1.1 reader writes them.
    fn scalar(&mut self, node: Node<'d>) -> Result<String, EvaluateError> {
        let text = node.scalar().unwrap_or_default();
        let text = match node.resolved_type() {
            ScalarType::Null => {
                let message = "Nothing stands here, and CloudFormation refuses null. Write \"\" or remove the entry.";
                return Err(self.fault(node, message));
            }
            ScalarType::Bool(truth) => truth.to_string(),
            ScalarType::Int(Some(number)) => number.to_string(),
            ScalarType::Int(None)
            | ScalarType::Float(_)
            | ScalarType::Timestamp
            | ScalarType::SpecialKey
            | ScalarType::Text => float_of(node).map_or_else(|| text.to_string(), number::written),
        };
        self.charge(node, text.len())?;
        Ok(text)
    }

    /// A scalar as `Fn::ToJsonString` writes it.
    fn typed_scalar(&mut self, node: Node<'d>) -> Result<Json, EvaluateError> {
        let text = self.scalar(node)?;
        let number = |text: &str| serde_json::from_str::<serde_json::Number>(text).ok().map(Json::Number);
        Ok(match node.resolved_type() {
            ScalarType::Bool(truth) => Json::Bool(truth),
            ScalarType::Int(Some(_)) | ScalarType::Float(_) => number(&text).unwrap_or(Json::String(text)),
            _ if float_of(node).is_some() => number(&text).unwrap_or(Json::String(text)),
            _ => Json::String(text),
        })
    }

    /// Fails in an evaluation without stand-ins.
    fn needs_deployment(&self, node: Node<'d>) -> Result<(), EvaluateError> {
        match self.unknown {
            Unknown::StandIn | Unknown::Marked => Ok(()),
            Unknown::Fault | Unknown::DefaultsOnly => Err(self.fault(node, "Only a deployment knows this value.")),
        }
    }

    fn fault(&self, node: Node<'d>, message: impl Into<String>) -> EvaluateError {
        let position = self.template.document().position(node.span().start);
        EvaluateError { at: node.path(), position, message: message.into(), wants: None }
    }
}

/// The function that merges what a macro gives into the mapping around it.
const TRANSFORM: &str = "Fn::Transform";

#[cfg(test)]
mod tests;
