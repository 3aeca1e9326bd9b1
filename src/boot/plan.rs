//! A boot plan as data: the steps in their order, what each needs, what skips it, what comes of a failure, and where
//! cfn-init stops.

use std::ops::RangeInclusive;

use crate::document::Path;
use crate::template::Section;
use crate::template::user_data::StepKind;

/// Which run of a machine a plan is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum BootRun {
    /// The first start of the machine.
    #[default]
    First,
    /// cfn-hup found changed metadata on a running machine.
    Reload,
    /// The machine starts again.
    Reboot,
}

/// What a machine does, step by step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BootPlan {
    /// The logical id of the resource with the metadata or the user data.
    pub resource: String,
    /// Its key in the template: another one if a loop makes it.
    pub written: String,
    /// The run.
    pub run: BootRun,
    /// The steps in the order in which they run.
    pub steps: Vec<BootStep>,
    /// Where cfn-init stops whatever else happens; an earlier step whose result is open may stop it before.
    pub stop: Option<BootStop>,
    /// The exit code of cfn-init: 1 with a stop, 0 if nothing can fail, `None` if the result of a step is open or
    /// cfn-init does not run.
    pub exit_code: Option<u8>,
    /// What cannot be told without a deployment.
    pub gaps: Vec<PlanGap>,
    /// What else has to be known to read the plan.
    pub notes: Vec<PlanGap>,
}

/// A part of the template, and what is not known or has to be said because of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanGap {
    /// The value.
    pub path: Path,
    /// What that is.
    pub message: String,
}

/// Where cfn-init stops, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BootStop {
    /// Position of the step in [`BootPlan::steps`]: the entry that fails, or the call of cfn-init that ends before its
    /// first entry.
    pub step: usize,
    /// The value at fault.
    pub path: Path,
    /// What happens and how to prevent it.
    pub message: String,
}

/// What a step belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BootStepKind {
    /// cloud-init or EC2Launch reads the user data.
    UserData,
    /// Lines of the script in the user data.
    Script(StepKind),
    /// A module of cloud-init does what this key of cloud-config says.
    Module(&'static str),
    /// A call of cfn-init that no user data makes: by the hook of cfn-hup, or by hand.
    Call,
    /// cfn-init begins a config.
    Config,
    /// An entry of a section of a config.
    Entry(Section),
    /// A service of the system that starts at boot.
    Unit,
    /// CloudFormation decides over the resource.
    Stack,
}

/// One step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BootStep {
    /// What it belongs to.
    pub kind: BootStepKind,
    /// Name of the config that an entry is in.
    pub config: Option<String>,
    /// Manager of a package or service.
    pub manager: Option<String>,
    /// Name of the entry; of other steps what they are called.
    pub name: String,
    /// The entry in the document.
    pub path: Path,
    /// Lines of the document, from 1; `None` for a step that nothing in the text stands for.
    pub lines: Option<RangeInclusive<usize>>,
    /// What is done: a command line, a target, versions. Functions are resolved where they can be, others shown as
    /// `${NAME}`.
    pub detail: String,
    /// What has to be there.
    pub needs: Vec<StepNeed>,
    /// What makes it skip its work; `None` if it always works.
    pub skip: Option<Skip>,
    /// What comes of a failure.
    pub on_failure: OnFailure,
    /// Whether cfn-init counts it as a change, which restarts services.
    pub changes: Certainty,
    /// Of a service: the steps before it whose change restarts it, as positions in [`BootPlan::steps`].
    pub because: Vec<usize>,
    /// Of a service: what cfn-init does with it, in order.
    pub actions: Vec<ServiceAction>,
    /// How it ends.
    pub outcome: StepOutcome,
}

/// True, false, or known on the machine only.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Certainty {
    /// It is so.
    Yes,
    /// It is not so.
    #[default]
    No,
    /// The machine decides.
    Open,
}

