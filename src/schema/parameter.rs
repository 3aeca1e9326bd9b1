//! Keys of a parameter. Source: AWS page "Parameters".

use super::{Property, PropertyType};

const PAGE: &str = "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html";

/// The types, those that people reach for first. Sources: AWS pages "Parameters", "CloudFormation-supplied parameter
/// types", "Systems Manager parameter types".
pub const TYPES: &[&str] = &[
    "String",
    "Number",
    "CommaDelimitedList",
    "List<Number>",
    "AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>",
    "AWS::EC2::KeyPair::KeyName",
    "AWS::EC2::VPC::Id",
    "AWS::EC2::Subnet::Id",
    "List<AWS::EC2::Subnet::Id>",
    "AWS::EC2::SecurityGroup::Id",
    "List<AWS::EC2::SecurityGroup::Id>",
    "AWS::EC2::AvailabilityZone::Name",
    "List<AWS::EC2::AvailabilityZone::Name>",
    "AWS::EC2::Image::Id",
    "List<AWS::EC2::Image::Id>",
    "AWS::EC2::Instance::Id",
    "List<AWS::EC2::Instance::Id>",
    "AWS::EC2::SecurityGroup::GroupName",
    "List<AWS::EC2::SecurityGroup::GroupName>",
    "AWS::EC2::Volume::Id",
    "List<AWS::EC2::Volume::Id>",
    "AWS::Route53::HostedZone::Id",
    "List<AWS::Route53::HostedZone::Id>",
    "AWS::SSM::Parameter::Name",
    "AWS::SSM::Parameter::Value<String>",
    "AWS::SSM::Parameter::Value<List<String>>",
    "AWS::SSM::Parameter::Value<CommaDelimitedList>",
    "AWS::SSM::Parameter::Value<AWS::EC2::KeyPair::KeyName>",
    "AWS::SSM::Parameter::Value<AWS::EC2::VPC::Id>",
    "AWS::SSM::Parameter::Value<AWS::EC2::Subnet::Id>",
    "AWS::SSM::Parameter::Value<List<AWS::EC2::Subnet::Id>>",
    "AWS::SSM::Parameter::Value<AWS::EC2::SecurityGroup::Id>",
    "AWS::SSM::Parameter::Value<List<AWS::EC2::SecurityGroup::Id>>",
    "AWS::SSM::Parameter::Value<AWS::EC2::AvailabilityZone::Name>",
];

/// What it is for.
pub const DESCRIPTION: Property = Property::text(
    "Description",
    "Description",
    "Shown beside the value at each deploy. Up to 4,000 characters.",
    PAGE,
);
/// What kind of value.
pub const TYPE: Property = Property::text(
    "Type",
    "Type",
    "String, Number, a list, the id of something that exists, or the name of an SSM parameter.",
    PAGE,
)
.of_type(PropertyType::Suggested(TYPES))
.required();
/// The value without an answer.
pub const DEFAULT: Property =
    Property::text("Default", "Default", "Used if no value is given. Without one a value has to be given.", PAGE);
/// Asterisks in its place.
pub const NO_ECHO: Property = Property::text(
    "NoEcho",
    "NoEcho",
    "CloudFormation shows asterisks in its place, but not where the template writes it on, such as metadata.",
    PAGE,
)
.of_type(PropertyType::Boolean);
/// The only values.
pub const ALLOWED_VALUES: Property =
    Property::text("AllowedValues", "Allowed values", "One a line. Only these are taken.", PAGE)
        .of_type(PropertyType::List);
/// Regular expression.
pub const ALLOWED_PATTERN: Property = Property::text(
    "AllowedPattern",
    "Allowed pattern",
    "A Java regular expression that the whole value has to match.",
    PAGE,
);
/// Fewest characters.
pub const MIN_LENGTH: Property =
    Property::text("MinLength", "Fewest characters", "Counted in characters.", PAGE).of_type(PropertyType::Number);
/// Most characters.
pub const MAX_LENGTH: Property =
    Property::text("MaxLength", "Most characters", "At most 4,096 bytes fit in any case.", PAGE)
        .of_type(PropertyType::Number);
