//! Differences of small texts, written out.

use std::collections::HashMap;

use super::*;

const OLD: &str = "\
Parameters:
  InstanceType:
    Type: String
    Default: t3.nano
    AllowedValues: [t3.nano, t3.micro]
  Name:
    Type: String
    Default: a
Resources:
  Group:
    Type: AWS::Logs::LogGroup
    Properties:
      LogGroupName: /flask-app
  Web:
    Type: AWS::EC2::Instance
    Metadata:
      AWS::CloudFormation::Init:
        install:
          files:
            /opt/app.py:
              content: |
                import x
                DSN = \"user=postgres\"
                # 1
                # 2
                # 3
                # 4
                # 5
                # 6
                # 7
                # 8
              mode: \"000644\"
              owner: root
            /etc/x:
              content: x
    Properties: {ImageId: a, KeyName: b}
";

fn between(old: &str, new: &str) -> Difference {
    Difference::between(&Baseline::new(old), &Document::parse(new))
}

/// Headings, lines and folds as text: marker, both numbers, changes in brackets, line ending.
fn shown(difference: &Difference, layout: DiffLayout) -> Vec<String> {
    let half = |half: &Option<LineSide>| {
        half.as_ref().map_or(String::new(), |half| {
            let segment =
                |segment: &Segment| if segment.differs { format!("[{}]", segment.text) } else { segment.text.clone() };
            let end = half.end.map_or("", LineEnd::name);
            format!("{} {}{end}", half.number, half.segments.iter().map(segment).collect::<String>())
        })
    };
    let row = |row: &DiffRow| match row {
        DiffRow::Heading { at, .. } => format!("@ {at}"),
        DiffRow::Fold { first, lines } => format!("~ {lines} from {first}"),
        DiffRow::Line(line) => match line.kind {
            LineKind::Same => format!("  {}", half(&line.new)),
            LineKind::Removed => format!("- {}", half(&line.old)),
            LineKind::Added => format!("+ {}", half(&line.new)),
            LineKind::Changed => format!("{} | {}", half(&line.old), half(&line.new)),
        },
    };
    difference.rows(layout, &HashMap::new(), 1000).rows.iter().map(row).collect()
}

fn applied(text: &str, splices: Vec<Splice>) -> String {
    let mut text = text.to_string();
    for splice in splices {
        splice.apply_to(&mut text);
    }
    text
}

#[test]
fn equal_texts_have_no_difference() {
    for text in [OLD, "", "a", "a: [\n"] {
        let difference = between(text, text);
        assert!(difference.is_empty() && difference.hunks().is_empty());
        assert!(difference.rows(DiffLayout::Unified, &HashMap::new(), 10).rows.is_empty());
    }
}

#[test]
fn change_is_labelled_with_its_entry() {
    for (from, to, at) in [
        ("t3.nano\n", "t3.small\n", "Parameters › InstanceType"),
        ("Default: a", "Default: b", "Parameters › Name"),
        ("/flask-app", "/app", "Resources › Group"),
        ("      LogGroupName: /flask-app\n", "", "Resources › Group"),
        ("# 4", "# four", "Resources › Web › Metadata › AWS::CloudFormation::Init › install › files › /opt/app.py"),
        ("root", "app", "Resources › Web › Metadata › AWS::CloudFormation::Init › install › files › /opt/app.py"),
        (
            "content: x",
            "content: y",
            "Resources › Web › Metadata › AWS::CloudFormation::Init › install › files › /etc/x",
        ),
        ("KeyName: b", "KeyName: c", "Resources › Web"),
        ("  Group:\n", "  # why\n  Group:\n", "Resources"),
        ("  Group:\n", "  New:\n    Type: X\n\n  # why\n  Group:\n", "Resources › New"),
        ("Parameters:\n", "# top\nParameters:\n", "the document"),
        ("  Name:\n    Type: String\n    Default: a\n", "", "Parameters › Name"),
    ] {
        let difference = between(OLD, &OLD.replacen(from, to, 1));
        let found: Vec<String> = difference.hunks().iter().map(|hunk| hunk.at.to_string()).collect();
        assert_eq!(found, [at], "{from:?} to {to:?}");
    }
}

