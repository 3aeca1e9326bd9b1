//! A hook is a file of `hooks.d`.
//!
//! ```hup hooks-file bad
//! /etc/cfn/hooks.d/reload.conf
//! ```
//!
//! ```hup hooks-file good
//! /etc/cfn/hooks.conf
//! ```

use crate::check::{Check, Context, Rule, Severity};
use crate::recipe::rename;
use crate::template::hup::Hup;

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "hup/hooks-folder",
    name: "Hook in hooks.d",
    severity: Severity::Warning,
    why: "cfn-init leaves a .bak beside a file that it replaces, and cfn-hup reads every file of hooks.d.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-hup.html",
    check: Check::Hup(check),
    also: &[],
};

fn check(context: &mut Context<'_>, hup: &Hup) {
    for written in &hup.hooks {
        let name = written.name();
        // On Windows no .bak is left.
        if !name.contains("/hooks.d/") || name.contains('\\') || name.contains(':') {
            continue;
        }
        let message = format!(
            "{name} is in hooks.d: after a change cfn-init leaves a .bak there, and cfn-hup may go on with the old hook."
        );
        context.report(&written.file, message);
        let other = written.file.parent().map(|files| files.join(HOOKS));
        if hup.hooks.len() == 1 && other.is_some_and(|other| context.document().node(&other).is_none()) {
            let file = written.file.clone();
            context.fix("Move it to hooks.conf", move |document| rename::rename(document, &file, HOOKS));
        }
    }
}

/// The one file with all hooks.
const HOOKS: &str = "/etc/cfn/hooks.conf";
