//! What the rules about commands share: the texts that a shell of Linux reads, and the edits of one.

use super::Context;
use crate::document::{Document, Edit, Path};
use crate::recipe;
use crate::template::init::{CommandText, InitCommand};
use crate::template::mapped_text::MappedText;
use crate::template::user_data::{BootSystem, UserData, holder_of, system};
use crate::template::{Config, Init, Template};

/// What `/bin/sh` may be on the machines of an `AWS::CloudFormation::Init`.
pub fn system_of(template: Template<'_>, init: Init<'_>) -> BootSystem {
    let holder = holder_of(template, init.resource().id());
    let holder = holder.as_deref().and_then(|id| template.resource(id));
    system(template, holder.unwrap_or(init.resource()))
}

/// The commands that a shell of Linux reads, each with its config and one of its texts. None on Windows.
pub fn texts<'d>(context: &Context<'d>, init: Init<'d>) -> Vec<(Config<'d>, InitCommand<'d>, CommandText)> {
    if system_of(context.template(), init) == BootSystem::Windows {
        return Vec::new();
    }
    let mut found = Vec::new();
    for config in init.configs() {
        for command in config.commands() {
            let texts = command.texts(context.document());
            found.extend(texts.into_iter().map(|text| (config.clone(), command.clone(), text)));
        }
    }
    found
}

/// The edits that replace parts of the text at a path, as they are when the fix is made.
pub fn replace(document: &Document, at: &Path, parts: &[(std::ops::Range<usize>, String)]) -> Vec<Edit> {
    MappedText::of(document, at).and_then(|text| text.replace(document, parts)).unwrap_or_default()
}

/// The edits that replace parts of the user data of a resource, as they are when the fix is made.
pub fn replace_in_user_data(
    document: &Document,
    holder: &str,
    parts: &[(std::ops::Range<usize>, String)],
) -> Vec<Edit> {
    let data = UserData::of(document, holder);
    data.and_then(|data| recipe::user_data::edits(document, &data, parts)).unwrap_or_default()
}

/// The part of a text that a report marks: one line of it at most.
pub fn report_text<'c, 'd>(
    context: &'c mut Context<'d>,
    (at, text): (&Path, &MappedText),
    part: std::ops::Range<usize>,
    message: String,
) -> &'c mut Context<'d> {
    match text.place(&part) {
        Some((at, part)) => context.report_part(&at, part, message),
        None => context.report(at, message),
    }
}
