//! What the changed properties of a resource do: tables, rules, names that two resources cannot share.

use serde_json::{Map, Value as Json};

use super::change::{ChangedProperty, Ruling, text};
use super::difference::{ValueDifference, differences};
use super::resolve::{has_mark, unknown_parameters};
use super::rule::ruling;
use super::verdict::{PropertyImpact, Verdict};
use crate::schema::ec2;
use crate::schema::update::{
    PropertyUpdate, UpdateEffect, is_old_deleted_first, name_property, page_address, property_update,
};
use crate::template::resource::attribute;

/// A resource of both templates with its properties resolved.
pub(super) struct Pair<'p> {
    pub(super) kind: &'p str,
    pub(super) old: &'p Map<String, Json>,
    pub(super) new: &'p Map<String, Json>,
    /// `UpdatePolicy` of the new resource.
    pub(super) policy: Option<&'p Json>,
    /// Source of the user data of the new resource.
    pub(super) script: &'p str,
    /// A key that differs in the data of the launch template of a group, beside the image.
    pub(super) launch_difference: Option<&'p str>,
}

/// Longer values are not shown, in characters.
const LONGEST_SHOWN: usize = 60;

impl Pair<'_> {
    /// What each changed property does. `through` gives the replaced resources that a property changes by; `source` its
    /// value in the template, for people: old or new.
    pub(super) fn impacts(
        &self,
        through: &dyn Fn(&str) -> Vec<String>,
        source: &dyn Fn(&str, bool) -> Option<String>,
    ) -> Vec<PropertyImpact> {
        let keys = self.old.keys().chain(self.new.keys().filter(|key| !self.old.contains_key(*key)));
        let mut found = Vec::new();
        for key in keys {
            let (old, new) = (self.old.get(key), self.new.get(key));
            if old == new {
                continue;
            }
            let through = through(key);
            let change = ChangedProperty {
                key,
                old: self.old,
                new: self.new,
                policy: self.policy,
                script: self.script,
                launch_difference: self.launch_difference,
                is_through: !through.is_empty(),
            };
            let (ruled, table) = self.most(change, &differences(old, new));
            let shown = |value: Option<&Json>, is_new: bool| self.shown(key, value, is_new, source);
            found.push(PropertyImpact {
                at: vec![attribute::PROPERTIES.to_string(), key.clone()],
                old: shown(old, false),
                new: shown(new, true),
                verdict: ruled.verdict,
                only_if: ruled.only_if.or_else(|| unknown(old, new)),
                why: if through.is_empty() { ruled.why } else { format!("{} {}", because(&through), ruled.why) },
                through,
                page: table.page.map(page_address),
            });
        }
        if !found.is_empty() {
            found.extend(self.read_anew());
        }
        if found.iter().any(|one| one.verdict == Verdict::Replacement && one.only_if.is_none())
            && !is_old_deleted_first(self.kind)
        {
            found.extend(self.collisions());
        }
        found
    }

    /// Properties that are the same and whose dynamic reference to Systems Manager names no version: it is read anew when
    /// the resource is updated. Source: AWS page "Get a plaintext value from Systems Manager Parameter Store".
    fn read_anew(&self) -> Vec<PropertyImpact> {
        let same =
            self.new.iter().filter(|(key, value)| self.old.get(*key) == Some(*value) && has_open_reference(value));
        let impact = |(key, _): (&String, &Json)| {
            let change = ChangedProperty {
                key,
                old: self.old,
                new: self.new,
                policy: self.policy,
                script: self.script,
                launch_difference: self.launch_difference,
                is_through: false,
            };
            let table = property_update(self.kind, &[key]);
            let ruled = effect(self.kind, &table, change);
            PropertyImpact {
                at: vec![attribute::PROPERTIES.to_string(), key.clone()],
                old: None,
                new: None,
                verdict: ruled.verdict,
                only_if: Some("Systems Manager holds another value than at the last update".to_string()),
                through: Vec::new(),
                why: format!(
                    "A dynamic reference without a version is read anew when its resource is updated. {}",
                    ruled.why
                ),
                page: table.page.map(page_address),
            }
        };
        same.map(impact).filter(|one| one.verdict > Verdict::NoInterruption).collect()
    }

    /// The most that the differences in one property do.
    fn most(&self, change: ChangedProperty<'_>, all: &[ValueDifference<'_>]) -> (Ruling, PropertyUpdate) {
        let each = all.iter().map(|one| {
            let mut keys = vec![change.key];
            keys.extend(one.words());
            let table = property_update(self.kind, &keys);
            (effect(self.kind, &table, change), table)
        });
        let nothing = PropertyUpdate { effect: UpdateEffect::NoInterruption, words: "", page: None };
        let most = each.max_by_key(|(ruled, _)| ruled.verdict);
        most.unwrap_or_else(|| (effect(self.kind, &nothing, change), nothing))
    }

    /// A value for people: short, as the template says it where only a deployment knows it.
    fn shown(
        &self,
        key: &str,
        value: Option<&Json>,
        is_new: bool,
        source: &dyn Fn(&str, bool) -> Option<String>,
    ) -> Option<String> {
        let text = match value? {
            _ if key == "UserData" => return None,
            value if has_mark(value) => source(key, is_new)?,
            Json::String(text) => text.clone(),
            value => value.to_string(),
        };
        (text.chars().count() <= LONGEST_SHOWN && !text.contains('\n')).then_some(text)
    }

    /// What makes a replacement fail, because the old resource is still there when the new one is created.
    fn collisions(&self) -> Vec<PropertyImpact> {
        let fails = |key: &str, why: String| PropertyImpact {
            old: self.old.get(key).and_then(Json::as_str).map(str::to_string),
            new: self.new.get(key).and_then(Json::as_str).map(str::to_string),
            ..PropertyImpact::failing([attribute::PROPERTIES, key], why)
        };
        let same = |key: &str| self.new.get(key).filter(|value| !value.is_null() && self.old.get(key) == Some(*value));
        let mut found = Vec::new();
        if let Some(name) = name_property(self.kind)
            && let Some(value) = same(name)
        {
            let own = text(Some(value));
            let own = if own.is_empty() || has_mark(value) { "its name" } else { own };
            found.push(fails(
                name,
                format!(
                    "The new one cannot have the name of the old one, which is still there. CloudFormation refuses it: \
                     \"cannot update a stack when a custom-named resource requires replacing. Rename {own} and update the \
                     stack again.\" Give {name} another value, or remove it."
                ),
            ));
        }
        if matches!(self.kind, ec2::INSTANCE | "AWS::EC2::NetworkInterface")
            && same("PrivateIpAddress").is_some()
            && self.old.get("SubnetId") == self.new.get("SubnetId")
        {
            found.push(fails(
                "PrivateIpAddress",
                "The old one still has the address when the new one is created: the update fails. Give another address, or \
                 none."
                    .to_string(),
            ));
        }
        let interfaces = self.new.get("NetworkInterfaces").and_then(Json::as_array).into_iter().flatten();
        let is_kept = |one: &Json| {
            let id = one.get("NetworkInterfaceId");
            let before = self.old.get("NetworkInterfaces").and_then(Json::as_array).into_iter().flatten();
            id.is_some() && before.clone().any(|before| before.get("NetworkInterfaceId") == id)
        };
        if self.kind == ec2::INSTANCE && interfaces.clone().any(is_kept) {
            found.push(fails(
                "NetworkInterfaces",
                "The old instance still has the network interface when the new one is created: the update fails. End the \
                 old attachment first, or give a new interface."
                    .to_string(),
            ));
        }
        found
    }
}

