//! What an update does, on the page: the list in the Changes tab, the words below fields.
//!
//! It shows what [`crate::impact`] finds and computes nothing itself.

mod badge;
mod list;
mod note;
mod state;

pub use badge::VerdictBadge;
pub use list::ImpactList;
pub use note::{InitUpdateNote, UpdateNote};
pub use state::{BACKGROUND_MOST, UpdateImpact};
