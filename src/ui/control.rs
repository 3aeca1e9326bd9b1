//! Small controls of the page: select, check box, segments, links, notes. They know no document.

use leptos::prelude::*;

use super::icon::{Icon, Svg};
use super::route::Route;
use super::workspace::Workspace;

/// An answer that a select offers.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SelectOption {
    /// The value; `None` for no choice.
    pub value: Option<String>,
    /// Shown text.
    pub label: String,
    /// True if it is shown only while it is chosen.
    is_hidden: bool,
}

impl SelectOption {
    /// An answer with a value and a text.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> SelectOption {
        SelectOption { value: Some(value.into()), label: label.into(), is_hidden: false }
    }

    /// A value that is its own text.
    pub fn word(value: impl Into<String>) -> SelectOption {
        let value = value.into();
        SelectOption { label: value.clone(), value: Some(value), is_hidden: false }
    }

    /// No choice.
    pub fn none(label: impl Into<String>) -> SelectOption {
        SelectOption { value: None, label: label.into(), is_hidden: false }
    }

    /// The state without a choice, which cannot be chosen.
    pub fn hidden(label: impl Into<String>) -> SelectOption {
        SelectOption { is_hidden: true, ..SelectOption::none(label) }
    }
}

/// A choice from a list.
#[component]
pub fn Select(
    /// The answers, in their order.
    #[prop(into)]
    answers: Signal<Vec<SelectOption>>,
    /// The value that is chosen.
    #[prop(into)]
    chosen: Signal<Option<String>>,
    /// Takes the new value.
    #[prop(into)]
    set: Callback<Option<String>>,
    /// Id, for its label and the focus.
    #[prop(optional, into)]
    id: Option<String>,
    /// Accessible name, where no label names it.
    #[prop(optional, into)]
    name: Option<String>,
    /// Id of its help.
    #[prop(optional, into)]
    help: Option<String>,
    /// Called when it gets the focus.
    #[prop(optional, into)]
    entered: Option<Callback<()>>,
    /// True if it shows the first answer again after each choice.
    #[prop(optional)]
    resets: bool,
    #[prop(default = "in")] class: &'static str,
) -> impl IntoView {
    let choose = move |select: web_sys::HtmlSelectElement| {
        let index = usize::try_from(select.selected_index()).unwrap_or_default();
        if resets {
            select.set_selected_index(0);
        }
        if let Some(answer) = answers.with_untracked(|all| all.get(index).cloned()) {
            set.run(answer.value);
        }
    };
    let option = move |answer: SelectOption| {
        let value = answer.value.clone().unwrap_or_default();
        let is_chosen = move || chosen.with(|chosen| *chosen == answer.value);
        view! { <option value=value hidden=answer.is_hidden prop:selected=is_chosen>{answer.label}</option> }
    };
    view! {
        <select
            class=class id=id aria-label=name aria-describedby=help on:change:target=move |ev| choose(ev.target())
            on:focusin=move |_| if let Some(entered) = entered { entered.run(()) }
        >
            <For each=move || answers.get() key=|answer| answer.clone() children=option/>
        </select>
    }
}

/// A check box with its text.
#[component]
pub fn Tick(
    /// True if it is checked.
    #[prop(into)]
    on: Signal<bool>,
    /// Takes the new state.
    #[prop(into)]
    set: Callback<bool>,
    /// Id, for the focus.
    #[prop(optional, into)]
    id: Option<String>,
    /// `switch` for one that is on or off.
    #[prop(optional, into)]
    role: Option<&'static str>,
    /// Called when it gets the focus.
    #[prop(optional, into)]
    entered: Option<Callback<()>>,
    children: Children,
) -> impl IntoView {
    view! {
        <label class="tick">
            <input
                type="checkbox" role=role id=id prop:checked=on on:change:target=move |ev| set.run(ev.target().checked())
                on:focusin=move |_| if let Some(entered) = entered { entered.run(()) }
            />
            {children()}
        </label>
    }
}

