//! Keys of a service in a config. Source: AWS page "AWS::CloudFormation::Init", services; service_tools.py.

use super::{Property, PropertyType};

const PAGE: &str =
    "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-init.html#aws-resource-init-services";

/// Starts at boot.
pub const ENABLED: Property =
    Property::text("enabled", "At boot", "Enabled: it starts with the machine. Disabled: it does not.", PAGE)
        .of_type(PropertyType::Boolean);
/// Runs after cfn-init.
pub const ENSURE_RUNNING: Property = Property::text(
    "ensureRunning",
    "After cfn-init",
    "Running: started if it is not. Stopped: stopped if it runs. Not looked at when a trigger below restarts it.",
    PAGE,
)
.of_type(PropertyType::Boolean);
/// Packages that restart it.
pub const PACKAGES: Property = Property::text(
    "packages",
    "Packages",
    "Restarted if one of these packages is installed or upgraded in this run.",
    PAGE,
)
.of_type(PropertyType::Map);
/// Groups that restart it.
pub const GROUPS: Property =
    Property::text("groups", "Groups", "Restarted if one of these groups is created in this run.", PAGE)
        .of_type(PropertyType::List);
/// Users that restart it.
pub const USERS: Property =
    Property::text("users", "Users", "Restarted if one of these users is created or changed in this run.", PAGE)
        .of_type(PropertyType::List);
/// Archives that restart it.
pub const SOURCES: Property = Property::text(
    "sources",
    "Sources",
    "Restarted at every run: an archive is unpacked each time and counts as changed.",
    PAGE,
)
.of_type(PropertyType::List);
/// Files that restart it.
pub const FILES: Property =
    Property::text("files", "Files", "Restarted if one of these files changes in this run.", PAGE)
        .of_type(PropertyType::List);
/// Commands that restart it.
pub const COMMANDS: Property = Property::text(
    "commands",
    "Commands",
    "Restarted whenever one of these commands ran. Give the command a test, or that is every run.",
    PAGE,
)
.of_type(PropertyType::List);

/// All of them, in the order in which they are written.
pub const ROWS: &[Property] = &[ENABLED, ENSURE_RUNNING, PACKAGES, GROUPS, USERS, SOURCES, FILES, COMMANDS];

/// Managers of services, each with what cfn-init does with it.
pub const MANAGERS: &[Property] = &[
    Property::text(
        "systemd",
        "systemd",
        "Helper scripts 2.0-10 or later. A restart reads the units again first; a service that cannot be enabled stops \
         cfn-init.",
        PAGE,
    )
    .of_type(PropertyType::Map),
    Property::text(
        "sysvinit",
        "System V init",
        "Enabled by chkconfig or update-rc.d, started by service. It wants an init script with run level links: a unit \
         of systemd alone stops cfn-init.",
        PAGE,
    )
    .of_type(PropertyType::Map),
    Property::text("windows", "Windows", "Services of the Windows service manager.", PAGE).of_type(PropertyType::Map),
];

/// What becomes of services of a manager that is none of these.
pub const UNKNOWN: &str =
    "cfn-init does not know this manager: it notes a warning, leaves the service alone and goes on.";
