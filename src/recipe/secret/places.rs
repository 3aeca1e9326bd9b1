//! Kinds of references to a parameter, and what can replace the parameter there.

use crate::document::{Document, Path, Step};
use crate::template::function::is_long_name;
use crate::template::init::INIT;
use crate::template::reference::{How, Use};
use crate::template::section;

/// A place that uses a parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum SecretUse {
    /// A property that is the parameter and nothing else: where the function stands.
    Property(Path),
    /// A text of `Fn::Sub` in a property: where the text stands.
    PropertyText(Path),
    /// A file of a config: its content or its context.
    File {
        /// The config.
        config: Path,
        /// The file's path on the machine.
        file: String,
    },
    /// The line of a command of a config.
    Command {
        /// The config.
        config: Path,
        /// The command's name.
        command: String,
    },
    /// The console's form: goes with the parameter.
    Console,
    /// Anything else, and why it stays.
    Elsewhere(&'static str),
}

/// What a use is.
pub(super) fn spot(document: &Document, one: &Use) -> SecretUse {
    if matches!(one.how, How::Group | How::Label) {
        return SecretUse::Console;
    }
    let steps: Vec<&str> = one.at.steps().iter().map(|step| step.key().unwrap_or_default()).collect();
    match steps.as_slice() {
        [section::RESOURCES, _, "Metadata", INIT, _, rest @ ..] => in_init(&one.at, rest),
        [section::RESOURCES, _, "Metadata", ..] => {
            SecretUse::Elsewhere("metadata are readable by everybody who may describe the stack. Take it out by hand.")
        }
        [section::RESOURCES, _, "Properties", rest @ ..] if rest.contains(&"UserData") => SecretUse::Elsewhere(
            "user data are readable by everybody who may describe the instance. Write what needs it as a file or a command of cfn-init.",
        ),
        [section::RESOURCES, _, "Properties", ..] => in_property(document, one),
        [section::OUTPUTS, ..] => SecretUse::Elsewhere("an output would show it. Take it out by hand."),
        [section::CONDITIONS, ..] | [section::RULES, ..] => {
            SecretUse::Elsewhere("a condition asks for the value, which nobody knows before the stack is made.")
        }
        _ => SecretUse::Elsewhere("take it out by hand."),
    }
}

fn in_init(at: &Path, rest: &[&str]) -> SecretUse {
    let config: Path = at.steps().iter().take(5).cloned().collect();
    match rest {
        ["files", file, "content" | "context", ..] => SecretUse::File { config, file: file.to_string() },
        ["commands", command, "command", ..] => SecretUse::Command { config, command: command.to_string() },
        ["commands", _, "env", ..] => SecretUse::Elsewhere(
            "an environment in the metadata is readable by everybody. Let the command read the file with the secret.",
        ),
        _ => SecretUse::Elsewhere("cfn-init reads it from the metadata. Take it out by hand."),
    }
}

fn in_property(document: &Document, one: &Use) -> SecretUse {
    let above = |at: &Path| match at.last() {
        Some(Step::Key(key)) if is_long_name(key) => at.parent().unwrap_or_default(),
        Some(Step::Key(_) | Step::Index(_)) | None => at.clone(),
    };
    match one.how {
        How::Ref => SecretUse::Property(above(&one.at)),
        How::Sub if document.scalar(&one.at).is_some() => SecretUse::PropertyText(one.at.clone()),
        How::Sub
        | How::GetAtt
        | How::DependsOn
        | How::Condition
        | How::If
        | How::FindInMap
        | How::ValueOf
        | How::Group
        | How::Label
        | How::Member
        | How::Words
        | How::Signal
        | How::Trigger
        | How::Authentication
        | How::Context => SecretUse::Elsewhere("take it out by hand."),
    }
}
