//! Names of commands after a move.

use super::*;

fn document(names: &[&str]) -> Document {
    let mut text =
        String::from("Resources:\n W:\n  Metadata:\n   AWS::CloudFormation::Init:\n    c:\n     commands:\n");
    for name in names {
        text += &format!("      {name:?}: # of {name}\n        command: run {name}\n");
    }
    text += "     services:\n      systemd:\n       web:\n        commands: [";
    text += &names.iter().map(|name| format!("{name:?}")).collect::<Vec<_>>().join(", ");
    Document::parse(text + "]\n")
}

fn at() -> Path {
    crate::template::init::init_path("W").join("c")
}

/// The names as they run after a move, and how many changed.
fn moved(names: &[&str], from: usize, to: usize) -> (Vec<String>, usize) {
    let mut document = document(names);
    let before = as_run(&document, &at());
    let reordered = reorder(&document, &at(), from, to);
    for edit in &reordered.edits {
        document.edit(edit).unwrap();
    }
    let now = as_run(&document, &at());
    let mut wanted = before.clone();
    let one = wanted.remove(from);
    wanted.insert(to, one);
    let runs = |name: &String| document.scalar(&at().keys(["commands", name, "command"])).unwrap().to_string();
    let wanted: Vec<String> = wanted.iter().map(|name| format!("run {name}")).collect();
    assert_eq!(now.iter().map(runs).collect::<Vec<_>>(), wanted, "{names:?} {from} {to}");
    // What restarts the service is the same commands as before, in the same places.
    let list = at().keys(["services", "systemd", "web", "commands"]);
    let listed = document.node(&list).unwrap().items().map(|item| item.scalar().unwrap().to_string());
    let followed: Vec<&str> = names.iter().map(|name| reordered.name(name)).collect();
    assert_eq!(listed.collect::<Vec<_>>(), followed);
    (now, reordered.names.len())
}

#[test]
fn cfn_init_runs_names_as_text() {
    assert_eq!(as_run(&document(&["9", "10", "a", "1", "B"]), &at()), ["1", "10", "9", "B", "a"]);
}

/// Names, from where to where, names then, how many changed.
type Case = (&'static [&'static str], usize, usize, &'static [&'static str], usize);

#[test]
fn numbers_change_and_the_rest_of_a_name_stays() {
    let cases: &[Case] = &[
        // Numbers of one width are exchanged: only what lies between the two places is renamed.
        (&["01_a", "02_b", "03_c", "04_d"], 1, 2, &["01_a", "02_c", "03_b", "04_d"], 2),
        (&["01_a", "02_b", "03_c"], 2, 0, &["01_c", "02_a", "03_b"], 3),
        (&["10-a", "20-b", "30-c"], 0, 1, &["10-b", "20-a", "30-c"], 2),
        // Padding alone is enough where the numbers mean what is wanted.
        (&["1", "10", "9"], 2, 1, &["01", "09", "10"], 2),
        (&["1_a", "2_b", "10_c"], 0, 2, &["01_a", "02_b", "10_c"], 2),
        (&["1", "10", "9"], 1, 0, &["01", "09", "10"], 3),
        // Names without a number get one.
        (&["a", "b", "c"], 2, 0, &["01_c", "02_a", "03_b"], 3),
        (&["01_a", "02_b", "x", "y"], 3, 2, &["01_a", "02_b", "03_y", "04_x"], 2),
        // The same number twice.
        (&["01_a", "01_b", "02_c"], 1, 0, &["01_b", "02_a", "03_c"], 2),
        // A date is no place in an order.
        (&["20240101-a", "20240102-b"], 1, 0, &["01_20240102-b", "02_20240101-a"], 2),
        (&["2fa", "3com"], 1, 0, &["2com", "3fa"], 2),
    ];
    for (names, from, to, now, changed) in cases {
        let wanted: Vec<String> = now.iter().map(|name| name.to_string()).collect();
        assert_eq!(moved(names, *from, *to), (wanted, *changed), "{names:?} {from} {to}");
    }
}

#[test]
fn every_move_of_every_mix_does_what_is_asked() {
    let mixes: &[&[&str]] = &[
        &["1", "10", "9"],
        &["01_a", "1_a", "a", "A", "10"],
        &["01_a", "02_a", "03_a"],
        &["001", "01", "1"],
        &["é", "01~", "02", "01_01"],
        &["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k"],
    ];
    for names in mixes {
        for from in 0..names.len() {
            for to in (0..names.len()).filter(|to| *to != from) {
                moved(names, from, to);
            }
        }
    }
    let still = document(&["a", "b"]);
    for (from, to) in [(0, 0), (2, 0), (0, 2)] {
        assert_eq!(reorder(&still, &at(), from, to), Reordered::default());
    }
}

#[test]
fn text_in_the_order_of_running_stays_so_with_its_comments() {
    let mut document = document(&["01_a", "02_b"]);
    for edit in reorder(&document.clone(), &at(), 1, 0).edits {
        document.edit(&edit).unwrap();
    }
    let text = document.text();
    let order = "     commands:\n      \"01_b\": # of 02_b\n        command: run 02_b\n      \"02_a\": # of 01_a\n";
    assert!(text.contains(order), "{text}");
    assert!(text.ends_with("commands: [\"02_a\", \"01_b\"]\n"), "{text}");
}

/// The value of `command` after a change, as another reader has it.
fn after(document: &mut Document, change: impl Fn(&Document, &Path) -> Vec<Edit>) -> serde_yaml::Value {
    for edit in change(&document.clone(), &Path::root().join("command")) {
        document.edit(&edit).unwrap();
    }
    serde_yaml::from_str::<serde_yaml::Value>(document.text()).unwrap()["command"].clone()
}

#[test]
fn a_line_becomes_words_that_do_the_same_and_comes_back() {
    let line = |document: &Document, at: &Path| to_line(document, at).unwrap_or_default();
    for (text, words, back) in [
        ("make install", "[make, install]", "make install"),
        ("echo 'a b' \"c d\"", "[echo, a b, c d]", "echo 'a b' 'c d'"),
        ("'\"a; b\"'", "[a; b]", "\"'a; b'\""),
        ("a; b", "[/bin/sh, -c, a; b]", "a; b"),
        ("A=1 env", "[/bin/sh, -c, A=1 env]", "A=1 env"),
        ("env A=1", "[env, A=1]", "env 'A=1'"),
        ("!Sub 'x ${A}'", "[/bin/sh, -c, !Sub 'x ${A}']", "!Sub 'x ${A}'"),
    ] {
        let mut document = Document::parse(format!("command: {text}\n"));
        let read = |text: &str| serde_yaml::from_str::<serde_yaml::Value>(text).unwrap();
        assert_eq!(after(&mut document, to_words), read(words), "{text}");
        assert_eq!(after(&mut document, line), read(back), "{text}");
    }
    let document = Document::parse("command: [echo, !Ref X]\n");
    assert_eq!(to_line(&document, &Path::root().join("command")), None);
}

#[test]
fn a_command_is_told_in_its_first_line() {
    for (text, said) in [
        ("{command: \"# c\\nset -e\\nx\"}", "set -e"),
        ("{command: [a, b]}", "a b"),
        ("{command: !Sub a}", "a"),
        ("{command: {\"Fn::Sub\": a}}", "a"),
        ("{command: !Join [a, [b]]}", "by a function"),
        ("{}", "nothing yet"),
        ("x", "nothing yet"),
    ] {
        assert_eq!(in_words(&Document::parse(text), &Path::root()), said, "{text}");
    }
}
