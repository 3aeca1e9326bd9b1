//! Diagnostics: the examples of every rule, and a checker that runs only what an edit touches.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use cf_init::check::{Checker, Diagnostic, RULES, Severity, Values, check};
use cf_init::document::{Document, Splice};
use cf_init::starter::STARTERS;
use proptest::prelude::*;

use crate::command_line::{failed, printed, run};

fn rules_folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src/check/rules")
}

/// A template with the text of an example in place of one of its parts: ```` ```hup conf bad ```` is a conf of cfn-hup.
/// A part is a word in braces, and what stands there in the other examples.
fn framed(frame: &str, part: &str, text: String) -> String {
    const HUP: &str = "\
Resources:
  Web:
    Type: AWS::EC2::Instance
    Metadata:
      AWS::CloudFormation::Init:
        config:
          files:
            /etc/cfn/cfn-hup.conf:
              content: {conf-content}
            {hooks-file}:
              content: {hooks-content}
            {files}
          services:
            systemd:
              {service}
    Properties:
      UserData:
        Fn::Base64: !Sub |
          #!/bin/bash
          /opt/aws/bin/cfn-init -v --stack ${AWS::StackName} --resource Web --region ${AWS::Region}
";
    const USER_DATA: &str = "\
Resources:
  Web:
    Type: AWS::EC2::Instance
    CreationPolicy: {ResourceSignal: {Timeout: PT15M}}
    Metadata: {AWS::CloudFormation::Init: {config: {}}}
    Properties:
      UserData:
        Fn::Base64: !Sub |
          {script}
";
    const CONF: &str = "[main]\nstack=${AWS::StackId}\nregion=${AWS::Region}\ninterval=5";
    const HOOKS: &str = "[reload]\ntriggers=post.update\npath=Resources.Web.Metadata.AWS::CloudFormation::Init\n\
        action=/opt/aws/bin/cfn-init -v --stack ${AWS::StackName} --resource Web --region ${AWS::Region}\nrunas=root";
    let block = |text: &str| format!("!Sub |\n  {}", text.replace('\n', "\n  "));
    let (part, text) = match part {
        "conf" | "hooks" => (format!("{part}-content"), block(&text)),
        part => (part.to_string(), text),
    };
    let service = "cfn-hup: {enabled: true, ensureRunning: true, files: [/etc/cfn/cfn-hup.conf, {hooks-file}]}";
    let parts = [
        ("conf-content", block(CONF)),
        ("hooks-content", block(HOOKS)),
        ("service", service.to_string()),
        ("hooks-file", "/etc/cfn/hooks.conf".to_string()),
        ("script", String::new()),
        ("files", String::new()),
    ];
    assert!(parts.iter().any(|one| one.0 == part), "there is no part {part}");
    let mut template = String::new();
    for line in if frame == "hup" { HUP } else { USER_DATA }.lines() {
        let mut line = line.to_string();
        for (name, default) in &parts {
            let own = if *name == part { &text } else { default };
            let indent = line.len() - line.trim_start().len();
            line = line.replace(&format!("{{{name}}}"), &own.replace('\n', &format!("\n{}", " ".repeat(indent))));
        }
        template += &format!("{line}\n");
    }
    template
}

/// The examples in the doc comment of a rule's file: the words behind ```` ```yaml ```` and the text.
fn examples(source: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut lines = source.lines().take_while(|line| line.starts_with("//!")).map(|line| {
        let line = line.trim_start_matches("//!");
        line.strip_prefix(' ').unwrap_or(line)
    });
    // `{1000 letters}` is a text of that length.
    let expand = |text: String| match text.strip_suffix(" letters}").and_then(|rest| rest.rsplit_once('{')) {
        Some((head, count)) => format!("{head}{}", "x".repeat(count.parse().unwrap())),
        None => text,
    };
    while let Some(line) = lines.next() {
        let Some(words) = line.strip_prefix("```") else { continue };
        let text: Vec<String> =
            lines.by_ref().take_while(|line| *line != "```").map(str::to_string).map(expand).collect();
        found.push(match words.split_once(' ') {
            Some(("yaml", kind)) => (kind.to_string(), text.join("\n") + "\n"),
            Some((frame, part_and_kind)) => {
                let (part, kind) = part_and_kind.split_once(' ').unwrap();
                (kind.to_string(), framed(frame, part, text.join("\n")))
            }
            None => continue,
        });
    }
    found
}

fn ids(found: &[Diagnostic]) -> Vec<&str> {
    found.iter().map(|one| one.rule.id).collect()
}

