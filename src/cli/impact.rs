//! `impact`: what an update from one template to another does.

use super::CliError;
use super::arguments::{Arguments, read};
use super::metadata::known;
use crate::document::Document;
use crate::impact::{Impact, Verdict, json, text};
use crate::template::baseline::template_of;
use crate::template::evaluate::{ParameterValues, REGION};

pub(super) fn impact(mut arguments: Arguments) -> Result<String, CliError> {
    let missing = |name: &str| CliError::Use(format!("{name} is missing."));
    let old_file = arguments.word().ok_or_else(|| missing("OLD"))?;
    let new_file = arguments.word().ok_or_else(|| missing("NEW"))?;
    let format = arguments.option("--format")?;
    let region = arguments.option("--region")?;
    let fail_on = fail_on(arguments.option("--fail-on")?.as_deref())?;
    let parameters = arguments.options("--parameter");
    arguments.done()?;
    if old_file == "-" && new_file == "-" {
        return Err(CliError::Use("Only one of OLD and NEW can be standard input.".into()));
    }
    let (old, new) = (template(&old_file)?, template(&new_file)?);
    let mut given: ParameterValues = region.into_iter().map(|region| (REGION.to_string(), region)).collect();
    for parameter in parameters {
        let Some((name, value)) = parameter.split_once('=') else {
            return Err(CliError::Use(format!("--parameter needs KEY=VALUE, not {parameter}.")));
        };
        known(&old_file, &old, name).or_else(|_| known(&new_file, &new, name))?;
        given.insert(name.to_string(), value.to_string());
    }
    let impact = Impact::between(&old, &new, &given);
    let printed = match format.as_deref() {
        None | Some("text") => text(&impact),
        Some("json") => format!("{:#}\n", json(&impact, &new)),
        Some(other) => return Err(CliError::Use(format!("--format is text or json, not {other}."))),
    };
    let is_found = fail_on.is_some_and(|least| impact.worst().is_some_and(|worst| worst >= least));
    if is_found { Err(CliError::Differs(printed)) } else { Ok(printed) }
}

/// The least verdict that ends with another exit code.
fn fail_on(word: Option<&str>) -> Result<Option<Verdict>, CliError> {
    Ok(match word {
        None | Some("never") => None,
        Some("interruption") => Some(Verdict::Interruption),
        Some("deleted") => Some(Verdict::Deleted),
        Some("replacement") => Some(Verdict::Replacement),
        Some("fails") => Some(Verdict::Fails),
        Some(other) => {
            let message = format!("--fail-on is interruption, deleted, replacement, fails or never, not {other}.");
            return Err(CliError::Use(message));
        }
    })
}

/// The template in a file, or in what the AWS CLI printed of one.
fn template(file: &str) -> Result<Document, CliError> {
    let text = read(file)?;
    let document = Document::parse(template_of(&text).unwrap_or(text));
    match document.syntax_error() {
        Some(error) => Err(CliError::Input(format!("{file}: {}: {}", error.position, error.message))),
        None => Ok(document),
    }
}
