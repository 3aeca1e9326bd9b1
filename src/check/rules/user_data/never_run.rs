//! User data begin with what they are.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Properties:
//!       UserData:
//!         Fn::Base64: "yum update -y\nyum install -y httpd\n"
//! ```
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Properties:
//!       ImageId: '{{resolve:ssm:/aws/service/ami-windows-latest/Windows_Server-2022-English-Full-Base}}'
//!       UserData:
//!         Fn::Base64: |
//!           #!/bin/bash
//!           echo hello
//! ```
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Properties:
//!       ImageId: '{{resolve:ssm:/aws/service/ami-windows-latest/Windows_Server-2022-English-Full-Base}}'
//!       UserData:
//!         Fn::Base64: |
//!           <powershell>
//!           Write-Output hello
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Properties:
//!       UserData:
//!         Fn::Base64: "#!/bin/bash\nyum update -y\nyum install -y httpd\n"
//! ```

use crate::check::shell::replace_in_user_data;
use crate::check::{Check, Context, Rule, Severity};
use crate::template::user_data::{BootSystem, DataFormat, UserData};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "user-data/never-run",
    name: "User data that nothing runs",
    severity: Severity::Error,
    why: "cloud-init decides by the first bytes what user data is, and ignores what it does not know; the kernel reads #! at the first byte only.",
    source: "https://cloudinit.readthedocs.io/en/latest/explanation/format.html",
    check: Check::UserData(check),
    also: &[],
};

fn check(context: &mut Context<'_>, data: &UserData) {
    let text = data.text.text();
    if let Some(tag) = unclosed(data) {
        let part = text.find(&format!("<{tag}>")).map(|at| at..at + tag.len() + 2).unwrap_or_default();
        let message = format!("<{tag}> has no </{tag}>: EC2Launch runs nothing of it.");
        context.report_script(data, part, message);
        let (holder, end) = (data.holder.clone(), text.len());
        let line = if text.ends_with('\n') { format!("</{tag}>\n") } else { format!("\n</{tag}>") };
        context.fix(format!("Add </{tag}>"), move |document| {
            replace_in_user_data(document, &holder, &[(end..end, line.clone())])
        });
        return;
    }
    // Machines without cloud-init read texts of their own: Ignition's JSON, the settings of an appliance.
    let is_foreign = data.system == BootSystem::Windows && data.format == DataFormat::Shell;
    if !is_foreign && !data.format.is_never_run()
        || !is_foreign && data.format == DataFormat::Unhandled && !is_shell(text)
    {
        return;
    }
    let blanks = text.len() - text.trim_start_matches(['\u{feff}', ' ', '\t', '\n', '\r']).len();
    let message = match data.format {
        DataFormat::Indented => "The script does not begin with #! at its first byte: nothing of it runs.",
        DataFormat::ByteOrderMark => {
            "A byte order mark is before the first line: cloud-init does not know the text and runs nothing."
        }
        DataFormat::NoMimeVersion => {
            "These parts have no header MIME-Version, or a blank line before it: cloud-init runs none of them."
        }
        _ if data.system == BootSystem::Windows => {
            "EC2Launch runs what is between <powershell> and </powershell>, or <script> and </script>: nothing of this."
        }
        _ => {
            "The text does not begin with #! or another word that cloud-init knows, such as #cloud-config: nothing of it runs."
        }
    };
    context.report_script(data, 0..text.len(), message);
    let (label, part) = match data.format {
        DataFormat::Indented | DataFormat::ByteOrderMark => ("Begin with the first line", (0..blanks, String::new())),
        DataFormat::Unhandled if data.system != BootSystem::Windows => {
            ("Begin with #!/bin/bash", (0..blanks, "#!/bin/bash\n".to_string()))
        }
        _ => return,
    };
    let holder = data.holder.clone();
    context.fix(label, move |document| replace_in_user_data(document, &holder, std::slice::from_ref(&part)));
}

/// The tag of a script of Windows that nothing closes.
fn unclosed(data: &UserData) -> Option<&'static str> {
    let text = data.text.text().to_ascii_lowercase();
    let is_windows = data.format == DataFormat::Windows;
    let is_open =
        |tag: &&str| text.trim_start().starts_with(&format!("<{tag}>")) && !text.contains(&format!("</{tag}"));
    ["powershell", "script"].into_iter().find(|tag| is_windows && is_open(tag))
}

/// True for a text that calls programs of a Linux machine.
fn is_shell(text: &str) -> bool {
    const PROGRAMS: [&str; 10] =
        ["apt-get ", "apt ", "yum ", "dnf ", "systemctl ", "echo ", "cfn-init ", "curl ", "mkdir ", "export "];
    text.lines().any(|line| {
        let line = line.trim_start().trim_start_matches("sudo ");
        PROGRAMS.iter().any(|program| line.starts_with(program) || line.contains(&format!("/{program}")))
    })
}
