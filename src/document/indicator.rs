//! Indicators that the YAML parser does not report: headers of block scalars, question marks before keys.

/// White space in YAML. Other Unicode spaces and NEL are ordinary characters.
pub(super) const BLANK: [char; 4] = [' ', '\t', '\r', '\n'];

/// True if the indicator is at `at`. In block style white space or the end must follow; otherwise it is part of a text.
pub(super) fn is_indicator_at(text: &str, at: usize, indicator: char, flow: bool) -> bool {
    let behind = text.get(at..).and_then(|rest| rest.strip_prefix(indicator));
    behind.is_some_and(|behind| flow || behind.is_empty() || behind.starts_with(BLANK))
}

/// Offset of the indicator of a block scalar in the text between the token before it and its first line, which may hold
/// comments and an anchor.
pub(super) fn header_offset(between: &str, indicator: char) -> Option<usize> {
    let mut chars = between.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            c if c == indicator => return Some(at),
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

/// True if a `?` has white space on both sides, as before a key. May return true for a `?` inside a text.
pub(super) fn may_hold_question_marks(text: &str) -> bool {
    let blank = |byte: Option<&u8>| byte.is_none_or(u8::is_ascii_whitespace);
    let bytes = text.as_bytes();
    text.match_indices('?')
        .any(|(at, _)| blank(at.checked_sub(1).and_then(|at| bytes.get(at))) && blank(bytes.get(at + 1)))
}
