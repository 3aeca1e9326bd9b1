//! The outcomes of all worlds in one: what happens in any case, and what only under a condition.

use super::analysis::Update;
use super::consequence;
use super::outcome::{Lifecycle, ResourceOutcome};
use super::rename::{renames, shared_name, shared_place};
use super::verdict::{Impact, PropertyImpact, ReplacementOrder, ResourceImpact, Verdict};
use super::world::{World, WorldScope};
use crate::schema::update::is_old_deleted_first;
use crate::template::evaluate::{Evaluation, NewValues};
use crate::template::reference::names_below;
use crate::template::resource::attribute;
use crate::template::{Template, section};

/// True if CloudFormation runs an update for a resource.
pub(super) fn runs_an_update(one: &ResourceOutcome) -> bool {
    let is_order = |one: &PropertyImpact| one.at.first().is_some_and(|key| key == attribute::DEPENDS_ON);
    match one.lifecycle {
        Lifecycle::Absent => false,
        Lifecycle::Created | Lifecycle::Deleted => true,
        Lifecycle::Kept => one.properties.iter().any(|one| !is_order(one)),
    }
}

/// Adds what happens in another world to what happens in the base.
pub(super) fn merge(merged: &mut [ResourceOutcome], others: &[ResourceOutcome], scope: &WorldScope) {
    for (one, other) in merged.iter_mut().zip(others) {
        let (when, unless) = match scope {
            WorldScope::Base => continue,
            WorldScope::NewDefaults(when) | WorldScope::Several(when) => (when.as_str(), None),
            WorldScope::Other { when, unless, is_known } => (when.as_str(), Some(unless).filter(|_| !is_known)),
        };
        if let Some(unless) = unless {
            let same =
                |left: &PropertyImpact, right: &PropertyImpact| left.at == right.at && left.verdict == right.verdict;
            for part in one.properties.iter_mut().filter(|part| part.only_if.is_none()) {
                if !other.properties.iter().any(|there| same(part, there)) {
                    part.only_if = Some(unless.clone());
                }
            }
        }
        let is_under = |part: &PropertyImpact| PropertyImpact {
            only_if: Some(match &part.only_if {
                Some(also) if also != when => format!("{when} and {also}"),
                _ => when.to_string(),
            }),
            ..part.clone()
        };
        let is_new = |part: &&PropertyImpact| {
            let is_covered =
                |there: &PropertyImpact| there.only_if.is_none() || !matches!(scope, WorldScope::Other { .. });
            !one.properties
                .iter()
                .any(|there| there.at == part.at && there.verdict >= part.verdict && is_covered(there))
        };
        let mut more: Vec<PropertyImpact> = other.properties.iter().filter(is_new).map(is_under).collect();
        let is_made_or_gone = |one: Lifecycle| matches!(one, Lifecycle::Created | Lifecycle::Deleted);
        if let Some(unless) = unless
            && is_made_or_gone(one.lifecycle)
            && one.lifecycle != other.lifecycle
            && let Some(part) = lifecycle(one.lifecycle)
        {
            one.properties.push(PropertyImpact { only_if: Some(unless.clone()), ..part });
            one.lifecycle = Lifecycle::Kept;
        }
        let is_sure = is_made_or_gone(one.lifecycle);
        if one.lifecycle != other.lifecycle && !is_sure {
            more.extend(lifecycle(other.lifecycle).map(|part| is_under(&part)));
            if one.lifecycle == Lifecycle::Absent {
                one.lifecycle = Lifecycle::Kept;
            }
        }
        one.properties.extend(more.into_iter().filter(|part| !one.properties.contains(part)).collect::<Vec<_>>());
    }
}

/// What the condition of a resource does to it.
fn lifecycle(of: Lifecycle) -> Option<PropertyImpact> {
    let (verdict, why) = match of {
        Lifecycle::Created => (Verdict::Created, "Its condition becomes true, so it is created."),
        Lifecycle::Deleted => (Verdict::Deleted, "Its condition becomes false, so it is deleted."),
        Lifecycle::Absent | Lifecycle::Kept => return None,
    };
    Some(PropertyImpact {
        at: vec![attribute::CONDITION.to_string()],
        old: None,
        new: None,
        verdict,
        only_if: None,
        through: Vec::new(),
        why: why.to_string(),
        page: None,
    })
}

