//! The rules: one file each, and one row of [`RULES`]. Subjects with many rules list their files in one of their
//! own: `command.rs`, `file.rs`, `user_data.rs`.
//!
//! The doc comment of a rule's file holds a template that breaks it (```` ```yaml bad ````, with a number behind it where
//! it is found more than once) and one that does not (```` ```yaml good ````); `tests/it/check.rs` runs all rules over
//! both.

use super::Rule;

mod authentication {
    pub mod in_init;
    pub mod no_profile;
    pub mod plain_secret;
    pub mod role_name;
    pub mod unknown_key;
    pub mod unused;
}
mod command;
mod condition {
    pub mod shape;
}
mod config {
    pub mod here_document;
    pub mod not_run;
    pub mod placeholder_address;
    pub mod truth_word;
    pub mod unknown_key;
    pub mod unknown_section;
    pub mod web_page;
    pub mod wrong_type;
}
mod config_set {
    pub mod circle;
    pub mod empty;
    pub mod invalid_member;
    pub mod no_default_config;
    pub mod unknown_config;
    pub mod unknown_set;
}
mod exception {
    pub mod no_reason;
    pub mod unknown_rule;
    pub mod unused;
}
mod file;
mod function {
    pub mod arguments;
    pub mod language_extensions;
    pub mod unknown;
}
mod group {
    pub mod launch_version;
    pub mod min_in_service;
    pub mod shared_launch;
    pub mod sizes;
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
    pub mod percent;
    pub mod program_repeated;
    pub mod region;
    pub mod service_files;
    pub mod service_off;
    pub mod stack;
    pub mod unknown_trigger;
    pub mod unreadable_text;
    pub mod watched_path;
}
mod init {
    pub mod misspelt_config_sets;
    pub mod misspelt_key;
    pub mod not_called;
    pub mod secret_in_metadata;
}
mod instance {
    pub mod architecture;
    pub mod default_vpc;
    pub mod group_elsewhere;
    pub mod group_names;
    pub mod imds_v1;
    pub mod local_data;
    pub mod no_public_address;
    pub mod no_way_out;
    pub mod profile_name;
    pub mod role_trust;
    pub mod route_not_awaited;
}
mod key_pair {
    pub mod no_key;
}
mod mapping {
    pub mod shape;
}
mod output {
    pub mod export_twice;
    pub mod list_value;
    pub mod other_value;
    pub mod wrong_key;
}
mod package {
    pub mod apt_lists;
    pub mod apt_lock;
    pub mod architecture;
    pub mod exact_version;
    pub mod not_in_al2023;
    pub mod old_gem;
    pub mod other_system;
    pub mod rpm_address;
    pub mod several_versions;
    pub mod system_python;
    pub mod unknown_manager;
}
mod parameter {
    pub mod constraint;
    pub mod empty_default;
    pub mod image_end;
    pub mod name;
    pub mod no_pattern;
    pub mod secret_default;
    pub mod truth_word;
    pub mod unknown_key;
    pub mod unknown_type;
    pub mod value;
    pub mod wrong_type;
}
mod policy {
    pub mod document;
}
mod property {
    pub mod exclusive_keys;
    pub mod limit;
    pub mod missing_key;
    pub mod needed_key;
    pub mod not_allowed_value;
    pub mod pattern;
    pub mod read_only;
    pub mod unknown_key;
    pub mod wrong_type;
}
mod reference {
    pub mod unknown;
    pub mod unknown_attribute;
    pub mod unknown_map_key;
}
mod resource {
    pub mod circular_dependency;
    pub mod fixed_name;
    pub mod no_type;
    pub mod policy;
    pub mod unknown_key;
    pub mod update_fails;
}
mod route {
    pub mod gateway_not_awaited;
}
mod secret {
    pub mod written_out;
}
mod security_group {
    pub mod no_ports;
    pub mod open_to_world;
}
mod service {
    pub mod not_reloaded;
    pub mod not_verified;
    pub mod old_helper;
    pub mod other_system;
    pub mod packages_list;
    pub mod restarted_each_run;
    pub mod sysvinit_unit;
    pub mod trigger_elsewhere;
    pub mod trigger_text;
    pub mod unit_later;
    pub mod unknown_manager;
    pub mod waits_for_cloud_init;
}
mod signal {
    pub mod count;
    pub mod no_user_data;
    pub mod nobody_signals;
    pub mod not_awaited;
    pub mod other_resource;
    pub mod refresh_and_rolling;
    pub mod refresh_not_awaited;
    pub mod short_timeout;
    pub mod timeout;
    pub mod wait_handle;
    pub mod wait_once;
}
mod source {
    pub mod no_archive;
    pub mod unknown_scheme;
}
mod subnet {
    pub mod associated_twice;
    pub mod block;
}
mod template {
    pub mod alias;
    pub mod duplicate_key;
    pub mod key_type;
    pub mod logical_id;
    pub mod nested;
    pub mod no_resources;
    pub mod not_ascii;
    pub mod not_substituted;
    pub mod null_value;
    pub mod other_digits;
    pub mod quota;
    pub mod same_name;
    pub mod sub_name;
    pub mod syntax;
    pub mod too_large;
    pub mod unknown_section;
    pub mod unreadable_by_cli;
}
mod user {
    pub mod groups_replaced;
    pub mod groups_text;
    pub mod no_home;
}
mod user_data;
mod volume {
    pub mod not_encrypted;
}

