//! Bundles of small templates: their files, what they say, and that nothing of a template gets into a script.

use super::*;

const FRAME: &str = "Resources:
  Web:
    Type: AWS::EC2::Instance
    Metadata:
      AWS::CloudFormation::Init:
        config: {files: {/etc/app.conf: {content: !Sub 'AWS::Region=${AWS::Region} own=${Own}'}}}
    Properties:
      ImageId: IMAGE
      UserData:
        Fn::Base64: !Sub |
          #!/bin/bash
          /opt/aws/bin/cfn-init -v --stack ${AWS::StackName} --resource Web -c SETS --region ${AWS::Region}
          /opt/aws/bin/cfn-signal -e $? --stack ${AWS::StackName} --resource Web
Parameters:
  Own: {Type: String, Default: mine}
";

fn bundle(text: &str) -> Rehearsal {
    let document = Document::parse(text.to_string());
    assert_eq!(document.syntax_error(), None);
    let [id] = &resources(&document)[..] else { panic!("one resource") };
    Rehearsal::of(&document, id, &ParameterValues::new()).unwrap()
}

fn file(rehearsal: &Rehearsal, path: &str) -> String {
    let file = rehearsal.files.iter().find(|file| file.path == path).unwrap_or_else(|| panic!("no {path}"));
    String::from_utf8(file.bytes.clone()).unwrap()
}

#[test]
fn a_bundle_has_what_the_machine_would_get() {
    let rehearsal = bundle(
        &FRAME.replace("IMAGE", "'{{resolve:ssm:/aws/service/debian/release/12/latest/amd64}}'").replace("SETS", "a,b"),
    );
    let metadata: serde_json::Value = serde_json::from_str(&file(&rehearsal, "template/metadata.json")).unwrap();
    let content = &metadata["AWS::CloudFormation::Init"]["config"]["files"]["/etc/app.conf"]["content"];
    assert_eq!(content, "AWS::Region=us-east-1 own=mine");
    assert_eq!(file(&rehearsal, "template/config-sets"), "a,b\n");
    assert_eq!(file(&rehearsal, "machine/family"), "apt\n");
    assert_eq!(file(&rehearsal, "machine/user"), "admin\n");
    assert!(file(&rehearsal, "Containerfile").contains("\nARG BASE=docker.io/library/debian:12\n"));
    let script = file(&rehearsal, "template/user-data");
    let expected = "#!/bin/bash\n/rehearsal/machine/helper.sh /opt/aws/bin/cfn-init -v --stack cf-init --resource Web -c a,b \
                    --region us-east-1\n/rehearsal/machine/helper.sh /opt/aws/bin/cfn-signal -e $? --stack cf-init \
                    --resource Web\n";
    assert_eq!(script, expected);
    let readme = file(&rehearsal, "README.txt");
    for said in
        ["AWS::Region = us-east-1", "AWS::StackName = cf-init", "Debian 12, amd64", "cfn-init -v --configsets a,b."]
    {
        assert!(readme.contains(said), "{said}\n{readme}");
    }
    assert!(!readme.contains("AWS::AccountId"), "{readme}");
    assert_eq!((rehearsal.is_asking, rehearsal.notes.as_slice()), (false, [].as_slice()));
    assert_eq!(rehearsal.commands()[1], "docker run --rm cf-init-rehearsal");
    let mut paths: Vec<&str> = rehearsal.files.iter().map(|file| file.path).collect();
    paths.sort_unstable();
    paths.dedup();
    assert_eq!(paths.len(), rehearsal.files.len());
}

#[test]
fn the_container_is_the_nearest_that_is_known() {
    let image = |image: &str| {
        let rehearsal = bundle(&FRAME.replace("IMAGE", image).replace("SETS", "default"));
        let base = file(&rehearsal, "Containerfile");
        let base = base.lines().find_map(|line| line.strip_prefix("ARG BASE=")).unwrap().to_string();
        (base, rehearsal.notes.join("\n"))
    };
    let ssm = |name: &str| format!("'{{{{resolve:ssm:{name}}}}}'");
    let (base, notes) = image(&ssm("/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64"));
    assert_eq!((base.as_str(), notes.as_str()), ("public.ecr.aws/amazonlinux/amazonlinux:2023", ""));
    let (base, notes) =
        image(&ssm("/aws/service/canonical/ubuntu/server/19.10/stable/current/amd64/hvm/ebs-gp2/ami-id"));
    assert_eq!(base, "docker.io/library/ubuntu:24.04");
    assert!(notes.contains("Ubuntu 19.10 has no container image here"), "{notes}");
    let (base, notes) = image("ami-0123456789abcdef0");
    assert_eq!(base, "public.ecr.aws/amazonlinux/amazonlinux:2023");
    assert!(notes.contains("does not say which system"), "{notes}");
}

