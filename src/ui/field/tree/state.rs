//! What the rows of a tree share: which of them are open, and how their controls are found.

use std::collections::HashMap;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::document::{Path, Step};
use crate::template::value::{ChildLabel, ValueChild, ValuePart, ValueRef};

/// The state of a tree. Copied freely.
#[derive(Clone, Copy)]
pub struct TreeState {
    /// Rows that were opened or closed by hand.
    folds: RwSignal<HashMap<ValueRef, bool>>,
    /// The row whose name is shown elsewhere: the value of a field.
    bare: StoredValue<Option<ValueRef>>,
}

impl TreeState {
    /// A tree in which nothing was opened by hand yet.
    pub fn new(bare: Option<ValueRef>) -> TreeState {
        TreeState { folds: RwSignal::new(HashMap::new()), bare: StoredValue::new(bare) }
    }

    /// True if the row has no name of its own.
    pub fn is_bare(&self, spot: &ValueRef) -> bool {
        self.bare.with_value(|bare| bare.as_ref() == Some(spot))
    }

    /// Whether the row was opened or closed by hand.
    pub fn fold(&self, spot: &ValueRef) -> Option<bool> {
        self.folds.with(|folds| folds.get(spot).copied())
    }

    /// Opens or closes a row.
    pub fn set_open(&self, spot: &ValueRef, open: bool) {
        self.folds.try_update(|folds| folds.insert(spot.clone(), open));
    }

    /// What was open below `from` is open below `to`, and the other way round.
    pub fn swap(&self, from: &Path, to: &Path) {
        let moved = |spot: ValueRef| {
            let other = if spot.at.starts_with(from) {
                Some((from, to))
            } else if spot.at.starts_with(to) {
                Some((to, from))
            } else {
                None
            };
            match other {
                Some((old, new)) => ValueRef { at: rebased(&spot.at, old, new), part: spot.part },
                None => spot,
            }
        };
        self.folds.try_update(|folds| {
            *folds = std::mem::take(folds).into_iter().map(|(spot, open)| (moved(spot), open)).collect();
        });
    }
}

fn rebased(at: &Path, old: &Path, new: &Path) -> Path {
    new.steps().iter().chain(at.steps().iter().skip(old.steps().len())).cloned().collect()
}

/// What a child is called: `ImageId`, "item 1 of DependsOn", "If true of ImageId".
pub fn child_name(child: &ValueChild) -> String {
    let steps = child.spot.at.steps();
    let owner = |steps: &[Step]| {
        let keys = steps.iter().rev().filter_map(Step::key);
        keys.filter(|key| !key.starts_with("Fn::")).map(str::to_string).next().unwrap_or_default()
    };
    let around = steps.split_last().map_or(&[][..], |(_, around)| around);
    match &child.label {
        ChildLabel::Key(key) => key.clone(),
        ChildLabel::Own => owner(steps),
        ChildLabel::Item(index) => format!("Item {} of {}", index + 1, owner(around)),
        ChildLabel::Argument(argument) => {
            let own = if child.spot.part == ValuePart::Node { around } else { steps };
            format!("{} of {}", argument.label, owner(own))
        }
    }
}

/// Gives the focus to the first of some elements that is there with the next paint.
pub fn focus_first(ids: Vec<String>) {
    request_animation_frame(move || {
        let found = ids.iter().find_map(|id| document().get_element_by_id(id)?.dyn_into::<HtmlElement>().ok());
        if let Some(element) = found {
            let _ = element.focus();
        }
    });
}
