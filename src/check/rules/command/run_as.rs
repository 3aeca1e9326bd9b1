//! A command with `runas` runs only its first word as that user.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config: {commands: {01_log: {command: 'touch /tmp/a; id', runas: ubuntu}}}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config: {commands: {01_log: {command: [sudo, -u, ubuntu, sh, -c, 'touch /tmp/a; id']}}}
//! ```

use crate::check::{Check, Context, Rule, Severity};
use crate::document::{Document, Edit, Kind, Path, Value};
use crate::schema::command::COMMAND;
use crate::template::Config;

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "command/run-as",
    name: "runas",
    severity: Severity::Warning,
    why: "No page of AWS names runas. cfn-init writes the command behind \"su USER -c\" without quotes.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-init.html",
    check: Check::Config(check),
    also: &[],
};

const RUN_AS: &str = "runas";

fn check(context: &mut Context<'_>, config: &Config<'_>) {
    for command in config.commands() {
        let Some(user) = command.node().get(RUN_AS).and_then(|node| node.scalar()) else { continue };
        let Some(node) = command.node().get(COMMAND.key) else { continue };
        // What is one word, or is in quotes for the shell, is handed over whole.
        if node
            .scalar()
            .is_some_and(|text| !text.trim().contains([' ', ';', '&', '|', '>', '\n']) || text.starts_with(['\'', '"']))
        {
            continue;
        }
        let message = match node.is_plain(Kind::Sequence) {
            true => format!("cfn-init puts \"su {user} -c\" before the list, which fails."),
            false => format!(
                "cfn-init runs \"su {user} -c\" with the command without quotes: only its first word runs as {user}."
            ),
        };
        let (at, user) = (command.path().clone(), user.to_string());
        context.report(&at.join(RUN_AS), message).fix("Use sudo", move |document| sudo(document, &at, &user));
    }
}

fn sudo(document: &Document, at: &Path, user: &str) -> Vec<Edit> {
    let own = at.join(COMMAND.key);
    let Some(node) = document.node(&own) else { return Vec::new() };
    let mut words: Vec<Value> = ["sudo", "-u", user].into_iter().map(Value::from).collect();
    match node.is_plain(Kind::Sequence) {
        true => words.extend(node.items().map(|item| item.source_ref())),
        false => words.extend([Value::from("sh"), Value::from("-c"), node.source_ref()]),
    }
    vec![Edit::Set { at: own, value: Value::Sequence(words) }, Edit::Remove { at: at.join(RUN_AS) }]
}
