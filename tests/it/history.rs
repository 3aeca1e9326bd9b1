//! Form and text in turn: whatever is done, broken in between, undone and made again, the text is the one that the same
//! splices give on a plain string, and taking all back gives the bytes that were opened.

use std::collections::HashSet;

use cf_init::document::{Document, EditInfo, History, Merge, Path, Splice};
use proptest::prelude::*;

use crate::document::{DOCUMENTS, EditChoice, edit_choice, edit_for, text};

/// What somebody does.
#[derive(Clone, Debug)]
enum Op {
    /// In a form: an edit at a path.
    Form(EditChoice),
    /// In the code pane: any splice, also one that breaks the text.
    Code(prop::sample::Index, usize, String),
    /// In the code pane: letters, one by one.
    Type(prop::sample::Index, String),
    Undo,
    Redo,
    /// A moment in which nothing merges any more.
    Pause,
    /// A field is left.
    Close,
}

fn op() -> impl Strategy<Value = Op> {
    let piece = prop_oneof!["[ \\n:\\-#|>'\"\\[{}&*!a]{0,6}", text()];
    prop_oneof![
        4 => edit_choice().prop_map(Op::Form),
        3 => (any::<prop::sample::Index>(), 0usize..30, piece).prop_map(|(at, len, piece)| Op::Code(at, len, piece)),
        2 => (any::<prop::sample::Index>(), "[ -~\\nü🚀]{1,8}").prop_map(|(at, word)| Op::Type(at, word)),
        3 => Just(Op::Undo),
        2 => Just(Op::Redo),
        1 => Just(Op::Pause),
        1 => Just(Op::Close),
    ]
}

/// A document with its history, and beside it a plain string that hears of the splices alone.
struct Bench {
    document: Document,
    history: History,
    plain: String,
    now: f64,
    /// Texts that stood at the border of two steps.
    seen: HashSet<String>,
}

impl Bench {
    fn apply(&mut self, splices: Vec<Splice>, at: Path, merge: Merge) {
        let (plain, deed) = (&mut self.plain, EditInfo { title: "it".into(), at, merge, now: self.now });
        self.history.apply(&mut self.document, splices, deed, &mut |_, splice| {
            plain.replace_range(splice.range.clone(), &splice.text);
        });
        self.now += 100.0;
    }

    /// Takes a step back or makes one again; false if there is none.
    fn step(&mut self, back: Back) -> bool {
        let plain = &mut self.plain;
        let mut watch = |_: &Document, splice: &Splice| plain.replace_range(splice.range.clone(), &splice.text);
        let done = match back {
            Back::Undo => self.history.undo(&mut self.document, &mut watch),
            Back::Redo => self.history.redo(&mut self.document, &mut watch),
        };
        done.is_some()
    }

    fn run(&mut self, op: Op) {
        match op {
            Op::Form(edit_choice) => {
                // What has no place in the text as it stands is refused, and nothing is changed.
                let Some(edit) = edit_for(&self.document, &edit_choice) else { return };
                let Ok(splice) = self.document.plan(&edit) else { return };
                self.apply(vec![splice], edit.path().clone(), Merge::SamePath);
            }
            Op::Code(at, len, piece) => {
                let at = at.index(self.plain.len() + 1);
                self.apply(vec![Splice { range: at..at + len, text: piece }], Path::root(), Merge::Never);
            }
            Op::Type(at, word) => {
                let mut at = at.index(self.plain.len() + 1);
                while !self.plain.is_char_boundary(at) {
                    at -= 1;
                }
                for letter in word.chars() {
                    let splice = Splice { range: at..at, text: letter.to_string() };
                    self.apply(vec![splice], Path::root(), Merge::Adjacent);
                    at += letter.len_utf8();
                    self.seen.insert(self.plain.clone());
                }
            }
            Op::Undo => {
                if self.step(Back::Undo) {
                    assert!(self.seen.contains(&self.plain), "undo leads to a text that never was: {:?}", self.plain);
                }
            }
            Op::Redo => {
                if self.step(Back::Redo) {
                    assert!(self.seen.contains(&self.plain), "redo leads to a text that never was: {:?}", self.plain);
                }
            }
            Op::Pause => self.now += 5000.0,
            Op::Close => self.history.close(),
        }
        self.seen.insert(self.plain.clone());
    }
}

#[derive(Clone, Copy)]
enum Back {
    Undo,
    Redo,
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_interleaving_equals_plain_splices(
        which in 0..DOCUMENTS.len(), ops in prop::collection::vec(op(), 1..25),
    ) {
        let opened = DOCUMENTS[which].1;
        let mut bench = Bench {
            document: Document::parse(opened),
            history: History::default(),
            plain: opened.into(),
            now: 0.0,
            seen: HashSet::from([opened.to_string()]),
        };
        for op in ops {
            let shown = format!("{op:?}");
            bench.run(op);
            prop_assert_eq!(bench.document.text(), &bench.plain, "{}", shown);
            let whole = Document::parse(bench.plain.as_str());
            match whole.syntax_error() {
                None => prop_assert!(bench.document.reads_like(&whole), "{}\n{:?}", shown, bench.plain),
                Some(_) => prop_assert_eq!(bench.document.syntax_error(), whole.syntax_error(), "{}", shown),
            }
        }
        let last = bench.plain.clone();
        while bench.step(Back::Redo) {}
        let newest = bench.plain.clone();
        while bench.step(Back::Undo) {}
        prop_assert_eq!(bench.document.text(), opened);
        prop_assert_eq!(&bench.plain, opened);
        prop_assert!(bench.document.reads_like(&Document::parse(opened)));
        while bench.step(Back::Redo) {}
        prop_assert_eq!(&bench.plain, &newest);
        prop_assert!(bench.seen.contains(&last));
    }
}
