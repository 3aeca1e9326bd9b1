//! `.cf-init.toml`: severities and exceptions for the templates of a folder and those below it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use globset::GlobBuilder;
use serde::Deserialize;

use super::explain;
use crate::check::Severity;
use crate::cli::CliError;

/// Name of the file.
const NAME: &str = ".cf-init.toml";

/// The settings of one template.
#[derive(Debug, Default)]
pub(super) struct CheckSettings {
    /// The least severity that fails; the inner `None` for `never`.
    pub(super) fail_on: Option<Option<Severity>>,
    file: File,
    /// The folder of the file, to which its patterns are relative.
    folder: PathBuf,
}

/// The file as it is written.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct File {
    fail_on: Option<String>,
    #[serde(default)]
    severity: BTreeMap<String, String>,
    #[serde(default)]
    allow: Vec<Allow>,
}

/// An exception for files.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Allow {
    rule: String,
    #[serde(default)]
    files: Vec<String>,
    reason: String,
}

/// The severity of a word.
pub(super) fn severity_of(word: &str) -> Option<Severity> {
    [Severity::Error, Severity::Warning, Severity::Note].into_iter().find(|one| one.name() == word)
}

impl CheckSettings {
    /// The settings of a template: the first file [`NAME`] in its folder or above it.
    pub(super) fn of(template: &str) -> Result<CheckSettings, CliError> {
        let start = if template == "-" { PathBuf::from(".") } else { PathBuf::from(template) };
        let Ok(start) = std::path::absolute(start) else { return Ok(CheckSettings::default()) };
        let Some(path) = start.ancestors().map(|folder| folder.join(NAME)).find(|path| path.is_file()) else {
            return Ok(CheckSettings::default());
        };
        let wrong = |what: String| CliError::Use(format!("{}: {what}", path.display()));
        let text = std::fs::read_to_string(&path).map_err(|error| wrong(format!("It cannot be read: {error}.")))?;
        let file: File = toml::from_str(&text).map_err(|error| wrong(error.to_string().trim_end().to_string()))?;
        for (id, severity) in &file.severity {
            explain::rule(id)?;
            if severity != "off" && severity_of(severity).is_none() {
                return Err(wrong(format!(
                    "{id} = {severity:?} is neither \"error\", \"warning\", \"note\" nor \"off\"."
                )));
            }
        }
        for allow in &file.allow {
            explain::rule(&allow.rule)?;
            if allow.reason.trim().is_empty() {
                return Err(wrong(format!("The exception for {} needs a reason.", allow.rule)));
            }
            for pattern in &allow.files {
                GlobBuilder::new(pattern)
                    .build()
                    .map_err(|error| wrong(format!("{pattern} is no pattern: {error}.")))?;
            }
        }
        let fail_on = file.fail_on.as_deref().map(|word| match word {
            "never" => Ok(None),
            _ => severity_of(word).map(Some).ok_or_else(|| {
                wrong(format!("fail-on = {word:?} is neither \"error\", \"warning\", \"note\" nor \"never\"."))
            }),
        });
        let folder = path.parent().map(Path::to_path_buf).unwrap_or_default();
        Ok(CheckSettings { fail_on: fail_on.transpose()?, file, folder })
    }

    /// True if the rule is off.
    pub(super) fn is_off(&self, id: &str) -> bool {
        self.file.severity.get(id).is_some_and(|severity| severity == "off")
    }

    /// The severity that the file gives to a rule.
    pub(super) fn severity(&self, id: &str) -> Option<Severity> {
        self.file.severity.get(id).and_then(|severity| severity_of(severity))
    }

    /// The reason why a rule's findings in a template are allowed.
    pub(super) fn exception(&self, id: &str, template: &str) -> Option<String> {
        let path = std::path::absolute(template).ok()?;
        let path = path.strip_prefix(&self.folder).unwrap_or(&path);
        let covers = |allow: &&Allow| {
            let matches = |pattern: &String| {
                let glob = GlobBuilder::new(pattern).literal_separator(true).build();
                glob.is_ok_and(|glob| glob.compile_matcher().is_match(path))
            };
            allow.rule == id && (allow.files.is_empty() || allow.files.iter().any(matches))
        };
        self.file.allow.iter().find(covers).map(|allow| allow.reason.clone())
    }
}
