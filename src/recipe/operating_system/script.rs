//! Lines of shell scripts: user data, commands of configs, scripts among the files.

use std::ops::Range;

use super::{Found, SystemChange, amend, commands, installation, line, pip, token_map};
use crate::document::{Document, Path};
use crate::schema::system::Family;
use crate::template::function::{call, is_long_name};
use crate::template::mapped_text::MappedText;
use crate::template::system::texts_below;
use crate::template::user_data::{DataFormat, branches_of};

use super::Draft;

/// Translates the user data at a path, however it is put together, and each of the texts that a condition chooses from.
pub(super) fn user_data(document: &Document, at: &Path, change: &SystemChange, draft: &mut Draft) {
    let all: Vec<Helpers> = branches_of(document, at).iter().map(|at| one(document, at, change, draft)).collect();
    if all.contains(&Helpers::Installed) {
        draft.say("User data installs the helper scripts before it calls cfn-init.");
    }
    if all.contains(&Helpers::Brought) {
        draft.say("User data uses the helper scripts that Amazon Linux brings along, in /opt/aws/bin.");
    }
    if all.contains(&Helpers::Missing) {
        draft.leave(format!(
            "{} has no helper scripts: let the user data install them before cfn-init.",
            change.target()
        ));
    }
}

/// What becomes of the helper scripts in a text of user data.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Helpers {
    Installed,
    /// The new system has them.
    Brought,
    Missing,
    /// The text needs none, installs them itself or is left as it is.
    Kept,
}

/// Translates one text of user data.
fn one(document: &Document, at: &Path, change: &SystemChange, draft: &mut Draft) -> Helpers {
    let mapped = MappedText::of(document, at);
    let format = mapped.as_ref().map(|mapped| DataFormat::of(mapped.text()));
    if let Some(format) = format.filter(|format| !matches!(format, DataFormat::Shell | DataFormat::Empty)) {
        draft.leave(format!(
            "The user data{} is {}: it is kept as it is. Translate it by hand.",
            line(document, at),
            format.name()
        ));
        return Helpers::Kept;
    }
    let texts: Vec<Path> = texts_below(document, at).into_iter().filter(|at| !is_name(document, at)).collect();
    let mut whole: String = texts.iter().filter_map(|at| document.scalar(at)).collect();
    let mut installed = false;
    match mapped.filter(|mapped| mapped.scalar().is_none()) {
        Some(mapped) => {
            whole = mapped.text().to_string();
            let found = translated(&whole, &whole, change, &mut installed);
            amend_pieces(document, at, &mapped, found, draft);
            let others: Vec<&Path> = texts.iter().filter(|at| !mapped.holds(at)).collect();
            whole.extend(others.iter().filter_map(|at| document.scalar(at)));
            let mut done: Vec<Path> = Vec::new();
            for at in others {
                let unit = unit_of(document, at);
                if !done.contains(&unit) {
                    nested(document, &unit, &whole, change, &mut installed, draft);
                    done.push(unit);
                }
            }
        }
        None => {
            for at in &texts {
                let Some(text) = document.scalar(at) else { continue };
                let found = translated(text, &whole, change, &mut installed);
                amend(document, at, at, found, draft);
            }
        }
    }
    let has_install = installation::has_install(&whole);
    match change.families() {
        _ if installed => Helpers::Installed,
        Some((_, Family::Yum)) if has_install => Helpers::Brought,
        Some((_, Family::Apt)) if whole.contains("cfn-") && !has_install => Helpers::Missing,
        Some(_) | None => Helpers::Kept,
    }
}

/// The innermost `Fn::Join` around a place, and the texts that it puts between its parts.
fn join_around<'d>(document: &'d Document, at: &Path) -> Option<(Path, &'d str)> {
    let mut at = at.parent()?;
    loop {
        let join = document.node(&at).and_then(call).filter(|call| call.name == "Fn::Join");
        if let Some(join) = join {
            return Some((at, join.argument.item(0)?.scalar()?));
        }
        at = at.parent()?;
    }
}

/// What a text in a function inside of `Fn::Join` is a part of: the inner `Fn::Join`, or the text alone.
fn unit_of(document: &Document, at: &Path) -> Path {
    match join_around(document, at) {
        Some((join, _)) if join_around(document, &join).is_some() => join,
        _ => at.clone(),
    }
}

