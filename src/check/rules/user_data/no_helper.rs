//! User data call helper scripts that the image does not have.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata: {AWS::CloudFormation::Init: {config: {}}}
//!     Properties:
//!       ImageId: '{{resolve:ssm:/aws/service/canonical/ubuntu/server/22.04/stable/current/amd64/hvm/ebs-gp2/ami-id}}'
//!       UserData:
//!         Fn::Base64: !Sub |
//!           #!/bin/bash
//!           /opt/aws/bin/cfn-init -v --stack ${AWS::StackName} --resource Web --region ${AWS::Region}
//! ```
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata: {AWS::CloudFormation::Init: {config: {}}}
//!     Properties:
//!       ImageId: '{{resolve:ssm:/aws/service/canonical/ubuntu/server/22.04/stable/current/amd64/hvm/ebs-gp2/ami-id}}'
//!       UserData:
//!         Fn::Base64: !Sub |
//!           #!/bin/bash
//!           pip3 install https://s3.amazonaws.com/cloudformation-examples/aws-cfn-bootstrap-py3-2.0-34.tar.gz
//!           /opt/aws/bin/cfn-init -v --stack ${AWS::StackName} --resource Web --region ${AWS::Region}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata: {AWS::CloudFormation::Init: {config: {}}}
//!     Properties:
//!       ImageId: '{{resolve:ssm:/aws/service/canonical/ubuntu/server/22.04/stable/current/amd64/hvm/ebs-gp2/ami-id}}'
//!       UserData:
//!         Fn::Base64: !Sub |
//!           #!/bin/bash
//!           pip3 install https://s3.amazonaws.com/cloudformation-examples/aws-cfn-bootstrap-py3-2.0-34.tar.gz
//!           /usr/local/bin/cfn-init -v --stack ${AWS::StackName} --resource Web --region ${AWS::Region}
//! ```

use crate::check::shell::runs_other;
use crate::check::{Check, Context, Rule, Severity};
use crate::schema::system::Family;
use crate::template::system::image_system;
use crate::template::user_data::{DataFormat, StepKind, UserData};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "user-data/no-helper",
    name: "Helper scripts that are not there",
    severity: Severity::Error,
    why: "Images of Ubuntu and Debian come without cfn-init and cfn-signal: the script gets \"command not found\". pip installs them into /usr/local/bin.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-helper-scripts-reference.html",
    check: Check::UserData(check),
    also: &[],
};

/// The folder of the helper scripts on Amazon Linux.
const FOLDER: &str = "/opt/aws/bin/cfn-";

fn check(context: &mut Context<'_>, data: &UserData) {
    let calls =
        || data.steps_of(StepKind::Init).chain(data.steps_of(StepKind::Signal)).filter(|step| !step.fields.is_empty());
    let Some(first) = calls().min_by_key(|step| step.span.start) else { return };
    let system = image_system(context.template(), &data.holder).filter(|system| system.os.family() == Family::Apt);
    let Some(system) = system.filter(|_| data.format == DataFormat::Shell) else { return };
    let text = data.text.text();
    let message = if !text.contains("cfn-bootstrap") {
        if runs_other(text) || text.contains("snap ") {
            return;
        }
        format!("{} has no helper scripts, and nothing installs them: command not found.", system.release())
    } else {
        // An archive unpacked there, a link, a folder for scripts: then they are where they are called.
        let is_made = text.matches("/opt/aws").count() != text.matches(FOLDER).count();
        let by_pip = text.contains("pip3 install") || text.contains("pip install");
        let is_there = data.folder().is_none_or(|folder| folder != "/opt/aws/bin/");
        if is_made || is_there || !by_pip || text.contains("--prefix") || text.contains("ln -s") {
            return;
        }
        "pip installs the helper scripts into /usr/local/bin, not into /opt/aws/bin: command not found.".to_string()
    };
    context.report_step(data, first, message).help(
        "Install them before: apt-get update && apt-get install -y python3-pip, then pip3 install the archive aws-cfn-bootstrap-py3 (with --break-system-packages where pip asks for it); call them from /usr/local/bin.",
    );
}
