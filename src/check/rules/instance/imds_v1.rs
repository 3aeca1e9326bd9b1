//! The metadata service answers requests without a token.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::LaunchTemplate
//!     Properties: {LaunchTemplateData: {ImageId: ami-0123456789abcdef0, IamInstanceProfile: {Name: web}}}
//! ```
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Properties: {InstanceType: t3.micro, MetadataOptions: {HttpTokens: optional}}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::LaunchTemplate
//!     Properties: {LaunchTemplateData: {ImageId: ami-0123456789abcdef0, MetadataOptions: {HttpTokens: required}}}
//! ```

use crate::check::{Also, Check, Context, Rule, Severity};
use crate::document::Value;
use crate::schema::ec2::instance::{HTTP_TOKENS, IMAGE_ID, INSTANCE_PROFILE, METADATA_OPTIONS_KEY};
use crate::schema::image::Os;
use crate::template::entry::put_at;
use crate::template::system::Machine;
use crate::template::{Resource, section};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "instance/imds-v1",
    name: "Metadata service without tokens",
    severity: Severity::Warning,
    why: "Over version 1 of the service a program that can be made to fetch an address hands out the credentials of the machine's role.",
    source: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html",
    check: Check::Resource(check),
    also: &[Also::Section(section::PARAMETERS)],
};

fn check(context: &mut Context<'_>, resource: Resource<'_>) {
    let template = context.template();
    let Some(machine) = Machine::find(template, resource.id()).filter(|_| !resource.is_in_loop()) else { return };
    let launch = context.document().node(&machine.launch_path());
    // A launch template may be part of another, and an instance may start from one.
    if launch.is_none_or(|node| node.tag().is_some() || node.get("Fn::Transform").is_some())
        || resource.property("LaunchTemplate").is_some()
    {
        return;
    }
    let options = machine.property(METADATA_OPTIONS_KEY.key);
    let tokens = options.and_then(|options| options.get(HTTP_TOKENS.key));
    let is_off = options.is_some_and(|options| {
        options.tag().is_some() || options.get("HttpEndpoint").and_then(|node| node.scalar()) == Some("disabled")
    });
    let message = match tokens.map(|node| (node.tag(), node.scalar())) {
        Some((None, Some("optional"))) => "HttpTokens is optional: the metadata service answers without a token.",
        Some(_) => return,
        // Without a role there are no credentials to hand out.
        None if machine.property(INSTANCE_PROFILE.key).is_none() => return,
        None if is_off || asks_itself(&machine, context) || machine.property(IMAGE_ID.key).is_none() => return,
        None if options.is_some_and(|options| options.get("Fn::If").is_some()) => return,
        None => "Nothing asks for tokens: unless image or account do, the metadata service answers without one.",
    };
    let at = machine.launch_path().join(METADATA_OPTIONS_KEY.key).join(HTTP_TOKENS.key);
    let place = if tokens.is_some() { at.clone() } else { resource.path() };
    context
        .report(&place, message)
        .fix("Ask for tokens", move |document| put_at(document, &at, Value::from("required")))
        .help("Helper scripts before 2.0 do not know tokens.");
}

/// True for images that are registered as asking for tokens: Amazon Linux 2023, Ubuntu since 23.04.
fn asks_itself(machine: &Machine<'_>, context: &Context<'_>) -> bool {
    let Some(system) = machine.system(context.template()) else { return false };
    let version = system.version.as_ref().and_then(|version| version.parse::<f64>().ok()).unwrap_or_default();
    match system.os {
        Os::AmazonLinux => version >= 2023.0,
        Os::Ubuntu => version >= 23.04,
        Os::Debian => false,
    }
}
