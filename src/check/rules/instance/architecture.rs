//! The image is for another processor than the instance type has.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Properties:
//!       InstanceType: t4g.micro
//!       ImageId: '{{resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64}}'
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Properties:
//!       InstanceType: t4g.micro
//!       ImageId: '{{resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64}}'
//! ```

use crate::check::{Also, Check, Context, Rule, Severity};
use crate::template::system::Machine;
use crate::template::{Resource, section};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "instance/architecture",
    name: "Image for another processor",
    severity: Severity::Error,
    why: "EC2 starts no instance whose type has another processor than the image is made for: \"The architecture … of the specified instance type does not match the architecture … of the specified AMI\".",
    source: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instance-types.html",
    check: Check::Resource(check),
    also: &[Also::Section(section::PARAMETERS)],
};

fn check(context: &mut Context<'_>, resource: Resource<'_>) {
    let template = context.template();
    let Some(machine) = Machine::find(template, resource.id()) else { return };
    let Some((of_type, of_image)) = machine.architectures(template).filter(|(one, other)| one != other) else { return };
    let Some(kind) = machine.property("InstanceType") else { return };
    let message = format!(
        "This type has a processor of {}, the image is for {}: EC2 refuses to start it.",
        of_type.name(),
        of_image.name()
    );
    context
        .report(&kind.path(), message)
        .help("Choose a type of the other kind, such as t3 for amd64 and t4g for arm64, or the image for this one.");
}
