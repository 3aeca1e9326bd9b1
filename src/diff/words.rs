//! Pairs of similar lines in a change, and the words that differ in them.

use std::ops::Range;

use imara_diff::{Algorithm, Diff, InternedInput};

use crate::template::token::TokenKind;

/// Maximum number of line pairs that are compared; in larger changes lines are paired in order.
const MOST_PAIRS: usize = 1_000;
/// Maximum length in bytes of a line that is compared by words; only the common ends of longer lines are found.
const LONGEST: usize = 4_000;
/// Minimum common part of two similar lines in percent of the longer one.
const ALIKE: usize = 30;

/// A part of a line.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Segment {
    /// The text of it.
    pub text: String,
    /// True if the paired line differs here.
    pub differs: bool,
    /// The kind of token; `None` for white space and for changed text.
    pub tint: Option<TokenKind>,
}

/// A line as one segment.
pub(super) fn plain(text: &str) -> Vec<Segment> {
    if text.is_empty() { Vec::new() } else { vec![Segment { text: text.to_string(), differs: false, tint: None }] }
}

/// The lines of a change side by side, in order: positions in `old` and in `new`, both for a pair of similar lines.
pub(super) fn paired(old: &[&str], new: &[&str]) -> Vec<(Option<usize>, Option<usize>)> {
    let alike = if old.len() * new.len() > MOST_PAIRS {
        (0..old.len().min(new.len())).map(|index| (index, index)).collect()
    } else {
        best(old, new)
    };
    let mut pairs = Vec::with_capacity(old.len().max(new.len()));
    let (mut left, mut right) = (0, 0);
    for (a, b) in alike.into_iter().chain([(old.len(), new.len())]) {
        // Lines without a partner share a row with each other.
        while left < a || right < b {
            pairs.push(((left < a).then_some(left), (right < b).then_some(right)));
            left += usize::from(left < a);
            right += usize::from(right < b);
        }
        if a < old.len() && b < new.len() {
            pairs.push((Some(a), Some(b)));
            (left, right) = (a + 1, b + 1);
        }
    }
    pairs
}

/// The pairs of lines, in order on both sides, with the largest sum of similarity.
fn best(old: &[&str], new: &[&str]) -> Vec<(usize, usize)> {
    let width = new.len() + 1;
    // The largest sum for the lines from (a, b) on.
    let mut sums = vec![0; (old.len() + 1) * width];
    let sum = |sums: &[usize], a: usize, b: usize| sums.get(a * width + b).copied().unwrap_or(0);
    let mut own = vec![0; old.len() * width];
    for (a, left) in old.iter().enumerate().rev() {
        for (b, right) in new.iter().enumerate().rev() {
            let alike = likeness(left, right);
            let most = sum(&sums, a + 1, b).max(sum(&sums, a, b + 1)).max(sum(&sums, a + 1, b + 1) + alike);
            if let (Some(here), Some(it)) = (sums.get_mut(a * width + b), own.get_mut(a * width + b)) {
                (*here, *it) = (most, alike);
            }
        }
    }
    let (mut a, mut b, mut pairs) = (0, 0, Vec::new());
    while a < old.len() && b < new.len() {
        let (here, alike) = (sum(&sums, a, b), sum(&own, a, b));
        if alike > 0 && here == sum(&sums, a + 1, b + 1) + alike {
            pairs.push((a, b));
            (a, b) = (a + 1, b + 1);
        } else if here == sum(&sums, a + 1, b) {
            a += 1;
        } else {
            b += 1;
        }
    }
    pairs
}

/// Common prefix and suffix in percent of the longer line; 0 below the minimum.
fn likeness(old: &str, new: &str) -> usize {
    let (old, new) = (old.trim().as_bytes(), new.trim().as_bytes());
    let longer = old.len().max(new.len());
    if longer == 0 {
        return 100;
    }
    let head = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let rest = old.len().min(new.len()) - head;
    let tail = old.iter().rev().zip(new.iter().rev()).take(rest).take_while(|(a, b)| a == b).count();
    let alike = (head + tail) * 100 / longer;
    if alike >= ALIKE { alike } else { 0 }
}

/// The segments of two lines, with changed words marked.
pub(super) fn words(old: &str, new: &str) -> (Vec<Segment>, Vec<Segment>) {
    if old == new {
        return (plain(old), plain(new));
    }
    if old.len().max(new.len()) > LONGEST {
        let (left, right) = middles(old, new);
        return (segments(old, [left]), segments(new, [right]));
    }
    let mut input = InternedInput::default();
    input.update_before(Words(old));
    input.update_after(Words(new));
    let mut diff = Diff::compute(Algorithm::Myers, &input);
    diff.postprocess_no_heuristic(&input);
    let (old_ends, new_ends) = (ends(old), ends(new));
    let hunks: Vec<_> = diff.hunks().collect();
    (
        segments(old, hunks.iter().map(|hunk| bytes(&old_ends, &hunk.before))),
        segments(new, hunks.iter().map(|hunk| bytes(&new_ends, &hunk.after))),
    )
}

