//! Types of plain scalars to a YAML 1.1 reader, which CloudFormation is.
//!
//! Source: yaml.org/type (bool, int, float, null, merge, timestamp, value), as PyYAML reads them.

/// The type of an untagged plain scalar to a YAML 1.1 reader.
#[derive(Clone, Debug, PartialEq)]
pub enum ScalarType {
    /// `~`, `null` or empty.
    Null,
    /// `true`, `yes`, `on`, ... and their opposites.
    Bool(bool),
    /// An integer, with its value where it fits.
    Int(Option<i128>),
    /// A number with point or exponent, or in base 60.
    Float(f64),
    /// A date or time.
    Timestamp,
    /// `=` or `<<`, special in YAML 1.1.
    SpecialKey,
    /// Text.
    Text,
}

impl ScalarType {
    /// The type of `text` as an untagged plain scalar.
    pub fn of(text: &str) -> ScalarType {
        match text {
            "" | "~" | "null" | "Null" | "NULL" => return ScalarType::Null,
            "yes" | "Yes" | "YES" | "true" | "True" | "TRUE" | "on" | "On" | "ON" => return ScalarType::Bool(true),
            "no" | "No" | "NO" | "false" | "False" | "FALSE" | "off" | "Off" | "OFF" => return ScalarType::Bool(false),
            "=" | "<<" => return ScalarType::SpecialKey,
            ".inf" | ".Inf" | ".INF" | "+.inf" | "+.Inf" | "+.INF" => return ScalarType::Float(f64::INFINITY),
            "-.inf" | "-.Inf" | "-.INF" => return ScalarType::Float(f64::NEG_INFINITY),
            ".nan" | ".NaN" | ".NAN" => return ScalarType::Float(f64::NAN),
            _ => {}
        }
        if !text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '.')) {
            return ScalarType::Text;
        }
        int(text).or_else(|| float(text)).unwrap_or(if timestamp(text) {
            ScalarType::Timestamp
        } else {
            ScalarType::Text
        })
    }
}

/// True if every YAML 1.1 or 1.2 reader loads the plain scalar `text` as this text.
pub(super) fn reads_as_text(text: &str) -> bool {
    !is_word(text) && ScalarType::of(text) == ScalarType::Text && !looks_numeric(text)
}

/// True for words and prefixed numbers that some reader takes for a boolean, null or number, in any case: `oN` to Psych,
/// `y` in the specification of YAML 1.1, `+0o7` in 1.2.
fn is_word(text: &str) -> bool {
    const WORDS: [&str; 12] = ["y", "n", "yes", "no", "on", "off", "true", "false", "null", ".inf", ".nan", "."];
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let prefixed = unsigned
        .strip_prefix('0')
        .and_then(|rest| rest.strip_prefix(['o', 'O', 'x', 'X', 'b', 'B']))
        .is_some_and(|digits| digits.bytes().all(|b| b.is_ascii_hexdigit() || b == b'_'));
    prefixed || WORDS.iter().any(|word| word.eq_ignore_ascii_case(unsigned))
}

/// True for what any reader could take for a number: digits with signs, points, underscores and an exponent.
fn looks_numeric(text: &str) -> bool {
    text.bytes().any(|b| b.is_ascii_digit())
        && text.bytes().filter(|&b| b == b'.').count() <= 1
        && text
            .bytes()
            .all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'+' | b'-' | b'_' | b',' | b':' | b'e' | b'E'))
}

fn int(text: &str) -> Option<ScalarType> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let plain = |digits: &str| digits.replace('_', "");
    let number = |digits: &str, radix: u32| {
        let digits = plain(digits);
        let valid = !digits.is_empty() && digits.chars().all(|c| c.is_digit(radix));
        valid.then(|| i128::from_str_radix(&digits, radix).ok())
    };
    let value = if digits == "0" {
        Some(Some(0))
    } else if let Some(rest) = digits.strip_prefix("0b") {
        number(rest, 2)
    } else if let Some(rest) = digits.strip_prefix("0x") {
        number(rest, 16)
    } else if let Some(rest) = digits.strip_prefix('0') {
        if rest.contains(':') { None } else { number(rest, 8) }
    } else if digits.contains(':') {
        sexagesimal(digits)
    } else if digits.starts_with(|c: char| c.is_ascii_digit()) {
        number(digits, 10)
    } else {
        None
    }?;
    Some(ScalarType::Int(value.map(|value: i128| if negative { -value } else { value })))
}

