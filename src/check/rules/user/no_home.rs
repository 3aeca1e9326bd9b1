//! A user has a home folder that nobody makes.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config: {users: {app: {homeDir: /home/app}}}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config:
//!           users: {app: {homeDir: /home/app}}
//!           commands: {01_home: {command: 'install -d -o app -g app /home/app'}}
//! ```

use crate::check::order::is_below;
use crate::check::{Also, Check, Context, Rule, Severity};
use crate::schema::user::HOME_DIR;
use crate::template::system::texts_below;
use crate::template::user_data::BootSystem;
use crate::template::{Init, Section, section};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "user/no-home",
    name: "Home folder that nobody makes",
    severity: Severity::Warning,
    why: "cfn-init makes system users: without a home folder, and with /sbin/nologin as their shell.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-init.html",
    check: Check::Init(check),
    also: &[Also::Machine, Also::Section(section::PARAMETERS)],
};

fn check(context: &mut Context<'_>, init: Init<'_>) {
    let document = context.document();
    if context.system_of(init) == BootSystem::Windows {
        return;
    }
    let data = context.user_data(init.resource().id());
    let script = data.as_ref().map(|data| data.text.text()).unwrap_or_default();
    for config in init.configs() {
        for (at, entry) in config.entries(Section::Users) {
            let Some(home) =
                entry.value.get(HOME_DIR.key).filter(|node| node.tag().is_none()).and_then(|node| node.scalar())
            else {
                continue;
            };
            // A folder outside /home is one of a program, which makes it or needs none.
            if !home.starts_with("/home/") || script.contains(home) {
                continue;
            }
            let is_made = init.configs().any(|config| {
                let texts = texts_below(document, &config.section_path(Section::Commands));
                config.files().any(|file| is_below(file.name(), home))
                    || config.names(Section::Sources).iter().any(|target| is_below(target, home))
                    || texts.iter().filter_map(|at| document.scalar(at)).any(|text| text.contains(home))
            });
            if is_made {
                continue;
            }
            let at = at.join(HOME_DIR.key);
            context
                .report(&at, format!("cfn-init does not make {home}, and {} cannot log in.", entry.key()))
                .help(format!("Make it by a command: install -d -o {0} -g {0} {home}.", entry.key()));
        }
    }
}
