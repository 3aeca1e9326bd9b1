//! Whether a value can be given for a parameter: its constraints as CloudFormation applies them.
//!
//! Source: AWS page "Parameters". Patterns are Java's; one that this reader of patterns does not know is not judged.

use regex_lite::Regex;

use super::Parameter;

/// Most bytes of a parameter's value. Source: AWS page "CloudFormation quotas".
const VALUE_BYTES: usize = 4_096;

/// Types of existing things with what their ids begin with. Source: as above, "AWS-specific parameter types".
const IDS: [(&str, &str); 7] = [
    ("AWS::EC2::Image::Id", "ami-"),
    ("AWS::EC2::Instance::Id", "i-"),
    ("AWS::EC2::SecurityGroup::Id", "sg-"),
    ("AWS::EC2::Subnet::Id", "subnet-"),
    ("AWS::EC2::Volume::Id", "vol-"),
    ("AWS::EC2::VPC::Id", "vpc-"),
    ("AWS::Route53::HostedZone::Id", "Z"),
];

/// Why CloudFormation refuses a value, as a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueError(String);

impl std::fmt::Display for ValueError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for ValueError {}

/// Checks a value of a parameter against the parameter's constraints.
///
/// # Errors
/// [`ValueError`] for the first constraint that the value breaks.
pub fn check(parameter: Parameter<'_>, value: &str) -> Result<(), ValueError> {
    let name = parameter.name();
    if value.len() > VALUE_BYTES {
        return Err(ValueError(format!("{name} has {} bytes. A parameter takes at most {VALUE_BYTES}.", value.len())));
    }
    if value.contains('\0') {
        return Err(ValueError(format!("{name} has a NUL character, which no command can pass.")));
    }
    let kind = parameter.kind().unwrap_or("String");
    let (items, kind) = match listed(kind) {
        Some(kind) => (value.split(',').map(str::trim).collect(), kind),
        None => (vec![value], kind),
    };
    let Some(broken) = items.iter().find_map(|item| broken(parameter, kind, item)) else { return Ok(()) };
    Err(ValueError(match parameter.constraint_description() {
        Some(text) => format!("{name} {}{}", text, if text.ends_with('.') { "" } else { "." }),
        None => format!("{name} {broken}."),
    }))
}

/// The type of the items if the type is a list's.
fn listed(kind: &str) -> Option<&str> {
    match kind {
        "CommaDelimitedList" => Some("String"),
        _ => kind.strip_prefix("List<")?.strip_suffix('>'),
    }
}

/// What the value would have to be, as the rest of a sentence that begins with the parameter's name.
fn broken(parameter: Parameter<'_>, kind: &str, value: &str) -> Option<String> {
    let allowed = parameter.allowed_values();
    if !allowed.is_empty() && !allowed.iter().any(|one| same(kind, one, value)) {
        return Some(format!("has to be one of {}; {} is not", allowed.join(", "), shown(value)));
    }
    if kind == "Number" {
        return number(parameter, value);
    }
    if let Some((_, start)) = IDS.iter().find(|(id, _)| *id == kind)
        && !value.starts_with(start)
    {
        return Some(format!("has to be an existing id, which begins with {start}; {} does not", shown(value)));
    }
    if kind.starts_with("AWS::") && value.is_empty() {
        return Some(format!("needs the name of an existing resource ({kind}), not nothing"));
    }
    let length = value.chars().count();
    if let Some(most) = parameter.max_length().filter(|&most| length > most) {
        return Some(format!("has {length} characters, at most {most} are allowed"));
    }
    if let Some(fewest) = parameter.min_length().filter(|&fewest| length < fewest) {
        return Some(format!("has {length} characters, at least {fewest} are wanted"));
    }
    let pattern = parameter.allowed_pattern()?;
    let whole = Regex::new(&format!("^(?:{pattern})$")).ok()?;
    (!whole.is_match(value)).then(|| format!("has to match {pattern}; {} does not", shown(value)))
}

fn same(kind: &str, allowed: &str, value: &str) -> bool {
    let numbers = || Some(allowed.parse::<f64>().ok()? == value.parse::<f64>().ok()?);
    allowed == value || kind == "Number" && numbers().unwrap_or(false)
}

