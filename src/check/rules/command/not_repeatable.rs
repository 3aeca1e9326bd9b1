//! cfn-hup runs cfn-init again, and a command does not bear a second run.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config:
//!           commands: {01_db: {command: createdb app}}
//!           files:
//!             /etc/cfn/cfn-hup.conf: {content: !Sub "[main]\nstack=${AWS::StackId}\nregion=${AWS::Region}\ninterval=5\n"}
//!             /etc/cfn/hooks.conf:
//!               content: !Sub |
//!                 [reload]
//!                 triggers=post.update
//!                 path=Resources.Web.Metadata.AWS::CloudFormation::Init
//!                 action=/opt/aws/bin/cfn-init --stack ${AWS::StackName} --resource Web --region ${AWS::Region}
//!                 runas=root
//!           services:
//!             systemd:
//!               cfn-hup: {enabled: true, ensureRunning: true, files: [/etc/cfn/cfn-hup.conf, /etc/cfn/hooks.conf]}
//!     Properties:
//!       UserData:
//!         Fn::Base64: !Sub |
//!           #!/bin/bash
//!           /opt/aws/bin/cfn-init --stack ${AWS::StackName} --resource Web --region ${AWS::Region}
//! ```
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config:
//!           commands: {01_db: {command: 'echo a >> /etc/hosts'}}
//!           files:
//!             /etc/cfn/cfn-hup.conf: {content: !Sub "[main]\nstack=${AWS::StackId}\nregion=${AWS::Region}\ninterval=5\n"}
//!             /etc/cfn/hooks.conf:
//!               content: !Sub |
//!                 [reload]
//!                 triggers=post.update
//!                 path=Resources.Web.Metadata.AWS::CloudFormation::Init
//!                 action=/opt/aws/bin/cfn-init --stack ${AWS::StackName} --resource Web --region ${AWS::Region}
//!                 runas=root
//!           services:
//!             systemd:
//!               cfn-hup: {enabled: true, ensureRunning: true, files: [/etc/cfn/cfn-hup.conf, /etc/cfn/hooks.conf]}
//!     Properties:
//!       UserData:
//!         Fn::Base64: !Sub |
//!           #!/bin/bash
//!           /opt/aws/bin/cfn-init --stack ${AWS::StackName} --resource Web --region ${AWS::Region}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config:
//!           commands: {01_db: {command: createdb app, test: '! psql -lqt | cut -d "|" -f 1 | grep -qw app'}}
//!           files:
//!             /etc/cfn/cfn-hup.conf: {content: !Sub "[main]\nstack=${AWS::StackId}\nregion=${AWS::Region}\ninterval=5\n"}
//!             /etc/cfn/hooks.conf:
//!               content: !Sub |
//!                 [reload]
//!                 triggers=post.update
//!                 path=Resources.Web.Metadata.AWS::CloudFormation::Init
//!                 action=/opt/aws/bin/cfn-init --stack ${AWS::StackName} --resource Web --region ${AWS::Region}
//!                 runas=root
//!           services:
//!             systemd:
//!               cfn-hup: {enabled: true, ensureRunning: true, files: [/etc/cfn/cfn-hup.conf, /etc/cfn/hooks.conf]}
//!     Properties:
//!       UserData:
//!         Fn::Base64: !Sub |
//!           #!/bin/bash
//!           /opt/aws/bin/cfn-init --stack ${AWS::StackName} --resource Web --region ${AWS::Region}
//! ```

use crate::check::shell::{report_text, texts};
use crate::check::{Check, Context, Rule, Severity};
use crate::template::hup::Hup;
use crate::template::user_data::command::{ShellCommand, commands};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "command/not-repeatable",
    name: "Command that fails or adds at its second run",
    severity: Severity::Warning,
    why: "cfn-hup runs all commands of a config again, unless a test says no.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-init.html",
    check: Check::Hup(check),
    also: &[],
};

fn check(context: &mut Context<'_>, hup: &Hup) {
    let init = context.template().resource(&hup.resource).and_then(|resource| resource.init());
    let Some(init) = init.filter(|_| !hup.hooks.is_empty()) else { return };
    for (_, command, one) in texts(context, init) {
        let text = one.text.text();
        let ignores = command.ignores_errors() == Some(true);
        // Whoever looks before, or goes on after a failure, has thought of it.
        let looks =
            ["if ", "[ ", "[[ ", "test ", "||", "grep -q", "rm -", "IF NOT EXISTS", "if not exists", "sort -u", "uniq"];
        if command.has_test() || ignores || looks.iter().any(|word| text.contains(word)) {
            continue;
        }
        let all = commands(text);
        if let Some((found, what)) = all.iter().find_map(|one| Some((one, once(one)?))) {
            report_text(context, (&one.at, &one.text), found.span(), format!("At its second run {what}"))
                .help("Give the command a test that says whether there is something to do.");
        } else if let Some(at) =
            text.find("| crontab").filter(|_| text.contains("crontab -l") && !text.contains("grep -v"))
        {
            let message = "At each further run the same line is added to the crontab again.".to_string();
            report_text(context, (&one.at, &one.text), at..at + 9, message)
                .help("Write a file of /etc/cron.d under files, or sort the lines: | sort -u | crontab -.");
        } else if let Some(at) = appends(text) {
            let message = "At each further run the same text is added to the file again.".to_string();
            report_text(context, (&one.at, &one.text), at..at + 2, message)
                .help("Write the file under files, or give the command a test: ! grep -q TEXT FILE.");
        }
    }
}

/// What a command does at its second run.
fn once(one: &ShellCommand<'_>) -> Option<&'static str> {
    let has = |word: &str| one.arguments().any(|argument| argument == word);
    let has_flag = |flag: char| {
        one.arguments().any(|word| word.starts_with('-') && !word.starts_with("--") && word.contains(flag))
    };
    Some(match one.program() {
        "createdb" | "createuser" => "it fails: the name exists.",
        "mysqladmin" if has("create") => "it fails: the database exists.",
        "mkdir" if !has_flag('p') && !has("--parents") => "it fails: the folder exists.",
        "useradd" | "groupadd" if !has_flag('f') => "it fails: the name exists.",
        "git" if one.verb() == Some("clone") => "it fails: the folder is not empty.",
        "ln" if has_flag('s') && !has_flag('f') && !has("--force") => {
            "it fails, or makes a second link inside the folder that the first leads to."
        }
        name if name.starts_with("mkfs") => "it makes a new, empty file system: the data are gone.",
        "django-admin" | "django-admin.py" if has("startproject") => "it fails: the project exists.",
        "rails" if has("new") => "it asks whether to overwrite files.",
        _ => return None,
    })
}

/// Where a text is added to a file that no other command of the text writes anew.
fn appends(text: &str) -> Option<usize> {
    let at = text.find(">>")?;
    let behind = text.get(at + 2..)?.trim_start();
    let file = behind.split([' ', '\n', ';', '&', '|', ')']).next()?.trim_matches(['"', '\'']);
    let is_log = file.contains("log") || file.starts_with("/dev/") || file.is_empty();
    let is_new = text.contains(&format!("> {file}"))
        && text.matches(&format!("> {file}")).count() > text.matches(&format!(">> {file}")).count();
    (!is_log && !is_new).then_some(at)
}
