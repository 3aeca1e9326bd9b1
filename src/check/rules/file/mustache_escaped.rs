//! A value of the context has letters that Mustache writes otherwise.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config: {files: {/etc/app.conf: {content: 'url={{url}}', context: {url: 'https://example.com/?a=1&b=2'}}}}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config: {files: {/etc/app.conf: {content: 'url={{{url}}}', context: {url: 'https://example.com/?a=1&b=2'}}}}
//! ```

use crate::check::shell::{replace, report_text};
use crate::check::{Check, Context, Rule, Severity};
use crate::template::Config;
use crate::template::alternative::texts;

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "file/mustache-escaped",
    name: "Value that Mustache escapes",
    severity: Severity::Warning,
    why: "Between two braces Mustache writes values for HTML: & becomes &amp;, and a quote becomes &quot;.",
    source: "https://mustache.github.io/mustache.5.html",
    check: Check::Config(check),
    also: &[],
};

fn check(context: &mut Context<'_>, config: &Config<'_>) {
    for file in config.files() {
        let Some(values) = file.context() else { continue };
        for (at, text) in texts(context.document(), &file.path().join("content")) {
            for entry in values.entries().filter(|entry| entry.value.tag().is_none()) {
                let Some(letter) = entry.value.scalar().and_then(|value| value.chars().find(|c| "&<>\"'".contains(*c)))
                else {
                    continue;
                };
                let Some(span) = plain_use(text.text(), entry.key()) else { continue };
                let message = format!("The {letter} in the value of {} is written for HTML.", entry.key());
                let (own, range) = (at.clone(), span.clone());
                report_text(context, (&at, &text), span, message).fix("Write three braces", move |document| {
                    replace(
                        document,
                        &own,
                        &[(range.start..range.start, "{".into()), (range.end..range.end, "}".into())],
                    )
                });
            }
        }
    }
}

/// Where a name stands between two braces, and not between three.
fn plain_use(text: &str, name: &str) -> Option<std::ops::Range<usize>> {
    text.match_indices("{{").find_map(|(at, _)| {
        let is_triple = text.get(..at).is_some_and(|before| before.ends_with('{'));
        let inner = text.get(at + 2..)?.split_once("}}").filter(|_| !is_triple)?.0;
        (inner.trim() == name).then_some(at..at + 2 + inner.len() + 2)
    })
}
