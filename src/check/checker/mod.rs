//! The runner: all diagnostics of a document, with only those rules run again whose input an edit has changed.
//!
//! A part of a template (a resource, a config) is the same as before if the bytes of its entry are. Reports name entries,
//! not bytes; their place in the text is looked up in the document at hand, so that edits elsewhere leave them right.
//!
//! A run has three steps, so that a page can do other work in between: [`Checker::prepare`] finds what has changed,
//! [`Checker::run`] runs rules until it is told to stop, [`Checker::found`] gives the diagnostics.

mod changes;
mod input;
mod known;

use std::cell::OnceCell;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use super::diagnostic::Suppressed;
use super::exception::{ALLOW, IGNORE_CHECKS, cfn_lint_ignores, exceptions};
use super::facts::{KnownResource, ResourceFacts};
use super::machine_data::MachineData;
use super::rule::Report;
use super::{Check, Context, Diagnostic, Fix, RULES, Rule, Scope, Values};
use crate::document::{Document, Kind, Node, Path};
use crate::template::hup::Hup;
use crate::template::typed::{TypedResource, typed};
use crate::template::user_data::{UserData, groups_by_launch};
use crate::template::{Template, section};
use changes::{ChangedResource, TemplateChanges};
use input::{CheckedKind, RuleView, entries, machine, sections};
use known::{EntriesBefore, parameter_text};

/// Runs the rules and keeps what they found, entry by entry. One for each document.
#[derive(Debug, Default)]
pub struct Checker {
    /// The last text that could be read; `None` before the first.
    text: Option<String>,
    values: Values,
    /// The entries in the order in which their rules run.
    entries: Vec<CheckedEntry>,
    /// The resources, in the order of their entries.
    resources: Vec<KnownResource>,
    /// The groups by what they launch.
    groups: HashMap<String, String>,
    /// The parts with rules that have to run, each with the place of its entry; the first one last.
    waiting: Vec<(usize, usize)>,
    sections: HashMap<String, Range<usize>>,
    /// The user data that rules have asked for, with what is read of them.
    user_data: HashMap<String, Arc<UserData>>,
    /// True if the text has the words of an exception, or of settings of cfn-lint.
    has_exceptions: bool,
    /// True if a loop or a macro is among the sections or their entries.
    has_loops: bool,
    ran: Vec<(&'static str, Path)>,
    allowed: Vec<Suppressed>,
}

/// An entry of a template, whose parts change together.
#[derive(Debug)]
struct CheckedEntry {
    kind: CheckedKind,
    at: Path,
    span: Range<usize>,
    /// True if its bytes are what they were before the last change.
    same: bool,
    /// What others read of it if it is a parameter.
    parameter: Option<String>,
    parts: Vec<Part>,
}

/// A part of a template that rules read, where it is, and what they found.
#[derive(Debug)]
struct Part {
    scope: Scope,
    path: Path,
    span: Range<usize>,
    /// True if its bytes are what they were before the last change.
    same: bool,
    /// Resources of [`super::Also::Machine`].
    machine: Vec<String>,
    /// What each rule found, by its place in [`RULES`].
    found: Vec<(usize, Vec<PlacedReport>)>,
    /// The rules that have to run, by their places in [`RULES`], the first one last. What they found before is kept until
    /// then.
    due: Vec<usize>,
    /// Its views.
    shared: Shared,
}

/// A report with its place, as far as it is known.
#[derive(Debug)]
struct PlacedReport {
    report: Report,
    /// Where it is, counted from the beginning of the entry, whose bytes are the same; `None` if that has to be looked up.
    place: Option<(Path, Range<usize>)>,
}

impl Part {
    /// Adds rules to those that have to run.
    fn add_due(&mut self, places: &[usize]) {
        if !places.is_empty() {
            self.due.extend_from_slice(places);
            self.due.sort_unstable_by(|a, b| b.cmp(a));
            self.due.dedup();
        }
    }
}

impl Checker {
    /// The diagnostics of a document, in the order of the text, without those that an exception allows. Of one that cannot
    /// be read only that it cannot.
    pub fn check(&mut self, document: &Document, values: &Values) -> Vec<Diagnostic> {
        self.prepare(document, values);
        self.run(document, &mut || true);
        self.found(document)
    }

