//! Services of a config: adding, removing, and their restart triggers.

use super::entry;
use super::removal::Removal;
use super::trigger::Cause;
use crate::document::{Document, Edit, Path, Slot, Value};
use crate::schema::service;
use crate::template::init::Config;
use crate::template::{Section, Template};

/// Adds a service that starts with the machine and runs after cfn-init. Nothing if it is there.
pub fn add(document: &Document, config: &Path, manager: &str, name: &str) -> Vec<Edit> {
    let into = config.keys([Section::Services.key(), manager]);
    if document.node(&into.join(name)).is_some() {
        return Vec::new();
    }
    let rows = [service::ENABLED, service::ENSURE_RUNNING];
    let value = rows.iter().map(|row| (Value::from(row.key), Value::from(true)));
    let value = Value::Mapping(value.collect());
    entry::add_to_section(document, config, Section::Services, Some(manager), (name, value))
}

/// Removes the service at `at`, with its manager if it was the last there, and with `services`.
pub fn remove(document: &Document, config: &Path, at: &Path) -> Vec<Edit> {
    entry::take_with_empty(document, at, config)
}

/// The same for a service of any config: `Resources › Id › Metadata › AWS::CloudFormation::Init › config › …`.
pub fn removal(document: &Document, at: &Path) -> Removal {
    let config: Path = at.steps().iter().take(5).cloned().collect();
    Removal { edits: remove(document, &config, at), broken: Vec::new() }
}

/// Gives the service at `at` another manager: where it is then, and the edits. `None` if that manager has a service of
/// the name. The key of a manager changes where that is enough.
pub fn change_manager(document: &Document, at: &Path, to: &str) -> Option<(Path, Vec<Edit>)> {
    let (old, name) = (at.parent()?, at.last_key()?);
    let (services, config) = (old.parent()?, old.parent()?.parent()?);
    let new = services.join(to);
    let there = document.node(&new);
    if old == new || there.is_some_and(|node| node.get(name).is_some()) {
        return None;
    }
    if there.is_none() && document.node(&old)?.len() == 1 {
        return Some((new.join(name), vec![Edit::Rename { at: old, to: to.to_string() }]));
    }
    let mut edits = vec![Edit::MoveTo { at: at.clone(), into: new.clone(), slot: Slot::Key(name.to_string()) }];
    if document.node(&old)?.len() == 1 {
        edits.extend(entry::take_with_empty(document, &old, &config));
    }
    Some((new.join(name), edits))
}

/// All that a config declares and that a service of it may list, in cfn-init's order.
pub fn causes(config: &Config<'_>) -> Vec<Cause> {
    let sections = Section::ALL.into_iter().filter(|section| *section != Section::Services);
    sections
        .flat_map(|section| match section {
            Section::Packages => config
                .packages()
                .map(|package| {
                    let manager = Some(package.manager().to_string());
                    Cause { section, manager, name: package.name().to_string() }
                })
                .collect::<Vec<_>>(),
            _ => {
                let names = config.names(section).into_iter();
                names.map(|name| Cause { section, manager: None, name: name.to_string() }).collect()
            }
        })
        .collect()
}

/// What the service at `at` lists that its config does not declare: it never restarts it. Source: construction.py, a
/// list of changes for each config.
pub fn strangers(config: &Config<'_>, at: &Path) -> Vec<Cause> {
    let declared = causes(config);
    let service = config.services().find(|one| one.path() == at);
    let listed = service.map(|service| service.triggers()).unwrap_or_default();
    listed
        .into_iter()
        .map(|one| Cause { section: one.section, manager: one.manager.map(str::to_string), name: one.name.to_string() })
        .filter(|cause| !declared.contains(cause))
        .collect()
}

/// Entries that can restart the service, each with whether the config declares it.
pub fn candidates(document: &Document, config: &Path, at: &Path) -> Vec<(Cause, bool)> {
    let init = Template::of(document).inits().find(|init| config.starts_with(&init.path()));
    let config = init.and_then(|init| init.config(config.last_key()?));
    let Some(config) = config else { return Vec::new() };
    let declared = causes(&config).into_iter().map(|cause| (cause, true));
    declared.chain(strangers(&config, at).into_iter().map(|cause| (cause, false))).collect()
}

/// Where the services of the config at `config` are, in the order of the text.
pub fn paths(document: &Document, config: &Path) -> Vec<Path> {
    let init = Template::of(document).inits().find(|init| config.starts_with(&init.path()));
    let config = init.and_then(|init| init.config(config.last_key()?));
    config.map(|config| config.services().map(|service| service.path().clone()).collect()).unwrap_or_default()
}

/// The service at `at` in a few words: "enabled, running, 3 triggers".
pub fn in_words(document: &Document, at: &Path) -> String {
    let config = at.parent().and_then(|manager| manager.parent()).and_then(|services| services.parent());
    let Some(config_path) = config else { return String::new() };
    let init = Template::of(document).inits().find(|init| config_path.starts_with(&init.path()));
    let config = init.and_then(|init| init.config(config_path.last_key()?));
    let Some(service) = config.and_then(|config| config.services().find(|one| one.path() == at)) else {
        return String::new();
    };
    let truth = |value: Option<bool>, yes: &str, no: &str| value.map(|value| if value { yes } else { no }.to_string());
    let triggers = match service.triggers().len() {
        0 => None,
        1 => Some("1 trigger".to_string()),
        count => Some(format!("{count} triggers")),
    };
    let words = [
        truth(service.enabled(), "enabled", "disabled"),
        truth(service.ensure_running(), "running", "stopped"),
        triggers,
    ];
    let words: Vec<String> = words.into_iter().flatten().collect();
    if words.is_empty() { "left as it is".into() } else { words.join(", ") }
}

/// The manager that a new service gets: that of the other services of the metadata, else `systemd`.
pub fn manager(document: &Document, config: &Path) -> String {
    let template = Template::of(document);
    let init = template.inits().find(|init| config.starts_with(&init.path()));
    let configs = init.map(|init| init.configs_as_run()).unwrap_or_default();
    let used = configs.iter().find_map(|config| config.services().next().map(|service| service.manager().to_string()));
    used.unwrap_or_else(|| "systemd".to_string())
}

/// The package manager that a new package gets: that of the other packages of the metadata, else `apt`.
pub fn package_manager(document: &Document, config: &Path) -> String {
    let template = Template::of(document);
    let init = template.inits().find(|init| config.starts_with(&init.path()));
    let configs = init.map(|init| init.configs_as_run()).unwrap_or_default();
    let used = configs.iter().find_map(|config| config.packages().next().map(|package| package.manager().to_string()));
    used.unwrap_or_else(|| "apt".to_string())
}
