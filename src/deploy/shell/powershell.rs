//! Windows PowerShell 5.1 and PowerShell 7.
//!
//! Up to 7.2 PowerShell passes a word with `"` wrongly to a program: it puts double quotes around a word with blanks
//! and escapes nothing; 5.1 does not even double a backslash at the end. `$PSNativeCommandArgumentPassing = 'Legacy'`
//! makes later versions do the same and is a variable like any other to 5.1, so that one spelling is right for all:
//! such arguments carry the quotes and backslashes of a Windows command line themselves. Sources: PowerShell's
//! about_Quoting_Rules, about_Parsing, about_Preference_Variables; NativeCommandParameterBinder.cs, `NeedQuotes`.
//!
//! Written for `aws.exe` of version 2 and `aws` on other systems; version 1's `aws.cmd` hands its arguments to cmd once
//! more, which expands `%`.

use super::{Role, SEEN, Script, ScriptSpan, argv, block, plain, program, value};
use crate::deploy::argument::{Argument, ArgumentPart, CommandLine, asked};

pub(super) fn write(lines: &[CommandLine]) -> Script {
    let mut script = Script::default();
    let names = asked(lines);
    let legacy = lines.iter().flat_map(|line| &line.arguments).any(is_hard);
    if !legacy {
        let Ok(body) = block::<std::convert::Infallible>(lines, "", " `", |one| Ok(word(one)));
        script.lines = body;
        return script;
    }
    script.line(vec![plain("& {")]);
    script.line(vec![plain("  $PSNativeCommandArgumentPassing = 'Legacy'")]);
    for name in &names {
        script.line(vec![
            plain(format!("  $CF_{name} = ")),
            program("Read-Host"),
            plain(" "),
            ScriptSpan { role: Role::Prompt, text: format!("'{name}'") },
            plain(" -AsSecureString"),
        ]);
        script.line(vec![plain(format!(
            "  $CF_{name} = [Net.NetworkCredential]::new('', $CF_{name}).Password {ESCAPE}"
        ))]);
    }
    let files = lines.iter().flat_map(|line| &line.arguments).filter_map(|argument| match argument {
        Argument::FileAndPrompted { file, .. } => Some(file),
        _ => None,
    });
    for file in files {
        let name: String = file.chars().map(in_single_quotes).collect();
        script.line(vec![plain(format!(
            "  $CFList = Get-Content -Raw -Encoding UTF8 -LiteralPath '{name}' | ConvertFrom-Json"
        ))]);
        script.line(vec![plain(format!(
            "  $CFValues = @(foreach ($CFValue in $CFList) {{ '\"' + ($CFValue {ESCAPE}) + '\"' }})"
        ))]);
    }
    if !names.is_empty() {
        script.notices.push(SEEN);
    }
    let Ok(mut body) = block::<std::convert::Infallible>(lines, "  ", " `", |one| Ok(word(one)));
    script.lines.append(&mut body);
    script.line(vec![plain("}")]);
    script
}

/// What `argv` does to a text known before.
const ESCAPE: &str = r#"-replace '(\\*)"', '$1$1\"' -replace '(\\+)\z', '$1$1'"#;

/// True if PowerShell's versions pass the word differently.
fn is_hard(word: &Argument) -> bool {
    let text = text(word.parts());
    let asks = word.parts().iter().any(|part| matches!(part, ArgumentPart::Prompted(_)));
    asks || text.contains('"') || text.ends_with('\\') && text.contains(char::is_whitespace)
}

fn text(parts: &[ArgumentPart]) -> String {
    let text = |part: &ArgumentPart| match part {
        ArgumentPart::Fixed(text) | ArgumentPart::Value(text) => text.clone(),
        ArgumentPart::Prompted(_) => String::new(),
    };
    parts.iter().map(text).collect()
}

