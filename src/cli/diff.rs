//! `diff`: what differs between two templates, as a patch.

use super::CliError;
use super::arguments::{Arguments, read};
use crate::diff::unified;

pub(super) fn diff(mut arguments: Arguments) -> Result<String, CliError> {
    let missing = |name: &str| CliError::Use(format!("{name} is missing."));
    let old = arguments.word().ok_or_else(|| missing("OLD"))?;
    let new = arguments.word().ok_or_else(|| missing("NEW"))?;
    let told = arguments.flag("--exit-code");
    arguments.done()?;
    if old == "-" && new == "-" {
        return Err(CliError::Use("Only one of OLD and NEW can be standard input.".into()));
    }
    let patch = unified(&old, &read(&old)?, &new, &read(&new)?);
    if told && !patch.is_empty() { Err(CliError::Differs(patch)) } else { Ok(patch) }
}
