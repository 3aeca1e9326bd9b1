//! Gems with helper scripts that pass options which gem has no more.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata: {AWS::CloudFormation::Init: {config: {packages: {rubygems: {chef: []}}}}}
//!     Properties:
//!       UserData:
//!         Fn::Base64: !Sub |
//!           #!/bin/bash
//!           pip3 install https://s3.amazonaws.com/cloudformation-examples/aws-cfn-bootstrap-py3-2.0-15.tar.gz
//!           /usr/local/bin/cfn-init -v --stack ${AWS::StackName} --resource Web --region ${AWS::Region}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata: {AWS::CloudFormation::Init: {config: {packages: {rubygems: {chef: []}}}}}
//!     Properties:
//!       UserData:
//!         Fn::Base64: !Sub |
//!           #!/bin/bash
//!           pip3 install https://s3.amazonaws.com/cloudformation-examples/aws-cfn-bootstrap-py3-2.0-31.tar.gz
//!           /usr/local/bin/cfn-init -v --stack ${AWS::StackName} --resource Web --region ${AWS::Region}
//! ```

use crate::check::helper::{installed, shown};
use crate::check::{Also, Check, Context, Rule, Severity};
use crate::schema::package::RUBYGEMS;
use crate::template::{Init, Section};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "package/old-gem",
    name: "Gems with old helper scripts",
    severity: Severity::Error,
    why: "Before 2.0-29 cfn-init calls gem with --no-ri and --no-rdoc, which RubyGems 3 does not know: gem installs nothing, and cfn-init stops.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/releasehistory-aws-cfn-bootstrap.html",
    check: Check::Init(check),
    also: &[Also::Machine],
};

fn check(context: &mut Context<'_>, init: Init<'_>) {
    let data = context.user_data(init.resource().id());
    let Some(version) = data.as_deref().and_then(installed).filter(|version| *version < (2, 0, 29)) else { return };
    for config in init.configs() {
        if config.packages().any(|package| package.manager() == RUBYGEMS.key) {
            let at = config.section_path(Section::Packages).join(RUBYGEMS.key);
            let message = format!(
                "The helper scripts {} call gem with options that it has no more: cfn-init stops here.",
                shown(version)
            );
            context.report(&at, message).help("Install version 2.0-29 of the helper scripts or a later one.");
        }
    }
}
