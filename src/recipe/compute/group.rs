//! Auto Scaling group in place of one instance, which becomes the launch template. Metadata and user data keep their
//! text.
//!
//! Source: AWS pages "AWS::AutoScaling::AutoScalingGroup", "CreationPolicy attribute", "UpdatePolicy attribute".

use super::balancer::{HEALTH_CHECK, PORT};
use crate::recipe::definition::{Choice, DefaultValue, OPTION, OptionKind, Recipe, RecipeGroup, RecipeOption, Symbol};
use crate::recipe::target;
use serde_json::{Value as Json, json};

use super::attribute::{carry, set};
use super::balancer;
use super::front::Front;
use super::policy::{given_signals, waited_signals, where_it_waits};
use super::properties::{tag_volumes, to_template};
use super::targets::{TargetNames, computed_calls, to_group};
use super::tracking::track;
use crate::document::{Document, Edit, Kind, Path, Slot};
use crate::recipe::draft::Draft;
use crate::recipe::proposal::Proposal;
use crate::recipe::rename::encoded_names;
use crate::recipe::{name, reference, subnet};
use crate::schema::compute::{self, key};
use crate::schema::creation_policy;
use crate::schema::ec2::{self, instance};
use crate::schema::template_keys::RESOURCE;
use crate::template::alternative::branches;
use crate::template::describe::listed;
use crate::template::duration::seconds;
use crate::template::function::{call, is_absent, to_json};
use crate::template::given::Given;
use crate::template::network::unknown::{WAY_OUT, given, tied_elsewhere, unknown};
use crate::template::resource::attribute::{CONDITION, CREATION_POLICY, DEPENDS_ON, PROPERTIES, TYPE, UPDATE_POLICY};
use crate::template::resource::named;
use crate::template::{Template, machine, resource_path};

/// What a rolling update suspends, so that nothing else starts or ends instances meanwhile.
/// Source: AWS, "What are some recommended best practices for performing Auto Scaling group rolling updates?".
const SUSPENDED: [&str; 5] =
    ["AZRebalance", "AlarmNotification", "HealthCheck", "ReplaceUnhealthy", "ScheduledActions"];
/// Attributes that tell what becomes of machines.
const INSTANCE_ATTRIBUTES: [&str; 4] = [DEPENDS_ON, CREATION_POLICY, "DeletionPolicy", "UpdateReplacePolicy"];
/// A parameter that is a list of subnets.
const LIST_OF_SUBNETS: &str = "List<AWS::EC2::Subnet::Id>";
/// The longest that a rolling update waits, in seconds.
const LONGEST_PAUSE: u32 = 3600;

/// Converts an instance to an Auto Scaling group.
pub static RECIPE: Recipe = Recipe {
    id: "auto-scaling-group",
    title: "Convert to Auto Scaling group",
    about: "The instance becomes a launch template. A group starts instances from it, replaces those that fail, and renews them one after the other at an update.",
    symbol: Symbol::Chip,
    group: RecipeGroup::Machines,
    subject: target::INSTANCE,
    targets: target::instances,
    options: &[
        RecipeOption {
            name: "min",
            value: "N",
            label: "At least",
            help: "fewest instances",
            kind: OptionKind::Number,
            default: DefaultValue::Value("1"),
            ..OPTION
        },
        RecipeOption {
            name: "desired",
            value: "N",
            label: "Desired",
            help: "instances at the start; 2 unless given",
            kind: OptionKind::Number,
            default: DefaultValue::Suggested(|_, _| vec!["2".into()]),
            ..OPTION
        },
        RecipeOption {
            name: "max",
            value: "N",
            label: "At most",
            help: "most instances",
            kind: OptionKind::Number,
            default: DefaultValue::Value("4"),
            ..OPTION
        },
        RecipeOption {
            name: "subnet",
            value: "NAME",
            label: "Subnets",
            help: "a subnet or a parameter; that of the instance unless given",
            kind: OptionKind::Several(|document, _| subnets_to_choose(document).into_iter().map(Choice::new).collect()),
            default: DefaultValue::Of(|document, id| GroupOptions::suggested(document, id).subnets),
            ..OPTION
        },
        RecipeOption {
            name: "no-load-balancer",
            label: "Application Load Balancer in front",
            help: "no load balancer; so too if the VPC has no internet gateway",
            kind: OptionKind::OptOut,
            default: DefaultValue::Of(|document, id| match GroupOptions::suggested(document, id).front {
                Some(_) => Vec::new(),
                None => vec!["true".into()],
            }),
            ..OPTION
        },
        RecipeOption { unless: Some("no-load-balancer"), ..PORT },
        RecipeOption { unless: Some("no-load-balancer"), ..HEALTH_CHECK },
        RecipeOption {
            name: "cpu",
            value: "PERCENT|none",
            label: "Scale on CPU usage, percent",
            help: "average CPU usage that a scaling policy keeps; none: no policy",
            kind: OptionKind::NumberOrNone,
            default: DefaultValue::Value("50"),
            ..OPTION
        },
    ],
    propose: |request| {
        let (min, max) = (request.number("min").unwrap_or_default(), request.number("max").unwrap_or_default());
        let desired = request.number("desired").unwrap_or_else(|| 2.clamp(min, max.max(min)));
        let front = (!request.values.is_on("no-load-balancer")).then(|| balancer::requested(request));
        let (subnets, percent) = (request.values.all("subnet").to_vec(), request.number("cpu"));
        let options = GroupOptions { min, max, desired, subnets, front, percent };
        Ok(group(request.document, request.target, &options)?)
    },
};