/// `22:22` in base 60.
fn sexagesimal(digits: &str) -> Option<Option<i128>> {
    let mut parts = digits.split(':');
    let first = parts.next()?.replace('_', "");
    let mut value: Option<i128> = first.parse().ok();
    value?;
    for part in parts {
        let short = matches!(part.len(), 1 | 2) && part.bytes().all(|b| b.is_ascii_digit());
        let part: i128 = part.parse().ok().filter(|&part| short && part < 60)?;
        value = value.and_then(|value| value.checked_mul(60)?.checked_add(part));
    }
    Some(value)
}

/// `[-+]?([0-9][0-9_]*)\.[0-9_]*([eE][-+][0-9]+)?` and `\.[0-9][0-9_]*(...)?`, as in PyYAML.
fn float(text: &str) -> Option<ScalarType> {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (whole, rest) = unsigned.split_once('.')?;
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit() || b == b'_');
    let (fraction, exponent) = match rest.find(['e', 'E']) {
        Some(at) => (rest.get(..at)?, rest.get(at + 1..)),
        None => (rest, None),
    };
    let whole_fits = if whole.is_empty() {
        fraction.starts_with(|c: char| c.is_ascii_digit())
    } else {
        whole.starts_with(|c: char| c.is_ascii_digit()) && digits(whole)
    };
    let exponent_fits = exponent.is_none_or(|exponent| {
        exponent
            .strip_prefix(['-', '+'])
            .is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()))
    });
    (whole_fits && digits(fraction) && exponent_fits)
        .then(|| ScalarType::Float(text.replace('_', "").parse().unwrap_or(f64::NAN)))
}

/// `2010-09-09`, with or without a time.
fn timestamp(text: &str) -> bool {
    let bytes = text.as_bytes();
    let digits = |range: std::ops::Range<usize>| {
        bytes.get(range).is_some_and(|part| !part.is_empty() && part.iter().all(u8::is_ascii_digit))
    };
    digits(0..4) && bytes.get(4) == Some(&b'-') && digits(5..6) && text.bytes().filter(|&b| b == b'-').count() >= 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_scalars_have_yaml_1_1_types() {
        let int = |value| ScalarType::Int(Some(value));
        for (text, meaning) in [
            ("yes", ScalarType::Bool(true)),
            ("OFF", ScalarType::Bool(false)),
            ("~", ScalarType::Null),
            ("000400", int(256)),
            ("0x1F", int(31)),
            ("22:22", int(1342)),
            ("1_000", int(1000)),
            ("-12", int(-12)),
            ("3.10", ScalarType::Float(3.1)),
            (".5", ScalarType::Float(0.5)),
            ("1e3", ScalarType::Text),
            ("1.0e+3", ScalarType::Float(1000.0)),
            ("2010-09-09", ScalarType::Timestamp),
            ("=", ScalarType::SpecialKey),
            ("<<", ScalarType::SpecialKey),
            ("10.0.0.0/16", ScalarType::Text),
            ("10.0.0.1", ScalarType::Text),
            ("t3.micro", ScalarType::Text),
            ("089", ScalarType::Text),
        ] {
            assert_eq!(ScalarType::of(text), meaning, "{text}");
        }
    }

    #[test]
    fn ambiguous_words_are_not_written_plain() {
        for text in [
            "y",
            "n",
            "1e3",
            "089",
            "0o7",
            "+0o7",
            "0X1f",
            "3.10",
            "22:22",
            "1:",
            "~",
            "",
            "yes",
            "tRUE",
            "oN",
            "nULL",
            ".",
            "+.iNF",
            "=",
            "<<",
            "1_0",
            "1,000",
            "-1,000.5",
            "2010-09-09",
        ] {
            assert!(!reads_as_text(text), "{text}");
        }
        for text in ["t3.micro", "10.0.0.0/16", "gp3", "10.0.0.1", "x86_64", "-e", "2nd", "80,http", "0xyz", "None"] {
            assert!(reads_as_text(text), "{text}");
        }
    }
}
