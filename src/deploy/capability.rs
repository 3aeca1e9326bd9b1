//! Capabilities: what a template may do that CloudFormation wants acknowledged, and because of what.
//!
//! Source: AWS API reference, CreateStack and CreateChangeSet, `Capabilities`.

use crate::document::{Node, Path};
use crate::template::Template;

/// A capability of `--capabilities`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Capability {
    /// The template makes IAM resources.
    Iam,
    /// It gives some of them names of its own. Includes [`Capability::Iam`].
    NamedIam,
    /// It uses macros, which change it before it is deployed.
    AutoExpand,
}

impl Capability {
    /// The word of the AWS CLI.
    pub fn name(self) -> &'static str {
        match self {
            Capability::Iam => "CAPABILITY_IAM",
            Capability::NamedIam => "CAPABILITY_NAMED_IAM",
            Capability::AutoExpand => "CAPABILITY_AUTO_EXPAND",
        }
    }

    /// What `count` places in [`Reason::because`] do, as the rest of a sentence.
    pub fn why(self, count: usize) -> &'static str {
        match (self, count) {
            (Capability::Iam, 1) => "creates an IAM resource",
            (Capability::Iam, _) => "create IAM resources",
            (Capability::NamedIam, 1) => "creates an IAM resource with a name of its own",
            (Capability::NamedIam, _) => "create IAM resources with names of their own",
            (Capability::AutoExpand, 1) => "changes the template by a macro",
            (Capability::AutoExpand, _) => "change the template by macros",
        }
    }
}

/// A capability that the template needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// Which.
    pub capability: Capability,
    /// The resources, names or macros that need it; never empty.
    pub because: Vec<Path>,
}

/// IAM types with the property that names one; the inline policies of later years count as well.
const IAM: [(&str, Option<&str>); 11] = [
    ("AWS::IAM::AccessKey", None),
    ("AWS::IAM::RegionGroup", Some("GroupName")),
    ("AWS::IAM::GroupPolicy", None),
    ("AWS::IAM::InstanceProfile", Some("InstanceProfileName")),
    ("AWS::IAM::ManagedPolicy", Some("ManagedPolicyName")),
    ("AWS::IAM::Policy", None),
    ("AWS::IAM::Role", Some("RoleName")),
    ("AWS::IAM::RolePolicy", None),
    ("AWS::IAM::User", Some("UserName")),
    ("AWS::IAM::UserPolicy", None),
    ("AWS::IAM::UserToGroupAddition", None),
];

/// The capabilities that the template needs, each with its reasons; at most one of the two for IAM.
pub fn needed(template: Template<'_>) -> Vec<Reason> {
    let (mut made, mut named) = (Vec::new(), Vec::new());
    for resource in template.resources() {
        let Some((_, name)) = IAM.iter().find(|(kind, _)| resource.kind() == Some(kind)) else { continue };
        made.push(resource.path());
        if let Some(name) = name
            && resource.property(name).is_some_and(|node| !node.is_null())
        {
            named.push(resource.properties_path().join(*name));
        }
    }
    let iam = match (made.is_empty(), named.is_empty()) {
        (true, _) => None,
        (false, true) => Some(Reason { capability: Capability::Iam, because: made }),
        (false, false) => Some(Reason { capability: Capability::NamedIam, because: named }),
    };
    let macros = macros(template);
    let expand = (!macros.is_empty()).then_some(Reason { capability: Capability::AutoExpand, because: macros });
    iam.into_iter().chain(expand).collect()
}

/// The section `Transform` and every `Fn::Transform`.
fn macros(template: Template<'_>) -> Vec<Path> {
    let mut found: Vec<Path> = template.section("Transform").map(|node| node.path()).into_iter().collect();
    let mut waiting: Vec<Node<'_>> = template.document().root().into_iter().collect();
    while let Some(node) = waiting.pop() {
        if node.tag() == Some("!Transform") || node.get("Fn::Transform").is_some() {
            found.push(node.path());
        }
        let children = node.items().chain(node.entries().map(|entry| entry.value));
        waiting.extend(children.filter(|child| !child.is_alias()));
    }
    found.sort();
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;

    fn needs(resources: &str) -> Vec<(Capability, Vec<String>)> {
        let document = Document::parse(resources);
        let reasons = needed(Template::of(&document));
        let text = |reason: Reason| (reason.capability, reason.because.iter().map(Path::to_string).collect());
        reasons.into_iter().map(text).collect()
    }

    #[test]
    fn iam_resources_need_iam_and_named_ones_named_iam() {
        assert_eq!(needs("Resources: {A: {Type: AWS::EC2::VPC}}"), []);
        let plain = "Resources: {R: {Type: AWS::IAM::Role}, P: {Type: AWS::IAM::UserToGroupAddition, \
                     Properties: {GroupName: g}}}";
        assert_eq!(needs(plain), [(Capability::Iam, vec!["Resources › R".into(), "Resources › P".into()])]);
        let named = "Resources: {R: {Type: AWS::IAM::Role, Properties: {RoleName: !If [A, x, !Ref AWS::NoValue]}}, \
                     G: {Type: AWS::IAM::RegionGroup}}";
        let because = vec!["Resources › R › Properties › RoleName".into()];
        assert_eq!(needs(named), [(Capability::NamedIam, because)]);
    }

    #[test]
    fn iam_resources_in_loops_count() {
        let text =
            "Resources: {Fn::ForEach::A: [X, [a], {Fn::ForEach::B: [Y, [b], {'R${X}${Y}': {Type: AWS::IAM::Role}}]}]}";
        let needed = needs(text);
        assert!(needed.len() == 1 && needed[0].0 == Capability::Iam, "{needed:?}");
        let named = text.replace("AWS::IAM::Role", "AWS::IAM::User, Properties: {UserName: !Ref X}");
        assert_eq!(needs(&named)[0].0, Capability::NamedIam);
    }

    #[test]
    fn macros_need_auto_expand() {
        let expand = |path: &str| vec![(Capability::AutoExpand, vec![path.to_string()])];
        assert_eq!(needs("Transform: AWS::LanguageExtensions\nResources: {}"), expand("Transform"));
        let short = "Resources: {A: {Properties: !Transform {Name: AWS::Include}}}";
        assert_eq!(needs(short), expand("Resources › A › Properties"));
        let long = "Resources: {A: {Properties: {'Fn::Transform': {Name: AWS::Include}}}}";
        assert_eq!(needs(long), expand("Resources › A › Properties"));
    }
}
