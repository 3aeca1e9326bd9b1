//! What stands below a value: entries, items, and the arguments of a function with those that may be added.

use super::write::{set, spell};
use super::{Seen, ValuePart, ValueRef};
use crate::document::{Document, Edit, Kind, Node, Slot, Value};
use crate::schema::function::{Function, FunctionArgument, FunctionArguments, Need, WHOLE};

/// What the place of a child is called.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum ChildLabel {
    /// A key that can be changed.
    Key(String),
    /// The position in a list, from 0.
    Item(usize),
    /// An argument of a function.
    Argument(FunctionArgument),
    /// A value that stands by itself in another form, whose row names it.
    Own,
}

/// Whether a child stands in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Presence {
    /// It does.
    There,
    /// It does not, but the function needs it.
    Missing,
}

/// A value below another.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ValueChild {
    /// Where it is.
    pub spot: ValueRef,
    /// What its place is called.
    pub label: ChildLabel,
    /// Whether it is there.
    pub presence: Presence,
}

impl ValueChild {
    fn there(spot: impl Into<ValueRef>, label: ChildLabel) -> ValueChild {
        ValueChild { spot: spot.into(), label, presence: Presence::There }
    }

    /// True if its place among its siblings is free to change, and it may go.
    pub fn is_loose(&self) -> bool {
        match self.label {
            ChildLabel::Key(_) | ChildLabel::Item(_) => true,
            ChildLabel::Argument(_) | ChildLabel::Own => false,
        }
    }
}

/// The first `most` children of what stands at a spot, in the order of the text.
pub fn children(document: &Document, spot: &ValueRef, most: usize) -> Vec<ValueChild> {
    let Some(seen) = Seen::of(document, spot) else { return Vec::new() };
    match seen.call(spot) {
        Some((function, body)) => arguments(document, function, &body, most),
        None => plain(seen.node, spot, most),
    }
}

fn plain(node: Node<'_>, spot: &ValueRef, most: usize) -> Vec<ValueChild> {
    let entries = node.last_entries().into_iter().take(most);
    let entries =
        entries.map(|entry| ValueChild::there(spot.at.join(entry.key()), ChildLabel::Key(entry.key().into())));
    let items = (0..node.items().take(most).count())
        .map(|index| ValueChild::there(spot.at.join(index), ChildLabel::Item(index)));
    entries.chain(items).collect()
}

fn arguments(document: &Document, function: &'static Function, body: &ValueRef, most: usize) -> Vec<ValueChild> {
    let Some(seen) = Seen::of(document, body) else { return Vec::new() };
    let kind = if seen.tag.is_none() { seen.node.kind() } else { Kind::Scalar };
    let whole = |argument: FunctionArgument| vec![ValueChild::there(body.clone(), ChildLabel::Argument(argument))];
    match (function.takes, kind) {
        (FunctionArguments::One(argument), _) => whole(argument),
        (FunctionArguments::Lone(all) | FunctionArguments::Items(all), Kind::Sequence) => {
            placed(document, all, body, seen.node.len())
        }
        (FunctionArguments::Dotted(all), Kind::Sequence) => placed(document, all, body, seen.node.len()),
        (FunctionArguments::Lone(all), Kind::Scalar | Kind::Mapping) => whole(all.first().copied().unwrap_or(WHOLE)),
        (FunctionArguments::Dotted(all), Kind::Scalar) if seen.tag.is_none() => {
            let parts = [ValuePart::Resource, ValuePart::Attribute];
            let spots = parts.map(|part| ValueRef { at: body.at.clone(), part });
            spots
                .into_iter()
                .zip(all)
                .map(|(spot, argument)| ValueChild::there(spot, ChildLabel::Argument(*argument)))
                .collect()
        }
        (FunctionArguments::Many(_), Kind::Sequence) => plain(seen.node, body, most),
        (FunctionArguments::Keys(all), Kind::Mapping) => keyed(all, seen.node, body, most),
        (
            FunctionArguments::Items(_)
            | FunctionArguments::Many(_)
            | FunctionArguments::Keys(_)
            | FunctionArguments::Dotted(_),
            _,
        ) => whole(WHOLE),
    }
}

fn placed(document: &Document, all: &[FunctionArgument], body: &ValueRef, count: usize) -> Vec<ValueChild> {
    let mut found = Vec::new();
    for (index, argument) in all.iter().enumerate() {
        let at = body.at.join(index);
        let at = match argument.key {
            Some(key) if index < count && document.node(&at.join(key)).is_some() => at.join(key),
            Some(_) | None => at,
        };
        if index < count {
            found.push(ValueChild::there(at, ChildLabel::Argument(*argument)));
        } else if argument.need == Need::Required {
            let label = ChildLabel::Argument(*argument);
            found.push(ValueChild { spot: at.into(), label, presence: Presence::Missing });
        }
    }
    found.extend((all.len()..count).map(|index| ValueChild::there(body.at.join(index), ChildLabel::Item(index))));
    found
}

