//! A function of CloudFormation stands inside of a script.
//!
//! ```user-data script bad 2
//! #!/bin/bash
//! /opt/aws/bin/cfn-init -v --stack ${AWS::StackName} --resource Web --region !Ref AWS::Region
//! /opt/aws/bin/cfn-signal -e $? --stack ${AWS::StackName} --resource Web --region ${AWS::Region}
//! echo !Ref AWS::AccountId > /etc/account
//! ```
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Properties:
//!       UserData:
//!         Fn::Base64: !Sub |
//!           #!/bin/bash
//!           echo $(AWS::Region) > /etc/region
//! ```
//!
//! ```user-data script good
//! #!/bin/bash
//! /opt/aws/bin/cfn-init -v --stack ${AWS::StackName} --resource Web --region ${AWS::Region}
//! /opt/aws/bin/cfn-signal -e $? --stack ${AWS::StackName} --resource Web --region ${AWS::Region}
//! echo ${AWS::AccountId} > /etc/account
//! # !Ref Web is no name here
//! ```

use std::ops::Range;

use crate::check::shell::replace_in_user_data;
use crate::check::{Also, Check, Context, Rule, Severity};
use crate::template::Template;
use crate::template::substitution::pseudo;
use crate::template::user_data::{DataFormat, UserData};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "user-data/function-in-text",
    name: "Function inside of a script",
    severity: Severity::Error,
    why: "A function is the whole value of an entry. Inside of a text !Ref is a word like any other, and $(AWS::Region) a call of a program: Fn::Sub replaces ${AWS::Region} alone.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-sub.html",
    check: Check::UserData(check),
    also: &[Also::Names],
};

/// Words of scripts that write templates themselves.
const TEMPLATES: [&str; 3] = ["AWSTemplateFormatVersion", "Resources:", "Type: AWS::"];

fn check(context: &mut Context<'_>, data: &UserData) {
    let text = data.text.text();
    let is_script = matches!(data.format, DataFormat::Shell | DataFormat::CloudConfig | DataFormat::Windows);
    if !is_script
        || !text.contains('!') && !text.contains("$(AWS::")
        || TEMPLATES.iter().any(|word| text.contains(word))
    {
        return;
    }
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let own = start;
        start += line.len();
        if line.trim_start().starts_with('#') {
            continue;
        }
        for (at, _) in line.match_indices("$(AWS::") {
            let Some(inner) = line.get(at + 2..).and_then(|rest| rest.split(')').next()) else { continue };
            if pseudo(inner).is_none() {
                continue;
            }
            let span = own + at..own + at + inner.len() + 3;
            report(
                context,
                data,
                span,
                &format!("$({inner})"),
                inner,
                "runs a program of this name, and there is none",
            );
        }
        for tag in ["!Ref ", "!GetAtt "] {
            let Some(at) = line.find(tag) else { continue };
            let name: String = line
                .get(at + tag.len()..)
                .unwrap_or_default()
                .chars()
                .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, ':' | '.'))
                .collect();
            if !is_name(context.template(), tag, &name) {
                continue;
            }
            let span = own + at..own + at + tag.len() + name.len();
            report(
                context,
                data,
                span,
                &format!("{tag}{name}"),
                &name,
                "is text here: the machine gets these words, not the value",
            );
        }
    }
}

fn report(context: &mut Context<'_>, data: &UserData, span: Range<usize>, written: &str, name: &str, what: &str) {
    let message = format!("{written} {what}.");
    context.report_script(data, span.clone(), message);
    // A machine that names itself in its user data would wait for itself.
    if name.split('.').next() == Some(data.holder.as_str()) {
        context.help("Ask the metadata service on the machine for its own values.");
    } else if data.text.replaces_names() {
        let (holder, part) = (data.holder.clone(), (span, format!("${{{name}}}")));
        context.fix(format!("Write ${{{name}}}"), move |document| {
            replace_in_user_data(document, &holder, std::slice::from_ref(&part))
        });
    } else {
        context.help(format!("Write ${{{name}}}, and Fn::Sub before the text."));
    }
}

/// True for a name that the function could have: of a parameter, a resource, AWS's own.
fn is_name(template: Template<'_>, tag: &str, name: &str) -> bool {
    let (id, has_attribute) = name.split_once('.').map_or((name, false), |(id, _)| (id, true));
    if tag == "!GetAtt " {
        return has_attribute && template.resource(id).is_some();
    }
    !has_attribute && (template.parameter(id).is_some() || template.resource(id).is_some() || pseudo(id).is_some())
}
