//! Files as steps, by path.
//!
//! Source: aws-cfn-bootstrap file_tool.py: mode is read before the file is written, owner and group are set after it.

use super::{Group, by_name, entries, is_function, is_mapping, not_a_mapping};
use crate::boot::builder::PlanBuilder;
use crate::boot::plan::{BootRun, BootStep, Certainty, NeedKind, StepNeed, StepOutcome};
use crate::boot::values::{ChosenValue, Text, is_empty, may_grow};
use crate::document::{Entry, Kind, Node};
use crate::schema::file::{CONTENT, CONTEXT, ENCODING, GROUP, MODE, OWNER, SOURCE};
use crate::template::mode::Mode;
use crate::template::{Config, Section};

const FAULT: &str = "files has to be a mapping of paths to settings: cfn-init stops here.";

pub(super) fn steps<'d>(builder: &mut PlanBuilder<'d, '_>, config: &Config<'d>) {
    let group = Group::of(config, Section::Files);
    let all = by_name(entries(builder, &group, config.section(Section::Files), FAULT));
    let names: Vec<&str> = all.iter().map(|entry| entry.key()).collect();
    for entry in &all {
        let mut step = BootStep { changes: changes(builder.run), ..group.step(builder, entry) };
        let mut file = FileStep { name: entry.key(), is_link: false, is_open: false, fault: None };
        match entry.value {
            // A loop replaces what is in brackets.
            _ if !is_absolute(entry.key()) && !entry.key().contains('{') => {
                file.fault = Some(format!("{} is no absolute path: cfn-init stops here.", entry.key()));
            }
            _ if parent_file(builder, entry.key()).is_some() => {
                let parent = parent_file(builder, entry.key()).unwrap_or_default();
                file.fault = Some(format!("{parent} is a file, and no folder for this one: cfn-init stops here."));
            }
            node if is_mapping(node) => file.read(builder, entry, &names, &mut step),
            node if is_function(node) => file.is_open = true,
            _ => step.outcome = not_a_mapping("The file", entry.key()),
        }
        // What becomes of a folder with the name of the file is the machine's affair.
        file.is_open |= !entry.key().ends_with('/') && builder.folder(entry.key()).is_there == Certainty::Yes;
        match file.fault.take() {
            Some(fault) => step.outcome = StepOutcome::Fails(fault),
            None if file.is_open && step.outcome == StepOutcome::Done => step.outcome = StepOutcome::Open,
            None => {}
        }
        let changes = step.changes;
        let at = builder.push(step);
        builder.makes(NeedKind::File, entry.key(), at);
        if file.is_link {
            builder.links.insert(entry.key().to_string());
        }
        builder.changed.insert((Section::Files, None, entry.key().to_string()), (at, changes));
    }
}

/// A new file is a change; whether the content of an old one differs, a later run finds out.
fn changes(run: BootRun) -> Certainty {
    if run == BootRun::First { Certainty::Yes } else { Certainty::Open }
}

/// True for a path from the root, and for one from a drive on Windows.
fn is_absolute(path: &str) -> bool {
    let drive = |path: &str| path.get(1..3).is_some_and(|rest| rest == ":\\" || rest == ":/");
    path.starts_with('/') || drive(path)
}

/// The file of an earlier step that stands where a folder of the path would be.
fn parent_file(builder: &PlanBuilder<'_, '_>, path: &str) -> Option<String> {
    let (parent, _) = path.rsplit_once('/')?;
    (builder.files.contains_key(parent) && !builder.links.contains(parent)).then(|| parent.to_string())
}

/// What is known of a file so far.
struct FileStep<'d> {
    name: &'d str,
    is_link: bool,
    is_open: bool,
    /// What stops cfn-init; the first counts.
    fault: Option<String>,
}

impl<'d> FileStep<'d> {
    fn fails(&mut self, message: String) {
        self.fault.get_or_insert(message);
    }

    /// Reads the settings in the order in which cfn-init meets them.
    fn read(&mut self, builder: &mut PlanBuilder<'d, '_>, entry: &Entry<'d>, names: &[&str], step: &mut BootStep) {
        let mut detail: Vec<String> = self.mode(builder, entry.value).into_iter().collect();
        if self.is_link {
            self.link(builder, entry.value, names, step, &mut detail);
        } else {
            self.content(builder, entry.value, step, &mut detail);
        }
        for (row, kind) in [(&OWNER, NeedKind::User), (&GROUP, NeedKind::Group)] {
            let Some(name) = builder.values.text_at(entry.value, row.key) else { continue };
            detail.push(format!("{} {}", row.key, name.shown()));
            match name {
                Text::Unknown(_) => self.is_open = true,
                Text::Is(name) if name.is_empty() => {}
                Text::Is(name) => {
                    let need = builder.account(kind, &name);
                    let is_there = need.is_there;
                    step.needs.push(need);
                    match is_there {
                        Certainty::Yes => {}
                        Certainty::Open => self.is_open = true,
                        Certainty::No => self.fails(format!(
                            "No {} {name} exists when cfn-init comes to this file: it writes the file and stops here.",
                            if kind == NeedKind::User { "user" } else { "group" }
                        )),
                    }
                }
            }
        }
        step.detail = detail.join(", ");
    }

