//! The frame of the page: bar, outline, form, text, status bar, connector.

mod addition;
mod bar;
mod code;
mod connector;
mod frame;
mod keys;
mod marks;
mod outline;
mod overlay;
mod shell;
mod splitter;
mod status;
mod tabs;
mod text;
mod update;

pub use shell::Shell;
