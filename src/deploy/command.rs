//! `aws cloudformation deploy` as data, and its arguments as the AWS CLI has to receive them. Knows no shell.
//!
//! Sources: AWS CLI reference, `cloudformation deploy`; what versions 1 and 2 do with their arguments, read in their
//! source and run with version 1: a word behind `--parameter-overrides` or `--tags` is split at its first `=` and
//! nothing else of it is touched, no comma, no quote, no bracket.

use serde::{Deserialize, Serialize};

use super::argument::{Argument, ArgumentPart, CommandLine};
use super::capability::Capability;
use super::parameter_file;

/// Whether the command changes anything.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Execution {
    /// Makes the change set and executes it.
    #[default]
    Execute,
    /// Makes the change set, to be reviewed and executed by hand.
    ChangeSetOnly,
}

/// What CloudFormation does when a resource fails.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Failure {
    /// Takes back what the deployment made.
    #[default]
    RollBack,
    /// Keeps what was made, so that the machine and its logs can be read.
    Keep,
}

/// A value given for a parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ParameterValue {
    /// This text.
    Text(String),
    /// The shell asks for it; the parameter is `NoEcho`.
    Prompted,
}

/// A tag of the stack, which CloudFormation passes on to its resources.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct StackTag {
    /// Up to 128 characters, no `=`.
    pub key: String,
    /// Up to 256 characters.
    pub value: String,
}

/// The whole command.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DeployCommand {
    /// Name of the stack.
    pub stack_name: String,
    /// The template's file as the shell finds it.
    pub template_file: String,
    /// Region; `None` leaves it to the AWS CLI's configuration.
    pub region: Option<String>,
    /// Profile of the AWS CLI's configuration.
    pub profile: Option<String>,
    /// Bucket that the template goes through.
    pub s3_bucket: Option<String>,
    /// What the template may do that CloudFormation wants acknowledged.
    pub capabilities: Vec<Capability>,
    /// Values of parameters, in the template's order. One left out has its default on a new stack and keeps its value
    /// on an existing one.
    pub parameters: Vec<(String, ParameterValue)>,
    /// File that holds the values instead of the command.
    pub parameter_file: Option<String>,
    /// Tags.
    pub tags: Vec<StackTag>,
    /// Whether anything is changed.
    pub execution: Execution,
    /// What happens on failure.
    pub failure: Failure,
}

impl DeployCommand {
    /// The arguments, one group of options a line.
    pub fn lines(&self) -> Vec<CommandLine> {
        let mut lines = vec![CommandLine::new(0, ["aws", "cloudformation", "deploy"].map(Argument::fixed).into())];
        let mut line = |arguments: Vec<Argument>| {
            if !arguments.is_empty() {
                lines.push(CommandLine::new(1, arguments));
            }
        };
        let mut target = Argument::option("--stack-name", &self.stack_name);
        target.extend(Argument::option("--template-file", &plain_file(&self.template_file)));
        line(target);
        line(self.place());
        line(self.s3_bucket.iter().flat_map(|bucket| Argument::option("--s3-bucket", bucket)).collect());
        if !self.capabilities.is_empty() {
            let capabilities = self.capabilities.iter().map(|capability| Argument::value(capability.name()));
            line(std::iter::once(Argument::fixed("--capabilities")).chain(capabilities).collect());
        }
        lines.extend(self.parameter_lines());
        if !self.tags.is_empty() {
            lines.extend(CommandLine::folded("--tags", self.tag_words()));
        }
        lines.push(CommandLine::new(1, self.flags()));
        lines
    }

    /// The options that say where: region and profile.
    pub(super) fn place(&self) -> Vec<Argument> {
        let region = self.region.iter().flat_map(|region| Argument::option("--region", region));
        region.chain(self.profile.iter().flat_map(|profile| Argument::option("--profile", profile))).collect()
    }

    /// The text of the parameter file, without prompted values; `None` if the command has no such file.
    pub fn parameter_file_text(&self) -> Option<String> {
        let texts = self.parameters.iter().filter_map(|(name, value)| match value {
            ParameterValue::Text(text) => Some((name.as_str(), text.as_str())),
            ParameterValue::Prompted => None,
        });
        self.parameter_file.as_ref().map(|_| parameter_file::write(texts))
    }

    /// The name of the parameter file, or the first parameter on the option's line and each other on its own.
    fn parameter_lines(&self) -> Vec<CommandLine> {
        if let Some(file) = &self.parameter_file {
            let prompted = self.parameters.iter().filter(|(_, given)| *given == ParameterValue::Prompted);
            let prompted: Vec<_> = prompted.map(|(name, _)| ArgumentPart::Prompted(name.clone())).collect();
            let word = match prompted.is_empty() {
                true => Argument::Text(vec![ArgumentPart::Fixed("file://".into()), ArgumentPart::Value(file.clone())]),
                false => Argument::FileAndPrompted { file: file.clone(), prompted },
            };
            return vec![CommandLine::new(1, vec![Argument::fixed("--parameter-overrides"), word])];
        }
        let word = |(name, given): &(String, ParameterValue)| {
            Argument::pair(
                name,
                match given {
                    ParameterValue::Text(text) => ArgumentPart::Value(text.clone()),
                    ParameterValue::Prompted => ArgumentPart::Prompted(name.clone()),
                },
            )
        };
        let Some((first, others)) = self.parameters.split_first() else { return Vec::new() };
        let first = CommandLine::new(1, vec![Argument::fixed("--parameter-overrides"), word(first)]);
        std::iter::once(first).chain(others.iter().map(|other| CommandLine::new(2, vec![word(other)]))).collect()
    }

