//! Conditions as sentences: "Env is prod and not IsTest"; names in a row.
//!
//! Source: AWS page "Condition functions". Reads the spans; what nobody can read is shown as it is written.

use super::substitution;
use super::value::{self, ValueRef};
use crate::document::{Document, Path};

/// Letters of a value that a sentence takes in.
const LONGEST: usize = 40;

/// The operator of a part, the loosest first; it decides on brackets.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Precedence {
    /// Joined by "or".
    Or,
    /// Joined by "and".
    And,
    /// One statement.
    One,
}

/// The condition at a path as a sentence without its point; `None` if nothing is there.
pub fn condition(document: &Document, at: &Path) -> Option<String> {
    document.node(at)?;
    Some(described(document, &at.clone().into()).0)
}

// Bounded: the reader refuses documents that are nested deeper than 400 levels.
fn described(document: &Document, spot: &ValueRef) -> (String, Precedence) {
    let Some((function, body)) = value::call(document, spot) else { return (value(document, spot), Precedence::One) };
    let items = || -> Vec<ValueRef> {
        let count = document.node(&body.at).map_or(0, |node| node.items().count());
        (0..count).map(|index| body.at.join(index).into()).collect()
    };
    match function.long {
        "Fn::Equals" => (equals(document, &items(), "is"), Precedence::One),
        "Fn::Not" => match items().first() {
            Some(inner) => (not(document, inner), Precedence::One),
            None => ("not \u{2026}".into(), Precedence::One),
        },
        "Fn::And" => (joined(document, &items(), Precedence::And, " and "), Precedence::And),
        "Fn::Or" => match one_of(document, &items()) {
            Some(said) => (said, Precedence::One),
            None => (joined(document, &items(), Precedence::Or, " or "), Precedence::Or),
        },
        "Condition" => (document.scalar(&body.at).unwrap_or_default().to_string(), Precedence::One),
        _ => (value(document, spot), Precedence::One),
    }
}

fn equals(document: &Document, items: &[ValueRef], is: &str) -> String {
    let [one, other] = items else { return "compares other than two values".into() };
    let (one, other) = (value(document, one), value(document, other));
    match other.as_str() {
        "nothing" if one == "nothing" => "nothing is compared yet".into(),
        "nothing" if is == "is" => format!("{one} is empty"),
        "nothing" => format!("{one} is not empty"),
        _ => format!("{one} {is} {other}"),
    }
}

fn not(document: &Document, inner: &ValueRef) -> String {
    if let Some((function, body)) = value::call(document, inner)
        && function.long == "Fn::Equals"
    {
        let items: Vec<ValueRef> = (0..2).map(|index| body.at.join(index).into()).collect();
        return equals(document, &items, "is not");
    }
    let (words, precedence) = described(document, inner);
    let is_name = value::call(document, inner).is_some_and(|call| call.0.long == "Condition");
    if is_name && precedence == Precedence::One { format!("not {words}") } else { format!("not ({words})") }
}

fn joined(document: &Document, items: &[ValueRef], own: Precedence, word: &str) -> String {
    let parts = items.iter().map(|item| match described(document, item) {
        (words, precedence) if precedence < own || (precedence != own && precedence != Precedence::One) => {
            format!("({words})")
        }
        (words, _) => words,
    });
    parts.collect::<Vec<_>>().join(word)
}

/// "The region is a, b or c": equalities of the same value.
fn one_of(document: &Document, items: &[ValueRef]) -> Option<String> {
    let pairs: Option<Vec<(String, String)>> = items
        .iter()
        .map(|item| {
            let (function, body) = value::call(document, item)?;
            let pair = |index: usize| value(document, &body.at.join(index).into());
            (function.long == "Fn::Equals").then(|| (pair(0), pair(1)))
        })
        .collect();
    let pairs = pairs.filter(|pairs| pairs.len() > 1)?;
    let (first, _) = pairs.first()?;
    if pairs.iter().any(|pair| pair.0 != *first) {
        return None;
    }
    let (last, others) = pairs.split_last()?;
    let others: Vec<&str> = others.iter().map(|pair| pair.1.as_str()).collect();
    Some(format!("{first} is {} or {}", others.join(", "), last.1))
}

/// A value that a condition compares.
fn value(document: &Document, spot: &ValueRef) -> String {
    let Some(node) = document.node(&spot.at) else { return "\u{2026}".into() };
    match value::call(document, spot) {
        Some((function, body)) if function.long == "Ref" => reference(document.scalar(&body.at).unwrap_or_default()),
        Some(_) => shortened(node.source()),
        None => match node.scalar() {
            Some("") => "nothing".into(),
            Some(text) => shortened(text),
            None => shortened(node.source()),
        },
    }
}

/// Names in a row: "A", "A and B", "A, B and C".
pub fn listed<T: AsRef<str>>(names: &[T]) -> String {
    match names.split_last() {
        None => String::new(),
        Some((last, [])) => last.as_ref().to_string(),
        Some((last, before)) => {
            let before: Vec<&str> = before.iter().map(AsRef::as_ref).collect();
            format!("{} and {}", before.join(", "), last.as_ref())
        }
    }
}

/// A name that `Ref` takes, as people say it.
pub fn reference(name: &str) -> String {
    match (name, substitution::pseudo(name)) {
        ("AWS::Region", _) => "the region".into(),
        ("AWS::AccountId", _) => "the account".into(),
        ("AWS::Partition", _) => "the partition".into(),
        ("AWS::StackName", _) => "the stack\u{2019}s name".into(),
        (name, _) => name.into(),
    }
}

fn shortened(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let short: String = line.chars().take(LONGEST).collect();
    if short.len() < line.len() { format!("{}\u{2026}", short.trim_end()) } else { short }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_condition_reads_as_a_sentence() {
        for (text, wanted) in [
            ("!Equals [!Ref Env, prod]", "Env is prod"),
            ("!Equals [!Ref Key, \"\"]", "Key is empty"),
            ("!Not [!Equals [!Ref Key, \"\"]]", "Key is not empty"),
            ("{\"Fn::Not\": [{\"Fn::Equals\": [{\"Ref\": \"Env\"}, \"prod\"]}]}", "Env is not prod"),
            ("!Not [!Condition A]", "not A"),
            ("!And [!Condition A, !Not [!Condition B]]", "A and not B"),
            ("!And [!Or [!Condition A, !Condition B], !Equals [x, y]]", "(A or B) and x is y"),
            ("!Or [!And [!Condition A, !Condition B], !Condition C]", "(A and B) or C"),
            ("!Not [!And [!Condition A, !Condition B]]", "not (A and B)"),
            (
                "!Or [!Equals [!Ref \"AWS::Region\", eu-west-1], !Equals [!Ref \"AWS::Region\", us-east-1]]",
                "the region is eu-west-1 or us-east-1",
            ),
            ("{Condition: Other}", "Other"),
            ("!Equals [!FindInMap [M, !Ref Env, Big], true]", "!FindInMap [M, !Ref Env, Big] is true"),
            ("!Equals [\"\", \"\"]", "nothing is compared yet"),
            ("!Equals [one]", "compares other than two values"),
            ("text", "text"),
            ("", "nothing"),
            ("!And []", ""),
        ] {
            let document = Document::parse(format!("Conditions:\n  C: {text}\n"));
            assert_eq!(document.syntax_error(), None, "{text}");
            let at = Path::root().keys(["Conditions", "C"]);
            assert_eq!(condition(&document, &at).as_deref(), Some(wanted), "{text}");
        }
    }
}
