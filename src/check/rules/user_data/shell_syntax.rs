//! The shell cannot read the script of user data.
//!
//! ```user-data script bad
//! #!/bin/bash
//! trap '/opt/aws/bin/cfn-signal -e $? --stack ${AWS::StackName} --resource Web --region ${AWS::Region}' EXIT
//! echo 'starting
//! ```
//!
//! ```user-data script bad
//! #!/bin/bash
//! trap '/opt/aws/bin/cfn-signal -e $? --stack ${AWS::StackName} --resource Web --region ${AWS::Region}' EXIT
//! if [ -f /etc/app ]; then
//!   uptime
//! ```
//!
//! ```user-data script good
//! #!/bin/bash
//! trap '/opt/aws/bin/cfn-signal -e $? --stack ${AWS::StackName} --resource Web --region ${AWS::Region}' EXIT
//! if [ -f /etc/app ]; then
//!   echo 'it''s there'
//! fi
//! ```

use crate::check::shell::refused;
use crate::check::{Check, Context, Rule, Severity};
use crate::template::user_data::{DataFormat, UserData};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "user-data/shell-syntax",
    name: "Script that the shell cannot read",
    severity: Severity::Error,
    why: "The shell runs a script up to the part that it cannot read, and ends there with a syntax error: what comes behind is not done, the signal neither.",
    source: "https://www.gnu.org/software/bash/manual/bash.html#Shell-Syntax",
    check: Check::UserData(check),
    also: &[],
};

fn check(context: &mut Context<'_>, data: &UserData) {
    if data.format != DataFormat::Shell {
        return;
    }
    let text = data.text.text();
    let Some((part, why)) = refused(text, &data.text) else { return };
    let message = format!("The shell ends here with a syntax error: {}.", why);
    context.report_script(data, part, message);
}
