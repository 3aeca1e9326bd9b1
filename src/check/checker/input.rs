//! The entries of a template and the parts of each that rules read, with the view that the rules' functions take.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use crate::check::Scope;
use crate::check::exception::Exception;
use crate::document::{Entry, Kind, Node, Path};
use crate::template::init::INIT;
use crate::template::resource::attribute;
use crate::template::user_data::{holder_of, path_of};
use crate::template::{Config, Init, Parameter, Resource, Template, section};

/// An entry of the document at hand, whose parts change together.
pub(super) struct EntryInput<'d> {
    /// Section and key; of a resource in a loop its whole path.
    pub(super) name: EntryName<'d>,
    pub(super) span: Range<usize>,
    /// The parameter that it is read as.
    pub(super) parameter: Option<Node<'d>>,
    /// The resource that it is read as.
    pub(super) resource: Option<Resource<'d>>,
}

/// What an entry is known by.
pub(super) enum EntryName<'d> {
    Document,
    /// The value of a section that is no mapping.
    Section(&'d str),
    /// The entry of a section as rules for any entry read it.
    Entry(&'d str, &'d str),
    Parameter(&'d str),
    Resource(&'d str),
    Loop(Path),
}

/// How an entry is read: the same one may be read as an entry and as a resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum CheckedKind {
    Document,
    Entry,
    Parameter,
    Resource,
}

/// A part of the document at hand.
pub(super) struct PartInput {
    pub(super) scope: Scope,
    pub(super) path: Path,
    pub(super) span: Range<usize>,
}

pub(super) enum RuleView<'d> {
    Text,
    Document,
    Entry(Node<'d>),
    Parameter(Parameter<'d>),
    Resource(Resource<'d>),
    Init(Init<'d>),
    Config(Init<'d>, Config<'d>),
    /// cfn-hup of this metadata.
    Hup(Init<'d>),
    /// The user data of this resource.
    UserData(Resource<'d>),
    Exception(&'d Exception),
}

impl<'d> RuleView<'d> {
    /// The view of a part of the entry at `of`.
    pub(super) fn of(template: Template<'d>, scope: Scope, path: &Path, of: &Path) -> Option<RuleView<'d>> {
        let document = template.document();
        let resource = || template.resource_at(of);
        Some(match scope {
            Scope::Document => RuleView::Document,
            Scope::Entry => RuleView::Entry(document.node(path).or_else(|| {
                // A key that is no text leads nowhere.
                let all = document.node(&path.parent()?)?.last_entries();
                all.into_iter().find(|entry| Some(entry.key()) == path.last_key()).map(|entry| entry.value)
            })?),
            Scope::Parameter => RuleView::Parameter(template.parameter(path.last_key()?)?),
            Scope::Resource => RuleView::Resource(resource()?),
            Scope::Init => RuleView::Init(resource()?.init()?),
            Scope::Config => {
                let init = resource()?.init()?;
                RuleView::Config(init, last_configs(init).into_iter().find(|config| config.path() == path)?)
            }
            Scope::Hup => RuleView::Hup(resource()?.init()?),
            Scope::UserData => RuleView::UserData(resource()?),
            Scope::Text | Scope::Exception => return None,
        })
    }

    /// The resource that it is or belongs to.
    pub(super) fn resource(&self) -> Option<Resource<'d>> {
        match self {
            RuleView::Text
            | RuleView::Document
            | RuleView::Entry(_)
            | RuleView::Parameter(_)
            | RuleView::Exception(_) => None,
            RuleView::Resource(resource) | RuleView::UserData(resource) => Some(*resource),
            RuleView::Init(init) | RuleView::Config(init, _) | RuleView::Hup(init) => Some(init.resource()),
        }
    }
}

impl EntryName<'_> {
    pub(super) fn kind(&self) -> CheckedKind {
        match self {
            EntryName::Document => CheckedKind::Document,
            EntryName::Section(_) | EntryName::Entry(..) => CheckedKind::Entry,
            EntryName::Parameter(_) => CheckedKind::Parameter,
            EntryName::Resource(_) | EntryName::Loop(_) => CheckedKind::Resource,
        }
    }

    /// True if it is that of the entry at a path, without making its own path.
    pub(super) fn is_of(&self, kind: CheckedKind, at: &Path) -> bool {
        let is = |section: &str, key: &str| match at.steps() {
            [first, last] => first.key() == Some(section) && last.key() == Some(key),
            _ => false,
        };
        kind == self.kind()
            && match self {
                EntryName::Document => true,
                EntryName::Section(name) => matches!(at.steps(), [only] if only.key() == Some(*name)),
                EntryName::Entry(section, key) => is(section, key),
                EntryName::Parameter(name) => is(section::PARAMETERS, name),
                EntryName::Resource(id) => is(section::RESOURCES, id),
                EntryName::Loop(path) => path == at,
            }
    }
}

impl<'d> EntryInput<'d> {
    /// Where it is.
    pub(super) fn path(&self) -> Path {
        match &self.name {
            EntryName::Document => Path::root(),
            EntryName::Section(name) => Path::root().join(*name),
            EntryName::Entry(section, key) => Path::root().keys([*section, *key]),
            EntryName::Parameter(name) => Path::root().keys([section::PARAMETERS, *name]),
            EntryName::Resource(id) => Path::root().keys([section::RESOURCES, *id]),
            EntryName::Loop(path) => path.clone(),
        }
    }

    /// Its parts in the order in which their rules run.
    pub(super) fn parts(&self, template: Template<'d>) -> Vec<PartInput> {
        let (path, span) = (self.path(), self.span.clone());
        let scope = match self.name.kind() {
            CheckedKind::Document => Scope::Document,
            CheckedKind::Entry => Scope::Entry,
            CheckedKind::Parameter => Scope::Parameter,
            CheckedKind::Resource => Scope::Resource,
        };
        let mut all = vec![PartInput { scope, path, span }];
        let Some(resource) = self.resource else { return all };
        let document = template.document();
        if let Some(init) = resource.init() {
            let own = resource.metadata().and_then(|metadata| metadata.entry(INIT)).map(span_of).unwrap_or_default();
            let path = init.path();
            for config in last_configs(init) {
                let path = config.path().clone();
                let span = document.entry_span(&path).unwrap_or_default();
                all.push(PartInput { scope: Scope::Config, path, span });
            }
            all.push(PartInput { scope: Scope::Init, path: path.clone(), span: own.clone() });
            all.push(PartInput { scope: Scope::Hup, path, span: own });
        }
        let user_data = path_of(resource).filter(|_| resource.node().get(attribute::PROPERTIES).is_some());
        if let Some((path, node)) = user_data.and_then(|path| Some((path.clone(), document.node(&path)?))) {
            all.push(PartInput { scope: Scope::UserData, path, span: node.span() });
        }
        all
    }
}

/// The resources of [`crate::check::Also::Machine`] for a resource: itself, the one with its user data, its group.
pub(super) fn machine(template: Template<'_>, id: &str, groups: &HashMap<&str, &str>) -> Vec<String> {
    let holder = holder_of(template, id);
    let group = holder.as_ref().and_then(|holder| groups.get(holder.as_str()));
    std::iter::once(id.to_string()).chain(holder.clone()).chain(group.map(|group| group.to_string())).collect()
}

/// The entries of a template in the order in which their rules run.
pub(super) fn entries(template: Template<'_>) -> Vec<EntryInput<'_>> {
    let document = template.document();
    let (name, span) = (EntryName::Document, 0..document.text().len());
    let mut all = vec![EntryInput { name, span, parameter: None, resource: None }];
    for section in document.root().into_iter().flat_map(|root| root.last_entries()) {
        if !section.value.is_plain(Kind::Mapping) || section.value.is_alias() {
            let name = EntryName::Section(section.key());
            all.push(EntryInput { name, span: span_of(section), parameter: None, resource: None });
            continue;
        }
        all.extend(section.value.last_entries().into_iter().map(|entry| EntryInput {
            name: EntryName::Entry(section.key(), entry.key()),
            span: span_of(entry),
            parameter: None,
            resource: None,
        }));
    }
    for entry in template.section(section::PARAMETERS).into_iter().flat_map(|node| node.last_entries()) {
        let (name, parameter) = (EntryName::Parameter(entry.key()), Some(entry.value));
        all.push(EntryInput { name, span: span_of(entry), parameter, resource: None });
    }
    let resources = template.section(section::RESOURCES);
    all.extend(last_resources(template).into_iter().map(|resource| {
        if resource.is_in_loop() {
            let path = resource.path();
            let span = document.entry_span(&path).unwrap_or_default();
            return EntryInput { name: EntryName::Loop(path), span, parameter: None, resource: Some(resource) };
        }
        let entry = resources.and_then(|node| node.entry(resource.id()));
        let span = entry.map(span_of).unwrap_or_default();
        EntryInput { name: EntryName::Resource(resource.id()), span, parameter: None, resource: Some(resource) }
    }));
    all
}

/// The resources, those in loops too; of those with one id the last, which is the one that counts.
fn last_resources(template: Template<'_>) -> Vec<Resource<'_>> {
    if template.section(section::RESOURCES).is_none_or(|node| !node.has_key_prefix("Fn::") && !node.repeats_keys()) {
        return template.resources().collect();
    }
    let mut resources: Vec<Resource<'_>> = Vec::new();
    let mut seen: HashSet<(&str, bool)> = HashSet::new();
    for resource in template.resources().rev() {
        if seen.insert((resource.id(), resource.is_in_loop())) {
            resources.push(resource);
        }
    }
    resources.reverse();
    resources
}

/// The configs, those in loops too; of those at one place the last, which is the one that counts.
fn last_configs(init: Init<'_>) -> Vec<Config<'_>> {
    let mut seen = HashSet::new();
    let all: Vec<Config<'_>> = init.configs().collect();
    let mut configs: Vec<_> = all.into_iter().rev().filter(|config| seen.insert(config.path().clone())).collect();
    configs.reverse();
    configs
}

fn span_of(entry: Entry<'_>) -> Range<usize> {
    let start = entry.key_node.span().start;
    start..entry.value.span().end.max(start)
}

/// Where the sections are.
pub(super) fn sections(template: Template<'_>) -> HashMap<String, Range<usize>> {
    let root = template.document().root();
    let entries = root.into_iter().flat_map(|root| root.last_entries());
    entries.map(|entry| (entry.key().to_string(), span_of(entry))).collect()
}
