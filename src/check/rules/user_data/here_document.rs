//! The end word of a here-document is at the start of its line.
//!
//! ```user-data script bad
//! #!/bin/bash
//! cat > /etc/motd <<EOF
//! hello
//!   EOF
//! /opt/aws/bin/cfn-init -v --stack ${AWS::StackName} --resource Web --region ${AWS::Region}
//! /opt/aws/bin/cfn-signal -e $? --stack ${AWS::StackName} --resource Web --region ${AWS::Region}
//! ```
//!
//! ```user-data script good
//! #!/bin/bash
//! cat > /etc/motd <<EOF
//! hello
//! EOF
//! /opt/aws/bin/cfn-init -v --stack ${AWS::StackName} --resource Web --region ${AWS::Region}
//! /opt/aws/bin/cfn-signal -e $? --stack ${AWS::StackName} --resource Web --region ${AWS::Region}
//! ```

use crate::check::{Check, Context, Rule, Severity};
use crate::recipe;
use crate::template::here_document::open_here_document;
use crate::template::user_data::{DataFormat, UserData};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "user-data/here-document",
    name: "Here-document without an end",
    severity: Severity::Error,
    why: "The shell finds the end word only at the start of a line. Everything up to the end of the script becomes the text, and none of it runs.",
    source: "https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#tag_19_07_04",
    check: Check::UserData(check),
    also: &[],
};

fn check(context: &mut Context<'_>, data: &UserData) {
    if data.format != DataFormat::Shell {
        return;
    }
    let Some(found) = open_here_document(data.text.text()) else { return };
    let word = &found.word;
    let message = format!(
        "The shell does not take this line for the end of the here-document: {word} has to be alone at the start of its \
         line. Nothing behind it runs."
    );
    match data.text.place(&found.line) {
        Some((at, part)) => context.report_part(&at, part, message),
        None => context.report(&data.at, message),
    };
    let holder = data.holder.clone();
    context.fix(format!("Move {word} to the start of the line"), move |document| {
        let data = UserData::of(document, &holder);
        let found = data.as_ref().and_then(|data| Some((data, open_here_document(data.text.text())?)));
        let edits =
            found.and_then(|(data, found)| recipe::user_data::edits(document, data, &[(found.line, found.word)]));
        edits.unwrap_or_default()
    });
}
