//! A line of a cron file of the system names no user.
//!
//! ```yaml bad 2
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config:
//!           files:
//!             /etc/cron.d/app: {content: "PATH=/usr/bin\n*/5 * * * * /usr/local/bin/job > /dev/null\n@reboot python3 /usr/local/bin/first\n", mode: '000644'}
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
//!             /etc/cron.d/app: {content: "PATH=/usr/bin\n*/5 * * * * root /usr/local/bin/job > /dev/null\n@reboot app python3 /usr/local/bin/first\n", mode: '000644'}
//!             /var/spool/cron/root: {content: "*/5 * * * * /usr/local/bin/job\n", mode: '000600'}
//! ```

use std::ops::Range;

use crate::check::shell::{replace, report_text};
use crate::check::{Check, Context, Rule, Severity};
use crate::schema::file::CONTENT;
use crate::template::Config;
use crate::template::mapped_text::MappedText;

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "file/cron-user",
    name: "Cron line without a user",
    severity: Severity::Error,
    why: "A line of /etc/cron.d and /etc/crontab has the user between the time and the command. cron takes the first word of the command for it, knows no such user and never runs the line.",
    source: "https://man7.org/linux/man-pages/man5/crontab.5.html",
    check: Check::Config(check),
    also: &[],
};

/// Programs that are no users.
const PROGRAMS: [&str; 18] = [
    "bash", "sh", "python", "python3", "php", "node", "perl", "ruby", "curl", "wget", "aws", "cd", "echo", "test",
    "yum", "certbot", "sudo", "docker",
];

fn check(context: &mut Context<'_>, config: &Config<'_>) {
    let document = context.document();
    for file in config.files() {
        let at = file.path().join(CONTENT.key);
        if !file.name().starts_with("/etc/cron.d/") && file.name() != "/etc/crontab" {
            continue;
        }
        let Some(text) = MappedText::of(document, &at) else { continue };
        for (word, span) in first_words(text.text()) {
            if !word.starts_with('/') && !PROGRAMS.contains(&word) {
                continue;
            }
            let message = format!("cron takes {word} for the user of this line: it never runs.");
            let (own, part) = (at.clone(), (span.start..span.start, "root ".to_string()));
            report_text(context, (&at, &text), span, message)
                .fix("Run it as root", move |document| replace(document, &own, std::slice::from_ref(&part)));
        }
    }
}

/// The first word behind the time of each line.
fn first_words(text: &str) -> Vec<(&str, Range<usize>)> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let at = start;
        start += line.len();
        let own = line.trim();
        let skipped = match own.chars().next() {
            Some('@') => 1,
            Some(sign) if sign.is_ascii_digit() || sign == '*' => 5,
            _ => continue,
        };
        let is_time = |word: &str| word.chars().all(|sign| sign.is_ascii_alphanumeric() || "*/,-?~".contains(sign));
        let mut rest = line.trim_end();
        let mut fields = Vec::new();
        while fields.len() <= skipped && !rest.trim_start().is_empty() {
            rest = rest.trim_start();
            let begin = at + line.trim_end().len() - rest.len();
            let word = rest.split_ascii_whitespace().next().unwrap_or_default();
            rest = rest.get(word.len()..).unwrap_or_default();
            fields.push((word, begin..begin + word.len()));
        }
        let has_time = skipped == 1 || fields.iter().take(5).all(|field| is_time(field.0));
        found.extend(fields.into_iter().nth(skipped).filter(|_| has_time));
    }
    found
}
