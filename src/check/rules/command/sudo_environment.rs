//! A command hands its environment to sudo, which newer systems refuse.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config: {commands: {01_app: {command: 'sudo -E -u ubuntu app install'}}}
//!     Properties: {ImageId: '{{resolve:ssm:/aws/service/canonical/ubuntu/server/26.04/stable/current/amd64/hvm/ebs-gp3/ami-id}}'}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config: {commands: {01_app: {command: 'sudo --preserve-env=APP -u ubuntu app install'}}}
//!     Properties: {ImageId: '{{resolve:ssm:/aws/service/canonical/ubuntu/server/26.04/stable/current/amd64/hvm/ebs-gp3/ami-id}}'}
//! ```

use crate::check::shell::{report_text, texts};
use crate::check::{Also, Check, Context, Rule, Severity};
use crate::schema::image::Os;
use crate::template::system::Machine;
use crate::template::user_data::command::commands;
use crate::template::user_data::holder_of;
use crate::template::{Init, section};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "command/sudo-environment",
    name: "sudo -E",
    severity: Severity::Note,
    why: "sudo-rs, the sudo of Ubuntu since 25.10, has no option -E: it keeps only variables that are named.",
    source: "https://github.com/trifectatechfoundation/sudo-rs",
    check: Check::Init(check),
    also: &[Also::Machine, Also::Section(section::PARAMETERS)],
};

fn check(context: &mut Context<'_>, init: Init<'_>) {
    let template = context.template();
    let holder = holder_of(template, init.resource().id());
    let machine = holder.as_deref().and_then(|id| Machine::find(template, id));
    let system = machine.and_then(|machine| machine.system(template)).filter(|system| system.os == Os::Ubuntu);
    let version = system.and_then(|system| system.version?.parse::<f64>().ok()).unwrap_or_default();
    if version < 25.1 {
        return;
    }
    for (_, _, one) in texts(context, init) {
        let all = commands(one.text.text());
        let is_kept = |words: &[(&str, std::ops::Range<usize>)]| {
            let mut words = words.iter().map(|word| word.0);
            words.next() == Some("sudo")
                && words.take_while(|word| word.starts_with('-')).any(|word| word == "-E" || word == "--preserve-env")
        };
        let Some(found) = all.iter().find(|one| is_kept(&one.words)) else { continue };
        let message =
            "The sudo of this system does not take -E: the command runs without these variables or not at all."
                .to_string();
        report_text(context, (&one.at, &one.text), found.span(), message)
            .help("Name the variables: --preserve-env=NAME,NAME.");
    }
}
