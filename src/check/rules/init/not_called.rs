//! A machine has metadata for cfn-init, and its user data never call cfn-init.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata: {AWS::CloudFormation::Init: {config: {packages: {yum: {httpd: []}}}}}
//!     Properties:
//!       UserData:
//!         Fn::Base64: |
//!           #!/bin/bash
//!           yum update -y
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata: {AWS::CloudFormation::Init: {config: {packages: {yum: {httpd: []}}}}}
//!     Properties:
//!       UserData:
//!         Fn::Base64: !Sub |
//!           #!/bin/bash
//!           /opt/aws/bin/cfn-init -v --stack ${AWS::StackName} --resource Web --region ${AWS::Region}
//!   Worker:
//!     Type: AWS::EC2::Instance
//!     Metadata: {AWS::CloudFormation::Init: {config: {packages: {yum: {httpd: []}}}}}
//!     Properties:
//!       UserData:
//!         Fn::Base64: |
//!           #!/bin/bash
//!           bash /opt/setup.sh
//! ```

use crate::check::shell::runs_other;
use crate::check::{Also, Check, Context, Rule, Severity};
use crate::template::user_data::{DataFormat, holder_of};
use crate::template::{Init, Section};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "init/not-called",
    name: "Metadata that nothing reads",
    severity: Severity::Warning,
    why: "AWS::CloudFormation::Init does nothing by itself: a script on the machine has to call cfn-init.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-init.html",
    check: Check::Init(check),
    also: &[Also::Machine, Also::ResourcesWith(&["cfn-init"])],
};

fn check(context: &mut Context<'_>, init: Init<'_>) {
    let (template, resource) = (context.template(), init.resource());
    let has_work = init.configs().any(|config| Section::ALL.iter().any(|section| config.section(*section).is_some()));
    let Some(data) = context.user_data(resource.id()).filter(|_| has_work) else { return };
    let text = data.text.text();
    let is_script = matches!(data.format, DataFormat::Shell | DataFormat::CloudConfig | DataFormat::Windows);
    if !is_script || ["cfn-init", "ssm"].iter().any(|word| text.contains(word)) || runs_other(text) {
        return;
    }
    let holder = holder_of(template, resource.id());
    let is_own = |id: &str| id == resource.id() || Some(id) == holder.as_deref();
    // An automation document, another machine, a function.
    if template.resources().any(|other| !is_own(other.id()) && other.node().source().contains("cfn-init")) {
        return;
    }
    let message = format!("The user data of {} do not call cfn-init: nothing of this is done.", data.holder);
    context.report(&init.path(), message).help(format!(
        "Call it in the user data: /opt/aws/bin/cfn-init -v --stack ${{AWS::StackName}} --resource {} --region ${{AWS::Region}}.",
        resource.id()
    ));
}
