//! Nothing that stands in a text is lost when something is put around it, taken out of it, copied or carried: random
//! documents full of comments, judged by another reader and by the bytes.

use cf_init::document::{Document, Edit, Kind, Path, Slot, Splice, Step, Style, count_comments};
use cf_init::recipe::new_entry;
use cf_init::template::value::ValueRef;
use cf_init::template::value::convert::{ValueTarget, change, unwrap, wrap, wrappers};
use proptest::prelude::*;
use serde_yaml::Value;

use crate::document::{edit_choice, edit_for, find, seen, value as any_value};

/// A value and how it is written.
#[derive(Clone, Debug)]
enum Shape {
    Scalar(usize),
    List(Vec<Entry>),
    Mapping(Vec<Entry>),
    /// A function with a short tag, its arguments in lines.
    Call(Vec<Entry>),
}

/// An entry with what stands around it.
#[derive(Clone, Debug)]
struct Entry {
    /// Comments above it.
    above: usize,
    /// A comment on its line.
    beside: bool,
    /// A comment below its last line, as deep as that.
    below: bool,
    /// A blank line behind it.
    blank: bool,
    shape: Shape,
}

/// Values as they stand behind a key or dash: `@` for the columns of further lines, `#` where a comment may stand.
const SCALARS: [&str; 23] = [
    "word#",
    "'one''s'#",
    "\"two \\u00e9\"#",
    "5#",
    "\"5\"#",
    "000644#",
    "yes#",
    "3.10#",
    "a, b [c]#",
    "!Ref Other#",
    "!Sub ${Name}-x#",
    "!Sub \"a ${Name}\"#",
    "!GetAtt Web.Arn#",
    "one\n@two\n\n@three#",
    "\"one\n@two\"#",
    "|#\n@line\n@  deeper\n\n@end",
    "|-#\n@line, no comment",
    "!Sub |#\n@${line}\n@end",
    ">#\n@folded\n@text\n\n@more",
    "[a, 'b', \"c\"]#",
    "[a,\n@'b' ]#",
    "{a: 1, b: [2]}#",
    "!Join [\"-\", [a, !Ref B]]#",
];

fn shapes() -> impl Strategy<Value = Shape> {
    let leaf = (0..SCALARS.len()).prop_map(Shape::Scalar);
    leaf.prop_recursive(4, 20, 4, |inner| {
        let entry =
            (0usize..6, any::<bool>(), 0usize..5, 0usize..5, inner).prop_map(|(above, beside, below, blank, shape)| {
                Entry { above: above.saturating_sub(3), beside, below: below == 0, blank: blank == 0, shape }
            });
        let entries = prop::collection::vec(entry, 1..4);
        prop_oneof![
            2 => entries.clone().prop_map(Shape::List),
            3 => entries.clone().prop_map(Shape::Mapping),
            1 => entries.prop_map(Shape::Call),
        ]
    })
}

/// Documents of a few entries at the root.
fn written() -> impl Strategy<Value = Written> {
    let entries = prop::collection::vec(shapes(), 1..4);
    (entries, prop::sample::select(vec![2usize, 4]), prop::sample::select(vec![0usize, 2])).prop_map(
        |(shapes, step, dash)| {
            let mut written = Written { step, dash, ..Written::default() };
            // Two lists that show how lists stand, whatever else there is.
            written.text = format!("Habit:\n{0}- 1\n\nOther:\n{0}- 2\n{0}- 3\n\n", " ".repeat(dash));
            for (index, shape) in shapes.into_iter().enumerate() {
                let entry = Entry { above: index, beside: true, below: false, blank: true, shape };
                written.entry(&entry, &Step::from(format!("r{index}")), (0, Path::root()), false);
            }
            written
        },
    )
}

/// A document as it is written down, with the comments that belong to each entry.
#[derive(Clone, Debug, Default)]
struct Written {
    text: String,
    step: usize,
    dash: usize,
    count: usize,
    entries: Vec<(Path, std::ops::Range<usize>)>,
}

impl Written {
    fn comment(&mut self) -> String {
        self.count += 1;
        format!("# <{}>", self.count)
    }

    fn comment_if(&mut self, wanted: bool) -> String {
        if wanted { format!(" {}", self.comment()) } else { String::new() }
    }