fn messages(found: &[Diagnostic]) -> Vec<&str> {
    found.iter().map(|one| one.message.as_str()).collect()
}

/// The document after the fix of a diagnostic.
fn fixed(document: &Document, diagnostic: &Diagnostic) -> Document {
    let fix = diagnostic.fix.as_ref().unwrap();
    let edits = fix.edits(document);
    assert!(!edits.is_empty(), "{}: {} has no edits", diagnostic.rule.id, fix.label);
    document.with_edits(&edits).unwrap_or_else(|error| panic!("{}: {error}", diagnostic.rule.id)).0
}

/// What is wrong with an example of a rule.
fn example_error(id: &str, words: &str, text: &str) -> Option<String> {
    let document = Document::parse(text);
    let found = check(&document);
    let mut words = words.split(' ');
    let expected = match words.next() {
        Some("bad") => words.next().map_or(1, |count| count.parse().unwrap()),
        Some("good") => 0,
        other => return Some(format!("{other:?} is neither good nor bad")),
    };
    let all: Vec<String> = found.iter().map(|one| format!("{}: {}", one.rule.id, one.message)).collect();
    if ids(&found) != vec![id; expected] {
        return Some(format!("{expected} of {id} expected in\n{text}\nfound {all:#?}"));
    }
    found.iter().filter(|one| one.fix.is_some()).find_map(|diagnostic| {
        let after = fixed(&document, diagnostic);
        let left = check(&after);
        let is_same = |one: &Diagnostic| one.rule == diagnostic.rule && one.message == diagnostic.message;
        let is_fixed = left.len() < found.len() && !left.iter().any(is_same) && after.syntax_error().is_none();
        (!is_fixed).then(|| format!("the fix gives\n{}\nwith {left:#?}", after.text()))
    })
}

