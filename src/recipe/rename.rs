//! New name for an entry, with all references to it.

use crate::recipe::definition::{OPTION, Recipe, RecipeGroup, RecipeOption, Symbol};
use crate::recipe::target::{self, Subject};
use std::ops::Range;

use super::proposal::Proposal;
use crate::document::{Document, Edit, Path};
use crate::template::Template;
use crate::template::for_each::is_for_each;
use crate::template::reference::{
    How, Named, Use, computed_conditions, computed_names, encoded_uses, names_below, names_made, place_of,
    rename_fault, trail, uses, uses_as,
};

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
    let key = at.last_key().unwrap_or_default();
    let mut carriers = uses_as(document, at, key).into_iter().map(|one| (one, to.to_string())).collect::<Vec<_>>();
    for (was, is) in made(document, at, to) {
        carriers.extend(uses_as(document, at, &was).into_iter().map(|one| (one, is.clone())));
    }
    let mut edits = carried(&carriers);
    edits.extend(alone(at, to));
    edits
}

/// The names that a loop makes of the key of the entry at `at`, and those that it makes of `to`.
fn made(document: &Document, at: &Path, to: &str) -> Vec<(String, String)> {
    let before = names_made(document, at);
    let renamed = document.with_edits(&alone(at, to)).ok();
    let now = at.parent().unwrap_or_default().join(to);
    let after = renamed.map(|(document, _)| names_made(&document, &now)).unwrap_or_default();
    if before.len() != after.len() {
        return Vec::new();
    }
    before.into_iter().zip(after).filter(|(was, _)| Some(was.as_str()) != at.last_key()).collect()
}

/// A sentence for each function that puts a name together which could be that of the entry at `at`.
fn computed(document: &Document, at: &Path) -> Vec<String> {
    let places = match Named::at(document, at) {
        Some(Named::Parameter | Named::Resource) => computed_names(document, &Path::root()),
        Some(Named::Condition) => computed_conditions(document, &Path::root()),
        _ => Vec::new(),
    };
    places.into_iter().map(|place| format!("{place} puts a name together: look whether it names it.")).collect()
}

/// A sentence for each user data in base64 that names a resource: no edit reaches it.
pub fn encoded_names(document: &Document, id: &str) -> Vec<String> {
    let place = |at: Path| {
        let line = document.entry_lines(&at).map(|lines| format!(" (line {})", lines.start())).unwrap_or_default();
        format!("{}{line} is written in base64 and names {id}: encode it anew.", trail(&at))
    };
    encoded_uses(document, id).into_iter().map(place).collect()
}

/// A sentence for each name that the transform AWS::Serverless makes of that of a resource, and which the template uses: the
/// role of the function Hello is HelloRole.
fn made_by_transform(document: &Document, name: &str, to: &str) -> Vec<String> {
    let template = Template::of(document);
    let is_of_transform = |kind: &str| kind.starts_with("AWS::Serverless::");
    if !template.resource(name).and_then(|one| one.kind()).is_some_and(is_of_transform) {
        return Vec::new();
    }
    let is_known = |one: &str| template.resource(one).is_some() || template.parameter(one).is_some();
    let mut made: Vec<(&str, &str)> = Vec::new();
    for used in document.root().into_iter().flat_map(names_below) {
        let ending = used.strip_prefix(name).filter(|ending| !ending.is_empty() && !is_known(used));
        if let Some(ending) = ending
            && !made.contains(&(used, ending))
        {
            made.push((used, ending));
        }
    }
    let told = |(used, ending): (&str, &str)| {
        format!("The transform makes {used} of {name}: write {to}{ending} in its place.")
    };
    made.into_iter().map(told).collect()
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
    if at.last_key().is_some_and(|key| key.starts_with("Fn::") && !is_for_each(key)) {
        return Err(format!("{name} is a function. It has no name of its own."));
    }
    if let Some(why) = rename_fault(document, at, to) {
        return Err(why);
    }
    let mut does = vec![format!("{name} is called {to}.")];
    does.extend(uses(document, at).iter().map(|one| format!("{} follows.", place_of(document, one))));
    let mut leaves = computed(document, at);
    match Named::at(document, at) {
        Some(Named::Resource) => {
            leaves.extend(encoded_names(document, name));
            leaves.extend(made_by_transform(document, name, to));
            leaves.push(format!(
                "CloudFormation makes a new resource under a new logical id: a stack that runs gets {to} and loses {name}."
            ));
        }
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

/// Gives every use of several names another name, in one list of edits, and leaves the entries' own keys. `is_use` picks
/// the uses that follow.
pub fn in_uses(document: &Document, names: &[(Path, String)], is_use: impl Fn(How) -> bool) -> Vec<Edit> {
    let of_name = |(at, to): &(Path, String)| {
        let uses = uses(document, at).into_iter().filter(|one| is_use(one.how));
        uses.map(|one| (one, to.clone())).collect::<Vec<_>>()
    };
    let mut found: Vec<(Use, String)> = names.iter().flat_map(of_name).collect();
    found.sort_by(|(one, _), (other, _)| (&one.at, one.span.start).cmp(&(&other.at, other.span.start)));
    carried(&found)
}

/// Bytes of a text and what stands there then.
type Parts = Vec<(Range<usize>, String)>;

/// The new name in every use: one edit a text.
fn carried(uses: &[(Use, String)]) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut texts: Vec<(&Path, Parts)> = Vec::new();
    for (one, to) in uses {
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
