//! A text as a template writes it: in one scalar, in `Fn::Sub`, or put together from pieces by `Fn::Join`, with or
//! without `Fn::Base64` around it. Where each byte of it stands, and the edits that replace some of them.
//!
//! Source: AWS pages "Fn::Base64", "Fn::Join", "Fn::Sub". Knows nothing of what the text says.

use std::ops::Range;

use serde_json::json;

use super::function::{Spelling, from_json, spelled, to_json};
use super::substitution::{SubPiece, pieces};
use crate::document::{Document, Edit, Kind, Node, Path, ScalarType, Slot, Value};

const BASE64: &str = "Fn::Base64";
const JOIN: &str = "Fn::Join";
const SUB: &str = "Fn::Sub";

/// How a text is put together.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Shape {
    /// Written as it is.
    Plain,
    /// One text in which `${…}` is replaced.
    Sub,
    /// Items of the list at this path with this between them.
    Join(Path, String),
}

/// A part of a text that stands at one place.
#[derive(Clone, Debug, PartialEq, Eq)]
struct MappedPart {
    /// Bytes of the whole text.
    span: Range<usize>,
    /// The scalar with these bytes; `None` for a function in their place and for what `Fn::Join` puts between items.
    at: Option<Path>,
    /// Position in the list of `Fn::Join`.
    item: Option<usize>,
    /// True if `${…}` is replaced in it.
    sub: bool,
}

/// A part of a text that CloudFormation replaces before the machine gets it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Substituted {
    /// Bytes of the text.
    pub span: Range<usize>,
    /// The name between `${` and `}`; `None` for `${!…}`, which becomes `${…}`.
    pub name: Option<String>,
}

/// A text with where its bytes stand. Functions in a list of `Fn::Join` are shown as `${…}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MappedText {
    text: String,
    at: Path,
    /// Steps inside: `Fn::Base64`.
    base64: bool,
    shape: Shape,
    pieces: Vec<MappedPart>,
}

impl MappedText {
    /// The text at a path; `None` if nothing or something else stands there.
    pub fn of(document: &Document, at: &Path) -> Option<MappedText> {
        let node = document.node(at)?;
        let (inner, own, base64) = match (node.tag(), argument(node, BASE64)) {
            // A short tag stands on the value itself.
            (Some("!Base64"), _) => (node, at.clone(), true),
            (None, Some(inner)) => (inner, at.join(BASE64), true),
            _ => (node, at.clone(), false),
        };
        let mut text = MappedText { text: String::new(), at: at.clone(), base64, shape: Shape::Plain, pieces: vec![] };
        let tag = inner.tag().filter(|tag| *tag != "!Base64");
        match (tag, argument(inner, SUB), argument(inner, JOIN)) {
            (Some("!Sub"), ..) => text.read_sub(inner, &own, None)?,
            (Some("!Join"), ..) => text.read_join(inner, &own)?,
            (None, Some(sub), _) => text.read_sub(sub, &own.join(SUB), None)?,
            (None, _, Some(join)) => text.read_join(join, &own.join(JOIN))?,
            (None, ..) if inner.kind() == Kind::Scalar && !inner.is_null() => text.push(inner.scalar()?, Some(own)),
            _ => return None,
        }
        Some(text)
    }

    fn push(&mut self, text: &str, at: Option<Path>) {
        let start = self.text.len();
        self.text.push_str(text);
        self.pieces.push(MappedPart { span: start..self.text.len(), at, item: None, sub: false });
    }

    fn read_sub(&mut self, node: Node<'_>, at: &Path, item: Option<usize>) -> Option<()> {
        match node.scalar() {
            Some(text) => self.push(text, Some(at.clone())),
            None => self.push(node.item(0)?.scalar()?, Some(at.join(0))),
        }
        if let Some(piece) = self.pieces.last_mut() {
            (piece.sub, piece.item) = (true, item);
        }
        if item.is_none() {
            self.shape = Shape::Sub;
        }
        Some(())
    }

