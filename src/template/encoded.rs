//! Base64 as `encoding` of a file's content means it.
//!
//! Source: RFC 4648, section 4; Python's `base64.b64decode`, which skips characters that are not of the alphabet.

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// What an encoded text holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decoded {
    /// Text in UTF-8.
    Text(String),
    /// This many bytes that are no text.
    Bytes(usize),
    /// It is not base64: cfn-init stops, or writes rubbish.
    Fault,
}

/// Decodes as cfn-init does; line breaks and blanks do not count.
pub fn decoded(text: &str) -> Decoded {
    let (mut bytes, mut bits, mut held, mut padding) = (Vec::new(), 0u32, 0u32, 0u32);
    for letter in text.bytes().filter(|byte| !byte.is_ascii_whitespace()) {
        let six = match letter {
            b'A'..=b'Z' => letter - b'A',
            b'a'..=b'z' => letter - b'a' + 26,
            b'0'..=b'9' => letter - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            b'=' => {
                padding += 1;
                continue;
            }
            _ => return Decoded::Fault,
        };
        if padding > 0 {
            return Decoded::Fault;
        }
        bits = (bits << 6 | u32::from(six)) & 0xffff;
        held += 6;
        if held >= 8 {
            held -= 8;
            bytes.push((bits >> held & 0xff) as u8);
        }
    }
    let wanted = match held {
        0 => 0,
        4 => 2,
        2 => 1,
        _ => return Decoded::Fault,
    };
    if padding != wanted {
        return Decoded::Fault;
    }
    match String::from_utf8(bytes) {
        Ok(text) if !text.contains('\0') => Decoded::Text(text),
        Ok(text) => Decoded::Bytes(text.len()),
        Err(fault) => Decoded::Bytes(fault.as_bytes().len()),
    }
}

/// A text in base64, on one line.
pub fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len().div_ceil(3) * 4);
    for chunk in text.as_bytes().chunks(3) {
        let group = chunk.iter().fold(0u32, |group, &byte| group << 8 | u32::from(byte)) << (8 * (3 - chunk.len()));
        for place in 0..4 {
            let index = (group >> (18 - 6 * place)) & 63;
            let letter = ALPHABET.get(index as usize).filter(|_| place <= chunk.len());
            out.push(letter.map_or('=', |&letter| char::from(letter)));
        }
    }
    out
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
            assert_eq!(decoded(fault), Decoded::Fault, "{fault}");
        }
    }
}
