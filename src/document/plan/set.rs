//! Setting of a value: the text after a key or dash changes, the comment beside it stays.

use super::super::fragment::After;
use super::super::fragment::{Fidelity, Fragment};
use super::super::indicator::BLANK;
use super::super::tree::AbsNode;
use super::super::write::{Writer, spaced};
use super::super::{Mapping, Value};
use super::geometry::{
    column, comment_after, indentation, is_first_on_line, line_end, line_end_with_comment, next_line,
};
use super::*;

pub(super) fn set(document: &Document, at: &Path, value: &Value) -> Result<Replacements, EditError> {
    set_with(document, at, value, (&[], Fidelity::Verbatim))
}

/// Sets a value whose placeholders are replaced by fragments.
pub(super) fn set_with(
    document: &Document,
    at: &Path,
    value: &Value,
    (fragments, fidelity): (&[Fragment], Fidelity),
) -> Result<Replacements, EditError> {
    if at.is_root() {
        return set_root(document, value);
    }
    let spot = spot(document, at)?;
    let old = &document.tree.abs(spot.value).ok_or_else(|| EditError::Missing(at.clone()))?;
    check_anchors(document, old.start..old.end, Some(spot.value), &[])?;
    let parent = &spot.parent;
    let anchor = old.anchor.and_then(|(start, end)| document.text.get(start..end));
    if parent.is_flow() {
        let writer = Writer { fragments, fidelity, ..Writer::new(&document.format) };
        return set_in_brackets(document, &spot, old, value, (anchor, writer));
    }
    if parent.is_mapping() && parent.colon(spot.index).is_none() {
        return Err(EditError::Unwritable(
            "The key behind `?` has no colon. Write one on the line below it, in the text.",
        ));
    }
    let behind = if parent.is_mapping() { After::Colon } else { After::Dash };
    let column = parent.column();
    let writer = Writer { fragments, fidelity, ..writer_for(document, &spot, old, value, column) };
    let written = match (anchor, behind, value) {
        // A collection after an anchor starts on its own line.
        (Some(_), After::Dash, Value::Mapping(_)) => {
            writer.block(value, (column + 2).saturating_sub(document.format.step), After::Colon)?
        }
        (Some(_), After::Dash, Value::Sequence(_)) => {
            writer.block(value, (column + 2).saturating_sub(document.format.dash), After::Colon)?
        }
        _ => writer.block(value, column, behind)?,
    };
    let written = match anchor {
        Some(anchor) => format!("{anchor}{}", spaced(&written)),
        None => written,
    };
    let after = parent.after_indicator(spot.index);
    let old_inline = is_inline(old);
    let one_line = !written.contains(['\n', '\r']);
    if one_line && old_inline && !old.absent {
        return Ok(vec![(old.start..old.end, written)]);
    }
    let text = document.text();
    if behind == After::Dash
        && let Some(replacements) = set_below_dash(document, &writer, old, value, after, anchor)?
    {
        return Ok(replacements);
    }
    let (end, comment) = if old_inline {
        let end = old.end.max(after);
        // Trailing spaces would become part of a block scalar.
        (line_end_with_comment(text, end), comment_after(text, end).unwrap_or_default())
    } else {
        // The comment beside the last line is removed with the value; the one beside the key stays.
        let end = line_end_with_comment(text, old.end);
        (end, comment_after(text, header_end(document, old, after)).unwrap_or_default())
    };
    let broken = written.find(['\n', '\r']).unwrap_or(written.len());
    let (first, rest) = (written.get(..broken).unwrap_or_default(), written.get(broken..).unwrap_or_default());
    let mut new = format!("{}{comment}{rest}", spaced(first));
    if writer.ends_in_lines(value) && end == text.len() {
        new.push_str(document.format.eol);
    }
    Ok(vec![(after..end, new)])
}

/// Sets an item that starts on the line below its dash; the line of the dash stays.
fn set_below_dash(
    document: &Document,
    writer: &Writer<'_>,
    old: &AbsNode<'_>,
    value: &Value,
    after: usize,
    anchor: Option<&str>,
) -> Result<Option<Replacements>, EditError> {
    let below = old.style == Style::Block && line_end(document.text(), after) < old.start && anchor.is_none();
    let Some(lines) = column(document, old.start).checked_sub(2).filter(|_| below) else { return Ok(None) };
    let in_lines = matches!(value, Value::Sequence(_) | Value::Mapping(_));
    let dash = column(document, after).saturating_sub(1);
    let mut written = writer.block(value, if in_lines { lines } else { dash }, After::Dash)?;
    let mut end = old.end;
    if writer.ends_in_lines(value) {
        // Spaces and a comment on the last line would become part of the block scalar.
        end = line_end_with_comment(document.text(), old.end);
        if end == document.text.len() {
            written.push_str(document.format.eol);
        }
    }
    Ok(Some(vec![(old.start..end, written)]))
}

