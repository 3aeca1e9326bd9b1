//! The members of a config set, in order: moved by buttons and by Alt with the arrow keys, taken out, added.

use leptos::prelude::*;
use web_sys::KeyboardEvent;

use crate::document::{Path, Step};
use crate::template::recipe::config_set::{self, Member, What};
use crate::template::recipe::entry;
use crate::ui::field::{field_id, focus_soon};
use crate::ui::form::actions::Actions;
use crate::ui::icon::{Icon, Svg};
use crate::ui::workspace::Workspace;

/// The members of the set at a path.
#[component]
pub fn Members(
    /// The set.
    set: Path,
    /// The resource with the metadata.
    resource: String,
    /// What buttons do it with.
    actions: Actions,
) -> impl IntoView {
    let workspace = Workspace::expect();
    let own = set.clone();
    let members = workspace.memo(move |document| config_set::members(document, &own));
    let path = StoredValue::new(set.clone());
    let name = set.last_key().unwrap_or_default().to_string();
    view! {
        <ol class="members" aria-label=format!("Members of {name}, in their order")>
            <For each=move || members.get() key=|member| member.clone() let:member>
                <Row member=member actions=actions/>
            </For>
            <Show when=move || members.with(Vec::is_empty)><li class="empty">"Nothing: a set that runs nothing is no fault."</li></Show>
        </ol>
        <AddMember set=path.get_value() resource=resource actions=actions/>
    }
}

#[component]
fn Row(member: Member, actions: Actions) -> impl IntoView {
    let workspace = Workspace::expect();
    let (icon, kind) = match member.what {
        What::Config(_) => (Icon::Bolt, ""),
        What::Set(_) => (Icon::Order, "set"),
        What::Other(_) => (Icon::Braces, "as written"),
    };
    let name = member.what.name().to_string();
    let at = StoredValue::new(member.at.clone());
    let own = member.at.clone();
    let ends = workspace.memo(move |document| {
        let place = entry::position(document, &own).unwrap_or_default();
        let count = own.parent().and_then(|list| document.node(&list)).map_or(0, |list| list.len());
        (place == 0, place + 1 >= count)
    });
    let is_item = matches!(member.at.last(), Some(Step::Index(_)));
    let shift = move |up: bool| {
        let at = at.get_value();
        let recipe = if up { entry::up } else { entry::down };
        let Some(Step::Index(index)) = at.last().cloned() else { return };
        let stays = if up { ends.get_untracked().0 } else { ends.get_untracked().1 };
        if stays {
            return;
        }
        actions.make("order of the set", &at, |document| recipe(document, &at));
        let to = if up { index.saturating_sub(1) } else { index + 1 };
        focus_soon(field_id(&at.parent().unwrap_or_default().join(to)));
    };
    let key = move |ev: KeyboardEvent| {
        if ev.alt_key() && matches!(ev.key().as_str(), "ArrowUp" | "ArrowDown") {
            ev.prevent_default();
            shift(ev.key() == "ArrowUp");
        }
    };
    let label = name.clone();
    let take = move |_| {
        actions.remove(&label, &at.get_value(), |document| config_set::leave(document, &at.get_value()));
    };
    view! {
        <li class="member" on:keydown=key>
            <button
                type="button" class="member-nm" id=field_id(&at.get_value())
                aria-label=format!("{name} {kind}").trim_end().to_string() + ", show its line. Alt and an arrow key move it"
                on:click=move |_| workspace.show_lines(&at.get_value())
                on:focusin=move |_| workspace.linked.set(Some(at.get_value()))
            >
                <Svg icon=icon/><code class="cut">{name.clone()}</code>" "
                {(!kind.is_empty()).then(|| view! { <span class="chip">{kind}</span> })}
            </button>
            <button type="button" class="btn bare sm icon" aria-label=format!("Move {name} up") disabled=move || !is_item || ends.get().0 on:click=move |_| shift(true)><Svg icon=Icon::ChevronUp/></button>
            <button type="button" class="btn bare sm icon" aria-label=format!("Move {name} down") disabled=move || !is_item || ends.get().1 on:click=move |_| shift(false)><Svg icon=Icon::ChevronDown/></button>
            <button type="button" class="btn bare sm icon" aria-label=format!("Take {name} out") on:click=take><Svg icon=Icon::Cross/></button>
        </li>
    }
}

/// A choice of configs and sets; one that is chosen becomes the last member.
#[component]
fn AddMember(set: Path, resource: String, actions: Actions) -> impl IntoView {
    let workspace = Workspace::expect();
    let (own, id) = (set.last_key().unwrap_or_default().to_string(), resource);
    let name = own.clone();
    let choices = workspace.memo(move |document| {
        let configs = config_set::init_of(document, &id);
        let configs = configs
            .iter()
            .flat_map(|init| init.configs().map(|config| What::Config(config.name().to_string())).collect::<Vec<_>>());
        let sets = config_set::names(document, &id).into_iter().filter(|other| *other != own).map(What::Set);
        configs.chain(sets).collect::<Vec<_>>()
    });
    let path = StoredValue::new(set);
    let choose = move |select: web_sys::HtmlSelectElement| {
        let index = usize::try_from(select.selected_index()).unwrap_or_default();
        select.set_selected_index(0);
        let Some(what) = index.checked_sub(1).and_then(|index| choices.with_untracked(|all| all.get(index).cloned()))
        else {
            return;
        };
        let at = path.get_value();
        actions.make(&format!("{} of {}", what.name(), at.last_key().unwrap_or_default()), &at, |document| {
            config_set::join(document, &at, &what, None)
        });
    };
    view! {
        <select class="in add-member" aria-label=format!("Add to the set {name}") on:change:target=move |ev| choose(ev.target())>
            <option value="">"Add a config or set"</option>
            {move || choices.get().into_iter().map(|what| {
                let text = match &what {
                    What::Set(name) => format!("all of {name}"),
                    What::Config(name) | What::Other(name) => name.clone(),
                };
                view! { <option>{text}</option> }
            }).collect_view()}
        </select>
    }
}
