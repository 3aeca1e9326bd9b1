//! Undo and redo: splices with their inverses; typing in one field is merged into one step.
//!
//! ```
//! use cf_init::document::{Document, EditInfo, History, Merge, Path, Splice};
//!
//! let (mut document, mut history) = (Document::parse("a: x\n"), History::default());
//! let info = EditInfo { title: "typing".into(), at: Path::root(), merge: Merge::Never, now: 0.0 };
//! history.apply(&mut document, vec![Splice { range: 3..4, text: "y".into() }], info, &mut |_, _| {});
//! assert_eq!(document.text(), "a: y\n");
//! history.undo(&mut document, &mut |_, _| {});
//! assert_eq!(document.text(), "a: x\n");
//! ```
//!
//! Knows no clock: the caller passes the time.

use super::Document;
use super::path::Path;
use super::splice::Splice;

/// Milliseconds within which changes at the same path are merged.
const PAUSE: f64 = 1000.0;
/// Maximum number of steps; the oldest are dropped.
const MOST_STEPS: usize = 10_000;

/// How a change is merged into the step before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Merge {
    /// If it has the same path: typing in a field.
    SamePath,
    /// If it starts where the last one ended, up to a line break: typing in the text.
    Adjacent,
    /// Never.
    Never,
}

/// Description of a change; see [`History::apply`].
#[derive(Clone, Debug)]
pub struct EditInfo {
    /// Title for people: "mode of /opt/app/app.py".
    pub title: String,
    /// Path of the change.
    pub at: Path,
    /// How the change is merged.
    pub merge: Merge,
    /// Time of the change in milliseconds.
    pub now: f64,
}

/// Callback for each splice before it is applied, with the document before the change.
pub type OnSplice<'w> = &'w mut dyn FnMut(&Document, &Splice);

/// One step of the history.
#[derive(Clone, Debug)]
pub struct UndoStep {
    /// Title for people: "mode of /opt/app/app.py".
    pub title: String,
    /// Path of the change.
    pub at: Path,
    /// How later changes are merged into the step.
    merge: Merge,
    /// Splices that undo the step, the last one first.
    inverse: Vec<Splice>,
    /// Time of the last change in milliseconds.
    when: f64,
    /// True while further changes may be merged.
    open: bool,
}

/// The steps that can be undone and redone.
#[derive(Clone, Debug, Default)]
pub struct History {
    done: Vec<UndoStep>,
    undone: Vec<UndoStep>,
}

impl History {
    /// Applies splices, each relative to the text after the ones before it, as a new step or as part of the last one.
    /// Clears the steps to redo. Returns true if anything changed.
    pub fn apply(
        &mut self,
        document: &mut Document,
        splices: Vec<Splice>,
        deed: EditInfo,
        watch: OnSplice<'_>,
    ) -> bool {
        let splices: Vec<Splice> = splices.into_iter().filter(|splice| !splice.is_empty()).collect();
        let goes_on = self.done.last().is_some_and(|last| last.goes_on(&splices, &deed));
        let mut inverse = replay(document, splices, watch);
        if inverse.is_empty() {
            return false;
        }
        self.undone.clear();
        match self.done.last_mut() {
            Some(last) if goes_on => {
                inverse.append(&mut last.inverse);
                last.inverse = merged(inverse);
                last.when = deed.now;
            }
            _ => {
                let EditInfo { title, at, merge, now } = deed;
                self.done.push(UndoStep { title, at, merge, inverse, when: now, open: merge != Merge::Never });
                if self.done.len() > MOST_STEPS {
                    self.done.remove(0);
                }
            }
        }
        true
    }

    /// Ends merging: the next change is a new step.
    pub fn close(&mut self) {
        if let Some(last) = self.done.last_mut() {
            last.open = false;
        }
    }

    /// Undoes the last step and returns it; `None` if there is none.
    pub fn undo(&mut self, document: &mut Document, watch: OnSplice<'_>) -> Option<UndoStep> {
        let change = self.done.pop()?;
        let inverse = replay(document, change.inverse.clone(), watch);
        self.undone.push(UndoStep { inverse, open: false, ..change.clone() });
        self.close();
        Some(change)
    }

