//! cfn-hup: turning it on and off, and edits of its files. Configuration, hooks, unit and service stay consistent.
//!
//! Source: AWS page "cfn-hup"; update_hooks.py: hooks are read once at start, every file of hooks.d counts, .bak files
//! too, which is why hooks are written to hooks.conf.

use serde_json::json;

use super::config_set::{self, What, init_of};
use super::trigger::{self, Cause};
use super::{entry, service};
use crate::document::{Document, Edit, Kind, Path, Slot, Step, Value};
use crate::schema::{file, service as row};
use crate::template::function::{Spelling, from_json};
use crate::template::hup::ini::{self, IniPart};
use crate::template::hup::{Asked, Hup, HupText, SERVICE, key};
use crate::template::init::init_path;
use crate::template::init::{DEFAULT_CONFIG, Section};
use crate::template::user_data::BootSystem;

/// Minutes between two looks, if the switch writes the conf.
const INTERVAL: u32 = 5;
/// The config that the switch makes.
const CONFIG: &str = "watch";
/// Name of the hook that the switch writes.
pub const RELOADER: &str = "cfn-auto-reloader";
/// Where texts of cfn-hup are; on Windows its hooks are found in hooks.d only.
const UNIX: [&str; 3] = ["/etc/cfn/cfn-hup.conf", "/etc/cfn/hooks.conf", "/etc/systemd/system/cfn-hup.service"];
const WINDOWS: [&str; 2] = ["c:\\cfn\\cfn-hup.conf", "c:\\cfn\\hooks.d\\cfn-auto-reloader.conf"];

fn names(system: BootSystem) -> [&'static str; 2] {
    let [conf, hooks, _] = UNIX;
    if system == BootSystem::Windows { WINDOWS } else { [conf, hooks] }
}

fn conf_text(asked: &Asked) -> String {
    let stack = if asked.system == BootSystem::Windows { "${AWS::StackName}" } else { "${AWS::StackId}" };
    format!("[main]\nstack={stack}\nregion=${{AWS::Region}}\ninterval={INTERVAL}\n")
}

/// What cfn-hup runs when the metadata changed: cfn-init as the user data calls it.
pub fn action(asked: &Asked, resource: &str) -> String {
    let exe = if asked.system == BootSystem::Windows { ".exe" } else { "" };
    let (folder, sets) = (&asked.folder, &asked.sets);
    format!(
        "{folder}cfn-init{exe} -v --stack ${{AWS::StackName}} --resource {resource} --configsets {sets} --region ${{AWS::Region}}"
    )
}

/// What the reloading hook watches.
pub fn watched(resource: &str) -> String {
    format!("Resources.{resource}.Metadata.AWS::CloudFormation::Init")
}

fn hook_text(asked: &Asked, resource: &str) -> String {
    let runas = if asked.system == BootSystem::Windows { "" } else { "runas=root\n" };
    format!(
        "[{RELOADER}]\ntriggers=post.update\npath={}\naction={}\n{runas}",
        watched(resource),
        action(asked, resource)
    )
}

fn unit_text(asked: &Asked) -> String {
    format!(
        "[Unit]\nDescription=Runs cfn-init when the metadata of the stack changed\nWants=network-online.target\n\
         After=network-online.target\n\n[Service]\n# A stale pid file would keep it from starting.\n\
         ExecStartPre=/usr/bin/rm -f /run/cfn-hup.pid\nExecStart={}cfn-hup\n\
         # When its own cfn-init restarts it, that cfn-init has to live on.\nKillMode=process\nTimeoutStopSec=15\n\
         Restart=always\nRestartSec=5\n\n[Install]\nWantedBy=multi-user.target\n",
        asked.folder
    )
}

fn file_value(document: &Document, text: &str, mode: &str, system: BootSystem) -> Value {
    let content = if text.contains("${") { json!({ "Fn::Sub": text }) } else { json!(text) };
    let content = from_json(&content, Spelling::of(document));
    let mut rows = vec![(Value::from(file::CONTENT.key), content)];
    if system != BootSystem::Windows {
        let own = [(file::OWNER.key, "root"), (file::GROUP.key, "root"), (file::MODE.key, mode)];
        rows.splice(0..0, own.map(|(key, value)| (Value::from(key), Value::from(value))));
    }
    Value::Mapping(rows.into_iter().collect())
}