    /// Notes which rules have to run: those of the parts that are not as they were, and those that have not run since an
    /// earlier change. A document that cannot be read leaves it as it is.
    pub fn prepare(&mut self, document: &Document, values: &Values) {
        self.ran.clear();
        let is_known = self.text.as_deref() == Some(document.text()) && self.values == *values;
        if document.syntax_error().is_some() || is_known {
            return;
        }
        let template = Template::of(document);
        let old = self.text.take().unwrap_or_default();
        let (old_text, new_text) = (old.as_str(), document.text());
        let sections = sections(template);
        let mut changes = TemplateChanges::between(old_text, new_text);
        // An anchored value is read wherever its alias is, which the bytes of that entry do not show.
        changes.all = document.has_anchors();
        changes.values = self.values != *values;
        changes.compare_sections(&sections, &self.sections);
        let inputs = entries(template);
        let mut before = EntriesBefore::of(std::mem::take(&mut self.entries), std::mem::take(&mut self.resources));
        let mut same_parameters = true;
        for input in &inputs {
            let old = before.take(input);
            let same = old.as_ref().is_some_and(|(old, _)| changes.is_same(&old.span, &input.span));
            let (mut entry, resource) = old.map_or((None, None), |(entry, resource)| (Some(entry), resource));
            if let Some(own) = input.resource {
                let new = match resource {
                    Some(resource) if same => resource,
                    old => {
                        let new = KnownResource { at: input.path(), facts: ResourceFacts::of(own) };
                        let old_text = entry.as_ref().and_then(|entry| old_text.get(entry.span.clone()));
                        let texts = [old_text, new_text.get(input.span.clone())];
                        let facts = [old.map(|old| old.facts), Some(new.facts.clone())];
                        changes.resources.push(ChangedResource { at: new.at.clone(), texts, facts });
                        new
                    }
                };
                self.resources.push(new);
            }
            changes.names |= entry.is_none();
            let old_parameter = entry.as_ref().and_then(|entry| entry.parameter.as_ref());
            same_parameters &= same || input.parameter.map(parameter_text).as_ref() == old_parameter;
            let entry = match entry.take() {
                Some(entry) if same => entry.moved_to(&input.span),
                old => CheckedEntry::of(input, template, old, &changes),
            };
            self.entries.push(entry);
        }
        for (entry, resource) in before.left() {
            changes.names = true;
            if let Some(resource) = resource {
                let texts = [old_text.get(entry.span.clone()), None];
                changes.resources.push(ChangedResource { at: resource.at, texts, facts: [Some(resource.facts), None] });
            }
        }
        let groups = groups_by_launch(template);
        let same_groups = groups.len() == self.groups.len()
            && groups.iter().all(|(launch, group)| self.groups.get(*launch).is_some_and(|known| known == group));
        let has_loops = has_loops(template);
        changes.loops = has_loops || self.has_loops;
        changes.names |= changes.types_differ() || changes.loops;
        // Words for people alone are no change to those that read parameters.
        let parameters = template.section(section::PARAMETERS);
        let is_plain = |node: &Node<'_>| node.is_plain(Kind::Mapping) && !node.is_alias() && !node.repeats_keys();
        if same_parameters && !changes.names && !changes.all && parameters.as_ref().is_some_and(is_plain) {
            changes.keep_parameters();
        }
        // Whose machine a resource is follows from the groups and from which resources there are.
        let same_machines = same_groups && !changes.names && !changes.all;
        self.waiting.clear();
        for (place, (entry, input)) in self.entries.iter_mut().zip(&inputs).enumerate() {
            let id = input.resource.map(|resource| resource.id());
            let machine_of = |id| machine(template, id, &groups);
            let machine = id.filter(|_| !entry.same || !same_machines).map(machine_of);
            for (index, part) in entry.parts.iter_mut().enumerate() {
                match part.scope {
                    Scope::Document => changes.note_document(part),
                    Scope::Entry | Scope::Parameter | Scope::Resource => {
                        changes.note_due(part, &entry.at, (part.same, entry.same), None)
                    }
                    _ => changes.note_due(part, &entry.at, (part.same, entry.same), machine.clone()),
                }
                if !part.due.is_empty() {
                    self.waiting.push((place, index));
                }
            }
        }
        self.waiting.reverse();
        self.groups = groups.into_iter().map(|(launch, group)| (launch.to_string(), group.to_string())).collect();
        self.sections = sections;
        self.has_loops = has_loops;
        self.has_exceptions = changes.has_words(&[ALLOW, IGNORE_CHECKS], self.has_exceptions);
        self.text = Some(new_text.to_string());
        self.values.clone_from(values);
    }

