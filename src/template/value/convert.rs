//! Changes of kind: text to list, `Ref` to `Sub`, a value into an `If`, each carrying over what the value says.

use super::view::{ValueKind, view};
use super::write::{set, spelled};
use super::{Seen, ValuePart, ValueRef, call};
use crate::document::{Document, Edit, Kind, Node, Path, ScalarType, Step, Style, Value, number};
use crate::schema::function::{Allowed, FUNCTIONS, Function, FunctionArguments};
use crate::template::function::{Spelling, to_json};
use crate::template::section;

/// What a value may become.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueTarget {
    /// Text of one line.
    Text,
    /// Text of several lines.
    Lines,
    /// A number.
    Number,
    /// True or false.
    Truth,
    /// Nothing.
    Nothing,
    /// A list.
    List,
    /// Keys with values.
    Mapping,
    /// A function.
    Function(&'static Function),
}

impl ValueTarget {
    /// The kinds that are no functions.
    pub const PLAIN: [ValueTarget; 7] = [
        ValueTarget::Text,
        ValueTarget::Lines,
        ValueTarget::Number,
        ValueTarget::Truth,
        ValueTarget::List,
        ValueTarget::Mapping,
        ValueTarget::Nothing,
    ];

    /// What the form calls it.
    pub fn label(self) -> String {
        match self {
            ValueTarget::Text => "Text".into(),
            ValueTarget::Lines => "Lines".into(),
            ValueTarget::Number => "Number".into(),
            ValueTarget::Truth => "Yes or no".into(),
            ValueTarget::Nothing => "Nothing".into(),
            ValueTarget::List => "List".into(),
            ValueTarget::Mapping => "Mapping".into(),
            ValueTarget::Function(function) => function.tag(),
        }
    }

    /// The kind with this label.
    pub fn of_label(label: &str) -> Option<ValueTarget> {
        match Function::of_tag(label) {
            Some(function) => Some(ValueTarget::Function(function)),
            None => ValueTarget::PLAIN.into_iter().find(|target| target.label() == label),
        }
    }

    /// What stands at a spot; `None` if nothing does, or a tag that is no function's.
    pub fn of(document: &Document, spot: &ValueRef) -> Option<ValueTarget> {
        let look = view(document, spot)?;
        Some(match look.kind {
            ValueKind::Nothing => ValueTarget::Nothing,
            ValueKind::Text if look.is_block() => ValueTarget::Lines,
            ValueKind::Text => ValueTarget::Text,
            ValueKind::Number => ValueTarget::Number,
            ValueKind::Truth(_) => ValueTarget::Truth,
            ValueKind::List => ValueTarget::List,
            ValueKind::Mapping => ValueTarget::Mapping,
            ValueKind::Function(function) => ValueTarget::Function(function),
            ValueKind::Tag(_) => return None,
        })
    }
}

/// What may stand at a spot: conditions compute truths, rules have functions of their own.
pub fn targets(spot: &ValueRef) -> Vec<ValueTarget> {
    let section = spot.at.steps().first().and_then(|step| step.key()).unwrap_or_default();
    let fits = |function: &&Function| match (section, function.allowed) {
        (section::RULES, _) => true,
        (_, Allowed::Rules) => false,
        (section::CONDITIONS, _) | (_, Allowed::Values) => true,
        (_, Allowed::Conditions) => false,
    };
    let functions = FUNCTIONS.iter().filter(fits).map(ValueTarget::Function);
    ValueTarget::PLAIN.into_iter().chain(functions).collect()
}

/// A value that is carried over. What stands in the text is named, so that it is written as it stands.
struct SourceValue<'d> {
    /// It; `None` for nothing and for empty text.
    value: Option<Value>,
    /// True if that is keys with values.
    mapping: bool,
    /// It as a list, if it is one or a function whose argument is one.
    list: Option<List>,
    /// The one text that it is, or that is a function's only argument.
    scalar: Option<Node<'d>>,
    /// It in words.
    words: String,
    /// It as the text of a `Sub`.
    sub: String,
    /// True if it is a function, whose value may be anything.
    computed: bool,
}