/// Writes what is missing of cfn-hup: conf, hook, unit where the system needs one, service entry with its triggers. It
/// goes to a config of its own at the end of the set that the user data asks for.
pub fn on(document: &Document, resource: &str) -> Vec<Edit> {
    let (Some(hup), Some(init)) = (Hup::of(document, resource), init_of(document, resource)) else { return Vec::new() };
    let asked = &hup.asked;
    let [conf, hooks] = names(asked.system);
    let mut files: Vec<(String, Value)> = Vec::new();
    if hup.conf.is_none() {
        files.push((conf.into(), file_value(document, &conf_text(asked), "000400", asked.system)));
    }
    if hup.reloader().is_none() && hup.hooks.iter().all(|written| written.name() != hooks) {
        files.push((hooks.into(), file_value(document, &hook_text(asked, resource), "000400", asked.system)));
    }
    if hup.unit.is_none() && asked.wants_unit(init) {
        let [_, _, unit] = UNIX;
        files.push((unit.into(), file_value(document, &unit_text(asked), "000644", asked.system)));
    }
    let triggers: Vec<String> = hup
        .files()
        .iter()
        .filter_map(|at| at.last_key().map(str::to_string))
        .chain(files.iter().map(|file| file.0.clone()))
        .collect();
    let manager = if asked.system == BootSystem::Windows {
        "windows".into()
    } else {
        service::manager(document, &init_path(resource))
    };
    let list = Value::Sequence(triggers.iter().map(|name| Value::from(name.as_str())).collect());
    let rows =
        [(row::ENABLED.key, Value::from(true)), (row::ENSURE_RUNNING.key, Value::from(true)), (row::FILES.key, list)];
    let wanted: Value = Value::Mapping(rows.into_iter().map(|(key, value)| (Value::from(key), value)).collect());
    let service = hup.services.is_empty().then_some((manager, wanted));
    if files.is_empty() && service.is_none() {
        return Vec::new();
    }
    // What is there already says where the rest goes.
    let there = hup
        .files()
        .into_iter()
        .chain(hup.services.clone())
        .find_map(|at| Some(at.steps().get(..5)?.iter().cloned().collect::<Path>()));
    match there {
        Some(config) => into_config(document, &config, files, service),
        None => into_new(document, resource, &hup, files, service),
    }
}

type Service = Option<(String, Value)>;

fn into_config(document: &Document, config: &Path, files: Vec<(String, Value)>, service: Service) -> Vec<Edit> {
    let mut scratch = document.clone();
    let mut all = Vec::new();
    let mut make = |scratch: &mut Document, edits: Vec<Edit>| {
        for edit in edits {
            if scratch.edit(&edit).is_ok() {
                all.push(edit);
            }
        }
    };
    for (name, value) in files {
        let edits = entry::add_to_section(&scratch, config, Section::Files, None, (name.as_str(), value));
        make(&mut scratch, edits);
    }
    if let Some((manager, value)) = service {
        let edits = entry::add_to_section(&scratch, config, Section::Services, Some(&manager), (SERVICE, value));
        make(&mut scratch, edits);
    }
    all
}

/// A config of its own, if a set that is a list can run it; else the last config that runs.
fn into_new(
    document: &Document,
    resource: &str,
    hup: &Hup,
    files: Vec<(String, Value)>,
    service: Service,
) -> Vec<Edit> {
    let init = init_path(resource);
    let last_set = hup.asked.sets.split(',').next_back().unwrap_or_default().to_string();
    let set = init.join("configSets").join(last_set.as_str());
    let is_list = document.node(&set).is_some_and(|node| node.is_plain(Kind::Sequence));
    if !is_list {
        let order = init_of(document, resource).map(|init| init.run_order(&last_set)).unwrap_or_default();
        let last = order.last().copied().unwrap_or(DEFAULT_CONFIG);
        return into_config(document, &init.join(last), files, service);
    }
    let name = super::name::free_key(document, &init, CONFIG);
    let one = |pairs: Vec<(String, Value)>| {
        Value::Mapping(pairs.into_iter().map(|(key, value)| (Value::from(key), value)).collect())
    };
    let mut sections = vec![(Section::Files.key().to_string(), one(files))];
    if let Some((manager, value)) = service {
        sections.push((Section::Services.key().into(), one(vec![(manager, one(vec![(SERVICE.into(), value)]))])));
    }
    let mut edits = config_set::join(document, &set, &What::Config(name.clone()), None);
    edits.push(Edit::Insert { into: init, slot: Slot::Key(name), value: one(sections) });
    edits
}

