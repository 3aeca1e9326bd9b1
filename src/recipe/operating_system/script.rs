//! Lines of shell scripts: user data, commands of configs, scripts among the files.

use super::{Found, SystemChange, amend, commands, installation, token_map};
use crate::document::{Document, Path};
use crate::schema::system::Family;
use crate::template::function::is_long_name;
use crate::template::system::texts_below;

use super::Draft;

/// Translates the user data at a path, however it is put together.
pub(super) fn user_data(document: &Document, at: &Path, change: &SystemChange, draft: &mut Draft) {
    let texts: Vec<Path> = texts_below(document, at).into_iter().filter(|at| !is_name(document, at)).collect();
    let whole: String = texts.iter().filter_map(|at| document.scalar(at)).collect();
    let mut installed = false;
    for at in &texts {
        let Some(text) = document.scalar(at) else { continue };
        let mut found = Found::default();
        lines(text, change, installation::has_install(&whole), &mut found);
        if !installed && installation::install(text, &whole, change, &mut found) {
            installed = true;
            draft.say("User data installs the helper scripts before it calls cfn-init.");
        }
        token_map::find(text, change, &mut found);
        amend(document, at, at, found, draft);
    }
    match change.families() {
        Some((_, Family::Yum)) if installation::has_install(&whole) => {
            draft.say("User data uses the helper scripts that Amazon Linux brings along, in /opt/aws/bin.");
        }
        Some((_, Family::Yum)) => {}
        Some((_, Family::Apt)) if !installed && whole.contains("cfn-") && !installation::has_install(&whole) => {
            draft.leave(format!(
                "{} has no helper scripts: let the user data install them before cfn-init.",
                change.target()
            ));
        }
        Some((_, Family::Apt)) | None => {}
    }
}

/// Translates a script at a path that is no user data.
pub(super) fn find(text: &str, change: &SystemChange, found: &mut Found) {
    lines(text, change, false, found);
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
