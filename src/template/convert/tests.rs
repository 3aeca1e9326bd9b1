//! What each format makes of the other, by example.

use super::*;

fn yaml(json: &str) -> String {
    let converted = to_yaml(&Document::parse(json)).unwrap();
    assert_eq!(converted.notes, [""; 0]);
    converted.text
}

fn json(yaml: &str) -> (String, Vec<String>) {
    let converted = to_json(&Document::parse(yaml)).unwrap();
    (converted.text, converted.notes)
}

/// JSON without its blanks between values.
fn tight(yaml: &str) -> String {
    json(yaml).0.lines().map(str::trim).collect()
}

#[test]
fn functions_are_short_in_yaml_where_readers_get_the_same_back() {
    for (from, to) in [
        (r#"{"a": {"Ref": "B"}}"#, "a: !Ref B\n"),
        (r#"{"a": {"Fn::Sub": "${B}\nx"}}"#, "a: !Sub |-\n  ${B}\n  x\n"),
        (r#"{"a": {"Fn::GetAtt": ["B", "C.D"]}}"#, "a: !GetAtt B.C.D\n"),
        (r#"{"a": {"Fn::GetAtt": ["B.X", "C"]}}"#, "a: !GetAtt [B.X, C]\n"),
        (r#"{"a": {"Fn::GetAtt": ["B", {"Ref": "C"}]}}"#, "a: !GetAtt [B, !Ref C]\n"),
        (r#"{"a": {"Fn::GetAZs": ""}}"#, "a: !GetAZs \"\"\n"),
        (r#"{"a": {"Fn::Base64": {"Fn::Sub": "x"}}}"#, "a:\n  Fn::Base64: !Sub x\n"),
        (r#"{"a": {"Ref": 3}}"#, "a:\n  Ref: 3\n"),
        (r#"{"a": {"Ref": "B", "b": 1}}"#, "a:\n  Ref: B\n  b: 1\n"),
        (r#"{"a": {"Condition": "B"}}"#, "a:\n  Condition: B\n"),
        (r#"[{"Fn::Select": [0, {"Fn::Split": [",", "a,b"]}]}]"#, "- !Select [0, !Split [\",\", \"a,b\"]]\n"),
    ] {
        assert_eq!(yaml(from), to, "{from}");
        if !from.contains("B.X") {
            assert_eq!(tight(to), from.replace(": {", ":{").replace(":{", ": {").replace(", ", ","), "{to}");
        }
    }
}

#[test]
fn texts_stay_texts_and_numbers_keep_their_digits() {
    assert_eq!(
        yaml(
            r#"{"a": "yes", "b": 1.10, "c": 1e3, "d": 2E-7, "e": 12345678901234567890123, "f": -0.0, "g": null,
            "h": "000644", "i": true, "on": "a: b", "j": "", "k": "2010-09-09", "l": "\u00e9\ud83d\ude80", "m": "1e3"}"#
        ),
        "a: \"yes\"\nb: 1.10\nc: 1.0e+3\nd: 2.0e-7\ne: 12345678901234567890123\nf: -0.0\ng: null\nh: \"000644\"\n\
         i: true\n\"on\": \"a: b\"\nj: \"\"\nk: \"2010-09-09\"\nl: é🚀\nm: \"1e3\"\n"
    );
}

#[test]
fn json_says_what_yaml_1_1_reads() {
    let (text, notes) = json(
        "a: 000644\nb: yes\nc: 3.10\nd: .5\ne: 0x1F\nf: 22:22\ng: 2010-09-09\nh: \"000644\"\ni: .inf\nj: ~\nk:\nl: 1e3\n\
         m: 123456789012345678901234567890\nn: !!str 12\n10: x\nno: y\no: +1_000\np: !!int \"7\"\n",
    );
    assert_eq!(
        text,
        "{\n  \"a\": 420,\n  \"b\": true,\n  \"c\": 3.10,\n  \"d\": 0.5,\n  \"e\": 31,\n  \"f\": 1342,\n  \"g\": \
         \"2010-09-09\",\n  \"h\": \"000644\",\n  \"i\": \".inf\",\n  \"j\": null,\n  \"k\": null,\n  \"l\": \"1e3\",\n  \
         \"m\": 123456789012345678901234567890,\n  \"n\": \"12\",\n  \"10\": \"x\",\n  \"no\": \"y\",\n  \"o\": 1000,\n  \
         \"p\": 7\n}\n"
    );
    assert_eq!(
        notes,
        [
            "Line 1: 000644 without quotes is the number 420, to CloudFormation as well.",
            "Line 4: .5 without quotes is the number 0.5, to CloudFormation as well.",
            "Line 5: 0x1F without quotes is the number 31, to CloudFormation as well.",
            "Line 6: 22:22 without quotes is the number 1342, to CloudFormation as well.",
            "Line 17: +1_000 without quotes is the number 1000, to CloudFormation as well.",
            "Line 9: JSON has no such number; it is text now.",
            "Line 12: 1e3 without quotes is the number 1000.0 to CloudFormation; it is text now.",
            "Line 15: the key 10 without quotes is a number, which CloudFormation refuses; it is text now.",
            "Line 16: the key no without quotes is a boolean, which CloudFormation refuses; it is text now.",
        ]
    );
}

#[test]
fn what_json_cannot_hold_is_counted_and_written_out() {
    let (text, notes) = json("# one\na: &x # two\n  k: [1]\nb: *x\nc:\n  <<: [*x, {m: 2}]\n  k: own\nd: 1\nd: 2\n");
    assert_eq!(
        text.lines().map(str::trim).collect::<String>(),
        r#"{"a": {"k": [1]},"b": {"k": [1]},"c": {"k": "own","m": 2},"d": 2}"#
    );
    assert_eq!(
        notes,
        [
            "2 comments are lost.",
            "2 aliases are written out; their anchors are lost.",
            "Line 6: the keys that << takes over are written out.",
            "Line 9: a key is defined twice; only the last one counts and is kept.",
        ]
    );
    let doubled = to_yaml(&Document::parse("{\"a\": 1,\n\"b\": 2,\n\"a\": 3}")).unwrap();
    assert_eq!(doubled.text, "a: 3\nb: 2\n");
    assert_eq!(doubled.notes, ["Line 3: a key is defined twice; only the last one counts and is kept."]);
}

#[test]
fn what_has_no_place_is_refused_with_its_place() {
    let no = |yaml: &str| to_json(&Document::parse(yaml)).unwrap_err().to_string();
    assert!(no("a: !Foo b\n").starts_with("!Foo at line 1, column 4 is not a CloudFormation function"));
    assert!(no("? [a]\n: b\n").starts_with("The key at line 1, column 3"));
    assert!(no("a: [\n").contains("line "));
    assert_eq!(to_json(&Document::parse("# only\n")), Err(ConvertError::Empty));
    assert_eq!(to_json(&Document::parse("{\"a\": 1}")), Err(ConvertError::Same("JSON")));
    assert_eq!(to_yaml(&Document::parse("a: 1\n")), Err(ConvertError::Same("YAML")));
    let long = "x".repeat(60_000);
    let bomb = format!("a: &a {long}\nb: [{}]\n", vec!["*a"; 200].join(", "));
    assert_eq!(to_json(&Document::parse(bomb)), Err(ConvertError::TooLarge));
}

#[test]
fn line_breaks_stay_what_they_were() {
    assert_eq!(json("a: |\r\n  x\r\n  y\r\nb: 1\r\n").0, "{\r\n  \"a\": \"x\\ny\\n\",\r\n  \"b\": 1\r\n}\r\n");
    assert_eq!(yaml("{\r\n\"a\": \"x\\ny\\r\\n\"}"), "a: \"x\\ny\\r\\n\"\r\n");
}
