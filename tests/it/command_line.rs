//! The program as a pipeline runs it: what it prints, where, and with which exit code.

use std::io::Write;
use std::process::{Command, Output, Stdio};

pub fn run(words: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_cf-init"))
        .args(words)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A program that does not read its input closes it.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    child.wait_with_output().unwrap()
}

/// Standard output of a run that must succeed.
pub fn printed(words: &[&str], input: &str) -> String {
    let output = run(words, input);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// Exit code and standard error of a run that must fail, and print nothing.
pub fn failed(words: &[&str], input: &str) -> (Option<i32>, String) {
    let output = run(words, input);
    assert!(output.stdout.is_empty());
    (output.status.code(), String::from_utf8(output.stderr).unwrap())
}

#[test]
fn get_prints_json_with_long_names() {
    let text = "A: !GetAtt Web.Arn\nB:\n  - !Sub '${X}'\n  - 000400\n  - yes\n";
    assert_eq!(
        printed(&["get", "-", "--at", "/A"], text),
        "{\n  \"Fn::GetAtt\": [\n    \"Web\",\n    \"Arn\"\n  ]\n}\n"
    );
    assert_eq!(printed(&["get", "-", "--at", "/B/0"], text), "{\n  \"Fn::Sub\": \"${X}\"\n}\n");
    assert_eq!(printed(&["get", "-", "--at=/B/1"], text), "256\n");
    assert_eq!(printed(&["get", "-", "--at", "/B/2"], text), "true\n");
    assert!(printed(&["get", "-", "--at", ""], text).starts_with("{\n  \"A\""));
}

#[test]
fn edit_writes_functions_in_the_form_of_the_document() {
    let value = r#"{"Fn::Base64": {"Fn::Sub": "x"}}"#;
    let set = |text| printed(&["edit", "-", "--op", "set", "--at", "/A", "--value", value], text);
    assert_eq!(set("A: 1\nB: !Ref C\n"), "A:\n  Fn::Base64: !Sub x\nB: !Ref C\n");
    assert_eq!(set("A: 1\nB:\n  Ref: C\n"), "A:\n  Fn::Base64:\n    Fn::Sub: x\nB:\n  Ref: C\n");
    assert_eq!(set("{\"A\": 1}"), "{\"A\": {\"Fn::Base64\": {\"Fn::Sub\": \"x\"}}}");
}

#[test]
fn edit_knows_five_operations() {
    let text = "A:\n  x: 1\n  y: 2\nB: [p]\n";
    let edit = |words: &[&str]| printed(&[&["edit", "-"], words].concat(), text);
    assert_eq!(
        edit(&["--op", "insert", "--at", "/A", "--key", "z", "--value", "3"]),
        text.replace("y: 2", "y: 2\n  z: 3")
    );
    assert_eq!(edit(&["--op", "insert", "--at", "/B/1", "--value", "\"q\""]), text.replace("[p]", "[p, q]"));
    assert_eq!(edit(&["--op", "remove", "--at", "/A/x"]), text.replace("  x: 1\n", ""));
    assert_eq!(edit(&["--op", "rename", "--at", "/A", "--key", "C"]), text.replace("A:", "C:"));
    assert_eq!(edit(&["--op", "move", "--at", "/B", "--to", "0"]), "B: [p]\nA:\n  x: 1\n  y: 2\n");
}

#[test]
fn in_place_writes_the_file_and_prints_nothing() {
    let file = std::env::temp_dir().join(format!("cf-init-{}.yaml", std::process::id()));
    std::fs::write(&file, "A: 1\r\n").unwrap();
    let name = file.to_str().unwrap();
    assert_eq!(printed(&["edit", name, "--op", "set", "--at", "/A", "--value", "2", "--in-place"], ""), "");
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "A: 2\r\n");
    std::fs::remove_file(&file).unwrap();
}

