//! A call of cfn-init or cfn-signal lacks what the program needs, or says it twice.
//!
//! ```user-data script bad
//! #!/bin/bash
//! /opt/aws/bin/cfn-init -v --stack ${AWS::StackName} --region ${AWS::Region}
//! /opt/aws/bin/cfn-signal -e $? --stack ${AWS::StackName} --resource Web --region ${AWS::Region}
//! ```
//!
//! ```user-data script bad
//! #!/bin/bash
//! /opt/aws/bin/cfn-init -v -c default more --stack ${AWS::StackName} --resource Web --region ${AWS::Region}
//! /opt/aws/bin/cfn-signal -e $? --stack ${AWS::StackName} --resource Web --region ${AWS::Region}
//! ```
//!
//! ```user-data script bad
//! #!/bin/bash
//! /opt/aws/bin/cfn-init -v --stack ${AWS::StackName} --resource Web --region ${AWS::Region}
//! rc=$?
//! /opt/aws/bin/cfn-signal -e $rc --region ${AWS::Region}
//! /opt/aws/bin/cfn-signal -e $rc --stack ${AWS::StackName} --resource Web --region ${AWS::Region}
//! ```
//!
//! ```user-data script good
//! #!/bin/bash
//! /opt/aws/bin/cfn-init -v --stack ${AWS::StackName} --resource Web --region ${AWS::Region}
//! /opt/aws/bin/cfn-signal -e $? --stack ${AWS::StackName} --resource Web --region ${AWS::Region}
//! ```

use crate::check::{Check, Context, Rule, Severity};
use crate::template::user_data::command::{ShellCommand, commands};
use crate::template::user_data::{CfnOption, DataFormat, UserData, option_names, option_of};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "user-data/incomplete-call",
    name: "Incomplete call of a helper script",
    severity: Severity::Error,
    why: "cfn-init wants --stack and --resource, or a file with metadata; cfn-signal wants --stack and --resource, or the address of a handle. With less, or with both, they print their usage and do nothing.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-init.html",
    check: Check::UserData(check),
    also: &[],
};

fn check(context: &mut Context<'_>, data: &UserData) {
    let text = data.text.text();
    if data.format != DataFormat::Shell || !text.contains("cfn-") {
        return;
    }
    for command in commands(text) {
        let (is_init, name) = match command.program() {
            "cfn-init" => (true, "cfn-init"),
            "cfn-signal" => (false, "cfn-signal"),
            _ => continue,
        };
        let Some(message) = fault(&command, is_init, name) else { continue };
        context.report_script(data, command.span(), message);
        context.help(match is_init {
            true => "Write --stack ${AWS::StackName} --resource NAME; several config sets have commas between them.",
            false => "Write --stack ${AWS::StackName} --resource NAME, or the address of the handle alone.",
        });
    }
}

/// What is wrong with a call; `None` for a call whose words a variable may hold.
fn fault(command: &ShellCommand<'_>, is_init: bool, name: &str) -> Option<String> {
    if command.arguments().any(|word| word.starts_with('!')) {
        return None;
    }
    if let Some(word) = command.arguments().find(|word| word.starts_with(['–', '—'])) {
        return Some(format!(
            "{word} begins with a dash of typography, which is no option: {name} ends with its usage."
        ));
    }
    let (mut stack, mut resource, mut alone) = (false, false, None);
    let mut words = command.arguments();
    while let Some(word) = words.next() {
        let (option, joined) = match word.split_once('=') {
            Some((option, _)) if word.starts_with('-') => (option, true),
            _ => (word, false),
        };
        match option_of(name, option) {
            Some(what) => {
                if !joined {
                    words.next();
                }
                stack |= what == CfnOption::Stack;
                resource |= what == CfnOption::Resource;
            }
            None if is_unknown(name, option) => {
                return Some(format!("{name} has no option {option}: it ends with its usage and does nothing."));
            }
            None if word.starts_with('-') && !matches!(word, "-v" | "--verbose" | "-h" | "--help" | "--resume") => {
                return None;
            }
            None if matches!(word, "-h" | "--help" | "--resume" | "-") => return None,
            None if word.starts_with('-') => {}
            // A variable of the shell may hold options; a part that CloudFormation replaces is one word.
            None if word.starts_with('$') && is_init || word.contains(['`', '*', '@', '\\', '!']) => return None,
            None => alone = alone.or(Some(word)),
        }
    }
    match (alone, stack, resource) {
        (Some(word), ..) if is_init && (stack || resource) => Some(format!(
            "cfn-init takes {word} for a file with metadata, and --stack beside it is one source too many: it ends with its usage."
        )),
        (Some(_), _, true) => {
            Some("cfn-signal has a handle and a resource: it ends with its usage and sends nothing.".into())
        }
        (Some(_), ..) | (None, true, true) => None,
        (None, false, false) => Some(match is_init {
            true => "cfn-init has neither --stack and --resource nor a file: it ends with its usage.".into(),
            false => "cfn-signal has neither --stack and --resource nor a handle: it ends with its usage.".into(),
        }),
        (None, has_stack, _) => {
            let missing = if has_stack { "--resource" } else { "--stack" };
            Some(format!("{name} is called without {missing}: it ends with its usage and does nothing."))
        }
    }
}

/// True for an option that a program does not have: a long name that none begins with, or a long name behind one dash,
/// which is read as short options.
fn is_unknown(program: &str, option: &str) -> bool {
    const FLAGS: [&str; 3] = ["--verbose", "--help", "--resume"];
    let Some(name) = option.strip_prefix("--") else {
        let long = format!("-{option}");
        return option.len() > 3 && option.starts_with('-') && option_of(program, &long).is_some();
    };
    let is_word = !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || c == '-');
    is_word && !FLAGS.iter().chain(option_names(program)).any(|known| known.starts_with(option))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_that_a_variable_or_a_file_completes_are_left_alone() {
        let found = |text: &str| {
            let all = commands(text);
            let command = all.first().unwrap();
            fault(command, command.program() == "cfn-init", command.program()).is_some()
        };
        for right in [
            "cfn-init -v metadata.json",
            "cfn-init -v $OPTIONS --region a",
            "cfn-init --stack=a --resource=b",
            "cfn-init -vs a -r b",
            "cfn-init --help",
            "cfn-init --configset a --stack b --resource c",
            "cfn-signal -e 0 \"$HANDLE\"",
            "cfn-signal -e 0 '${Handle}'",
            "cfn-signal -e 0 -r 'it went well' https://host/handle",
        ] {
            assert!(!found(right), "{right}");
        }
        for wrong in [
            "cfn-init",
            "cfn-init -s a",
            "cfn-init -c a b -s c -r d",
            "cfn-signal -e 0 --resource a",
            "cfn-signal -e 0",
        ] {
            assert!(found(wrong), "{wrong}");
        }
    }
}
