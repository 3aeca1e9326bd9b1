//! The prompt of cmd.exe, with its default settings (delayed expansion off).
//!
//! cmd expands `%NAME%` before it looks at anything else, in quotes too, and turns its own idea of quoting at every
//! `"`, escaped for the program or not. So a word with `%` or `"` gets a caret before each sign that means something,
//! which leaves no quotes open for cmd, and before the sign behind each `%`: no variable's name begins with a caret,
//! so nothing is expanded. A batch file wants `%%` for `%`, which the prompt does not.
//! Sources: Microsoft's cmd reference; "How does the Windows Command Interpreter parse scripts?", phases 1 and 2.
//!
//! Written for `aws.exe` of version 2; version 1's `aws.cmd` is a batch file and expands `%` once more.

use super::{Script, ScriptSpan, Unwritable, argv, block, plain, value};
use crate::deploy::argument::{Argument, ArgumentPart, CommandLine, asked};

/// Most characters of a command line. Source: Microsoft, "Command prompt line string limitation".
const LONGEST: usize = 8_191;

pub(super) fn write(lines: &[CommandLine]) -> Result<Script, Unwritable> {
    if let [name, ..] = asked(lines).as_slice() {
        return Err(Unwritable(format!(
            "cmd cannot ask for {name} without showing it. Use PowerShell, which every Windows has: type powershell and \
             paste the command for it."
        )));
    }
    let mut script = Script { lines: block(lines, "", " ^", word)?, notices: Vec::new() };
    let arguments = lines.iter().flat_map(|line| &line.arguments);
    if let Some(Argument::OutputOf(inner)) = arguments.clone().find(|word| matches!(word, Argument::OutputOf(_))) {
        let inner = block(&[CommandLine::new(0, inner.clone())], "", "", word)?;
        let mut first = vec![plain("for /f \"delims=\" %i in ('")];
        first.extend(inner.into_iter().flatten());
        first.push(plain("') do "));
        if let Some(line) = script.lines.first_mut() {
            first.append(line);
            *line = first;
        }
    }
    let percent = |part: &ArgumentPart| matches!(part, ArgumentPart::Fixed(text) | ArgumentPart::Value(text) if text.contains('%'));
    if arguments.flat_map(Argument::parts).any(percent) {
        script.notices.push("For the prompt of cmd. In a batch file write %% for each %.");
    }
    if script.text().chars().count() > LONGEST {
        return Err(Unwritable(format!("cmd takes at most {LONGEST} characters in a command. Use PowerShell.")));
    }
    Ok(script)
}

fn word(word: &Argument) -> Result<Vec<ScriptSpan>, Unwritable> {
    if *word == Argument::Captured {
        return Ok(vec![value("%CF_OUTPUT%")]);
    }
    let Argument::Text(parts) = word else { return Ok(vec![plain("%i")]) };
    let whole: String = parts.iter().map(text).collect();
    if let Some(sign) = whole.chars().find(|sign| sign.is_control()) {
        let name = match sign {
            '\n' | '\r' => "a line break",
            '\t' => "a tab",
            _ => "a control character",
        };
        let of = parts.first().map(text).unwrap_or_default().trim_end_matches('=').to_string();
        return Err(Unwritable(format!(
            "cmd cannot pass {name}, which {of} has. Use PowerShell, or put the value into a parameter file."
        )));
    }
    let bare = |part: &ArgumentPart| {
        let fixed = matches!(part, ArgumentPart::Fixed(_));
        text(part).chars().all(|c| c.is_ascii_alphanumeric() || "_./:\\+-@".contains(c) || fixed && c == '=')
    };
    if !whole.is_empty() && parts.iter().all(bare) {
        return Ok(spans(parts, "", |sign, _| sign.into()));
    }
    let escaped = argv::escaped(parts);
    if whole.contains(['%', '"']) {
        return Ok(spans(&escaped, "^\"", |sign, before| match sign {
            '(' | ')' | '%' | '^' | '"' | '<' | '>' | '&' | '|' => format!("^{sign}"),
            _ if before == Some('%') => format!("^{sign}"),
            _ => sign.into(),
        }));
    }
    Ok(spans(&escaped, "\"", |sign, _| sign.into()))
}

fn text(part: &ArgumentPart) -> &str {
    match part {
        ArgumentPart::Fixed(text) | ArgumentPart::Value(text) => text,
        ArgumentPart::Prompted(_) => "",
    }
}

fn spans(parts: &[ArgumentPart], quote: &str, escape: impl Fn(char, Option<char>) -> String) -> Vec<ScriptSpan> {
    let mut before = None;
    let mut spans = vec![plain(quote)];
    for part in parts {
        let escaped: String = text(part).chars().map(|sign| escape(sign, before.replace(sign))).collect();
        spans.push(if matches!(part, ArgumentPart::Fixed(_)) { plain(escaped) } else { value(escaped) });
    }
    spans.push(plain(quote));
    spans.retain(|span| !span.text.is_empty());
    spans
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(text: &str) -> Result<String, Unwritable> {
        let spans = word(&Argument::pair("K", ArgumentPart::Value(text.into())))?;
        Ok(spans.iter().map(|span| span.text.as_str()).collect())
    }

    #[test]
    fn the_spelling_follows_what_the_word_holds() {
        for (text, expected) in [
            ("eu-central-1", "K=eu-central-1"),
            ("", "K="),
            ("a b", "\"K=a b\""),
            ("a & b ^ !x!", "\"K=a & b ^ !x!\""),
            ("x=y,z", "\"K=x=y,z\""),
            (r"C:\x y\", r#""K=C:\x y\\""#),
            ("%PATH:~0,3%", "^\"K=^%^PATH:~0,3^%^\""),
            ("100%", "^\"K=100^%^\""),
            (r#"a "b" & c"#, r#"^"K=a \^"b\^" ^& c^""#),
        ] {
            assert_eq!(written(text).unwrap(), expected, "{text}");
        }
    }

    #[test]
    fn what_no_prompt_can_take_is_said() {
        assert_eq!(
            written("a\nb").unwrap_err().to_string(),
            "cmd cannot pass a line break, which K has. Use PowerShell, or put the value into a parameter file."
        );
    }
}
