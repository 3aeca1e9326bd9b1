//! The user data has more than 16 KB.
//!
//! ```user-data script bad
//! #!/bin/bash
//! /opt/aws/bin/cfn-init -v --stack ${AWS::StackName} --resource Web --region ${AWS::Region}
//! /opt/aws/bin/cfn-signal -e $? --stack ${AWS::StackName} --resource Web --region ${AWS::Region}
//! # {16384 letters}
//! ```
//!
//! ```user-data script good
//! #!/bin/bash
//! /opt/aws/bin/cfn-init -v --stack ${AWS::StackName} --resource Web --region ${AWS::Region}
//! /opt/aws/bin/cfn-signal -e $? --stack ${AWS::StackName} --resource Web --region ${AWS::Region}
//! ```

use crate::check::{Check, Context, Rule, Severity};
use crate::template::limits::{self, USER_DATA};
use crate::template::user_data::UserData;

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "user-data/too-large",
    name: "User data that is too large",
    severity: Severity::Error,
    why: "EC2 refuses user data of more than 16 KB before it is encoded.",
    source: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-add-user-data.html",
    check: Check::UserData(check),
    also: &[],
};

fn check(context: &mut Context<'_>, data: &UserData) {
    let bytes = limits::user_data_bytes(context.document(), &data.at).unwrap_or_default();
    if bytes > USER_DATA {
        let message = format!("The user data has {bytes} bytes; EC2 accepts at most {USER_DATA}.");
        context.report(&data.at, message).help("Move a part into cfn-init.");
    }
}