fn word(word: &Argument) -> Vec<ScriptSpan> {
    if *word == Argument::Captured {
        return vec![value("$CFOutput")];
    }
    if let Argument::FileAndPrompted { prompted, .. } = word {
        let mut spans = vec![value("$CFValues")];
        for name in prompted {
            if let ArgumentPart::Prompted(name) = name {
                spans.push(plain(" "));
                spans.append(&mut self::word(&Argument::pair(name, ArgumentPart::Prompted(name.clone()))));
            }
        }
        return spans;
    }
    let Argument::Text(parts) = word else {
        let Argument::OutputOf(arguments) = word else { return Vec::new() };
        let mut spans = vec![plain("(")];
        for (place, inner) in arguments.iter().enumerate() {
            spans.push(plain(if place > 0 { " " } else { "" }));
            spans.append(&mut self::word(inner));
        }
        spans.push(plain(")"));
        return spans;
    };
    let whole = text(parts);
    let asks = parts.iter().any(|part| matches!(part, ArgumentPart::Prompted(_)));
    if is_hard(word) {
        let expands = asks || whole.chars().any(char::is_control);
        let (outer, inner) = if expands { ("\"", "`\"") } else { ("'", "\"") };
        return spans(&argv::escaped(parts), &format!("{outer}{inner}"), &format!("{inner}{outer}"), expands);
    }
    if is_bare(&whole) {
        return spans(parts, "", "", false);
    }
    let expands = whole.chars().any(char::is_control);
    let quote = if expands { "\"" } else { "'" };
    spans(parts, quote, quote, expands)
}

/// True if PowerShell reads the text as it stands. `,` would make a list, `@` and `#` mean something at the start, a
/// digit there begins a number, and a `-` that is no option's breaks at a dot.
fn is_bare(text: &str) -> bool {
    let opens = text.starts_with(|c: char| c.is_ascii_alphabetic()) || text.starts_with("--");
    let safe = |c: char| c.is_ascii_alphanumeric() || "_./:=+-".contains(c);
    let option =
        !text.starts_with("--") || text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
    opens && option && text.chars().all(safe)
}

fn spans(parts: &[ArgumentPart], open: &str, close: &str, expands: bool) -> Vec<ScriptSpan> {
    let bare = open.is_empty();
    let escape = |text: &str| match (bare, expands) {
        (true, _) => text.to_string(),
        (false, true) => text.chars().map(in_double_quotes).collect(),
        (false, false) => text.chars().map(in_single_quotes).collect(),
    };
    let mut spans = vec![plain(open)];
    spans.extend(parts.iter().map(|part| match part {
        ArgumentPart::Fixed(text) => plain(escape(text)),
        ArgumentPart::Value(text) => value(escape(text)),
        ArgumentPart::Prompted(name) => value(format!("$CF_{name}")),
    }));
    spans.push(plain(close));
    spans.retain(|span| !span.text.is_empty());
    spans
}

/// PowerShell takes typographic quotes for quotes.
fn in_single_quotes(sign: char) -> String {
    match sign {
        '\'' | '\u{2018}'..='\u{201b}' => format!("{sign}{sign}"),
        _ => sign.into(),
    }
}

fn in_double_quotes(sign: char) -> String {
    match sign {
        '`' | '$' | '"' | '\u{201c}'..='\u{201e}' => format!("`{sign}"),
        '\n' => "`n".into(),
        '\r' => "`r".into(),
        '\t' => "`t".into(),
        _ if sign.is_control() => format!("$([char]{})", u32::from(sign)),
        _ => sign.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prompted_values_are_passed_beside_those_of_a_file() {
        let prompted = vec![ArgumentPart::Prompted("Key".into())];
        let word = Argument::FileAndPrompted { file: "it's.json".into(), prompted };
        let text = write(&[CommandLine::new(0, vec![Argument::fixed("aws"), word])]).text();
        assert!(text.contains("-LiteralPath 'it''s.json' | ConvertFrom-Json"), "{text}");
        assert!(text.ends_with("\n  aws $CFValues \"`\"Key=$CF_Key`\"\"\n}"), "{text}");
    }

    #[test]
    fn the_spelling_follows_what_the_word_holds() {
        for (text, expected) in [
            ("eu-central-1", "K=eu-central-1"),
            ("", "K="),
            ("a b", "'K=a b'"),
            ("a,b", "'K=a,b'"),
            ("it's ‘so’", "'K=it''s ‘‘so’’'"),
            ("$HOME `n !x 100%", "'K=$HOME `n !x 100%'"),
            (r"C:\x\", r"'K=C:\x\'"),
            (r"C:\x y\", r#"'"K=C:\x y\\"'"#),
            (r#"say "hi""#, r#"'"K=say \"hi\""'"#),
            ("a\n$b", "\"K=a`n`$b\""),
            ("a\n\"b\"\u{1b}", "\"`\"K=a`n\\`\"b\\`\"$([char]27)`\"\""),
        ] {
            let spans = word(&Argument::pair("K", ArgumentPart::Value(text.into())));
            assert_eq!(spans.iter().map(|span| span.text.as_str()).collect::<String>(), expected, "{text:?}");
        }
    }
}