/// Whether a verdict needs a condition: none if one part has it in any case.
fn only_if(parts: &[PropertyImpact], verdict: Verdict) -> Option<String> {
    let mut conditions: Vec<&str> = Vec::new();
    for part in parts.iter().filter(|part| part.verdict == verdict) {
        let condition = part.only_if.as_deref()?;
        if !conditions.contains(&condition) {
            conditions.push(condition);
        }
    }
    (!conditions.is_empty()).then(|| any_of(&conditions))
}

/// Conditions as one: "Env is prod or stage, or Size is large".
fn any_of(conditions: &[&str]) -> String {
    let mut groups: Vec<(Option<&str>, Vec<&str>)> = Vec::new();
    for condition in conditions {
        let named = condition.split_once(" is ").filter(|(_, value)| !value.contains(' '));
        let (name, value) = named.map_or((None, *condition), |(name, value)| (Some(name), value));
        match groups.iter_mut().find(|group| name.is_some() && group.0 == name) {
            Some(group) => group.1.push(value),
            None => groups.push((name, vec![value])),
        }
    }
    let group = |(name, values): (Option<&str>, Vec<&str>)| {
        let values = values.join(" or ");
        name.map_or(values.clone(), |name| format!("{name} is {values}"))
    };
    groups.into_iter().map(group).collect::<Vec<_>>().join(", or ")
}

/// Changes that differ in their condition only, as one.
fn joined(parts: Vec<PropertyImpact>) -> Vec<PropertyImpact> {
    let mut all: Vec<(PropertyImpact, Vec<String>)> = Vec::new();
    for part in parts {
        let condition = part.only_if.clone();
        let bare = PropertyImpact { only_if: None, ..part };
        match all.iter_mut().find(|(one, conditions)| *one == bare && condition.is_some() && !conditions.is_empty()) {
            Some((_, conditions)) => conditions.extend(condition),
            None => all.push((bare, condition.into_iter().collect())),
        }
    }
    let whole = |(part, conditions): (PropertyImpact, Vec<String>)| {
        let conditions: Vec<&str> = conditions.iter().map(String::as_str).collect();
        PropertyImpact { only_if: (!conditions.is_empty()).then(|| any_of(&conditions)), ..part }
    };
    all.into_iter().map(whole).collect()
}

/// The impact of merged outcomes.
pub(super) fn finish(
    update: &Update<'_>,
    merged: Vec<ResourceOutcome>,
    base: (&World, &NewValues),
    worlds: &[World],
) -> Impact {
    let (old, new) = update.documents;
    let mut impact = Impact::default();
    let runs = merged.iter().any(runs_an_update);
    for (slot, mut outcome) in update.slots.iter().zip(merged) {
        if let Some(verdict) =
            [Lifecycle::Created, Lifecycle::Deleted].contains(&outcome.lifecycle).then_some(outcome.lifecycle)
        {
            if slot.old.is_some() && slot.new.is_some() {
                outcome.properties.extend(lifecycle(verdict));
            }
            if verdict == Lifecycle::Created
                && let Some((name, value, other)) = shared_name(slot, &update.slots)
            {
                outcome.properties.push(collision(name, value, &other));
            }
            if verdict == Lifecycle::Created
                && let Some((other, answer)) = shared_place(slot, &update.slots)
            {
                outcome.properties.push(of_type(format!(
                    "{other} is the same to AWS and still there when this one is created: the update fails with {answer}. Keep \
                     the logical id {other}, or remove {other} in one update and add this one in the next."
                )));
            }
        }
        if slot.is_only_of_a_loop() {
            let is_condition = |one: &&mut PropertyImpact| one.at == [attribute::CONDITION];
            for part in outcome.properties.iter_mut().filter(is_condition) {
                part.why = match part.verdict {
                    Verdict::Created => "Its loop makes it, so it is created.".to_string(),
                    _ => "Its loop makes it no longer, so it is deleted.".to_string(),
                };
            }
        }
        let own = match outcome.lifecycle {
            Lifecycle::Created => Some(Verdict::Created),
            Lifecycle::Deleted => Some(Verdict::Deleted),
            Lifecycle::Absent | Lifecycle::Kept => None,
        };
        let most = outcome.properties.iter().map(|one| one.verdict).max().max(own);
        let Some(verdict) = most else {
            impact.unchanged += 1;
            continue;
        };
        let only_if = if own == Some(verdict) { None } else { only_if(&outcome.properties, verdict) };
        outcome.properties.sort_by_key(|one| (std::cmp::Reverse(one.verdict), one.only_if.is_some()));
        let is_replaced = outcome.properties.iter().any(|one| one.verdict == Verdict::Replacement);
        let order = is_replaced.then(|| match is_old_deleted_first(slot.kind()) {
            true => ReplacementOrder::OldFirst,
            false => ReplacementOrder::NewFirst,
        });
        impact.resources.push(ResourceImpact {
            id: slot.id.clone(),
            kind: slot.kind().to_string(),
            verdict,
            only_if,
            order,
            properties: joined(outcome.properties),
            notes: Vec::new(),
            ways_out: Vec::new(),
        });
    }
    for one in &mut impact.resources {
        consequence::explain(one, old, new);
    }
    for (from, to) in renames(&update.slots) {
        let place = |id: &str| impact.resources.iter().position(|one| one.id == id);
        if let (Some(from), Some(to)) = (place(&from), place(&to))
            && let Ok([gone, came]) = impact.resources.get_disjoint_mut([from, to])
        {
            consequence::renamed(gone, came, new);
        }
    }
    impact.resources.sort_by_key(|one| (std::cmp::Reverse(one.verdict), one.only_if.is_some()));
    impact.outputs = outputs(update, base, &impact);
    notes(update, &mut impact, worlds, runs);
    impact
}

