//! `cf-init deploy-command` and `cf-init starter`.

use std::process::Command;

const TEMPLATE: &str = "\
Parameters:
  Title: {Type: String, Default: Hello, MaxLength: 8}
  Size:
    Type: String
    AllowedValues: [s, m]
  DBPassword: {Type: String, NoEcho: true}
Resources:
  Role: {Type: AWS::IAM::Role}
";

/// Exit code, standard output and standard error of `cf-init`, run where `cf-init.yaml` is the template.
fn run(arguments: &[&str]) -> (i32, String, String) {
    let folder = std::path::PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("deploy-command");
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join("cf-init.yaml");
    if !file.exists() {
        let fresh = folder.join(format!("{:?}", std::thread::current().id()));
        std::fs::write(&fresh, TEMPLATE).unwrap();
        std::fs::rename(&fresh, &file).unwrap();
    }
    let output = Command::new(env!("CARGO_BIN_EXE_cf-init")).args(arguments).current_dir(folder).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

fn deploy(arguments: &[&str]) -> (i32, String, String) {
    run(&[&["deploy-command", "cf-init.yaml", "--stack-name", "web"], arguments].concat())
}

#[test]
fn the_command_is_printed_one_group_a_line() {
    let all = ["--region", "eu-central-1", "--parameter", "Size=m", "--parameter=Title=a b", "--tag", "owner=me"];
    let (code, text, notice) = deploy(&all);
    let expected = "\
(printf 'DBPassword: ' && IFS= read -rs CF_DBPassword && echo &&
aws cloudformation deploy \\
  --stack-name web --template-file cf-init.yaml \\
  --region eu-central-1 \\
  --capabilities CAPABILITY_IAM \\
  --parameter-overrides Title='a b' \\
    Size=m \\
    DBPassword=\"$CF_DBPassword\" \\
  --tags owner=me \\
  --no-fail-on-empty-changeset)
";
    assert_eq!((code, text.as_str()), (0, expected));
    assert!(notice.contains("whoever may list processes"), "{notice}");
    let (code, text, _) = deploy(&["--parameter", "Size=m", "--shell", "powershell", "--no-execute-changeset"]);
    assert_eq!(code, 0);
    assert!(text.contains("\n    --no-execute-changeset --no-fail-on-empty-changeset\n}\n"), "{text}");
}

#[test]
fn what_would_be_refused_is_said_with_its_place() {
    for (arguments, expected) in [
        (vec![], "line 3, column 3: Size needs a value. Give it: --parameter Size=VALUE"),
        (vec!["--parameter", "Size=xl"], "line 3, column 3: Size has to be one of s, m; xl is not."),
        (
            vec!["--parameter", "Size=m", "--parameter", "Title=much too long"],
            "line 2, column 3: Title has 13 characters, at most 8 are allowed.",
        ),
        (
            vec!["--parameter", "DBPassword=secret"],
            "line 6, column 3: DBPassword is NoEcho: leave it out. The command asks for it when it runs, without showing it.",
        ),
        (vec!["--parameter", "size=m"], "The template has no parameter size. It has Title, Size, DBPassword."),
    ] {
        let (code, text, error) = deploy(&arguments);
        assert_eq!(
            (code, text.as_str(), error),
            (1, "", format!("cf-init: cf-init.yaml: {expected}\n")),
            "{arguments:?}"
        );
    }
    let (code, _, error) = deploy(&["--parameter", "Size=m", "--shell", "cmd"]);
    assert_eq!(code, 1);
    assert!(error.starts_with("cf-init: cmd cannot ask for DBPassword without showing it."), "{error}");
}

#[test]
fn wrong_use_is_exit_code_2() {
    let size = ["--parameter", "Size=m"];
    for (arguments, expected) in [
        (vec!["--shell", "fish"], "--shell fish is none of bash, powershell, cmd."),
        (vec!["--tag", "x"], "--tag needs KEY=VALUE, not x."),
        (vec!["--region", "Frankfurt"], "Frankfurt is not a Region. Example: eu-central-1."),
    ] {
        let (code, text, error) = deploy(&[&size[..], &arguments].concat());
        assert_eq!((code, text.as_str()), (2, ""), "{error}");
        assert!(error.starts_with(&format!("cf-init: {expected}\n")), "{error}");
    }
    assert_eq!(run(&["deploy-command", "cf-init.yaml", "--stack-name", "1x", "--parameter", "Size=m"]).0, 2);
    assert_eq!(run(&["deploy-command", "cf-init.yaml"]).0, 2);
    assert_eq!(run(&["deploy-command", "-", "--stack-name", "x"]).0, 2);
}

#[test]
fn starters_are_listed_and_printed() {
    let (code, list, _) = run(&["starter"]);
    assert_eq!(code, 0);
    assert!(list.lines().next().unwrap().starts_with("flask-postgres "), "{list}");
    let (code, text, _) = run(&["starter", "flask-postgres"]);
    assert_eq!((code, text.as_str()), (0, cf_init::starter::find("flask-postgres").unwrap().text));
    let (code, _, error) = run(&["starter", "nope"]);
    assert_eq!(code, 2);
    assert!(error.contains("There is no starter nope. There are: flask-postgres"), "{error}");
}

#[test]
fn the_default_starter_deploys_with_every_shell() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/starter/flask-postgres.yaml");
    for shell in ["bash", "powershell", "cmd"] {
        let (code, text, error) = run(&["deploy-command", folder, "--stack-name", "cf-init", "--shell", shell]);
        assert_eq!((code, error.as_str()), (0, ""), "{shell}");
        assert!(text.contains("--capabilities CAPABILITY_IAM"), "{text}");
    }
}