/// Options of the conversion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupOptions {
    /// The fewest instances.
    pub min: u32,
    /// The most instances.
    pub max: u32,
    /// How many it starts with.
    pub desired: u32,
    /// Where they stand: subnets and parameters of the template. None: where the instance stands.
    pub subnets: Vec<String>,
    /// An Application Load Balancer in front.
    pub front: Option<Front>,
    /// Percent that the processors are held at.
    pub percent: Option<u32>,
}

impl GroupOptions {
    /// Two instances, up to four, held at half their processors, behind a load balancer if the VPC leads to the
    /// internet.
    pub fn suggested(document: &Document, id: &str) -> GroupOptions {
        let template = Template::of(document);
        let own = template.resource(id);
        let subnet = own.and_then(|one| one.names(instance::SUBNET_ID.key));
        let vpc = own.and_then(|one| machine::vpc_of(template, one));
        let open = vpc.is_some_and(|vpc| subnet::public_table(template, vpc).is_some());
        let front = open.then(|| Front::suggested(document, id));
        // A parameter of type String may name the subnet, too; then what the instance says goes to the group.
        let known = subnets_to_choose(document);
        let subnets = subnet.map(str::to_string).into_iter().filter(|name| known.contains(name)).collect();
        GroupOptions { min: 1, max: 4, desired: 2, subnets, front, percent: Some(50) }
    }
}

/// Which function decides whether the internet reaches an instance, in words. `None` if the text shows it.
fn unknown_reach(document: &Document, id: &str) -> Option<String> {
    let template = Template::of(document);
    let own = template.resource(id)?;
    match machine::vpc_of(template, own) {
        Some(vpc) if subnet::public_table(template, vpc).is_some() => None,
        Some(vpc) => unknown(template, vpc, WAY_OUT).or_else(|| tied_elsewhere(template, WAY_OUT)),
        None => {
            let key = instance::SUBNET_ID.key;
            if let Some(subnet) = own.names(key).and_then(|name| template.resource(name)) {
                return given(template, subnet);
            }
            let given = Given::below(own.node(), &[PROPERTIES, key])?;
            Some(format!("{key} of {id} is given by {}", given.in_words()))
        }
    }
}

/// Names that a group's subnets can be: subnets of the template, parameters for one or for a list of them.
pub fn subnets_to_choose(document: &Document) -> Vec<String> {
    let template = Template::of(document);
    let lists = template.parameters().filter(|parameter| parameter.kind() == Some(LIST_OF_SUBNETS));
    let lists = lists.map(|parameter| parameter.name().to_string());
    reference::candidates(template, &[ec2::SUBNET]).into_iter().chain(lists).collect()
}

