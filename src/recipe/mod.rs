//! What a form does to a template, as edits: functions from the document as it is to the edits that change it.
//!
//! A recipe changes nothing itself and knows no browser. Edits of one recipe are made in order, each on what the ones
//! before it left, as one step of Undo.

pub mod addition;
pub mod agent;
pub mod authentication;
pub mod command;
pub mod compute;
pub mod condition;
pub mod config;
pub mod config_set;
pub mod definition;
pub mod draft;
pub mod entry;
pub mod extract_fragment;
pub mod extract_parameter;
pub mod file;
pub mod hup;
pub mod inline_parameter;
pub mod instance;
pub mod interface;
pub mod mapping;
pub mod name;
pub mod network;
pub mod operating_system;
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
