//! Keys of a file in a config. Source: AWS page "AWS::CloudFormation::Init", files; aws-cfn-bootstrap file_tool.py.

use super::{Property, PropertyType};

const PAGE: &str =
    "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-init.html#aws-resource-init-files";

/// User who owns it.
pub const OWNER: Property = Property::text(
    "owner",
    "Owner",
    "A name, not a number. Without one the file belongs to root, also if it belonged to another before.",
    PAGE,
);
/// Group.
pub const GROUP: Property = Property::text("group", "Group", "A name, not a number. Without one it is root.", PAGE);
/// Mode.
pub const MODE: Property = Property::text(
    "mode",
    "Mode",
    "Six octal digits in quotes. 120 in front makes a symbolic link with the content as its target.",
    PAGE,
)
.of_type(PropertyType::Octal);
/// Text that is written.
pub const CONTENT: Property = Property::text(
    "content",
    "Content",
    "Text, or an object that is written as JSON on one line. Empty content stops cfn-init.",
    PAGE,
)
.of_type(PropertyType::Multiline);
/// Address that is fetched.
pub const SOURCE: Property = Property::text(
    "source",
    "Source URL",
    "Fetched over http or https, with five tries. An S3 address needs the instance role or authentication.",
    PAGE,
);
/// `plain` or `base64`.
pub const ENCODING: Property = Property::text(
    "encoding",
    "Encoding",
    "With base64 the content is decoded before it is written, and the context is not used.",
    PAGE,
)
.of_type(PropertyType::Choice(&["plain", "base64"]));
/// Name of credentials.
pub const AUTHENTICATION: Property = Property::text(
    "authentication",
    "Authentication",
    "An entry of AWS::CloudFormation::Authentication, for the source URL. An unknown name counts as none: then bucket or host decide.",
    PAGE,
);
/// Values for Mustache.
pub const CONTEXT: Property = Property::text(
    "context",
    "Context",
    "cfn-init puts these values in place of {{name}} in the content. Two braces escape &, <, > and \" as HTML does; three do not. Values arrive as text: {{#name}} takes any text but an empty one for yes, the word false too.",
    PAGE,
)
.of_type(PropertyType::Map);

/// All of them, in the order in which they are written.
pub const ROWS: &[Property] = &[OWNER, GROUP, MODE, ENCODING, CONTENT, SOURCE, AUTHENTICATION, CONTEXT];
