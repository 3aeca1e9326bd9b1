//! Decoding of files: from bytes to text, every byte kept, or the reason and position of an error.

use std::fmt;

use crate::document::LARGEST;

/// Why a file cannot be opened as text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// The file has this many bytes, more than are parsed.
    TooLarge(u64),
    /// The file is UTF-16, as some Windows programs write.
    Utf16,
    /// The file holds a zero byte.
    Binary {
        /// Offset of the byte.
        offset: usize,
        /// Its line, counted from 1.
        line: usize,
    },
    /// The file holds a byte that is invalid in UTF-8.
    NotUtf8 {
        /// Offset of the byte.
        offset: usize,
        /// Its line, counted from 1.
        line: usize,
    },
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Unreadable::TooLarge(bytes) => write!(
                f,
                "It has {} bytes; up to {} (5 MB) are opened. CloudFormation itself takes at most 1 MB.",
                grouped(*bytes),
                grouped(LARGEST as u64)
            ),
            Unreadable::Utf16 => write!(f, "It is UTF-16. Save it as UTF-8, then open it again."),
            Unreadable::Binary { offset, .. } => {
                write!(f, "This is not a text file (zero byte at {}).", offset + 1)
            }
            Unreadable::NotUtf8 { offset, line } => {
                write!(f, "Byte {} (line {line}) is not UTF-8. Save it as UTF-8, then open it again.", offset + 1)
            }
        }
    }
}

/// "5,242,880".
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut said = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            said.push(',');
        }
        said.push(digit);
    }
    said
}

/// The text of a file, byte for byte, a byte order mark included.
///
/// # Errors
/// [`Unreadable`] if it is not text.
pub fn text_of(bytes: Vec<u8>) -> Result<String, Unreadable> {
    if bytes.len() > LARGEST {
        return Err(Unreadable::TooLarge(bytes.len() as u64));
    }
    if is_utf16(&bytes) {
        return Err(Unreadable::Utf16);
    }
    let line = |offset: usize| bytes.iter().take(offset).filter(|&&byte| byte == b'\n').count() + 1;
    if let Some(offset) = bytes.iter().position(|&byte| byte == 0) {
        return Err(Unreadable::Binary { offset, line: line(offset) });
    }
    match std::str::from_utf8(&bytes) {
        Ok(_) => {}
        Err(error) => {
            let offset = error.valid_up_to();
            return Err(Unreadable::NotUtf8 { offset, line: line(offset) });
        }
    }
    // Validated above.
    String::from_utf8(bytes).map_err(|_| Unreadable::NotUtf8 { offset: 0, line: 1 })
}

/// True for a UTF-16 byte order mark, or if every other byte of the start is zero.
fn is_utf16(bytes: &[u8]) -> bool {
    let marked = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
    let head = bytes.get(..8).unwrap_or_default();
    let zeros = |odd: usize| !head.is_empty() && head.iter().skip(odd).step_by(2).all(|&byte| byte == 0);
    let others = |odd: usize| head.iter().skip(odd).step_by(2).all(|&byte| byte != 0);
    marked || (zeros(0) && others(1)) || (zeros(1) && others(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_kept_byte_for_byte() {
        for text in ["", "\u{feff}A: 1\r\n", "{\"A\":\t1}", "a: é😀", "a: \u{1b}\n"] {
            assert_eq!(text_of(text.as_bytes().to_vec()).as_deref(), Ok(text));
        }
    }

    #[test]
    fn binary_input_is_refused_with_its_position() {
        let of = |bytes: &[u8]| text_of(bytes.to_vec()).unwrap_err();
        assert_eq!(of(b"A: 1\nB: \xe9\n"), Unreadable::NotUtf8 { offset: 8, line: 2 });
        assert_eq!(of(b"\x89PNG\r\n\x1a\n\0\0"), Unreadable::Binary { offset: 8, line: 3 });
        assert_eq!(of(b"\xff\xfeA\0:\0"), Unreadable::Utf16);
        assert_eq!(of(b"A\0:\0 \x001\0\n\0"), Unreadable::Utf16);
        assert_eq!(of(b"\0A\0:\0 \x001\0\n"), Unreadable::Utf16);
        assert_eq!(
            of(b"A: 1\nB: \xe9\n").to_string(),
            "Byte 9 (line 2) is not UTF-8. Save it as UTF-8, then open it again."
        );
    }

    #[test]
    fn files_larger_than_the_parser_limit_are_refused() {
        assert!(text_of(vec![b' '; LARGEST]).is_ok());
        let error = text_of(vec![b' '; LARGEST + 100_000]).unwrap_err();
        assert_eq!(
            error.to_string(),
            "It has 5,342,880 bytes; up to 5,242,880 (5 MB) are opened. CloudFormation itself takes at most 1 MB."
        );
    }
}