/// A list as a whole, and item by item.
struct List {
    whole: Value,
    items: Vec<Value>,
}

impl List {
    fn of(node: Node<'_>, whole: Value) -> List {
        List { whole, items: node.items().map(|item| item.source_ref()).collect() }
    }
}

/// The edits that make another kind of what stands at a spot; none if it is that already.
pub fn change(document: &Document, spot: &ValueRef, target: ValueTarget) -> Vec<Edit> {
    if ValueTarget::of(document, spot) == Some(target) {
        return Vec::new();
    }
    let given = given(document, spot);
    let in_lines = |node: &Node<'_>| matches!(node.style(), Style::Literal | Style::Folded);
    let value = match target {
        ValueTarget::Text => {
            let words = given.words.lines().collect::<Vec<_>>().join(" ");
            let same = given.scalar.filter(|node| !in_lines(node) && says(*node, &words));
            same.map_or_else(|| Value::from(words), |node| node.untagged_source_ref())
        }
        ValueTarget::Lines => {
            let same = given.scalar.filter(|node| in_lines(node) && says(*node, &given.words));
            same.map_or_else(|| Value::from(format!("{}\n", given.words)), |node| node.untagged_source_ref())
        }
        ValueTarget::Number => number(given.words.trim()).unwrap_or_else(|| Value::from(0)),
        ValueTarget::Truth => {
            let word = given.words.trim().to_ascii_lowercase();
            Value::Bool(matches!(word.as_str(), "true" | "yes" | "y" | "on" | "1"))
        }
        ValueTarget::Nothing => Value::Null,
        ValueTarget::List => match given.list {
            Some(list) => list.whole,
            None => Value::Sequence(given.value.into_iter().collect()),
        },
        ValueTarget::Mapping => match (document.node(&spot.at).filter(|node| is_pairs(*node)), given.value) {
            (Some(node), _) => Value::Mapping(
                node.items()
                    .filter_map(|item| Some((item.get("Key")?.literal_value(), item.get("Value")?.source_ref())))
                    .collect(),
            ),
            (None, Some(value)) if given.mapping => value,
            (None, Some(value)) => Value::Mapping([(Value::from("Value"), value)].into_iter().collect()),
            (None, None) => Value::Mapping(Default::default()),
        },
        ValueTarget::Function(function) => {
            let form = Spelling::of(document);
            spelled(function, body(document, function, given, form), form)
        }
    };
    set(document, spot, value)
}

/// True for a text that says these words and would be a text without a tag, too.
fn says(node: Node<'_>, words: &str) -> bool {
    let text = |words: &str| node.style() != Style::Plain || ScalarType::of(words) == ScalarType::Text;
    node.scalar().is_some_and(|own| own == words && text(own))
}

/// The edits that put what stands at a spot into a function, as its main argument.
pub fn wrap(document: &Document, spot: &ValueRef, function: &'static Function) -> Vec<Edit> {
    let Some(whole) = Seen::of(document, spot).map(held) else { return Vec::new() };
    let plain = given(document, spot);
    let is_call = call(document, spot).is_some();
    let list = if is_call { None } else { plain.list };
    let scalar = if is_call { None } else { plain.scalar };
    let given = SourceValue { value: Some(whole), list, scalar, computed: is_call, ..plain };
    let form = Spelling::of(document);
    set(document, spot, spelled(function, body(document, function, given, form), form))
}

/// The edits that leave a function's main argument in its place; none if no function stands there.
pub fn unwrap(document: &Document, spot: &ValueRef) -> Vec<Edit> {
    match main(document, spot).and_then(|main| Seen::of(document, &main)) {
        Some(main) => set(document, spot, held(main)),
        None => Vec::new(),
    }
}

