//! New name for an entry, with all references to it.

use crate::recipe::definition::{OPTION, Recipe, RecipeGroup, RecipeOption, Symbol};
use crate::recipe::target::{self, Subject};
use std::ops::Range;

use super::proposal::Proposal;
use crate::document::{Document, Edit, Path};
use crate::template::reference::{How, Named, Use, place_of, rename_fault, uses};

/// Renames an entry.
pub static RECIPE: Recipe = Recipe {
    id: "rename",
    title: "Rename",
    about: "Another name for an entry and in every place that refers to it: functions, DependsOn, config sets, user data.",
    symbol: Symbol::Pen,
    group: RecipeGroup::Entry,
    subject: Subject::entry("the entry, as a JSON Pointer: /Resources/Web"),
    targets: target::at_the_entry,
    options: &[RecipeOption {
        name: "key",
        value: "KEY",
        label: "New name",
        help: "its new name",
        required: true,
        ..OPTION
    }],
    propose: |request| Ok(propose(request.document, &request.entry()?, request.text("key"))?),
};

/// Gives the entry at `at` another key, and every use of its name too, in one step. An entry whose key is no name gets
/// the key alone.
pub fn rename(document: &Document, at: &Path, to: &str) -> Vec<Edit> {
    let mut edits = carried(&uses(document, at), to);
    edits.extend(alone(at, to));
    edits
}

/// Gives the entry at `at` another key and leaves all else.
pub fn alone(at: &Path, to: &str) -> Vec<Edit> {
    vec![Edit::Rename { at: at.clone(), to: to.to_string() }]
}

/// The same as it is shown: each place that follows.
///
/// # Errors
/// Why the entry cannot be called so, in a sentence.
pub fn propose(document: &Document, at: &Path, to: &str) -> Result<Proposal, String> {
    let name = at.last_key().ok_or("An item of a list has no name to change.")?;
    if name == to {
        return Err(format!("{name} is called so already."));
    }
    if let Some(why) = rename_fault(document, at, to) {
        return Err(why);
    }
    let mut does = vec![format!("{name} is called {to}.")];
    does.extend(uses(document, at).iter().map(|one| format!("{} follows.", place_of(document, one))));
    let mut leaves = Vec::new();
    match Named::at(document, at) {
        Some(Named::Resource) => leaves.push(format!(
            "CloudFormation makes a new resource under a new logical id: a stack that runs gets {to} and loses {name}."
        )),
        Some(Named::Parameter) => leaves.push(format!("Who deploys it gives {to} in place of {name}.")),
        Some(
            Named::Condition
            | Named::Mapping
            | Named::Output
            | Named::Rule
            | Named::Config { .. }
            | Named::ConfigSet { .. }
            | Named::Declared { .. }
            | Named::Authentication { .. }
            | Named::Variable { .. }
            | Named::Context { .. },
        )
        | None => {}
    }
    let now = at.parent().unwrap_or_default().join(to);
    Ok(Proposal { title: format!("name {to}"), does, leaves, edits: rename(document, at, to), at: now })
}

/// Bytes of a text and what stands there then.
type Parts = Vec<(Range<usize>, String)>;

/// The new name in every use: one edit a text.
fn carried(uses: &[Use], to: &str) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut texts: Vec<(&Path, Parts)> = Vec::new();
    for one in uses {
        if one.how == How::Label {
            edits.push(Edit::Rename { at: one.at.clone(), to: to.to_string() });
            continue;
        }
        let part = (one.span.clone(), to.to_string());
        // Uses come in the order of the text, those of one text in a row but for lists looked at twice.
        match texts.iter_mut().rev().take(64).find(|text| *text.0 == one.at) {
            Some(text) if text.1.contains(&part) => {}
            Some(text) => text.1.push(part),
            None => texts.push((&one.at, vec![part])),
        }
    }
    edits.extend(texts.into_iter().map(|(at, parts)| Edit::ReplaceInScalar { at: at.clone(), parts }));
    edits
}

#[cfg(test)]
mod tests;
