//! `refactor-command`: the AWS CLI's commands that keep resources under new logical ids.

use super::CliError;
use super::arguments::{Arguments, document};
use super::deploy::{pair, shell};
use crate::deploy::DeployCommand;
use crate::deploy::refactoring::{Refactoring, Rename, script};
use crate::design::Format;

pub(super) fn refactor_command(mut arguments: Arguments) -> Result<String, CliError> {
    let missing = |name: &str| CliError::Use(format!("{name} is missing."));
    let old_file = arguments.word().ok_or_else(|| missing("OLD"))?;
    let new_file = arguments.word().ok_or_else(|| missing("NEW"))?;
    let mut at = DeployCommand {
        stack_name: arguments.option("--stack-name")?.unwrap_or_default(),
        region: arguments.option("--region")?,
        profile: arguments.option("--profile")?,
        ..DeployCommand::default()
    };
    let template_file = arguments.option("--template-file")?;
    let known = arguments.options("--rename");
    let shell = shell(&mut arguments)?;
    arguments.done()?;
    if old_file == "-" && new_file == "-" {
        return Err(CliError::Use("Only one of OLD and NEW can be standard input.".into()));
    }
    let (old, new) = (document(&old_file)?, document(&new_file)?);
    let known = known.iter().map(|one| pair("--rename", one)).collect::<Result<Vec<_>, _>>()?;
    let refactoring = Refactoring::with(&old, &new, &known);
    for (from, to) in &known {
        if refactoring.old_id(to) != Some(from) {
            return Err(CliError::Input(format!(
                "--rename {from}={to}: {from} has to be a resource that only {old_file} has, {to} one that only {new_file} has."
            )));
        }
    }
    let leaves = refactoring.leaves();
    if refactoring.renames.is_empty() {
        let none =
            format!("{new_file} has no resource of {old_file} under another logical id that a refactoring could keep.");
        return Err(CliError::Input(std::iter::once(none).chain(leaves).collect::<Vec<_>>().join("\n")));
    }
    let is_needed = !refactoring.is_all || new_file == "-";
    at.template_file = match &template_file {
        Some(file) => file.clone(),
        None if !is_needed => new_file.clone(),
        None => format!("refactor.{}", if Format::of(&old) == Format::Json { "json" } else { "yaml" }),
    };
    let script = script(&refactoring, &at, shell).map_err(|why| CliError::Input(why.to_string()))?;
    if let Some(file) = &template_file {
        std::fs::write(file, &refactoring.template)
            .map_err(|error| CliError::Input(format!("{file} cannot be written: {error}.")))?;
    }
    for Rename { from, to, kind } in &refactoring.renames {
        eprintln!("cf-init: {from} becomes {to} ({kind}).");
    }
    for text in leaves.iter().map(String::as_str).chain(script.notices.iter().copied()) {
        eprintln!("cf-init: {text}");
    }
    if !refactoring.is_all {
        eprintln!(
            "cf-init: {new_file} changes more than ids. A refactoring takes nothing else, so deploy it afterwards."
        );
    }
    if is_needed && template_file.is_none() {
        eprintln!(
            "cf-init: {} has to hold {old_file} with the new ids and nothing else new: --template-file {0} writes it.",
            at.template_file
        );
    }
    Ok(script.text() + "\n")
}
