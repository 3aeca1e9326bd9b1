//! A command that /bin/sh runs has the syntax of bash, on a system whose sh is dash.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config: {packages: {apt: {curl: []}}, commands: {01_log: {command: '[[ -f /etc/app ]] && uptime'}}}
//! ```
//!
//! ```yaml bad 3
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config:
//!           packages: {apt: {curl: []}}
//!           commands:
//!             01_fetch: {command: 'set -o pipefail && curl -f https://example.com/a | gzip'}
//!             02_list: {command: !If [Small, 'all=(a b)', uptime]}
//!             03_log: {command: uptime, test: '[ "$A" == b ]'}
//! Conditions: {Small: !Equals [!Ref AWS::Region, eu-west-1]}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config: {packages: {apt: {curl: []}}, commands: {01_log: {command: '[ -f /etc/app ] && uptime'}}}
//! ```

use crate::check::bash::bash_word;
use crate::check::{Also, Check, Context, Rule, Severity};
use crate::document::{Document, Edit, Path, Value};
use crate::schema::command::{COMMAND, TEST};
use crate::template::init::CommandShell;
use crate::template::user_data::BootSystem;
use crate::template::{Init, section};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "command/bash-syntax",
    name: "Syntax of bash",
    severity: Severity::Warning,
    why: "cfn-init runs a text by /bin/sh, which is dash on Debian and Ubuntu.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-init.html",
    check: Check::Init(check),
    also: &[Also::Machine, Also::Section(section::PARAMETERS)],
};

fn check(context: &mut Context<'_>, init: Init<'_>) {
    if context.system_of(init) != BootSystem::Debian {
        return;
    }
    let document = context.document();
    for command in init.configs().flat_map(|config| config.commands().collect::<Vec<_>>()) {
        let texts = command.texts(document).into_iter().chain(command.test_texts(document));
        for one in texts.filter(|one| one.shell == CommandShell::Sh) {
            let Some(found) = bash_word(one.text.text()) else { continue };
            let message = format!("{found} is syntax of bash, but /bin/sh is dash here and refuses it.");
            let at = one.at.clone();
            let is_whole = [COMMAND.key, TEST.key].iter().any(|key| command.path().join(*key) == at);
            context.report(&at, message);
            match is_whole {
                true => context.fix("Let bash run it", move |document| by_bash(document, &at)),
                false => context.help("Write a list of words: [bash, -c, the text], or use the syntax of sh."),
            };
        }
    }
}

/// The text as the last word of a list that calls bash.
fn by_bash(document: &Document, at: &Path) -> Vec<Edit> {
    let Some(node) = document.node(at) else { return Vec::new() };
    let words = [Value::from("/bin/bash"), Value::from("-c"), node.source_ref()];
    vec![Edit::Set { at: at.clone(), value: Value::Sequence(words.into_iter().collect()) }]
}
