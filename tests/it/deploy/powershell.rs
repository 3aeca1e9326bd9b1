//! How PowerShell reads a command, and how its versions pass the arguments on to a program.

use cf_init::deploy::{ParameterValue, Shell};
use proptest::prelude::*;

use super::{ANYTHING, CONTROL, NASTY, any_values, command, expected, texts, windows};

const SINGLE: [char; 5] = ['\'', '‘', '’', '‚', '‛'];
const DOUBLE: [char; 4] = ['"', '“', '”', '„'];

/// How a version passes arguments.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Passing {
    /// Windows PowerShell 5.1.
    Five,
    /// PowerShell 7 up to 7.2, and later with the preference `Legacy`.
    Legacy,
    /// PowerShell 7.3 and later.
    Exact,
}

/// The arguments of the command in a script, and true if the script asks for `Legacy`.
fn read(script: &str, secrets: &[(&str, &str)]) -> (Vec<String>, bool) {
    let Some(inner) = script.strip_prefix("& {\n  $PSNativeCommandArgumentPassing = 'Legacy'\n") else {
        return (arguments(script, &[]), false);
    };
    let mut rest = inner.strip_suffix("\n}").expect("a block");
    let mut variables = Vec::new();
    while !rest.starts_with("  aws ") {
        let (ask, after) = rest.split_once('\n').unwrap();
        let (convert, after) = after.split_once('\n').unwrap();
        let name = ask.strip_prefix("  $CF_").unwrap().split(' ').next().unwrap();
        assert_eq!(ask, format!("  $CF_{name} = Read-Host '{name}' -AsSecureString"));
        let password = format!("  $CF_{name} = [Net.NetworkCredential]::new('', $CF_{name}).Password");
        let replace = r#" -replace '(\\*)"', '$1$1\"' -replace '(\\+)\z', '$1$1'"#;
        assert_eq!(convert, password + replace);
        let secret = secrets.iter().find(|secret| secret.0 == name).unwrap().1;
        variables.push((name.to_string(), replaced(secret)));
        rest = after;
    }
    (arguments(rest, &variables), true)
}

/// What the two `-replace` of a script make of a text.
fn replaced(text: &str) -> String {
    let double = |text: &str| format!("{text}{}", "\\".repeat(text.len() - text.trim_end_matches('\\').len()));
    let parts: Vec<String> = text.split('"').map(double).collect();
    parts.join("\\\"")
}

fn arguments(command: &str, variables: &[(String, String)]) -> Vec<String> {
    let mut arguments = Vec::new();
    let mut signs = command.chars().peekable();
    while let Some(sign) = signs.next() {
        let mut word = String::new();
        match sign {
            ' ' => continue,
            '`' => {
                assert_eq!(signs.next(), Some('\n'), "a backtick continues the line");
                continue;
            }
            '\n' => panic!("the command ends at a line break"),
            '\'' => loop {
                let sign = signs.next().expect("closing quote");
                if SINGLE.contains(&sign) {
                    match signs.peek() {
                        Some(next) if SINGLE.contains(next) => signs.next(),
                        _ => break,
                    };
                }
                word.push(sign);
            },
            '"' => loop {
                match signs.next().expect("closing quote") {
                    '`' => word.push(match signs.next().unwrap() {
                        'n' => '\n',
                        'r' => '\r',
                        't' => '\t',
                        other => other,
                    }),
                    '$' => {
                        let mut name = String::new();
                        if signs.peek() == Some(&'(') {
                            name.extend(signs.by_ref().take_while(|&sign| sign != ')'));
                            let code: u32 = name.strip_prefix("([char]").unwrap().parse().unwrap();
                            word.push(char::from_u32(code).unwrap());
                        } else {
                            while let Some(sign) = signs.next_if(|&sign| sign.is_alphanumeric() || sign == '_') {
                                name.push(sign);
                            }
                            let name = name.strip_prefix("CF_").unwrap();
                            word.push_str(&variables.iter().find(|one| one.0 == name).unwrap().1);
                        }
                    }
                    sign if DOUBLE.contains(&sign) => break,
                    sign => word.push(sign),
                }
            },
            first => {
                word.push(first);
                while let Some(sign) = signs.next_if(|&sign| sign != ' ' && sign != '\n') {
                    word.push(sign);
                }
                let safe = |sign: char| sign.is_ascii_alphanumeric() || "_./:=+-".contains(sign);
                assert!(word.chars().all(safe), "{word} is not safe without quotes");
                assert!(!word.starts_with('-') || !word.contains(['.', ':']), "{word} would be cut");
            }
        }
        assert!(signs.peek().is_none_or(|&sign| sign == ' ' || sign == '\n'), "{word} goes on behind its quotes");
        arguments.push(word);
    }
    arguments
}

/// PowerShell's own test whether a word wants quotes.
fn needs_quotes(word: &str) -> bool {
    let (mut needs, mut before, mut quotes) = (false, ' ', 0);
    for sign in word.chars() {
        if sign == '"' && before != '\\' {
            quotes += 1;
        } else if sign.is_whitespace() && quotes % 2 == 0 {
            needs = true;
        }
        before = sign;
    }
    needs
}

fn passed(arguments: &[String], passing: Passing) -> Vec<String> {
    if passing == Passing::Exact {
        return arguments.to_vec();
    }
    let word = |word: &String| match needs_quotes(word) {
        false => word.clone(),
        true => {
            let trailing = word.len() - word.trim_end_matches('\\').len();
            let doubled = if passing == Passing::Legacy { trailing } else { 0 };
            format!("\"{word}{}\"", "\\".repeat(doubled))
        }
    };
    windows::arguments(&arguments.iter().map(word).collect::<Vec<_>>().join(" "))
}

fn arrives(values: &[String], secrets: &[(&str, &str)]) -> Result<(), TestCaseError> {
    let mut command = command(values);
    command.parameters.extend(secrets.iter().map(|secret| (secret.0.to_string(), ParameterValue::Prompted)));
    let lines = command.lines();
    let text = Shell::PowerShell.write(&lines).unwrap().text();
    let (arguments, legacy) = read(&text, secrets);
    prop_assert_eq!(&arguments[0], "aws");
    let mut versions = vec![Passing::Five, Passing::Legacy];
    if !legacy {
        versions.push(Passing::Exact);
    }
    for version in versions {
        prop_assert_eq!(passed(&arguments[1..], version), expected(&lines, secrets), "{:?}\n{}", version, text);
    }
    Ok(())
}

#[test]
fn nasty_values_arrive_in_every_version() {
    for value in texts(&[&NASTY, &CONTROL]) {
        arrives(std::slice::from_ref(&value), &[]).unwrap();
        arrives(&["a b".into()], &[("Password", &value)]).unwrap();
    }
    arrives(&texts(&[&NASTY, &CONTROL]), &[]).unwrap();
}

#[test]
fn ordinary_values_need_no_block() {
    let text = Shell::PowerShell.write(&command(&["t3.micro".into(), "a b".into()]).lines()).unwrap().text();
    assert!(text.starts_with("aws cloudformation deploy `\n  --stack-name cf-init "), "{text}");
}

proptest! {
    #[test]
    fn any_values_arrive(values in any_values(ANYTHING), secret in ANYTHING) {
        arrives(&values, &[])?;
        arrives(&values, &[("Secret", &secret)])?;
    }
}
