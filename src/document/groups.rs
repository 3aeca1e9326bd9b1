//! The entries of large mappings by the text of a value in them: made when they are asked for, dropped at every change.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use super::tree::Id;

/// Positions of entries by a text.
type Positions = HashMap<Box<str>, Vec<u32>>;

/// By mapping and by the key of the value in its entries.
type ByChild = HashMap<(Id, Box<str>), Arc<Positions>>;

/// The positions of entries, by mapping and by the key of the value in them.
#[derive(Debug, Default)]
pub(super) struct Groups(Mutex<ByChild>);

impl Clone for Groups {
    /// Has none: the copy makes its own.
    fn clone(&self) -> Groups {
        Groups::default()
    }
}

impl Groups {
    /// The positions of the entries of a mapping that have `text` under the key `child`. `texts` gives those of all its
    /// entries, in order.
    pub(super) fn positions<'t>(
        &self,
        (mapping, child): (Id, &str),
        text: &str,
        texts: impl Iterator<Item = Option<&'t str>>,
    ) -> Vec<u32> {
        let make = || {
            let mut positions = Positions::new();
            for (at, text) in (0..).zip(texts) {
                if let Some(text) = text {
                    positions.entry(text.into()).or_default().push(at);
                }
            }
            Arc::new(positions)
        };
        let known = match self.0.lock() {
            Ok(mut known) => Arc::clone(known.entry((mapping, child.into())).or_insert_with(make)),
            // Another thread has failed while it made one.
            Err(_) => make(),
        };
        known.get(text).cloned().unwrap_or_default()
    }

    /// Forgets all: the text has changed.
    pub(super) fn clear(&mut self) {
        if let Ok(known) = self.0.get_mut() {
            known.clear();
        }
    }
}
