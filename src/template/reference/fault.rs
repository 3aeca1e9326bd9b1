//! Why an entry cannot have another name.
//!
//! Source: AWS pages "Resources", "Parameters", "Mappings", "Conditions", "Outputs": logical names.

use super::Named;
use crate::document::{Document, Path};
use crate::template::for_each::{PREFIX, is_for_each};
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
    if let Some(key) = at.last_key().filter(|key| key.starts_with("Fn::")) {
        return fault_of_function(key, to);
    }
    let named = Named::at(document, at)?;
    let identifiers = identifiers(document, at);
    if !identifiers.is_empty() && named.is_logical_id() {
        return fault_of_key(&identifiers, to);
    }
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

/// Why the key of a function or a loop cannot be called so.
fn fault_of_function(key: &str, to: &str) -> Option<String> {
    if !is_for_each(key) {
        return Some(format!("{key} is a function. It has no name of its own."));
    }
    let name = to.strip_prefix(PREFIX).unwrap_or_default();
    (fault_of_id(name).is_some()).then(|| format!("A loop is called {PREFIX} and a name of letters and digits."))
}

/// The identifiers of the loops around the entry at `at`.
fn identifiers<'d>(document: &'d Document, at: &Path) -> Vec<&'d str> {
    let mut loops = Vec::new();
    let mut parent = at.parent();
    while let Some(path) = parent {
        if path.last_key().is_some_and(is_for_each) {
            loops.extend(document.node(&path).and_then(|node| node.item(0)?.scalar()));
        }
        parent = path.parent();
    }
    loops
}

/// Why the key of an entry in a loop cannot be called so.
fn fault_of_key(identifiers: &[&str], to: &str) -> Option<String> {
    let without = identifiers.iter().fold(to.to_string(), |text, name| {
        text.replace(&format!("${{{name}}}"), "").replace(&format!("&{{{name}}}"), "")
    });
    let inner = identifiers.first().copied().unwrap_or_default();
    if !to.contains(&format!("${{{inner}}}")) && !to.contains(&format!("&{{{inner}}}")) {
        return Some(format!(
            "A name in a loop holds ${{{inner}}}, so that each one differs: such as {without}${{{inner}}}."
        ));
    }
    without
        .chars()
        .any(|c| !c.is_ascii_alphanumeric())
        .then(|| format!("A name in a loop has letters, digits and ${{{inner}}} only."))
}

fn is_variable(name: &str) -> bool {
    name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | ':'))
}
