//! Image and what depends on it: the parameter that names it, processor, root device, descriptions.

use serde_json::json;

use super::{Draft, SystemChange, line};
use crate::document::{Document, Edit, Path, Value};
use crate::recipe::{addition, entry, name};
use crate::schema::ec2::instance;
use crate::schema::image::{Architecture, Os, PARAMETER_TYPE};
use crate::schema::parameter as row;
use crate::schema::system::{BURSTABLE_SIZES, SIZES, TYPE_FAMILIES};
use crate::template::reference::{Use, place_of, uses};
use crate::template::resource::named;
use crate::template::system::Machine;
use crate::template::{Template, parameter_path, section};

/// The devices that images call their root.
const ROOTS: [&str; 2] = ["/dev/sda1", "/dev/xvda"];

/// Changes the image of a machine, its type where the processor changes, its root device.
pub(super) fn translate(document: &Document, machine: Machine<'_>, change: &SystemChange, draft: &mut Draft) {
    image(document, machine, change, draft);
    if change.from.architecture.is_some_and(|old| old != change.to.architecture) {
        instance_type(document, machine, change, draft);
    }
    root_device(document, machine, change, draft);
    let description = Path::root().join(section::DESCRIPTION);
    describe(document, &description, change, draft);
}

fn image(document: &Document, machine: Machine<'_>, change: &SystemChange, draft: &mut Draft) {
    let at = machine.launch_path().join(instance::IMAGE_ID.key);
    let Some(node) = machine.property(instance::IMAGE_ID.key) else {
        let parameter = new_parameter(change, draft);
        let (owner, key) = (machine.launch_path(), instance::IMAGE_ID.key);
        let value = draft.value(&json!({ "Ref": parameter }));
        return draft.attempt(entry::put(draft.document(), &owner, &instance::ROWS, key, value));
    };
    if let Some(parameter) = named(node).and_then(|name| Template::of(document).parameter(name)) {
        let Some(place) = other_use(document, parameter.name()) else {
            return retarget(document, parameter.name(), change, draft);
        };
        name_image(&at, change, draft);
        return draft.leave(format!("Parameter {} stays as it is, because {place} uses it too.", parameter.name()));
    }
    let of_map = |tag: &str| {
        node.tag() == Some(&format!("!{tag}")) || node.len() == 1 && node.get(&format!("Fn::{tag}")).is_some()
    };
    let text = node.scalar().filter(|_| node.tag().is_none());
    if let Some(text) = text.filter(|text| text.contains("resolve:ssm:")) {
        let new = if text.starts_with("{{") {
            format!("{{{{resolve:ssm:{}}}}}", change.to.parameter)
        } else {
            format!("resolve:ssm:{}", change.to.parameter)
        };
        return draft.attempt([Edit::Set { at, value: Value::from(new) }]);
    }
    if text.is_none() && !of_map("FindInMap") {
        draft.leave(format!(
            "ImageId of {}{} is given by a function: give it {} by hand.",
            machine.id(),
            line(document, &at),
            change.to.parameter
        ));
        return;
    }
    let mapping = node.item(0).or_else(|| node.get("Fn::FindInMap")?.item(0)).and_then(|item| item.scalar());
    name_image(&at, change, draft);
    if let Some(mapping) = mapping {
        let map = Path::root().keys([section::MAPPINGS, mapping]);
        if draft.document().node(&map).is_some() && uses(draft.document(), &map).is_empty() {
            draft.say(format!("Mapping {mapping} is removed: nothing else uses it."));
            draft.attempt(entry::take_with_empty(draft.document(), &map, &Path::root()));
        }
    }
}

/// The place below the resources that uses a parameter for something else than an image, which another type would change.
fn other_use(document: &Document, name: &str) -> Option<String> {
    let parameter = parameter_path(name);
    let is_of_images = document.scalar(&parameter.join(row::TYPE.key)) == Some(PARAMETER_TYPE);
    let is_other = |one: &Use| {
        let keys: Vec<&str> = one.at.steps().iter().filter_map(|step| step.key()).collect();
        keys.first() == Some(&section::RESOURCES) && !keys.contains(&instance::IMAGE_ID.key)
    };
    let found = uses(document, &parameter).into_iter().find(is_other).filter(|_| !is_of_images);
    found.map(|one| place_of(document, &one))
}

/// Lets a new parameter name the image of a machine.
fn name_image(at: &Path, change: &SystemChange, draft: &mut Draft) {
    let parameter = new_parameter(change, draft);
    let value = draft.value(&json!({ "Ref": parameter }));
    draft.attempt([Edit::Set { at: at.clone(), value }]);
    draft.say(format!("Parameter {parameter} names the image: the newest one at each deploy."));
}

