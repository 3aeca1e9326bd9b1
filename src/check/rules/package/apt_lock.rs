//! Packages are installed by apt at the first boot, when the system itself may be installing.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata: {AWS::CloudFormation::Init: {config: {packages: {apt: {nginx: []}}}}}
//!     Properties:
//!       UserData:
//!         Fn::Base64: !Sub |
//!           #!/bin/bash
//!           apt-get update
//!           cfn-init -s ${AWS::StackName} -r Web --region ${AWS::Region}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata: {AWS::CloudFormation::Init: {config: {packages: {apt: {nginx: []}}}}}
//!     Properties:
//!       UserData:
//!         Fn::Base64: !Sub |
//!           #!/bin/bash
//!           until apt-get update; do sleep 5; done
//!           echo 'DPkg::Lock::Timeout "300";' > /etc/apt/apt.conf.d/90lock
//!           cfn-init -s ${AWS::StackName} -r Web --region ${AWS::Region}
//! ```

use crate::check::shell::replace_in_user_data;
use crate::check::{Also, Check, Context, Rule, Severity};
use crate::schema::package::APT;
use crate::schema::system::Family;
use crate::template::system::image_system;
use crate::template::user_data::{DataFormat, StepKind};
use crate::template::{Init, Section, section};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "package/apt-lock",
    name: "apt that does not wait for its lock",
    severity: Severity::Note,
    why: "Ubuntu and Debian install updates by themselves soon after the first boot. cfn-init stops at once if another program holds the lock of dpkg.",
    source: "https://manpages.debian.org/bookworm/apt/apt-get.8.en.html",
    check: Check::Init(check),
    also: &[Also::Machine, Also::Section(section::PARAMETERS)],
};

/// What makes every apt-get of the machine wait for the lock.
const WAIT: &str = "echo 'DPkg::Lock::Timeout \"300\";' > /etc/apt/apt.conf.d/90lock\n";

fn check(context: &mut Context<'_>, init: Init<'_>) {
    // A system without apt has a finding of its own.
    if image_system(context.template(), init.resource().id()).is_some_and(|system| system.os.family() == Family::Yum) {
        return;
    }
    let Some(data) = context.user_data(init.resource().id()) else { return };
    let Some(step) = data.steps_of(StepKind::Init).next().filter(|_| data.format == DataFormat::Shell) else { return };
    let text = data.text.text();
    if ["ock::Timeout", "lock", "unattended", "apt-daily", "fuser", "pgrep", "retry"]
        .iter()
        .any(|word| text.contains(word))
    {
        return;
    }
    let Some(config) = init.configs().find(|config| config.packages().any(|package| package.manager() == APT.key))
    else {
        return;
    };
    let at = config.section_path(Section::Packages).join(APT.key);
    let message = "If the system installs updates at the same time, apt does not wait for the lock and cfn-init stops.";
    context.report(&at, message);
    let (holder, start) = (data.holder.clone(), step.span.start);
    match step.bound {
        true => context.help("Write DPkg::Lock::Timeout \"300\"; to a file in /etc/apt/apt.conf.d before cfn-init."),
        false => context.fix("Wait for the lock", move |document| {
            replace_in_user_data(document, &holder, &[(start..start, WAIT.into())])
        }),
    };
}
