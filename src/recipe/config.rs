//! Configs: adding, removing, splitting and merging, with the config sets that run them.
//!
//! Source: aws-cfn-bootstrap construction.py: what restarts a service is looked for among the changes of the same config.

use super::config_set::{self, What, members};
use super::draft::Draft;
use super::removal::{self, Removal};
use super::{entry, name};
use crate::document::{Document, Edit, EditError, Kind, Path, Slot, Step, Value};
use crate::template::init::init_path;
use crate::template::init::{CONFIG_SETS, DEFAULT_CONFIG, DEFAULT_SET, Section};
use crate::template::reference::How;

/// Adds an empty config with a free name like `wanted`, at the end of the set at `set` if there is one.
pub fn add(document: &Document, resource: &str, wanted: &str, set: Option<&Path>) -> (Path, Vec<Edit>) {
    let init = init_path(resource);
    let name = name::free_key(document, &init, wanted);
    let at = init.join(name.as_str());
    let count = document.node(&init).map_or(0, |node| node.len());
    let mut edits = entry::insert_at(document, &init, &name, count, Value::Mapping(Default::default()));
    if let Some(set) = set {
        edits.extend(config_set::join(document, set, &What::Config(name), None));
    }
    (at, edits)
}

/// Where sets name the config, from the last to the first.
fn memberships(document: &Document, config: &Path) -> Vec<(Path, Path)> {
    let (Some(init), Some(name)) = (config.parent(), config.last_key()) else { return Vec::new() };
    let sets = init.join(CONFIG_SETS);
    let all = document.node(&sets).into_iter().flat_map(|node| node.entries());
    let mut found: Vec<(Path, Path)> = all
        .flat_map(|set| {
            let set = sets.join(set.key());
            members(document, &set).into_iter().map(move |member| (set.clone(), member)).collect::<Vec<_>>()
        })
        .filter(|(_, member)| member.what == What::Config(name.to_string()))
        .map(|(set, member)| (set, member.at))
        .collect();
    found.reverse();
    found
}

/// Removes the config at a path, and its name from the sets. Hooks that name it stay and are told.
pub fn remove(document: &Document, config: &Path) -> Removal {
    let mut edits: Vec<Edit> =
        memberships(document, config).iter().flat_map(|(_, member)| config_set::leave(document, member)).collect();
    edits.push(Edit::Remove { at: config.clone() });
    let broken = removal::remove(document, std::slice::from_ref(config)).broken;
    Removal { edits, broken: broken.into_iter().filter(|one| one.how != How::Member).collect() }
}

/// A part of a config that can go to another one: a whole section, or an entry of it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ConfigPart {
    /// Where it is.
    pub at: Path,
    /// What it is called: "nginx", "/etc/x".
    pub name: String,
    /// The section that it stands in.
    pub section: Section,
}

/// The entries of a config, section by section.
pub fn parts(document: &Document, config: &Path) -> Vec<ConfigPart> {
    let mut parts = Vec::new();
    for section in Section::ALL {
        let at = config.join(section.key());
        let Some(node) = document.node(&at) else { continue };
        for entry in node.entries() {
            let own = at.join(entry.key());
            match section {
                Section::Packages | Section::Services => {
                    let below = entry.value.entries();
                    parts.extend(below.map(|one| ConfigPart {
                        at: own.join(one.key()),
                        name: one.key().into(),
                        section,
                    }));
                }
                Section::Groups | Section::Users | Section::Sources | Section::Files | Section::Commands => {
                    parts.push(ConfigPart { at: own, name: entry.key().into(), section });
                }
            }
        }
    }
    parts
}

/// The entries of a config in words: "2 packages, 3 files".
pub fn in_words(document: &Document, config: &Path) -> String {
    let count = |section: Section| parts(document, config).iter().filter(|part| part.section == section).count();
    let words = Section::ALL.into_iter().filter_map(|section| match count(section) {
        0 => None,
        1 => Some(format!("1 {}", section.key().trim_end_matches('s'))),
        count => Some(format!("{count} {}", section.key())),
    });
    let words: Vec<String> = words.collect();
    if words.is_empty() { "Nothing in it".into() } else { words.join(", ") }
}

