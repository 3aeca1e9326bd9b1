//! Both parsers give the same tree, field by field, for every text that the fast parser accepts.

use std::path::{Path, PathBuf};

use proptest::prelude::*;

use super::byte_class::{ASKS, BAD, LOOK, class, seen};
use super::compare_parsers;

/// True if the fast parser accepts the text; panics where the full parser differs.
fn agrees(text: &str) -> bool {
    compare_parsers(text, 0).unwrap_or_else(|difference| panic!("{text:?}\n{difference}"))
}

const RICH: &str = r##"# A document that has a bit of everything
AWSTemplateFormatVersion: "2010-09-09"
Description: >-
  Folded, and
  over lines

    deeper # no comment

  again
'quoted key': 'it''s'
"other key" : "tab\t \u00e9\n"   # said
Parameters:
  Empty:
  Plain: some words
    over two lines
    and three

    and more
  Number: -1.5
  Colons: AWS::EC2::Instance
  Hash: a#b c#d # comment

  # between
  Nested:
    - a
    -   b: 1
        c: 2
    - - x
      - y
    -
      d: !Ref e
    - !GetAZs
    - tagged: !GetAZs
      b: !GetAZs
    -
Resources:
- not: indented
  list: [1, 'two', "three", {four: 4, "five":5, six: [ ]}, seven: [8], "nine" :10, more words
    that go on, !If
      [x], ]
- !Sub text
- !Join
  - ","
  - [a, b]
- !Base64
  Fn::Sub: |
    #!/bin/bash
    echo ${A}: "x"

      indented   
    done

After: !Sub |2-
    two spaces
   less
Keep: |+
  kept

  x


Long: "over
  lines

  in quotes" # c
Single: 'also
  here'
Flow: {
  a: b, # c
  "c": [d,
    e], f: !GetAtt g.h
}
Tagged: !!str 12
Lines:
  plain on its own line
  and one more
Next:
  !Sub "x"
Last: |
  the end"##;

#[test]
fn fast_parser_accepts_the_rich_document() {
    assert!(agrees(RICH));
    assert!(agrees(&RICH.replace('\n', "\r\n")));
    assert!(agrees(&format!("{RICH}\n")));
    assert!(agrees(&format!("# c\n--- # c\n{RICH}\n")));
}

#[test]
fn byte_scan_finds_every_byte_at_every_position() {
    for byte in 0..=255 {
        for place in 0..20 {
            let mut bytes = [b'a'; 20];
            bytes[place] = byte;
            let wanted = class(byte) & (BAD | LOOK | ASKS);
            assert_eq!(seen(&bytes) & (BAD | LOOK | ASKS), wanted, "{byte} in place {place}");
        }
    }
}

/// Building blocks of YAML texts.
const SIGNS: [&str; 34] = [
    " ", "\n", ":", "-", "#", "'", "\"", "[", "]", "{", "}", ",", "|", ">", "!", "?", "&a ", "*a", "\t", "\r\n", "%",
    "@", "\\", "a", ": ", "- ", " #", "\n  ", "---\n", "...\n", "+", "2", "\u{feff}", "\u{a0}",
];

#[test]
fn parsers_agree_on_every_short_text() {
    // `cargo test --release -- --ignored` goes further.
    for_every_text(&SIGNS[..17], 3);
    for_every_text(&["a", ":", "-", " ", "\n"], 6);
    for_every_text(&["a", ":", " ", "\n", "!a", "---"], 5);
}

#[test]
#[ignore = "takes minutes"]
fn parsers_agree_on_every_longer_text() {
    let length = std::env::var("LENGTH").ok().and_then(|length| length.parse().ok()).unwrap_or(6);
    for_every_text(&["a", ":", "-", " ", "\n", "#", "'", "\"", "[", "]", "{", "}", ",", "|", ">", "!"], length);
    for_every_text(&["a", ": ", "- ", "  ", "\n", " #", "|\n", ">\n", "!a ", "\t", "\""], length);
    for_every_text(&["a", ":", "- ", " ", "\n", "!a", "---", "...", "{", "}"], length);
    for_every_text(&["a", ":", "-", " ", "\n"], length + 3);
    for_every_text(&["a: >", "|", "\n", " ", "a", "+", "-", "2"], length + 1);
    for_every_text(&["[", "]", "{", "}", ",", ":", "a", " ", "\n", "#"], length + 1);
}

fn for_every_text(alphabet: &[&str], longest: usize) {
    let mut taken = 0u64;
    for length in 0..=longest {
        let mut letters = vec![0; length];
        loop {
            let text: String = letters.iter().map(|&letter: &usize| alphabet[letter]).collect();
            taken += u64::from(agrees(&text));
            let Some(place) = letters.iter().rposition(|&letter| letter + 1 < alphabet.len()) else { break };
            letters[place] += 1;
            letters[place + 1..].fill(0);
        }
    }
    println!("{alphabet:?} up to {longest}: {taken} taken");
    assert!(taken > 0);
}

#[test]
fn parsers_agree_on_small_changes_of_the_rich_document() {
    small_changes(RICH, 9);
}

#[test]
#[ignore = "takes minutes"]
fn parsers_agree_on_every_small_change_of_the_rich_document() {
    small_changes(RICH, 1);
    small_changes(&RICH.replace('\n', "\r\n"), 1);
}

