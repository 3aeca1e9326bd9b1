//! The rows of the schema for the mapping at a place: the keys that it takes, each with its help.

use super::place::Step;
use crate::document::Document;
use crate::schema::form::form_of;
use crate::schema::{
    Property, PropertyType, anatomy, authentication, command, creation_policy, ec2, file, group, parameter, service,
    update_policy, user, wait_condition,
};
use crate::template::init;
use crate::template::init::AUTHENTICATION;
use crate::template::reference::INTERFACE;
use crate::template::resource::attribute as key;
use crate::template::{Section, Template, section};

/// The rows of the mapping at a place; none where none are known. `kind` is the type of the resource as its line says;
/// without it, as the last tree that could be read does.
pub(super) fn rows(document: &Document, steps: &[Step<'_>], kind: Option<&str>) -> Vec<&'static Property> {
    use Step::Key;
    let table = match steps {
        [Key(section::RESOURCES), Key(id), Key(key::PROPERTIES), rest @ ..] => {
            let read = Template::of(document).resource(id).and_then(|resource| resource.kind());
            let kind = kind.filter(|kind| kind.contains("::")).or(read);
            return kind.map(|kind| of_type(kind, rest)).unwrap_or_default();
        }
        _ => of_anatomy(steps),
    };
    table.unwrap_or_default().iter().collect()
}

fn of_anatomy(steps: &[Step<'_>]) -> Option<&'static [Property]> {
    use Step::{Item, Key};
    Some(match steps {
        [] => anatomy::SECTIONS,
        [Key(section::PARAMETERS), Key(_)] => parameter::ROWS,
        [Key(section::RESOURCES), Key(_)] => anatomy::RESOURCE,
        [Key(section::OUTPUTS), Key(_)] => anatomy::OUTPUT,
        [Key(section::OUTPUTS), Key(_), Key("Export")] => anatomy::EXPORT,
        [Key(section::RULES), Key(_)] => anatomy::RULE,
        [Key(section::RULES), Key(_), Key("Assertions"), Item(_)] => anatomy::ASSERTION,
        [Key(section::METADATA)] => anatomy::METADATA,
        [Key(section::METADATA), Key(INTERFACE)] => anatomy::INTERFACE,
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
            _ => return None,
        },
        [Key(section::RESOURCES), Key(_), Key(section::METADATA)] => anatomy::RESOURCE_METADATA,
        [Key(section::RESOURCES), Key(_), Key(section::METADATA), Key(init::INIT), rest @ ..] => return of_init(rest),
        [Key(section::RESOURCES), Key(_), Key(section::METADATA), Key(AUTHENTICATION), Key(_)] => authentication::ROWS,
        _ => return None,
    })
}

/// The rows below `AWS::CloudFormation::Init`.
fn of_init(rest: &[Step<'_>]) -> Option<&'static [Property]> {
    use Step::Key;
    Some(match rest {
        [] => anatomy::INIT,
        [Key(init::CONFIG_SETS), ..] => return None,
        [Key(_)] => anatomy::CONFIG,
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
fn of_type(kind: &str, rest: &[Step<'_>]) -> Vec<&'static Property> {
    use Step::{Item, Key};
    const TAG: &[Property] = &[
        Property::text(ec2::key::TAG_KEY, "Key", "Name of the tag.", "").required(),
        Property::text(ec2::key::TAG_VALUE, "Value", "Value of the tag.", "").required(),
    ];
    if let Some(form) = form_of(kind) {
        let mut all = Vec::new();
        for part in form.parts {
            // The first key of the way is `Properties`, which the caller has passed.
            let under = part.under.get(1..).filter(|_| part.under.first() == Some(&key::PROPERTIES));
            let within = under.and_then(|under| {
                let (way, inside) = rest.split_at_checked(under.len())?;
                way.iter().zip(under).all(|(step, key)| *step == Key(key)).then_some(inside)
            });
            all.extend(within.map(|inside| below(part.rows, inside)).unwrap_or_default());
        }
        if !all.is_empty() {
            return all;
        }
    }
    let rows = match kind {
        ec2::VPC => ec2::vpc::ROWS,
        ec2::SUBNET => ec2::subnet::ROWS,
        ec2::SECURITY_GROUP => ec2::security_group::ROWS,
        ec2::INSTANCE => ec2::instance::ROWS,
        wait_condition::CONDITION => wait_condition::ROWS,
        _ => &[],
    };
    match (kind, rest) {
        (_, [.., Key("Tags"), Item(_)]) => TAG.iter().collect(),
        (ec2::INSTANCE, [Key("MetadataOptions")]) => ec2::instance::METADATA_OPTIONS.iter().collect(),
        (ec2::INSTANCE, [Key("BlockDeviceMappings"), Item(_), Key(ec2::instance::EBS_KEY)]) => {
            ec2::instance::EBS.iter().collect()
        }
        (ec2::SECURITY_GROUP, [Key("SecurityGroupIngress"), Item(_)]) => ec2::security_group::INBOUND.iter().collect(),
        (ec2::SECURITY_GROUP, [Key("SecurityGroupEgress"), Item(_)]) => ec2::security_group::OUTBOUND.iter().collect(),
        (_, rest) => below(rows, rest),
    }
}

/// The rows of what lies in a mapping with `rows`, at the end of a way.
fn below(rows: &'static [Property], way: &[Step<'_>]) -> Vec<&'static Property> {
    use Step::{Item, Key};
    let mut rows = rows;
    let mut way = way;
    while let [Key(key), rest @ ..] = way {
        let kind = rows.iter().find(|row| row.key == *key).map(|row| row.kind);
        (rows, way) = match (kind, rest) {
            (Some(PropertyType::Object(inner)), rest) | (Some(PropertyType::Objects(inner)), [Item(_), rest @ ..]) => {
                (inner, rest)
            }
            _ => return Vec::new(),
        };
    }
    if way.is_empty() { rows.iter().collect() } else { Vec::new() }
}
