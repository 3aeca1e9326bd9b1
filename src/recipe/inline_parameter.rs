//! Removal of a parameter whose default replaces every reference to it: the reverse of [`super::extract_parameter`].
//!
//! Source: AWS pages "Parameters", "Fn::Sub", "Get a plaintext value from Systems Manager Parameter Store".

use crate::recipe::definition::{Recipe, RecipeGroup, Symbol};
use crate::recipe::target::{self, Subject};
use std::ops::Range;

use super::entry;
use super::proposal::Proposal;
use crate::document::{Document, Edit, Kind, Path, Step, Value};
use crate::template::reference::{How, Use, trail, uses};
use crate::template::substitution::{SubPiece, pieces};
use crate::template::value::{self, ValuePart, ValueRef};
use crate::template::{Parameter, Template, describe, parameter_path, section};

/// What stands in the place of the parameter.
enum Replacement {
    /// A text; a number where one is meant.
    One(Value, String),
    /// A list.
    Many(Vec<Value>),
    /// A dynamic reference, for properties only.
    Dynamic(String),
}

/// Replaces a parameter by its default.
pub static RECIPE: Recipe = Recipe {
    id: "inline",
    title: "Replace a parameter by its default",
    about: "The default of a parameter in every place that refers to it; the parameter is removed.",
    symbol: Symbol::Pen,
    group: RecipeGroup::Entry,
    subject: Subject::parameter("a parameter with a default"),
    targets: target::at_the_entry,
    options: &[],
    propose: |request| Ok(propose(request.document, request.target)?),
};

/// The name of the parameter that the value at a spot refers to as a whole; `None` if it is something else.
pub fn referred(document: &Document, spot: &ValueRef) -> Option<String> {
    let (function, body) = value::call(document, spot).filter(|call| call.0.long == "Ref")?;
    let name = document.scalar(&body.at).filter(|_| function.long == "Ref")?;
    Template::of(document).parameter(name).map(|parameter| parameter.name().to_string())
}

/// The change as it is shown.
///
/// # Errors
/// Why the parameter cannot be inlined, in a sentence.
pub fn propose(document: &Document, name: &str) -> Result<Proposal, String> {
    let parameter = Template::of(document).parameter(name).ok_or_else(|| format!("There is no parameter {name}."))?;
    let given = given(parameter)?;
    let uses = uses(document, &parameter_path(name));
    let mut edits = Vec::new();
    let mut done: Vec<&Path> = Vec::new();
    let mut constant = Vec::new();
    let mut places = 0;
    for one in &uses {
        match one.how {
            How::Group | How::Label => continue,
            How::Ref => edits.extend(whole(document, one, &given, name)?),
            How::Sub if done.contains(&&one.at) => {}
            How::Sub => {
                done.push(&one.at);
                edits.extend(inside(document, &one.at, &given, name)?);
            }
            How::ValueOf => {
                return Err(format!(
                    "A rule asks for an attribute of {name}, at {}. A value has none.",
                    trail(&one.at)
                ));
            }
            _ => return Err(format!("{name} is used at {} in a way that a value cannot replace.", trail(&one.at))),
        }
        places += 1;
        if one.at.steps().first().and_then(Step::key) == Some(section::CONDITIONS)
            && let Some(condition) = one.at.steps().get(1).map(Step::to_string)
            && !constant.contains(&condition)
        {
            constant.push(condition);
        }
    }
    edits.extend(gone(document, name, &uses));
    let shown = match &given {
        Replacement::One(_, text) if text.is_empty() => "nothing".to_string(),
        Replacement::One(_, text) => text.chars().take(60).collect(),
        Replacement::Many(items) => format!("a list of {}", items.len()),
        Replacement::Dynamic(text) => text.clone(),
    };
    let does = vec![
        match places {
            0 => format!("Nothing uses {name}."),
            1 => format!("1 place gets {shown}, its default, in place of {name}."),
            count => format!("{count} places get {shown}, its default, in place of {name}."),
        },
        format!("The parameter {name} is removed, with its place in the console\u{2019}s form."),
    ];
    let leaves = constant.iter().map(|condition| {
        let at = Path::root().keys([section::CONDITIONS, condition]);
        let said = describe::condition(document, &at).unwrap_or_default();
        format!("The condition {condition} ({said}) then compares values that never change.")
    });
    Ok(Proposal {
        title: format!("{name} inlined"),
        does,
        leaves: leaves.collect(),
        edits,
        at: first(&uses).unwrap_or_else(|| Path::root().join(section::PARAMETERS)),
    })
}