    /// Redoes the last undone step and returns it; `None` if there is none.
    pub fn redo(&mut self, document: &mut Document, watch: OnSplice<'_>) -> Option<UndoStep> {
        let change = self.undone.pop()?;
        let inverse = replay(document, change.inverse.clone(), watch);
        self.done.push(UndoStep { inverse, open: false, ..change.clone() });
        Some(change)
    }

    /// The step that undo reverts.
    pub fn next_undo(&self) -> Option<&UndoStep> {
        self.done.last()
    }

    /// The step that redo repeats.
    pub fn next_redo(&self) -> Option<&UndoStep> {
        self.undone.last()
    }
}

impl UndoStep {
    /// True if a change is merged into this step, which is the last one.
    fn goes_on(&self, splices: &[Splice], deed: &EditInfo) -> bool {
        let together = self.open && self.merge == deed.merge && deed.now - self.when < PAUSE;
        together
            && match deed.merge {
                Merge::SamePath => self.at == deed.at,
                Merge::Adjacent => match (self.inverse.first(), splices) {
                    // The first inverse covers what the last change wrote: the next one starts or ends at its end.
                    (Some(last), [next]) => {
                        let end = last.range.end;
                        let here = next.range.start == end || next.range.end == end;
                        here && !next.text.contains('\n') && !last.text.contains('\n')
                    }
                    _ => false,
                },
                Merge::Never => false,
            }
    }
}

/// Applies splices in order; returns their inverses, the last one first.
fn replay(document: &mut Document, splices: Vec<Splice>, watch: OnSplice<'_>) -> Vec<Splice> {
    let mut inverse = Vec::with_capacity(splices.len());
    for splice in splices {
        let splice = splice.clamped(document.text());
        watch(document, &splice);
        inverse.push(document.apply(splice));
    }
    inverse.reverse();
    inverse
}

/// Joins the first two splices where the second restores text adjacent to what the first restores: a word typed letter
/// by letter becomes one splice.
fn merged(mut inverse: Vec<Splice>) -> Vec<Splice> {
    let joined = match inverse.as_slice() {
        // Offsets of the second are relative to the text after the first.
        [first, second, ..] if first.range.start == second.range.end && first.text.is_empty() => {
            Some(Splice { range: second.range.start..first.range.end, text: second.text.clone() })
        }
        [first, second, ..] if second.range.is_empty() && first.range.is_empty() => {
            // Letters deleted one by one, backwards or forwards.
            match second.range.start {
                at if at == first.range.start + first.text.len() => {
                    Some(Splice { range: first.range.clone(), text: format!("{}{}", first.text, second.text) })
                }
                at if at == first.range.start => {
                    Some(Splice { range: first.range.clone(), text: format!("{}{}", second.text, first.text) })
                }
                _ => None,
            }
        }
        _ => None,
    };
    if let Some(joined) = joined {
        inverse.splice(..2, [joined]);
    }
    inverse
}

#[cfg(test)]
mod tests {
    use super::super::{Edit, Value};
    use super::*;

    fn set(history: &mut History, document: &mut Document, key: &str, value: &str, now: f64) {
        let at = Path::root().join(key);
        let splice = document.plan(&Edit::Set { at: at.clone(), value: Value::from(value) }).unwrap();
        let deed = EditInfo { title: key.into(), at, merge: Merge::SamePath, now };
        history.apply(document, vec![splice], deed, &mut |_, _| {});
    }

    fn write(history: &mut History, document: &mut Document, range: std::ops::Range<usize>, text: &str, now: f64) {
        let deed = EditInfo { title: "typing".into(), at: Path::root(), merge: Merge::Adjacent, now };
        history.apply(document, vec![Splice { range, text: text.into() }], deed, &mut |_, _| {});
    }

