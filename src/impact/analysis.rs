//! An update with given values of parameters: what each resource becomes, through references to a fixed point.
//!
//! A resource that is replaced gives new ids and attributes; what refers to them changes, and may be replaced in turn.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};

use serde_json::{Map, Value as Json};

use super::address::{self, Neighbour};
use super::attribute::{ATTRIBUTES, of_attribute, of_metadata};
use super::difference::differences;
use super::differing::{DifferingEntries, DifferingNames};
use super::new_value::{Reasons, addressed, is_custom, reasons_of, values_of};
use super::outcome::{Lifecycle, ResourceOutcome, ResourceSlot};
use super::property::Pair;
use super::resolve::{Inputs, resolved};
use super::verdict::{PropertyImpact, Verdict};
use super::world::World;
use crate::document::{Document, Node};
use crate::schema::compute;
use crate::template::evaluate::{Evaluation, MARK, NewValues, ParameterValues};
use crate::template::function::to_json;
use crate::template::reference::names_below;
use crate::template::resource::attribute;
use crate::template::{Resource, Template, section};

/// Both templates and their resources.
pub(super) struct Update<'d> {
    pub(super) documents: (&'d Document, &'d Document),
    pub(super) slots: Vec<ResourceSlot<'d>>,
    /// Positions of the slots whose new resource says a name.
    users: HashMap<&'d str, Vec<usize>>,
    differing: DifferingEntries<'d>,
    /// Instances with an Elastic IP address.
    addressed: BTreeSet<&'d str>,
}

