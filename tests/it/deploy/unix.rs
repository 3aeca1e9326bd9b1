//! The command run by real shells, with an `aws` that prints what it was given.

use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use cf_init::deploy::{ParameterValue, Shell};
use proptest::prelude::*;

use super::{ANYTHING, CONTROL, NASTY, any_values, command, expected, texts};

/// A folder with the `aws`.
fn folder() -> &'static PathBuf {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("fake-aws");
        std::fs::create_dir_all(&folder).unwrap();
        let aws = folder.join("aws");
        std::fs::write(&aws, "#!/bin/sh\nprintf '%s\\0' \"$@\"\n").unwrap();
        std::fs::set_permissions(&aws, PermissionsExt::from_mode(0o755)).unwrap();
        folder
    })
}

fn is_there(shell: &str) -> bool {
    Command::new(shell).args(["-c", "true"]).status().is_ok_and(|status| status.success())
}

/// What `aws` is given when `shell` with `arguments` runs, with this on standard input.
fn given(shell: &str, arguments: &[&str], input: &str) -> Vec<String> {
    let path = format!("{}:{}", folder().display(), std::env::var("PATH").unwrap());
    let mut child = Command::new(shell)
        .args(arguments)
        .env("PATH", path)
        .env("HISTFILE", "/dev/null")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    // A shell that asks for nothing does not read.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success());
    let text = String::from_utf8(output.stdout).unwrap();
    text.split_terminator('\0').map(str::to_string).collect()
}

fn script(values: &[String]) -> (String, Vec<String>) {
    let lines = command(values).lines();
    (Shell::Bash.write(&lines).unwrap().text(), expected(&lines, &[]))
}

#[test]
fn nasty_values_arrive_in_bash_and_zsh() {
    let (text, expected) = script(&texts(&[&NASTY, &CONTROL]));
    for shell in ["bash", "zsh"].into_iter().filter(|shell| is_there(shell)) {
        assert_eq!(given(shell, &["-c", &text], ""), expected, "{shell}");
    }
}

#[test]
fn without_control_characters_every_posix_shell_does() {
    let (text, expected) = script(&texts(&[&NASTY]));
    for shell in ["sh", "dash", "ksh"].into_iter().filter(|shell| is_there(shell)) {
        assert_eq!(given(shell, &["-c", &text], ""), expected, "{shell}");
    }
}

#[test]
fn typed_at_a_prompt_with_history_expansion_nothing_changes() {
    let (text, expected) = script(&texts(&[&NASTY, &CONTROL]));
    let typed = format!("echo x=1 y z\n{text}\n");
    let with_echo = given("bash", &["--norc", "--noprofile", "-o", "history", "-o", "histexpand"], &typed);
    let (first, others) = with_echo.split_first().unwrap();
    assert_eq!(first, "x=1 y z\ncloudformation");
    assert_eq!(others, &expected[1..]);
}

#[test]
fn a_secret_is_asked_for_and_arrives_as_typed() {
    let mut command = command(&["a b".into()]);
    command.parameters.push(("Password".into(), ParameterValue::Prompted));
    command.parameters.push(("PATH".into(), ParameterValue::Prompted));
    let secrets = [("Password", "  p'\"\\$HOME !x%y\\ "), ("PATH", "")];
    let lines = command.lines();
    let text = Shell::Bash.write(&lines).unwrap().text();
    let input = format!("{}\n{}\n", secrets[0].1, secrets[1].1);
    for shell in ["bash", "zsh"].into_iter().filter(|shell| is_there(shell)) {
        let all = given(shell, &["-c", &text], &input);
        assert_eq!(all[0], "Password: \nPATH: \ncloudformation", "{shell}");
        assert_eq!(all[1..], expected(&lines, &secrets)[1..], "{shell}");
    }
}

#[test]
fn pasted_at_once_the_question_does_not_eat_the_command() {
    let mut command = command(&["a b".into()]);
    command.parameters.push(("Password".into(), ParameterValue::Prompted));
    let lines = command.lines();
    let typed = format!("{}\nsecret\n", Shell::Bash.write(&lines).unwrap().text());
    // bash reads commands from the input that `read` reads, as from a terminal without bracketed paste.
    let all = given("bash", &["--norc"], &typed);
    assert_eq!(all[1..], expected(&lines, &[("Password", "secret")])[1..]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]
    #[test]
    fn any_values_arrive_in_bash(values in any_values(ANYTHING)) {
        let (text, expected) = script(&values);
        prop_assert_eq!(given("bash", &["-c", &text], ""), expected, "{}", text);
    }
}
