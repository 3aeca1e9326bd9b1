//! One instance in place of an Auto Scaling group, from its launch template. What only a group has is removed and
//! reported.

use crate::recipe::definition::{OPTION, OptionKind, Recipe, RecipeGroup, RecipeOption, Symbol};
use crate::recipe::target;
use serde_json::json;

use super::admission::open_again;
use super::attribute::carry;
use super::configuration;
use super::policy::count_one;
use super::properties::{tag_own_volumes, to_instance};
use super::targets::{TargetNames, computed_calls, to_one};
use crate::document::{Document, Edit, Kind, Node, Path, Slot};
use crate::recipe::draft::Draft;
use crate::recipe::proposal::Proposal;
use crate::recipe::rename::encoded_names;
use crate::recipe::{entry, name, resource, subnet};
use crate::schema::compute::{self, key};
use crate::schema::ec2::{self, instance};
use crate::schema::template_keys::RESOURCE;
use crate::template::describe::listed;
use crate::template::function::to_json;
use crate::template::given::Given;
use crate::template::init::{AUTHENTICATION, INIT};
use crate::template::reference::{How, uses};
use crate::template::resource::attribute::{CONDITION, CREATION_POLICY, DEPENDS_ON, METADATA, PROPERTIES, TYPE};
use crate::template::resource::named;
use crate::template::{Template, machine, resource_path};

/// Converts an Auto Scaling group to one instance.
pub static RECIPE: Recipe = Recipe {
    id: "single-instance",
    title: "Convert to single instance",
    about: "The launch template or launch configuration of an Auto Scaling group becomes one instance.",
    symbol: Symbol::Chip,
    group: RecipeGroup::Machines,
    subject: target::GROUP,
    targets: target::groups,
    options: &[
        RecipeOption {
            name: "keep-load-balancer",
            label: "Remove load balancers that serve only the group",
            help: "it sends to the one instance",
            kind: OptionKind::OptOut,
            ..OPTION
        },
        RecipeOption {
            name: "keep-subnets",
            label: "Remove subnets that become unused",
            help: "unused subnets are kept",
            kind: OptionKind::OptOut,
            ..OPTION
        },
    ],
    propose: |request| {
        let leftover = |flag| if request.values.is_on(flag) { Leftover::Keep } else { Leftover::Remove };
        let options = SingleOptions { balancer: leftover("keep-load-balancer"), subnets: leftover("keep-subnets") };
        Ok(single(request.document, request.target, options)?)
    },
};

/// Treatment of resources that the single instance does not need.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leftover {
    /// Removed.
    Remove,
    /// Kept.
    Keep,
}

/// Options of the conversion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SingleOptions {
    /// Load balancers that serve this group only; kept, they send to the one instance.
    pub balancer: Leftover,
    /// Subnets that nothing uses then.
    pub subnets: Leftover,
}

/// Resources that change a group and are nothing without it.
const OF_GROUPS: [&str; 4] =
    [compute::SCALING_POLICY, compute::SCHEDULED_ACTION, compute::LIFECYCLE_HOOK, compute::WARM_POOL];
/// Attributes that tell what becomes of machines.
const INSTANCE_ATTRIBUTES: [&str; 3] = [CREATION_POLICY, "DeletionPolicy", "UpdateReplacePolicy"];

/// What stands in front of a group and serves it only.
#[derive(Default)]
struct GroupOnly {
    gone: Vec<String>,
    targets: Vec<String>,
    balancer: Option<String>,
    firewalls: Vec<String>,
    subnets: Vec<String>,
}

