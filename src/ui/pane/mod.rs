//! The frame of the page: bar, outline, form, text, status bar, connector.

mod addition;
mod bar;
mod code;
mod commands;
mod connector;
mod frame;
mod keys;
mod marks;
mod outline;
mod overlay;
mod panes;
mod shell;
mod splitter;
mod status;
mod tabs;
mod text;
mod update;

pub use shell::Shell;
