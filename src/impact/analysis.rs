//! An update with given values of parameters: what each resource becomes, through references to a fixed point.
//!
//! A resource that is replaced gives new ids and attributes; what refers to them changes, and may be replaced in turn.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde_json::{Map, Value as Json};

use super::attribute::{ATTRIBUTES, of_attribute, of_metadata};
use super::differing::{DifferingEntries, DifferingNames};
use super::property::Pair;
use super::resolve::{Inputs, resolved};
use super::verdict::{PropertyImpact, Verdict};
use super::world::World;
use crate::document::{Document, Node};
use crate::schema::ec2;
use crate::template::evaluate::{Evaluation, NewValues, ZONE};
use crate::template::function::to_json;
use crate::template::reference::names_below;
use crate::template::resource::attribute;
use crate::template::{Resource, Template, section};

/// A logical id of one or both templates.
pub(super) struct ResourceSlot<'d> {
    pub(super) id: String,
    pub(super) old: Option<Resource<'d>>,
    pub(super) new: Option<Resource<'d>>,
    /// True if nothing but another resource's new values can change it.
    pub(super) is_same: bool,
    /// True if parameters, conditions or mappings decide what it says.
    pub(super) varies: bool,
}

impl<'d> ResourceSlot<'d> {
    pub(super) fn kind(&self) -> &'d str {
        self.new.or(self.old).and_then(|resource| resource.kind()).unwrap_or_default()
    }
}

/// What happens to a resource in one world.
#[derive(Clone, Debug, Default)]
pub(super) struct ResourceOutcome {
    pub(super) lifecycle: Lifecycle,
    pub(super) properties: Vec<PropertyImpact>,
}

/// Whether a resource is there before and after.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Lifecycle {
    /// In neither.
    #[default]
    Absent,
    Created,
    Deleted,
    Kept,
}

impl ResourceOutcome {
    /// The most that happens; `None` if nothing does.
    pub(super) fn verdict(&self) -> Option<Verdict> {
        match self.lifecycle {
            Lifecycle::Absent => None,
            Lifecycle::Created => Some(Verdict::Created),
            Lifecycle::Deleted => Some(Verdict::Deleted),
            Lifecycle::Kept => self.properties.iter().map(|one| one.verdict).max(),
        }
    }

    /// True if a new resource takes the place of the old one, or would if that did not fail.
    fn is_replaced(&self) -> bool {
        self.lifecycle == Lifecycle::Kept && self.properties.iter().any(|one| one.verdict == Verdict::Replacement)
    }

