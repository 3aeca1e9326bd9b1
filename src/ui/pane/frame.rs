//! The state that the parts of the page share: the open sheet, the shown tab, the editor.

use leptos::prelude::*;

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
    /// Counter that increases when something moves that the connector follows.
    pub moved: RwSignal<u32>,
}

impl Frame {
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

    /// Redraws the connector at the next paint.
    pub fn stir(&self) {
        self.moved.try_update(|moved| *moved = moved.wrapping_add(1));
    }
}

/// A view of the template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tab {
    /// The text.
    Template,
    /// The template as a picture.
    Diagram,
    /// What the machine does when it starts.
    Boot,
    /// Difference to another text.
    Changes,
    /// Findings of the rules.
    Problems,
}

impl Tab {
    /// All of them, from left to right.
    pub const ALL: [Tab; 5] = [Tab::Template, Tab::Diagram, Tab::Boot, Tab::Changes, Tab::Problems];

    /// Accessible name.
    pub fn name(self) -> &'static str {
        match self {
            Tab::Template => "Template",
            Tab::Diagram => "Diagram",
            Tab::Boot => "Boot plan",
            Tab::Changes => "Changes",
            Tab::Problems => "Problems",
        }
    }

    /// The digit that opens it together with Alt.
    pub fn digit(self) -> &'static str {
        match self {
            Tab::Template => "1",
            Tab::Diagram => "2",
            Tab::Boot => "3",
            Tab::Changes => "4",
            Tab::Problems => "5",
        }
    }

    /// The tab that a key opens together with Alt, by the key's place on the keyboard.
    pub fn of_key(code: &str) -> Option<Tab> {
        Tab::ALL.into_iter().find(|tab| code.strip_prefix("Digit") == Some(tab.digit()))
    }

    /// Id of the tab.
    pub fn id(self) -> &'static str {
        match self {
            Tab::Template => "tab-template",
            Tab::Diagram => "tab-diagram",
            Tab::Boot => "tab-boot",
            Tab::Changes => "tab-changes",
            Tab::Problems => "tab-problems",
        }
    }

    /// Id of what it shows.
    pub fn panel(self) -> &'static str {
        match self {
            Tab::Template => "panel-template",
            Tab::Diagram => "panel-diagram",
            Tab::Boot => "panel-boot",
            Tab::Changes => "panel-changes",
            Tab::Problems => "panel-problems",
        }
    }
}