#[test]
fn changes_of_one_entry_form_one_hunk_with_folded_context() {
    let new = OLD.replace("user=postgres", "user=app").replace("000644", "000640").replace(": root", ": app");
    let difference = between(OLD, &new);
    assert_eq!((difference.places(), difference.lines()), (2, 3));
    assert_eq!((difference.added(), difference.removed()), (3, 3));
    let rows = shown(&difference, DiffLayout::Unified);
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    assert_eq!(
        rows,
        [
            "~ 19 from 0",
            "@ Resources › Web › Metadata › AWS::CloudFormation::Init › install › files › /opt/app.py",
            "  20             /opt/app.py:",
            "  21               content: |",
            "  22                 import x",
            "- 23                 DSN = \"user=[postgres]\"",
            "+ 23                 DSN = \"user=[app]\"",
            "  24                 # 1",
            "  25                 # 2",
            "  26                 # 3",
            "  27                 # 4",
            "  28                 # 5",
            "  29                 # 6",
            "  30                 # 7",
            "  31                 # 8",
            "- 32               mode: \"[000644]\"",
            "- 33               owner: [root]",
            "+ 32               mode: \"[000640]\"",
            "+ 33               owner: [app]",
            "  34             /etc/x:",
            "  35               content: x",
            "  36     Properties: {ImageId: a, KeyName: b}",
        ]
    );
}

#[test]
fn long_context_is_folded_and_can_be_expanded() {
    let old: String = (0..60).map(|line| format!("a{line}: 1\n")).collect();
    let new = old.replace("a20: 1", "a20: 2").replace("a40: 1", "a40: 2");
    let difference = between(&old, &new);
    let rows =
        |opened: &[(usize, usize)]| difference.rows(DiffLayout::Unified, &opened.iter().copied().collect(), 1000).rows;
    let folds = |rows: &[DiffRow]| -> Vec<(usize, usize)> {
        rows.iter()
            .filter_map(|row| match row {
                DiffRow::Fold { first, lines } => Some((*first, *lines)),
                DiffRow::Heading { .. } | DiffRow::Line(_) => None,
            })
            .collect()
    };
    assert_eq!(folds(&rows(&[])), [(0, 17), (24, 13), (44, 16)]);
    assert_eq!(folds(&rows(&[(24, 10)])), [(0, 17), (24, 3), (44, 16)]);
    assert_eq!(folds(&rows(&[(24, 99)])), [(0, 17), (44, 16)]);
    assert_eq!(rows(&[(24, 99)]).len(), rows(&[]).len() + 12);
    let cut = difference.rows(DiffLayout::Unified, &HashMap::new(), 4);
    assert!(cut.more && cut.rows.len() == 4);
}

#[test]
fn adjacent_entries_form_separate_hunks() {
    let new = OLD.replace("Default: t3.nano", "Default: t3.micro").replace("Default: a", "Default: b");
    let difference = between(OLD, &new);
    let rows = shown(&difference, DiffLayout::Unified);
    let heading = rows.iter().rposition(|row| row.starts_with('@')).unwrap();
    assert_eq!(
        rows.get(heading - 1..heading + 2).unwrap(),
        ["  5     AllowedValues: [t3.nano, t3.micro]", "@ Parameters › Name", "  6   Name:",]
    );
    let [first, second] = difference.hunks() else { panic!("two hunks") };
    assert_eq!(applied(&new, difference.revert(first)), OLD.replace("Default: a", "Default: b"));
    assert_eq!(applied(&new, difference.revert(second)), OLD.replace("Default: t3.nano", "Default: t3.micro"));
}

#[test]
fn similar_lines_share_a_row_side_by_side() {
    let new = OLD.replace("Default: t3.nano", "# cheap\n    Default: t3.micro");
    let rows = shown(&between(OLD, &new), DiffLayout::SideBySide);
    let rows: Vec<&str> = rows.iter().skip(4).take(2).map(String::as_str).collect();
    assert_eq!(rows, ["+ 4     # cheap", "4     Default: [t3.nano] | 5     Default: [t3.micro]"]);
}

