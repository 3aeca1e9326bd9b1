//! Which entries of a template define a name, and of what kind.

use crate::document::{Document, Path, Step};
use crate::template::init::{self, AUTHENTICATION, Section};
use crate::template::{for_each, section};

/// What the name of an entry is a name of.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Named {
    /// A parameter.
    Parameter,
    /// A resource.
    Resource,
    /// A condition.
    Condition,
    /// A mapping; not the keys in it.
    Mapping,
    /// An output, whose name nobody uses inside the template.
    Output,
    /// A rule, whose name nobody uses.
    Rule,
    /// A config of `AWS::CloudFormation::Init`.
    Config {
        /// Logical id of the resource that carries it.
        resource: String,
    },
    /// A config set.
    ConfigSet {
        /// Logical id of the resource that carries it.
        resource: String,
    },
    /// A file, package, command or the like, that services of the same config list.
    Declared {
        /// The config.
        config: Path,
        /// The section.
        section: Section,
    },
    /// Credentials in `AWS::CloudFormation::Authentication`.
    Authentication {
        /// Logical id of the resource that carries them.
        resource: String,
    },
    /// A name in the second argument of `Fn::Sub`.
    Variable {
        /// The list with the text and the names.
        function: Path,
    },
    /// A value that a file's content takes in.
    Context {
        /// The file.
        file: Path,
    },
}

impl Named {
    /// What the entry at a path defines; `None` if its key is no name, such as `Properties`.
    pub fn at(document: &Document, at: &Path) -> Option<Named> {
        let last = at.last_key()?;
        document.node(at)?;
        if let Some(function) = sub_of_variable(document, at) {
            return Some(Named::Variable { function });
        }
        // `Fn::Transform` and `Fn::ForEach::…` stand among the entries and are none.
        if last.starts_with("Fn::") {
            return None;
        }
        // A loop's body has entries as they would be outside of it.
        let outside = for_each::outside(at);
        let steps = outside.steps();
        let keys: Vec<&str> = steps.iter().map_while(Step::key).collect();
        if keys.len() != steps.len() {
            return None;
        }
        let looped = at.steps().len() - steps.len();
        let before = |count: usize| at.steps().iter().take(count + looped).cloned().collect::<Path>();
        match keys.as_slice() {
            [section::PARAMETERS, _] => Some(Named::Parameter),
            [section::RESOURCES, _] => Some(Named::Resource),
            [section::CONDITIONS, _] => Some(Named::Condition),
            [section::MAPPINGS, _] => Some(Named::Mapping),
            [section::OUTPUTS, _] => Some(Named::Output),
            [section::RULES, _] => Some(Named::Rule),
            [section::RESOURCES, resource, section::METADATA, rest @ ..] => match rest {
                [AUTHENTICATION, _] => Some(Named::Authentication { resource: (*resource).into() }),
                [init::INIT, init::CONFIG_SETS] => None,
                [init::INIT, init::CONFIG_SETS, _] => Some(Named::ConfigSet { resource: (*resource).into() }),
                [init::INIT, init::CONFIG_SETS, ..] => None,
                [init::INIT, _] => Some(Named::Config { resource: (*resource).into() }),
                [init::INIT, _, part, rest @ ..] => declared(before(5), Section::of_key(part)?, rest),
                _ => None,
            },
            _ => None,
        }
    }

    /// In one word, for people: "parameter", "config set".
    pub fn word(&self) -> &'static str {
        match self {
            Named::Parameter => "parameter",
            Named::Resource => "resource",
            Named::Condition => "condition",
            Named::Mapping => "mapping",
            Named::Output => "output",
            Named::Rule => "rule",
            Named::Config { .. } => "config",
            Named::ConfigSet { .. } => "config set",
            Named::Declared { section, .. } => match section {
                Section::Packages => "package",
                Section::Groups => "group",
                Section::Users => "user",
                Section::Sources => "source",
                Section::Files => "file",
                Section::Commands => "command",
                Section::Services => "service",
            },
            Named::Authentication { .. } => "authentication",
            Named::Variable { .. } => "variable",
            Named::Context { .. } => "value of the context",
        }
    }

    /// True for the names that CloudFormation wants to be letters and digits.
    pub fn is_logical_id(&self) -> bool {
        match self {
            Named::Parameter | Named::Resource | Named::Condition | Named::Mapping | Named::Output | Named::Rule => {
                true
            }
            Named::Config { .. }
            | Named::ConfigSet { .. }
            | Named::Declared { .. }
            | Named::Authentication { .. }
            | Named::Variable { .. }
            | Named::Context { .. } => false,
        }
    }
}

/// What an entry below a section of a config defines; `rest` is the way from the section on.
fn declared(config: Path, section: Section, rest: &[&str]) -> Option<Named> {
    match (section, rest) {
        (Section::Packages, [_, _]) => Some(Named::Declared { config, section }),
        (Section::Packages | Section::Services, _) => None,
        (Section::Groups | Section::Users | Section::Sources | Section::Files | Section::Commands, [_]) => {
            Some(Named::Declared { config, section })
        }
        (Section::Files, [file, "context", _]) => Some(Named::Context { file: config.keys([section.key(), file]) }),
        (Section::Groups | Section::Users | Section::Sources | Section::Files | Section::Commands, _) => None,
    }
}

/// The `Fn::Sub` whose own name the entry at a path gives: `… › Fn::Sub › 1 › Name`.
fn sub_of_variable(document: &Document, at: &Path) -> Option<Path> {
    let names = at.parent()?;
    let function = names.parent().filter(|_| names.last() == Some(&Step::Index(1)))?;
    let is_sub = function.last_key() == Some("Fn::Sub") || document.node(&function)?.tag() == Some("!Sub");
    is_sub.then_some(function)
}
