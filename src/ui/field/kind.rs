//! The choice of how a value is given: as text, as a function in its line, or in rows of its own. Further options are
//! drawn when the pointer or the focus is near: a form has many fields, and a tree hundreds of rows.

use leptos::prelude::*;

use super::actions::FormActions;
use super::id::{field_id, kind_id};
use super::value_action::ValueActions;
use crate::document::{Path, Value};
use crate::schema::function::NameKind;
use crate::template::label::path_label;
use crate::template::value::convert::{ValueTarget, change, targets};
use crate::template::value::line::{LineFunction, LineValue, value_for};
use crate::template::value::references::{first_reference, names};
use crate::template::value::{ValueKind, ValueRef, ValueView};
use crate::ui::focus::focus_soon;
use crate::ui::workspace::Workspace;

/// A group of options: its label, and the value and label of each option.
type OptionGroup = (&'static str, Vec<(String, String)>);

/// A select whose further options are drawn when the pointer or the focus is near.
#[component]
fn LazySelect(
    class: &'static str,
    /// True while the value is a function.
    #[prop(into)]
    is_function: Signal<bool>,
    /// Id, where the focus finds it.
    #[prop(optional, into)]
    id: Option<String>,
    name: String,
    at: Path,
    /// Takes the select after a choice.
    #[prop(into)]
    choose: Callback<web_sys::HtmlSelectElement>,
    /// The further options. Called reactively.
    #[prop(into)]
    others: Callback<(), Vec<OptionGroup>>,
    /// True if Tab passes it, because its field has a key for it.
    #[prop(optional)]
    is_aside: bool,
    /// The options that are always there.
    children: Children,
) -> impl IntoView {
    let workspace = Workspace::expect();
    let near = RwSignal::new(false);
    let group = |(label, options): OptionGroup| {
        let option = |(value, label): (String, String)| view! { <option value=value>{label}</option> };
        view! { <optgroup label=label>{options.into_iter().map(option).collect_view()}</optgroup> }
    };
    view! {
        <select
            class=class class:is-fn=is_function id=id aria-label=name.clone() title=name tabindex=is_aside.then_some("-1")
            on:change:target=move |ev| choose.run(ev.target())
            on:focusin=move |_| { near.set(true); workspace.linked.set(Some(at.clone())) }
            on:pointerenter=move |_| near.set(true)
        >
            {children()}
            {move || near.get().then(|| others.run(()).into_iter().map(group).collect_view())}
        </select>
    }
}

/// "Text", "!Ref", "!Sub" …: how the value of a field is given, and what else can be done to it.
#[component]
pub(super) fn GivenAs(
    at: Path,
    /// What it holds.
    held: Memo<LineValue>,
    /// The field's name, where no label of a row names it.
    name: Option<String>,
    /// Error of a change.
    refused: RwSignal<Option<String>>,
) -> impl IntoView {
    let workspace = Workspace::expect();
    let function = Memo::new(move |_| held.with(LineValue::function));
    let label = match name.as_deref().or(at.last_key()) {
        Some(name) => format!("{name} is given as"),
        None => "Given as".to_string(),
    };
    let value_actions = ValueActions::found();
    let index = move || function.get_untracked().and_then(|own| LineFunction::ALL.iter().position(|one| *one == own));
    let path = StoredValue::new(at.clone());
    let choose = move |select: web_sys::HtmlSelectElement| {
        let (at, tag) = (path.get_value(), select.value());
        let spot = ValueRef::from(at.clone());
        let action = value_actions
            .and_then(|value_actions| value_actions.offers(&spot).into_iter().find(|action| action.key() == tag));
        if let Some((value_actions, action)) = value_actions.zip(action) {
            // An action is no kind: the select shows again what is written.
            let own = index().and_then(|index| i32::try_from(index + 1).ok()).unwrap_or_default();
            select.set_selected_index(own);
            value_actions.ask(action);
            return;
        }
        let text = held.with_untracked(|held| held.text().to_string());
        let function = LineFunction::of_tag(&tag);
        // A reference begins with the name that the field most likely means.
        let text = match function {
            Some(LineFunction::Ref) if text.is_empty() => {
                workspace.with_untracked(|document| first_reference(document, &at)).unwrap_or_default()
            }
            _ => text,
        };
        workspace.close_step();
        let done = match ValueTarget::of_label(&tag).filter(|_| function.is_none()) {
            Some(target @ ValueTarget::Function(_)) => {
                let edits = workspace.with_untracked(|document| change(document, &spot, target));
                workspace.edit(&path_label(&at), &at, edits)
            }
            Some(_) | None => {
                let literal = Value::from(text.as_str());
                let (place, value) =
                    workspace.with_untracked(|document| value_for(document, &at, function, &text, literal));
                workspace.put(&place, Some(value))
            }
        };
        refused.set(done.err().map(|why| why.to_string()));
        workspace.close_step();
        if refused.with_untracked(Option::is_none) {
            focus_soon(field_id(&at));
        }
    };
    let others = move |()| {
        let spot = ValueRef::from(path.get_value());
        let in_rows = targets(&spot).into_iter().filter(|target| match target {
            ValueTarget::Function(function) => LineFunction::of_tag(&function.tag()).is_none(),
            _ => matches!(target, ValueTarget::List | ValueTarget::Mapping),
        });
        let in_rows = in_rows.map(|target| (target.label(), target.label())).collect();
        // The actions change with the value.
        held.track();
        let actions = value_actions.map(|value_actions| value_actions.offers(&spot)).unwrap_or_default().into_iter();
        let actions: Vec<_> = actions.map(|action| (action.key().to_string(), action.label())).collect();
        let elsewhere = (!actions.is_empty()).then_some(("Elsewhere", actions));
        std::iter::once(("In rows of its own", in_rows)).chain(elsewhere).collect::<Vec<_>>()
    };
    view! {
        <LazySelect class="as" is_function=false is_aside=true name=label at=at choose=choose others=others>
            <option value="" prop:selected=move || function.get().is_none()>"Text"</option>
            {LineFunction::ALL.map(|simple| view! {
                <option value=simple.tag() prop:selected=move || function.get() == Some(simple)>{simple.tag()}</option>
            })}
        </LazySelect>
    }
}

/// What the value of a row is, and what it may become.
#[component]
pub(super) fn KindSelect(
    spot: ValueRef,
    name: String,
    look: Memo<Option<ValueView>>,
    /// Called before a change, so that the row may take another form.
    #[prop(into)]
    changing: Callback<ValueTarget>,
    /// Called after a change.
    #[prop(into)]
    changed: Callback<()>,
    /// Shows the error of a change.
    actions: FormActions,
) -> impl IntoView {
    let workspace = Workspace::expect();
    let current = Memo::new(move |_| look.with(|look| look.as_ref().map(ValueView::in_words).unwrap_or_default()));
    let is_call = Memo::new(move |_| {
        look.with(|look| matches!(look, Some(ValueView { kind: ValueKind::Function(_) | ValueKind::Tag(_), .. })))
    });
    let (id, at) = (kind_id(&spot), spot.at.clone());
    let spot = StoredValue::new(spot);
    let choose = move |select: web_sys::HtmlSelectElement| {
        let chosen = ValueTarget::of_label(&select.value());
        // The first option is what the value is, also after the change.
        select.set_selected_index(0);
        let Some(target) = chosen else { return };
        let spot = spot.get_value();
        changing.run(target);
        let title = format!("kind of {}", path_label(&spot.at));
        if actions.make(&title, &spot.at, |document| change(document, &spot, target)) {
            changed.run(());
        }
    };
    let others = move |()| {
        current.track();
        let own =
            workspace.with_untracked(|document| ValueTarget::of(document, &spot.get_value()).map(ValueTarget::label));
        let all = spot.with_value(targets).into_iter().filter(|target| Some(target.label()) != own);
        let (functions, values): (Vec<_>, Vec<_>) = all.partition(|target| matches!(target, ValueTarget::Function(_)));
        let options = |all: Vec<ValueTarget>| all.into_iter().map(|one| (one.label(), label(one))).collect();
        vec![("Value", options(values)), ("Function", options(functions))]
    };
    view! {
        <LazySelect
            class="tn-kind" is_function=is_call id=id name=format!("Kind of {name}") at=at choose=choose others=others
        >
            <option value="">{current}</option>
        </LazySelect>
    }
}

fn label(target: ValueTarget) -> String {
    match target {
        ValueTarget::Lines => "Text, several lines".into(),
        ValueTarget::Function(function) => function.name().into(),
        _ => target.label(),
    }
}

/// What an input offers while it has the focus: names for a `!Ref`, else the values of the field.
#[component]
pub(super) fn ReferenceNames(
    /// Id of the list.
    id: String,
    /// The value.
    at: Path,
    /// The function in the field.
    function: Memo<Option<LineFunction>>,
    /// Values of the field.
    suggest: Signal<Vec<String>>,
    /// True while the input has the focus.
    focused: RwSignal<bool>,
) -> impl IntoView {
    let workspace = Workspace::expect();
    let offered = move || match function.get() {
        Some(LineFunction::Ref) => {
            workspace.with_untracked(|document| names(document, NameKind::Refs, &at.clone().into()))
        }
        Some(LineFunction::Sub | LineFunction::GetAtt | LineFunction::ImportValue) => Vec::new(),
        None => suggest.get(),
    };
    view! {
        <datalist id=id>
            {move || focused.get().then(|| {
                offered().into_iter().map(|name| view! { <option value=name></option> }).collect_view()
            })}
        </datalist>
    }
}