/// End offsets of the words of a line.
fn ends(line: &str) -> Vec<usize> {
    let mut end = 0;
    Words(line)
        .map(|word| {
            end += word.len();
            end
        })
        .collect()
}

fn bytes(ends: &[usize], words: &Range<u32>) -> Range<usize> {
    let end = |count: u32| (count as usize).checked_sub(1).and_then(|last| ends.get(last)).copied().unwrap_or(0);
    end(words.start)..end(words.end)
}

/// The ranges of two texts without their common ends, on character borders.
fn middles(old: &str, new: &str) -> (Range<usize>, Range<usize>) {
    let head: usize = old.chars().zip(new.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum();
    let rest = |text: &str| text.get(head..).unwrap_or_default().to_string();
    let (left, right) = (rest(old), rest(new));
    let both = left.chars().rev().zip(right.chars().rev());
    let tail: usize = both.take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum();
    (head..old.len() - tail, head..new.len() - tail)
}

/// The segments of a line. White space between two changed words is marked too.
fn segments(line: &str, differing: impl IntoIterator<Item = Range<usize>>) -> Vec<Segment> {
    let mut marked: Vec<Range<usize>> = Vec::new();
    for range in differing.into_iter().filter(|range| !range.is_empty()) {
        match marked.last_mut() {
            Some(last) if line.get(last.end..range.start).is_some_and(|between| between.trim().is_empty()) => {
                last.end = range.end;
            }
            _ => marked.push(range),
        }
    }
    let mut segments = Vec::new();
    let mut at = 0;
    let mut push = |range: Range<usize>, differs| {
        if let Some(text) = line.get(range).filter(|text| !text.is_empty()) {
            segments.push(Segment { text: text.to_string(), differs, tint: None });
        }
    };
    for range in marked {
        push(at..range.start, false);
        at = range.end;
        push(range, true);
    }
    push(at..line.len(), false);
    segments
}

/// The words of a line: names, addresses and versions; white space; any other character alone.
struct Words<'t>(&'t str);

impl<'t> Iterator for Words<'t> {
    type Item = &'t str;

    fn next(&mut self) -> Option<&'t str> {
        let kind = |sign: char| match sign {
            _ if sign.is_alphanumeric() || matches!(sign, '_' | '-' | '.' | '/') => 1,
            _ if sign.is_whitespace() => 2,
            _ => 3,
        };
        let first = kind(self.0.chars().next()?);
        let whole = |sign: char| first != 3 && kind(sign) == first;
        let end = self.0.char_indices().skip(1).find(|(_, sign)| !whole(*sign)).map_or(self.0.len(), |(at, _)| at);
        let (word, rest) = self.0.split_at_checked(end)?;
        self.0 = rest;
        Some(word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The lines with changes in brackets.
    fn marked(old: &str, new: &str) -> (String, String) {
        let show = |segments: Vec<Segment>| {
            let show = |segment: Segment| if segment.differs { format!("[{}]", segment.text) } else { segment.text };
            segments.into_iter().map(show).collect::<String>()
        };
        let (left, right) = words(old, new);
        (show(left), show(right))
    }

    #[test]
    fn words_include_names_addresses_and_versions() {
        for (old, new) in [
            ("Default: [t3.nano]", "Default: [t3.micro]"),
            ("ToPort: 22, CidrIp: [10.8.0.0/16] }", "ToPort: 22, CidrIp: [!Ref SSHLocation] }"),
            ("name=${DBName} user=[postgres]\"", "name=${DBName} user=[flaskapp]\""),
            ("größe: [ärmel]", "größe: [ärger]"),
            ("a: b", "a: b[ # so]"),
            ("a: b", "[  ]a: b"),
            ("- 😀[😀]", "- 😀[🙃]"),
        ] {
            let bare = |text: &str| text.replace(['[', ']'], "");
            assert_eq!(marked(&bare(old), &bare(new)), (old.to_string(), new.to_string()));
        }
    }

    #[test]
    fn very_long_lines_are_compared_by_common_ends() {
        let (old, new) =
            (format!("{}é{}", "a ".repeat(5000), "b ".repeat(5000)), "a ".repeat(5000) + &"b ".repeat(5000));
        let (left, right) = words(&old, &new);
        let differing = |segments: &[Segment]| {
            segments.iter().filter(|it| it.differs).map(|it| it.text.clone()).collect::<String>()
        };
        assert_eq!((differing(&left), differing(&right)), ("é".to_string(), String::new()));
    }

    #[test]
    fn similar_lines_are_paired() {
        let pairs = paired(&["mode: \"000644\"", "owner: root"], &["# new", "mode: \"000640\"", "owner: flask"]);
        assert_eq!(pairs, [(None, Some(0)), (Some(0), Some(1)), (Some(1), Some(2))]);
        assert_eq!(paired(&["x: 1"], &["zzz"]), [(Some(0), Some(0))]);
        assert_eq!(paired(&[], &["a", "b"]), [(None, Some(0)), (None, Some(1))]);
        let (many, others) = (vec!["a"; 100], vec!["b"; 90]);
        assert_eq!(paired(&many, &others).len(), 100);
    }
}
