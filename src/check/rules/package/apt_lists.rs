//! Packages are installed by apt, and nothing brings the package lists up to date before.
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
//!           echo 'DPkg::Lock::Timeout "300";' > /etc/apt/apt.conf.d/90lock
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
//!           apt-get update
//!           echo 'DPkg::Lock::Timeout "300";' > /etc/apt/apt.conf.d/90lock
//!           cfn-init -s ${AWS::StackName} -r Web --region ${AWS::Region}
//! ```

use crate::check::order::as_run;
use crate::check::shell::replace_in_user_data;
use crate::check::{Also, Check, Context, Rule, Severity};
use crate::schema::package::APT;
use crate::schema::system::Family;
use crate::template::system::image_system;
use crate::template::system::texts_below;
use crate::template::user_data::{DataFormat, StepKind};
use crate::template::{Config, Init, Section, section};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "package/apt-lists",
    name: "apt without current lists",
    severity: Severity::Warning,
    why: "cfn-init never runs apt-get update. Images come with old package lists or none: apt does not find the package, and cfn-init stops.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-init.html",
    check: Check::Init(check),
    also: &[Also::Machine, Also::Section(section::PARAMETERS)],
};

fn check(context: &mut Context<'_>, init: Init<'_>) {
    // A system without apt has a finding of its own.
    if image_system(context.template(), init.resource().id()).is_some_and(|system| system.os.family() == Family::Yum) {
        return;
    }
    let Some(data) = context.user_data(init.resource().id()) else { return };
    let Some(step) = data.steps_of(StepKind::Init).next().filter(|_| data.format == DataFormat::Shell) else { return };
    let before = data.text.text().get(..step.span.start).unwrap_or_default();
    if updates(before) {
        return;
    }
    for config in as_run(context, init) {
        let has_apt = config
            .section(Section::Packages)
            .is_some_and(|packages| packages.get(APT.key).is_some_and(|apt| !apt.is_empty()));
        if !has_apt {
            if updates_lists(context, &config) {
                return;
            }
            continue;
        }
        let at = config.section_path(Section::Packages).join(APT.key);
        let message = "Nothing runs apt-get update before: apt may not find the packages, and cfn-init stops.";
        context.report(&at, message);
        let (holder, start, bound) = (data.holder.clone(), step.span.start, step.bound);
        match bound {
            true => context.help("Run apt-get update in user data before cfn-init."),
            false => context.fix("Run apt-get update before cfn-init", move |document| {
                replace_in_user_data(document, &holder, &[(start..start, "apt-get update\n".into())])
            }),
        };
        return;
    }
}

/// True if a script updates the lists, or runs what may do so.
fn updates(script: &str) -> bool {
    let words =
        [" update", "add-apt-repository", "| bash", "| sh", "bash ", "source ", "aptitude", "package_update", "${"];
    let lines = script.lines().filter(|line| !line.trim().starts_with('#'));
    let is_update = |line: &str| {
        let own = line.replace("${AWS::", "");
        words.iter().any(|word| own.contains(word)) && !own.contains("set -")
    };
    lines.into_iter().any(is_update)
}

fn updates_lists(context: &Context<'_>, config: &Config<'_>) -> bool {
    let document = context.document();
    let texts = texts_below(document, &config.section_path(Section::Commands));
    texts.iter().filter_map(|at| document.scalar(at)).any(updates)
}
