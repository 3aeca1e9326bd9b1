//! A command runs a file that nobody may execute.
//!
//! ```yaml bad 2
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config:
//!           files:
//!             /opt/app/setup.sh: {content: "#!/bin/bash\nuptime\n", mode: '000644', owner: root, group: root}
//!             /opt/app/check: {content: "#!/bin/bash\nuptime\n"}
//!           commands:
//!             01_setup: {command: /opt/app/setup.sh --all}
//!             02_check: {command: [/opt/app/check]}
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
//!             /opt/app/setup.sh: {content: "#!/bin/bash\nuptime\n", mode: '000755', owner: root, group: root}
//!             /opt/app/check: {content: "#!/bin/bash\nuptime\n"}
//!           commands:
//!             01_setup: {command: /opt/app/setup.sh --all}
//!             02_check: {command: bash /opt/app/check}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         configSets: {default: [first, second]}
//!         first: {files: {/opt/app/setup.sh: {content: "#!/bin/bash\nuptime\n", mode: '000755'}}}
//!         second:
//!           files: {/opt/app/setup.sh: {content: "#!/bin/bash\nuptime -p\n"}}
//!           commands: {01_setup: {command: /opt/app/setup.sh}}
//! ```

use crate::check::order::as_run;
use crate::check::shell::report_text;
use crate::check::{Also, Check, Context, Rule, Severity};
use crate::document::{Path, Value};
use crate::schema::command::COMMAND;
use crate::schema::file::MODE;
use crate::template::init::{File, MODE_DEFAULT};
use crate::template::mode::{Mode, Right, Who};
use crate::template::user_data::BootSystem;
use crate::template::user_data::command::commands;
use crate::template::{Init, entry, section};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "command/not-executable",
    name: "Command that nobody may execute",
    severity: Severity::Error,
    why: "The kernel runs a file only if its mode says so, also for root; without a mode cfn-init writes 000644. The command fails with exit code 126, and cfn-init stops.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-init.html",
    check: Check::Init(check),
    also: &[Also::Machine, Also::Section(section::PARAMETERS)],
};

fn check(context: &mut Context<'_>, init: Init<'_>) {
    let document = context.document();
    if context.system_of(init) == BootSystem::Windows {
        return;
    }
    let configs = as_run(context, init);
    let data = context.user_data(init.resource().id());
    let changes = |text: &str| ["chmod", "install ", "setfacl"].iter().any(|word| text.contains(word));
    if data.as_ref().is_some_and(|data| changes(data.text.text())) {
        return;
    }
    for (index, config) in configs.iter().enumerate() {
        let earlier = configs.get(..=index).unwrap_or_default();
        let file = |path: &str| {
            let files = earlier.iter().flat_map(|config| config.files().collect::<Vec<_>>());
            let same: Vec<File<'_>> = files.filter(|file| file.name() == path).collect();
            // A file that exists keeps its mode where none is written: that of an earlier config, or of the image.
            let is_on_image = path.starts_with("/etc/rc");
            same.iter().all(is_plain).then(|| same.last().cloned()).flatten().filter(|_| !is_on_image)
        };
        for command in config.commands() {
            let ignores = command.ignores_errors() == Some(true);
            let is_changed = earlier.iter().flat_map(|config| config.commands().collect::<Vec<_>>()).any(|other| {
                let in_words = other.words().is_some_and(|words| changes(&words.join(" ")));
                in_words || other.texts(document).iter().any(|one| changes(one.text.text()))
            });
            if ignores || is_changed {
                continue;
            }
            let at = command.path().join(COMMAND.key);
            if let Some(file) = command.words().and_then(|words| file(words.first()?)) {
                context.report(&at, message(&file));
                add_fix(context, &file);
                continue;
            }
            for one in command.texts(document) {
                let all = commands(one.text.text());
                let found = all.iter().find_map(|found| Some((found, file(found.program_path())?)));
                let Some((found, file)) = found else { continue };
                report_text(context, (&one.at, &one.text), found.span(), message(&file));
                add_fix(context, &file);
            }
        }
    }
}

/// True for a file that is no link and that nobody may execute.
fn is_plain(file: &File<'_>) -> bool {
    let mode = match file.node().get(MODE.key) {
        Some(_) => file.mode(),
        None => Mode::parse(MODE_DEFAULT),
    };
    let all = [Who::Owner, Who::Group, Who::Others];
    mode.is_some_and(|mode| !mode.is_link() && !all.iter().any(|who| mode.has(*who, Right::Execute)))
}

fn message(file: &File<'_>) -> String {
    format!("Nobody may execute {}: permission denied, and cfn-init stops here.", file.name())
}

fn add_fix(context: &mut Context<'_>, file: &File<'_>) {
    let at: Path = file.path().join(MODE.key);
    context.fix("Write the mode 000755", move |document| entry::put_at(document, &at, Value::from("000755")));
}
