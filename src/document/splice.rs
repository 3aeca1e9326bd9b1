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

    /// The splice that [`Splice::minimal`] gives of the whole texts, where only `range` of `old` becomes `text`.
    pub fn of_change(old: &str, range: Range<usize>, text: &str) -> Splice {
        let behind = old.get(range.end..).unwrap_or_default();
        let before = old.get(range.start..).unwrap_or_default();
        // Text that repeats itself is common to both beyond the range.
        let now = text.bytes().chain(behind.bytes());
        let mut more = before.bytes().zip(now).take_while(|(a, b)| a == b).count().min(behind.len());
        while !behind.is_char_boundary(more) {
            more += 1;
        }
        let now = [text, behind.get(..more).unwrap_or_default()].concat();
        Splice::minimal(old, range.start..range.end + more, now)
    }

    /// One splice for several, each on the text after the ones before it.
    pub fn covering(old: &str, new: &str, splices: &[Splice]) -> Splice {
        let Some(first) = splices.first() else { return Splice { range: old.len()..old.len(), text: String::new() } };
        let (mut start, mut end) = (first.range.start, first.range.start);
        for splice in splices {
            start = start.min(splice.range.start);
            end = end.max(splice.range.end) + splice.text.len() - splice.range.len();
        }
        // What is behind is the same in both.
        let before = old.len().saturating_sub(new.len().saturating_sub(end));
        Splice::of_change(old, start..before, new.get(start..end).unwrap_or_default())
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
    fn a_change_of_a_part_gives_the_splice_of_the_whole_texts() {
        let old = "a: 1\na: 1\nü: é\nü: é\n";
        for (from, _) in old.char_indices() {
            for (to, _) in old.char_indices().filter(|(to, _)| *to >= from) {
                for text in ["", "a: 1\n", "1\na", "é\nü", "x", old] {
                    let new = [old.get(..from).unwrap(), text, old.get(to..).unwrap()].concat();
                    let whole = Splice::minimal(old, 0..old.len(), new.clone());
                    assert_eq!(Splice::of_change(old, from..to, text), whole, "{from}..{to} {text:?}");
                    let one = Splice { range: from..to, text: text.into() };
                    let mut back = new.clone();
                    let two = Splice { range: 0..3.min(new.len()), text: "b".into() };
                    if new.is_char_boundary(two.range.end) {
                        two.clone().apply_to(&mut back);
                        let whole = Splice::minimal(old, 0..old.len(), back.clone());
                        assert_eq!(Splice::covering(old, &back, &[one, two]), whole, "{from}..{to} {text:?}");
                    }
                }
            }
        }
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
