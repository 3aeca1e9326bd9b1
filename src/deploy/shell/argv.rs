//! How Windows programs take their command line apart, and the spelling that survives it.
//!
//! Source: Microsoft, "Parsing C command-line arguments" and `CommandLineToArgvW`.

use crate::deploy::argument::ArgumentPart;

/// The parts of a word as they stand between the double quotes of a Windows command line: each `"` becomes `\"`, the
/// backslashes before it and those at the end are doubled.
pub(super) fn escaped(parts: &[ArgumentPart]) -> Vec<ArgumentPart> {
    let mut backslashes = 0;
    let mut escape = |text: &str, last: bool| {
        let mut escaped = String::with_capacity(text.len() + 2);
        for sign in text.chars() {
            match sign {
                '\\' => backslashes += 1,
                '"' => {
                    escaped.push_str(&"\\".repeat(backslashes + 1));
                    backslashes = 0;
                }
                _ => backslashes = 0,
            }
            escaped.push(sign);
        }
        if last {
            escaped.push_str(&"\\".repeat(backslashes));
        }
        escaped
    };
    let count = parts.len();
    let part = |(place, part): (usize, &ArgumentPart)| match part {
        ArgumentPart::Fixed(text) => ArgumentPart::Fixed(escape(text, place + 1 == count)),
        ArgumentPart::Value(text) => ArgumentPart::Value(escape(text, place + 1 == count)),
        ArgumentPart::Prompted(name) => ArgumentPart::Prompted(name.clone()),
    };
    parts.iter().enumerate().map(part).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_and_the_backslashes_before_them_are_escaped() {
        for (text, expected) in [
            ("a b", "a b"),
            (r"C:\x", r"C:\x"),
            (r"C:\x\", r"C:\x\\"),
            (r#"say "hi""#, r#"say \"hi\""#),
            (r#"\"#, r"\\"),
            (r#"a\"b"#, r#"a\\\"b"#),
            ("", ""),
        ] {
            assert_eq!(escaped(&[ArgumentPart::Value(text.into())]), [ArgumentPart::Value(expected.into())], "{text}");
        }
    }
}