/// True if a value has a dynamic reference to a parameter of Systems Manager without its version.
fn has_open_reference(value: &Json) -> bool {
    match value {
        Json::String(text) => {
            let mut references = text.split("{{resolve:ssm:").skip(1).filter_map(|rest| rest.split_once("}}"));
            references.any(|(name, _)| !name.contains(':'))
        }
        Json::Array(items) => items.iter().any(has_open_reference),
        Json::Object(entries) => entries.values().any(has_open_reference),
        Json::Null | Json::Bool(_) | Json::Number(_) => false,
    }
}

fn because(through: &[String]) -> String {
    match through {
        [one] => format!("{one} gets a new value."),
        _ => format!("{} get new values.", through.join(", ")),
    }
}

/// What has to be so for two values to differ, if one has a parameter without a known value that the other has not.
fn unknown(old: Option<&Json>, new: Option<&Json>) -> Option<String> {
    let names = |value: Option<&Json>| {
        let mut found = Vec::new();
        value.into_iter().for_each(|value| unknown_parameters(value, &mut found));
        found.sort();
        found.dedup();
        found
    };
    let (old, new) = (names(old), names(new));
    let mut odd: Vec<&String> = old.iter().filter(|name| !new.contains(name)).collect();
    odd.extend(new.iter().filter(|name| !old.contains(name)));
    let names: Vec<&str> = odd.into_iter().map(String::as_str).collect();
    (!names.is_empty()).then(|| format!("the value of {} in the stack makes a difference", names.join(", ")))
}

/// What the tables and rules say of a changed property.
fn effect(kind: &str, table: &PropertyUpdate, change: ChangedProperty<'_>) -> Ruling {
    let say = |otherwise: String| if table.words.is_empty() { otherwise } else { table.words.to_string() };
    let key = change.key;
    match table.effect {
        UpdateEffect::NoInterruption => Ruling::new(Verdict::NoInterruption, say("Changed in place.".into())),
        UpdateEffect::Interruption => {
            Ruling::new(Verdict::Interruption, say("Changed in place; it may not work for a while.".into()))
        }
        UpdateEffect::Replacement => {
            Ruling::new(Verdict::Replacement, say(format!("{key} cannot be changed on a resource that exists.")))
        }
        UpdateEffect::Fails => Ruling::new(Verdict::Fails, say(format!("{key} cannot be updated: the update fails."))),
        UpdateEffect::MayFail => {
            Ruling::new(Verdict::Fails, say("The update may fail.".into())).only_if("the service refuses it")
        }
        UpdateEffect::Rule(rule) => ruling(rule, change),
        UpdateEffect::Unknown => Ruling::new(
            Verdict::Replacement,
            format!("No table here has {kind}. Look up {key} in AWS's documentation, or make a change set."),
        )
        .only_if("AWS's documentation says so"),
    }
}
