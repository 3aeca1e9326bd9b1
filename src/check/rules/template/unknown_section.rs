//! A key at the top of a template that CloudFormation does not know.
//!
//! ```yaml bad
//! Ressources: {Queue: {Type: AWS::SQS::Queue}}
//! Resources: {Topic: {Type: AWS::SNS::Topic}}
//! ```
//!
//! ```yaml good
//! Description: The topic
//! Resources: {Topic: {Type: AWS::SNS::Topic}}
//! ```

use crate::check::similar::similar;
use crate::check::{Check, Context, Rule, Severity};
use crate::document::{Edit, Kind, Path};
use crate::template::for_each::is_for_each;
use crate::template::section;

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "template/unknown-section",
    name: "Unknown section",
    severity: Severity::Error,
    why: "CloudFormation refuses a template with a section that it does not know: \"Invalid template property or \
          properties\".",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html",
    check: Check::Document(check),
    also: &[],
};

/// Sections that this product does not read: hooks of blue-green deployments, values and files that the AWS CLI, rain and
/// language servers replace before CloudFormation reads the template.
const OTHERS: [&str; 5] = ["Hooks", "Constants", "Modules", "Packages", "Rain"];

fn check(context: &mut Context<'_>) {
    let template = context.template();
    let Some(root) = context.document().root().filter(|root| root.is_plain(Kind::Mapping)) else { return };
    // A text that has no resources, and no misspelt section, is no template.
    let is_template = root.get(section::RESOURCES).is_some() || root.entries().any(|entry| is_near(entry.key()));
    if template.may_grow("") || !is_template {
        return;
    }
    for entry in root.last_entries() {
        let key = entry.key();
        let is_known = section::ORDER.contains(&key) || OTHERS.contains(&key) || key.is_empty() || key == "<<";
        if is_known || is_for_each(key) {
            continue;
        }
        let at = Path::root().join(key);
        context.report(&at, format!("{key} is no section of a template: CloudFormation refuses the template."));
        match similar(key, section::ORDER).filter(|name| root.get(name).is_none()) {
            Some(name) => {
                let edit = move |_: &_| vec![Edit::Rename { at: at.clone(), to: name.to_string() }];
                context.fix(format!("Rename to {name}"), edit);
            }
            None => {
                context.help(format!("The sections are {}.", section::ORDER.join(", ")));
            }
        }
    }
}

/// True for a key that was meant to be a section.
fn is_near(key: &str) -> bool {
    !section::ORDER.contains(&key) && similar(key, section::ORDER).is_some()
}
