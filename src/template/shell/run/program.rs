//! Programs that signal: `cfn-signal`, `aws cloudformation signal-resource`, `curl` to the address of a wait condition.
//!
//! Source: bin/cfn-signal of aws-cfn-bootstrap 1.4-31 (a code other than 0 is FAILURE; 0 leaves it to `-s`; a stack with a
//! resource, or an address, not both); AWS pages "signal-resource" and "WaitConditionHandle".

use super::state::{ExitStatus, ExpandedPart, ShellField};

/// What a signal says about the code of what came before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignalCode {
    /// The same whatever happened.
    Constant(i32),
    /// That of the command at this byte, which failed.
    Failure(usize),
    /// Not known.
    Unknown,
}

/// Whom a signal is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SignalTarget {
    /// A resource of the stack, by its logical id, as in `Web${Kind}` where CloudFormation puts in a part of it; `None` if
    /// only the machine knows it.
    Resource(Option<String>),
    /// The handle of a wait condition: the name that CloudFormation puts in; `None` if it is not known.
    Handle(Option<String>),
    /// Only the machine knows the words that say it.
    Computed,
}

impl SignalTarget {
    /// The logical id of the resource or of the handle, if it is known.
    pub fn name(self) -> Option<String> {
        match self {
            SignalTarget::Resource(name) => name.filter(|name| !name.contains("${")),
            SignalTarget::Handle(name) => name,
            SignalTarget::Computed => None,
        }
    }
}

/// A signal that is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SentSignal {
    /// First byte of the command that sends it.
    pub at: usize,
    /// Whom it is for.
    pub target: SignalTarget,
    /// True for success; `None` if it is not known.
    pub success: Option<bool>,
    /// The code that it gives.
    pub code: SignalCode,
    /// Seconds that the script has slept before, at least.
    pub seconds: u64,
}

/// What a call of a program that signals does.
pub(super) enum SignalCall {
    /// It signals.
    Sends(SignalTarget, Option<bool>, SignalCode),
    /// It ends with a code, and nothing is sent.
    Refused(i32),
}

/// Options of cfn-signal with a value; its own `-r` is the reason.
const VALUED: [&str; 20] = [
    "-e",
    "--exit-code",
    "-s",
    "--success",
    "--stack",
    "--resource",
    "--region",
    "-u",
    "--url",
    "-r",
    "--reason",
    "-d",
    "--data",
    "-i",
    "--id",
    "-f",
    "--credential-file",
    "--role",
    "--http-proxy",
    "--https-proxy",
];

/// The call of a program with its arguments, if it signals.
pub(super) fn signal_call(program: &str, arguments: &[ShellField]) -> Option<SignalCall> {
    match program {
        "cfn-signal" => Some(cfn_signal(arguments)),
        "aws" => aws(arguments),
        "curl" => curl(arguments),
        _ => None,
    }
}

/// The name that the address of a handle has in the template: a text, or what CloudFormation puts in.
fn name_of(field: &ShellField) -> Option<String> {
    match field.0.as_slice() {
        [ExpandedPart::Given(name)] => Some(name.clone()),
        _ => field.text(),
    }
}

