//! Who waits for the signals of a machine: its CreationPolicy, that of its group, wait conditions.
//!
//! Source: AWS pages "CreationPolicy", "UpdatePolicy" (WaitOnResourceSignals), "WaitCondition".

use crate::document::Document;
use crate::schema::{creation_policy, update_policy, wait_condition as wait};
use crate::template::resource::{attribute, named};
use crate::template::shell::SignalTarget;
use crate::template::user_data::{group_of, waited_for};
use crate::template::{Template, duration, signal};

/// Why a resource waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WaitReason {
    /// Its CreationPolicy.
    CreationPolicy,
    /// It is a wait condition, signalled through its handle.
    WaitCondition,
    /// It does not wait.
    Nothing,
}

/// What CloudFormation waits for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignalWait {
    /// The resource that waits.
    pub resource: String,
    /// Why.
    pub reason: WaitReason,
    /// The handle of a wait condition.
    pub handle: Option<String>,
    /// How many signals, as written.
    pub count: String,
    /// For how long at most; `None` if the template computes it.
    pub seconds: Option<u32>,
}

impl SignalWait {
    /// True for a signal that this waits for; `None` if that cannot be told.
    pub(super) fn takes(&self, target: &SignalTarget) -> Option<bool> {
        match (target, &self.handle) {
            // A loop's resource is called by its key; any other name with a part put in may be any.
            (SignalTarget::Resource(Some(id)), None) if *id == self.resource => Some(true),
            (SignalTarget::Resource(Some(id)), None) if id.contains("${") => None,
            (SignalTarget::Resource(Some(_)), None) => Some(false),
            (SignalTarget::Handle(Some(name)), Some(handle)) => Some(name == handle),
            (SignalTarget::Computed, _) => None,
            (SignalTarget::Resource(None), None) | (SignalTarget::Handle(None), Some(_)) => None,
            _ => Some(false),
        }
    }

    /// The time in words.
    pub fn time(&self) -> String {
        self.seconds.map_or_else(|| "a time that the template computes".into(), duration::in_words)
    }
}

/// What waits for the machine of the resource `holder`, by the signals that its scripts send.
pub(super) fn waits(document: &Document, holder: &str, targets: &[SignalTarget]) -> Vec<SignalWait> {
    let template = Template::of(document);
    let own = waited_for(template, holder);
    let mut found = Vec::new();
    let named_ids = targets.iter().filter_map(|target| match target {
        SignalTarget::Resource(id) => id.as_deref().filter(|id| !id.contains("${")),
        SignalTarget::Handle(_) | SignalTarget::Computed => None,
    });
    let mut ids: Vec<&str> = vec![&own];
    ids.extend(named_ids);
    for (index, id) in ids.iter().enumerate() {
        let policy = template.resource(id).and_then(signal::waits);
        if let Some(policy) = policy.filter(|_| ids.iter().position(|other| other == id) == Some(index)) {
            found.push(SignalWait {
                resource: id.to_string(),
                reason: WaitReason::CreationPolicy,
                handle: None,
                count: policy.count,
                seconds: policy.seconds,
            });
        }
    }
    for id in signal::wait_conditions(document, holder) {
        let Some(condition) = template.resource(&id) else { continue };
        let text = |key: &str| condition.property(key).and_then(|node| node.scalar().filter(|_| node.tag().is_none()));
        let Some(handle) = condition.property(wait::HANDLE.key).and_then(named) else { continue };
        found.push(SignalWait {
            resource: id.clone(),
            reason: WaitReason::WaitCondition,
            handle: Some(handle.to_string()),
            count: text(wait::COUNT.key).unwrap_or("1").to_string(),
            seconds: text(wait::TIMEOUT.key).and_then(|text| text.parse().ok()),
        });
    }
    if found.is_empty() {
        found.push(SignalWait {
            resource: own,
            reason: WaitReason::Nothing,
            handle: None,
            count: "0".into(),
            seconds: None,
        });
    }
    found
}

/// What else decides for a group, in sentences: the share of machines that must succeed, and its rolling updates.
pub(super) fn group_notes(document: &Document, holder: &str) -> Vec<String> {
    let template = Template::of(document);
    let Some(group) = group_of(template, holder).and_then(|id| template.resource(id)) else { return Vec::new() };
    let mut notes = Vec::new();
    let text = |node: crate::document::Node<'_>| node.scalar().map(str::to_string);
    let share = group
        .node()
        .get(attribute::CREATION_POLICY)
        .and_then(|policy| policy.get(creation_policy::AUTO_SCALING)?.get(creation_policy::MIN_SUCCESSFUL.key))
        .and_then(text);
    notes.push(match share {
        Some(share) => format!("At least {share} % of the instances must signal success."),
        None => "Each instance runs the script: one that signals failure makes the group fail.".to_string(),
    });
    let update = group.node().get(attribute::UPDATE_POLICY).and_then(|policy| policy.get(update_policy::ROLLING));
    if let Some(update) = update
        && update.get(update_policy::WAIT.key).and_then(text).is_some_and(|text| text == "true")
    {
        let pause = update.get(update_policy::PAUSE.key).and_then(text).unwrap_or_else(|| "PT5M".into());
        notes.push(format!("A rolling update waits {pause} for the signals of each batch."));
    }
    notes
}
