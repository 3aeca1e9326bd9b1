//! Config sets: which configs run and in which order.
//!
//! Source: aws-cfn-bootstrap construction.py, class ConfigSets.

use crate::document::{Kind, Node};

/// Sets looked into for one order: sets that double at each level would never end.
const MOST_STEPS: usize = 1000;
/// Key of an item that stands for another set.
pub const CONFIG_SET: &str = "ConfigSet";

/// `configSets` of an `AWS::CloudFormation::Init`.
#[derive(Clone, Copy, Debug)]
pub struct ConfigSets<'d> {
    node: Node<'d>,
}

/// A member of a config set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SetMember<'d> {
    /// A config by its name.
    Config(&'d str),
    /// All members of another set.
    Set(&'d str),
    /// Neither; cfn-init stops here.
    Fault,
}

impl<'d> ConfigSets<'d> {
    pub(super) fn new(node: Node<'d>) -> ConfigSets<'d> {
        ConfigSets { node }
    }

    /// The whole of it.
    pub fn node(&self) -> Node<'d> {
        self.node
    }

    /// Names of the sets in the order of the text.
    pub fn names(&self) -> impl Iterator<Item = &'d str> + use<'d> {
        self.node.entries().map(|entry| entry.key())
    }

    /// The members of a set as written; lists in lists are one list to cfn-init. Empty if there is no such set.
    pub fn members(&self, set: &str) -> Vec<SetMember<'d>> {
        let mut members = Vec::new();
        let mut waiting: Vec<Node<'d>> = self.node.get(set).into_iter().collect();
        while let Some(node) = waiting.pop() {
            match node.kind() {
                Kind::Sequence => waiting.extend(node.items().rev()),
                Kind::Scalar if node.tag().is_none() => members.extend(node.scalar().map(SetMember::Config)),
                Kind::Mapping | Kind::Scalar => members.push(set_member(node)),
            }
        }
        members
    }

    /// Names of the configs that a set runs, sets in it resolved; what holds itself is left out.
    pub(super) fn run_order(&self, set: &str) -> Vec<&'d str> {
        let mut order = Vec::new();
        let mut steps = MOST_STEPS;
        self.resolve(set, &mut Vec::new(), &mut order, &mut steps);
        order
    }

    fn resolve(&self, set: &str, above: &mut Vec<String>, order: &mut Vec<&'d str>, steps: &mut usize) {
        if *steps == 0 || above.iter().any(|name| name == set) {
            return;
        }
        *steps -= 1;
        above.push(set.to_string());
        for member in self.members(set) {
            match member {
                SetMember::Config(name) => order.push(name),
                SetMember::Set(name) => self.resolve(name, above, order, steps),
                SetMember::Fault => {}
            }
        }
        above.pop();
    }
}

fn set_member(node: Node<'_>) -> SetMember<'_> {
    match node.get(CONFIG_SET).and_then(|name| name.scalar()) {
        Some(name) => SetMember::Set(name),
        None => SetMember::Fault,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;

    #[test]
    fn members_are_configs_sets_or_faults() {
        let document = Document::parse("{a: [x, [y, {ConfigSet: b}], {Else: z}], b: z}");
        let sets = ConfigSets::new(document.root().unwrap());
        use SetMember::{Config, Fault, Set};
        assert_eq!(sets.members("a"), [Config("x"), Config("y"), Set("b"), Fault]);
        assert_eq!(sets.members("b"), [Config("z")]);
        assert_eq!(sets.run_order("a"), ["x", "y", "z"]);
        assert_eq!(sets.members("gone"), []);
    }

    #[test]
    fn sets_that_double_at_each_level_end() {
        let mut text = String::from("{s0: [x]");
        for level in 1..64 {
            text += &format!(", s{level}: [{{ConfigSet: s{0}}}, {{ConfigSet: s{0}}}]", level - 1);
        }
        let document = Document::parse(text + "}");
        assert!(ConfigSets::new(document.root().unwrap()).run_order("s63").len() <= MOST_STEPS);
    }
}
