//! The templates that the words of `check` name: files, folders, patterns, standard input.

use std::path::{Path, PathBuf};

use globset::GlobBuilder;
use ignore::WalkBuilder;

use crate::cli::CliError;
use crate::document::{Document, Kind};

/// A file to check.
pub(super) struct Input {
    /// Its path as people write it; `-` for standard input.
    pub(super) file: String,
    /// True if a folder or pattern named it: it may be no template.
    pub(super) from_folder: bool,
}

/// Endings of files that may be templates.
const ENDINGS: [&str; 5] = ["yaml", "yml", "json", "template", "cform"];

/// The files of the words, in their order, each once.
pub(super) fn inputs(words: &[String]) -> Result<Vec<Input>, CliError> {
    let mut all: Vec<Input> = Vec::new();
    let mut push = |file: String, from_folder: bool| {
        if !all.iter().any(|one| one.file == file) {
            all.push(Input { file, from_folder });
        }
    };
    for word in words {
        let path = Path::new(word);
        if word == "-" || path.is_file() {
            push(word.clone(), false);
        } else if path.is_dir() {
            for file in files_below(path)?.into_iter().filter(|file| has_ending(file)) {
                push(without_dot(&file).display().to_string(), true);
            }
        } else if word.contains(['*', '?', '[', '{']) {
            for file in matches(word)? {
                push(file.display().to_string(), true);
            }
        } else {
            return Err(CliError::Use(format!("There is no file or folder {word}.")));
        }
    }
    match words.is_empty() {
        true => Err(CliError::Use("FILE is missing.".into())),
        false if all.is_empty() => Err(CliError::Use(format!(
            "{} holds no template: no file ends with .{}.",
            words.join(", "),
            ENDINGS.join(", .")
        ))),
        false => Ok(all),
    }
}

fn has_ending(file: &Path) -> bool {
    let ending = file.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    ENDINGS.iter().any(|one| ending.eq_ignore_ascii_case(one))
}

/// The files of a folder that git does not ignore, sorted by path.
fn files_below(folder: &Path) -> Result<Vec<PathBuf>, CliError> {
    let mut files = Vec::new();
    for entry in WalkBuilder::new(folder).require_git(false).build() {
        let entry = entry.map_err(|error| CliError::Input(format!("{} cannot be read: {error}.", folder.display())))?;
        if entry.file_type().is_some_and(|kind| kind.is_file()) {
            files.push(entry.into_path());
        }
    }
    files.sort();
    Ok(files)
}

/// The files that a pattern matches: `*` within a folder, `**` through folders.
fn matches(pattern: &str) -> Result<Vec<PathBuf>, CliError> {
    let wrong = |error: globset::Error| CliError::Use(format!("{pattern} is no pattern of files: {error}."));
    let glob = GlobBuilder::new(pattern).literal_separator(true).build().map_err(wrong)?.compile_matcher();
    let plain = |part: &std::path::Component<'_>| !part.as_os_str().to_string_lossy().contains(['*', '?', '[', '{']);
    let base: PathBuf = Path::new(pattern).components().take_while(plain).collect();
    let is_here = base.as_os_str().is_empty();
    let folder = if is_here { Path::new(".") } else { base.as_path() };
    if !folder.is_dir() {
        return Err(CliError::Use(format!("There is no folder {}.", folder.display())));
    }
    let files = files_below(folder)?.into_iter().map(|file| without_dot(&file).to_path_buf());
    Ok(files.filter(|file| glob.is_match(file)).collect())
}

/// The path without `./` at its start.
fn without_dot(file: &Path) -> &Path {
    file.strip_prefix(".").unwrap_or(file)
}

/// True if a file of a folder is a template, or a broken text that was one.
pub(super) fn is_template(document: &Document) -> bool {
    const KEYS: [&str; 2] = ["Resources", "AWSTemplateFormatVersion"];
    if document.syntax_error().is_some() {
        return KEYS.iter().any(|key| document.text().contains(key));
    }
    let root = document.root().filter(|root| root.kind() == Kind::Mapping);
    root.is_some_and(|root| KEYS.iter().any(|key| root.entry(key).is_some()))
}
