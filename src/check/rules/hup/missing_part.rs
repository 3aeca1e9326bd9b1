//! The conf, the hooks or the service entry is missing while another of them exists.
//!
//! ```hup service bad
//! sshd: {enabled: true}
//! ```
//!
//! ```hup service good
//! cfn-hup: {enabled: true, ensureRunning: true, files: [/etc/cfn/cfn-hup.conf, /etc/cfn/hooks.conf]}
//! ```

use crate::check::{Check, Context, Rule, Severity};
use crate::recipe;
use crate::template::hup::Hup;
use crate::template::init::INIT;
use crate::template::{Section, section};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "hup/missing-part",
    name: "Incomplete cfn-hup",
    severity: Severity::Error,
    why: "cfn-hup runs only with a conf, a hook and a service that starts it.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-hup.html",
    check: Check::Hup(check),
    also: &[],
};

fn check(context: &mut Context<'_>, hup: &Hup) {
    let conf = hup.conf.is_none().then_some("/etc/cfn/cfn-hup.conf");
    let hooks = (hup.conf.is_some() && hup.hooks.is_empty()).then_some("The file with the hooks");
    let service = (hup.services.is_empty() && !is_started(context, hup)).then_some("The service entry");
    for part in [conf, hooks, service].into_iter().flatten() {
        let resource = hup.resource.clone();
        let at = context.template().path_of(&resource).keys([section::METADATA, INIT]);
        context
            .report(&at, format!("{part} is missing: cfn-hup does not run."))
            .fix("Write what is missing", move |document| recipe::hup::on(document, &resource));
    }
}

/// True if a command of the metadata or the user data names cfn-hup: it may start the daemon without a service entry.
fn is_started(context: &Context<'_>, hup: &Hup) -> bool {
    const DAEMON: &str = "cfn-hup";
    let init = context.template().resource(&hup.resource).and_then(|resource| resource.init());
    let commands = init.iter().flat_map(|init| init.configs()).filter_map(|config| config.section(Section::Commands));
    let mut texts = commands.flat_map(|commands| commands.descendants()).filter_map(|node| node.scalar());
    texts.any(|text| text.contains(DAEMON))
        || context.user_data(&hup.resource).is_some_and(|data| data.text.text().contains(DAEMON))
}
