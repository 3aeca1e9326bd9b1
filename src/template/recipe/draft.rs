//! Changes that no list of edits can say: entries that move from one mapping into another with their comments. They are
//! made on a copy, splice by splice; the splices then change the document as one step of Undo.

use super::entry;
use crate::document::{Document, Edit, EditError, Path, Slot, Splice, Value};

/// A copy of a document with the splices that made it what it is.
#[derive(Clone, Debug)]
pub struct Draft {
    document: Document,
    splices: Vec<Splice>,
}

impl Draft {
    /// A draft of a document as it is.
    pub fn of(document: &Document) -> Draft {
        Draft { document: document.clone(), splices: Vec::new() }
    }

    /// The document as the draft has it.
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// The splices so far, each on what the ones before it left.
    pub fn into_splices(self) -> Vec<Splice> {
        self.splices
    }

    /// Makes edits.
    ///
    /// # Errors
    /// [`EditError`] of the first that has no place.
    pub fn edit(&mut self, edits: Vec<Edit>) -> Result<(), EditError> {
        for edit in edits {
            let splice = self.document.plan(&edit)?;
            self.splice(splice);
        }
        Ok(())
    }

    fn splice(&mut self, splice: Splice) {
        self.document.apply(splice.clone());
        self.splices.push(splice);
    }

    /// Moves the entry at `at` to the end of the mapping at `into`, made if it is not there. The lines of the entry move
    /// as they are, comments with them, where both stand in lines of their own. Collections above it that would be left
    /// empty go, up to but without `root`.
    ///
    /// # Errors
    /// [`EditError`] if the entry can be moved in no way.
    pub fn transplant(&mut self, at: &Path, into: &Path, root: &Path) -> Result<(), EditError> {
        let missing = || EditError::Missing(at.clone());
        let key = at.last_key().ok_or_else(missing)?.to_string();
        let value = self.document.node(at).ok_or_else(missing)?.value();
        let lines = self.lines_of(at);
        let insert = Edit::Insert { into: into.clone(), slot: Slot::Key(key.clone()), value: value.clone() };
        let new = into.join(key.as_str());
        if let Some(lines) = lines {
            let mut other = self.clone();
            if other.edit(vec![insert.clone()]).is_ok() && other.put_lines(&new, &lines, &value) {
                other.edit(entry::take_with_empty(&other.document, at, root))?;
                *self = other;
                return Ok(());
            }
        }
        self.edit(vec![insert])?;
        self.edit(entry::take_with_empty(&self.document, at, root))
    }

    /// The lines that belong to an entry, as the engine removes them; `None` if it shares a line with something else.
    fn lines_of(&self, at: &Path) -> Option<String> {
        if self.document.is_json() {
            return None;
        }
        let parent = at.parent()?;
        let text = self.document.text();
        // Of a collection with one entry nothing but the entry is taken: its comments show with a second one behind it.
        let splice = if self.document.node(&parent)?.len() > 1 {
            self.document.plan(&Edit::Remove { at: at.clone() }).ok()?
        } else {
            let mut other = self.document.clone();
            other.edit(&Edit::Insert { into: parent, slot: Slot::Key("~".into()), value: Value::from(1) }).ok()?;
            let splice = other.plan(&Edit::Remove { at: at.clone() }).ok()?;
            if splice.range.end > text.len() {
                return None;
            }
            splice
        };
        let lines = text.get(splice.range.clone())?;
        let starts = text.get(..splice.range.start)?.ends_with('\n');
        let whole = starts && lines.ends_with('\n') && splice.text.is_empty() && !lines.contains('\t');
        let body = lines.trim_matches('\n');
        (whole && !body.is_empty()).then(|| format!("{body}\n"))
    }

    /// Replaces the lines of the entry at `at`, just written, by others that say the same. False if they do not.
    fn put_lines(&mut self, at: &Path, lines: &str, value: &Value) -> bool {
        let Some(span) = self.document.entry_span(at) else { return false };
        let text = self.document.text();
        let start = text.get(..span.start).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
        let end = text.get(span.end..).and_then(|behind| behind.find('\n')).map_or(text.len(), |at| span.end + at + 1);
        let end = if text.get(..span.end).is_some_and(|own| own.ends_with('\n')) { span.end } else { end };
        let own = text.get(start..span.start).unwrap_or_default();
        let Some(first) = lines.lines().find(|line| !line.trim_start().starts_with('#') && !line.trim().is_empty())
        else {
            return false;
        };
        let indent = first.len() - first.trim_start().len();
        let deeper = own.len();
        if !own.chars().all(|c| c == ' ') {
            return false;
        }
        let lines = if deeper == indent { lines.to_string() } else { reindented(lines, indent, deeper) };
        self.splice(Splice { range: start..end, text: lines });
        self.document.problem().is_none() && self.document.node(at).is_some_and(|node| node.value() == *value)
    }
}

/// The lines further in or out; those that stand less deep than they begin stay where they are.
fn reindented(lines: &str, from: usize, to: usize) -> String {
    lines
        .split_inclusive('\n')
        .map(|line| {
            let own = line.len() - line.trim_start_matches(' ').len();
            if own < from || line.trim().is_empty() {
                line.to_string()
            } else {
                format!("{}{}", " ".repeat(own - from + to), line.trim_start_matches(' '))
            }
        })
        .collect()
}