/// All rules, in the order in which their diagnostics of one place are shown.
pub static RULES: &[&Rule] = &[
    &template::syntax::RULE,
    &template::no_resources::RULE,
    &template::unknown_section::RULE,
    &template::duplicate_key::RULE,
    &template::alias::RULE,
    &template::key_type::RULE,
    &template::null_value::RULE,
    &template::logical_id::RULE,
    &template::sub_name::RULE,
    &function::unknown::RULE,
    &function::arguments::RULE,
    &function::language_extensions::RULE,
    &reference::unknown::RULE,
    &reference::unknown_map_key::RULE,
    &reference::unknown_attribute::RULE,
    &resource::no_type::RULE,
    &resource::unknown_key::RULE,
    &resource::policy::RULE,
    &resource::circular_dependency::RULE,
    &property::unknown_key::RULE,
    &property::missing_key::RULE,
    &property::exclusive_keys::RULE,
    &property::wrong_type::RULE,
    &property::not_allowed_value::RULE,
    &property::limit::RULE,
    &property::pattern::RULE,
    &property::read_only::RULE,
    &template::unreadable_by_cli::RULE,
    &template::other_digits::RULE,
    &init::misspelt_key::RULE,
    &config::unknown_section::RULE,
    &package::unknown_manager::RULE,
    &service::unknown_manager::RULE,
    &config::unknown_key::RULE,
    &config::wrong_type::RULE,
    &file::relative_path::RULE,
    &file::empty_content::RULE,
    &command::no_command::RULE,
    &command::bash_syntax::RULE,
    &service::trigger_elsewhere::RULE,
    &service::packages_list::RULE,
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
    &user_data::signal_unreachable::RULE,
    &user_data::signal_last_command::RULE,
    &user_data::signal_constant::RULE,
    &user_data::no_region::RULE,
    &user_data::too_large::RULE,
    &user_data::unknown_resource::RULE,
    &user_data::no_metadata::RULE,
    &user_data::unknown_set::RULE,
    &user_data::helper_version::RULE,
    &user_data::system_pip::RULE,
    &user_data::apt_lists::RULE,
    &signal::nobody_signals::RULE,
    &signal::other_resource::RULE,
    &signal::not_awaited::RULE,
    &signal::refresh_and_rolling::RULE,
    &signal::refresh_not_awaited::RULE,
    &signal::timeout::RULE,
    &instance::route_not_awaited::RULE,
    &mapping::shape::RULE,
    &condition::shape::RULE,
    &output::wrong_key::RULE,
    &output::export_twice::RULE,
    &parameter::name::RULE,
    &parameter::unknown_type::RULE,
    &parameter::unknown_key::RULE,
    &parameter::wrong_type::RULE,
    &parameter::value::RULE,
    &init::secret_in_metadata::RULE,
    &parameter::secret_default::RULE,
    &parameter::image_end::RULE,
    &template::too_large::RULE,
    &template::quota::RULE,
    &template::not_ascii::RULE,
    &template::nested::RULE,
    &file::mode_number::RULE,
    &file::mode_octal::RULE,
    &file::idle_source::RULE,
    &file::backup_refused::RULE,
    &file::backup_run::RULE,
    &file::backup_cron::RULE,
    &file::backup_read::RULE,
    &file::backup_included::RULE,
    &file::backup_served::RULE,
    &file::cron_ignored::RULE,
    &service::not_reloaded::RULE,
    &file::invalid_base64::RULE,
    &file::cr_lf::RULE,
    &file::unknown_credentials::RULE,
    &file::mustache::RULE,
    &file::mustache_name::RULE,
    &config::not_run::RULE,
    &subnet::block::RULE,
    &security_group::open_to_world::RULE,
    &authentication::plain_secret::RULE,
    &user::groups_text::RULE,
    &parameter::constraint::RULE,
    &parameter::empty_default::RULE,
    &config::here_document::RULE,
    &user_data::here_document::RULE,
    &user_data::never_run::RULE,
    &signal::wait_handle::RULE,
    &user_data::glued_commands::RULE,
    &file::numeric_owner::RULE,
    &source::unknown_scheme::RULE,
    &file::content_types::RULE,
    &command::sorted_as_text::RULE,
    &command::env_not_expanded::RULE,
    &command::background::RULE,
    &command::hidden_failure::RULE,
    &command::psql_errors::RULE,
    &command::shell_signs::RULE,
    &command::run_as::RULE,
    &config::truth_word::RULE,
    &command::no_home::RULE,
    &command::starts_service::RULE,
    &file::owner_made_later::RULE,
    &file::unknown_owner::RULE,
    &file::link_before_target::RULE,
    &file::link_mode::RULE,
    &file::folder_on_image::RULE,
    &file::link_on_image::RULE,
    &file::unknown_scheme::RULE,
    &command::clone_into_files::RULE,
    &command::missing_folder::RULE,
    &service::unit_later::RULE,
    &package::apt_lists::RULE,
    &package::several_versions::RULE,
    &package::exact_version::RULE,
    &package::architecture::RULE,
    &package::system_python::RULE,
    &package::rpm_address::RULE,
    &user::groups_replaced::RULE,
    &user::no_home::RULE,
    &file::folder_path::RULE,
    &command::not_repeatable::RULE,
    &service::restarted_each_run::RULE,
    &service::sysvinit_unit::RULE,
    &service::waits_for_cloud_init::RULE,
    &service::not_verified::RULE,
    &file::nginx_twice::RULE,
    &file::sysctl_conf::RULE,
    &secret::written_out::RULE,
    &file::secret_readable::RULE,
    &file::secret_in_tmp::RULE,
    &instance::imds_v1::RULE,
    &volume::not_encrypted::RULE,
    &instance::no_way_out::RULE,
    &instance::no_public_address::RULE,
    &instance::default_vpc::RULE,
    &key_pair::no_key::RULE,
    &instance::local_data::RULE,
    &user_data::waits_for_itself::RULE,
    &user_data::same_part::RULE,
    &user_data::encoded_twice::RULE,
    &user_data::jinja::RULE,
    &output::other_value::RULE,
    &parameter::truth_word::RULE,
    &parameter::no_pattern::RULE,
    &init::misspelt_config_sets::RULE,
    &signal::wait_once::RULE,
    &group::shared_launch::RULE,
    &resource::fixed_name::RULE,
    &user_data::not_run_again::RULE,
    &user_data::apt_lock::RULE,
    &command::sudo_environment::RULE,
    &file::home_owner::RULE,
    &hup::program_repeated::RULE,
    &command::secret_in_log::RULE,
    &command::needs_later_file::RULE,
    &package::apt_lock::RULE,
    &hup::percent::RULE,
    &signal::no_user_data::RULE,
    &user_data::bash_syntax::RULE,
    &route::gateway_not_awaited::RULE,
    &command::env_replaced::RULE,
    &file::mustache_escaped::RULE,
    &exception::unknown_rule::RULE,
    &exception::no_reason::RULE,
    &exception::unused::RULE,
    &config::placeholder_address::RULE,
    &package::old_gem::RULE,
    &property::needed_key::RULE,
    &resource::update_fails::RULE,
    &service::old_helper::RULE,
    &service::trigger_text::RULE,
    &user_data::helper_latest::RULE,
    &user_data::module_list::RULE,
    &user_data::smoke_test::RULE,
    &authentication::no_profile::RULE,
    &authentication::role_name::RULE,
    &authentication::unknown_key::RULE,
    &command::asks::RULE,
    &command::other_system::RULE,
    &command::reboot::RULE,
    &init::not_called::RULE,
    &package::not_in_al2023::RULE,
    &package::other_system::RULE,
    &signal::count::RULE,
    &source::no_archive::RULE,
    &template::not_substituted::RULE,
    &user_data::asks::RULE,
    &user_data::blank_after_backslash::RULE,
    &user_data::exit_code_word::RULE,
    &user_data::function_in_text::RULE,
    &user_data::incomplete_call::RULE,
    &user_data::no_helper::RULE,
    &user_data::not_encoded::RULE,
    &user_data::not_substituted::RULE,
    &user_data::other_system::RULE,
    &user_data::undefined_function::RULE,
    &signal::short_timeout::RULE,
    &user_data::exit_code_unset::RULE,
    &user_data::slash_comment::RULE,
    &group::sizes::RULE,
    &group::min_in_service::RULE,
    &group::launch_version::RULE,
    &instance::architecture::RULE,
    &instance::group_names::RULE,
    &instance::group_elsewhere::RULE,
    &instance::profile_name::RULE,
    &instance::role_trust::RULE,
    &user_data::shell_syntax::RULE,
    &command::shell_syntax::RULE,
    &user_data::spaced_assignment::RULE,
    &template::same_name::RULE,
    &command::not_executable::RULE,
    &command::no_effect::RULE,
    &command::never_ends::RULE,
    &user_data::never_ends::RULE,
    &user_data::no_effect::RULE,
    &file::cron_user::RULE,
    &config::web_page::RULE,
    &service::other_system::RULE,
    &authentication::in_init::RULE,
    &authentication::unused::RULE,
    &subnet::associated_twice::RULE,
    &security_group::no_ports::RULE,
    &output::list_value::RULE,
    &policy::document::RULE,
];
