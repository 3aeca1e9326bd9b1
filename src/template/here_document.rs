//! Here-documents of a shell script whose end the shell does not find.
//!
//! The shell takes a line for the end only if it is the word and nothing else; with `<<-` tabs may stand before it. Source:
//! POSIX, Shell Command Language, 2.7.4. Knows nothing of the template around the script.

use std::ops::Range;

/// A here-document whose end word is there, but indented or with blanks behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenHereDocument {
    /// The word that ends it.
    pub word: String,
    /// Bytes of the line that was meant as its end, without its line break.
    pub line: Range<usize>,
}

/// The here-documents of a script that do not end where they are meant to. Only the first: behind it nothing is certain.
pub fn open_here_document(text: &str) -> Option<OpenHereDocument> {
    let lines: Vec<Range<usize>> = lines(text);
    let of = |line: &Range<usize>| text.get(line.clone()).unwrap_or_default();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        at += 1;
        let Some((word, tabs)) = opener(of(line)) else { continue };
        let ends = |line: &&Range<usize>| {
            let own = if tabs { of(line).trim_start_matches('\t') } else { of(line) };
            own == word
        };
        let rest = lines.get(at..).unwrap_or_default();
        if let Some(end) = rest.iter().position(|line| ends(&line)) {
            at += end + 1;
            continue;
        }
        let meant = rest.iter().find(|line| of(line).trim() == word)?;
        return Some(OpenHereDocument { word: word.to_string(), line: meant.clone() });
    }
    None
}

/// Lines without their breaks.
fn lines(text: &str) -> Vec<Range<usize>> {
    let mut start = 0;
    let line = |line: &str| {
        let span = start..start + line.trim_end_matches(['\n', '\r']).len();
        start += line.len();
        span
    };
    text.split_inclusive('\n').map(line).collect()
}

/// The word that ends the here-document which a line begins, and whether tabs may stand before it.
pub(super) fn opener(line: &str) -> Option<(&str, bool)> {
    if line.trim_start().starts_with('#') {
        return None;
    }
    let at = line.find("<<").filter(|at| !line.get(at + 2..).is_some_and(|rest| rest.starts_with('<')))?;
    let before = line.get(..at)?;
    // A shift in arithmetic, and a text in quotes, begin none.
    if before.ends_with('<')
        || before.contains("((")
        || before.matches('"').count() % 2 == 1
        || before.matches('\'').count() % 2 == 1
    {
        return None;
    }
    let rest = line.get(at + 2..)?;
    let tabs = rest.starts_with('-');
    let rest = rest.trim_start_matches('-').trim_start();
    let quote = rest.chars().next().filter(|c| matches!(c, '\'' | '"'));
    let word = match quote {
        Some(quote) => rest.get(1..)?.split(quote).next()?,
        None => rest.trim_start_matches('\\').split(|c: char| c.is_whitespace() || ";|&)<>".contains(c)).next()?,
    };
    let is_word = word.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') && !word.contains(['$', '`']);
    is_word.then_some((word, tabs))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(text: &str) -> Option<String> {
        let found = open_here_document(text)?;
        Some(format!("{}:{}", found.word, text.get(..found.line.start)?.lines().count() + 1))
    }

    #[test]
    fn an_end_word_stands_alone_on_its_line() {
        assert_eq!(open("cat <<EOF\nx\nEOF\n"), None);
        assert_eq!(open("cat <<EOF\nx\n  EOF\n"), Some("EOF:3".into()));
        assert_eq!(open("cat <<'A B'\nx\nA B\n"), None);
        assert_eq!(open("cat > /f << \"EOF\"\nx\nEOF \n"), Some("EOF:3".into()));
        assert_eq!(open("cat <<-EOF\n\tx\n\tEOF\n"), None);
        assert_eq!(open("cat <<-EOF\n  x\n  EOF\n"), Some("EOF:3".into()));
        assert_eq!(open("cat <<EOF\r\nx\r\nEOF\r\n"), None);
        assert_eq!(open("cat <<A\nx\nA\ncat <<B | tee f\nx\n\tB\n"), Some("B:6".into()));
    }

    #[test]
    fn other_signs_begin_no_here_document() {
        for text in [
            "cat <<< EOF\n EOF\n",
            "x=$((1 << EOF))\n EOF\n",
            "# cat <<EOF\n EOF\n",
            "echo 'a <<EOF'\n EOF\n",
            "cat <<EOF\nx\n",
        ] {
            assert_eq!(open(text), None, "{text}");
        }
    }
}
