//! Properties of differences: what is shown is what differs, taking it back gives the old text, and no input holds it up.

use std::collections::HashMap;

use cf_init::diff::{Baseline, DiffLayout, DiffRow, Difference, LineEnd, LineKind, LineSide, unified};
use cf_init::document::{Document, Splice};
use proptest::prelude::*;

fn between(old: &str, new: &str) -> Difference {
    Difference::between(&Baseline::new(old), &Document::parse(new))
}

fn applied(text: &str, splices: Vec<Splice>) -> String {
    let mut text = text.to_string();
    for splice in splices {
        splice.apply_to(&mut text);
    }
    text
}

fn lines(text: &str) -> Vec<&str> {
    text.split_inclusive('\n').collect()
}

/// The new text, made of the old one by the changes.
fn rebuilt(difference: &Difference, old: &str, new: &str) -> String {
    let (old, new) = (lines(old), lines(new));
    let (mut text, mut at) = (String::new(), 0);
    for change in difference.changes() {
        text.extend(old[at..change.old.start].iter().copied());
        text.extend(new[change.new.clone()].iter().copied());
        at = change.old.end;
    }
    text.extend(old[at..].iter().copied());
    text
}

/// A patch applied as `patch` does: every line that stands in it must stand in the text.
fn patched(old: &str, patch: &str) -> String {
    let old = lines(old);
    let (mut text, mut at) = (String::new(), 0);
    let mut rows = lines(patch).into_iter().skip(2).peekable();
    while let Some(row) = rows.next() {
        if let Some(head) = row.strip_prefix("@@ -") {
            let (first, count) =
                head.split(' ').next().unwrap().split_once(',').unwrap_or((head.split(' ').next().unwrap(), "1"));
            let first: usize = first.parse().unwrap();
            let first = if count == "0" { first } else { first - 1 };
            text.extend(old[at..first].iter().copied());
            at = first;
            continue;
        }
        let cut = rows.peek().is_some_and(|next| next.starts_with('\\'));
        let line = row.split_at(1).1;
        let line = if cut { line.strip_suffix('\n').unwrap() } else { line };
        match row.as_bytes()[0] {
            b' ' => {
                assert_eq!(old[at], line);
                text.push_str(line);
                at += 1;
            }
            b'-' => {
                assert_eq!(old[at], line);
                at += 1;
            }
            b'+' => text.push_str(line),
            b'\\' => {}
            other => panic!("{other}"),
        }
    }
    text.extend(old[at..].iter().copied());
    text
}

/// The texts of both sides as the rows show them, every fold opened, without the ends of lines.
fn sides(difference: &Difference, layout: DiffLayout, folds: usize) -> (Vec<String>, Vec<String>) {
    let opened: HashMap<usize, usize> = (0..folds).map(|line| (line, usize::MAX / 2)).collect();
    let text = |half: &LineSide| half.segments.iter().map(|piece| piece.text.as_str()).collect::<String>();
    let (mut old, mut new) = (Vec::new(), Vec::new());
    for row in difference.rows(layout, &opened, usize::MAX).rows {
        match row {
            DiffRow::Line(line) => {
                assert_eq!(
                    line.kind == LineKind::Same,
                    line.old.is_some() && line.new.is_some() && line.kind != LineKind::Changed
                );
                if let Some(half) = &line.old {
                    old.push(text(half));
                    assert_eq!(half.number, old.len());
                }
                if let Some(half) = &line.new {
                    new.push(text(half));
                    assert_eq!(half.number, new.len());
                }
            }
            DiffRow::Fold { .. } => panic!("a fold stays closed"),
            DiffRow::Heading { .. } => {}
        }
    }
    (old, new)
}

fn bare(text: &str) -> Vec<String> {
    let bare = |line: &str| {
        let cut = line.strip_suffix('\n').map(|line| line.strip_suffix('\r').unwrap_or(line));
        cut.unwrap_or(line).to_string()
    };
    lines(text).into_iter().map(bare).collect()
}