/// True if the value starts on the line of its key or dash.
pub(super) fn is_inline(node: &AbsNode<'_>) -> bool {
    !matches!(node.style, Style::Block | Style::Literal | Style::Folded)
}

/// End of the text after the colon on the first line of a block value: tag, anchor, `|`.
pub(super) fn header_end(document: &Document, old: &AbsNode<'_>, after: usize) -> usize {
    match old.style {
        Style::Literal | Style::Folded => {
            let header = document.text.get(old.inner..).unwrap_or_default();
            old.inner + header.find(BLANK).unwrap_or(header.len())
        }
        _ => [old.tag, old.anchor].into_iter().flatten().map(|(_, end)| end).fold(after, usize::max),
    }
}

pub(super) fn writer_for<'d>(
    document: &'d Document,
    spot: &EntryContext<'_>,
    old: &AbsNode<'_>,
    value: &Value,
    column: usize,
) -> Writer<'d> {
    let format = &document.format;
    let quoting = match (&old.content, old.style) {
        // Empty text always needs quotes; they show no preference.
        (NodeContent::Scalar(text), _) if text.is_empty() => spot.parent.quoting(false),
        (NodeContent::Scalar(_), Style::Single) => Quoting::Always(Quote::Single),
        (NodeContent::Scalar(_), Style::Double) => Quoting::Always(Quote::Double),
        (NodeContent::Scalar(_), Style::Plain) if !old.absent => Quoting::Plain(format.quote),
        _ => spot.parent.quoting(false),
    };
    let in_lines = matches!(old.style, Style::Literal | Style::Folded);
    let quoted_lines =
        matches!(&old.content, NodeContent::Scalar(text) if text.contains('\n')) && old.style == Style::Double;
    let literal_indent = old.indent.and_then(|indent| indent.checked_sub(column)).filter(|indent| *indent > 0);
    let deep = column + literal_indent.unwrap_or(format.step);
    let follows = follows(document, old.end.max(spot.parent.after_indicator(spot.index)), deep);
    Writer {
        quoting,
        key_quoting: spot.parent.quoting(true),
        flow: old.style == Style::Flow && !is_empty(old),
        literal: in_lines && !matches!(text_of(value), Some("") | None),
        literal_indent,
        may_literal: follows.may_literal && !quoted_lines,
        may_keep: follows.may_keep,
        ..Writer::new(format)
    }
}

fn text_of(value: &Value) -> Option<&str> {
    match value {
        Value::String(text) => Some(text),
        Value::Tagged(_, value) => text_of(value),
        _ => None,
    }
}

pub(super) fn is_empty(node: &AbsNode<'_>) -> bool {
    match &node.content {
        NodeContent::Sequence(items) => items.is_empty(),
        NodeContent::Mapping(entries) => entries.is_empty(),
        _ => false,
    }
}

/// What follows a block scalar that ends at `end`.
pub(super) struct Follows {
    /// No comment or line of spaces follows that is deep enough to become part of the text.
    pub may_literal: bool,
    /// No blank line follows that `|+` would include.
    pub may_keep: bool,
}

pub(super) fn follows(document: &Document, end: usize, deep: usize) -> Follows {
    let text = document.text();
    let mut at = end;
    // A CR at the end of the value and an LF after it would become one line break.
    let mixed =
        document.format.eol == "\r" && text.get(line_end(text, end)..).is_some_and(|rest| rest.starts_with('\n'));
    let mut may_keep = !mixed;
    while let Some(next) = next_line(text, at) {
        let line = text.get(next..line_end(text, next)).unwrap_or_default();
        at = next;
        if line.trim_matches(BLANK).is_empty() {
            if line.len() > deep || line.contains('\t') {
                // Spaces deeper than the text would become part of it.
                return Follows { may_literal: false, may_keep: false };
            }
            // A line break at the end of the text is not a blank line.
            may_keep &= next == text.len();
            continue;
        }
        let lead = line.len() - line.trim_start_matches(' ').len();
        let may_literal = !(line.trim_start_matches(BLANK).starts_with('#') && lead >= deep);
        return Follows { may_literal, may_keep: may_keep && may_literal };
    }
    Follows { may_literal: true, may_keep }
}