/// One instance in place of a group.
///
/// # Errors
/// Why there is no such change, in a sentence.
pub fn single(document: &Document, group: &str, options: SingleOptions) -> Result<Proposal, String> {
    let mut draft = Draft::of(document);
    let template = Template::of(document);
    let resource = template.resource(group).filter(|resource| resource.kind() == Some(compute::GROUP));
    let resource = resource.ok_or_else(|| format!("{group} is no Auto Scaling group of this template."))?;
    let launch = machine::launch_of(template, resource);
    if let Some(old) = launch.filter(|launch| launch.kind() == Some(compute::LAUNCH_CONFIGURATION)) {
        return by_template(document, old.id(), group, options);
    }
    let launch = launch.ok_or_else(|| {
        format!(
            "{group} is started from no launch template of this template, so there is nothing to make an instance from."
        )
    })?;
    if let Some(given) = Given::below(launch.node(), &[PROPERTIES, key::DATA]) {
        let by = given.in_words();
        return Err(format!("{} of {} is given by {by}. Write out one value first.", key::DATA, launch.id()));
    }
    if launch.property(key::DATA).is_none_or(|data| data.kind() != Kind::Mapping) {
        return Err(format!("{} has no LaunchTemplateData to make an instance from.", launch.id()));
    }
    if let [_, other, ..] = machine::groups_of(template, launch.id()).as_slice() {
        return Err(format!(
            "{} starts the machines of {} too. Give {group} a launch template of its own first.",
            launch.id(),
            other.id()
        ));
    }
    let id = name_of(template, launch.id());
    let zones = subnets_in(template, group, key::ZONES);
    let reads_group = reads_metadata_of(document, group, launch.id());
    let mut behind =
        if options.balancer == Leftover::Remove { in_front_of(template, group) } else { GroupOnly::default() };
    behind.gone.extend(serving(template, group));
    let stay = if reads_group { "User data" } else { "Metadata, cfn-init's too, and user data" };
    draft.say(format!("{} becomes the instance {id}. {stay} stay as they are written.", launch.id()));
    draft.leave_all(computed_calls(document, launch.id(), &id));
    draft.say(format!("{group} is removed, with what only a group has: sizes, UpdatePolicy and health checks."));
    if resource.property(key::MIXED).is_some() {
        draft.leave(format!(
            "MixedInstancesPolicy of {group} is removed with it: {id} has the instance type of {}, without overrides and Spot.",
            launch.id()
        ));
    }
    for given in [resource.node()].into_iter().chain(resource.node().get(PROPERTIES)).filter_map(Given::any_key) {
        draft
            .leave(format!("What {} adds to {group} is removed with it: see what {id} needs of it.", given.in_words()));
    }
    if !behind.gone.is_empty() {
        draft.say(format!(
            "{} {} with it.",
            listed(&behind.gone),
            if behind.gone.len() == 1 { "is removed" } else { "are removed" }
        ));
    }
    open_again(&mut draft, &behind.firewalls)?;
    let names = TargetNames { one: &id, launch: launch.id(), group, balancer: behind.balancer.as_deref() };
    let kept = kept_targets(&mut draft, &names, &behind)?;
    let gone: Vec<Path> = behind.gone.iter().map(|id| resource_path(id)).collect();
    to_one(&mut draft, &names, gone)?;
    draft.make([Edit::Rename { at: launch.path(), to: id.clone() }])?;
    draft.put(&resource_path(&id), &[], TYPE, &json!(ec2::INSTANCE))?;
    let volumes = to_instance(&mut draft, &id)?;
    depend(&mut draft, &names, &kept)?;
    take_over(&mut draft, group, &id, reads_group)?;
    if volumes {
        tag_own_volumes(&mut draft, &id)?;
    }
    draft.make(resource::remove(draft.document(), &[group]).edits)?;
    let hidden = transform_in(resource.property(key::ZONES));
    if let Some(given) = hidden.filter(|_| options.subnets == Leftover::Remove) {
        let (key, by) = (key::ZONES, given.in_words());
        draft.leave(format!("{key} of {group} is given by {by}, so all subnets stay. Remove those that nothing uses."));
    } else if options.subnets == Leftover::Remove {
        let others = zones.iter().skip(1).chain(behind.subnets.iter().filter(|id| zones.first() != Some(*id)));
        let others: Vec<String> = others.cloned().collect();
        unused(&mut draft, &others)?;
    }
    if !kept.is_empty() {
        draft.say(format!("{} {} to {id} alone.", listed(&kept), if kept.len() == 1 { "sends" } else { "send" }));
    }
    let old = [launch.id(), group].into_iter().filter(|one| *one != id);
    old.flat_map(|one| encoded_names(document, one)).for_each(|one| draft.leave(one));
    draft.leave(format!("A stack that runs ends the group's instances; {id} starts anew, with a disk of its own."));
    Ok(draft.into_proposal_of(&id, format!("One instance in place of {group}")))
}

