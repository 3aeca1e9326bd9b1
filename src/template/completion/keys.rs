//! Which keys a mapping takes, by its place in the template.

use super::offer::plain;
use super::place::{CaretContext, ContextStep};
use super::rows::rows;
use super::{Completion, CompletionKind};
use crate::document::Document;
use crate::schema::PropertyType;
use crate::template::init::{self, PACKAGE_MANAGERS, SERVICE_MANAGERS};
use crate::template::resource::attribute as key;
use crate::template::section;

/// The keys that the mapping at a place takes and does not have yet.
pub(super) fn keys(document: &Document, spot: &CaretContext<'_>, rest: &str, json: bool) -> Vec<Completion> {
    let is_new = |key: &str| !spot.siblings.contains(&key);
    // The colon may be there already, as in a key that is changed.
    let colon = rest.trim_start_matches(|c: char| c.is_alphanumeric() || c == '"').starts_with(':');
    let written = |key: &str, behind: &str| match (spot.quoted || colon, json) {
        (true, _) => plain(key),
        (false, true) => format!("\"{}\": ${{}}", plain(key)),
        (false, false) => format!("{}:{behind}", plain(key)),
    };
    let mut items: Vec<Completion> = rows(document, &spot.steps, spot.kind)
        .into_iter()
        .filter(|row| is_new(row.key))
        .map(|row| Completion {
            label: row.key.to_string(),
            detail: row.help.to_string(),
            insert: written(row.key, behind(row.kind)),
            kind: CompletionKind::Key,
        })
        .collect();
    items.extend(managers(&spot.steps).iter().filter(|name| is_new(name)).map(|name| Completion {
        label: name.to_string(),
        detail: String::new(),
        insert: written(name, ""),
        kind: CompletionKind::Key,
    }));
    items
}

/// What stands behind the colon: a value in the same line has a blank before it.
fn behind(kind: PropertyType) -> &'static str {
    match kind {
        PropertyType::Text
        | PropertyType::Number
        | PropertyType::Boolean
        | PropertyType::Choice(_)
        | PropertyType::Suggested(_)
        | PropertyType::Octal
        | PropertyType::Cidr
        | PropertyType::Resource(_)
        | PropertyType::Condition => " ${}",
        PropertyType::List
        | PropertyType::Tags
        | PropertyType::Multiline
        | PropertyType::Map
        | PropertyType::Resources(_)
        | PropertyType::Object(_)
        | PropertyType::Objects(_) => "",
    }
}

/// Package or service managers, where those are the keys.
fn managers(steps: &[ContextStep<'_>]) -> &'static [&'static str] {
    use ContextStep::Key;
    let [Key(section::RESOURCES), _, Key(section::METADATA), Key(init::INIT), Key(_), rest @ ..] = steps else {
        return &[];
    };
    match rest {
        [Key("packages")] => &PACKAGE_MANAGERS,
        [Key("services")] => &SERVICE_MANAGERS,
        [Key("services"), Key(_), Key(_), Key("packages")] => &PACKAGE_MANAGERS,
        _ => &[],
    }
}

/// True if a function may stand in the place of a mapping here: in values, not among names and attributes.
pub(super) fn may_be_function(steps: &[ContextStep<'_>]) -> bool {
    use ContextStep::{Function, Key};
    match steps {
        [Key(section::CONDITIONS), Key(_), ..] | [Key(section::OUTPUTS), Key(_), Key("Value"), ..] => true,
        [Key(section::RESOURCES), Key(_), Key(key::PROPERTIES), _, ..] => true,
        [Key(section::RESOURCES), Key(_), Key(section::METADATA), Key(init::INIT), Key(_), Key(_), _, ..] => true,
        [Key(section::RULES), Key(_), _, ..] | [Key(section::OUTPUTS), Key(_), Key("Export"), _, ..] => true,
        _ => steps.iter().any(|step| matches!(step, Function(_))),
    }
}
