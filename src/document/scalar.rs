//! Source of scalars that YAML 1.1, YAML 1.2 and JSON load as the same text.

use std::iter::Peekable;

use super::scalar_type::reads_as_text;

/// The context of a scalar, which decides what is special.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ScalarContext {
    /// In block style.
    Block,
    /// Inside brackets or braces.
    Flow,
    /// In JSON.
    Json,
}

/// The preferred quoting of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Quoting {
    /// No quotes where all readers agree on the text, otherwise these.
    Plain(Quote),
    /// Quotes even where none are needed.
    Always(Quote),
}

/// A kind of quotation mark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Quote {
    Single,
    #[default]
    Double,
}

/// `text` on one line.
pub(super) fn one_line(text: &str, place: ScalarContext, quoting: Quoting) -> String {
    if place == ScalarContext::Json {
        return double_quoted(text, place);
    }
    match quoting {
        Quoting::Plain(_) if is_safe_plain(text, place) => text.to_string(),
        Quoting::Plain(Quote::Single) | Quoting::Always(Quote::Single) if single_quotes_fit(text) => {
            format!("'{}'", text.replace('\'', "''"))
        }
        Quoting::Plain(_) | Quoting::Always(_) => double_quoted(text, place),
    }
}

/// True if `text` needs no quotes: no reader finds an indicator, a comment, another type or a line break in it.
fn is_safe_plain(text: &str, place: ScalarContext) -> bool {
    let Some(first) = text.chars().next() else { return false };
    // A dash or a percent sign may start some plain scalars, but not for every reader: quote them all but `-x`.
    let good_first = match first {
        '-' => text.chars().nth(1).is_some_and(|c| c.is_ascii_alphanumeric()),
        '<' | '=' => false,
        c => !"?:,[]{}#&*!|>'\"%@`".contains(c),
    };
    let flow_signs = place == ScalarContext::Flow && text.contains([',', '[', ']', '{', '}', ':', '?', '#']);
    good_first
        && !flow_signs
        && !text.starts_with(char::is_whitespace)
        && !text.ends_with(char::is_whitespace)
        && !text.ends_with(':')
        && !text.contains(": ")
        && !text.contains(":\t")
        && !text.contains(" #")
        && !text.contains("\t#")
        && !text.starts_with("---")
        && !text.starts_with("...")
        && text.chars().all(is_ordinary)
        && reads_as_text(text)
}

/// True for a printable character that is neither a line break nor a tab to any reader.
fn is_ordinary(c: char) -> bool {
    !c.is_control() && !is_line_break(c) && !matches!(c, '\u{feff}' | '\u{fffe}' | '\u{ffff}' | '\u{a0}')
}

fn is_line_break(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

fn single_quotes_fit(text: &str) -> bool {
    text.chars().all(is_ordinary)
}

/// `text` in double quotes, with escapes for all characters that some reader might change.
fn double_quoted(text: &str, place: ScalarContext) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            '\r' => quoted.push_str("\\r"),
            c if is_ordinary(c) || c == '\u{a0}' => quoted.push(c),
            c if place == ScalarContext::Json || (c as u32) > 0xff => quoted.push_str(&format!("\\u{:04x}", c as u32)),
            c => quoted.push_str(&format!("\\x{:02x}", c as u32)),
        }
    }
    quoted.push('"');
    quoted
}

/// True if the character `c` ends a quoted text. Consumes the character after an escape, or the second of a doubled
/// quote.
pub fn closes_quote(quote: char, c: char, behind: &mut Peekable<impl Iterator<Item = (usize, char)>>) -> bool {
    if c == '\\' && quote == '"' {
        behind.next();
        return false;
    }
    c == quote && (quote != '\'' || behind.next_if(|next| next.1 == quote).is_none())
}

/// Header and lines of a block scalar.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct BlockScalar {
    /// `|` with its indicators.
    pub header: String,
    /// Lines without indentation.
    pub lines: Vec<String>,
}

