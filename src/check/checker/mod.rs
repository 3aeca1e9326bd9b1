//! The runner: all diagnostics of a document, with only those rules run again whose input an edit has changed.
//!
//! A part of a template (a resource, a config) is the same as before if the bytes of its entry are. Reports name entries,
//! not bytes; their place in the text is looked up in the document at hand, so that edits elsewhere leave them right.
//!
//! A run has three steps, so that a page can do other work in between: [`Checker::prepare`] finds what has changed,
//! [`Checker::run`] runs rules until it is told to stop, [`Checker::found`] gives the diagnostics.

mod changes;
mod input;

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use super::diagnostic::Suppressed;
use super::exception::{IGNORE_CHECKS, cfn_lint_ignores, exceptions};
use super::machine_data::MachineData;
use super::rule::Report;
use super::{Check, Context, Diagnostic, Fix, RULES, Rule, Scope, Values};
use crate::document::{Document, Path};
use crate::template::Template;
use crate::template::hup::Hup;
use crate::template::user_data::{UserData, groups_by_launch};
use changes::{ChangedParts, common};
use input::{RuleView, inputs, sections};

/// Runs the rules and keeps what they found, part by part. One for each document.
#[derive(Debug, Default)]
pub struct Checker {
    /// The last text that could be read; `None` before the first.
    text: Option<String>,
    values: Values,
    parts: HashMap<PartKey, Part>,
    /// The parts in the order in which their rules run.
    order: Vec<PartKey>,
    /// The parts with rules that have to run, the first one last.
    waiting: Vec<PartKey>,
    sections: HashMap<String, Range<usize>>,
    ran: Vec<(&'static str, Path)>,
    allowed: Vec<Suppressed>,
}

/// The part of a template that a rule reads, and where it is.
type PartKey = (Scope, Path);

/// A part of a template, and what its rules found.
#[derive(Debug, Default)]
struct Part {
    span: Range<usize>,
    /// The resource that it is or belongs to.
    resource: Option<Path>,
    /// Resources of [`Also::Machine`].
    machine: Vec<String>,
    /// What each rule found, by its place in [`RULES`].
    found: Vec<(usize, Vec<Report>)>,
    /// The rules that have to run, by their places in [`RULES`], the first one last. What they found before is kept until
    /// then.
    due: Vec<usize>,
    /// Its views.
    shared: Shared,
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
        let inputs = inputs(template);
        let old = self.text.take().unwrap_or_default();
        let sections = sections(template);
        let mut before = std::mem::take(&mut self.parts);
        let mut changes = ChangedParts {
            old: &old,
            new: document.text(),
            common: common(old.as_bytes(), document.text().as_bytes()),
            // An anchored value is read wherever its alias is, which the bytes of that entry do not show.
            all: document.has_anchors(),
            sections: HashSet::new(),
            resources: HashSet::new(),
            texts: Vec::new(),
            words: RefCell::default(),
            values: self.values != *values,
            groups: groups_by_launch(template),
        };
        changes.compare(&inputs, &before, &sections, &self.sections);
        self.parts = HashMap::with_capacity(inputs.len());
        self.order.clear();
        self.waiting.clear();
        for input in &inputs {
            let key = (input.scope(), input.path.clone());
            let part = changes.part(input, before.remove(&key), template);
            if !part.due.is_empty() {
                self.waiting.push(key.clone());
            }
            self.order.push(key.clone());
            self.parts.insert(key, part);
        }
        self.waiting.reverse();
        self.sections = sections;
        self.text = Some(document.text().to_string());
        self.values.clone_from(values);
    }

