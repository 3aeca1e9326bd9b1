//! The plan of a deployment: the command, a row for every parameter, and what AWS would refuse.

use super::capability::{Reason, needed};
use super::command::{DeployCommand, ParameterValue};
use super::settings::{Setting, SettingError, Settings};
use super::shell::{Script, Shell, Unwritable};
use crate::check::{Checker, Diagnostic, Severity};
use crate::document::Document;
use crate::template::limits::{TEMPLATE, TEMPLATE_BODY};
use crate::template::{Parameter, Template, constraint, evaluate};

/// A deployment of a template with the user's choices.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plan {
    /// The command; runs as it should only if nothing is refused.
    pub command: DeployCommand,
    /// The parameters, in the template's order.
    pub answers: Vec<Answer>,
    /// Capabilities with their reasons.
    pub reasons: Vec<Reason>,
    /// The choices that the AWS CLI or CloudFormation would refuse.
    pub errors: Vec<SettingError>,
    /// What is wrong with the template when it is deployed with these values. Values of parameters are judged by
    /// [`Plan::errors`].
    pub diagnostics: Vec<Diagnostic>,
    /// Size of the template in bytes.
    pub bytes: usize,
}

/// A parameter with the value that it will have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Name of the parameter.
    pub name: String,
    /// What it is for.
    pub description: Option<String>,
    /// The value; empty if the shell asks for it or nothing is known.
    pub value: String,
    /// Where the value comes from.
    pub source: ValueSource,
    /// True if the template has a value for it.
    pub has_default: bool,
    /// How it is typed.
    pub control: ParameterControl,
    /// Why it cannot have the value.
    pub problem: Option<String>,
}

/// Where a parameter's value comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueSource {
    /// The template; not said in the command.
    Default,
    /// The user.
    User,
    /// The shell asks for it; `NoEcho`.
    Shell,
    /// Nowhere yet.
    Missing,
}

/// How a parameter's value is typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ParameterControl {
    /// One of these.
    Choice(Vec<String>),
    /// A number.
    Number,
    /// Text.
    Text,
    /// Not at all: only the shell hears it.
    Hidden,
}

impl Answer {
    /// True if a parameter file can hold its value.
    pub fn is_for_file(&self) -> bool {
        self.source != ValueSource::Shell
    }

    /// Takes a value typed for the parameter. Nothing typed is the empty value where there is a default, else no value.
    /// Nothing is taken for a `NoEcho` parameter.
    pub fn set(&self, settings: &mut Settings, text: &str) {
        if self.source == ValueSource::Shell || text.is_empty() && !self.has_default {
            settings.parameters.remove(&self.name);
        } else {
            settings.parameters.insert(self.name.clone(), text.into());
        }
    }
}

impl Plan {
    /// The plan of a deployment of `document`, saved as `template_file`.
    pub fn of(document: &Document, template_file: &str, settings: &Settings) -> Plan {
        Plan::checked(document, template_file, settings, &mut Checker::default())
    }

    /// The same, with a checker that remembers what it found in the plan before.
    pub fn checked(document: &Document, template_file: &str, settings: &Settings, checker: &mut Checker) -> Plan {
        let template = Template::of(document);
        let answers: Vec<Answer> = template.parameters().map(|one| answer(one, settings)).collect();
        let reasons = needed(template);
        let bytes = document.text().len();
        let mut errors = settings.errors(template_file);
        if bytes > TEMPLATE_BODY && bytes <= TEMPLATE && settings.s3_bucket.is_empty() {
            let message = format!(
                "The template has {bytes} bytes. Above {TEMPLATE_BODY} it goes through an S3 bucket of yours in the \
                 stack's region: name one."
            );
            errors.push(SettingError { setting: Setting::Bucket, message });
        }
        errors.extend(answers.iter().filter_map(|answer| {
            Some(SettingError { setting: Setting::Parameter(answer.name.clone()), message: answer.problem.clone()? })
        }));
        let command = DeployCommand {
            stack_name: settings.stack_name.clone(),
            template_file: template_file.into(),
            region: non_empty(&settings.region),
            profile: non_empty(&settings.profile),
            s3_bucket: non_empty(&settings.s3_bucket),
            capabilities: reasons.iter().map(|reason| reason.capability).collect(),
            parameters: answers.iter().filter_map(given).collect(),
            parameter_file: settings.parameter_file.clone().filter(|_| answers.iter().any(Answer::is_for_file)),
            tags: settings.tags.iter().filter(|tag| !tag.key.is_empty()).cloned().collect(),
            execution: settings.execution,
            failure: settings.failure,
        };
        let mut plan = Plan { command, answers, reasons, errors, diagnostics: Vec::new(), bytes };
        plan.diagnostics = checker.check(document, &plan.known_values());
        plan.diagnostics.retain(|one| !one.rule.is_of("parameter"));
        plan
    }

