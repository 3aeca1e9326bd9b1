//! What a form does to a template, as edits: functions from the document as it is to the edits that change it.
//!
//! A recipe changes nothing itself and knows no browser. Edits of one recipe are made in order, each on what the ones
//! before it left, as one step of Undo.

pub mod addition;
pub mod config;
pub mod config_set;
pub mod draft;
pub mod entry;
pub mod file;
pub mod hup;
pub mod instance;
pub mod name;
pub mod package;
pub mod parameter;
pub mod removal;
pub mod rename;
pub mod resource;
pub mod service;
pub mod subnet;
pub mod tag;
pub mod trigger;
pub mod user_data;
pub mod wait;
