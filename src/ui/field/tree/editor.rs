//! The editors of a line: text, number, truth, and the only argument of a function.

use leptos::prelude::*;

use crate::document::{EditError, Value, number};
use crate::schema::function::NameKind;
use crate::template::label::path_label;
use crate::template::value::line::LineValue;
use crate::template::value::{self, ChildLabel, ValueChild, ValueHint, ValueKind, ValuePart, ValueRef, ValueView};
use crate::ui::control::{Select, SelectOption};
use crate::ui::field::id::field_id;
use crate::ui::field::input::{LineInput, Quotes, TextLines};
use crate::ui::field::row::Refusal;
use crate::ui::workspace::Workspace;

/// A control for a value of one line: the value, its name for those who do not see the row, and the control's id.
#[derive(Clone)]
pub struct Control {
    /// The value.
    pub spot: ValueRef,
    /// What it is called.
    pub name: String,
    /// What it may name.
    pub names: NameKind,
    /// The id of the control.
    pub id: String,
    /// Its view.
    pub look: Memo<Option<ValueView>>,
}

/// Puts a value where a control is, as one more letter of a step.
fn put(workspace: Workspace, spot: &ValueRef, value: Value, keeps_quotes: bool) -> Result<(), EditError> {
    let edits = workspace.with_untracked(|document| value::typed(document, spot, value, keeps_quotes));
    workspace.edit(&path_label(&spot.at), &spot.at, edits)
}

/// The look of what a control edits.
fn look_of(workspace: Workspace, spot: &ValueRef) -> Memo<Option<ValueView>> {
    let spot = spot.clone();
    workspace.memo(move |document| value::view(document, &spot))
}

/// Text, or a number where the value is one.
#[component]
pub fn Words(control: Control) -> impl IntoView {
    let workspace = Workspace::expect();
    let Control { spot, name, names, id, look } = control;
    let text = text_of(look);
    let numeric =
        Memo::new(move |_| look.with(|look| look.as_ref().is_some_and(|look| look.kind == ValueKind::Number)));
    let refused = RwSignal::new(None::<String>);
    let focused = RwSignal::new(false);
    let quotes = Quotes::new();
    let list = (names != NameKind::None).then(|| format!("{id}-list"));
    let at = spot.at.clone();
    let spot = StoredValue::new(spot);
    let write = move |typed: String| {
        let value = match (numeric.get_untracked(), number(&typed)) {
            (true, None) => {
                refused.set(Some("This is not a number. To write letters, choose Text as its kind.".into()));
                return;
            }
            (true, Some(number)) => number,
            (false, _) => Value::from(typed),
        };
        let spot = spot.get_value();
        let keeps_quotes = quotes.are_kept(workspace, &spot.at);
        refused.set(put(workspace, &spot, value, keeps_quotes).err().map(|why| why.to_string()));
    };
    let left = move |input: web_sys::HtmlInputElement| {
        quotes.end();
        // What is no number was not written: the field shows again what is.
        if refused.get_untracked().is_some() {
            refused.set(None);
            input.set_value(&text.get_untracked());
        }
    };
    let own_list = list.clone();
    let offered = move || {
        focused.get().then(|| {
            let names =
                workspace.with_untracked(|document| value::references::names(document, names, &spot.get_value()));
            let options = names.into_iter().map(|name| view! { <option value=name></option> }).collect_view();
            view! { <datalist id=own_list.clone()>{options}</datalist> }
        })
    };
    view! {
        <LineInput at=at id=id text=text write=write left=left focused=focused name=name nostrip:list=list/>
        {(names != NameKind::None).then_some(offered)}
        <Refusal why=refused/>
    }
}

/// The text of a value.
fn text_of(look: Memo<Option<ValueView>>) -> Memo<String> {
    Memo::new(move |_| look.with(|look| look.as_ref().and_then(|look| look.text.clone()).unwrap_or_default()))
}

/// True or false.
#[component]
pub fn TruthSelect(control: Control) -> impl IntoView {
    let workspace = Workspace::expect();
    let Control { spot, name, id, look, .. } = control;
    let chosen = move || {
        let on = look.with(|look| matches!(look, Some(ValueView { kind: ValueKind::Truth(true), .. })));
        Some(on.to_string())
    };
    let refused = RwSignal::new(None::<String>);
    let spot = StoredValue::new(spot);
    let set = move |word: Option<String>| {
        workspace.close_step();
        let done = put(workspace, &spot.get_value(), Value::Bool(word.as_deref() == Some("true")), true);
        refused.set(done.err().map(|why| why.to_string()));
        workspace.close_step();
    };
    let entered = move |()| workspace.linked.set(Some(spot.get_value().at));
    let answers = Signal::stored(["true", "false"].map(SelectOption::word).to_vec());
    view! {
        <Select
            class="in mono" id=id name=name answers=answers chosen=Signal::derive(chosen) set=set entered=entered
        />
        <Refusal why=refused/>
    }
}