#[test]
fn a_parameter_file_is_written_named_and_kept() {
    let folder = std::path::PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("deploy-command");
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap();
    let _ = std::fs::remove_file(folder.join("values.json"));
    let (code, text, notice) = deploy(&["--parameter-file", "values.json", "--parameter", "Size=m"]);
    assert_eq!(code, 0, "{notice}");
    assert!(text.contains("< values.json) \\\n") && !text.contains("Size=m"), "{text}");
    assert!(notice.contains("DBPassword is NoEcho and not in it: the command asks for it."), "{notice}");
    assert_eq!(read("values.json"), "[\n  \"Size=m\"\n]\n");
    let (code, ..) = deploy(&["--parameter-file", "values.json", "--parameter", "Title=a b"]);
    assert_eq!((code, read("values.json").as_str()), (0, "[\n  \"Title=a b\",\n  \"Size=m\"\n]\n"));
    let old = r#"[{"ParameterKey": "Size", "ParameterValue": "m"}]"#;
    for (name, before, expected) in [
        ("old.json", old, "old.json exists and is not a JSON list of \"NAME=VALUE\""),
        ("gone.json", r#"["Gone=1"]"#, "gone.json: The template has no parameter Gone."),
        ("secret.json", r#"["Size=m", "DBPassword=x"]"#, "DBPassword is NoEcho: leave it out."),
    ] {
        std::fs::write(folder.join(name), before).unwrap();
        let (code, text, error) = deploy(&["--parameter-file", name]);
        assert_eq!((code, text.as_str()), (1, ""));
        assert!(error.contains(expected), "{error}");
        assert_eq!(read(name), before);
    }
    let (code, _, error) = deploy(&["--parameter-file", "cf-init.yaml", "--parameter", "Size=m"]);
    assert!(code == 1 && error.contains("cf-init.yaml exists and is not"), "{error}");
}

#[test]
fn each_shell_is_told_how_the_aws_cli_reads_other_characters() {
    let folder = std::path::PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("deploy-command");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("umlaut.yaml"), "Description: \u{dc}bung\nResources: {T: {Type: AWS::SNS::Topic}}\n")
        .unwrap();
    for (shell, expected) in [
        ("bash", "export AWS_CLI_FILE_ENCODING=UTF-8 PYTHONUTF8=1"),
        ("powershell", "$env:AWS_CLI_FILE_ENCODING = 'UTF-8'"),
        ("cmd", "set \"AWS_CLI_FILE_ENCODING=UTF-8\""),
    ] {
        let (code, _, notice) = run(&["deploy-command", "umlaut.yaml", "--stack-name", "web", "--shell", shell]);
        assert!(code == 0 && notice.contains(expected), "{notice}");
    }
}

#[test]
fn refactor_command_prints_the_mapping_and_writes_its_template() {
    let folder = std::path::PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("refactor-command");
    std::fs::create_dir_all(&folder).unwrap();
    let file = |name: &str, text: &str| {
        let path = folder.join(name);
        std::fs::write(&path, text).unwrap();
        path.display().to_string()
    };
    let old = file("old.yaml", "Resources: {A: {Type: AWS::SNS::Topic}} # kept\n");
    let new = file("new.yaml", "Resources: {B: {Type: AWS::SNS::Topic}, Q: {Type: AWS::SQS::Queue}}\n");
    let template = folder.join("refactor.yaml").display().to_string();
    let (code, text, notice) = run(&["refactor-command", &old, &new, "--template-file", &template]);
    assert_eq!(code, 0, "{notice}");
    let mapping =
        "Source={StackName=STACK-NAME,LogicalResourceId=A},Destination={StackName=STACK-NAME,LogicalResourceId=B}";
    assert!(text.contains(mapping) && text.contains("execute-stack-refactor"), "{text}");
    assert!(notice.contains("A becomes B (AWS::SNS::Topic).") && notice.contains("deploy it afterwards"), "{notice}");
    assert_eq!(std::fs::read_to_string(&template).unwrap(), "Resources: {B: {Type: AWS::SNS::Topic}} # kept\n");
    let (code, text, error) = run(&["refactor-command", &old, &old]);
    assert_eq!((code, text.as_str()), (1, ""));
    assert!(error.contains("no resource of") && error.contains("could keep"), "{error}");
    let (code, _, error) = run(&["refactor-command", &old, &new, "--rename", "X=B"]);
    assert!(code == 1 && error.contains("--rename X=B: X has to be a resource that only"), "{error}");
}

/// The dialog refuses the same in `tests/e2e/deploy.test.mjs`.
#[test]
fn what_the_aws_cli_or_cloudformation_refuses_gives_no_command() {
    let cases: Vec<serde_json::Value> =
        serde_json::from_str(include_str!("../../fixtures/deploy-refused.json")).unwrap();
    let folder = std::path::PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("deploy-refused");
    std::fs::create_dir_all(&folder).unwrap();
    for (place, case) in cases.iter().enumerate() {
        let text = |key: &str| case.get(key).and_then(|value| value.as_str());
        let file = folder.join(format!("{place}.yaml"));
        std::fs::write(&file, text("template").unwrap()).unwrap();
        let file = file.display().to_string();
        let mut arguments = vec!["deploy-command", &file, "--stack-name", "web"];
        arguments.extend(text("tag").into_iter().flat_map(|tag| ["--tag", tag]));
        let (code, printed, error) = run(&arguments);
        assert_eq!(printed, "", "{case}");
        assert!(code > 0 && error.contains(text("message").unwrap()), "{case}: {error}");
    }
}