/// Translates a text or `Fn::Join` inside of another one if it is lines of its own; else what would change is told.
fn nested(document: &Document, at: &Path, whole: &str, change: &SystemChange, installed: &mut bool, draft: &mut Draft) {
    let Some(mapped) = MappedText::of(document, at) else { return };
    let text = mapped.text();
    let between = join_around(document, at).map(|(_, between)| between);
    if text.ends_with('\n') || between.is_some_and(|between| between.ends_with('\n')) {
        let found = translated(text, whole, change, installed);
        return match mapped.scalar() {
            Some(_) => amend(document, at, at, found, draft),
            None => amend_pieces(document, at, &mapped, found, draft),
        };
    }
    let found = translated(text, whole, change, &mut false).finish();
    if !found.parts.is_empty() || !found.left.is_empty() {
        draft.leave(format!(
            "`{}`{} is in a function inside of Fn::Join: it is kept as it is. Translate it by hand.",
            text.trim().lines().next().unwrap_or_default(),
            line(document, at)
        ));
    }
}

/// What is found in a text of the user data, of which `whole` is all.
fn translated(text: &str, whole: &str, change: &SystemChange, installed: &mut bool) -> Found {
    let mut found = Found::default();
    lines(text, change, installation::has_install(whole), &mut found);
    update_first(text, &mut found);
    *installed |= pip::find(text, change, &mut found);
    *installed = *installed || installation::install(text, whole, change, &mut found);
    token_map::find(text, change, &mut found);
    found
}

/// Puts `apt-get update` before the first command that needs the lists of packages; images have none.
fn update_first(text: &str, found: &mut Found) {
    found.parts.sort_by_key(|part| part.0.start);
    let is_line_start = |at: usize| text.get(..at).is_some_and(|before| before.is_empty() || before.ends_with('\n'));
    let needs = |new: &str| ["apt-get install ", "apt-get upgrade"].iter().any(|start| new.starts_with(start));
    let first = found.parts.iter_mut().find(|part| part.1.starts_with("apt-get "));
    if let Some((range, new)) = first.filter(|part| needs(&part.1) && is_line_start(part.0.start)) {
        let updated = text.get(..range.start).is_some_and(|before| before.contains("apt-get update"));
        if !updated {
            new.insert_str(0, "apt-get update\n");
        }
    }
}

/// Makes what was found in a text of several pieces. The last part comes first: positions before it stay.
fn amend_pieces(before: &Document, at: &Path, mapped: &MappedText, found: Found, draft: &mut Draft) {
    let found = found.finish();
    let place = |range: &Range<usize>| {
        let line = mapped.place(range).and_then(|(at, part)| before.line_of_part(&at, &part));
        line.map_or_else(|| self::line(before, at), |line| format!(" (line {line})"))
    };
    for (range, why) in &found.left {
        draft.leave(why.replace("{line}", &place(range)));
    }
    for (range, new) in found.parts.into_iter().rev() {
        let old = mapped.text().get(range.clone()).unwrap_or_default().trim_end();
        let now = MappedText::of(draft.document(), at);
        let edits = now.and_then(|now| now.replace(draft.document(), &[(range.clone(), new.clone())]));
        match edits {
            Some(edits) => draft.attempt(edits),
            None => draft.leave(format!("`{old}`{} goes through a function: it is kept as it is.", place(&range))),
        }
    }
}

/// Translates a script at a path that is no user data.
pub(super) fn find(text: &str, change: &SystemChange, found: &mut Found) {
    lines(text, change, false, found);
    pip::find(text, change, found);
    token_map::find(text, change, found);
}

fn lines(text: &str, change: &SystemChange, installs_helpers: bool, found: &mut Found) {
    for line in installation::logical_lines(text) {
        let own = text.get(line.clone()).unwrap_or_default();
        if own.trim_start().starts_with('#') {
            continue;
        }
        match change.families() {
            Some((Family::Apt, _)) if installation::is_of_apt(own) => {
                let start = installation::with_comment(text, line.start);
                found.replace(start..line.end, "");
                continue;
            }
            Some(_) | None => {}
        }
        commands::find(own, line.start, change, installs_helpers, found);
    }
}

/// True for the argument of a `Ref` or a `Fn::GetAtt`: a name and no text.
fn is_name(document: &Document, at: &Path) -> bool {
    let tagged = document.node(at).and_then(|node| node.tag()).is_some_and(|tag| matches!(tag, "!Ref" | "!GetAtt"));
    let keyed = |at: &Path| at.last_key().is_some_and(|key| is_long_name(key) && matches!(key, "Ref" | "Fn::GetAtt"));
    tagged || keyed(at) || at.parent().is_some_and(|parent| keyed(&parent))
}