    fn read_join(&mut self, node: Node<'_>, at: &Path) -> Option<()> {
        let between = node.item(0)?.scalar()?;
        let items = node.item(1).filter(|items| items.kind() == Kind::Sequence && items.tag().is_none())?;
        let list = at.join(1);
        for (index, item) in items.items().enumerate() {
            if index > 0 && !between.is_empty() {
                self.push(between, None);
            }
            let own = list.join(index);
            match (item.tag(), argument(item, SUB), item.scalar()) {
                (Some("!Sub"), ..) if self.read_sub(item, &own, Some(index)).is_some() => {}
                (None, Some(sub), _) if self.read_sub(sub, &own.join(SUB), Some(index)).is_some() => {}
                (None, None, Some(text)) => self.push(text, Some(own)),
                _ => self.push(&shown(item), None),
            }
            if let Some(piece) = self.pieces.last_mut() {
                piece.item = Some(index);
            }
        }
        self.shape = Shape::Join(list, between.to_string());
        Some(())
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where items of `Fn::Join` meet with nothing between them: the bytes at which one ends and the next begins.
    pub fn joints(&self) -> impl Iterator<Item = usize> {
        let pairs = self.pieces.iter().zip(self.pieces.iter().skip(1));
        pairs
            .filter(|(one, next)| one.item.is_some() && next.at.is_some() && next.item.is_some())
            .map(|pair| pair.1.span.start)
    }

    /// The parts that CloudFormation replaces, in order: names in `Fn::Sub`, functions in `Fn::Join`.
    pub fn replaced_parts(&self) -> Vec<Substituted> {
        let mut found = Vec::new();
        for piece in &self.pieces {
            let text = self.text.get(piece.span.clone()).unwrap_or_default();
            let is_function = piece.at.is_none() && piece.item.is_some();
            let mut start = piece.span.start;
            for part in if piece.sub || is_function { pieces(text) } else { Vec::new() } {
                let end = start + part.written().len();
                match part {
                    SubPiece::Text(_) => {}
                    SubPiece::Name { name, .. } => {
                        found.push(Substituted { span: start..end, name: Some(name.to_string()) });
                    }
                    SubPiece::Literal(_) => found.push(Substituted { span: start..end, name: None }),
                }
                start = end;
            }
        }
        found
    }

    /// True if the names of the template can be written into it as `${…}`.
    pub fn replaces_names(&self) -> bool {
        !matches!(self.shape, Shape::Plain)
    }

    /// Where its parts of one scalar stand: the scalar and the bytes of it. `None` if a function has a part in it.
    pub fn place(&self, part: &Range<usize>) -> Option<(Path, Range<usize>)> {
        let piece = self.pieces.iter().find(|piece| piece.span.start <= part.start && part.end <= piece.span.end)?;
        let at = piece.at.clone()?;
        Some((at, part.start - piece.span.start..part.end - piece.span.start))
    }

    /// True if a scalar has a part in it that is not inside of another function.
    pub fn holds(&self, at: &Path) -> bool {
        self.pieces.iter().any(|piece| piece.at.as_ref() == Some(at))
    }

    /// The one path of a text that stands in one scalar.
    pub fn scalar(&self) -> Option<&Path> {
        match (&self.shape, self.pieces.as_slice()) {
            (Shape::Plain | Shape::Sub, [piece]) => piece.at.as_ref(),
            _ => None,
        }
    }

    /// The path whose field can show the whole text; `None` where it is in pieces or under a short `!Base64`.
    pub fn whole(&self) -> Option<Path> {
        self.scalar().filter(|at| !self.base64 || **at != self.at).cloned()
    }

    /// The edit that makes it one text, with `Fn::Sub` where names of the template are in it. `None` if a function other
    /// than `Ref` and `Fn::GetAtt` has a part in it, or `Fn::Sub` with names of its own.
    pub fn as_one(&self, document: &Document) -> Option<Edit> {
        let mut text = String::new();
        let mut names = false;
        for piece in &self.pieces {
            let own = self.text.get(piece.span.clone())?;
            let function = piece.at.is_none() && piece.item.is_some();
            if function && own.contains('…')
                || piece.at.as_ref().is_some_and(|at| at.last() == Some(&0.into()) && piece.sub)
            {
                return None;
            }
            names |= function || piece.sub;
            text.push_str(&if function || piece.sub { own.to_string() } else { own.replace("${", "${!") });
        }
        let inner = if names { json!({ SUB: text }) } else { json!(text.replace("${!", "${")) };
        let whole = if self.base64 { json!({ BASE64: inner }) } else { inner };
        // The key in its long form: a field shows the text below it.
        let value = match (self.base64, from_json(&whole, Spelling::of(document))) {
            (true, Value::Tagged(_, value)) => Value::Mapping([(Value::from(BASE64), *value)].into_iter().collect()),
            (_, value) => value,
        };
        Some(Edit::Set { at: self.at.clone(), value })
    }

    /// The edits that replace parts of the text, apart from each other, by others. `${…}` in what is new means names of
    /// the template, and the text becomes one in which they are replaced. `None` if a part goes through a function.
    pub fn replace(&self, document: &Document, parts: &[(Range<usize>, String)]) -> Option<Vec<Edit>> {
        let mut parts: Vec<(Range<usize>, String)> = parts.to_vec();
        parts.sort_by_key(|part| (part.0.start, part.0.end));
        match &self.shape {
            Shape::Plain if parts.iter().any(|part| part.1.contains("${")) => self.substituted(document, &parts),
            Shape::Plain | Shape::Sub => {
                let at = self.pieces.first()?.at.clone()?;
                Some(vec![Edit::ReplaceInScalar { at, parts }])
            }
            // From the last on: positions of those before stay. Each is read after the edits of the one behind it, for
            // two parts may be in one item.
            Shape::Join(..) => {
                let mut now = document.clone();
                let mut edits = Vec::new();
                for part in parts.iter().rev() {
                    let own = MappedText::of(&now, &self.at)?;
                    let Shape::Join(list, between) = &own.shape else { return None };
                    let more = own.in_join(&now, list, between, part)?;
                    more.iter().try_for_each(|edit| now.edit(edit).map(drop)).ok()?;
                    edits.extend(more);
                }
                Some(edits)
            }
        }
    }

    /// The text after edits that [`MappedText::replace`] gives, where it stands in one scalar and they change that alone.
    pub fn after(&self, edits: &[Edit]) -> Option<MappedText> {
        let ([Edit::ReplaceInScalar { at, parts }], [piece]) = (edits, self.pieces.as_slice()) else { return None };
        if self.scalar() != Some(at) {
            return None;
        }
        let mut text = self.text.clone();
        for (range, new) in parts.iter().rev() {
            text.get(range.clone())?;
            text.replace_range(range.clone(), new);
        }
        let pieces = vec![MappedPart { span: 0..text.len(), ..piece.clone() }];
        Some(MappedText { text, pieces, ..self.clone() })
    }

    /// The plain text in `Fn::Sub`, its own `${…}` kept as they are: the text as it is written, then the parts of it.
    fn substituted(&self, document: &Document, parts: &[(Range<usize>, String)]) -> Option<Vec<Edit>> {
        let at = self.pieces.first()?.at.clone()?;
        let node = document.node(&at)?;
        let form = Spelling::of(document);
        let short = self.base64 && at == self.at;
        let text = match node.scalar_type() {
            ScalarType::Text if short => node.untagged_source_ref(),
            ScalarType::Text => node.source_ref(),
            _ => Value::from(self.text.as_str()),
        };
        let value = spelled(SUB, text, form);
        let (value, inner) = match short {
            true => (spelled(BASE64, value, Spelling::Long), at.join(BASE64)),
            false => (value, at.clone()),
        };
        let inner = if form == Spelling::Long { inner.join(SUB) } else { inner };
        let inside = |start: usize| parts.iter().any(|part| part.0.start <= start && start < part.0.end);
        let own = self.text.match_indices("${").filter(|(start, _)| !inside(*start));
        let mut all: Vec<_> = own.map(|(start, sign)| (start..start + sign.len(), "${!".to_string())).collect();
        all.extend(parts.iter().cloned());
        Some(vec![Edit::Set { at, value }, Edit::ReplaceInScalar { at: inner, parts: all }])
    }

    /// One part of a text of several pieces.
    fn in_join(
        &self,
        document: &Document,
        list: &Path,
        between: &str,
        (range, new): &(Range<usize>, String),
    ) -> Option<Vec<Edit>> {
        let named = new.contains("${");
        let own = |piece: &&MappedPart| {
            let inside = piece.span.start <= range.start && range.end <= piece.span.end;
            piece.at.is_some() && inside && (!named || piece.sub)
        };
        let whole =
            |piece: &MappedPart| !range.is_empty() && range.start <= piece.span.start && piece.span.end <= range.end;
        // Inside one text: that text. A text that goes whole goes as an item.
        let inside = self.pieces.iter().find(own).filter(|piece| !(new.is_empty() && whole(piece)));
        if let Some(piece) = inside {
            let part = range.start - piece.span.start..range.end - piece.span.start;
            return Some(vec![Edit::ReplaceInScalar { at: piece.at.clone()?, parts: vec![(part, new.clone())] }]);
        }
        let (mut before, mut behind) = (None, None);
        let mut gone = Vec::new();
        let mut edits = Vec::new();
        let mut place = 0;
        for piece in &self.pieces {
            let Some(item) = piece.item else { continue };
            if piece.span.end <= range.start && !(piece.span.is_empty() && piece.span.start >= range.start) {
                place = item + 1;
            } else if whole(piece) {
                gone.push(item);
            } else if piece.span.start < range.start {
                // A head that stays; with a tail behind it if the part lies inside.
                let at = piece.at.clone()?;
                let text = document.scalar(&at)?;
                let head = text.get(..range.start - piece.span.start)?;
                before = Some((at, head.to_string(), piece.sub));
                if piece.span.end > range.end {
                    behind = Some((None, text.get(range.end - piece.span.start..)?.to_string(), piece.sub));
                }
                place = item + 1;
            } else if piece.span.start < range.end {
                let at = piece.at.clone()?;
                let text = document.scalar(&at)?.get(range.end - piece.span.start..)?;
                behind = Some((Some(at), text.to_string(), piece.sub));
            }
        }
        if let Some((at, head, sub)) = before {
            edits.push(set_text(at, head, sub, document));
        }
        match behind {
            Some((Some(at), text, sub)) => edits.push(set_text(at, text, sub, document)),
            Some((None, text, sub)) => edits.push(self.item(document, list, place, &text, sub)),
            None => {}
        }
        edits.extend(gone.iter().rev().map(|item| Edit::Remove { at: list.join(*item) }));
        if !new.is_empty() {
            // What stands between the items comes by itself.
            let text = if between.is_empty() { new.as_str() } else { new.strip_suffix(between)? };
            edits.push(self.item(document, list, place, text, named));
        }
        Some(edits)
    }

    fn item(&self, document: &Document, list: &Path, place: usize, text: &str, sub: bool) -> Edit {
        let value = if sub { from_json(&json!({ SUB: text }), Spelling::of(document)) } else { Value::from(text) };
        Edit::Insert { into: list.clone(), slot: Slot::Index(place), value }
    }
}

/// A text at a place that keeps its tag.
fn set_text(at: Path, text: String, sub: bool, document: &Document) -> Edit {
    let tagged = sub && document.node(&at).is_some_and(|node| node.tag().is_some());
    let value = if tagged { super::function::tagged(SUB, text.into()) } else { Value::from(text) };
    Edit::Set { at, value }
}

/// The argument of a function in its long form.
fn argument<'d>(node: Node<'d>, name: &str) -> Option<Node<'d>> {
    if node.kind() != Kind::Mapping || node.len() != 1 { None } else { node.get(name) }
}

