//! The state that the parts of the page share: the open sheet, the shown tab, the editor.

use leptos::prelude::*;

use crate::ui::browser;
pub use crate::ui::command::Tab;
use crate::ui::editor::Editor;

/// A part of the page that covers others on a narrow screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sheet {
    /// The outline over the form.
    Outline,
    /// The text pulled up.
    Text,
}

/// State that the parts of the page share.
#[derive(Clone, Copy)]
pub struct Frame {
    /// The sheet that is open.
    pub sheet: RwSignal<Option<Sheet>>,
    /// The view of the template that the pane on the right shows.
    pub tab: RwSignal<Tab>,
    /// The code pane's editor, once it is loaded.
    pub editor: RwSignal<Option<Editor>, LocalStorage>,
    /// The element that the editor comes into.
    pub host: NodeRef<leptos::html::Div>,
    /// The first line of the text that is seen.
    pub top: RwSignal<usize>,
    /// Counter that increases when something moves that the connector follows.
    pub moved: RwSignal<u32>,
    /// True while the list of what can be added is open.
    pub adding: RwSignal<bool>,
    /// Text that the list begins with.
    pub add_filter: RwSignal<String>,
    /// True while long lines of the text go on in the next row.
    pub wraps: RwSignal<bool>,
}

/// Storage key of [`Frame::wraps`].
const WRAP: &str = "cf-init.wrap";

impl Frame {
    /// The frame of a page that begins.
    pub fn new() -> Frame {
        Frame {
            sheet: RwSignal::new(None),
            tab: RwSignal::new(Tab::Template),
            editor: RwSignal::new_local(None),
            host: NodeRef::new(),
            top: RwSignal::new(1),
            moved: RwSignal::new(0),
            adding: RwSignal::new(false),
            add_filter: RwSignal::new(String::new()),
            wraps: RwSignal::new(browser::stored(WRAP).as_deref() == Some("on")),
        }
    }

    /// The frame of this page.
    pub fn expect() -> Frame {
        expect_context()
    }

    /// Closes a sheet if it is open.
    pub fn close(&self, sheet: Sheet) {
        if self.sheet.get_untracked() == Some(sheet) {
            self.sheet.set(None);
        }
    }

    /// Wraps long lines of the text, or ends that. False if the browser does not keep the choice.
    pub fn set_wraps(&self, on: bool) -> bool {
        self.wraps.set(on);
        browser::store(WRAP, if on { "on" } else { "off" }).is_ok()
    }

    /// Redraws the connector at the next paint.
    pub fn stir(&self) {
        self.moved.try_update(|moved| *moved = moved.wrapping_add(1));
    }
}
