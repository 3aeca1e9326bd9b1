//! `${…}` in the text of `Fn::Sub`: where it is, and what each name stands for.
//!
//! Source: AWS page "Fn::Sub". `${!Literal}` is written on as `${Literal}`.

use super::{Template, section};
use crate::document::Node;
use crate::schema::function::PSEUDO_PARAMETERS;

/// A piece of a text with `${…}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SubPiece<'t> {
    /// Stands as it is.
    Text(&'t str),
    /// `${Name}` as written, with the name trimmed.
    Name {
        /// With the braces.
        written: &'t str,
        /// Between the braces.
        name: &'t str,
    },
    /// `${!Literal}` as written.
    Literal(&'t str),
}

impl<'t> SubPiece<'t> {
    /// The piece as it stands in the text.
    pub fn written(&self) -> &'t str {
        match self {
            SubPiece::Text(written) | SubPiece::Literal(written) | SubPiece::Name { written, .. } => written,
        }
    }
}

/// What a name in `${…}` stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum VariableTarget {
    /// A parameter with its default; `None` if it has none or must not be shown.
    Parameter(Option<String>),
    /// The physical id of a resource of this type.
    Resource(String),
    /// An attribute of a resource.
    Attribute,
    /// AWS's own, in words.
    Pseudo(&'static str),
    /// A name given in the second argument of `Fn::Sub`.
    Own,
    /// Nothing in the template has this name.
    Unknown,
}

/// The pieces of a text, in order; joined they are the text.
pub fn pieces(text: &str) -> Vec<SubPiece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(start) = opening(rest) {
        let (before, from) = rest.split_at(start);
        let Some(end) = from.find('}') else { break };
        let (written, behind) = from.split_at(end + 1);
        let inside = written.strip_prefix("${").and_then(|inside| inside.strip_suffix('}')).unwrap_or_default();
        if !before.is_empty() {
            pieces.push(SubPiece::Text(before));
        }
        pieces.push(match inside.strip_prefix('!') {
            Some(_) => SubPiece::Literal(written),
            None => SubPiece::Name { written, name: inside.trim() },
        });
        rest = behind;
    }
    if !rest.is_empty() {
        pieces.push(SubPiece::Text(rest));
    }
    pieces
}

/// Where the first `${` is. Looks for one byte, which is many times faster than for two.
fn opening(text: &str) -> Option<usize> {
    let mut signs = text.match_indices('$').map(|found| found.0);
    signs.find(|at| text.as_bytes().get(at + 1) == Some(&b'{'))
}

/// The names in a text, each once, in order.
pub fn names(text: &str) -> Vec<&str> {
    let mut names = Vec::new();
    for piece in pieces(text) {
        if let SubPiece::Name { name, .. } = piece
            && !names.contains(&name)
        {
            names.push(name);
        }
    }
    names
}

/// Why CloudFormation refuses what is between `${` and `}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameFault {
    /// What is wrong.
    pub message: String,
    /// How to write it.
    pub help: String,
    /// How to write it where it is meant for the shell; `None` if it holds another `${`.
    pub literal: Option<String>,
}

/// Why CloudFormation refuses a name in `${…}`; `None` if it has only letters, digits, `_`, `.` and `:`.
pub fn name_fault(name: &str) -> Option<NameFault> {
    if !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | ':')) {
        return None;
    }
    if name.is_empty() {
        let message = "CloudFormation refuses ${} in Fn::Sub: there is no name in it.".to_string();
        return Some(NameFault { message, help: "Write a name, or ${!} for the characters.".into(), literal: None });
    }
    if let Some((outer, inner)) = name.split_once("${") {
        let message =
            format!("CloudFormation refuses ${{{name}}} in Fn::Sub: a name has letters, digits, _ . and : only.");
        let help = format!(
            "Give the shell a variable for ${{{inner}}} first, and write ${{!{outer}$VARIABLE}} for what the shell replaces."
        );
        return Some(NameFault { message, help, literal: None });
    }
    let literal = format!("${{!{name}}}");
    Some(NameFault {
        message: format!("CloudFormation refuses ${{{name}}} in Fn::Sub: a name has letters, digits, _ . and : only."),
        help: format!("Write {literal} where the shell replaces it."),
        literal: Some(literal),
    })
}

