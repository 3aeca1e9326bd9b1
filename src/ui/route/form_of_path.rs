//! The form that shows what is at a path. Keys that a form of a type does not show are in the form with all keys.

use super::Route;
use crate::document::{Document, Path, Step};
use crate::recipe;
use crate::schema::ec2::{self, instance, subnet, vpc};
use crate::schema::form::{FormPart, PropertyForm, form_of};
use crate::schema::{
    Property, authentication, command, creation_policy, file, group, parameter, service, template_keys, user,
};
use crate::template::init::{AUTHENTICATION, INIT, Section};
use crate::template::{Template, for_each, hup, resource, section, signal, user_data};

impl Route {
    /// The route whose form shows the value at a path.
    pub fn of(document: &Document, at: &Path) -> Route {
        if let Some(entry) = for_each::entry_of(at) {
            return Route::At(entry);
        }
        let keys: Vec<&str> = at.steps().iter().map_while(Step::key).collect();
        match keys.as_slice() {
            [] | [section::DESCRIPTION | section::FORMAT_VERSION, ..] => Route::Stack,
            [section::PARAMETERS, name, key, ..] if !has(&parameter::ROWS, key) => {
                Route::At(Path::root().keys([section::PARAMETERS, name]))
            }
            [section::OUTPUTS, name, key, ..] if !has(&template_keys::OUTPUT, key) => {
                Route::At(Path::root().keys([section::OUTPUTS, name]))
            }
            [section::RESOURCES] => Route::At(at.clone()),
            [section::RESOURCES, id, rest @ ..] => of_resource(document, at, id, rest),
            [section, ..] => Route::of_section(section),
        }
    }

    /// The place that shows a section of the template.
    pub fn of_section(name: &str) -> Route {
        match name {
            section::PARAMETERS => Route::Parameters,
            section::OUTPUTS => Route::Outputs,
            section::MAPPINGS => Route::Mappings,
            section::CONDITIONS => Route::Conditions,
            section::RULES => Route::Rules,
            section::METADATA => Route::Metadata,
            section::TRANSFORM => Route::Transform,
            other => Route::At(Path::root().join(other)),
        }
    }

    /// Path of the form's lines: deeper than [`Route::path`] if the form shows a part of its entry.
    pub fn shown(&self, document: &Document) -> Path {
        let template = Template::of(document);
        let part = match self {
            Route::UserData(id) => template.resource(id).and_then(user_data::path_of),
            Route::Policies(id) => Some(self.path().join(signal::first_policy(document, id))),
            Route::Hup(id) => hup::Hup::of(document, id).and_then(|hup| hup.files().into_iter().next()),
            Route::Stack
            | Route::Parameters
            | Route::Vpc(_)
            | Route::Subnets
            | Route::Instance(_)
            | Route::ConfigSets(_)
            | Route::Authentication(_)
            | Route::Init { .. }
            | Route::Outputs
            | Route::Mappings
            | Route::Conditions
            | Route::Rules
            | Route::Metadata
            | Route::Transform
            | Route::Resource(_)
            | Route::At(_) => None,
        };
        part.filter(|at| document.node(at).is_some()).unwrap_or_else(|| self.path())
    }
}

fn has(rows: &[Property], key: &str) -> bool {
    rows.iter().any(|row| row.key == key)
}

fn of_resource(document: &Document, at: &Path, id: &str, rest: &[&str]) -> Route {
    let up_to = |count: usize| Route::At(at.steps().iter().take(count).cloned().collect());
    let id = id.to_string();
    match rest {
        ["Metadata", INIT, "configSets", ..] => Route::ConfigSets(id),
        ["Metadata", INIT, config, section, inside @ ..] => match (Section::of_key(section), inside) {
            (Some(Section::Commands), [_, key, ..]) if has(&command::UNDOCUMENTED, key) => {
                Route::Init { resource: id, config: (*config).into(), section: Section::Commands }
            }
            (Some(section), [_, key, ..]) if rows_of(section).is_some_and(|rows| !has(rows, key)) => up_to(7),
            (Some(Section::Services), [_, _, key, ..]) if !has(&service::ROWS, key) => up_to(8),
            (Some(section), _) => Route::Init { resource: id, config: (*config).into(), section },
            (None, _) => up_to(6),
        },
        ["Metadata", INIT, _] => up_to(5),
        ["Metadata", AUTHENTICATION, _, key, ..] if !has(&authentication::ROWS, key) => up_to(5),
        ["Metadata", AUTHENTICATION, ..] => Route::Authentication(id),
        ["Properties", .., "UserData"] | ["Properties", "UserData" | "LaunchTemplateData", ..]
            if user_data::UserData::of(document, &id).is_some_and(|data| at.starts_with(&data.at)) =>
        {
            Route::UserData(id)
        }
        ["CreationPolicy" | "UpdatePolicy", ..] if signal::is_group(document, &id) => Route::Policies(id),
        _ => special(document, at, id, rest),
    }
}

