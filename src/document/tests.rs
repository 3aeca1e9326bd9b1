//! Edits by example: the text before and after.

use super::*;

/// Applies an edit; returns the new text, or "error: " with the message.
fn edit(text: &str, edit: Edit) -> String {
    let mut document = Document::parse(text);
    let inverse = match document.edit(&edit) {
        Ok(inverse) => inverse,
        Err(error) => return format!("error: {error}"),
    };
    let new = document.text().to_string();
    assert!(document.syntax_error().is_none(), "{new}\n{:?}", document.syntax_error());
    document.apply(inverse);
    assert_eq!(document.text(), text, "the inverse restores");
    new
}

fn at(document: &str, pointer: &str) -> Path {
    Document::parse(document).path_from_pointer(pointer).unwrap()
}

fn value(yaml: &str) -> Value {
    Document::parse(yaml).root().map_or(Value::Null, |root| root.value())
}

fn set(text: &str, pointer: &str, to: &str) -> String {
    edit(text, Edit::Set { at: at(text, pointer), value: value(to) })
}

fn put(text: &str, pointer: &str, key: &str, to: &str) -> String {
    edit(text, Edit::Insert { into: at(text, pointer), slot: Slot::Key(key.into()), value: value(to) })
}

fn item(text: &str, pointer: &str, index: usize, to: &str) -> String {
    edit(text, Edit::Insert { into: at(text, pointer), slot: Slot::Index(index), value: value(to) })
}

fn remove(text: &str, pointer: &str) -> String {
    edit(text, Edit::Remove { at: at(text, pointer) })
}

fn rename(text: &str, pointer: &str, to: &str) -> String {
    edit(text, Edit::Rename { at: at(text, pointer), to: to.into() })
}

fn move_to(text: &str, pointer: &str, place: usize) -> String {
    edit(text, Edit::Reorder { at: at(text, pointer), place })
}

#[test]
fn broken_text_keeps_the_last_valid_tree() {
    for text in ["", "a: [", "\u{feff}a: 1\r\n", "\0", "a: *b", "- x\n- \"", "a: 1\n---\nb: 2\n"] {
        assert_eq!(Document::parse(text).text(), text);
    }
    let mut document = Document::parse("a: 1\n");
    document.apply(Splice { range: 3..4, text: "[".into() });
    assert_eq!(document.text(), "a: [\n");
    assert_eq!(document.syntax_error().map(|problem| problem.position.line), Some(1));
    assert_eq!(document.scalar(&Path::root().join("a")), Some("1"));
    let refused = document.plan(&Edit::Remove { at: Path::root().join("a") });
    assert!(matches!(refused, Err(EditError::Unreadable(_))));
    document.apply(Splice { range: 3..4, text: "2".into() });
    assert_eq!(document.scalar(&Path::root().join("a")), Some("2"));
}

#[test]
fn deep_nesting_and_alias_bombs_are_refused_with_position() {
    let deep = "[".repeat(10_000) + &"]".repeat(10_000);
    let bomb = (1..40).fold("a0: &a0 [x, x]\n".to_string(), |text, i| {
        format!("{text}a{i}: &a{i} [*a{0}, *a{0}, *a{0}, *a{0}]\n", i - 1)
    });
    for (text, word) in [(deep.as_str(), "deeper"), (bomb.as_str(), "aliases"), ("a: &a [*a]\n", "no end")] {
        let document = Document::parse(text);
        let problem = document.syntax_error().unwrap();
        assert!(problem.message.contains(word), "{}", problem.message);
        assert!(problem.position.column > 1, "{word}: {}", problem.position);
    }
    let block: String = (0..10_000).map(|i| format!("{}- \n", " ".repeat(i))).collect();
    assert!(Document::parse(block).syntax_error().is_some());
}

