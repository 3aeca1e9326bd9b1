//! Keys of a group in a config. Source: AWS page "AWS::CloudFormation::Init", groups; user_group_tools.py.

use super::Property;

const PAGE: &str =
    "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-init.html#aws-resource-init-groups";

/// Number of the group.
pub const GID: Property = Property::text(
    "gid",
    "Group id",
    "Without one the system picks a free number. A group that is there with another number stops cfn-init.",
    PAGE,
);

/// All of them.
pub const ROWS: &[Property] = &[GID];
