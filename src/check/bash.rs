//! What the rules about dash share: the first thing of a script that only bash reads.

use crate::template::shell::is_variable_name;

/// Words behind which a command begins.
const LEADS: [&str; 8] = ["if", "then", "else", "elif", "while", "until", "do", "!"];

/// The first thing in the text that dash does not read; what is in quotes or behind a here-document is not looked at.
pub fn bash_word(text: &str) -> Option<&'static str> {
    // `$'…'` and here-strings are no here-documents.
    if text.contains("<<<") && !text.contains("bash ") {
        return Some("<<<");
    }
    if text.contains("<<") || text.contains("bash ") {
        return None;
    }
    let mut quote = None;
    let mut plain = String::new();
    for letter in text.chars() {
        match quote {
            Some(open) if open == letter => {
                plain.push('_');
                quote = None;
            }
            Some(_) => {}
            None if matches!(letter, '\'' | '"') => quote = Some(letter),
            None => plain.push(letter),
        }
    }
    for part in plain.split(['\n', ';', '&', '|', '(']).map(str::trim) {
        let mut words = part.split_whitespace().skip_while(|word| LEADS.contains(word));
        match (words.next(), words.next()) {
            (Some("[["), _) => return Some("[["),
            (Some("source"), Some(_)) => return Some("source"),
            (Some("function"), Some(_)) => return Some("function"),
            (Some("["), _) if part.contains(" == ") => return Some("== in [ ]"),
            (Some("set"), _) if part.contains("pipefail") => return Some("pipefail"),
            _ => {}
        }
    }
    let is_array = |(at, _): (usize, &str)| {
        let before = plain.get(..at).unwrap_or_default();
        let name = before.rsplit([' ', '\n', ';', '&', '|']).next().unwrap_or_default();
        is_variable_name(name)
    };
    match () {
        () if plain.contains(" <(") => Some("<("),
        () if plain.match_indices("=(").any(is_array) => Some("an array"),
        () => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_only_bash_reads_is_found() {
        for (text, wanted) in [
            ("[[ -f /a ]] && b", Some("[[")),
            ("if [[ -f /a ]]; then b; fi", Some("[[")),
            ("set -eo pipefail\na", Some("pipefail")),
            ("all=(a b)", Some("an array")),
            ("[ \"$a\" == b ]", Some("== in [ ]")),
            ("source /etc/a", Some("source")),
            ("diff <(a) b", Some("<(")),
            ("cat <<< a", Some("<<<")),
            ("function a { b; }", Some("function")),
            ("echo '[[ a ]]'", None),
            ("[ -f /a ] && b", None),
            ("x=$(a)", None),
            ("cat > a <<EOF\nall=(a b)\nEOF", None),
            ("bash -c '[[ a ]]'", None),
        ] {
            assert_eq!(bash_word(text), wanted, "{text}");
        }
    }
}
