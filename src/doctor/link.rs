//! The step of a log → its place in a template.

use super::report::{Finding, LogPlace};
use crate::boot::{self, BootRun, BootStep, BootStepKind};
use crate::document::{Document, Entry, Node, Path};
use crate::template::evaluate::ParameterValues;
use crate::template::for_each::{around, could_become};
use crate::template::init::{Config, Init, Section};
use crate::template::user_data::{UserData, holder_of, holders};
use crate::template::{Template, resource_path};

/// The place in the template that a step of a log is about, as near as the log says it; `None` where it has none.
///
/// A step of cfn-init is an entry of a config, else its section, else the config. A finding that names an entry
/// (a package, a service) takes the entry of that name.
pub fn place_in_template(document: &Document, place: &LogPlace, finding: Option<&Finding>) -> Option<Path> {
    let template = Template::of(document);
    if place.in_metadata {
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
    let may_fetch = matches!(place.section, None | Some(Section::Files | Section::Sources));
    if let Some(source) = subject.filter(|_| may_fetch).and_then(|address| fetched(&config, address)) {
        return source;
    }
    let section = place.section.or_else(|| finding?.matched.signature.section);
    let Some(section) = section else {
        return subject.and_then(|owner| owned(&config, owner)).unwrap_or_else(|| config.path().clone());
    };
    let names = [place.entry.as_deref(), subject].into_iter().flatten();
    let entry = names.clone().find_map(|name| entry(&config, section, name));
    entry.unwrap_or_else(|| match config.section(section) {
        Some(_) => config.section_path(section),
        None => config.path().clone(),
    })
}

/// The value in a config that is this address, or ends as it does where a function gives its beginning.
fn fetched(config: &Config<'_>, address: &str) -> Option<Path> {
    let (_, file) = address.split_once("://")?.1.rsplit_once('/')?;
    let end = format!("/{file}");
    let texts = || config.node().descendants().filter_map(|node| Some((node, node.scalar()?)));
    let whole = texts().find(|(_, text)| *text == address);
    let found = whole.or_else(|| texts().find(|(_, text)| !file.is_empty() && text.ends_with(&end)))?;
    Some(found.0.path())
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
            // A message on an archive names where it comes from.
            let comes_from = |value: Option<&str>| section == Section::Sources && value == Some(name);
            let is = |one: &Entry<'_>| one.key() == name || comes_from(one.value.scalar());
            let all = config.entries(section);
            let made = || all.iter().find(|(at, one)| around(at).is_some() && could_become(one.key(), name));
            Some(all.iter().find(|(_, one)| is(one)).or_else(made)?.0.clone())
        }
    }
}

/// The first file that a user or group is to own, or the first user that is to be in a group.
fn owned(config: &Config<'_>, owner: &str) -> Option<Path> {
    let is_owned = |file: &Node<'_>| {
        ["owner", "group"].iter().any(|key| file.get(key).and_then(|value| value.scalar()) == Some(owner))
    };
    let is_member = |user: &Node<'_>| {
        user.get("groups").is_some_and(|groups| groups.items().any(|group| group.scalar() == Some(owner)))
    };
    let find = |section: Section, fits: &dyn Fn(&Node<'_>) -> bool| {
        let all = config.entries(section);
        Some(all.iter().find(|(_, entry)| fits(&entry.value))?.0.clone())
    };
    find(Section::Files, &is_owned).or_else(|| find(Section::Users, &is_member))
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

/// The position of a step in the boot plan of its machine, from 1, and the number of steps of the plan; `None` where
/// the plan has no such step. `path` is the step's place, `title` the traced command for a step of user data.
pub fn position_in_plan(document: &Document, path: &Path, title: &str) -> Option<(usize, usize)> {
    boot::resources(document).iter().find_map(|id| {
        let plan = boot::plan(document, id, &ParameterValues::new(), BootRun::First)?;
        let is_script = |step: &BootStep| matches!(step.kind, BootStepKind::Script(_)) && step.path.starts_with(path);
        let mut words = title.split_whitespace();
        let start = [words.next().unwrap_or_default(), words.next().unwrap_or_default()].join(" ");
        let is_traced = |step: &BootStep| is_script(step) && step.detail.contains(start.trim_end());
        let entry =
            |step: &BootStep| matches!(step.kind, BootStepKind::Entry(_) | BootStepKind::Config) && step.path == *path;
        let found = plan.steps.iter().position(|step| entry(step) || is_traced(step))?;
        Some((found + 1, plan.steps.len()))
    })
}