    /// The tags as `Key=Value`, or as one JSON list where the AWS CLI would take a key for something else.
    fn tag_words(&self) -> Vec<Argument> {
        let misread = |tag: &StackTag| {
            let alone = self.tags.len() == 1;
            let opens = |start: &str| tag.key.starts_with(start);
            opens("-") || alone && ["[", "file://", "fileb://", "http://", "https://"].into_iter().any(opens)
        };
        if self.tags.iter().any(misread) {
            let pairs: Vec<String> = self.tags.iter().map(|tag| format!("{}={}", tag.key, tag.value)).collect();
            return vec![Argument::value(&serde_json::Value::from(pairs).to_string())];
        }
        self.tags.iter().map(|tag| Argument::pair(&tag.key, ArgumentPart::Value(tag.value.clone()))).collect()
    }

    fn flags(&self) -> Vec<Argument> {
        let execution = match self.execution {
            Execution::Execute => None,
            Execution::ChangeSetOnly => Some("--no-execute-changeset"),
        };
        let failure = match self.failure {
            Failure::RollBack => None,
            Failure::Keep => Some("--disable-rollback"),
        };
        // Version 1 ends with an error when nothing changed, version 2 does not; said, both end with 0.
        let flags = [execution, failure, Some("--no-fail-on-empty-changeset")];
        flags.into_iter().flatten().map(Argument::fixed).collect()
    }
}

/// A file name that is no option.
fn plain_file(name: &str) -> String {
    if name.starts_with('-') { format!("./{name}") } else { name.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arguments(command: &DeployCommand) -> Vec<String> {
        let text = |part: &ArgumentPart| match part {
            ArgumentPart::Fixed(text) | ArgumentPart::Value(text) => text.clone(),
            ArgumentPart::Prompted(name) => format!("<{name}>"),
        };
        let lines = command.lines();
        lines.iter().flat_map(|line| &line.arguments).map(|word| word.parts().iter().map(text).collect()).collect()
    }

    #[test]
    fn the_shortest_command_names_stack_and_file() {
        let command =
            DeployCommand { stack_name: "cf-init".into(), template_file: "cf-init.yaml".into(), ..Default::default() };
        let expected = "aws cloudformation deploy --stack-name cf-init --template-file cf-init.yaml \
                        --no-fail-on-empty-changeset";
        assert_eq!(arguments(&command).join(" "), expected);
    }

    #[test]
    fn every_option_has_its_words() {
        let command = DeployCommand {
            stack_name: "web".into(),
            template_file: "-t.yaml".into(),
            region: Some("eu-central-1".into()),
            profile: Some("dev".into()),
            s3_bucket: Some("templates".into()),
            capabilities: vec![Capability::NamedIam, Capability::AutoExpand],
            parameters: vec![
                ("Title".into(), ParameterValue::Text("a, b".into())),
                ("Password".into(), ParameterValue::Prompted),
            ],
            tags: vec![StackTag { key: "owner".into(), value: String::new() }],
            execution: Execution::ChangeSetOnly,
            failure: Failure::Keep,
            ..Default::default()
        };
        let expected = "aws|cloudformation|deploy|--stack-name|web|--template-file|./-t.yaml|--region|eu-central-1|\
                        --profile|dev|--s3-bucket|templates|--capabilities|CAPABILITY_NAMED_IAM|\
                        CAPABILITY_AUTO_EXPAND|--parameter-overrides|Title=a, b|Password=<Password>|--tags|owner=|\
                        --no-execute-changeset|--disable-rollback|--no-fail-on-empty-changeset";
        assert_eq!(arguments(&command).join("|"), expected);
    }

    #[test]
    fn a_parameter_file_is_named_in_place_of_the_values() {
        let mut command = DeployCommand {
            parameters: vec![("Title".into(), ParameterValue::Text("a, b".into()))],
            parameter_file: Some("p.json".into()),
            ..Default::default()
        };
        assert!(arguments(&command).join("|").contains("--parameter-overrides|file://p.json|"));
        assert_eq!(command.parameter_file_text().as_deref(), Some("[\n  \"Title=a, b\"\n]\n"));
        command.parameters.push(("Password".into(), ParameterValue::Prompted));
        assert!(arguments(&command).join("|").contains("--parameter-overrides|<Password>|"));
        assert_eq!(command.parameter_file_text().as_deref(), Some("[\n  \"Title=a, b\"\n]\n"));
    }

    #[test]
    fn tags_the_aws_cli_would_misread_go_as_json() {
        let tags = |keys: &[&str]| DeployCommand {
            tags: keys.iter().map(|key| StackTag { key: key.to_string(), value: "\"v\"".into() }).collect(),
            ..Default::default()
        };
        let last = |command: DeployCommand| command.tag_words().pop().unwrap();
        assert_eq!(last(tags(&["a", "-b"])), Argument::value(r#"["a=\"v\"","-b=\"v\""]"#));
        assert_eq!(last(tags(&["[x"])), Argument::value(r#"["[x=\"v\""]"#));
        assert_eq!(last(tags(&["a", "[x"])), Argument::pair("[x", ArgumentPart::Value("\"v\"".into())));
    }
}