/// What a name stands for; `own` is the second argument of `Fn::Sub`.
pub fn meaning(template: Template<'_>, own: Option<Node<'_>>, name: &str) -> VariableTarget {
    if own.is_some_and(|own| own.get(name).is_some()) {
        return VariableTarget::Own;
    }
    if let Some(said) = pseudo(name) {
        return VariableTarget::Pseudo(said);
    }
    if let Some(parameter) = template.parameter(name) {
        let shown = parameter.default().filter(|_| !parameter.no_echo());
        return VariableTarget::Parameter(shown.map(str::to_string));
    }
    let resource = |id: &str| template.section(section::RESOURCES).and_then(|resources| resources.get(id));
    if resource(name).is_some() {
        let kind = template.resource(name).and_then(|resource| resource.kind()).unwrap_or_default();
        return VariableTarget::Resource(kind.to_string());
    }
    match name.split_once('.') {
        Some((id, attribute)) if resource(id).is_some() && !attribute.is_empty() => VariableTarget::Attribute,
        _ => VariableTarget::Unknown,
    }
}

/// What AWS puts in place of a pseudo parameter.
pub fn pseudo(name: &str) -> Option<&'static str> {
    PSEUDO_PARAMETERS.iter().find(|one| one.name == name).map(|one| one.help)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;

    #[test]
    fn pieces_joined_are_the_text() {
        for text in ["", "a", "${A}", "a${A}b${!B}c", "${", "a${b", "$${A}", "${ A }", "${}", "}${A}{", "é${Ü}é"] {
            assert_eq!(pieces(text).iter().map(SubPiece::written).collect::<String>(), text);
        }
        let name = |written, name| SubPiece::Name { written, name };
        assert_eq!(pieces("a${ A }${!B}"), [SubPiece::Text("a"), name("${ A }", "A"), SubPiece::Literal("${!B}")]);
        assert_eq!(names("${A} ${B.C} ${A} ${!D}"), ["A", "B.C"]);
    }

    #[test]
    fn expansions_of_the_shell_are_no_names() {
        for name in ["A", "A.Arn", "AWS::Region", "a_b", "Nested.Outputs.X"] {
            assert_eq!(name_fault(name), None, "{name}");
        }
        for name in ["HOME:-/root", "#LIST[@]", "file%.*", "a b", "X:+y", "x//a/b", "@", "V:?unset"] {
            let fault = name_fault(name).unwrap();
            assert_eq!(fault.literal, Some(format!("${{!{name}}}")));
            assert!(fault.help.contains(&format!("${{!{name}}}")), "{fault:?}");
        }
        let nested = name_fault("A:-${AWS::Region").unwrap();
        assert!(nested.literal.is_none() && nested.help.contains("${!A:-$VARIABLE}"), "{nested:?}");
        assert!(name_fault("").is_some());
    }

    #[test]
    fn a_name_stands_for_what_the_template_says() {
        let document = Document::parse(
            "Parameters: {P: {Type: String, Default: x}, S: {NoEcho: true, Default: secret}}\n\
             Resources: {R: {Type: AWS::EC2::VPC}}\nown: {O: 1}\n",
        );
        let template = Template::of(&document);
        let own = document.root().unwrap().get("own");
        let meaning = |name| meaning(template, own, name);
        assert_eq!(meaning("P"), VariableTarget::Parameter(Some("x".into())));
        assert_eq!(meaning("S"), VariableTarget::Parameter(None));
        assert_eq!(meaning("R"), VariableTarget::Resource("AWS::EC2::VPC".into()));
        assert_eq!(meaning("R.CidrBlock"), VariableTarget::Attribute);
        assert_eq!(meaning("O"), VariableTarget::Own);
        assert_eq!(meaning("AWS::Region"), VariableTarget::Pseudo("region of the stack"));
        assert_eq!(
            (meaning("Gone"), meaning("R."), meaning("Gone.X")),
            (VariableTarget::Unknown, VariableTarget::Unknown, VariableTarget::Unknown)
        );
    }
}
