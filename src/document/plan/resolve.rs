//! Resolution of references in a new value: nodes of the document become fragments of source.

use super::super::fragment::Fragment;
use super::super::indicator::BLANK;
use super::super::node::Node;
use super::super::scalar::one_line;
use super::super::tree::AbsNode;
use super::super::value::{SourcePart, SourceRef};
use super::super::{ScalarType, Value};
use super::geometry::{column, comment_after, indentation, is_first_on_line, line_end};
use super::insert::sealed;
use super::set::header_end;
use super::*;

/// A new value whose references to nodes of the document are resolved.
#[derive(Default)]
pub(super) struct Resolved {
    /// The value with placeholders for the fragments.
    pub value: Value,
    /// The value as a reader loads it.
    pub loaded: Value,
    /// The value with references replaced by literal values.
    pub literal: Value,
    pub fragments: Vec<Fragment>,
    /// Node and span that each fragment is copied from.
    pub places: Vec<(Id, Range<usize>)>,
}

/// Resolves the references of a value. Anchors in the range `replaced`, which the value replaces, are kept; other
/// copies have none.
pub(super) fn resolve(document: &Document, value: &Value, replaced: &Range<usize>) -> Result<Resolved, EditError> {
    let mut fragments = Vec::new();
    let mut places = Vec::new();
    let node = |source: &SourceRef| document.node(&source.at).ok_or_else(|| EditError::Missing(source.at.clone()));
    let literal = |source: &SourceRef| {
        let node = node(source)?;
        Ok(match (source.part, node.value()) {
            (SourcePart::Untagged, Value::Tagged(..)) => node.untagged_literal_value(),
            _ => node.literal_value(),
        })
    };
    let placeholders = value.map_source_refs(&mut |source| {
        let Some(fragment) = fragment_of(document, &source.at, source.part, replaced) else { return literal(source) };
        let node = node(source)?;
        fragments.push(fragment);
        places.push((node.id(), node.span()));
        Ok(Value::Source(SourceRef { fragment: Some(fragments.len() - 1), ..source.clone() }))
    })?;
    let loaded = value.map_source_refs(&mut |source| {
        Ok(match (source.part, node(source)?.value()) {
            (SourcePart::Untagged, Value::Tagged(_, value)) => *value,
            // A value that is written again is loaded as its literal.
            (_, value) => value,
        })
    })?;
    Ok(Resolved { value: placeholders, loaded, literal: value.map_source_refs(&mut { literal })?, fragments, places })
}

/// The source of the value at a path; `None` if it is absent or the root.
pub(super) fn fragment_of(document: &Document, at: &Path, part: SourcePart, gone: &Range<usize>) -> Option<Fragment> {
    let spot = spot(document, at).ok()?;
    let data = document.tree.abs(spot.value)?;
    let node = document.node(at)?;
    let is_alias = matches!(data.content, NodeContent::Alias(_));
    let inside = part == SourcePart::Untagged && !is_alias;
    if (data.absent && data.tag.is_none()) || (inside && (data.anchor.is_some() || data.absent)) {
        return None;
    }
    let start = if inside { data.inner } else { data.start };
    let text = document.text();
    let entry = spot.parent.entry_start(spot.index);
    let mut fragment = Fragment {
        column: column(document, start),
        is_sequence: matches!(data.content, NodeContent::Sequence(_)),
        starts_with_tag: is_alias || (!inside && data.tag.is_some()),
        reformatted: if inside { flow_inside(node) } else { flow(node) },
        indent: indentation(document, entry).to_string(),
        source: body(document, start..data.end, gone, None)?,
        ..Fragment::default()
    };
    if spot.parent.is_flow() {
        fragment.flow = Some(fragment.source.clone());
        (fragment.leading_comments, fragment.trailing_trivia) = beside_in_brackets(document, &spot, data.end);
        return Some(fragment);
    }
    let chunk = spot.parent.chunk(spot.index);
    let seal = (chunk.end == text.len()).then(|| sealed(document, spot.parent, spot.index)).flatten();
    fragment.source = body(document, start..data.end, gone, seal)?;
    fragment.trailing_trivia = text.get(data.end..chunk.end.max(data.end))?.to_string();
    fragment.leading_comments =
        text.get(chunk.start..chunk.entry)?.lines().map(|line| line.trim_matches(BLANK).to_string()).collect();
    fragment.leading_comments.retain(|line| !line.is_empty());
    fragment.entry_column = Some(spot.parent.column());
    let in_lines = data.style == Style::Block;
    fragment.inset = in_lines.then(|| column(document, data.inner).checked_sub(spot.parent.column())).flatten();
    fragment.starts_with_entry = in_lines && start == data.inner;
    let mut sign = spot.parent.after_indicator(spot.index);
    if inside {
        sign = sign.max(header_end(document, &data, sign).min(start));
    }
    let line = line_end(text, sign);
    if line < start {
        fragment.key_comment = comment_after(text, sign).unwrap_or_default().to_string();
        fragment.separator = text.get(line..document.lines.start_of_line(start))?.to_string();
    }
    fragment.in_sequence = !spot.parent.is_mapping();
    fragment.has_header_line = !fragment.starts_with_entry && !super::set::is_inline(&data);
    // At the end of a text no line break is needed, or the header was changed.
    fragment.ends_in_block_scalar = chunk.end < text.len() && spot.parent.ends_in_block_scalar(spot.index).is_some();
    fragment.flow = flat(&data, &fragment.source);
    Some(fragment)
}

/// The source, if it is valid in brackets: not several lines, and no plain text with brackets or commas.
fn flat(data: &AbsNode<'_>, body: &str) -> Option<String> {
    let special = data.style == Style::Plain
        && !matches!(data.content, NodeContent::Alias(_))
        && body.contains([',', '[', ']', '{', '}']);
    let in_lines = matches!(data.style, Style::Block | Style::Literal | Style::Folded);
    (!special && !in_lines).then(|| body.to_string())
}

/// The source of a range, without anchors if it is a copy, with the changed header of the block scalar that ends it.
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

/// Comments above an entry in brackets, and the comment after it and its comma.
fn beside_in_brackets(document: &Document, spot: &EntryContext<'_>, end: usize) -> (Vec<String>, String) {
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
    (above, comment_after(text, behind).unwrap_or_default().to_string())
}

/// A value on one line; `None` if it has an anchor, is an alias, or has a tag of YAML's own.
fn flow(node: Node<'_>) -> Option<String> {
    let own = |tag: &&str| tag.starts_with("!!") || tag.starts_with("!<");
    if node.is_alias() || node.anchor().is_some() || node.tag().as_ref().is_some_and(own) {
        return None;
    }
    let value = flow_inside(node)?;
    Some(node.tag().map_or(value.clone(), |tag| format!("{tag} {value}")))
}

/// A value on one line without its tag.
fn flow_inside(node: Node<'_>) -> Option<String> {
    let text = |text: &str| one_line(text, ScalarContext::Flow, Quoting::Plain(Quote::Double));
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
