//! Replacement of parts of a text: quotes, folding, escapes and all other parts keep their source.

use super::super::tree::AbsNode;
use super::super::{ScalarType, Value};
use super::set::set;
use super::*;

/// Replaces the parts `parts` of the scalar at `at`.
///
/// Sets the whole scalar where a part has no unique place in the source, or the new source would be loaded as another
/// value.
pub(super) fn replace_in_scalar(
    document: &Document,
    at: &Path,
    parts: &[(Range<usize>, String)],
) -> Result<Replacements, EditError> {
    let node = document.node(at).ok_or_else(|| EditError::Missing(at.clone()))?;
    let text = node.scalar().ok_or(EditError::Unwritable("Only a text has words to change."))?;
    let mut parts: Vec<&(Range<usize>, String)> = parts.iter().collect();
    parts.sort_by_key(|part| part.0.start);
    let new = replaced(text, parts.iter().map(|part| (part.0.clone(), part.1.as_str())))?;
    if !node.is_alias()
        && let Some(placed) = document.tree.abs(node.id())
        && let Some(replacements) = in_place(document, at, &placed, text, &parts, &new)
    {
        return Ok(replacements);
    }
    let value = match node.tag() {
        Some(tag) => Value::tagged(tag, new),
        None => Value::from(new),
    };
    set(document, at, &value)
}

/// `text` with disjoint ranges, in order, replaced.
fn replaced<'p>(text: &str, parts: impl Iterator<Item = (Range<usize>, &'p str)>) -> Result<String, EditError> {
    let outside = EditError::Unwritable("The words to change are not in the text.");
    let mut new = String::new();
    let mut end = 0;
    for (range, to) in parts {
        new.push_str(text.get(end..range.start).ok_or_else(|| outside.clone())?);
        new.push_str(to);
        end = range.end;
    }
    new.push_str(text.get(end..).ok_or(outside)?);
    Ok(new)
}

/// Offset of a part of a scalar's text in its source; `None` if that is not certain, because escapes and folding may
/// hide an occurrence or create one. Both sides must have the same number of occurrences.
fn written_at(text: &str, part: &Range<usize>, source: &str) -> Option<usize> {
    let part_text = text.get(part.clone()).filter(|part| !part.is_empty())?;
    let place = text.match_indices(part_text).position(|(start, _)| start == part.start)?;
    let mut written = source.match_indices(part_text);
    let start = written.nth(place)?.0;
    (text.match_indices(part_text).count() == place + 1 + written.count()).then_some(start)
}

/// The bytes in which a part of the text of the scalar at `at` is written; `None` if it is written with other signs.
pub(in crate::document) fn span_of_part(document: &Document, at: &Path, part: &Range<usize>) -> Option<Range<usize>> {
    let node = document.node(at)?;
    let span = node.span();
    let source = document.tree_text().get(span.clone())?;
    // The header of a block scalar may hold a comment.
    let header = match node.style() {
        Style::Literal | Style::Folded => source.find('\n').map_or(0, |at| at + 1),
        Style::Plain | Style::Single | Style::Double | Style::Block | Style::Flow => 0,
    };
    let start = span.start + header + written_at(node.scalar()?, part, source.get(header..)?)?;
    Some(start..start + part.len())
}

/// The line, from 1, of a part of the text of the scalar at `at`.
pub(in crate::document) fn line_of_part(document: &Document, at: &Path, part: &Range<usize>) -> Option<usize> {
    span_of_part(document, at, part).map(|span| document.tree_lines().line_of(span.start))
}