    /// Runs the rules that have to, and asks `goes_on` before each part and after each rule that reads the whole template.
    /// Returns true if none is left. The document is the one that [`Checker::prepare`] was given last.
    pub fn run(&mut self, document: &Document, goes_on: &mut dyn FnMut() -> bool) -> bool {
        if document.syntax_error().is_some() {
            return true;
        }
        let template = Template::of(document);
        let machines = MachineData::default();
        while let Some(key) = self.waiting.pop() {
            let Some(part) = self.parts.get_mut(&key) else { continue };
            let Some(view) = RuleView::of(template, &key, part.resource.as_ref()) else { continue };
            while let Some(place) = part.due.pop() {
                let Some(rule) = RULES.get(place) else { continue };
                self.ran.push((rule.id, key.1.clone()));
                let reports = run(rule, document, &self.values, &view, (&mut part.shared, &machines));
                part.found.retain(|found| found.0 != place);
                if !reports.is_empty() {
                    let at = part.found.partition_point(|found| found.0 < place);
                    part.found.insert(at, (place, reports));
                }
                if key.0 == Scope::Document && !part.due.is_empty() && !goes_on() {
                    break;
                }
            }
            if !part.due.is_empty() {
                self.waiting.push(key);
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
        let values = &self.values;
        if document.syntax_error().is_some() {
            let found = RULES.iter().filter(|rule| rule.check.scope() == Scope::Text).flat_map(|rule| {
                let reports =
                    run(rule, document, values, &RuleView::Text, (&mut Shared::default(), &MachineData::default()));
                reports.into_iter().map(|report| diagnostic(rule, &report, document)).collect::<Vec<_>>()
            });
            return found.collect();
        }
        let template = Template::of(document);
        let mut found: Vec<(usize, Diagnostic)> = Vec::new();
        for (place, reports) in self.order.iter().filter_map(|key| self.parts.get(key)).flat_map(|part| &part.found) {
            if let Some(rule) = RULES.get(*place) {
                found.extend(reports.iter().map(|report| (*place, diagnostic(rule, report, document))));
            }
        }
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
            let view = RuleView::Exception(exception);
            for &place in rules_of(Scope::Exception) {
                let Some(rule) = RULES.get(place) else { continue };
                let reports = run(rule, document, values, &view, (&mut Shared::default(), &MachineData::default()));
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

    /// The rules that ran since the last [`Checker::prepare`], each with the part that it read.
    pub fn ran(&self) -> &[(&'static str, Path)] {
        &self.ran
    }
}

/// The places in [`RULES`] of the rules that read this kind of part.
fn rules_of(scope: Scope) -> &'static [usize] {
    static BY_SCOPE: OnceLock<HashMap<Scope, Vec<usize>>> = OnceLock::new();
    let by_scope = BY_SCOPE.get_or_init(|| {
        let mut by_scope: HashMap<Scope, Vec<usize>> = HashMap::new();
        for (place, rule) in RULES.iter().enumerate() {
            by_scope.entry(rule.check.scope()).or_default().push(place);
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

/// Runs one rule.
fn run(
    rule: &Rule,
    document: &Document,
    values: &Values,
    view: &RuleView<'_>,
    (shared, machines): (&mut Shared, &MachineData),
) -> Vec<Report> {
    let mut context = Context::new(document, values, machines);
    match (&rule.check, view) {
        (Check::Text(check) | Check::Document(check), RuleView::Text | RuleView::Document) => check(&mut context),
        (Check::Entry(check), RuleView::Entry(node)) => check(&mut context, *node),
        (Check::Exception(check), RuleView::Exception(exception)) => check(&mut context, exception),
        (Check::Parameter(check), RuleView::Parameter(parameter)) => check(&mut context, *parameter),
        (Check::Resource(check), RuleView::Resource(resource)) => check(&mut context, *resource),
        (Check::Init(check), RuleView::Init(init)) => check(&mut context, *init),
        (Check::Config(check), RuleView::Config(_, config)) => check(&mut context, config),
        (Check::Hup(check), RuleView::Hup(init)) => {
            let hup = || Hup::of(document, init.resource().id()).filter(|hup| !hup.is_off());
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
