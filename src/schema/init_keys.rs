//! Names in code for the keys of `AWS::CloudFormation::Init` and its credentials, table by table.
//!
//! Sources: AWS page "AWS::CloudFormation::Init"; aws-cfn-bootstrap construction.py, auth.py and the tools that it calls.

/// An entry of `packages`: the package managers in the order in which cfn-init calls them.
pub mod package {
    table!(ROWS = "packages" {
        MSI = "msi",
        RPM = "rpm",
        APT = "apt",
        YUM = "yum",
        PYTHON = "python",
        RUBYGEMS = "rubygems",
        ZYPPER = "zypper",
    });

    /// The AWS page about packages.
    pub const PAGE: &str = "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-init.html#aws-resource-init-packages";

    /// Help for packages of any other manager.
    pub const UNKNOWN: &str = "cfn-init does not know this manager: it logs a warning, installs nothing and continues. On Fedora and Amazon Linux use yum.";

    /// True if the value of a package is its location and not its version.
    pub fn takes_a_place(manager: &str) -> bool {
        manager == MSI.key || manager == RPM.key
    }
}

/// A group.
pub mod group {
    table!(ROWS = "group" { GID = "gid" });
}

/// A user.
pub mod user {
    table!(ROWS = "user" { UID = "uid", GROUPS = "groups", HOME_DIR = "homeDir" });
}

/// An archive: a target folder and an address.
pub mod source {
    /// The AWS page about sources.
    pub const PAGE: &str = "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-init.html#aws-resource-init-sources";

    /// Help for the target folder.
    pub const TARGET: &str = "Created if it does not exist. Files of the same name are overwritten, others stay. Restart triggers of services follow the new path.";

    /// Help for the address.
    pub const ARCHIVE: &str = "A URL over http or https, or a file on the instance. Tar in any compression, or zip: recognized by its content, \
         not by its name. Fetched and unpacked again at every run. The top folder of an archive from GitHub is dropped.";

    /// Help for credentials.
    pub const CREDENTIALS: &str = "Credentials are taken from AWS::CloudFormation::Authentication by bucket or host; an archive cannot name them.";
}

/// A file.
pub mod file {
    table!(ROWS = "file" {
        OWNER = "owner",
        GROUP = "group",
        MODE = "mode",
        ENCODING = "encoding",
        CONTENT = "content",
        SOURCE = "source",
        AUTHENTICATION = "authentication",
        CONTEXT = "context",
    });
}

/// A command.
pub mod command {
    table!(ROWS = "command" {
        COMMAND = "command",
        ENV = "env",
        CWD = "cwd",
        TEST = "test",
        IGNORE_ERRORS = "ignoreErrors",
        WAIT = "waitAfterCompletion",
    });
    // Keys that cfn-init reads though no page of AWS names them; a form shows them where they are present.
    table!(UNDOCUMENTED = "command.undocumented");
}

/// A service.
pub mod service {
    table!(ROWS = "service" {
        ENABLED = "enabled",
        ENSURE_RUNNING = "ensureRunning",
        PACKAGES = "packages",
        GROUPS = "groups",
        USERS = "users",
        SOURCES = "sources",
        FILES = "files",
        COMMANDS = "commands",
    });
    table!(MANAGERS = "service_managers");

    /// Help for services of any other manager.
    pub const UNKNOWN: &str =
        "cfn-init does not know this manager: it logs a warning, leaves the service alone and continues.";
}

/// An entry of `AWS::CloudFormation::Authentication`.
pub mod authentication {
    table!(ROWS = "authentication" {
        TYPE = "type",
        ROLE_NAME = "roleName",
        ACCESS_KEY_ID = "accessKeyId",
        SECRET_KEY = "secretKey",
        BUCKETS = "buckets",
        USERNAME = "username",
        PASSWORD = "password",
        URIS = "uris",
    });

    /// `type` of credentials for S3.
    pub const S3: &str = "S3";
    /// `type` of a name and a password.
    pub const BASIC: &str = "basic";
}

/// The files of cfn-hup.
pub mod hup {
    table!(CONF = "cfn-hup.conf");
    table!(HOOK = "hook");
}

/// What the steps of a user data script say.
pub mod script {
    table!(INIT = "cfn-init.options");
    table!(SIGNAL = "cfn-signal.options");
    table!(STEP = "script");
}