#[test]
fn set_keeps_the_style_of_the_old_value() {
    assert_eq!(set("a: x # c\nb: y\n", "/a", "z"), "a: z # c\nb: y\n");
    assert_eq!(set("mode: \"000644\"\n", "/mode", "'000640'"), "mode: \"000640\"\n");
    assert_eq!(set("a: 'x'\n", "/a", "it's"), "a: 'it''s'\n");
    assert_eq!(set("a: x\n", "/a", "'yes'"), "a: \"yes\"\n");
    assert_eq!(set("a: x\nq: 'y'\n", "/a", "'yes'"), "a: 'yes'\nq: 'y'\n");
    assert_eq!(set("a: !Sub x\n", "/a", "!Sub z"), "a: !Sub z\n");
    assert_eq!(set("a: !Sub x\n", "/a", "z"), "a: z\n");
    assert_eq!(set("a: &n x\nb: *n\n", "/a", "z"), "a: &n z\nb: *n\n");
    assert_eq!(set("- &n 0\n- *n\n", "/0", "[z]"), "- &n\n  - z\n- *n\n");
    assert_eq!(set("a: [x, y] # c\n", "/a", "[z]"), "a: [z] # c\n");
    assert_eq!(set("a: \"\"\nb: x\n", "/a", "z"), "a: z\nb: x\n");
    assert_eq!(set("a: true\n", "/a", "false"), "a: false\n");
    assert_eq!(set("{\"a\":# c\n}\n", "/a", "1"), "{\"a\": 1 # c\n}\n");
    assert_eq!(set("{a, &b}\n", "/a", "1"), "{a: 1, &b}\n");
    assert_eq!(set("{a, &b}\n", "/", "1"), "{a, &b : 1}\n");
    assert!(set("{a\n b, c}\n", "/a b", "1").contains("spans several lines"));
}

#[test]
fn set_changes_between_one_and_several_lines() {
    assert_eq!(set("a:\n  b: 1\nc: 2\n", "/a", "x"), "a: x\nc: 2\n");
    assert_eq!(set("a: x # c\nb: y\n", "/a", "{k: [v]}"), "a: # c\n  k:\n    - v\nb: y\n");
    assert_eq!(set("a: x\nb: y\n", "/a", "\"l1\\nl2\\n\""), "a: |\n  l1\n  l2\nb: y\n");
    assert_eq!(set("a: x  \nb: y\n", "/a", "\"l1\\nl2\""), "a: |-\n  l1\n  l2\nb: y\n");
    assert_eq!(set("a: |\n    l1\n\nb: y\n", "/a", "\"l1\\nl3\\n\""), "a: |\n    l1\n    l3\n\nb: y\n");
    assert_eq!(set("a: |\n  l1\nb: y\n", "/a", "l1"), "a: |-\n  l1\nb: y\n");
    assert_eq!(set("a: |\n  x\nb: y\n", "/a", "\"x\\n\\n\\n\""), "a: |+\n  x\n\n\nb: y\n");
    assert_eq!(set("a: |\n  x\n\nb: y\n", "/a", "\"x\\n\\n\""), "a: \"x\\n\\n\"\n\nb: y\n");
    assert_eq!(set("a: x", "/a", "\"l1\\nl2\\n\""), "a: |\n  l1\n  l2\n");
    assert_eq!(set("- a: x\n  b: y\n", "/0/a", "\"  l1\\nl2\\n\""), "- a: |2\n      l1\n    l2\n  b: y\n");
    assert_eq!(set("a:\r\n  b: x\r\n", "/a/b", "\"l1\\nl2\\n\""), "a:\r\n  b: |\r\n    l1\r\n    l2\r\n");
    // Text after the last line of an item is not part of the item.
    for behind in [" ", " # c", ""] {
        let before = format!("-\n  - x{behind}\n");
        assert_eq!(set(&before, "/0", "\"a\\nb\""), "-\n  |-\n  a\n  b\n");
        assert_eq!(set(&before, "/0", "b"), format!("-\n  b{behind}\n"));
    }
}

#[test]
fn following_comment_prevents_a_block_scalar() {
    assert_eq!(set("a: x\n      # deep\nb: y\n", "/a", "\"l1\\nl2\\n\""), "a: \"l1\\nl2\\n\"\n      # deep\nb: y\n");
}

