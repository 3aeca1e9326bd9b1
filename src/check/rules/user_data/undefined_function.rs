//! User data call a function for failures that nothing defines.
//!
//! ```user-data script bad
//! #!/bin/bash
//! trap '/opt/aws/bin/cfn-signal -e $? --stack ${AWS::StackName} --resource Web --region ${AWS::Region}' EXIT
//! /opt/aws/bin/cfn-init -v --stack ${AWS::StackName} --resource Web --region ${AWS::Region} || error_exit 'cfn-init failed'
//! ```
//!
//! ```user-data script good
//! #!/bin/bash
//! trap '/opt/aws/bin/cfn-signal -e $? --stack ${AWS::StackName} --resource Web --region ${AWS::Region}' EXIT
//! error_exit() { echo "$1"; exit 1; }
//! /opt/aws/bin/cfn-init -v --stack ${AWS::StackName} --resource Web --region ${AWS::Region} || error_exit 'cfn-init failed'
//! ```

use crate::check::shell::runs_other;
use crate::check::{Check, Context, Rule, Severity};
use crate::template::user_data::command::commands;
use crate::template::user_data::{DataFormat, UserData};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "user-data/undefined-function",
    name: "Function that is not defined",
    severity: Severity::Warning,
    why: "The shell does not find the function when a failure calls it: it prints \"command not found\" and goes on, as if nothing had failed.",
    source: "https://www.gnu.org/software/bash/manual/bash.html#Shell-Functions",
    check: Check::UserData(check),
    also: &[],
};

/// Names that scripts give to what they do at a failure. No program has them.
const NAMES: [&str; 8] =
    ["error_exit", "exit_error", "errorExit", "error_handler", "on_error", "fail_exit", "signal_failure", "bail_out"];

fn check(context: &mut Context<'_>, data: &UserData) {
    let text = data.text.text();
    // Another script may define it.
    if data.format != DataFormat::Shell
        || runs_other(text)
        || text.contains("alias ")
        || !NAMES.iter().any(|name| text.contains(name))
    {
        return;
    }
    for name in NAMES {
        let is_defined = [format!("{name}()"), format!("{name} ()"), format!("function {name}")];
        if is_defined.iter().any(|word| text.contains(word)) {
            continue;
        }
        let Some(found) = commands(text).into_iter().find(|command| command.program_path() == name) else { continue };
        let message =
            format!("Nothing defines {name}: at a failure the script prints \"command not found\" and goes on.");
        context.report_script(data, found.span(), message);
        context.help(format!("Define it at the top: function {name} that sends cfn-signal -e 1 and exits."));
    }
}
