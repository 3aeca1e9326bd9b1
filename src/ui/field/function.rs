//! Functions in a field: the choice between literal and function, and what is too deep for a line.

use leptos::prelude::*;

use super::row::field_id;
use super::value_action::ValueActions;
use crate::document::{Path, Value};
use crate::schema::function::NameKind;
use crate::template::label::path_label;
use crate::template::value::ValueRef;
use crate::template::value::convert::{ValueTarget, change, targets};
use crate::template::value::line::{LineFunction, LineValue, value_for};
use crate::template::value::references::names;
use crate::ui::focus::focus_soon;
use crate::ui::workspace::Workspace;

/// "Text", "!Ref", "!Sub" …: how the value is given.
#[component]
pub(super) fn AsSelect(
    /// Where the value is.
    at: Path,
    /// What stands there.
    held: Memo<LineValue>,
    /// The field's name, where no label of a row names it.
    name: Option<String>,
    /// Why a change was refused.
    refused: RwSignal<Option<String>>,
) -> impl IntoView {
    let workspace = Workspace::expect();
    let function = Memo::new(move |_| held.with(LineValue::function));
    let label = match name.as_deref().or(at.last_key()) {
        Some(name) => format!("{name} is given as"),
        None => "Given as".to_string(),
    };
    let own = at.clone();
    let value_actions = ValueActions::found();
    let index = move || function.get_untracked().and_then(|own| LineFunction::ALL.iter().position(|one| *one == own));
    let choose = move |select: web_sys::HtmlSelectElement| {
        let tag = select.value();
        let spot = ValueRef::from(at.clone());
        let wish = value_actions
            .and_then(|value_actions| value_actions.offers(&spot).into_iter().find(|wish| wish.key() == tag));
        if let Some((value_actions, wish)) = value_actions.zip(wish) {
            // What was chosen is no kind: the field goes on saying what is there.
            let own = index().and_then(|index| i32::try_from(index + 1).ok()).unwrap_or_default();
            select.set_selected_index(own);
            value_actions.ask(wish);
            return;
        }
        let text = held.with_untracked(|held| held.text().to_string());
        let function = LineFunction::of_tag(&tag);
        workspace.close_step();
        let done = match ValueTarget::of_label(&tag).filter(|_| function.is_none()) {
            Some(target @ ValueTarget::Function(_)) => {
                let edits = workspace.with_untracked(|document| change(document, &at.clone().into(), target));
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
    // Drawn when somebody comes near: a form has many fields.
    let near = RwSignal::new(false);
    let spot = ValueRef::from(own.clone());
    let others = move || {
        near.get().then(|| {
            let all = targets(&spot).into_iter().filter(|target| match target {
                ValueTarget::Function(function) => LineFunction::of_tag(&function.tag()).is_none(),
                _ => matches!(target, ValueTarget::List | ValueTarget::Mapping),
            });
            let options = all.map(|target| view! { <option value=target.label()>{target.label()}</option> });
            // What can be wished changes with what is held.
            held.track();
            let wishes = value_actions.map(|value_actions| value_actions.offers(&spot)).unwrap_or_default().into_iter();
            let wishes = wishes.map(|wish| view! { <option value=wish.key()>{wish.label()}</option> }).collect_view();
            view! {
                <optgroup label="In rows of its own">{options.collect_view()}</optgroup>
                {(!wishes.is_empty()).then(|| view! { <optgroup label="Elsewhere">{wishes}</optgroup> })}
            }
        })
    };
    view! {
        <select
            class="as" aria-label=label.clone() title=label
            on:change:target=move |ev| choose(ev.target())
            on:focusin=move |_| { near.set(true); workspace.linked.set(Some(own.clone())) }
            on:pointerenter=move |_| near.set(true)
        >
            <option value="" prop:selected=move || function.get().is_none()>"Text"</option>
            {LineFunction::ALL.map(|simple| view! {
                <option value=simple.tag() prop:selected=move || function.get() == Some(simple)>{simple.tag()}</option>
            })}
            {others}
        </select>
    }
}

/// What an input offers while it has the focus: names where a `!Ref` stands, else the values of the field.
#[component]
pub(super) fn ReferenceNames(
    /// Id of the list.
    id: String,
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
            workspace.with_untracked(|document| names(document, NameKind::Refs, &Path::root().into()))
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

/// The view of a value that a line cannot hold. Forms give it by context, because it consists of fields itself.
#[derive(Clone, Copy)]
pub struct NestedView(pub fn(Path) -> AnyView);

/// A value that a line cannot hold, in the view that the form gives.
#[component]
pub(super) fn NestedValue(
    /// Where the value is.
    at: Path,
) -> impl IntoView {
    use_context::<NestedView>().map(|nested| (nested.0)(at))
}