    /// Writes an entry in a column; `on_line` if its line begins with the dash before it. True if it ends in a block
    /// scalar, which takes in what stands deeper.
    fn entry(&mut self, entry: &Entry, step: &Step, (column, above): (usize, Path), on_line: bool) -> bool {
        let (first, at, pad) = (self.count, above.join(step.clone()), " ".repeat(column));
        if !on_line {
            for _ in 0..entry.above {
                let comment = self.comment();
                self.text.push_str(&format!("{pad}{comment}\n"));
            }
            self.text.push_str(&pad);
        }
        let dash = step.key().is_none();
        self.text.push_str(&step.key().map_or("-".into(), |key| format!("{key}:")));
        let ends_in_text = match &entry.shape {
            Shape::Scalar(index) => {
                let comment = self.comment_if(entry.beside);
                let text = SCALARS[*index].replace('@', &" ".repeat(column + self.step)).replacen('#', &comment, 1);
                self.text.push_str(&format!(" {text}\n"));
                SCALARS[*index].contains(['|', '>'])
            }
            Shape::List(items) => self.lines(items, entry, (column, dash, true, ""), &at),
            Shape::Mapping(items) => self.lines(items, entry, (column, dash, false, ""), &at),
            Shape::Call(items) => self.lines(items, entry, (column, dash, true, " !If"), &at),
        };
        if entry.blank {
            self.text.push('\n');
        }
        self.entries.push((at, first..self.count));
        ends_in_text
    }

    fn lines(
        &mut self,
        entries: &[Entry],
        entry: &Entry,
        (column, dash, list, tag): (usize, bool, bool, &str),
        at: &Path,
    ) -> bool {
        let inner = match (dash, list) {
            (true, _) => column + 2,
            (false, true) => column + self.dash,
            (false, false) => column + self.step,
        };
        self.text.push_str(tag);
        let compact = dash && tag.is_empty() && !entry.beside && entries[0].above == 0;
        if compact {
            self.text.push(' ');
        } else {
            let comment = self.comment_if(entry.beside);
            self.text.push_str(&format!("{comment}\n"));
        }
        let mut ends_in_text = false;
        for (index, child) in entries.iter().enumerate() {
            let step = if list { Step::Index(index) } else { Step::from(format!("k{index}")) };
            ends_in_text = self.entry(child, &step, (inner, at.clone()), compact && index == 0);
        }
        // Deeper than the entry, or it would belong to the next one.
        if entry.below && inner > column && !ends_in_text {
            let comment = self.comment();
            self.text.push_str(&format!("{}{comment}\n", " ".repeat(inner)));
        }
        ends_in_text
    }
}

/// How often each comment stands in a text.
fn told(text: &str, comments: std::ops::Range<usize>) -> Vec<usize> {
    comments.map(|number| text.matches(&format!("# <{}>", number + 1)).count()).collect()
}

/// What another reader sees at a path.
fn value(text: &str, at: &Path) -> Value {
    let mut root = seen(text).unwrap_or_else(|why| panic!("{why}"));
    find(&mut root, at.steps()).clone()
}

/// The document after edits, and before them again.
fn made(document: &Document, edits: &[Edit]) -> Result<Document, TestCaseError> {
    let (after, _) = document
        .with_edits(edits)
        .map_err(|why| TestCaseError::fail(format!("{why}: {edits:?}\n{}", document.text())))?;
    prop_assert!(
        after.syntax_error().is_none(),
        "{:?}\n{}\n->\n{}",
        after.syntax_error(),
        document.text(),
        after.text()
    );
    prop_assert!(after.reads_like(&Document::parse(after.text())), "{}", after.text());
    let mut back = document.clone();
    let inverses: Vec<Splice> = edits.iter().map(|edit| back.edit(edit).unwrap()).collect();
    for inverse in inverses.into_iter().rev() {
        back.apply(inverse);
    }
    prop_assert_eq!(back.text(), document.text());
    Ok(after)
}

