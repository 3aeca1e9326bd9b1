//! A log, piece by piece → its report. Lines of different logs in one file are told apart by their beginnings.

use super::collector::Collector;
use super::events;
use super::helper::{HelperEvent, failed_command, failure};
use super::lines::LineSplitter;
use super::mask::Mask;
use super::prefix::{LogWriter, Prefixed};
use super::report::{LogFormat, LogPlace, LogReport, LogSection, SectionOutcome};
use super::signature::{Match, Significance, signature};
use crate::template::init::Section;

/// Largest JSON of stack events that is read, in bytes.
const MOST_JSON: usize = 24 * 1024 * 1024;

/// Before each line that a rehearsal says itself (`src/rehearse/machine`); it ends what a log before it says.
const REHEARSAL: &str = "rehearsal: ";

/// Reads one log; give it all bytes in order, then ask for the report.
pub struct LogReader {
    name: String,
    mask: Mask,
    splitter: LineSplitter,
    state: State,
    /// The text, if it begins as JSON.
    json: Option<String>,
    is_json_cut: bool,
}

/// Where in the log the reader is.
struct State {
    collector: Collector,
    line: u64,
    format: Option<LogFormat>,
    /// The config that cfn-init runs.
    config: Option<String>,
    /// The resource whose metadata cfn-init reads.
    resource: Option<String>,
    /// True between the start of the last stage of cloud-init and its end.
    in_user_data: bool,
    /// True while the log of commands shows what a test printed.
    is_test: bool,
    /// True after the line of signs that opens a name in the log of commands.
    is_name_next: bool,
}

impl LogReader {
    /// A reader of the file `name`, which says what the log is where its lines do not.
    pub fn new(name: &str, mask: Mask) -> LogReader {
        let mut collector = Collector::new(mask.clone());
        collector.open(name, LogPlace::default());
        let state = State {
            collector,
            line: 0,
            format: None,
            config: None,
            resource: None,
            in_user_data: false,
            is_test: false,
            is_name_next: false,
        };
        LogReader {
            name: name.to_string(),
            mask,
            splitter: LineSplitter::default(),
            state,
            json: None,
            is_json_cut: false,
        }
    }

    /// Reads the next bytes.
    pub fn push(&mut self, bytes: &[u8]) {
        let (state, json, is_cut) = (&mut self.state, &mut self.json, &mut self.is_json_cut);
        self.splitter.push(bytes, |line| read(state, json, is_cut, line));
    }

    /// What was read.
    pub fn finish(mut self) -> LogReport {
        let (state, json, is_cut) = (&mut self.state, &mut self.json, &mut self.is_json_cut);
        self.splitter.finish(|line| read(state, json, is_cut, line));
        let by_name = format_of_name(&self.name);
        let mut report = LogReport {
            format: self.state.format.or(by_name).unwrap_or(LogFormat::Plain),
            name: self.name,
            lines: self.state.line,
            sections: Vec::new(),
            dropped: 0,
            problem: None,
        };
        match self.json {
            Some(text) => {
                report.format = LogFormat::StackEvents;
                match self.is_json_cut {
                    true => {
                        report.problem = Some(format!(
                            "The events are larger than {} MB. Ask for fewer: --max-items 1000.",
                            MOST_JSON >> 20
                        ))
                    }
                    false => match events::sections(&text, Collector::new(self.mask)) {
                        Ok(sections) => report.sections = sections,
                        Err(problem) => report.problem = Some(problem),
                    },
                }
            }
            None => (report.sections, report.dropped) = self.state.collector.finish(),
        }
        // Before the first line that says more, what user data print is their output.
        if report.format == LogFormat::CloudInitOutput
            && let Some(first) = report.sections.first_mut().filter(|one| one.title == report.name)
        {
            first.title = "user data".into();
            first.place.in_user_data = true;
        }
        report
    }
}

fn read(state: &mut State, json: &mut Option<String>, is_cut: &mut bool, line: &str) {
    state.line += 1;
    let start = line.trim_start();
    let is_first = json.is_none() && state.collector.current().lines == 0 && state.format.is_none();
    if is_first && (start == "{" || start == "[" || start.starts_with("{\"") || start.starts_with("[{")) {
        *json = Some(String::new());
    }
    match json {
        Some(text) if text.len() + line.len() > MOST_JSON => *is_cut = true,
        Some(text) => {
            text.push_str(line);
            text.push('\n');
        }
        None if is_first && start.is_empty() => {}
        None => state.read(line),
    }
}

fn format_of_name(name: &str) -> Option<LogFormat> {
    let name = name.to_ascii_lowercase();
    let formats = [
        ("cfn-init-cmd", LogFormat::CfnInitCommands),
        ("cfn-init", LogFormat::CfnInit),
        ("cfn-hup", LogFormat::CfnHup),
        ("cloud-init-output", LogFormat::CloudInitOutput),
        ("cloud-init", LogFormat::CloudInit),
    ];
    formats.iter().find(|(part, _)| name.contains(part)).map(|row| row.1)
}

