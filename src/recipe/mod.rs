//! Changes of a template: functions from a document to edits.
//!
//! A recipe changes nothing itself and does not know the page. The edits of one recipe are applied in order, each on
//! the result of the edits before it, as one undo step. [`registry::RECIPES`] lists the recipes that people choose by
//! name; other modules serve the forms.

pub mod addition;
pub mod agent;
pub mod any_entry;
pub mod authentication;
pub mod command;
pub mod compute;
pub mod condition;
pub mod config;
pub mod config_set;
pub mod definition;
pub mod draft;
pub mod extract_fragment;
pub mod extract_parameter;
pub mod file;
pub mod hup;
pub mod inline_parameter;
pub mod instance;
pub mod interface;
pub mod mapping;
pub mod network;
pub mod new_entry;
mod new_resource;
pub mod operating_system;
pub mod output;
pub mod package;
pub mod parameter;
pub mod proposal;
pub mod reference;
pub mod registry;
pub mod removal;
pub mod rename;
pub mod resource;
pub mod role;
pub mod route;
pub mod rule;
pub mod secret;
pub mod section_entry;
pub mod service;
pub mod steps;
pub mod subnet;
pub mod tag;
pub mod tagging;
pub mod target;
pub mod trigger;
pub mod user;
pub mod user_data;
pub mod volume;
pub mod wait;
pub mod write_out_aliases;

pub use crate::template::{entry, name};
