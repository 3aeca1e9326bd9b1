//! How the prompt of cmd reads a line: percent signs first, then carets, quotes and the signs that cut a line.

use cf_init::deploy::{ParameterValue, Shell};
use proptest::prelude::*;

use super::{CONTROL, NASTY, PRINTABLE, any_values, command, expected, texts, windows};

/// The first phase at the prompt, where every variable exists whose name does not begin with a caret.
fn expanded(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('%') {
        out.push_str(before);
        let inside = after.split_once('%').map(|(inside, _)| inside);
        let name = inside.map(|inside| inside.split(':').next().unwrap());
        match (inside, name) {
            (Some(inside), Some(name)) if !name.is_empty() && !name.starts_with('^') => {
                out.push_str("EXPANDED");
                rest = after.strip_prefix(inside).unwrap().strip_prefix('%').unwrap();
            }
            _ => {
                out.push('%');
                rest = after;
            }
        }
    }
    out + rest
}

/// The second phase: what reaches the program.
fn unescaped(text: &str) -> String {
    let (mut out, mut quoted) = (String::new(), false);
    let mut signs = text.chars();
    while let Some(sign) = signs.next() {
        match sign {
            '^' if !quoted => {
                let escaped = signs.next().filter(|&next| next != '\n').or_else(|| signs.next());
                out.extend(escaped);
            }
            '"' => {
                quoted = !quoted;
                out.push(sign);
            }
            '\n' => panic!("the command ends at a line break: {text}"),
            '&' | '|' | '<' | '>' | '(' | ')' if !quoted => panic!("{sign} cuts the command: {text}"),
            _ => out.push(sign),
        }
    }
    assert!(!quoted, "quotes stay open: {text}");
    out
}

fn arrives(values: &[String]) -> Result<(), TestCaseError> {
    let lines = command(values).lines();
    let text = Shell::Cmd.write(&lines).unwrap().text();
    let line = unescaped(&expanded(&text));
    let line = line.strip_prefix("aws").unwrap();
    prop_assert_eq!(windows::arguments(line), expected(&lines, &[]), "{}", text);
    Ok(())
}

#[test]
fn the_model_reads_as_the_prompt_does() {
    assert_eq!(expanded("a%PATH%b %x:~0,3% ^%^x^%"), "aEXPANDEDb EXPANDED ^%^x^%");
    assert_eq!(unescaped("a ^\n  b \"c & ^d\" ^\" ^^"), "a   b \"c & ^d\" \" ^");
}

#[test]
fn nasty_values_arrive() {
    arrives(&texts(&[&NASTY])).unwrap();
}

#[test]
fn a_control_character_or_a_secret_is_refused_with_a_way_out() {
    for value in CONTROL {
        let refused = Shell::Cmd.write(&command(&texts(&[&[value]])).lines()).unwrap_err();
        assert!(refused.to_string().contains("PowerShell"), "{value:?}: {refused}");
    }
    let mut asks = command(&[]);
    asks.parameters.push(("Password".into(), ParameterValue::Prompted));
    assert_eq!(
        Shell::Cmd.write(&asks.lines()).unwrap_err().to_string(),
        "cmd cannot ask for Password without showing it. Use PowerShell, which every Windows has: type powershell and \
         paste the command for it."
    );
    let long = Shell::Cmd.write(&command(&["x".repeat(8_000)]).lines()).unwrap_err();
    assert_eq!(long.to_string(), "cmd takes at most 8191 characters in a command. Use PowerShell.");
}

proptest! {
    #[test]
    fn any_values_arrive(values in any_values(PRINTABLE)) {
        arrives(&values)?;
    }
}