#[test]
fn insert_uses_the_style_of_siblings() {
    assert_eq!(put("a:\n    b: 1\nc:\n  d: 2\n", "/a", "e", "3"), "a:\n    b: 1\n    e: 3\nc:\n  d: 2\n");
    assert_eq!(put("a: 1", "", "b", "x"), "a: 1\nb: x");
    assert_eq!(put("a:\n  b: 1 # c\n  # end\nd: 2\n", "/a", "e", "3"), "a:\n  b: 1 # c\n  e: 3\n  # end\nd: 2\n");
    assert_eq!(put("A:\n  x: 1\n\nB:\n  y: 2\n", "", "C", "3"), "A:\n  x: 1\n\nB:\n  y: 2\n\nC: 3\n");
    assert_eq!(put("a: \"x\"\nb: \"y\"\n", "", "c", "z"), "a: \"x\"\nb: \"y\"\nc: \"z\"\n");
    assert_eq!(put("a: {b: 1}\n", "/a", "c", "x y"), "a: {b: 1, c: x y}\n");
    assert_eq!(put("a: [k: v]\n", "/a/0", "c", "x"), "a: [{k: v, c: x}]\n");
    assert_eq!(item("a:\n- x\n- y\n", "/a", 1, "z"), "a:\n- x\n- z\n- y\n");
    assert_eq!(item("a:\n  - x\n", "/a", 1, "{k: v, l: w}"), "a:\n  - x\n  - k: v\n    l: w\n");
    assert_eq!(item("a: [x, y]\n", "/a", 0, "z"), "a: [z, x, y]\n");
    assert_eq!(item("a: [x, y,]\n", "/a", 2, "z"), "a: [x, y, z,]\n");
    assert_eq!(item("a: [\n  x, # c\n  y # d\n]\n", "/a", 2, "z"), "a: [\n  x, # c\n  y, # d\n  z\n]\n");
}

#[test]
fn insert_creates_missing_collections() {
    assert_eq!(put("a: {}\nb: 1\n", "/a", "c", "x"), "a:\n  c: x\nb: 1\n");
    assert_eq!(put("a: {} # none\n", "/a", "c", "x"), "a: # none\n  c: x\n");
    assert_eq!(put("a:\nb: 1\n", "/a", "c", "x"), "a:\n  c: x\nb: 1\n");
    assert_eq!(put("a: ~\n", "/a", "c", "x"), "a:\n  c: x\n");
    assert_eq!(item("a: []\n", "/a", 0, "x"), "a:\n  - x\n");
    assert_eq!(item("a: [[]]\n", "/a/0", 0, "x"), "a: [[x]]\n");
    assert_eq!(put("a: 1\n", "/b/c", "d", "x"), "a: 1\nb:\n  c:\n    d: x\n");
    assert_eq!(put("", "", "a", "x"), "a: x\n");
    assert_eq!(put("# only\n", "/a", "b", "x"), "# only\na:\n  b: x\n");
    assert_eq!(put("{}\n", "", "a", "x"), "{\n  \"a\": \"x\"\n}\n");
    assert_eq!(put("a: !Foo {}\n", "/a", "b", "x"), "a: !Foo\n  b: x\n");
}

#[test]
fn edits_of_json_are_json() {
    let json = "{\n    \"a\": {\n        \"b\": 1\n    },\n    \"c\": []\n}\n";
    assert_eq!(
        put(json, "/a", "d", "{k: [v]}"),
        "{\n    \"a\": {\n        \"b\": 1,\n        \"d\": {\n            \"k\": [\n                \"v\"\n            ]\n        }\n    },\n    \"c\": []\n}\n"
    );
    assert_eq!(item(json, "/c", 0, "x"), json.replace("[]", "[\n        \"x\"\n    ]"));
    assert_eq!(remove(json, "/a"), "{\n    \"c\": []\n}\n");
    assert_eq!(remove(json, "/c"), "{\n    \"a\": {\n        \"b\": 1\n    }\n}\n");
    assert_eq!(remove(json, "/a/b"), json.replace("{\n        \"b\": 1\n    }", "{}"));
    assert_eq!(put("{\"a\":1,\"b\":[1,2]}", "", "c", "{d: 1}"), "{\"a\":1,\"b\":[1,2],\"c\":{\"d\":1}}");
    assert_eq!(rename(json, "/a", "e\"f"), json.replace("\"a\"", "\"e\\\"f\""));
    assert_eq!(set(json, "/a/b", "!Ref X"), "error: JSON has no tags. Write the function with its long name.");
}

