//! Worlds for conditions that no other value of one parameter decides: of two or three at once.

use super::world::{World, WorldScope};
use crate::template::evaluate::{Evaluation, NewValues, ParameterValues};
use crate::template::function::call;
use crate::template::reference::names_below;
use crate::template::{Template, section};

/// Worlds that are added at most.
const MOST: usize = 8;
/// Parameters that are given other values at once.
const MOST_NAMES: usize = 3;
/// Combinations of values that are tried for a condition.
const MOST_TRIES: usize = 64;

/// Other values of a parameter.
type Choice<'w> = (&'w str, Vec<&'w str>);

/// A world for each condition of one of the templates that has another truth than in the base only there. `others` are the
/// worlds in which one parameter has another value.
pub(super) fn compound(templates: [Template<'_>; 2], base: &World, others: &[World]) -> Vec<World> {
    let others: Vec<&World> = others.iter().filter(|one| matches!(one.scope, WorldScope::Other { .. })).collect();
    let mut choices: Vec<Choice<'_>> = Vec::new();
    for world in &others {
        let other = world.new.iter().chain(&world.old).find(|(name, value)| {
            let own = base.new.get(*name).or_else(|| base.old.get(*name));
            own != Some(*value)
        });
        let Some((name, value)) = other else { continue };
        match choices.iter_mut().find(|choice| choice.0 == name) {
            Some(choice) => choice.1.push(value),
            None => choices.push((name, vec![value])),
        }
    }
    let mut found: Vec<World> = Vec::new();
    for (is_new, template) in [false, true].into_iter().zip(templates) {
        let conditions = template.section(section::CONDITIONS).into_iter().flat_map(|node| node.entries());
        for condition in conditions.filter(|entry| !entry.key().starts_with("Fn::")) {
            let inputs = inputs(templates, condition.key());
            let own: Vec<&Choice<'_>> = choices.iter().filter(|choice| inputs.contains(&choice.0)).collect();
            if own.len() < 2 || found.len() >= MOST {
                continue;
            }
            let [old, new] = templates;
            let truths =
                |world: &World| (holds(old, &world.old, condition.key()), holds(new, &world.new, condition.key()));
            let of_side = |world: &World| if is_new { truths(world).1 } else { truths(world).0 };
            let known = of_side(base);
            // Another truth than in the base, or another one in the old template than in the new one.
            let is_other = |world: &World| known.is_some() && of_side(world).is_some_and(|now| Some(now) != known);
            let is_changed = |world: &World| matches!(truths(world), (Some(old), Some(new)) if old != new);
            let wanted: [&dyn Fn(&World) -> bool; 2] = [&is_other, &is_changed];
            for is_wanted in wanted {
                let mut seen = std::iter::once(base).chain(others.iter().copied()).chain(&found);
                if !seen.any(is_wanted) {
                    found.extend(combinations(base, &own).into_iter().take(MOST_TRIES).find(|world| is_wanted(world)));
                }
            }
        }
    }
    found
}

fn holds(template: Template<'_>, values: &ParameterValues, condition: &str) -> Option<bool> {
    Evaluation::to_compare(template, values, &NewValues::new()).holds(condition)
}

/// The names that a condition compares in either template, also in conditions that it names.
fn inputs<'d>(templates: [Template<'d>; 2], condition: &'d str) -> Vec<&'d str> {
    let mut found = Vec::new();
    for conditions in templates.into_iter().filter_map(|template| template.section(section::CONDITIONS)) {
        let mut seen = vec![condition];
        let mut next = 0;
        while let Some(name) = seen.get(next) {
            next += 1;
            let Some(node) = conditions.get(name) else { continue };
            found.extend(names_below(node));
            for node in node.descendants() {
                let short = call(node).filter(|call| call.name == "Condition").map(|call| call.argument);
                let name = short.or_else(|| node.get("Condition")).and_then(|name| name.scalar());
                seen.extend(name.filter(|name| !seen.contains(name)));
            }
        }
    }
    found
}

/// Worlds in which several of the parameters have other values, first two at once.
fn combinations(base: &World, choices: &[&Choice<'_>]) -> Vec<World> {
    let mut sets: Vec<Vec<(&str, &str)>> = vec![Vec::new()];
    for (name, values) in choices.iter().copied() {
        let longer = sets.iter().filter(|set| set.len() < MOST_NAMES).flat_map(|set| {
            values.iter().map(move |value| set.iter().copied().chain([(*name, *value)]).collect::<Vec<_>>())
        });
        let longer: Vec<_> = longer.collect();
        sets.extend(longer);
        if sets.len() > 4 * MOST_TRIES {
            break;
        }
    }
    sets.retain(|set| set.len() > 1);
    sets.sort_by_key(Vec::len);
    let world = |set: Vec<(&str, &str)>| {
        let words: Vec<String> = set.iter().map(|(name, value)| super::world::is_value(name, value)).collect();
        let scope = WorldScope::Several(words.join(" and "));
        let mut world = World { old: base.old.clone(), new: base.new.clone(), scope };
        for (name, value) in set {
            world.old.insert(name.to_string(), value.to_string());
            world.new.insert(name.to_string(), value.to_string());
        }
        world
    };
    sets.into_iter().map(world).collect()
}