/// `text` as a literal block scalar, if every reader loads the same text from it.
///
/// `indent` is the indentation of its lines relative to the parent; the header holds it where a reader could not detect
/// it. A text that ends with several line breaks needs `|+`, which also includes blank lines after the entry;
/// `may_keep` if there are none.
pub(super) fn literal(text: &str, indent: usize, may_keep: bool) -> Option<BlockScalar> {
    let fits = text.chars().any(|c| !matches!(c, '\n' | ' ' | '\t'))
        && text.chars().all(|c| c == '\n' || c == '\t' || is_ordinary(c) || c == '\u{a0}');
    if !fits || !(1..=9).contains(&indent) {
        return None;
    }
    let body = text.trim_end_matches('\n');
    let breaks = text.len() - body.len();
    let chomping = match breaks {
        0 => "-",
        1 => "",
        _ if may_keep => "+",
        _ => return None,
    };
    let mut lines: Vec<String> = body.split('\n').map(str::to_string).collect();
    lines.extend(std::iter::repeat_n(String::new(), breaks.saturating_sub(1)));
    let first = lines.iter().find(|line| !line.is_empty()).map_or("", String::as_str);
    let indicator = if first.starts_with([' ', '\t']) { indent.to_string() } else { String::new() };
    Some(BlockScalar { header: format!("|{indicator}{chomping}"), lines })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str) -> String {
        one_line(text, ScalarContext::Block, Quoting::Plain(Quote::Double))
    }

    #[test]
    fn text_is_quoted_only_where_needed() {
        for text in ["t3.micro", "10.0.0.0/16", "AWS::Region", "/opt/app/app.py", "ünï", "🚀 go", "it's", "a\"b", "-xe"]
        {
            assert_eq!(plain(text), text);
        }
        for (text, written) in [
            ("yes", "\"yes\""),
            ("000400", "\"000400\""),
            ("3.10", "\"3.10\""),
            ("", "\"\""),
            (" a", "\" a\""),
            ("a: b", "\"a: b\""),
            ("a #b", "\"a #b\""),
            ("ends:", "\"ends:\""),
            ("a\tb", "\"a\\tb\""),
            ("\u{1}", "\"\\x01\""),
            ("\u{feff}", "\"\\ufeff\""),
            ("--- x", "\"--- x\""),
        ] {
            assert_eq!(plain(text), written);
        }
    }

    #[test]
    fn single_quotes_are_doubled_or_replaced_by_escapes() {
        let single = |text| one_line(text, ScalarContext::Block, Quoting::Always(Quote::Single));
        assert_eq!(single("it's"), "'it''s'");
        assert_eq!(single("a\nb"), "\"a\\nb\"");
    }

    #[test]
    fn flow_style_quotes_brackets_and_json_quotes_all() {
        assert_eq!(one_line("a,b", ScalarContext::Flow, Quoting::Plain(Quote::Double)), "\"a,b\"");
        assert_eq!(one_line("AWS::Region", ScalarContext::Flow, Quoting::Plain(Quote::Single)), "'AWS::Region'");
        assert_eq!(one_line("a\u{1}", ScalarContext::Json, Quoting::Plain(Quote::Single)), "\"a\\u0001\"");
    }

    #[test]
    fn block_scalar_header_has_required_indicators() {
        let header = |text, keep| literal(text, 2, keep).map(|block| block.header);
        assert_eq!(header("a\nb\n", false).as_deref(), Some("|"));
        assert_eq!(header("a\nb", false).as_deref(), Some("|-"));
        assert_eq!(header("a\n\n", true).as_deref(), Some("|+"));
        assert_eq!(header("a\n\n", false), None);
        assert_eq!(header("\n  a\nb\n", false).as_deref(), Some("|2"));
        assert_eq!(header("\ta\n", false).as_deref(), Some("|2"));
        assert_eq!(header("\n", false), None);
        // Readers differ on lines that have only blanks.
        assert_eq!(header("  \n", false), None);
        assert_eq!(header(" \n\t\n", true), None);
        assert_eq!(header("a\rb\n", false), None);
    }
}
