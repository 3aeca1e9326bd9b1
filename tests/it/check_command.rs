//! `cf-init check` over many files: exceptions, settings, formats, fixes.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

use cf_init::check::{Checker, RULES, Values, check, fix_all};
use cf_init::document::Document;
use serde_json::Value;

use crate::command_line::{failed, run};
use crate::corpus;

/// Three files of one config: two modes without quotes.
const FILES: &str = "\
Resources:
  Web:
    Type: AWS::EC2::Instance
    Metadata:
      AWS::CloudFormation::Init:
        config:
          files:
            /etc/a: {content: x, mode: 000400}
            /etc/b:
              mode: 000400
              content: x
";

/// A folder of its own, removed at the end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str, files: &[(&str, &str)]) -> Folder {
        let folder = std::env::temp_dir().join(format!("cf-init-check-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        for (file, text) in files {
            let file = folder.join(file);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, text).unwrap();
        }
        Folder(folder)
    }

    fn check(&self, words: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cf-init"));
        command.arg("check").args(words).current_dir(&self.0).output().unwrap()
    }

    /// `FILE:LINE RULE` of each finding.
    fn found(&self, words: &[&str]) -> Vec<String> {
        let output = self.check(&[words, &["--format", "json"]].concat());
        let all: Value = serde_json::from_slice(&output.stdout).unwrap();
        let line = |one: &Value| {
            format!("{}:{} {}", one["file"].as_str().unwrap(), one["line"], one["rule"].as_str().unwrap())
        };
        all.as_array().unwrap().iter().map(line).collect()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// The lines of the findings of a rule.
fn lines(text: &str, id: &str) -> Vec<usize> {
    let document = Document::parse(text);
    let found = check(&document).into_iter().filter(|one| one.rule.id == id);
    found.map(|one| document.position(one.span.start).line).collect()
}

#[test]
fn a_comment_allows_the_entry_below_it_or_on_its_line() {
    const ID: &str = "file/mode-number";
    assert_eq!(lines(FILES, ID), [8, 10]);
    let comment = "# cf-init: allow file/mode-number because of reasons";
    let above = |line: &str| {
        let indent = " ".repeat(line.len() - line.trim_start().len());
        FILES.replace(line, &format!("{indent}{comment}\n{line}"))
    };
    assert_eq!(lines(&above("            /etc/a: {"), ID), [11]);
    assert_eq!(lines(&above("            /etc/b:\n"), ID), [8]);
    assert_eq!(lines(&above("              mode"), ID), [8]);
    assert_eq!(lines(&above("              content"), ID), [8, 10]);
    assert_eq!(lines(&above("          files"), ID), [0; 0]);
    assert_eq!(lines(&above("Resources"), ID), [0; 0]);
    let behind = |line: &str| FILES.replace(line, &format!("{line} {comment}"));
    assert_eq!(lines(&behind("/etc/b:"), ID), [8]);
    assert_eq!(lines(&behind("mode: 000400}"), ID), [10]);
    assert_eq!(lines(&behind("  Web:"), ID), [0; 0]);
    // Another rule, and a text that is no comment, allow nothing.
    assert_eq!(lines(&above("Resources").replace("mode-number", "mode-octal"), ID), [9, 11]);
    assert_eq!(lines(&FILES.replace("content: x\n", &format!("content: '{comment}'\n")), ID), [8, 10]);
    let script = format!("content: |\n                a\n                {comment}\n");
    assert_eq!(lines(&FILES.replace("content: x\n", &script), ID), [8, 10]);
}

#[test]
fn an_exception_in_a_list_allows_its_item() {
    let text = "\
Resources:
  Group:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: x
      SecurityGroupIngress:
        # cf-init: allow security-group/open-to-world because it is a bastion
        - IpProtocol: tcp
          FromPort: 22
          ToPort: 22
          CidrIp: 0.0.0.0/0
        - {IpProtocol: tcp, FromPort: 3389, ToPort: 3389, CidrIp: 0.0.0.0/0}
";
    assert_eq!(lines(text, "security-group/open-to-world"), [12]);
    assert_eq!(lines(text, "exception/unused"), [0; 0]);
    assert_eq!(
        lines(&text.replace("CidrIp: 0.0.0.0/0\n        -", "CidrIp: 10.0.0.0/8\n        -"), "exception/unused"),
        [7]
    );
}

#[test]
fn the_checker_lists_what_exceptions_allow() {
    let text = format!("# cf-init: allow file/mode-number, file/mustache because it is old\n{FILES}");
    let mut checker = Checker::default();
    let found = checker.check(&Document::parse(&text), &Values::new());
    let ids: Vec<&str> = found.iter().map(|one| one.rule.id).collect();
    assert_eq!(ids, ["exception/unused"]);
    assert!(found[0].message.contains("file/mustache"), "{}", found[0].message);
    let reasons: Vec<_> = checker.allowed().iter().map(|one| one.reason.as_deref()).collect();
    assert_eq!(reasons, [Some("it is old"); 2]);
}

#[test]
fn metadata_of_cfn_lint_allow_the_rules_that_both_have() {
    let text = "\
Resources:
  Web:
    Type: AWS::EC2::Instance
    Metadata:
      AWS::CloudFormation::Init: {config: {groups: {web: {}}, users: {u: {groups: web, homeDir: /srv, uid: '99'}}}}
";
    assert_eq!(lines(text, "user/groups-text"), [5]);
    let own = text.replace("    Metadata:\n", "    Metadata:\n      cfn-lint: {config: {ignore_checks: [E3009]}}\n");
    assert_eq!(lines(&own, "user/groups-text"), [0; 0]);
    assert_eq!(lines(&own.replace("E3009", "W"), "user/groups-text"), [6]);
    let all = format!("Metadata: {{cfn-lint: {{config: {{ignore_checks: [E3]}}}}}}\n{text}");
    assert_eq!(lines(&all, "user/groups-text"), [0; 0]);
}

#[test]
fn folders_patterns_and_standard_input_are_read() {
    let folder = Folder::new(
        "inputs",
        &[
            ("a.yaml", FILES),
            ("deep/er/b.template", FILES),
            ("deep/values.yaml", "x: 1\n"),
            ("deep/broken.yml", "Resources: [\n"),
            ("out/c.yaml", FILES),
            (".gitignore", "out\n"),
            ("notes.txt", "x: 1\n"),
        ],
    );
    let of = |file: &str| [format!("{file}:8 file/mode-number"), format!("{file}:10 file/mode-number")];
    let deep = [&["deep/broken.yml:1 template/syntax".to_string()][..], &of("deep/er/b.template")].concat();
    let lines_of =
        |found: Vec<String>| found.into_iter().map(|one| one.replace(":2 template", ":1 template")).collect::<Vec<_>>();
    assert_eq!(lines_of(folder.found(&["."])), [&of("a.yaml")[..], &deep].concat());
    assert_eq!(lines_of(folder.found(&["deep"])), deep);
    assert_eq!(folder.found(&["a.yaml", "**/*.template"]), [of("a.yaml"), of("deep/er/b.template")].concat());
    // A file that is named is checked whatever it holds.
    assert_eq!(folder.found(&["out/c.yaml", "deep/values.yaml"])[2..], ["deep/values.yaml:1 template/no-resources"]);
    let no = folder.check(&["deep/values.yaml", "gone.yaml"]);
    assert_eq!(no.status.code(), Some(2));
    assert!(stderr(&no).contains("There is no file or folder gone.yaml."));
    assert_eq!(folder.check(&["*.txt"]).status.code(), Some(2));
    assert_eq!(folder.check(&[]).status.code(), Some(2));
    let text = run(&["check", "-"], FILES);
    assert!(String::from_utf8(text.stdout).unwrap().starts_with("-:8:34: warning[file/mode-number] "));
}

#[test]
fn exit_codes_follow_the_severity_and_the_settings() {
    let folder = Folder::new("codes", &[("a.yaml", FILES), ("old/b.yaml", FILES)]);
    let code = |words: &[&str]| folder.check(words).status.code();
    assert_eq!(code(&["."]), Some(0));
    assert_eq!(code(&[".", "--fail-on", "warning"]), Some(1));
    assert_eq!(code(&[".", "--fail-on", "never"]), Some(0));
    assert_eq!(code(&[".", "--fail-on", "warning", "--allow", "file/mode-number"]), Some(0));
    assert_eq!(code(&[".", "--fail-on", "high"]), Some(2));
    assert_eq!(code(&[".", "--allow", "file/no-such-rule"]), Some(2));
    let settings = |text: &str| fs::write(folder.0.join(".cf-init.toml"), text).unwrap();
    settings("fail-on = \"warning\"\n[severity]\n\"file/mode-number\" = \"error\"\n");
    assert_eq!(code(&["."]), Some(1));
    assert_eq!(code(&["old/b.yaml"]), Some(1));
    settings(
        "[severity]\n\"file/mode-number\" = \"error\"\n[[allow]]\nrule = \"file/mode-number\"\nfiles = [\"old/**\"]\nreason = \"frozen\"\n",
    );
    assert_eq!(code(&["a.yaml"]), Some(1));
    let old = folder.check(&["old"]);
    assert_eq!(old.status.code(), Some(0));
    assert!(stderr(&old).contains("old/b.yaml:8: file/mode-number is allowed: frozen"), "{}", stderr(&old));
    settings("[severity]\n\"file/mode-number\" = \"off\"\n");
    assert_eq!(folder.found(&["."]), Vec::<String>::new());
    for wrong in
        ["failon = 1\n", "[severity]\n\"file/x\" = \"off\"\n", "[severity]\n\"file/mustache\" = \"bad\"\n", "= 1\n"]
    {
        settings(wrong);
        let output = folder.check(&["."]);
        assert_eq!(output.status.code(), Some(2), "{wrong}");
        assert!(
            stderr(&output).contains(".cf-init.toml") || stderr(&output).contains("There is no rule"),
            "{}",
            stderr(&output)
        );
    }
}

#[test]
fn fixes_are_shown_and_written() {
    let folder = Folder::new("fixes", &[("a.yaml", FILES)]);
    let patch = folder.check(&["a.yaml", "--fix", "--diff"]);
    let patch = String::from_utf8(patch.stdout).unwrap();
    assert!(
        patch.contains(
            "-            /etc/a: {content: x, mode: 000400}\n+            /etc/a: {content: x, mode: \"000400\"}\n"
        ),
        "{patch}"
    );
    assert_eq!(fs::read_to_string(folder.0.join("a.yaml")).unwrap(), FILES);
    let fixed = FILES.replace("000400", "\"000400\"");
    let output = folder.check(&["a.yaml", "--fix"]);
    assert_eq!((output.status.code(), stderr(&output)), (Some(0), "a.yaml: 2 fixed\n".to_string()));
    assert_eq!(fs::read_to_string(folder.0.join("a.yaml")).unwrap(), fixed);
    assert_eq!(stderr(&folder.check(&["a.yaml", "--fix"])), "");
    let output = run(&["check", "-", "--fix"], FILES);
    assert_eq!(String::from_utf8(output.stdout).unwrap(), fixed);
    assert_eq!(failed(&["check", "-", "--diff"], FILES).0, Some(2));
    // A rule that is left out is not fixed.
    let output = run(&["check", "-", "--fix", "--allow", "file/mode-number"], FILES);
    assert_eq!(String::from_utf8(output.stdout).unwrap(), FILES);
}

#[test]
fn a_fix_that_replaces_a_resource_is_left() {
    let text = "Resources:\n  Data:\n    Type: AWS::EC2::Instance\n    Properties:\n      ImageId: ami-0123456789abcdef0\n      \
                BlockDeviceMappings:\n        - DeviceName: /dev/xvda\n          Ebs: {VolumeSize: 8}\n";
    let folder = Folder::new("unsafe-fixes", &[("a.yaml", text)]);
    let read = || fs::read_to_string(folder.0.join("a.yaml")).unwrap();
    let output = folder.check(&["a.yaml", "--fix"]);
    assert!(stderr(&output).contains("left, because an update would replace"), "{}", stderr(&output));
    assert!(!read().contains("Encrypted"), "{}", read());
    folder.check(&["a.yaml", "--fix", "--unsafe-fixes"]);
    assert!(read().contains("Encrypted"), "{}", read());
    assert_eq!(failed(&["check", "a.yaml", "--unsafe-fixes"], "").0, Some(2));
}

/// Fixes of every template at hand: nothing of the fixed kind is left, nothing is new, a second run changes nothing.
#[test]
fn fixing_all_removes_findings_and_adds_none() {
    for (name, text) in corpus::templates(&["init", "general"]) {
        let document = Document::parse(text);
        let before = check(&document);
        let all = fix_all(&document, &Values::new(), |_| true, |_, _| true);
        let after = check(&all.document);
        assert!(before.len() >= after.len() + all.fixed.len(), "{name}");
        for rule in RULES {
            let count = |found: &[cf_init::check::Diagnostic]| found.iter().filter(|one| *one.rule == **rule).count();
            assert!(count(&after) <= count(&before), "{name}: {}", rule.id);
        }
        assert!(fix_all(&all.document, &Values::new(), |_| true, |_, _| true).edits.is_empty(), "{name}");
        // The edits give the document again: they are one step of Undo.
        let (again, _) = document.with_edits(&all.edits).unwrap();
        assert_eq!(again.text(), all.document.text(), "{name}");
    }
}

#[test]
fn rules_are_listed_and_explained() {
    let list = String::from_utf8(run(&["check", "--list"], "").stdout).unwrap();
    assert_eq!(list.lines().count(), RULES.len());
    for rule in RULES {
        let text = String::from_utf8(run(&["check", "--explain", rule.id], "").stdout).unwrap();
        assert!(text.contains(rule.why) && text.contains("Found in:\n") && text.contains("Not in:\n"), "{text}");
    }
    let (code, message) = failed(&["check", "--explain", "mode-number"], "");
    assert_eq!(code, Some(2));
    assert!(message.contains("Is it file/mode-number?"), "{message}");
}

#[test]
fn findings_on_one_line_have_their_own_columns() {
    let text = r##"{"Resources":{"A":{"Type":"AWS::SNS::Topic","Properties":{"DisplayName":{"Ref":"Nope"},"TopicName":{"Fn::Sub":"a-${Gone}"}}},"B":{"Type":"AWS::EC2::Instance","Properties":{"UserData":{"Fn::Base64":{"Fn::Sub":"#!/bin/bash\n/opt/aws/bin/cfn-init --stack ${AWS::StackName} --resource B\n"}}}}}}"##;
    let printed = run(&["check", "-", "--format", "json"], text);
    let found: Value = serde_json::from_slice(&printed.stdout).unwrap();
    let marked: Vec<(&str, &str)> = found
        .as_array()
        .unwrap()
        .iter()
        .map(|one| {
            let (from, to) = (one["column"].as_u64().unwrap() as usize, one["end_column"].as_u64().unwrap() as usize);
            (one["rule"].as_str().unwrap(), &text[from - 1..to - 1])
        })
        .collect();
    for wanted in [
        ("reference/unknown", "Nope"),
        ("reference/unknown", "Gone"),
        ("user-data/no-region", "/opt/aws/bin/cfn-init --stack ${AWS::StackName} --resource B"),
    ] {
        assert!(marked.contains(&wanted), "{wanted:?} {marked:?}");
    }
}