impl State {
    fn read(&mut self, line: &str) {
        let prefixed = Prefixed::of(line);
        match prefixed.writer {
            LogWriter::Helper => self.helper(prefixed.level, prefixed.text, line),
            LogWriter::Commands => self.commands(prefixed.text, line),
            LogWriter::CloudInit => {
                self.is(LogFormat::CloudInit);
                self.output(prefixed.text, line);
            }
            LogWriter::Output => self.output(prefixed.text, line),
        }
    }

    /// The first line that says what the log is decides.
    fn is(&mut self, format: LogFormat) {
        self.format.get_or_insert(format);
    }

    fn place(&self) -> LogPlace {
        LogPlace {
            resource: self.resource.clone(),
            in_metadata: true,
            config: self.config.clone(),
            ..LogPlace::default()
        }
    }

    fn entry(&self, section: Section, entry: Option<&str>) -> LogPlace {
        LogPlace { section: Some(section), entry: entry.map(str::to_string), ..self.place() }
    }

    fn add(&mut self, line: &str) -> Option<Match> {
        self.collector.add(self.line, line)
    }

    /// A line of cfn-init.log or cfn-hup.log.
    fn helper(&mut self, level: &str, text: &str, line: &str) {
        let event = HelperEvent::of(level, text);
        let is_hup =
            matches!(event, Some(HelperEvent::Hook(..))) || text.contains("action for") || text.contains("in path ");
        self.is(if is_hup { LogFormat::CfnHup } else { LogFormat::CfnInit });
        match event {
            Some(HelperEvent::Started) => {
                self.collector.next_run();
                self.config = None;
                self.collector.open("cfn-init", self.place());
            }
            Some(HelperEvent::Sets(sets)) => self.collector.current().title = format!("cfn-init, config sets {sets}"),
            Some(HelperEvent::Config(config)) => {
                self.config = Some(config.to_string());
                self.collector.open(&format!("config {config}"), self.place());
            }
            Some(HelperEvent::Resource(resource)) => self.resource = Some(resource.to_string()),
            Some(HelperEvent::Entry(section, name, outcome)) => {
                let place = self.entry(section, name);
                self.collector.enter(&title(section, name), place);
                self.add(line);
                self.end(outcome);
                return;
            }
            Some(HelperEvent::Hook(name, outcome)) => {
                let title = format!("hook {name}");
                if outcome == SectionOutcome::Unknown {
                    self.collector.next_run();
                }
                self.collector.enter(&title, LogPlace::default());
                self.add(line);
                self.end(outcome);
                return;
            }
            Some(HelperEvent::Ignored) => self.collector.current().outcome = SectionOutcome::Ignored,
            Some(HelperEvent::Skipped) => self.collector.current().outcome = SectionOutcome::Skipped,
            Some(HelperEvent::Failed(message)) => return self.fail(message, line),
            Some(HelperEvent::Completed) => {
                self.collector.open("cfn-init completed", LogPlace::default());
                self.add(line);
                self.end(SectionOutcome::Done);
                return;
            }
            None => {}
        }
        self.add(line);
    }

    fn end(&mut self, outcome: SectionOutcome) {
        if outcome != SectionOutcome::Unknown {
            self.collector.current().outcome = outcome;
        }
    }

    /// cfn-init stops in the open section, or in the step that its message names.
    fn fail(&mut self, message: &str, line: &str) {
        if let Some(command) = failed_command(message) {
            let place = self.entry(Section::Commands, Some(command));
            if self.collector.current().place != place {
                self.collector.open(&title(Section::Commands, Some(command)), place);
            }
        }
        let found = self.add(line);
        let current = self.collector.current();
        current.outcome = SectionOutcome::Failed;
        let Some(found) = found else { return };
        if current.place.section.is_none() && !current.place.in_user_data {
            current.place.section = found.signature.section;
        }
        // The subject of a message on an owner is the owner, not the file.
        let names_entry =
            found.signature.section == current.place.section && found.signature.section != Some(Section::Files);
        if names_entry && current.place.entry.is_none() {
            current.place.entry = found.subject;
        }
    }

