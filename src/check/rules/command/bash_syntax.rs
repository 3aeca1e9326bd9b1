//! A command that /bin/sh runs has the syntax of bash, on a system whose sh is dash.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config: {packages: {apt: {curl: []}}, commands: {01_log: {command: '[[ -f /etc/app ]] && uptime'}}}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config: {packages: {apt: {curl: []}}, commands: {01_log: {command: '[ -f /etc/app ] && uptime'}}}
//! ```

use crate::check::{Check, Context, Rule, Severity};
use crate::document::Node;
use crate::schema::command::{COMMAND, TEST};
use crate::schema::package::APT;
use crate::template::function::text_or_sub;
use crate::template::{Init, Section};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "command/bash-syntax",
    name: "Syntax of bash",
    severity: Severity::Warning,
    why: "cfn-init runs a text by /bin/sh, which is dash on Debian and Ubuntu.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-init.html",
    check: Check::Init(check),
    also: &[],
};

fn check(context: &mut Context<'_>, init: Init<'_>) {
    // Only Debian and Ubuntu install by apt; their sh is dash.
    let has_apt = |packages: Node<'_>| packages.get(APT.key).is_some();
    if !init.configs().any(|config| config.section(Section::Packages).is_some_and(has_apt)) {
        return;
    }
    for config in init.configs() {
        let at = config.section_path(Section::Commands);
        for entry in config.section(Section::Commands).into_iter().flat_map(|node| node.entries()) {
            for key in [COMMAND.key, TEST.key] {
                let Some(found) = entry.value.get(key).and_then(text_or_sub).and_then(bash_word) else { continue };
                let message = format!("{found} is syntax of bash, but /bin/sh is dash here and refuses it.");
                context
                    .report(&at.join(entry.key()).join(key), message)
                    .help("Write a list of words: [bash, -c, the text], or use the syntax of sh.");
            }
        }
    }
}

/// The first thing in the text that dash does not read; what is in quotes or behind a here-document is not looked at.
fn bash_word(text: &str) -> Option<&'static str> {
    if text.contains("<<") || text.contains("bash ") {
        return None;
    }
    let mut quote = None;
    let mut plain = String::new();
    for letter in text.chars() {
        match quote {
            Some(open) if open == letter => quote = None,
            Some(_) => {}
            None if matches!(letter, '\'' | '"') => quote = Some(letter),
            None => plain.push(letter),
        }
    }
    let mut first = plain.split(['\n', ';', '&', '|', '(']).filter_map(|part| part.split_whitespace().next());
    let word = first.find(|word| matches!(*word, "[[" | "source"));
    match word {
        Some("[[") => Some("[["),
        Some(_) => Some("source"),
        None if plain.contains(" <(") => Some("<("),
        None => None,
    }
}
