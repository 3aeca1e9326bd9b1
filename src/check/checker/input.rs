//! The parts of a template that rules read, each with the view that their functions take.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::PartKey;
use crate::check::Scope;
use crate::check::exception::Exception;
use crate::document::{Entry, Kind, Node, Path};
use crate::template::init::INIT;
use crate::template::resource::attribute;
use crate::template::user_data::{holder_of, path_of};
use crate::template::{Config, Init, Parameter, Resource, Template, section};

/// A part of the document at hand, with the view that the rule's function takes.
pub(super) struct RuleInput<'d> {
    pub(super) path: Path,
    pub(super) span: Range<usize>,
    pub(super) view: RuleView<'d>,
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
    /// The view of a part.
    pub(super) fn of(template: Template<'d>, (scope, path): &PartKey, resource: Option<&Path>) -> Option<RuleView<'d>> {
        let document = template.document();
        let resource = || template.resource_at(resource?);
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

impl RuleInput<'_> {
    pub(super) fn scope(&self) -> Scope {
        match self.view {
            RuleView::Text => Scope::Text,
            RuleView::Document => Scope::Document,
            RuleView::Entry(_) => Scope::Entry,
            RuleView::Parameter(_) => Scope::Parameter,
            RuleView::Resource(_) => Scope::Resource,
            RuleView::Init(_) => Scope::Init,
            RuleView::Config(..) => Scope::Config,
            RuleView::Hup(_) => Scope::Hup,
            RuleView::UserData(_) => Scope::UserData,
            RuleView::Exception(_) => Scope::Exception,
        }
    }

    /// The resource that it is or belongs to.
    pub(super) fn resource(&self) -> Option<Path> {
        self.view.resource().map(|resource| resource.path())
    }

    /// The resources of [`Also::Machine`].
    pub(super) fn machine(&self, template: Template<'_>, groups: &HashMap<&str, &str>) -> Vec<String> {
        let id = match &self.view {
            RuleView::Init(init) | RuleView::Config(init, _) | RuleView::Hup(init) => init.resource().id(),
            RuleView::UserData(resource) => resource.id(),
            _ => return Vec::new(),
        };
        let holder = holder_of(template, id);
        let group = holder.as_ref().and_then(|holder| groups.get(holder.as_str()));
        std::iter::once(id.to_string()).chain(holder.clone()).chain(group.map(|group| group.to_string())).collect()
    }
}

/// The parts of a template that rules read.
pub(super) fn inputs(template: Template<'_>) -> Vec<RuleInput<'_>> {
    let document = template.document();
    let mut all = vec![RuleInput { path: Path::root(), span: 0..document.text().len(), view: RuleView::Document }];
    for section in document.root().into_iter().flat_map(|root| root.last_entries()) {
        let path = Path::root().join(section.key());
        if !section.value.is_plain(Kind::Mapping) || section.value.is_alias() {
            all.push(RuleInput { path, span: span(section), view: RuleView::Entry(section.value) });
            continue;
        }
        let entries = section.value.last_entries().into_iter();
        all.extend(entries.map(|entry| RuleInput {
            path: path.join(entry.key()),
            span: span(entry),
            view: RuleView::Entry(entry.value),
        }));
    }
    for entry in template.section(section::PARAMETERS).into_iter().flat_map(|node| node.last_entries()) {
        if let Some(parameter) = template.parameter(entry.key()) {
            all.push(RuleInput { path: parameter.path(), span: span(entry), view: RuleView::Parameter(parameter) });
        }
    }
    for resource in last_resources(template) {
        let path = resource.path();
        let span_of = document.entry_span(&path).unwrap_or_default();
        all.push(RuleInput { path, span: span_of, view: RuleView::Resource(resource) });
        if let Some(init) = resource.init() {
            let own = resource.metadata().and_then(|metadata| metadata.entry(INIT)).map(span).unwrap_or_default();
            let path = init.path();
            for config in last_configs(init) {
                let path = config.path().clone();
                let span = document.entry_span(&path).unwrap_or_default();
                all.push(RuleInput { path, span, view: RuleView::Config(init, config) });
            }
            all.push(RuleInput { path: path.clone(), span: own.clone(), view: RuleView::Init(init) });
            all.push(RuleInput { path, span: own, view: RuleView::Hup(init) });
        }
        let user_data = path_of(resource).filter(|_| resource.node().get(attribute::PROPERTIES).is_some());
        if let Some((path, node)) = user_data.and_then(|path| Some((path.clone(), document.node(&path)?))) {
            all.push(RuleInput { path, span: node.span(), view: RuleView::UserData(resource) });
        }
    }
    all
}

/// The resources, those in loops too; of those with one id the last, which is the one that counts.
fn last_resources(template: Template<'_>) -> impl Iterator<Item = Resource<'_>> {
    let mut resources: Vec<Resource<'_>> = Vec::new();
    let mut seen: HashSet<(&str, bool)> = HashSet::new();
    for resource in template.resources().rev() {
        if seen.insert((resource.id(), resource.is_in_loop())) {
            resources.push(resource);
        }
    }
    resources.into_iter().rev()
}

/// The configs, those in loops too; of those at one place the last, which is the one that counts.
fn last_configs(init: Init<'_>) -> Vec<Config<'_>> {
    let mut seen = HashSet::new();
    let all: Vec<Config<'_>> = init.configs().collect();
    let mut configs: Vec<_> = all.into_iter().rev().filter(|config| seen.insert(config.path().clone())).collect();
    configs.reverse();
    configs
}

fn span(entry: Entry<'_>) -> Range<usize> {
    let start = entry.key_node.span().start;
    start..entry.value.span().end.max(start)
}

pub(super) fn sections(template: Template<'_>) -> HashMap<String, Range<usize>> {
    let root = template.document().root();
    let entries = root.into_iter().flat_map(|root| root.last_entries());
    entries.map(|entry| (entry.key().to_string(), span(entry))).collect()
}