    /// Runs the rules that have to, and asks `goes_on` before each part and after each rule that reads the whole template.
    /// Returns true if none is left. The document is the one that [`Checker::prepare`] was given last.
    pub fn run(&mut self, document: &Document, goes_on: &mut dyn FnMut() -> bool) -> bool {
        if document.syntax_error().is_some() {
            return true;
        }
        let template = Template::of(document);
        let machines = MachineData::after(std::mem::take(&mut self.user_data));
        let is_over = self.run_with(template, &machines, goes_on);
        self.user_data = machines.into_data();
        is_over
    }

    fn run_with(&mut self, template: Template<'_>, machines: &MachineData, goes_on: &mut dyn FnMut() -> bool) -> bool {
        let document = template.document();
        let source = RuleSource { document, values: &self.values, machines, resources: &self.resources };
        while let Some((place, index)) = self.waiting.pop() {
            let Some(entry) = self.entries.get_mut(place) else { continue };
            let Some(part) = entry.parts.get_mut(index) else { continue };
            let Some(view) = RuleView::of(template, part.scope, &part.path, &entry.at) else { continue };
            let views = PartViews::default();
            while let Some(place) = part.due.pop() {
                let Some(rule) = RULES.get(place) else { continue };
                self.ran.push((rule.id, part.path.clone()));
                let reports = run(rule, source, &view, (&mut part.shared, &views));
                part.found.retain(|found| found.0 != place);
                if !reports.is_empty() {
                    let at = part.found.partition_point(|found| found.0 < place);
                    let reports = reports.into_iter().map(|report| PlacedReport { report, place: None });
                    part.found.insert(at, (place, reports.collect()));
                }
                if part.scope == Scope::Document && !part.due.is_empty() && !goes_on() {
                    break;
                }
            }
            if !part.due.is_empty() {
                self.waiting.push((place, index));
                return false;
            }
            if !self.waiting.is_empty() && !goes_on() {
                return false;
            }
        }
        true
    }

    /// The diagnostics that the rules have found, in the order of the text, without those that an exception allows. Of a
    /// document that cannot be read only that it cannot.
    pub fn found(&mut self, document: &Document) -> Vec<Diagnostic> {
        self.allowed.clear();
        let machines = MachineData::default();
        let source = RuleSource { document, values: &self.values, machines: &machines, resources: &self.resources };
        if document.syntax_error().is_some() {
            let found = RULES.iter().filter(|rule| rule.check.scope() == Scope::Text).flat_map(|rule| {
                let reports = run(rule, source, &RuleView::Text, (&mut Shared::default(), &PartViews::default()));
                reports.into_iter().map(|report| made(rule, &report, report.place(document))).collect::<Vec<_>>()
            });
            return found.collect();
        }
        let template = Template::of(document);
        let mut found: Vec<(usize, Diagnostic)> = Vec::new();
        for entry in &mut self.entries {
            for (place, reports) in entry.parts.iter_mut().flat_map(|part| &mut part.found) {
                let Some(rule) = RULES.get(*place) else { continue };
                found.extend(reports.iter_mut().map(|report| (*place, report.diagnostic(rule, &entry.span, document))));
            }
        }
        let mut exceptions = if self.has_exceptions { exceptions(document) } else { Vec::new() };
        for exception in &mut exceptions {
            let used = |id: &String| found.iter().any(|(_, one)| one.rule.id == id && exception.allows(id, &one.path));
            exception.unused = exception.rules.iter().filter(|id| !used(id)).cloned().collect();
        }
        // Few templates have settings of cfn-lint.
        let has_ignored = self.has_exceptions && document.text().contains(IGNORE_CHECKS);
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
            let view = RuleView::Exception(exception);
            for &place in rules_of(Scope::Exception) {
                let Some(rule) = RULES.get(place) else { continue };
                let reports = run(rule, source, &view, (&mut Shared::default(), &PartViews::default()));
                found.extend(reports.iter().map(|report| (place, made(rule, report, report.place(document)))));
            }
        }
        found.sort_by(|(a, one), (b, other)| (one.span.start, a).cmp(&(other.span.start, b)));
        found.into_iter().map(|(_, diagnostic)| diagnostic).collect()
    }

    /// The diagnostics of the last check that an exception allows, in no particular order.
    pub fn allowed(&self) -> &[Suppressed] {
        &self.allowed
    }