/// An Auto Scaling group in place of the instance `id`.
///
/// # Errors
/// Why there is no such change, in a sentence.
pub fn group(document: &Document, id: &str, options: &GroupOptions) -> Result<Proposal, String> {
    let mut draft = Draft::of(document);
    let resource = draft.template().resource(id).filter(|resource| resource.is_instance());
    let resource = resource.ok_or_else(|| format!("{id} is no instance of this template."))?;
    if resource.property(key::LAUNCH_TEMPLATE).is_some() {
        return Err(format!("{id} is started from a launch template already. Remove LaunchTemplate from it first."));
    }
    if !(options.min <= options.desired && options.desired <= options.max && options.max > 0) {
        return Err("At least, desired and at most must be in ascending order, and at most over 0.".into());
    }
    let (launch, own) = (draft_name(&draft, id, "Template"), draft_name(&draft, id, "Group"));
    let balancer = options.front.is_some().then(|| name::free_id(draft.template(), "LoadBalancer"));
    draft.say(format!(
        "{id} becomes the launch template {launch}. Metadata, cfn-init's too, and user data stay as they are written."
    ));
    let names = TargetNames { one: id, launch: &launch, group: &own, balancer: balancer.as_deref() };
    let reach = options.front.is_none().then(|| unknown_reach(document, id)).flatten();
    draft
        .leave_all(reach.map(|part| {
            format!("{own} has no load balancer. Whether the internet reaches {id} is not known: {part}.")
        }));
    let joined = to_group(&mut draft, &names)?;
    draft.make([Edit::Rename { at: resource_path(id), to: launch.clone() }])?;
    draft.put(&resource_path(&launch), &[], TYPE, &json!(compute::LAUNCH_TEMPLATE))?;
    make_group(&mut draft, &names, options, &joined)?;
    let encoded = encoded_names(document, id);
    draft.leave_all(computed_calls(document, id, &format!("{launch} for cfn-init, {own} for cfn-signal")));
    let timeout = signals(&mut draft, &names, options, encoded.is_empty())?;
    to_template(&mut draft, &launch)?;
    if let Some(front) = &options.front {
        if let Some(target) = joined.first() {
            return Err(format!("{target} balances {id} already. Leave the new load balancer out."));
        }
        let grace = timeout.unwrap_or(900).max(300);
        draft.put(&resource_path(&own).join(PROPERTIES), &[], key::GRACE, &json!(grace))?;
        balancer::put(&mut draft, &own, front, balancer.as_deref().unwrap_or_default())?;
    }
    if let Some(percent) = options.percent {
        track(&mut draft, &own, percent)?;
    }
    encoded.into_iter().for_each(|one| draft.leave(one));
    draft.leave(format!(
        "Both have new logical ids, because CloudFormation changes no resource into another type: a stack that runs ends {id}. Instances come and go with disks of their own; copy what has to stay."
    ));
    Ok(draft.into_proposal_of(&own, format!("Auto Scaling group in place of {id}")))
}

/// A free name: the instance's own without the word that says so, and another word.
fn draft_name(draft: &Draft, id: &str, word: &str) -> String {
    name::free_id(draft.template(), &format!("{id}{word}"))
}

/// The group behind its launch template, with what the instance said of machines rather than of one.
fn make_group(
    draft: &mut Draft,
    names: &TargetNames<'_>,
    options: &GroupOptions,
    joined: &[String],
) -> Result<(), String> {
    let (launch, group) = (names.launch, names.group);
    let at = resource_path(launch).join(PROPERTIES);
    let stands = stands_in(draft, &at, options)?;
    let mut properties = json!({
        key::LAUNCH_TEMPLATE: {
            key::LAUNCH_TEMPLATE_ID: { "Ref": launch },
            key::VERSION: { "Fn::GetAtt": [launch, "LatestVersionNumber"] },
        },
        "MinSize": options.min.to_string(),
        "MaxSize": options.max.to_string(),
        "DesiredCapacity": options.desired.to_string(),
    });
    set(&mut properties, stands.0, stands.1);
    if !joined.is_empty() {
        let targets: Vec<Json> = joined.iter().map(|id| json!({ "Ref": id })).collect();
        set(&mut properties, key::TARGETS, json!(targets));
        set(&mut properties, key::HEALTH_TYPE, json!("ELB"));
        set(&mut properties, key::GRACE, json!(900));
        draft.say(format!("{} gets its targets from {group}.", listed(joined)));
    }
    let mut body = json!({});
    if let Some(condition) = draft.document().scalar(&resource_path(launch).join(CONDITION)) {
        set(&mut body, CONDITION, json!(condition));
    }
    set(&mut body, PROPERTIES, properties);
    draft.resource(group, compute::GROUP, body, Some(launch))?;
    let list = |key: &str| resource_path(group).keys([PROPERTIES, key]).join(0);
    take_over(draft, &at.join(instance::SUBNET_ID.key), &list(key::ZONES))?;
    take_over(draft, &at.join("AvailabilityZone"), &list("AvailabilityZones"))?;
    for key in INSTANCE_ATTRIBUTES {
        carry(draft, launch, group, key)?;
    }
    tag_volumes(draft, &at)?;
    carry_tags(draft, &at, &resource_path(group).join(PROPERTIES))?;
    let where_to = match options.subnets.as_slice() {
        [] => String::new(),
        subnets => format!(" in {}", listed(subnets)),
    };
    draft.say(format!(
        "{group} starts {} from it, {} at least and {} at most{where_to}. Tags go to each instance.",
        counted(options.desired, "instance"),
        options.min,
        options.max,
    ));
    Ok(())
}