    /// The mode in words.
    fn mode(&mut self, builder: &mut PlanBuilder<'d, '_>, node: Node<'d>) -> Option<String> {
        let own = node.get(MODE.key);
        let text = match (builder.values.choose(own), builder.values.text(own)) {
            (ChosenValue::Absent, _) => return None,
            (_, Some(Text::Is(text))) => text,
            (_, Some(Text::Unknown(text))) => {
                self.is_open = true;
                return Some(format!("mode {text}"));
            }
            (_, None) => {
                self.fails("The mode has to be text: cfn-init stops here.".into());
                return None;
            }
        };
        self.is_link = Mode::parse(&text).is_some_and(Mode::is_link);
        let written = own.and_then(|own| own.scalar()).unwrap_or_default();
        if is_octal(&text) {
            return Some(match written == text || own.is_none_or(is_function) {
                true => format!("mode {text}"),
                false => format!("mode {written} without quotes, which arrives as {text}"),
            });
        }
        let cause = match written == text || own.is_none_or(is_function) {
            true => String::new(),
            false => format!("{written} without quotes arrives as "),
        };
        self.fails(format!("The mode {cause}{text} is not octal: cfn-init stops here. Write \"000644\" in quotes."));
        Some(format!("mode {text}"))
    }

    fn link(
        &mut self,
        builder: &mut PlanBuilder<'d, '_>,
        node: Node<'d>,
        names: &[&str],
        step: &mut BootStep,
        detail: &mut Vec<String>,
    ) {
        let target = match builder.values.text_at(node, CONTENT.key) {
            Some(Text::Is(target)) => target,
            Some(Text::Unknown(target)) => {
                self.is_open = true;
                detail.insert(0, format!("link to {target}"));
                return;
            }
            None if may_grow(node) => {
                self.is_open = true;
                return;
            }
            None => {
                self.fails("A symbolic link needs its target as content: cfn-init stops here.".into());
                return;
            }
        };
        detail.insert(0, format!("link to {target}"));
        let made_by = builder.files.get(&target).copied();
        step.needs.push(StepNeed {
            kind: NeedKind::File,
            name: target.clone(),
            made_by,
            is_there: if made_by.is_some() { Certainty::Yes } else { Certainty::Open },
        });
        if made_by.is_some() {
            return;
        }
        let comes_later = names.iter().any(|name| *name == target && *name > self.name);
        if comes_later && builder.run == BootRun::First {
            self.fails(format!(
                "{target} is written after this link, and cfn-init sets the mode of the target: it stops here."
            ));
        } else {
            self.is_open = true;
        }
    }

    /// Content or source: content that is empty counts as none.
    fn content(
        &mut self,
        builder: &mut PlanBuilder<'d, '_>,
        node: Node<'d>,
        step: &mut BootStep,
        detail: &mut Vec<String>,
    ) {
        match builder.values.choose(node.get(CONTENT.key)) {
            ChosenValue::Unknown => {
                self.is_open = true;
                return;
            }
            ChosenValue::Node(content) if !is_function(content) && content.kind() != Kind::Scalar => {
                if !is_empty(content) {
                    detail.insert(0, "written as JSON".into());
                    return;
                }
            }
            ChosenValue::Node(_) | ChosenValue::Absent => {}
        }
        match builder.values.text_at(node, CONTENT.key) {
            Some(Text::Is(text)) if !text.is_empty() => {
                let is_encoded = builder.values.text_at(node, ENCODING.key) == Some(Text::Is("base64".into()));
                if is_encoded && !is_decodable(&text) {
                    self.fails("The content is not base64: cfn-init stops here.".into());
                }
                let rendered = matches!(builder.values.choose(node.get(CONTEXT.key)), ChosenValue::Node(_));
                detail.insert(0, size(&text) + if rendered { ", Mustache" } else { "" });
                return;
            }
            // What a deployment makes of it may be empty, but hardly is.
            Some(Text::Unknown(text)) => {
                detail.insert(0, size(&text));
                return;
            }
            Some(Text::Is(_)) | None => {}
        }
        match builder.values.text_at(node, SOURCE.key) {
            Some(Text::Is(address)) if !address.is_empty() => {
                detail.insert(0, address.clone());
                let lower = address.to_ascii_lowercase();
                if !lower.starts_with("http://") && !lower.starts_with("https://") {
                    self.fails(format!("cfn-init fetches files over http and https, not {address}: it stops here."));
                }
                step.needs.push(StepNeed {
                    kind: NeedKind::Network,
                    name: address,
                    made_by: None,
                    is_there: Certainty::Open,
                });
                self.is_open = true;
            }
            Some(Text::Unknown(address)) => {
                detail.insert(0, address);
                self.is_open = true;
            }
            None if may_grow(node) => self.is_open = true,
            Some(Text::Is(_)) | None => {
                self.fails(
                    "The file has neither content nor source, and empty content is none: cfn-init stops here.".into(),
                );
            }
        }
    }
}

/// "12 lines" or "1 line".
fn size(text: &str) -> String {
    let count = text.lines().count();
    format!("{count} line{}", if count == 1 { "" } else { "s" })
}

/// True if Python's `int(text, 8)` reads it.
fn is_octal(text: &str) -> bool {
    let text = text.trim();
    // Python reads a minus too, and chmod refuses it.
    let digits = text.strip_prefix('+').unwrap_or(text);
    Mode::parse(digits).is_some() || !digits.is_empty() && digits.bytes().all(|byte| (b'0'..=b'7').contains(&byte))
}

/// True if Python's `b64decode` reads it: letters outside the alphabet are skipped, the padding has to be there.
fn is_decodable(text: &str) -> bool {
    let letters = text.bytes().filter(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/')).count();
    let padding = text.bytes().filter(|byte| *byte == b'=').count();
    match letters % 4 {
        0 => true,
        1 => false,
        2 => padding >= 2,
        _ => padding >= 1,
    }
}
