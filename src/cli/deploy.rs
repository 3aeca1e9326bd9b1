//! `deploy-command`: the AWS CLI's command that deploys a template.

use super::CliError;
use super::arguments::{Arguments, document};
use crate::deploy::{
    Execution, Failure, Plan, Setting, SettingError, Settings, Shell, StackTag, ValueSource, read_parameter_file,
};
use crate::document::Document;
use crate::template::Template;

pub(super) fn deploy_command(mut arguments: Arguments) -> Result<String, CliError> {
    let file = arguments.file()?;
    let text = |option: Option<String>| option.unwrap_or_default();
    let mut settings = Settings {
        stack_name: arguments.required("--stack-name")?,
        region: text(arguments.option("--region")?),
        profile: text(arguments.option("--profile")?),
        s3_bucket: text(arguments.option("--s3-bucket")?),
        parameter_file: arguments.option("--parameter-file")?,
        ..Settings::default()
    };
    let parameters = arguments.options("--parameter");
    for tag in arguments.options("--tag") {
        let (key, value) = pair("--tag", &tag)?;
        settings.tags.push(StackTag { key, value });
    }
    if arguments.flag("--no-execute-changeset") {
        settings.execution = Execution::ChangeSetOnly;
    }
    if arguments.flag("--disable-rollback") {
        settings.failure = Failure::Keep;
    }
    let shell = shell(&mut arguments)?;
    arguments.done()?;
    if file == "-" {
        return Err(CliError::Use("The command names the template's file, so FILE cannot be standard input.".into()));
    }
    let document = document(&file)?;
    if let Some(parameter_file) = settings.parameter_file.clone() {
        for (name, value) in values_of(&parameter_file)? {
            settings.parameters.insert(known(&parameter_file, &document, name)?, value);
        }
    }
    for parameter in parameters {
        let (name, value) = pair("--parameter", &parameter)?;
        settings.parameters.insert(known(&file, &document, name)?, value);
    }
    let plan = Plan::of(&document, &file, &settings);
    if !plan.errors.is_empty() || plan.refused().next().is_some() {
        return Err(refused(&file, &document, &plan));
    }
    let script = plan.script(shell).map_err(|why| CliError::Input(why.to_string()))?;
    if let Some(parameter_file) = &settings.parameter_file {
        write_parameter_file(&file, &plan, parameter_file)?;
    }
    for notice in &script.notices {
        eprintln!("cf-init: {notice}");
    }
    Ok(script.text() + "\n")
}

/// The shell that the command is for.
pub(super) fn shell(arguments: &mut Arguments) -> Result<Shell, CliError> {
    let name = arguments.option("--shell")?.unwrap_or_else(|| Shell::Bash.name().into());
    let none = || CliError::Use(format!("--shell {name} is none of {}.", Shell::ALL.map(Shell::name).join(", ")));
    Shell::of_name(&name).ok_or_else(none)
}

pub(super) fn pair(option: &str, text: &str) -> Result<(String, String), CliError> {
    let (key, value) =
        text.split_once('=').ok_or_else(|| CliError::Use(format!("{option} needs KEY=VALUE, not {text}.")))?;
    Ok((key.to_string(), value.to_string()))
}

/// The values of a parameter file that exists; they stay unless others are given.
fn values_of(file: &str) -> Result<Vec<(String, String)>, CliError> {
    if !std::path::Path::new(file).exists() {
        return Ok(Vec::new());
    }
    let text = super::arguments::read(file)?;
    read_parameter_file(&text).map_err(|what| {
        CliError::Input(format!(
            "{file} exists and {what}. Name another file for --parameter-file, or delete this one."
        ))
    })
}

/// Writes the parameter file.
fn write_parameter_file(template: &str, plan: &Plan, file: &str) -> Result<(), CliError> {
    let Some(text) = plan.command.parameter_file_text() else {
        return Err(CliError::Input(format!(
            "{template}: The template has no parameter whose value {file} could hold. Leave out --parameter-file."
        )));
    };
    std::fs::write(file, text).map_err(|error| CliError::Input(format!("{file} cannot be written: {error}.")))?;
    let prompted: Vec<&str> =
        plan.answers.iter().filter(|one| !one.is_for_file()).map(|one| one.name.as_str()).collect();
    let secret = match prompted.as_slice() {
        [] => String::new(),
        [one] => format!(" {one} is NoEcho and not in it: the command asks for it."),
        many => format!(" {} are NoEcho and not in it: the command asks for them.", many.join(", ")),
    };
    eprintln!("cf-init: {file} is written with the values of the parameters.{secret}");
    Ok(())
}

/// The name of a parameter that may be given.
fn known(file: &str, document: &Document, name: String) -> Result<String, CliError> {
    let template = Template::of(document);
    match template.parameter(&name) {
        None => {
            let names: Vec<&str> = template.parameters().map(|parameter| parameter.name()).collect();
            let has = if names.is_empty() { "none".to_string() } else { names.join(", ") };
            Err(CliError::Input(format!("{file}: The template has no parameter {name}. It has {has}.")))
        }
        Some(parameter) if parameter.no_echo() => {
            let place = place(document, &parameter.path());
            Err(CliError::Input(format!(
                "{file}: {place}{name} is NoEcho: leave it out. The command asks for it when it runs, without showing it."
            )))
        }
        Some(_) => Ok(name),
    }
}

/// All that is refused, one a line. A choice that the command line got wrong is wrong use.
fn refused(file: &str, document: &Document, plan: &Plan) -> CliError {
    let of_parameter = |name: &str| place(document, &crate::template::parameter_path(name));
    let missing =
        |name: &str| plan.answers.iter().any(|answer| answer.name == name && answer.source == ValueSource::Missing);
    let line = |SettingError { setting, message }: &SettingError| match setting {
        Setting::Parameter(name) if missing(name) => {
            format!("{file}: {}{message} Give it: --parameter {name}=VALUE", of_parameter(name))
        }
        Setting::Parameter(name) => format!("{file}: {}{message}", of_parameter(name)),
        Setting::Bucket => format!("{file}: {message} Give it: --s3-bucket NAME"),
        Setting::StackName | Setting::Region | Setting::Profile | Setting::ParameterFile | Setting::Tag(_) => {
            message.clone()
        }
    };
    let of_template = plan.refused().map(|one| {
        let whole = one.path.is_root() && one.span.start == 0;
        let place = if whole { String::new() } else { format!("{}: ", document.position(one.span.start)) };
        let help = one.help.iter().map(|help| format!(" {help}")).collect::<String>();
        format!("{file}: {place}{}{help}", one.message)
    });
    let text = plan.errors.iter().map(line).chain(of_template).collect::<Vec<_>>().join("\n");
    let is_use = |error: &SettingError| match error.setting {
        Setting::StackName | Setting::Region | Setting::Profile | Setting::ParameterFile | Setting::Tag(_) => true,
        Setting::Parameter(_) | Setting::Bucket => false,
    };
    match plan.errors.iter().all(is_use) && plan.refused().next().is_none() {
        true => CliError::Use(text),
        false => CliError::Input(text),
    }
}

/// Line and column of an entry, for the front of a message.
fn place(document: &Document, at: &crate::document::Path) -> String {
    document.entry_span(at).map(|span| format!("{}: ", document.position(span.start))).unwrap_or_default()
}