/// How many places would change besides the parameter itself.
pub fn places(document: &Document, name: &str) -> usize {
    let uses = uses(document, &parameter_path(name));
    uses.iter().filter(|one| !matches!(one.how, How::Group | How::Label)).count()
}

/// Where the first reference stood: behind a long name the value takes the place of the function.
fn first(uses: &[Use]) -> Option<Path> {
    let one = uses.iter().find(|one| matches!(one.how, How::Ref | How::Sub))?;
    if one.at.last_key() == Some("Ref") { one.at.parent() } else { Some(one.at.clone()) }
}

fn given(parameter: Parameter<'_>) -> Result<Replacement, String> {
    let name = parameter.name();
    if parameter.no_echo() {
        return Err(format!("{name} is NoEcho: its value would be in the template for everybody to read."));
    }
    let default = parameter
        .default()
        .ok_or_else(|| format!("{name} has no default. Give it one first: that is what takes its place."))?;
    let kind = parameter.kind().unwrap_or("String");
    let list = kind == "CommaDelimitedList" || kind.starts_with("List<");
    if let Some(inner) = kind.strip_prefix("AWS::SSM::Parameter::Value<") {
        if inner.starts_with("List<") || inner.starts_with("CommaDelimitedList") {
            return Err(format!("{name} is a list that an SSM parameter holds. No function gives it."));
        }
        return Ok(Replacement::Dynamic(format!("{{{{resolve:ssm:{default}}}}}")));
    }
    let one = |text: &str| match (kind.contains("Number"), text.parse::<i64>()) {
        (true, Ok(number)) if number.to_string() == text => Value::from(number),
        _ => Value::from(text),
    };
    Ok(match list {
        true if default.is_empty() => Replacement::Many(Vec::new()),
        true => Replacement::Many(default.split(',').map(|item| one(item.trim())).collect()),
        false => Replacement::One(one(default), default.to_string()),
    })
}

/// A `Ref` becomes the value.
fn whole(document: &Document, one: &Use, given: &Replacement, name: &str) -> Result<Vec<Edit>, String> {
    let spot = match (one.at.last_key(), one.at.parent()) {
        (Some("Ref"), Some(parent)) if document.node(&one.at).is_some_and(|node| node.tag().is_none()) => {
            let behind_tag = document.node(&parent).is_some_and(|node| node.tag().is_some());
            ValueRef { at: parent, part: if behind_tag { ValuePart::Inside } else { ValuePart::Node } }
        }
        _ => one.at.clone().into(),
    };
    let value = match given {
        Replacement::One(value, _) => value.clone(),
        Replacement::Many(items) => Value::Sequence(items.clone()),
        Replacement::Dynamic(text) => Value::from(resolved(&one.at, text, name)?),
    };
    Ok(value::set(document, &spot, value))
}

/// A dynamic reference, where CloudFormation resolves one: in properties, and not below `Fn::Base64`.
fn resolved<'t>(at: &Path, text: &'t str, name: &str) -> Result<&'t str, String> {
    let keys: Vec<&str> = at.steps().iter().filter_map(Step::key).collect();
    let in_properties = keys.first() == Some(&section::RESOURCES) && keys.get(2) == Some(&"Properties");
    match in_properties && !keys.contains(&"UserData") && !keys.contains(&"Fn::Base64") {
        true => Ok(text),
        false => Err(format!(
            "{name} is the name of an SSM parameter, and {} needs its value. CloudFormation looks that up in properties only, and not in user data.",
            trail(at)
        )),
    }
}

