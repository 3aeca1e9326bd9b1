//! Sections of a config of `AWS::CloudFormation::Init`, and the metadata keys that the helper scripts read.

use crate::document::Path;
use crate::template::resource::attribute::METADATA;
use crate::template::resource_path;

/// Metadata key of the configs that cfn-init runs.
pub const INIT: &str = "AWS::CloudFormation::Init";
/// Metadata key of the credentials with which cfn-init downloads files and archives.
pub const AUTHENTICATION: &str = "AWS::CloudFormation::Authentication";

/// A section of a config of `AWS::CloudFormation::Init`, in the order in which cfn-init works through them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Section {
    /// Packages by package manager.
    Packages,
    /// Groups of the system.
    Groups,
    /// Users of the system.
    Users,
    /// Archives unpacked into folders.
    Sources,
    /// Files with content, owner and mode.
    Files,
    /// Commands in the order of their names.
    Commands,
    /// Services that are enabled, started and restarted.
    Services,
}

impl Section {
    /// All of them, in cfn-init's order.
    pub const ALL: [Section; 7] = [
        Section::Packages,
        Section::Groups,
        Section::Users,
        Section::Sources,
        Section::Files,
        Section::Commands,
        Section::Services,
    ];

    /// The key in a config.
    pub fn key(self) -> &'static str {
        match self {
            Section::Packages => "packages",
            Section::Groups => "groups",
            Section::Users => "users",
            Section::Sources => "sources",
            Section::Files => "files",
            Section::Commands => "commands",
            Section::Services => "services",
        }
    }

    /// The section with this key.
    pub fn of_key(key: &str) -> Option<Section> {
        Section::ALL.into_iter().find(|section| section.key() == key)
    }
}

/// The path of the `AWS::CloudFormation::Init` of a resource.
pub fn init_path(resource: &str) -> Path {
    resource_path(resource).keys([METADATA, INIT])
}

/// The path of the `AWS::CloudFormation::Authentication` of a resource.
pub fn authentication_path(resource: &str) -> Path {
    resource_path(resource).keys([METADATA, AUTHENTICATION])
}
