//! A field for the name of an entry: a draft until Enter or until the field is left. While it is one, what else
//! changes with the name is shown.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::id::rename_id;
use super::places::{FocusAfter, Places};
use super::row::Refusal;
use crate::document::Path;
use crate::recipe::rename;
use crate::template::label::path_label;
use crate::template::reference::{rename_fault, uses};
use crate::ui::events::on_window;
use crate::ui::focus::focus_soon;
use crate::ui::icon::{Icon, Svg};
use crate::ui::workspace::Workspace;

/// The draft of a new name. Copied freely.
#[derive(Clone, Copy)]
pub(super) struct NameDraft {
    workspace: Workspace,
    at: StoredValue<Path>,
    old: StoredValue<String>,
    /// What is typed.
    pub new: RwSignal<String>,
    /// True if the uses of the name stay as they are.
    pub alone: RwSignal<bool>,
    refused: RwSignal<Option<String>>,
}

impl NameDraft {
    fn of(at: &Path) -> NameDraft {
        let old = at.last_key().unwrap_or_default().to_string();
        NameDraft {
            workspace: Workspace::expect(),
            at: StoredValue::new(at.clone()),
            new: RwSignal::new(old.clone()),
            old: StoredValue::new(old),
            alone: RwSignal::new(false),
            refused: RwSignal::new(None),
        }
    }

    /// True while something else is typed than the entry is called.
    fn is_open(&self) -> bool {
        self.old.with_value(|old| self.new.with(|new| new != old))
    }

    fn drop(&self) {
        self.new.set(self.old.get_value());
        self.refused.set(None);
    }

    /// Gives the entry the name that is typed, as one step. The new path, if the name is new and was taken.
    fn take(&self) -> Option<Path> {
        // A form that goes away takes the focus along and tells so when nothing is left to read.
        let (at, to) = (self.at.try_get_value()?, self.new.try_get_untracked()?);
        if self.old.try_get_value().as_ref() == Some(&to) {
            self.refused.set(None);
            return None;
        }
        match named(&self.workspace, &at, &to, self.alone.get_untracked()) {
            Ok(new) => {
                // The row goes; what is left of it has nothing more to say.
                self.old.set_value(to);
                Some(new)
            }
            // The preview shows what is wrong with the name itself.
            Err(RenameError::Name(_)) => None,
            Err(RenameError::Edit(why)) => {
                self.refused.try_set(Some(why));
                None
            }
        }
    }

    /// Takes the name that was being typed when the form went away, by Back or by another place chosen.
    fn take_late(&self) {
        let (at, to) = (self.at.try_get_value(), self.new.try_get_untracked());
        let (Some(at), Some(to), Some(old)) = (at, to, self.old.try_get_value()) else { return };
        let alone = self.alone.try_get_untracked().unwrap_or_default();
        let workspace = self.workspace;
        if to != old {
            // The forms are just being built anew; the text changes once they stand.
            set_timeout(
                move || {
                    if workspace.with_untracked(|document| document.node(&at).is_some())
                        && let Err(RenameError::Name(why) | RenameError::Edit(why)) = named(&workspace, &at, &to, alone)
                    {
                        workspace.toast(&format!("{old} keeps its name. {why}"));
                    }
                },
                std::time::Duration::ZERO,
            );
        }
    }
}

/// Why an entry keeps its name.
enum RenameError {
    /// The name cannot be used.
    Name(String),
    /// The text does not allow the edit.
    Edit(String),
}

/// Makes the rename; where the entry is then, or why it keeps its name.
fn named(workspace: &Workspace, at: &Path, to: &str, alone: bool) -> Result<Path, RenameError> {
    let edits = workspace.with_untracked(|document| match rename_fault(document, at, to) {
        Some(why) => Err(RenameError::Name(why)),
        None if alone => Ok(rename::alone(at, to)),
        None => Ok(rename::rename(document, at, to)),
    })?;
    workspace.close_step();
    workspace.edit(&format!("name {}", path_label(at)), at, edits).map_err(|why| RenameError::Edit(why.to_string()))?;
    workspace.close_step();
    Ok(at.parent().unwrap_or_default().join(to))
}