#[test]
fn yaml_in_brackets_is_no_json() {
    let text = "{a: {b: !Ref X,\n  c: 'y'},\n d: []}\n";
    assert!(!Document::parse(text).is_json());
    assert_eq!(rename(text, "/a/b", "e"), text.replace("b:", "e:"));
    assert_eq!(set(text, "/a/c", "!Ref Z"), text.replace("'y'", "!Ref 'Z'"));
    assert_eq!(put(text, "/a", "f", "x"), text.replace("'y'}", "'y',\n  f: x}"));
    assert_eq!(item(text, "/d", 0, "x"), text.replace("[]", "[x]"));
    for json in ["{}", "[]", "{\"a\": [1, -2.5e3, true, null]}"] {
        assert!(Document::parse(json).is_json(), "{json}");
    }
    for yaml in ["{a: 1}", "{'a': 1}", "{\"a\": yes}", "{\"a\": !Ref \"b\"}", "{\"a\": 0x1}"] {
        assert!(!Document::parse(yaml).is_json(), "{yaml}");
    }
}

#[test]
fn remove_includes_only_the_comments_of_the_entry() {
    let text = "# head\nA:\n  # about x\n  x: 1 # x\n  y: 2\n\n# about B\nB:\n  z: 1\n  # in B\nC: 3\n";
    assert_eq!(remove(text, "/A/x"), text.replace("  # about x\n  x: 1 # x\n", ""));
    assert_eq!(remove(text, "/B"), "# head\nA:\n  # about x\n  x: 1 # x\n  y: 2\n\nC: 3\n");
    assert_eq!(remove("a: 1\n\nb: 2\n\nc: 3\n", "/b"), "a: 1\n\nc: 3\n");
    assert_eq!(remove("a: 1\nb: 2", "/b"), "a: 1\n");
    assert_eq!(remove("a:\n  b: 1\nc: 2\n", "/a/b"), "a: {}\nc: 2\n");
    assert_eq!(remove("a: # c\n  - x\n", "/a/0"), "a: [] # c\n");
    assert_eq!(remove("a:\n\n  b: 1\nc: 2\n", "/a/b"), "a:\n\n  {}\nc: 2\n");
    assert_eq!(remove("- k: v\n  l: w\n", "/0/k"), "-\n  l: w\n");
    assert_eq!(remove("a: |+\n  x\n\nb: 1\n\nc: 2\n", "/b"), "a: |+\n  x\n\nc: 2\n");
    assert_eq!(remove("a: [x, y, z]\n", "/a/1"), "a: [x, z]\n");
    assert_eq!(remove("a: [x]\n", "/a/0"), "a: []\n");
    assert_eq!(remove("a: {b: 1, c: 2}\n", "/a/c"), "a: {b: 1}\n");
    assert_eq!(remove("{a: {}, \"b\":#c\n}\n", "/b"), "{a: {} #c\n}\n");
    assert_eq!(remove("b:\n  >2-\nc: d\n#   e\nf: g\n", "/c"), "b:\n  >2-\n#   e\nf: g\n");
}

#[test]
fn used_anchor_cannot_be_removed() {
    let text = "a: &n x\nb: *n\n";
    assert_eq!(
        remove(text, "/a"),
        "error: The anchor &n is inside it and is used at line 2, column 4. Change that place first."
    );
    assert_eq!(remove(text, "/b"), "a: &n x\n");
    assert_eq!(set("a: &n {k: 1}\nb: *n\n", "/b/k", "2"), "a: &n {k: 2}\nb: *n\n");
}

