//! `starter`: the designs to begin with.

use super::CliError;
use super::arguments::Arguments;
use crate::starter::{STARTERS, Starter, find};

pub(super) fn starter(mut arguments: Arguments) -> Result<String, CliError> {
    let name = arguments.word();
    arguments.done()?;
    let Some(name) = name else {
        let width = STARTERS.iter().map(|starter| starter.name.len()).max().unwrap_or_default();
        let line = |starter: &Starter| format!("{:width$}  {}\n", starter.name, starter.summary);
        return Ok(STARTERS.iter().map(line).collect());
    };
    let known = || STARTERS.iter().map(|starter| starter.name).collect::<Vec<_>>().join(", ");
    match find(&name) {
        Some(starter) => Ok(starter.text.to_string()),
        None => Err(CliError::Use(format!("There is no starter {name}. There are: {}.", known()))),
    }
}
