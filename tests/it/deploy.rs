//! The deploy command as shells and programs receive it, and `cf-init deploy-command`.
//!
//! bash, and zsh and dash where they are, run here with an `aws` that says what it was given. PowerShell and cmd do
//! not, so their reading of a line is written down in `powershell` and `cmd`, from their documentation and not from our
//! code, as is that of a Windows program in `windows`.

mod cli;
mod cmd;
mod powershell;
mod unix;
mod windows;

use cf_init::deploy::{
    ArgumentPart, Capability, CommandLine, DeployCommand, Execution, Failure, ParameterValue, StackTag,
};
use proptest::prelude::*;

/// Values that have bitten somebody.
pub const NASTY: [&str; 46] = [
    "",
    " ",
    "a b",
    " leading",
    "trailing ",
    "it's",
    "''",
    "\"",
    "say \"hi\"",
    "a\"b",
    "\"\"",
    "$HOME",
    "${HOME}",
    "$(id)",
    "`id`",
    "!x",
    "!!",
    "a!b'c!d",
    "100%",
    "%PATH%",
    "%PATH:~0,3%",
    "%%",
    "%",
    "a%b%c d",
    "^",
    "a^b & c | d",
    "a&b",
    "<x>",
    "-dash",
    "--double",
    "a,b",
    "a\\b",
    "C:\\x\\",
    "C:\\x y\\",
    "\\\\\"\\",
    "~",
    "~/x",
    "=x",
    "[1]",
    "{\"a\":1}",
    "*",
    "#x; rm",
    "@file",
    "file:///etc/hostname",
    "ünï 😀 ‘q’ “d”",
    "\u{a0}x\\",
];

/// Values with control characters, which cmd cannot pass.
pub const CONTROL: [&str; 8] = ["a\nb", "\n", "end\n", "a\tb", "a\r\nb!'\"$", "\u{1b}[0m1", "\u{85}9", "q\"\nx y\\"];

/// A command with these values wherever a value can stand.
pub fn command(values: &[String]) -> DeployCommand {
    let name = |place: usize| format!("P{place}");
    DeployCommand {
        stack_name: "cf-init".into(),
        template_file: "my template.yaml".into(),
        region: Some("eu-central-1".into()),
        profile: values.iter().find(|value| !value.is_empty()).cloned(),
        s3_bucket: Some("my-bucket".into()),
        capabilities: vec![Capability::Iam],
        parameters: values
            .iter()
            .enumerate()
            .map(|(place, value)| (name(place), ParameterValue::Text(value.clone())))
            .collect(),
        tags: values
            .iter()
            .enumerate()
            .map(|(place, value)| StackTag { key: name(place), value: value.clone() })
            .collect(),
        execution: Execution::ChangeSetOnly,
        failure: Failure::Keep,
        ..DeployCommand::default()
    }
}

/// What the program has to receive behind its name; `secrets` are what the shell is told.
pub fn expected(lines: &[CommandLine], secrets: &[(&str, &str)]) -> Vec<String> {
    let secret = |name: &str| secrets.iter().find(|secret| secret.0 == name).map_or("", |secret| secret.1);
    let text = |part: &ArgumentPart| match part {
        ArgumentPart::Fixed(text) | ArgumentPart::Value(text) => text.clone(),
        ArgumentPart::Prompted(name) => secret(name).to_string(),
    };
    let arguments = lines.iter().flat_map(|line| &line.arguments);
    arguments.skip(1).map(|word| word.parts().iter().map(text).collect()).collect()
}

/// The lists above as owned texts.
pub fn texts(lists: &[&[&str]]) -> Vec<String> {
    lists.iter().flat_map(|list| list.iter()).map(|text| text.to_string()).collect()
}

/// Random texts of signs that mean something to a shell, with ordinary ones between.
pub fn any_values(signs: &'static str) -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec(prop::string::string_regex(signs).unwrap(), 1..8)
}

/// A pattern for [`any_values`] without control characters.
pub const PRINTABLE: &str = "([ -~]|[\"'`$%!^\\\\]|[ \"\\\\]|[äß‘’“”\u{a0}😀]){0,12}";
/// A pattern for [`any_values`] with them.
pub const ANYTHING: &str = "([ -~]|[\"'`$%!^\\\\]|[\\n\\t\\r\u{1}\u{7f}\u{85}]|[äß‘’“”\u{a0}😀]){0,12}";