/// The keys that the form of a section shows of each entry right below the section.
fn rows_of(section: Section) -> Option<&'static [Property]> {
    match section {
        Section::Groups => Some(&group::ROWS),
        Section::Users => Some(&user::ROWS),
        Section::Files => Some(&file::ROWS),
        Section::Commands => Some(&command::ROWS),
        Section::Packages | Section::Sources | Section::Services => None,
    }
}

/// The form that a type has, for what it shows; else all keys.
fn special(document: &Document, at: &Path, id: String, rest: &[&str]) -> Route {
    let rows = |rows: &[Property]| match rest {
        [] | ["Type"] | [resource::attribute::PROPERTIES] => true,
        [resource::attribute::PROPERTIES, key, ..] => has(rows, key),
        _ => false,
    };
    match document.scalar(&Path::root().keys([section::RESOURCES, &id, "Type"])) {
        Some("AWS::EC2::VPC") if rows(&vpc::ROWS) => Route::Vpc(id),
        Some("AWS::EC2::Subnet") if rows(&subnet::ROWS) => Route::Subnets,
        Some(ec2::INSTANCE) if in_instance(document, at, &id, rest) || rest.len() < 2 && rows(&[]) => {
            Route::Instance(id)
        }
        Some(kind) if form_of(kind).is_some_and(|form| !shows(form, rest)) => {
            Route::At(Path::root().keys([section::RESOURCES, &id]))
        }
        _ => Route::Resource(id),
    }
}

/// True if a schema form shows the value at some keys of its resource.
fn shows(form: &PropertyForm, rest: &[&str]) -> bool {
    let Some(first) = rest.first().filter(|first| **first != resource::attribute::TYPE) else { return true };
    let in_part = |part: &FormPart| match rest.strip_prefix(part.under.as_slice()) {
        Some([key, ..]) => has(&part.shown, key),
        Some([]) => true,
        None => part.under.starts_with(rest),
    };
    template_keys::RESOURCE.shows(first) || form.parts.iter().any(in_part)
}

fn in_instance(document: &Document, at: &Path, id: &str, rest: &[&str]) -> bool {
    use resource::attribute::{CREATION_POLICY, PROPERTIES};
    match rest {
        [PROPERTIES, key] if *key == instance::METADATA_OPTIONS_KEY.key => true,
        [PROPERTIES, key, inner, ..] if *key == instance::METADATA_OPTIONS_KEY.key => {
            has(&instance::METADATA_OPTIONS, inner)
        }
        [PROPERTIES, key, ..] if *key == instance::BLOCK_DEVICES.key => {
            let volume = Template::of(document).resource(id).and_then(recipe::instance::root_volume);
            volume.is_some_and(|volume| at.starts_with(&volume))
        }
        [PROPERTIES, key, ..] => instance::ROWS.shows(key),
        [CREATION_POLICY, key] => *key == creation_policy::RESOURCE_SIGNAL_KEY,
        [CREATION_POLICY, key, inner, ..] => {
            *key == creation_policy::RESOURCE_SIGNAL_KEY && has(&creation_policy::RESOURCE_SIGNAL, inner)
        }
        _ => false,
    }
}

