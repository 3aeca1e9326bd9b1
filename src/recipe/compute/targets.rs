//! References to an instance that is replaced by a group, and the reverse.

use std::ops::Range;

use super::rewrite::{Owner, Rewrites, attribute_of, entry_of, owner_of};
use crate::document::{Document, Edit, Path};
use crate::recipe::draft::Draft;
use crate::recipe::removal;
use crate::schema::compute::{self, key};
use crate::schema::ec2::instance;
use crate::template::describe::listed;
use crate::template::reference::{How, Use, place_of, uses};
use crate::template::resource::attribute::METADATA;
use crate::template::user_data::{CfnOption, StepKind, UserData};
use crate::template::{Template, resource_path};

/// What a shell looks up in place of an instance's id, before and behind the group's name.
const LOOKED_UP: (&str, &str) = (
    "$(aws ec2 describe-instances --filters Name=tag:aws:autoscaling:groupName,Values=",
    " Name=instance-state-name,Values=running --query 'Reservations[0].Instances[0].InstanceId' --output text --region ${AWS::Region})",
);
/// The option of the AWS CLI whose value is an instance's id.
const TARGET: &str = "--target ";
/// Dimensions of CloudWatch for one machine and for a group.
const DIMENSIONS: (&str, &str) = ("InstanceId", "AutoScalingGroupName");
/// Attributes of an instance by which others reach it.
const ADDRESSES: [&str; 4] = ["PublicDnsName", "PublicIp", "PrivateDnsName", "PrivateIp"];
/// Attributes that an instance's subnet has too.
const OF_SUBNET: [&str; 2] = ["AvailabilityZone", "VpcId"];

/// The names around a machine.
pub(super) struct TargetNames<'n> {
    /// The one instance.
    pub one: &'n str,
    /// The launch template.
    pub launch: &'n str,
    /// The group.
    pub group: &'n str,
    /// The load balancer that comes, or goes.
    pub balancer: Option<&'n str>,
}

/// Changes of what refers to something, with what is to be said of them.
struct Redirect<'d> {
    document: &'d Document,
    rewrites: Rewrites,
    edits: Vec<Edit>,
    gone: Vec<Path>,
    /// Outputs that tell something else than before.
    told: Vec<String>,
    leaves: Vec<String>,
}

