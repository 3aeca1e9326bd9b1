//! Content of a file on Windows has plain line breaks.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config:
//!           files:
//!             C:\cfn\setup.cmd: {content: "echo 1\r\necho 2\r\n"}
//!     Properties:
//!       ImageId: "{{resolve:ssm:/aws/service/ami-windows-latest/Windows_Server-2022-English-Full-Base}}"
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config:
//!           files:
//!             C:\cfn\setup.cmd: {content: "echo 1\necho 2\n"}
//!     Properties:
//!       ImageId: "{{resolve:ssm:/aws/service/ami-windows-latest/Windows_Server-2022-English-Full-Base}}"
//! ```

use crate::check::{Also, Check, Context, Rule, Severity};
use crate::document::Edit;
use crate::schema::file::CONTENT;
use crate::template::Init;
use crate::template::content::FileContent;
use crate::template::machine::start_of;
use crate::template::section;
use crate::template::user_data::{BootSystem, system};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "file/cr-lf",
    name: "CR LF in a file on Windows",
    severity: Severity::Warning,
    why: "On Windows cfn-init writes CR LF for every LF. A CR LF of the content becomes CR CR LF, which cmd and many programs do not read as one line break.",
    source: "https://github.com/aws/aws-cdk/issues/24212",
    check: Check::Init(check),
    also: &[Also::Machine, Also::Section(section::PARAMETERS)],
};

fn check(context: &mut Context<'_>, init: Init<'_>) {
    let template = context.template();
    let start = start_of(template, init.resource().id()).unwrap_or(init.resource());
    if system(template, start) != BootSystem::Windows {
        return;
    }
    for file in init.configs().flat_map(|config| config.files().collect::<Vec<_>>()) {
        let FileContent::Text(content) = file.content() else { continue };
        let breaks: Vec<_> = content.text.match_indices("\r\n").map(|(at, _)| (at..at + 1, String::new())).collect();
        let is_base64 = file.node().get("encoding").and_then(|node| node.scalar()) == Some("base64");
        if breaks.is_empty() || is_base64 {
            continue;
        }
        let at = content.path(&file.path().join(CONTENT.key));
        context
            .report(
                &at,
                format!("cfn-init writes CR CR LF for every CR LF of {}: the file has extra empty lines.", file.name()),
            )
            .fix("End the lines with LF", move |_| {
                vec![Edit::ReplaceInScalar { at: at.clone(), parts: breaks.clone() }]
            });
    }
}
