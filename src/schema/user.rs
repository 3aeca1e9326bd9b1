//! Keys of a user in a config. Source: AWS page "AWS::CloudFormation::Init", users; user_group_tools.py.

use super::{Property, PropertyType};

const PAGE: &str =
    "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-init.html#aws-resource-init-users";

/// Number of the user.
pub const UID: Property = Property::text(
    "uid",
    "User id",
    "Without one the system picks a free number. A user who is there with another number stops cfn-init.",
    PAGE,
);
/// Groups beside the own one.
pub const GROUPS: Property = Property::text(
    "groups",
    "Groups",
    "Beside the user's own group. They have to be there, or be made above. For a user who is there this list replaces \
     all the others.",
    PAGE,
)
.of_type(PropertyType::List);
/// Home folder.
pub const HOME_DIR: Property = Property::text(
    "homeDir",
    "Home",
    "Only noted for the user: cfn-init makes no folder and moves none. Make it with a command, or put a file into it.",
    PAGE,
);

/// All of them, in the order in which they are written.
pub const ROWS: &[Property] = &[UID, GROUPS, HOME_DIR];