/// The functions that what stands at a spot can be put into.
pub fn wrappers(document: &Document, spot: &ValueRef) -> Vec<&'static Function> {
    if is_structure(&spot.at) {
        return Vec::new();
    }
    let Some(look) = view(document, spot) else { return Vec::new() };
    let words: &[&str] = match &look.kind {
        ValueKind::Text => &["Fn::If", "Fn::Sub", "Fn::Base64", "Fn::Join", "Fn::Split", "Fn::ImportValue"],
        ValueKind::List => &["Fn::If", "Fn::Join", "Fn::Select", "Fn::Length", "Fn::ToJsonString"],
        ValueKind::Mapping => &["Fn::If", "Fn::ToJsonString"],
        ValueKind::Function(function) if is_truth(function) => &["Fn::Not", "Fn::And", "Fn::Or"],
        ValueKind::Function(_) => {
            &["Fn::If", "Fn::Base64", "Fn::Join", "Fn::Select", "Fn::Split", "Fn::ImportValue", "Fn::ToJsonString"]
        }
        ValueKind::Nothing | ValueKind::Number | ValueKind::Truth(_) => &["Fn::If"],
        ValueKind::Tag(_) => &[],
    };
    words.iter().filter_map(|long| Function::of_long(long)).collect()
}

/// True for what CloudFormation reads before functions: sections and their entries, except the value of a condition, and
/// the attributes of a resource, except those that take functions in place of a whole.
fn is_structure(at: &Path) -> bool {
    let keys: Vec<Option<&str>> = at.steps().iter().map(Step::key).collect();
    match keys.as_slice() {
        [] | [_] => true,
        [Some(section::CONDITIONS | section::METADATA), ..] => false,
        [_, _] | [Some(section::PARAMETERS | section::MAPPINGS), ..] => true,
        [Some(section::RESOURCES), _, Some(attribute)] => *attribute != "Metadata",
        _ => false,
    }
}

fn is_truth(function: &Function) -> bool {
    function.allowed == Allowed::Conditions || function.long == "Fn::Contains"
}

/// The argument that stands for the whole of a function.
fn main(document: &Document, spot: &ValueRef) -> Option<ValueRef> {
    let (function, body) = call(document, spot)?;
    let in_list = document.node(&body.at).is_some_and(|node| node.kind() == Kind::Sequence);
    Some(match function.takes {
        FunctionArguments::Lone(_) | FunctionArguments::Items(_) | FunctionArguments::Dotted(_) if in_list => {
            body.at.join(function.main).into()
        }
        FunctionArguments::Keys(arguments) => {
            body.at.join(arguments.first().and_then(|first| first.key).unwrap_or_default()).into()
        }
        FunctionArguments::Many(_) if in_list => body.at.join(0).into(),
        FunctionArguments::One(_)
        | FunctionArguments::Lone(_)
        | FunctionArguments::Items(_)
        | FunctionArguments::Dotted(_)
        | FunctionArguments::Many(_) => body,
    })
}

