//! Syntax highlighting of the segments of a line.

use super::words::Segment;
use crate::template::token::{Interpolation, tokens};

/// Maximum length in bytes of a highlighted line.
const LONGEST: usize = 4_000;

/// The segments split at tokens. Changed segments are not split: they have a colour of their own.
pub(super) fn highlighted(segments: Vec<Segment>, block: Option<Interpolation>) -> Vec<Segment> {
    let line: String = segments.iter().map(|segment| segment.text.as_str()).collect();
    if line.len() > LONGEST {
        return segments;
    }
    let mut parts = tokens(&line, block).into_iter().peekable();
    let mut all = Vec::new();
    let mut start = 0;
    for segment in segments {
        let end = start + segment.text.len();
        if segment.differs {
            all.push(segment);
            start = end;
            continue;
        }
        let mut at = start;
        while at < end {
            while parts.next_if(|part| part.0.end <= at).is_some() {}
            let (stop, tint) = match parts.peek() {
                Some((range, _)) if range.start > at => (range.start.min(end), None),
                Some((range, tint)) => (range.end.min(end), Some(*tint)),
                None => (end, None),
            };
            let text = line.get(at..stop).unwrap_or_default().to_string();
            all.push(Segment { text, differs: false, tint });
            at = stop;
        }
        start = end;
    }
    all
}

#[cfg(test)]
mod tests {
    use super::super::words::{plain, words};
    use super::*;
    use crate::template::token::TokenKind;

    #[test]
    fn segments_are_split_at_tokens_except_in_changed_text() {
        let (old, new) = words("  Kind: t3.nano # c", "  Kind: !Ref Type # c");
        let show = |segments: Vec<Segment>| {
            let one = |segment: &Segment| match (segment.differs, segment.tint) {
                (true, tint) => format!("[{}]{}", segment.text, if tint.is_some() { "?" } else { "" }),
                (false, None) => segment.text.clone(),
                (false, Some(tint)) => format!("⟨{tint:?} {}⟩", segment.text),
            };
            highlighted(segments, None).iter().map(one).collect::<String>()
        };
        assert_eq!(show(old), "  ⟨Key Kind⟩⟨Sign :⟩ [t3.nano] ⟨Comment # c⟩");
        assert_eq!(show(new), "  ⟨Key Kind⟩⟨Sign :⟩ [!Ref Type] ⟨Comment # c⟩");
        let body = highlighted(plain("echo ${A}"), Some(Interpolation::Replaced));
        assert_eq!(
            body.iter().map(|segment| segment.tint).collect::<Vec<_>>(),
            [Some(TokenKind::Body), Some(TokenKind::Tag)]
        );
        let long = "a: ".repeat(2_000);
        assert_eq!(highlighted(plain(&long), None), plain(&long));
    }
}
