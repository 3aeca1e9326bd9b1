//! Conversion between byte offsets and UTF-16 offsets, which browsers and editors use.

/// Size of blocks that are checked for ASCII, where both counts are equal.
const BLOCK: usize = 4096;

/// Length of a text in UTF-16 units.
pub fn len(text: &str) -> usize {
    let mut count = 0;
    let mut rest = text;
    while !rest.is_empty() {
        let (block, behind) = split_block(rest);
        count += if block.is_ascii() { block.len() } else { block.chars().map(char::len_utf16).sum() };
        rest = behind;
    }
    count
}

/// The byte offset of a UTF-16 offset: the length if it is beyond the end, the start of the character if it is inside
/// one.
pub fn byte_offset(text: &str, unit: usize) -> usize {
    let (mut bytes, mut left) = (0, unit);
    let mut rest = text;
    while left > 0 && !rest.is_empty() {
        let (block, behind) = split_block(rest);
        let length = if block.is_ascii() { block.len() } else { block.chars().map(char::len_utf16).sum() };
        if length > left {
            return bytes + byte_in_block(block, left);
        }
        bytes += block.len();
        left -= length;
        rest = behind;
    }
    bytes
}

fn byte_in_block(block: &str, mut left: usize) -> usize {
    for (at, c) in block.char_indices() {
        if c.len_utf16() > left {
            return at;
        }
        left -= c.len_utf16();
    }
    block.len()
}

/// The first block of a text, which ends on a character border, and the rest.
fn split_block(text: &str) -> (&str, &str) {
    let mut end = text.len().min(BLOCK);
    while !text.is_char_boundary(end) {
        end += 1;
    }
    text.split_at(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn byte_and_utf16_offsets_round_trip() {
        let long = "x".repeat(BLOCK - 1) + "é🦀" + &"ü".repeat(BLOCK);
        for text in ["", "abc", "aéb", "🦀", "a🦀é\r\n", &long] {
            assert_eq!(len(text), text.encode_utf16().count());
            for (byte, _) in text.char_indices() {
                let unit = len(text.get(..byte).unwrap());
                assert_eq!(byte_offset(text, unit), byte);
            }
            assert_eq!(byte_offset(text, len(text)), text.len());
            assert_eq!(byte_offset(text, usize::MAX), text.len());
        }
        // Between two surrogates.
        assert_eq!(byte_offset("a🦀", 2), 1);
    }
}
