//! The runner: all diagnostics of a document, with only those rules run again whose input an edit has changed.
//!
//! A part of a template (a resource, a config) is the same as before if the bytes of its entry are. Reports name entries,
//! not bytes; their place in the text is looked up in the document at hand, so that edits elsewhere leave them right.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::diagnostic::Suppressed;
use super::exception::{Exception, IGNORE_CHECKS, cfn_lint_ignores, exceptions};
use super::rule::Report;
use super::{Also, Check, Context, Diagnostic, Fix, RULES, Rule, Scope, Values};
use crate::document::{Document, Entry, Kind, Node, Path};
use crate::template::hup::Hup;
use crate::template::init::{CONFIG_SETS, INIT};
use crate::template::resource::attribute;
use crate::template::user_data::{UserData, groups_by_launch, holder_of, path_of};
use crate::template::{Config, Init, Parameter, Resource, Template, section};

/// Runs the rules and keeps what they found, part by part. One for each document.
#[derive(Debug, Default)]
pub struct Checker {
    /// The last text that could be read.
    text: String,
    values: Values,
    parts: HashMap<(Scope, Path), Part>,
    sections: HashMap<String, Range<usize>>,
    ran: Vec<(&'static str, Path)>,
    allowed: Vec<Suppressed>,
}

/// A part of a template as it was when its rules ran.
#[derive(Debug, Default)]
struct Part {
    span: Range<usize>,
    /// Resources of [`Also::Machine`].
    machine: Vec<String>,
    /// What each rule found, by its place in [`RULES`].
    found: Vec<(usize, Vec<Report>)>,
    /// Its views.
    shared: Shared,
}

/// A part of the document at hand, with the view that the rule's function takes.
struct Input<'d> {
    path: Path,
    span: Range<usize>,
    view: View<'d>,
}

enum View<'d> {
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

impl<'d> View<'d> {
    /// The resource that it is or belongs to.
    fn resource(&self) -> Option<Resource<'d>> {
        match self {
            View::Text | View::Document | View::Entry(_) | View::Parameter(_) | View::Exception(_) => None,
            View::Resource(resource) | View::UserData(resource) => Some(*resource),
            View::Init(init) | View::Config(init, _) | View::Hup(init) => Some(init.resource()),
        }
    }
}

/// What differs between the last text and the one at hand.
struct Changes<'c> {
    old: &'c str,
    new: &'c str,
    /// True if everything counts as changed.
    all: bool,
    sections: HashSet<String>,
    resources: HashSet<Path>,
    values: bool,
    /// The groups by what they launch.
    groups: HashMap<&'c str, &'c str>,
}

