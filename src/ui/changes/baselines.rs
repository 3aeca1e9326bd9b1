//! The texts that the design can be compared with, each with its time.

use leptos::prelude::*;

use crate::design;
use crate::diff::Baseline;
use crate::ui::browser;
use crate::ui::workspace::Workspace;

/// A text with what people know it by.
#[derive(Clone, Debug, PartialEq)]
pub struct Known {
    /// The text.
    pub text: Baseline,
    /// Time of opening or downloading, in milliseconds since 1970.
    pub when: f64,
    /// The name of the file.
    pub file_name: String,
}

impl Known {
    /// A text as it is now.
    pub fn now(file_name: &str, text: &str) -> Known {
        Known { text: Baseline::new(text), when: browser::time(), file_name: file_name.to_string() }
    }

    fn of(kept: &design::StoredBaseline) -> Known {
        Known { text: Baseline::new(&*kept.text), when: kept.when, file_name: kept.file_name.clone() }
    }
}

/// Saved state of the open design.
#[derive(Clone, Copy)]
pub struct KnownBaselines {
    /// The text as it was opened.
    pub opened: Memo<Option<Known>>,
    /// The text as it was downloaded or saved to its file last.
    pub download: Memo<Option<Known>>,
}

impl KnownBaselines {
    /// Those of the open design.
    pub fn of(workspace: Workspace) -> KnownBaselines {
        let kept = workspace.baselines();
        let known = |kept: RwSignal<Option<design::StoredBaseline>>| {
            Memo::new(move |_| kept.with(|kept| kept.as_ref().map(Known::of)))
        };
        KnownBaselines { opened: known(kept.opened), download: known(kept.download) }
    }
}
