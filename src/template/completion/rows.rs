//! The rows of the schema for the mapping at a place: the keys that it takes, each with its help.

use super::place::ContextStep;
use crate::document::Document;
use crate::schema::form::{form_of, properties_of};
use crate::schema::{
    Property, PropertyTable, PropertyType, authentication, command, creation_policy, file, group, parameter, service,
    template_keys, update_policy, user,
};
use crate::template::init;
use crate::template::init::AUTHENTICATION;
use crate::template::reference::INTERFACE;
use crate::template::resource::attribute as key;
use crate::template::{Section, Template, section};

/// The rows of the mapping at a place; none where none are known. `kind` is the type of the resource as its line says;
/// without it, as the last tree that could be read does.
pub(super) fn rows(document: &Document, steps: &[ContextStep<'_>], kind: Option<&str>) -> Vec<&'static Property> {
    use ContextStep::Key;
    let table = match steps {
        [Key(section::RESOURCES), Key(id), Key(key::PROPERTIES), rest @ ..] => {
            let read = Template::of(document).resource(id).and_then(|resource| resource.kind());
            let kind = kind.filter(|kind| kind.contains("::")).or(read);
            return kind.map(|kind| of_type(kind, rest)).unwrap_or_default();
        }
        _ => of_anatomy(steps),
    };
    table.map(|table| table.properties().iter().collect()).unwrap_or_default()
}

fn of_anatomy(steps: &[ContextStep<'_>]) -> Option<PropertyTable> {
    use ContextStep::{Item, Key};
    Some(match steps {
        [] => template_keys::SECTIONS,
        [Key(section::PARAMETERS), Key(_)] => parameter::ROWS,
        [Key(section::RESOURCES), Key(_)] => template_keys::RESOURCE,
        [Key(section::OUTPUTS), Key(_)] => template_keys::OUTPUT,
        [Key(section::OUTPUTS), Key(_), Key("Export")] => template_keys::EXPORT,
        [Key(section::RULES), Key(_)] => template_keys::RULE,
        [Key(section::RULES), Key(_), Key("Assertions"), Item(_)] => template_keys::ASSERTION,
        [Key(section::METADATA)] => template_keys::METADATA,
        [Key(section::METADATA), Key(INTERFACE)] => template_keys::INTERFACE,
        [Key(section::RESOURCES), Key(_), Key(key::CREATION_POLICY)] => creation_policy::ROWS,
        [Key(section::RESOURCES), Key(_), Key("UpdatePolicy")] => update_policy::ROWS,
        [Key(section::RESOURCES), Key(_), Key(key::CREATION_POLICY), Key(policy)] => match *policy {
            creation_policy::RESOURCE_SIGNAL_KEY => creation_policy::RESOURCE_SIGNAL,
            creation_policy::AUTO_SCALING => creation_policy::GROUP,
            _ => return None,
        },
        [Key(section::RESOURCES), Key(_), Key("UpdatePolicy"), Key(policy)] => match *policy {
            update_policy::ROLLING => update_policy::ROLLING_UPDATE,
            update_policy::REPLACING => update_policy::REPLACING_UPDATE,
            update_policy::SCHEDULED => update_policy::SCHEDULED_ACTION,
            update_policy::REFRESH => update_policy::INSTANCE_REFRESH,
            _ => return None,
        },
        [Key(section::RESOURCES), Key(_), Key("UpdatePolicy"), Key(update_policy::REFRESH), Key("Preferences")] => {
            update_policy::REFRESH_PREFERENCES
        }
        [Key(section::RESOURCES), Key(_), Key(section::METADATA)] => template_keys::RESOURCE_METADATA,
        [Key(section::RESOURCES), Key(_), Key(section::METADATA), Key(init::INIT), rest @ ..] => return of_init(rest),
        [Key(section::RESOURCES), Key(_), Key(section::METADATA), Key(AUTHENTICATION), Key(_)] => authentication::ROWS,
        _ => return None,
    })
}

/// The rows below `AWS::CloudFormation::Init`.
fn of_init(rest: &[ContextStep<'_>]) -> Option<PropertyTable> {
    use ContextStep::Key;
    Some(match rest {
        [] => template_keys::INIT,
        [Key(init::CONFIG_SETS), ..] => return None,
        [Key(_)] => template_keys::CONFIG,
        [Key(_), Key(part), Key(_)] => match Section::of_key(part)? {
            Section::Files => file::ROWS,
            Section::Commands => command::ROWS,
            Section::Users => user::ROWS,
            Section::Groups => group::ROWS,
            Section::Packages | Section::Sources | Section::Services => return None,
        },
        [Key(_), Key("services"), Key(_), Key(_)] => service::ROWS,
        _ => return None,
    })
}

/// The rows of the properties of a resource type, and of what lies in them.
fn of_type(kind: &str, rest: &[ContextStep<'_>]) -> Vec<&'static Property> {
    use ContextStep::{Item, Key};
    if let Some(form) = form_of(kind) {
        let mut all = Vec::new();
        for part in &form.parts {
            // The first key of the way is `Properties`, which the caller has passed.
            let under = part.under.get(1..).filter(|_| part.under.first() == Some(&key::PROPERTIES));
            let within = under.and_then(|under| {
                let (way, inside) = rest.split_at_checked(under.len())?;
                way.iter().zip(under).all(|(step, key)| *step == Key(key)).then_some(inside)
            });
            all.extend(within.map(|inside| below(&part.properties, inside)).unwrap_or_default());
        }
        if !all.is_empty() {
            return all;
        }
    }
    match rest {
        [.., Key("Tags"), Item(_)] => template_keys::TAG.properties().iter().collect(),
        rest => below(properties_of(kind), rest),
    }
}

/// The rows of what lies in a mapping with `rows`, at the end of a way.
fn below(rows: &'static [Property], way: &[ContextStep<'_>]) -> Vec<&'static Property> {
    use ContextStep::{Item, Key};
    let mut rows = rows;
    let mut way = way;
    while let [Key(key), rest @ ..] = way {
        let kind = rows.iter().find(|row| row.key == *key).map(|row| row.kind);
        (rows, way) = match (kind, rest) {
            (Some(PropertyType::Object(inner)), rest) | (Some(PropertyType::Objects(inner)), [Item(_), rest @ ..]) => {
                (inner.properties(), rest)
            }
            _ => return Vec::new(),
        };
    }
    if way.is_empty() { rows.iter().collect() } else { Vec::new() }
}