fn given<'d>(document: &'d Document, spot: &ValueRef) -> SourceValue<'d> {
    let (words, sub) = (words(document, spot, false), words(document, spot, true));
    let nothing = SourceValue { value: None, mapping: false, list: None, scalar: None, words, sub, computed: false };
    let Some(seen) = Seen::of(document, spot) else { return nothing };
    let is_list = |seen: Seen<'_>| seen.node.kind() == Kind::Sequence && seen.tag.is_none();
    let whole =
        |seen: &Seen<'d>| (seen.part != ValuePart::Resource && seen.part != ValuePart::Attribute).then_some(seen.node);
    let is_blank = |seen: &Seen<'_>| seen.text() == Some("") || (seen.node.is_null() && seen.tag.is_none());
    let Some((function, body)) = call(document, spot) else {
        let value = Some(held(seen)).filter(|_| !is_blank(&seen));
        let list = is_list(seen).then(|| List::of(seen.node, held(seen)));
        let mapping = seen.node.kind() == Kind::Mapping && seen.tag.is_none();
        let scalar = whole(&seen).filter(|node| node.scalar().is_some() && seen.tag.is_none());
        return SourceValue { value, mapping, list, scalar, ..nothing };
    };
    let main = main(document, spot).and_then(|main| Some((Seen::of(document, &main)?, call(document, &main))));
    let list = match (&main, function.takes) {
        (_, FunctionArguments::Many(_)) => Seen::of(document, &body).map(|body| List::of(body.node, held(body))),
        (Some((main, None)), _) if is_list(*main) => Some(List::of(main.node, held(*main))),
        _ => None,
    };
    let computed = main.as_ref().is_some_and(|main| main.1.is_some());
    let plain = main.as_ref().filter(|main| main.1.is_none() && main.0.tag.is_none()).map(|main| main.0);
    let mapping = plain.is_some_and(|main| main.node.kind() == Kind::Mapping);
    let scalar = plain.as_ref().and_then(whole).filter(|node| node.scalar().is_some() && function.long == "Fn::Sub");
    // A reference is its own value; of other functions the main argument is carried on.
    let (value, mapping) = match function.long {
        "Ref" | "Fn::GetAtt" | "Fn::GetAZs" | "Fn::Cidr" | "Fn::Equals" | "Condition" => (Some(held(seen)), false),
        _ => (main.filter(|main| main.0.text() != Some("")).map(|main| held(main.0)), mapping),
    };
    let own = matches!(function.long, "Ref" | "Fn::GetAtt" | "Fn::GetAZs" | "Fn::Cidr");
    SourceValue { value, mapping, list, scalar, computed: computed || own, ..nothing }
}

/// What stands there, named.
fn held(seen: Seen<'_>) -> Value {
    match seen.part {
        ValuePart::Node => seen.node.source_ref(),
        ValuePart::Inside => seen.node.untagged_source_ref(),
        ValuePart::Resource | ValuePart::Attribute => Value::from(seen.text().unwrap_or_default()),
    }
}

/// The body of a function that carries on what is given.
fn body(document: &Document, function: &Function, given: SourceValue<'_>, form: Spelling) -> Value {
    let text = |text: &str| Value::from(text);
    let first = |section: &str| {
        let entries = document.node(&Path::root().join(section)).and_then(|node| node.entries().next());
        text(entries.map_or("", |entry| entry.key()))
    };
    let reference = |name: &str| match Function::of_long("Ref") {
        Some(function) => spelled(function, text(name), form),
        None => Value::Null,
    };
    let named = || Value::from(given.words.split_once('.').map_or(given.words.as_str(), |parts| parts.0).trim());
    let value = || given.value.clone().unwrap_or_else(|| text(""));
    // A list, or a function that may give one, or the value as the only item.
    let list = || match (&given.list, &given.value) {
        (Some(list), _) => list.whole.clone(),
        (None, Some(value)) if given.computed => value.clone(),
        (None, value) => Value::Sequence(value.iter().cloned().collect()),
    };
    let condition = || match Function::of_long("Condition") {
        Some(function) => spelled(function, first(section::CONDITIONS), form),
        None => Value::Null,
    };
    let all = |items: Vec<Value>| Value::Sequence(items);
    match function.long {
        "Ref" | "Fn::RefAll" => named(),
        "Condition" if given.words.is_empty() => first(section::CONDITIONS),
        "Condition" => named(),
        "Fn::GetAtt" => {
            let (resource, attribute) = given.words.split_once('.').unwrap_or((given.words.as_str(), "Arn"));
            all(vec![text(resource), text(attribute)])
        }
        "Fn::Sub" => {
            match given.scalar.filter(|node| node.scalar_type() == ScalarType::Text && says(*node, &given.sub)) {
                Some(node) => node.untagged_source_ref(),
                None => text(&given.sub),
            }
        }
        "Fn::Join" => all(vec![text(","), list()]),
        "Fn::Select" if given.value.is_none() && given.list.is_none() => {
            let zones = Function::of_long("Fn::GetAZs").map(|zones| spelled(zones, text(""), form));
            all(vec![Value::from(0), zones.unwrap_or(Value::Null)])
        }
        "Fn::Select" => all(vec![Value::from(0), list()]),
        "Fn::Split" => all(vec![text(","), value()]),
        "Fn::If" => all(vec![first(section::CONDITIONS), value(), reference("AWS::NoValue")]),
        "Fn::FindInMap" => all(vec![first(section::MAPPINGS), reference("AWS::Region"), text("")]),
        "Fn::Cidr" => all(vec![value(), Value::from(1), Value::from(8)]),
        "Fn::Equals" => all(vec![value(), text("")]),
        "Fn::And" | "Fn::Or" => {
            let mut items = match &given.list {
                Some(list) if list.items.len() > 1 => return list.whole.clone(),
                Some(list) => list.items.clone(),
                None => given.value.iter().cloned().collect(),
            };
            items.resize_with(items.len().max(2), condition);
            all(items)
        }
        "Fn::Not" => all(vec![given.value.clone().unwrap_or_else(condition)]),
        "Fn::Transform" => Value::Mapping([(text("Name"), text(&given.words))].into_iter().collect()),
        "Fn::Length" => list(),
        "Fn::Contains" | "Fn::EachMemberEquals" => all(vec![list(), text("")]),
        "Fn::EachMemberIn" => all(vec![list(), all(Vec::new())]),
        "Fn::ValueOf" | "Fn::ValueOfAll" => all(vec![named(), text("")]),
        // Base64, GetAZs, ImportValue, ToJsonString: the value itself.
        _ => given.list.as_ref().map_or_else(value, |list| list.whole.clone()),
    }
}

