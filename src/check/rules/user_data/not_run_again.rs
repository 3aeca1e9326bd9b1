//! User data has a version in it that a parameter gives, and runs at the first boot only.
//!
//! ```yaml bad
//! Parameters: {AppVersion: {Type: String, Default: 1.2.3}}
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Properties:
//!       UserData:
//!         Fn::Base64: !Sub |
//!           #!/bin/bash
//!           curl -fsSO https://example.com/app-${AppVersion}.tar.gz
//! ```
//!
//! ```yaml good
//! Parameters: {AppVersion: {Type: String, Default: 1.2.3}}
//! Resources:
//!   Web:
//!     Type: AWS::EC2::LaunchTemplate
//!     Properties:
//!       LaunchTemplateData:
//!         UserData:
//!           Fn::Base64: !Sub |
//!             #!/bin/bash
//!             curl -fsSO https://example.com/app-${AppVersion}.tar.gz
//! ```

use crate::check::{Also, Check, Context, Rule, Severity};
use crate::template::section;
use crate::template::user_data::UserData;

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "user-data/not-run-again",
    name: "User data that an update does not run",
    severity: Severity::Note,
    why: "A change of UserData stops the instance and starts it again, with another public address. cloud-init does not run the new script.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-instance.html",
    check: Check::UserData(check),
    also: &[Also::Section(section::PARAMETERS)],
};

/// Ends of the names of what a deployment brings anew.
const ANEW: [&str; 8] = ["version", "commit", "build", "buildid", "release", "revision", "gitsha", "tag"];

fn check(context: &mut Context<'_>, data: &UserData) {
    let template = context.template();
    let is_instance = template.resource(&data.holder).is_some_and(|one| one.is_instance());
    let text = data.text.text();
    // With `always` cloud-init runs scripts at each boot.
    if !is_instance || !data.text.replaces_names() || text.contains("always") {
        return;
    }
    let found = template.parameters().find_map(|parameter| {
        let name = format!("${{{}}}", parameter.name());
        let is_new = ANEW.iter().any(|end| parameter.name().to_ascii_lowercase().ends_with(end));
        let start = text.find(&name).filter(|_| is_new)?;
        Some((parameter.name(), start..start + name.len()))
    });
    let Some((name, span)) = found else { return };
    let message = format!("Another {name} restarts the instance, but its script does not run again.");
    match data.text.place(&span) {
        Some((at, part)) => context.report_part(&at, part, message),
        None => context.report(&data.at, message),
    }
    .help("Use it in AWS::CloudFormation::Init with cfn-hup, or start machines by a group.");
}