/// Replacements of the parts in the source; `None` if a part is not found or the result would be loaded as another
/// text.
fn in_place(
    document: &Document,
    at: &Path,
    placed: &AbsNode<'_>,
    text: &str,
    parts: &[&(Range<usize>, String)],
    new: &str,
) -> Option<Replacements> {
    let source = document.text.get(placed.inner..placed.end)?;
    let in_lines = matches!(placed.style, Style::Literal | Style::Folded);
    // The header line may hold a comment.
    let header = if in_lines { source.find('\n')? + 1 } else { 0 };
    let body = source.get(header..)?;
    let mut replacements = Replacements::new();
    for (range, to) in parts {
        let old = text.get(range.clone()).filter(|old| !old.is_empty())?;
        let whole = range.len() == text.len();
        if whole && placed.style == Style::Plain || to.is_empty() || to.contains(['\n', '\r']) {
            return None;
        }
        let start = placed.inner + header + written_at(text, range, body)?;
        replacements.push((start..start + old.len(), to.clone()));
    }
    if in_lines {
        // A block scalar has no escapes; only a space at the end of a line could change its meaning.
        let blank = |part: &&(Range<usize>, String)| part.1.starts_with([' ', '\t']) || part.1.ends_with([' ', '\t']);
        return (!parts.iter().any(blank)).then_some(replacements);
    }
    let rewritten = replaced(
        source,
        replacements.iter().map(|(range, to)| (range.start - placed.inner..range.end - placed.inner, to.as_str())),
    );
    let rewritten = rewritten.ok()?;
    let flow = spot(document, at).is_ok_and(|spot| spot.parent.is_flow());
    let alone = Document::parse(if flow { format!("[{rewritten}]\n") } else { format!("- {rewritten}\n") });
    let read = alone.root().filter(|root| root.len() == 1)?.item(0)?;
    let tagged = placed.tag.is_some();
    let is_text = tagged || placed.style != Style::Plain || ScalarType::of(new) == ScalarType::Text;
    (is_text && read.scalar() == Some(new) && read.style() == placed.style && read.tag().is_none())
        .then_some(replacements)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Replaces every `Old` in the text at `a` by `to`.
    fn amended(text: &str, to: &str) -> String {
        let mut document = Document::parse(text);
        let at = Path::root().join("a");
        let meaning = document.scalar(&at).unwrap().to_string();
        let parts = meaning.match_indices("Old").map(|(start, old)| (start..start + old.len(), to.to_string()));
        let edit = Edit::ReplaceInScalar { at: at.clone(), parts: parts.collect() };
        document.edit(&edit).unwrap();
        assert_eq!(document.scalar(&at), Some(meaning.replace("Old", to).as_str()), "{text}");
        document.text().to_string()
    }

    #[test]
    fn replacement_keeps_the_rest_of_the_source_in_every_style() {
        for text in [
            "a: x Old y # Old\nb: Old\n",
            "a: 'it''s Old'   # c\n",
            "a: \"\\tOld \\u00e9 \\/ Old\\n\"\n",
            "a: >-\n   Old\n   folded\n\n   Old\nb: 1\n",
            "a: | # Old\n  #!/bin/bash\n  run Old\n\n\n",
            "a: |2\n    Old\n  x\n",
            "a: one\n  Old\n  two Old\n",
            "a: \"x\n  Old \\\n  y\"\n",
            "a: !Sub \"${Old.Arn}\"\n",
            "{\"a\": \"\\u0041 Old\\nOld\", \"b\": 1}\n",
            "{a: x Old, b: 1}\n",
        ] {
            let new = amended(text, "Newer");
            let (own, comment) =
                text.split_once(" #").map_or((text, String::new()), |(own, rest)| (own, format!(" #{rest}")));
            let wanted = match text.strip_prefix("a: | # Old\n") {
                // The comment of a block scalar's header comes before its text.
                Some(body) => format!("a: | # Old\n{}", body.replace("Old", "Newer")),
                None => own.replace("Old", "Newer") + &comment,
            };
            assert_eq!(new, wanted);
        }
    }

    #[test]
    fn scalar_is_set_where_replacement_would_change_its_meaning() {
        assert_eq!(amended("a: Old\n", "no"), "a: \"no\"\n");
        assert_eq!(amended("a: !Ref Old\n", "New"), "a: !Ref New\n");
        assert_eq!(amended("a: 'Old'\n", "it's"), "a: 'it''s'\n");
        assert_eq!(amended("a: \"Old.x\"\n", "q\"q"), "a: \"q\\\"q.x\"\n");
        assert_eq!(amended("a: 1Old\n", "0"), "a: \"10\"\n");
        assert_eq!(amended("{a: xOld}\n", ", y"), "{a: \"x, y\"}\n");
        // `\nOld` is a line break and `Old`; it does not contain `nOld`.
        let mut document = Document::parse("a: \"\\nOld nOld\"\n");
        let edit = Edit::ReplaceInScalar { at: Path::root().join("a"), parts: vec![(5..9, "X".into())] };
        document.edit(&edit).unwrap();
        assert_eq!(document.scalar(&Path::root().join("a")), Some("\nOld X"));
    }

    #[test]
    fn line_of_part_is_found() {
        let document = Document::parse("a: | # Old\n  x\n  Old\n  y Old\nb: 'Old\n  Old'\nc: \"\\u004fld\"\n");
        let line = |key: &str, start: usize| document.line_of_part(&Path::root().join(key), &(start..start + 3));
        assert_eq!((line("a", 2), line("a", 8), line("b", 0), line("b", 4)), (Some(3), Some(4), Some(5), Some(6)));
        assert_eq!((line("c", 0), line("d", 0)), (Some(7), None));
    }

    #[test]
    fn replacement_outside_the_text_is_refused() {
        let document = Document::parse("a: é\nb: [1]\n");
        for (key, range) in [("a", 0..1), ("a", 0..9), ("b", 0..1), ("c", 0..0)] {
            let edit = Edit::ReplaceInScalar { at: Path::root().join(key), parts: vec![(range, "x".into())] };
            assert!(document.plan(&edit).is_err(), "{key}");
        }
    }
}
