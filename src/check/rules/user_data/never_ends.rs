//! User data run a program that does not end by itself.
//!
//! ```user-data script bad
//! #!/bin/bash -e
//! trap 'cfn-signal -e $? --stack ${AWS::StackName} --resource Web --region ${AWS::Region}' EXIT
//! cd /opt/app
//! flask run --host 0.0.0.0
//! ```
//!
//! ```user-data script good
//! #!/bin/bash -e
//! trap 'cfn-signal -e $? --stack ${AWS::StackName} --resource Web --region ${AWS::Region}' EXIT
//! cd /opt/app
//! docker compose up --detach
//! ```

use crate::check::shell::{endless, scripts};
use crate::check::{Check, Context, Rule, Severity};
use crate::template::user_data::UserData;

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "user-data/never-ends",
    name: "Program that does not end",
    severity: Severity::Warning,
    why: "The shell waits for the end of each program: what stands behind a server is never reached, a signal to CloudFormation neither.",
    source: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html",
    check: Check::UserData(check),
    also: &[],
};

fn check(context: &mut Context<'_>, data: &UserData) {
    for script in scripts(data) {
        for found in endless(script.text) {
            let message = format!("{} does not end by itself: the script stops here.", found.program());
            script
                .report(context, data, found.span(), message)
                .help("Start it by a unit of systemd, which starts it again after a fault, too.");
        }
    }
}
