//! Runs of whole scripts, and that no text makes a run panic or hang.

use super::*;

fn line(text: &str, at: usize) -> usize {
    text.get(..at).unwrap_or_default().matches('\n').count() + 1
}

/// A run on one line: the lines of the commands that fail, the signals, how it ends.
fn shown(text: &str, run: &ShellRun) -> String {
    let failing: Vec<String> = run.failing.iter().map(|at| line(text, *at).to_string()).collect();
    let mut parts = vec![if failing.is_empty() { "ok".into() } else { failing.join("+") }];
    for event in &run.events {
        match event {
            ShellEvent::Signal(signal) => {
                let what = match signal.success {
                    Some(true) => "success",
                    Some(false) => "failure",
                    None => "signal",
                };
                let after = if signal.seconds > 0 { format!(" after {} s", signal.seconds) } else { String::new() };
                parts.push(format!("{what}{after}"));
            }
            ShellEvent::Mention(at) => parts.push(format!("mention {}", line(text, *at))),
            ShellEvent::Init(..) => {}
        }
    }
    let code = |status: &ExitStatus| match status {
        ExitStatus::Code(code) => code.to_string(),
        ExitStatus::Failed(at) => format!("of {}", line(text, *at)),
        ExitStatus::Unknown(_) => "?".into(),
    };
    parts.push(match &run.ending {
        Ending::Finished(status) => format!("end {}", code(status)),
        Ending::Exited(at, status) => format!("exit@{} {}", line(text, *at), code(status)),
        Ending::Stopped(at, status) => format!("stop@{} {}", line(text, *at), code(status)),
        Ending::Replaced(at) => format!("exec@{}", line(text, *at)),
        Ending::Restarted(at) => format!("restart@{}", line(text, *at)),
        Ending::Endless(at) => format!("endless@{}", line(text, *at)),
        Ending::Unknown(unread) => format!("unknown@{} {}", line(text, unread.at), unread.why),
    });
    parts.join(", ")
}

fn all(text: &str) -> Vec<String> {
    let found = runs(text, &[], ShellKind::Bash, false);
    found.runs.iter().map(|run| shown(text, run)).collect()
}

const S: &str = "cfn-signal -e $? --stack s --resource R";

#[test]
fn a_script_goes_on_without_errexit_and_ends_with_it() {
    assert_eq!(
        all(&format!("a\nb\n{S}\n")),
        ["ok, success, end 0", "1, success, end 0", "2, failure, end 0", "3, end of 3"]
    );
    assert_eq!(
        all(&format!("set -e\na\nb\n{S}\n")),
        ["ok, success, end 0", "2, stop@2 of 2", "3, stop@3 of 3", "4, stop@4 of 4"]
    );
    assert_eq!(
        all(&format!("set -e\ntrap '{S}' EXIT\na\nb || true\n")),
        ["ok, success, end 0", "3, failure, stop@3 of 3", "4, success, end 0", "2, end 0"]
    );
}

#[test]
fn conditions_functions_and_variables_are_followed() {
    let fault = "fault() {\n cfn-signal -e 1 --stack s --resource R\n exit 1\n}\na || fault x\nb\nrc=$?\n\
                 if [ $rc -ne 0 ]; then\n fault\nfi\ncfn-signal -e $rc --stack s --resource R\n";
    assert_eq!(
        all(fault),
        ["ok, success, end 0", "5, failure, exit@3 1", "6, failure, exit@3 1", "11, end of 11", "5+2, exit@3 1"]
    );
    let either = "if grep x y; then\n a\nelse\n b\nfi\nexec cfn-signal -e $? --stack s --resource R\n";
    assert_eq!(
        all(either),
        ["ok, success, exec@6", "1, success, exec@6", "2, failure, exec@6", "6, exec@6", "1+4, failure, exec@6"]
    );
}

