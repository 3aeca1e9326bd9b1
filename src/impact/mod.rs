//! What a stack update from one template to another does to each resource: replacement, interruption, none, failure, or
//! nothing but work for cfn-hup.
//!
//! Values are compared as CloudFormation resolves them, under values of the parameters that a stack may have. Works from
//! the two texts alone; a change set has the last word. Sources: AWS page "Update behaviors of stack resources" and those
//! that `schema/update_rules.tsv` names. Knows no page and no command line.

mod address;
mod analysis;
mod attribute;
mod change;
mod compound;
mod consequence;
mod difference;
mod differing;
mod group;
mod hint;
mod merge;
mod new_value;
mod outcome;
mod print;
mod property;
mod rename;
mod resolve;
mod rule;
mod verdict;
mod way_out;
mod world;

use analysis::Update;
use merge::{finish, merge, runs_an_update};

pub use hint::update_hint;
pub use print::{json, text};
pub use verdict::{Impact, PropertyImpact, ReplacementOrder, ResourceImpact, Verdict, WayOut};

use crate::document::Document;
use crate::template::Template;
use crate::template::evaluate::ParameterValues;

impl Impact {
    /// What an update from `old` to `new` does. `given` are values of parameters that are known of the stack; the others
    /// have the defaults of the old template.
    pub fn between(old: &Document, new: &Document, given: &ParameterValues) -> Impact {
        if old.text() == new.text() {
            let unchanged = Template::of(new).resources().count();
            return Impact { unchanged, ..Impact::default() };
        }
        let (before, after) = (Template::of(old), Template::of(new));
        let (base, mut all) = world::worlds(before, after, given);
        all.extend(compound::compound([before, after], &base, &all));
        let update = Update::of(old, new, &std::iter::once(&base).chain(&all).collect::<Vec<_>>());
        let (outcomes, new_values) = update.outcomes(&base, None);
        let mut merged = outcomes.clone();
        for world in &all {
            merge(&mut merged, &update.outcomes(world, Some(&outcomes)).0, &world.scope);
        }
        let runs = merged.iter().any(runs_an_update);
        if runs && let Some(world) = world::newly_stored(before, after, &base) {
            merge(&mut merged, &update.outcomes(&world, Some(&outcomes)).0, &world.scope);
        }
        finish(&update, merged, (&base, &new_values), &all)
    }
}
