//! Who signals and who waits: CreationPolicy, wait conditions, what the user data sends, and what comes of each way in
//! which it can end.
//!
//! Source: AWS pages "CreationPolicy", "WaitCondition", "cfn-signal". Reads a document, runs nothing.

mod metadata;
mod outcome;
mod outlook;
#[cfg(test)]
mod tests;
mod wait;

use super::duration;
use super::function::call;
use super::given::Given;
use super::machine::init_of;
use super::resource::{attribute, named};
use super::user_data::{GROUP, SignalCondition, StepKind, UserData, group_of, holder_of, holders, waited_for};
use super::{Resource, Template};
use crate::document::{Document, Node, Path};
use crate::schema::{creation_policy as policy, wait_condition};
pub use outcome::{ScriptCommand, SignalOutcome, SignalRow};
pub use outlook::{SignalOutlook, awaited, holders as outlook_holders, outlooks, outlooks_of};
pub use wait::{SignalWait, WaitReason};

/// Said in place of a number that a function gives.
const COMPUTED: &str = "so many as the template computes";

/// What a resource waits for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waits {
    /// How many signals, as written; 1 without.
    pub count: String,
    /// Seconds, if they can be told.
    pub seconds: Option<u32>,
}

/// The signals that a resource waits for by its CreationPolicy, or by a branch of it; `None` without ResourceSignal.
pub fn waits(resource: Resource<'_>) -> Option<Waits> {
    let keys = [attribute::CREATION_POLICY, policy::RESOURCE_SIGNAL_KEY];
    let all: Vec<Waits> = resource.node().get(attribute::CREATION_POLICY).map(signals).unwrap_or_default();
    let Some(first) = all.first() else {
        let is_hidden = resource.node().get(attribute::CREATION_POLICY).is_some()
            && Given::below(resource.node(), &keys).is_some_and(|given| given.by != "Fn::If" && given.by != "Ref");
        return is_hidden.then(|| Waits { count: COMPUTED.to_string(), seconds: None });
    };
    let is_same = |of: fn(&Waits, &Waits) -> bool| all.iter().all(|one| of(one, first));
    let count = if is_same(|one, first| one.count == first.count) { first.count.clone() } else { COMPUTED.to_string() };
    let seconds = first.seconds.filter(|_| is_same(|one, first| one.seconds == first.seconds));
    Some(Waits { count, seconds })
}

/// What each branch of a policy waits for.
fn signals(policy_node: Node<'_>) -> Vec<Waits> {
    let signals = alternatives(policy_node).into_iter().filter_map(|one| one.get(policy::RESOURCE_SIGNAL_KEY));
    let plain = signals.flat_map(alternatives).filter(|one| call(*one).is_none() && !one.is_null());
    let of = |signal: Node<'_>| {
        let text = |key: &str| signal.get(key).map(|node| node.scalar().filter(|_| node.tag().is_none()));
        Waits {
            count: text(policy::COUNT.key).unwrap_or(Some("1")).unwrap_or(COMPUTED).to_string(),
            seconds: match text(policy::TIMEOUT.key) {
                None => Some(duration::DEFAULT * 60),
                Some(text) => text.and_then(duration::seconds),
            },
        }
    };
    plain.map(of).collect()
}

