//! `metadata`: what cfn-init gets of a resource, everything resolved.

use super::CliError;
use super::arguments::{Arguments, document};
use crate::document::Document;
use crate::template::Template;
use crate::template::evaluate::{EvaluateError, Evaluation, ParameterValues, Pseudo, REGION, STACK_NAME};

pub(super) fn metadata(mut arguments: Arguments) -> Result<String, CliError> {
    let file = arguments.file()?;
    let resource = arguments.option("--resource")?;
    let options = ValueOptions::of(&mut arguments)?;
    arguments.done()?;
    let document = document(&file)?;
    let given = options.values(&file, &document, HIDDEN)?;
    let template = Template::of(&document);
    let id = match resource {
        Some(id) => id,
        None => only(&file, template)?,
    };
    let refused = |fault: EvaluateError| {
        let mend = fault.wants.as_ref().map(|name| format!(" --parameter {name}=VALUE")).unwrap_or_default();
        CliError::Input(format!("{file}: {fault}{mend}"))
    };
    let mut evaluation = Evaluation::of(template, &given);
    if template.resource(&id).is_some_and(|resource| resource.is_in_loop()) {
        let made = evaluation.made_from(&id).map_err(refused)?.join(", ");
        return Err(CliError::Input(format!("{file}: A loop makes {made} of {id}: name one of them.")));
    }
    if !evaluation.has_resource(&id).map_err(refused)? {
        return Err(CliError::Input(format!("{file}: The template has no resource {id}. {}", carriers(template))));
    }
    let metadata = evaluation.metadata(&id).map_err(refused)?;
    for part in evaluation.left_out() {
        eprintln!("{file}: {part}");
    }
    let Some(metadata) = metadata else {
        return Err(CliError::Input(format!("{file}: {id} has no Metadata. {}", carriers(template))));
    };
    let json = serde_json::to_string_pretty(&metadata);
    json.map(|json| json + "\n").map_err(|error| CliError::Input(format!("{file}: {error}")))
}

/// The options that say values: `--region`, `--stack-name`, `--parameter`.
pub(super) struct ValueOptions {
    pseudo: [(&'static str, Option<String>); 2],
    parameters: Vec<String>,
}

impl ValueOptions {
    /// Takes the options out of the arguments.
    pub(super) fn of(arguments: &mut Arguments) -> Result<ValueOptions, CliError> {
        let pseudo = [(REGION, arguments.option("--region")?), (STACK_NAME, arguments.option("--stack-name")?)];
        Ok(ValueOptions { pseudo, parameters: arguments.options("--parameter") })
    }

    /// The values by name. `instead` says what replaces a NoEcho value, which is refused.
    pub(super) fn values(self, file: &str, document: &Document, instead: &str) -> Result<ParameterValues, CliError> {
        let mut given = ParameterValues::new();
        for (name, value) in self.pseudo {
            given.extend(value.map(|value| (name.to_string(), value)));
        }
        for parameter in self.parameters {
            let Some((name, value)) = parameter.split_once('=') else {
                return Err(CliError::Use(format!("--parameter needs KEY=VALUE, not {parameter}.")));
            };
            known_or_replaced(file, document, name, instead)?;
            given.insert(name.to_string(), value.to_string());
        }
        Ok(given)
    }
}

/// What is said where asterisks replace a NoEcho value.
const HIDDEN: &str = "**** replaces it.";

/// Refuses a name that the template does not have, and a value that must not be shown.
pub(super) fn known(file: &str, document: &Document, name: &str) -> Result<(), CliError> {
    known_or_replaced(file, document, name, HIDDEN)
}

/// The same; `instead` says what replaces a value that must not be shown.
fn known_or_replaced(file: &str, document: &Document, name: &str, instead: &str) -> Result<(), CliError> {
    if Pseudo::of_name(name).is_some_and(|pseudo| pseudo != Pseudo::NoValue) {
        return Ok(());
    }
    let template = Template::of(document);
    match template.parameter(name) {
        Some(parameter) if parameter.no_echo() => {
            let place = document.entry_span(&parameter.path()).map(|span| document.position(span.start));
            let place = place.map(|place| format!("{place}: ")).unwrap_or_default();
            Err(CliError::Input(format!("{file}: {place}{name} is NoEcho: leave it out. {instead}")))
        }
        Some(_) => Ok(()),
        None => {
            let names: Vec<&str> = template.parameters().map(|parameter| parameter.name()).collect();
            let has = if names.is_empty() { "none".to_string() } else { names.join(", ") };
            Err(CliError::Input(format!("{file}: The template has no parameter {name}. It has {has}.")))
        }
    }
}

/// The one resource with metadata for cfn-init.
fn only(file: &str, template: Template<'_>) -> Result<String, CliError> {
    match Evaluation::init_ids(template).as_slice() {
        [id] => Ok(id.clone()),
        _ => Err(CliError::Input(format!("{file}: --resource is missing. {}", carriers(template)))),
    }
}

fn carriers(template: Template<'_>) -> String {
    match Evaluation::init_ids(template).as_slice() {
        [] => "No resource has AWS::CloudFormation::Init.".to_string(),
        ids => format!("AWS::CloudFormation::Init is on {}.", ids.join(", ")),
    }
}
