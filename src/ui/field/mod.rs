//! Fields of a form. A field is a view of lines: it shows what stands at a path and writes there, nothing else.
//!
//! ```text
//! <FieldRow at=path label="Mode" help="…" docs="https://…">
//!     <TextField at=path/>
//! </FieldRow>
//! ```

mod area;
mod choice;
mod function;
mod held;
mod rename;
mod row;
mod text;

pub use area::TextArea;
pub use choice::{SelectField, Switch};
pub use held::{Held, Simple, plain_rename};
pub use rename::{Rename, RenameField, focus_soon, rename_id};
pub use row::{At, DocsLink, FieldRow, LineLink, Refusal, field_id, lines_text};
pub use text::{Takes, TextField};
