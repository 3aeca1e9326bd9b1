//! Each operating system and back, and what is reported instead of guessed.

use super::*;
use crate::schema::image::{Architecture, Os};

const STARTER: &str = include_str!("../../starter/flask-postgres.yaml");

fn image(os: Os, version: &str, architecture: Architecture) -> &'static Image {
    let is = |image: &&Image| image.os == os && image.version == version && image.architecture == architecture;
    IMAGES.iter().find(is).unwrap()
}

fn changed(text: &str, id: &str, to: &'static Image) -> (String, Proposal) {
    let document = Document::parse(text);
    let proposal = propose(&document, id, to).unwrap();
    let after = proposal.outcome(&document).unwrap();
    assert_eq!(after.syntax_error(), None, "{}", after.text());
    (after.text().to_string(), proposal)
}

#[test]
fn the_starter_on_amazon_linux() {
    let (text, proposal) = changed(STARTER, "WebServer", image(Os::AmazonLinux, "2023", Architecture::Arm64));
    for wanted in [
        "al2023-ami-kernel-default-arm64",
        "Default: t4g.micro",
        "AllowedValues: [t4g.micro, t4g.small, t4g.medium, t4g.large, m7g.large]",
        "one Amazon Linux 2023 instance",
        "yum: # from Ubuntu",
        "postgresql15-server: []",
        "python3-pip: []",
        "psycopg2-binary: []",
        "00-postgresql-initdb:",
        "Group=nginx",
        "ExecStart=/usr/local/bin/gunicorn --preload",
        "DeviceName: /dev/xvda",
        "retry 60 dnf makecache || exit",
        "timeout 240 dnf install -y aws-cfn-bootstrap || exit",
    ] {
        assert!(text.contains(wanted), "{wanted}\n{text}");
    }
    for gone in ["apt-get", "venv", "setuptools<82", "DPkg", "DEBIAN_FRONTEND"] {
        let comments: Vec<&str> =
            text.lines().filter(|line| line.contains(gone) && !line.trim_start().starts_with('#')).collect();
        assert_eq!(comments, Vec::<&str>::new(), "{gone}");
    }
    assert!(
        proposal.leaves.iter().any(|one| one.contains("/etc/nginx/sites-enabled/default (line 3")),
        "{:#?}",
        proposal.leaves
    );
    assert!(
        proposal.leaves.iter().any(|one| one.starts_with("Comments speak of Ubuntu: lines 1,")),
        "{:#?}",
        proposal.leaves
    );
}

#[test]
fn comments_in_scripts_that_speak_of_the_old_system_are_named() {
    let text = "# Amazon Linux\nResources:\n  W:\n    Type: AWS::EC2::Instance\n    Properties:\n      \
                ImageId: '{{resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64}}'\n      \
                UserData:\n        Fn::Base64: |\n          #!/bin/bash\n          # Amazon Linux has it\n          \
                echo 'no # Amazon Linux'\n";
    let (_, proposal) = changed(text, "W", image(Os::Ubuntu, "24.04", Architecture::Amd64));
    let told = proposal.leaves.iter().find(|one| one.starts_with("Comments speak")).unwrap();
    assert_eq!(told, "Comments speak of Amazon Linux: lines 1, 10.");
}

#[test]
fn there_and_back_is_what_it_was_in_all_that_counts() {
    let (there, _) = changed(STARTER, "WebServer", image(Os::AmazonLinux, "2023", Architecture::Amd64));
    let (back, proposal) = changed(&there, "WebServer", image(Os::Ubuntu, "24.04", Architecture::Amd64));
    for wanted in
        ["apt: #", "postgresql: []", "python3-flask: []", "gunicorn: []", "python3-psycopg2: []", "Group=www-data"]
    {
        assert!(back.contains(wanted), "{wanted}\n{back}");
    }
    assert!(back.contains(
        "timeout 240 apt-get install -y python3-venv || exit\n          python3 -m venv /opt/aws/venv || exit"
    ));
    assert!(!back.contains("00-postgresql-initdb") && !back.contains("python:\n"), "{back}");
    assert!(proposal.leaves.len() < 6, "{:#?}", proposal.leaves);
}