    /// The command as this shell takes it, with what whoever runs it should know.
    ///
    /// # Errors
    /// [`Unwritable`] says why this shell cannot pass the arguments.
    pub fn script(&self, shell: Shell) -> Result<Script, Unwritable> {
        let mut script = shell.write(&self.command.lines())?;
        if self.diagnostics.iter().any(|one| one.rule.id == "template/not-ascii") {
            script.notices.push(shell.encoding_hint());
        }
        Ok(script)
    }

    /// The value that a parameter will have; `None` if only the shell or CloudFormation knows it.
    pub fn value_of(&self, name: &str) -> Option<&str> {
        let answer = self.answers.iter().find(|answer| answer.name == name)?;
        match answer.source {
            ValueSource::Default | ValueSource::User => Some(&answer.value),
            ValueSource::Shell | ValueSource::Missing => None,
        }
    }

    /// The parameters whose values are known before the command runs.
    pub fn known_values(&self) -> evaluate::ParameterValues {
        let names = self.answers.iter().map(|answer| answer.name.as_str());
        names.filter_map(|name| Some((name.to_string(), self.value_of(name)?.to_string()))).collect()
    }

    /// What is wrong with one of the choices.
    pub fn error(&self, setting: &Setting) -> Option<&SettingError> {
        self.errors.iter().find(|error| error.setting == *setting)
    }

    /// The diagnostics for which CloudFormation or EC2 refuses the template, whatever else happens in the stack.
    pub fn refused(&self) -> impl Iterator<Item = &Diagnostic> {
        // Of several equal keys CloudFormation takes the last.
        let refused = |one: &&Diagnostic| match one.rule.id {
            "template/duplicate-key" => false,
            "user-data/too-large" => true,
            _ => one.rule.is_of("template"),
        };
        self.diagnostics.iter().filter(|one| one.severity == Severity::Error).filter(refused)
    }
}

fn non_empty(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_string())
}

fn answer(parameter: Parameter<'_>, settings: &Settings) -> Answer {
    let name = parameter.name();
    let typed = settings.parameters.get(name);
    let (source, value) = match (parameter.no_echo(), typed, parameter.default()) {
        (true, ..) => (ValueSource::Shell, String::new()),
        (false, Some(typed), _) => (ValueSource::User, typed.clone()),
        (false, None, Some(default)) => (ValueSource::Default, default.to_string()),
        (false, None, None) => (ValueSource::Missing, String::new()),
    };
    let allowed = parameter.allowed_values();
    let control = match (source, parameter.kind()) {
        (ValueSource::Shell, _) => ParameterControl::Hidden,
        _ if !allowed.is_empty() && !is_list(parameter) => {
            ParameterControl::Choice(allowed.into_iter().map(str::to_string).collect())
        }
        (_, Some("Number")) => ParameterControl::Number,
        _ => ParameterControl::Text,
    };
    let problem = if name.is_empty() || !name.chars().all(|c| c.is_ascii_alphanumeric()) {
        Some(format!("{name} cannot name a parameter: letters and digits only."))
    } else {
        match source {
            ValueSource::Shell => None,
            ValueSource::Missing => Some(format!("{name} needs a value.")),
            ValueSource::Default | ValueSource::User => {
                constraint::check(parameter, &value).err().map(|error| error.to_string())
            }
        }
    };
    Answer {
        name: name.into(),
        description: parameter.description().map(str::to_string),
        value,
        source,
        has_default: parameter.default().is_some(),
        control,
        problem,
    }
}

