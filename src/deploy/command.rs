//! `aws cloudformation deploy` as data, and its words as the AWS CLI has to receive them. Knows no shell.
//!
//! Sources: AWS CLI reference, `cloudformation deploy`; what versions 1 and 2 do with their arguments, read in their
//! source and run with version 1: a word behind `--parameter-overrides` or `--tags` is split at its first `=` and
//! nothing else of it is touched, no comma, no quote, no bracket.

use serde::{Deserialize, Serialize};

use super::capability::Capability;
use super::word::{Line, Part, Word};

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
pub enum Given {
    /// This text.
    Text(String),
    /// The shell asks for it; the parameter is `NoEcho`.
    Asked,
}

/// A tag of the stack, which CloudFormation passes on to its resources.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Tag {
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
    pub parameters: Vec<(String, Given)>,
    /// Tags.
    pub tags: Vec<Tag>,
    /// Whether anything is changed.
    pub execution: Execution,
    /// What happens on failure.
    pub failure: Failure,
}

impl DeployCommand {
    /// The words, one group of options a line.
    pub fn lines(&self) -> Vec<Line> {
        let mut lines = vec![Line::new(0, ["aws", "cloudformation", "deploy"].map(Word::fixed).into())];
        let mut line = |words: Vec<Word>| {
            if !words.is_empty() {
                lines.push(Line::new(1, words));
            }
        };
        let mut target = Word::option("--stack-name", &self.stack_name);
        target.extend(Word::option("--template-file", &plain_file(&self.template_file)));
        line(target);
        line(self.place());
        line(self.s3_bucket.iter().flat_map(|bucket| Word::option("--s3-bucket", bucket)).collect());
        if !self.capabilities.is_empty() {
            let capabilities = self.capabilities.iter().map(|capability| Word::value(capability.name()));
            line(std::iter::once(Word::fixed("--capabilities")).chain(capabilities).collect());
        }
        lines.extend(self.parameter_lines());
        if !self.tags.is_empty() {
            lines.extend(Line::folded("--tags", self.tag_words()));
        }
        lines.push(Line::new(1, self.flags()));
        lines
    }

    /// The options that say where: region and profile.
    pub(super) fn place(&self) -> Vec<Word> {
        let region = self.region.iter().flat_map(|region| Word::option("--region", region));
        region.chain(self.profile.iter().flat_map(|profile| Word::option("--profile", profile))).collect()
    }

    /// The first parameter on the option's line, each other on its own.
    fn parameter_lines(&self) -> Vec<Line> {
        let word = |(name, given): &(String, Given)| {
            Word::pair(
                name,
                match given {
                    Given::Text(text) => Part::Value(text.clone()),
                    Given::Asked => Part::Asked(name.clone()),
                },
            )
        };
        let Some((first, others)) = self.parameters.split_first() else { return Vec::new() };
        let first = Line::new(1, vec![Word::fixed("--parameter-overrides"), word(first)]);
        std::iter::once(first).chain(others.iter().map(|other| Line::new(2, vec![word(other)]))).collect()
    }

    /// The tags as `Key=Value`, or as one JSON list where the AWS CLI would take a key for something else.
    fn tag_words(&self) -> Vec<Word> {
        let misread = |tag: &Tag| {
            let alone = self.tags.len() == 1;
            let opens = |start: &str| tag.key.starts_with(start);
            opens("-") || alone && ["[", "file://", "fileb://", "http://", "https://"].into_iter().any(opens)
        };
        if self.tags.iter().any(misread) {
            let pairs: Vec<String> = self.tags.iter().map(|tag| format!("{}={}", tag.key, tag.value)).collect();
            return vec![Word::value(&serde_json::Value::from(pairs).to_string())];
        }
        self.tags.iter().map(|tag| Word::pair(&tag.key, Part::Value(tag.value.clone()))).collect()
    }

    fn flags(&self) -> Vec<Word> {
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
        flags.into_iter().flatten().map(Word::fixed).collect()
    }
}

/// A file name that is no option.
fn plain_file(name: &str) -> String {
    if name.starts_with('-') { format!("./{name}") } else { name.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(command: &DeployCommand) -> Vec<String> {
        let text = |part: &Part| match part {
            Part::Fixed(text) | Part::Value(text) => text.clone(),
            Part::Asked(name) => format!("<{name}>"),
        };
        let lines = command.lines();
        lines.iter().flat_map(|line| &line.words).map(|word| word.parts().iter().map(text).collect()).collect()
    }

    #[test]
    fn the_shortest_command_names_stack_and_file() {
        let command =
            DeployCommand { stack_name: "cf-init".into(), template_file: "cf-init.yaml".into(), ..Default::default() };
        let expected = "aws cloudformation deploy --stack-name cf-init --template-file cf-init.yaml \
                        --no-fail-on-empty-changeset";
        assert_eq!(words(&command).join(" "), expected);
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
            parameters: vec![("Title".into(), Given::Text("a, b".into())), ("Password".into(), Given::Asked)],
            tags: vec![Tag { key: "owner".into(), value: String::new() }],
            execution: Execution::ChangeSetOnly,
            failure: Failure::Keep,
        };
        let expected = "aws|cloudformation|deploy|--stack-name|web|--template-file|./-t.yaml|--region|eu-central-1|\
                        --profile|dev|--s3-bucket|templates|--capabilities|CAPABILITY_NAMED_IAM|\
                        CAPABILITY_AUTO_EXPAND|--parameter-overrides|Title=a, b|Password=<Password>|--tags|owner=|\
                        --no-execute-changeset|--disable-rollback|--no-fail-on-empty-changeset";
        assert_eq!(words(&command).join("|"), expected);
    }

    #[test]
    fn tags_the_aws_cli_would_misread_go_as_json() {
        let tags = |keys: &[&str]| DeployCommand {
            tags: keys.iter().map(|key| Tag { key: key.to_string(), value: "\"v\"".into() }).collect(),
            ..Default::default()
        };
        let last = |command: DeployCommand| command.tag_words().pop().unwrap();
        assert_eq!(last(tags(&["a", "-b"])), Word::value(r#"["a=\"v\"","-b=\"v\""]"#));
        assert_eq!(last(tags(&["[x"])), Word::value(r#"["[x=\"v\""]"#));
        assert_eq!(last(tags(&["a", "[x"])), Word::pair("[x", Part::Value("\"v\"".into())));
    }
}