#[test]
fn the_starter_on_debian() {
    let (text, proposal) = changed(STARTER, "WebServer", image(Os::Debian, "12", Architecture::Amd64));
    assert!(text.contains("/aws/service/debian/release/12/latest/amd64") && text.contains("DeviceName: /dev/xvda"));
    assert!(text.contains("names Debian's newest Debian 12 image"), "{text}");
    assert_eq!(text.matches("apt-get").count(), STARTER.matches("apt-get").count());
    assert!(proposal.leaves.iter().any(|one| one.contains("Systems Manager agent")));
}

#[test]
fn what_is_not_known_is_kept_and_told_with_its_line() {
    let text = "Resources:\n  W:\n    Type: AWS::EC2::Instance\n    Metadata:\n      AWS::CloudFormation::Init:\n        config:\n          packages:\n            apt:\n              frobnicator: []\n              apache2: [\"2.4.1\"]\n              php8.3-fpm: []\n          files:\n            /home/ubuntu/run.sh:\n              owner: ubuntu\n              content: |\n                #!/bin/bash\n                a2enmod rewrite\n                sudo -u ubuntu ls /etc/apache2/mods\n                apt-get -qq install -y docker.io=5 zzz 2>/dev/null\n                systemctl restart apache2\n          services:\n            sysvinit:\n              apache2: {enabled: true, files: [/home/ubuntu/run.sh], packages: {apt: [apache2]}}\n              other: {enabled: true}\n    Properties:\n      ImageId: !FindInMap [Map, !Ref AWS::Region, Id]\n      InstanceType: t3.micro\nMappings:\n  Map:\n    us-east-1:\n      Id: ami-1\n";
    let (after, proposal) = changed(text, "W", image(Os::AmazonLinux, "2023", Architecture::Amd64));
    for wanted in [
        "frobnicator: []",
        "httpd: []",
        "php-fpm: []",
        "/home/ec2-user/run.sh:\n              owner: ec2-user",
        "sudo -u ec2-user ls",
        "dnf install -y docker zzz 2>/dev/null",
        "systemctl restart httpd",
        "systemd:\n              httpd: {enabled: true, files: [/home/ec2-user/run.sh], packages: {yum: [httpd]}}",
        "ImageId: !Ref ImageId",
        "Type: AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>",
    ] {
        assert!(after.contains(wanted), "{wanted}\n{after}");
    }
    assert!(!after.contains("Mappings:"), "{after}");
    let leaves = proposal.leaves.join("\n");
    for told in [
        "frobnicator is kept as it is: look what Amazon Linux 2023 calls it for yum (line 9)",
        "Version 2.4.1 of apache2 (line 10) is dropped",
        "php8.3-fpm becomes php-fpm without its version",
        "`a2enmod` (line 17) is kept as it is",
        "/etc/apache2/mods (line 18): Amazon Linux 2023 has /etc/httpd",
        "docker.io=5 (line 19): its version is dropped",
        "zzz is kept as it is",
        "Service other (line 24) keeps its name",
    ] {
        assert!(leaves.contains(told), "{told}\n{leaves}");
    }
}

#[test]
fn a_machine_without_helpers_gets_them_before_cfn_init() {
    let text = "Resources:\n  W:\n    Type: AWS::EC2::Instance\n    Properties:\n      ImageId: '{{resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64}}'\n      UserData:\n        Fn::Base64: !Sub |\n          #!/bin/bash -xe\n          yum update -y\n          dnf install -y httpd git\n          /opt/aws/bin/cfn-init -v --stack ${AWS::StackName} --resource W\n";
    let (after, _) = changed(text, "W", image(Os::Ubuntu, "24.04", Architecture::Amd64));
    assert!(after.contains("{{resolve:ssm:/aws/service/canonical/ubuntu/server/24.04/stable/current/amd64"), "{after}");
    assert!(
        after.contains("apt-get install -y apache2 git\n          export DEBIAN_FRONTEND=noninteractive\n"),
        "{after}"
    );
    let venv = after.find("python3 -m venv /opt/aws/venv\n").unwrap();
    assert!(venv < after.find("/opt/aws/bin/cfn-init -v").unwrap());
}

