//! From the part of a text that is selected to a parameter: a button at the field, and the question before the change.

use std::ops::Range;

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::id::field_id;
use super::value_action::{Naming, ValueAction, ValueActions};
use crate::document::{Document, Path, utf16};
use crate::recipe::extract_fragment;
use crate::recipe::extract_parameter::ParameterDetails;
use crate::ui::control::Tick;
use crate::ui::focus::focus_soon;
use crate::ui::icon::{Icon, Svg};
use crate::ui::propose::ProposalDialog;
use crate::ui::workspace::Workspace;

/// Longer parts are cut on the button, in characters.
const SHOWN: usize = 24;

/// The part of a field's text that is selected, in bytes.
#[derive(Clone, Copy)]
pub struct Chosen(RwSignal<Option<Range<usize>>>);

impl Chosen {
    /// Of a field where nothing is selected yet.
    pub fn nothing() -> Chosen {
        Chosen(RwSignal::new(None))
    }

    /// Notes what is selected from `start` to `end`, in UTF-16 units of the field's text.
    pub fn note(self, text: &str, start: Result<Option<u32>, impl Sized>, end: Result<Option<u32>, impl Sized>) {
        let byte = |unit: Option<u32>| utf16::byte_offset(text, usize::try_from(unit?).ok()?).into();
        let range: Option<Range<usize>> = match (start.ok().and_then(byte), end.ok().and_then(byte)) {
            (Some(start), Some(end)) if start < end => Some(start..end),
            _ => None,
        };
        if self.0.try_with_untracked(|before| *before != range).unwrap_or(false) {
            self.0.set(range);
        }
    }

    /// Forgets it when the focus leaves the field, but for the button that makes something of it.
    pub fn left(self, ev: &web_sys::FocusEvent) {
        let to = ev.related_target().and_then(|to| to.dyn_into::<web_sys::Element>().ok());
        if to.is_none_or(|to| to.closest(".make-part").ok().flatten().is_none()) {
            self.0.try_set(None);
        }
    }
}

/// The words of a part, if it can become a parameter.
fn words(document: &Document, at: &Path, part: Range<usize>) -> Option<String> {
    let (_, part) = extract_fragment::extract_from_text(document, at, part).ok()?;
    let text = document.scalar(&extract_fragment::text_of(document, at)?)?.get(part)?;
    let cut: String = text.chars().take(SHOWN).collect();
    Some(if cut.len() < text.len() { format!("{cut}\u{2026}") } else { cut })
}

/// Makes the selected part a parameter; there while one is selected that can become one.
#[component]
pub fn PartButton(
    /// Where the field's value is.
    at: Path,
    /// What is selected in it.
    chosen: Chosen,
) -> impl IntoView {
    let workspace = Workspace::expect();
    let value_actions = ValueActions::found();
    let own = at.clone();
    let said = Memo::new(move |_| {
        let part = chosen.0.get()?;
        value_actions?;
        workspace.with(|document| words(document, &own, part))
    });
    let at = StoredValue::new(at);
    let ask = move |_| {
        let (Some(value_actions), Some(part)) = (value_actions, chosen.0.get_untracked()) else { return };
        let at = at.get_value();
        // The field gets the focus back when the question is answered: the button is gone by then.
        focus_soon(field_id(&at));
        request_animation_frame(move || value_actions.ask(ValueAction::Part(at, part)));
    };
    move || {
        said.get().map(|words| {
            view! {
                // The field keeps its selection while the mouse is pressed.
                <button type="button" class="btn sm make-part" on:mousedown=|ev| ev.prevent_default()
                    on:focusout=move |ev| chosen.left(&ev) on:click=ask>
                    <Svg icon=Icon::Sliders/><span>"Make "<code>{words}</code>" a parameter"</span>
                </button>
            }
        })
    }
}

/// What the part is to be called, and whether the same words beside it become the parameter too.
#[component]
pub(super) fn MakePart(at: Path, part: Range<usize>, open: RwSignal<bool>) -> impl IntoView {
    let workspace = Workspace::expect();
    let (name, part, others) = workspace.with_untracked(|document| {
        let found = extract_fragment::extract_from_text(document, &at, part.clone()).ok();
        let (name, part) = found.map_or((String::new(), part), |(extract, part)| (extract.name, part));
        let others = extract_fragment::others(document, &at, part.clone());
        (name, part, others)
    });
    let (name, description) = (RwSignal::new(name), RwSignal::new(String::new()));
    let (all, count) = (RwSignal::new(!others.is_empty()), others.len());
    let propose = move |()| {
        let (name, description) = (name.get(), description.get());
        let said = ParameterDetails { name: name.trim(), description: &description };
        let others = if all.get() { others.as_slice() } else { &[] };
        workspace.with(|document| extract_fragment::propose(document, (&at, part.clone()), said, others))
    };
    let same = match count {
        1 => "The same words are at 1 other place in this text: use the parameter there too".to_string(),
        count => format!("The same words are at {count} other places in this text: use the parameter there too"),
    };
    let same = StoredValue::new(same);
    view! {
        <ProposalDialog title="Make a part of the text a parameter" open=open propose=propose stays=true>
            <Naming name=name description=description/>
            {(count > 0).then(|| view! {
                <Tick on=all set=move |on| all.set(on)><span>{same.get_value()}</span></Tick>
            })}
        </ProposalDialog>
    }
}