/// The arguments of a function that are edited in its own line.
#[component]
pub fn Inline(control: Control) -> impl IntoView {
    let workspace = Workspace::expect();
    let parts = workspace.memo_with(&control.spot, move |document, own| value::children(document, own, 2));
    let inputs = move |index: usize, child: ValueChild| {
        let ChildLabel::Argument(argument) = child.label else { return ().into_any() };
        let id = if index == 0 { control.id.clone() } else { format!("{}!a", control.id) };
        let name = match child.spot.part {
            ValuePart::Attribute => format!("Attribute of {}", control.name),
            ValuePart::Node | ValuePart::Inside | ValuePart::Resource => control.name.clone(),
        };
        let point = (child.spot.part == ValuePart::Attribute).then(|| view! { <span class="tn-point">"."</span> });
        let look = look_of(workspace, &child.spot);
        let control = Control { spot: child.spot, name, names: argument.names, id, look };
        view! { {point}<div class="grow"><Words control=control/></div> }.into_any()
    };
    move || {
        let parts = parts.get().into_iter().enumerate();
        view! { <div class="tn-parts">{parts.map(|(index, child)| inputs(index, child)).collect_view()}</div> }
    }
}

/// Text of several lines, literal or the argument of a function.
#[component]
pub fn Block(control: Control) -> impl IntoView {
    let workspace = Workspace::expect();
    let own = control.spot.clone();
    // Where the text itself is: of a function its first argument.
    let spot = workspace.with_untracked(|document| match value::call(document, &own) {
        Some(_) => value::children(document, &own, 1).into_iter().next().map(|child| child.spot).unwrap_or(own),
        None => own,
    });
    let marked = workspace.with_untracked(|document| {
        document.node(&spot.at).is_some_and(|node| match spot.part {
            ValuePart::Inside => node.tag() == Some("!Sub"),
            ValuePart::Node => node.tag().is_none(),
            ValuePart::Resource | ValuePart::Attribute => false,
        })
    });
    if marked {
        let held = workspace.memo_with(&spot.at, LineValue::of);
        return view! { <TextLines at=spot.at held=held name=control.name/> }.into_any();
    }
    let look = look_of(workspace, &spot);
    view! { <Plain control=Control { spot, look, ..control }/> }.into_any()
}

/// Text of several lines in a function that replaces nothing in it.
#[component]
fn Plain(control: Control) -> impl IntoView {
    let workspace = Workspace::expect();
    let Control { spot, name, look, .. } = control;
    let id = field_id(&spot.at);
    let text = text_of(look);
    let refused = RwSignal::new(None::<String>);
    let spot = StoredValue::new(spot);
    let write = move |typed: String| {
        refused.set(put(workspace, &spot.get_value(), Value::from(typed), true).err().map(|why| why.to_string()));
    };
    view! {
        <textarea
            class="in mono tn-area" id=id aria-label=name spellcheck="false" autocomplete="off" autocapitalize="off"
            wrap="off" rows=move || text.with(|text| text.lines().count().clamp(3, 24)) prop:value=text
            on:input:target=move |ev| write(ev.target().value())
            on:focusin=move |_| workspace.linked.set(Some(spot.get_value().at))
            on:focusout=move |_| workspace.close_step()
        ></textarea>
        <Refusal why=refused/>
    }
}

/// How a value without quotes is read, with the button that puts it in quotes.
#[component]
pub fn ReadAs(spot: ValueRef, look: Memo<Option<ValueView>>) -> impl IntoView {
    let workspace = Workspace::expect();
    let hint = Memo::new(move |_| look.with(|look| look.as_ref().and_then(|look| look.hint.clone())));
    let refused = RwSignal::new(None::<String>);
    let spot = StoredValue::new(spot);
    let quote = move |_| {
        let text = look.with_untracked(|look| look.as_ref().and_then(|look| look.text.clone())).unwrap_or_default();
        workspace.close_step();
        refused.set(put(workspace, &spot.get_value(), Value::from(text), true).err().map(|why| why.to_string()));
        workspace.close_step();
    };
    move || {
        hint.get().map(|hint| {
            let is_number = matches!(hint, ValueHint::Number(_));
            let words = match hint {
                ValueHint::Number(number) => format!("Without quotes YAML 1.1 reads the number {number}."),
                ValueHint::Truth(truth) => format!("Without quotes YAML 1.1 reads {truth}."),
            };
            view! {
                <p class="tn-hint" class:is-warn=is_number>
                    {words}<button type="button" class="btn sm" on:click=quote>"Put it in quotes"</button>
                </p>
                <Refusal why=refused/>
            }
        })
    }
}
