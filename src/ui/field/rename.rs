//! A field for the name of an entry: a draft until Enter or until the field is left.

use leptos::prelude::*;

use super::held::plain_rename;
use super::row::{Refusal, field_id};
use crate::document::{Document, Edit, Path};
use crate::template::place::name_of;
use crate::ui::workspace::Workspace;

/// The edits that rename the entry at a path, with whatever refers to it.
pub type Rename = fn(&Document, &Path, &str) -> Vec<Edit>;

/// The id of the field that renames the entry at `at`.
pub fn rename_id(at: &Path) -> String {
    format!("{}=", field_id(at))
}

/// A field for an entry's name. The name is taken on Enter or when the field is left; Escape brings the old one back.
#[component]
pub fn RenameField(
    /// The entry.
    at: Path,
    /// The field's name.
    #[prop(into)]
    name: String,
    /// What else changes with the name.
    #[prop(default = plain_rename)]
    with: Rename,
    /// Told where the entry is now, before the field there gets the focus.
    #[prop(optional, into)]
    moved: Option<Callback<Path>>,
) -> impl IntoView {
    let workspace = Workspace::expect();
    let key = at.last_key().unwrap_or_default().to_string();
    let draft = RwSignal::new(key.clone());
    let refused = RwSignal::new(None::<String>);
    let path = StoredValue::new(at.clone());
    let old = StoredValue::new(key);
    let take = move |refocus: bool| {
        // A form that goes away, by Back or Undo, takes the focus along and tells so when nothing is left to read.
        let (Some(at), Some(to)) = (path.try_get_value(), draft.try_get_untracked()) else { return };
        if to == old.get_value() {
            refused.set(None);
            return;
        }
        let title = format!("name {}", name_of(&at));
        let edits = workspace.with_untracked(|document| with(document, &at, &to));
        match workspace.edit(&title, &at, edits) {
            Ok(()) => {
                workspace.close_step();
                let new = at.parent().unwrap_or_default().join(to);
                workspace.linked.set(Some(new.clone()));
                if let Some(moved) = moved {
                    moved.run(new.clone());
                }
                if refocus {
                    focus_soon(rename_id(&new));
                }
            }
            Err(why) => {
                refused.try_set(Some(why.to_string()));
            }
        }
    };
    let keys = move |ev: web_sys::KeyboardEvent| match ev.key().as_str() {
        "Enter" => {
            ev.prevent_default();
            take(true);
        }
        "Escape" => draft.set(old.get_value()),
        _ => {}
    };
    view! {
        <input
            class="in mono" id=rename_id(&at) type="text" autocomplete="off" spellcheck="false" autocapitalize="off"
            aria-label=name data-draft=move || draft.with(|draft| *draft != old.get_value()).then_some("")
            class:is-linked=move || workspace.linked.with(|linked| linked.as_ref() == Some(&path.get_value()))
            prop:value=draft
            on:input:target=move |ev| draft.set(ev.target().value())
            on:keydown=keys
            on:change=move |_| take(false)
            on:focusin=move |_| {
                workspace.linked.set(Some(path.get_value()));
                let lines = workspace.with_untracked(|document| document.entry_lines(&path.get_value()));
                workspace.key_line.set(lines.map(|lines| *lines.start()));
            }
            on:focusout=move |_| workspace.key_line.set(None)
        />
        <Refusal why=refused/>
    }
}

/// Gives the focus to an element that the next paint brings.
pub fn focus_soon(id: String) {
    request_animation_frame(move || {
        use wasm_bindgen::JsCast;
        let element = document().get_element_by_id(&id);
        if let Some(element) = element.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok()) {
            let _ = element.focus();
        }
    });
}
