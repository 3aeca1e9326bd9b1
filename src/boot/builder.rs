//! A plan while it is made: its steps so far, what they have made on the machine, and whether cfn-init has ended.

use std::collections::{BTreeMap, BTreeSet};

use super::finding::KnownFaults;
use super::plan::{
    BootPlan, BootRun, BootStep, BootStepKind, BootStop, Certainty, NeedKind, OnFailure, PlanGap, Skip, StepNeed,
    StepOutcome,
};
use super::values::{ChosenValue, Values};
use crate::document::{Document, Path};
use crate::schema::accounts;
use crate::schema::image::Os;
use crate::template::function::call;
use crate::template::user_data::{UserData, holder_of, path_of};
use crate::template::{Resource, Section, Template};

/// Something that a service may list: section, manager of a package, name.
pub(super) type ChangeKey = (Section, Option<String>, String);

/// Makes a plan.
pub(super) struct PlanBuilder<'d, 'g> {
    pub(super) document: &'d Document,
    pub(super) values: Values<'d, 'g>,
    pub(super) run: BootRun,
    /// The system of the machine, if its image says it.
    pub(super) os: Option<Os>,
    /// Names that entries of the metadata make, whichever config they are in.
    pub(super) declared_users: BTreeSet<String>,
    pub(super) declared_groups: BTreeSet<String>,
    /// What the steps of the current config have changed, with the step.
    pub(super) changed: BTreeMap<ChangeKey, (usize, Certainty)>,
    /// Users, groups and files with the step that makes them.
    users: BTreeMap<String, usize>,
    groups: BTreeMap<String, usize>,
    pub(super) files: BTreeMap<String, usize>,
    /// Those of the files that are symbolic links.
    pub(super) links: BTreeSet<String>,
    /// Command lines with their steps: they may make users, groups and files.
    texts: Vec<(usize, String)>,
    /// The first step that installs packages.
    packages: Option<usize>,
    steps: Vec<BootStep>,
    stop: Option<BootStop>,
    /// True once cfn-init has ended in the current call.
    pub(super) is_over: bool,
    pub(super) gaps: Vec<PlanGap>,
    pub(super) notes: Vec<PlanGap>,
    /// True once a call of cfn-init is in the plan.
    pub(super) is_called: bool,
    /// What the rules know of the steps.
    pub(super) known: KnownFaults,
}

impl<'d, 'g> PlanBuilder<'d, 'g> {
    /// The user data of the machine that works through the metadata of a resource: the text that conditions choose.
    pub(super) fn user_data(&mut self, resource: Resource<'d>) -> Option<UserData> {
        if let Some(data) = UserData::of_init(self.document, resource.id()) {
            return Some(data);
        }
        let template = Template::of(self.document);
        let holder = template.resource(&holder_of(template, resource.id())?)?;
        let mut node = self.document.node(&path_of(holder)?);
        // Around Fn::Base64 and inside of it.
        for _ in 0..2 {
            let ChosenValue::Node(chosen) = self.values.choose(node) else { return None };
            node = call(chosen).filter(|call| call.name == "Fn::Base64").map(|call| call.argument).or(Some(chosen));
        }
        UserData::at(self.document, holder, node?.path())
    }

    pub(super) fn new(document: &'d Document, values: Values<'d, 'g>, run: BootRun, os: Option<Os>) -> Self {
        PlanBuilder {
            document,
            values,
            run,
            os,
            declared_users: BTreeSet::new(),
            declared_groups: BTreeSet::new(),
            changed: BTreeMap::new(),
            users: BTreeMap::new(),
            groups: BTreeMap::new(),
            files: BTreeMap::new(),
            links: BTreeSet::new(),
            texts: Vec::new(),
            packages: None,
            steps: Vec::new(),
            stop: None,
            is_over: false,
            gaps: Vec::new(),
            notes: Vec::new(),
            is_called: false,
            known: KnownFaults::default(),
        }
    }

    /// A step for an entry of a config.
    pub(super) fn entry(&self, section: Section, config: &str, name: &str, path: Path) -> BootStep {
        let lines = self.document.entry_lines(&path);
        BootStep {
            config: Some(config.to_string()),
            on_failure: OnFailure::StopsInit,
            lines,
            ..BootStep::new(BootStepKind::Entry(section), name, path)
        }
    }

    /// Adds a step; its position. A step behind the end of cfn-init is not reached; one that fails ends it.
    pub(super) fn push(&mut self, mut step: BootStep) -> usize {
        let at = self.steps.len();
        step.name = self.values.with_loops(&step.name);
        step.detail = self.values.with_loops(&step.detail);
        step.config = step.config.map(|config| self.values.with_loops(&config));
        // A test that the machine decides may skip what would fail.
        let may_skip = matches!(step.skip, Some(Skip::Test(_, Certainty::Open)));
        if matches!(step.kind, BootStepKind::Entry(_))
            && matches!(step.outcome, StepOutcome::Open | StepOutcome::Done)
            && !may_skip
            && let Some(message) = self.known.of_entry(&step.path)
        {
            step.outcome = StepOutcome::Fails(message.to_string());
        }
        if self.is_over && matches!(step.on_failure, OnFailure::StopsInit | OnFailure::Ignored) {
            step.outcome = StepOutcome::NotReached;
        }
        if let StepOutcome::Fails(message) = &step.outcome
            && step.can_stop_init()
        {
            self.stop_at(at, step.path.clone(), message.clone());
        }
        self.steps.push(step);
        at
    }