#[test]
fn rename_changes_only_the_key() {
    assert_eq!(rename("a: 1 # c\nb: 2\n", "/a", "x y"), "x y: 1 # c\nb: 2\n");
    assert_eq!(rename("'a': 1\n", "/a", "01"), "'01': 1\n");
    assert_eq!(rename("a: 1\n", "/a", "01"), "\"01\": 1\n");
    assert_eq!(rename("a: 1\nb: 2\n", "/a", "b"), "error: b already exists. Set it, or choose another name.");
    assert_eq!(rename("a: 1\n", "/a", "a"), "a: 1\n");
}

#[test]
fn reorder_keeps_separators() {
    let text = "A: 1 # a\n\n# about B\nB:\n  x: 1\n\nC: 3\n";
    assert_eq!(move_to(text, "/C", 0), "C: 3\n\nA: 1 # a\n\n# about B\nB:\n  x: 1\n");
    assert_eq!(move_to(text, "/A", 1), "# about B\nB:\n  x: 1\n\nA: 1 # a\n\nC: 3\n");
    assert_eq!(move_to("a: [x, y, z]\n", "/a/2", 0), "a: [z, x, y]\n");
    assert_eq!(move_to("- k: v\n  l: w\n", "/0/l", 0), "- l: w\n  k: v\n");
    assert_eq!(move_to("a:\n- x\n- y", "/a/1", 0), "a:\n- y\n- x");
    assert_eq!(move_to("a: x\nb: |\n  l", "/b", 0), "b: |-\n  l\na: x");
    assert_eq!(move_to("a: &n 1\nb: *n\n", "/a", 1).get(..6), Some("error:"));
    assert_eq!(move_to("? # c\n  a\nb: 1\n", "/a", 1), "b: 1\n? # c\n  a\n");
    assert_eq!(move_to("{? # c\n  a : 1, b: 2}\n", "/a", 1), "{b: 2, ? # c\n  a : 1}\n");
    assert_eq!(move_to("{b: 1, \"a\":# c\n}\n", "/b", 1), "{\"a\":, b: 1 # c\n}\n");
    assert_eq!(move_to("b:\n? # c\n  a\n", "/a", 0), "? # c\n  a\nb:\n");
}

#[test]
fn missing_paths_are_reported() {
    assert_eq!(set("a:\n  b: 1\n", "/a/c", "x"), "error: Nothing is at a › c. To add it, insert the key c into a.");
    assert_eq!(put("a: 1\n", "", "a", "x"), "error: a already exists. Set it, or choose another name.");
    assert_eq!(
        item("a: [x]\n", "/a", 5, "y"),
        "error: a › 5 is not a position in a list. Positions range from 0 to its length."
    );
    assert_eq!(remove("a: 1\n", ""), "error: The whole document can be set, but not removed, renamed or moved.");
}

#[test]
fn offsets_and_paths_map_to_each_other() {
    let text = "a:\n  b: |\n    x\n    y\n  c: [1, 2]\n";
    let document = Document::parse(text);
    let path = |needle: &str| document.path_at(text.find(needle).unwrap()).to_pointer();
    assert_eq!(path("y"), "/a/b");
    assert_eq!(path("b:"), "/a/b");
    assert_eq!(path("2"), "/a/c/1");
    assert_eq!(document.entry_lines(&at(text, "/a/b")), Some(2..=4));
    assert_eq!(document.entry_lines(&at(text, "/a")), Some(1..=5));
    assert_eq!(document.entry_lines(&at(text, "/nope")), None);
}

#[test]
fn large_broken_text_is_parsed_on_request() {
    let good = format!("a: 1\n{}", "b: some text that makes it long\n".repeat(10_000));
    let mut document = Document::parse(good.as_str());
    let typed = |document: &mut Document, at: usize, text: &str| {
        document.apply(Splice { range: at..at, text: text.into() });
    };
    typed(&mut document, 5, "c\n");
    assert!(document.syntax_error().is_some() && !document.is_stale());
    typed(&mut document, 6, ":");
    assert!(document.syntax_error().is_some() && document.is_stale());
    typed(&mut document, 7, " x");
    assert_eq!(document.scalar(&Path::root().join("a")), Some("1"));
    assert!(document.reparse() && !document.reparse());
    assert!(document.syntax_error().is_none());
    assert!(document.reads_like(&Document::parse(document.text())));
}

