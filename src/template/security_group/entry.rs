//! The reader of security group rules: every rule of a template with its place and its conditions.
//!
//! A rule is an item of a group's list or a resource. Lists, items and values may be behind `Fn::If`. What cannot be read
//! is an entry too, without properties: nobody may conclude from it that a port is closed.

use super::{Direction, RuleValue};
use crate::document::{Kind, Node, Path};
use crate::schema::ec2::{self, security_group as row};
use crate::template::for_each::ForEach;
use crate::template::function::{call, is_absent};
use crate::template::resource::attribute;
use crate::template::{Resource, Template, section};

/// `Fn::If` in `Fn::If` that are followed; deeper ones are entries that cannot be read.
const DEEPEST: usize = 16;
/// Values and functions that are looked at for one property.
const MOST_VALUES: usize = 64;

/// A side of `Fn::If`, or the condition of a resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Branch<'d> {
    /// The name of the condition. `None` if it is no name.
    pub condition: Option<&'d str>,
    /// The truth that selects this side.
    pub holds: bool,
}

/// A rule as it is written.
#[derive(Clone, Debug)]
pub struct RuleEntry<'d> {
    /// The group with the list, or the resource that is the rule.
    pub owner: Resource<'d>,
    /// Which way.
    pub direction: Direction,
    /// The mapping with its keys.
    pub at: Path,
    /// The entry that is removed with the rule.
    pub entry: Path,
    /// The sides of `Fn::If` around it, the outermost first.
    pub branches: Vec<Branch<'d>>,
    /// Its keys. `None` if they are not known before a deployment.
    pub properties: Option<Node<'d>>,
}

impl<'d> RuleEntry<'d> {
    /// True if the rule is a resource of its own.
    pub fn is_resource(&self) -> bool {
        self.owner.kind() == Some(self.direction.kind())
    }

    /// The value of a property, unless it is null.
    pub fn property(&self, key: &str) -> Option<Node<'d>> {
        self.properties?.get(key).filter(|node| !node.is_null())
    }

    /// The logical id or name of the group that the rule belongs to, as far as it is known.
    pub fn group(&self) -> Option<&'d str> {
        match self.is_resource() {
            true => self.owner.names(row::GROUP_ID.key).or(self.owner.names(row::RULE_GROUP_NAME)),
            false => Some(self.owner.id()),
        }
    }

    /// The conditions it is under: that of its resource, then the sides of `Fn::If`.
    pub fn conditions(&self) -> impl Iterator<Item = Branch<'d>> {
        let condition = self.owner.node().get(attribute::CONDITION);
        let own = condition.map(|node| Branch { condition: node.scalar(), holds: true });
        own.into_iter().chain(self.branches.iter().copied())
    }

    /// The conditions in words, apart from that of the group: "if AllowSsh".
    pub fn when(&self) -> Option<String> {
        let skipped = usize::from(!self.is_resource() && self.owner.node().get(attribute::CONDITION).is_some());
        let words = self.conditions().skip(skipped).map(|branch| {
            let word = if branch.holds { "if" } else { "unless" };
            format!("{word} {}", branch.condition.unwrap_or("\u{2026}"))
        });
        let words: Vec<String> = words.collect();
        (!words.is_empty()).then(|| words.join(", "))
    }
}

/// The rules of a template for one direction, in the order of the text. Resources that a function generates are entries
/// that cannot be read.
pub fn entries<'d>(template: Template<'d>, direction: Direction) -> impl Iterator<Item = RuleEntry<'d>> {
    let section = template.section(section::RESOURCES);
    let unread = section.into_iter().flat_map(|node| node.entries()).filter(|entry| {
        let key = entry.key();
        key.starts_with("Fn::") && ForEach::of(*entry).is_none()
    });
    let unread = unread.flat_map(move |entry| entries_of(Resource::new(entry.key(), entry.value), direction));
    template.resources().flat_map(move |resource| entries_of(resource, direction)).chain(unread)
}