/// Buttons of which one is pressed.
#[component]
pub fn Segments(
    /// Accessible name of the group.
    #[prop(into)]
    name: String,
    /// The texts of the buttons.
    labels: &'static [&'static str],
    /// Position of the one that is pressed.
    #[prop(into)]
    chosen: Signal<Option<usize>>,
    /// Takes the position of the new one.
    #[prop(into)]
    set: Callback<usize>,
) -> impl IntoView {
    let button = |(index, label): (usize, &&'static str)| {
        let is_pressed = move || (chosen.get() == Some(index)).to_string();
        view! { <button type="button" aria-pressed=is_pressed on:click=move |_| set.run(index)>{*label}</button> }
    };
    view! { <div class="seg" role="group" aria-label=name>{labels.iter().enumerate().map(button).collect_view()}</div> }
}

/// A field for a text that is not in the document yet.
#[component]
pub fn DraftInput(
    /// Id, for its label.
    #[prop(into)]
    id: String,
    draft: RwSignal<String>,
    /// Accessible name, where no label names it.
    #[prop(optional, into)]
    name: Option<String>,
    /// Id of the list of values to offer.
    #[prop(optional, into)]
    list: Option<String>,
    /// True if the text is lost when the page is left, so that it is asked about.
    #[prop(optional)]
    is_kept: bool,
    #[prop(default = "in mono")] class: &'static str,
) -> impl IntoView {
    view! {
        <input
            class=class id=id type="text" autocomplete="off" spellcheck="false" autocapitalize="off" aria-label=name list=list
            data-draft=is_kept.then_some("") prop:value=draft on:input:target=move |ev| draft.set(ev.target().value())
        />
    }
}

/// A sentence about what is absent, with the button that adds it.
#[component]
pub fn Offer(
    /// What holds now.
    #[prop(into)]
    text: String,
    /// Text of the button.
    #[prop(into)]
    label: String,
    /// Icon of the button.
    #[prop(default = Icon::Plus)]
    icon: Icon,
    /// Adds it.
    #[prop(into)]
    act: Callback<()>,
) -> impl IntoView {
    view! {
        <div class="empty is-action">
            <span>{text}</span>
            <button type="button" class="btn sm" on:click=move |_| act.run(())><Svg icon=icon/>{label}</button>
        </div>
    }
}

/// Message for an empty list.
#[component]
pub fn Empty(
    /// One line.
    text: &'static str,
) -> impl IntoView {
    view! { <p class="empty">{text}</p> }
}

/// A link to the form of a route.
#[component]
pub fn RouteLink(to: Route, #[prop(optional, into)] class: Option<&'static str>, children: Children) -> impl IntoView {
    let workspace = Workspace::expect();
    let href = to.to_hash();
    let open = move |ev: web_sys::MouseEvent| {
        ev.prevent_default();
        workspace.select(to.clone());
    };
    view! { <a class=class href=href on:click=open>{children()}</a> }
}

/// A link to a page of the documentation, such as `cfn-hup`, in a tab of its own.
#[component]
pub fn GuideLink(#[prop(into)] page: String, children: Children) -> impl IntoView {
    let to = format!("./docs/{page}.html");
    view! { <a class="doc" href=to target="_blank" rel="noopener">{children()}<Svg icon=Icon::External/></a> }
}

/// A warning: a bold title, a sentence, and a button if something fixes it.
#[component]
pub fn Warning(
    /// Bold text.
    #[prop(optional, into)]
    title: String,
    /// Text after it; begins with a blank if there is a title.
    #[prop(optional, into)]
    text: String,
    /// Button that fixes it.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="note">
            <Svg icon=Icon::Warning/>
            <div>{(!title.is_empty()).then(|| view! { <b>{title}</b> })}{text}</div>
            {children.map(|children| children())}
        </div>
    }
}
