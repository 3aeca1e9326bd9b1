//! What is useful once the command runs: watching, reading outputs and logs, going back.
//!
//! Source: AWS CLI reference, `cloudformation`, `ssm start-session`.

use super::argument::{Argument, ArgumentPart, CommandLine};
use super::command::{DeployCommand, Execution};
use crate::document::Document;
use crate::template::{Resource, Template};

/// A command for afterwards.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FollowUp {
    /// What it is for, in two or three words.
    pub title: &'static str,
    /// The command; one line.
    pub line: CommandLine,
}

/// The commands for a stack of this template, deployed by `command`.
pub fn afterwards(document: &Document, command: &DeployCommand) -> Vec<FollowUp> {
    let template = Template::of(document);
    let mut commands = vec![FollowUp {
        title: "Watch events",
        line: stack(
            command,
            "describe-stack-events",
            &[
                ("--max-items", "20"),
                ("--query", "StackEvents[].[Timestamp,LogicalResourceId,ResourceStatus,ResourceStatusReason]"),
                ("--output", "table"),
            ],
        ),
    }];
    if command.execution == Execution::ChangeSetOnly {
        let query = "Summaries[].[ChangeSetName,ExecutionStatus,CreationTime]";
        let line = stack(command, "list-change-sets", &[("--query", query), ("--output", "table")]);
        commands.push(FollowUp { title: "Change sets", line });
        commands.push(FollowUp { title: "Execute the last", line: execute(command) });
    }
    if template.section("Outputs").is_some_and(|node| !node.is_empty()) {
        let query = [("--query", "Stacks[0].Outputs[].[OutputKey,OutputValue]"), ("--output", "table")];
        commands.push(FollowUp { title: "Show outputs", line: stack(command, "describe-stacks", &query) });
    }
    if let Some(instance) = instance(template) {
        if has_session_manager(template) {
            commands.push(FollowUp { title: "Open a shell", line: session(command, instance, None) });
            let log = "sudo tail -n 200 -f /var/log/cloud-init-output.log";
            commands.push(FollowUp { title: "Follow the log", line: session(command, instance, Some(log)) });
        } else {
            commands.push(FollowUp { title: "Read the log", line: console(command, instance) });
        }
    }
    commands.push(FollowUp { title: "Delete", line: stack(command, "delete-stack", &[]) });
    commands
}

/// Executes the change set that was made last.
fn execute(command: &DeployCommand) -> CommandLine {
    let query = "sort_by(Summaries,&CreationTime)[-1].ChangeSetId";
    let last =
        Argument::OutputOf(stack_words(command, "list-change-sets", &[("--query", query), ("--output", "text")]));
    let mut words = stack_words(command, "execute-change-set", &[]);
    words.extend([Argument::fixed("--change-set-name"), last]);
    CommandLine::new(0, words)
}

/// A command of `aws cloudformation` on the stack.
fn stack(command: &DeployCommand, verb: &str, options: &[(&str, &str)]) -> CommandLine {
    CommandLine::new(0, stack_words(command, verb, options))
}

fn stack_words(command: &DeployCommand, verb: &str, options: &[(&str, &str)]) -> Vec<Argument> {
    let mut words = ["aws", "cloudformation", verb].map(Argument::fixed).to_vec();
    words.extend(Argument::option("--stack-name", &command.stack_name));
    words.extend(command.place());
    for (option, value) in options {
        words.extend([Argument::fixed(option), Argument::Text(vec![ArgumentPart::Fixed((*value).into())])]);
    }
    words
}

/// The id of the machine, as the stack tells it.
fn id(command: &DeployCommand, instance: Resource<'_>) -> Argument {
    Argument::OutputOf(stack_words(
        command,
        "describe-stack-resource",
        &[
            ("--logical-resource-id", instance.id()),
            ("--query", "StackResourceDetail.PhysicalResourceId"),
            ("--output", "text"),
        ],
    ))
}

fn session(command: &DeployCommand, instance: Resource<'_>, run: Option<&str>) -> CommandLine {
    let mut words = ["aws", "ssm", "start-session", "--target"].map(Argument::fixed).to_vec();
    words.push(id(command, instance));
    words.extend(command.place());
    if let Some(run) = run {
        words.extend(["--document-name", "AWS-StartInteractiveCommand", "--parameters"].map(Argument::fixed));
        words.push(Argument::fixed(&format!("command={run}")));
    }
    CommandLine::new(0, words)
}

