//! State of the Changes tab: the baseline, the difference, the visible rows.
//!
//! The difference is computed after a pause of typing, never during a keystroke. While the tab is hidden, only the
//! number of differences is computed.

use std::collections::HashMap;
use std::sync::Arc;

use gloo::timers::callback::Timeout;
use leptos::prelude::*;

use super::baselines::{Known, KnownBaselines};
use crate::diff::{DiffLayout, Difference, Rows, count, with_ends_of};
use crate::document::{Path, Splice};
use crate::template::baseline::template_of;
use crate::template::label::path_label;
use crate::ui::given::GivenValues;
use crate::ui::impact::{BACKGROUND_MOST, UpdateImpact};
use crate::ui::part::part;
use crate::ui::workspace::Workspace;

/// Pause, once nobody types any more, before places are counted for a tab that is not shown, in milliseconds.
const COUNTED: u32 = 350;
/// Larger texts are not counted in the background, in bytes.
const COUNT_MOST: usize = 2 * 1024 * 1024;
/// Rows shown at first, and more at each wish for more.
const PAGE: usize = 400;
/// Lines of a fold shown at each wish for more.
const UNFOLD: usize = 200;

/// Baseline of the comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Against {
    /// The text as it was opened.
    Opened,
    /// The text as it was downloaded last.
    Download,
    /// A text somebody gave for that.
    Other,
}

/// State of the Changes tab, provided as context.
#[derive(Clone, Copy)]
pub struct Changes {
    workspace: Workspace,
    baselines: KnownBaselines,
    /// Baseline of the comparison.
    pub with: RwSignal<Against>,
    /// The text somebody gave; held in memory only.
    pub other: RwSignal<Option<Known>>,
    /// True while another text is asked for.
    pub asking: RwSignal<bool>,
    /// The layout somebody chose.
    pub layout: RwSignal<DiffLayout>,
    /// True if there is room for two texts side by side.
    pub wide: RwSignal<bool>,
    /// Position of the change that was gone to last.
    pub here: RwSignal<Option<usize>>,
    difference: RwSignal<Option<Arc<Difference>>>,
    places: RwSignal<Option<usize>>,
    impact: UpdateImpact,
    given: GivenValues,
    unfolded: RwSignal<HashMap<usize, usize>>,
    most: RwSignal<usize>,
    timer: StoredValue<Option<Timeout>, LocalStorage>,
}

part! {
    views: fn compare(changes: Changes, shown: bool) -> () { changes.compare(shown) }
}

impl Changes {
    /// Makes the state of this page and gives it to all components below.
    pub fn provide(workspace: Workspace) {
        let changes = Changes {
            workspace,
            baselines: KnownBaselines::of(workspace),
            with: RwSignal::new(Against::Opened),
            other: RwSignal::new(None),
            asking: RwSignal::new(false),
            layout: RwSignal::new(DiffLayout::Unified),
            wide: RwSignal::new(true),
            here: RwSignal::new(None),
            difference: RwSignal::new(None),
            places: RwSignal::new(None),
            impact: UpdateImpact::provide(),
            given: GivenValues::expect(),
            unfolded: RwSignal::new(HashMap::new()),
            most: RwSignal::new(PAGE),
            timer: StoredValue::new_local(None),
        };
        provide_context(changes);
    }

    /// Compares from now on, after each change and whenever something else is compared with. `shown` is true while the tab is.
    pub fn follow(self, shown: Signal<bool>) {
        let changes = self;
        // What was found is set by a timer, long after whoever changed the text is done.
        Effect::new(move || {
            changes.workspace.track_debounced();
            changes.baseline().track();
            changes.given.signal().track();
            let shown = shown.get();
            let pause = if shown { 0 } else { COUNTED };
            // Dropping the timer before cancels it.
            changes.timer.set_value(Some(Timeout::new(pause, move || changes.compare_later(shown))));
        });
    }

    /// The state of this page.
    pub fn expect() -> Changes {
        expect_context()
    }

    /// A text that the design can be compared with.
    pub fn known(&self, with: Against) -> Signal<Option<Known>> {
        match with {
            Against::Opened => self.baselines.opened.into(),
            Against::Download => self.baselines.download.into(),
            Against::Other => self.other.into(),
        }
    }

    /// The text that the design is compared with; `None` if there is none yet.
    pub fn baseline(&self) -> Signal<Option<Known>> {
        let changes = *self;
        Signal::derive(move || changes.known(changes.with.get()).get())
    }

    /// Last difference; `None` if there is nothing to compare with.
    pub fn difference(&self) -> RwSignal<Option<Arc<Difference>>> {
        self.difference
    }

    /// Number of places that differ, as far as they were counted.
    pub fn places(&self) -> RwSignal<Option<usize>> {
        self.places
    }

    /// The layout there is room for.
    pub fn shown_layout(&self) -> DiffLayout {
        if self.wide.get() { self.layout.get() } else { DiffLayout::Unified }
    }

