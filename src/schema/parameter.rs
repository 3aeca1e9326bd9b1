//! Keys of a parameter. Source: AWS page "Parameters".

table!(ROWS = "parameter" {
    DESCRIPTION = "Description",
    TYPE = "Type",
    DEFAULT = "Default",
    NO_ECHO = "NoEcho",
    ALLOWED_VALUES = "AllowedValues",
    ALLOWED_PATTERN = "AllowedPattern",
    MIN_LENGTH = "MinLength",
    MAX_LENGTH = "MaxLength",
    MIN_VALUE = "MinValue",
    MAX_VALUE = "MaxValue",
    CONSTRAINT_DESCRIPTION = "ConstraintDescription",
});

/// The types, the most used first. Sources: AWS pages "Parameters", "CloudFormation-supplied parameter types", "Systems
/// Manager parameter types".
pub fn types() -> &'static [&'static str] {
    TYPE.property().words()
}

/// True for a type that a parameter can have: one of [`types`], a list of one, or a value of the Parameter Store of either.
pub fn is_type(kind: &str) -> bool {
    fn inside<'k>(kind: &'k str, prefix: &str) -> Option<&'k str> {
        kind.strip_prefix(prefix)?.strip_suffix('>')
    }
    let value = inside(kind, "AWS::SSM::Parameter::Value<").unwrap_or(kind);
    let item = inside(value, "List<").unwrap_or(value);
    let is_wrapped = item != kind && !item.starts_with("List<");
    types().contains(&kind) || is_wrapped && types().contains(&item)
}

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
    fn lists_and_stored_values_of_a_type_are_types() {
        for (kind, wanted) in [
            ("String", true),
            ("List<Number>", true),
            ("List<AWS::EC2::VPC::Id>", true),
            ("AWS::SSM::Parameter::Value<List<AWS::EC2::Image::Id>>", true),
            ("AWS::SSM::Parameter::Value<AWS::EC2::Instance::Id>", true),
            ("Integer", false),
            ("List<>", false),
            ("List<List<Number>>", false),
            ("AWS::SSM::Parameter::Value<Text>", false),
        ] {
            assert_eq!(is_type(kind), wanted, "{kind}");
        }
    }

    #[test]
    fn every_type_is_described_in_a_sentence() {
        for (index, kind) in types().iter().enumerate() {
            assert!(meaning(kind).ends_with('.') && !meaning(kind).contains("not document"), "{kind}");
            assert!(!types().iter().take(index).any(|other| other == kind), "{kind} twice");
        }
        assert!(meaning("Text").contains("not document"));
    }
}
