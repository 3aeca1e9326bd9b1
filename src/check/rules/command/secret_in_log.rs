//! A secret is part of a command, which cfn-init writes to its log if it fails.
//!
//! ```yaml bad
//! Parameters: {Password: {Type: String, NoEcho: true, AllowedPattern: '[a-z]+'}}
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     # cf-init: allow init/secret-in-metadata because this example is about the log
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config: {commands: {01_db: {command: !Sub 'mysqladmin -u root password ${Password}'}}}
//! ```
//!
//! ```yaml good
//! Parameters: {Password: {Type: String, NoEcho: true, AllowedPattern: '[a-z]+'}}
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     # cf-init: allow init/secret-in-metadata because this example is about the log
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config: {commands: {01_db: {command: 'mysqladmin -u root password "$PASSWORD"', env: {PATH: /usr/bin, PASSWORD: !Ref Password}}}}
//! ```

use crate::check::shell::{report_text, texts};
use crate::check::{Also, Check, Context, Rule, Severity};
use crate::template::{Init, section};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "command/secret-in-log",
    name: "Secret in the log",
    severity: Severity::Warning,
    why: "A command that fails is written to /var/log/cfn-init.log as it is, which every user of the machine can read; so is the list of processes.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-init.html",
    check: Check::Init(check),
    also: &[Also::Machine, Also::Section(section::PARAMETERS)],
};

fn check(context: &mut Context<'_>, init: Init<'_>) {
    let hidden: Vec<&str> = context
        .template()
        .parameters()
        .filter(|parameter| parameter.no_echo())
        .map(|parameter| parameter.name())
        .collect();
    if hidden.is_empty() {
        return;
    }
    for (_, _, one) in texts(context, init).into_iter().filter(|(_, _, one)| one.text.replaces_names()) {
        let text = one.text.text();
        let found = hidden.iter().find_map(|name| {
            let written = format!("${{{name}}}");
            text.find(&written).map(|at| (*name, at..at + written.len()))
        });
        let Some((name, span)) = found else { continue };
        let message =
            format!("If the command fails, the value of {name} is in /var/log/cfn-init.log for every user to read.");
        report_text(context, (&one.at, &one.text), span, message)
            .help("Hand it over under env, or let the command read it from a file or from Secrets Manager.");
    }
}