impl<'d> Update<'d> {
    /// The update under the worlds that are looked at later: they decide what loops make.
    pub(super) fn of(old: &'d Document, new: &'d Document, worlds: &[&World]) -> Update<'d> {
        let slots = slots(old, new, worlds);
        let mut users: HashMap<&str, Vec<usize>> = HashMap::new();
        for (position, slot) in slots.iter().enumerate() {
            let names: BTreeSet<&str> =
                slot.new.map(|one| names_below(one.node())).unwrap_or_default().into_iter().collect();
            for name in names {
                users.entry(name).or_default().push(position);
            }
        }
        Update {
            documents: (old, new),
            slots,
            users,
            differing: DifferingEntries::of(old, new),
            addressed: addressed(new),
        }
    }

    /// What happens to each slot in a world, and the values that are others than before. `known` holds the outcomes of
    /// slots that do not depend on the world.
    pub(super) fn outcomes(
        &self,
        world: &World,
        known: Option<&[ResourceOutcome]>,
    ) -> (Vec<ResourceOutcome>, NewValues) {
        let (mut new_values, mut reasons) = (NewValues::new(), Reasons::new());
        let none = NewValues::new();
        let mut outcomes: Vec<ResourceOutcome> = Vec::new();
        {
            let mut sides = self.sides(world, &none, &none);
            for (position, slot) in self.slots.iter().enumerate() {
                outcomes.push(match known.and_then(|known| known.get(position)) {
                    Some(before) if !slot.varies => before.clone(),
                    _ => self.outcome(slot, &mut sides, &reasons),
                });
            }
        }
        let mut fresh = Vec::new();
        for (slot, outcome) in self.slots.iter().zip(&outcomes) {
            fresh.extend(values_of(slot, outcome, &self.addressed, &reasons));
        }
        // Each round adds names or makes some certain, and there are only so many.
        while !fresh.is_empty() {
            let mut touched = BTreeSet::new();
            for (name, only_if) in fresh.drain(..) {
                let id = name.split('.').next().unwrap_or(&name);
                touched.extend(self.users.get(id).into_iter().flatten().copied());
                reasons.insert(name.clone(), only_if);
                new_values.insert(name);
            }
            let mut sides = self.sides(world, &none, &new_values);
            for position in touched {
                let Some(slot) = self.slots.get(position) else { continue };
                let outcome = self.outcome(slot, &mut sides, &reasons);
                let more = values_of(slot, &outcome, &self.addressed, &reasons);
                // One that was not certain may be so by another way.
                let is_news = |(name, only_if): &(String, Option<String>)| match reasons.get(name) {
                    Some(known) => known.is_some() && only_if.is_none(),
                    None => true,
                };
                fresh.extend(more.into_iter().filter(is_news));
                if let Some(place) = outcomes.get_mut(position) {
                    *place = outcome;
                }
            }
        }
        (outcomes, new_values)
    }

    fn sides<'w>(&self, world: &'w World, none: &'w NewValues, new_values: &'w NewValues) -> Sides<'d, 'w> {
        let side = |document, given, new_values| Side {
            evaluation: Evaluation::to_compare(Template::of(document), given, new_values),
            inputs: Inputs { given, new_values },
        };
        let (old, new) = (side(self.documents.0, &world.old, none), side(self.documents.1, &world.new, new_values));
        let differing = self.differing.in_world(world, new_values);
        Sides { old, new, are_even: world.old == world.new, differing, neighbours: None }
    }

    fn outcome(&self, slot: &ResourceSlot<'d>, sides: &mut Sides<'d, '_>, reasons: &Reasons) -> ResourceOutcome {
        let old = slot.old.filter(|one| sides.old.has(&slot.id, *one));
        let new = slot.new.filter(|one| sides.new.has(&slot.id, *one));
        let lifecycle = match (old.is_some(), new.is_some()) {
            (false, false) => Lifecycle::Absent,
            (false, true) => Lifecycle::Created,
            (true, false) => Lifecycle::Deleted,
            (true, true) => Lifecycle::Kept,
        };
        let (Some(old), Some(new)) = (old, new) else {
            let is_new = lifecycle == Lifecycle::Created;
            let properties = if is_new { self.without_place(slot, lifecycle, sides) } else { Vec::new() };
            return ResourceOutcome { lifecycle, properties };
        };
        if old.kind() != new.kind() {
            return ResourceOutcome { lifecycle, properties: vec![other_type(old, new)] };
        }
        if slot.is_same && sides.are_even && reasons.is_empty() {
            return ResourceOutcome { lifecycle, properties: Vec::new() };
        }
        let mut properties = self.properties(slot, (old, new), sides, reasons);
        properties.extend(self.attributes(slot, (old, new), sides));
        let mut outcome = ResourceOutcome { lifecycle, properties };
        if outcome.is_replaced() {
            let only_if = outcome.replaced_only_if().map(str::to_string);
            let refused = self.without_place(slot, lifecycle, sides).into_iter();
            outcome.properties.extend(refused.map(|one| PropertyImpact { only_if: only_if.clone(), ..one }));
        }
        outcome.properties.sort_by_key(|one| std::cmp::Reverse(one.verdict));
        outcome
    }

    /// Blocks and addresses that EC2 does not give to a resource that is created.
    fn without_place(
        &self,
        slot: &ResourceSlot<'d>,
        lifecycle: Lifecycle,
        sides: &mut Sides<'d, '_>,
    ) -> Vec<PropertyImpact> {
        let kind = slot.kind();
        if !address::takes_addresses(kind) {
            return Vec::new();
        }
        let Sides { old, new, neighbours, .. } = sides;
        let Some(Json::Object(own)) = new.part(&slot.id, attribute::PROPERTIES) else { return Vec::new() };
        let neighbours = neighbours.get_or_insert_with(|| {
            let there = self.slots.iter().filter_map(|slot| Some((slot, slot.old?)));
            let there = there.filter(|(_, one)| one.kind().is_some_and(address::takes_addresses));
            let neighbour = |(slot, one): (&ResourceSlot<'d>, Resource<'d>)| {
                let properties = old.has(&slot.id, one).then(|| old.part(&slot.id, attribute::PROPERTIES))??;
                Some(Neighbour { id: slot.id.clone(), kind: one.kind()?.to_string(), properties })
            };
            there.filter_map(neighbour).collect()
        });
        let has_more_blocks = |vpc: &str| {
            let is_block = |one: &Resource<'d>| one.kind() == Some("AWS::EC2::VPCCidrBlock");
            let mut blocks = self.slots.iter().filter_map(|slot| slot.new).filter(is_block);
            blocks.any(|one| one.names("VpcId").is_none_or(|name| name == vpc))
        };
        let mut properties = |id: &str| new.part(id, attribute::PROPERTIES);
        if kind == address::SUBNET {
            return address::subnet(&own, neighbours, &has_more_blocks, &mut properties).into_iter().collect();
        }
        let mut found = address::fixed(kind, &own, &mut properties);
        if lifecycle == Lifecycle::Created {
            found.extend(address::taken(kind, &own, neighbours));
        }
        found
    }

    fn properties(
        &self,
        slot: &ResourceSlot<'d>,
        (old, new): (Resource<'d>, Resource<'d>),
        sides: &mut Sides<'d, '_>,
        reasons: &Reasons,
    ) -> Vec<PropertyImpact> {
        if sides.differing.leave(old, new, attribute::PROPERTIES) {
            return Vec::new();
        }
        let before = sides.old.part(&slot.id, attribute::PROPERTIES);
        let after = sides.new.part(&slot.id, attribute::PROPERTIES);
        if before == after {
            return Vec::new();
        }
        let policy = sides.new.part(&slot.id, attribute::UPDATE_POLICY);
        let none = Map::new();
        let as_map = |value: &'_ Option<Json>| match value {
            Some(Json::Object(map)) => Cow::Owned(map.clone()),
            _ => Cow::Borrowed(&none),
        };
        let (left, right) = (as_map(&before), as_map(&after));
        let property = |one: Resource<'d>, key: &str| one.property(key);
        let script = property(new, "UserData").map(|node| node.source()).unwrap_or_default();
        let launch_difference = match slot.kind() == compute::GROUP {
            true => self.launch_difference(new, sides),
            false => None,
        };
        let launch_difference = launch_difference.as_deref();
        let pair =
            Pair { kind: slot.kind(), old: &left, new: &right, policy: policy.as_ref(), script, launch_difference };
        let through = |key: &str| {
            let mut names: Vec<String> = Vec::new();
            for name in property(new, key).map(names_below).unwrap_or_default() {
                let is_direct = property(old, key).is_none_or(|node| !names_below(node).contains(&name));
                let has_new_value = property(new, key).is_some_and(|node| !reasons_of(reasons, name, node).is_empty());
                if has_new_value && !is_direct && !names.iter().any(|one| one == name) {
                    names.push(name.to_string());
                }
            }
            names
        };
        let source = |key: &str, is_new: bool| {
            let node = property(if is_new { new } else { old }, key)?;
            Some(match to_json(&node.literal_value()) {
                Json::String(text) => text,
                value => value.to_string(),
            })
        };
        let mut impacts = pair.impacts(&through, &source);
        for one in impacts.iter_mut().filter(|one| one.only_if.is_none() && !one.through.is_empty()) {
            let Some(node) = one.at.get(1).and_then(|key| property(new, key)) else { continue };
            let all: Vec<Option<&str>> = one.through.iter().flat_map(|name| reasons_of(reasons, name, node)).collect();
            if all.iter().all(Option::is_some) {
                one.only_if = all.into_iter().flatten().next().map(str::to_string);
            }
        }
        impacts
    }

    /// A key that differs in the data of the launch templates that a group names, beside the image.
    fn launch_difference(&self, group: Resource<'d>, sides: &mut Sides<'d, '_>) -> Option<String> {
        const DATA: &str = "LaunchTemplateData";
        let names = ["LaunchTemplate", "MixedInstancesPolicy"].into_iter().filter_map(|key| group.property(key));
        let names: BTreeSet<&str> = names.flat_map(names_below).collect();
        names.into_iter().find_map(|name| {
            let is_launch = |slot: &&ResourceSlot<'d>| slot.id == name && slot.kind() == compute::LAUNCH_TEMPLATE;
            self.slots.iter().find(is_launch)?;
            let old = sides.old.part(name, attribute::PROPERTIES)?;
            let new = sides.new.part(name, attribute::PROPERTIES)?;
            let all = differences(old.get(DATA), new.get(DATA));
            all.iter().filter_map(|one| one.keys.first()).find(|key| *key != "ImageId").cloned()
        })
    }

    fn attributes(
        &self,
        slot: &ResourceSlot<'d>,
        (old, new): (Resource<'d>, Resource<'d>),
        sides: &mut Sides<'d, '_>,
    ) -> Vec<PropertyImpact> {
        let mut found = Vec::new();
        let mut compare = |name: &str| {
            if sides.differing.leave(old, new, name) {
                return None;
            }
            let (before, after) = (sides.old.part(&slot.id, name), sides.new.part(&slot.id, name));
            (before != after).then_some((before, after))
        };
        if let Some((before, after)) = compare(attribute::METADATA) {
            let id = slot.new.map(|one| one.id()).unwrap_or(&slot.id);
            found.push(of_metadata(self.documents, id, slot.kind(), (before.as_ref(), after.as_ref())));
        }
        for name in ATTRIBUTES.into_iter().filter(|name| *name != attribute::DEPENDS_ON) {
            if let Some((before, after)) = compare(name) {
                found.push(of_attribute(name, before.as_ref(), after.as_ref()));
            }
        }
        let order = |one: Resource<'d>| one.depends_on().into_iter().collect::<BTreeSet<_>>();
        if order(old) != order(new) {
            found.push(of_attribute(attribute::DEPENDS_ON, None, None));
        }
        found
    }
}

