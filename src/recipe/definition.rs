//! What a recipe is: its name and texts, the targets it applies to, its options, and the function that proposes the change.
//!
//! The dialog of the page, the command line with its help and the table of the README derive from it. It must not know a
//! single recipe.

use std::collections::BTreeMap;
use std::fmt;

use super::proposal::Proposal;
use super::target::{Subject, Target};
use crate::document::{Document, Edit, Path};
use crate::template::describe::listed;
use crate::template::for_each::{around, could_become, is_for_each};
use crate::template::given::Given;
use crate::template::resource::attribute;
use crate::template::{Resource, Template, section};

/// A change of several places of a template that people choose by name.
pub struct Recipe {
    /// Name on the command line: "data-volume".
    pub id: &'static str,
    /// Title of its dialog and, with an ellipsis, of its buttons: "Add a data volume".
    pub title: &'static str,
    /// What it does, in one or two sentences.
    pub about: &'static str,
    /// Picture of its buttons.
    pub symbol: Symbol,
    /// What it works on, for lists.
    pub group: RecipeGroup,
    /// How the command line and the dialog ask for the target; `None` if the recipe works on the whole template.
    pub subject: Option<Subject>,
    /// Targets in a document; none: the recipe is not offered there.
    pub targets: fn(&Document) -> Vec<Target>,
    /// Options, in the order in which they are asked for.
    pub options: &'static [RecipeOption],
    /// Proposes the change. The values are checked and complete.
    pub propose: fn(&Request<'_>) -> Result<Proposal, RecipeError>,
}

impl PartialEq for Recipe {
    fn eq(&self, other: &Recipe) -> bool {
        self.id == other.id
    }
}

impl fmt::Debug for Recipe {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.id)
    }
}

/// What a recipe works on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecipeGroup {
    /// Instances, launch templates and Auto Scaling groups.
    Machines,
    /// Secrets and tags.
    Template,
    /// VPCs, subnets, gateways and addresses.
    Network,
    /// One entry or value. It is offered at the entry, not in lists.
    Entry,
}

/// A picture, by what it shows. The page maps it to an icon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Symbol {
    /// A processor.
    Chip,
    /// A disk.
    Disk,
    /// A gauge or setting.
    Gauge,
    /// A key.
    Key,
    /// A lock.
    Lock,
    /// Lines of output.
    Log,
    /// A network.
    Network,
    /// A way through the network.
    Route,
    /// A table.
    Table,
    /// A pen: the text of an entry changes.
    Pen,
}

/// A value that a recipe asks for.
#[derive(Clone, Copy)]
pub struct RecipeOption {
    /// Name on the command line, without dashes: "file-system".
    pub name: &'static str,
    /// Placeholder of the value in the synopsis: "GIB", "ext4|xfs"; empty for a flag.
    pub value: &'static str,
    /// Label in the dialog.
    pub label: &'static str,
    /// Explanation for the dialog and the command line.
    pub help: &'static str,
    /// What it takes.
    pub kind: OptionKind,
    /// Value that it has unless given.
    pub default: DefaultValue,
    /// True if the command line insists on it.
    pub required: bool,
    /// A flag that makes this option pointless: the dialog hides the option while the flag is set.
    pub unless: Option<&'static str>,
}

/// Base of the options: a text that may be left out.
pub const OPTION: RecipeOption = RecipeOption {
    name: "",
    value: "",
    label: "",
    help: "",
    kind: OptionKind::Text,
    default: DefaultValue::None,
    required: false,
    unless: None,
};

/// What an option takes.
#[derive(Clone, Copy)]
pub enum OptionKind {
    /// A line of text.
    Text,
    /// A whole number.
    Number,
    /// A whole number, or the word `none`.
    NumberOrNone,
    /// One of some values.
    Choice(Choices),
    /// On or off.
    Flag,
    /// Something that happens unless the flag is given. The dialog shows a ticked box with what happens.
    OptOut,
    /// Any number of texts.
    Texts,
    /// Any number of the values that a document suggests.
    Several(Choices),
}

/// Gives the values to choose from, for a target of a document.
pub type Choices = fn(&Document, &str) -> Vec<Choice>;

/// A value to choose.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Choice {
    /// The value, as the command line takes it.
    pub value: String,
    /// Its name in the dialog.
    pub label: String,
    /// A few words more; may be empty.
    pub help: &'static str,
}

impl Choice {
    /// A value that is its own name.
    pub fn new(value: impl Into<String>) -> Choice {
        let value = value.into();
        Choice { label: value.clone(), value, help: "" }
    }

