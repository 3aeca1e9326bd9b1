//! Commands as steps, by name.
//!
//! Source: aws-cfn-bootstrap command_tool.py.

use super::{Group, by_name, entries, is_function, is_mapping, not_a_mapping};
use crate::boot::builder::PlanBuilder;
use crate::boot::plan::{BootStep, Certainty, NeedKind, OnFailure, Skip, StepNeed, StepOutcome};
use crate::boot::values::{ChosenValue, Text, may_grow, written};
use crate::document::{Kind, Node};
use crate::schema::command::{COMMAND, CWD, ENV, IGNORE_ERRORS, TEST};
use crate::template::{Config, Section};

const FAULT: &str = "commands has to be a mapping of names to settings: cfn-init stops here.";

pub(super) fn steps<'d>(builder: &mut PlanBuilder<'d, '_>, config: &Config<'d>) {
    let group = Group::of(config, Section::Commands);
    for entry in by_name(entries(builder, &group, config.section(Section::Commands), FAULT)) {
        let mut step = BootStep { changes: Certainty::Yes, outcome: StepOutcome::Open, ..group.step(builder, &entry) };
        if is_mapping(entry.value) {
            settings(builder, entry.value, &mut step);
        } else if !is_function(entry.value) {
            step.outcome = not_a_mapping("The command", entry.key());
        }
        let (changes, detail) = (step.changes, step.detail.clone());
        let at = builder.push(step);
        builder.runs(&detail, at);
        builder.changed.insert((Section::Commands, None, entry.key().to_string()), (at, changes));
    }
}

fn settings<'d>(builder: &mut PlanBuilder<'d, '_>, node: Node<'d>, step: &mut BootStep) {
    let Some(line) = line(builder, node.get(COMMAND.key)) else {
        if may_grow(node) {
            step.outcome = StepOutcome::Open;
            return;
        }
        step.outcome = StepOutcome::Fails("The command has no key command: cfn-init stops here.".into());
        return;
    };
    step.detail = line.shown().to_string();
    // Without a shell a program that is not there is no exit code that could be ignored.
    if let (ChosenValue::Node(list), None) = (builder.values.choose(node.get(COMMAND.key)), line.known())
        && list.kind() == Kind::Sequence
        && !is_function(list)
        && let Some(Text::Is(program)) = list.item(0).and_then(|word| builder.values.text(Some(word)))
    {
        step.needs.push(StepNeed { kind: NeedKind::Program, name: program, made_by: None, is_there: Certainty::Open });
    }
    if let Some(env) = node.get(ENV.key)
        && matches!(builder.values.text(Some(env)), Some(Text::Is(text)) if !text.is_empty())
    {
        step.outcome = StepOutcome::Fails("env has to be a mapping of names to values: cfn-init stops here.".into());
        return;
    }
    if builder.values.truth_at(node, IGNORE_ERRORS.key) == Some(Some(true)) {
        step.on_failure = OnFailure::Ignored;
    }
    if let Some(Text::Is(folder)) = builder.values.text_at(node, CWD.key)
        && !folder.is_empty()
    {
        step.needs.push(builder.folder(&folder));
    }
    let skips = match self::line(builder, node.get(TEST.key)) {
        None => Certainty::No,
        Some(test) => {
            let skips = match test.known().and_then(result) {
                Some(0) => Certainty::No,
                Some(_) => Certainty::Yes,
                None => Certainty::Open,
            };
            step.skip = Some(Skip::Test(test.shown().to_string(), skips));
            skips
        }
    };
    match (skips, line.known().and_then(result)) {
        (Certainty::Yes, _) => (step.outcome, step.changes) = (StepOutcome::Skipped, Certainty::No),
        (Certainty::Open, _) => step.changes = Certainty::Open,
        // A failed command whose errors are ignored counts as one that ran.
        (Certainty::No, Some(0)) => step.outcome = StepOutcome::Done,
        (Certainty::No, Some(code)) => {
            let end = match step.on_failure {
                OnFailure::Ignored => "cfn-init ignores it.",
                _ => "cfn-init stops here.",
            };
            step.outcome = StepOutcome::Fails(format!("It ends with exit code {code}: {end}"));
        }
        (Certainty::No, None) => {}
    }
    // A folder that is not there stops cfn-init at the test or the command, errors ignored or not.
    if step.needs.iter().any(|need| need.is_there != Certainty::Yes)
        && matches!(step.outcome, StepOutcome::Done | StepOutcome::Skipped)
    {
        step.outcome = StepOutcome::Open;
    }
}

/// A command line: text, or the words of a list.
fn line<'d>(builder: &mut PlanBuilder<'d, '_>, node: Option<Node<'d>>) -> Option<Text> {
    let list = match builder.values.choose(node) {
        ChosenValue::Node(node) if node.kind() == Kind::Sequence && !is_function(node) => node,
        ChosenValue::Node(node) if node.kind() == Kind::Mapping && !is_function(node) => {
            return Some(Text::Unknown(written(node)));
        }
        _ => return builder.values.text(node),
    };
    let words: Vec<Text> = list.items().filter_map(|item| builder.values.text(Some(item))).collect();
    let shown = words.iter().map(Text::shown).collect::<Vec<_>>().join(" ");
    // The words of a list are no line of a shell: nothing is told from them but what they are.
    match words.as_slice() {
        [word] if word.known().is_some_and(|word| matches!(word, "true" | "false")) => Some(Text::Is(shown)),
        _ => Some(Text::Unknown(shown)),
    }
}

/// The exit code of a line that does nothing but end with one.
fn result(line: &str) -> Option<u8> {
    match line.trim() {
        "true" | ":" | "/bin/true" | "/usr/bin/true" => Some(0),
        "false" | "/bin/false" | "/usr/bin/false" => Some(1),
        line => line.strip_prefix("exit ")?.trim().parse().ok(),
    }
}