#[test]
fn config_sets_of_each_call_are_rehearsed() {
    let lines = |more: &str| {
        let text = FRAME.replace("IMAGE", "ami-1").replace(" -c SETS", more);
        let rehearsal = bundle(&text);
        (file(&rehearsal, "template/config-sets"), rehearsal.notes.join("\n"))
    };
    assert_eq!(lines("").0, "default\n");
    let two = " -c one\n          cfn-init -r Web --configsets=two,three -s x\n          cfn-init -r Other -c no -s x";
    assert_eq!(lines(two).0, "one\ntwo,three\n");
    let (sets, notes) = lines(" -c $SETS");
    assert_eq!(sets, "default\n");
    assert!(notes.contains("from the shell, $SETS"), "{notes}");
}

#[test]
fn values_of_no_echo_parameters_are_generated_and_fit() {
    let with = |parameter: &str| {
        let text = FRAME
            .replace("Own: {Type: String, Default: mine}", &format!("Own: {{Type: String, NoEcho: true, {parameter}}}"))
            .replace("IMAGE", "ami-1");
        bundle(&text)
    };
    for (parameter, value, is_asking) in [
        ("Default: hush", "Rehearsal-1-Own", true),
        ("MinLength: 20", "Rehearsal-1-Ownxxxxx", true),
        ("MaxLength: 12", "Rehearsal-1-", true),
        ("MaxLength: 4", "Rehe", false),
        ("AllowedPattern: '[a-z0-9]*'", "rehearsal1own", true),
        ("AllowedPattern: '[0-9]{4}', MaxLength: 4", "1234", false),
        ("AllowedValues: [x, y]", "x", false),
        ("AllowedPattern: 'q'", "Rehearsal-1-Own", false),
    ] {
        let rehearsal = with(parameter);
        let metadata = file(&rehearsal, "template/metadata.json");
        assert!(metadata.contains(&format!("own={value}\"")), "{parameter}: {metadata}");
        assert_eq!(rehearsal.is_asking, is_asking, "{parameter}");
        assert_eq!(rehearsal.notes.iter().any(|note| note.contains("constraints of Own")), parameter.contains("'q'"));
        assert!(!rehearsal.files.iter().any(|file| String::from_utf8_lossy(&file.bytes).contains("hush")));
        let readme = file(&rehearsal, "README.txt");
        assert!(readme.contains(&format!("- Own = {value}")), "{readme}");
    }
    let unused = with("MinLength: 1}\n  Other: {Type: String, NoEcho: true");
    assert!(
        !file(&unused, "README.txt").contains("Other") && !file(&unused, "template/no-echo.json").contains("Other")
    );
    let asking = with("MinLength: 1");
    assert!(asking.commands()[1].contains(" --interactive --tty "));
    let asked: serde_json::Value = serde_json::from_str(&file(&asking, "template/no-echo.json")).unwrap();
    assert_eq!(asked, json!([{"name": "Own", "standIn": "Rehearsal-1-Own"}]));
}

#[test]
fn user_data_that_no_shell_reads_are_left_out() {
    let text = FRAME.replace("IMAGE", "ami-1").replace("#!/bin/bash", "#cloud-config");
    let rehearsal = bundle(&text);
    assert!(rehearsal.files.iter().all(|file| file.path != "template/user-data"));
    let readme = file(&rehearsal, "README.txt");
    assert!(readme.contains("The user data are not rehearsed. The user data are cloud-config"), "{readme}");
}

#[test]
fn the_helper_scripts_are_one_version() {
    let address = |word: &str| {
        let text = FRAME
            .replace("IMAGE", "'{{resolve:ssm:/aws/service/debian/release/12/latest/amd64}}'")
            .replace("#!/bin/bash", &format!("#!/bin/bash\n          pip install '{word}'"));
        let rehearsal = bundle(&text);
        (file(&rehearsal, "machine/helpers"), rehearsal.notes.join("\n"))
    };
    let at = |name: &str| format!("https://s3.amazonaws.com/cloudformation-examples/{name}");
    let own = at("aws-cfn-bootstrap-py3-2.0-15.tar.gz");
    assert_eq!(address(&own), (format!("{own}\n"), String::new()));
    let newest = at("aws-cfn-bootstrap-py3-2.0-39.tar.gz") + "\n";
    let (taken, notes) = address(&at("aws-cfn-bootstrap-py3-latest.tar.gz"));
    assert!(taken == newest && notes.contains("another version from time to time"), "{taken} {notes}");
    let (taken, notes) = address(&at("aws-cfn-bootstrap-latest.tar.gz"));
    assert!(taken == newest && notes.contains("for Python 2"), "{taken} {notes}");
    assert_eq!(address("-aws-cfn-bootstrap"), (newest, String::new()));
}

