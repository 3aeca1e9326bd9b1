//! Keys of a parameter. Source: AWS page "Parameters".

use super::{Kind, Row};

const PAGE: &str = "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html";

const TYPES: &[&str] = &[
    "String",
    "Number",
    "CommaDelimitedList",
    "List<Number>",
    "AWS::EC2::KeyPair::KeyName",
    "AWS::EC2::VPC::Id",
    "AWS::EC2::Subnet::Id",
    "AWS::EC2::Image::Id",
    "AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>",
    "AWS::SSM::Parameter::Value<String>",
];

/// What it is for.
pub const DESCRIPTION: Row =
    Row::text("Description", "Description", "Shown beside the value at each deploy. Up to 4,000 characters.", PAGE);
/// What kind of value.
pub const TYPE: Row = Row::text("Type", "Type", "String, Number, a list, or a type that AWS checks.", PAGE)
    .takes(Kind::Suggested(TYPES))
    .required();
/// The value without an answer.
pub const DEFAULT: Row =
    Row::text("Default", "Default", "Used if no value is given. Without one a value has to be given.", PAGE);
/// Asterisks in its place.
pub const NO_ECHO: Row = Row::text(
    "NoEcho",
    "NoEcho",
    "CloudFormation shows asterisks in its place, but not where the template writes it on, such as metadata.",
    PAGE,
)
.takes(Kind::Boolean);
/// The only values.
pub const ALLOWED_VALUES: Row =
    Row::text("AllowedValues", "Allowed values", "One a line. Only these are taken.", PAGE).takes(Kind::List);
/// Regular expression.
pub const ALLOWED_PATTERN: Row = Row::text(
    "AllowedPattern",
    "Allowed pattern",
    "A Java regular expression that the whole value has to match.",
    PAGE,
);
/// Fewest characters.
pub const MIN_LENGTH: Row = Row::text("MinLength", "Fewest characters", "For String only.", PAGE).takes(Kind::Number);
/// Most characters.
pub const MAX_LENGTH: Row = Row::text("MaxLength", "Most characters", "For String only.", PAGE).takes(Kind::Number);
/// Smallest number.
pub const MIN_VALUE: Row = Row::text("MinValue", "Smallest value", "For Number only.", PAGE).takes(Kind::Number);
/// Largest number.
pub const MAX_VALUE: Row = Row::text("MaxValue", "Largest value", "For Number only.", PAGE).takes(Kind::Number);
/// What is said if the value is refused.
pub const CONSTRAINT_DESCRIPTION: Row = Row::text(
    "ConstraintDescription",
    "Said if refused",
    "Stands behind \"Parameter NAME\" when a value breaks the rules above.",
    PAGE,
);

/// All of them, in the order in which they are written.
pub const ROWS: &[Row] = &[
    DESCRIPTION,
    TYPE,
    DEFAULT,
    NO_ECHO,
    ALLOWED_VALUES,
    MIN_LENGTH,
    MAX_LENGTH,
    MIN_VALUE,
    MAX_VALUE,
    ALLOWED_PATTERN,
    CONSTRAINT_DESCRIPTION,
];
