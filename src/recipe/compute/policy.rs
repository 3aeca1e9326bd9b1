//! The CreationPolicy of machines that become one or many: how many signals it counts, also in branches of `Fn::If`.

use serde_json::{Value as Json, json};

use crate::document::{Document, Kind, Path};
use crate::recipe::draft::Draft;
use crate::recipe::entry;
use crate::schema::creation_policy;
use crate::template::alternative::branches;
use crate::template::function::{call, is_absent};
use crate::template::given::Given;
use crate::template::resource::attribute::CREATION_POLICY;
use crate::template::{Template, resource_path};

/// The mappings that a value can be.
fn mappings(document: &Document, at: &Path) -> Vec<Path> {
    let mut all = branches(document, at);
    all.retain(|at| document.node(at).is_some_and(|node| node.is_plain(Kind::Mapping) && call(node).is_none()));
    all
}

/// Where the CreationPolicy of a resource says which signals it waits for, also in branches of `Fn::If`.
pub(super) fn waited_signals(document: &Document, id: &str) -> Vec<Path> {
    let policies = branches(document, &resource_path(id).join(CREATION_POLICY));
    policies.iter().flat_map(|at| mappings(document, &at.join(creation_policy::RESOURCE_SIGNAL_KEY))).collect()
}

/// What gives the signals of a CreationPolicy, if the text does not show them.
pub(super) fn given_signals<'d>(template: Template<'d>, id: &str) -> Option<Given<'d>> {
    Given::below(template.resource(id)?.node(), &[CREATION_POLICY, creation_policy::RESOURCE_SIGNAL_KEY])
}

/// A value where the resource waits for signals, and another where the one condition of its CreationPolicy says that it
/// waits for none.
pub(super) fn where_it_waits(document: &Document, id: &str, value: Json, other: Json) -> Json {
    let policy = resource_path(id).join(CREATION_POLICY);
    let signal = policy.join(creation_policy::RESOURCE_SIGNAL_KEY);
    let choice = [policy, signal].into_iter().find_map(|at| {
        let call = call(document.node(&at)?).filter(|call| call.name == "Fn::If")?;
        let branch = |index| call.argument.item(index).is_some_and(is_absent);
        Some((call.argument.item(0)?.scalar()?, branch(1), branch(2)))
    });
    match choice {
        Some((condition, false, true)) => json!({ "Fn::If": [condition, value, other] }),
        Some((condition, true, false)) => json!({ "Fn::If": [condition, other, value] }),
        Some(_) | None => value,
    }
}

/// One instance sends one signal: what counts those of a group goes, wherever the policy is written.
pub(super) fn count_one(draft: &mut Draft, id: &str) -> Result<(), String> {
    let of_groups: Vec<Path> = mappings(draft.document(), &resource_path(id).join(CREATION_POLICY))
        .iter()
        .map(|at| at.join(creation_policy::AUTO_SCALING))
        .collect();
    let counts: Vec<Path> =
        waited_signals(draft.document(), id).iter().map(|at| at.join(creation_policy::COUNT.key)).collect();
    let shown = !counts.is_empty();
    for at in of_groups.iter().chain(&counts) {
        draft.make(entry::take(draft.document(), at))?;
    }
    let given = given_signals(draft.template(), id).filter(|_| !shown).map(|given| given.in_words());
    draft.leave_all(given.map(|by| format!("CreationPolicy of {id} is given by {by}: check that it counts 1 signal.")));
    Ok(())
}
