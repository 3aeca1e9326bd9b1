//! The helper scripts for Python 3 are those of version 2.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Properties:
//!       UserData:
//!         Fn::Base64: |
//!           #!/bin/bash
//!           pip3 install aws-cfn-bootstrap
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Properties:
//!       UserData:
//!         Fn::Base64: |
//!           #!/bin/bash
//!           pip3 install https://s3.amazonaws.com/cloudformation-examples/aws-cfn-bootstrap-py3-latest.tar.gz
//! ```

use crate::check::shell::replace_in_user_data;
use crate::check::{Check, Context, Rule, Severity};
use crate::template::user_data::{DataFormat, UserData};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "user-data/helper-version",
    name: "Helper scripts for Python 2",
    severity: Severity::Error,
    why: "aws-cfn-bootstrap 1.4, which the Python package index and the archive without py3 in its name have, is written for Python 2 and knows no IMDSv2.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-helper-scripts-reference.html",
    check: Check::UserData(check),
    also: &[],
};

/// The archive of the current version.
const CURRENT: &str = "https://s3.amazonaws.com/cloudformation-examples/aws-cfn-bootstrap-py3-latest.tar.gz";

fn check(context: &mut Context<'_>, data: &UserData) {
    if data.format != DataFormat::Shell || !data.text.text().contains("aws-cfn-bootstrap") {
        return;
    }
    for command in data.commands() {
        let words: Vec<&str> = command.arguments().collect();
        let rest = match (command.program(), words.as_slice()) {
            ("pip3", rest) | ("python3", ["-m", "pip", rest @ ..]) => rest,
            _ => continue,
        };
        let is_old = |word: &&str| *word == "aws-cfn-bootstrap" || word.ends_with("/aws-cfn-bootstrap-latest.tar.gz");
        let Some(old) = rest.iter().find(|word| is_old(word)).filter(|_| rest.contains(&"install")) else { continue };
        let message =
            "This is version 1.4 of the helper scripts, written for Python 2: cfn-init and cfn-signal do not start.";
        context.report_script(data, command.span(), message);
        let Some((_, span)) = command.words.iter().find(|word| word.0 == *old) else { continue };
        let (holder, part) = (data.holder.clone(), (span.clone(), CURRENT.to_string()));
        context.fix("Install version 2", move |document| {
            replace_in_user_data(document, &holder, std::slice::from_ref(&part))
        });
    }
}