/// A function among the items of `Fn::Join`, as `${…}`: its name if it is a `Ref` or a `GetAtt`.
fn shown(node: Node<'_>) -> String {
    let json = to_json(&node.value());
    let name = match (json.get("Ref"), json.get("Fn::GetAtt")) {
        (Some(name), _) => name.as_str().map(str::to_string),
        (_, Some(parts)) => {
            parts.as_array().map(|parts| parts.iter().filter_map(|part| part.as_str()).collect::<Vec<_>>().join("."))
        }
        _ => None,
    };
    format!("${{{}}}", name.unwrap_or_else(|| "…".into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at() -> Path {
        Path::root().join("a")
    }

    fn read(text: &str) -> (Document, MappedText) {
        let document = Document::parse(text);
        let assembled = MappedText::of(&document, &at()).unwrap();
        (document, assembled)
    }

    #[test]
    fn the_text_after_edits_is_what_is_read_then() {
        for text in ["a: !Sub 'x ${Y} z'\n", "a: x y z\n", "a: {Fn::Base64: {Fn::Sub: 'x ${Y}'}}\n"] {
            let (document, own) = read(text);
            let edits = own.replace(&document, &[(2..2, "q".into()), (2..2, "r".into()), (0..1, "ab".into())]).unwrap();
            let (changed, _) = document.with_edits(&edits).unwrap();
            assert_eq!(own.after(&edits), MappedText::of(&changed, &at()), "{text}");
        }
        let (document, own) = read("a: {Fn::Join: ['', [x, y]]}\n");
        assert_eq!(own.after(&own.replace(&document, &[(0..1, "z".into())]).unwrap()), None);
    }

    fn after(text: &str, part: Range<usize>, new: &str) -> String {
        let (mut document, assembled) = read(text);
        for edit in assembled.replace(&document, &[(part, new.to_string())]).unwrap() {
            document.edit(&edit).unwrap();
        }
        document.text().to_string()
    }

    #[test]
    fn a_text_is_read_however_it_is_written() {
        for (text, read_as, names) in [
            ("a: bc\n", "bc", false),
            ("a: !Sub bc\n", "bc", true),
            ("a:\n  Fn::Base64: !Sub |\n    b\n    c\n", "b\nc\n", true),
            ("a: !Base64 bc\n", "bc", false),
            ("a: !Base64\n  Fn::Sub: bc\n", "bc", true),
            ("a: !Base64\n  Fn::Sub: [bc, {X: y}]\n", "bc", true),
            (
                "a: {Fn::Base64: {Fn::Join: ['', [b, {Ref: X}, !Sub 'c${Y}', !GetAtt A.B, {Fn::If: [a, b, c]}]]}}\n",
                "b${X}c${Y}${A.B}${…}",
                true,
            ),
            ("a: !Join [\"\\n\", [b, !Ref X]]\n", "b\n${X}", true),
        ] {
            let (_, assembled) = read(text);
            assert_eq!((assembled.text(), assembled.replaces_names()), (read_as, names), "{text}");
        }
        for text in ["a:\n", "a: {b: c}\n", "a: !Ref X\n", "a: !If [a, b, c]\n", "a: {Fn::Base64: !ImportValue x}\n"] {
            assert_eq!(MappedText::of(&Document::parse(text), &at()), None, "{text}");
        }
    }

    #[test]
    fn a_part_is_replaced_where_it_stands() {
        assert_eq!(after("a: !Sub |\n  b\n  c # d\n", 2..3, "x"), "a: !Sub |\n  b\n  x # d\n");
        assert_eq!(after("a: !Sub |\n  b\n  c\n", 2..2, "x\ny\n"), "a: !Sub |\n  b\n  x\n  y\n  c\n");
        assert_eq!(after("a: |\n  b ${c}\n", 0..0, "x\n"), "a: |\n  x\n  b ${c}\n");
        assert_eq!(after("a: |\n  b ${c}\n", 0..0, "${X}\n"), "a: !Sub |\n  ${X}\n  b ${!c}\n");
        assert_eq!(
            after("a:\n  Fn::Base64: |\n    b\n", 0..1, "${X}"),
            "a:\n  Fn::Base64:\n    Fn::Sub: |\n      ${X}\n"
        );
        let text = "a: {\"Fn::Join\": [\"\", [\"b c\", {\"Ref\": \"X\"}, \" d\\n\", \"e\\n\"]]}\n";
        assert_eq!(after(text, 2..3, "f"), text.replace("b c", "b f"));
        assert_eq!(after(text, 10..12, ""), text.replace(", \"e\\n\"", ""));
        assert_eq!(after(text, 0..10, ""), text.replace("\"b c\", {\"Ref\": \"X\"}, \" d\\n\", ", ""));
        assert_eq!(after(text, 10..10, "f\n"), text.replace("\" d\\n\"", "\" d\\nf\\n\""));
        let named = after(text, 10..10, "${Y}\n");
        assert!(named.contains("Fn::Sub"), "{named}");
        let again = Document::parse(named);
        assert_eq!(MappedText::of(&again, &at()).unwrap().text(), "b c${X} d\n${Y}\ne\n");
        let split = after(text, 1..2, "${Y}");
        assert_eq!(MappedText::of(&Document::parse(split), &at()).unwrap().text(), "b${Y}c${X} d\ne\n");
        let (document, assembled) = read(text);
        assert_eq!(assembled.replace(&document, &[(4..5, "x".into())]), None);
    }

    #[test]
    fn several_parts_of_one_item_are_all_replaced() {
        for text in [
            "a: !Join ['', [\"ab cd ef\\n\", !Ref X, \" gh\\n\"]]\n",
            "a: {\"Fn::Base64\": {\"Fn::Join\": [\"\", [\"ab cd ef\\n\", {\"Ref\": \"X\"}, \" gh\\n\"]]}}\n",
        ] {
            let (document, assembled) = read(text);
            for parts in [
                vec![(0..2, "${P}"), (3..5, "${Q}"), (6..8, "${R}")],
                vec![(0..2, "x"), (3..5, "${Q}"), (6..8, "y")],
                vec![(3..5, "${Q}"), (6..8, "y"), (14..16, "${S}")],
                vec![(0..3, ""), (3..6, ""), (14..16, "z")],
            ] {
                let mut wanted = assembled.text().to_string();
                let parts: Vec<(Range<usize>, String)> =
                    parts.into_iter().map(|(range, new)| (range, new.to_string())).collect();
                for (range, new) in parts.iter().rev() {
                    wanted.replace_range(range.clone(), new);
                }
                let after = document.with_edits(&assembled.replace(&document, &parts).unwrap()).unwrap().0;
                assert_eq!(MappedText::of(&after, &at()).unwrap().text(), wanted, "{text} {parts:?}\n{}", after.text());
            }
        }
    }
}
