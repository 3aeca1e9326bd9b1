//! The frame of the page: bar, outline, form, text and status bar, and what joins them.

mod addition;
mod bar;
mod code;
mod connector;
mod keys;
mod outline;
mod overlay;
mod shell;
mod splitter;
mod status;
mod tabs;
mod text;

pub use overlay::{focus_on, hide_popover};
pub use shell::Shell;
pub use text::entry_at;
