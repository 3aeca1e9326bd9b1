//! Multi-select: resources of the template as check boxes; other items of the list as fields.

use leptos::prelude::*;

use super::actions::FormActions;
use super::adder::Empty;
use super::collection::Collection;
use super::text_list::TextListItem;
use crate::document::{Kind, Path};
use crate::recipe::reference;
use crate::ui::field::{Refusal, field_id};
use crate::ui::workspace::Workspace;

/// The resources of some types, checked if the list at a path refers to them. A value that is not a list is shown in
/// a text field.
#[component]
pub fn MultiSelect(
    /// The list.
    at: Path,
    /// The resource types to choose from.
    types: &'static [&'static str],
    /// Accessible name of the list.
    name: &'static str,
) -> impl IntoView {
    let path = StoredValue::new(at.clone());
    view! {
        <Collection at=at kind=Kind::Sequence name=name>
            <Ticks at=path.get_value() types=types name=name/>
        </Collection>
    }
}

#[component]
fn Ticks(at: Path, types: &'static [&'static str], name: &'static str) -> impl IntoView {
    let workspace = Workspace::expect();
    let actions = FormActions::new();
    let ticks = workspace.memo_with(&at, move |document, at| reference::ticks(document, at, types));
    let others = workspace.memo_with(&at, move |document, at| reference::others(document, at, types));
    let names = Memo::new(move |_| ticks.with(|all| all.iter().map(|one| one.0.clone()).collect::<Vec<_>>()));
    let id = field_id(&at);
    let path = StoredValue::new(at);
    let toggle = move |which: String, on: bool| {
        let recipe = if on { reference::tick } else { reference::untick };
        let at = path.get_value();
        actions.make(name, &at, |document| recipe(document, &at, &which));
    };
    view! {
        <div class="ticks" role="group" aria-label=name id=id tabindex="-1">
            <For each=move || names.get() key=|name| name.clone() let:which>
                {
                    let (own, group) = (which.clone(), which.clone());
                    let on = move || ticks.with(|all| all.iter().any(|one| one.0 == own && one.1));
                    view! {
                        <label class="tick">
                            <input
                                type="checkbox" prop:checked=on
                                on:change:target=move |ev| toggle(group.clone(), ev.target().checked())
                                on:focusin=move |_| workspace.linked.set(Some(path.get_value()))
                            />
                            <code>{which}</code>
                        </label>
                    }
                }
            </For>
            <Show when=move || names.with(Vec::is_empty) && others.with(Vec::is_empty)>
                <Empty text="The template has no such resource."/>
            </Show>
            // Items that refer to no resource: literals, other functions.
            <For each=move || others.get() key=|index| *index let:index>
                <TextListItem at=path.get_value().join(index) name=format!("{name}, {}", index + 1) actions=actions/>
            </For>
        </div>
        <Refusal why=actions.refused/>
    }
}