/// Services that something chosen, or not chosen, restarts across the cut: service and cause. Triggers do not cross
/// configs.
pub fn separated(document: &Document, config: &Path, chosen: &[Path]) -> Vec<(String, String)> {
    let goes = |at: &Path| chosen.iter().any(|own| at.starts_with(own));
    let mut found = Vec::new();
    for service in document_services(document, config) {
        let name = service.path().last_key().unwrap_or_default().to_string();
        for trigger in service.triggers() {
            let section = config.join(trigger.section.key());
            let cause = trigger.manager.map_or(section.clone(), |manager| section.join(manager)).join(trigger.name);
            if document.node(&cause).is_some() && goes(&cause) != goes(service.path()) {
                found.push((name.clone(), trigger.name.to_string()));
            }
        }
    }
    found
}

fn document_services<'d>(document: &'d Document, config: &Path) -> Vec<crate::template::init::Service<'d>> {
    let resource = config.steps().get(1).and_then(Step::key).unwrap_or_default();
    let init = config_set::init_of(document, resource);
    let config = init.and_then(|init| init.config(config.last_key()?));
    config.map(|config| config.services().collect()).unwrap_or_default()
}

/// Moves what is chosen to a new config right behind this one, in the text and in every set.
///
/// # Errors
/// In words, if something of it has no place.
pub fn split(document: &Document, config: &Path, wanted: &str, chosen: &[Path]) -> Result<(Path, Vec<Edit>), String> {
    let init = config.parent().ok_or_else(|| EditError::Root.to_string())?;
    let name = name::free_key(document, &init, wanted);
    let new = init.join(name.as_str());
    let mut draft = Draft::of(document);
    for at in whole_sections(document, config, chosen) {
        let steps = at.steps().get(config.steps().len()..).unwrap_or_default();
        let above: Path = new.steps().iter().chain(steps.iter().take(steps.len().saturating_sub(1))).cloned().collect();
        draft.transplant(&at, &above, config)?;
    }
    if draft.document().node(&new).is_none() {
        let empty = Value::Mapping(Default::default());
        draft.make([Edit::Insert { into: init.clone(), slot: Slot::Key(name.clone()), value: empty }])?;
    }
    let place = entry::position(draft.document(), config).map_or(0, |place| place + 1);
    if entry::position(draft.document(), &new) != Some(place) {
        draft.make([Edit::Reorder { at: new.clone(), place }])?;
    }
    let own = config.last_key().unwrap_or_default();
    if draft.document().node(&init.join(CONFIG_SETS)).is_none() && own == DEFAULT_CONFIG {
        let sets = [own, name.as_str()].map(Value::from).to_vec();
        let sets = Value::Mapping([(Value::from(DEFAULT_SET), Value::Sequence(sets))].into_iter().collect());
        let edits = entry::insert_at(draft.document(), &init, CONFIG_SETS, 0, sets);
        draft.make(edits)?;
        return Ok((new, draft.into_edits()));
    }
    for (set, member) in memberships(draft.document(), config) {
        let what = What::Config(name.clone());
        let edits = match member.last() {
            Some(Step::Index(index)) => {
                let list = member.parent().unwrap_or(set);
                config_set::join(draft.document(), &list, &what, Some(index + 1))
            }
            _ => config_set::join(draft.document(), &set, &what, None),
        };
        draft.make(edits)?;
    }
    Ok((new, draft.into_edits()))
}

/// What is chosen, a section in place of its entries where all of them are.
fn whole_sections(document: &Document, config: &Path, chosen: &[Path]) -> Vec<Path> {
    let mut chosen = chosen.to_vec();
    // Managers first, then sections.
    for _ in 0..2 {
        let mut above: Vec<Path> =
            chosen.iter().filter_map(Path::parent).filter(|at| at.starts_with(config) && at != config).collect();
        above.sort();
        above.dedup();
        for parent in above {
            let Some(node) = document.node(&parent) else { continue };
            if node.entries().all(|entry| chosen.contains(&parent.join(entry.key()))) {
                chosen.retain(|at| !at.starts_with(&parent));
                chosen.push(parent);
            }
        }
    }
    let order = |at: &Path| document.entry_span(at).map_or(0, |span| span.start);
    chosen.sort_by_key(order);
    chosen.dedup();
    chosen
}