struct Sides<'d, 'w> {
    old: Side<'d, 'w>,
    new: Side<'d, 'w>,
    /// True if both have the same values of parameters.
    are_even: bool,
    differing: DifferingNames,
    /// What takes addresses in the old template, once it is asked for.
    neighbours: Option<Vec<Neighbour>>,
}

struct Side<'d, 'w> {
    evaluation: Evaluation<'d, 'w>,
    inputs: Inputs<'w>,
}

impl<'d> Side<'d, '_> {
    /// True if a resource is created: it has no condition, or one that is true or unknown, and its loop makes it.
    fn has(&mut self, id: &str, resource: Resource<'d>) -> bool {
        if resource.is_in_loop() && self.evaluation.has_resource(id) == Ok(false) && id != resource.id() {
            return false;
        }
        let condition = resource.node().get(attribute::CONDITION).and_then(|node| node.scalar());
        condition.is_none_or(|name| self.evaluation.holds(name) != Some(false))
    }

    /// An attribute of a resource, resolved.
    fn part(&mut self, id: &str, name: &str) -> Option<Json> {
        let inputs = self.inputs;
        let value = self.evaluation.in_resource(id, |evaluation, resource| {
            resource.node().get(name).map(|node| resolved(evaluation, node, inputs))
        });
        value.flatten().filter(|value| !value.is_null() && value.as_object().is_none_or(|map| !map.is_empty()))
    }
}

