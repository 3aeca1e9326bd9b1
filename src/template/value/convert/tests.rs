//! Changes of kind, from every kind to every kind, in YAML block, flow and JSON.

use super::*;

/// The value `a`, at the root or in `q`.
fn spot(document: &Document) -> ValueRef {
    let inner = Path::root().keys(["q", "a"]);
    if document.node(&inner).is_some() { inner.into() } else { Path::root().join("a").into() }
}

fn made(text: &str, edits: impl FnOnce(&Document, &ValueRef) -> Vec<Edit>) -> String {
    let mut document = Document::parse(text);
    let spot = spot(&document);
    for edit in edits(&document, &spot) {
        document.edit(&edit).unwrap_or_else(|why| panic!("{why}: {text}"));
    }
    assert_eq!(document.syntax_error(), None, "{}", document.text());
    document.text().to_string()
}

#[test]
fn a_change_of_kind_carries_the_value() {
    for (text, kind, wanted) in [
        ("a: x\n", "List", "a:\n  - x\n"),
        ("a: x\n", "Lines", "a: |\n  x\n"),
        ("a: |\n  x\n  y\n", "Text", "a: |-\n  x y\n"),
        ("a: x\n", "Mapping", "a:\n  Value: x\n"),
        ("a: \"\"\n", "Mapping", "a: {}\n"),
        ("a: \"\"\n", "List", "a: []\n"),
        ("a: x\n", "Nothing", "a: null\n"),
        ("a: \"5\"\n", "Number", "a: 5\n"),
        ("a: 5\n", "Text", "a: \"5\"\n"),
        ("a: 000644\n", "Text", "a: \"000644\"\n"),
        ("a: 000644\n", "List", "a:\n  - 000644\n"),
        ("a: \"yes\"\n", "Yes or no", "a: true\n"),
        ("a: [x, y]\n", "Text", "a: x,y\n"),
        ("a: {b: 1}\n", "Text", "a: \"{\\\"b\\\":1}\"\n"),
        ("a: [{Key: b, Value: c}]\n", "Mapping", "a: {b: c}\n"),
        (
            "a: # c\n  # one\n  - Key: b # k\n    Value: 'x' # v\n  # two\n  - Key: c\n    # in\n    Value: !Ref Y\n",
            "Mapping",
            "a: # c\n  # one\n  # k\n  b: 'x' # v\n  # two\n  # in\n  c: !Ref Y\n",
        ),
        ("a: # c\n  b: 'x' # v\n", "List", "a: # c\n  - b: 'x' # v\n"),
        ("a: # c\n  - 'x' # v\n  - |\n    y\n", "Mapping", "a: # c\n  Value:\n    - 'x' # v\n    - |\n      y\n"),
        (
            "a: !And # c\n  - !Condition b # b\n  - !Condition d\n",
            "!Or",
            "a: !Or # c\n  - !Condition b # b\n  - !Condition d\n",
        ),
        ("a: !If # c\n  - d # d\n  # x\n  - 'x' # v\n  - y\n", "Mapping", "a: # c\n  # x\n  Value: 'x' # v\n"),
        ("a: !Sub |- # c\n  x\n\n  y\n", "Lines", "a: |- # c\n  x\n\n  y\n"),
        ("a: X\n", "!Ref", "a: !Ref X\n"),
        ("a: !Ref X\n", "!Sub", "a: !Sub ${X}\n"),
        ("a: {Ref: X}\n", "!Sub", "a: {\"Fn::Sub\": \"${X}\"}\n"),
        ("a: !GetAtt X.Y\n", "!Sub", "a: !Sub ${X.Y}\n"),
        ("a: !Ref X\n", "!GetAtt", "a: !GetAtt X.Arn\n"),
        ("a: !Sub x\n", "Text", "a: x\n"),
        ("a: !Ref X\n", "Text", "a: X\n"),
        ("a: !Join [\"-\", [a, !Ref B]]\n", "!Sub", "a: !Sub a-${B}\n"),
        ("a: !Join [\"-\", [a, !Ref B]]\n", "List", "a: [a, !Ref B]\n"),
        ("a: [x, z]\n", "!Join", "a: !Join [\",\", [x, z]]\n"),
        ("a: x\n", "!Join", "a: !Join [\",\", [x]]\n"),
        ("a: \"\"\n", "!Select", "a: !Select [0, !GetAZs \"\"]\n"),
        ("a: x\n", "!If", "a: !If [\"\", x, !Ref \"AWS::NoValue\"]\n"),
        ("a: x\n", "!Base64", "a: !Base64 x\n"),
        ("a: !Ref X\n", "!Base64", "a:\n  Fn::Base64: !Ref X\n"),
        ("a: !And [!Condition b, !Condition c]\n", "!Or", "a: !Or [!Condition b, !Condition c]\n"),
        ("a: !Ref X\n", "!Contains", "a:\n  Fn::Contains:\n    - !Ref X\n    - \"\"\n"),
        ("{\"a\": \"x\"}\n", "!Sub", "{\"a\": {\"Fn::Sub\": \"x\"}}\n"),
        (
            "{\"a\": {\"Ref\": \"X\"}}\n",
            "!If",
            "{\"a\": {\"Fn::If\": [\"\", {\"Ref\": \"X\"}, {\"Ref\": \"AWS::NoValue\"}]}}\n",
        ),
    ] {
        let target = ValueTarget::of_label(kind).unwrap();
        let now = made(text, |document, spot| change(document, spot, target));
        assert_eq!(now, wanted, "{text:?} to {kind}");
    }
}