    /// A value with a name.
    pub fn named(value: impl Into<String>, label: impl Into<String>) -> Choice {
        Choice { value: value.into(), label: label.into(), help: "" }
    }
}

/// Value of an option that is not given.
#[derive(Clone, Copy)]
pub enum DefaultValue {
    /// No value.
    None,
    /// This value.
    Value(&'static str),
    /// Values that depend on the target.
    Of(fn(&Document, &str) -> Vec<String>),
    /// Values that the dialog begins with. The command line has none.
    Suggested(fn(&Document, &str) -> Vec<String>),
    /// The name of the stack, in the dialog.
    StackName,
}

impl OptionKind {
    /// True if the option has no value on the command line.
    pub const fn is_flag(&self) -> bool {
        matches!(self, OptionKind::Flag | OptionKind::OptOut)
    }

    /// True if the option may be given several times.
    pub const fn is_list(&self) -> bool {
        matches!(self, OptionKind::Texts | OptionKind::Several(_))
    }
}

/// Values of options, by the option's name. An option without an entry has its default.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OptionValues(BTreeMap<&'static str, Vec<String>>);

impl OptionValues {
    /// Sets an option that takes one value or several.
    pub fn set(&mut self, name: &'static str, values: Vec<String>) {
        self.0.insert(name, values);
    }

    /// Sets a flag.
    pub fn set_flag(&mut self, name: &'static str, on: bool) {
        self.set(name, if on { vec!["true".into()] } else { Vec::new() });
    }

    /// All values of an option.
    pub fn all(&self, name: &str) -> &[String] {
        self.0.get(name).map_or(&[], Vec::as_slice)
    }

    /// The value of an option, without blanks around it; `None` if it has none.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.all(name).first().map(|value| value.trim())
    }

    /// True if a flag is set.
    pub fn is_on(&self, name: &str) -> bool {
        !self.all(name).is_empty()
    }
}

/// What a recipe is asked for.
pub struct Request<'r> {
    /// The document.
    pub document: &'r Document,
    /// Name of the target: a logical id, a parameter's name or a JSON Pointer; empty for the whole template.
    pub target: &'r str,
    /// Values of the options, with defaults.
    pub values: &'r OptionValues,
}

impl Request<'_> {
    /// The text of an option; empty if it has none.
    pub fn text(&self, name: &str) -> &str {
        self.values.get(name).unwrap_or_default()
    }

    /// The number of an option; `None` if it has none.
    pub fn number(&self, name: &str) -> Option<u32> {
        self.values.get(name)?.parse().ok()
    }

    /// The entry that the target points to.
    ///
    /// # Errors
    /// The target is not a JSON Pointer, or nothing is there.
    pub fn entry(&self) -> Result<Path, RecipeError> {
        let pointer = self.target;
        let path = self.document.path_from_pointer(pointer).filter(|path| !path.is_root());
        let path = path.ok_or_else(|| {
            RecipeError::Usage(format!("--at {pointer} is not a JSON Pointer of an entry, such as /Resources/Web."))
        })?;
        match self.document.node(&path) {
            Some(_) => Ok(path),
            None => Err(RecipeError::Refused(format!("Nothing is at {path}."))),
        }
    }
}

/// Why a recipe proposes no change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RecipeError {
    /// A value of an option is wrong. The problem is the end of a sentence that begins with the option.
    Option {
        /// Name of the option, without dashes.
        name: &'static str,
        /// Its label.
        label: &'static str,
        /// "is missing."
        problem: String,
    },
    /// The options do not fit together, in a sentence.
    Usage(String),
    /// The template does not allow it, in a sentence.
    Refused(String),
}

impl fmt::Display for RecipeError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            RecipeError::Option { label, problem, .. } => write!(formatter, "{label} {problem}"),
            RecipeError::Usage(message) | RecipeError::Refused(message) => formatter.write_str(message),
        }
    }
}

impl From<String> for RecipeError {
    fn from(message: String) -> RecipeError {
        RecipeError::Refused(message)
    }
}

impl RecipeOption {
    /// Why its values are wrong; `None` if they are not.
    fn fault(&self, document: &Document, target: &str, values: &OptionValues) -> Option<RecipeError> {
        let value = values.get(self.name);
        let problem = match (self.kind, value) {
            (_, None) if self.required => "is missing.".to_string(),
            (OptionKind::Number, Some(value)) if value.parse::<u32>().is_err() => {
                format!("must be a whole number, not {}.", or_nothing(value))
            }
            (OptionKind::NumberOrNone, Some(value)) if value != "none" && value.parse::<u32>().is_err() => {
                format!("must be a whole number or none, not {}.", or_nothing(value))
            }
            (OptionKind::Choice(choices), Some(value)) => {
                let mut known: Vec<String> = choices(document, target).into_iter().map(|one| one.value).collect();
                known.dedup();
                if known.iter().any(|one| one == value) {
                    return None;
                }
                format!("{value} is none of {}.", known.join(", "))
            }
            _ => return None,
        };
        Some(RecipeError::Option { name: self.name, label: self.label, problem })
    }
}

