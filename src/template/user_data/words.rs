//! A script as commands: lines that belong together, and the words of a line with their bytes.
//!
//! Not a shell: it knows quotes, continued lines, here-documents and which words open and close a block, and takes
//! everything else for words. Reads bash, and what cmd and PowerShell have in common with it.

use std::ops::Range;

use crate::template::here_document::opener;

/// Lines that are one command, or one line of nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ShellLine {
    /// Bytes, with the break at its end.
    pub span: Range<usize>,
    /// How many blocks are open where it begins.
    pub depth: usize,
    /// Blocks open behind it.
    pub after: usize,
}

/// A word or a sign such as `||`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ShellWord {
    /// Bytes between the quotes, if it is in quotes as a whole.
    pub span: Range<usize>,
    /// Bytes with the quotes.
    pub whole: Range<usize>,
    /// True for `;`, `|`, `||`, `&`, `&&`, brackets, redirections and the end of a line.
    pub sign: bool,
    /// True if it was in quotes as a whole.
    pub quoted: bool,
}

/// What words open a block, and what closes one.
const OPEN: [&str; 6] = ["if", "for", "while", "until", "case", "{"];
const CLOSE: [&str; 4] = ["fi", "done", "esac", "}"];
/// Words behind which a command begins as well.
const LEAD: [&str; 8] = ["then", "else", "do", "elif", "!", "time", "sudo", "&&"];

/// The commands of a script, in order; joined they are the script.
pub(super) fn lines(text: &str) -> Vec<ShellLine> {
    let mut lines: Vec<ShellLine> = Vec::new();
    let mut depth = 0usize;
    let mut start = 0;
    while start < text.len() {
        let mut end = line_end(text, start);
        while goes_on(text.get(start..end).unwrap_or_default()) && end < text.len() {
            end = line_end(text, end);
        }
        if !comment(text.get(start..end).unwrap_or_default()) {
            end = behind_quotes(text, start, end);
            end = behind_here(text, start, end);
        }
        let (opens, closes) = blocks(text, start..end);
        let before = depth;
        depth = (depth + opens).saturating_sub(closes);
        lines.push(ShellLine { span: start..end, depth: before, after: depth });
        start = end;
    }
    lines
}

fn line_end(text: &str, from: usize) -> usize {
    text.get(from..).and_then(|rest| rest.find('\n')).map_or(text.len(), |at| from + at + 1)
}

fn goes_on(line: &str) -> bool {
    !comment(line) && line.trim_end_matches(['\r', '\n']).ends_with(['\\', '^', '`'])
}

/// True for a line of nothing but a comment or blanks.
pub(super) fn comment(line: &str) -> bool {
    let line = line.trim();
    line.is_empty() || line.starts_with('#') && !line.starts_with("#!") || line.starts_with("REM ")
}

/// Where a quote that is open at the end of a line closes; a quote that nobody closes is no quote.
fn behind_quotes(text: &str, start: usize, end: usize) -> usize {
    let own = text.get(start..end).unwrap_or_default();
    if !own.bytes().any(|byte| matches!(byte, b'\'' | b'"' | b'\\' | b'#')) {
        return end;
    }
    let mut open = None;
    let mut escaped = false;
    let rest = text.get(start..).unwrap_or_default();
    for (at, c) in rest.char_indices() {
        if start + at >= end && open.is_none() {
            return line_end(text, start + at - 1).max(end);
        }
        // An apostrophe in a comment or in words of a message is no quote for ever.
        if at > 20_000 {
            break;
        }
        match (open, c) {
            _ if escaped => escaped = false,
            (Some('\''), '\\') => {}
            (_, '\\') => escaped = true,
            (None, '#') if rest.get(..at).is_none_or(|before| before.ends_with([' ', '\t', '\n'])) => {
                let line = line_end(text, start + at);
                return if line >= end { end } else { end.max(line) };
            }
            (None, '\'' | '"') => open = Some(c),
            (Some(quote), c) if c == quote => open = None,
            _ => {}
        }
    }
    end
}

/// Where the here-document that a command begins ends.
fn behind_here(text: &str, start: usize, end: usize) -> usize {
    let line = text.get(start..end).unwrap_or_default();
    if !line.contains("<<") {
        return end;
    }
    // What a shell gets to read is commands of this script, too.
    let first = line.split_whitespace().find(|word| *word != "sudo").unwrap_or_default();
    if matches!(first.rsplit('/').next(), Some("bash" | "sh" | "su")) {
        return end;
    }
    let Some((mark, _)) = opener(line) else { return end };
    let mut at = end;
    while at < text.len() {
        let next = line_end(text, at);
        if text.get(at..next).is_some_and(|line| line.trim() == mark) {
            return next;
        }
        at = next;
    }
    end
}

/// How many blocks a command opens and closes.
fn blocks(text: &str, span: Range<usize>) -> (usize, usize) {
    let (mut opens, mut closes) = (0, 0);
    if comment(text.get(span.clone()).unwrap_or_default()) {
        return (0, 0);
    }
    let first = line_end(text, span.start).min(span.end);
    let whole = if text.get(span.start..first).is_some_and(|line| line.contains("<<")) { first } else { span.end };
    let mut begins = true;
    for word in words(text, span.start..whole) {
        let own = text.get(word.whole.clone()).unwrap_or_default();
        if begins && OPEN.contains(&own) || own == "{" {
            opens += 1;
        } else if begins && CLOSE.contains(&own) {
            closes += 1;
        }
        begins = word.sign || LEAD.contains(&own) || OPEN.contains(&own) || own.ends_with("()");
    }
    (opens, closes)
}