    /// A line of cfn-init-cmd.log.
    fn commands(&mut self, text: &str, line: &str) {
        self.is(LogFormat::CfnInitCommands);
        let is_name = std::mem::replace(&mut self.is_name_next, is_signs(text));
        // cfn-init goes on after a failure only where it is to be ignored.
        let current = self.collector.current();
        if is_name && current.outcome == SectionOutcome::Failed && !text.starts_with("ConfigSet ") {
            current.outcome = SectionOutcome::Ignored;
        }
        if is_name && let Some(name) = text.strip_prefix("ConfigSet ") {
            self.config = None;
            self.collector.next_run();
            self.collector.open(&format!("config set {name}"), LogPlace::default());
        } else if is_name && let Some(name) = text.strip_prefix("Config ") {
            self.config = Some(name.to_string());
            self.collector.open(&format!("config {name}"), self.place());
        } else if is_name && let Some(name) = text.strip_prefix("Test for Command ") {
            self.is_test = true;
            let place = self.entry(Section::Commands, Some(name));
            self.collector.open(&format!("test of command {name}"), place);
        } else if is_name && let Some(name) = text.strip_prefix("Command ") {
            self.is_test = false;
            let place = self.entry(Section::Commands, Some(name));
            self.collector.open(&title(Section::Commands, Some(name)), place);
        } else if is_name && !is_signs(text) {
            self.is_test = false;
            self.collector.open(text, self.place());
        }
        // Output is behind a tab.
        self.add(text.strip_prefix('\t').unwrap_or(line));
        if text.starts_with("Exited with error code ") {
            let skipped = self.is_test;
            self.end(if skipped { SectionOutcome::Skipped } else { SectionOutcome::Failed });
        } else if text.starts_with("Completed successfully") {
            self.end(SectionOutcome::Done);
        }
    }

    /// A line of cloud-init, or of what user data printed.
    fn output(&mut self, text: &str, line: &str) {
        if let Some((_, stage)) = text.split_once("Cloud-init v. ").and_then(|(_, rest)| rest.split_once(" running '"))
        {
            if self.line < 5 || text.starts_with("Cloud-init v. ") {
                self.is(if text == line { LogFormat::CloudInitOutput } else { LogFormat::CloudInit });
            }
            let stage = stage.split('\'').next().unwrap_or(stage);
            // A stage of the boot begins, and the script before it has not ended.
            let is_running = self.in_user_data || self.collector.current().place.in_user_data;
            if is_running
                && ["init-local", "init", "modules:final"].contains(&stage)
                && let Some(reboot) = signature("cloud-init/reboot")
            {
                self.collector.note(self.line, line, reboot);
            }
            self.in_user_data = stage == "modules:final";
            let title = if self.in_user_data { "user data".to_string() } else { format!("cloud-init, {stage}") };
            self.collector.open(&title, LogPlace { in_user_data: self.in_user_data, ..LogPlace::default() });
        } else if text.starts_with("Cloud-init v. ") && text.contains(" finished at ") {
            self.in_user_data = false;
            self.collector.open("cloud-init finished", LogPlace::default());
            self.add(line);
            return self.end(SectionOutcome::Done);
        } else if let Some(part) = text.strip_prefix(REHEARSAL) {
            self.collector.open(part, LogPlace::default());
        } else if let Some(command) = text.strip_prefix("+ ") {
            self.is(LogFormat::CloudInitOutput);
            self.traced(command);
        } else if let Some(message) = failure(text) {
            let place = self.place();
            if self.collector.current().place.config.is_none() {
                self.collector.open("cfn-init", place);
            }
            return self.fail(message, line);
        }
        let found = self.add(line);
        let is_end = found.is_some_and(|found| found.signature.id == "cloud-init/script-failed");
        if is_end && self.collector.current().outcome == SectionOutcome::Unknown {
            end_script(self.collector.current());
        }
    }

    /// A command that the shell shows before it runs (`set -x`).
    fn traced(&mut self, command: &str) {
        let mut words = command.split_whitespace();
        let program = words.next().unwrap_or_default();
        if program.ends_with("cfn-init") {
            let words: Vec<&str> = words.collect();
            let named = words.windows(2).find_map(|pair| match pair {
                ["-r" | "--resource", name] => Some((*name).to_string()),
                _ => None,
            });
            let joined = || words.iter().find_map(|word| word.strip_prefix("--resource=")).map(str::to_string);
            self.resource = named.or_else(joined).or(self.resource.take());
        }
        self.collector.open(command, LogPlace { in_user_data: true, ..LogPlace::default() });
    }
}

/// The script ended with an error in this section, unless what failed there is no failure.
fn end_script(section: &mut LogSection) {
    let has = |significance| section.findings.iter().any(|one| one.matched.signature.significance == significance);
    let is_harmless = has(Significance::Harmless) && !has(Significance::Cause);
    section.outcome = if is_harmless { SectionOutcome::Ignored } else { SectionOutcome::Failed };
}

/// A line of one sign, as stands before and after names in the log of commands.
fn is_signs(text: &str) -> bool {
    text.len() >= 20
        && ["*", "+", "="].iter().any(|sign| text.trim_matches(|one: char| sign.starts_with(one)).is_empty())
}

/// "command 01_setup"
fn title(section: Section, name: Option<&str>) -> String {
    let Some(name) = name else { return section.key().to_string() };
    let kind = section.key().strip_suffix('s').unwrap_or(section.key());
    format!("{kind} {name}")
}