impl<'d> Redirect<'d> {
    fn of(document: &'d Document, gone: Vec<Path>) -> Redirect<'d> {
        let (edits, told, leaves) = (Vec::new(), Vec::new(), Vec::new());
        Redirect { document, rewrites: Rewrites::default(), edits, gone, told, leaves }
    }

    fn is_gone(&self, at: &Path) -> bool {
        self.gone.iter().any(|gone| at.starts_with(gone))
    }

    /// The use has nothing to refer to: an output goes, anything else is left to people.
    fn lost(&mut self, one: &Use, what: &str) {
        match owner_of(self.document, &one.at) {
            Owner::Output(_) => self.gone.push(entry_of(&one.at)),
            Owner::Resource(..) | Owner::Other => {
                let place = place_of(self.document, one);
                self.leaves.push(format!(
                    "{place} needs {what}, which is removed. Change it: CloudFormation refuses it otherwise."
                ));
            }
        }
    }

    /// The name of a dimension of CloudWatch, if the use is its value.
    fn dimension(&self, one: &Use, name: &str) -> Option<Path> {
        let value = if one.at.last_key() == Some("Ref") { one.at.parent()? } else { one.at.clone() };
        let item = value.parent().filter(|_| value.last_key() == Some("Value"))?;
        let at = item.join("Name");
        (item.parent()?.last_key() == Some("Dimensions") && self.document.scalar(&at) == Some(name)).then_some(at)
    }

    fn made(self, draft: &mut Draft) -> Result<Vec<Path>, String> {
        draft.make(self.rewrites.edits())?;
        draft.make(self.edits)?;
        self.leaves.into_iter().for_each(|one| draft.leave(one));
        Ok(self.gone)
    }
}

/// The braces around a name and what stands in them: `${Name}` of the use of `Name`.
fn braces(one: &Use) -> Range<usize> {
    one.span.start.saturating_sub(2)..one.span.end + 1
}

/// Who refers to the instance refers to the group, its launch template or its load balancer. What only one machine can
/// have is removed and said. Gives the target groups that named it.
pub(super) fn to_group(draft: &mut Draft, names: &TargetNames<'_>) -> Result<Vec<String>, String> {
    let document = draft.document().clone();
    let template = Template::of(&document);
    let subnet = template.resource(names.one).and_then(|one| one.names(instance::SUBNET_ID.key));
    let subnet = subnet.filter(|id| template.resource(id).is_some());
    let mut redirect = Redirect::of(&document, Vec::new());
    attachments(template, names, &mut redirect, draft);
    let mut joined = Vec::new();
    for one in uses(&document, &resource_path(names.one)) {
        if redirect.is_gone(&one.at) {
            continue;
        }
        match one.how {
            How::DependsOn | How::Signal => redirect.rewrites.name(&one, names.group),
            How::Words => redirect.rewrites.name(&one, names.launch),
            How::Ref | How::Sub | How::GetAtt => match attribute_of(&document, &one).as_deref() {
                None | Some("InstanceId") => named_by_id(&mut redirect, &one, names, &mut joined),
                Some(attribute) if OF_SUBNET.contains(&attribute) && subnet.is_some() => {
                    redirect.rewrites.becomes(&document, &one, subnet.unwrap_or_default(), Some(attribute));
                }
                Some(attribute) if ADDRESSES.contains(&attribute) => addressed(&mut redirect, &one, attribute, names),
                Some(attribute) => redirect.lost(&one, &format!("{attribute} of {}", names.one)),
            },
            // No other way names a resource.
            How::Condition | How::If | How::FindInMap | How::ValueOf | How::Group | How::Label => {}
            How::Member | How::Trigger | How::Authentication | How::Context => {}
        }
    }
    finish(draft, redirect, names.group, names.one)?;
    joined.dedup();
    Ok(joined)
}

/// A use of the instance's id.
fn named_by_id(redirect: &mut Redirect<'_>, one: &Use, names: &TargetNames<'_>, joined: &mut Vec<String>) {
    let document = redirect.document;
    let text = document.scalar(&one.at).unwrap_or_default();
    if let Some(name) = redirect.dimension(one, DIMENSIONS.0) {
        redirect.edits.push(Edit::Set { at: name, value: DIMENSIONS.1.into() });
        return redirect.rewrites.becomes(document, one, names.group, None);
    }
    if one.how == How::Sub && text.get(..braces(one).start).is_some_and(|before| before.ends_with(TARGET)) {
        let looked_up = format!("{}${{{}}}{}", LOOKED_UP.0, names.group, LOOKED_UP.1);
        return redirect.rewrites.text(&one.at, braces(one), looked_up);
    }
    match owner_of(document, &one.at) {
        Owner::Output(output) => redirect.told.push(output.to_string()),
        Owner::Resource(id, compute::TARGET_GROUP)
            if one.at.steps().iter().any(|step| step.key() == Some(key::TARGET_LIST)) =>
        {
            redirect.gone.push(resource_path(id).keys(["Properties", key::TARGET_LIST]));
            return joined.push(id.to_string());
        }
        Owner::Resource(..) | Owner::Other => {
            let place = place_of(document, one);
            redirect
                .leaves
                .push(format!("{place} named one instance and now names {}. Look whether that serves.", names.group));
        }
    }
    redirect.rewrites.becomes(document, one, names.group, None);
}

/// A use of an address of the instance.
fn addressed(redirect: &mut Redirect<'_>, one: &Use, attribute: &str, names: &TargetNames<'_>) {
    let document = redirect.document;
    let is_name = attribute.ends_with("DnsName");
    match (names.balancer, owner_of(document, &one.at)) {
        (Some(balancer), Owner::Output(_)) => redirect.rewrites.becomes(document, one, balancer, Some("DNSName")),
        (Some(balancer), _) if is_name => redirect.rewrites.becomes(document, one, balancer, Some("DNSName")),
        _ => redirect.lost(one, &format!("{attribute} of {}", names.one)),
    }
}

/// What ties something to the one instance cannot go along: addresses go, disks stay behind.
fn attachments(template: Template<'_>, names: &TargetNames<'_>, redirect: &mut Redirect<'_>, draft: &mut Draft) {
    let of_one = |kind: &'static str| {
        template.single_resources_of(kind).filter(|one| one.names(key::INSTANCE_ID) == Some(names.one))
    };
    let mut addresses: Vec<&str> = of_one(compute::EIP).map(|address| address.id()).collect();
    for tie in of_one(compute::EIP_ASSOCIATION) {
        redirect.gone.push(tie.path());
        addresses.extend(tie.names("AllocationId").or_else(|| tie.names("EIP")));
        draft.say(format!("{} is removed: the instances of a group have addresses of their own.", tie.id()));
    }
    for tie in of_one(compute::VOLUME_ATTACHMENT) {
        redirect.gone.push(tie.path());
        draft.say(format!("{} is removed: a volume is attached to one instance only.", tie.id()));
        let volume = tie.names("VolumeId").unwrap_or("The volume");
        redirect.leaves.push(format!("{volume} stays, attached to nothing. Move what is on it, or use EFS or S3."));
    }
    addresses.retain(|id| template.resource(id).is_some_and(|address| address.kind() == Some(compute::EIP)));
    for id in addresses {
        let all = uses(redirect.document, &resource_path(id));
        let kept = |one: &&Use| {
            !redirect.is_gone(&one.at) && !matches!(owner_of(redirect.document, &one.at), Owner::Output(_))
        };
        if let Some(user) = all.iter().find(kept) {
            let place = place_of(redirect.document, user);
            redirect.leaves.push(format!("{id} stays, because {place} uses it; no instance of the group has it."));
            redirect.edits.extend(template.resource(id).and_then(|address| {
                address.property(key::INSTANCE_ID)?;
                Some(Edit::Remove { at: address.properties_path().join(key::INSTANCE_ID) })
            }));
            continue;
        }
        redirect.gone.push(resource_path(id));
        draft.say(format!("{id} is removed: it served only {}.", names.one));
        for one in all.into_iter().filter(|one| matches!(owner_of(template.document(), &one.at), Owner::Output(_))) {
            let attribute = attribute_of(redirect.document, &one);
            match attribute.as_deref() {
                None | Some("PublicIp") => addressed(redirect, &one, "PublicIp", names),
                Some(attribute) => redirect.lost(&one, &format!("{attribute} of {id}")),
            }
        }
    }
}