#[test]
fn document_marker_is_not_a_list_dash() {
    assert_eq!(item("---\n# top\n- a\n", "", 0, "b"), "---\n# top\n- b\n- a\n");
    assert_eq!(set("---\n- - - x\n", "/0/0/0", "z"), "---\n- - - z\n");
    assert_eq!(item("---\n-", "", 1, "b"), "---\n-\n- b");
    // An anchor may hold what Unicode calls a blank.
    assert_eq!(item("a: &x\u{2028}y\n-", "/a", 1, "z"), "a: &x\u{2028}y\n-\n- z");
    assert_eq!(set("a: &x\u{2028}y |\n  b\n", "/a", "c"), "a: &x\u{2028}y |-\n  c\n");
    // A byte order mark takes no column: neither before that line, nor before the dash of an outer list.
    assert_eq!(item("\u{feff}---\r\n- a", "", 0, "b"), "\u{feff}---\r\n- b\r\n- a");
    assert_eq!(item("\u{feff}-\n  - x\n", "/0", 0, "z"), "\u{feff}-\n  - z\n  - x\n");
}

#[test]
fn spaces_below_a_value_are_not_its_text() {
    assert_eq!(set("a: x\n   ", "/a", "\"p\\nq\\n\""), "a: \"p\\nq\\n\"\n   ");
    assert_eq!(set("a: x\n      \nb: y\n", "/a", "\"p\\nq\\n\""), "a: \"p\\nq\\n\"\n      \nb: y\n");
    assert_eq!(set("a: x\n\nb: y\n", "/a", "\"p\\nq\\n\""), "a: |\n  p\n  q\n\nb: y\n");
    assert_eq!(set("- x\n\n # c\n", "", "{k: \"p\\nq\\n\\n\"}"), "k: \"p\\nq\\n\\n\"\n\n # c\n");
    assert_eq!(set("- x\n\n\n", "", "{k: \"p\\nq\\n\\n\"}"), "k: |+\n  p\n  q\n\n");
    assert_eq!(set("a:\r  b: c\nd: e\r", "/a/b", "\"x\\n\\n\""), "a:\r  b: \"x\\n\\n\"\nd: e\r");
}

#[test]
fn tag_only_root_is_replaced_and_key_without_colon_is_refused() {
    assert_eq!(set("!Sub\n", "", "[]"), "[]\n");
    assert_eq!(set("---\n# c\n...", "", "{a: b}"), "---\n# c\na: b\n...");
    assert_eq!(set("---\n# c\r...", "", "{a: b}"), "---\n# c\ra: b\n...");
    assert_eq!(set("\u{feff}...\n", "", "{a: b}"), "\u{feff}a: b\n...\n");
    assert_eq!(set("a:\n- \u{85}# c- : 'q'\n", "/a/0", "[x]"), "a:\n- - x\n");
    assert_eq!(set("? |+\n  a\n #b", "", "{c: d}"), "c: d #b");
    assert!(put("? k\n", "/k", "a", "1").contains("has no colon"));
    assert_eq!(remove("!\n# c\na: 1\n", "/a"), "! {}\n");
}

#[test]
fn expanded_aliases_respect_the_nesting_limit() {
    // Each list is 250 levels deep and holds the one above it: written out, over 30,000 levels in 64 KB.
    let (open, close) = ("[".repeat(250), "]".repeat(250));
    let lists = (1..125).map(|n| format!("- &a{n} {open}*a{} {close}\n", n - 1));
    let text = format!("- &a0 {open}x{close}\n{}", lists.collect::<String>());
    let problem = Document::parse(text).syntax_error().cloned();
    assert!(problem.is_some_and(|problem| problem.position.line == 2 && problem.message.contains("nested deeper")));
}

