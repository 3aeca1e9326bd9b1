//! The form of the parameters, by the parameter groups of the console.

mod default;
mod entry;
mod group;

use leptos::prelude::*;

use super::adder::{Adder, AdderLabels};
use super::list_form::{ListForm, ListLabels};
use crate::recipe::{interface as recipe, parameter};
use crate::template::interface::{self, group_label_path};
use crate::template::parameter_path;
use crate::ui::control::Empty;
use crate::ui::field::accordion::opened;
use crate::ui::field::actions::FormActions;
use crate::ui::field::actions::OpenPath;
use crate::ui::field::field_id;
use crate::ui::focus::focus_soon;
use crate::ui::icon::{Icon, Svg};
use crate::ui::route::Route;
use crate::ui::workspace::Workspace;
use entry::ParameterEntry;
use group::{GroupHead, Strange};

static LABELS: ListLabels = ListLabels {
    new: AdderLabels { add: "Add a parameter", field: "new-parameter", name: "Name of the new parameter" },
    empty: "No parameters yet. The template asks nothing when it is deployed.",
};

/// The form of the parameters.
#[component]
pub fn Parameters() -> impl IntoView {
    let workspace = Workspace::expect();
    let actions = FormActions::new();
    let opened = opened();
    let layout = workspace.memo(interface::layout);
    let none = move || layout.with(|all| all.rest.is_empty() && all.groups.iter().all(|one| one.parameters.is_empty()));
    let add = move |wanted: String| {
        if !actions.takes_id(&wanted) {
            return false;
        }
        let (name, edits) = workspace.with_untracked(|document| parameter::add(document, &wanted));
        actions.grow(&format!("parameter {name}"), (&parameter_path(&name), edits), opened)
    };
    let add_group = move |_| {
        let (index, edits) = workspace.with_untracked(|document| recipe::add_group(document, "New group"));
        let at = group_label_path(index);
        if actions.make("group of parameters", &at, |_| edits) {
            focus_soon(field_id(&at));
        }
    };
    view! {
        <ListForm place=Route::Parameters labels=&LABELS none=Signal::derive(none) actions=actions>
            <Groups actions=actions opened=opened/>
            <Adder asked=&LABELS.new add=add/>
            <div class="row group-add">
                <button type="button" class="btn sm" on:click=add_group><Svg icon=Icon::Plus/>"Add a group"</button>
                <span class="dim">"Groups are headings in the console\u{2019}s form: AWS::CloudFormation::Interface."</span>
            </div>
        </ListForm>
    }
}

/// The parameters under their headings; without groups, alone.
#[component]
fn Groups(actions: FormActions, opened: OpenPath) -> impl IntoView {
    let workspace = Workspace::expect();
    let layout = workspace.memo(interface::layout);
    let count = Memo::new(move |_| layout.with(|layout| layout.groups.len()));
    let rest = Memo::new(move |_| layout.with(|layout| layout.rest.clone()));
    let of_group = move |index: usize| {
        Memo::new(move |_| {
            layout.with(|all| all.groups.get(index).map(|group| group.parameters.clone()).unwrap_or_default())
        })
    };
    view! {
        <For each=move || 0..count.get() key=|index| *index let:index>
            {
                let names = of_group(index);
                view! {
                    <section class="part" aria-label=move || layout.with(|all| all.groups.get(index).map(|one| one.name()))>
                        <GroupHead index=index actions=actions/>
                        <Strange index=index actions=actions/>
                        <Show when=move || names.with(Vec::is_empty)>
                            <Empty text="No parameter in this group yet. Its parameters choose it as their group."/>
                        </Show>
                        <For each=move || names.get() key=|name| name.clone() let:name>
                            <ParameterEntry name=name actions=actions opened=opened/>
                        </For>
                    </section>
                }
            }
        </For>
        <section class="part" class:is-alone=move || count.get() == 0>
            <Show when=move || count.get() != 0 && !rest.with(Vec::is_empty)>
                <div class="sect"><h2>"In no group"</h2><span class="dim">"The console shows them last."</span></div>
            </Show>
            <For each=move || rest.get() key=|name| name.clone() let:name>
                <ParameterEntry name=name actions=actions opened=opened/>
            </For>
        </section>
    }
}
