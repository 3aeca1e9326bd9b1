//! What the rules about `.bak` files share: the report of a file in a folder that a program reads whole.

use super::Context;
use crate::recipe::{file as file_recipe, rename};
use crate::schema::machine_file::{FolderEffect, ReadFolder, read_folder};
use crate::template::Config;
use crate::template::backup::{replaced, text};
use crate::template::hup::Hup;
use crate::template::init::File;
use crate::template::mode::{Mode, Right, Who};

/// Reports the files whose `.bak` has this effect.
pub fn report_folder(context: &mut Context<'_>, hup: &Hup, effect: FolderEffect) {
    for (config, file) in replaced(context.document(), hup) {
        let row = read_folder(file.name()).filter(|row| row.effect == effect);
        if let Some(row) = row.filter(|row| takes(row, &file)) {
            report(context, &config, &file, row);
        }
    }
}

/// True if the program takes over such a file.
fn takes(row: &ReadFolder, file: &File<'_>) -> bool {
    match row.effect {
        // Only what may be executed is run; a mode by a function may be anything.
        FolderEffect::Runs => file.mode().is_some_and(|mode: Mode| mode.has(Who::Owner, Right::Execute)),
        // A connection with a uuid is one with its .bak.
        _ if row.program == "NetworkManager" => !text(file).is_some_and(|text| text.contains("uuid=")),
        _ => true,
    }
}

/// Reports a file of a folder, with a fix: a name that is not read twice, or a command that removes the `.bak`.
pub fn report(context: &mut Context<'_>, config: &Config<'_>, file: &File<'_>, row: &ReadFolder) {
    let name = file.name();
    let message = format!(
        "After an update {} reads {name}.bak as well, the old file that cfn-init leaves there: {}.",
        row.program, row.consequence
    );
    context.report(file.path(), message);
    let short = name.rsplit('/').next().unwrap_or_default();
    let other = row.other.map(|other| other.replace('*', short.strip_suffix(".conf").unwrap_or(short)));
    let other = other.filter(|other| {
        let at = file.path().parent().map(|files| files.join(other.as_str()));
        at.is_some_and(|at| context.document().node(&at).is_none())
    });
    match other {
        Some(other) => {
            let at = file.path().clone();
            context.fix(format!("Move it to {other}"), move |document| rename::rename(document, &at, &other));
        }
        None => {
            let (config, name) = (config.path().clone(), name.to_string());
            context.fix("Remove the .bak by a command", move |document| {
                file_recipe::remove_backup(document, &config, &name)
            });
        }
    }
}
