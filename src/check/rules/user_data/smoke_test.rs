//! The script asks its own server for a word that the pages have in other letters.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata: {AWS::CloudFormation::Init: {config: {files: {/opt/app.py: {content: 'return "Hello, world"'}}}}}
//!     Properties:
//!       UserData:
//!         Fn::Base64: !Sub |
//!           #!/bin/bash -e
//!           /opt/aws/bin/cfn-init -v --stack ${AWS::StackName} --resource Web --region ${AWS::Region}
//!           curl -s localhost | grep -q hello
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata: {AWS::CloudFormation::Init: {config: {files: {/opt/app.py: {content: 'return "Hello, world"'}}}}}
//!     Properties:
//!       UserData:
//!         Fn::Base64: !Sub |
//!           #!/bin/bash -e
//!           /opt/aws/bin/cfn-init -v --stack ${AWS::StackName} --resource Web --region ${AWS::Region}
//!           curl -s localhost | grep -qi hello
//! ```

use crate::check::shell::replace_in_user_data;
use crate::check::{Also, Check, Context, Rule, Severity};
use crate::template::user_data::command::{ShellCommand, commands};
use crate::template::user_data::{UserData, holder_of};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "user-data/smoke-test",
    name: "Answer that is never found",
    severity: Severity::Warning,
    why: "grep takes capital and small letters for different ones: it fails although the server works, and the script reports a failure.",
    source: "https://www.gnu.org/software/grep/manual/grep.html",
    check: Check::UserData(check),
    also: &[Also::Machine],
};

fn check(context: &mut Context<'_>, data: &UserData) {
    let text = data.text.text();
    if !text.contains("grep") {
        return;
    }
    let all = commands(text);
    for pair in all.windows(2) {
        let [asks, finds] = pair else { continue };
        let Some((word, option_at)) = searched(asks, finds) else { continue };
        let pages = pages(context, data);
        if pages.contains(word) || !pages.to_lowercase().contains(&word.to_lowercase()) {
            continue;
        }
        let message = format!(
            "The files of this template have {word} in other letters only: grep does not find it, whatever answers."
        );
        context.report_script(data, finds.span(), message);
        let (holder, part) = (data.holder.clone(), (option_at..option_at, " -i".to_string()));
        context.fix("Ignore case: grep -i", move |document| {
            replace_in_user_data(document, &holder, std::slice::from_ref(&part))
        });
    }
}

/// The word that grep looks for in what the machine answers itself, and where an option of grep goes.
fn searched<'t>(asks: &ShellCommand<'t>, finds: &ShellCommand<'t>) -> Option<(&'t str, usize)> {
    let is_local = |word: &str| ["localhost", "127.0.0.1"].iter().any(|host| word.contains(host));
    if !matches!(asks.program(), "curl" | "wget") || asks.sign != "|" || !asks.arguments().any(is_local) {
        return None;
    }
    let is_option = |word: &&str| word.starts_with('-');
    let ignores = |word: &str| word == "--ignore-case" || !word.starts_with("--") && word.contains(['i', 'v', 'c']);
    if finds.program() != "grep" || finds.arguments().filter(is_option).any(ignores) {
        return None;
    }
    let mut words = finds.arguments().filter(|word| !is_option(word));
    let word = words.next().filter(|word| !word.is_empty() && word.chars().all(|c| c.is_ascii_alphabetic()))?;
    let (_, program) = finds.words.iter().find(|(word, _)| word.rsplit('/').next() == Some("grep"))?;
    words.next().is_none().then_some((word, program.end))
}

/// The contents of the files of the machine's metadata.
fn pages(context: &Context<'_>, data: &UserData) -> String {
    let template = context.template();
    let own =
        template.inits().filter(|init| holder_of(template, init.resource().id()).as_deref() == Some(&data.holder));
    let mut pages = String::new();
    for init in own {
        let files =
            init.configs().filter_map(|config| config.section(crate::template::Section::Files)).collect::<Vec<_>>();
        for text in files.into_iter().flat_map(|files| files.descendants()).filter_map(|node| node.scalar()) {
            pages.push_str(text);
            pages.push('\n');
        }
    }
    pages
}
