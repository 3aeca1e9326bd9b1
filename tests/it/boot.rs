//! Boot plans against what the real cfn-init did with the same metadata (tests/fixtures/boot).

use std::collections::BTreeMap;
use std::fs;

use cf_init::boot::{self, BootPlan, BootRun, BootStep, BootStepKind, Certainty, ServiceAction, Skip, StepOutcome};
use cf_init::document::Document;
use cf_init::template::Section;
use cf_init::template::evaluate::ParameterValues;

/// What the real cfn-init did.
#[derive(serde::Deserialize)]
struct Run {
    exit: u8,
    /// Config, section, name and result, in order; the section `error` has cfn-init's message as the result.
    steps: Vec<(Option<String>, String, Option<String>, String)>,
}

fn fixture(name: &str) -> String {
    fs::read_to_string(format!("{}/tests/fixtures/boot/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

/// Name, Init and config sets of each case, one a line.
fn cases() -> Vec<(String, String, String)> {
    let text = fixture("cases.yaml");
    let is_case = |line: &&str| !line.is_empty() && !line.starts_with('#');
    let case = |line: &str| {
        let (name, rest) = line.split_once(": ").unwrap();
        match rest.strip_prefix("{sets: \"").and_then(|rest| rest.split_once("\", init: ")) {
            Some((sets, init)) => (name.into(), init.strip_suffix('}').unwrap().into(), sets.into()),
            None => (name.into(), rest.into(), "default".into()),
        }
    };
    text.lines().filter(is_case).map(case).collect()
}

fn plan(init: &str, sets: &str) -> BootPlan {
    let image = "{{resolve:ssm:/aws/service/debian/release/12/latest/amd64}}";
    let text = format!(
        "Resources: {{W: {{Type: AWS::EC2::Instance, Properties: {{ImageId: '{image}', UserData: {{Fn::Base64: \
         \"#!/bin/bash -e\\ncfn-init -v --stack s --resource W --configsets '{sets}'\\n\"}}}}, \
         Metadata: {{AWS::CloudFormation::Init: {init}}}}}}}\n"
    );
    let document = Document::parse(text);
    assert_eq!(document.syntax_error().map(|error| error.message.clone()), None, "{init}");
    boot::plan(&document, "W", &ParameterValues::new(), BootRun::First).unwrap()
}

/// The sections whose entries leave one line each in cfn-init's log.
fn is_logged(section: &str) -> bool {
    ["groups", "users", "sources", "files", "commands"].contains(&section)
}

/// What differs between a plan and a run.
fn differences(plan: &BootPlan, run: &Run) -> Vec<String> {
    let mut found = Vec::new();
    if plan.exit_code.is_some_and(|code| code != run.exit) {
        found.push(format!("exit code {:?}, really {}", plan.exit_code, run.exit));
    }
    let planned: Vec<(usize, &BootStep)> = plan
        .steps
        .iter()
        .enumerate()
        .filter(|(_, step)| step.section().is_some_and(|section| is_logged(section.key())))
        .collect();
    let ran: Vec<_> = run.steps.iter().filter(|step| is_logged(&step.1)).collect();
    // The order: what ran is how the plan begins.
    for (at, (config, section, name, result)) in ran.iter().enumerate() {
        let Some((_, step)) = planned.get(at) else {
            found.push(format!("{section} {name:?} is not in the plan"));
            break;
        };
        let same = (&step.config, step.section().unwrap().key(), Some(&step.name)) == (config, section, name.as_ref());
        if !same {
            found.push(format!("{} in place of {section} {name:?}", step.name));
            break;
        }
        let may_skip = matches!(step.skip, Some(Skip::Test(_, Certainty::Open)));
        let fits = match (&step.outcome, result.as_str()) {
            (StepOutcome::Skipped, "skipped" | "already there" | "left as it is") => true,
            (StepOutcome::Skipped, _) | (StepOutcome::NotReached, _) => false,
            (StepOutcome::Open, "skipped") => may_skip,
            (StepOutcome::Done, "skipped" | "failed") => false,
            (StepOutcome::Fails(_), "ran" | "skipped" | "created") => false,
            _ => true,
        };
        if !fits {
            found.push(format!("{}: {:?}, really {result}", step.name, step.outcome));
        }
    }
    // Where it stopped: at the last entry that left a line, or the one after it.
    let call =
        plan.steps.iter().position(|step| matches!(step.kind, BootStepKind::Script(_)) && step.name == "cfn-init");
    if run.exit == 1 {
        let near = [ran.len().wrapping_sub(1), ran.len()];
        let candidates: Vec<usize> =
            near.iter().filter_map(|at| planned.get(*at)).map(|one| one.0).chain(call).collect();
        let others = plan
            .steps
            .iter()
            .enumerate()
            .filter(|(_, step)| {
                matches!(step.section(), Some(Section::Packages | Section::Services))
                    || !step.name.is_empty() && step.section().is_some_and(|section| section.key() == step.name)
            })
            .map(|one| one.0);
        let candidates: Vec<usize> = candidates.into_iter().chain(others).collect();
        let can_fail =
            |at: &usize| plan.steps[*at].may_stop_init() || matches!(plan.steps[*at].outcome, StepOutcome::Fails(_));
        let is_call = plan.stop.as_ref().is_some_and(|stop| Some(stop.step) == call);
        if !candidates.iter().any(can_fail) && !is_call {
            found.push(format!("no step of the plan can fail where cfn-init stopped, after {} entries", ran.len()));
        }
        if let Some(stop) = &plan.stop
            && !plan.steps.iter().take(stop.step).any(BootStep::may_stop_init)
            && !candidates.contains(&stop.step)
        {
            found.push(format!("stops at {}, really after {} entries", plan.steps[stop.step].name, ran.len()));
        }
    } else if ran.len() != planned.iter().filter(|(_, step)| step.outcome != StepOutcome::NotReached).count() {
        found.push(format!("{} entries planned, {} ran", planned.len(), ran.len()));
    }
    services(plan, run, &mut found);
    found
}

fn services(plan: &BootPlan, run: &Run, found: &mut Vec<String>) {
    let done: Vec<(&str, &str)> = run
        .steps
        .iter()
        .filter(|step| step.1 == "services")
        .filter_map(|step| Some((step.2.as_deref()?, step.3.as_str())))
        .collect();
    let has = |name: &str, result: &str| done.contains(&(name, result));
    let failed = done.iter().any(|one| one.1 == "failed");
    for step in plan.steps.iter().filter(|step| step.section() == Some(Section::Services)) {
        let does = |action: ServiceAction| step.actions.contains(&action);
        if step.outcome == StepOutcome::NotReached || failed {
            continue;
        }
        let name = step.name.as_str();
        for (action, result) in [
            (ServiceAction::Enable, "enabled"),
            (ServiceAction::Disable, "disabled"),
            (ServiceAction::Restart, "restarted"),
        ] {
            let unknown = action == ServiceAction::Restart && does(ServiceAction::MayRestart);
            if run.exit == 0 && does(action) != has(name, result) && !unknown {
                found.push(format!("service {name}: {result} {}", has(name, result)));
            }
        }
        if !does(ServiceAction::Start) && has(name, "started") || !does(ServiceAction::Stop) && has(name, "stopped") {
            found.push(format!("service {name} is started or stopped"));
        }
    }
}

#[test]
fn plans_are_what_the_real_cfn_init_does() {
    let runs: BTreeMap<String, Run> = serde_json::from_str(&fixture("runs.json")).unwrap();
    let cases = cases();
    assert!(cases.len() > 140 && cases.len() == runs.len(), "{} cases, {} runs", cases.len(), runs.len());
    let (mut wrong, mut known, mut exact) = (Vec::new(), 0, 0);
    for (name, init, sets) in &cases {
        let plan = plan(init, sets);
        let run = &runs[name];
        known += usize::from(plan.exit_code.is_some());
        exact += usize::from(plan.exit_code == Some(run.exit));
        let differences = differences(&plan, run);
        if !differences.is_empty() {
            wrong.push(format!("{name}: {}", differences.join("; ")));
        }
    }
    assert!(wrong.is_empty(), "{} of {} differ:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
    println!("{} cases: exit code predicted in {known}, right in {exact}", cases.len());
    assert!(exact == known && known > 100, "{known} predicted, {exact} right");
}