#[test]
fn colon_of_the_next_key_is_not_mistaken() {
    let no_colon = "error: The key behind `?` has no colon. Write one on the line below it, in the text.";
    assert_eq!(set("? # c\n:a: x\n", "/", "true"), no_colon);
    assert_eq!(set("? a\n:b: c\n", "/a", "true"), no_colon);
    assert_eq!(rename("? a\n:b: c\n", "/a", "d"), "? d\n:b: c\n");
    assert_eq!(remove("? a\n:b: c\n", "/a"), ":b: c\n");
}

#[test]
fn question_mark_without_key_is_located() {
    assert_eq!(set("b:\n  -  - ?    \n  - x\n", "/b/0", "z"), "b:\n  - z\n  - x\n");
    assert_eq!(set("? a\n\n# c\nb: 1\n", "/b", "2"), "? a\n\n# c\nb: 2\n");
}

#[test]
fn block_scalar_of_spaces_ends_before_the_next_entry() {
    let text = "- - - a\n    - |2-\n\n         \n  - b\n";
    assert_eq!(set(text, "/0/0", "[c, true]"), "- - - c\n    - true\n  - b\n");
    assert_eq!(set(text, "/0/0/1", "c"), "- - - a\n    - |-\n      c\n  - b\n");
}

/// A template with many resources, in block style or JSON.
fn large(json: bool) -> String {
    let number = 3000;
    let one = |index: usize| match json {
        false => format!(
            "  # {index}\n  Web{index}:\n    Type: AWS::EC2::Instance # it\n    Properties:\n      ImageId: ami-{index}\n      Tags:\n        - Key: Name\n          Value: web {index}\n          Propagate: |\n            yes\n            no\n"
        ),
        true => format!(
            "    \"Web{index}\": {{\n      \"Type\": \"AWS::EC2::Instance\",\n      \"Properties\": {{\n        \"ImageId\": \"ami-{index}\",\n        \"Tags\": [{{ \"Key\": \"Name\", \"Value\": \"web {index}\" }}, 1]\n      }}\n    }}"
        ),
    };
    let all: Vec<String> = (0..number).map(one).collect();
    match json {
        false => format!("Description: x\nResources:\n{}Outputs:\n  Url:\n    Value: x\n", all.concat()),
        true => format!(
            "{{\n  \"Description\": \"x\",\n  \"Resources\": {{\n{}\n  }},\n  \"Outputs\": {{}}\n}}\n",
            all.join(",\n")
        ),
    }
}

fn edits_of_entries() -> Vec<(&'static str, Edit)> {
    let at = |index: usize| Path::root().keys(["Resources", &format!("Web{index}")]);
    let into = Path::root().join("Resources");
    let new = || value("{Type: T, Properties: {}}");
    vec![
        ("set", Edit::Set { at: at(1000).keys(["Properties", "ImageId"]), value: "other".into() }),
        ("insert last", Edit::Insert { into: into.clone(), slot: Slot::Key("New".into()), value: new() }),
        ("insert between", Edit::Insert { into: into.clone(), slot: Slot::KeyAt("New2".into(), 1500), value: new() }),
        ("insert first", Edit::Insert { into, slot: Slot::KeyAt("New3".into(), 0), value: new() }),
        ("remove", Edit::Remove { at: at(700) }),
        ("remove last", Edit::Remove { at: Path::root().keys(["Resources", "New"]) }),
        ("remove second", Edit::Remove { at: at(1) }),
        ("move down", Edit::Reorder { at: at(800), place: 802 }),
        ("move up", Edit::Reorder { at: at(900), place: 850 }),
        ("rename", Edit::Rename { at: at(1200), to: "Other".into() }),
    ]
}

#[test]
fn entry_edits_reparse_only_neighbours() {
    for json in [false, true] {
        let mut document = Document::parse(large(json));
        for (name, edit) in edits_of_entries() {
            let splice = document.plan(&edit).unwrap();
            for splice in [splice.clone(), document.clone().apply(splice)] {
                let (dead, nodes) = (document.tree.dead, document.tree.nodes.len());
                document.apply(splice);
                // Parsing the whole text leaves no unused nodes.
                assert!(document.tree.dead > dead, "{name}, json {json}");
                assert!(document.tree.nodes.len() - nodes < 2000, "{name}, json {json}");
            }
            assert!(document.reads_like(&Document::parse(document.text())), "{name}, json {json}");
            document.edit(&edit).unwrap();
        }
        assert!(document.reads_like(&Document::parse(document.text())));
    }
}

