//! Any text: what the quick reader takes, the parser reads, and both make the same tree of it, field by field.
#![no_main]

use cf_init::document::compare_parsers;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    for depth in [0, 247] {
        if let Err(difference) = compare_parsers(&text, depth) {
            panic!("{text:?}\n{difference}");
        }
    }
});
