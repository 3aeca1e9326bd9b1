//! A deployment thought through: the command, a row for every parameter, and what AWS would refuse.

use super::capability::{Reason, needed};
use super::command::{DeployCommand, ParameterValue};
use super::settings::Settings;
use super::{TEMPLATE_BYTES, parameter};
use crate::document::{Document, Path};
use crate::template::limits::{self, TEMPLATE_BODY, USER_DATA};
use crate::template::{Parameter, Template, evaluate};

/// A deployment of a template with the user's choices.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// The command; runs as it should only if there are no problems.
    pub command: DeployCommand,
    /// The parameters, in the template's order.
    pub answers: Vec<Answer>,
    /// Capabilities with their reasons.
    pub reasons: Vec<Reason>,
    /// What the AWS CLI or CloudFormation would refuse.
    pub problems: Vec<Problem>,
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

/// What a [`Problem`] is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum About {
    /// The stack's name.
    StackName,
    /// The region.
    Region,
    /// The profile.
    Profile,
    /// The S3 bucket.
    Bucket,
    /// The tag at this place.
    Tag(usize),
    /// The parameter of this name.
    Parameter(String),
    /// The template as a whole.
    Template,
}

/// Something that would be refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What it is about.
    pub about: About,
    /// What is wrong and how it is mended, in whole sentences.
    pub what: String,
    /// The place in the template that is meant.
    pub at: Option<Path>,
}

impl Problem {
    pub(super) fn new(about: About, what: String) -> Problem {
        Problem { about, what, at: None }
    }
}

impl Plan {
    /// Thinks a deployment of `document`, kept as `template_file`, through.
    pub fn of(document: &Document, template_file: &str, settings: &Settings) -> Plan {
        let template = Template::of(document);
        let answers: Vec<Answer> = template.parameters().map(|one| answer(one, settings)).collect();
        let reasons = needed(template);
        let bytes = document.text().len();
        let mut problems = settings.problems();
        problems.extend(template_problems(document, settings));
        problems.extend(answers.iter().filter_map(|answer| {
            let at = template.parameter(&answer.name).map(|parameter| parameter.path());
            Some(Problem { about: About::Parameter(answer.name.clone()), what: answer.problem.clone()?, at })
        }));
        let command = DeployCommand {
            stack_name: settings.stack_name.clone(),
            template_file: template_file.into(),
            region: said(&settings.region),
            profile: said(&settings.profile),
            s3_bucket: said(&settings.s3_bucket),
            capabilities: reasons.iter().map(|reason| reason.capability).collect(),
            parameters: answers.iter().filter_map(given).collect(),
            tags: settings.tags.iter().filter(|tag| !tag.key.is_empty()).cloned().collect(),
            execution: settings.execution,
            failure: settings.failure,
        };
        Plan { command, answers, reasons, problems, bytes }
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
    pub fn known_values(&self) -> evaluate::Given {
        let names = self.answers.iter().map(|answer| answer.name.as_str());
        names.filter_map(|name| Some((name.to_string(), self.value_of(name)?.to_string()))).collect()
    }

    /// What is wrong with one of the choices.
    pub fn problem(&self, about: &About) -> Option<&Problem> {
        self.problems.iter().find(|problem| problem.about == *about)
    }
}

fn said(text: &str) -> Option<String> {
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
            ValueSource::Default | ValueSource::User => parameter::fault(parameter, &value),
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

fn template_problems(document: &Document, settings: &Settings) -> Vec<Problem> {
    let bytes = document.text().len();
    let template = |what| Problem::new(About::Template, what);
    let mut problems = Vec::new();
    if let Some(problem) = document.syntax_error() {
        problems.push(template(format!("The template cannot be read at {}: {}", problem.position, problem.message)));
    } else if Template::of(document).resources().next().is_none() {
        problems.push(template("The template has no resources, so there is nothing to deploy.".into()));
    }
    if bytes > TEMPLATE_BYTES {
        problems
            .push(template(format!("The template has {bytes} bytes; CloudFormation takes at most {TEMPLATE_BYTES}.")));
    } else if bytes > TEMPLATE_BODY && settings.s3_bucket.is_empty() {
        let what = format!(
            "The template has {bytes} bytes. Above {TEMPLATE_BODY} it goes through an S3 bucket of yours in the stack's region: \
             name one."
        );
        problems.push(Problem::new(About::Bucket, what));
    }
    if let Some((bytes, at)) = limits::user_data(document).filter(|(bytes, _)| *bytes > USER_DATA) {
        let what =
            format!("The user data has {bytes} bytes; EC2 takes at most {USER_DATA}. Move a part into cfn-init.");
        problems.push(Problem { at: Some(at), ..template(what) });
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;

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
        let problems: Vec<_> = plan.problems.iter().map(|problem| problem.what.as_str()).collect();
        assert_eq!(problems, ["Size needs a value."]);
    }

    #[test]
    fn a_large_template_wants_a_bucket() {
        let text = format!("{TEXT}# {}\n", "x".repeat(TEMPLATE_BODY));
        let mut settings = settings(&[("Size", "s")]);
        let problems = |settings: &Settings| Plan::of(&Document::parse(text.as_str()), "t.yaml", settings).problems;
        assert_eq!(problems(&settings)[0].about, About::Bucket);
        settings.s3_bucket = "my-bucket".into();
        assert_eq!(problems(&settings), []);
    }

    #[test]
    fn user_data_above_16_kb_is_a_problem_with_its_place() {
        let text = format!("Resources: {{A: {{Properties: {{UserData: {}}}}}}}", "x".repeat(USER_DATA + 1));
        let problems = Plan::of(&Document::parse(text), "t.yaml", &settings(&[])).problems;
        let at = problems[0].at.as_ref().unwrap();
        assert_eq!(at.to_string(), "Resources › A › Properties › UserData");
    }

    #[test]
    fn broken_or_empty_templates_are_problems_not_faults() {
        for text in ["", "Resources: {", "Parameters: [x]\nResources: {A: {}}", "Parameters: {'a b': {NoEcho: true}}"] {
            let plan = Plan::of(&Document::parse(text), "t.yaml", &Settings::default());
            assert_ne!(plan.problems, [], "{text}");
            assert_eq!(plan.command.parameters, [], "{text}");
        }
    }
}
