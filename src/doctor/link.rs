//! The step of a log → its place in a template.

use super::report::{Finding, LogPlace};
use crate::document::{Document, Path};
use crate::template::init::{Config, Init, Section};
use crate::template::user_data::{UserData, holder_of, holders};
use crate::template::{Template, resource_path};

/// The place in the template that a step of a log is about, as near as the log says it; `None` where it has none.
///
/// A step of cfn-init is an entry of a config, else its section, else the config. A finding that names an entry
/// (a package, a service) takes the entry of that name.
pub fn place_in_template(document: &Document, place: &LogPlace, finding: Option<&Finding>) -> Option<Path> {
    let template = Template::of(document);
    if place.config.is_some() || place.section.is_some() {
        let init = init_of(template, place)?;
        return Some(in_init(init, place, finding));
    }
    if place.in_user_data {
        return in_user_data(document, place);
    }
    if let Some(resource) = place.resource.as_deref() {
        template.resource(resource)?;
        return Some(resource_path(resource));
    }
    None
}

/// The metadata that a step belongs to: those of the resource, else those that have the config and the entry.
fn init_of<'d>(template: Template<'d>, place: &LogPlace) -> Option<Init<'d>> {
    let named = place.resource.as_deref().and_then(|id| template.resource(id)?.init());
    let has = |init: &Init<'d>| {
        let Some(config) = place.config.as_deref() else { return true };
        let Some(config) = init.config(config) else { return false };
        match (place.section, place.entry.as_deref()) {
            (Some(section), Some(entry)) => config.names(section).contains(&entry),
            _ => true,
        }
    };
    let has_config = |init: &Init<'d>| place.config.as_deref().is_none_or(|config| init.config(config).is_some());
    named.or_else(|| template.inits().find(has)).or_else(|| template.inits().find(has_config))
}

fn in_init(init: Init<'_>, place: &LogPlace, finding: Option<&Finding>) -> Path {
    let Some(config) = place.config.as_deref().and_then(|name| init.config(name)) else { return init.path() };
    let subject = finding.and_then(|finding| finding.matched.subject.as_deref());
    let section = place.section.or_else(|| finding?.matched.signature.section);
    let Some(section) = section else { return config.path().clone() };
    let names = [place.entry.as_deref(), subject].into_iter().flatten();
    let entry = names.clone().find_map(|name| entry(&config, section, name));
    let owned = || names.clone().find_map(|owner| owned_file(&config, section, owner));
    entry.or_else(owned).unwrap_or_else(|| match config.section(section) {
        Some(_) => config.section_path(section),
        None => config.path().clone(),
    })
}

/// The entry of a section by its name; of a package `name=version` is `name`, too.
fn entry(config: &Config<'_>, section: Section, name: &str) -> Option<Path> {
    let bare = name.split(['=', ' ']).next().unwrap_or(name);
    let is = |found: &str| found == name || found == bare;
    match section {
        Section::Packages => {
            let package = config.packages().find(|one| is(one.name()))?;
            Some(package.path().clone())
        }
        Section::Services => {
            let service =
                config.services().find(|one| is(one.name().strip_suffix(".service").unwrap_or(one.name())))?;
            Some(service.path().clone())
        }
        Section::Groups | Section::Users | Section::Sources | Section::Files | Section::Commands => {
            let found = config.names(section).into_iter().find(|found| *found == name)?;
            Some(config.section_path(section).join(found))
        }
    }
}

/// The first file that a user or group is to own.
fn owned_file(config: &Config<'_>, section: Section, owner: &str) -> Option<Path> {
    if section != Section::Files {
        return None;
    }
    let node = config.section(section)?;
    let is_owned = |key: &str, file: &crate::document::Node<'_>| {
        file.get(key).and_then(|value| value.scalar()).is_some_and(|value| value == owner)
    };
    let file = node.entries().find(|file| is_owned("owner", &file.value) || is_owned("group", &file.value))?;
    Some(config.section_path(section).join(file.key()))
}

/// The user data of the resource, or of the only one that has some.
fn in_user_data(document: &Document, place: &LogPlace) -> Option<Path> {
    let template = Template::of(document);
    let by_init = place.resource.as_deref().and_then(|id| holder_of(template, id));
    let holder = match by_init {
        Some(holder) => holder,
        None => holders(template).into_iter().next()?,
    };
    Some(UserData::of(document, &holder)?.at)
}
