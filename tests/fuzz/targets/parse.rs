//! Any bytes as a text: it is kept, read without a panic, and every place that the tree names lies in the text.
#![no_main]

use cf_init::document::{Document, Node, Path};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let document = Document::parse(text.as_ref());
    assert_eq!(document.text(), text);
    let Some(root) = document.root() else { return };
    assert!(document.syntax_error().is_none(), "a text that cannot be read has a tree");
    let mut left = 3000;
    walk(&document, root, Path::root(), &mut left);
    for offset in [0, text.len() / 3, text.len() / 2, text.len(), usize::MAX] {
        document.path_at(offset);
        document.position(offset);
    }
    document.is_json();
    root.value();
});

/// Every value and its entry lie in the text, on borders of characters, and inside what holds them.
fn walk(document: &Document, node: Node<'_>, at: Path, left: &mut usize) {
    if *left == 0 {
        return;
    }
    *left -= 1;
    let text = document.text();
    let span = node.span();
    assert!(text.get(span.clone()).is_some(), "{at}: {span:?} of {}", text.len());
    if let Some(entry) = document.entry_span(&at) {
        assert!(text.get(entry.clone()).is_some(), "{at}: entry {entry:?}");
        let lines = document.entry_lines(&at);
        assert!(lines.is_some_and(|lines| lines.start() <= lines.end() && *lines.end() <= document.line_count()));
    }
    for (index, item) in node.items().enumerate() {
        walk(document, item, at.join(index), left);
    }
    for entry in node.entries() {
        assert!(text.get(entry.key_node.span()).is_some(), "{at}: key");
        walk(document, entry.value, at.join(entry.key()), left);
    }
}
