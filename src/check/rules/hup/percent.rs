//! A file of cfn-hup has a percent sign that is not doubled.
//!
//! ```hup hooks bad
//! [reload]
//! triggers=post.update
//! path=Resources.Web.Metadata.AWS::CloudFormation::Init
//! action=/opt/aws/bin/cfn-init -v --stack ${AWS::StackName} --resource Web --region ${AWS::Region} && date +%F > /run/updated
//! runas=root
//! ```
//!
//! ```hup hooks good
//! [reload]
//! triggers=post.update
//! path=Resources.Web.Metadata.AWS::CloudFormation::Init
//! action=/opt/aws/bin/cfn-init -v --stack ${AWS::StackName} --resource Web --region ${AWS::Region} && date +%%F > /run/updated
//! runas=root
//! ```

use crate::check::shell::replace;
use crate::check::{Check, Context, Rule, Severity};
use crate::template::backup::settings;
use crate::template::hup::Hup;

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "hup/percent",
    name: "Single percent sign",
    severity: Severity::Error,
    why: "cfn-hup reads its files by Python's ConfigParser, to which % begins the name of another setting. It does not start.",
    source: "https://docs.python.org/3/library/configparser.html#interpolation-of-values",
    check: Check::Hup(check),
    also: &[],
};

fn check(context: &mut Context<'_>, hup: &Hup) {
    for written in hup.conf.iter().chain(&hup.hooks) {
        let Some(text) = &written.text else { continue };
        let found: Vec<usize> = settings(text.text())
            .flat_map(|(start, line)| singles(line).into_iter().map(move |at| start + at))
            .collect();
        let Some(first) = found.first().copied() else { continue };
        let message = "cfn-hup takes % for the beginning of a name and does not start.";
        match text.place(&(first..first + 1)) {
            Some((at, part)) => context.report_part(&at, part, message),
            None => context.report(&written.file, message),
        };
        let at = written.file.join("content");
        let parts: Vec<_> = found.into_iter().map(|at| (at..at, "%".to_string())).collect();
        context.fix("Double it", move |document| replace(document, &at, &parts));
    }
}

/// Where a line has a percent sign that is neither doubled nor the beginning of `%(name)s`.
fn singles(line: &str) -> Vec<usize> {
    let mut found = Vec::new();
    let mut letters = line.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        if letter == '%' && letters.next_if(|next| matches!(next.1, '%' | '(')).is_none() {
            found.push(at);
        }
    }
    found
}
