//! Package managers of a config, each with what cfn-init does with it.
//!
//! Source: AWS page "AWS::CloudFormation::Init", packages; release history of the helper scripts; aws-cfn-bootstrap
//! construction.py, apt_tool.py, rpm_tools.py, lang_package_tools.py.

use super::{Property, PropertyType};

/// The AWS page about packages.
pub const PAGE: &str =
    "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-init.html#aws-resource-init-packages";

const fn manager(key: &'static str, label: &'static str, help: &'static str) -> Property {
    Property::text(key, label, help, PAGE).of_type(PropertyType::Map)
}

/// Windows installers.
pub const MSI: Property = manager(
    "msi",
    "Windows",
    "The value is the path or the URL of the installer. What is installed already is skipped.",
);
/// Single RPM files.
pub const RPM: Property = manager(
    "rpm",
    "RPM files",
    "The value is the path or the URL of the file. Signatures are not checked; what is installed already is skipped.",
);
/// Debian and Ubuntu.
pub const APT: Property = manager(
    "apt",
    "Debian, Ubuntu",
    "Installs what is missing and upgrades nothing. apt-get update is not run: on a fresh image a package may be \
     unknown, and that stops cfn-init. A version counts as there if the installed one begins with it.",
);
/// Amazon Linux, RHEL, CentOS.
pub const YUM: Property = manager(
    "yum",
    "Amazon Linux, RHEL",
    "Without a version it installs, or upgrades at every run. Of several versions the highest counts; one below the \
     installed version is a downgrade.",
);
/// PyPI.
pub const PYTHON: Property = manager(
    "python",
    "PyPI",
    "Uses pip3, before helper scripts 2.0-29 easy_install, which has to be there. Counts as changed at every run.",
);
/// RubyGems.
pub const RUBYGEMS: Property = manager(
    "rubygems",
    "RubyGems",
    "Installs exactly the version given, each of several. Before helper scripts 2.0-29 it passes options that new \
     versions of gem refuse.",
);
/// SUSE.
pub const ZYPPER: Property = manager(
    "zypper",
    "SUSE",
    "Helper scripts 2.0-10 or later. Without a version it installs, or upgrades at every run; of several versions the \
     highest counts.",
);

/// All of them, in the order in which cfn-init calls them.
pub const ROWS: &[Property] = &[MSI, RPM, APT, YUM, PYTHON, RUBYGEMS, ZYPPER];

/// What becomes of packages of a manager that is none of these.
pub const UNKNOWN: &str = "cfn-init does not know this manager: it notes a warning, installs nothing and goes on. On Fedora and Amazon Linux use yum.";

/// True where the value says where the package is, not which version.
pub fn takes_a_place(manager: &str) -> bool {
    manager == MSI.key || manager == RPM.key
}