/// Makes the changes, removes what is gone, and says which outputs went or tell something else.
fn finish(draft: &mut Draft, mut redirect: Redirect<'_>, now: &str, before: &str) -> Result<(), String> {
    redirect.gone.sort();
    redirect.gone.dedup();
    let is_output = |at: &&Path| matches!(owner_of(redirect.document, at), Owner::Output(_));
    let lost: Vec<String> =
        redirect.gone.iter().filter(is_output).filter_map(|at| at.last_key().map(str::to_string)).collect();
    let told: Vec<String> = redirect.told.iter().filter(|name| !lost.contains(name)).cloned().collect();
    let outputs = |names: &[String], (one, many): (&str, &str)| match names {
        [name] => format!("The output {name} {one}"),
        names => format!("The outputs {} {many}", listed(names)),
    };
    if !lost.is_empty() {
        let lead = outputs(&lost, ("is removed", "are removed"));
        draft.leave(format!("{lead}: {now} has no attribute for it."));
    }
    if !told.is_empty() {
        draft.leave(format!(
            "{} the name of {now} instead of an id of {before}.",
            outputs(&told, ("returns", "return"))
        ));
    }
    let told = redirect.leaves.clone();
    let gone = redirect.made(draft)?;
    let removal = removal::remove(draft.document(), &gone);
    // What goes with the group, such as a scaling policy, may be used by others.
    for one in &removal.broken {
        let place = place_of(draft.document(), one);
        let name = draft.document().scalar(&one.at).and_then(|text| text.get(one.span.clone()));
        if !told.iter().any(|sentence| sentence.starts_with(&place)) {
            let name = name.unwrap_or("it");
            draft.leave(format!(
                "{place} needs {name}, which is removed. Change it: CloudFormation refuses it otherwise."
            ));
        }
    }
    draft.make(removal.edits)
}

