//! cloud-config gives a list of modules, which takes the place of the whole list of the image.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Properties:
//!       UserData:
//!         Fn::Base64: |
//!           #cloud-config
//!           cloud_final_modules:
//!             - [scripts-user, always]
//!           packages: [nginx]
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Properties:
//!       UserData:
//!         Fn::Base64: |
//!           #cloud-config
//!           packages: [nginx]
//! ```

use crate::check::{Check, Context, Rule, Severity};
use crate::document::{Kind, Path};
use crate::template::user_data::cloud_order::CloudOrder;
use crate::template::user_data::{DataFormat, UserData};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "user-data/module-list",
    name: "List of modules that replaces the image's",
    severity: Severity::Warning,
    why: "cloud-init takes the list in place of that of the image: what is not on it does not run, such as the installation of packages, deferred files, scripts of per-boot and the message at the end.",
    source: "https://docs.cloud-init.io/en/latest/reference/modules.html",
    check: Check::UserData(check),
    also: &[],
};

const LISTS: [&str; 3] = ["cloud_init_modules", "cloud_config_modules", "cloud_final_modules"];
/// The lists of images have more.
const SHORT: usize = 4;

fn check(context: &mut Context<'_>, data: &UserData) {
    if !matches!(data.format, DataFormat::CloudConfig | DataFormat::Multipart) {
        return;
    }
    let order = CloudOrder::of(data);
    for list in LISTS {
        let Some((document, start)) = order.value(list) else { continue };
        let Some(node) = document.node(&Path::root().join(list)).filter(|node| node.kind() == Kind::Sequence) else {
            continue;
        };
        let count = node.items().count();
        if count > SHORT {
            continue;
        }
        let message = format!("{list} replaces the list of the image by these {count}: the other modules do not run.");
        let span = node.span();
        context.report_script(data, start + span.start..start + span.end, message).help(
            "Run what has to run at each boot as a script of /var/lib/cloud/scripts/per-boot, or give the whole list.",
        );
    }
}
