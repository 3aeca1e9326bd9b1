//! `test`, `[` and `[[`: what can be decided without the machine.

use super::state::{ExitStatus, ExpandedPart, ShellField};

/// Words taken at most: longer tests are left to the machine.
const LONGEST: usize = 60;

/// The result of a test; `None` if only the machine knows.
pub(super) fn test(fields: &[ShellField]) -> Option<bool> {
    if fields.len() > LONGEST {
        return None;
    }
    let word = |field: &ShellField| field.text().unwrap_or_default();
    // `||` and `-o` bind least; brackets are left to the machine.
    if fields.iter().any(|field| ["(", ")"].contains(&word(field).as_str())) {
        return None;
    }
    let alternatives = fields.split(|field| ["||", "-o"].contains(&word(field).as_str()));
    let mut found = Some(false);
    for alternative in alternatives {
        let mut own = Some(true);
        for part in alternative.split(|field| ["&&", "-a"].contains(&word(field).as_str())) {
            own = match (own, single(part)) {
                (Some(false), _) | (_, Some(false)) => Some(false),
                (Some(true), part) => part,
                (None, _) => None,
            };
        }
        found = match (found, own) {
            (Some(true), _) | (_, Some(true)) => Some(true),
            (Some(false), own) => own,
            (None, _) => None,
        };
    }
    found
}

fn single(fields: &[ShellField]) -> Option<bool> {
    let negated = fields.iter().take_while(|field| field.text().as_deref() == Some("!")).count();
    let fields = fields.get(negated..)?;
    // `[ ! ]` asks whether `!` is a text.
    let fields = if fields.is_empty() { return Some(negated > 0) } else { fields };
    plain(fields).map(|found| found != (negated % 2 == 1))
}

fn plain(fields: &[ShellField]) -> Option<bool> {
    match fields {
        [one] => has_text(one),
        [sign, one] => match sign.text()?.as_str() {
            "-n" => has_text(one),
            "-z" => has_text(one).map(|has| !has),
            _ => None,
        },
        [left, sign, right] => match sign.text()?.as_str() {
            "=" | "==" => same(left, right),
            "!=" => same(left, right).map(|same| !same),
            sign => numbers(left, sign, right),
        },
        _ => None,
    }
}

fn has_text(field: &ShellField) -> Option<bool> {
    match field.text() {
        Some(text) => Some(!text.is_empty()),
        // Some text or a status is there for sure.
        None => field
            .0
            .iter()
            .any(|piece| {
                matches!(piece, ExpandedPart::Status(_))
                    || matches!(piece, ExpandedPart::Text(text) if !text.is_empty())
            })
            .then_some(true),
    }
}

fn same(left: &ShellField, right: &ShellField) -> Option<bool> {
    match (left.text(), right.text()) {
        (Some(left), Some(right)) if right.contains(['*', '?', '[']) => (left == right).then_some(true),
        (Some(left), Some(right)) => Some(left == right),
        _ => numbers(left, "-eq", right),
    }
}

fn numbers(left: &ShellField, sign: &str, right: &ShellField) -> Option<bool> {
    let (left, right) = (left.status()?, right.status()?);
    let (other, sign) = match (left, right) {
        (ExitStatus::Code(left), ExitStatus::Code(right)) => {
            return Some(match sign {
                "-eq" => left == right,
                "-ne" => left != right,
                "-gt" => left > right,
                "-ge" => left >= right,
                "-lt" => left < right,
                "-le" => left <= right,
                _ => return None,
            });
        }
        (ExitStatus::Failed(_), ExitStatus::Code(code)) => (code, sign),
        (ExitStatus::Code(code), ExitStatus::Failed(_)) => {
            let turned = match sign {
                "-gt" => "-lt",
                "-ge" => "-le",
                "-lt" => "-gt",
                "-le" => "-ge",
                same => same,
            };
            (code, turned)
        }
        _ => return None,
    };
    // A failure is a number from 1 to 255.
    match (sign, other) {
        ("-eq", 0) | ("-lt", ..=1) | ("-le", ..=0) => Some(false),
        ("-ne", 0) | ("-gt", ..=0) | ("-ge", ..=1) => Some(true),
        _ => None,
    }
}
