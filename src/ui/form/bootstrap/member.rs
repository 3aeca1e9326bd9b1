//! The members of a config set in order: moved by dragging, buttons or Alt with the arrow keys, removed,
//! added.

use leptos::prelude::*;

use crate::document::{Path, Step};
use crate::recipe::config_set::{self, Member, What};
use crate::ui::control::{Select, SelectOption};
use crate::ui::field::actions::FormActions;
use crate::ui::field::id::field_id;
use crate::ui::focus::focus_soon;
use crate::ui::form::ordered::{FocusId, Grip, Order, Shift};
use crate::ui::icon::{Icon, Svg};
use crate::ui::workspace::Workspace;

/// The members of the set at a path.
#[component]
pub fn Members(
    set: Path,
    /// The resource with the metadata.
    resource: String,
    actions: FormActions,
) -> impl IntoView {
    let workspace = Workspace::expect();
    let members = workspace.memo_with(&set, config_set::members);
    let path = StoredValue::new(set.clone());
    let name = set.last_key().unwrap_or_default().to_string();
    let act = move |(from, to, focus): (usize, usize, FocusId)| {
        let (set, members) = (path.get_value(), members.get_untracked());
        let Some(name) = members.get(from).map(|member| member.what.name()) else { return };
        let moved = workspace.with_untracked(|document| config_set::reorder(document, &set, from, to));
        let Some((now, edits)) = moved else {
            return workspace.toast(&format!("{name} stays: it is in a nested list."));
        };
        if actions.make("order of the set", &now, |_| edits) {
            workspace.linked.set(Some(now.clone()));
            workspace.toast(&format!("{name} runs as number {} of {}.", to + 1, members.len()));
        }
        focus_soon(focus(&now));
    };
    let order = Order::new(Signal::derive(move || members.with(Vec::len)), act);
    view! {
        <ol class="members ordered" aria-label=format!("Members of {name}, in their order")>
            <For each=move || members.get() key=|member| member.clone() let:member>
                <Row member=member members=members order=order actions=actions/>
            </For>
            <Show when=move || members.with(Vec::is_empty)><li class="empty">"Nothing. An empty config set is not an error."</li></Show>
        </ol>
        <AddMember set=path.get_value() resource=resource actions=actions/>
    }
}

#[component]
fn Row(member: Member, members: Memo<Vec<Member>>, order: Order, actions: FormActions) -> impl IntoView {
    let workspace = Workspace::expect();
    let (icon, kind) = match member.what {
        What::Config(_) => (Icon::Bolt, ""),
        What::Set(_) => (Icon::Order, "set"),
        What::Other(_) => (Icon::Braces, "as written"),
    };
    let name = member.what.name().to_string();
    let is_item = matches!(member.at.last(), Some(Step::Index(_)));
    let at = StoredValue::new(member.at);
    let place = Memo::new(move |_| {
        members.with(|members| members.iter().position(|member| at.with_value(|at| member.at == *at)))
    });
    let entry = order.entry(place);
    let label = name.clone();
    let take = move |_| {
        actions.remove(&label, &at.get_value(), |document| config_set::leave(document, &at.get_value()));
    };
    view! {
        <li
            class="member" on:keydown=move |ev| entry.key(&ev, field_id) class:is-dragged=move || entry.is_dragged()
            class:is-before=move || entry.is_before() class:is-after=move || entry.is_after()
        >
            <button
                type="button" class="member-nm" id=field_id(&at.get_value())
                aria-label=format!("{name} {kind}").trim_end().to_string() + ", show its line. Alt and an arrow key move it"
                on:click=move |_| workspace.show_lines(&at.get_value())
                on:focusin=move |_| workspace.linked.set(Some(at.get_value()))
            >
                <Svg icon=icon/><code class="cut">{name.clone()}</code>" "
                {(!kind.is_empty()).then(|| view! { <span class="chip">{kind}</span> })}
            </button>
            {is_item.then(|| view! { <Grip at=at.get_value() name=name.clone() entry=entry/> })}
            <button type="button" class="btn bare sm icon" aria-label=format!("Move {name} up") disabled=move || !is_item || entry.is_first() on:click=move |_| entry.shift(Shift::Up, field_id)><Svg icon=Icon::ChevronUp/></button>
            <button type="button" class="btn bare sm icon" aria-label=format!("Move {name} down") disabled=move || !is_item || entry.is_last() on:click=move |_| entry.shift(Shift::Down, field_id)><Svg icon=Icon::ChevronDown/></button>
            <button type="button" class="btn bare sm icon" aria-label=format!("Take {name} out") on:click=take><Svg icon=Icon::Cross/></button>
        </li>
    }
}

/// A choice of configs and sets; one that is chosen becomes the last member.
#[component]
fn AddMember(set: Path, resource: String, actions: FormActions) -> impl IntoView {
    let workspace = Workspace::expect();
    let (own, id) = (set.last_key().unwrap_or_default().to_string(), resource);
    let name = own.clone();
    let choices = workspace.memo(move |document| {
        let configs = config_set::init_of(document, &id);
        let configs = configs.iter().flat_map(|init| {
            init.single_configs().map(|config| What::Config(config.name().to_string())).collect::<Vec<_>>()
        });
        let sets = config_set::names(document, &id).into_iter().filter(|other| *other != own).map(What::Set);
        configs.chain(sets).collect::<Vec<_>>()
    });
    let options = Signal::derive(move || {
        let all = choices.get().into_iter().enumerate().map(|(index, what)| {
            let label = match what {
                What::Set(name) => format!("all of {name}"),
                What::Config(name) | What::Other(name) => name,
            };
            SelectOption::new(index.to_string(), label)
        });
        std::iter::once(SelectOption::none("Add a config or set")).chain(all).collect::<Vec<_>>()
    });
    let path = StoredValue::new(set);
    let add = move |index: Option<String>| {
        let index = index.and_then(|index| index.parse::<usize>().ok());
        let what = index.and_then(|index| choices.with_untracked(|all| all.get(index).cloned()));
        let Some(what) = what else { return };
        let at = path.get_value();
        actions.make(&format!("{} of {}", what.name(), at.last_key().unwrap_or_default()), &at, |document| {
            config_set::join(document, &at, &what, None)
        });
    };
    view! {
        <Select
            class="in add-member" name=format!("Add to the set {name}") answers=options chosen=None set=add resets=true
        />
    }
}
