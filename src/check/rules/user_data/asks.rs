//! User data install packages and ask first.
//!
//! ```user-data script bad
//! #!/bin/bash -e
//! trap 'cfn-signal -e $? --stack ${AWS::StackName} --resource Web --region ${AWS::Region}' EXIT
//! yum install httpd
//! ```
//!
//! ```user-data script bad
//! MIME-Version: 1.0
//! Content-Type: multipart/mixed; boundary="part"
//!
//! --part
//! Content-Type: text/x-shellscript
//!
//! #!/bin/bash -e
//! trap 'cfn-signal -e $? --stack ${AWS::StackName} --resource Web --region ${AWS::Region}' EXIT
//! dnf install httpd
//! --part--
//! ```
//!
//! ```user-data script good
//! #!/bin/bash -e
//! trap 'cfn-signal -e $? --stack ${AWS::StackName} --resource Web --region ${AWS::Region}' EXIT
//! yum install -y httpd
//! yum -qy update
//! yum check-update || true
//! ```

use crate::check::shell::{asking, replace_in_user_data, scripts, unanswered};
use crate::check::{Check, Context, Rule, Severity};
use crate::template::user_data::UserData;

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "user-data/asks",
    name: "Installation that asks",
    severity: Severity::Warning,
    why: "yum, dnf and apt-get ask before they install. Nobody answers when a machine starts: they end without installing anything.",
    source: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html",
    check: Check::UserData(check),
    also: &[],
};

fn check(context: &mut Context<'_>, data: &UserData) {
    for script in scripts(data) {
        for (found, end) in asking(script.text) {
            script.report(context, data, found.span(), unanswered(&found));
            let (holder, part) = (data.holder.clone(), (script.in_data(&(end..end)), " -y".to_string()));
            context.fix("Add -y", move |document| replace_in_user_data(document, &holder, std::slice::from_ref(&part)));
        }
    }
}