#[test]
fn loops_end_or_go_on() {
    let until = "until curl -f localhost; do\n sleep 5\ndone\ncfn-signal -s true --stack s --resource R\n";
    assert_eq!(all(until), ["ok, success, end 0", "1, endless@1", "4, end of 4"]);
    let tries = "for i in {1..30}; do\n curl -f localhost && break\n sleep 10\ndone\n\
                 cfn-signal -s true --stack s --resource R\n";
    assert_eq!(all(tries), ["ok, success, end 0", "2, success after 300 s, end 0", "5, end of 5"]);
    let counter = "n=0\nwhile ! curl localhost; do\n n=$((n+1))\n [ $n -ge 10 ] && exit 1\n sleep 6\ndone\n";
    assert_eq!(all(counter), ["ok, end 0", "2, exit@4 1"]);
    assert_eq!(all("while fuser /lock; do\n sleep 1\ndone\n"), ["ok, end 0", "1, endless@1"]);
}

#[test]
fn what_is_not_understood_is_unknown() {
    assert_eq!(all("eval \"$(x)\"\n").first().unwrap(), "ok, unknown@1 the commands are computed");
    assert_eq!(all("a\nif b\n")[0], "ok, unknown@2 the command has no `then`");
    let here = "cat > /x.sh <<'END'\ncfn-signal -e 0 --stack s --resource R\nEND\nbash /x.sh\n";
    assert_eq!(all(here)[0], "ok, mention 1, end 0");
    let sh = runs("[[ -f x ]]\n", &[], ShellKind::Sh, false);
    assert!(matches!(sh.runs[0].ending, Ending::Unknown(_)));
}

#[test]
fn no_text_makes_it_panic_or_hang() {
    let deep = "$(".repeat(20_000);
    let traps = "while true; do trap \"trap 'x' EXIT\" EXIT; done;".repeat(50);
    let doubled = format!("a=xxxxxxxxxx\n{}", "a=$a$a\n".repeat(3000));
    let calls = "f() { f | f; f & f; }\nf\n";
    for text in [&deep, "((((((((((", "if ".repeat(500).as_str(), "$((", "`", "a=(", "${", &traps, &doubled, calls] {
        let found = runs(text, &[], ShellKind::Bash, true);
        assert!(!found.runs.is_empty());
    }
}

#[test]
fn properties_hold_for_random_scripts() {
    use proptest::prelude::*;
    let word = prop::sample::select(vec![
        "a",
        "if ",
        "then\n",
        "fi\n",
        "; ",
        "&&",
        "||",
        "| ",
        "&",
        "(",
        ")",
        "{ ",
        "}",
        "\n",
        "'",
        "\"",
        "$?",
        "$(",
        "`",
        "${x",
        "trap '",
        "' EXIT\n",
        "exit 1\n",
        "set -e\n",
        "cfn-signal -e ",
        "<<E\n",
        "E\n",
        "while ",
        "do ",
        "done\n",
        "case x in ",
        "*) ",
        ";;",
        "esac\n",
        "f() ",
        "[ ",
        "]",
        "[[ ",
        "]]",
        "é",
        "\\",
        "#",
        "$((",
        "))",
        "for i in {1..9}",
    ]);
    let texts = prop::collection::vec(word, 0..40).prop_map(|words| words.concat());
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let outcome = runner.run(&texts, |text| {
        let found = runs(&text, &[], ShellKind::Bash, false);
        prop_assert!(!found.runs.is_empty());
        for step in &found.steps {
            prop_assert!(text.get(step.span.clone()).is_some(), "{text:?} {step:?}");
        }
        Ok(())
    });
    outcome.unwrap();
}

#[test]
fn defaults_set_variables_and_return_needs_a_function() {
    let ends = |text: &str, kind: ShellKind| {
        let found = runs(text, &[], kind, false);
        let signal = found.runs[0].events.iter().find_map(|event| match event {
            ShellEvent::Signal(signal) => Some(signal.success),
            _ => None,
        });
        signal.flatten()
    };
    let signal = "cfn-signal -e $rc --stack s --resource W\n";
    assert_eq!(ends(&format!(": ${{rc:=0}}\n{signal}"), ShellKind::Bash), Some(true));
    assert_eq!(ends(&format!("rc=\n: ${{rc:-0}}\n{signal}"), ShellKind::Bash), None);
    let signal = "return 3\ncfn-signal -e $? --stack s --resource W\n";
    assert_eq!(ends(signal, ShellKind::Bash), Some(false));
    assert_eq!(ends(signal, ShellKind::Sh), None);
}
