//! Which keys a mapping takes, by its place in the template.

use super::offer::plain;
use super::place::{Spot, Step};
use super::{Completion, CompletionKind};
use crate::document::Document;
use crate::schema::{
    Kind, Row, anatomy, authentication, command, creation_policy, ec2, file, group, parameter, service, update_policy,
    user,
};
use crate::template::init::{self, PACKAGE_MANAGERS, SERVICE_MANAGERS};
use crate::template::reference::AUTHENTICATION;
use crate::template::resource::attribute as key;
use crate::template::{Section, Template, section};

/// The keys that the mapping at a place takes and does not have yet.
pub(super) fn keys(document: &Document, spot: &Spot<'_>, rest: &str, json: bool) -> Vec<Completion> {
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
        .flat_map(|rows| rows.iter())
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
fn behind(kind: Kind) -> &'static str {
    match kind {
        Kind::Text
        | Kind::Number
        | Kind::Boolean
        | Kind::Choice(_)
        | Kind::Suggested(_)
        | Kind::Octal
        | Kind::Block
        | Kind::One(_)
        | Kind::Condition => " ${}",
        Kind::List | Kind::Tags | Kind::Content | Kind::Names | Kind::Many(_) | Kind::Group(_) | Kind::Items(_) => "",
    }
}

/// Package or service managers, where those are the keys.
fn managers(steps: &[Step<'_>]) -> &'static [&'static str] {
    use Step::Key;
    let [Key(section::RESOURCES), _, Key(section::METADATA), Key(init::KEY), Key(_), rest @ ..] = steps else {
        return &[];
    };
    match rest {
        [Key("packages")] => &PACKAGE_MANAGERS,
        [Key("services")] => &SERVICE_MANAGERS,
        [Key("services"), Key(_), Key(_), Key("packages")] => &PACKAGE_MANAGERS,
        _ => &[],
    }
}

/// The rows of the mapping at a place. `kind` is the type of the resource as its line says; without it, as the last
/// tree that could be read does.
pub(super) fn rows(document: &Document, steps: &[Step<'_>], kind: Option<&str>) -> Option<&'static [Row]> {
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
        [Key(section::METADATA), Key(crate::template::reference::INTERFACE)] => anatomy::INTERFACE,
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
        [Key(section::RESOURCES), Key(_), Key(section::METADATA), Key(init::KEY), rest @ ..] => return of_init(rest),
        [Key(section::RESOURCES), Key(_), Key(section::METADATA), Key(AUTHENTICATION), Key(_)] => authentication::ROWS,
        [Key(section::RESOURCES), Key(id), Key(key::PROPERTIES), rest @ ..] => {
            let read = Template::of(document).resource(id).and_then(|resource| resource.kind());
            return of_type(kind.filter(|kind| kind.contains("::")).or(read)?, rest);
        }
        _ => return None,
    })
}

/// The rows below `AWS::CloudFormation::Init`.
fn of_init(rest: &[Step<'_>]) -> Option<&'static [Row]> {
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
fn of_type(kind: &str, rest: &[Step<'_>]) -> Option<&'static [Row]> {
    use Step::{Item, Key};
    const TAG: &[Row] = &[
        Row::text(ec2::key::TAG_KEY, "Key", "Name of the tag.", "").required(),
        Row::text(ec2::key::TAG_VALUE, "Value", "Value of the tag.", "").required(),
    ];
    match (kind, rest) {
        (ec2::VPC, []) => Some(ec2::vpc::ROWS),
        (ec2::SUBNET, []) => Some(ec2::subnet::ROWS),
        (ec2::INSTANCE, []) => Some(ec2::instance::ROWS),
        (ec2::INSTANCE, [Key("MetadataOptions")]) => Some(ec2::instance::METADATA_OPTIONS),
        (ec2::INSTANCE, [Key("BlockDeviceMappings"), Item(_), Key(ec2::instance::EBS_KEY)]) => Some(ec2::instance::EBS),
        (_, [Key("Tags"), Item(_)]) => Some(TAG),
        _ => None,
    }
}

/// True if a function may stand in the place of a mapping here: in values, not among names and attributes.
pub(super) fn may_be_function(steps: &[Step<'_>]) -> bool {
    use Step::{Function, Key};
    match steps {
        [Key(section::CONDITIONS), Key(_), ..] | [Key(section::OUTPUTS), Key(_), Key("Value"), ..] => true,
        [Key(section::RESOURCES), Key(_), Key(key::PROPERTIES), _, ..] => true,
        [Key(section::RESOURCES), Key(_), Key(section::METADATA), Key(init::KEY), Key(_), Key(_), _, ..] => true,
        [Key(section::RULES), Key(_), _, ..] | [Key(section::OUTPUTS), Key(_), Key("Export"), _, ..] => true,
        _ => steps.iter().any(|step| matches!(step, Function(_))),
    }
}
