//! The intrinsic functions with their arguments: one row serves the form, its labels and its help.
//!
//! Source: AWS pages "Intrinsic function reference", "Rule-specific intrinsic functions".

/// Which names a value may be; a field offers them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Names {
    /// None: any value.
    None,
    /// What `Ref` takes: parameters, resources, pseudo parameters.
    Refs,
    /// Logical ids of resources.
    Resources,
    /// Attributes of the resource named beside.
    Attributes,
    /// Names of conditions.
    Conditions,
    /// Names of mappings.
    Mappings,
    /// Top-level keys of the mapping named beside.
    TopKeys,
    /// Second-level keys of the mapping named beside.
    SecondKeys,
    /// Names of parameters.
    Parameters,
}

/// Whether a function works without an argument.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Need {
    /// It has to be there.
    Required,
    /// It may be left out.
    Optional,
}

/// One argument of a function.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Argument {
    /// What the form calls it.
    pub label: &'static str,
    /// What it may name.
    pub names: Names,
    /// Whether it may be absent.
    pub need: Need,
    /// The key that it stands under: in the function's mapping, or in a mapping of its own as the item of a list.
    pub key: Option<&'static str>,
}

/// How a function holds its arguments.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Takes {
    /// One, as it is.
    One(Argument),
    /// The first as it is, or a list of all.
    Lone(&'static [Argument]),
    /// `Resource.Attribute`, or a list of both.
    Dotted(&'static [Argument]),
    /// A list with a place for each.
    Items(&'static [Argument]),
    /// A list of any number of the same.
    Many(Argument),
    /// A mapping.
    Keys(&'static [Argument]),
}

/// Whether the function has a short tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Short {
    /// `!Name` is written.
    Written,
    /// Only the long name is written; AWS documents no short one.
    Never,
}

/// An intrinsic function.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct Function {
    /// Its long name: `Ref`, `Fn::Sub`.
    pub long: &'static str,
    /// Its arguments.
    pub takes: Takes,
    /// Position of the argument that stands for the whole when the function goes.
    pub main: usize,
    /// Whether it is written short.
    pub short: Short,
    /// What it gives, in one sentence.
    pub help: &'static str,
}

impl Function {
    /// `!Sub` of `Fn::Sub`.
    pub fn tag(&self) -> String {
        format!("!{}", self.name())
    }

    /// `Sub` of `Fn::Sub`.
    pub fn name(&self) -> &'static str {
        self.long.strip_prefix("Fn::").unwrap_or(self.long)
    }

    /// The AWS page about it.
    pub fn source(&self) -> String {
        const GUIDE: &str = "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/";
        let page = match self.long {
            "Fn::If" | "Fn::Equals" | "Fn::And" | "Fn::Or" | "Fn::Not" | "Condition" => {
                "intrinsic-function-reference-conditions".to_string()
            }
            "Ref" => "intrinsic-function-reference-ref".to_string(),
            "Fn::Length" | "Fn::ToJsonString" | "Fn::FindInMap" => {
                format!("intrinsic-function-reference-{}", self.name().to_ascii_lowercase())
            }
            _ if self.short == Short::Never => "intrinsic-function-reference-rules".to_string(),
            _ => format!("intrinsic-function-reference-{}", self.name().to_ascii_lowercase()),
        };
        format!("{GUIDE}{page}.html")
    }

    /// Its arguments by position; one for a list of the same.
    pub fn arguments(&self) -> &[Argument] {
        match &self.takes {
            Takes::One(argument) | Takes::Many(argument) => std::slice::from_ref(argument),
            Takes::Lone(arguments) | Takes::Dotted(arguments) | Takes::Items(arguments) | Takes::Keys(arguments) => {
                arguments
            }
        }
    }

    /// The function with this long name.
    pub fn of_long(long: &str) -> Option<&'static Function> {
        FUNCTIONS.iter().find(|function| function.long == long)
    }

    /// The function with this short tag.
    pub fn of_tag(tag: &str) -> Option<&'static Function> {
        let name = tag.strip_prefix('!')?;
        FUNCTIONS.iter().find(|function| function.name() == name)
    }
}

const fn any(label: &'static str) -> Argument {
    names(label, Names::None)
}

const fn names(label: &'static str, names: Names) -> Argument {
    Argument { label, names, need: Need::Required, key: None }
}

const fn optional(label: &'static str) -> Argument {
    Argument { label, names: Names::None, need: Need::Optional, key: None }
}

const fn keyed(label: &'static str, need: Need) -> Argument {
    Argument { label, names: Names::None, need, key: Some(label) }
}

const fn function(long: &'static str, takes: Takes, help: &'static str) -> Function {
    Function { long, takes, main: 0, short: Short::Written, help }
}

