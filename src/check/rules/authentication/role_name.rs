//! `roleName` is not the name of a role.
//!
//! ```yaml bad 2
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Authentication:
//!         App: {type: S3, roleName: !GetAtt Role.Arn, buckets: [app]}
//!         More: {type: S3, roleName: !Ref Profile, buckets: [more]}
//!     Properties: {IamInstanceProfile: !Ref Profile}
//!   Profile: {Type: AWS::IAM::InstanceProfile, Properties: {Roles: [!Ref Role]}}
//!   Role:
//!     Type: AWS::IAM::Role
//!     Properties:
//!       AssumeRolePolicyDocument: {Statement: [{Effect: Allow, Principal: {Service: ec2.amazonaws.com}, Action: sts:AssumeRole}]}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Authentication: {App: {type: S3, roleName: !Ref Role, buckets: [app]}}
//!     Properties: {IamInstanceProfile: !Ref Profile}
//!   Profile: {Type: AWS::IAM::InstanceProfile, Properties: {Roles: [!Ref Role]}}
//!   Role:
//!     Type: AWS::IAM::Role
//!     Properties:
//!       AssumeRolePolicyDocument: {Statement: [{Effect: Allow, Principal: {Service: ec2.amazonaws.com}, Action: sts:AssumeRole}]}
//! ```

use crate::check::{Also, Check, Context, Rule, Severity};
use crate::document::{Edit, Node};
use crate::recipe::authentication;
use crate::schema::authentication as row;
use crate::template::function::{Spelling, call, from_json};
use crate::template::init::AUTHENTICATION;
use crate::template::resource::named;
use crate::template::{Resource, Template, section};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "authentication/role-name",
    name: "roleName without a role's name",
    severity: Severity::Error,
    why: "cfn-init asks the machine for the credentials of a role by its name. An ARN or the name of a profile finds none: the download fails, and cfn-init stops.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-authentication.html",
    check: Check::Resource(check),
    also: &[Also::ResourcesWith(&["aws::iam::"])],
};

fn check(context: &mut Context<'_>, resource: Resource<'_>) {
    let document = context.document();
    let at = resource.path().keys([section::METADATA, AUTHENTICATION]);
    for name in authentication::names(document, resource.id()) {
        let at = at.join(name.as_str()).join(row::ROLE_NAME.key);
        let Some(node) = document.node(&at) else { continue };
        let Some((what, role)) = other(context.template(), node) else { continue };
        context.report(&at, format!("roleName is {what}, not the name of a role: downloads with {name} fail."));
        match role {
            Some(role) => context.fix(format!("Write the name of {role}"), move |document| {
                let value = from_json(&serde_json::json!({ "Ref": role }), Spelling::of(document));
                vec![Edit::Set { at: at.clone(), value }]
            }),
            None => context.help("Write the name of the role, such as !Ref Role."),
        };
    }
}

/// What a value is that is no role's name, and the role that is meant.
fn other<'d>(template: Template<'d>, node: Node<'d>) -> Option<(&'static str, Option<String>)> {
    if let Some(call) = call(node).filter(|call| call.name == "Fn::GetAtt") {
        let (id, attribute) = match call.argument.scalar() {
            Some(text) => text.split_once('.')?,
            None => (call.argument.item(0)?.scalar()?, call.argument.item(1)?.scalar()?),
        };
        let is_role = template.resource(id).is_some_and(|one| one.kind() == Some("AWS::IAM::Role"));
        return (is_role && attribute == "Arn").then(|| ("the ARN of a role", Some(id.to_string())));
    }
    if let Some(profile) = named(node).and_then(|id| template.resource(id)) {
        let is_profile = profile.kind() == Some("AWS::IAM::InstanceProfile");
        let role = profile.property("Roles").and_then(|roles| named(roles.item(0)?)).map(str::to_string);
        return is_profile.then_some(("an instance profile", role));
    }
    let text = node.scalar().filter(|_| node.tag().is_none())?;
    text.starts_with("arn:").then_some(("an ARN", None))
}