/// Smallest number.
pub const MIN_VALUE: Property =
    Property::text("MinValue", "Smallest value", "The value itself is allowed.", PAGE).of_type(PropertyType::Number);
/// Largest number.
pub const MAX_VALUE: Property =
    Property::text("MaxValue", "Largest value", "The value itself is allowed.", PAGE).of_type(PropertyType::Number);
/// What is said if the value is refused.
pub const CONSTRAINT_DESCRIPTION: Property = Property::text(
    "ConstraintDescription",
    "Said if refused",
    "Stands behind \"Parameter NAME\" when a value breaks the rules above.",
    PAGE,
);

/// All of them, in the order in which they are written.
pub const ROWS: &[Property] = &[
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

/// The types that CloudFormation documents a constraint for; `None` for a key that goes with every type.
pub fn types_of(key: &str) -> Option<&'static [&'static str]> {
    const TEXT: &[&str] = &["String"];
    const NUMBER: &[&str] = &["Number"];
    const PATTERN: &[&str] = &["String", "CommaDelimitedList"];
    match key {
        _ if key == MIN_LENGTH.key || key == MAX_LENGTH.key => Some(TEXT),
        _ if key == MIN_VALUE.key || key == MAX_VALUE.key => Some(NUMBER),
        _ if key == ALLOWED_PATTERN.key => Some(PATTERN),
        _ => None,
    }
}

/// True if a key says something for a parameter of this type.
pub fn applies(key: &str, kind: &str) -> bool {
    types_of(key).is_none_or(|types| types.contains(&kind))
}

/// What a type asks for, in a sentence.
pub fn meaning(kind: &str) -> String {
    let ssm = kind.strip_prefix("AWS::SSM::Parameter::Value<").and_then(|inner| inner.strip_suffix('>'));
    if let Some(inner) = ssm {
        let list = inner.starts_with("List<") || inner == "CommaDelimitedList";
        let what = if list { "a list" } else { "a value" };
        return format!(
            "The name of an SSM parameter. The template gets {what} that it holds at the time of the deploy ({inner})."
        );
    }
    let (list, item) = match kind.strip_prefix("List<").and_then(|inner| inner.strip_suffix('>')) {
        Some(item) => (true, item),
        None => (false, kind),
    };
    match (item, list) {
        ("String", false) => "Text.".into(),
        ("Number", false) => "A whole number or one with a point. Ref gives it as text.".into(),
        ("Number", true) => "Numbers with commas between them. Ref gives a list.".into(),
        ("CommaDelimitedList", false) => "Texts with commas between them. Ref gives a list.".into(),
        ("AWS::SSM::Parameter::Name", false) => "The name of an SSM parameter that exists. Ref gives the name.".into(),
        (item, list) if item.starts_with("AWS::") => {
            let what = item.split("::").skip(1).collect::<Vec<_>>().join(" ");
            let many = if list { "A list of what exists" } else { "Something that exists" };
            format!("{many} in the account and region, chosen in the console: {what}.")
        }
        _ => "CloudFormation does not document this type.".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn constraints_go_with_the_types_that_aws_names() {
        let shown = |kind: &str| {
            let rows = ROWS.iter().filter(|row| types_of(row.key).is_some() && applies(row.key, kind));
            rows.map(|row| row.key).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(shown("String"), "MinLength MaxLength AllowedPattern");
        assert_eq!(shown("Number"), "MinValue MaxValue");
        assert_eq!(shown("CommaDelimitedList"), "AllowedPattern");
        assert_eq!(shown("AWS::EC2::VPC::Id"), "");
        assert!(applies(DEFAULT.key, "List<Number>"));
    }

    #[test]
    fn every_type_is_said_in_a_sentence() {
        for (index, kind) in TYPES.iter().enumerate() {
            assert!(meaning(kind).ends_with('.') && !meaning(kind).contains("not document"), "{kind}");
            assert!(!TYPES.iter().take(index).any(|other| other == kind), "{kind} twice");
        }
        assert!(meaning("Text").contains("not document"));
    }
}
