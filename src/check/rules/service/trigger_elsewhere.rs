//! A service lists a file, command or package that another config declares, or none.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config:
//!           files: {/etc/app.conf: {content: a}}
//!           services: {systemd: {app: {ensureRunning: true, files: [/etc/app.cnf]}}}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config:
//!           files: {/etc/app.conf: {content: a}}
//!           services: {systemd: {app: {ensureRunning: true, files: [/etc/app.conf]}}}
//! ```

use crate::check::similar::similar;
use crate::check::{Check, Context, Rule, Severity};
use crate::document::{Edit, Kind, Path, Value};
use crate::template::init::SERVICE_MANAGERS;
use crate::template::init::trigger::names_in;
use crate::template::{Config, Init, Section};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "service/trigger-elsewhere",
    name: "Trigger outside of the config",
    severity: Severity::Warning,
    why: "cfn-init restarts a service for what changed in the same run of the same config, compared letter by letter.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-init.html",
    check: Check::Init(check),
    also: &[],
};

fn check(context: &mut Context<'_>, init: Init<'_>) {
    for config in init.configs() {
        for service in config.services().filter(|service| SERVICE_MANAGERS.contains(&service.manager())) {
            for section in [Section::Groups, Section::Users, Section::Sources, Section::Files, Section::Commands] {
                // The files of cfn-hup have rules of their own.
                if service.name() == "cfn-hup" && section == Section::Files {
                    continue;
                }
                let Some(list) = service.node().get(section.key()).filter(|list| list.is_plain(Kind::Sequence)) else {
                    continue;
                };
                let Some(names) = names(&config, section) else { continue };
                let at = service.path().join(section.key());
                for (index, name) in names_in(list).filter(|(_, name)| !names.contains(name)) {
                    if list.item(index).is_some_and(|item| item.tag().is_some()) {
                        continue;
                    }
                    report(context, init, &at.join(index), section, name, &names);
                }
            }
        }
    }
}

/// What a section of a config declares; `None` if a function or a loop decides it.
fn names<'d>(config: &Config<'d>, section: Section) -> Option<Vec<&'d str>> {
    let Some(node) = config.section(section) else {
        // A function beside the sections may add this one.
        return (!config.node().entries().any(|entry| entry.key().contains("::"))).then(Vec::new);
    };
    let is_open = |key: &str| key.contains("::") || key == "Ref";
    let is_known = node.is_plain(Kind::Mapping) && !node.entries().any(|entry| is_open(entry.key()));
    is_known.then(|| config.names(section))
}

fn report(context: &mut Context<'_>, init: Init<'_>, at: &Path, section: Section, name: &str, names: &[&str]) {
    let other = init.configs().find(|config| config.names(section).contains(&name));
    if let Some(other) = other {
        let message = format!("{name} is in the config {}. Its change does not restart the service.", other.name());
        context.report(at, message).help("Write both in one config, or restart the service by a command.");
        return;
    }
    let key = section.key();
    context.report(at, format!("{name} is not in {key} of this config, so it never restarts the service."));
    match similar(name, names.iter().copied()).map(str::to_string) {
        Some(meant) => {
            let at = at.clone();
            context.fix(format!("Write {meant}"), move |_| {
                vec![Edit::Set { at: at.clone(), value: Value::from(meant.as_str()) }]
            });
        }
        None => {
            context.help(format!("List what {key} of this config names, in the same spelling."));
        }
    }
}
