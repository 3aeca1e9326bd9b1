//! What CloudFormation makes of a value at a deployment: functions and names resolved, all scalars text.
//!
//! What only a deployment knows (ids of resources, attributes, imports, values in SSM) gets a stand-in of the right form,
//! or is unknown where the evaluation has to be sure ([`Evaluation::of_known`]).
//! Bounded in depth and in what comes out, whatever the template says. Calls nothing and knows nothing of cfn-init.

mod condition;
mod function;
mod name;
mod pseudo;
mod stand_in;

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json};

pub use pseudo::{Pseudo, REGION, STACK_NAME};

use super::Template;
use super::function::{Call, Spelling, call};
use super::number::{self, float_of};
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

/// A template being evaluated with values for its parameters.
#[derive(Debug)]
pub struct Evaluation<'d, 'g> {
    template: Template<'d>,
    given: &'g ParameterValues,
    /// What is used for a value that only a deployment knows.
    unknown: Unknown,
    /// Conditions with their truth; `None` while one is being worked out.
    conditions: BTreeMap<&'d str, Option<bool>>,
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
}

impl<'d, 'g> Evaluation<'d, 'g> {
    /// An evaluation of a template. Names in `given` that the template does not have are not looked at.
    pub fn of(template: Template<'d>, given: &'g ParameterValues) -> Evaluation<'d, 'g> {
        let unknown = Unknown::StandIn;
        let conditions = BTreeMap::new();
        Evaluation { template, given, unknown, conditions, depth: 0, work: MOST_WORK, keeps_types: false }
    }

    /// An evaluation without stand-ins. `given` holds every parameter whose value is known, defaults included; a result
    /// that depends on anything else is a fault.
    pub fn of_known(template: Template<'d>, given: &'g ParameterValues) -> Evaluation<'d, 'g> {
        Evaluation { unknown: Unknown::Fault, ..Evaluation::of(template, given) }
    }

    /// Whether a condition is true. `None` if that is unknown, or the template has no such condition.
    pub fn holds(&mut self, condition: &str) -> Option<bool> {
        let entry = self.template.section(super::section::CONDITIONS)?.entry(condition)?;
        self.condition_named(entry.key_node).ok()
    }

    /// The text that a value resolves to. `None` if that is unknown, or no text.
    pub fn text_of_value(&mut self, node: Node<'d>) -> Option<String> {
        self.text(node).ok()
    }

    /// The `Metadata` of a resource as cfn-init gets them. `None` if it has none.
    pub fn metadata(&mut self, id: &str) -> Result<Option<Json>, EvaluateError> {
        let Some(resource) = self.template.resource(id) else { return Ok(None) };
        let Some(metadata) = resource.metadata() else { return Ok(None) };
        if let Some(condition) = resource.node().get(super::resource::attribute::CONDITION)
            && !self.condition_named(condition)?
        {
            let name = condition.scalar().unwrap_or_default();
            let message =
                format!("{id} is not made: its condition {name} is false. Give parameters that make it true.");
            return Err(self.fault(condition, message));
        }
        self.value(metadata)
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
        let Some(entry) = node.entries().find(|entry| entry.key().starts_with("Fn::")) else { return Ok(None) };
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
                    items.extend(self.value(item)?);
                }
                Ok(Some(Json::Array(items)))
            }
            Kind::Mapping => {
                let mut entries = Map::new();
                for entry in node.entries() {
                    let key = self.key(entry.key_node)?;
                    match self.value(entry.value)? {
                        Some(value) => entries.insert(key, value),
                        None => entries.shift_remove(&key),
                    };
                }
                Ok(Some(Json::Object(entries)))
            }
        }
    }

    fn key(&mut self, node: Node<'d>) -> Result<String, EvaluateError> {
        let Some(key) = node.scalar() else {
            return Err(self.fault(node, "A list or a mapping stands as a key. Write text."));
        };
        if key == "<<" && node.scalar_type() == ScalarType::SpecialKey {
            return Err(self.fault(node, "CloudFormation does not merge mappings with <<. Write the entries out."));
        }
        self.charge(node, key.len())?;
        Ok(key.to_string())
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
            Unknown::StandIn => Ok(()),
            Unknown::Fault => Err(self.fault(node, "Only a deployment knows this value.")),
        }
    }

    fn fault(&self, node: Node<'d>, message: impl Into<String>) -> EvaluateError {
        let position = self.template.document().position(node.span().start);
        EvaluateError { at: node.path(), position, message: message.into(), wants: None }
    }
}

#[cfg(test)]
mod tests;
