//! The rules about the commands of configs.

pub mod asks;
pub mod background;
pub mod bash_syntax;
pub mod clone_into_files;
pub mod env_not_expanded;
pub mod env_replaced;
pub mod hidden_failure;
pub mod missing_folder;
pub mod needs_later_file;
pub mod never_ends;
pub mod no_command;
pub mod no_effect;
pub mod no_home;
pub mod not_executable;
pub mod not_repeatable;
pub mod other_system;
pub mod psql_errors;
pub mod reboot;
pub mod run_as;
pub mod secret_in_log;
pub mod shell_signs;
pub mod shell_syntax;
pub mod sorted_as_text;
pub mod starts_service;
pub mod sudo_environment;