#[test]
fn input_at_fault_is_1_with_file_line_and_column() {
    for (words, input, says) in [
        (vec!["get", "-", "--at", "/A/x"], "A:\n  y: 1\n", "-: line 1, column 1: Nothing is at A › x."),
        (vec!["get", "-", "--at", ""], "A: [1\nB: 2\n", "-: line "),
        (vec!["edit", "-", "--op", "remove", "--at", "/B"], "A: 1\n", "-: line 1, column 1: Nothing is at B."),
        (vec!["edit", "-", "--op", "insert", "--at", "", "--key", "A", "--value", "1"], "A: 1\n", "A already exists"),
        (vec!["get", "/no/such/file", "--at", ""], "", "/no/such/file cannot be read"),
        (vec!["get", "-", "--at", ""], "A: &a [*a]\n", "line 1, column 8"),
    ] {
        let (code, error) = failed(&words, input);
        assert_eq!(code, Some(1), "{error}");
        assert!(error.contains(says), "{error}");
    }
}

#[test]
fn wrong_use_is_2_and_shows_the_use() {
    for words in [
        vec![],
        vec!["frobnicate"],
        vec!["get"],
        vec!["get", "-"],
        vec!["get", "-", "--at", "A"],
        vec!["edit", "-", "--op", "paint", "--at", "/A"],
        vec!["edit", "-", "--op", "set", "--at", "/A", "--value", "{"],
        vec!["edit", "-", "--op", "set", "--at", "/A"],
        vec!["edit", "-", "--op", "move", "--at", "/A", "--to", "-1"],
        vec!["edit", "-", "--op", "remove", "--at", "/A", "--in-place"],
        vec!["get", "-", "--at", "/A", "--nonsense", "1"],
        vec!["get", "-", "--at", "/A", "more"],
    ] {
        let (code, error) = failed(&words, "A: 1\n");
        assert_eq!(code, Some(2), "{words:?}: {error}");
        assert!(error.contains("cf-init "), "{error}");
    }
}

#[test]
fn help_names_every_command() {
    let help = printed(&["help"], "");
    for command in ["get", "edit", "metadata", "starter"] {
        assert!(help.contains(&format!("cf-init {command}")), "{help}");
        assert!(printed(&[command, "--help"], "").contains(command));
    }
}

