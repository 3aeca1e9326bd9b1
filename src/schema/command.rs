//! Keys of a command in a config. Source: AWS page "AWS::CloudFormation::Init", commands; command_tool.py.

use super::{Property, PropertyType};

const PAGE: &str =
    "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-init.html#aws-resource-init-commands";

/// What is run.
pub const COMMAND: Property = Property::text(
    "command",
    "Command",
    "A line goes to /bin/sh -c, a list of words is run as it is, without a shell. cfn-init waits until it has closed \
     its output: a program that stays in the background needs >/dev/null 2>&1.",
    PAGE,
)
.of_type(PropertyType::Multiline)
.required();
/// Variables.
pub const ENV: Property = Property::text(
    "env",
    "Environment",
    "Replaces the whole environment of command and test: PATH and HOME are gone unless they stand here.",
    PAGE,
)
.of_type(PropertyType::Map);
/// Folder.
pub const CWD: Property =
    Property::text("cwd", "Folder", "Where command and test run. It has to be there; ~ is the home of root.", PAGE);
/// Whether it is run at all.
pub const TEST: Property = Property::text(
    "test",
    "Test",
    "Run first: only if it ends with 0 the command runs. Without a test the command runs at every run of cfn-init.",
    PAGE,
);
/// What a failure does.
pub const IGNORE_ERRORS: Property = Property::text(
    "ignoreErrors",
    "If it fails",
    "Without this a command that fails ends the whole run: nothing behind it is done, nothing is undone.",
    PAGE,
)
.of_type(PropertyType::Boolean);
/// Pause.
pub const WAIT: Property = Property::text(
    "waitAfterCompletion",
    "Wait after",
    "Windows only: seconds in which the command may begin a reboot, 60 if nothing is said; forever ends cfn-init until \
     after the reboot.",
    PAGE,
)
.of_type(PropertyType::Number);

/// Keys that no page of AWS names and cfn-init knows nevertheless; a form shows them where they stand.
pub const UNDOCUMENTED: &[Property] = &[
    Property::text(
        "runas",
        "Run as",
        "Not documented by AWS. Put before the command as su USER -c, without quotes: of a line the shell takes the first \
         word alone.",
        PAGE,
    ),
    Property::text(
        "defaults",
        "Defaults",
        "Not documented by AWS. A program that prints JSON with further keys of the command, run first.",
        PAGE,
    ),
];

/// All that are documented, in the order in which they are written.
pub const ROWS: &[Property] = &[COMMAND, ENV, CWD, TEST, IGNORE_ERRORS, WAIT];