/// A resource of another type under the same logical id. Sources: AWS page "Update request for CloudFormation custom
/// resources" ("You can't change the type during an update"); for other types the message with which CloudFormation
/// refuses the change set, as in https://github.com/aws/aws-sam-cli/issues/6786.
fn other_type(old: Resource<'_>, new: Resource<'_>) -> PropertyImpact {
    let is_own = [old, new].into_iter().all(|one| one.kind().is_some_and(is_custom));
    PropertyImpact {
        at: vec![attribute::TYPE.to_string()],
        old: old.kind().map(str::to_string),
        new: new.kind().map(str::to_string),
        verdict: Verdict::Fails,
        only_if: None,
        through: Vec::new(),
        why: format!(
            "CloudFormation changes no resource into another type and makes no change set: \"Update of resource type is not \
             permitted. The new template modifies resource type of the following resources: [{}]\". Give the new resource \
             another logical id; then it is created, and the old one is deleted.",
            new.id()
        ),
        page: Some(match is_own {
            true => "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-requesttypes-update.html"
                .into(),
            false => "https://github.com/aws/aws-sam-cli/issues/6786".into(),
        }),
    }
}

/// The logical ids of both templates, those of the new one first.
fn slots<'d>(old: &'d Document, new: &'d Document, worlds: &[&World]) -> Vec<ResourceSlot<'d>> {
    let (before, after) = (Template::of(old), Template::of(new));
    let by_id = |template: Template<'d>, side: fn(&World) -> &ParameterValues| {
        let mut all: Vec<(String, Resource<'d>)> = Vec::new();
        for resource in template.resources() {
            match resource.is_in_loop() {
                true => {
                    let mut names: Vec<String> = Vec::new();
                    for world in worlds {
                        let made = Evaluation::of(template, side(world)).made_from(resource.id()).unwrap_or_default();
                        names.extend(made.into_iter().filter(|name| !name.contains(MARK)));
                    }
                    if names.is_empty() {
                        names = Evaluation::names_made(template, section::RESOURCES, resource.id());
                    }
                    let mut seen = BTreeSet::new();
                    names.retain(|name| seen.insert(name.clone()));
                    all.extend(names.into_iter().map(|name| (name, resource)));
                }
                false => all.push((resource.id().to_string(), resource)),
            }
        }
        all
    };
    let olds = by_id(before, |world| &world.old);
    let index: HashMap<&str, Resource<'d>> = olds.iter().map(|(id, one)| (id.as_str(), *one)).collect();
    let shares = shared_sections_are_same(old, new);
    let mut slots = Vec::new();
    let mut seen = BTreeSet::new();
    for (id, resource) in by_id(after, |world| &world.new) {
        if !seen.insert(id.clone()) {
            continue;
        }
        let there = index.get(id.as_str()).copied();
        let is_plain = !resource.is_in_loop() && there.is_some_and(|one| !one.is_in_loop());
        let is_same = is_plain && shares && there.is_some_and(|one| one.node().source() == resource.node().source());
        let varies = varies(resource) || there.is_some_and(varies);
        slots.push(ResourceSlot { id, old: there, new: Some(resource), is_same, varies });
    }
    for (id, resource) in &olds {
        if seen.insert(id.clone()) {
            let varies = varies(*resource);
            slots.push(ResourceSlot { id: id.clone(), old: Some(*resource), new: None, is_same: false, varies });
        }
    }
    slots
}

/// True if what resources may refer to is the same text in both templates, and no alias stands for something elsewhere.
fn shared_sections_are_same(old: &Document, new: &Document) -> bool {
    let same = |name: &str| {
        let text = |document| Template::of(document).section(name).map(|node: Node<'_>| node.source().to_string());
        text(old) == text(new)
    };
    let names = [section::PARAMETERS, section::MAPPINGS, section::CONDITIONS, section::TRANSFORM];
    !old.has_anchors() && !new.has_anchors() && names.into_iter().all(same)
}

/// True if conditions, mappings or parameters decide what a resource says, or whether a loop makes it.
fn varies(resource: Resource<'_>) -> bool {
    let source = resource.node().source();
    resource.is_in_loop()
        || ["If", "FindInMap", "Condition", "Ref", "Sub", "*"].iter().any(|word| source.contains(word))
}
