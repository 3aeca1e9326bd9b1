//! `convert`: the same template in the other format.

use super::CliError;
use super::arguments::{Arguments, document};
use crate::template::convert::{to_json, to_yaml};

pub(super) fn convert(mut arguments: Arguments) -> Result<String, CliError> {
    let file = arguments.file()?;
    let format = arguments.required("--to")?;
    let in_place = arguments.flag("--in-place");
    arguments.done()?;
    if in_place && file == "-" {
        return Err(CliError::Use("--in-place needs a file, not standard input.".into()));
    }
    let document = document(&file)?;
    let converted = match format.as_str() {
        "yaml" => to_yaml(&document),
        "json" => to_json(&document),
        other => return Err(CliError::Use(format!("--to {other} is neither yaml nor json."))),
    };
    let converted = converted.map_err(|error| CliError::Input(format!("{file}: {error}")))?;
    for note in &converted.notes {
        eprintln!("{file}: {note}");
    }
    if !in_place {
        return Ok(converted.text);
    }
    std::fs::write(&file, &converted.text)
        .map_err(|error| CliError::Input(format!("{file} cannot be written: {error}. It may be incomplete now.")))?;
    Ok(String::new())
}
