//! bash and zsh.
//!
//! A word is bare if no shell could see anything in it, `'…'` otherwise, and `$'…'` if it has control characters: on
//! one line, so that neither a terminal, a clipboard with CRLF nor history expansion, which knows nothing of quotes
//! that began a line above, changes it. Sources: bash manual, 3.1.2 Quoting, 9.3 History Expansion; zsh manual, 6.

use super::{Role, SEEN, Script, ScriptSpan, block, plain, program, value};
use crate::deploy::argument::{Argument, ArgumentPart, CommandLine, asked};

/// A prompted value as the inside of a JSON text. `sed` gets it through a pipe, so that no list of processes has it.
const AS_JSON: &str = r#" | sed -e 's/[\\"]/\\&/g' -e $'s/\t/\\\\t/g') &&"#;

pub(super) fn write(lines: &[CommandLine]) -> Script {
    let mut script = Script::default();
    let names = asked(lines);
    let mut arguments = lines.iter().flat_map(|line| &line.arguments);
    let is_merged = arguments.any(|argument| matches!(argument, Argument::FileAndPrompted { .. }));
    // The parentheses keep the values out of the shell that stays; `&&` makes one command of it all, so that `read`
    // does not take the lines below it for the answer when they are pasted. Names begin with CF_: none is the shell's.
    for (place, name) in names.iter().enumerate() {
        script.line(vec![
            plain(if place == 0 { "(" } else { "" }),
            program("printf"),
            plain(" "),
            ScriptSpan { role: Role::Prompt, text: format!("'{name}: '") },
            plain(" && IFS= "),
            program("read -rs"),
            plain(format!(" CF_{name} && echo &&")),
        ]);
        if is_merged {
            script.line(vec![plain(format!("CF_{name}=$(printf %s \"$CF_{name}\"{AS_JSON}"))]);
        }
    }
    let Ok(mut body) = block::<std::convert::Infallible>(lines, "", " \\", |one| Ok(word(one)));
    if !names.is_empty() {
        // A merged file is passed through a pipe.
        if !is_merged {
            script.notices.push(SEEN);
        }
        if let Some(last) = body.last_mut() {
            last.push(plain(")"));
        }
    }
    script.lines.append(&mut body);
    script.lines.iter_mut().for_each(|line| line.retain(|span| !span.text.is_empty()));
    script
}

fn word(word: &Argument) -> Vec<ScriptSpan> {
    match word {
        Argument::OutputOf(words) => {
            let mut spans = vec![plain("\"$(")];
            for (place, inner) in words.iter().enumerate() {
                spans.push(plain(if place > 0 { " " } else { "" }));
                spans.append(&mut self::word(inner));
            }
            spans.push(plain(")\""));
            spans
        }
        Argument::Captured => vec![value("\"$CF_OUTPUT\"")],
        Argument::FileAndPrompted { file, prompted } => merged(file, prompted),
        Argument::Text(parts) => parts
            .iter()
            .map(|part| match part {
                ArgumentPart::Fixed(text) => plain(quoted(text)),
                ArgumentPart::Value(text) => value(quoted(text)),
                ArgumentPart::Prompted(name) => value(format!("\"$CF_{name}\"")),
            })
            .collect(),
    }
}

/// A file for the AWS CLI that is a pipe: the prompted values as the first of the list, and the list of the file.
fn merged(file: &str, prompted: &[ArgumentPart]) -> Vec<ScriptSpan> {
    let names = || {
        prompted.iter().filter_map(|part| match part {
            ArgumentPart::Prompted(name) => Some(name),
            _ => None,
        })
    };
    let list = names().map(|name| format!("\"{name}=%s\"")).collect::<Vec<_>>().join(",");
    let values = names().map(|name| format!(" \"$CF_{name}\"")).collect::<String>();
    vec![
        plain("file://<("),
        program("printf"),
        plain(format!(" '[{list}'")),
        value(values),
        plain("; "),
        program("sed"),
        plain(" -e '1s/^\\[/,/' -e '1s/^, *]/]/' < "),
        value(quoted(file)),
        plain(")"),
    ]
}

fn quoted(text: &str) -> String {
    let safe = |c: char| c.is_ascii_alphanumeric() || "_./:@%+,-=".contains(c);
    if text.chars().any(char::is_control) {
        return format!("$'{}'", text.chars().map(in_dollar_quotes).collect::<String>());
    }
    if !text.is_empty() && text.chars().all(safe) && !text.starts_with('=') {
        return text.to_string();
    }
    format!("'{}'", text.replace('\'', "'\\''"))
}

fn in_dollar_quotes(sign: char) -> String {
    match sign {
        '\n' => "\\n".into(),
        '\r' => "\\r".into(),
        '\t' => "\\t".into(),
        '\\' => "\\\\".into(),
        // Not as \' and !: older history expansion sees the end of the quotes in the one, a reference in the other.
        '\'' | '!' => octal(sign),
        _ if sign.is_control() => octal(sign),
        _ => sign.into(),
    }
}

/// Three digits a byte: never more, whatever digit comes next.
fn octal(sign: char) -> String {
    let mut buffer = [0; 4];
    sign.encode_utf8(&mut buffer).bytes().map(|byte| format!("\\{byte:03o}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_quoted_only_where_a_shell_could_see_something() {
        for (text, expected) in [
            ("eu-central-1", "eu-central-1"),
            ("203.0.113.24/32", "203.0.113.24/32"),
            ("a,b=c:d@e%f", "a,b=c:d@e%f"),
            ("", "''"),
            ("~", "'~'"),
            ("=ls", "'=ls'"),
            ("a b", "'a b'"),
            ("it's", r"'it'\''s'"),
            ("$HOME `id` !x \\", r"'$HOME `id` !x \'"),
            ("ü", "'ü'"),
            ("a\nb!'\\1", r"$'a\nb\041\047\\1'"),
            ("\u{1}2", r"$'\0012'"),
            ("\u{85}", r"$'\302\205'"),
        ] {
            assert_eq!(quoted(text), expected, "{text:?}");
        }
    }
}
