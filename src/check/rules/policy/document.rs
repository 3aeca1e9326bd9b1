//! A policy is not what IAM takes.
//!
//! ```yaml bad 4
//! Resources:
//!   Role:
//!     Type: AWS::IAM::Role
//!     Properties:
//!       AssumeRolePolicyDocument:
//!         Version: '2012-10-17'
//!         Statement: [{Effect: Allow, Action: sts:AssumeRole, Resource: '*'}]
//!       Policies:
//!         - PolicyName: read
//!           PolicyDocument:
//!             Version: '2012-10-17'
//!             Statement: [{Effect: allow, Action: s3:GetObject}]
//! ```
//!
//! ```yaml good
//! Resources:
//!   Role:
//!     Type: AWS::IAM::Role
//!     Properties:
//!       AssumeRolePolicyDocument:
//!         Version: '2012-10-17'
//!         Statement: [{Effect: Allow, Action: sts:AssumeRole, Principal: {Service: ec2.amazonaws.com}}]
//!       Policies:
//!         - PolicyName: read
//!           PolicyDocument:
//!             Version: 2012-10-17
//!             Statement: {Effect: Allow, Action: s3:GetObject, Resource: '*'}
//! ```
//!
//! ```yaml good
//! Transform: OwnMacro
//! Resources:
//!   Role:
//!     Type: AWS::IAM::Role
//!     Properties:
//!       AssumeRolePolicyDocument: {Statement: [{Effect: Allow, Action: sts:AssumeRole}]}
//! ```

use crate::check::{Also, Check, Context, Rule, Severity};
use crate::document::{Kind, Node};
use crate::template::Resource;
use crate::template::typed::MACROS;

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "policy/document",
    name: "Policy that IAM refuses",
    severity: Severity::Error,
    why: "IAM checks the grammar of a policy when the role or user is made: \"MalformedPolicyDocument\", and the stack rolls back.",
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html",
    check: Check::Resource(check),
    also: &[Also::Section(MACROS[0]), Also::Section(MACROS[1])],
};

/// Keys of a statement.
const KEYS: [&str; 9] =
    ["Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition"];

fn check(context: &mut Context<'_>, resource: Resource<'_>) {
    // A macro may bring or take away what is missing or too much.
    if context.template().may_grow("") {
        return;
    }
    match resource.kind() {
        Some("AWS::IAM::Role") => {
            document(context, resource.property("AssumeRolePolicyDocument"), true);
            inline(context, resource);
        }
        Some("AWS::IAM::User" | "AWS::IAM::Group") => inline(context, resource),
        Some(
            "AWS::IAM::Policy"
            | "AWS::IAM::ManagedPolicy"
            | "AWS::IAM::RolePolicy"
            | "AWS::IAM::UserPolicy"
            | "AWS::IAM::GroupPolicy",
        ) => document(context, resource.property("PolicyDocument"), false),
        _ => {}
    }
}

fn inline(context: &mut Context<'_>, resource: Resource<'_>) {
    for item in resource.property("Policies").into_iter().flat_map(|list| list.items()) {
        document(context, item.get("PolicyDocument"), false);
    }
}

/// The value of a key, however its letters are written: IAM's reader is lenient there.
fn get<'d>(node: Node<'d>, key: &str) -> Option<Node<'d>> {
    node.entries().find(|entry| entry.key().eq_ignore_ascii_case(key)).map(|entry| entry.value)
}

/// True for a mapping whose keys all stand in the template.
fn is_read(node: Node<'_>) -> bool {
    let is_open = |key: &str| key.starts_with("Fn::") || key == "<<" || key == "Ref";
    node.is_plain(Kind::Mapping) && !node.is_empty() && !node.entries().any(|entry| is_open(entry.key()))
}

fn document(context: &mut Context<'_>, node: Option<Node<'_>>, is_trust: bool) {
    let Some(node) = node.filter(|node| is_read(*node)) else { return };
    if let Some(version) = get(node, "Version")
        && let Some(text) = version.scalar().filter(|_| version.tag().is_none())
        && !["2012-10-17", "2008-10-17"].contains(&text)
    {
        context.report(&version.path(), format!("The version {text} is none of a policy: IAM refuses it."));
        context.help("The version of the language is 2012-10-17, whenever the policy is written.");
    }
    for entry in node.entries() {
        let key = entry.key();
        if !["Version", "Id", "Statement"].iter().any(|known| known.eq_ignore_ascii_case(key)) {
            context
                .report(&entry.value.path(), format!("A policy has no {key}: IAM refuses it."))
                .help("Its keys are Version, Id and Statement.");
        }
    }
    let Some(statements) = get(node, "Statement") else {
        context.report(&node.path(), "A policy has a Statement: IAM refuses it without.");
        return;
    };
    match statements.kind() {
        _ if statements.tag().is_some() => {}
        Kind::Mapping => statement(context, statements, is_trust),
        Kind::Scalar if !statements.is_null() => {
            context.report(&statements.path(), "A Statement is a mapping or a list of them: IAM refuses the policy.");
        }
        _ => statements.items().for_each(|item| statement(context, item, is_trust)),
    }
}

fn statement(context: &mut Context<'_>, node: Node<'_>, is_trust: bool) {
    if !is_read(node) {
        return;
    }
    let at = node.path();
    let has = |key: &str| get(node, key).is_some();
    for entry in node.entries() {
        let key = entry.key();
        if !KEYS.iter().any(|known| known.eq_ignore_ascii_case(key)) {
            context
                .report(&entry.value.path(), format!("A statement has no {key}: IAM refuses the policy."))
                .help(format!("Its keys are {}.", KEYS.join(", ")));
        }
    }
    match get(node, "Effect") {
        Some(effect) if effect.tag().is_some() => {}
        Some(effect) => {
            if let Some(text) = effect.scalar().filter(|text| !["Allow", "Deny"].contains(text)) {
                context.report(&effect.path(), format!("Effect is Allow or Deny, not {text}: IAM refuses the policy."));
            }
        }
        None => {
            context.report(&at, "The statement has no Effect: IAM refuses the policy.");
        }
    }
    for (key, other) in [("Action", "NotAction"), ("Principal", "NotPrincipal"), ("Resource", "NotResource")] {
        let wanted = match key {
            "Action" => true,
            "Principal" => is_trust,
            _ => !is_trust,
        };
        let message = match (wanted, has(key), has(other)) {
            (true, false, false) => format!("The statement has no {key}: IAM refuses the policy."),
            (_, true, true) => format!("The statement has {key} and {other}: IAM refuses the policy."),
            (false, true, false) | (false, false, true) if is_trust => {
                format!("A policy of who may take a role has no {key} and no {other}: IAM refuses it with one.")
            }
            (false, true, false) | (false, false, true) => {
                format!("A policy of a role, user or group has no {key} and no {other}: IAM refuses it with one.")
            }
            _ => continue,
        };
        context.report(&at, message);
    }
}
