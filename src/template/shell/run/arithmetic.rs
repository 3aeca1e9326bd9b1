//! Whole numbers of `$((…))`, `((…))` and `let`: sums, products, comparisons and counters.

use super::super::tree::is_variable_name;
use super::state::{ExitStatus, ExpandedPart, ShellField, ShellState};

/// The number that an expression gives; `None` for what is not computed. A failure is a number from 1 to 255: an expression
/// that gives the same for several of them has a number.
pub(super) fn value(text: &str, state: &ShellState) -> Option<i64> {
    const FAILURES: [i32; 3] = [1, 2, 255];
    let with = |code: i32| {
        let mut inner = state.clone();
        let number = |status: ExitStatus| match status {
            ExitStatus::Code(code) => Some(code),
            ExitStatus::Failed(_) => Some(code),
            ExitStatus::Unknown(_) => None,
        };
        let last = number(state.last).map(|code| code.to_string());
        for (name, field) in state.variables.iter().filter(|(name, _)| text.contains(name.as_str())) {
            if let Some(ExitStatus::Failed(_)) = field.status() {
                inner.set(name, ShellField::of(&code.to_string()));
            }
        }
        match text.contains("$?") {
            true => computed(&text.replace("$?", &last?), &inner),
            false => computed(text, &inner),
        }
    };
    let says = |name: &str| text.contains(name);
    let is_open = says("$?")
        || state
            .variables
            .iter()
            .any(|(name, field)| says(name) && matches!(field.status(), Some(ExitStatus::Failed(_))));
    if !is_open {
        return computed(text, state);
    }
    let [first, rest @ ..] = FAILURES.map(with);
    first.filter(|_| rest.iter().all(|other| *other == first))
}

fn computed(text: &str, state: &ShellState) -> Option<i64> {
    if text.contains(['(', ')', '?', '~', '^', ',', '[']) || text.len() > 200 {
        return None;
    }
    // From the operator that binds least to the one that binds most.
    any(text, "||", |part| all(part, "&&", |part| compared(part, state)))
}

/// The number of an expression that may set a variable.
pub(super) fn run(text: &str, state: &mut ShellState) -> Option<i64> {
    let text = text.trim();
    for (sign, change) in [("++", 1), ("--", -1)] {
        let name = text.strip_suffix(sign).or_else(|| text.strip_prefix(sign));
        if let Some(name) = name.map(str::trim) {
            let Some(old) = is_variable_name(name).then(|| number(name, state)).flatten() else {
                forget(name, state);
                return None;
            };
            let new = old.checked_add(change)?;
            state.set(name, ShellField::of(&new.to_string()));
            return Some(if text.ends_with(sign) { old } else { new });
        }
    }
    let Some((left, right)) = text.split_once('=').filter(|(left, right)| !is_comparison(left, right)) else {
        return value(text, state);
    };
    let (name, operator) = match left.trim_end().strip_suffix(['+', '-', '*', '/', '%']) {
        Some(name) => (name.trim(), left.trim_end().chars().last()),
        None => (left.trim(), None),
    };
    let new = match operator {
        None => value(right, state),
        Some(operator) => value(&format!("{name} {operator} {right}"), state),
    };
    match new.filter(|_| is_variable_name(name)) {
        Some(new) => state.set(name, ShellField::of(&new.to_string())),
        None => {
            forget(name, state);
            return None;
        }
    };
    new
}

fn forget(name: &str, state: &mut ShellState) {
    let name = name.trim().trim_matches(['+', '-']).trim();
    state.set(name, ShellField(vec![ExpandedPart::Opaque]));
}

fn is_comparison(left: &str, right: &str) -> bool {
    right.starts_with('=') || left.ends_with(['=', '!', '<', '>'])
}

fn any(text: &str, sign: &str, part: impl Fn(&str) -> Option<i64>) -> Option<i64> {
    let mut parts = text.split(sign).map(part);
    let first = parts.next()??;
    let mut found = first;
    let mut several = false;
    for part in parts {
        several = true;
        found = i64::from(found != 0 || part? != 0);
    }
    Some(if several { found } else { first })
}

fn all(text: &str, sign: &str, part: impl Fn(&str) -> Option<i64>) -> Option<i64> {
    let mut parts = text.split(sign).map(part);
    let first = parts.next()??;
    let mut found = first;
    let mut several = false;
    for part in parts {
        several = true;
        found = i64::from(found != 0 && part? != 0);
    }
    Some(if several { found } else { first })
}

fn compared(text: &str, state: &ShellState) -> Option<i64> {
    for sign in ["==", "!=", "<=", ">=", "<", ">"] {
        if let Some((left, right)) = text.split_once(sign) {
            let (left, right) = (sum(left, state)?, sum(right, state)?);
            return Some(i64::from(match sign {
                "==" => left == right,
                "!=" => left != right,
                "<=" => left <= right,
                ">=" => left >= right,
                "<" => left < right,
                _ => left > right,
            }));
        }
    }
    sum(text, state)
}

fn sum(text: &str, state: &ShellState) -> Option<i64> {
    let (mut total, mut sign, mut from) = (0i64, 1i64, 0usize);
    let text = text.trim();
    for (index, operator) in text.char_indices().chain([(text.len(), '+')]) {
        if !matches!(operator, '+' | '-') || index == 0 {
            continue;
        }
        let part = text.get(from..index)?.trim_start_matches(['+', '-']);
        let negative = from == 0 && text.starts_with('-');
        let part = product(part, state)?;
        total = total.checked_add(part.checked_mul(if negative { -1 } else { sign })?)?;
        sign = if operator == '-' { -1 } else { 1 };
        from = index;
    }
    Some(total)
}

fn product(text: &str, state: &ShellState) -> Option<i64> {
    let (mut total, mut operator, mut from) = (None::<i64>, '*', 0usize);
    for (index, sign) in text.char_indices().chain([(text.len(), '*')]) {
        if !matches!(sign, '*' | '/' | '%') {
            continue;
        }
        let part = number(text.get(from..index)?.trim(), state)?;
        total = Some(match (total, operator) {
            (None, _) => part,
            (Some(own), '*') => own.checked_mul(part)?,
            (Some(own), '/') => own.checked_div(part)?,
            (Some(own), _) => own.checked_rem(part)?,
        });
        operator = sign;
        from = index + 1;
    }
    total
}

fn number(text: &str, state: &ShellState) -> Option<i64> {
    let name = text.strip_prefix('$').unwrap_or(text);
    let name = name.strip_prefix('{').and_then(|name| name.strip_suffix('}')).unwrap_or(name);
    if is_variable_name(name) {
        return state.variables.get(name)?.text()?.trim().parse().ok();
    }
    if name == "#" {
        return i64::try_from(state.arguments.len()).ok();
    }
    // A zero in front means octal.
    if text.len() > 1 && text.starts_with('0') { None } else { text.parse().ok() }
}
