//! The service of cfn-hup is not enabled or not started.
//!
//! ```hup service bad
//! cfn-hup: {enabled: false, ensureRunning: true, files: [/etc/cfn/cfn-hup.conf, /etc/cfn/hooks.conf]}
//! ```
//!
//! ```hup service good
//! cfn-hup: {enabled: true, ensureRunning: true, files: [/etc/cfn/cfn-hup.conf, /etc/cfn/hooks.conf]}
//! ```

use crate::check::{Check, Context, Rule, Severity};
use crate::recipe::entry;
use crate::schema::service::{ENABLED, ENSURE_RUNNING, ROWS};
use crate::template::boolean;
use crate::template::hup::Hup;

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "hup/service-off",
    name: "cfn-hup that does not run",
    severity: Severity::Warning,
    why: "Changes of the metadata are noticed only while cfn-hup runs.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-hup.html",
    check: Check::Hup(check),
    also: &[],
};

fn check(context: &mut Context<'_>, hup: &Hup) {
    let Some(at) = hup.services.first() else { return };
    let Some(node) = context.document().node(at) else { return };
    for (key, says) in [(ENABLED.key, "does not start at boot"), (ENSURE_RUNNING.key, "is not started")] {
        if node.get(key).is_none_or(|value| boolean(value) == Some(false)) {
            let own = at.clone();
            context
                .report(at, format!("The service cfn-hup {says}."))
                .fix(format!("Set {key}"), move |document| entry::put(document, &own, &ROWS, key, true.into()));
        }
    }
}