/// Adds a parameter that names the new image.
fn new_parameter(change: &SystemChange, draft: &mut Draft) -> String {
    let name = name::free_id(draft.template(), "ImageId");
    let value = json!({
        row::DESCRIPTION.key: format!("Public parameter that names {} newest {} image.", change.to.os.maker(), change.target()),
        row::TYPE.key: PARAMETER_TYPE,
        row::DEFAULT.key: change.to.parameter,
    });
    let value = draft.value(&value);
    draft.attempt(addition::in_section(draft.document(), section::PARAMETERS, &name, value));
    name
}

/// Lets a parameter name the new image.
fn retarget(document: &Document, parameter: &str, change: &SystemChange, draft: &mut Draft) {
    let at = parameter_path(parameter);
    if document.scalar(&at.join(row::TYPE.key)) != Some(PARAMETER_TYPE) {
        draft.attempt(entry::put(draft.document(), &at, &[], row::TYPE.key, PARAMETER_TYPE.into()));
        draft.say(format!("Parameter {parameter} takes the name of a public parameter."));
    }
    draft.attempt(entry::put(draft.document(), &at, &[], row::DEFAULT.key, change.to.parameter.into()));
    let constraints =
        [row::ALLOWED_VALUES, row::ALLOWED_PATTERN, row::MIN_LENGTH, row::MAX_LENGTH, row::CONSTRAINT_DESCRIPTION];
    for constraint in constraints {
        draft.attempt(entry::take(draft.document(), &at.join(constraint.key)));
    }
    describe(document, &at.join(row::DESCRIPTION.key), change, draft);
    draft.leave(format!("A stack that exists keeps the value of {parameter}: give the new one when you deploy. The instance is replaced."));
}

fn instance_type(document: &Document, machine: Machine<'_>, change: &SystemChange, draft: &mut Draft) {
    let at = machine.launch_path().join(instance::INSTANCE_TYPE.key);
    let Some(node) = machine.property(instance::INSTANCE_TYPE.key) else { return };
    let processor = change.to.architecture;
    let Some(parameter) = named(node).and_then(|name| Template::of(document).parameter(name)) else {
        match node.scalar().filter(|_| node.tag().is_none()).and_then(|text| of_processor(text, processor)) {
            Some(new) => {
                draft.say(format!("Its type becomes {new}."));
                draft.attempt([Edit::Set { at, value: Value::from(new) }]);
            }
            None => draft.leave(format!(
                "InstanceType of {}{}: choose one for {}.",
                machine.id(),
                line(document, &at),
                processor.name()
            )),
        }
        return;
    };
    let at = parameter.path();
    let unknown = |kind: &str| {
        format!(
            "Type {kind} of parameter {}{}: choose one for {}.",
            parameter.name(),
            line(document, &at),
            processor.name()
        )
    };
    if let Some(old) = parameter.default().filter(|old| !old.is_empty()) {
        match of_processor(old, processor) {
            Some(new) => {
                draft.say(format!("Parameter {} begins with {new}.", parameter.name()));
                draft.attempt([Edit::Set { at: at.join(row::DEFAULT.key), value: Value::from(new) }]);
            }
            None => draft.leave(unknown(old)),
        }
    }
    let mut allowed: Vec<String> = Vec::new();
    for old in parameter.allowed_values() {
        match of_processor(old, processor) {
            Some(new) if !allowed.contains(&new) => allowed.push(new),
            Some(_) => {}
            None => draft.leave(format!(
                "{old} is removed from the allowed values of {}: {} has no equivalent.",
                parameter.name(),
                processor.name()
            )),
        }
    }
    if !allowed.is_empty() {
        let value = Value::Sequence(allowed.into_iter().map(Value::from).collect());
        draft.attempt([Edit::Set { at: at.join(row::ALLOWED_VALUES.key), value }]);
    }
    describe(document, &at.join(row::DESCRIPTION.key), change, draft);
}

/// An instance type of the same size with another processor; the type itself if it has that.
fn of_processor(kind: &str, processor: Architecture) -> Option<String> {
    let (family, size) = kind.split_once('.')?;
    let row = match processor {
        Architecture::Arm64 => TYPE_FAMILIES.iter().find(|row| row.0 == family).map(|row| row.1),
        Architecture::Amd64 => TYPE_FAMILIES.iter().find(|row| row.1 == family).map(|row| row.0),
    };
    let is_there = |family: &str| {
        TYPE_FAMILIES.iter().any(|row| match processor {
            Architecture::Arm64 => row.1 == family,
            Architecture::Amd64 => row.0 == family,
        })
    };
    if is_there(family) {
        return Some(kind.to_string());
    }
    let sizes = if family.starts_with('t') { BURSTABLE_SIZES } else { SIZES };
    sizes.contains(&size).then_some(format!("{}.{size}", row?))
}

