//! The value of an environment variable of a command names another variable, which nobody replaces.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config: {commands: {01_log: {command: app, env: {PATH: '$PATH:/opt/app/bin'}}}}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config: {commands: {01_log: {command: 'PATH="$PATH:/opt/app/bin" app', env: {APP: log}}}}
//! ```

use crate::check::{Check, Context, Rule, Severity};
use crate::schema::command::ENV;
use crate::template::Config;
use crate::template::function::text_or_sub;

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "command/env-not-expanded",
    name: "Variable in a variable",
    severity: Severity::Warning,
    why: "cfn-init hands env over as it is; only a shell replaces names of variables, and only in the command.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-init.html",
    check: Check::Config(check),
    also: &[],
};

fn check(context: &mut Context<'_>, config: &Config<'_>) {
    for command in config.commands() {
        for entry in command.env().into_iter().flat_map(|env| env.entries()) {
            let is_sub = entry.value.tag().is_some() || entry.value.scalar().is_none();
            let Some(name) = text_or_sub(entry.value).and_then(|text| named(text, is_sub)) else { continue };
            let at = command.path().join(ENV.key).join(entry.key());
            let message =
                format!("{} gets the letters {name}: cfn-init does not put a value in their place.", entry.key());
            context.report(&at, message).help("Set the variable in the text of the command, where a shell reads it.");
        }
    }
}

/// The first variable of a shell in a value: `$PATH`, `${PATH}`; with `Fn::Sub` `${!PATH}`.
fn named(text: &str, is_sub: bool) -> Option<String> {
    let is_name = |name: &str| {
        name.len() > 1 && !name.starts_with('_') && name.chars().all(|c| c.is_ascii_uppercase() || c == '_')
    };
    text.match_indices('$').find_map(|(at, _)| {
        let rest = text.get(at + 1..)?;
        let own = match rest.strip_prefix('{') {
            Some(inner) if is_sub => inner.strip_prefix('!')?.split_once('}')?.0,
            Some(inner) => inner.split_once('}')?.0,
            None => rest.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').next()?,
        };
        is_name(own).then(|| format!("${own}"))
    })
}
