//! References to one name that become references to another: `Ref`, attributes, arguments of commands.

use std::ops::Range;

use serde_json::json;

use crate::document::{Document, Edit, Path, Step};
use crate::template::function::{Spelling, from_json};
use crate::template::reference::{How, Use};
use crate::template::resource::attribute;
use crate::template::{Template, section};

/// Bytes of a text and what stands there then.
type Parts = Vec<(Range<usize>, String)>;

/// Changes of texts and of functions, gathered.
#[derive(Default)]
pub(super) struct Rewrites {
    texts: Vec<(Path, Parts)>,
    functions: Vec<Edit>,
}

impl Rewrites {
    /// Other text in place of a part of a scalar's.
    pub(super) fn text(&mut self, at: &Path, span: Range<usize>, to: String) {
        let part = (span, to);
        match self.texts.iter_mut().find(|text| text.0 == *at) {
            Some(text) if text.1.contains(&part) => {}
            Some(text) => text.1.push(part),
            None => self.texts.push((at.clone(), vec![part])),
        }
    }

    /// The name alone becomes another.
    pub(super) fn name(&mut self, one: &Use, to: &str) {
        self.text(&one.at, one.span.clone(), to.to_string());
    }

    /// The use becomes `Ref` of a name, or one of its attributes.
    pub(super) fn becomes(&mut self, document: &Document, one: &Use, name: &str, attribute: Option<&str>) {
        let whole = attribute.map_or(name.to_string(), |attribute| format!("{name}.{attribute}"));
        let text = document.scalar(&one.at).unwrap_or_default();
        match (one.how, attribute) {
            (How::Sub, _) => {
                let end = text.get(one.span.end..).and_then(|rest| rest.find('}'));
                self.text(&one.at, one.span.start..end.map_or(one.span.end, |end| one.span.end + end), whole);
            }
            (How::Ref, None) => self.name(one, name),
            (How::GetAtt, Some(_)) if text.contains('.') => self.text(&one.at, 0..text.len(), whole),
            (How::GetAtt, Some(attribute)) => {
                let other = one.at.parent().unwrap_or_default().join(1);
                self.name(one, name);
                self.text(&other, 0..document.scalar(&other).unwrap_or_default().len(), attribute.to_string());
            }
            _ => {
                let json = match attribute {
                    Some(attribute) => json!({ "Fn::GetAtt": [name, attribute] }),
                    None => json!({ "Ref": name }),
                };
                let value = from_json(&json, Spelling::of(document));
                self.functions.push(Edit::Set { at: function_of(document, &one.at), value });
            }
        }
    }

    /// One edit a text, and one a function.
    pub(super) fn edits(self) -> Vec<Edit> {
        let texts = self.texts.into_iter().map(|(at, parts)| Edit::ReplaceInScalar { at, parts });
        texts.chain(self.functions).collect()
    }
}

/// Where the function is whose argument stands at a path.
fn function_of(document: &Document, at: &Path) -> Path {
    let is_short = |at: &Path| document.node(at).is_some_and(|node| node.tag().is_some());
    let up = |at: &Path| at.parent().unwrap_or_default();
    let argument = match at.last() {
        Some(Step::Index(_)) => up(at),
        Some(Step::Key(_)) | None => at.clone(),
    };
    if is_short(&argument) || !matches!(argument.last_key(), Some("Ref" | "Fn::GetAtt")) {
        return if is_short(at) { at.clone() } else { argument };
    }
    up(&argument)
}

/// The attribute that a use asks for; `None` for the name alone.
pub(super) fn attribute_of(document: &Document, one: &Use) -> Option<String> {
    let text = document.scalar(&one.at)?;
    match one.how {
        How::Sub => {
            let rest = text.get(one.span.end..)?.strip_prefix('.')?;
            rest.find('}').and_then(|end| rest.get(..end)).map(str::to_string)
        }
        How::GetAtt => match text.split_once('.') {
            Some((_, attribute)) => Some(attribute.to_string()),
            None => document.scalar(&one.at.parent()?.join(1)).map(str::to_string),
        },
        _ => None,
    }
}

/// The entry that holds a use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Owner<'d> {
    /// An output, by name.
    Output(&'d str),
    /// A resource: logical id and type.
    Resource(&'d str, &'d str),
    /// Anything else.
    Other,
}

/// The entry that holds a path.
pub(super) fn owner_of<'d>(document: &'d Document, at: &Path) -> Owner<'d> {
    let keys: Vec<&str> = at.steps().iter().take(2).map_while(Step::key).collect();
    let name = |section: &str, name: &str| {
        let node = Template::of(document).section(section)?;
        node.entry(name).map(|entry| (entry.key(), entry.value))
    };
    match keys.as_slice() {
        [section::OUTPUTS, output] => {
            name(section::OUTPUTS, output).map_or(Owner::Other, |found| Owner::Output(found.0))
        }
        [section::RESOURCES, id] => name(section::RESOURCES, id).map_or(Owner::Other, |(id, node)| {
            let kind = node.get(attribute::TYPE).and_then(|kind| kind.scalar());
            Owner::Resource(id, kind.unwrap_or_default())
        }),
        _ => Owner::Other,
    }
}

/// The first two steps of a path: the entry of the section that it lies in.
pub(super) fn entry_of(at: &Path) -> Path {
    at.steps().iter().take(2).cloned().collect()
}