pub(super) fn set_in_brackets(
    document: &Document,
    spot: &EntryContext<'_>,
    old: &AbsNode<'_>,
    value: &Value,
    (anchor, writer): (Option<&str>, Writer<'_>),
) -> Result<Replacements, EditError> {
    let place = place_in(document, true);
    let quoting = match (&old.content, old.style) {
        (NodeContent::Scalar(_), Style::Single) => Quoting::Always(Quote::Single),
        (NodeContent::Scalar(_), Style::Double) => Quoting::Always(Quote::Double),
        _ => spot.parent.quoting(false),
    };
    let writer = Writer { quoting, key_quoting: spot.parent.quoting(true), ..writer };
    let entry = spot.parent.entry_start(spot.index);
    let lines = (place == ScalarContext::Json && document.format.json_lines).then(|| indentation(document, entry));
    let written = writer.brackets(value, place, lines)?;
    let written = match anchor {
        Some(anchor) => format!("{anchor} {written}"),
        None => written,
    };
    if !old.absent {
        return Ok(vec![(old.start..old.end, written)]);
    }
    // `{a: }` has a colon, `{a}` has none; a tag may be alone.
    match spot.parent.colon(spot.index) {
        Some(colon) => Ok(vec![(colon + 1..old.end.max(colon + 1), format!(" {written}"))]),
        None if spot.parent.is_mapping() => {
            let end = spot.parent.end_of(spot.index);
            let key = spot.parent.pair(spot.index).and_then(|pair| document.tree.abs(pair.0?));
            let start = spot.parent.entry_start(spot.index);
            if document.text().get(start..end).is_some_and(|key| key.contains(['\n', '\r'])) {
                return Err(EditError::Unwritable(
                    "The key spans several lines and has no colon. Write it on one line, in the text.",
                ));
            }
            // A colon would become part of the name of an anchor, alias or tag.
            let is_name = key.is_some_and(|key| key.absent || matches!(key.content, NodeContent::Alias(_)));
            Ok(vec![(end..end, format!("{}: {written}", if is_name { " " } else { "" }))])
        }
        None => Ok(vec![(old.start..old.end, written)]),
    }
}

fn set_root(document: &Document, value: &Value) -> Result<Replacements, EditError> {
    let format = &document.format;
    let text = document.text();
    let Some(root) =
        document.tree.root.and_then(|root| document.tree.abs(root)).filter(|root| !root.absent || root.tag.is_some())
    else {
        // The value is written after all comments, before a line that ends the document.
        let mut dots = text.match_indices("...").map(|(at, _)| at);
        let end = dots.find(|&at| is_first_on_line(document, at)).unwrap_or(text.len());
        let lead = if column(document, end) > 0 { format.eol } else { "" };
        let written = root_text(document, value, end == text.len())?;
        return Ok(vec![(end..end, format!("{lead}{written}{}", format.eol))]);
    };
    check_anchors(document, root.start..root.end, None, &[])?;
    if document.is_json() {
        let lines = format.json_lines.then(|| indentation(document, root.start));
        return Ok(vec![(root.start..root.end, Writer::new(format).brackets(value, ScalarContext::Json, lines)?)]);
    }
    // Blank lines and comments at the end would become part of a block scalar.
    let rest = text.get(root.end..).unwrap_or_default();
    let alone = rest.trim_matches(BLANK).is_empty();
    let lines = Writer::new(format).ends_in_lines(value);
    let end = if alone && lines { text.len() } else { root.end };
    let mut written = root_text(document, value, alone)?;
    if matches!(root.style, Style::Literal | Style::Folded) || column(document, root.start) > 0 {
        written.insert_str(0, format.eol);
    }
    if lines && end == text.len() {
        written.push_str(format.eol);
    }
    Ok(vec![(root.start..end, written)])
}

/// The text of a root value, at column 0. `alone` if only white space follows it.
fn root_text(document: &Document, value: &Value, alone: bool) -> Result<String, EditError> {
    let may_literal = text_of(value).is_none() && alone;
    let writer = Writer { may_literal, may_keep: alone, ..Writer::new(&document.format) };
    let written = match value {
        Value::Mapping(entries) if !entries.is_empty() => {
            let lines: Result<Vec<_>, _> = entries
                .iter()
                .map(|(key, value)| {
                    let key = writer.key(key, ScalarContext::Block)?;
                    Ok(format!("{key}:{}", spaced(&writer.block(value, 0, After::Colon)?)))
                })
                .collect();
            lines?.join(document.format.eol)
        }
        Value::Sequence(items) if !items.is_empty() => {
            let lines: Result<Vec<_>, EditError> =
                items.iter().map(|item| Ok(format!("-{}", spaced(&writer.block(item, 0, After::Dash)?)))).collect();
            lines?.join(document.format.eol)
        }
        _ => writer.brackets(value, ScalarContext::Block, None)?,
    };
    Ok(written)
}

/// An empty collection with the kind and tag of `node`.
pub(super) fn emptied(node: Node<'_>) -> Value {
    let value = match node.kind() {
        Kind::Sequence => Value::Sequence(Vec::new()),
        Kind::Mapping => Value::Mapping(Mapping::new()),
        Kind::Scalar => node.value(),
    };
    match node.tag() {
        Some(tag) if node.kind() != Kind::Scalar => Value::tagged(tag, value),
        _ => value,
    }
}
