//! Links that others made: any bytes are read without a panic and without more than the largest text; what is read is
//! written again as the same link or none; one changed character of a good link opens nothing else.
#![no_main]

use cf_init::share::{LinkError, decode, encode};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Some((&mode, rest)) = bytes.split_first() else { return };
    let rest = String::from_utf8_lossy(rest);
    if mode < 64 {
        return read(&rest);
    }
    if mode < 96 {
        return read(&format!("#s=1.{rest}"));
    }
    let (name, text) = rest.split_once('\n').unwrap_or(("", &rest));
    let Ok(link) = encode(name, text) else { return };
    assert_eq!(encode(name, text).as_ref(), Ok(&link));
    let shared = decode(&link.fragment).expect("a link that was just made opens");
    if link.left_out.is_empty() {
        assert_eq!(shared.text, text);
    } else {
        assert!(shared.text.len() < text.len());
    }
    // What is left is a design without secrets: sharing it again leaves out nothing.
    let again = encode(&shared.name, &shared.text).expect("what was shared can be shared");
    assert_eq!((again.fragment.as_str(), again.left_out.len()), (link.fragment.as_str(), 0));
    let at = 4 + usize::from(mode) * 31 % (link.fragment.len() - 4);
    let mut other = link.fragment.clone().into_bytes();
    if let Some(byte) = other.get_mut(at) {
        *byte = if *byte == b'A' { b'B' } else { b'A' };
    }
    let other = String::from_utf8_lossy(&other);
    assert!(decode(&other).is_err() || other == link.fragment, "{other}");
});

/// What opens is shared again as a link that opens to the same.
fn read(fragment: &str) {
    match decode(fragment) {
        Ok(shared) => {
            if let Ok(link) = encode(&shared.name, &shared.text)
                && link.left_out.is_empty()
            {
                assert_eq!(decode(&link.fragment), Ok(shared));
            }
        }
        Err(error) => {
            let told = error.to_string();
            assert!(told.ends_with('.') && !told.is_empty());
            let bare = fragment.trim();
            assert!(error != LinkError::NoLink || !bare.strip_prefix('#').unwrap_or(bare).starts_with("s="));
        }
    }
}
