//! The editor of values: controls that show the value at a path and write it, nothing else. Forms and the tree of all
//! keys are made of them.
//!
//! ```text
//! <FieldRow at=path label="Mode" help="…" docs="https://…">
//!     <TextField at=path/>
//! </FieldRow>
//! ```

pub mod accordion;
pub mod actions;
mod choice;
pub mod id;
mod input;
mod kind;
pub mod list;
pub mod menu;
pub mod places;
pub mod property;
pub mod remove;
mod rename;
mod row;
mod selection_parameter;
mod text;
pub mod tree;
mod value_action;
mod value_action_dialogs;
pub mod value_menu;

pub use choice::{SelectField, TriState, ValueSelect};
pub use id::{field_id, rename_id};
pub use input::{LinesInput, TextKind};
pub use places::Places;
pub use rename::RenameField;
pub use row::{DocsLink, FieldRow, LineLink, Refusal};
pub use text::{OrText, TextArea, TextField};
pub use value_action::{ValueAction, ValueActions};
pub use value_action_dialogs::{FIRST_REGIONS, Regions, ValueActionDialogs};