fn or_nothing(value: &str) -> &str {
    if value.is_empty() { "empty" } else { value }
}

/// What to look at where resources are removed that a transform inside of the template may use.
fn needed_by_transform(document: &Document, proposal: &Proposal) -> Option<String> {
    let resources = Path::root().join(section::RESOURCES);
    let gone = proposal.edits.iter().filter_map(|edit| match edit {
        Edit::Remove { at } if at.parent().as_ref() == Some(&resources) => at.last_key(),
        _ => None,
    });
    let gone: Vec<&str> = gone.collect();
    let stays = |at: &Path| !gone.iter().any(|id| at.starts_with(&resources.join(*id)));
    let mut below = document.node(&resources)?.descendants().filter_map(Given::any_key);
    let given = below.find(|given| given.by == "Fn::Transform" && stays(&given.node.path()))?;
    let (one, what) = (gone.len() == 1, listed(&gone));
    let (verb, object) = if one { ("is", "it") } else { ("are", "them") };
    (!gone.is_empty())
        .then(|| format!("{what} {verb} removed: check that nothing that {} adds needs {object}.", given.in_words()))
}

impl Recipe {
    /// The values of all options: those given, and defaults. `stack_name` is that of the dialog; without it the command
    /// line asks, which has no suggestions.
    pub fn complete(
        &self,
        document: &Document,
        target: &str,
        given: &OptionValues,
        stack_name: Option<&str>,
    ) -> OptionValues {
        let mut values = given.clone();
        for option in self.options {
            if given.0.contains_key(option.name) {
                continue;
            }
            let default = match (option.default, stack_name) {
                (DefaultValue::Value(value), _) => vec![value.to_string()],
                (DefaultValue::Of(of), _) => of(document, target),
                (DefaultValue::Suggested(of), Some(_)) => of(document, target),
                (DefaultValue::StackName, Some(name)) => vec![name.to_string()],
                (DefaultValue::None | DefaultValue::Suggested(_) | DefaultValue::StackName, _) => continue,
            };
            // An option that is hidden keeps its default all the same.
            if !default.is_empty() {
                values.set(option.name, default);
            }
        }
        values
    }

    /// Proposes the change for a target with complete values.
    ///
    /// # Errors
    /// A value is wrong, or the template does not allow the change.
    pub fn propose(&self, document: &Document, target: &str, values: &OptionValues) -> Result<Proposal, RecipeError> {
        let used = |option: &&RecipeOption| option.unless.is_none_or(|flag| !values.is_on(flag));
        let fault = self.options.iter().filter(used).find_map(|option| option.fault(document, target, values));
        if let Some(fault) = fault.or_else(|| self.target_fault(document, target)) {
            return Err(fault);
        }
        let mut proposal = (self.propose)(&Request { document, target, values })?;
        let loops = Template::of(document).resource_loops();
        if self.group != RecipeGroup::Entry && !proposal.changes_loops() && !loops.is_empty() {
            proposal.leaves.push(format!("What {} makes is not changed.", loops.join(", ")));
        }
        proposal.leaves.extend(needed_by_transform(document, &proposal));
        Ok(proposal)
    }

    /// Why a resource that a loop makes, or whose type a loop or transform gives, cannot be a target.
    fn target_fault(&self, document: &Document, target: &str) -> Option<RecipeError> {
        self.subject.filter(|subject| subject.option == "resource")?;
        let template = Template::of(document);
        let written = template.section(section::RESOURCES)?.entry(target);
        if let Some(entry) = written.filter(|entry| !is_for_each(entry.key())) {
            let given = Given::key(entry.value, attribute::TYPE)?;
            let message = format!("The type of {target} is given by {}. Write it out first.", given.in_words());
            return Some(RecipeError::Refused(message));
        }
        let could = |resource: &Resource<'_>| resource.id() == target || could_become(resource.id(), target);
        let key = match is_for_each(target) {
            true => target.to_string(),
            false => {
                let found = template.resources().filter(|resource| resource.is_in_loop()).find(could)?;
                around(&found.path()).unwrap_or(found.id()).to_string()
            }
        };
        let message = format!(
            "{target} is made by the loop {key}, and this recipe changes one resource. Write the resource out first."
        );
        Some(RecipeError::Refused(message))
    }
}
