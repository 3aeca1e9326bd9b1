//! User data call a program of another system.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Properties:
//!       ImageId: '{{resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64}}'
//!       UserData:
//!         Fn::Base64: |
//!           #!/bin/bash
//!           amazon-linux-extras install -y nginx1
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Properties:
//!       ImageId: '{{resolve:ssm:/aws/service/ami-amazon-linux-latest/amzn2-ami-hvm-x86_64-gp2}}'
//!       UserData:
//!         Fn::Base64: |
//!           #!/bin/bash
//!           amazon-linux-extras install -y nginx1
//!   Other:
//!     Type: AWS::EC2::Instance
//!     Properties:
//!       ImageId: '{{resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64}}'
//!       UserData:
//!         Fn::Base64: |
//!           #!/bin/bash
//!           if command -v amazon-linux-extras; then
//!             amazon-linux-extras install -y nginx1
//!           fi
//! ```

use crate::check::shell::{scripts, stranger};
use crate::check::{Check, Context, Rule, Severity};
use crate::template::system::image_system;
use crate::template::user_data::UserData;

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "user-data/other-system",
    name: "Program of another system",
    severity: Severity::Error,
    why: "The shell does not find the program: what it should install is not there.",
    source: "https://docs.aws.amazon.com/linux/al2023/ug/compare-with-al2.html",
    check: Check::UserData(check),
    also: &[],
};

fn check(context: &mut Context<'_>, data: &UserData) {
    let Some(system) = image_system(context.template(), &data.holder) else { return };
    for script in scripts(data) {
        let Some(found) = stranger(script.text, &system) else { continue };
        let message = format!("{} has no {}: command not found.", system.release(), found.program());
        script.report(context, data, found.span(), message);
    }
}
