//! The outline rows of resources that loops make.

use super::{RowSubject, Rows};
use crate::document::Node;
use crate::template::for_each;
use crate::ui::route::Route;

impl Rows {
    /// A group with a row for each resource in the body of a loop; nothing if there are none.
    pub(super) fn loops(&mut self, resources: Option<Node<'_>>) {
        let bodies = resources.into_iter().flat_map(for_each::entries).filter(|one| one.in_loop);
        let bodies: Vec<_> = bodies.map(|one| one.entry).collect();
        if bodies.is_empty() {
            return;
        }
        self.group(1, "Loops", "Resources in loops", RowSubject::Others, Some(bodies.len()));
        for entry in bodies {
            self.leaf(2, entry.key(), RowSubject::Resource, None, Route::At(entry.value.path()));
        }
    }
}