#[test]
fn hostile_names_stay_out_of_scripts() {
    const EVIL: &str = "$(touch /evil)`touch /evil`;\"&EVIL";
    let text = "Parameters:
  Secret: {Type: String, NoEcho: true}
Resources:
  'Web EVIL':
    Type: AWS::EC2::Instance
    Metadata:
      AWS::CloudFormation::Init:
        configSets: {'a;touch /evil': ['b EVIL']}
        'b EVIL': {files: {'/etc/EVIL': {content: !Sub '${Secret} EVIL'}}}
    Properties:
      ImageId: '{{resolve:ssm:/aws/service/canonical/ubuntu/server/24.04 EVIL/x}}'
      UserData:
        Fn::Base64: |
          #!/bin/bash
          pip install https://x/aws-cfn-bootstrap-py3-2.0-1EVIL
          cfn-init -v -c 'a;touch /evil'
          cfn-init -v -r 'Web EVIL' -c 'a EVIL'
"
    .replace("EVIL", EVIL);
    let rehearsal = bundle(&text.replace("          cfn-init -v -c 'a;touch /evil'\n", ""));
    assert_eq!(file(&rehearsal, "template/config-sets"), "default\n");
    let constant = bundle(&FRAME.replace("IMAGE", "ami-1"));
    for script in ["prepare.sh", "rehearse.sh", "double.sh", "helper.sh", "ask.py"] {
        let path = format!("machine/{script}");
        assert_eq!(file(&rehearsal, &path), file(&constant, &path), "{path}");
    }
    let container = file(&rehearsal, "Containerfile");
    assert!(
        container.contains("ARG BASE=docker.io/library/ubuntu:24.04\n") && !container.contains("evil"),
        "{container}"
    );
    assert_eq!(file(&rehearsal, "template/resource"), format!("Web {EVIL}\n"));
    let metadata: serde_json::Value = serde_json::from_str(&file(&rehearsal, "template/metadata.json")).unwrap();
    let content =
        &metadata["AWS::CloudFormation::Init"][format!("b {EVIL}")]["files"][format!("/etc/{EVIL}")]["content"];
    assert_eq!(content, &json!(format!("Rehearsal-1-Secret {EVIL}")));
    let rehearsal =
        bundle(&text.replace("          cfn-init -v -r 'Web EVIL' -c 'a EVIL'\n".replace("EVIL", EVIL).as_str(), ""));
    assert_eq!(file(&rehearsal, "template/config-sets"), "a;touch /evil\n");
}

#[test]
fn what_cannot_be_rehearsed_is_refused() {
    let refused = |text: &str, id: &str| {
        let document = Document::parse(text.to_string());
        Rehearsal::of(&document, id, &ParameterValues::new()).unwrap_err()
    };
    let text = FRAME.replace("IMAGE", "ami-1");
    assert_eq!(refused(&text, "Db").to_string(), "Db has no AWS::CloudFormation::Init. It is on Web.");
    assert_eq!(
        refused("Resources: {}\n", "Web").to_string(),
        "Web has no AWS::CloudFormation::Init. No resource has it."
    );
    let open = text.replace("Own: {Type: String, Default: mine}", "Own: {Type: String}");
    let RehearsalError::Value(fault) = refused(&open, "Web") else { panic!("a value is missing") };
    assert_eq!(fault.wants.as_deref(), Some("Own"));
    let windows = text.replace("#!/bin/bash", "<powershell>").replace("/opt/aws/bin/cfn-init", "cfn-init.exe");
    assert!(matches!(refused(&windows, "Web"), RehearsalError::Windows(_)));
}

#[test]
fn what_the_image_does_not_say_is_not_said_of_the_machine() {
    let text = FRAME.replace("IMAGE", "ami-1");
    let readme = |text: &str| {
        let words = file(&bundle(text), "README.txt").split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(words.contains("The machine: not known."), "{words}");
        words
    };
    assert!(readme(&text).contains("is taken to be its package manager: the container is "));
    let other = readme(&format!("Description: Runs on CentOS 9\n{text}"));
    assert!(other.contains("it names CentOS, which has no container image here: the container is "), "{other}");
}
