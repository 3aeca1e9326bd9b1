//! pip does not install into the Python of the system.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Properties:
//!       ImageId: "{{resolve:ssm:/aws/service/canonical/ubuntu/server/24.04/stable/current/amd64/hvm/ebs-gp3/ami-id}}"
//!       UserData:
//!         Fn::Base64: |
//!           #!/bin/bash
//!           pip3 install flask
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Properties:
//!       ImageId: "{{resolve:ssm:/aws/service/canonical/ubuntu/server/24.04/stable/current/amd64/hvm/ebs-gp3/ami-id}}"
//!       UserData:
//!         Fn::Base64: |
//!           #!/bin/bash
//!           python3 -m venv /opt/app && /opt/app/bin/pip install flask
//! ```

use crate::check::{Check, Context, Rule, Severity};
use crate::template::system::{Machine, System};
use crate::template::user_data::command::ShellCommand;
use crate::template::user_data::{DataFormat, UserData};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "user-data/system-pip",
    name: "pip into the Python of the system",
    severity: Severity::Error,
    why: "Debian since 12 and Ubuntu since 23.04 mark their Python as externally managed (PEP 668): pip refuses to install into it.",
    source: "https://packaging.python.org/en/latest/specifications/externally-managed-environments/",
    check: Check::UserData(check),
    also: &[],
};

fn check(context: &mut Context<'_>, data: &UserData) {
    let text = data.text.text();
    let other =
        ["PIP_BREAK_SYSTEM_PACKAGES", "EXTERNALLY-MANAGED", "activate", "pyenv", "conda", "break-system-packages"];
    let has_pip = data.format == DataFormat::Shell && text.contains("pip");
    if !has_pip || other.iter().any(|word| text.contains(word)) {
        return;
    }
    let template = context.template();
    let system = Machine::find(template, &data.holder).and_then(|machine| machine.system(template));
    let Some(system) = system.filter(System::refuses_pip) else { return };
    let Some(found) = data.commands().find(ShellCommand::is_system_pip) else { return };
    let message = format!(
        "pip refuses this on {}: \"externally-managed-environment\". Nothing is installed, and with set -e the script ends here.",
        system.name()
    );
    context.report_script(data, found.span(), message);
    context.help("Install into a virtual environment: python3 -m venv /opt/app && /opt/app/bin/pip install NAME.");
}
