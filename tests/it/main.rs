//! The library and the command line seen from outside.

// What fails here fails a test.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::unreachable
)]

mod boot;
mod bootstrap;
mod check;
mod check_command;
mod check_cost;
mod command_line;
mod command_lists;
mod compute;
mod corpus;
mod deploy;
mod diagram;
mod diff;
mod doctor;
mod document;
mod functions;
mod history;
mod impact;
mod init_loops;
mod large_mapping;
mod launch;
mod links;
mod machine_recipes;
mod network;
mod recipe_registry;
mod recipe_results;
mod recipe_words;
mod recipes;
mod rehearse;
mod rename;
mod sections;
mod signal_rules;
mod single_instance;
mod source_refs;
mod starter_pictures;
mod structure;
mod template;
mod values;
