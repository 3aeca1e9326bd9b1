//! Undo and redo: splices and their inverses, merged while somebody types in one field.
//!
//! Knows no clock: the caller says when a change was made.

use super::Document;
use super::path::Path;
use super::splice::Splice;

/// Within this many milliseconds changes at the same path become one step.
const PAUSE: f64 = 1000.0;
/// Steps that are kept; the oldest go first.
const MOST_STEPS: usize = 10_000;

/// One step of the history.
#[derive(Clone, Debug)]
pub struct Change {
    /// What was done, for people: "mode of /opt/app/app.py".
    pub title: String,
    /// Where; changes at the same path in quick succession merge.
    pub at: Path,
    /// Splices that take the step back, the last one first.
    inverse: Vec<Splice>,
    /// When, in milliseconds of the caller's clock.
    when: f64,
    /// True while further changes may merge into it.
    open: bool,
}

/// What was done to a document and what was taken back.
#[derive(Clone, Debug, Default)]
pub struct History {
    done: Vec<Change>,
    undone: Vec<Change>,
}

impl History {
    /// Applies splices as one step, or as part of the last step if that was at the same path a moment ago.
    /// Gives the splices as they were applied; what was undone before is gone.
    pub fn apply(
        &mut self,
        document: &mut Document,
        splices: Vec<Splice>,
        title: impl Into<String>,
        at: Path,
        now: f64,
    ) -> Vec<Splice> {
        let mut inverse = Vec::new();
        let mut applied = Vec::new();
        for splice in splices.into_iter().filter(|splice| !splice.is_empty()) {
            let splice = splice.clamped(document.text());
            applied.push(splice.clone());
            inverse.push(document.apply(splice));
        }
        if inverse.is_empty() {
            return applied;
        }
        inverse.reverse();
        self.undone.clear();
        match self.done.last_mut() {
            Some(last) if last.open && last.at == at && now - last.when < PAUSE => {
                inverse.append(&mut last.inverse);
                last.inverse = inverse;
                last.when = now;
            }
            _ => {
                self.done.push(Change { title: title.into(), at, inverse, when: now, open: true });
                if self.done.len() > MOST_STEPS {
                    self.done.remove(0);
                }
            }
        }
        applied
    }

    /// Ends merging: the next change begins a step of its own.
    pub fn close(&mut self) {
        if let Some(last) = self.done.last_mut() {
            last.open = false;
        }
    }

    /// Takes the last step back. Gives the splices that were applied, in order, and the step; `None` if there is none.
    pub fn undo(&mut self, document: &mut Document) -> Option<(Vec<Splice>, Change)> {
        let change = self.done.pop()?;
        let (applied, inverse) = replay(document, &change.inverse);
        self.undone.push(Change { inverse, open: false, ..change.clone() });
        self.close();
        Some((applied, change))
    }

    /// Makes the last undone step again.
    pub fn redo(&mut self, document: &mut Document) -> Option<(Vec<Splice>, Change)> {
        let change = self.undone.pop()?;
        let (applied, inverse) = replay(document, &change.inverse);
        self.done.push(Change { inverse, open: false, ..change.clone() });
        Some((applied, change))
    }

    /// The step that undo would take back.
    pub fn next_undo(&self) -> Option<&Change> {
        self.done.last()
    }

    /// The step that redo would make again.
    pub fn next_redo(&self) -> Option<&Change> {
        self.undone.last()
    }
}

/// Applies splices in order; gives them and their inverses, the last one first.
fn replay(document: &mut Document, splices: &[Splice]) -> (Vec<Splice>, Vec<Splice>) {
    let mut inverse: Vec<Splice> = splices.iter().map(|splice| document.apply(splice.clone())).collect();
    inverse.reverse();
    (splices.to_vec(), inverse)
}

#[cfg(test)]
mod tests {
    use super::super::{Edit, Value};
    use super::*;

    fn set(history: &mut History, document: &mut Document, key: &str, value: &str, now: f64) {
        let at = Path::root().join(key);
        let splice = document.plan(&Edit::Set { at: at.clone(), value: Value::from(value) }).unwrap();
        history.apply(document, vec![splice], key, at, now);
    }

    #[test]
    fn typing_in_one_field_is_one_step_until_a_pause() {
        let (mut history, mut document) = (History::default(), Document::parse("a: x\nb: y\n"));
        set(&mut history, &mut document, "a", "xy", 0.0);
        set(&mut history, &mut document, "a", "xyz", 900.0);
        set(&mut history, &mut document, "a", "xyzz", 2500.0);
        set(&mut history, &mut document, "b", "z", 2600.0);
        assert_eq!(document.text(), "a: xyzz\nb: z\n");
        for text in ["a: xyzz\nb: y\n", "a: xyz\nb: y\n", "a: x\nb: y\n"] {
            assert!(history.undo(&mut document).is_some());
            assert_eq!(document.text(), text);
        }
        assert!(history.undo(&mut document).is_none());
        for text in ["a: xyz\nb: y\n", "a: xyzz\nb: y\n", "a: xyzz\nb: z\n"] {
            assert!(history.redo(&mut document).is_some());
            assert_eq!(document.text(), text);
        }
        assert!(history.redo(&mut document).is_none());
    }

    #[test]
    fn a_change_after_undo_drops_what_was_undone_and_nothing_is_no_step() {
        let (mut history, mut document) = (History::default(), Document::parse("a: x\n"));
        set(&mut history, &mut document, "a", "y", 0.0);
        history.undo(&mut document);
        set(&mut history, &mut document, "a", "z", 10.0);
        assert!(history.next_redo().is_none());
        set(&mut history, &mut document, "a", "z", 9000.0);
        assert_eq!(history.next_undo().map(|change| change.inverse.len()), Some(1));
    }
}
