//! What is worth a look before the command runs: computed from the template and the user's choices, nothing guessed.

use super::argument::{Argument, CommandLine};
use super::capability;
use super::plan::{About, Plan, ValueSource};
use crate::document::{Document, Path};
use crate::template::Template;
use crate::template::evaluate::Evaluation;
use crate::template::limits::{self, TEMPLATE_BODY, USER_DATA};
use crate::template::security_group::{Access, ssh_access};

/// How a check came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// As it should be.
    Good,
    /// AWS would refuse it.
    Bad,
    /// It would run, but perhaps not as meant.
    Warning,
    /// Only AWS can tell.
    Note,
}

/// One check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// How it came out.
    pub state: State,
    /// What was found, in a few words.
    pub text: String,
    /// What it is about, if a choice of the user mends it.
    pub about: Option<About>,
    /// The place in the template that it is about.
    pub at: Option<Path>,
    /// A command that tells what only AWS can.
    pub command: Option<CommandLine>,
}

impl Check {
    fn new(state: State, text: impl Into<String>) -> Check {
        Check { state, text: text.into(), about: None, at: None, command: None }
    }
}

/// The checks of a plan, the good ones first.
pub fn checks(document: &Document, plan: &Plan) -> Vec<Check> {
    let template = Template::of(document);
    let mut checks = vec![reads(document)];
    checks.extend(of_problems(plan));
    checks.extend(size(plan));
    checks.extend(ssh(template, plan));
    checks.extend(user_data(document));
    checks.extend(key_pairs(template, plan));
    checks.extend(encoding(document));
    checks.extend(capability::nested(template).into_iter().map(|at| {
        let id = at.last_key().unwrap_or_default();
        let text = format!("The template of {id} is not read here; it may need capabilities too");
        Check { at: Some(at.clone()), ..Check::new(State::Note, text) }
    }));
    checks.sort_by_key(|check| check.state != State::Good);
    checks
}

fn reads(document: &Document) -> Check {
    match document.syntax_error() {
        None => Check::new(State::Good, "The template can be read"),
        Some(problem) => Check::new(State::Bad, format!("The template cannot be read at {}", problem.position)),
    }
}

fn of_problems(plan: &Plan) -> Vec<Check> {
    let of_parameter = |about: &About| matches!(about, About::Parameter(_));
    let mut checks = Vec::new();
    if plan.problem(&About::StackName).is_none() {
        checks.push(Check::new(State::Good, format!("{} is a valid stack name", plan.command.stack_name)));
    }
    if !plan.answers.is_empty() && !plan.problems.iter().any(|problem| of_parameter(&problem.about)) {
        let text = match plan.answers.iter().any(|answer| answer.source == ValueSource::Shell) {
            true => "Every parameter has a value or is asked for",
            false => "Every parameter has a value",
        };
        checks.push(Check::new(State::Good, text));
    }
    // What cannot be read is said already.
    let said = |text: &str| text.starts_with("The template cannot be read");
    checks.extend(plan.problems.iter().filter(|problem| !said(&problem.what)).map(|problem| Check {
        about: Some(problem.about.clone()),
        at: problem.at.clone(),
        ..Check::new(State::Bad, problem.what.clone())
    }));
    checks
}

fn size(plan: &Plan) -> Option<Check> {
    let size = kilobytes(plan.bytes);
    match (&plan.command.s3_bucket, plan.bytes > TEMPLATE_BODY) {
        (None, false) => Some(Check::new(State::Good, format!("{size}, so no S3 bucket is needed"))),
        (Some(bucket), _) => Some(Check::new(State::Good, format!("{size}, through the bucket {bucket}"))),
        (None, true) => None,
    }
}

/// Bytes for people: `9.8 KB`.
fn kilobytes(bytes: usize) -> String {
    if bytes < 1_000 { format!("{bytes} bytes") } else { format!("{}.{} KB", bytes / 1_000, bytes % 1_000 / 100) }
}

/// Who can open a connection to port 22, with the values that will be given.
fn ssh(template: Template<'_>, plan: &Plan) -> Option<Check> {
    let given = plan.known_values();
    let has_groups = || template.resources_of("AWS::EC2::SecurityGroup").next().is_some();
    match ssh_access(template, &mut Evaluation::of_known(template, &given)) {
        Access::Unknown => None,
        Access::Closed if !has_groups() => None,
        Access::Closed => Some(Check::new(State::Good, "SSH is closed")),
        Access::From(sources) => Some(Check::new(State::Good, format!("SSH only from {}", sources.join(", ")))),
        Access::Everybody { range, parameter, at } => Some(Check {
            about: parameter.map(About::Parameter),
            at: Some(at),
            ..Check::new(State::Warning, format!("SSH is open to everybody ({range})"))
        }),
    }
}

