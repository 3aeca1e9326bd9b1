//! Fields of a form. A field shows the value at a path and writes there, nothing else.
//!
//! ```text
//! <FieldRow at=path label="Mode" help="…" docs="https://…">
//!     <TextField at=path/>
//! </FieldRow>
//! ```

mod area;
mod choice;
mod function;
mod places;
mod rename;
mod resource;
mod row;
mod selection_parameter;
mod text;
mod value_action;
mod value_action_dialogs;

pub use area::TextArea;
pub use choice::{SelectField, Switch};
pub use function::NestedView;
pub use places::{FocusAfter, Places};
pub use rename::RenameField;
pub use resource::ResourceField;
pub use row::{At, DocsLink, FieldRow, LineLink, Refusal, field_id, lines_text, rename_id};
pub use selection_parameter::{Chosen, PartButton};
pub use text::{TextField, TextKind};
pub use value_action::{ValueAction, ValueActions};
pub use value_action_dialogs::{FIRST_REGIONS, Regions, ValueActionDialogs};