#[test]
fn a_value_goes_into_a_function_and_out_again() {
    for (text, long, wanted) in [
        ("a: x\n", "Fn::If", "a: !If [\"\", x, !Ref \"AWS::NoValue\"]\n"),
        ("a: !Ref X\n", "Fn::Base64", "a:\n  Fn::Base64: !Ref X\n"),
        ("a: !Ref X\n", "Fn::Join", "a: !Join [\",\", !Ref X]\n"),
        ("a: {b: 1}\n", "Fn::If", "a: !If [\"\", {b: 1}, !Ref \"AWS::NoValue\"]\n"),
        ("a: !Equals [b, c]\n", "Fn::Not", "a: !Not [!Equals [b, c]]\n"),
        (
            "a: # all\n  # first\n  - 'x' # one\n\n  - y\nb: 1\n",
            "Fn::If",
            "a: !If # all\n  - ''\n  -\n    # first\n    - 'x' # one\n\n    - y\n  - !Ref AWS::NoValue\nb: 1\n",
        ),
        ("a:\n  - x\n  - y\n", "Fn::Join", "a: !Join\n  - \",\"\n  - - x\n    - y\n"),
        ("a: | # lines\n  x\n   y\nb: 1\n", "Fn::Base64", "a: !Base64 | # lines\n  x\n   y\nb: 1\n"),
        ("a: 'x' # c\n", "Fn::Sub", "a: !Sub 'x' # c\n"),
        ("a: x, y # c\n", "Fn::If", "a: !If\n  - \"\"\n  - x, y # c\n  - !Ref AWS::NoValue\n"),
        (
            "{\n  \"a\": [\n    1,\n    2\n  ]\n}\n",
            "Fn::If",
            "{\n  \"a\": {\n    \"Fn::If\": [\n      \"\",\n      [\n        1,\n        2\n      ],\n      {\n        \"Ref\": \"AWS::NoValue\"\n      }\n    ]\n  }\n}\n",
        ),
        ("{\"a\": 5}\n", "Fn::If", "{\"a\": {\"Fn::If\": [\"\", 5, {\"Ref\": \"AWS::NoValue\"}]}}\n"),
    ] {
        let function = Function::of_long(long).unwrap();
        let wrapped = made(text, |document, spot| wrap(document, spot, function));
        assert_eq!(wrapped, wanted, "{text:?} into {long}");
        assert_eq!(made(&wrapped, unwrap), text, "{wrapped}");
    }
}

/// Every kind of value becomes every kind, and what comes is of that kind, in YAML block, flow and JSON.
#[test]
fn every_kind_becomes_every_kind() {
    let block = |value: &str| format!("a: {value}\nb: 1 # kept\n");
    let flow = |value: &str| format!("q: {{a: {value}, b: 1}} # kept\n");
    let mut texts = Vec::new();
    for value in [
        "~",
        "x",
        "5",
        "true",
        "[x, y]",
        "[]",
        "{b: 1}",
        "!Ref X",
        "{Ref: X}",
        "!GetAtt X.Y",
        "!Sub \"${X}\"",
        "!Sub [t, {v: 1}]",
        "!Join [a, [b]]",
        "!If [c, !Sub x, !Join [a, [b]]]",
        "!Select [0, !GetAZs '']",
        "{Fn::Base64: !Sub x}",
        "!FindInMap [m, t, s, {DefaultValue: d}]",
        "!And [!Condition x, !Condition y]",
        "!Transform {Name: n}",
        "!Cidr [!Ref X, 2, 8]",
    ] {
        texts.extend([block(value), flow(value)]);
    }
    for value in ["null", "\"x\"", "[1]", "{\"Ref\": \"X\"}", "{\"Fn::If\": [\"c\", {\"Fn::Sub\": \"x\"}, []]}"] {
        texts.push(format!("{{\"a\": {value}, \"b\": 1}}\n"));
    }
    let all = every_target();
    for text in &texts {
        let json = Document::parse(text.as_str()).is_json();
        for &target in &all {
            let now = made(text, |document, spot| change(document, spot, target));
            let document = Document::parse(now.as_str());
            let spot = spot(&document);
            let found = ValueTarget::of(&document, &spot);
            assert_eq!(found, Some(target), "{text} to {}: {now}", target.label());
            assert_eq!(document.scalar(&spot.at.parent().unwrap().join("b")), Some("1"), "{now}");
            assert_eq!(now.contains("# kept"), text.contains("# kept"), "{now}");
            assert!(!json || document.is_json(), "{now}");
        }
    }
}

fn every_target() -> Vec<ValueTarget> {
    let functions = FUNCTIONS.iter().filter(|function| function.long != "Condition");
    ValueTarget::PLAIN.into_iter().chain(functions.map(ValueTarget::Function)).collect()
}
