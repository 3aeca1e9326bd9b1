//! The service of cfn-hup is not restarted when its files change.
//!
//! ```hup service bad
//! cfn-hup: {enabled: true, ensureRunning: true}
//! ```
//!
//! ```hup service good
//! cfn-hup: {enabled: true, ensureRunning: true, files: [/etc/cfn/cfn-hup.conf, /etc/cfn/hooks.conf]}
//! ```

use crate::check::{Check, Context, Rule, Severity};
use crate::document::Path;
use crate::recipe;
use crate::schema::service::FILES;
use crate::template::hup::Hup;

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "hup/service-files",
    name: "cfn-hup that keeps old files",
    severity: Severity::Warning,
    why: "cfn-hup reads its files once, when it starts.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-hup.html",
    check: Check::Hup(check),
    also: &[],
};

fn check(context: &mut Context<'_>, hup: &Hup) {
    let Some(at) = hup.services.first() else { return };
    let Some(node) = context.document().node(at) else { return };
    let listed: Vec<&str> =
        node.get(FILES.key).into_iter().flat_map(|list| list.items()).filter_map(|item| item.scalar()).collect();
    // A service is restarted by files of its own config only.
    let config = |path: &Path| path.steps().get(4).cloned();
    let files = hup.files().into_iter().filter(|file| config(file) == config(at));
    let unlisted: Vec<String> = files
        .filter_map(|file| file.last_key().map(str::to_string))
        .filter(|name| !listed.contains(&name.as_str()))
        .collect();
    if !unlisted.is_empty() {
        let message = format!(
            "The service is not restarted when {} changes: cfn-hup reads its files once, at its start.",
            unlisted.join(", ")
        );
        let resource = hup.resource.clone();
        context
            .report(at, message)
            .fix("Restart it then", move |document| recipe::hup::watch_files(document, &resource));
    }
}
