//! The library and the command line seen from outside.
mod command_line;
mod deploy;
mod document;
mod structure;
mod template;
