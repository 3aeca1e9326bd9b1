//! Base64 content of a file, as the key `encoding` declares it.
//!
//! Source: RFC 4648, section 4; Python's `base64.b64decode`, which skips characters outside the alphabet.

use base64::Engine;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig, STANDARD};

/// Python ignores bits after the last byte.
const LENIENT: GeneralPurpose =
    GeneralPurpose::new(&base64::alphabet::STANDARD, GeneralPurposeConfig::new().with_decode_allow_trailing_bits(true));

/// The content of an encoded text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decoded {
    /// Text in UTF-8.
    Text(String),
    /// This many bytes that are not text.
    Bytes(usize),
    /// Not base64: cfn-init stops or writes wrong bytes.
    Invalid,
}

/// The content of base64 text as cfn-init decodes it; line breaks and blanks are ignored.
pub fn decoded(text: &str) -> Decoded {
    let letters: Vec<u8> = text.bytes().filter(|byte| !byte.is_ascii_whitespace()).collect();
    let Ok(bytes) = LENIENT.decode(letters) else { return Decoded::Invalid };
    match String::from_utf8(bytes) {
        Ok(text) if !text.contains('\0') => Decoded::Text(text),
        Ok(text) => Decoded::Bytes(text.len()),
        Err(fault) => Decoded::Bytes(fault.as_bytes().len()),
    }
}

/// A text in base64, on one line.
pub fn encoded(text: &str) -> String {
    STANDARD.encode(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_texts_are_written_and_read() {
        for (text, code) in
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("ü\n", "w7wK")]
        {
            assert_eq!(encoded(text), code);
            assert_eq!(decoded(code), Decoded::Text(text.into()));
        }
        assert_eq!(decoded("Zm9v\n  Ym Fy\n"), Decoded::Text("foobar".into()));
        assert_eq!(decoded("H4sIAAAAAAAA"), Decoded::Bytes(9));
        for fault in ["Z", "Zg", "Zg=", "Zg===", "Zm9v=", "Zg==Zg==", "set -e", "Zg=v", "é"] {
            assert_eq!(decoded(fault), Decoded::Invalid, "{fault}");
        }
    }
}
