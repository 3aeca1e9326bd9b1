//! A command with an environment of its own uses a variable that user data exports.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config: {commands: {01_app: {command: 'app --stage $STAGE', env: {APP_HOME: /opt/app}}}}
//!     Properties:
//!       UserData:
//!         Fn::Base64: !Sub |
//!           #!/bin/bash
//!           export STAGE=test
//!           cfn-init -s ${AWS::StackName} -r Web --region ${AWS::Region}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config: {commands: {01_app: {command: 'app --stage $STAGE', env: {APP_HOME: /opt/app, STAGE: test}}}}
//!     Properties:
//!       UserData:
//!         Fn::Base64: !Sub |
//!           #!/bin/bash
//!           export STAGE=test
//!           cfn-init -s ${AWS::StackName} -r Web --region ${AWS::Region}
//! ```

use crate::check::shell::{report_text, texts};
use crate::check::{Also, Check, Context, Rule, Severity};
use crate::template::{Init, section};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "command/env-replaced",
    name: "Environment that is replaced",
    severity: Severity::Warning,
    why: "env takes the place of the whole environment: of what user data exports, proxies and the language too, nothing is left.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-init.html",
    check: Check::Init(check),
    also: &[Also::Machine, Also::Section(section::PARAMETERS)],
};

fn check(context: &mut Context<'_>, init: Init<'_>) {
    let Some(data) = context.user_data(init.resource().id()) else { return };
    let exported = exported(data.text.text());
    for (_, command, one) in texts(context, init) {
        let Some(env) = command.env() else { continue };
        let text = one.text.text();
        let found = exported
            .iter()
            .filter(|name| env.get(name).is_none() && !text.contains(&format!("{name}=")))
            .find_map(|name| {
                let written = [format!("${name}"), format!("${{{name}}}"), format!("${{!{name}}}")];
                written.iter().find_map(|word| {
                    let at = text.find(word.as_str())?;
                    let behind = text.get(at + word.len()..)?;
                    (!behind.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_'))
                        .then_some((*name, at..at + word.len()))
                })
            });
        let Some((name, span)) = found else { continue };
        let message = format!("{name} is empty here: env replaces the environment that user data exports.");
        report_text(context, (&one.at, &one.text), span, message)
            .help(format!("Write {name} under env as well, or set the others in the text."));
    }
}

/// The variables that a script exports.
fn exported(script: &str) -> Vec<&str> {
    let words = script.lines().filter_map(|line| line.trim().strip_prefix("export "));
    let names = words.filter_map(|rest| rest.split(['=', ' ']).next());
    names.filter(|name| !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')).collect()
}
