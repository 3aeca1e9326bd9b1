//! Signs that the parser has read but does not place: headers of block scalars, question marks before keys.

/// What YAML takes for nothing between values. Other blanks of Unicode, and NEL, are signs like letters.
pub(super) const BLANK: [char; 4] = [' ', '\t', '\r', '\n'];

/// True if the sign stands at `at`. In block style a blank or nothing is behind it; otherwise it is part of a text.
pub(super) fn stands_at(text: &str, at: usize, sign: char, flow: bool) -> bool {
    let behind = text.get(at..).and_then(|rest| rest.strip_prefix(sign));
    behind.is_some_and(|behind| flow || behind.is_empty() || behind.starts_with(BLANK))
}

/// Where the indicator of a block scalar stands in what lies between the token before it and its first line; comments
/// and an anchor may come first.
pub(super) fn header_offset(between: &str, sign: char) -> Option<usize> {
    let mut chars = between.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            c if c == sign => return Some(at),
            '#' => {
                for (_, c) in chars.by_ref() {
                    if c == '\n' || c == '\r' {
                        break;
                    }
                }
            }
            '&' | '!' => {
                for (_, c) in chars.by_ref() {
                    if BLANK.contains(&c) {
                        break;
                    }
                }
            }
            _ => {}
        }
    }
    None
}

/// True if a `?` stands alone somewhere, as it does before a key. In a text it says nothing; then more is read than need be.
pub(super) fn may_hold_question_marks(text: &str) -> bool {
    let blank = |byte: Option<&u8>| byte.is_none_or(u8::is_ascii_whitespace);
    let bytes = text.as_bytes();
    text.match_indices('?')
        .any(|(at, _)| blank(at.checked_sub(1).and_then(|at| bytes.get(at))) && blank(bytes.get(at + 1)))
}