/// All that must hold of any two texts.
fn check(old: &str, new: &str) {
    let difference = between(old, new);
    assert_eq!(difference.is_empty(), old == new);
    assert_eq!(rebuilt(&difference, old, new), new);
    assert_eq!(applied(new, difference.revert_all()), old);
    assert_eq!(cf_init::diff::count(old, new), difference.places());
    if old != new {
        assert_eq!(patched(old, &unified("a", old, "b", new)), new);
        for layout in [DiffLayout::Unified, DiffLayout::SideBySide] {
            assert_eq!(sides(&difference, layout, lines(new).len() + 1), (bare(old), bare(new)));
        }
    }
    let mut behind = 0;
    for (index, hunk) in difference.hunks().iter().enumerate().take(4) {
        assert!(hunk.new.start >= behind && hunk.old.len() + hunk.new.len() > 0);
        behind = hunk.new.end;
        // Taken back alone, it is gone and no other one is touched.
        let rest = between(old, &applied(new, difference.revert(hunk)));
        assert!(rest.added() + rest.removed() <= difference.added() + difference.removed(), "hunk {index}");
        assert_eq!(rest.new_text().len() + added_bytes(&difference, hunk.changes.clone(), new), {
            let old_bytes: usize = hunk.changes.clone().map(|it| bytes(old, &difference.changes()[it].old)).sum();
            new.len() + old_bytes
        });
    }
}

fn bytes(text: &str, range: &std::ops::Range<usize>) -> usize {
    lines(text)[range.clone()].iter().map(|line| line.len()).sum()
}

fn added_bytes(difference: &Difference, changes: std::ops::Range<usize>, new: &str) -> usize {
    changes.map(|it| bytes(new, &difference.changes()[it].new)).sum()
}

/// Lines of a template and of none, with all ends.
fn line() -> impl Strategy<Value = String> {
    let text = prop_oneof![
        Just(""),
        Just("Resources:"),
        Just("  A:"),
        Just("  B:"),
        Just("    Type: X"),
        Just("    # é 😀"),
        Just("- ["),
        Just("Parameters:"),
        Just("    Metadata:"),
        Just("      AWS::CloudFormation::Init:"),
        Just("\u{feff}"),
        Just("a: {b: c}"),
    ];
    let end = prop_oneof![4 => Just("\n"), 1 => Just("\r\n"), 1 => Just("\r")];
    (text, end).prop_map(|(text, end)| format!("{text}{end}"))
}

fn text() -> impl Strategy<Value = String> {
    (proptest::collection::vec(line(), 0..60), any::<bool>()).prop_map(|(lines, cut)| {
        let mut text = lines.concat();
        if cut {
            text = text.trim_end_matches(['\n', '\r']).to_string();
        }
        text
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: ProptestConfig::default().cases / 4, ..ProptestConfig::default() })]

    #[test]
    fn difference_applies_and_reverts(old in text(), new in text()) {
        check(&old, &new);
    }

    #[test]
    fn difference_of_changed_lines_applies_and_reverts(
        edits in proptest::collection::vec((0_usize..457, 0_u8..4, line()), 1..20),
    ) {
        let old = cf_init::starter::STARTERS[0].text;
        let mut rows: Vec<String> = lines(old).into_iter().map(String::from).collect();
        for (at, what, line) in edits {
            let at = at.min(rows.len() - 1);
            match what {
                0 => { rows.remove(at); }
                1 => rows.insert(at, line),
                2 => rows[at] = line,
                _ => { let row = rows[at].clone(); rows.insert(at, row); }
            }
        }
        check(old, &rows.concat());
    }
}

/// A template of about a megabyte.
fn large() -> String {
    let mut text = String::from("Resources:\n");
    for index in 0..4500 {
        text.push_str(&format!(
            "  Resource{index}:\n    Type: AWS::EC2::Instance\n    # number {index}\n    Properties:\n      ImageId: !Ref Image\n      \
             InstanceType: t3.nano\n      Tags:\n        - Key: Name\n          Value: web-{index}\n        - Key: Stage\n          Value: test\n"
        ));
    }
    text
}