/// A sentence if the user data of the resource `holder` calls cfn-init or cfn-signal for a resource whose name only the
/// machine or a deployment knows: no edit reaches it. `now` is what it has to name.
pub(super) fn computed_calls(document: &Document, holder: &str, now: &str) -> Option<String> {
    let data = UserData::of(document, holder)?;
    let steps = [StepKind::Init, StepKind::Signal].into_iter().flat_map(|kind| data.steps_of(kind));
    let named = steps.filter_map(|step| step.says(CfnOption::Resource)).find(|name| name.contains('$'))?;
    Some(format!("The user data of {holder} names a resource by {named}: let it be {now}."))
}

/// Who refers to the group or its launch template refers to the one instance. `gone` is removed with what belongs to it.
pub(super) fn to_one(draft: &mut Draft, names: &TargetNames<'_>, gone: Vec<Path>) -> Result<(), String> {
    let document = draft.document().clone();
    let owners = [resource_path(names.group), resource_path(names.launch)];
    // Of the group, which is removed, its metadata go to the instance.
    let metadata = owners[0].join(METADATA);
    let stays = |one: &Use| !one.at.starts_with(&owners[0]) || one.at.starts_with(&metadata);
    let mut redirect = Redirect::of(&document, gone);
    for (id, own) in [(names.group, &owners[0]), (names.launch, &owners[1])] {
        for one in uses(&document, own).into_iter().filter(stays) {
            if redirect.is_gone(&one.at) {
                continue;
            }
            match one.how {
                How::DependsOn | How::Signal | How::Words => redirect.rewrites.name(&one, names.one),
                How::Ref | How::Sub | How::GetAtt => match attribute_of(&document, &one) {
                    None if id == names.group => one_for_all(&mut redirect, &one, names),
                    None => redirect.lost(&one, names.launch),
                    Some(attribute) => redirect.lost(&one, &format!("{attribute} of {id}")),
                },
                How::Condition | How::If | How::FindInMap | How::ValueOf | How::Group | How::Label => {}
                How::Member | How::Trigger | How::Authentication | How::Context => {}
            }
        }
    }
    if let Some(balancer) = names.balancer {
        for one in uses(&document, &resource_path(balancer)) {
            if redirect.is_gone(&one.at) {
                continue;
            }
            match attribute_of(&document, &one).as_deref() {
                // No instance can name its own address.
                Some("DNSName") if !owners.iter().any(|own| one.at.starts_with(own)) => {
                    redirect.rewrites.becomes(&document, &one, names.one, Some("PublicDnsName"));
                }
                _ => redirect.lost(&one, balancer),
            }
        }
    }
    finish(draft, redirect, names.one, names.group)
}

/// A use of the group's name.
fn one_for_all(redirect: &mut Redirect<'_>, one: &Use, names: &TargetNames<'_>) {
    let document = redirect.document;
    let text = document.scalar(&one.at).unwrap_or_default();
    let (start, end) = (braces(one).start, braces(one).end);
    if let Some(name) = redirect.dimension(one, DIMENSIONS.1) {
        redirect.edits.push(Edit::Set { at: name, value: DIMENSIONS.0.into() });
    } else if one.how == How::Sub
        && text.get(..start).is_some_and(|before| before.ends_with(LOOKED_UP.0))
        && text.get(end..).is_some_and(|behind| behind.starts_with(LOOKED_UP.1))
    {
        let whole = start - LOOKED_UP.0.len()..end + LOOKED_UP.1.len();
        return redirect.rewrites.text(&one.at, whole, format!("${{{}}}", names.one));
    } else if !matches!(owner_of(document, &one.at), Owner::Output(_)) {
        let place = place_of(document, one);
        redirect.leaves.push(format!("{place} named the group and now names {}. Look whether that serves.", names.one));
    }
    redirect.rewrites.becomes(document, one, names.one, None);
}
