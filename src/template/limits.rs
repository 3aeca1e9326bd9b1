//! How much CloudFormation and EC2 take, and how much of it a template uses.
//!
//! Source: AWS pages "CloudFormation quotas" and "Instance user data".

use std::collections::HashSet;

use super::evaluate::Evaluation;
use super::section::RESOURCES as RESOURCES_SECTION;
use super::{Resource, Template, for_each};
use crate::document::{Document, Node, Path};

/// Largest template in S3, in bytes.
pub const TEMPLATE: usize = 1_000_000;
/// Largest template in the body of a request, in bytes.
pub const TEMPLATE_BODY: usize = 51_200;
/// Most resources of a template.
pub const RESOURCES: usize = 500;
/// Most parameters, most outputs and most mappings of a template.
pub const ENTRIES: usize = 200;
/// Largest user data, in bytes before they are encoded as base64.
pub const USER_DATA: usize = 16_384;

/// Number of resources, with those that loops make of values that the template knows.
pub fn resources(document: &Document) -> usize {
    let template = Template::of(document);
    let count = |resource: Resource<'_>| match resource.is_in_loop() {
        true => Evaluation::names_made(template, RESOURCES_SECTION, resource.id()).len(),
        false => 1,
    };
    let mut seen = HashSet::new();
    template.resources().filter(|resource| seen.insert((resource.id(), resource.is_in_loop()))).map(count).sum()
}

/// Bytes of the user data at a path, counted as [`user_data`] does.
pub fn user_data_bytes(document: &Document, at: &Path) -> Option<usize> {
    Some(bytes(document.root()?, document.node(at)?))
}

/// Bytes of the longest user data of an instance or launch template, and where it is. `${Name}` counts as the
/// parameter's default or else as it is written: only the deployment knows more.
pub fn user_data(document: &Document) -> Option<(usize, Path)> {
    let root = document.root()?;
    let resources = root.get("Resources")?;
    let all = for_each::entries(resources).filter_map(|one| {
        let properties = one.entry.value.get("Properties")?;
        let holder = properties.get("LaunchTemplateData").unwrap_or(properties);
        let node = holder.get("UserData")?;
        Some((bytes(root, node), node.path()))
    });
    all.max_by_key(|one| one.0)
}

fn bytes(root: Node<'_>, node: Node<'_>) -> usize {
    let substitutes = node.tag() == Some("!Sub");
    if let Some(text) = node.scalar() {
        return if substitutes { substituted(root, text) } else { text.len() };
    }
    // `Fn::Base64`, `Fn::Sub` and `Fn::Join` hold their text as values; what is deeper counts as it is written.
    let sub = node.get("Fn::Sub");
    match sub.or_else(|| node.item(0).filter(|_| substitutes)) {
        Some(sub) => match sub.scalar().or_else(|| sub.item(0)?.scalar()) {
            Some(text) => substituted(root, text),
            None => bytes(root, sub),
        },
        None => {
            node.items().map(|item| bytes(root, item)).sum::<usize>()
                + node.entries().map(|entry| bytes(root, entry.value)).sum::<usize>()
        }
    }
}

/// Length of a text after `Fn::Sub`, as far as the template knows it.
fn substituted(root: Node<'_>, text: &str) -> usize {
    let default = |name: &str| root.get("Parameters")?.get(name)?.get("Default")?.scalar().map(str::len);
    let mut length = 0;
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("${") {
        let Some((name, behind)) = after.split_once('}') else { break };
        length += before.len();
        length += match name.strip_prefix('!') {
            Some(literal) => "${}".len() + literal.len(),
            None => default(name).unwrap_or("${}".len() + name.len()),
        };
        rest = behind;
    }
    length + rest.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn length(user_data: &str) -> Option<usize> {
        let text = format!(
            "Parameters: {{Five: {{Default: 12345}}}}\nResources:\n  A:\n    Properties:\n      UserData: {user_data}\n"
        );
        super::user_data(&Document::parse(text)).map(|found| found.0)
    }

    #[test]
    fn user_data_counts_as_far_as_the_template_knows_it() {
        for (user_data, expected) in [
            ("plain", 5),
            ("!Base64 plain", 5),
            ("{Fn::Base64: !Sub 'a${Five}b'}", 7),
            ("{Fn::Base64: {Fn::Sub: ['a${Five}b', {X: long long}]}}", 7),
            ("{Fn::Base64: !Sub ['a${Five}', {X: long long}]}", 6),
            ("{Fn::Base64: !Sub '${!HOME}'}", 7),
            ("{Fn::Base64: !Sub '${AWS::Region}'}", 14),
            ("{Fn::Base64: !Sub 'a${'}", 3),
            ("{Fn::Base64: 'é'}", 2),
        ] {
            assert_eq!(length(user_data), Some(expected), "{user_data}");
        }
        assert_eq!(super::user_data(&Document::parse("Resources: {A: {Type: B}}")), None);
    }

    #[test]
    fn resources_of_loops_are_counted() {
        let text = "Transform: AWS::LanguageExtensions\nResources:\n  A: {Type: B}\n  Fn::ForEach::L: [N, [x, y, z], {'T${N}': \
                    {Type: B, Properties: {UserData: four}}}]\n  Fn::ForEach::M: [N, !Ref None, {'M${N}': {Type: B}}]\n";
        let document = Document::parse(text);
        assert_eq!(resources(&document), 1 + 3 + 1);
        assert_eq!(super::user_data(&document).map(|found| found.0), Some(4));
    }

    #[test]
    fn the_default_starter_is_far_from_every_limit() {
        let text = include_str!("../starter/flask-postgres.yaml");
        let document = Document::parse(text);
        let used = super::user_data(&document).map(|found| found.0).unwrap();
        assert!(text.len() < TEMPLATE_BODY / 2 && used < USER_DATA / 2 && used > 1000, "{used}");
        assert!((5..50).contains(&resources(&document)));
    }
}