fn root_device(document: &Document, machine: Machine<'_>, change: &SystemChange, draft: &mut Draft) {
    let Some(devices) = machine.property(instance::BLOCK_DEVICES.key) else { return };
    let at = machine.launch_path().join(instance::BLOCK_DEVICES.key);
    let name = |index: usize| document.scalar(&at.join(index).join(instance::DEVICE_NAME));
    let is_taken = (0..devices.len()).any(|index| name(index) == Some(change.to.root_device));
    for index in 0..devices.len() {
        let Some(old) = name(index).filter(|old| ROOTS.contains(old) && *old != change.to.root_device) else {
            continue;
        };
        let at = at.join(index).join(instance::DEVICE_NAME);
        if is_taken {
            draft.leave(format!(
                "{old}{}: another volume has the name of the root device, {}.",
                line(document, &at),
                change.to.root_device
            ));
            continue;
        }
        draft.say(format!("The root volume is {} in place of {old}.", change.to.root_device));
        draft.attempt([Edit::Set { at, value: Value::from(change.to.root_device) }]);
    }
}

// ── Words ──

/// What the old system is called, the longer names first.
fn old_names(change: &SystemChange) -> Vec<String> {
    let os = change.from.os.name();
    let version = change.from.version.as_deref().unwrap_or_default();
    let short = match change.from.os {
        Os::AmazonLinux => format!("AL{version}"),
        Os::Ubuntu => format!("Ubuntu Server {version}"),
        Os::Debian => format!("Debian GNU/Linux {version}"),
    };
    let all = [format!("{os} {version} LTS"), short, format!("{os} {version}"), os.to_string()];
    all.into_iter().filter(|name| name.trim_end() == name).collect()
}

/// Puts the new system's name into a description that has the old one's.
fn describe(document: &Document, at: &Path, change: &SystemChange, draft: &mut Draft) {
    let Some(text) = document.scalar(at) else { return };
    let mut parts: Vec<(std::ops::Range<usize>, String)> = Vec::new();
    let mut put = |from: &str, to: &str| {
        for (start, _) in super::token_map::words(text, from).filter(|_| from != to) {
            let range = start..start + from.len();
            if !parts.iter().any(|part| part.0.start < range.end && range.start < part.0.end) {
                parts.push((range, to.to_string()));
            }
        }
    };
    for old in old_names(change) {
        put(&old, &change.target());
    }
    put(change.from.os.maker(), change.to.os.maker());
    if change.from.architecture.is_some_and(|old| old != change.to.architecture) {
        let (old, new) = match change.to.architecture {
            Architecture::Arm64 => (["x86_64", "amd64"], "arm64"),
            Architecture::Amd64 => (["arm64", "aarch64"], "x86_64"),
        };
        old.iter().for_each(|old| put(old, new));
    }
    parts.sort_by_key(|part| part.0.start);
    if !parts.is_empty() {
        draft.attempt([Edit::ReplaceInScalar { at: at.clone(), parts }]);
    }
}

/// Comments that speak of the old system stay: nobody but their author knows what they mean.
pub(super) fn tell_comments(document: &Document, change: &SystemChange, draft: &mut Draft) {
    if change.from.os == change.to.os && change.from.version.as_deref() == Some(change.to.version) {
        return;
    }
    let mut lines: Vec<String> = Vec::new();
    let mut start = 0;
    for (index, text) in document.text().split_inclusive('\n').enumerate() {
        let comment =
            text.find('#').filter(|at| *at == 0 || text.get(..*at).is_some_and(|before| before.ends_with([' ', '\t'])));
        let speaks = comment
            .and_then(|at| Some((at, text.get(at..)?)))
            .filter(|(_, text)| super::token_map::words(text, change.from.os.name()).next().is_some());
        if let Some((at, _)) = speaks {
            let is_inside = document
                .node(&document.path_at(start + at))
                .is_some_and(|node| node.scalar().is_some() && node.span().contains(&(start + at)));
            // In a script of several lines a line of its own is a comment too.
            if !is_inside || text.trim_start().starts_with('#') {
                lines.push((index + 1).to_string());
            }
        }
        start += text.len();
    }
    if !lines.is_empty() {
        let (word, speak) = if lines.len() == 1 { ("line", "A comment speaks") } else { ("lines", "Comments speak") };
        draft.leave(format!("{speak} of {}: {word} {}.", change.from.os.name(), lines.join(", ")));
    }
}

/// What the new system brings along or lacks, and who else uses the parameter.
pub(super) fn tell_others(document: &Document, machine: Machine<'_>, change: &SystemChange, draft: &mut Draft) {
    let template = Template::of(document);
    let shared =
        machine.property(instance::IMAGE_ID.key).and_then(named).filter(|name| template.parameter(name).is_some());
    for other in Machine::all(template).into_iter().filter(|other| other.id() != machine.id()) {
        if shared.is_some() && other.property(instance::IMAGE_ID.key).and_then(named) == shared {
            draft.leave(format!("{} has its image from the same parameter: change its system, too.", other.id()));
        }
    }
    let has_sessions = document.text().contains("AmazonSSMManagedInstanceCore");
    if change.to.os == Os::Debian && change.from.os != Os::Debian && has_sessions {
        draft.leave("Debian images have no Systems Manager agent, so Session Manager does not reach them: give the instance the role again with Session Manager ticked, which installs the agent.");
    }
}