fn cfn_signal(arguments: &[ShellField]) -> SignalCall {
    let (mut code, mut success, mut stack, mut resource, mut handles) = (None, None, None, None, Vec::new());
    let mut rest = arguments.iter();
    while let Some(field) = rest.next() {
        let shown = field.shown();
        let long = shown.starts_with("--");
        let option = VALUED.iter().find(|option| match long {
            true => shown == **option || shown.strip_prefix(**option).is_some_and(|rest| rest.starts_with('=')),
            false => option.len() == 2 && shown.starts_with(**option),
        });
        let Some(option) = option else {
            if !shown.starts_with('-') {
                handles.push(field.clone());
            } else if !["-v", "--verbose", "-h", "--help"].contains(&shown.as_str())
                && !shown.starts_with("--access-key")
            {
                // Secret keys are options too; one that is not known ends it.
                if !shown.starts_with("--secret-key") {
                    return SignalCall::Refused(2);
                }
            }
            continue;
        };
        let value = match shown == *option {
            true => rest.next().cloned(),
            false => field.after(&if long { format!("{option}=") } else { option.to_string() }),
        };
        let Some(value) = value else { return SignalCall::Refused(2) };
        match *option {
            "-e" | "--exit-code" => code = Some(value),
            "-s" | "--success" => success = Some(value),
            "--stack" => stack = Some(value),
            "--resource" => resource = Some(value),
            _ => {}
        }
    }
    let said = match success.as_ref().map(ShellField::text) {
        None => Some(true),
        Some(Some(text)) if text == "true" => Some(true),
        Some(Some(text)) if text == "false" => Some(false),
        Some(Some(_)) => return SignalCall::Refused(2),
        Some(None) => None,
    };
    let (success, code) = match code {
        None => (said, SignalCode::Constant(i32::from(said == Some(false)))),
        Some(code) => match code.status() {
            Some(ExitStatus::Code(0)) => (said, SignalCode::Constant(0)),
            Some(ExitStatus::Code(code)) => (Some(false), SignalCode::Constant(code)),
            Some(ExitStatus::Failed(at)) => (Some(false), SignalCode::Failure(at)),
            Some(ExitStatus::Unknown(_)) => (None, SignalCode::Unknown),
            None if code.text().is_some() => return SignalCall::Refused(2),
            None => (None, SignalCode::Unknown),
        },
    };
    // A word that only the machine knows may be any options.
    if resource.is_none() && handles.iter().any(|handle| matches!(handle.0.as_slice(), [ExpandedPart::Opaque])) {
        return SignalCall::Sends(SignalTarget::Computed, success, code);
    }
    match (stack, resource, handles.as_slice()) {
        (Some(_), Some(resource), []) => SignalCall::Sends(SignalTarget::Resource(resource.written()), success, code),
        (None, None, [handle]) => SignalCall::Sends(SignalTarget::Handle(name_of(handle)), success, code),
        _ => SignalCall::Refused(1),
    }
}

/// `aws cloudformation signal-resource`
fn aws(arguments: &[ShellField]) -> Option<SignalCall> {
    let words: Vec<String> = arguments.iter().map(ShellField::shown).collect();
    if !words.iter().any(|word| word == "signal-resource") {
        return None;
    }
    let value = |option: &str| {
        let at = words.iter().position(|word| word == option);
        let joined = || arguments.iter().find_map(|field| field.after(&format!("{option}=")));
        at.and_then(|at| arguments.get(at + 1).cloned()).or_else(joined)
    };
    let status = value("--status").and_then(|status| status.text());
    let success = status.as_deref().map(|status| status == "SUCCESS");
    let code = success.map_or(SignalCode::Unknown, |success| SignalCode::Constant(i32::from(!success)));
    let resource = value("--logical-resource-id").and_then(|id| id.written());
    Some(SignalCall::Sends(SignalTarget::Resource(resource), success, code))
}

/// `curl` with the action SignalResource of CloudFormation's API, or with a status for a wait condition's address.
fn curl(arguments: &[ShellField]) -> Option<SignalCall> {
    let value = |name: &str| arguments.iter().find_map(|field| field.after(name));
    if arguments.iter().any(|field| field.shown().contains("Action=SignalResource")) {
        let status = value("Status=").and_then(|status| status.text());
        let success = status.as_deref().map(|status| status == "SUCCESS");
        let code = success.map_or(SignalCode::Unknown, |success| SignalCode::Constant(i32::from(!success)));
        let resource = value("LogicalResourceId=").and_then(|id| id.written());
        return Some(SignalCall::Sends(SignalTarget::Resource(resource), success, code));
    }
    let data = arguments
        .iter()
        .map(ShellField::shown)
        .find(|word| word.contains("\"Status\"") || word.contains("Status\\\""))?;
    let handle = arguments.iter().rev().find_map(|field| match field.0.as_slice() {
        [ExpandedPart::Given(name)] => Some(name.clone()),
        _ => None,
    });
    let success = match (data.contains("SUCCESS"), data.contains("FAILURE")) {
        (true, false) => Some(true),
        (false, true) => Some(false),
        _ => None,
    };
    let code = success.map_or(SignalCode::Unknown, |success| SignalCode::Constant(i32::from(!success)));
    Some(SignalCall::Sends(SignalTarget::Handle(handle), success, code))
}
