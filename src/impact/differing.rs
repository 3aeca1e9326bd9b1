//! Names that mean something else than before, and which texts may say one of them: a part of a resource that is the same
//! text in both templates and says none of them is the same.

use std::collections::BTreeSet;

use aho_corasick::AhoCorasick;

use super::world::World;
use crate::document::Document;
use crate::template::evaluate::NewValues;
use crate::template::{Resource, Template, section};

/// Names of parameters, mappings and conditions that are not the same text in both templates, and of resources that are
/// not of the same type.
pub(super) struct DifferingEntries<'d> {
    names: BTreeSet<&'d str>,
    /// The conditions of the new template, with their texts.
    conditions: Vec<(&'d str, &'d str)>,
    /// True if texts do not tell what they refer to: anchors, macros, loops.
    is_open: bool,
}

impl<'d> DifferingEntries<'d> {
    pub(super) fn of(old: &'d Document, new: &'d Document) -> DifferingEntries<'d> {
        let sides = [old, new].map(Template::of);
        let is_open = old.has_anchors() || new.has_anchors();
        let is_open = is_open || sides.iter().any(|side| side.section(section::TRANSFORM).is_some());
        let mut found = DifferingEntries { names: BTreeSet::new(), conditions: Vec::new(), is_open };
        for name in [section::PARAMETERS, section::MAPPINGS, section::CONDITIONS] {
            let [before, after] = sides.map(|side| side.section(name));
            let entries = |side: Option<crate::document::Node<'d>>| side.into_iter().flat_map(|node| node.entries());
            let texts = |side| entries(side).map(|entry| (entry.key(), entry.value.source())).collect::<BTreeSet<_>>();
            let (before, after) = (texts(before), texts(after));
            found.names.extend(before.symmetric_difference(&after).map(|entry| entry.0));
            found.is_open |= after.iter().chain(&before).any(|entry| entry.0.starts_with("Fn::"));
            if name == section::CONDITIONS {
                found.conditions.extend(after);
            }
        }
        // What a resource gives is of its type.
        let types = sides.map(|side| side.resources().map(|one| (one.id(), one.kind())).collect::<BTreeSet<_>>());
        let [before, after] = &types;
        found.names.extend(before.symmetric_difference(after).map(|one| one.0));
        found
    }

    /// With the names whose values differ in a world, and those of resources that give other values.
    pub(super) fn in_world(&self, world: &World, new_values: &NewValues) -> DifferingNames {
        let mut names: BTreeSet<&str> = self.names.clone();
        let differs = |(name, value): &(&String, &String)| world.new.get(*name) != Some(*value);
        names.extend(world.old.iter().filter(differs).map(|(name, _)| name.as_str()));
        names.extend(world.new.keys().filter(|name| !world.old.contains_key(*name)).map(String::as_str));
        // A condition that asks for one of them differs, too, and what asks for that condition.
        loop {
            let says = |text: &str| names.iter().any(|name| text.contains(name));
            let new = self.conditions.iter().filter(|(name, text)| !names.contains(name) && says(text));
            let new: Vec<&str> = new.map(|(name, _)| *name).collect();
            if new.is_empty() {
                break;
            }
            names.extend(new);
        }
        names.extend(new_values.iter().map(|name| name.split('.').next().unwrap_or(name)));
        let finder = if names.is_empty() { None } else { AhoCorasick::new(&names).ok() };
        let is_open = self.is_open || finder.is_none() && !names.is_empty();
        DifferingNames { finder, is_open }
    }
}

/// The names of a world.
pub(super) struct DifferingNames {
    finder: Option<AhoCorasick>,
    is_open: bool,
}

impl DifferingNames {
    /// True if an attribute says the same in both resources for sure.
    pub(super) fn leave(&self, old: Resource<'_>, new: Resource<'_>, attribute: &str) -> bool {
        if self.is_open || old.is_in_loop() || new.is_in_loop() {
            return false;
        }
        match (old.node().get(attribute), new.node().get(attribute)) {
            (None, None) => true,
            (Some(before), Some(after)) => before.source() == after.source() && !self.may_be_in(before.source()),
            (None, Some(_)) | (Some(_), None) => false,
        }
    }

    /// True if a text may say one of the names: an escape may hide it.
    fn may_be_in(&self, text: &str) -> bool {
        let is_found = |finder: &AhoCorasick| finder.is_match(text) || text.contains("\\u") || text.contains("\\x");
        self.finder.as_ref().is_some_and(is_found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::impact::world::WorldScope;
    use crate::template::evaluate::ParameterValues;

    fn says(text: &str, changed: (&str, &str), new_values: &[&str]) -> Vec<bool> {
        let new = text.replace(changed.0, changed.1);
        let (old, new) = (Document::parse(text), Document::parse(new.as_str()));
        let values = ParameterValues::new();
        let world = World { old: values.clone(), new: values, scope: WorldScope::Base };
        let new_values: NewValues = new_values.iter().map(|name| name.to_string()).collect();
        let names = DifferingEntries::of(&old, &new).in_world(&world, &new_values);
        let pairs = Template::of(&old).resources().zip(Template::of(&new).resources());
        pairs.map(|(before, after)| names.leave(before, after, "Properties")).collect()
    }

    #[test]
    fn a_part_is_the_same_if_it_says_no_name_that_differs() {
        let text = "Parameters:\n  P: {Type: String, Default: a}\nConditions:\n  C: !Equals [!Ref P, a]\n  D: !Not [!Condition C]\nResources:\n  One: {Type: A, Properties: {x: !If [D, 1, 2]}}\n  Two: {Type: A, Properties: {x: !Ref One}}\n  Six: {Type: A, Properties: {x: 1}}\n";
        assert_eq!(says(text, ("Default: a", "Default: b"), &[]), [false, true, true]);
        assert_eq!(says(text, ("x: 1}", "x: 2}"), &[]), [true, true, false]);
        assert_eq!(says(text, ("x: 1}", "x: 2}"), &["One.Arn"]), [true, false, false]);
        assert_eq!(says(text, ("One: {Type: A", "One: {Type: B"), &[]), [true, false, true]);
        let open = format!("Transform: AWS::LanguageExtensions\n{text}");
        assert_eq!(says(&open, ("x: 1}", "x: 2}"), &[]), [false, false, false]);
        assert_eq!(says(text, ("x: 1}", "x: \"\\u0050\"}"), &[]), [true, true, false]);
    }
}