/// A field for an entry's name, with what refers to it. The name is taken on Enter or when the field is left; Escape
/// brings the old one back.
#[component]
pub fn RenameField(
    at: Path,
    /// The field's name.
    #[prop(into)]
    name: String,
    /// Told where the entry is now, before the field there gets the focus.
    #[prop(optional, into)]
    moved: Option<Callback<Path>>,
) -> impl IntoView {
    let workspace = Workspace::expect();
    let draft = NameDraft::of(&at);
    let path = StoredValue::new(at.clone());
    on_cleanup(move || draft.take_late());
    let take = move |refocus: bool| {
        let Some(new) = draft.take() else {
            // A name that is deleted comes back, unless the field is still being typed in.
            if !refocus && draft.new.try_get_untracked().is_some_and(|name| name.is_empty()) {
                draft.drop();
            }
            return;
        };
        workspace.linked.set(Some(new.clone()));
        if let Some(moved) = moved {
            moved.run(new.clone());
        }
        if refocus {
            focus_soon(rename_id(&new));
        }
    };
    let keys = move |ev: web_sys::KeyboardEvent| match ev.key().as_str() {
        // The page saves, or opens Deploy, with the new name.
        "Enter" | "s" | "S" if ev.ctrl_key() || ev.meta_key() => take(false),
        "Enter" => {
            ev.prevent_default();
            take(true);
        }
        "Escape" => draft.drop(),
        _ => {}
    };
    let is_open = Memo::new(move |_| draft.is_open());
    view! {
        <div class="rename" on:focusout=move |ev| if left(&ev) { take(false) }>
            <input
                class="in mono" id=rename_id(&at) type="text" autocomplete="off" spellcheck="false" autocapitalize="off"
                aria-label=name data-draft=move || is_open.get().then_some("")
                class:is-linked=move || workspace.linked.with(|linked| linked.as_ref() == Some(&path.get_value()))
                prop:value=draft.new
                on:input:target=move |ev| draft.new.set(ev.target().value())
                on:keydown=keys
                on:focusin=move |_| {
                    workspace.linked.set(Some(path.get_value()));
                    let lines = workspace.with_untracked(|document| document.entry_lines(&path.get_value()));
                    workspace.key_line.set(lines.map(|lines| *lines.start()));
                }
                on:focusout=move |_| workspace.key_line.set(None)
            />
            <Show when=move || is_open.get()><RenamePreview at=path.get_value() draft=draft/></Show>
            <Refusal why=draft.refused/>
        </div>
    }
}

/// The places that a rename changes too, or why the name cannot be used.
#[component]
fn RenamePreview(at: Path, draft: NameDraft) -> impl IntoView {
    let workspace = Workspace::expect();
    let own = at.clone();
    let fault = Memo::new(move |_| {
        let to = draft.new.get();
        workspace.with(|document| rename_fault(document, &own, &to))
    });
    let all = workspace.memo(move |document| uses(document, &at));
    let count = Memo::new(move |_| all.with(Vec::len));
    let label = move || match (count.get(), draft.alone.get()) {
        (0, _) => "Nothing else uses the name.".to_string(),
        (1, false) => "Also changes 1 place".to_string(),
        (count, false) => format!("Also changes {count} places"),
        (1, true) => "1 place keeps the old name".to_string(),
        (count, true) => format!("{count} places keep the old name"),
    };
    // A reload keeps the name too: the text is saved after this.
    on_window("beforeunload", move |_| {
        draft.take();
    });
    // The field keeps the focus while the mouse is used here: leaving it would apply the name.
    let stay = |ev: web_sys::MouseEvent| ev.prevent_default();
    view! {
        <div class="carried" on:mousedown=stay>
            {move || match (fault.get(), count.get()) {
                (Some(why), _) => view! { <p class="fault" role="status">{why}</p> }.into_any(),
                (None, 0) => view! { <p role="status">{label}</p> }.into_any(),
                (None, _) => view! {
                    <details>
                        <summary><Svg icon=Icon::ChevronRight/><span role="status">{label}</span></summary>
                        <Places uses=all focus=FocusAfter::Field/>
                        <label class="tick">
                            <input type="checkbox" prop:checked=draft.alone
                                on:change:target=move |ev| draft.alone.set(ev.target().checked())/>
                            "Change the name only"
                        </label>
                    </details>
                }
                .into_any(),
            }}
            {move || fault.with(Option::is_none).then(|| view! {
                <p class="hint">"Not renamed yet: press Enter or leave the field. Escape keeps the old name."</p>
            })}
        </div>
    }
}

/// True if the focus goes out of the element that listens.
fn left(ev: &web_sys::FocusEvent) -> bool {
    let own = ev.current_target().and_then(|own| own.dyn_into::<web_sys::Node>().ok());
    let to = ev.related_target().and_then(|to| to.dyn_into::<web_sys::Node>().ok());
    !own.is_some_and(|own| to.is_some() && own.contains(to.as_ref()))
}
