//! `rehearse`: the files that run the real cfn-init in a container.

use std::fs;
use std::path::Path;

use super::CliError;
use super::arguments::{Arguments, document};
use super::metadata::ValueOptions;
use crate::document::Document;
use crate::rehearse::{self, Rehearsal, RehearsalError};

pub(super) fn rehearse(mut arguments: Arguments) -> Result<String, CliError> {
    let file = arguments.file()?;
    let folder = arguments.option("--output")?.ok_or_else(|| CliError::Use("-o DIR is missing.".into()))?;
    let resource = arguments.option("--resource")?;
    let options = ValueOptions::of(&mut arguments)?;
    let is_forced = arguments.flag("--force");
    arguments.done()?;
    let document = document(&file)?;
    let instead = "A generated value replaces it, and the container asks for another one.";
    let given = options.values(&file, &document, instead)?;
    let id = match resource {
        Some(id) => id,
        None => only(&file, &document)?,
    };
    let rehearsal = Rehearsal::of(&document, &id, &given).map_err(|fault| refused(&file, &fault))?;
    write(Path::new(&folder), &rehearsal, is_forced)?;
    for note in &rehearsal.notes {
        eprintln!("{file}: {note}");
    }
    let names: Vec<&str> = rehearsal.files.iter().map(|file| file.path).collect();
    let [build, run] = rehearsal.commands();
    Ok(format!(
        "{folder} has now {}.\nREADME.txt says what is rehearsed and what is not. In {folder}, with docker or podman:\n\n    \
         {build}\n    {run}\n",
        names.join(", ")
    ))
}

/// The one resource that can be rehearsed.
fn only(file: &str, document: &Document) -> Result<String, CliError> {
    let message = match rehearse::resources(document).as_slice() {
        [id] => return Ok(id.clone()),
        [] => "No resource has AWS::CloudFormation::Init.".to_string(),
        ids => format!("--resource is missing. AWS::CloudFormation::Init is on {}.", ids.join(", ")),
    };
    Err(CliError::Input(format!("{file}: {message}")))
}

fn refused(file: &str, fault: &RehearsalError) -> CliError {
    let wants = match fault {
        RehearsalError::Value(fault) => fault.wants.as_deref(),
        RehearsalError::NoInit(_) | RehearsalError::Windows(_) => None,
    };
    let helps = wants.map(|name| format!(" --parameter {name}=VALUE")).unwrap_or_default();
    CliError::Input(format!("{file}: {fault}{helps}"))
}

/// Writes the files. A folder that holds anything is refused, unless it `is_forced`: then files of the same names are
/// replaced and all others stay.
fn write(folder: &Path, rehearsal: &Rehearsal, is_forced: bool) -> Result<(), CliError> {
    let shown = folder.display();
    if !is_forced && fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some()) {
        let message = format!("{shown} holds files already. Name another folder, or write into it with --force.");
        return Err(CliError::Input(message));
    }
    for file in &rehearsal.files {
        let path = folder.join(file.path);
        let written = path.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| fs::write(&path, &file.bytes));
        let written = written.and_then(|()| set_mode(&path, file.mode()));
        written.map_err(|error| CliError::Input(format!("{} cannot be written: {error}.", path.display())))?;
    }
    Ok(())
}

#[cfg(unix)]
fn set_mode(path: &Path, mode: u32) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(mode))
}

#[cfg(not(unix))]
fn set_mode(_: &Path, _: u32) -> std::io::Result<()> {
    Ok(())
}