/// Deletes each letter, inserts and replaces characters at every `every`-th place, and truncates the text there.
fn small_changes(text: &str, every: usize) {
    let mut taken = 0;
    for at in (0..=text.len()).filter(|&at| text.is_char_boundary(at)) {
        let (before, behind) = text.split_at(at);
        let mut rest = behind.chars();
        rest.next();
        taken += usize::from(agrees(&format!("{before}{}", rest.as_str())));
        agrees(before);
        for sign in SIGNS.iter().skip(at % every).step_by(every) {
            taken += usize::from(agrees(&format!("{before}{sign}{behind}")));
            taken += usize::from(agrees(&format!("{before}{sign}{}", rest.as_str())));
        }
    }
    println!("{taken} taken");
    assert!(taken > 1000);
}

const DOCUMENTS: [&str; 8] = [
    RICH,
    include_str!("../../../../tests/fixtures/documents/block.yaml"),
    include_str!("../../../../tests/fixtures/documents/crlf.yaml"),
    include_str!("../../../../tests/fixtures/documents/open-end.yaml"),
    include_str!("../../../../tests/fixtures/documents/flow.yaml"),
    include_str!("../../../../tests/fixtures/documents/anchors.yaml"),
    include_str!("../../../../tests/fixtures/documents/tabs.json"),
    include_str!("../../../../tests/fixtures/documents/small.json"),
];

/// A change of lines or letters; the numbers select the place.
fn change(text: &str, what: u8, at: usize, other: usize, piece: &str) -> String {
    let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
    if lines.is_empty() {
        return piece.to_string();
    }
    let (line, target) = (at % lines.len(), other % lines.len());
    let indented;
    match what {
        0 => drop(lines.remove(line)),
        1 => lines.insert(target, lines[line]),
        2 => lines.swap(line, target),
        3 => {
            indented = format!("{}{}", " ".repeat(other % 7), lines[line].trim_start_matches(' '));
            lines[line] = &indented;
        }
        4 => {
            indented = lines[line].chars().skip(other % 5).collect();
            lines[line] = &indented;
        }
        5 => {
            indented = format!("{}{}", " ".repeat(other % 5), lines[line]);
            lines[line] = &indented;
        }
        _ => {
            let mut start = at % (text.len() + 1);
            while !text.is_char_boundary(start) {
                start -= 1;
            }
            let mut end = (start + if what == 6 { 0 } else { other % 9 }).min(text.len());
            while !text.is_char_boundary(end) {
                end -= 1;
            }
            let end = end.max(start);
            return format!("{}{piece}{}", text.get(..start).unwrap(), text.get(end..).unwrap());
        }
    }
    lines.concat()
}

fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => prop::sample::select(SIGNS.to_vec()).prop_map(String::from),
        1 => prop::collection::vec(prop::sample::select(SIGNS.to_vec()), 0..4).prop_map(|signs| signs.concat()),
        1 => "[ -~\\n\\tüß🚀\u{85}\u{a0}\u{2028}\u{fffd}]{0,6}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn parsers_agree_on_changed_documents(
        which in 0..DOCUMENTS.len(), from in any::<usize>(), lines in 1usize..40,
        changes in prop::collection::vec((0u8..9, any::<usize>(), any::<usize>(), piece()), 0..5),
    ) {
        let all: Vec<&str> = DOCUMENTS[which].split_inclusive('\n').collect();
        let start = from % all.len();
        let mut text = if from % 3 == 0 { all.concat() } else { all.into_iter().skip(start).take(lines).collect() };
        agrees(&text);
        for (what, at, other, piece) in changes {
            text = change(&text, what, at, other, &piece);
            agrees(&text);
        }
    }

    #[test]
    fn parsers_agree_on_random_indicators(
        text in "([ \\t\\n:#\\-?,\\[\\]{}&*!|>'\"%@`~<=]|[a-c0-3]|\\r\\n|- |: |  |\u{feff}|\u{85}|ü|!Sub |&a |\\*a |\\|\\n  |a: |- a\\n|\\[a, |\\{a: |>-\\n  ){0,40}",
    ) {
        agrees(&text);
        agrees(&format!("a: {text}"));
        agrees(&format!("a:\n  - b: {text}\n    c: d\n"));
    }

    #[test]
    fn parsers_agree_on_nested_parts(levels in 0usize..300, depth in 0usize..300, flow in any::<bool>()) {
        let text = if flow {
            "[".repeat(levels) + &"]".repeat(levels)
        } else {
            "- ".repeat(levels) + "a: b\n"
        };
        prop_assert!(compare_parsers(&text, depth).is_ok());
    }
}

/// Name and text of each file in a folder.
fn files(folder: &Path) -> Vec<(String, String)> {
    let paths = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    paths
        .filter_map(|path| {
            Some((path.file_name()?.to_string_lossy().into_owned(), std::fs::read_to_string(&path).ok()?))
        })
        .collect()
}

/// The templates in `tests/fixtures`, and those of the corpus that `CF_INIT_CORPUS` names.
#[test]
fn parsers_agree_on_templates_and_most_are_fast() {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let mut whole = files(&fixtures.join("templates"));
    let mut broken = files(&fixtures.join("broken"));
    if let Some(corpus) = std::env::var_os("CF_INIT_CORPUS").map(PathBuf::from) {
        whole.extend(["init", "general"].into_iter().flat_map(|folder| files(&corpus.join(folder))));
        broken.extend(files(&corpus.join("bad")));
    }
    for (_, text) in &broken {
        agrees(text);
    }
    let slow: Vec<&str> = whole.iter().filter(|(_, text)| !agrees(text)).map(|(name, _)| name.as_str()).collect();
    assert!(slow.len() * 5 <= whole.len(), "{} of {}: {slow:?}", slow.len(), whole.len());
}