/// The rules that a resource holds: the list of a group, or the rule that it is.
pub fn entries_of(resource: Resource<'_>, direction: Direction) -> Vec<RuleEntry<'_>> {
    let mut reader = Reader { owner: resource, direction, branches: Vec::new(), found: Vec::new() };
    let at = resource.properties_path();
    let properties = resource.node().get(attribute::PROPERTIES);
    // `AWS::Include` may bring any property.
    let is_known = properties.is_none_or(|node| node.is_plain(Kind::Mapping) && node.get("Fn::Transform").is_none());
    match resource.kind() {
        Some(ec2::SECURITY_GROUP) if !is_known => reader.push(at, resource.path(), None),
        Some(ec2::SECURITY_GROUP) => {
            if let Some(list) = resource.property(direction.list().key) {
                reader.list(list, at.join(direction.list().key), DEEPEST);
            }
        }
        Some(kind) if kind == direction.kind() => {
            if let Some(properties) = properties {
                reader.push(at, resource.path(), Some(properties).filter(|_| is_known));
            }
        }
        None if resource.id().starts_with("Fn::") => reader.push(resource.path(), resource.path(), None),
        _ => {}
    }
    reader.found
}

/// The values that a value may have: itself, or those on the sides of its `Fn::If`.
pub(super) fn values<'d>(template: Template<'d>, node: Node<'d>) -> Vec<RuleValue<'d>> {
    let mut found = Vec::new();
    let mut waiting = vec![node];
    for _ in 0..MOST_VALUES {
        let Some(node) = waiting.pop() else { break };
        match call(node).filter(|call| call.name == "Fn::If") {
            Some(call) => waiting.extend([2, 1].into_iter().filter_map(|side| call.argument.item(side))),
            None if is_absent(node) => {}
            None => found.push(RuleValue::of(template, node)),
        }
    }
    found
}

struct Reader<'d> {
    owner: Resource<'d>,
    direction: Direction,
    branches: Vec<Branch<'d>>,
    found: Vec<RuleEntry<'d>>,
}

impl<'d> Reader<'d> {
    fn push(&mut self, at: Path, entry: Path, properties: Option<Node<'d>>) {
        let branches = self.branches.clone();
        self.found.push(RuleEntry { owner: self.owner, direction: self.direction, at, entry, branches, properties });
    }

    /// A list, or the one rule that CloudFormation takes for a list of one.
    fn list(&mut self, node: Node<'d>, at: Path, deeper: usize) {
        if node.is_plain(Kind::Sequence) {
            for (index, item) in node.items().enumerate() {
                let at = at.join(index);
                self.item(item, at.clone(), &at, deeper);
            }
        } else if !node.is_null() && !self.sides(node, &at, deeper, |this, node, at, left| this.list(node, at, left)) {
            self.item(node, at.clone(), &at, deeper);
        }
    }

    fn item(&mut self, node: Node<'d>, at: Path, entry: &Path, deeper: usize) {
        if !self.sides(node, &at, deeper, |this, node, at, left| this.item(node, at, entry, left)) {
            let is_plain = node.is_plain(Kind::Mapping) && call(node).is_none() && node.get("Fn::Transform").is_none();
            self.push(at, entry.clone(), Some(node).filter(|_| is_plain));
        }
    }

    /// Reads both sides of an `Fn::If`. True if the value is one, or is `AWS::NoValue`, which has no rule.
    fn sides(
        &mut self,
        node: Node<'d>,
        at: &Path,
        deeper: usize,
        mut read: impl FnMut(&mut Self, Node<'d>, Path, usize),
    ) -> bool {
        if is_absent(node) {
            return true;
        }
        let Some(call) = call(node).filter(|call| call.name == "Fn::If" && call.argument.len() == 3) else {
            return false;
        };
        let Some(left) = deeper.checked_sub(1) else { return false };
        let condition = call.argument.item(0).and_then(|node| node.scalar());
        for (index, holds) in [(1, true), (2, false)] {
            if let Some(side) = call.argument.item(index) {
                self.branches.push(Branch { condition, holds });
                read(self, side, call.argument_path(at).join(index), left);
                self.branches.pop();
            }
        }
        true
    }
}
