//! Taking values out of a document as pieces, for a new value that names them.

use super::super::fragment::Fragment;
use super::super::indicator::BLANK;
use super::super::node::Node;
use super::super::scalar::one_line;
use super::super::source_ref::{Part, named, placeholder};
use super::super::tree::AbsNode;
use super::super::value::ScalarType;
use super::super::{Mapping, TaggedValue, Value};
use super::geometry::{column, comment_behind, indentation, is_first_on_line, line_end};
use super::insert::sealed;
use super::set::header_end;
use super::*;

/// A value that names others, ready to be written.
#[derive(Default)]
pub(super) struct Resolved {
    /// With holes where the pieces stand.
    pub value: Value,
    /// As readers see it.
    pub meant: Value,
    /// Written anew, no holes.
    pub plain: Value,
    /// What stands in the holes.
    pub pieces: Vec<Fragment>,
    /// Where each piece stands now.
    pub places: Vec<(Id, Range<usize>)>,
}

/// True if the value names another, anywhere in it.
pub(super) fn names_any(value: &Value) -> bool {
    match value {
        Value::Tagged(tagged) => named(value).is_some() || names_any(&tagged.value),
        Value::Sequence(items) => items.iter().any(names_any),
        Value::Mapping(entries) => entries.iter().any(|(_, value)| names_any(value)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
    }
}

/// Takes what the value names. Anchors stay with what stands in the range `gone`, which the value replaces; a copy of
/// anything else has none.
pub(super) fn resolve(document: &Document, value: &Value, gone: &Range<usize>) -> Result<Resolved, EditError> {
    let mut taken = Resolved::default();
    (taken.value, taken.meant, taken.plain) = walk(document, value, gone, &mut taken)?;
    Ok(taken)
}

fn walk(
    document: &Document,
    value: &Value,
    gone: &Range<usize>,
    taken: &mut Resolved,
) -> Result<(Value, Value, Value), EditError> {
    if let Some(kept) = named(value) {
        let node = document.node(&kept.at).ok_or_else(|| EditError::Missing(kept.at.clone()))?;
        let (meant, plain) = match (kept.part, node.value()) {
            (Part::Inside, Value::Tagged(tagged)) => (tagged.value, node.untagged_literal_value()),
            (_, value) => (value, node.literal_value()),
        };
        let Some(piece) = piece_of(document, &kept.at, kept.part, gone) else {
            return Ok((plain.clone(), meant, plain));
        };
        taken.pieces.push(piece);
        taken.places.push((node.id(), node.span()));
        return Ok((placeholder(taken.pieces.len() - 1), meant, plain));
    }
    Ok(match value {
        Value::Sequence(items) => {
            let mut all = (Vec::new(), Vec::new(), Vec::new());
            for item in items {
                let (written, meant, plain) = walk(document, item, gone, taken)?;
                all.0.push(written);
                all.1.push(meant);
                all.2.push(plain);
            }
            (Value::Sequence(all.0), Value::Sequence(all.1), Value::Sequence(all.2))
        }
        Value::Mapping(entries) => {
            let mut all = (Mapping::new(), Mapping::new(), Mapping::new());
            for (key, value) in entries {
                let (written, meant, plain) = walk(document, value, gone, taken)?;
                all.0.insert(key.clone(), written);
                all.1.insert(key.clone(), meant);
                all.2.insert(key.clone(), plain);
            }
            (Value::Mapping(all.0), Value::Mapping(all.1), Value::Mapping(all.2))
        }
        Value::Tagged(tagged) => {
            let (written, meant, plain) = walk(document, &tagged.value, gone, taken)?;
            let again = |value| Value::Tagged(Box::new(TaggedValue { tag: tagged.tag.clone(), value }));
            (again(written), again(meant), again(plain))
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            (value.clone(), value.clone(), value.clone())
        }
    })
}

/// The value at a path as it stands; `None` if nothing is written there, or it is no entry of anything.
pub(super) fn piece_of(document: &Document, at: &Path, part: Part, gone: &Range<usize>) -> Option<Fragment> {
    let spot = spot(document, at).ok()?;
    let data = document.tree.abs(spot.value)?;
    let node = document.node(at)?;
    let is_alias = matches!(data.content, Content::Alias(_));
    let inside = part == Part::Inside && !is_alias;
    if (data.absent && data.tag.is_none()) || (inside && (data.anchor.is_some() || data.absent)) {
        return None;
    }
    let start = if inside { data.inner } else { data.start };
    let text = document.text();
    let entry = spot.parent.entry_start(spot.index);
    let mut piece = Fragment {
        column: column(document, start),
        list: matches!(data.content, Content::Sequence(_)),
        tagged: is_alias || (!inside && data.tag.is_some()),
        loose: if inside { flow_inside(node) } else { flow(node) },
        indent: indentation(document, entry).to_string(),
        body: body(document, start..data.end, gone, None)?,
        ..Fragment::default()
    };
    if spot.parent.is_flow() {
        piece.flow = Some(piece.body.clone());
        (piece.above, piece.tail) = beside_in_brackets(document, &spot, data.end);
        return Some(piece);
    }
    let chunk = spot.parent.chunk(spot.index);
    let seal = (chunk.end == text.len()).then(|| sealed(document, spot.parent, spot.index)).flatten();
    piece.body = body(document, start..data.end, gone, seal)?;
    piece.tail = text.get(data.end..chunk.end.max(data.end))?.to_string();
    piece.above =
        text.get(chunk.start..chunk.entry)?.lines().map(|line| line.trim_matches(BLANK).to_string()).collect();
    piece.above.retain(|line| !line.is_empty());
    piece.from = Some(spot.parent.column());
    let in_lines = data.style == Style::Block;
    piece.rel = in_lines.then(|| column(document, data.inner).checked_sub(spot.parent.column())).flatten();
    piece.bare = in_lines && start == data.inner;
    let mut sign = spot.parent.behind_sign(spot.index);
    if inside {
        sign = sign.max(header_end(document, &data, sign).min(start));
    }
    let line = line_end(text, sign);
    if line < start {
        piece.head = comment_behind(text, sign).unwrap_or_default().to_string();
        piece.gap = text.get(line..document.lines.start_of_line(start))?.to_string();
    }
    piece.of_dash = !spot.parent.is_mapping();
    piece.header = !piece.bare && !super::set::is_inline(&data);
    // At the end of the text it needs no line break, or its header says so by now.
    piece.ends_in_text = chunk.end < text.len() && spot.parent.ends_in_block_scalar(spot.index).is_some();
    piece.flow = flat(&data, &piece.body);
    Some(piece)
}

/// The text as it may stand in brackets; `None` for lines, and for words in which brackets would mean something.
fn flat(data: &AbsNode<'_>, body: &str) -> Option<String> {
    let special = data.style == Style::Plain
        && !matches!(data.content, Content::Alias(_))
        && body.contains([',', '[', ']', '{', '}']);
    let in_lines = matches!(data.style, Style::Block | Style::Literal | Style::Folded);
    (!special && !in_lines).then(|| body.to_string())
}

/// The text of a range, without anchors if it is a copy, with the header of the block scalar that ends it sealed.
fn body(
    document: &Document,
    range: Range<usize>,
    gone: &Range<usize>,
    seal: Option<(Range<usize>, String)>,
) -> Option<String> {
    let text = document.text();
    let mut cuts: Vec<(Range<usize>, String)> = Vec::new();
    let is_copy = range.start < gone.start || range.end > gone.end;
    if document.tree.anchored && is_copy {
        let anchors = (0..document.tree.nodes.len()).filter_map(|id| document.tree.abs(id)?.anchor);
        let own = anchors.filter(|anchor| range.start <= anchor.0 && anchor.1 <= range.end);
        cuts.extend(own.map(|(start, end)| {
            let blank = usize::from(text.get(end..).is_some_and(|rest| rest.starts_with(' ')));
            (start..end + blank, String::new())
        }));
    }
    cuts.extend(seal.filter(|seal| range.start <= seal.0.start && seal.0.end <= range.end));
    cuts.sort_by_key(|cut| cut.0.start);
    let mut written = String::new();
    let mut at = range.start;
    for (cut, to) in cuts {
        written.push_str(text.get(at..cut.start)?);
        written.push_str(&to);
        at = cut.end;
    }
    written.push_str(text.get(at..range.end.max(at))?);
    Some(written)
}

/// Comments above an entry in brackets, and the one behind it and its comma.
fn beside_in_brackets(document: &Document, spot: &Spot<'_>, end: usize) -> (Vec<String>, String) {
    let text = document.text();
    let entry = spot.parent.entry_start(spot.index);
    let mut above = Vec::new();
    if document.is_json() {
        return (above, String::new());
    }
    let mut line = document.lines.start_of_line(entry);
    while is_first_on_line(document, entry) && line > spot.parent.data.inner {
        let before = document.lines.start_of_line(line - 1);
        let content = text.get(before..line).unwrap_or_default().trim_matches(BLANK);
        if !content.starts_with('#') || before < spot.parent.data.inner {
            break;
        }
        above.insert(0, content.to_string());
        line = before;
    }
    let rest = text.get(end..).unwrap_or_default();
    let blank = rest.len() - rest.trim_start_matches([' ', '\t']).len();
    let comma = text.get(end + blank..).is_some_and(|rest| rest.starts_with(','));
    let behind = if comma { end + blank + 1 } else { end };
    (above, comment_behind(text, behind).unwrap_or_default().to_string())
}

/// A value on one line; `None` where it has an anchor, stands for one, or has a tag of YAML's own.
fn flow(node: Node<'_>) -> Option<String> {
    let own = |tag: &&str| tag.starts_with("!!") || tag.starts_with("!<");
    if node.is_alias() || node.anchor().is_some() || node.tag().as_ref().is_some_and(own) {
        return None;
    }
    let value = flow_inside(node)?;
    Some(node.tag().map_or(value.clone(), |tag| format!("{tag} {value}")))
}

/// The same without its tag.
fn flow_inside(node: Node<'_>) -> Option<String> {
    let text = |text: &str| one_line(text, Place::Flow, Quoting::Plain(Quote::Double));
    Some(match node.kind() {
        Kind::Scalar if node.is_null() => "null".into(),
        Kind::Scalar if node.scalar_type() != ScalarType::Text => node.source().to_string(),
        Kind::Scalar => text(node.scalar().unwrap_or_default()),
        Kind::Sequence => format!("[{}]", node.items().map(flow).collect::<Option<Vec<_>>>()?.join(", ")),
        Kind::Mapping => {
            let entries = node.entries().map(|entry| {
                let key = entry.key_node;
                let name = match key.scalar_type() {
                    ScalarType::Text => text(key.scalar()?),
                    _ => key.source().to_string(),
                };
                Some(format!("{name}: {}", flow(entry.value)?))
            });
            format!("{{{}}}", entries.collect::<Option<Vec<_>>>()?.join(", "))
        }
    })
}
