//! Unquoted scalars that CloudFormation reads as numbers, and the text that it makes of them.
//!
//! Source: public observations of the service: 012345678901 without quotes arrives as 1.2345678901E10. Its reader is
//! written in Java and follows YAML 1.1, but takes digits with an exponent, and digits with a leading zero that are no
//! octal number, for floating-point numbers.

use crate::document::{Node, ScalarType, Style};

/// The floating-point number that CloudFormation reads in a scalar without quotes; `None` for all else.
pub fn float_of(node: Node<'_>) -> Option<f64> {
    let text = node.scalar()?;
    let number = match node.resolved_type() {
        ScalarType::Float(number) => number,
        ScalarType::Text if node.style() == Style::Plain && node.tag().is_none_or(|tag| tag == "!!float") => {
            decimal(text)?
        }
        _ => return None,
    };
    number.is_finite().then_some(number)
}

/// A whole number that is written out.
pub fn whole_number(node: Node<'_>) -> Option<u32> {
    node.scalar().filter(|_| node.tag().is_none() && !node.is_alias())?.trim().parse().ok()
}

/// Digits with an exponent (`12e5`, `1.5E3`), or with a leading zero and an 8 or 9 (`08080`).
fn decimal(text: &str) -> Option<f64> {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (mantissa, exponent) = match unsigned.find(['e', 'E']) {
        Some(at) => (unsigned.get(..at)?, unsigned.get(at + 1..)),
        None => (unsigned, None),
    };
    let is_digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit() || b == b'_');
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let starts = mantissa.trim_start_matches('.').starts_with(|c: char| c.is_ascii_digit());
    let fits = starts && is_digits(whole) && is_digits(fraction);
    let fits_exponent = match exponent {
        Some(exponent) => {
            let digits = exponent.strip_prefix(['-', '+']).unwrap_or(exponent);
            !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())
        }
        // All others are integers, or floating-point numbers of YAML 1.1.
        None => mantissa.starts_with('0') && !mantissa.contains('.'),
    };
    (fits && fits_exponent).then(|| text.replace('_', "").parse().ok()).flatten()
}

/// The text of a floating-point number, as Java's `Double.toString` writes it: `3.1`, `8080.0`, `1.2345678901E10`.
pub fn written(number: f64) -> String {
    let size = number.abs();
    if size == 0.0 || (1e-3..1e7).contains(&size) {
        return format!("{number:?}");
    }
    let text = format!("{number:E}");
    match text.split_once('E') {
        Some((mantissa, exponent)) if !mantissa.contains('.') => format!("{mantissa}.0E{exponent}"),
        _ => text,
    }
}

/// The text that CloudFormation makes of a number without quotes, where its characters differ from those written:
/// `1402433619` of `012345670123`. `None` where they are the same, and for all that is no number.
pub fn other_text(node: Node<'_>) -> Option<String> {
    let text = match node.resolved_type() {
        ScalarType::Int(number) => number?.to_string(),
        _ => written(float_of(node)?),
    };
    (node.scalar() != Some(text.as_str())).then_some(text)
}

/// What a key without quotes is to CloudFormation, where it is not text: "a number".
pub fn type_of_key(key: Node<'_>) -> Option<&'static str> {
    Some(match key.resolved_type() {
        ScalarType::Int(_) | ScalarType::Float(_) => "a number",
        ScalarType::Bool(_) => "a boolean",
        ScalarType::Null => "null",
        ScalarType::Timestamp | ScalarType::SpecialKey | ScalarType::Text => {
            return float_of(key).map(|_| "a number");
        }
    })
}

/// True for a text that YAML 1.1 reads as a date or time, of which the calendar or the clock has none: `2026-02-30`.
/// Source: the expression of the timestamp in PyYAML.
pub fn is_impossible_date(text: &str) -> bool {
    let (date, time) = match text.find(['T', 't', ' ', '\t']) {
        Some(at) => (text.get(..at).unwrap_or_default(), text.get(at + 1..).map(str::trim_start)),
        None => (text, None),
    };
    let is_digits =
        |part: &str, widths: &[usize]| widths.contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    let parts: Vec<&str> = date.split('-').collect();
    let [year, month, day] = parts.as_slice() else { return false };
    let widths: &[usize] = if time.is_some() { &[1, 2] } else { &[2] };
    if !is_digits(year, &[4]) || !is_digits(month, widths) || !is_digits(day, widths) {
        return false;
    }
    let number = |text: &str| text.parse::<u32>().unwrap_or_default();
    let (year, month, day) = (number(year), number(month), number(day));
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 => 28 + u32::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    let wrong_date = year == 0 || !(1..=days).contains(&day);
    let Some(time) = time else { return wrong_date };
    let clock = time.split(['.', 'Z', '+', '-', ' ']).next().unwrap_or_default();
    let parts: Vec<&str> = clock.split(':').collect();
    let [hour, minute, second] = parts.as_slice() else { return false };
    let is_time = is_digits(hour, &[1, 2]) && is_digits(minute, &[2]) && is_digits(second, &[2]);
    is_time && (wrong_date || number(hour) > 23 || number(minute) > 59 || number(second) > 59)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;

    #[test]
    fn dates_are_those_of_the_calendar() {
        for text in
            ["2025-02-29", "2024-13-01", "2024-04-31", "0000-01-01", "2024-1-32 10:00:00", "2024-01-02T24:00:00Z"]
        {
            assert!(is_impossible_date(text), "{text}");
        }
        for text in ["2024-02-29", "2012-10-17", "2000-02-29", "2024-1-3", "2024-99", "2024-01-02 10:00:00 +2", "x"] {
            assert!(!is_impossible_date(text), "{text}");
        }
    }

    #[test]
    fn numbers_are_written_as_the_service_writes_them() {
        for (source, expected) in [
            ("098765432109", Some("9.8765432109E10")),
            ("09443", Some("9443.0")),
            ("4e2", Some("400.0")),
            ("-7E9", Some("-7.0E9")),
            ("1.25e-5", Some("1.25E-5")),
            ("2.50", Some("2.5")),
            ("0750", Some("488")),
            ("0x1f", Some("31")),
            ("1_500", Some("1500")),
            ("12:30", Some("750")),
            ("123456789012", None),
            ("2.5", None),
            ("0", None),
            ("\"09443\"", None),
            ("'4e2'", None),
            ("!Sub 09443", None),
            ("e5", None),
            ("12e", None),
            ("12e5x", None),
            ("09:30", None),
            ("0.9.9", None),
            ("09-30", None),
            ("yes", None),
            ("2012-10-17", None),
        ] {
            let document = Document::parse(format!("a: {source}\n"));
            let node = document.root().and_then(|root| root.get("a")).unwrap();
            assert_eq!(other_text(node).as_deref(), expected, "{source}");
        }
    }
}
