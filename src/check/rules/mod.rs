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
];