#[test]
fn helpers_by_pip_move_into_a_virtual_environment_where_pip_refuses() {
    let url = "https://s3.amazonaws.com/cloudformation-examples/aws-cfn-bootstrap-py3-latest.tar.gz";
    let with = |install: &str| {
        format!(
            "Resources:\n  W:\n    Type: AWS::EC2::Instance\n    Properties:\n      ImageId: '{{{{resolve:ssm:/aws/service/canonical/ubuntu/server/22.04/stable/current/amd64/hvm/ebs-gp2/ami-id}}}}'\n      UserData:\n        Fn::Base64: |\n          #!/bin/bash\n          {install}\n          cp /usr/local/init/ubuntu/cfn-hup /etc/init.d/\n          /usr/local/bin/cfn-init -s x -r W\n"
        )
    };
    let in_lines = format!(
        "apt-get update\n          apt-get install -y python3-venv\n          python3 -m venv /opt/aws/venv\n          /opt/aws/venv/bin/pip install 'setuptools<82' {url}\n          ln -sf /opt/aws/venv/bin/cfn-* /usr/local/bin/\n"
    );
    let chain = format!(
        "apt-get update && sudo apt-get install -y python3-venv && sudo python3 -m venv /opt/aws/venv && sudo /opt/aws/venv/bin/pip install 'setuptools<82' \"{url}\" && sudo ln -sf /opt/aws/venv/bin/cfn-* /usr/local/bin/ || exit 1\n"
    );
    for (install, wanted) in [
        (format!("pip3 install {url}"), in_lines.clone()),
        (format!("apt-get update\n          python3 -m pip install -U {url}"), in_lines),
        (format!("sudo apt-get update && sudo pip3 install \"{url}\" || exit 1"), chain),
    ] {
        let (after, proposal) = changed(&with(&install), "W", image(Os::Ubuntu, "24.04", Architecture::Amd64));
        assert!(after.contains(&wanted), "{after}");
        assert!(
            after.contains("cp /opt/aws/venv/init/ubuntu/cfn-hup") && after.contains("/usr/local/bin/cfn-init -s"),
            "{after}"
        );
        assert!(proposal.leaves.is_empty(), "{:?}", proposal.leaves);
        let (after, _) = changed(&with(&install), "W", image(Os::Ubuntu, "22.04", Architecture::Arm64));
        assert!(after.contains(&install), "{after}");
    }
    let (after, proposal) = changed(&with("pip3 install flask"), "W", image(Os::Debian, "12", Architecture::Amd64));
    assert!(after.contains("          pip3 install flask\n"), "{after}");
    assert!(proposal.leaves.iter().any(|one| one.contains("(line 9): pip refuses")), "{:?}", proposal.leaves);
}

#[test]
fn reasons_against_it_are_said() {
    let document = Document::parse(STARTER);
    let same = image(Os::Ubuntu, "24.04", Architecture::Amd64);
    assert!(propose(&document, "WebServer", same).unwrap_err().contains("has Ubuntu 24.04, amd64 already"));
    assert!(propose(&document, "VPC", same).unwrap_err().contains("not an instance"));
    let nothing = Document::parse("Resources: {W: {Type: AWS::EC2::Instance, Properties: {ImageId: ami-1}}}\n");
    assert!(propose(&nothing, "W", same).unwrap_err().contains("Nothing says"));
    assert_eq!(candidates(&document), [("WebServer".to_string(), "Ubuntu 24.04, amd64".to_string())]);
    assert_eq!(first_choice(&document, "WebServer").unwrap().name(), "Ubuntu 26.04, amd64");
}

#[test]
fn packages_by_a_function_are_kept_and_said() {
    let old = "            apt: # ";
    let (head, tail) = STARTER.split_once(old).unwrap();
    let (_, rest) = tail.split_once('\n').unwrap();
    let rest: String =
        rest.lines().skip_while(|line| line.starts_with("              ")).map(|line| format!("{line}\n")).collect();
    let text = format!("{head}            apt: !If [HasKey, {{nginx: []}}, !Ref AWS::NoValue]\n{rest}");
    let (after, proposal) = changed(&text, "WebServer", image(Os::AmazonLinux, "2023", Architecture::Arm64));
    assert!(after.contains("apt: !If [HasKey, {nginx: []}, !Ref AWS::NoValue]\n"), "{after}");
    assert!(proposal.leaves.iter().any(|one| one.contains("apt is given by Fn::If")), "{:?}", proposal.leaves);
}

const AMAZON: &str = "{{resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64}}";

fn with_data(data: &str) -> String {
    format!(
        "{{\"Resources\": {{\"W\": {{\"Type\": \"AWS::EC2::Instance\", \"Properties\": {{\"ImageId\": \"{AMAZON}\", \"UserData\": {{\"Fn::Base64\": {data}}}}}}}}}}}\n"
    )
}