impl Checker {
    /// The diagnostics of a document, in the order of the text, without those that an exception allows. Of one that cannot
    /// be read only that it cannot.
    pub fn check(&mut self, document: &Document, values: &Values) -> Vec<Diagnostic> {
        self.ran.clear();
        self.allowed.clear();
        if document.syntax_error().is_some() {
            let found = RULES.iter().filter(|rule| rule.check.scope() == Scope::Text).flat_map(|rule| {
                let reports = run(rule, document, values, &View::Text, &mut Shared::default());
                reports.into_iter().map(|report| diagnostic(rule, &report, document)).collect::<Vec<_>>()
            });
            return found.collect();
        }
        let template = Template::of(document);
        let inputs = inputs(template);
        let sections = sections(template);
        let mut before = std::mem::take(&mut self.parts);
        let mut changes = Changes {
            old: &self.text,
            new: document.text(),
            // An anchored value is read wherever its alias is, which the bytes of that entry do not show.
            all: document.has_anchors(),
            sections: HashSet::new(),
            resources: HashSet::new(),
            values: self.values != *values,
            groups: groups_by_launch(template),
        };
        changes.compare(&inputs, &before, &sections, &self.sections);
        let mut parts = HashMap::with_capacity(inputs.len());
        let mut found: Vec<(usize, Diagnostic)> = Vec::new();
        for input in &inputs {
            let key = (input.scope(), input.path.clone());
            let old = before.remove(&key);
            let part = changes.run(input, old, document, values, &mut self.ran);
            for (place, reports) in &part.found {
                if let Some(rule) = RULES.get(*place) {
                    found.extend(reports.iter().map(|report| (*place, diagnostic(rule, report, document))));
                }
            }
            parts.insert(key, part);
        }
        self.parts = parts;
        self.sections = sections;
        if self.text != document.text() {
            self.text = document.text().to_string();
        }
        self.values.clone_from(values);
        let mut exceptions = exceptions(document);
        for exception in &mut exceptions {
            let used = |id: &String| found.iter().any(|(_, one)| one.rule.id == id && exception.allows(id, &one.path));
            exception.unused = exception.rules.iter().filter(|id| !used(id)).cloned().collect();
        }
        // Few templates have settings of cfn-lint.
        let has_ignored = document.text().contains(IGNORE_CHECKS);
        let mut allowed = Vec::new();
        found.retain(|(_, one)| {
            let exception = exceptions.iter().find(|exception| exception.allows(one.rule.id, &one.path));
            let reason = exception.map(|exception| exception.reason.clone());
            let ignored = || {
                (has_ignored && cfn_lint_ignores(template, one.rule.id, &one.path))
                    .then(|| Some("cfn-lint's ignore_checks".to_string()))
            };
            let reason = reason.or_else(ignored);
            allowed.extend(reason.iter().map(|reason| Suppressed { diagnostic: one.clone(), reason: reason.clone() }));
            reason.is_none()
        });
        self.allowed = allowed;
        for exception in &exceptions {
            let view = View::Exception(exception);
            for (place, rule) in RULES.iter().enumerate().filter(|(_, rule)| rule.check.scope() == Scope::Exception) {
                let reports = run(rule, document, values, &view, &mut Shared::default());
                found.extend(reports.iter().map(|report| (place, diagnostic(rule, report, document))));
            }
        }
        found.sort_by(|(a, one), (b, other)| (one.span.start, a).cmp(&(other.span.start, b)));
        found.into_iter().map(|(_, diagnostic)| diagnostic).collect()
    }

    /// The diagnostics of the last check that an exception allows, in no particular order.
    pub fn allowed(&self) -> &[Suppressed] {
        &self.allowed
    }

    /// The rules that ran in the last check, each with the part that it read.
    pub fn ran(&self) -> &[(&'static str, Path)] {
        &self.ran
    }
}

impl Input<'_> {
    fn scope(&self) -> Scope {
        match self.view {
            View::Text => Scope::Text,
            View::Document => Scope::Document,
            View::Entry(_) => Scope::Entry,
            View::Parameter(_) => Scope::Parameter,
            View::Resource(_) => Scope::Resource,
            View::Init(_) => Scope::Init,
            View::Config(..) => Scope::Config,
            View::Hup(_) => Scope::Hup,
            View::UserData(_) => Scope::UserData,
            View::Exception(_) => Scope::Exception,
        }
    }

    /// The resource that it is or belongs to.
    fn resource(&self) -> Option<Path> {
        self.view.resource().map(|resource| resource.path())
    }

    /// The resources of [`Also::Machine`].
    fn machine(&self, template: Template<'_>, groups: &HashMap<&str, &str>) -> Vec<String> {
        let id = match &self.view {
            View::Init(init) | View::Config(init, _) | View::Hup(init) => init.resource().id(),
            View::UserData(resource) => resource.id(),
            _ => return Vec::new(),
        };
        let holder = holder_of(template, id);
        let group = holder.as_ref().and_then(|holder| groups.get(holder.as_str()));
        std::iter::once(id.to_string()).chain(holder.clone()).chain(group.map(|group| group.to_string())).collect()
    }
}