fn is_list(parameter: Parameter<'_>) -> bool {
    parameter.kind().is_some_and(|kind| kind == "CommaDelimitedList" || kind.starts_with("List<"))
}

/// What the command says of a parameter; nothing if its default is meant or its name could be anything.
fn given(answer: &Answer) -> Option<(String, ParameterValue)> {
    let given = match answer.source {
        ValueSource::User => ParameterValue::Text(answer.value.clone()),
        ValueSource::Shell => ParameterValue::Prompted,
        ValueSource::Default | ValueSource::Missing => return None,
    };
    let named = !answer.name.is_empty() && answer.name.chars().all(|c| c.is_ascii_alphanumeric());
    named.then(|| (answer.name.clone(), given))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::template::limits::USER_DATA;

    const TEXT: &str = "Parameters:\n  Title: {Type: String, Default: Hello}\n  Size: {Type: String, AllowedValues: [s, m]}\n\
                        \x20 Secret: {Type: String, NoEcho: true}\n  Count: {Type: Number, Default: 2}\n\
                        Resources: {Role: {Type: AWS::IAM::Role}}\n";

    fn settings(parameters: &[(&str, &str)]) -> Settings {
        Settings {
            stack_name: "s".into(),
            parameters: parameters.iter().map(|(name, value)| (name.to_string(), value.to_string())).collect(),
            ..Settings::default()
        }
    }

    #[test]
    fn each_value_comes_from_somewhere() {
        let plan = Plan::of(&Document::parse(TEXT), "t.yaml", &settings(&[("Title", ""), ("Secret", "leak")]));
        let rows: Vec<_> = plan.answers.iter().map(|row| (row.source, row.value.as_str())).collect();
        let expected = [
            (ValueSource::User, ""),
            (ValueSource::Missing, ""),
            (ValueSource::Shell, ""),
            (ValueSource::Default, "2"),
        ];
        assert_eq!(rows, expected);
        let controls: Vec<_> = plan.answers.iter().map(|row| row.control.clone()).collect();
        let choice = ParameterControl::Choice(vec!["s".into(), "m".into()]);
        assert_eq!(controls, [ParameterControl::Text, choice, ParameterControl::Hidden, ParameterControl::Number]);
        let given = [
            ("Title".to_string(), ParameterValue::Text(String::new())),
            ("Secret".to_string(), ParameterValue::Prompted),
        ];
        assert_eq!(plan.command.parameters, given);
        assert!(!format!("{plan:?}").contains("leak"), "{plan:?}");
        let errors: Vec<_> = plan.errors.iter().map(|error| error.message.as_str()).collect();
        assert_eq!(errors, ["Size needs a value."]);
    }

    #[test]
    fn a_large_template_wants_a_bucket() {
        let text = format!("{TEXT}# {}\n", "x".repeat(TEMPLATE_BODY));
        let mut settings = settings(&[("Size", "s")]);
        let errors = |settings: &Settings| Plan::of(&Document::parse(text.as_str()), "t.yaml", settings).errors;
        assert_eq!(errors(&settings)[0].setting, Setting::Bucket);
        settings.s3_bucket = "my-bucket".into();
        assert_eq!(errors(&settings), []);
    }

    #[test]
    fn user_data_above_16_kb_is_refused_with_its_path() {
        let text = format!(
            "Resources: {{A: {{Type: AWS::EC2::Instance, Properties: {{UserData: {}}}}}}}",
            "x".repeat(USER_DATA + 1)
        );
        let plan = Plan::of(&Document::parse(text), "t.yaml", &settings(&[]));
        let refused: Vec<_> = plan.refused().map(|one| one.path.to_string()).collect();
        assert_eq!(refused, ["Resources › A › Properties › UserData"]);
    }

    #[test]
    fn broken_or_empty_templates_are_refused() {
        for text in ["", "Resources: {", "Parameters: [x]\nResources: {A: {}}", "Parameters: {'a b': {NoEcho: true}}"] {
            let plan = Plan::of(&Document::parse(text), "t.yaml", &Settings::default());
            assert_ne!(plan.errors, [], "{text}");
            assert_eq!(plan.command.parameters, [], "{text}");
        }
    }
}