/// Takes out conf, hooks, unit and service, sections and configs that would be empty with them, and those from the sets.
pub fn off(document: &Document, resource: &str) -> Vec<Edit> {
    let mut scratch = document.clone();
    let mut all = Vec::new();
    let mut make = |scratch: &mut Document, edits: Vec<Edit>| {
        for edit in edits {
            if scratch.edit(&edit).is_ok() {
                all.push(edit);
            }
        }
    };
    let init = init_path(resource);
    while let Some(hup) = Hup::of(&scratch, resource).filter(|hup| !hup.is_off()) {
        let Some(at) = hup.services.first().cloned().or(hup.files().pop()) else { break };
        let Some(config) = at.steps().get(..5).map(|steps| steps.iter().cloned().collect::<Path>()) else { break };
        let before = scratch.text().len();
        let name = at.last_key().unwrap_or_default().to_string();
        let is_file = at.steps().get(5) == Some(&Step::from(Section::Files.key()));
        if is_file {
            let edits = trigger::remove(&scratch, &config, Section::Files, &name);
            make(&mut scratch, edits);
        }
        if scratch.node(&at).is_some() {
            let alone = only_way(&scratch, &config, &at);
            let runs = config.last_key() != Some(DEFAULT_CONFIG) || scratch.node(&init.join("configSets")).is_some();
            let edits = if alone && runs {
                super::config::remove(&scratch, &config).edits
            } else {
                entry::take_with_empty(&scratch, &at, &config)
            };
            make(&mut scratch, edits);
        }
        if scratch.text().len() >= before {
            break;
        }
    }
    all
}

/// True if a config holds nothing but the entry.
fn only_way(document: &Document, config: &Path, at: &Path) -> bool {
    let mut above = at.clone();
    while let Some(parent) = above.parent().filter(|parent| parent.starts_with(config)) {
        if document.node(&parent).is_none_or(|node| node.len() != 1) {
            return false;
        }
        above = parent;
    }
    true
}

/// The edits that make changes in a text of cfn-hup.
pub fn written(document: &Document, of: &HupText, parts: &[IniPart]) -> Vec<Edit> {
    let edits = of.text.as_ref().filter(|_| !parts.is_empty()).and_then(|text| text.replace(document, parts));
    edits.unwrap_or_default()
}

/// Gives a key of a section in a text of cfn-hup a value; empty takes the key out.
pub fn set(document: &Document, resource: &str, file: &Path, (group, name): (&str, &str), value: &str) -> Vec<Edit> {
    let Some(hup) = Hup::of(document, resource) else { return Vec::new() };
    let Some(of) = hup.written(file) else { return Vec::new() };
    let parts = of.text.as_ref().map(|text| ini::set(text.text(), group, name, value)).unwrap_or_default();
    written(document, of, &parts)
}

/// Adds a hook behind the others.
pub fn add_hook(document: &Document, resource: &str, name: &str) -> Vec<Edit> {
    let Some(hup) = Hup::of(document, resource) else { return Vec::new() };
    let Some(of) = hup.hooks.iter().find(|written| written.text.is_some()) else { return Vec::new() };
    let path = watched(resource);
    let entries =
        [(key::TRIGGERS, "post.update"), (key::PATH, path.as_str()), (key::ACTION, "/bin/true"), (key::RUNAS, "root")];
    let parts = of.text.as_ref().map(|text| ini::add(text.text(), name, &entries)).unwrap_or_default();
    written(document, of, &parts)
}

/// Takes a hook out; its file too, if it was the last in it.
pub fn remove_hook(document: &Document, resource: &str, file: &Path, name: &str) -> Vec<Edit> {
    let Some(hup) = Hup::of(document, resource) else { return Vec::new() };
    let Some(of) = hup.written(file) else { return Vec::new() };
    if of.groups().len() < 2 {
        return super::section_entry::removal(document, file).edits;
    }
    let parts = of.text.as_ref().map(|text| ini::remove(text.text(), name)).unwrap_or_default();
    written(document, of, &parts)
}

/// Gives a hook another name.
pub fn rename_hook(document: &Document, resource: &str, file: &Path, name: &str, to: &str) -> Vec<Edit> {
    let Some(hup) = Hup::of(document, resource) else { return Vec::new() };
    let Some(of) = hup.written(file) else { return Vec::new() };
    let parts = of.text.as_ref().map(|text| ini::rename(text.text(), name, to)).unwrap_or_default();
    written(document, of, &parts)
}

/// The service is restarted when a text of cfn-hup changes.
pub fn watch_files(document: &Document, resource: &str) -> Vec<Edit> {
    let Some(hup) = Hup::of(document, resource) else { return Vec::new() };
    let Some(at) = hup.services.first() else { return Vec::new() };
    let mut scratch = document.clone();
    let mut all = Vec::new();
    for file in hup.files() {
        let cause = Cause { section: Section::Files, manager: None, name: file.last_key().unwrap_or_default().into() };
        for edit in trigger::add(&scratch, at, &cause) {
            if scratch.edit(&edit).is_ok() {
                all.push(edit);
            }
        }
    }
    all
}

/// Names of the template are replaced in a text of cfn-hup.
pub fn substitute(document: &Document, file: &Path) -> Vec<Edit> {
    crate::template::content::substitute(document, &file.join(file::CONTENT.key))
}
