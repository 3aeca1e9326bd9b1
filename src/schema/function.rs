//! The intrinsic functions: what each gives and the shape of its argument.
//!
//! Source: AWS page "Intrinsic function reference".

/// A function.
#[derive(Clone, Copy, Debug)]
pub struct Function {
    /// Its short tag without `!`: `Sub`. The long key is `Fn::Sub`, but for `Ref` and `Condition`.
    pub name: &'static str,
    /// What it gives, in a sentence.
    pub help: &'static str,
    /// Its argument in YAML; `|` is where the first part goes.
    pub shape: &'static str,
    /// Its argument in JSON; `|` is where the first part goes.
    pub json: &'static str,
}

impl Function {
    /// `Ref`, `Fn::Sub`.
    pub fn long(&self) -> String {
        match self.name {
            "Ref" | "Condition" => self.name.to_string(),
            name => format!("Fn::{name}"),
        }
    }
}

const fn function(name: &'static str, help: &'static str, shape: &'static str, json: &'static str) -> Function {
    Function { name, help, shape, json }
}

/// All of them, the most used first.
pub const FUNCTIONS: &[Function] = &[
    function("Ref", "A parameter's value or a resource's id.", "|", "\"|\""),
    function("Sub", "Text with the values of ${names} in it.", "\"${|}\"", "\"${|}\""),
    function("GetAtt", "An attribute of a resource.", "|", "[\"|\", \"\"]"),
    function("Join", "Texts of a list in a row, with something between them.", "[\"|\", []]", "[\"|\", []]"),
    function("If", "One of two values, by a condition.", "[|, , ]", "[\"|\", \"\", \"\"]"),
    function("Select", "An item of a list, counted from 0.", "[|0, ]", "[|0, []]"),
    function("FindInMap", "A value of a mapping, by two keys.", "[|, , ]", "[\"|\", \"\", \"\"]"),
    function("Base64", "Text in Base64, as user data wants it.", "|", "\"|\""),
    function("ImportValue", "What another stack exports.", "|", "\"|\""),
    function("Split", "The parts of a text, as a list.", "[\",\", |]", "[\",\", \"|\"]"),
    function("GetAZs", "The Availability Zones of a region.", "\"|\"", "\"|\""),
    function("Cidr", "Address blocks out of a larger one.", "[|, , ]", "[\"|\", 1, 8]"),
    function("Condition", "Another condition's truth; in conditions.", "|", "\"|\""),
    function("Equals", "True if two values are the same; in conditions.", "[|, ]", "[\"|\", \"\"]"),
    function("And", "True if all conditions are; in conditions.", "[|]", "[|]"),
    function("Or", "True if one of the conditions is; in conditions.", "[|]", "[|]"),
    function("Not", "True if the condition is not; in conditions.", "[|]", "[|]"),
    function("Transform", "What a macro makes of its parameters.", "{Name: |}", "{\"Name\": \"|\"}"),
    function("ToJsonString", "A value as JSON text; needs AWS::LanguageExtensions.", "|", "{|}"),
    function("Length", "How many items a list has; needs AWS::LanguageExtensions.", "|", "[|]"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_function_has_a_place_for_the_caret_and_a_sentence() {
        for function in FUNCTIONS {
            assert_eq!(function.shape.matches('|').count(), 1, "{}", function.name);
            assert_eq!(function.json.matches('|').count(), 1, "{}", function.name);
            assert!(function.help.ends_with('.'), "{}", function.name);
        }
        assert_eq!(FUNCTIONS[0].long(), "Ref");
        assert_eq!(FUNCTIONS[1].long(), "Fn::Sub");
    }
}