/// The value itself, or the branches of `Fn::If` at any depth.
fn alternatives(node: Node<'_>) -> Vec<Node<'_>> {
    let (mut found, mut waiting) = (Vec::new(), vec![node]);
    while let Some(node) = waiting.pop() {
        match call(node).filter(|call| call.name == "Fn::If") {
            Some(call) => waiting.extend([call.argument.item(2), call.argument.item(1)].into_iter().flatten()),
            None => found.push(node),
        }
    }
    found
}

/// True for a resource whose machines come by the dozen.
pub fn is_group(document: &Document, id: &str) -> bool {
    Template::of(document).resource(id).is_some_and(|resource| resource.kind() == Some(GROUP))
}

/// The user data that signal for the resource `id`: its own, or of its launch template.
pub fn sender(document: &Document, id: &str) -> Option<UserData> {
    UserData::of(document, &holder_of(Template::of(document), id)?)
}

/// Who signals the resource `id`, and for what it waits, in sentences.
pub fn sentences(document: &Document, id: &str) -> Vec<String> {
    let template = Template::of(document);
    let Some(resource) = template.resource(id) else { return Vec::new() };
    let mut said = Vec::new();
    let data = sender(document, id);
    let signals: Vec<_> =
        data.iter().flat_map(|data| data.steps_of(StepKind::Signal)).filter(|step| !step.fields.is_empty()).collect();
    let named: Vec<String> = data.as_ref().map(UserData::signalled).unwrap_or_default();
    match (&data, named.as_slice()) {
        (None, _) => said.push(format!("{id} has no readable user data: nothing in this template signals it.")),
        (Some(_), []) if signals.is_empty() => said.push("The user data sends no signal.".into()),
        (Some(_), []) => said.push("The script computes which resource it signals.".into()),
        (Some(_), names) => {
            let how = if signals.iter().any(|step| step.when == Some(SignalCondition::Trap)) {
                ", however the script ends"
            } else {
                ""
            };
            let each =
                if is_group(document, id) { "The user data of each instance signals" } else { "The user data signals" };
            said.push(format!("{each} {} once{how}.", names.join(" and ")));
        }
    }
    match waits(resource) {
        Some(waits) => {
            let time =
                waits.seconds.map_or_else(|| "a time that the template computes".to_string(), duration::in_words);
            said.push(format!("CreationPolicy waits for {} within {time}.", waits.count));
        }
        None => said.push(format!("{id} has no CreationPolicy: CloudFormation does not wait for it.")),
    }
    said
}

/// The resource that waits for signals of this user data by a CreationPolicy.
pub fn waiter(template: Template<'_>, data: &UserData) -> Option<String> {
    let id = waited_for(template, &data.holder);
    waits(template.resource(&id)?).map(|_| id)
}

/// The wait conditions that have to do with a machine: those that depend on it or on its group, and those whose handle its
/// user data or its metadata know.
pub fn wait_conditions(document: &Document, id: &str) -> Vec<String> {
    let template = Template::of(document);
    let data = sender(document, id);
    let metadata = init_of(template, id).and_then(|resource| resource.metadata());
    let group = group_of(template, id);
    let knows = |condition: &Resource<'_>| {
        let depends_on = condition.depends_on();
        if depends_on.contains(&id) || group.is_some_and(|group| depends_on.contains(&group)) {
            return true;
        }
        let Some(handle) = condition.property(wait_condition::HANDLE.key).and_then(named) else { return false };
        let mark = format!("${{{handle}}}");
        let names =
            |node: Node<'_>| named(node) == Some(handle) || node.scalar().is_some_and(|text| text.contains(&mark));
        data.as_ref().is_some_and(|data| data.text.text().contains(&mark))
            || metadata.into_iter().flat_map(|metadata| metadata.descendants()).any(names)
    };
    template.resources_of(wait_condition::CONDITION).filter(knows).map(|one| one.id().to_string()).collect()
}

/// Resources whose signals have a form: machines with user data, and the groups that start them.
pub fn waiters(document: &Document) -> Vec<String> {
    let template = Template::of(document);
    let mut found: Vec<String> = Vec::new();
    for holder in holders(template) {
        let id = group_of(template, &holder).map_or(holder.clone(), str::to_string);
        if !found.contains(&id) {
            found.push(id);
        }
    }
    found
}

/// Key of the first policy that a resource has; `CreationPolicy` without one.
pub fn first_policy(document: &Document, id: &str) -> &'static str {
    let node = document.node(&Template::of(document).path_of(id));
    let keys = node.into_iter().flat_map(|node| node.entries()).map(|entry| entry.key());
    let mut policies = keys.filter(|key| matches!(*key, attribute::CREATION_POLICY | attribute::UPDATE_POLICY));
    match policies.next() {
        Some(attribute::UPDATE_POLICY) => attribute::UPDATE_POLICY,
        _ => attribute::CREATION_POLICY,
    }
}

/// Where the policy that waits for signals is, or would be.
pub fn policy_path(template: Template<'_>, id: &str) -> Path {
    template.path_of(id).keys([attribute::CREATION_POLICY, policy::RESOURCE_SIGNAL_KEY])
}
