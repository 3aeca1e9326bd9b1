//! The exit code for cfn-signal is in a variable that nothing sets.
//!
//! ```user-data script bad
//! #!/bin/bash
//! /opt/aws/bin/cfn-init -v --stack ${AWS::StackName} --resource Web --region ${AWS::Region}
//! /opt/aws/bin/cfn-signal -e $RESULT --stack ${AWS::StackName} --resource Web --region ${AWS::Region}
//! ```
//!
//! ```user-data script good
//! #!/bin/bash
//! /opt/aws/bin/cfn-init -v --stack ${AWS::StackName} --resource Web --region ${AWS::Region}
//! RESULT=$?
//! /opt/aws/bin/cfn-signal -e $RESULT --stack ${AWS::StackName} --resource Web --region ${AWS::Region}
//! ```

use crate::check::shell::runs_other;
use crate::check::{Check, Context, Rule, Severity};
use crate::template::shell::is_variable_name;
use crate::template::user_data::{CfnOption, DataFormat, StepKind, UserData};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "user-data/exit-code-unset",
    name: "Exit code that nothing sets",
    severity: Severity::Error,
    why: "The shell puts nothing in place of a variable that is not set. cfn-signal takes the next word for the exit code, or an empty one, and ends with its usage.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-signal.html",
    check: Check::UserData(check),
    also: &[],
};

fn check(context: &mut Context<'_>, data: &UserData) {
    let text = data.text.text();
    if data.format != DataFormat::Shell || !text.contains("-e") || runs_other(text) {
        return;
    }
    for step in data.steps_of(StepKind::Signal) {
        let Some(name) = step.says(CfnOption::ExitCode).and_then(variable) else { continue };
        // Set by =, read, a loop, an array, printf -v; a value of the template has braces without !.
        let sets = ["=", "+="].iter().any(|sign| text.contains(&format!("{name}{sign}")));
        let words = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
        let is_named = words.filter(|word| *word == name).count() > uses(text, name);
        if sets || is_named {
            continue;
        }
        let message = format!("Nothing sets {name}: cfn-signal gets no exit code and sends nothing.");
        context.report_step(data, step, message).help(format!("Write {name}=$? behind the call that it is about."));
    }
}

/// The name of a shell variable that a value is as a whole.
fn variable(value: &str) -> Option<&str> {
    let value = value.trim_matches('"');
    let name = value.strip_prefix("${!").and_then(|rest| rest.strip_suffix('}')).or_else(|| value.strip_prefix('$'))?;
    is_variable_name(name).then_some(name)
}

/// How often a variable is read.
fn uses(text: &str, name: &str) -> usize {
    let ends = |at: usize| {
        !text.get(at..).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_'))
    };
    let count = |begin: String| text.match_indices(&begin).filter(|(at, _)| ends(at + begin.len())).count();
    count(format!("${name}")) + count(format!("${{!{name}")) + count(format!("${{{name}"))
}