#[test]
fn hostile_text_is_an_answer_not_a_crash() {
    let deep = "[".repeat(10_000) + &"]".repeat(10_000);
    let bomb = (1..40).fold("a0: &a0 [x, x]\n".to_string(), |text, i| {
        format!("{text}a{i}: &a{i} [*a{0}, *a{0}, *a{0}, *a{0}]\n", i - 1)
    });
    let large = "a: ".to_string() + &"x".repeat(6 * 1024 * 1024);
    for text in [deep, bomb, large, "\0\u{1}".into()] {
        let (code, error) = failed(&["get", "-", "--at", ""], &text);
        assert_eq!(code, Some(1));
        assert!(error.contains("line 1") || error.contains("line "), "{error}");
    }
    let output = {
        let mut child = Command::new(env!("CARGO_BIN_EXE_cf-init"))
            .args(["get", "-", "--at", ""])
            .stdin(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(b"a: 1\nb: \xff\n").unwrap();
        child.wait_with_output().unwrap()
    };
    let error = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(error.contains("line 2, column 4"), "{error}");
}

#[test]
fn convert_prints_the_other_format_and_tells_what_is_lost_elsewhere() {
    let output = run(&["convert", "-", "--to", "json"], "# one\nA: !Sub x\nmode: 000644\n");
    assert_eq!(output.status.code(), Some(0));
    let json = "{\n  \"A\": {\n    \"Fn::Sub\": \"x\"\n  },\n  \"mode\": 420\n}\n";
    assert_eq!(String::from_utf8_lossy(&output.stdout), json);
    assert_eq!(
        String::from_utf8_lossy(&output.stderr),
        "-: 1 comment is lost.\n-: Line 3: 000644 without quotes is the number 420, to CloudFormation as well.\n"
    );
    assert_eq!(printed(&["convert", "-", "--to", "yaml"], json), "A: !Sub x\nmode: 420\n");
    assert_eq!(failed(&["convert", "-", "--to", "toml"], "a: 1\n").0, Some(2));
    let (code, said) = failed(&["convert", "-", "--to", "yaml"], "a: 1\n");
    assert_eq!((code, said.as_str()), (Some(1), "cf-init: -: The text is YAML already.\n"));
    assert!(failed(&["convert", "-", "--to", "json"], "a: [\n").1.contains("line "));
}

#[test]
fn impact_tells_what_an_update_does_and_fails_where_asked() {
    let folder = std::env::temp_dir().join(format!("cf-init-impact-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let file = |name: &str, text: &str| {
        let path = folder.join(name);
        std::fs::write(&path, text).unwrap();
        path.display().to_string()
    };
    let template = |image: &str| {
        format!("Resources:\n  Web:\n    Type: AWS::EC2::Instance\n    Properties: {{ImageId: {image}}}\n")
    };
    // As `aws cloudformation get-template` prints it.
    let old = file("old.json", &serde_json::json!({ "TemplateBody": template("ami-1") }).to_string());
    let new = file("new.yaml", &template("ami-2"));
    let text = printed(&["impact", &old, &new], "");
    assert!(
        text.starts_with("Replacement: 1, 0 resources stay as they are.\n\nReplacement  Web (AWS::EC2::Instance)\n"),
        "{text}"
    );
    assert!(text.contains("ImageId: ami-1 -> ami-2"), "{text}");
    let json: serde_json::Value =
        serde_json::from_str(&printed(&["impact", &old, "-", "--format", "json"], &template("ami-2"))).unwrap();
    assert_eq!(json["worst"], "replacement");
    assert_eq!(json["resources"][0]["order"], "new-first");
    assert_eq!(json["resources"][0]["properties"][0]["path"], "Properties.ImageId");
    for (least, code) in [("fails", 0), ("replacement", 3), ("interruption", 3), ("never", 0)] {
        let output = run(&["impact", &old, &new, "--fail-on", least], "");
        assert_eq!(output.status.code(), Some(code), "{least}");
        assert!(!output.stdout.is_empty());
    }
    for words in
        [&["impact", &old][..], &["impact", &old, &new, "--format", "xml"], &["impact", &old, &new, "--fail-on", "x"]]
    {
        assert_eq!(failed(words, "").0, Some(2), "{words:?}");
    }
    assert_eq!(failed(&["impact", &old, "-"], "a: [").0, Some(1));
    assert_eq!(failed(&["impact", &old, &new, "--parameter", "No=x"], "").0, Some(1));
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn diff_prints_a_patch_and_tells_of_it_where_asked() {
    let file = std::env::temp_dir().join(format!("cf-init-diff-{}.yaml", std::process::id()));
    std::fs::write(&file, "Parameters:\n  A:\n    Type: String\n").unwrap();
    let name = file.to_str().unwrap();
    let new = "Parameters:\n  A:\n    Type: Number\n";
    let patch = format!(
        "--- {name}\n+++ -\n@@ -1,3 +1,3 @@ Parameters › A\n Parameters:\n   A:\n-    Type: String\n+    Type: Number\n"
    );
    assert_eq!(printed(&["diff", name, "-"], new), patch);
    assert_eq!(printed(&["diff", name, name, "--exit-code"], ""), "");
    let told = run(&["diff", name, "-", "--exit-code"], new);
    assert_eq!((told.status.code(), String::from_utf8(told.stdout).unwrap()), (Some(3), patch));
    assert_eq!(failed(&["diff", name], "").0, Some(2));
    assert_eq!(failed(&["diff", "-", "-"], "").0, Some(2));
    assert_eq!(failed(&["diff", name, "/no/such/file"], "").0, Some(1));
    std::fs::remove_file(&file).unwrap();
}

/// A template with metadata that hang on parameters, a condition and the region.
const WEB: &str = "\
Parameters:
  Title: {Type: String, Default: Hello}
  Key: {Type: String}
  Password: {Type: String, NoEcho: true}
Conditions:
  InUs: !Equals [!Ref AWS::Region, us-east-1]
Resources:
  Web:
    Type: AWS::EC2::Instance
    Metadata:
      AWS::CloudFormation::Init:
        config:
          files:
            /etc/title: {content: !Sub '${Title} in ${AWS::StackName}', mode: '000644'}
            /etc/us: !If [InUs, {content: !GetAtt Web.PrivateIp}, !Ref AWS::NoValue]
  Other:
    Type: AWS::EC2::Instance
    Metadata:
      Uses: !Ref Key
      Secret: !Ref Password
";

#[test]
fn metadata_prints_what_cfn_init_gets() {
    let file = |name: &str, content: &str| format!("        \"{name}\": {{\n          \"content\": \"{content}\"");
    let all = printed(&["metadata", "-", "--resource", "Web"], WEB);
    assert!(all.starts_with("{\n  \"AWS::CloudFormation::Init\": {\n    \"config\": {\n"), "{all}");
    assert!(
        all.contains(&file("/etc/title", "Hello in cf-init")) && all.contains(&file("/etc/us", "10.0.0.10")),
        "{all}"
    );
    // One resource has an Init, so it need not be named; what is given stands in place of defaults.
    let words = ["metadata", "-", "--parameter", "Title=a=b", "--region", "eu-west-1", "--stack-name=prod"];
    let given = printed(&words, WEB);
    assert!(given.contains(&file("/etc/title", "a=b in prod")) && !given.contains("/etc/us"), "{given}");
    let other =
        printed(&["metadata", "-", "--resource", "Other", "--parameter=Key=k", "--parameter=AWS::Region=x"], WEB);
    assert_eq!(other, "{\n  \"Uses\": \"k\",\n  \"Secret\": \"****\"\n}\n");
}

#[test]
fn metadata_that_cannot_be_had_are_told_with_their_place() {
    let metadata = |more: &[&str]| failed(&[&["metadata", "-"], more].concat(), WEB);
    for (more, says) in [
        (
            &["--resource", "Other"][..],
            "-: line 19, column 13: Resources › Other › Metadata › Uses: The parameter Key has no default. Give it a value. --parameter Key=VALUE",
        ),
        (&["--resource", "Gone"], "-: The template has no resource Gone. AWS::CloudFormation::Init is on Web."),
        (&["--parameter", "Tilte=x"], "-: The template has no parameter Tilte. It has Title, Key, Password."),
        (&["--parameter", "Password=hush"], "-: line 4, column 3: Password is NoEcho: leave it out. **** replaces it."),
    ] {
        let (code, said) = metadata(more);
        assert_eq!(code, Some(1), "{said}");
        assert!(said.contains(says) && !said.contains("hush"), "{said}");
    }
    assert_eq!(metadata(&["--parameter", "Title"]).0, Some(2));
    assert_eq!(metadata(&["--resource"]).0, Some(2));
    let (_, said) = failed(&["metadata", "-"], "Resources: {A: {Type: T}}\n");
    assert!(said.contains("--resource is missing. No resource has AWS::CloudFormation::Init."), "{said}");
    // Text that doubles sixty times is refused, not made.
    let doubles = (0..60).fold("x".to_string(), |inner, _| format!("!Sub ['${{a}}${{a}}', {{a: {inner}}}]"));
    let (code, said) =
        failed(&["metadata", "-", "--resource", "W"], &format!("Resources: {{W: {{Metadata: {{a: {doubles}}}}}}}\n"));
    assert_eq!(code, Some(1));
    assert!(said.contains("is too large"), "{said}");
}

#[test]
fn diagram_prints_a_picture_of_its_own() {
    let text = "Resources: {Net: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}}";
    let light = printed(&["diagram", "-"], text);
    assert!(light.starts_with("<svg xmlns=") && light.ends_with("</svg>\n"), "{light}");
    assert!(light.contains(">VPC Net</text>") && light.contains(">10.0.0.0/16</text>"), "{light}");
    assert_ne!(printed(&["diagram", "-", "--dark"], text), light);
    let (code, message) = failed(&["diagram", "-"], "Resources: [");
    assert_eq!(code, Some(1));
    assert!(message.starts_with("cf-init: -: line "), "{message}");
    assert_eq!(failed(&["diagram"], "").0, Some(2));
}