fn counted(count: u32, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}

/// The instance's property goes; where the group has its value, as it is written.
fn take_over(draft: &mut Draft, from: &Path, to: &Path) -> Result<(), String> {
    let Some(own) = draft.document().node(from) else { return Ok(()) };
    let same = draft.document().node(to).is_some_and(|node| node.value() == own.value());
    let value = own.source_ref();
    if same {
        draft.make([Edit::Set { at: to.clone(), value }])?;
    }
    draft.make([Edit::Remove { at: from.clone() }])
}

/// Where the group's machines stand, as its property, from the instance's.
fn stands_in(draft: &Draft, properties: &Path, options: &GroupOptions) -> Result<(&'static str, Json), String> {
    let of = |key: &str| draft.document().node(&properties.join(key)).map(|node| to_json(&node.value()));
    let (own, zone) = (of(instance::SUBNET_ID.key), of("AvailabilityZone"));
    let inside = properties.join("NetworkInterfaces").join(0).join(instance::SUBNET_ID.key);
    let own = own.or_else(|| draft.document().node(&inside).map(|node| to_json(&node.value())));
    let template = draft.template();
    if let [only] = options.subnets.as_slice()
        && template.parameter(only).is_some_and(|parameter| parameter.kind() == Some(LIST_OF_SUBNETS))
    {
        return Ok((key::ZONES, json!({ "Ref": only })));
    }
    if let Some(strange) = options.subnets.iter().find(|name| !subnets_to_choose(draft.document()).contains(name)) {
        return Err(format!("{strange} is neither a subnet of this template nor a parameter that asks for one."));
    }
    let chosen: Vec<Json> = options.subnets.iter().map(|name| json!({ "Ref": name })).collect();
    Ok(match (chosen.is_empty(), own, zone) {
        (false, ..) => (key::ZONES, json!(chosen)),
        (true, Some(own), _) => (key::ZONES, json!([own])),
        (true, None, Some(zone)) => ("AvailabilityZones", json!([zone])),
        (true, None, None) => ("AvailabilityZones", json!({ "Fn::GetAZs": "" })),
    })
}

/// The instance's tags become the group's, for each machine.
fn carry_tags(draft: &mut Draft, from: &Path, to: &Path) -> Result<(), String> {
    let at = from.join(instance::TAGS.key);
    let Some(tags) = draft.document().node(&at) else { return Ok(()) };
    let plain = tags.is_plain(Kind::Sequence);
    let count = if plain { tags.items().count() } else { 0 };
    draft.make([Edit::MoveTo { at, into: to.clone(), slot: Slot::Key(instance::TAGS.key.to_string()) }])?;
    for index in 0..count {
        let item = to.join(instance::TAGS.key).join(index);
        let is_tag =
            draft.document().node(&item).is_some_and(|item| item.kind() == Kind::Mapping && item.get("Key").is_some());
        if is_tag {
            draft.make([Edit::Insert { into: item, slot: Slot::Key(key::PROPAGATE.into()), value: true.into() }])?;
        } else if let Some(branches) = tag_branches(draft, &item) {
            for into in branches {
                draft.make([Edit::Insert { into, slot: Slot::Key(key::PROPAGATE.into()), value: true.into() }])?;
            }
        } else {
            draft.leave(format!("Tag {} of the group is a function: give it PropagateAtLaunch.", index + 1));
        }
    }
    if !plain {
        draft.leave("The group's Tags are a function: give each tag PropagateAtLaunch.");
    }
    Ok(())
}

/// The tags in the branches of `Fn::If`, if each branch is a tag or `AWS::NoValue`.
fn tag_branches(draft: &Draft, item: &Path) -> Option<Vec<Path>> {
    let document = draft.document();
    call(document.node(item)?).filter(|call| call.name == "Fn::If")?;
    let mut tags = branches(document, item);
    tags.retain(|at| !document.node(at).is_some_and(is_absent));
    let is_tag =
        |at: &Path| document.node(at).is_some_and(|node| node.is_plain(Kind::Mapping) && node.get("Key").is_some());
    tags.iter().all(is_tag).then_some(tags)
}