    /// What has to be so for a replacement.
    fn replaced_only_if(&self) -> Option<&str> {
        let mut replacing = self.properties.iter().filter(|one| one.verdict == Verdict::Replacement);
        let first = replacing.next()?;
        let is_sure = first.only_if.is_none() || replacing.any(|one| one.only_if.is_none());
        if is_sure { None } else { first.only_if.as_deref() }
    }
}

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
    pub(super) fn of(old: &'d Document, new: &'d Document) -> Update<'d> {
        let slots = slots(old, new);
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
        // Each round adds names, and there are only so many.
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
                fresh.extend(more.into_iter().filter(|(name, _)| !new_values.contains(name)));
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
        Sides { old, new, are_even: world.old == world.new, differing }
    }

    fn outcome(&self, slot: &ResourceSlot<'d>, sides: &mut Sides<'d, '_>, reasons: &Reasons) -> ResourceOutcome {
        let old = slot.old.filter(|one| sides.old.has(*one));
        let new = slot.new.filter(|one| sides.new.has(*one));
        let lifecycle = match (old.is_some(), new.is_some()) {
            (false, false) => Lifecycle::Absent,
            (false, true) => Lifecycle::Created,
            (true, false) => Lifecycle::Deleted,
            (true, true) => Lifecycle::Kept,
        };
        let (Some(old), Some(new)) = (old, new) else { return ResourceOutcome { lifecycle, properties: Vec::new() } };
        if old.kind() != new.kind() {
            return ResourceOutcome { lifecycle, properties: vec![other_type(old, new)] };
        }
        if slot.is_same && sides.are_even && reasons.is_empty() {
            return ResourceOutcome { lifecycle, properties: Vec::new() };
        }
        let mut properties = self.properties(slot, (old, new), sides, reasons);
        properties.extend(self.attributes(slot, (old, new), sides));
        properties.sort_by_key(|one| std::cmp::Reverse(one.verdict));
        ResourceOutcome { lifecycle, properties }
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
        let pair = Pair { kind: slot.kind(), old: &left, new: &right, policy: policy.as_ref(), script };
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

/// Names with new values as in [`NewValues`], and what has to be so for each.
type Reasons = BTreeMap<String, Option<String>>;

/// What has to be so for the new values of a resource that a value uses; none if it uses none of them.
fn reasons_of<'r>(reasons: &'r Reasons, id: &str, node: Node<'_>) -> Vec<Option<&'r str>> {
    let zone = reasons.get(&format!("{id}.{ZONE}")).filter(|_| node.source().contains(ZONE));
    if let Some(only_if) = zone.or_else(|| reasons.get(id)) {
        return vec![only_if.as_deref()];
    }
    let start = format!("{id}.");
    let below = reasons.range(start.clone()..).take_while(|(name, _)| name.starts_with(&start));
    let is_used =
        |name: &str| name.strip_prefix(&start).is_some_and(|rest| node.source().contains(rest.trim_end_matches('.')));
    below.filter(|(name, _)| is_used(name)).map(|(_, only_if)| only_if.as_deref()).collect()
}

struct Sides<'d, 'w> {
    old: Side<'d, 'w>,
    new: Side<'d, 'w>,
    /// True if both have the same values of parameters.
    are_even: bool,
    differing: DifferingNames,
}

struct Side<'d, 'w> {
    evaluation: Evaluation<'d, 'w>,
    inputs: Inputs<'w>,
}

impl<'d> Side<'d, '_> {
    /// True if a resource is created: it has no condition, or one that is true or unknown.
    fn has(&mut self, resource: Resource<'d>) -> bool {
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

/// The values that other resources get anew, with what has to be so for it.
fn values_of(
    slot: &ResourceSlot<'_>,
    outcome: &ResourceOutcome,
    addressed: &BTreeSet<&str>,
    reasons: &Reasons,
) -> Vec<(String, Option<String>)> {
    let id = &slot.id;
    if outcome.lifecycle != Lifecycle::Kept {
        return Vec::new();
    }
    if outcome.is_replaced() {
        let mut all = vec![(id.clone(), outcome.replaced_only_if().map(str::to_string))];
        all.extend(new_zone(slot, outcome, reasons).map(|only_if| (format!("{id}.{ZONE}"), only_if)));
        return all;
    }
    let changed =
        |key: &str| outcome.properties.iter().find(|one| one.at.iter().map(String::as_str).eq(["Properties", key]));
    let own = outcome.properties.iter().filter(|one| one.at.first().is_some_and(|key| key == attribute::PROPERTIES));
    let own = own.filter_map(|one| Some((format!("{id}.{}", one.at.get(1)?), one.only_if.clone())));
    let mut all: Vec<(String, Option<String>)> = own.collect();
    let stops = outcome.properties.iter().any(|one| one.verdict == Verdict::Interruption);
    match slot.kind() {
        "AWS::EC2::LaunchTemplate" => {
            let data = changed("LaunchTemplateData").or_else(|| changed("VersionDescription"));
            all.extend(data.map(|one| (format!("{id}.LatestVersionNumber"), one.only_if.clone())));
        }
        "AWS::EC2::Instance" if stops && !addressed.contains(id.as_str()) => {
            let only_if = Some(format!("{id} has a public address that is no Elastic IP"));
            all.extend(["PublicIp", "PublicDnsName"].map(|name| (format!("{id}.{name}"), only_if.clone())));
        }
        "AWS::RDS::DBInstance" => {
            all.extend(changed("Port").map(|one| (format!("{id}.Endpoint.Port"), one.only_if.clone())));
        }
        "AWS::CloudFormation::Stack" if changed("Parameters").or_else(|| changed("TemplateURL")).is_some() => {
            all.push((format!("{id}.Outputs."), Some(format!("the nested stack {id} gives other outputs"))));
        }
        kind if is_custom(kind) && outcome.verdict() == Some(Verdict::NoInterruption) => {
            all.push((id.clone(), Some(format!("the function behind {id} gives other values"))));
        }
        _ => {}
    }
    all
}

/// Whether a replaced resource is in another zone than before, with what has to be so for it; `None` if it is in the same.
fn new_zone(slot: &ResourceSlot<'_>, outcome: &ResourceOutcome, reasons: &Reasons) -> Option<Option<String>> {
    let id = &slot.id;
    let places = match slot.kind() {
        ec2::INSTANCE => ["SubnetId", ZONE, "NetworkInterfaces", "LaunchTemplate"].as_slice(),
        "AWS::EC2::Subnet" => [ZONE, "AvailabilityZoneId"].as_slice(),
        _ => return Some(outcome.replaced_only_if().map(str::to_string)),
    };
    let is_place = |key: &&str| places.contains(key);
    let changed =
        outcome.properties.iter().filter(|one| one.at.get(1).map(String::as_str).as_ref().is_some_and(is_place));
    let mut zones = changed.filter_map(|one| {
        let zone_of = |name: &String| reasons.get(&format!("{name}.{ZONE}")).cloned();
        match (one.at.get(1).map(String::as_str), one.through.is_empty()) {
            (Some(ZONE | "AvailabilityZoneId"), _) => Some(one.only_if.clone()),
            // What it lies in is created anew, perhaps in the same zone.
            (_, false) => one.through.iter().find_map(zone_of),
            (_, true) => Some(Some(format!("the new {id} is in another zone"))),
        }
    });
    let found = zones.next();
    let is_said = slot.new.is_some_and(|one| places.iter().any(|key| one.property(key).is_some()));
    found.or_else(|| (!is_said).then(|| Some(format!("AWS puts the new {id} into another zone"))))
}

fn is_custom(kind: &str) -> bool {
    kind == "AWS::CloudFormation::CustomResource" || kind.starts_with("Custom::")
}

/// The instances that have an Elastic IP address of the template.
fn addressed(new: &Document) -> BTreeSet<&str> {
    let kinds = ["AWS::EC2::EIP", "AWS::EC2::EIPAssociation"];
    let all = Template::of(new).resources().filter(|one| one.kind().is_some_and(|kind| kinds.contains(&kind)));
    all.filter_map(|one| one.names("InstanceId")).collect()
}

/// Source: the message of CloudFormation for such an update.
fn other_type(old: Resource<'_>, new: Resource<'_>) -> PropertyImpact {
    PropertyImpact {
        at: vec![attribute::TYPE.to_string()],
        old: old.kind().map(str::to_string),
        new: new.kind().map(str::to_string),
        verdict: Verdict::Fails,
        only_if: None,
        through: Vec::new(),
        why: "CloudFormation changes no resource into another type: \"Update of resource type is not permitted.\" Give the \
              new resource another logical id; then it is created, and the old one is deleted."
            .to_string(),
        page: None,
    }
}

/// The logical ids of both templates, those of the new one first.
fn slots<'d>(old: &'d Document, new: &'d Document) -> Vec<ResourceSlot<'d>> {
    let (before, after) = (Template::of(old), Template::of(new));
    let by_id = |template: Template<'d>| {
        let mut all: Vec<(String, Resource<'d>)> = Vec::new();
        for resource in template.resources() {
            match resource.is_in_loop() {
                true => {
                    let names = Evaluation::names_made(template, section::RESOURCES, resource.id());
                    all.extend(names.into_iter().map(|name| (name, resource)));
                }
                false => all.push((resource.id().to_string(), resource)),
            }
        }
        all
    };
    let olds = by_id(before);
    let index: HashMap<&str, Resource<'d>> = olds.iter().map(|(id, one)| (id.as_str(), *one)).collect();
    let shares = shared_sections_are_same(old, new);
    let mut slots = Vec::new();
    let mut seen = BTreeSet::new();
    for (id, resource) in by_id(after) {
        if !seen.insert(id.clone()) {
            continue;
        }
        let there = index.get(id.as_str()).copied();
        let is_plain = !resource.is_in_loop() && there.is_some_and(|one| !one.is_in_loop());
        let is_same = is_plain && shares && there.is_some_and(|one| one.node().source() == resource.node().source());
        let varies = varies(resource.node()) || there.is_some_and(|one| varies(one.node()));
        slots.push(ResourceSlot { id, old: there, new: Some(resource), is_same, varies });
    }
    for (id, resource) in &olds {
        if seen.insert(id.clone()) {
            let varies = varies(resource.node());
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

/// True if conditions, mappings or parameters decide what a resource says.
fn varies(node: Node<'_>) -> bool {
    let source = node.source();
    ["If", "FindInMap", "Condition", "Ref", "Sub", "*"].iter().any(|word| source.contains(word))
}