/// A transform in a value, which may name anything.
fn transform_in(value: Option<Node<'_>>) -> Option<Given<'_>> {
    let below = value.into_iter().flat_map(|value| value.descendants());
    below.filter_map(Given::whole).find(|given| given.by == "Fn::Transform")
}

/// The same where the group starts from a launch configuration: that becomes a launch template on the way.
fn by_template(document: &Document, old: &str, group: &str, options: SingleOptions) -> Result<Proposal, String> {
    let mut draft = Draft::of(document);
    configuration::convert(&mut draft, old)?;
    let between = draft.document().clone();
    let way = draft.into_proposal_of(group, String::new());
    let mut whole = single(&between, group, options)?;
    whole.edits.splice(0..0, way.edits);
    whole.does.splice(0..0, way.does);
    whole.leaves.splice(0..0, way.leaves);
    Ok(whole)
}

/// The launch template's name without the word that says so.
fn name_of(template: Template<'_>, launch: &str) -> String {
    let stem = launch.strip_suffix("LaunchTemplate").or_else(|| launch.strip_suffix("Template"));
    let stem = stem.filter(|stem| !stem.is_empty()).unwrap_or(launch);
    // An output may have the name of a resource; only what Ref knows may not.
    let taken = template.resource(stem).is_some() || template.parameter(stem).is_some();
    if taken { name::free_id(template, &format!("{stem}Instance")) } else { stem.to_string() }
}

fn subnets_in(template: Template<'_>, id: &str, key: &str) -> Vec<String> {
    let list = template.resource(id).and_then(|resource| resource.property(key));
    list.into_iter().flat_map(|list| list.items()).filter_map(named).map(str::to_string).collect()
}

/// Policies, schedules and hooks of the group.
fn serving(template: Template<'_>, group: &str) -> Vec<String> {
    let all = template.single_resources().filter(|one| one.kind().is_some_and(|kind| OF_GROUPS.contains(&kind)));
    all.filter(|one| one.names(key::GROUP_NAME) == Some(group)).map(|one| one.id().to_string()).collect()
}

/// Load balancers that send to this group only, with listeners, rules, target groups and their own security groups.
fn in_front_of(template: Template<'_>, group: &str) -> GroupOnly {
    let document = template.document();
    let mut behind = GroupOnly { targets: subnets_in(template, group, key::TARGETS), ..GroupOnly::default() };
    let of_kind = |kind: &'static str| template.single_resources_of(kind);
    let targets_of = |id: &str| -> Vec<&str> {
        let all = of_kind(compute::TARGET_GROUP).map(|target| target.id());
        all.filter(|target| {
            uses(document, &resource_path(target)).iter().any(|one| one.at.starts_with(&resource_path(id)))
        })
        .collect()
    };
    for balancer in of_kind(compute::LOAD_BALANCER) {
        let listeners: Vec<&str> = of_kind(compute::LISTENER)
            .filter(|listener| listener.names(key::LOAD_BALANCER_ARN) == Some(balancer.id()))
            .map(|listener| listener.id())
            .collect();
        let rules = of_kind(compute::LISTENER_RULE)
            .filter(|rule| rule.names(key::LISTENER_ARN).is_some_and(|id| listeners.contains(&id)))
            .map(|rule| rule.id());
        let parts: Vec<&str> = listeners.iter().copied().chain(rules).collect();
        let sent: Vec<&str> = parts.iter().flat_map(|id| targets_of(id)).collect();
        let only = !sent.is_empty() && sent.iter().all(|target| behind.targets.iter().any(|own| own == target));
        if !only {
            continue;
        }
        behind.gone.push(balancer.id().to_string());
        behind.gone.extend(sent.iter().map(|id| id.to_string()));
        behind.gone.extend(parts.iter().map(|id| id.to_string()));
        behind.balancer.get_or_insert_with(|| balancer.id().to_string());
        behind.subnets.extend(subnets_in(template, balancer.id(), key::SUBNETS));
        behind.firewalls.extend(subnets_in(template, balancer.id(), key::SECURITY_GROUPS));
    }
    behind.gone.sort();
    behind.gone.dedup();
    let is_own = |firewall: &String| {
        let all = uses(document, &resource_path(firewall));
        let source = |at: &Path| at.steps().iter().any(|step| step.key() == Some(key::SOURCE_GROUP));
        let goes = |at: &Path| behind.gone.iter().any(|id| at.starts_with(&resource_path(id)));
        template.resource(firewall).is_some() && all.iter().all(|one| source(&one.at) || goes(&one.at))
    };
    let firewalls: Vec<String> = behind.firewalls.iter().filter(|id| is_own(id)).cloned().collect();
    behind.gone.extend(firewalls.iter().cloned());
    behind.firewalls = firewalls;
    behind
}

/// Target groups that stay get the one instance as their target.
fn kept_targets(draft: &mut Draft, names: &TargetNames<'_>, behind: &GroupOnly) -> Result<Vec<String>, String> {
    let all = subnets_in(draft.template(), names.group, key::TARGETS);
    let here = |id: &String| draft.template().resource(id).is_some() && !behind.gone.contains(id);
    let kept: Vec<String> = all.into_iter().filter(here).collect();
    for target in &kept {
        let properties = resource_path(target).join(PROPERTIES);
        draft.put(&properties, &[], key::TARGET_LIST, &json!([{ "Id": { "Ref": names.one } }]))?;
    }
    Ok(kept)
}

/// The instance waits for what it waited for and for what the group did, apart from itself and from listeners: these wait
/// for their target groups, which name the instance.
fn depend(draft: &mut Draft, names: &TargetNames<'_>, targets: &[String]) -> Result<(), String> {
    let template = draft.template();
    let of = |id: &str| -> Vec<String> {
        let all = template.resource(id).map(|one| one.depends_on()).unwrap_or_default();
        all.into_iter().map(str::to_string).collect()
    };
    let (own, group) = (of(names.one), of(names.group));
    let sends: Vec<Path> = targets
        .iter()
        .flat_map(|target| uses(draft.document(), &resource_path(target)))
        .filter(|one| one.how != How::DependsOn)
        .map(|one| one.at)
        .collect();
    let waits_for_it = |name: &String| {
        [names.one, names.launch].contains(&name.as_str())
            || sends.iter().any(|at| at.starts_with(&resource_path(name)))
    };
    if own.is_empty() && !group.iter().any(waits_for_it) {
        return carry(draft, names.group, names.one, DEPENDS_ON);
    }
    let new: Vec<String> = group.into_iter().filter(|name| !waits_for_it(name) && !own.contains(name)).collect();
    let all: Vec<String> = own.into_iter().chain(new.iter().cloned()).collect();
    match (new.as_slice(), all.as_slice()) {
        ([], _) => Ok(()),
        (_, [one]) => draft.put(&resource_path(names.one), &RESOURCE, DEPENDS_ON, &json!(one)).map(drop),
        (_, all) => draft.put(&resource_path(names.one), &RESOURCE, DEPENDS_ON, &json!(all)).map(drop),
    }
}

/// The instance takes over what the group said of its machines.
fn take_over(draft: &mut Draft, group: &str, id: &str, reads_group: bool) -> Result<(), String> {
    for key in INSTANCE_ATTRIBUTES {
        let own = resource_path(id).join(key);
        if draft.document().node(&resource_path(group).join(key)).is_some() {
            // What the group said held for its machines.
            draft.make(entry::take(draft.document(), &own))?;
        }
        carry(draft, group, id, key)?;
    }
    if draft.document().node(&resource_path(id).join(CONDITION)).is_none() {
        carry(draft, group, id, CONDITION)?;
    }
    metadata(draft, group, id, reads_group)?;
    count_one(draft, id)?;
    let (from, to) = (resource_path(group).join(PROPERTIES), resource_path(id).join(PROPERTIES));
    tags(draft, &from, &to)?;
    let zones = draft.document().node(&from.join(key::ZONES));
    let subnet = zones.map(|zones| match (zones.item(0), zones.tag()) {
        (Some(first), None) => first.source_ref(),
        _ => draft.value(&json!({ "Fn::Select": [0, to_json(&zones.value())] })),
    });
    let Some(subnet) = subnet else { return Ok(()) };
    let interface = to.join("NetworkInterfaces").join(0);
    if draft.document().node(&interface).is_some() {
        return draft.make(entry::put(draft.document(), &interface, &[], instance::SUBNET_ID.key, subnet));
    }
    draft.make(entry::put(draft.document(), &to, &instance::ROWS, instance::SUBNET_ID.key, subnet))
}

/// True if the scripts of the launch template call cfn-init for the group, and not for the launch template.
fn reads_metadata_of(document: &Document, group: &str, launch: &str) -> bool {
    let start = resource_path(launch).join(PROPERTIES);
    let reads = |id: &str| {
        uses(document, &resource_path(id)).iter().any(|one| one.how == How::Words && one.at.starts_with(&start))
    };
    reads(group) && !reads(launch)
}

/// The metadata of the group are the instance's. Of what both have the instance keeps that of the launch template, but of
/// cfn-init's what its scripts read.
fn metadata(draft: &mut Draft, group: &str, id: &str, reads_group: bool) -> Result<(), String> {
    let (from, to) = (resource_path(group).join(METADATA), resource_path(id).join(METADATA));
    let Some(node) = draft.document().node(&from).filter(|node| !node.is_null()) else { return Ok(()) };
    if draft.document().node(&to).is_none() {
        draft.say(format!("{id} gets the metadata of {group}."));
        return carry(draft, group, id, METADATA);
    }
    if node.tag().is_some() || node.kind() != Kind::Mapping {
        draft.leave(format!("Metadata of {group} is given by a function and removed with it: add it to {id}."));
        return Ok(());
    }
    let keys: Vec<String> = node.entries().map(|entry| entry.key().to_string()).collect();
    for key in keys {
        let (at, own) = (from.join(key.as_str()), to.join(key.as_str()));
        let of = |at: &Path| draft.document().node(at).map(|node| node.value());
        let present = of(&own);
        let is_read = reads_group && [INIT, AUTHENTICATION].contains(&key.as_str());
        match (&present, is_read) {
            (Some(_), _) if present == of(&at) => {}
            // Each names its own place in the program that made the template.
            (Some(_), _) if key == "aws:cdk:path" => {}
            (Some(_), false) => draft.leave(format!(
                "Both the launch template and {group} have {key} in their metadata: {id} keeps that of the launch template. Copy what it lacks before you apply this."
            )),
            (Some(_), true) => {
                draft.make([Edit::Remove { at: own }])?;
                draft.transplant(&at, &to, &resource_path(group))?;
                draft.leave(format!(
                    "Both the launch template and {group} have {key} in their metadata: {id} gets that of {group}, which its scripts read; that of the launch template is removed."
                ));
            }
            (None, _) => {
                draft.transplant(&at, &to, &resource_path(group))?;
                draft.say(format!("{id} gets {key} from the metadata of {group}."));
            }
        }
    }
    Ok(())
}

/// The group's tags for its machines are the instance's.
fn tags(draft: &mut Draft, from: &Path, to: &Path) -> Result<(), String> {
    let at = from.join(instance::TAGS.key);
    let Some(list) = draft.document().node(&at) else { return Ok(()) };
    let for_machines = |node: crate::document::Node<'_>| {
        node.get(key::PROPAGATE).is_none_or(|propagate| crate::template::boolean(propagate) != Some(false))
    };
    let all: Vec<bool> = list.items().map(for_machines).collect();
    for (index, stays) in all.iter().enumerate().rev() {
        let item = at.join(index);
        let propagate = item.join(key::PROPAGATE);
        if !stays {
            draft.make([Edit::Remove { at: item }])?;
        } else {
            draft.make(entry::take(draft.document(), &propagate))?;
        }
    }
    if !all.contains(&true) && !all.is_empty() {
        return draft.make(entry::take(draft.document(), &at));
    }
    let present: Vec<&str> =
        draft.document().node(to).into_iter().flat_map(|node| node.entries()).map(|entry| entry.key()).collect();
    let place = crate::schema::place_of(&instance::ROWS, instance::TAGS.key, &present);
    draft.make([Edit::MoveTo { at, into: to.clone(), slot: Slot::KeyAt(instance::TAGS.key.to_string(), place) }])
}

/// Removes subnets that only their route tables are tied to.
fn unused(draft: &mut Draft, ids: &[String]) -> Result<(), String> {
    let mut gone: Vec<&String> = Vec::new();
    for id in ids {
        if draft.template().resource(id).is_none() || gone.contains(&id) {
            continue;
        }
        let all = uses(draft.document(), &resource_path(id));
        let ties = |at: &Path| {
            let owner = at.steps().get(1).and_then(|step| step.key()).and_then(|id| draft.template().resource(id));
            owner.is_some_and(|owner| owner.kind() == Some(ec2::ROUTE_TABLE_ASSOCIATION))
        };
        if all.iter().all(|one| one.how == How::DependsOn || ties(&one.at)) {
            draft.make(subnet::remove(draft.document(), id).edits)?;
            gone.push(id);
        }
    }
    if !gone.is_empty() {
        draft.say(format!(
            "{} {}: nothing else uses it.",
            listed(&gone),
            if gone.len() == 1 { "is removed" } else { "are removed" }
        ));
    }
    Ok(())
}
