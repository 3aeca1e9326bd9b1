//! The library seen from outside.
mod document;
mod template;