    /// Visible part of the difference.
    pub fn rows(&self) -> Memo<Rows> {
        let changes = *self;
        Memo::new(move |_| {
            let layout = changes.shown_layout();
            let most = changes.most.get();
            changes.unfolded.with(|unfolded| {
                changes.difference.with(|difference| {
                    let none = Rows { layout, rows: Vec::new(), more: false };
                    difference.as_ref().map_or(none, |difference| difference.rows(layout, unfolded, most))
                })
            })
        })
    }

    /// Shows more rows.
    pub fn show_more(&self) {
        self.most.update(|most| *most += PAGE);
    }

    /// Shows more lines of a fold.
    pub fn unfold(&self, first: usize) {
        self.unfolded.update(|unfolded| *unfolded.entry(first).or_default() += UNFOLD);
    }

    /// Compares with something else.
    pub fn compare_with(&self, with: Against) {
        self.asking.set(false);
        self.here.set(None);
        self.unfolded.set(HashMap::new());
        self.most.set(PAGE);
        self.with.set(with);
        self.compare(true);
    }

    /// Compares with a text that somebody gave: a template, or what the AWS CLI printed of one.
    pub fn compare_with_text(&self, file_name: &str, text: &str) {
        let template = template_of(text);
        self.other.set(Some(Known::now(file_name, template.as_deref().unwrap_or(text))));
        self.compare_with(Against::Other);
    }

    /// Compares with a text that was pasted into a field of the page.
    pub fn compare_with_paste(&self, text: &str) {
        let text = self.workspace.with_untracked(|document| with_ends_of(text, document.text()));
        self.compare_with_text("the pasted text", &text);
    }

    /// Compares once the part of the page that can is there. A text that is as it was opened needs none.
    fn compare_later(self, shown: bool) {
        if !shown && self.is_as_opened() {
            self.impact.clear();
            self.places.set(Some(0));
            return;
        }
        leptos::task::spawn_local(async move {
            // Who looks at the tab is told there that it could not be loaded.
            let _ = compare(self, shown).await;
        });
    }

    fn is_as_opened(&self) -> bool {
        let opened = self.workspace.baselines().opened;
        let is_same = |text: &str| self.workspace.with_untracked(|document| document.text() == text);
        self.with.get_untracked() == Against::Opened
            && opened.with_untracked(|opened| opened.as_ref().is_some_and(|opened| is_same(&opened.text)))
    }

    /// Compares now: all of it if it is shown, else only the number of places.
    fn compare(&self, shown: bool) {
        self.given.read();
        let Some(baseline) = self.known(self.with.get_untracked()).try_get_untracked() else { return };
        let Some(baseline) = baseline else {
            self.difference.set(None);
            self.places.set(None);
            self.impact.clear();
            return;
        };
        self.workspace.with_untracked(|document| {
            if shown || baseline.text.text().len().max(document.text().len()) <= BACKGROUND_MOST {
                self.given
                    .signal()
                    .with_untracked(|given| self.impact.update(baseline.text.document(), document, given));
            }
        });
        if shown {
            let found = self.workspace.with_untracked(|document| Difference::between(&baseline.text, document));
            self.places.set(Some(found.places()));
            if self.difference.with_untracked(|before| before.as_deref() != Some(&found)) {
                self.difference.set(Some(Arc::new(found)));
            }
        } else {
            let old = baseline.text.text();
            let places = self.workspace.with_untracked(|document| {
                let small = old.len().max(document.text().len()) <= COUNT_MOST;
                small.then(|| count(old, document.text()))
            });
            self.places.set(places);
        }
    }

    /// The difference to the text of this moment.
    fn current_difference(&self) -> Option<Arc<Difference>> {
        let difference = self.difference.get_untracked()?;
        let same = self.workspace.with_untracked(|document| document.text() == difference.new_text());
        if same {
            return Some(difference);
        }
        self.compare(true);
        self.difference.get_untracked()
    }

    /// Brings the lines of a hunk back as they were. Gives what it was called; `None` if it is there no more.
    pub fn revert(&self, hunk: usize, at: &Path) -> Option<String> {
        let difference = self.current_difference()?;
        let hunk = difference.hunks().get(hunk).filter(|hunk| hunk.at == *at)?;
        let name = if at.is_root() { "Lines".to_string() } else { path_label(at) };
        self.put_back(&format!("revert of {name}"), at.clone(), difference.revert(hunk));
        Some(name)
    }

    /// Brings all of the text back as it was. Gives the number of places; `None` if there is none.
    pub fn revert_all(&self) -> Option<usize> {
        let difference = self.current_difference().filter(|difference| !difference.is_empty())?;
        self.put_back("revert of all changes", Path::root(), difference.revert_all());
        Some(difference.places())
    }

    fn put_back(&self, title: &str, at: Path, splices: Vec<Splice>) {
        self.workspace.splice(title, at, |_| splices);
        self.here.set(None);
        self.compare(true);
    }
}
