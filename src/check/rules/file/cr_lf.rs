//! Content of a file on Windows has plain line breaks.
//!
//! ```yaml bad 3
//! Conditions: {IsLarge: !Equals [!Ref "AWS::Region", us-east-1]}
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config:
//!           files:
//!             C:\cfn\setup.cmd: {content: "echo 1\r\necho 2\r\n"}
//!             C:\cfn\lines.txt: {content: !Join ["\r\n", [one, !Ref "AWS::Region"]]}
//!             C:\cfn\either.txt: {content: !If [IsLarge, "one\r\ntwo", three]}
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
use crate::document::{Document, Edit, Path};
use crate::schema::file::CONTENT;
use crate::template::content::FileContent;
use crate::template::function::call;
use crate::template::init::File;
use crate::template::machine::start_of;
use crate::template::system::texts_below;
use crate::template::user_data::{BootSystem, system};
use crate::template::{Init, section};

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
        if file.node().get("encoding").and_then(|node| node.scalar()) == Some("base64") {
            continue;
        }
        for at in texts(context.document(), &file) {
            let text = context.document().scalar(&at).unwrap_or_default();
            let breaks: Vec<_> = text.match_indices("\r\n").map(|(at, _)| (at..at + 1, String::new())).collect();
            if breaks.is_empty() {
                continue;
            }
            let name = file.name();
            context
                .report(
                    &at,
                    format!("cfn-init writes CR CR LF for every CR LF of {name}: the file has extra empty lines."),
                )
                .fix("End the lines with LF", move |_| {
                    vec![Edit::ReplaceInScalar { at: at.clone(), parts: breaks.clone() }]
                });
        }
    }
}

/// Where the texts of a file's content are: the content, or the pieces and branches of the function that gives it.
fn texts(document: &Document, file: &File<'_>) -> Vec<Path> {
    let content = file.path().join(CONTENT.key);
    match file.content() {
        FileContent::Text(text) => vec![text.path(&content)],
        _ if document.node(&content).is_some_and(|node| call(node).is_some()) => texts_below(document, &content),
        _ => Vec::new(),
    }
}