fn keyed(all: &[FunctionArgument], node: Node<'_>, body: &ValueRef, most: usize) -> Vec<ValueChild> {
    let mut found = Vec::new();
    for argument in all {
        let key = argument.key.unwrap_or_default();
        let (at, label) = (body.at.join(key), ChildLabel::Argument(*argument));
        if node.get(key).is_some() {
            found.push(ValueChild::there(at, label));
        } else if argument.need == Need::Required {
            found.push(ValueChild { spot: at.into(), label, presence: Presence::Missing });
        }
    }
    let others = node.entries().filter(|entry| all.iter().all(|argument| argument.key != Some(entry.key())));
    let others = others
        .take(most)
        .map(|entry| ValueChild::there(body.at.join(entry.key()), ChildLabel::Key(entry.key().into())));
    found.extend(others);
    found
}

/// The optional arguments that a function at a spot does not have yet, each with the edits that add it.
pub fn offers(document: &Document, spot: &ValueRef) -> Vec<(FunctionArgument, Vec<Edit>)> {
    let Some((function, body)) = super::call(document, spot) else { return Vec::new() };
    let Some(seen) = Seen::of(document, &body).filter(|seen| seen.tag.is_none()) else { return Vec::new() };
    let (node, empty) = (seen.node, || Value::from(""));
    let one = |key: &str| Value::Mapping([(Value::from(key), empty())].into_iter().collect());
    let optional = function.arguments().iter().enumerate().filter(|(_, argument)| argument.need == Need::Optional);
    let edits = |index: usize, argument: &FunctionArgument| -> Option<Vec<Edit>> {
        let next = || Slot::Index(index);
        match (function.takes, node.kind()) {
            // Variables: the text goes into a list first.
            (FunctionArguments::Lone(_), Kind::Scalar) => {
                let text = if body.part == ValuePart::Inside { node.untagged_source_ref() } else { node.source_ref() };
                let list = Value::Sequence(vec![text, one("Name")]);
                let value = if body.part == ValuePart::Inside { spell(function, list, document, spot) } else { list };
                let at = if body.part == ValuePart::Inside { spot.at.clone() } else { body.at.clone() };
                Some(vec![Edit::Set { at, value }])
            }
            (FunctionArguments::Lone(_), Kind::Sequence) if node.len() == index => {
                Some(vec![Edit::Insert { into: body.at.clone(), slot: next(), value: one("Name") }])
            }
            (FunctionArguments::Items(_), Kind::Sequence) if node.len() == index => {
                let value = argument.key.map_or_else(|| Value::from(8), one);
                Some(vec![Edit::Insert { into: body.at.clone(), slot: next(), value }])
            }
            (FunctionArguments::Keys(_), Kind::Mapping) => {
                let key = argument.key.filter(|key| node.get(key).is_none())?;
                let value = Value::Mapping(Default::default());
                Some(vec![Edit::Insert { into: body.at.clone(), slot: Slot::Key(key.into()), value }])
            }
            (FunctionArguments::One(_) | FunctionArguments::Many(_) | FunctionArguments::Dotted(_), _) => None,
            (FunctionArguments::Lone(_) | FunctionArguments::Items(_) | FunctionArguments::Keys(_), _) => None,
        }
    };
    optional.filter_map(|(index, argument)| Some((*argument, edits(index, argument)?))).collect()
}

