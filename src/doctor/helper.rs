//! Lines of cfn-init.log and cfn-hup.log → what starts and ends. Texts: aws-cfn-bootstrap 1.4-31, cfnbootstrap/*.py.

use super::report::SectionOutcome;
use crate::template::init::Section;

/// What a line of a helper script says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum HelperEvent<'t> {
    /// cfn-init begins.
    Started,
    /// cfn-init runs these sets.
    Sets(&'t str),
    /// A config begins.
    Config(&'t str),
    /// An entry of a section begins (outcome unknown) or ends.
    Entry(Section, Option<&'t str>, SectionOutcome),
    /// The command that failed may fail.
    Ignored,
    /// `test` says that the command need not run.
    Skipped,
    /// cfn-init stops, and why.
    Failed(&'t str),
    /// cfn-init is done.
    Completed,
    /// The metadata of this resource are read.
    Resource(&'t str),
    /// cfn-hup runs the action of a hook, or the action ended.
    Hook(&'t str, SectionOutcome),
}

use SectionOutcome::{Done, Failed, Skipped, Unknown};

/// Text before a name, text after it, section, outcome.
const ENTRIES: [(&str, &str, Section, SectionOutcome); 35] = [
    ("Running command ", "", Section::Commands, Unknown),
    ("Command ", " succeeded", Section::Commands, Done),
    ("Command ", " (", Section::Commands, Failed),
    ("Writing content to ", "", Section::Files, Unknown),
    ("Symbolic link ", " already exists", Section::Files, Skipped),
    ("", " is specified as a symbolic link to ", Section::Files, Unknown),
    ("Created group ", " successfully", Section::Groups, Done),
    ("Group ", " already exists", Section::Groups, Skipped),
    ("Failed to create group ", "", Section::Groups, Failed),
    ("Added user ", " successfully", Section::Users, Done),
    ("Modified user ", " successfully", Section::Users, Done),
    ("User ", " does not need modification", Section::Users, Skipped),
    ("No homedir or groups specified; not modifying ", "", Section::Users, Skipped),
    ("Failed to add user ", "", Section::Users, Failed),
    ("Failed to modify user ", "", Section::Users, Failed),
    ("Restarted ", " successfully", Section::Services, Done),
    ("Started ", " successfully", Section::Services, Done),
    ("Stopped ", " successfully", Section::Services, Done),
    ("enabled service ", "", Section::Services, Done),
    ("disabled service ", "", Section::Services, Done),
    ("Setting service ", " to ", Section::Services, Unknown),
    ("Restarting ", " due to change detected in dependency", Section::Services, Unknown),
    ("Starting service ", " as it is not running", Section::Services, Unknown),
    ("Stopping service ", " as it is running", Section::Services, Unknown),
    ("Could not restart service ", ";", Section::Services, Failed),
    ("Could not start service ", ";", Section::Services, Failed),
    ("Could not stop service ", ";", Section::Services, Failed),
    ("No need to modify running state of service ", "", Section::Services, Skipped),
    ("Not modifying running state of service ", "", Section::Services, Skipped),
    ("Installing/updating ", " via yum", Section::Packages, Unknown),
    ("Attempting to install ", " via ", Section::Packages, Unknown),
    ("APT installed ", "", Section::Packages, Done),
    ("Yum installed ", "", Section::Packages, Done),
    ("All APT packages were already installed", "", Section::Packages, Skipped),
    ("All yum packages were already installed", "", Section::Packages, Skipped),
];

impl<'t> HelperEvent<'t> {
    /// What a line says, without its time and level; `None` for lines that start and end nothing.
    pub(super) fn of(level: &str, text: &'t str) -> Option<HelperEvent<'t>> {
        if text.contains("Starting build---") {
            return Some(HelperEvent::Started);
        }
        if text == "ConfigSets completed" {
            return Some(HelperEvent::Completed);
        }
        if text.starts_with("ignoreErrors set to true") {
            return Some(HelperEvent::Ignored);
        }
        if text.starts_with("Test failed with code ") {
            return Some(HelperEvent::Skipped);
        }
        if let Some(sets) = text.strip_prefix("Running configSets: ") {
            return Some(HelperEvent::Sets(sets));
        }
        if let Some(config) = text.strip_prefix("Running config ") {
            return Some(HelperEvent::Config(config));
        }
        if let Some(message) = failure(text) {
            return Some(HelperEvent::Failed(message));
        }
        if let Some(rest) = text.strip_prefix("Describing resource ") {
            return Some(HelperEvent::Resource(rest.split(' ').next().unwrap_or(rest)));
        }
        hook(text).or_else(|| entry(level, text))
    }
}

/// Why cfn-init stops.
pub(super) fn failure(text: &str) -> Option<&str> {
    let message = ["Error occurred during build: ", "Unhandled exception during build: "];
    if let Some(message) = message.iter().find_map(|before| text.strip_prefix(before)) {
        return Some(message);
    }
    text.strip_prefix("Error encountered during build of ")?.split_once(": ").map(|(_, message)| message)
}

/// The command that a message of cfn-init names.
pub(super) fn failed_command(message: &str) -> Option<&str> {
    message.strip_prefix("Command ")?.strip_suffix(" failed")
}

fn hook(text: &str) -> Option<HelperEvent<'_>> {
    if let Some(name) = text.strip_prefix("Running action for ") {
        return Some(HelperEvent::Hook(name, Unknown));
    }
    let (name, rest) = text.strip_prefix("Action for ")?.split_once(' ')?;
    if rest.starts_with("exited with ") {
        return Some(HelperEvent::Hook(name, Failed));
    }
    rest.starts_with("succeeded").then_some(HelperEvent::Hook(name, Done))
}

fn entry<'t>(level: &str, text: &'t str) -> Option<HelperEvent<'t>> {
    ENTRIES
        .iter()
        .find_map(|(before, after, section, outcome)| {
            let rest = text.strip_prefix(before)?;
            let name = match after.is_empty() {
                true => rest,
                false => rest.get(..rest.find(after)?)?,
            };
            // A failed command is written with its whole text: only at level ERROR.
            if *outcome == Failed && level != "ERROR" {
                return None;
            }
            let has_name = !name.is_empty() && *section != Section::Packages;
            Some(HelperEvent::Entry(*section, has_name.then_some(name), *outcome))
        })
        .or_else(|| {
            let (_, folder) = text.strip_prefix("Expanding ")?.rsplit_once(" into ")?;
            Some(HelperEvent::Entry(Section::Sources, Some(folder), Unknown))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_the_helpers_start_and_end_steps() {
        use HelperEvent::*;
        for (level, text, wanted) in [
            ("INFO", "-----------------------Starting build-----------------------", Some(Started)),
            ("INFO", "Running configSets: default", Some(Sets("default"))),
            ("INFO", "Running configSet default", None),
            ("INFO", "Running config one", Some(Config("one"))),
            ("DEBUG", "Running command 01_ok", Some(Entry(Section::Commands, Some("01_ok"), Unknown))),
            ("INFO", "Command 01_ok succeeded", Some(Entry(Section::Commands, Some("01_ok"), Done))),
            (
                "ERROR",
                "Command 02 b (echo (x)) failed",
                Some(Entry(Section::Commands, Some("02 b"), SectionOutcome::Failed)),
            ),
            ("DEBUG", "Command 02 output: (x)", None),
            ("INFO", "Test failed with code 1", Some(HelperEvent::Skipped)),
            ("DEBUG", "Expanding /tmp/a.zip into /opt/app", Some(Entry(Section::Sources, Some("/opt/app"), Unknown))),
            ("INFO", "Attempting to install ['a'] via APT", Some(Entry(Section::Packages, None, Unknown))),
            (
                "ERROR",
                "Error encountered during build of one: Command 02 failed",
                Some(HelperEvent::Failed("Command 02 failed")),
            ),
            ("INFO", "Running action for cfn-auto", Some(Hook("cfn-auto", Unknown))),
            (
                "WARNING",
                "Action for cfn-auto exited with 1; will retry",
                Some(Hook("cfn-auto", SectionOutcome::Failed)),
            ),
            ("DEBUG", "/a is specified as a symbolic link to /b", Some(Entry(Section::Files, Some("/a"), Unknown))),
            ("DEBUG", "Describing resource Web in stack app", Some(Resource("Web"))),
            ("DEBUG", "No packages specified", None),
        ] {
            assert_eq!(HelperEvent::of(level, text), wanted, "{text}");
        }
        assert_eq!(failed_command("Command 02 x failed"), Some("02 x"));
    }
}