#[test]
fn user_data_that_is_no_shell_script_is_kept_and_reported() {
    for (start, name) in [
        ("#cloud-config\\nruncmd:\\n- ", "cloud-config"),
        ("#!/usr/bin/env python3\\nimport os\\n", "a script that no shell reads"),
        ("## template: jinja\\n#!/bin/bash\\n", "a jinja template"),
        ("#cloud-boothook\\n#!/bin/bash\\n", "a boothook of cloud-init"),
        ("\\n#!/bin/bash\\n", "a script that does not begin at the first byte"),
    ] {
        let data = format!("\"{start}yum install -y httpd\\n/opt/aws/bin/cfn-init -v --resource W\\n\"");
        let (after, proposal) = changed(&with_data(&data), "W", image(Os::Ubuntu, "24.04", Architecture::Amd64));
        assert!(after.contains(&data), "{after}");
        let told = format!("The user data (line 1) is {name}: it is kept as it is.");
        assert!(proposal.leaves.iter().any(|one| one.starts_with(&told)), "{:#?}", proposal.leaves);
        assert!(proposal.does.iter().all(|one| !one.contains("User data installs")), "{:#?}", proposal.does);
    }
}

#[test]
fn each_text_that_a_condition_chooses_from_is_translated() {
    let script = |package: &str| {
        format!(
            "{{\"Fn::Sub\": \"#!/bin/bash\\nyum install -y {package}\\n/opt/aws/bin/cfn-init -v --resource W\\n\"}}"
        )
    };
    let data = format!("{{\"Fn::If\": [\"C\", {}, {}]}}", script("httpd"), script("git"));
    let (after, proposal) = changed(&with_data(&data), "W", image(Os::Ubuntu, "24.04", Architecture::Amd64));
    assert_eq!(after.matches("python3 -m venv /opt/aws/venv").count(), 2, "{after}");
    assert_eq!(proposal.does.iter().filter(|one| one.contains("installs the helper")).count(), 1);
}

#[test]
fn a_separator_that_breaks_lines_keeps_breaking_them() {
    let sub = "{\"Fn::Sub\": \"/opt/aws/bin/cfn-init -v --stack ${AWS::StackName} --resource W\"}";
    for data in [
        format!("{{\"Fn::Join\": [\"\\n\", [\"#!/bin/bash\", \"dnf install -y aws-cfn-bootstrap\", {sub}]]}}"),
        format!("{{\"Fn::Join\": [\"\", [\"#!/bin/bash\\n\", \"dnf install -y aws-cfn-bootstrap\\n\", {sub}]]}}"),
        format!("{{\"Fn::Join\": [\"\", [\"#!/bin/bash\", \"\\ndnf install -y aws-cfn-bootstrap\", \"\\n\", {sub}]]}}"),
    ] {
        let (after, _) = changed(&with_data(&data), "W", image(Os::Ubuntu, "24.04", Architecture::Amd64));
        let document = Document::parse(after.as_str());
        let data = crate::template::user_data::UserData::of(&document, "W").unwrap();
        let lines: Vec<&str> = data.text.text().lines().collect();
        assert_eq!(lines.first(), Some(&"#!/bin/bash"), "{after}");
        let at = |start: &str| {
            lines.iter().position(|line| line.starts_with(start)).unwrap_or_else(|| panic!("{start}: {lines:#?}"))
        };
        assert!(at("apt-get update") < at("apt-get install -y python3-venv"), "{lines:#?}");
        assert!(at("apt-get install -y python3-venv") < at("python3 -m venv /opt/aws/venv"), "{lines:#?}");
        assert!(at("ln -sf /opt/aws/venv/bin/cfn-* /opt/aws/bin/") < at("/opt/aws/bin/cfn-init -v"), "{lines:#?}");
    }
}