fn number(parameter: Parameter<'_>, value: &str) -> Option<String> {
    let number = value.parse::<f64>().ok().filter(|_| value.bytes().any(|byte| byte.is_ascii_digit()));
    let Some(number) = number else { return Some(format!("has to be a number; {} is none", shown(value))) };
    let (least, most) = (parameter.min_value(), parameter.max_value());
    match (least.filter(|&least| number < least), most.filter(|&most| number > most)) {
        (Some(least), _) => Some(format!("has to be at least {least}")),
        (None, Some(most)) => Some(format!("has to be at most {most}")),
        (None, None) => None,
    }
}

fn shown(value: &str) -> String {
    const LONGEST: usize = 40;
    match value.chars().count() {
        0 => "the empty text".into(),
        count if count > LONGEST => format!("{}…", value.chars().take(LONGEST).collect::<String>()),
        _ => value.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;
    use crate::template::Template;

    fn error(body: &str, value: &str) -> Option<String> {
        let document = Document::parse(format!("Parameters: {{P: {body}}}"));
        check(Template::of(&document).parameter("P").unwrap(), value).err().map(|error| error.to_string())
    }

    #[test]
    fn constraints_are_those_of_the_parameter() {
        let none = None::<&str>;
        for (body, value, expected) in [
            ("{Type: String}", "any thing", none),
            ("{Type: String, AllowedValues: [a, b]}", "c", Some("P has to be one of a, b; c is not.")),
            ("{Type: String, AllowedValues: [true]}", "true", none),
            ("{Type: Number, AllowedValues: [1, 2]}", "2.0", none),
            ("{Type: Number, MinValue: 3}", "2", Some("P has to be at least 3.")),
            ("{Type: Number, MaxValue: 3}", "2e1", Some("P has to be at most 3.")),
            ("{Type: Number}", "inf", Some("P has to be a number; inf is none.")),
            ("{Type: List<Number>}", "1, 2,x", Some("P has to be a number; x is none.")),
            ("{Type: String, MaxLength: 2}", "äöü", Some("P has 3 characters, at most 2 are allowed.")),
            ("{Type: String, MinLength: '1'}", "", Some("P has 0 characters, at least 1 are wanted.")),
            ("{Type: String, AllowedPattern: '[a-z]+'}", "abc", none),
            ("{Type: String, AllowedPattern: '.+'}", "", Some("P has to match .+; the empty text does not.")),
            ("{Type: String, AllowedValues: [a]}", "", Some("P has to be one of a; the empty text is not.")),
            ("{Type: String, AllowedPattern: 'a|b'}", "ab", Some("P has to match a|b; ab does not.")),
            ("{Type: String, AllowedPattern: '(?=x)y'}", "z", none),
            (
                "{Type: String, AllowedPattern: '\\d', ConstraintDescription: needs a digit}",
                "z",
                Some("P needs a digit."),
            ),
            ("{Type: CommaDelimitedList, AllowedValues: [a, b]}", "a, b", none),
            (
                "{Type: 'AWS::EC2::VPC::Id'}",
                "subnet-1",
                Some("P has to be an existing id, which begins with vpc-; subnet-1 does not."),
            ),
            ("{Type: 'List<AWS::EC2::Subnet::Id>'}", "subnet-1,subnet-2", none),
            (
                "{Type: 'AWS::EC2::KeyPair::KeyName'}",
                "",
                Some("P needs the name of an existing resource (AWS::EC2::KeyPair::KeyName), not nothing."),
            ),
            ("{Type: 'AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>'}", "/aws/service/x", none),
        ] {
            assert_eq!(error(body, value).as_deref(), expected, "{body} {value}");
        }
    }

    #[test]
    fn a_value_has_at_most_4096_bytes() {
        assert_eq!(error("{Type: String}", &"x".repeat(4096)), None);
        assert_eq!(
            error("{Type: String}", &"x".repeat(4097)).as_deref(),
            Some("P has 4097 bytes. A parameter takes at most 4096.")
        );
    }
}