/// The words of a part of a text.
pub(super) fn words(text: &str, span: Range<usize>) -> Vec<ShellWord> {
    let inside = text.get(span.clone()).unwrap_or_default();
    let mut words: Vec<ShellWord> = Vec::new();
    let mut chars = inside.char_indices().peekable();
    let mut start: Option<usize> = None;
    let (mut quote, mut depth) = (None, 0usize);
    let push = |words: &mut Vec<ShellWord>, from: usize, to: usize| {
        let own = inside.get(from..to).unwrap_or_default();
        let quoted = own.len() > 1
            && ['"', '\''].iter().any(|q| own.starts_with(*q) && own.ends_with(*q) && own.matches(*q).count() == 2);
        let whole = span.start + from..span.start + to;
        let inner = if quoted { whole.start + 1..whole.end - 1 } else { whole.clone() };
        words.push(ShellWord { span: inner, whole, sign: false, quoted });
    };
    while let Some((at, c)) = chars.next() {
        let behind = || inside.get(at + c.len_utf8()..).unwrap_or_default();
        if c == '\\' && quote != Some('\'') {
            if behind().starts_with(['\n', '\r']) {
                if let Some(from) = start.take() {
                    push(&mut words, from, at);
                }
                while chars.next_if(|next| matches!(next.1, '\r' | '\n')).is_some() {}
            } else {
                start.get_or_insert(at);
                // A path of Windows is no escape.
                if behind().starts_with(['"', '\'', ' ', '\\', '$', '`']) {
                    chars.next();
                }
            }
            continue;
        }
        if let Some(open) = quote {
            if c == open {
                quote = None;
            }
            continue;
        }
        match c {
            '\'' | '"' if inside.get(at + 1..).is_some_and(|rest| rest.contains(c)) => {
                start.get_or_insert(at);
                quote = Some(c);
            }
            '^' | '`' if behind().starts_with(['\n', '\r']) => {
                if let Some(from) = start.take() {
                    push(&mut words, from, at);
                }
                while chars.next_if(|next| matches!(next.1, '\r' | '\n')).is_some() {}
            }
            '(' | '{'
                if start
                    .is_some_and(|from| inside.get(from..at).is_some_and(|own| own.ends_with('$') || depth > 0)) =>
            {
                depth += 1;
            }
            ')' | '}' if depth > 0 => depth -= 1,
            _ if depth > 0 => {}
            ';' | '|' | '&' | '\n' | '\r' | '<' | '>' | ')' => {
                if let Some(from) = start.take() {
                    push(&mut words, from, at);
                }
                let own = span.start + at..span.start + at + c.len_utf8();
                words.push(ShellWord { span: own.clone(), whole: own, sign: true, quoted: false });
            }
            '#' if start.is_none() => break,
            c if c.is_whitespace() => {
                if let Some(from) = start.take() {
                    push(&mut words, from, at);
                }
            }
            _ => {
                start.get_or_insert(at);
            }
        }
    }
    if let Some(from) = start {
        push(&mut words, from, inside.len());
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<(&str, usize)> {
        lines(text).into_iter().map(|line| (text.get(line.span).unwrap(), line.depth)).collect()
    }

    #[test]
    fn lines_that_belong_together_are_one() {
        let text = "#!/bin/bash\na \\\n  b\ncat > x <<'END'\n# in it\nEND\nif c; then\n  d\nfi\necho 'e\nf'\n# it's\ng() {\n  h\n}\ni";
        let lines = shown(text);
        let wanted = [
            ("#!/bin/bash\n", 0),
            ("a \\\n  b\n", 0),
            ("cat > x <<'END'\n# in it\nEND\n", 0),
            ("if c; then\n", 0),
            ("  d\n", 1),
            ("fi\n", 1),
            ("echo 'e\nf'\n", 0),
            ("# it's\n", 0),
            ("g() {\n", 0),
            ("  h\n", 1),
            ("}\n", 1),
            ("i", 0),
        ];
        assert_eq!(lines, wanted);
    }

    #[test]
    fn words_have_their_bytes_without_quotes() {
        let text = "a --b=\"c d\" 'e f' \\\n g$(h i) || ${j} \"k\" # l";
        let found: Vec<&str> =
            words(text, 0..text.len()).iter().map(|word| text.get(word.span.clone()).unwrap()).collect();
        assert_eq!(found, ["a", "--b=\"c d\"", "e f", "g$(h i)", "|", "|", "${j}", "k"]);
    }

    #[test]
    fn no_text_makes_it_panic() {
        for text in ["", "\\", "'", "\"é", "<<", "<<é\n", "$(", ")", "a\\é", "^\n", "é'\n'", "{{{", "}}}", "<< 'x'\nx"]
        {
            let joined: String = lines(text).into_iter().map(|line| text.get(line.span).unwrap()).collect();
            assert_eq!(joined, text);
            words(text, 0..text.len());
        }
    }
}
