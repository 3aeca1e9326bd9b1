//! A download has the address of a page that shows the file, not that of the file.
//!
//! ```yaml bad 2
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config:
//!           sources: {/opt/app: 'https://github.com/octocat/app'}
//!           files: {/opt/setup.sh: {source: 'https://github.com/octocat/app/blob/main/setup.sh', mode: '000755'}}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config:
//!           sources: {/opt/app: 'https://github.com/octocat/app/archive/refs/heads/main.tar.gz'}
//!           files: {/opt/setup.sh: {source: 'https://raw.githubusercontent.com/octocat/app/main/setup.sh', mode: '000755'}}
//! ```

use crate::check::shell::replace;
use crate::check::{Check, Context, Rule, Severity};
use crate::document::Path;
use crate::schema::file::SOURCE;
use crate::template::mapped_text::MappedText;
use crate::template::{Config, Section};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "config/web-page",
    name: "Download of a web page",
    severity: Severity::Error,
    why: "cfn-init writes what the address returns. That is the HTML of the page around the file, and no archive that it could unpack.",
    source: "https://docs.github.com/en/repositories/working-with-files/using-files/viewing-and-understanding-files",
    check: Check::Config(check),
    also: &[],
};

fn check(context: &mut Context<'_>, config: &Config<'_>) {
    for (at, _) in config.entries(Section::Sources) {
        report(context, &at, true);
    }
    for file in config.files() {
        report(context, &file.path().join(SOURCE.key), false);
    }
}

fn report(context: &mut Context<'_>, at: &Path, is_archive: bool) {
    let Some(mapped) = MappedText::of(context.document(), at) else { return };
    let text = mapped.text();
    let Some(page) = page(text) else { return };
    let message = match is_archive {
        true => format!("{page} returns a web page, no archive: cfn-init cannot unpack it and stops."),
        false => format!("{page} returns a web page: cfn-init writes its HTML into the file."),
    };
    context.report(at, message);
    match raw(text) {
        Some(raw) if !is_archive || !mapped.replaces_names() => {
            let (own, part) = (at.clone(), (0..text.len(), raw));
            context.fix("Take the file itself", move |document| replace(document, &own, std::slice::from_ref(&part)));
        }
        _ => {
            context.help("Take the address of the file itself; an archive of a branch of GitHub ends with /archive/refs/heads/BRANCH.tar.gz.");
        }
    }
}

/// What to call the address, if it is one of a page.
fn page(text: &str) -> Option<&'static str> {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"))?;
    if rest.contains('?') || rest.contains('#') {
        return None;
    }
    let mut parts = rest.trim_end_matches('/').split('/');
    let host = parts.next()?;
    let words: Vec<&str> = parts.collect();
    match (host, words.as_slice()) {
        ("github.com" | "www.github.com", [owner, name]) if !owner.contains('$') && !name.contains('$') => {
            (!name.contains('.')).then_some("The address of a repository of GitHub")
        }
        ("github.com" | "www.github.com", [_, _, "blob" | "tree", ..]) => {
            Some("An address of GitHub with /blob/ or /tree/")
        }
        ("gitlab.com", [.., "-", "blob" | "tree", _, _]) => Some("An address of GitLab with /blob/ or /tree/"),
        _ => None,
    }
}

/// The address of the file that a page of GitHub shows.
fn raw(text: &str) -> Option<String> {
    let (start, rest) = text.split_once("github.com/")?;
    let (repository, path) = rest.split_once("/blob/")?;
    start.starts_with("http").then(|| format!("https://raw.githubusercontent.com/{repository}/{path}"))
}