const fn second(long: &'static str, takes: Takes, help: &'static str) -> Function {
    Function { long, takes, main: 1, short: Short::Written, help }
}

const fn rule(long: &'static str, takes: Takes, help: &'static str) -> Function {
    Function { long, takes, main: 0, short: Short::Never, help }
}

/// What stands where a function's arguments should be and is none of them.
pub const WHOLE: Argument = any("Argument");

/// All of them, in the order in which people reach for them.
pub const FUNCTIONS: &[Function] = &[
    function("Ref", Takes::One(names("Name", Names::Refs)), "A parameter's value, or what identifies a resource."),
    function(
        "Fn::GetAtt",
        Takes::Dotted(&[names("Resource", Names::Resources), names("Attribute", Names::Attributes)]),
        "An attribute of a resource.",
    ),
    function(
        "Fn::Sub",
        Takes::Lone(&[any("Text"), optional("Variables")]),
        "Text in which ${Name} and ${Resource.Attribute} are replaced.",
    ),
    second("Fn::Join", Takes::Items(&[any("Delimiter"), any("Values")]), "The values of a list as one text."),
    second("Fn::Select", Takes::Items(&[any("Index"), any("Values")]), "One value of a list, counted from 0."),
    second("Fn::Split", Takes::Items(&[any("Delimiter"), any("Text")]), "The parts of a text as a list."),
    second(
        "Fn::If",
        Takes::Items(&[names("Condition", Names::Conditions), any("If true"), any("If false")]),
        "One of two values, as a condition decides. AWS::NoValue leaves the key out.",
    ),
    function(
        "Fn::FindInMap",
        Takes::Items(&[
            names("Map", Names::Mappings),
            names("Top key", Names::TopKeys),
            names("Second key", Names::SecondKeys),
            keyed("DefaultValue", Need::Optional),
        ]),
        "A value of a mapping. DefaultValue needs the transform AWS::LanguageExtensions.",
    ),
    function("Fn::ImportValue", Takes::One(any("Export name")), "A value that another stack exports."),
    function("Fn::Base64", Takes::One(any("Value")), "The value in Base64, as user data wants it."),
    function(
        "Fn::Cidr",
        Takes::Items(&[any("Block"), any("Count"), optional("Cidr bits")]),
        "A list of blocks within a block.",
    ),
    function("Fn::GetAZs", Takes::One(any("Region")), "The Availability Zones of a Region; empty means this one."),
    function("Fn::Equals", Takes::Items(&[any("Value"), any("Other value")]), "True if both values are the same."),
    function("Fn::And", Takes::Many(any("Condition")), "True if all of 2 to 10 conditions are."),
    function("Fn::Or", Takes::Many(any("Condition")), "True if one of 2 to 10 conditions is."),
    function("Fn::Not", Takes::Items(&[any("Condition")]), "True if the condition is false."),
    function("Condition", Takes::One(names("Name", Names::Conditions)), "Another condition's truth."),
    function(
        "Fn::Transform",
        Takes::Keys(&[keyed("Name", Need::Required), keyed("Parameters", Need::Optional)]),
        "What a macro makes of its parameters and of what stands beside.",
    ),
    function("Fn::Length", Takes::One(any("List")), "The number of items. Needs AWS::LanguageExtensions."),
    function("Fn::ToJsonString", Takes::One(any("Value")), "The value as JSON text. Needs AWS::LanguageExtensions."),
    rule("Fn::Contains", Takes::Items(&[any("Values"), any("Value")]), "True if a list has the value. For rules."),
    rule(
        "Fn::EachMemberEquals",
        Takes::Items(&[any("Values"), any("Value")]),
        "True if all values of a list are the value. For rules.",
    ),
    rule(
        "Fn::EachMemberIn",
        Takes::Items(&[any("Values"), any("Allowed values")]),
        "True if all values of a list are in the other. For rules.",
    ),
    rule("Fn::RefAll", Takes::One(any("Parameter type")), "The values of all parameters of a type. For rules."),
    rule(
        "Fn::ValueOf",
        Takes::Items(&[names("Parameter", Names::Parameters), any("Attribute")]),
        "An attribute of what a parameter names. For rules.",
    ),
    rule(
        "Fn::ValueOfAll",
        Takes::Items(&[any("Parameter type"), any("Attribute")]),
        "An attribute of what all parameters of a type name. For rules.",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_spellings_lead_to_the_row() {
        for function in FUNCTIONS {
            assert_eq!(Function::of_long(function.long), Some(function));
            assert_eq!(Function::of_tag(&function.tag()), Some(function));
            assert!(function.help.ends_with('.'), "{}", function.long);
            assert!(function.main < function.arguments().len(), "{}", function.long);
        }
        assert_eq!(Function::of_tag("!Nothing"), None);
    }
}
