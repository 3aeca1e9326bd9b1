//! The exit code for cfn-signal is written as another shell of Windows writes it.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     CreationPolicy: {ResourceSignal: {Timeout: PT30M}}
//!     Properties:
//!       UserData:
//!         Fn::Base64: !Sub |
//!           <powershell>
//!           cfn-signal.exe -e %ERRORLEVEL% --stack ${AWS::StackName} --resource Web --region ${AWS::Region}
//!           </powershell>
//! ```
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     CreationPolicy: {ResourceSignal: {Timeout: PT30M}}
//!     Properties:
//!       UserData:
//!         Fn::Base64: !Sub |
//!           <script>
//!           cfn-signal.exe -e $LASTEXITCODE --stack ${AWS::StackName} --resource Web --region ${AWS::Region}
//!           </script>
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     CreationPolicy: {ResourceSignal: {Timeout: PT30M}}
//!     Properties:
//!       UserData:
//!         Fn::Base64: !Sub |
//!           <powershell>
//!           cfn-signal.exe -e $LASTEXITCODE --stack ${AWS::StackName} --resource Web --region ${AWS::Region}
//!           </powershell>
//! ```

use crate::check::shell::replace_in_user_data;
use crate::check::{Check, Context, Rule, Severity};
use crate::template::user_data::{DataFormat, UserData};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "user-data/exit-code-word",
    name: "Exit code of another shell",
    severity: Severity::Error,
    why: "PowerShell knows the exit code of a program as $LASTEXITCODE, its $? is True or False; cmd knows it as %ERRORLEVEL%. cfn-signal takes a number only, and sends nothing without.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-signal.html",
    check: Check::UserData(check),
    also: &[],
};

const OF_POWERSHELL: &str = "$LASTEXITCODE";
const OF_CMD: &str = "%ERRORLEVEL%";

fn check(context: &mut Context<'_>, data: &UserData) {
    if data.format != DataFormat::Windows {
        return;
    }
    let (mut right, mut start) = ("", 0);
    for line in data.text.text().split_inclusive('\n') {
        let own = start;
        start += line.len();
        let lower = line.to_ascii_lowercase();
        right = match lower.trim() {
            tag if tag.starts_with("<powershell>") => OF_POWERSHELL,
            tag if tag.starts_with("<script>") => OF_CMD,
            tag if tag.starts_with("</") => "",
            _ => right,
        };
        // One shell that starts the other.
        let is_nested = ["cmd", "powershell"].iter().any(|word| lower.contains(word)) && !lower.trim().starts_with('<');
        if right.is_empty() || is_nested || !lower.contains("cfn-signal") {
            continue;
        }
        let strangers: &[&str] = if right == OF_CMD { &["$lastexitcode", "$?"] } else { &["%errorlevel%", "$?"] };
        let Some((word, at)) = strangers.iter().find_map(|word| Some((*word, option_value(&lower, word)?))) else {
            continue;
        };
        let span = own + at..own + at + word.len();
        let shell = if right == OF_CMD { "cmd" } else { "PowerShell" };
        let written = data.text.text().get(span.clone()).unwrap_or_default();
        let message = format!("{written} is no exit code in {shell}: cfn-signal takes a number and sends nothing.");
        context.report_script(data, own..own + line.len(), message);
        let (holder, part) = (data.holder.clone(), (span, right.to_string()));
        context.fix(format!("Write {right}"), move |document| {
            replace_in_user_data(document, &holder, std::slice::from_ref(&part))
        });
    }
}

/// Where a word stands right behind `-e` or `--exit-code`.
fn option_value(line: &str, word: &str) -> Option<usize> {
    let at = line.find(word)?;
    let before = line.get(..at)?.trim_end().trim_end_matches(['=', '"', '\'']);
    (before.ends_with(" -e") || before.ends_with("--exit-code")).then_some(at)
}
