//! What can be done to a value: a parameter or values by region in its place, or a parameter's value in place of the
//! parameter. A change of one place is made at once; for a change of several a dialog shows it first.

use std::ops::Range;

use leptos::prelude::*;

use super::id::field_id;
use crate::document::Path;
use crate::recipe::proposal::Proposal;
use crate::recipe::{extract_parameter, inline_parameter};
use crate::template::value::ValueRef;
use crate::ui::control::DraftInput;
use crate::ui::workspace::Workspace;

/// An action on a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ValueAction {
    /// A parameter in its place.
    Parameter(ValueRef),
    /// A parameter in the place of these bytes of a text in which names are replaced.
    Part(Path, Range<usize>),
    /// A value for each region in its place.
    Region(ValueRef),
    /// The default of this parameter in the place of it, everywhere.
    Inline(String),
}

impl ValueAction {
    /// A word for the choice of a field.
    pub fn key(&self) -> &'static str {
        match self {
            ValueAction::Parameter(_) => "make a parameter",
            ValueAction::Part(..) => "make a part a parameter",
            ValueAction::Region(_) => "by region",
            ValueAction::Inline(_) => "inline",
        }
    }

    /// For people.
    pub fn label(&self) -> String {
        match self {
            ValueAction::Parameter(_) => "Make this a parameter".into(),
            ValueAction::Part(..) => "Make the selected part a parameter".into(),
            ValueAction::Region(_) => "By region\u{2026}".into(),
            ValueAction::Inline(name) => format!("Inline {name}"),
        }
    }
}

/// The actions on values, and the one whose dialog is open. Copied freely; provided above the forms.
#[derive(Clone, Copy)]
pub struct ValueActions {
    workspace: Workspace,
    pub(super) asked: RwSignal<Option<ValueAction>>,
    pub(super) open: RwSignal<bool>,
}

impl ValueActions {
    /// Gives it to all components below.
    pub fn provide() -> ValueActions {
        let value_actions =
            ValueActions { workspace: Workspace::expect(), asked: RwSignal::new(None), open: RwSignal::new(false) };
        provide_context(value_actions);
        value_actions
    }

    /// The one that a component above provides; fields outside of forms have none.
    pub fn found() -> Option<ValueActions> {
        use_context()
    }

    /// The actions that a value allows now.
    pub fn offers(&self, spot: &ValueRef) -> Vec<ValueAction> {
        self.workspace.with_untracked(|document| {
            let mut all = Vec::new();
            if extract_parameter::extract(document, spot).is_ok() {
                all.push(ValueAction::Parameter(spot.clone()));
                if document.node(&spot.at).is_some() {
                    all.push(ValueAction::Region(spot.clone()));
                }
            }
            all.extend(inline_parameter::referred(document, spot).map(ValueAction::Inline));
            all
        })
    }

    /// Makes the change, or opens its dialog, which shows the change or why it cannot be made.
    pub fn ask(&self, action: ValueAction) {
        let at_once = self.workspace.with_untracked(|document| match &action {
            ValueAction::Parameter(spot) if extract_parameter::others(document, spot).is_empty() => {
                extract_parameter::propose(document, spot, "", &[]).ok()
            }
            ValueAction::Inline(name) if inline_parameter::places(document, name) < 2 => {
                inline_parameter::propose(document, name).ok()
            }
            ValueAction::Parameter(_) | ValueAction::Part(..) | ValueAction::Inline(_) | ValueAction::Region(_) => None,
        });
        if !at_once.is_some_and(|proposal| self.make(proposal)) {
            self.asked.set(Some(action));
            self.open.set(true);
        }
    }

    /// Makes a change of one place.
    fn make(&self, proposal: Proposal) -> bool {
        let workspace = self.workspace;
        workspace.close_step();
        let done = workspace.edit(&proposal.title, &proposal.at, proposal.edits).is_ok();
        workspace.close_step();
        if done {
            crate::ui::focus::focus_soon(field_id(&proposal.at));
            workspace.linked.set(Some(proposal.at));
            workspace.toast(&format!("{}.", proposal.title));
        }
        done
    }
}

/// Name and description of a new parameter.
#[component]
pub(super) fn Naming(name: RwSignal<String>, description: RwSignal<String>) -> impl IntoView {
    view! {
        <div class="value-action-name">
            <label for="value-action-name">"Name of the parameter"</label>
            <DraftInput id="value-action-name" draft=name/>
        </div>
        <div class="value-action-name is-wide">
            <label for="value-action-description">"Description "<span class="dim">"may be empty"</span></label>
            <DraftInput class="in" id="value-action-description" draft=description/>
        </div>
    }
}
