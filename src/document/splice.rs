//! Splices: single replacements of text, which edits and undo steps consist of.

use std::ops::Range;

/// Replaces the bytes of `range` by `text`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Splice {
    /// Byte range before the change, on character borders.
    pub range: Range<usize>,
    /// The new text.
    pub text: String,
}

impl Splice {
    /// The smallest splice that turns `range` of `old` into `text`, without common text at either end.
    pub fn minimal(old: &str, range: Range<usize>, text: String) -> Splice {
        let before = old.get(range.clone()).unwrap_or_default();
        let head: usize = before.chars().zip(text.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum();
        let rest_before = before.get(head..).unwrap_or_default();
        let rest_after = text.get(head..).unwrap_or_default();
        let tail: usize = rest_before
            .chars()
            .rev()
            .zip(rest_after.chars().rev())
            .take_while(|(a, b)| a == b)
            .map(|(a, _)| a.len_utf8())
            .sum();
        let end = rest_after.len() - tail;
        Splice {
            range: range.start + head..range.end - tail,
            text: rest_after.get(..end).unwrap_or_default().to_string(),
        }
    }

    /// True if the splice changes nothing.
    pub fn is_empty(&self) -> bool {
        self.range.is_empty() && self.text.is_empty()
    }

    /// The splice with its range clamped to `text` and to character borders, so that applying it cannot fail.
    pub(super) fn clamped(mut self, text: &str) -> Splice {
        let border = |mut at: usize| {
            at = at.min(text.len());
            while !text.is_char_boundary(at) {
                at -= 1;
            }
            at
        };
        let start = border(self.range.start);
        self.range = start..border(self.range.end).max(start);
        self
    }

    /// Applies the splice to `text` and returns its inverse.
    pub fn apply_to(self, text: &mut String) -> Splice {
        let splice = self.clamped(text);
        let old = text.get(splice.range.clone()).unwrap_or_default().to_string();
        let inverse = Splice { range: splice.range.start..splice.range.start + splice.text.len(), text: old };
        text.replace_range(splice.range, &splice.text);
        inverse
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minimal_splice_excludes_common_ends() {
        let splice = Splice::minimal("mode: \"000644\"", 6..14, "\"000640\"".into());
        assert_eq!(splice, Splice { range: 12..13, text: "0".into() });
        assert!(Splice::minimal("same", 0..4, "same".into()).is_empty());
        assert_eq!(Splice::minimal("aa", 0..2, "aaa".into()), Splice { range: 2..2, text: "a".into() });
        assert_eq!(Splice::minimal("é", 0..2, "è".into()), Splice { range: 0..2, text: "è".into() });
    }

    #[test]
    fn splice_is_clamped_to_character_borders() {
        let mut text = "é".to_string();
        let inverse = Splice { range: 1..99, text: "x".into() }.apply_to(&mut text);
        assert_eq!(text, "x");
        inverse.apply_to(&mut text);
        assert_eq!(text, "é");
    }
}