/// A number in place of a parameter that counted for one instance.
fn replace_parameter(draft: &mut Draft, at: &Path, count: &Json) -> Result<(), String> {
    let name = draft.document().node(at).and_then(named);
    let Some(name) = name.filter(|name| draft.template().parameter(name).is_some()).map(str::to_string) else {
        return Ok(());
    };
    let value = draft.value(count);
    draft.make([Edit::Set { at: at.clone(), value }])?;
    draft.say(format!("{} takes the place of the parameter {name}, which counted for one instance.", count));
    Ok(())
}

/// As many signals as instances, and updates that wait for them; `follow` if all user data follow. Gives the seconds that are waited, if they are written.
fn signals(
    draft: &mut Draft,
    names: &TargetNames<'_>,
    options: &GroupOptions,
    follow: bool,
) -> Result<Option<u32>, String> {
    let group = names.group;
    let waited = waited_signals(draft.document(), group);
    let timeout = waited.iter().find_map(|signal| draft.document().node(&signal.join(creation_policy::TIMEOUT.key)));
    let timeout = timeout.map(|node| to_json(&node.value()));
    let pause = timeout.as_ref().and_then(Json::as_str).and_then(seconds);
    let mut rolling = json!({
        // Below the most, or there would be no room for the new one.
        "MinInstancesInService": options.desired.min(options.max.saturating_sub(1)),
        "MaxBatchSize": 1,
    });
    let named = match follow {
        true => format!(" cfn-signal names {group}, cfn-init and cfn-hup name {}.", names.launch),
        false => String::new(),
    };
    if !waited.is_empty() {
        if options.desired == 0 {
            draft.make([Edit::Remove { at: resource_path(group).join(CREATION_POLICY) }])?;
            draft.leave(format!("{group} starts empty, so it waits for no signal: its CreationPolicy is removed."));
        } else {
            let (rows, count) = (&creation_policy::RESOURCE_SIGNAL, json!(options.desired));
            for signal in &waited {
                replace_parameter(draft, &signal.join(creation_policy::COUNT.key), &count)?;
                draft.put(signal, rows, creation_policy::COUNT.key, &count)?;
            }
        }
        let pause_time = match (&timeout, pause) {
            (_, Some(pause)) if pause > LONGEST_PAUSE => json!("PT1H"),
            (Some(timeout), _) => timeout.clone(),
            (None, _) => json!("PT15M"),
        };
        // Without signals PauseTime would be a rest between instances.
        let absent = json!({ "Ref": "AWS::NoValue" });
        let [waits, pause_time] = [(json!(true), json!(false)), (pause_time, absent)]
            .map(|(value, other)| where_it_waits(draft.document(), group, value, other));
        set(&mut rolling, "WaitOnResourceSignals", waits.clone());
        set(&mut rolling, "PauseTime", pause_time);
        // A count by a function stays, which is told where it is left.
        let is_left = |signal: &Path| {
            let count = draft.document().node(&signal.join(creation_policy::COUNT.key));
            count.and_then(Given::whole).is_some()
        };
        let counts = match waited.iter().any(is_left) {
            true => String::new(),
            false => format!(" and counts {}", counted(options.desired, "signal")),
        };
        draft.say(format!("CreationPolicy moves to {group}{counts}.{named}"));
        let until = if waits.is_boolean() { "" } else { " where its CreationPolicy does" };
        draft.say(format!("An update replaces one instance at a time and waits for its signal{until}."));
    } else {
        draft.say("An update replaces one instance at a time.");
        let given = given_signals(draft.template(), group);
        draft.leave(match given {
            Some(given) => {
                let (by, count) = (given.by, counted(options.desired, "signal"));
                format!("CreationPolicy of {group} is given by {by}: check that it counts {count}.")
            }
            None => format!(
                "{} had no CreationPolicy, so {group} waits for no signal: CloudFormation does not see whether cfn-init succeeds.",
                names.one
            ),
        });
    }
    set(&mut rolling, "SuspendProcesses", json!(SUSPENDED));
    let policy = json!({
        "AutoScalingRollingUpdate": rolling,
        "AutoScalingScheduledAction": { "IgnoreUnmodifiedGroupSizeProperties": true },
    });
    draft.put(&resource_path(group), &RESOURCE, UPDATE_POLICY, &policy)?;
    Ok(pause)
}