    #[test]
    fn edits_of_one_field_merge_until_a_pause() {
        let (mut history, mut document) = (History::default(), Document::parse("a: x\nb: y\n"));
        set(&mut history, &mut document, "a", "xy", 0.0);
        set(&mut history, &mut document, "a", "xyz", 900.0);
        set(&mut history, &mut document, "a", "xyzz", 2500.0);
        set(&mut history, &mut document, "b", "z", 2600.0);
        assert_eq!(document.text(), "a: xyzz\nb: z\n");
        for text in ["a: xyzz\nb: y\n", "a: xyz\nb: y\n", "a: x\nb: y\n"] {
            assert!(history.undo(&mut document, &mut |_, _| {}).is_some());
            assert_eq!(document.text(), text);
        }
        assert!(history.undo(&mut document, &mut |_, _| {}).is_none());
        for text in ["a: xyz\nb: y\n", "a: xyzz\nb: y\n", "a: xyzz\nb: z\n"] {
            assert!(history.redo(&mut document, &mut |_, _| {}).is_some());
            assert_eq!(document.text(), text);
        }
        assert!(history.redo(&mut document, &mut |_, _| {}).is_none());
    }

    #[test]
    fn change_after_undo_clears_redo_and_empty_change_adds_no_step() {
        let (mut history, mut document) = (History::default(), Document::parse("a: x\n"));
        set(&mut history, &mut document, "a", "y", 0.0);
        history.undo(&mut document, &mut |_, _| {});
        set(&mut history, &mut document, "a", "z", 10.0);
        assert!(history.next_redo().is_none());
        set(&mut history, &mut document, "a", "z", 9000.0);
        assert_eq!(history.next_undo().map(|change| change.inverse.len()), Some(1));
    }

    #[test]
    fn adjacent_typing_merges_until_pause_jump_or_line_break() {
        let (mut history, mut document) = (History::default(), Document::parse("a: x\nb: y\n"));
        write(&mut history, &mut document, 4..4, "1", 0.0);
        write(&mut history, &mut document, 5..5, "2", 200.0);
        write(&mut history, &mut document, 5..6, "", 300.0);
        write(&mut history, &mut document, 4..5, "", 400.0);
        write(&mut history, &mut document, 3..4, "z", 500.0);
        assert_eq!(document.text(), "a: z\nb: y\n");
        assert_eq!(history.done.len(), 1);
        write(&mut history, &mut document, 8..9, "w", 600.0);
        write(&mut history, &mut document, 9..9, "\n", 700.0);
        write(&mut history, &mut document, 10..10, "c", 800.0);
        write(&mut history, &mut document, 11..11, ":", 1900.0);
        assert_eq!(document.text(), "a: z\nb: w\nc:\n");
        for text in ["a: z\nb: w\nc\n", "a: z\nb: w\n", "a: z\nb: y\n", "a: x\nb: y\n"] {
            assert!(history.undo(&mut document, &mut |_, _| {}).is_some());
            assert_eq!(document.text(), text);
        }
        for text in ["a: z\nb: y\n", "a: z\nb: w\n", "a: z\nb: w\nc\n", "a: z\nb: w\nc:\n"] {
            assert!(history.redo(&mut document, &mut |_, _| {}).is_some());
            assert_eq!(document.text(), text);
        }
    }

    #[test]
    fn typed_and_deleted_letters_merge_into_one_splice() {
        let (mut history, mut document) = (History::default(), Document::parse("a: xyz\n"));
        for (index, letter) in ["1", "2", "3"].into_iter().enumerate() {
            write(&mut history, &mut document, 6 + index..6 + index, letter, 0.0);
        }
        assert_eq!(history.next_undo().map(|change| change.inverse.len()), Some(1));
        history.close();
        for end in [9, 8, 7] {
            write(&mut history, &mut document, end - 1..end, "", 0.0);
        }
        write(&mut history, &mut document, 5..6, "", 0.0);
        assert_eq!(history.next_undo().map(|change| change.inverse.len()), Some(1));
        history.close();
        for _ in 0..2 {
            write(&mut history, &mut document, 3..4, "", 0.0);
        }
        assert_eq!(document.text(), "a: \n");
        assert_eq!(history.next_undo().map(|change| change.inverse.len()), Some(1));
        for text in ["a: xy\n", "a: xyz123\n", "a: xyz\n"] {
            history.undo(&mut document, &mut |_, _| {});
            assert_eq!(document.text(), text);
        }
    }
}
