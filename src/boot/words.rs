//! A plan in words, for people and for scripts.

use super::line::one_line;
use super::plan::{
    BootPlan, BootRun, BootStep, BootStepKind, Certainty, NeedKind, OnFailure, ServiceAction, Skip, StepOutcome,
};

impl BootRun {
    /// All of them.
    pub const ALL: [BootRun; 3] = [BootRun::First, BootRun::Reload, BootRun::Reboot];

    /// For people.
    pub fn title(self) -> &'static str {
        match self {
            BootRun::First => "First boot",
            BootRun::Reload => "Reload by cfn-hup",
            BootRun::Reboot => "Reboot",
        }
    }

    /// The word of `--run`.
    pub fn word(self) -> &'static str {
        match self {
            BootRun::First => "first",
            BootRun::Reload => "reload",
            BootRun::Reboot => "reboot",
        }
    }
}

impl BootStepKind {
    /// For scripts.
    pub fn word(self) -> &'static str {
        match self {
            BootStepKind::UserData => "user-data",
            BootStepKind::Script(_) => "script",
            BootStepKind::Module(_) => "cloud-config",
            BootStepKind::Call => "call",
            BootStepKind::Config => "config",
            BootStepKind::Entry(_) => "entry",
            BootStepKind::Unit => "unit",
            BootStepKind::Stack => "stack",
        }
    }
}

impl Certainty {
    /// For scripts.
    pub fn word(self) -> &'static str {
        match self {
            Certainty::Yes => "yes",
            Certainty::No => "no",
            Certainty::Open => "open",
        }
    }
}

impl OnFailure {
    /// For scripts.
    pub fn word(self) -> &'static str {
        match self {
            OnFailure::StopsInit => "stops-cfn-init",
            OnFailure::Ignored => "ignored",
            OnFailure::EndsScript => "ends-script",
            OnFailure::ScriptGoesOn => "script-continues",
            OnFailure::Retried => "retried",
            OnFailure::Nothing => "none",
        }
    }
}

impl NeedKind {
    /// For people and scripts.
    pub fn word(self) -> &'static str {
        match self {
            NeedKind::User => "user",
            NeedKind::Group => "group",
            NeedKind::Folder => "folder",
            NeedKind::File => "file",
            NeedKind::Program => "program",
            NeedKind::Network => "address",
            NeedKind::Unit => "unit",
        }
    }
}

impl ServiceAction {
    /// For scripts.
    pub fn word(self) -> &'static str {
        match self {
            ServiceAction::Enable => "enable",
            ServiceAction::Disable => "disable",
            ServiceAction::Restart => "restart",
            ServiceAction::MayRestart => "may-restart",
            ServiceAction::Start => "start",
            ServiceAction::Stop => "stop",
        }
    }

    /// "enabled", "restarted", …
    pub fn verb(self) -> &'static str {
        match self {
            ServiceAction::Enable => "enabled",
            ServiceAction::Disable => "disabled",
            ServiceAction::Restart => "restarted",
            ServiceAction::MayRestart => "restarted if something in its lists has changed",
            ServiceAction::Start => "started unless it runs",
            ServiceAction::Stop => "stopped if it runs",
        }
    }
}

impl BootPlan {
    /// What else is said of a step: why it ends as it does, what skips it, what it needs.
    pub fn remarks(&self, step: &BootStep) -> Vec<String> {
        let mut lines = Vec::new();
        if let StepOutcome::Fails(message) = &step.outcome {
            lines.push(message.clone());
        }
        if let Some(Skip::Test(test, skips)) = &step.skip {
            let why = match skips {
                Certainty::Yes => "Skipped, because its test fails:",
                Certainty::No => "Runs, because its test succeeds:",
                Certainty::Open => "Runs only if its test succeeds:",
            };
            lines.push(format!("{why} {}", one_line(test)));
        }
        if step.on_failure == OnFailure::Ignored && step.outcome != StepOutcome::Skipped {
            lines.push("A failure is ignored.".into());
        }
        for need in &step.needs {
            let is_account = matches!(need.kind, NeedKind::User | NeedKind::Group | NeedKind::Folder);
            let is_unmet = need.is_there != Certainty::Yes && is_account;
            let from = match need.made_by {
                Some(at) if need.is_there == Certainty::Yes => format!(", made by step {}", at + 1),
                Some(at) => format!(", which step {} may make", at + 1),
                None if is_unmet => ", which nothing before it makes".to_string(),
                None => String::new(),
            };
            if !from.is_empty() || need.kind == NeedKind::Network {
                lines.push(format!("Needs {} {}{from}.", need.kind.word(), one_line(&need.name)));
            }
        }
        lines
    }

    /// How cfn-init ends, in a sentence.
    pub fn verdict(&self) -> String {
        let name = |at: usize| self.steps.get(at).map(|step| step.name.as_str()).unwrap_or_default();
        let can_fail = |step: &&BootStep| step.may_stop_init();
        let open = self.steps.iter().filter(can_fail).count();
        match (&self.stop, self.exit_code) {
            (Some(stop), _) => {
                let earlier = self.steps.iter().take(stop.step).filter(can_fail).count();
                let at_the_latest = if earlier > 0 { ", if no earlier step fails" } else { "" };
                let step = stop.step + 1;
                format!("cfn-init ends with exit code 1 at step {step}, {}{at_the_latest}.", name(stop.step))
            }
            (None, Some(code)) => format!("cfn-init ends with exit code {code}."),
            (None, None) if open > 0 => {
                let steps =
                    if open == 1 { "the one step whose result" } else { &format!("one of {open} steps whose results") };
                format!("cfn-init ends with exit code 0, or 1 after a failure in {steps} only the machine knows.")
            }
            (None, None) if !self.gaps.is_empty() => {
                "How cfn-init ends depends on values that only a deployment knows.".into()
            }
            (None, None) => "cfn-init does not run.".into(),
        }
    }
}
