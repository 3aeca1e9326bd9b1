//! What the signs of a line are, for a view that colours them: keys, texts, tags, comments.
//!
//! Goes by the raw lines, like the editor beside it, so that a torn text and an old one are coloured too. No colours here.

use std::ops::Range;

use super::substitution::{SubPiece, pieces};
use crate::document::closes_quote;

/// What a part of a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// A key.
    Key,
    /// A value: text, number, truth.
    Text,
    /// The tag of a function, an anchor, an alias, or a name that `Fn::Sub` replaces.
    Tag,
    /// A comment.
    Comment,
    /// Brackets, colons, dashes, quotes' commas, headers of blocks.
    Sign,
    /// A line of a text in lines.
    Body,
}

/// Whether `${…}` in a text is replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Interpolation {
    /// `Fn::Sub` replaces them.
    Replaced,
    /// They stay.
    Kept,
}

/// Where in a text the texts in lines (`|`, `>`) are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Blocks(Vec<(Range<usize>, Interpolation)>);

impl Blocks {
    /// Those of a text; lines count from 0.
    pub fn of(text: &str) -> Blocks {
        let mut blocks = Vec::new();
        let mut open: Option<(usize, usize, Interpolation)> = None;
        let mut count = 0;
        for (number, line) in text.split('\n').enumerate() {
            count = number;
            let content = line.trim_start_matches(' ');
            let indent = line.len() - content.len();
            let blank = content.trim_end().is_empty();
            match open {
                Some((_, owner, _)) if blank || indent > owner => continue,
                Some((first, _, names)) => blocks.push((first..number, names)),
                None => {}
            }
            open = header(line).map(|(owner, names)| (number + 1, owner, names));
        }
        blocks.extend(open.map(|(first, _, names)| (first..count + 1, names)));
        Blocks(blocks)
    }

    /// What happens to names in the text in lines that a line, from 0, is part of; `None` if it is part of none.
    pub fn at(&self, line: usize) -> Option<Interpolation> {
        let behind = self.0.partition_point(|(lines, _)| lines.start <= line);
        let (lines, names) = self.0.get(behind.checked_sub(1)?)?;
        lines.contains(&line).then_some(*names)
    }
}

/// The column of the entry whose text follows below, if the line ends with the header of one, and what happens to names
/// in it.
fn header(line: &str) -> Option<(usize, Interpolation)> {
    let line = line.trim_end();
    if !line.contains(['|', '>']) {
        return None;
    }
    // A comment may stand behind the header.
    let line = line.rfind(" #").and_then(|at| line.get(..at)).map_or(line, str::trim_end);
    let word = line.rsplit(' ').next()?;
    let signs = word.strip_prefix(['|', '>'])?;
    let before = line.strip_suffix(word)?.trim_end();
    let owned = before.ends_with([':', '-']) || before.rsplit(' ').next().is_some_and(|it| it.starts_with(['!', '&']));
    if !owned || !signs.chars().all(|c| matches!(c, '+' | '-' | '0'..='9')) {
        return None;
    }
    let mut rest = line.trim_start_matches(' ');
    let mut column = line.len() - rest.len();
    while let Some(behind) = rest.strip_prefix("- ").map(|behind| behind.trim_start_matches(' ')) {
        // Without a key the dash itself owns the text.
        if behind.starts_with(['|', '>', '!', '&']) {
            break;
        }
        column += rest.len() - behind.len();
        rest = behind;
    }
    let replaced = before.ends_with("!Sub") || before.trim_end_matches([':', '"', '\'']).ends_with("Fn::Sub");
    Some((column, if replaced { Interpolation::Replaced } else { Interpolation::Kept }))
}

/// The parts of a line that are something, in order and apart from each other. `block` is what [`Blocks::at`] says.
pub fn tokens(line: &str, block: Option<Interpolation>) -> Vec<(Range<usize>, TokenKind)> {
    let mut reader = Reader { line, at: 0, depth: 0, names: block.unwrap_or(Interpolation::Kept), all: Vec::new() };
    match block {
        Some(_) => reader.words(0..line.len(), TokenKind::Body),
        None => while reader.part() {},
    }
    reader.all
}

struct Reader<'t> {
    line: &'t str,
    at: usize,
    /// Open brackets.
    depth: usize,
    names: Interpolation,
    all: Vec<(Range<usize>, TokenKind)>,
}

