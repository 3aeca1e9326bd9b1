//! The frame of the page: bar, outline, form, text and status bar, and what joins them.

mod addition;
mod bar;
mod code;
mod keys;
mod outline;
mod overlay;
mod seam;
mod shell;
mod status;
mod text;
mod tie;

pub use shell::Shell;