/// What stands in both configs under the same name: they cannot become one.
pub fn conflicts(document: &Document, into: &Path, from: &Path) -> Vec<String> {
    let theirs = parts(document, into);
    let relative = |part: &ConfigPart, config: &Path| part.at.steps().get(config.steps().len()..).map(<[Step]>::to_vec);
    let own: Vec<_> = theirs.iter().filter_map(|part| relative(part, into)).collect();
    let same =
        parts(document, from).into_iter().filter(|part| relative(part, from).is_some_and(|at| own.contains(&at)));
    let mut found: Vec<String> = same.map(|part| format!("{} {}", word(part.section), part.name)).collect();
    for entry in document.node(from).into_iter().flat_map(|node| node.entries()) {
        let both = document.node(into).and_then(|into| into.get(entry.key()));
        let alike = both.is_none_or(|both| both.kind() == Kind::Mapping && entry.value.kind() == Kind::Mapping);
        if !alike || both.is_some() && Section::of_key(entry.key()).is_none() {
            found.push(entry.key().to_string());
        }
    }
    found
}

fn word(section: Section) -> &'static str {
    match section {
        Section::Packages => "package",
        Section::Groups => "group",
        Section::Users => "user",
        Section::Sources => "source",
        Section::Files => "file",
        Section::Commands => "command",
        Section::Services => "service",
    }
}

/// What a merge changes beside the text: sets that run more than before, and configs whose place in the order changes.
pub fn consequences(document: &Document, resource: &str, into: &str, from: &str) -> Vec<String> {
    let Some(init) = config_set::init_of(document, resource) else { return Vec::new() };
    let mut said = Vec::new();
    for set in config_set::names(document, resource) {
        let order = init.run_order(&set);
        let (own, other) = (order.iter().position(|name| *name == into), order.iter().position(|name| *name == from));
        match (own, other) {
            (Some(own), Some(other)) => {
                let (first, last) = (own.min(other), own.max(other));
                let between: Vec<&str> = order.get(first + 1..last).unwrap_or_default().to_vec();
                if !between.is_empty() {
                    said.push(format!(
                        "In {set}, {} runs between them now: what {from} does would come where {into} is.",
                        between.join(", ")
                    ));
                }
            }
            (Some(_), None) => said.push(format!("{set} would run what {from} does, too.")),
            (None, Some(_)) => said.push(format!("{set} would run what {into} does, too.")),
            (None, None) => {}
        }
    }
    said
}

/// Moves everything of the config at `from` into the one at `into`, and its place in the sets goes.
///
/// # Errors
/// In words, if they have something in common or something has no place.
pub fn merge(document: &Document, into: &Path, from: &Path) -> Result<Vec<Edit>, String> {
    if into == from || !conflicts(document, into, from).is_empty() {
        return Err("Both configs declare the same: rename or remove one of the two first.".into());
    }
    let mut draft = Draft::of(document);
    let mut waiting = vec![(from.clone(), into.clone())];
    while let Some((from_at, into_at)) = waiting.pop() {
        let keys: Vec<String> = draft
            .document()
            .node(&from_at)
            .into_iter()
            .flat_map(|node| node.entries())
            .map(|entry| entry.key().to_string())
            .collect();
        for key in keys {
            let (own, target) = (from_at.join(key.as_str()), into_at.join(key.as_str()));
            let there = draft.document().node(&target).is_some_and(|node| node.kind() == Kind::Mapping);
            if there && draft.document().node(&own).is_some_and(|node| node.kind() == Kind::Mapping) {
                waiting.push((own, target));
            } else {
                draft.transplant(&own, &into_at, from)?;
            }
        }
    }
    let to = into.last_key().unwrap_or_default();
    for (set, member) in memberships(draft.document(), from) {
        let has = members(draft.document(), &set).iter().any(|one| one.what == What::Config(to.to_string()));
        let edits = if has {
            config_set::leave(draft.document(), &member)
        } else {
            vec![Edit::Set { at: member, value: Value::from(to) }]
        };
        draft.make(edits)?;
    }
    draft.make([Edit::Remove { at: from.clone() }])?;
    Ok(draft.into_edits())
}