    /// cfn-init ends at a step.
    pub(super) fn stop_at(&mut self, step: usize, path: Path, message: String) {
        self.is_over = true;
        self.stop.get_or_insert(BootStop { step, path, message });
    }

    /// True if a step fails for sure.
    pub(super) fn fails(&self, at: usize) -> bool {
        self.steps.get(at).is_some_and(|step| matches!(step.outcome, StepOutcome::Fails(_)))
    }

    /// True once cfn-init has ended with a fault.
    pub(super) fn has_stop(&self) -> bool {
        self.stop.is_some()
    }

    /// Notes what a step makes.
    pub(super) fn makes(&mut self, kind: NeedKind, name: &str, step: usize) {
        let made = match kind {
            NeedKind::User => &mut self.users,
            NeedKind::Group => &mut self.groups,
            _ => &mut self.files,
        };
        made.entry(name.to_string()).or_insert(step);
    }

    /// Whether a folder is there: on every image, or above a file of an earlier step.
    pub(super) fn folder(&self, path: &str) -> StepNeed {
        const COMMON: [&str; 16] = [
            "/",
            "/etc",
            "/home",
            "/media",
            "/mnt",
            "/opt",
            "/root",
            "/run",
            "/srv",
            "/tmp",
            "/usr",
            "/usr/local",
            "/usr/local/bin",
            "/var",
            "/var/log",
            "/var/tmp",
        ];
        let own = path.trim_end_matches('/');
        let inside = |file: &str| file.strip_prefix(own).is_some_and(|rest| rest.starts_with('/'));
        let made_by = self.files.iter().find(|(file, _)| inside(file)).map(|(_, step)| *step);
        let is_there = own.is_empty() || COMMON.contains(&own) || made_by.is_some();
        let is_there = if is_there { Certainty::Yes } else { Certainty::Open };
        StepNeed { kind: NeedKind::Folder, name: path.to_string(), made_by, is_there }
    }

    /// Notes a command line, which may make anything that it names.
    pub(super) fn runs(&mut self, text: &str, step: usize) {
        self.texts.push((step, text.to_string()));
    }

    /// Notes that packages are installed, which may make users of their own.
    pub(super) fn installs(&mut self, step: usize) {
        self.packages.get_or_insert(step);
    }

    /// A user or group that a step needs, and whether it is there.
    pub(super) fn account(&self, kind: NeedKind, name: &str) -> StepNeed {
        let need = |made_by, is_there| StepNeed { kind, name: name.to_string(), made_by, is_there };
        let is_user = kind == NeedKind::User;
        let made = if is_user { &self.users } else { &self.groups };
        // useradd makes a group of the user's name on every distribution with images.
        let by_user = self.users.get(name).filter(|_| !is_user);
        if let Some(step) = made.get(name).or(by_user) {
            return need(Some(*step), Certainty::Yes);
        }
        if accounts::is_in_image(self.os, is_user, name) {
            return need(None, Certainty::Yes);
        }
        if self.run != BootRun::First {
            return need(None, Certainty::Open);
        }
        let names =
            |text: &str| text.split(|c: char| !(c.is_alphanumeric() || "_-.".contains(c))).any(|word| word == name);
        if let Some((step, _)) = self.texts.iter().find(|(_, text)| names(text)) {
            return need(Some(*step), Certainty::Open);
        }
        if let Some(step) = self.packages {
            return need(Some(step), Certainty::Open);
        }
        let declared = if is_user { &self.declared_users } else { &self.declared_groups };
        let is_missing = self.os.is_some() || declared.contains(name);
        need(None, if is_missing { Certainty::No } else { Certainty::Open })
    }

    /// The plan of a resource, which the template writes as `written`.
    pub(super) fn finish(mut self, resource: &str, written: &str) -> BootPlan {
        let messages = self.gaps.iter_mut().chain(&mut self.notes).map(|gap| &mut gap.message);
        for message in messages.chain(self.stop.as_mut().map(|stop| &mut stop.message)) {
            *message = self.values.with_loops(message);
        }
        let is_open = !self.gaps.is_empty() || self.steps.iter().any(BootStep::may_stop_init);
        let exit_code = match (&self.stop, is_open) {
            _ if !self.is_called => None,
            (Some(_), _) => Some(1),
            (None, true) => None,
            (None, false) => Some(0),
        };
        BootPlan {
            resource: resource.to_string(),
            written: written.to_string(),
            run: self.run,
            steps: self.steps,
            stop: self.stop,
            exit_code,
            gaps: self.gaps,
            notes: self.notes,
        }
    }
}