#[test]
fn changed_line_endings_are_reported() {
    let difference = between("a: 1\nb: 2\n", "a: 1\r\nb: 2\r\n");
    assert_eq!(
        shown(&difference, DiffLayout::SideBySide),
        ["@ the document", "1 a: 1LF | 1 a: 1CRLF", "2 b: 2LF | 2 b: 2CRLF",]
    );
    assert_eq!(difference.line_ends(), Some((LineEnd::Lf, LineEnd::CrLf)));
    let difference = between("a: 1\nb: 2", "a: 1\nb: 2\n");
    assert_eq!(shown(&difference, DiffLayout::Unified), ["@ b", "  1 a: 1", "- 2 b: 2no line break", "+ 2 b: 2LF",]);
    assert_eq!(difference.line_ends(), None);
    // The ending of an added line is not a difference.
    assert!(!shown(&between("a: 1\n", "a: 1\nb: 2\n"), DiffLayout::Unified).join("").contains("LF"));
}

#[test]
fn broken_texts_are_compared_and_labelled_by_the_valid_one() {
    let new = OLD.replace("Default: t3.nano", "Default: [t3.micro");
    let difference = between(OLD, &new);
    assert_eq!(difference.hunks().first().unwrap().at.to_string(), "Parameters › InstanceType");
    assert_eq!(applied(&new, difference.revert_all()), OLD);
    let difference = between(&new, OLD);
    assert_eq!(difference.hunks().first().unwrap().at.to_string(), "Parameters › InstanceType");
    let difference = between("a: [", "b: {");
    assert!(difference.hunks().first().unwrap().at.is_root());
}

#[test]
fn unified_patch_has_the_format_of_diff() {
    let new = OLD.replace("Default: t3.nano", "Default: t3.micro").replace("KeyName: b}\n", "KeyName: c}");
    assert_eq!(
        unified("a.yaml", OLD, "b.yaml", &new),
        "\
--- a.yaml
+++ b.yaml
@@ -1,7 +1,7 @@ Parameters › InstanceType
 Parameters:
   InstanceType:
     Type: String
-    Default: t3.nano
+    Default: t3.micro
     AllowedValues: [t3.nano, t3.micro]
   Name:
     Type: String
@@ -33,4 +33,4 @@ Resources › Web
               owner: root
             /etc/x:
               content: x
-    Properties: {ImageId: a, KeyName: b}
+    Properties: {ImageId: a, KeyName: c}
\\ No newline at end of file
"
    );
    assert_eq!(unified("a", OLD, "b", OLD), "");
    assert_eq!(unified("a", "", "b", "x\n"), "--- a\n+++ b\n@@ -0,0 +1 @@\n+x\n");
}

#[test]
fn pasted_text_gets_the_line_endings_of_the_other() {
    assert_eq!(with_ends_of("a\nb\r\nc", "x\r\ny\r\n"), "a\r\nb\r\nc");
    assert_eq!(with_ends_of("a\nb", "x\ny"), "a\nb");
    assert_eq!(with_ends_of("a\nb", "x"), "a\nb");
}

#[test]
fn the_indentation_of_a_line_is_known_across_its_segments() {
    let difference = between("a:\n    - x: 1\n", "a:\n    - x: 2\n");
    let rows = difference.rows(DiffLayout::SideBySide, &HashMap::new(), 10).rows;
    let indents = rows.iter().filter_map(|row| match row {
        DiffRow::Line(line) => line.new.as_ref().map(LineSide::indent),
        _ => None,
    });
    assert_eq!(indents.collect::<Vec<_>>(), [0, 4]);
    for (text, expected) in [("", 0), ("  ", 2), ("\tx", 4), (" \tx", 4), ("\t  x  ", 6), ("x  ", 0)] {
        let segments = text.chars().map(|c| Segment { text: c.to_string(), differs: false, tint: None }).collect();
        assert_eq!(LineSide { number: 1, segments, end: None }.indent(), expected, "{text:?}");
    }
}