impl Reader<'_> {
    fn rest(&self) -> &str {
        self.line.get(self.at..).unwrap_or_default()
    }

    fn push(&mut self, length: usize, tint: TokenKind) {
        let end = (self.at + length).min(self.line.len());
        if end > self.at {
            self.all.push((self.at..end, tint));
        }
        self.at = end;
    }

    /// Reads one part; false at the end.
    fn part(&mut self) -> bool {
        let blanks = self.rest().len() - self.rest().trim_start_matches([' ', '\t', '\r']).len();
        self.at += blanks;
        let first = self.at == blanks || blanks > 0;
        let rest = self.rest();
        let Some(sign) = rest.chars().next() else { return false };
        let is_alone = |rest: &str| rest.chars().nth(1).is_none_or(char::is_whitespace);
        match sign {
            '#' if first => self.push(rest.len(), TokenKind::Comment),
            '-' | '?' if is_alone(rest) => self.push(1, TokenKind::Sign),
            '-' | '.' if self.at == 0 && matches!(rest.trim_end(), "---" | "...") => {
                self.push(rest.len(), TokenKind::Sign)
            }
            '[' | '{' => {
                self.depth += 1;
                self.push(1, TokenKind::Sign);
            }
            ']' | '}' => {
                self.depth = self.depth.saturating_sub(1);
                self.push(1, TokenKind::Sign);
            }
            ',' | ':' => self.push(1, TokenKind::Sign),
            '"' | '\'' => self.quoted(sign),
            '!' | '&' | '*' => {
                let end = rest.find(|c: char| c.is_whitespace() || matches!(c, ',' | ']' | '}')).unwrap_or(rest.len());
                if rest.get(..end) == Some("!Sub") {
                    self.names = Interpolation::Replaced;
                }
                self.push(end, TokenKind::Tag);
            }
            '|' | '>' => {
                let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
                self.push(end, TokenKind::Sign);
            }
            _ => self.plain(),
        }
        true
    }

    /// A text in quotes: a key if a colon is behind it.
    fn quoted(&mut self, quote: char) {
        let mut signs = self.rest().char_indices().skip(1).peekable();
        let mut length = self.rest().len();
        while let Some((at, c)) = signs.next() {
            if closes_quote(quote, c, &mut signs) {
                length = at + 1;
                break;
            }
        }
        let behind = self.rest().get(length..).unwrap_or_default().trim_start();
        if behind.starts_with(':') {
            self.key(length);
        } else {
            self.words(self.at..self.at + length, TokenKind::Text);
        }
    }

    /// A text without quotes: up to a colon, a comment or, between brackets, one of their signs.
    fn plain(&mut self) {
        let rest = self.rest();
        let mut before = ' ';
        let mut end = rest.len();
        let mut colon = false;
        let mut signs = rest.char_indices().peekable();
        while let Some((at, c)) = signs.next() {
            let next = signs.peek().map(|next| next.1);
            let stops = match c {
                ':' => {
                    next.is_none_or(|next| next.is_whitespace() || self.depth > 0 && matches!(next, '[' | '{' | ','))
                }
                '#' => before.is_whitespace(),
                ',' | '[' | ']' | '{' | '}' => self.depth > 0,
                _ => false,
            };
            if stops {
                (end, colon) = (at, c == ':');
                break;
            }
            before = c;
        }
        let length = rest.get(..end).unwrap_or_default().trim_end().len();
        if colon {
            self.key(length);
        } else {
            self.words(self.at..self.at + length, TokenKind::Text);
        }
    }

    fn key(&mut self, length: usize) {
        let key = self.rest().get(..length).unwrap_or_default().trim_matches(['"', '\'']);
        self.names = if key == "Fn::Sub" { Interpolation::Replaced } else { Interpolation::Kept };
        self.push(length, TokenKind::Key);
    }

    /// A text, names in it that are replaced apart.
    fn words(&mut self, span: Range<usize>, tint: TokenKind) {
        let text = self.line.get(span.clone()).unwrap_or_default().to_string();
        if self.names == Interpolation::Kept || !text.contains("${") {
            return self.push(text.len(), tint);
        }
        for piece in pieces(&text) {
            let tint = match piece {
                SubPiece::Name { .. } => TokenKind::Tag,
                SubPiece::Text(_) | SubPiece::Literal(_) => tint,
            };
            self.push(piece.written().len(), tint);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The parts as `sign text`, a sign for each tint.
    fn shown(line: &str, block: Option<Interpolation>) -> String {
        let sign = |tint| match tint {
            TokenKind::Key => "k",
            TokenKind::Text => "t",
            TokenKind::Tag => "g",
            TokenKind::Comment => "c",
            TokenKind::Sign => "s",
            TokenKind::Body => "b",
        };
        let all = tokens(line, block);
        for pair in all.windows(2) {
            assert!(matches!(pair, [one, other] if one.0.end <= other.0.start), "{line}: {all:?}");
        }
        all.into_iter().map(|(range, tint)| format!("{}⟨{}⟩", sign(tint), line.get(range).unwrap())).collect()
    }

    #[test]
    fn parts_of_yaml_are_known() {
        for (line, parts) in [
            ("  CidrBlock: 10.0.0.0/16 # c", "k⟨CidrBlock⟩s⟨:⟩t⟨10.0.0.0/16⟩c⟨# c⟩"),
            ("Type: AWS::EC2::VPC", "k⟨Type⟩s⟨:⟩t⟨AWS::EC2::VPC⟩"),
            ("AWS::CloudFormation::Init:", "k⟨AWS::CloudFormation::Init⟩s⟨:⟩"),
            ("- - !Ref VPC", "s⟨-⟩s⟨-⟩g⟨!Ref⟩t⟨VPC⟩"),
            (
                "Tags: [{ Key: Name, Value: !Sub \"${A} b ${!C}\" }]",
                "k⟨Tags⟩s⟨:⟩s⟨[⟩s⟨{⟩k⟨Key⟩s⟨:⟩t⟨Name⟩s⟨,⟩k⟨Value⟩s⟨:⟩g⟨!Sub⟩t⟨\"⟩g⟨${A}⟩t⟨ b ⟩t⟨${!C}⟩t⟨\"⟩s⟨}⟩s⟨]⟩",
            ),
            ("content: !Sub |2-", "k⟨content⟩s⟨:⟩g⟨!Sub⟩s⟨|2-⟩"),
            ("mode: \"000644\"", "k⟨mode⟩s⟨:⟩t⟨\"000644\"⟩"),
            ("a: it's, x#y", "k⟨a⟩s⟨:⟩t⟨it's, x#y⟩"),
            ("'it''s': 'b'", "k⟨'it''s'⟩s⟨:⟩t⟨'b'⟩"),
            ("# all of it: x", "c⟨# all of it: x⟩"),
            ("---", "s⟨---⟩"),
            ("a: &x \"open", "k⟨a⟩s⟨:⟩g⟨&x⟩t⟨\"open⟩"),
            ("", ""),
        ] {
            assert_eq!(shown(line, None), parts);
        }
    }

    #[test]
    fn parts_of_json_are_known() {
        for (line, parts) in [
            ("  \"A\": { \"Fn::Sub\": \"x${B}\" },", "k⟨\"A\"⟩s⟨:⟩s⟨{⟩k⟨\"Fn::Sub\"⟩s⟨:⟩t⟨\"x⟩g⟨${B}⟩t⟨\"⟩s⟨}⟩s⟨,⟩"),
            ("  },", "s⟨}⟩s⟨,⟩"),
            ("\t\"n\":80", "k⟨\"n\"⟩s⟨:⟩t⟨80⟩"),
        ] {
            assert_eq!(shown(line, None), parts);
        }
    }

    #[test]
    fn texts_in_lines_end_with_their_entry() {
        let text = "a:\n  b: !Sub |\n    x: ${Y}\n\n    z\n  c: >- # why\n    t\n  - k: |\n      u\n    l: 1\n  - |\n   v\n  - w\n";
        let blocks = Blocks::of(text);
        let inside: Vec<usize> = (0..14).filter(|line| blocks.at(*line).is_some()).collect();
        assert_eq!(inside, [2, 3, 4, 6, 8, 11]);
        assert_eq!((blocks.at(2), blocks.at(6)), (Some(Interpolation::Replaced), Some(Interpolation::Kept)));
        assert_eq!(shown("    x: ${Y}", blocks.at(2)), "b⟨    x: ⟩g⟨${Y}⟩");
        assert_eq!(shown("    t: # ${Y}", blocks.at(6)), "b⟨    t: # ${Y}⟩");
        assert_eq!(Blocks::of("a: x | y\nb: \"|\"\n").at(1), None);
    }

    #[test]
    fn no_line_stops_it() {
        for line in
            ["\"", "'", "\"\\", "é: ü#", "!", "- ", "-", ":", "${", "!Sub \"${", "}{][,:", "a:\u{a0}b", "🦀: 🦀"]
        {
            shown(line, None);
            shown(line, Some(Interpolation::Replaced));
        }
    }
}
