//! The question before something is removed that others refer to.

use leptos::prelude::*;

use crate::ui::field::focus_soon;
use crate::ui::icon::{Icon, Svg};

/// What would be removed, and who refers to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// What would go.
    pub what: String,
    /// Who refers to it and stays.
    pub users: Vec<String>,
}

const ANYWAY: &str = "remove-anyway";

/// Says what a removal would break, with both ways on. Nothing while there is no doubt.
#[component]
pub fn RemoveDoubt(
    /// The doubt.
    doubt: RwSignal<Option<Doubt>>,
    /// Removes all the same.
    go: Callback<()>,
) -> impl IntoView {
    move || {
        doubt.get().map(|doubt_now| {
            focus_soon(ANYWAY.into());
            let verb = if doubt_now.users.len() == 1 { "refers" } else { "refer" };
            view! {
                <div class="note doubt" role="alert">
                    <Svg icon=Icon::Warning/>
                    <div>
                        <b>{format!("{} {verb} to {}.", doubt_now.users.join(", "), doubt_now.what)}</b>
                        " CloudFormation refuses the template until that is changed."
                    </div>
                    <div class="row">
                        <button type="button" class="btn sm" id=ANYWAY on:click=move |_| go.run(())>"Remove anyway"</button>
                        <button type="button" class="btn sm" on:click=move |_| doubt.set(None)>"Keep"</button>
                    </div>
                </div>
            }
        })
    }
}
