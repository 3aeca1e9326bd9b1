//! The intrinsic functions: names in both spellings, arguments, where they are allowed, help. Forms, completion and the
//! readers of a template use these rows.
//!
//! Source: AWS pages "Intrinsic function reference", "Rule-specific intrinsic functions".

/// Names that an argument may be; a field offers them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NameKind {
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
pub struct FunctionArgument {
    /// What the form calls it.
    pub label: &'static str,
    /// What it may name.
    pub names: NameKind,
    /// Whether it may be absent.
    pub need: Need,
    /// The key that it stands under: in the function's mapping, or in a mapping of its own as the item of a list.
    pub key: Option<&'static str>,
}

/// How a function holds its arguments.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FunctionArguments {
    /// One, as it is.
    One(FunctionArgument),
    /// The first as it is, or a list of all.
    Lone(&'static [FunctionArgument]),
    /// `Resource.Attribute`, or a list of both.
    Dotted(&'static [FunctionArgument]),
    /// A list with a place for each.
    Items(&'static [FunctionArgument]),
    /// A list of any number of the same.
    Many(FunctionArgument),
    /// A mapping.
    Keys(&'static [FunctionArgument]),
}

/// Where a template may call a function.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Allowed {
    /// In any value.
    Values,
    /// In `Conditions` and `Rules`.
    Conditions,
    /// In `Rules`. AWS documents no short tag for these.
    Rules,
}

/// An intrinsic function.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct Function {
    /// Its long name: `Ref`, `Fn::Sub`.
    pub long: &'static str,
    /// Its arguments.
    pub takes: FunctionArguments,
    /// Position of the argument that stands for the whole when the function goes.
    pub main: usize,
    /// Where it may be called.
    pub allowed: Allowed,
    /// Its argument in YAML, for completion; `|` is the place of the caret.
    pub yaml: &'static str,
    /// Its argument in JSON, for completion; `|` is the place of the caret.
    pub json: &'static str,
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
            _ if self.long == "Fn::If" || self.allowed == Allowed::Conditions => {
                "intrinsic-function-reference-conditions".to_string()
            }
            "Ref" => "intrinsic-function-reference-ref".to_string(),
            "Fn::Length" | "Fn::ToJsonString" | "Fn::FindInMap" => {
                format!("intrinsic-function-reference-{}", self.name().to_ascii_lowercase())
            }
            _ if self.allowed == Allowed::Rules => "intrinsic-function-reference-rules".to_string(),
            _ => format!("intrinsic-function-reference-{}", self.name().to_ascii_lowercase()),
        };
        format!("{GUIDE}{page}.html")
    }

    /// Its arguments by position; one for a list of the same.
    pub fn arguments(&self) -> &[FunctionArgument] {
        match &self.takes {
            FunctionArguments::One(argument) | FunctionArguments::Many(argument) => std::slice::from_ref(argument),
            FunctionArguments::Lone(arguments)
            | FunctionArguments::Dotted(arguments)
            | FunctionArguments::Items(arguments)
            | FunctionArguments::Keys(arguments) => arguments,
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

const fn any(label: &'static str) -> FunctionArgument {
    names(label, NameKind::None)
}

const fn names(label: &'static str, names: NameKind) -> FunctionArgument {
    FunctionArgument { label, names, need: Need::Required, key: None }
}

const fn optional(label: &'static str) -> FunctionArgument {
    FunctionArgument { label, names: NameKind::None, need: Need::Optional, key: None }
}

const fn keyed(label: &'static str, need: Need) -> FunctionArgument {
    FunctionArgument { label, names: NameKind::None, need, key: Some(label) }
}

const fn function(long: &'static str, takes: FunctionArguments, help: &'static str) -> Function {
    Function { long, takes, main: 0, allowed: Allowed::Values, yaml: "|", json: "\"|\"", help }
}

const fn condition(long: &'static str, takes: FunctionArguments, help: &'static str) -> Function {
    Function { allowed: Allowed::Conditions, ..function(long, takes, help) }
}

const fn rule(long: &'static str, takes: FunctionArguments, help: &'static str) -> Function {
    Function { allowed: Allowed::Rules, ..function(long, takes, help).snippet("[|]", "[|]") }
}

impl Function {
    /// The argument at position 1 is the one that stands for the whole.
    const fn second(self) -> Function {
        Function { main: 1, ..self }
    }

    const fn snippet(self, yaml: &'static str, json: &'static str) -> Function {
        Function { yaml, json, ..self }
    }
}

/// A value in the place of a function's arguments that is none of them.
pub const WHOLE: FunctionArgument = any("Argument");

/// All of them, in the order in which people reach for them.
pub const FUNCTIONS: &[Function] = &[
    function(
        "Ref",
        FunctionArguments::One(names("Name", NameKind::Refs)),
        "A parameter's value, or what identifies a resource.",
    ),
    function(
        "Fn::Sub",
        FunctionArguments::Lone(&[any("Text"), optional("Variables")]),
        "Text in which ${Name} and ${Resource.Attribute} are replaced.",
    )
    .snippet("\"${|}\"", "\"${|}\""),
    function(
        "Fn::GetAtt",
        FunctionArguments::Dotted(&[names("Resource", NameKind::Resources), names("Attribute", NameKind::Attributes)]),
        "An attribute of a resource.",
    )
    .snippet("|", "[\"|\", \"\"]"),
    function(
        "Fn::Join",
        FunctionArguments::Items(&[any("Delimiter"), any("Values")]),
        "The values of a list as one text.",
    )
    .second()
    .snippet("[|, []]", "[\"|\", []]"),
    function(
        "Fn::Select",
        FunctionArguments::Items(&[any("Index"), any("Values")]),
        "One value of a list, counted from 0.",
    )
    .second()
    .snippet("[|0, ]", "[|0, []]"),
    function("Fn::Split", FunctionArguments::Items(&[any("Delimiter"), any("Text")]), "The parts of a text as a list.")
        .second()
        .snippet("[\",\", |]", "[\",\", \"|\"]"),
    function(
        "Fn::If",
        FunctionArguments::Items(&[names("Condition", NameKind::Conditions), any("If true"), any("If false")]),
        "One of two values, as a condition decides. AWS::NoValue leaves the key out.",
    )
    .second()
    .snippet("[|, , ]", "[\"|\", \"\", \"\"]"),
    function(
        "Fn::FindInMap",
        FunctionArguments::Items(&[
            names("Map", NameKind::Mappings),
            names("Top key", NameKind::TopKeys),
            names("Second key", NameKind::SecondKeys),
            keyed("DefaultValue", Need::Optional),
        ]),
        "A value of a mapping. DefaultValue needs the transform AWS::LanguageExtensions.",
    )
    .snippet("[|, , ]", "[\"|\", \"\", \"\"]"),
    function("Fn::ImportValue", FunctionArguments::One(any("Export name")), "A value that another stack exports."),
    function(
        "Fn::GetStackOutput",
        FunctionArguments::Keys(&[
            keyed("StackName", Need::Required),
            keyed("OutputName", Need::Required),
            keyed("Region", Need::Optional),
            keyed("RoleArn", Need::Optional),
        ]),
        "The value of an output of another stack, also in another Region or account.",
    )
    .snippet("{StackName: |, OutputName: }", "{\"StackName\": \"|\", \"OutputName\": \"\"}"),
    function("Fn::Base64", FunctionArguments::One(any("Value")), "The value in Base64, as user data wants it."),
    function(
        "Fn::Cidr",
        FunctionArguments::Items(&[any("Block"), any("Count"), optional("Cidr bits")]),
        "A list of blocks within a block.",
    )
    .snippet("[|, , ]", "[\"|\", 1, 8]"),
    function(
        "Fn::GetAZs",
        FunctionArguments::One(any("Region")),
        "The Availability Zones of a Region; empty means this one.",
    )
    .snippet("\"|\"", "\"|\""),
    condition("Condition", FunctionArguments::One(names("Name", NameKind::Conditions)), "Another condition's truth."),
    condition(
        "Fn::Equals",
        FunctionArguments::Items(&[any("Value"), any("Other value")]),
        "True if both values are the same.",
    )
    .snippet("[|, ]", "[\"|\", \"\"]"),
    condition("Fn::And", FunctionArguments::Many(any("Condition")), "True if all of 2 to 10 conditions are.")
        .snippet("[|]", "[|]"),
    condition("Fn::Or", FunctionArguments::Many(any("Condition")), "True if one of 2 to 10 conditions is.")
        .snippet("[|]", "[|]"),
    condition("Fn::Not", FunctionArguments::Items(&[any("Condition")]), "True if the condition is false.")
        .snippet("[|]", "[|]"),
    function(
        "Fn::Transform",
        FunctionArguments::Keys(&[keyed("Name", Need::Required), keyed("Parameters", Need::Optional)]),
        "What a macro makes of its parameters and of what stands beside.",
    )
    .snippet("{Name: |}", "{\"Name\": \"|\"}"),
    function("Fn::Length", FunctionArguments::One(any("List")), "The number of items. Needs AWS::LanguageExtensions.")
        .snippet("|", "[|]"),
    function(
        "Fn::ToJsonString",
        FunctionArguments::One(any("Value")),
        "The value as JSON text. Needs AWS::LanguageExtensions.",
    )
    .snippet("|", "{|}"),
    rule(
        "Fn::Contains",
        FunctionArguments::Items(&[any("Values"), any("Value")]),
        "True if a list has the value. For rules.",
    ),
    rule(
        "Fn::EachMemberEquals",
        FunctionArguments::Items(&[any("Values"), any("Value")]),
        "True if all values of a list are the value. For rules.",
    ),
    rule(
        "Fn::EachMemberIn",
        FunctionArguments::Items(&[any("Values"), any("Allowed values")]),
        "True if all values of a list are in the other. For rules.",
    ),
    rule(
        "Fn::RefAll",
        FunctionArguments::One(any("Parameter type")),
        "The values of all parameters of a type. For rules.",
    ),
    rule(
        "Fn::ValueOf",
        FunctionArguments::Items(&[names("Parameter", NameKind::Parameters), any("Attribute")]),
        "An attribute of what a parameter names. For rules.",
    ),
    rule(
        "Fn::ValueOfAll",
        FunctionArguments::Items(&[any("Parameter type"), any("Attribute")]),
        "An attribute of what all parameters of a type name. For rules.",
    ),
];

/// A name that every template may refer to. Source: AWS page "Pseudo parameters reference".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PseudoParameter {
    /// The name: `AWS::Region`.
    pub name: &'static str,
    /// What it is replaced with.
    pub help: &'static str,
}

const fn pseudo(name: &'static str, help: &'static str) -> PseudoParameter {
    PseudoParameter { name, help }
}

/// The pseudo parameters, the most used first.
pub const PSEUDO_PARAMETERS: &[PseudoParameter] = &[
    pseudo("AWS::Region", "region of the stack"),
    pseudo("AWS::StackName", "name of the stack"),
    pseudo("AWS::StackId", "id of the stack"),
    pseudo("AWS::AccountId", "number of the account"),
    pseudo("AWS::Partition", "aws, aws-cn or aws-us-gov"),
    pseudo("AWS::URLSuffix", "amazonaws.com, with .cn in China"),
    pseudo("AWS::NoValue", "nothing"),
    pseudo("AWS::NotificationARNs", "topics of the stack"),
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
            assert_eq!(function.yaml.matches('|').count(), 1, "{}", function.long);
            assert_eq!(function.json.matches('|').count(), 1, "{}", function.long);
        }
        assert_eq!(Function::of_tag("!Nothing"), None);
    }
}
