//! Classes of bytes: a scalar is scanned with one table lookup per byte.

/// May end a plain scalar in block style, as in `: ` and ` #`.
pub(super) const PLAIN: u8 = 1;
/// May end a plain scalar in brackets.
pub(super) const FLOW: u8 = 2;
/// Special in double quotes.
pub(super) const DOUBLE: u8 = 4;
/// Special in single quotes.
pub(super) const SINGLE: u8 = 8;
/// Part of the name of a tag.
pub(super) const NAME: u8 = 16;
/// Not supported by the fast parser.
pub(super) const BAD: u8 = 32;
/// First byte of a character that may be unsupported, or of a line break that may be.
pub(super) const LOOK: u8 = 64;
/// A question mark.
pub(super) const ASKS: u8 = 128;

const CLASSES: [u8; 256] = classes();

/// The classes of a byte.
#[inline(always)]
pub(super) fn class(byte: u8) -> u8 {
    CLASSES.get(usize::from(byte)).copied().unwrap_or(0)
}

/// The union of the classes [`BAD`], [`LOOK`] and [`ASKS`] over all bytes. Works on eight bytes at a time: most contain
/// none of them.
pub(super) fn seen(bytes: &[u8]) -> u8 {
    let (words, rest) = bytes.as_chunks::<8>();
    let mut seen = 0;
    for word in words {
        if is_remarkable(u64::from_ne_bytes(*word)) {
            for &byte in word {
                seen |= class(byte);
            }
        }
    }
    for &byte in rest {
        seen |= class(byte);
    }
    seen
}

/// True if one of the eight bytes is not ASCII, a control character, delete or a question mark. May return true for
/// others.
#[inline(always)]
fn is_remarkable(word: u64) -> bool {
    const ONES: u64 = 0x0101_0101_0101_0101;
    // The result has the high bit of each byte that is 0 set.
    let zero = |word: u64| word.wrapping_sub(ONES) & !word;
    let control = zero(word & (ONES * 0xe0));
    let delete = zero(word ^ (ONES * 0x7f));
    let asks = zero(word ^ (ONES * 0x3f));
    (word | control | delete | asks) & (ONES * 0x80) != 0
}

const fn class_of(byte: u8) -> u8 {
    match byte {
        b'\n' => PLAIN | FLOW | DOUBLE | SINGLE,
        b'\r' => PLAIN | FLOW | DOUBLE | SINGLE | LOOK,
        b'\t' | b'#' => PLAIN | FLOW,
        b':' => PLAIN | FLOW | NAME,
        b',' | b'[' | b']' | b'{' | b'}' => FLOW,
        b'"' | b'\\' => DOUBLE,
        b'\'' => SINGLE,
        b'?' => ASKS,
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => NAME,
        0..=0x1f | 0x7f => BAD,
        // The lead bytes of U+0080 to U+00BF and of U+F000 to U+FFFF.
        0xc2 | 0xef => LOOK,
        _ => 0,
    }
}

const fn classes() -> [u8; 256] {
    let mut classes = [0; 256];
    let mut left: &mut [u8] = &mut classes;
    let mut byte = 0;
    while let Some((class, behind)) = left.split_first_mut() {
        *class = class_of(byte);
        byte = byte.wrapping_add(1);
        left = behind;
    }
    classes
}