/// Something that a step needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepNeed {
    /// What it is.
    pub kind: NeedKind,
    /// Its name.
    pub name: String,
    /// The earlier step that makes it, or may make it; `None` if the image has to have it.
    pub made_by: Option<usize>,
    /// Whether it is there when the step runs.
    pub is_there: Certainty,
}

/// Kinds of what a step needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NeedKind {
    /// A user of the system.
    User,
    /// A group of the system.
    Group,
    /// A folder.
    Folder,
    /// A file.
    File,
    /// A program.
    Program,
    /// An answer from an address.
    Network,
    /// The unit or init script of a service.
    Unit,
}

/// What makes a step skip its work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Skip {
    /// The exit code of this command is not 0. The second says what is known of it: `Yes` if it skips.
    Test(String, Certainty),
    /// It is there already: a package that is installed, a user or group that exists.
    Present,
    /// cfn-init does not know the manager: a warning in its log, and nothing else.
    UnknownManager,
}

/// What comes of a failure of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OnFailure {
    /// cfn-init ends with exit code 1; nothing is undone.
    StopsInit,
    /// cfn-init goes on: `ignoreErrors`.
    Ignored,
    /// The script ends there: it runs with `-e`.
    EndsScript,
    /// The script goes on with its next line.
    ScriptGoesOn,
    /// cfn-hup runs the action again at its next pass.
    Retried,
    /// Nothing waits for it.
    Nothing,
}

/// What cfn-init does with a service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ServiceAction {
    /// It starts at each boot from now on.
    Enable,
    /// It starts at no boot any more.
    Disable,
    /// It is restarted: something in its lists has changed.
    Restart,
    /// It is restarted if something in its lists has changed, which the machine decides.
    MayRestart,
    /// It is started, unless it runs.
    Start,
    /// It is stopped, if it runs.
    Stop,
}

/// How a step ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StepOutcome {
    /// It succeeds, as far as the template decides.
    Done,
    /// The machine decides: a command, a package, a download.
    Open,
    /// It does nothing.
    Skipped,
    /// It fails.
    Fails(String),
    /// It does not run: cfn-init or the script has ended.
    NotReached,
}

impl BootPlan {
    /// The step of an entry of the metadata; the first if a config runs twice.
    pub fn step_at(&self, path: &Path) -> Option<usize> {
        self.steps.iter().position(|step| step.path == *path)
    }

    /// Positions of the services that the change of a step restarts or may restart.
    pub fn restarted_by(&self, step: usize) -> impl Iterator<Item = usize> {
        let restarts = move |(at, one): (usize, &BootStep)| one.because.contains(&step).then_some(at);
        self.steps.iter().enumerate().filter_map(restarts)
    }
}

impl BootStep {
    /// A step without needs, that succeeds.
    pub(super) fn new(kind: BootStepKind, name: impl Into<String>, path: Path) -> BootStep {
        BootStep {
            kind,
            config: None,
            manager: None,
            name: name.into(),
            path,
            lines: None,
            detail: String::new(),
            needs: Vec::new(),
            skip: None,
            on_failure: OnFailure::Nothing,
            changes: Certainty::No,
            because: Vec::new(),
            actions: Vec::new(),
            outcome: StepOutcome::Done,
        }
    }

    /// The section of an entry.
    pub fn section(&self) -> Option<Section> {
        match self.kind {
            BootStepKind::Entry(section) => Some(section),
            _ => None,
        }
    }

    /// True if its failure ends cfn-init.
    pub fn can_stop_init(&self) -> bool {
        self.on_failure == OnFailure::StopsInit
    }

    /// True if the machine decides whether it ends cfn-init. A folder or a program that is not there does, errors ignored
    /// or not.
    pub fn may_stop_init(&self) -> bool {
        let is_lacking = |need: &StepNeed| {
            matches!(need.kind, NeedKind::Folder | NeedKind::Program) && need.is_there != Certainty::Yes
        };
        self.outcome == StepOutcome::Open
            && (self.can_stop_init() || self.section() == Some(Section::Commands) && self.needs.iter().any(is_lacking))
    }
}