/// Size of the longest user data, as far as the template knows it; one that is too long is a problem already.
fn user_data(document: &Document) -> Option<Check> {
    let (bytes, at) = limits::user_data(document).filter(|(bytes, _)| *bytes <= USER_DATA)?;
    Some(Check { at: Some(at), ..Check::new(State::Good, format!("User data about {}, of 16 KB", kilobytes(bytes))) })
}

/// The AWS CLI reads files in the system's encoding, which on Windows is not UTF-8. Source: AWS CLI user guide,
/// environment variables, `AWS_CLI_FILE_ENCODING`.
fn encoding(document: &Document) -> Option<Check> {
    let text = "The template is not all ASCII: on Windows set AWS_CLI_FILE_ENCODING to UTF-8 first";
    (!document.text().is_ascii()).then(|| Check::new(State::Note, text))
}

/// Key pairs that are named, which only AWS knows.
fn key_pairs(template: Template<'_>, plan: &Plan) -> Vec<Check> {
    let given = plan.known_values();
    let mut evaluation = Evaluation::of_known(template, &given);
    let mut names: Vec<String> = Vec::new();
    for resource in template.resources() {
        let name = resource.property("KeyName").and_then(|node| evaluation.text_of_value(node));
        names.extend(name.filter(|name| !name.is_empty() && !names.contains(name)));
    }
    let place = plan.command.region.as_deref().unwrap_or("the region of your configuration");
    let check = |name: String| {
        let mut words = ["aws", "ec2", "describe-key-pairs"].map(Argument::fixed).to_vec();
        words.extend(Argument::option("--key-names", &name));
        words.extend(plan.command.place());
        let text = format!("Key pair {name} has to exist in {place}");
        Check { command: Some(CommandLine::new(0, words)), ..Check::new(State::Note, text) }
    };
    names.into_iter().map(check).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deploy::Settings;

    fn found(text: &str, parameters: &[(&str, &str)]) -> Vec<(State, String)> {
        let document = Document::parse(text);
        let parameters = parameters.iter().map(|(name, value)| (name.to_string(), value.to_string())).collect();
        let settings = Settings { stack_name: "web".into(), parameters, ..Settings::default() };
        let plan = Plan::of(&document, "cf-init.yaml", &settings);
        checks(&document, &plan).into_iter().map(|check| (check.state, check.text)).collect()
    }

    const GATE: &str = "Parameters:\n  From: {Type: String, Default: ''}\n  Key: {Type: String, Default: ''}\n\
        Conditions: {Open: !Not [!Equals [!Ref From, '']]}\nResources:\n  G: {Type: AWS::EC2::SecurityGroup}\n\
        \x20 R:\n    Type: AWS::EC2::SecurityGroupIngress\n    Condition: Open\n\
        \x20   Properties: {IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: !Ref From}\n\
        \x20 I: {Type: AWS::EC2::Instance, Properties: {KeyName: !Ref Key, UserData: {'Fn::Base64': !Sub 'echo hello!'}}}\n";

    #[test]
    fn ssh_is_judged_with_the_values_that_will_be_given() {
        let has = |parameters: &[(&str, &str)], state: State, text: &str| {
            let found = found(GATE, parameters);
            assert!(found.contains(&(state, text.to_string())), "{found:?}");
        };
        has(&[], State::Good, "SSH is closed");
        has(&[("From", "203.0.113.7/32")], State::Good, "SSH only from 203.0.113.7/32");
        has(&[("From", "0.0.0.0/0")], State::Warning, "SSH is open to everybody (0.0.0.0/0)");
        let conditional = GATE.replace("  G: {Type: AWS::EC2::SecurityGroup}\n", "  G: {Type: AWS::EC2::SecurityGroup, \
            Properties: {SecurityGroupIngress: [!If [Open, {IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: 0.0.0.0/0}, \
            !Ref AWS::NoValue]]}}\n");
        let open = (State::Warning, "SSH is open to everybody (0.0.0.0/0)".to_string());
        assert!(self::found(&conditional, &[("From", "203.0.113.7/32")]).contains(&open));
        has(&[("Key", "ops")], State::Note, "Key pair ops has to exist in the region of your configuration");
        has(&[], State::Good, "User data about 11 bytes, of 16 KB");
    }

    #[test]
    fn good_ones_come_first_and_problems_follow() {
        let found = found("Parameters: {A: {Type: String}}\nResources: {N: {Type: AWS::CloudFormation::Stack}}\n", &[]);
        let texts: Vec<&str> = found.iter().map(|(_, text)| text.as_str()).collect();
        assert_eq!(
            texts,
            [
                "The template can be read",
                "web is a valid stack name",
                "83 bytes, so no S3 bucket is needed",
                "A needs a value.",
                "The template of N is not read here; it may need capabilities too",
            ]
        );
    }
}