#[test]
#[ignore = "a measurement: cargo test --release --lib what_edits_of_entries_cost -- --ignored --nocapture"]
fn what_edits_of_entries_cost() {
    for json in [false, true] {
        let mut document = Document::parse(large(json));
        println!("json {json}, {} bytes", document.text().len());
        for (name, edit) in edits_of_entries() {
            let splice = document.plan(&edit).unwrap();
            let mut times: Vec<u128> = Vec::new();
            for _ in 0..9 {
                let began = std::time::Instant::now();
                let inverse = document.apply(splice.clone());
                times.push(began.elapsed().as_micros());
                document.apply(inverse);
            }
            document.apply(splice);
            times.sort();
            println!("{name:>16} {:>8} µs", times[4]);
        }
    }
}

#[test]
fn document_end_is_found_after_every_line_break() {
    let text = "A: 1\r\n".to_string() + &"# far\r\n".repeat(20) + "B: {c: d}\r\n\r\n# end\r\nD: q\r\n";
    let start = text.find("\n\r\n# end").unwrap();
    for sign in ["...", "---", "%a", "x"] {
        for range in [start..start + 2, start + 1..start + 3, start..start + 1, start..start] {
            let mut document = Document::parse(text.as_str());
            document.apply(Splice { range, text: sign.into() });
            let whole = Document::parse(document.text());
            assert_eq!(document.syntax_error(), whole.syntax_error(), "{:?}", document.text());
            assert!(whole.syntax_error().is_some() || document.reads_like(&whole), "{:?}", document.text());
        }
    }
}

#[test]
fn kept_blank_lines_are_parsed_with_the_next_entry() {
    let behind = "C: x\nC: {a: b}\n\n# end\nD: 'q'\n";
    let after = format!("B:\n- x\n-   k: |+\n  \n{behind}");
    for gone in [" long", " 'x'", " {a: b}"] {
        let before = after.replacen(" |+", gone, 1);
        let start = before.find(gone).unwrap();
        let mut document = Document::parse(before);
        document.apply(Splice { range: start..start + gone.len(), text: " |+".into() });
        assert!(document.reads_like(&Document::parse(after.as_str())), "{gone:?}");
    }
    let after = "F: y\nA: |+   # c\n\n\nD: >- \n  x\nE: a long text that makes the rest the larger share\n";
    for gone in ["|+   # c", "|+", "|+   "] {
        let before = after.replacen("|+   # c", "x", 1);
        let mut document = Document::parse(before);
        document.apply(Splice { range: 8..9, text: gone.into() });
        let whole = Document::parse(document.text());
        assert!(document.reads_like(&whole), "{gone:?}: {:?} and {:?}", document.root(), whole.root());
    }
}

#[test]
fn a_broken_text_resumes_with_the_values_of_the_last_valid_one() {
    let mut edited = Document::parse("Size: 1\nName: web\n");
    edited.apply(Splice { range: 6..7, text: "[1".into() });
    let readable = edited.last_readable().unwrap().to_string();
    assert_eq!(readable, "Size: 1\nName: web\n");
    let resumed = Document::resume(edited.text(), &readable);
    assert!(resumed.reads_like(&edited) && !resumed.is_unreadable());
    assert_eq!(resumed.scalar(&Path::root().join("Name")), Some("web"));
    // What can be read needs no other text, and what never could has no values.
    assert_eq!(Document::resume("a: 1\n", "b: 1\n").scalar(&Path::root().join("a")), Some("1"));
    assert!(Document::resume("a: [", "b: [").is_unreadable());
    // A large one too.
    let large = format!("a: {}\n", "x".repeat(MAX_EAGER_REPARSE));
    let resumed = Document::resume(format!("{large}b: [\n"), &large);
    assert!(!resumed.is_stale() && resumed.syntax_error().is_some() && !resumed.is_unreadable());
}
