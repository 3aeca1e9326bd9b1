//! Opening a design: new document and history; the previous design stays saved.

use leptos::prelude::*;
use wasm_bindgen::JsValue;

use super::{By, Saved, Workspace, readable};
use crate::design::{Design, Format, copy_of};
use crate::document::{Document, History, Splice};
use crate::starter::{STARTERS, Starter};
use crate::ui::browser;
use crate::ui::editor::TextChange;
use crate::ui::route::Route;
use crate::ui::store::{self, Opened};

/// Longest delay before a new design is saved, in milliseconds.
const AT_ONCE: u32 = 100;

/// The design that the page begins with.
pub struct Begun {
    pub(super) opened: Opened,
    pub(super) document: Document,
}

impl Begun {
    /// The design that was open last, or that of a first visit.
    pub async fn with(opened: Option<Opened>) -> Begun {
        let opened = opened.unwrap_or_else(default_design);
        let document = readable::first_document_of(&opened.design.id, &opened.text).await;
        Begun { opened, document }
    }
}

/// Design of a first visit.
fn default_design() -> Opened {
    let text = STARTERS.first().map(|first| first.text).unwrap_or_default();
    Opened::new("cf-init", Format::Yaml.file_name(), text.to_string())
}

impl Workspace {
    /// Hears of other pages, and says what the page has to say of its storage when it begins.
    pub fn begin(&self, refused: Option<String>, recovered: Option<String>) {
        browser::remember_design(&self.design_untracked());
        self.hear_other_pages();
        if let Some(why) = refused {
            self.saved.set(Saved::Refused(why));
        }
        if let Some(name) = recovered {
            self.notify(&format!("Unsaved changes of a closed tab are in the design {name}."));
        }
    }

    /// Shows a design in place of the one that is open, which is kept first. There is nothing to undo then. A new design
    /// ([`Opened::new`]) is kept at once.
    pub fn open(&self, opened: Opened) {
        if self.autosave.is_in_conflict() {
            // Both versions of the design that is left stay.
            self.keep_as_copy();
        } else {
            self.flush();
        }
        let unkept = opened.design.revision == 0;
        let name = opened.design.file_name.clone();
        self.put_up(opened);
        self.found.set(Some(name));
        if unkept {
            self.save_soon();
            // Once it is seen.
            let workspace = *self;
            store::when_idle(move || workspace.flush(), AT_ONCE);
        }
        self.autosave.designs_open.set(false);
        browser::replace_hash(&self.selected_now().to_hash());
        self.remember_place();
    }

    /// Begins with the default design, as a first visit does, and keeps nothing of the one that was open.
    pub fn begin_anew(&self) {
        self.put_up(default_design());
    }

    /// Shows a design in place of the one that is open and was left.
    pub fn put_up(&self, opened: Opened) {
        let autosave = self.autosave;
        let unkept = opened.design.revision == 0;
        if unkept && !opened.design.held {
            store::begin(&opened);
        }
        autosave.mark_saved();
        autosave.notice.set(None);
        autosave.baselines.opened.set(opened.opened);
        autosave.baselines.download.set(opened.download);
        autosave.file.set(opened.file);
        self.stack_name.set(opened.design.name.clone());
        self.saved.set(if unkept { Saved::Unchanged } else { Saved::At(opened.design.changed) });
        browser::remember(&opened.text);
        browser::remember_design(&opened.design);
        autosave.design.set(opened.design);
        self.show(opened.text);
    }

    /// Replaces the document and forgets all that belongs to the one before.
    fn show(&self, text: String) {
        let change = self.with_untracked(|document| {
            TextChange::of(document, &Splice { range: 0..document.text().len(), text: text.clone() })
        });
        self.history.set_value(History::default());
        self.steps.set((None, None));
        self.toast.set(None);
        self.linked.set(None);
        self.key_line.set(None);
        browser::mark("cf-init: reading");
        let document = readable::document_of(&self.autosave.id(), &text);
        if document.is_stale() {
            self.show_when_parsed(text);
        }
        browser::mark("cf-init: read");
        let place = Route::landing(&document);
        self.run.forget();
        self.document.set(document);
        self.found.set(None);
        self.selected.set(place);
        self.shape.update(|shape| *shape = shape.wrapping_add(1));
        self.pauses.update(|pauses| *pauses = pauses.wrapping_add(1));
        self.tell_listeners(&[change], By::Page);
        self.check_opened();
    }

    /// Replaces the document once more, unless it was changed meanwhile, when what parses it is there.
    fn show_when_parsed(&self, text: String) {
        let workspace = *self;
        leptos::task::spawn_local(async move {
            let is_loaded = readable::load_full_parser().await.is_ok();
            if is_loaded && workspace.document.try_with_untracked(|document| document.text() == text) == Some(true) {
                workspace.show(text);
            }
        });
    }

    /// Opens a starter as a design of its own.
    pub fn open_starter(&self, starter: &Starter) {
        self.open(Opened::new(starter.name, Format::Yaml.file_name(), starter.text.to_string()));
        self.announce(&format!("{} opened.", starter.title));
    }

    /// The open design as a list shows it.
    pub fn design(&self) -> Design {
        self.autosave.design.get()
    }

    /// The same now; for event handlers.
    pub fn design_untracked(&self) -> Design {
        self.autosave.design.get_untracked()
    }

    /// Counter that increases when the list of designs may have changed.
    pub fn listed(&self) -> RwSignal<u32> {
        self.autosave.listed
    }

    /// True while the designs dialog is open.
    pub fn designs_open(&self) -> RwSignal<bool> {
        self.autosave.designs_open
    }

    /// The file on disk that the design is saved back to.
    pub fn file(&self) -> RwSignal<Option<JsValue>, LocalStorage> {
        self.autosave.file
    }

    /// Notes the file that the design is saved back to.
    pub fn attach_file(&self, file: JsValue) {
        let id = self.autosave.id();
        self.autosave.file.set(Some(file.clone()));
        leptos::task::spawn_local(async move { store::attach(&id, &file).await });
    }

    /// Goes on with a copy: the design that was open stays as it is kept, the text and its history go on under a new
    /// name.
    pub fn keep_as_copy(&self) {
        let workspace = *self;
        let autosave = self.autosave;
        let (before, new) = (autosave.id(), store::new_id());
        store::branch(&before, &new);
        store::remember(&new);
        let name = autosave.design.with_untracked(|design| copy_of(&design.name, &[]));
        autosave.design.update(|design| {
            *design = Design { revision: 0, created: browser::time(), name: name.clone(), id: new, ..design.clone() };
        });
        browser::remember_design(&autosave.design.get_untracked());
        autosave.file.set(None);
        autosave.notice.set(None);
        self.stack_name.set(name.clone());
        self.save_soon();
        self.save();
        self.announce(&format!("This version continues as {name}."));
        workspace.autosave.listed.update(|listed| *listed += 1);
    }

    /// Keeps a text that lost against another page, after its design was left, as a design of its own.
    pub(super) async fn keep_aside(&self, design: Design, text: js_sys::Uint8Array) {
        let name = copy_of(&design.name, &[]);
        let aside = Design { id: store::new_id(), name: name.clone(), revision: 0, ..design.clone() };
        store::branch(&design.id, &aside.id);
        store::save(&aside, text).await;
        self.notify(&format!("{} was also changed in another tab. Your changes are saved as {name}.", design.name));
    }
}
