//! `IamInstanceProfile` of an instance is not the name of an instance profile.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Properties: {IamInstanceProfile: !Ref Role, MetadataOptions: {HttpTokens: required}}
//!   Role:
//!     Type: AWS::IAM::Role
//!     Properties:
//!       AssumeRolePolicyDocument: {Statement: [{Effect: Allow, Principal: {Service: ec2.amazonaws.com}, Action: sts:AssumeRole}]}
//! ```
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Properties: {IamInstanceProfile: !GetAtt Profile.Arn, MetadataOptions: {HttpTokens: required}}
//!   Profile: {Type: AWS::IAM::InstanceProfile, Properties: {Roles: [web]}}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Properties: {IamInstanceProfile: !Ref Profile, MetadataOptions: {HttpTokens: required}}
//!   Profile: {Type: AWS::IAM::InstanceProfile, Properties: {Roles: [web]}}
//! ```

use crate::check::{Also, Check, Context, Rule, Severity};
use crate::document::Edit;
use crate::template::function::{Spelling, call, from_json};
use crate::template::resource::named;
use crate::template::{Resource, Template};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "instance/profile-name",
    name: "Instance profile by another name",
    severity: Severity::Error,
    why: "EC2 takes the name of an instance profile, which is neither its ARN nor the name of the role in it: \"Invalid IAM Instance Profile name\".",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-instance.html",
    check: Check::Resource(check),
    also: &[Also::ResourcesWith(&["aws::iam::"])],
};

const PROFILE: &str = "AWS::IAM::InstanceProfile";
const ROLE: &str = "AWS::IAM::Role";

fn check(context: &mut Context<'_>, resource: Resource<'_>) {
    let Some(value) = resource.property("IamInstanceProfile").filter(|_| resource.is_instance()) else { return };
    let template = context.template();
    let kind = |id: &str| template.resource(id).filter(|one| !one.is_in_loop()).and_then(|one| one.kind());
    let at = value.path();
    let attribute = call(value).filter(|call| call.name == "Fn::GetAtt").and_then(|call| {
        let text = call.argument.scalar().and_then(|text| text.split_once('.'));
        text.or_else(|| Some((call.argument.item(0)?.scalar()?, call.argument.item(1)?.scalar()?)))
    });
    let profile = match (attribute, named(value)) {
        (Some((id, "Arn")), _) if kind(id) == Some(PROFILE) => {
            let message =
                "IamInstanceProfile takes the name of the profile, not its ARN: EC2 refuses to start the machine.";
            context.report(&at, message);
            Some(id.to_string())
        }
        // A profile may be given the name of the role.
        (_, Some(id)) if kind(id) == Some(ROLE) && !has_names(template) => {
            context.report(&at, format!("{id} is a role, not an instance profile: EC2 refuses to start the machine."));
            profile_of(template, id)
        }
        _ => return,
    };
    match profile {
        Some(id) => context.fix(format!("Write !Ref {id}"), move |document| {
            let value = from_json(&serde_json::json!({ "Ref": id }), Spelling::of(document));
            vec![Edit::Set { at: at.clone(), value }]
        }),
        None => context.help("Add an AWS::IAM::InstanceProfile with this role, and name it here."),
    };
}

fn has_names(template: Template<'_>) -> bool {
    template.resources_of(PROFILE).any(|one| one.property("InstanceProfileName").is_some())
}

/// The only profile that has a role.
fn profile_of(template: Template<'_>, role: &str) -> Option<String> {
    let has = |one: &Resource<'_>| one.property("Roles").and_then(|roles| named(roles.item(0)?)) == Some(role);
    let mut found = template.resources_of(PROFILE).filter(has);
    found.next().filter(|_| found.next().is_none()).map(|one| one.id().to_string())
}