    /// The rules that ran since the last [`Checker::prepare`], each with the part that it read.
    pub fn ran(&self) -> &[(&'static str, Path)] {
        &self.ran
    }
}

/// The kinds of parts of a document.
const SCOPES: [Scope; 10] = [
    Scope::Text,
    Scope::Document,
    Scope::Entry,
    Scope::Parameter,
    Scope::Resource,
    Scope::Init,
    Scope::Config,
    Scope::Hup,
    Scope::UserData,
    Scope::Exception,
];

/// The places in [`RULES`] of the rules that read this kind of part.
fn rules_of(scope: Scope) -> &'static [usize] {
    static BY_SCOPE: OnceLock<HashMap<Scope, Vec<usize>>> = OnceLock::new();
    let by_scope = BY_SCOPE.get_or_init(|| {
        let mut by_scope: HashMap<Scope, Vec<usize>> = HashMap::new();
        for (place, rule) in RULES.iter().enumerate() {
            for scope in SCOPES.into_iter().filter(|scope| rule.check.reads(*scope)) {
                by_scope.entry(scope).or_default().push(place);
            }
        }
        by_scope
    });
    by_scope.get(&scope).map(Vec::as_slice).unwrap_or_default()
}

/// Views that are costly to make, shared by the rules of one part and kept while nothing that they read changes.
#[derive(Debug, Default)]
struct Shared {
    hup: Option<Option<Hup>>,
    user_data: Option<Option<Arc<UserData>>>,
}

/// What all rules of a run read.
#[derive(Clone, Copy)]
struct RuleSource<'d> {
    document: &'d Document,
    values: &'d Values,
    machines: &'d MachineData,
    resources: &'d [KnownResource],
}

/// Views of the part at hand that several of its rules ask for, made once in a run.
#[derive(Default)]
struct PartViews<'d> {
    typed: OnceCell<Option<TypedResource<'d>>>,
}

/// Runs one rule.
fn run<'d>(
    rule: &Rule,
    source: RuleSource<'d>,
    view: &RuleView<'d>,
    (shared, views): (&mut Shared, &PartViews<'d>),
) -> Vec<Report> {
    let RuleSource { document, values, machines, resources } = source;
    let mut context = Context::new(document, values, machines, resources);
    match (&rule.check, view) {
        (Check::Text(check), RuleView::Text) => check(&mut context),
        (Check::Document(check) | Check::Template(check) | Check::Everywhere(check, _), RuleView::Document) => {
            check(&mut context);
        }
        (Check::Entry(check) | Check::Everywhere(_, check), RuleView::Entry(node)) => check(&mut context, *node),
        (Check::Exception(check), RuleView::Exception(exception)) => check(&mut context, exception),
        (Check::Parameter(check), RuleView::Parameter(parameter)) => check(&mut context, *parameter),
        (Check::Resource(check), RuleView::Resource(resource)) => check(&mut context, *resource),
        (Check::Properties(check), RuleView::Resource(resource)) => {
            if let Some(typed) = views.typed.get_or_init(|| typed(Template::of(document), *resource)) {
                check(&mut context, typed);
            }
        }
        (Check::Init(check), RuleView::Init(init)) => check(&mut context, *init),
        (Check::Config(check), RuleView::Config(_, config)) => check(&mut context, config),
        (Check::Hup(check), RuleView::Hup(init)) => {
            let id = init.resource().id();
            let data = || machines.of_init(document, id);
            let hup = || Hup::with_data(document, id, data().as_deref()).filter(|hup| !hup.is_off());
            if let Some(hup) = shared.hup.get_or_insert_with(hup) {
                check(&mut context, hup);
            }
        }
        (Check::UserData(check), RuleView::UserData(resource)) => {
            let data = || machines.of(document, resource.id());
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

impl PlacedReport {
    /// The diagnostic of a report in an entry; where the report is in it, is kept.
    fn diagnostic(&mut self, rule: &'static Rule, entry: &Range<usize>, document: &Document) -> Diagnostic {
        if let Some((path, place)) = &self.place {
            let span = entry.start + place.start..entry.start + place.end;
            return made(rule, &self.report, (path.clone(), span));
        }
        let (path, span) = self.report.place(document);
        // What ends with its line may grow by what is written behind the entry.
        let ends_line = || matches!(document.text().as_bytes().get(span.end), None | Some(b'\n' | b'\r'));
        if entry.start <= span.start && span.end <= entry.end && (self.report.is_of_entry() || ends_line()) {
            self.place = Some((path.clone(), span.start - entry.start..span.end - entry.start));
        }
        made(rule, &self.report, (path, span))
    }
}

fn made(rule: &'static Rule, report: &Report, (path, span): (Path, Range<usize>)) -> Diagnostic {
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

/// True if a loop or a macro among the sections or their entries may define names that follow from other values.
fn has_loops(template: Template<'_>) -> bool {
    let root = template.document().root();
    root.is_some_and(|root| {
        root.has_key_prefix("Fn::") || root.entries().any(|section| section.value.has_key_prefix("Fn::"))
    })
}
