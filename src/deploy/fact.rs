//! What is as it should be before the command runs, and what only AWS can tell. What is wrong is a diagnostic or a
//! [`super::SettingError`].

use super::argument::{Argument, CommandLine};
use super::plan::{Plan, ValueSource};
use super::settings::Setting;
use crate::document::Document;
use crate::template::Template;
use crate::template::evaluate::Evaluation;
use crate::template::limits::{self, TEMPLATE_BODY, USER_DATA};
use crate::template::recognition::foreign;
use crate::template::security_group::{Access, ssh_access};

/// A fact about a deployment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// The fact in a few words.
    pub text: String,
    /// For what only AWS can tell: the command that tells. `None` for what is as it should be.
    pub command: Option<CommandLine>,
}

impl Fact {
    fn good(text: impl Into<String>) -> Fact {
        Fact { text: text.into(), command: None }
    }
}

/// The facts of a plan, those that only AWS can tell last.
pub fn facts(document: &Document, plan: &Plan) -> Vec<Fact> {
    let template = Template::of(document);
    let mut facts = Vec::new();
    if document.syntax_error().is_none() && foreign(document).is_none() {
        facts.push(Fact::good("The template can be read"));
    }
    if plan.error(&Setting::StackName).is_none() {
        facts.push(Fact::good(format!("{} is a valid stack name", plan.command.stack_name)));
    }
    let of_parameter = |setting: &Setting| matches!(setting, Setting::Parameter(_));
    if !plan.answers.is_empty() && !plan.errors.iter().any(|error| of_parameter(&error.setting)) {
        facts.push(Fact::good(match plan.answers.iter().any(|answer| answer.source == ValueSource::Shell) {
            true => "Every parameter has a value or is asked for",
            false => "Every parameter has a value",
        }));
    }
    facts.extend(size(plan));
    facts.extend(ssh(template, plan));
    facts.extend(user_data(document));
    facts.extend(key_pairs(template, plan));
    facts
}

fn size(plan: &Plan) -> Option<Fact> {
    let size = kilobytes(plan.bytes);
    match (&plan.command.s3_bucket, plan.bytes > TEMPLATE_BODY) {
        (None, false) => Some(Fact::good(format!("{size}, so no S3 bucket is needed"))),
        (Some(bucket), _) => Some(Fact::good(format!("{size}, through the bucket {bucket}"))),
        (None, true) => None,
    }
}

/// Bytes for people: `9.8 KB`.
fn kilobytes(bytes: usize) -> String {
    if bytes < 1_000 { format!("{bytes} bytes") } else { format!("{}.{} KB", bytes / 1_000, bytes % 1_000 / 100) }
}

/// Who can open a connection to port 22, with the values that will be given.
fn ssh(template: Template<'_>, plan: &Plan) -> Option<Fact> {
    let given = plan.known_values();
    let has_groups = || template.resources_of("AWS::EC2::SecurityGroup").next().is_some();
    match ssh_access(template, &mut Evaluation::of_known(template, &given)) {
        // What is open to everybody is a diagnostic.
        Access::Unknown | Access::Everybody { .. } => None,
        Access::Closed if !has_groups() => None,
        Access::Closed => Some(Fact::good("SSH is closed")),
        Access::From(sources) => Some(Fact::good(format!("SSH only from {}", sources.join(", ")))),
    }
}

/// Size of the longest user data, as far as the template knows it; too large a one is a diagnostic.
fn user_data(document: &Document) -> Option<Fact> {
    let (bytes, _) = limits::user_data(document).filter(|(bytes, _)| *bytes <= USER_DATA)?;
    Some(Fact::good(format!("User data about {}, of 16 KB", kilobytes(bytes))))
}