/// A value in words: `X` of `!Ref X`, or for a `Sub` `${X}`; the parts of a join one after the other.
fn words(document: &Document, spot: &ValueRef, in_sub: bool) -> String {
    let Some(seen) = Seen::of(document, spot) else { return String::new() };
    let Some((function, body)) = call(document, spot) else {
        return match seen.text() {
            Some(_) if seen.node.is_null() => String::new(),
            Some(text) => text.to_string(),
            None => of_collection(document, seen.node, spot, in_sub),
        };
    };
    let node = document.node(&body.at);
    let braced = |name: String| if in_sub { format!("${{{name}}}") } else { name };
    match function.long {
        "Ref" => braced(words(document, &body, false)),
        "Fn::GetAtt" => {
            let parts: Vec<String> = match node.filter(|node| node.kind() == Kind::Sequence) {
                Some(list) => list.items().map(|item| item.scalar().unwrap_or_default().to_string()).collect(),
                None => vec![words(document, &body, false)],
            };
            braced(parts.join("."))
        }
        "Fn::Join" => {
            let delimiter = node.and_then(|node| node.item(0)?.scalar()).unwrap_or_default();
            let values: ValueRef = body.at.join(1).into();
            let count = document.node(&values.at).map_or(0, |node| node.items().count());
            let parts = (0..count).map(|index| words(document, &values.at.join(index).into(), in_sub));
            parts.collect::<Vec<_>>().join(delimiter)
        }
        _ => main(document, spot).map(|main| words(document, &main, in_sub)).unwrap_or_default(),
    }
}

/// A list of texts as one with commas; anything deeper as JSON, so that nothing is lost.
fn of_collection(document: &Document, node: Node<'_>, spot: &ValueRef, in_sub: bool) -> String {
    let flat = node.items().all(|item| item.scalar().is_some()) && node.kind() == Kind::Sequence;
    if flat {
        let words = (0..node.len()).map(|index| words(document, &spot.at.join(index).into(), in_sub));
        return words.collect::<Vec<_>>().join(",");
    }
    if node.is_empty() { String::new() } else { to_json(&node.literal_value()).to_string() }
}

fn is_pairs(node: Node<'_>) -> bool {
    let is_pair = |item: Node<'_>| item.len() == 2 && item.get("Key").is_some() && item.get("Value").is_some();
    node.kind() == Kind::Sequence && !node.is_empty() && node.items().all(is_pair)
}

#[cfg(test)]
mod tests;