impl Changes<'_> {
    /// True if the bytes of an entry are the same, and so is the line break behind it, which a block scalar reads too.
    fn is_same(&self, old: &Range<usize>, new: &Range<usize>) -> bool {
        let behind = |text: &str, at: usize| text.get(at..).and_then(|rest| rest.chars().next());
        !self.all
            && self.old.get(old.clone()) == self.new.get(new.clone())
            && behind(self.old, old.end) == behind(self.new, new.end)
    }

    /// Finds the sections and resources that are not what they were.
    fn compare(
        &mut self,
        inputs: &[Input<'_>],
        before: &HashMap<(Scope, Path), Part>,
        sections: &HashMap<String, Range<usize>>,
        old: &HashMap<String, Range<usize>>,
    ) {
        for name in sections.keys().chain(old.keys()) {
            let same = old.get(name).zip(sections.get(name)).is_some_and(|(old, new)| self.is_same(old, new));
            if !same {
                self.sections.insert(name.clone());
            }
        }
        for input in inputs.iter().filter(|input| input.scope() == Scope::Resource) {
            let old = before.get(&(Scope::Resource, input.path.clone()));
            if !old.is_some_and(|old| self.is_same(&old.span, &input.span)) {
                self.resources.insert(input.path.clone());
            }
        }
        // A resource that is gone is a change as well.
        let here: HashSet<&Path> = inputs.iter().map(|input| &input.path).collect();
        let gone = before.keys().filter(|(scope, path)| *scope == Scope::Resource && !here.contains(path));
        self.resources.extend(gone.map(|(_, path)| path.clone()));
    }

    /// What the rules of an input find: kept where nothing that they read has changed, else found anew.
    fn run(
        &self,
        input: &Input<'_>,
        old: Option<Part>,
        document: &Document,
        values: &Values,
        ran: &mut Vec<(&'static str, Path)>,
    ) -> Part {
        let scope = input.scope();
        let template = Template::of(document);
        let machine = input.machine(template, &self.groups);
        let same = old.as_ref().is_some_and(|old| match scope {
            Scope::Document | Scope::Text => !self.all && self.old == self.new,
            _ => self.is_same(&old.span, &input.span),
        });
        let machine_same = old.as_ref().is_some_and(|old| old.machine == machine)
            && !machine.iter().any(|id| self.resources.contains(&template.path_of(id)));
        let has_changed = |also: &Also| match also {
            Also::Section(name) => self.sections.contains(*name),
            Also::Machine => !machine_same,
            Also::Resource => input.resource().is_some_and(|path| self.resources.contains(&path)),
            Also::Resources => self.sections.contains(section::RESOURCES),
            Also::Values => self.values,
        };
        let same_views = same && !scope.also().iter().any(has_changed);
        let old = old.unwrap_or_default();
        let mut kept: HashMap<usize, Vec<Report>> = old.found.into_iter().collect();
        // The views hold offsets of the part, not of the text.
        let mut shared = if same_views { old.shared } else { Shared::default() };
        let mut found = Vec::new();
        for (place, rule) in RULES.iter().enumerate().filter(|(_, rule)| rule.check.scope() == scope) {
            let changed = !same || rule.also.iter().chain(scope.also()).any(has_changed);
            let reports = if !changed {
                kept.remove(&place).unwrap_or_default()
            } else {
                ran.push((rule.id, input.path.clone()));
                run(rule, document, values, &input.view, &mut shared)
            };
            if !reports.is_empty() {
                found.push((place, reports));
            }
        }
        Part { span: input.span.clone(), machine, found, shared }
    }
}

/// Views that are costly to make, shared by the rules of one part and kept while nothing that they read changes.
#[derive(Debug, Default)]
struct Shared {
    hup: Option<Option<Hup>>,
    user_data: Option<Option<UserData>>,
}

/// Runs one rule.
fn run(rule: &Rule, document: &Document, values: &Values, view: &View<'_>, shared: &mut Shared) -> Vec<Report> {
    let mut context = Context::new(document, values);
    match (&rule.check, view) {
        (Check::Text(check) | Check::Document(check), View::Text | View::Document) => check(&mut context),
        (Check::Entry(check), View::Entry(node)) => check(&mut context, *node),
        (Check::Exception(check), View::Exception(exception)) => check(&mut context, exception),
        (Check::Parameter(check), View::Parameter(parameter)) => check(&mut context, *parameter),
        (Check::Resource(check), View::Resource(resource)) => check(&mut context, *resource),
        (Check::Init(check), View::Init(init)) => check(&mut context, *init),
        (Check::Config(check), View::Config(_, config)) => check(&mut context, config),
        (Check::Hup(check), View::Hup(init)) => {
            let hup = || Hup::of(document, init.resource().id()).filter(|hup| !hup.is_off());
            if let Some(hup) = shared.hup.get_or_insert_with(hup) {
                check(&mut context, hup);
            }
        }
        (Check::UserData(check), View::UserData(resource)) => {
            let data = || UserData::of(document, resource.id());
            if let Some(data) = shared.user_data.get_or_insert_with(data) {
                check(&mut context, data);
            }
        }
        // The caller pairs a rule with parts of its own scope.
        _ => {}
    }
    let mut found = context.into_found();
    // Fixes change single resources; what one would write elsewhere than in the loop is not offered.
    if let Some(at) = view.resource().filter(|resource| resource.is_in_loop()).map(|resource| resource.path()) {
        for report in &mut found {
            let is_inside = |fix: &Fix| fix.edits(document).iter().all(|edit| edit.path().starts_with(&at));
            report.fix = report.fix.take().filter(is_inside);
        }
    }
    found
}

fn diagnostic(rule: &'static Rule, report: &Report, document: &Document) -> Diagnostic {
    let (path, span) = report.place(document);
    Diagnostic {
        rule,
        severity: rule.severity,
        path,
        span,
        message: report.message.clone(),
        help: report.help.clone(),
        fix: report.fix.clone(),
    }
}

/// The parts of a template that rules read.
fn inputs(template: Template<'_>) -> Vec<Input<'_>> {
    let document = template.document();
    let mut all = vec![Input { path: Path::root(), span: 0..document.text().len(), view: View::Document }];
    for section in document.root().into_iter().flat_map(|root| root.last_entries()) {
        let path = Path::root().join(section.key());
        if !section.value.is_plain(Kind::Mapping) || section.value.is_alias() {
            all.push(Input { path, span: span(section), view: View::Entry(section.value) });
            continue;
        }
        let entries = section.value.last_entries().into_iter();
        all.extend(entries.map(|entry| Input {
            path: path.join(entry.key()),
            span: span(entry),
            view: View::Entry(entry.value),
        }));
    }
    for entry in template.section(section::PARAMETERS).into_iter().flat_map(|node| node.last_entries()) {
        if let Some(parameter) = template.parameter(entry.key()) {
            all.push(Input { path: parameter.path(), span: span(entry), view: View::Parameter(parameter) });
        }
    }
    for resource in last_resources(template) {
        let path = resource.path();
        let span_of = document.entry_span(&path).unwrap_or_default();
        all.push(Input { path, span: span_of, view: View::Resource(resource) });
        if let Some(init) = resource.init() {
            let own = resource.metadata().and_then(|metadata| metadata.entry(INIT)).map(span).unwrap_or_default();
            let path = init.path();
            for config in init.node().last_entries().into_iter().filter(|entry| entry.key() != CONFIG_SETS) {
                if let Some(view) = init.config(config.key()) {
                    let path = path.join(config.key());
                    all.push(Input { path, span: span(config), view: View::Config(init, view) });
                }
            }
            all.push(Input { path: path.clone(), span: own.clone(), view: View::Init(init) });
            all.push(Input { path, span: own, view: View::Hup(init) });
        }
        let user_data = path_of(resource).filter(|_| resource.node().get(attribute::PROPERTIES).is_some());
        if let Some((path, node)) = user_data.and_then(|path| Some((path.clone(), document.node(&path)?))) {
            all.push(Input { path, span: node.span(), view: View::UserData(resource) });
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

fn span(entry: Entry<'_>) -> Range<usize> {
    let start = entry.key_node.span().start;
    start..entry.value.span().end.max(start)
}

fn sections(template: Template<'_>) -> HashMap<String, Range<usize>> {
    let root = template.document().root();
    let entries = root.into_iter().flat_map(|root| root.last_entries());
    entries.map(|entry| (entry.key().to_string(), span(entry))).collect()
}