fn console(command: &DeployCommand, instance: Resource<'_>) -> CommandLine {
    let mut words = ["aws", "ec2", "get-console-output", "--latest", "--instance-id"].map(Argument::fixed).to_vec();
    words.push(id(command, instance));
    words.extend(command.place());
    words.extend(["--query", "Output", "--output", "text"].map(Argument::fixed));
    CommandLine::new(0, words)
}

/// The instance that cfn-init sets up, or else the first one.
fn instance(template: Template<'_>) -> Option<Resource<'_>> {
    let instances = || template.resources().filter(|resource| resource.is_instance());
    instances().find(|resource| resource.init().is_some()).or_else(|| instances().next())
}

/// True if a role of the template lets Session Manager in. Source: AWS page "Session Manager, instance permissions".
fn has_session_manager(template: Template<'_>) -> bool {
    let policies = |resource: Resource<'_>| {
        let policies = resource.property("ManagedPolicyArns").into_iter().flat_map(|node| node.items());
        policies.into_iter().any(|policy| {
            let text = policy.scalar().or_else(|| policy.get("Fn::Sub")?.scalar());
            text.is_some_and(|text| text.ends_with("policy/AmazonSSMManagedInstanceCore"))
        })
    };
    template.resources_of("AWS::IAM::Role").any(policies)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deploy::Shell;

    const TEXT: &str = "Resources:\n  Web: {Type: AWS::EC2::Instance}\n  R: {Type: AWS::IAM::Role, Properties: \
        {ManagedPolicyArns: [!Sub 'arn:${AWS::Partition}:iam::aws:policy/AmazonSSMManagedInstanceCore']}}\n\
        Outputs: {A: {Value: 1}}\n";

    fn texts(text: &str, shell: Shell) -> Vec<String> {
        let command =
            DeployCommand { stack_name: "web".into(), region: Some("eu-west-1".into()), ..Default::default() };
        let all = afterwards(&Document::parse(text), &command);
        all.iter()
            .map(|after| format!("{}: {}", after.title, shell.write(std::slice::from_ref(&after.line)).unwrap().text()))
            .collect()
    }

    #[test]
    fn the_commands_fit_the_template() {
        let titles = |text: &str| {
            let titles = texts(text, Shell::Bash).into_iter();
            titles.map(|text| text.split(':').next().unwrap().to_string()).collect::<Vec<_>>()
        };
        assert_eq!(titles(TEXT), ["Watch events", "Show outputs", "Open a shell", "Follow the log", "Delete"]);
        assert_eq!(titles("Resources: {A: {Type: AWS::EC2::Instance}}"), ["Watch events", "Read the log", "Delete"]);
        assert_eq!(titles("Resources: {A: {Type: AWS::EC2::VPC}}"), ["Watch events", "Delete"]);
    }

    #[test]
    fn a_change_set_that_waits_is_listed_and_executed() {
        let command =
            DeployCommand { stack_name: "web".into(), execution: Execution::ChangeSetOnly, ..DeployCommand::default() };
        let all = afterwards(&Document::parse("Resources: {}"), &command);
        let last = all.iter().find(|one| one.title == "Execute the last").unwrap();
        let text = Shell::Bash.write(std::slice::from_ref(&last.line)).unwrap().text();
        let inner = "aws cloudformation list-change-sets --stack-name web --query \
                     'sort_by(Summaries,&CreationTime)[-1].ChangeSetId' --output text";
        assert_eq!(
            text,
            format!("aws cloudformation execute-change-set --stack-name web --change-set-name \"$({inner})\"")
        );
        for shell in [Shell::PowerShell, Shell::Cmd] {
            assert!(shell.write(std::slice::from_ref(&last.line)).is_ok());
        }
    }

    #[test]
    fn one_command_asks_another_in_each_shell_its_way() {
        let shell = |shell| texts(TEXT, shell).swap_remove(2);
        let inner = "aws cloudformation describe-stack-resource --stack-name web --region eu-west-1 \
                     --logical-resource-id Web --query StackResourceDetail.PhysicalResourceId --output text";
        let outer = "--region eu-west-1";
        assert_eq!(shell(Shell::Bash), format!("Open a shell: aws ssm start-session --target \"$({inner})\" {outer}"));
        assert_eq!(shell(Shell::PowerShell), format!("Open a shell: aws ssm start-session --target ({inner}) {outer}"));
        let cmd =
            format!("Open a shell: for /f \"delims=\" %i in ('{inner}') do aws ssm start-session --target %i {outer}");
        assert_eq!(shell(Shell::Cmd), cmd);
    }
}