/// A failure of the resource as a whole.
fn of_type(why: String) -> PropertyImpact {
    PropertyImpact::failing([attribute::TYPE], why)
}

fn collision(name: &str, value: String, other: &str) -> PropertyImpact {
    let why = format!(
        "{other} still has the name {value} when this one is created: the update fails. Give another name, or keep the \
         logical id {other}."
    );
    PropertyImpact { new: Some(value), ..PropertyImpact::failing([attribute::PROPERTIES, name], why) }
}

/// The outputs whose value differs, or that only one template has.
fn outputs(update: &Update<'_>, (base, new_values): (&World, &NewValues), impact: &Impact) -> Vec<String> {
    let (old, new) = update.documents;
    let none = NewValues::new();
    let mut before = Evaluation::to_compare(Template::of(old), &base.old, &none);
    let mut after = Evaluation::to_compare(Template::of(new), &base.new, new_values);
    let section = |document| Template::of(document).section(section::OUTPUTS);
    let value = |section: Option<crate::document::Node<'_>>, name: &str| {
        section?.get(name)?.get("Value").map(|node| node.source().to_string())
    };
    let mut names: Vec<&str> = Vec::new();
    for entry in [section(new), section(old)].into_iter().flatten().flat_map(|node| node.entries()) {
        if !names.contains(&entry.key()) {
            names.push(entry.key());
        }
    }
    let is_new = |id: &str| impact.of(id).is_some_and(|one| one.verdict >= Verdict::Replacement);
    let mut differs = |name: &str| {
        let nodes = [section(old), section(new)].map(|all| all?.get(name)?.get("Value"));
        match nodes {
            [Some(left), Some(right)] => {
                let through = names_below(right).into_iter().any(is_new);
                let same_source = value(section(old), name) == value(section(new), name);
                let (left, right) = (before.value(left).ok(), after.value(right).ok());
                through || if left.is_none() && right.is_none() { !same_source } else { left != right }
            }
            [left, right] => left.is_some() != right.is_some(),
        }
    };
    names.into_iter().filter(|name| differs(name)).map(str::to_string).collect()
}

/// What holds for the whole update.
fn notes(update: &Update<'_>, impact: &mut Impact, worlds: &[World], runs: bool) {
    let (old, new) = update.documents;
    if impact.worst() == Some(Verdict::Fails) {
        let is_sure = impact.resources.iter().any(|one| one.verdict == Verdict::Fails && one.only_if.is_none());
        let may = if is_sure { "fails" } else { "may fail" };
        impact.notes.push(format!(
            "The update {may} and is rolled back as a whole. What else is listed happens once the cause is removed."
        ));
    }
    let has_defaults = worlds.iter().any(|one| matches!(one.scope, WorldScope::NewDefaults(_)));
    if has_defaults {
        impact.notes.push(
            "A changed default of a parameter: aws cloudformation deploy keeps the value that the stack has, unless \
             --parameter-overrides gives another. update-stack and change sets take the new default where the parameter is \
             left out; the console shows the old value."
                .to_string(),
        );
    }
    if [old, new].into_iter().any(|one| Template::of(one).may_grow(section::RESOURCES)) {
        impact.notes.push(
            "A macro of the template may add or change resources, which only a deployment knows. A change set shows them."
                .to_string(),
        );
    }
    if !runs && impact.outputs.is_empty() {
        impact.notes.push(
            "CloudFormation runs no update: what the templates say of resources and outputs is the same once it is resolved."
                .to_string(),
        );
    }
}