fn at_place(written: &Written, place: &prop::sample::Index) -> (Document, Path, std::ops::Range<usize>) {
    let (at, owned) = place.get(&written.entries).clone();
    (Document::parse(written.text.as_str()), at, owned)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn wrapping_into_a_function_and_back_keeps_the_text(
        written in written(), place in any::<prop::sample::Index>(), which in any::<prop::sample::Index>(),
    ) {
        let (document, at, _) = at_place(&written, &place);
        let all = count_comments(document.text());
        let spot = ValueRef::from(at.clone());
        let functions = wrappers(&document, &spot);
        prop_assume!(!functions.is_empty());
        let function = *which.get(&functions);
        let inside = made(&document, &wrap(&document, &spot, function))?;
        prop_assert_eq!(count_comments(inside.text()), all, "{}\n->\n{}", document.text(), inside.text());
        // A text becomes an item of the list that Join and Select take.
        let is_list = document.node(&at).is_some_and(|node| node.kind() == Kind::Sequence || node.tag().is_some());
        if matches!(function.long, "Fn::Join" | "Fn::Select" | "Fn::Length") && !is_list {
            return Ok(());
        }
        let back = made(&inside, &unwrap(&inside, &spot))?;
        prop_assert_eq!(back.text(), document.text(), "{}", inside.text());
    }

    #[test]
    fn conversion_keeps_comments_of_remaining_values(
        written in written(), place in any::<prop::sample::Index>(), which in any::<prop::sample::Index>(),
    ) {
        let (document, at, _) = at_place(&written, &place);
        let node = document.node(&at).unwrap();
        let kinds = match node.kind() {
            Kind::Sequence if node.tag().is_none() => vec!["Mapping", "!Join", "!If", "!Select", "Fn::ToJsonString"],
            Kind::Mapping => vec!["List", "!If", "Fn::ToJsonString"],
            Kind::Scalar if node.tag() == Some("!Sub") => vec!["Text", "Lines", "List", "!If", "!Base64"],
            Kind::Scalar => vec!["List", "!If", "!Sub", "!Base64", "Mapping"],
            Kind::Sequence => vec!["Mapping"],
        };
        let label = *which.get(&kinds);
        let target = ValueTarget::of_label(label).or_else(|| ValueTarget::of_label(&format!("!{}", &label[4..])));
        let Some(target) = target else { return Ok(()) };
        let edits = change(&document, &ValueRef::from(at.clone()), target);
        let after = made(&document, &edits)?;
        // The branches that a function has besides go with it.
        if node.kind() != Kind::Sequence || node.tag().is_none() {
            prop_assert_eq!(count_comments(after.text()), count_comments(document.text()), "{} {}\n{}\n->\n{}", at, label, document.text(), after.text());
        }
        for (other, _) in &written.entries {
            if !other.starts_with(&at) && !at.starts_with(other) {
                prop_assert_eq!(value(after.text(), other), value(document.text(), other), "{}", other);
            }
        }
    }

    #[test]
    fn copy_has_the_same_value_and_comments(written in written(), place in any::<prop::sample::Index>()) {
        let (document, at, owned) = at_place(&written, &place);
        let (copy, edits) = new_entry::double(&document, &at).unwrap();
        let after = made(&document, &edits)?;
        prop_assert_eq!(value(after.text(), &copy), value(document.text(), &at), "{}\n->\n{}", document.text(), after.text());
        prop_assert_eq!(value(after.text(), &at), value(document.text(), &at));
        let twice = told(after.text(), owned.clone());
        prop_assert!(twice.iter().all(|count| *count == 2), "{at}: {twice:?}\n{}\n->\n{}", document.text(), after.text());
        let others = count_comments(document.text()) + owned.len();
        prop_assert_eq!(count_comments(after.text()), others, "{}\n->\n{}", document.text(), after.text());
    }

    #[test]
    fn moved_entry_keeps_its_comments(
        written in written(), place in any::<prop::sample::Index>(), other in any::<prop::sample::Index>(), slot in 0usize..4,
    ) {
        let (document, at, _) = at_place(&written, &place);
        let lines = |into: &Path| document.node(into).is_some_and(|node| node.kind() != Kind::Scalar && node.style() == Style::Block);
        let places = written.entries.iter().map(|entry| entry.0.clone());
        let places: Vec<_> = places.filter(|into| !into.starts_with(&at) && at.parent().as_ref() != Some(into) && lines(into)).collect();
        if places.is_empty() {
            return Ok(());
        }
        let into = other.get(&places).clone();
        let node = document.node(&into).unwrap();
        let slot = match node.kind() {
            Kind::Sequence => Slot::Index(slot.min(node.len())),
            _ => Slot::KeyAt("carried".into(), slot),
        };
        let edit = Edit::MoveTo { at: at.clone(), into, slot };
        let before = count_comments(document.text());
        let after = made(&document, std::slice::from_ref(&edit))?;
        prop_assert_eq!(count_comments(after.text()), before, "{:?}\n{}\n->\n{}", edit, document.text(), after.text());
    }

    #[test]
    fn inserted_and_removed_lines_are_parsed_like_the_whole_text(
        written in written(), more in written(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), 0usize..4, any::<prop::sample::Index>(), 0u8..4), 1..8),
    ) {
        let more = more.text.replace("Habit:", "Habits:").replace("Other:", "Others:").replace("\nr", "\ns");
        let mut document = Document::parse(format!("{}{more}", written.text));
        for (line, count, to, what) in changes {
            let text = document.text();
            let starts: Vec<usize> = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
            let first = line.index(starts.len());
            let range = starts[first]..starts[(first + count).min(starts.len() - 1)].max(starts[first]);
            let lines = text[range.clone()].to_string();
            let to = starts[to.index(starts.len())];
            let splice = match what {
                0 | 1 => Splice { range, text: String::new() },
                2 => Splice { range: to..to, text: lines },
                _ => Splice { range, text: "  k0: |\n    new\n".into() },
            };
            let inverse = document.apply(splice.clone());
            let whole = Document::parse(document.text());
            match whole.syntax_error() {
                None => prop_assert!(document.reads_like(&whole), "{splice:?}\n{}", document.text()),
                Some(problem) => {
                    prop_assert_eq!(document.syntax_error(), Some(problem));
                    document.apply(inverse);
                    prop_assert!(document.reads_like(&Document::parse(document.text())), "{splice:?} back\n{}", document.text());
                }
            }
        }
    }

    #[test]
    fn inserted_and_removed_json_entries_are_parsed_like_the_whole_text(
        entries in prop::collection::vec(any_value(), 4..12), pretty in any::<bool>(),
        wishes in prop::collection::vec(edit_choice(), 1..8),
        splices in prop::collection::vec((any::<prop::sample::Index>(), 0usize..30, "[ a:,\"\\[\\]{}\\n#-]{0,4}"), 0..6),
    ) {
        let entries: serde_yaml::Mapping = entries.into_iter().enumerate().map(|(index, value)| (format!("r{index}").into(), value)).collect();
        let text = if pretty { serde_json::to_string_pretty(&entries) } else { serde_json::to_string(&entries) };
        let mut document = Document::parse(text.unwrap());
        for edit_choice in wishes {
            let Some(edit) = edit_for(&document, &edit_choice) else { continue };
            let before = document.text().to_string();
            let Ok(inverse) = document.edit(&edit) else { continue };
            prop_assert!(document.reads_like(&Document::parse(document.text())), "{edit:?}\n{before}\n->\n{}", document.text());
            let splice = document.apply(inverse);
            prop_assert!(document.reads_like(&Document::parse(before.as_str())), "{edit:?} back\n{before}");
            document.apply(splice);
        }
        for (at, len, text) in splices {
            let at = at.index(document.text().len());
            let before = document.text().to_string();
            let inverse = document.apply(Splice { range: at..at + len, text: text.clone() });
            let whole = Document::parse(document.text());
            if whole.syntax_error().is_none() {
                prop_assert!(document.reads_like(&whole), "{at} +{len} {text:?}\n{before}\n->\n{}", document.text());
            } else {
                prop_assert_eq!(document.syntax_error(), whole.syntax_error());
                document.apply(inverse);
            }
        }
    }
}