#[test]
fn every_rule_finds_its_bad_example_and_nothing_in_its_good_one() {
    let mut wrong = Vec::new();
    for rule in RULES {
        let file = rules_folder().join(format!("{}.rs", rule.id.replace('-', "_")));
        let source = fs::read_to_string(&file).unwrap_or_else(|_| panic!("{} has no file {}", rule.id, file.display()));
        let examples = examples(&source);
        let of = |kind: &str| examples.iter().filter(|(words, _)| words.split(' ').next() == Some(kind)).count();
        if of("bad") == 0 || of("good") == 0 {
            wrong.push(format!("{} needs a bad and a good example", rule.id));
        }
        let errors = examples.iter().filter_map(|(words, text)| example_error(rule.id, words, text));
        wrong.extend(errors.map(|error| format!("{}: {error}", rule.id)));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// Templates that are deployed have such lists. cfn-lint 1.58 reports them.
#[test]
fn an_empty_list_is_none_of_several_exclusive_keys() {
    let found = |dimensions: &str| {
        let text = format!(
            "Resources:\n  Alarm:\n    Type: AWS::CloudWatch::Alarm\n    Properties:\n      ComparisonOperator: \
             GreaterThanThreshold\n      EvaluationPeriods: 1\n      Threshold: 1\n      Dimensions: {dimensions}\n      \
             Metrics: [{{Id: m1, Expression: SELECT COUNT(CPUUtilization) FROM \"AWS/EC2\", Period: 60}}]\n"
        );
        let document = Document::parse(text);
        ids(&check(&document)).into_iter().filter(|id| *id == "property/exclusive-keys").count()
    };
    assert_eq!((found("[]"), found("[{Name: a, Value: b}]")), (0, 1));
}

#[test]
fn a_step_of_a_script_is_marked_on_its_own_line() {
    let text = framed(
        "user-data",
        "script",
        "#!/bin/bash\nuptime\n\n# Report it\n/opt/aws/bin/cfn-signal -e 0 --stack ${AWS::StackName} --resource Web\necho b".into(),
    );
    let document = Document::parse(text.as_str());
    let found = check(&document);
    let signal = found.iter().find(|one| one.rule.id == "user-data/signal-constant").unwrap();
    assert!(document.text()[signal.span.clone()].starts_with("/opt/aws/bin/cfn-signal"), "{text}");
}

#[test]
fn ids_are_unique_and_every_rule_is_described() {
    let ids: BTreeSet<&str> = RULES.iter().map(|rule| rule.id).collect();
    assert_eq!(ids.len(), RULES.len());
    for rule in RULES {
        let (subject, name) = rule.id.split_once('/').unwrap();
        let kebab = |text: &str| text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
        assert!(kebab(subject) && kebab(name), "{}", rule.id);
        assert!(!rule.name.is_empty() && !rule.name.ends_with('.'), "{}", rule.id);
        assert!(rule.why.ends_with('.'), "{}", rule.id);
        assert!(rule.source.starts_with("https://"), "{}", rule.id);
    }
}

/// Starters have no errors.
#[test]
fn starters_have_no_errors() {
    for starter in STARTERS {
        let document = Document::parse(starter.text);
        let errors: Vec<_> = check(&document).into_iter().filter(|one| one.severity == Severity::Error).collect();
        assert_eq!(messages(&errors), Vec::<&str>::new(), "{}", starter.name);
    }
}

/// What a second run of cfn-init leaves, and what a reload does not take over.
#[test]
fn starters_go_on_after_an_update() {
    for starter in STARTERS {
        let found = check(&Document::parse(starter.text));
        let is_of = |one: &&Diagnostic| {
            ["file/backup", "file/cron", "service/not-reloaded"].iter().any(|id| one.rule.id.starts_with(id))
        };
        let found: Vec<_> = found.iter().filter(is_of).map(|one| one.message.as_str()).collect();
        assert_eq!(found, Vec::<&str>::new(), "{}", starter.name);
    }
}

/// A command that removes the old files, and one that restarts, are enough.
#[test]
fn a_command_that_removes_or_restarts_is_enough() {
    let count = |text: &str, id: &str| check(&Document::parse(text)).iter().filter(|one| one.rule.id == id).count();
    let text = framed("hup", "files", "/etc/dnsmasq.d/app: {content: cache-size=1}".into());
    assert_eq!(count(&text, "file/backup-refused"), 1);
    for command in ["[rm, -f, /etc/dnsmasq.d/app.bak]", "rm -f /etc/dnsmasq.d/*.bak"] {
        let text = text.replace(
            "          services:",
            &format!("          commands: {{a: {{command: {command}}}}}\n          services:"),
        );
        assert_eq!(count(&text, "file/backup-refused"), 0, "{command}");
    }
    let page = framed("hup", "files", "/var/www/html/index.php: {content: a}".into());
    assert_eq!(count(&page, "file/backup-served"), 0);
    let served = page.replace("          services:", "          packages: {yum: {httpd: []}}\n          services:");
    assert_eq!(count(&served, "file/backup-served"), 1);
    let docker = "Resources:\n  Web:\n    Type: AWS::EC2::Instance\n    Metadata:\n      AWS::CloudFormation::Init:\n        \
        config:\n          files: {/etc/docker/daemon.json: {content: a}}\n          services: {systemd: {docker: {files: \
        [/etc/docker/daemon.json]}}}\n";
    assert_eq!(count(docker, "service/not-reloaded"), 1);
    let restarted = format!("{docker}          commands: {{a: {{command: systemctl restart docker}}}}\n");
    assert_eq!(count(&restarted, "service/not-reloaded"), 0);
    assert_eq!(count(&docker.replace("systemd:", "sysvinit:"), "service/not-reloaded"), 0);
}

const TWO: &str = "\
Parameters:
  Name: {Type: String, Default: web}
Resources:
  One:
    Type: AWS::EC2::Instance
    Metadata:
      AWS::CloudFormation::Init:
        configSets: {default: [first, second]}
        first: {commands: {a: {command: uptime}}}
        second: {commands: {b: {command: uptime}}}
  Two:
    Type: AWS::EC2::Instance
    Metadata:
      AWS::CloudFormation::Init:
        configSets: {default: [gone]}
";

fn insert(document: &mut Document, before: &str, text: &str) {
    let at = document.text().find(before).unwrap();
    document.apply(Splice { range: at..at, text: text.into() });
}

#[test]
fn an_edit_in_one_config_runs_only_the_rules_that_read_it() {
    let mut document = Document::parse(TWO);
    let (mut checker, values) = (Checker::default(), Values::new());
    let first = checker.check(&document, &values);
    assert!(checker.ran().len() >= RULES.len(), "{:?}", checker.ran());
    checker.check(&document, &values);
    assert_eq!(checker.ran(), []);
    insert(&mut document, "uptime}}}\n        second", "/usr/bin/");
    let found = checker.check(&document, &values);
    let touched = |path: &str| {
        let parts = ["", "/Resources/One", "/Resources/One/Metadata/AWS::CloudFormation::Init"];
        parts.contains(&path) || path == "/Resources/One/Metadata/AWS::CloudFormation::Init/first"
    };
    assert!(
        checker.ran().iter().all(|(_, path)| touched(&path.to_pointer().replace("~1", "/"))),
        "{:?}",
        checker.ran()
    );
    // What is kept moves with its entry.
    assert_eq!(messages(&found), messages(&first));
    assert_eq!(found[0].span.start, first[0].span.start + "/usr/bin/".len());
    assert_eq!(&document.text()[found[0].span.clone()], "gone");
}

#[test]
fn a_broken_text_has_one_diagnostic_and_the_others_come_back() {
    let mut document = Document::parse(TWO);
    let (mut checker, values) = (Checker::default(), Values::new());
    let before = checker.check(&document, &values);
    let inverse = document.apply(Splice { range: 0..0, text: "{".into() });
    assert_eq!(ids(&checker.check(&document, &values)), ["template/syntax"]);
    document.apply(inverse);
    assert_eq!(checker.check(&document, &values), before);
    assert_eq!(checker.ran(), []);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Random edits of a starter or of a fixture: the checker that has seen them all finds what a new one does.
    #[test]
    fn a_checker_finds_what_a_new_one_finds(
        which in any::<prop::sample::Index>(),
        edits in prop::collection::vec((any::<prop::sample::Index>(), 0usize..12, any::<prop::sample::Index>()), 1..8),
    ) {
        const TEXTS: [&str; 12] = [
            "", "x", " ", "\n", "default", "!Ref Gone", "0.0.0.0/0", "cfn-signal", "# ", "region=x\n", "'", "12",
        ];
        let fixtures = ["two-instances", "network", "launch-template", "for-each", "conditions", "anchors", "big-mapping"];
        let fixture = |name: &str| std::fs::read_to_string(format!("tests/fixtures/templates/{name}.yaml")).unwrap();
        let texts = STARTERS.iter().map(|starter| starter.text.to_string()).chain(fixtures.map(fixture));
        let texts: Vec<String> = texts.collect();
        let mut document = Document::parse(which.get(&texts).as_str());
        let (mut checker, values) = (Checker::default(), Values::new());
        checker.check(&document, &values);
        for (at, length, text) in edits {
            let words: Vec<usize> = document.text().match_indices([' ', '\n', ':']).map(|one| one.0 + 1).collect();
            let start = *at.get(&words);
            let end = (start + length).min(document.text().len());
            document.apply(Splice { range: start..end, text: (*text.get(&TEXTS)).to_string() });
            let found = checker.check(&document, &values);
            prop_assert_eq!(&found, &check(&Document::parse(document.text())), "{}", document.text());
            for diagnostic in &found {
                prop_assert!(document.text().get(diagnostic.span.clone()).is_some());
            }
        }
    }
}

#[test]
fn the_command_line_prints_diagnostics_as_text_and_json() {
    let output = run(&["check", "-"], TWO);
    assert_eq!(output.status.code(), Some(1));
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(
        text,
        "-:15:32: error[config-set/unknown-config] default names the config gone, which does not exist: cfn-init stops \
         before it does anything.\n    15 |         configSets: {default: [gone]}\n       |                                ^^^^\n    \
         fix: Add gone\n"
    );
    let output = run(&["check", "-", "--format", "json"], TWO);
    assert_eq!(output.status.code(), Some(1));
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let one = &json[0];
    assert_eq!(one["rule"], "config-set/unknown-config");
    assert_eq!(one["path"], "/Resources/Two/Metadata/AWS::CloudFormation::Init/configSets/default/0");
    assert_eq!((one["line"].as_u64(), one["column"].as_u64()), (Some(15), Some(32)));
    let (from, to) = (one["offset"].as_u64().unwrap() as usize, one["end"].as_u64().unwrap() as usize);
    assert_eq!(&TWO[from..to], "gone");
    let edit = &one["fix"]["edits"][0];
    let mut after = TWO.to_string();
    let range = edit["offset"].as_u64().unwrap() as usize..edit["end"].as_u64().unwrap() as usize;
    after.replace_range(range, edit["text"].as_str().unwrap());
    assert_eq!(printed(&["check", "-"], &after), "");
    assert_eq!(printed(&["check", "-", "--format=json"], &after), "[]\n");
    let broken = run(&["check", "-"], "A: [1\nB: 2\n");
    assert_eq!(broken.status.code(), Some(1));
    assert!(String::from_utf8(broken.stdout).unwrap().contains(": error[template/syntax] "));
    assert_eq!(failed(&["check"], "").0, Some(2));
    assert_eq!(failed(&["check", "-", "--format", "xml"], TWO).0, Some(2));
    assert_eq!(failed(&["check", "-", "--parameter", "Name"], TWO).0, Some(2));
    assert_eq!(failed(&["check", "-", "--parameter", "Gone=1"], TWO).0, Some(1));
}
