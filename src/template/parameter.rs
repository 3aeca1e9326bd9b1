//! A parameter: what the template asks for at each deployment.
//!
//! Source: AWS page "Parameters".

use super::parameter_path;
use crate::document::{Node, Path, ScalarType};
use crate::schema::parameter;

/// A parameter of a template.
#[derive(Clone, Copy, Debug)]
pub struct Parameter<'d> {
    name: &'d str,
    node: Node<'d>,
}

impl<'d> Parameter<'d> {
    pub(super) fn new(name: &'d str, node: Node<'d>) -> Parameter<'d> {
        Parameter { name, node }
    }

    /// The logical name.
    pub fn name(&self) -> &'d str {
        self.name
    }

    /// The whole parameter.
    pub fn node(&self) -> Node<'d> {
        self.node
    }

    /// Where the parameter is.
    pub fn path(&self) -> Path {
        parameter_path(self.name)
    }

    fn text(&self, key: &str) -> Option<&'d str> {
        self.node.get(key)?.scalar()
    }

    /// `String`, `Number`, a list of them, or an AWS type.
    pub fn kind(&self) -> Option<&'d str> {
        self.text(parameter::TYPE.key)
    }

    /// The value used if none is given, as text; `None` means one has to be given.
    pub fn default(&self) -> Option<&'d str> {
        self.text(parameter::DEFAULT.key)
    }

    /// What the value is for.
    pub fn description(&self) -> Option<&'d str> {
        self.text(parameter::DESCRIPTION.key)
    }

    /// True if CloudFormation shows asterisks in its place. Source: AWS page "Parameters", NoEcho.
    pub fn no_echo(&self) -> bool {
        let Some(node) = self.node.get(parameter::NO_ECHO.key) else { return false };
        match node.scalar_type() {
            ScalarType::Bool(value) => value,
            _ => node.scalar().is_some_and(|text| text.eq_ignore_ascii_case("true")),
        }
    }

    /// The only values allowed; empty if any is.
    pub fn allowed_values(&self) -> Vec<&'d str> {
        let values = self.node.get(parameter::ALLOWED_VALUES.key);
        values.into_iter().flat_map(|node| node.items()).filter_map(|item| item.scalar()).collect()
    }

    /// The regular expression that the whole value has to match.
    pub fn allowed_pattern(&self) -> Option<&'d str> {
        self.text(parameter::ALLOWED_PATTERN.key)
    }

    /// What is said if the value breaks a constraint.
    pub fn constraint_description(&self) -> Option<&'d str> {
        self.text(parameter::CONSTRAINT_DESCRIPTION.key)
    }

    /// Most characters of a `String`.
    pub fn max_length(&self) -> Option<usize> {
        self.text(parameter::MAX_LENGTH.key)?.parse().ok()
    }

    /// Fewest characters of a `String`.
    pub fn min_length(&self) -> Option<usize> {
        self.text(parameter::MIN_LENGTH.key)?.parse().ok()
    }

    /// Largest `Number`.
    pub fn max_value(&self) -> Option<f64> {
        self.text(parameter::MAX_VALUE.key)?.parse().ok()
    }

    /// Smallest `Number`.
    pub fn min_value(&self) -> Option<f64> {
        self.text(parameter::MIN_VALUE.key)?.parse().ok()
    }
}

#[cfg(test)]
mod tests {
    use crate::document::Document;
    use crate::template::Template;

    #[test]
    fn a_parameter_shows_its_constraints() {
        let text =
            "Parameters:\n  P: {Type: String, Default: \"\", NoEcho: \"true\", AllowedValues: [a, 3], MaxLength: 8}\n";
        let document = Document::parse(text);
        let parameter = Template::of(&document).parameter("P").unwrap();
        assert_eq!((parameter.kind(), parameter.default(), parameter.no_echo()), (Some("String"), Some(""), true));
        assert_eq!((parameter.allowed_values(), parameter.max_length()), (vec!["a", "3"], Some(8)));
    }
}