/// The entry at a byte; on blanks before a line's text, that of the text. `None` while the text cannot be read: the
/// tree is then that of another text.
pub fn entry_at(document: &Document, byte: usize) -> Option<Path> {
    if document.syntax_error().is_some() {
        return None;
    }
    let line = document.position(byte).line;
    let span = document.line_span(line..=line);
    let text = document.text().get(span.clone()).unwrap_or_default();
    let indent = span.start + text.len() - text.trim_start().len();
    Some(document.path_at(byte.max(indent.min(span.end))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_opens_the_form_that_shows_it() {
        let document = Document::parse(
            "Resources: {V: {Type: AWS::EC2::VPC}, W: {Type: AWS::EC2::Instance, Properties: {UserData: {\"Fn::Base64\": x}}}, R: {}, E: {Type: AWS::EC2::EIP}}",
        );
        let place = |pointer: &str| Route::of(&document, &document.path_from_pointer(pointer).unwrap()).to_hash();
        for (pointer, hash) in [
            ("", "#/stack"),
            ("/Description", "#/stack"),
            ("/Parameters/A/Type", "#/parameters"),
            ("/Outputs", "#/outputs"),
            ("/Resources/V/Properties", "#/vpc/V"),
            ("/Resources/W", "#/instance/W"),
            ("/Resources/R/Type", "#/resource/R"),
            ("/Resources/W/Metadata/AWS::CloudFormation::Init/c/files/~1etc~1x/mode", "#/init/W/c/files"),
            ("/Resources/W/Metadata/AWS::CloudFormation::Init/configSets/default/0", "#/configsets/W"),
            (
                "/Resources/W/Metadata/AWS::CloudFormation::Init/c",
                "#/at/Resources/W/Metadata/AWS%3A%3ACloudFormation%3A%3AInit/c",
            ),
            (
                "/Resources/W/Metadata/AWS::CloudFormation::Init/c/odd/x",
                "#/at/Resources/W/Metadata/AWS%3A%3ACloudFormation%3A%3AInit/c/odd",
            ),
            (
                "/Resources/W/Metadata/AWS::CloudFormation::Init/c/files/~1x/odd",
                "#/at/Resources/W/Metadata/AWS%3A%3ACloudFormation%3A%3AInit/c/files/%2Fx",
            ),
            ("/Resources/W/Metadata/AWS::CloudFormation::Init/c/users/a/uid", "#/init/W/c/users"),
            (
                "/Resources/W/Metadata/AWS::CloudFormation::Init/c/commands/a/odd",
                "#/at/Resources/W/Metadata/AWS%3A%3ACloudFormation%3A%3AInit/c/commands/a",
            ),
            ("/Resources/W/Metadata/AWS::CloudFormation::Init/c/commands/a/runas", "#/init/W/c/commands"),
            ("/Resources/W/Metadata/AWS::CloudFormation::Init/c/sources/~1opt", "#/init/W/c/sources"),
            ("/Resources/W/Metadata/AWS::CloudFormation::Authentication/a/type", "#/authentication/W"),
            ("/Resources/W/Properties/ImageId", "#/instance/W"),
            ("/Resources/W/Properties/UserData/Fn::Base64", "#/userdata/W"),
            ("/Resources/W/DependsOn/0", "#/resource/W"),
            ("/Resources/V/Properties/Tags/0/Key", "#/vpc/V"),
            ("/Resources/V/Condition", "#/resource/V"),
            ("/Resources/E/Properties/Tags/0/Key", "#/resource/E"),
            ("/Resources/E/DependsOn/0", "#/resource/E"),
            ("/Resources/E/Properties/Odd", "#/at/Resources/E"),
            ("/Resources/W/Properties/Monitoring", "#/instance/W"),
            ("/Resources", "#/at/Resources"),
            ("/Parameters/A/Odd", "#/at/Parameters/A"),
            ("/Mappings/M/a/b", "#/mappings"),
            ("/Conditions/C", "#/conditions"),
            ("/Rules/R/Assertions/0", "#/rules"),
            ("/Metadata/x", "#/metadata"),
            ("/Transform/0", "#/transform"),
            ("/Hooks/x/y", "#/at/Hooks"),
        ] {
            assert_eq!(place(pointer), hash, "{pointer}");
        }
    }
}
