//! The rules: one file each, and one row of [`RULES`].
//!
//! The doc comment of a rule's file holds a template that breaks it (```` ```yaml bad ````, with a number behind it where
//! it is found more than once) and one that does not (```` ```yaml good ````); `tests/it/check.rs` runs all rules over
//! both.

use super::Rule;

mod config_set {
    pub mod circle;
    pub mod empty;
    pub mod invalid_member;
    pub mod no_default_config;
    pub mod unknown_config;
    pub mod unknown_set;
}
mod hup {
    pub mod hook_region;
    pub mod hooks_folder;
    pub mod incomplete_hook;
    pub mod interval;
    pub mod missing_part;
    pub mod no_main;
    pub mod no_reload;
    pub mod not_substituted;
    pub mod other_call;
    pub mod region;
    pub mod service_files;
    pub mod service_off;
    pub mod stack;
    pub mod unknown_trigger;
    pub mod unreadable_text;
    pub mod watched_path;
}
mod template {
    pub mod no_resources;
    pub mod syntax;
}

/// All rules, in the order in which their diagnostics of one place are shown.
pub static RULES: &[&Rule] = &[
    &template::syntax::RULE,
    &template::no_resources::RULE,
    &config_set::no_default_config::RULE,
    &config_set::empty::RULE,
    &config_set::unknown_config::RULE,
    &config_set::unknown_set::RULE,
    &config_set::invalid_member::RULE,
    &config_set::circle::RULE,
    &hup::unreadable_text::RULE,
    &hup::not_substituted::RULE,
    &hup::no_main::RULE,
    &hup::stack::RULE,
    &hup::region::RULE,
    &hup::interval::RULE,
    &hup::incomplete_hook::RULE,
    &hup::unknown_trigger::RULE,
    &hup::watched_path::RULE,
    &hup::other_call::RULE,
    &hup::hook_region::RULE,
    &hup::hooks_folder::RULE,
    &hup::missing_part::RULE,
    &hup::service_off::RULE,
    &hup::service_files::RULE,
    &hup::no_reload::RULE,
];