/// The edits that take a child away; `None` if the value above it needs it.
pub fn take(document: &Document, above: &ValueRef, child: &ValueChild) -> Option<Vec<Edit>> {
    let remove = || Some(vec![Edit::Remove { at: child.spot.at.clone() }]);
    let argument = match &child.label {
        ChildLabel::Argument(argument) => argument,
        ChildLabel::Own => return None,
        ChildLabel::Key(_) | ChildLabel::Item(_) => return remove(),
    };
    if argument.need == Need::Required {
        return None;
    }
    let (function, body) = super::call(document, above)?;
    match function.takes {
        // `!Sub [text]` is none: the text stands alone again.
        FunctionArguments::Lone(_) => {
            let text = document.node(&body.at)?.item(0).filter(|text| text.scalar().is_some())?;
            Some(set(document, &body, text.source_ref()))
        }
        // An item of a list may stand in a mapping of its own.
        FunctionArguments::Items(_) => {
            let at = child.spot.at.steps().iter().take(body.at.steps().len() + 1).cloned().collect();
            Some(vec![Edit::Remove { at }])
        }
        FunctionArguments::One(_)
        | FunctionArguments::Dotted(_)
        | FunctionArguments::Many(_)
        | FunctionArguments::Keys(_) => remove(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Path;

    fn named(text: &str) -> Vec<String> {
        let document = Document::parse(format!("a: {text}\n"));
        let spot = Path::root().join("a").into();
        let show = |child: ValueChild| {
            let label = match child.label {
                ChildLabel::Key(key) => key,
                ChildLabel::Item(index) => index.to_string(),
                ChildLabel::Argument(argument) => argument.label.to_string(),
                ChildLabel::Own => String::new(),
            };
            let part =
                if child.spot.part == ValuePart::Node { String::new() } else { format!(" {:?}", child.spot.part) };
            let missing = if child.presence == Presence::Missing { " missing" } else { "" };
            format!("{label} {}{part}{missing}", child.spot.at.to_pointer())
        };
        children(&document, &spot, 200).into_iter().map(show).collect()
    }

    #[test]
    fn every_argument_has_its_place_in_both_spellings() {
        for (text, wanted) in [
            ("{b: 1, c: 2}", &["b /a/b", "c /a/c"][..]),
            ("[x, y]", &["0 /a/0", "1 /a/1"]),
            ("!Ref X", &["Name /a Inside"]),
            ("{Ref: X}", &["Name /a/Ref"]),
            ("!GetAtt X.Y.Z", &["Resource /a Resource", "Attribute /a Attribute"]),
            ("{Fn::GetAtt: X.Y}", &["Resource /a/Fn::GetAtt Resource", "Attribute /a/Fn::GetAtt Attribute"]),
            ("{Fn::GetAtt: [X, Y]}", &["Resource /a/Fn::GetAtt/0", "Attribute /a/Fn::GetAtt/1"]),
            ("!Sub t", &["Text /a Inside"]),
            ("!Sub [t, {x: 1}]", &["Text /a/0", "Variables /a/1"]),
            ("!Join [\",\", [a]]", &["Delimiter /a/0", "Values /a/1"]),
            ("!If [c, a, b]", &["Condition /a/0", "If true /a/1", "If false /a/2"]),
            ("!If [c, a]", &["Condition /a/0", "If true /a/1", "If false /a/2 missing"]),
            ("!If [c, a, b, d]", &["Condition /a/0", "If true /a/1", "If false /a/2", "3 /a/3"]),
            ("{Fn::If: x}", &["Argument /a/Fn::If"]),
            (
                "!FindInMap [m, t, s, {DefaultValue: d}]",
                &["Map /a/0", "Top key /a/1", "Second key /a/2", "DefaultValue /a/3/DefaultValue"],
            ),
            ("!Cidr [b, 1]", &["Block /a/0", "Count /a/1"]),
            ("!Base64 {Fn::Sub: x}", &["Value /a Inside"]),
            ("{Fn::Base64: !Sub x}", &["Value /a/Fn::Base64"]),
            ("!And [!Condition x, {Condition: y}]", &["0 /a/0", "1 /a/1"]),
            (
                "{Fn::Transform: {Name: n, x: 1, Parameters: {}}}",
                &["Name /a/Fn::Transform/Name", "Parameters /a/Fn::Transform/Parameters", "x /a/Fn::Transform/x"],
            ),
        ] {
            assert_eq!(named(text), wanted, "{text}");
        }
    }

    #[test]
    fn an_argument_behind_a_tag_may_be_a_function_itself() {
        let document = Document::parse("a: !Base64\n  Fn::Sub: x\n");
        let spot = Path::root().join("a").into();
        let below = children(&document, &spot, 9);
        let inner = children(&document, &below[0].spot, 9);
        assert_eq!(inner[0].spot, Path::root().keys(["a", "Fn::Sub"]).into());
    }

    #[test]
    fn optional_arguments_come_and_go() {
        for (text, label, with) in [
            ("a: !Sub t\n", "Variables", "a: !Sub [t, {Name: \"\"}]\n"),
            ("a: {Fn::Sub: t}\n", "Variables", "a: {Fn::Sub: [t, {Name: \"\"}]}\n"),
            ("a: !Cidr [b, 1]\n", "Cidr bits", "a: !Cidr [b, 1, 8]\n"),
            ("a: !FindInMap [m, t, s]\n", "DefaultValue", "a: !FindInMap [m, t, s, {DefaultValue: \"\"}]\n"),
            ("{\"a\": {\"Fn::Sub\": \"t\"}}\n", "Variables", "{\"a\": {\"Fn::Sub\": [\"t\", {\"Name\": \"\"}]}}\n"),
        ] {
            let mut document = Document::parse(text);
            let spot: ValueRef = Path::root().join("a").into();
            let (argument, edits) = offers(&document, &spot).into_iter().next().unwrap();
            assert_eq!(argument.label, label);
            for edit in edits {
                document.edit(&edit).unwrap();
            }
            assert_eq!(document.text(), with);
            assert!(offers(&document, &spot).is_empty(), "{text}");
            let child = children(&document, &spot, 9).pop().unwrap();
            for edit in take(&document, &spot, &child).unwrap() {
                document.edit(&edit).unwrap();
            }
            assert_eq!(document.text(), text);
        }
    }
}