#[test]
fn fifty_edits_in_a_megabyte_are_fifty_hunks() {
    let old = large();
    let mut rows: Vec<String> = lines(&old).into_iter().map(String::from).collect();
    for index in 0..50 {
        rows[index * 990 + 6] = format!("      InstanceType: m5.{index}\n");
    }
    let new = rows.concat();
    let (baseline, document) = (Baseline::new(old.as_str()), Document::parse(new.as_str()));
    let start = std::time::Instant::now();
    let difference = Difference::between(&baseline, &document);
    println!("50 edits in {} bytes: {:?}", old.len(), start.elapsed());
    assert_eq!((difference.places(), difference.hunks().len()), (50, 50));
    assert_eq!(difference.hunks()[1].at.to_string(), "Resources › Resource90");
    assert_eq!(applied(&new, difference.revert_all()), old);
    assert!(difference.rows(DiffLayout::Unified, &HashMap::new(), 400).more);
}

#[test]
fn unrelated_and_repetitive_texts_are_compared_in_bounded_work() {
    let letters = |seed: u32, kinds: u32, count: u32| -> String {
        let mut state = seed;
        let mut next = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 16) % kinds
        };
        (0..count).map(|_| format!("{}\n", next())).collect()
    };
    // Many parts, each of the size that is compared line by line.
    let apart = |part: &dyn Fn(u32) -> String| {
        (0..4).map(|index| part(index * 7) + &format!("only {index}\n")).collect::<String>()
    };
    let five = 400_000;
    for (name, old, new) in [
        ("all different", large(), large().replace('e', "é")),
        ("random of 2", letters(1, 2, five), letters(2, 2, five)),
        ("few random of 2", letters(1, 2, 9_900), letters(2, 2, 9_900)),
        ("few random of 10", letters(1, 10, 9_900), letters(2, 10, 9_900)),
        ("few random of 100", letters(1, 100, 9_900), letters(2, 100, 9_900)),
        ("few random of 1000", letters(1, 1000, 9_900), letters(2, 1000, 9_900)),
        ("much random", apart(&|seed| letters(seed, 30, 9_900)), apart(&|seed| letters(seed + 1, 30, 9_900))),
        ("random of 1000", letters(1, 1000, 200_000), letters(2, 1000, 200_000)),
        ("random of 60000", letters(1, 60_000, 100_000), letters(2, 60_000, 100_000)),
        ("empty lines", "\n".repeat(1_000_000), "\n".repeat(900_000)),
        (
            "reversed",
            (0..100_000).map(|line| format!("{line}\n")).collect(),
            (0..100_000).rev().map(|line| format!("{line}\n")).collect(),
        ),
        ("shuffled", letters(1, 60_000, 60_000), letters(7, 60_000, 60_000)),
        ("one line", "a ".repeat(500_000), "b ".repeat(500_000)),
        (
            "keys",
            (0..60_000).map(|line| format!("k{line}: a\n")).collect(),
            (0..60_000).map(|line| format!("k{line}: {}\n", if line % 2 == 0 { "a" } else { "b" })).collect(),
        ),
    ] {
        let (baseline, document) = (Baseline::new(old.as_str()), Document::parse(new.as_str()));
        let start = std::time::Instant::now();
        let difference = Difference::between(&baseline, &document);
        let compared = start.elapsed();
        let rows = difference.rows(DiffLayout::SideBySide, &HashMap::new(), 400);
        println!(
            "{name}: {} places, compared in {compared:?}, with 400 rows in {:?}",
            difference.places(),
            start.elapsed()
        );
        assert!(rows.rows.len() <= 400);
        assert_eq!(applied(&new, difference.revert_all()), old, "{name}");
    }
}

#[test]
fn missing_final_line_break_is_reported() {
    let rows = between("a: 1\n", "a: 1").rows(DiffLayout::SideBySide, &HashMap::new(), 10).rows;
    let Some(DiffRow::Line(line)) = rows.last() else { panic!("a line") };
    let end = |half: &Option<LineSide>| half.as_ref().unwrap().end;
    assert_eq!((end(&line.old), end(&line.new)), (Some(LineEnd::Lf), Some(LineEnd::None)));
}
