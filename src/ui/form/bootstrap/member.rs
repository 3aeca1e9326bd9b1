//! The members of a config set in order: moved by dragging, buttons or Alt with the arrow keys, removed,
//! added.

use leptos::prelude::*;
use web_sys::KeyboardEvent;

use crate::document::{Path, Step};
use crate::recipe::config_set::{self, Member, What};
use crate::ui::control::{Select, SelectOption};
use crate::ui::field::actions::FormActions;
use crate::ui::field::id::{field_id, grip_id};
use crate::ui::focus::focus_soon;
use crate::ui::form::drag::{Dragged, Grip, Shift, is_after, is_before, is_dragged};
use crate::ui::icon::{Icon, Svg};
use crate::ui::workspace::Workspace;

/// The members of the set at a path.
#[component]
pub fn Members(
    /// The set.
    set: Path,
    /// The resource with the metadata.
    resource: String,
    /// Actions of the form.
    actions: FormActions,
) -> impl IntoView {
    let workspace = Workspace::expect();
    let members = workspace.memo_with(&set, config_set::members);
    let path = StoredValue::new(set.clone());
    let name = set.last_key().unwrap_or_default().to_string();
    let order = Order { workspace, set: path, members, actions, drag: RwSignal::new(None) };
    view! {
        <ol class="members ordered" aria-label=format!("Members of {name}, in their order")>
            <For each=move || members.get() key=|member| member.clone() let:member>
                <Row member=member order=order/>
            </For>
            <Show when=move || members.with(Vec::is_empty)><li class="empty">"Nothing. An empty config set is not an error."</li></Show>
        </ol>
        <AddMember set=path.get_value() resource=resource actions=actions/>
    }
}

/// The members of a set and what changes their order. Copied freely.
#[derive(Clone, Copy)]
struct Order {
    workspace: Workspace,
    set: StoredValue<Path>,
    members: Memo<Vec<Member>>,
    actions: FormActions,
    drag: Dragged,
}

impl Order {
    /// Moves a member; the element that `focus` names at its new path gets the focus.
    fn act(&self, at: &Path, shift: Shift, focus: fn(&Path) -> String) {
        let members = self.members.get_untracked();
        let Some(own) = members.iter().position(|member| member.at == *at) else { return };
        let (from, to) = match shift {
            Shift::Up => (own, own.checked_sub(1)),
            Shift::Down => (own, Some(own + 1)),
            Shift::To(from, to) => (from, Some(to)),
        };
        let Some((to, member)) = to.filter(|to| *to < members.len() && *to != from).zip(members.get(from)) else {
            return;
        };
        let set = self.set.get_value();
        let moved = self.workspace.with_untracked(|document| config_set::reorder(document, &set, from, to));
        let name = member.what.name();
        let Some((now, edits)) = moved else {
            return self.workspace.toast(&format!("{name} stays: it is in a nested list."));
        };
        if self.actions.make("order of the set", &now, |_| edits) {
            self.workspace.linked.set(Some(now.clone()));
            self.workspace.toast(&format!("{name} runs as number {} of {}.", to + 1, members.len()));
        }
        focus_soon(focus(&now));
    }
}

#[component]
fn Row(member: Member, order: Order) -> impl IntoView {
    let workspace = order.workspace;
    let (icon, kind) = match member.what {
        What::Config(_) => (Icon::Bolt, ""),
        What::Set(_) => (Icon::Order, "set"),
        What::Other(_) => (Icon::Braces, "as written"),
    };
    let name = member.what.name().to_string();
    let at = StoredValue::new(member.at.clone());
    let count = move || order.members.with(Vec::len);
    let place = Memo::new(move |_| {
        order.members.with(|members| members.iter().position(|member| at.with_value(|at| member.at == *at)))
    });
    let is_first = move || place.get() == Some(0);
    let is_last = move || place.get().is_none_or(|place| place + 1 >= count());
    let is_item = matches!(member.at.last(), Some(Step::Index(_)));
    let shift = move |shift: Shift| order.act(&at.get_value(), shift, field_id);
    let key = move |ev: KeyboardEvent| {
        if let Some(wanted) = Shift::of_key(&ev).filter(|_| ev.alt_key()) {
            ev.prevent_default();
            shift(wanted);
        }
    };
    let label = name.clone();
    let take = move |_| {
        order.actions.remove(&label, &at.get_value(), |document| config_set::leave(document, &at.get_value()));
    };
    let drag = move |shift: Shift| order.act(&at.get_value(), shift, grip_id);
    view! {
        <li
            class="member" on:keydown=key
            class:is-dragged=move || is_dragged(order.drag, place.get())
            class:is-before=move || is_before(order.drag, place.get())
            class:is-after=move || is_after(order.drag, place.get(), count())
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
            {is_item.then(|| view! { <Grip id=grip_id(&at.get_value()) name=name.clone() place=place drag=order.drag act=drag/> })}
            <button type="button" class="btn bare sm icon" aria-label=format!("Move {name} up") disabled=move || !is_item || is_first() on:click=move |_| shift(Shift::Up)><Svg icon=Icon::ChevronUp/></button>
            <button type="button" class="btn bare sm icon" aria-label=format!("Move {name} down") disabled=move || !is_item || is_last() on:click=move |_| shift(Shift::Down)><Svg icon=Icon::ChevronDown/></button>
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
        let configs = configs
            .iter()
            .flat_map(|init| init.configs().map(|config| What::Config(config.name().to_string())).collect::<Vec<_>>());
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
