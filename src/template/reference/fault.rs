//! Why an entry cannot have another name.
//!
//! Source: AWS pages "Resources", "Parameters", "Mappings", "Conditions", "Outputs": logical names.

use super::Named;
use crate::document::{Document, Path};
use crate::template::name::fault_of_id;
use crate::template::substitution::pseudo;
use crate::template::{init, parameter_path, resource_path};

/// Why the entry at `at` cannot be called `to`, with what to do; `None` if it can, also if it is called so already.
pub fn rename_fault(document: &Document, at: &Path, to: &str) -> Option<String> {
    let parent = at.parent()?;
    if at.last_key() == Some(to) {
        return None;
    }
    if document.node(&parent).is_some_and(|parent| parent.get(to).is_some()) {
        return Some(format!("{to} already exists. Choose another name."));
    }
    let named = Named::at(document, at)?;
    if named.is_logical_id()
        && let Some(fault) = fault_of_id(to)
    {
        return Some(fault.to_string());
    }
    let other = match named {
        Named::Parameter => resource_path(to),
        Named::Resource => parameter_path(to),
        Named::Config { .. } if to == init::CONFIG_SETS => {
            return Some("configSets is the key of the config sets. Choose another name.".into());
        }
        Named::Variable { .. } => {
            return (pseudo(to).is_some() || to.is_empty() || !is_variable(to))
                .then(|| "A name in Fn::Sub has letters, digits, underscores, points and colons only.".into());
        }
        Named::ConfigSet { .. } if to.contains([',', '"', '\'']) || to.contains(char::is_whitespace) => {
            return Some("cfn-init's command line names it: take a name without blanks, commas and quotes.".into());
        }
        Named::Config { .. }
        | Named::ConfigSet { .. }
        | Named::Declared { .. }
        | Named::Authentication { .. }
        | Named::Context { .. } => return to.is_empty().then(|| "A name has at least one character.".into()),
        Named::Condition | Named::Mapping | Named::Output | Named::Rule => return None,
    };
    let kind = if named == Named::Parameter { "resource" } else { "parameter" };
    document.node(&other)?;
    Some(format!("A {kind} is called {to}. Ref would not know which is meant: take another name."))
}

fn is_variable(name: &str) -> bool {
    name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | ':'))
}
