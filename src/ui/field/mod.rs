//! Fields of a form. A field is a view of lines: it shows what stands at a path and writes there, nothing else.
//!
//! ```text
//! <FieldRow at=path label="Mode" help="…" docs="https://…">
//!     <TextField at=path/>
//! </FieldRow>
//! ```

mod area;
mod carried;
mod choice;
mod function;
mod lift;
mod part;
mod rename;
mod resource;
mod row;
mod text;

pub use area::TextArea;
pub use carried::{Look, Places};
pub use choice::{SelectField, Switch};
pub use lift::{FIRST_REGIONS, Regions, ValueAction, ValueActionDialogs, ValueActions};
pub use part::{Chosen, PartButton};
pub use rename::{RenameField, rename_id};
pub use resource::ResourceField;
pub use row::{At, DocsLink, FieldRow, LineLink, Refusal, field_id, lines_text};
pub use text::{Takes, TextField};
