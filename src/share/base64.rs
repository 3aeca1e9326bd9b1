//! base64url without padding (RFC 4648, section 5): bytes as characters that every program leaves alone in an address.
//!
//! One writing for each content: bits behind the last byte must be 0.

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Why a text is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// The character in this place, from 0, is not of the alphabet.
    Character(usize),
    /// Characters are missing at the end, or the last one says more than it can.
    Length,
}

/// `bytes` as characters.
pub(super) fn encode(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let group = chunk.iter().fold(0u32, |group, &byte| group << 8 | u32::from(byte)) << (8 * (3 - chunk.len()));
        for place in 0..=chunk.len() {
            let index = (group >> (18 - 6 * place)) & 63;
            text.extend(ALPHABET.get(index as usize).map(|&letter| char::from(letter)));
        }
    }
    text
}

/// The bytes that `text` stands for.
pub(super) fn decode(text: &str) -> Result<Vec<u8>, Fault> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3 + 2);
    let (mut bits, mut held) = (0u32, 0u32);
    for (place, letter) in text.bytes().enumerate() {
        let six = match letter {
            b'A'..=b'Z' => letter - b'A',
            b'a'..=b'z' => letter - b'a' + 26,
            b'0'..=b'9' => letter - b'0' + 52,
            b'-' => 62,
            b'_' => 63,
            _ => return Err(Fault::Character(text.char_indices().take_while(|at| at.0 < place).count())),
        };
        bits = bits << 6 | u32::from(six);
        held += 6;
        if held >= 8 {
            held -= 8;
            bytes.push((bits >> held) as u8);
            bits &= (1 << held) - 1;
        }
    }
    // A group of one character holds no byte.
    if held == 6 || bits != 0 { Err(Fault::Length) } else { Ok(bytes) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_come_back_and_the_known_texts_are_written() {
        for (bytes, text) in
            [("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foob", "Zm9vYg"), ("fooba", "Zm9vYmE")]
        {
            assert_eq!(encode(bytes.as_bytes()), text);
            assert_eq!(decode(text), Ok(bytes.as_bytes().to_vec()));
        }
        let all: Vec<u8> = (0..=255).collect();
        assert_eq!(decode(&encode(&all)), Ok(all));
        assert_eq!(encode(&[0xfb, 0xff]), "-_8");
    }

    #[test]
    fn what_is_none_is_said() {
        assert_eq!(decode("Zg=="), Err(Fault::Character(2)));
        assert_eq!(decode("üa+"), Err(Fault::Character(0)));
        assert_eq!(decode("A"), Err(Fault::Length));
        assert_eq!(decode("Zh"), Err(Fault::Length));
    }
}