/// `${Name}` in a text becomes the value; a text in which nothing is replaced any more is no `Fn::Sub`.
fn inside(document: &Document, at: &Path, given: &Replacement, name: &str) -> Result<Vec<Edit>, String> {
    let text = match given {
        Replacement::One(_, text) => text.clone(),
        Replacement::Dynamic(text) => resolved(at, text, name)?.to_string(),
        Replacement::Many(_) => return Err(format!("{name} is a list; Fn::Sub at {} takes none.", trail(at))),
    };
    let old = document.scalar(at).unwrap_or_default();
    let escaped = text.replace("${", "${!");
    let mut parts: Vec<(Range<usize>, String)> = Vec::new();
    let (mut start, mut new, mut replaces) = (0, String::new(), false);
    for piece in pieces(old) {
        let end = start + piece.written().len();
        match piece {
            SubPiece::Name { name: found, .. } if found == name => {
                parts.push((start..end, escaped.clone()));
                new.push_str(&text);
            }
            SubPiece::Name { written, .. } | SubPiece::Literal(written) => {
                replaces = true;
                new.push_str(written);
            }
            SubPiece::Text(written) => new.push_str(written),
        }
        start = end;
    }
    if parts.is_empty() {
        return Err(format!("{name} is used at {} in a way that a value cannot replace.", trail(at)));
    }
    // Where the function is; a text with names of its own stays one.
    let call = match (at.last(), at.parent()) {
        (Some(Step::Key(key)), Some(parent)) if &**key == "Fn::Sub" => Some(parent),
        (Some(Step::Index(_)), _)
            if value::call_around(document, &at.clone().into()).is_some_and(|one| one.0 == "Fn::Sub") =>
        {
            None
        }
        _ => Some(at.clone()),
    };
    match call.filter(|_| !replaces && !text.contains("${")) {
        Some(call) => {
            let around = document.node(&call).filter(|node| node.kind() == Kind::Mapping && node.tag().is_some());
            let part = if around.is_some() { ValuePart::Inside } else { ValuePart::Node };
            Ok(value::set(document, &ValueRef { at: call, part }, Value::from(new)))
        }
        None => Ok(vec![Edit::ReplaceInScalar { at: at.clone(), parts }]),
    }
}

