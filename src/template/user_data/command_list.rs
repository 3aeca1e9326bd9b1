//! Lists of words in `runcmd` and `bootcmd` of cloud-config, as command lines in the same bytes.
//!
//! Source: cloud-init's cc_runcmd.py and cc_bootcmd.py: an item is a line of shell, or a list of words.

use std::borrow::Cow;
use std::ops::Range;

use super::DataFormat;
use super::cloud_order::{BOOTCMD, RUNCMD};
use super::parts::parts;
use crate::document::{Document, Kind, Node, Path};

/// User data with the lists of words written as command lines, each byte of a word where it was.
pub(crate) struct WordLists<'t> {
    /// The text, as long as the user data.
    pub(crate) text: Cow<'t, str>,
    /// Bytes of the items that are lists.
    pub(crate) lists: Vec<Range<usize>>,
}

impl<'t> WordLists<'t> {
    /// Reads user data.
    pub(crate) fn of(text: &'t str) -> WordLists<'t> {
        let mut lists = Vec::new();
        let mut gaps = Vec::new();
        if text.contains(RUNCMD) || text.contains(BOOTCMD) {
            for part in parts(text).into_iter().filter(|part| part.format == DataFormat::CloudConfig) {
                let own = text.get(part.span.clone()).unwrap_or_default();
                let document = Document::parse(without_names(own));
                for key in [RUNCMD, BOOTCMD] {
                    let items = document.node(&Path::root().join(key)).filter(|node| node.is_plain(Kind::Sequence));
                    for item in
                        items.iter().flat_map(|items| items.items()).filter(|item| item.kind() == Kind::Sequence)
                    {
                        lists.extend(list(item, part.span.start, &mut gaps));
                    }
                }
            }
        }
        WordLists { text: blanked(text, &gaps), lists }
    }

    /// True if a range of the text lies in a list of words.
    pub(crate) fn is_in_list(&self, range: &Range<usize>) -> bool {
        self.lists.iter().any(|list| range.start < list.end && list.start < range.end)
    }
}

/// The bytes of a list, and those between its words.
fn list(item: Node<'_>, start: usize, gaps: &mut Vec<Range<usize>>) -> Option<Range<usize>> {
    let words: Vec<Range<usize>> = item.items().map(|word| word.span()).collect();
    let (first, last) = (words.first()?, words.last()?);
    let moved = |range: Range<usize>| range.start + start..range.end + start;
    gaps.push(moved(item.span().start..first.start));
    gaps.extend(words.iter().zip(words.iter().skip(1)).map(|(one, next)| moved(one.end..next.start)));
    gaps.push(moved(last.end..item.span().end));
    Some(moved(item.span()))
}

/// The text with blanks in some ranges.
fn blanked<'t>(text: &'t str, gaps: &[Range<usize>]) -> Cow<'t, str> {
    let mut bytes = text.as_bytes().to_vec();
    for gap in gaps {
        bytes.get_mut(gap.clone()).into_iter().flatten().for_each(|byte| *byte = b' ');
    }
    match String::from_utf8(bytes) {
        Ok(changed) if !gaps.is_empty() => Cow::Owned(changed),
        Ok(_) | Err(_) => Cow::Borrowed(text),
    }
}

/// The text with letters in place of `${Name}`, whose brackets YAML would take for a mapping.
fn without_names(text: &str) -> String {
    let mut found = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, name)) = rest.split_once("${") {
        found.push_str(before);
        let Some((name, behind)) = name.split_once('}').filter(|(name, _)| !name.contains('\n')) else {
            found.push_str("${");
            rest = name;
            continue;
        };
        found.extend(std::iter::repeat_n('x', name.len() + 3));
        rest = behind;
    }
    found.push_str(rest);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_of_words_are_command_lines_in_the_same_bytes() {
        let text = "#cloud-config\nruncmd:\n  - [ cfn-init, \"-r\", Web, --region, ${AWS::Region} ] # one\n  - - sh\n    # why\n    - -c\n    - 'é; b'\n  - echo [a, b]\nbootcmd: [[a, b], c]\nother: [[a, b]]\n";
        let read = WordLists::of(text);
        assert_eq!(read.text.len(), text.len());
        let lines: Vec<String> =
            read.text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
        let wanted = [
            "#cloud-config",
            "runcmd:",
            "- cfn-init \"-r\" Web --region ${AWS::Region} # one",
            "- sh -c 'é; b'",
            "- echo [a, b]",
            "bootcmd: [ a b , c]",
            "other: [[a, b]]",
        ];
        assert_eq!(lines, wanted);
        assert_eq!(read.lists.len(), 3);
    }

    #[test]
    fn other_texts_stay() {
        for text in ["#!/bin/sh\nruncmd [a, b]\n", "#cloud-config\nruncmd: [${\n", "#cloud-config\nruncmd: [[]]\n", ""]
        {
            let read = WordLists::of(text);
            assert_eq!((read.text.as_ref(), read.lists.len()), (text, 0));
        }
    }
}