/// Key pairs that are named, which only AWS knows.
fn key_pairs(template: Template<'_>, plan: &Plan) -> Vec<Fact> {
    let given = plan.known_values();
    let mut evaluation = Evaluation::of_known(template, &given);
    let mut names: Vec<String> = Vec::new();
    for resource in template.resources() {
        let name = resource.property("KeyName").and_then(|node| evaluation.text_of_value(node));
        names.extend(name.filter(|name| !name.is_empty() && !names.contains(name)));
    }
    let place = plan.command.region.as_deref().unwrap_or("the region of your configuration");
    let fact = |name: String| {
        let mut words = ["aws", "ec2", "describe-key-pairs"].map(Argument::fixed).to_vec();
        words.extend(Argument::option("--key-names", &name));
        words.extend(plan.command.place());
        Fact { text: format!("Key pair {name} has to exist in {place}"), command: Some(CommandLine::new(0, words)) }
    };
    names.into_iter().map(fact).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deploy::Settings;

    fn found(text: &str, parameters: &[(&str, &str)]) -> Vec<String> {
        let plan = plan(text, parameters);
        let facts = facts(&Document::parse(text), &plan).into_iter();
        let facts = facts.map(|fact| format!("{}{}", if fact.command.is_some() { "? " } else { "" }, fact.text));
        let errors = plan.errors.into_iter().map(|error| format!("error: {error}"));
        let found = plan.diagnostics.into_iter().map(|one| format!("{}: {}", one.severity.name(), one.message));
        facts.chain(errors).chain(found).collect()
    }

    fn plan(text: &str, parameters: &[(&str, &str)]) -> Plan {
        let document = Document::parse(text);
        let parameters = parameters.iter().map(|(name, value)| (name.to_string(), value.to_string())).collect();
        let settings = Settings { stack_name: "web".into(), parameters, ..Settings::default() };
        Plan::of(&document, "cf-init.yaml", &settings)
    }

    const GATE: &str = "Parameters:\n  From: {Type: String, Default: ''}\n  Key: {Type: String, Default: ''}\n\
        Conditions: {Open: !Not [!Equals [!Ref From, '']]}\nResources:\n  G: {Type: AWS::EC2::SecurityGroup}\n\
        \x20 R:\n    Type: AWS::EC2::SecurityGroupIngress\n    Condition: Open\n\
        \x20   Properties: {IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: !Ref From}\n\
        \x20 I: {Type: AWS::EC2::Instance, Properties: {KeyName: !Ref Key, UserData: {'Fn::Base64': !Sub 'echo hello!'}}}\n";

    #[test]
    fn ssh_is_judged_with_the_values_that_will_be_given() {
        let has = |parameters: &[(&str, &str)], text: &str| {
            let found = found(GATE, parameters);
            assert!(found.contains(&text.to_string()), "{found:?}");
        };
        has(&[], "SSH is closed");
        has(&[("From", "203.0.113.7/32")], "SSH only from 203.0.113.7/32");
        has(&[("From", "0.0.0.0/0")], "warning: SSH is open to the whole internet. From is 0.0.0.0/0.");
        let conditional = GATE.replace("  G: {Type: AWS::EC2::SecurityGroup}\n", "  G: {Type: AWS::EC2::SecurityGroup, \
            Properties: {SecurityGroupIngress: [!If [Open, {IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: 0.0.0.0/0}, \
            !Ref AWS::NoValue]]}}\n");
        let open = "warning: SSH is open to the whole internet. The rule has 0.0.0.0/0.".to_string();
        assert!(self::found(&conditional, &[("From", "203.0.113.7/32")]).contains(&open));
        has(&[("Key", "ops")], "? Key pair ops has to exist in the region of your configuration");
        has(&[], "User data about 11 bytes, of 16 KB");
    }

    #[test]
    fn a_plan_has_facts_errors_of_choices_and_diagnostics() {
        let found = found(
            "Parameters: {A: {Type: String}}\nResources:\n  N: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: !Ref A}}\n",
            &[],
        );
        assert_eq!(
            found,
            [
                "The template can be read",
                "web is a valid stack name",
                "118 bytes, so no S3 bucket is needed",
                "error: A needs a value.",
                "note: The template of N is not read here; it may need capabilities too",
            ]
        );
    }
}