/// The parameter goes, out of the console's form too, and its section if it was the last.
fn gone(document: &Document, name: &str, uses: &[Use]) -> Vec<Edit> {
    let root = Path::root();
    let mut form: Vec<Path> =
        uses.iter().filter(|one| matches!(one.how, How::Group | How::Label)).map(|one| one.at.clone()).collect();
    form.sort();
    form.dedup();
    let listed = form.into_iter().rev().flat_map(|at| match at.last() {
        Some(Step::Key(_)) => entry::take_with_empty(document, &at, &root.join(section::METADATA)),
        Some(Step::Index(_)) | None => entry::take(document, &at),
    });
    listed.chain(entry::take_with_empty(document, &parameter_path(name), &root)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Metadata:
  AWS::CloudFormation::Interface:
    ParameterGroups:
      - Label: {default: All}
        Parameters: [Env, Port]
    ParameterLabels:
      Env: {default: Environment}
Parameters:
  Env: {Type: String, Default: \"yes\"}
  Port: {Type: Number, Default: 80}
  Nets: {Type: CommaDelimitedList, Default: \"a, b\"}
  Ami: {Type: 'AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>', Default: /aws/x}
  Secret: {Type: String, Default: s, NoEcho: true}
  Asked: {Type: String}
Conditions:
  IsYes: !Equals [!Ref Env, \"yes\"]
Resources:
  W:
    Type: T
    Properties:
      A: !Ref Env
      B: {Ref: Env}
      C: !Sub \"${Env}-x\"
      D: !Sub \"${Env}-${AWS::Region}\"
      E: !Sub [\"${Env}${Own}\", {Own: !Ref Env}]
      F: {\"Fn::Sub\": \"${Env}\"}
      P: !Ref Port
      N: !Ref Nets
      I: !Ref Ami
      U:
        Fn::Base64: !Sub |
          echo ${Env}
          echo ${Port}
Outputs:
  O: {Value: !Ref Secret}
";

    fn inlined(name: &str) -> serde_yaml::Value {
        let document = Document::parse(TEXT);
        let proposal = propose(&document, name).unwrap();
        let after = proposal.outcome(&document).unwrap();
        assert_eq!(after.syntax_error(), None, "{}", after.text());
        assert_eq!(uses(&after, &parameter_path(name)), []);
        assert!(!after.text().contains(&format!("${{{name}}}")), "{}", after.text());
        serde_yaml::from_str(after.text()).unwrap_or_else(|why| panic!("{why}: {}", after.text()))
    }

    #[test]
    fn a_text_stands_wherever_its_parameter_stood() {
        let read = inlined("Env");
        let properties = &read["Resources"]["W"]["Properties"];
        assert_eq!((properties["A"].as_str(), properties["B"].as_str()), (Some("yes"), Some("yes")));
        assert_eq!((properties["C"].as_str(), properties["F"].as_str()), (Some("yes-x"), Some("yes")));
        let json = |value: &serde_yaml::Value| crate::template::function::to_json(&value.clone().into());
        assert_eq!(json(&properties["D"]), serde_json::json!({"Fn::Sub": "yes-${AWS::Region}"}));
        assert_eq!(json(&properties["E"]), serde_json::json!({"Fn::Sub": ["yes${Own}", {"Own": "yes"}]}));
        assert_eq!(json(&properties["U"])["Fn::Base64"]["Fn::Sub"], "echo yes\necho ${Port}\n");
        assert_eq!(json(&read["Conditions"]["IsYes"]), serde_json::json!({"Fn::Equals": ["yes", "yes"]}));
        assert!(read["Parameters"]["Env"].is_null());
        let form = &read["Metadata"]["AWS::CloudFormation::Interface"];
        assert!(form["ParameterLabels"].is_null(), "{form:?}");
        assert_eq!(form["ParameterGroups"][0]["Parameters"].as_sequence().unwrap().len(), 1);
    }

    #[test]
    fn numbers_lists_and_images_are_written_as_they_are_meant() {
        let of = |read: &serde_yaml::Value, key: &str| read["Resources"]["W"]["Properties"][key].clone();
        assert_eq!(of(&inlined("Port"), "P"), serde_yaml::Value::from(80));
        assert_eq!(of(&inlined("Nets"), "N"), serde_yaml::from_str::<serde_yaml::Value>("[a, b]").unwrap());
        assert_eq!(of(&inlined("Ami"), "I").as_str(), Some("{{resolve:ssm:/aws/x}}"));
    }

    #[test]
    fn it_is_refused_with_its_reason() {
        let document = Document::parse(TEXT);
        let why = |name: &str| propose(&document, name).unwrap_err();
        assert!(
            why("Secret").contains("NoEcho") && why("Asked").contains("no default") && why("Gone").contains("Gone")
        );
        let text = "Parameters: {Ami: {Type: 'AWS::SSM::Parameter::Value<String>', Default: /x}}\n\
                    Resources: {W: {Type: T, Properties: {UserData: {'Fn::Base64': !Ref Ami}}}}\n";
        let why = propose(&Document::parse(text), "Ami").unwrap_err();
        assert!(why.contains("user data"), "{why}");
        let rule = "Parameters: {V: {Type: 'AWS::EC2::VPC::Id', Default: vpc-1}}\nRules: {R: {Assertions: \
                    [{Assert: {'Fn::Equals': [{'Fn::ValueOf': [V, Tags.a]}, b]}}]}}\n";
        let why = propose(&Document::parse(rule), "V").unwrap_err();
        assert!(why.contains("rule"), "{why}");
    }

    #[test]
    fn what_was_made_a_parameter_comes_back_to_the_same_value() {
        use crate::recipe::extract_parameter;
        let text = "Resources:\n  W:\n    Type: T\n    Properties:\n      A: t3.micro # c\n      B: 8\n";
        for key in ["A", "B"] {
            let document = Document::parse(text);
            let spot: ValueRef = Path::root().keys(["Resources", "W", "Properties", key]).into();
            let made = extract_parameter::propose(&document, &spot, "", &[]).unwrap().outcome(&document).unwrap();
            assert_eq!(referred(&made, &spot).as_deref(), Some(key));
            let back = propose(&made, key).unwrap().outcome(&made).unwrap();
            assert_eq!(back.text(), text);
        }
    }
}