#[test]
fn windows_is_recognised_and_refused() {
    for properties in [
        "ImageId: '{{resolve:ssm:/aws/service/ami-windows-latest/Windows_Server-2022-English-Full-Base}}'",
        "ImageId: ami-1\n      UserData: {'Fn::Base64': \"<powershell>\\r\\ncfn-init.exe -v\\r\\n</powershell>\"}",
    ] {
        let text = format!("Resources:\n  W:\n    Type: AWS::EC2::Instance\n    Properties:\n      {properties}\n");
        let why = propose(&Document::parse(text.as_str()), "W", image(Os::Ubuntu, "24.04", Architecture::Amd64));
        assert!(why.unwrap_err().contains("W runs Windows"), "{text}");
    }
    for config in [
        "packages: {msi: {x: 'https://x/x.msi'}}",
        "services: {windows: {x: {enabled: true}}}",
        "files: {'c:\\a.txt': {content: x}}",
    ] {
        let text = format!(
            "Resources:\n  W:\n    Type: AWS::EC2::Instance\n    Metadata: {{AWS::CloudFormation::Init: {{config: {{{config}}}}}}}\n    Properties: {{ImageId: ami-1}}\n"
        );
        let document = Document::parse(text.as_str());
        let why = propose(&document, "W", image(Os::Ubuntu, "24.04", Architecture::Amd64)).unwrap_err();
        assert!(why.contains("W runs Windows"), "{text}: {why}");
        let options = crate::recipe::volume::VolumeOptions {
            size: 8,
            folder: "/data".into(),
            file_system: crate::recipe::volume::FileSystem::Ext4,
            life: crate::recipe::volume::Life::OfMachine,
        };
        assert!(crate::recipe::volume::propose(&document, "W", &options).unwrap_err().contains("W runs Windows"));
        assert!(
            crate::recipe::secret::fetch(&document, "W", "Key", &crate::recipe::secret::Store::SecretsManager)
                .unwrap_err()
                .contains("W runs Windows")
        );
    }
}

#[test]
fn lines_in_functions_inside_of_join_are_translated_and_parts_of_lines_told() {
    let text = |between: &str, inner: &str| {
        format!(
            "Resources:
  W:
    Type: AWS::EC2::Instance
    Metadata: {{AWS::CloudFormation::Init: {{config: {{packages: {{yum: {{httpd: []}}}}}}}}}}
    Properties:
      ImageId: ami-1
      UserData:
        Fn::Base64:
          Fn::Join:
            - \"{between}\"
            - - \"#!/bin/bash\\n\"
              - {inner}
              - !Join [' ', [/opt/aws/bin/cfn-init, -r, W]]
"
        )
    };
    let to_ubuntu = |text: &str| {
        let (after, proposal) = changed(text, "W", image(Os::Ubuntu, "24.04", Architecture::Amd64));
        (after, proposal.leaves.join("\n"))
    };
    for (between, inner, wanted) in [
        ("\\n", "!If [C, yum install -y git, 'true']", "apt-get install -y git"),
        ("", r#"!If [C, "yum install -y git\n", ""]"#, "apt-get install -y git"),
        ("\\n", "!Join ['', ['yum install -y ', git]]", "apt-get install -y git"),
    ] {
        let (after, told) = to_ubuntu(&text(between, inner));
        assert!(after.contains(wanted) && !told.contains("`yum"), "{after}\n{told}");
        assert!(!after.contains("yum install"), "{after}");
    }
    // Words without the blanks between them.
    let (_, told) = to_ubuntu(&text("", r#"!Join [' ', [yum, install, -y, git, "\n"]]"#));
    assert!(told.contains("`yum install -y git` (line 12) goes through a function: it is kept as it is."), "{told}");
    for inner in ["!If [C, yum install -y git, 'true']", "!Join ['', ['yum install -y ', git]]"] {
        let (after, told) = to_ubuntu(&text("", inner));
        assert!(told.contains("`yum install -y"), "{told}");
        assert!(told.contains("(line 12) is in a function inside of Fn::Join"), "{told}");
        assert!(after.contains(inner), "{after}");
    }
}

#[test]
fn helper_scripts_from_their_archive_go_as_a_whole() {
    let text = "Resources:
  W:
    Type: AWS::EC2::Instance
    Properties:
      ImageId: '{{resolve:ssm:/aws/service/canonical/ubuntu/server/22.04/stable/current/amd64/hvm/ebs-gp2/ami-id}}'
      UserData:
        Fn::Base64: |
          #!/bin/bash -e
          curl -O https://s3.amazonaws.com/cloudformation-examples/aws-cfn-bootstrap-py3-latest.tar.gz
          tar -xzf aws-cfn-bootstrap-py3-latest.tar.gz
          cd aws-cfn-bootstrap-2.0 && python3 setup.py install
          /usr/local/bin/cfn-init -r W
";
    let (after, _) = changed(text, "W", image(Os::AmazonLinux, "2023", Architecture::Amd64));
    assert!(!after.contains("aws-cfn-bootstrap-"), "{after}");
    assert!(after.contains("/opt/aws/bin/cfn-init -r W"), "{after}");
}