/// Copies of what holds anchors or stands for them read the same, and define none a second time.
#[test]
fn anchors_are_defined_once() {
    let text = "a: &x # c\n  k: &y [1, 'two'] # d\nb: *x\nc:\n  - *y\n  - z\n";
    for (at, wanted) in [
        ("/a", "a: &x # c\n  k: &y [1, 'two'] # d\na-2: # c\n  k: [1, 'two'] # d\nb: *x\nc:\n  - *y\n  - z\n"),
        ("/b", "a: &x # c\n  k: &y [1, 'two'] # d\nb: *x\nb-2: *x\nc:\n  - *y\n  - z\n"),
        ("/c/0", "a: &x # c\n  k: &y [1, 'two'] # d\nb: *x\nc:\n  - *y\n  - *y\n  - z\n"),
    ] {
        let document = Document::parse(text);
        let at = document.path_from_pointer(at).unwrap();
        let (_, edits) = new_entry::double(&document, &at).unwrap();
        assert_eq!(made(&document, &edits).unwrap().text(), wanted);
    }
    // Around the anchor, which stays with its value, and around what stands for it.
    for (at, wanted) in [
        (
            "/a",
            "a: !If\n  - ''\n  - &x # c\n    k: &y [1, 'two'] # d\n  - !Ref AWS::NoValue\nb: *x\nc:\n  - *y\n  - z\n",
        ),
        ("/b", "a: &x # c\n  k: &y [1, 'two'] # d\nb: !If ['', *x, !Ref 'AWS::NoValue']\nc:\n  - *y\n  - z\n"),
    ] {
        // Properties of a resource: a section takes no function.
        let properties = |text: &str| {
            let lines: String = text.lines().map(|line| format!("      {line}\n")).collect();
            format!("Resources:\n  X:\n    Properties:\n{lines}")
        };
        let text = properties(text);
        let document = Document::parse(text.as_str());
        let spot = ValueRef::from(document.path_from_pointer(&format!("/Resources/X/Properties{at}")).unwrap());
        let inside = made(&document, &wrap(&document, &spot, wrappers(&document, &spot)[0])).unwrap();
        assert_eq!(inside.text(), properties(wanted));
        assert_eq!(made(&inside, &unwrap(&inside, &spot)).unwrap().text(), text);
    }
}
