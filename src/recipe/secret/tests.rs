//! References to a parameter that follow into a store, and those that are reported.

use super::*;

const TEXT: &str = "Parameters:
  DBPassword:
    Type: String
    NoEcho: true
  Site:
    Type: String
    Default: x
Resources:
  Database:
    Type: AWS::RDS::DBInstance
    Properties:
      MasterUserPassword: !Ref DBPassword
  Web:
    Type: AWS::EC2::Instance
    Metadata:
      AWS::CloudFormation::Init:
        config:
          packages:
            apt:
              nginx: []
          files:
            /etc/app.conf:
              owner: app
              group: app
              mode: \"000644\"
              content: !Sub |
                password=${DBPassword}
                site=${Site}
            /etc/only:
              content: !Sub \"${DBPassword}\"
          commands:
            10-make:
              command: !Sub createdb \"${DBPassword}\"
            20-quoted:
              command: !Sub echo '${DBPassword}'
              env:
                P: !Ref DBPassword
          services:
            systemd:
              app:
                ensureRunning: true
                files: [/etc/app.conf]
    Properties:
      ImageId: ami-1
      UserData:
        Fn::Base64: !Sub echo ${DBPassword}
Outputs:
  Password:
    Value: !Ref DBPassword
";

fn made(document: &Document, proposal: &Proposal) -> String {
    let after = proposal.outcome(document).unwrap();
    assert_eq!(after.syntax_error(), None, "{}", after.text());
    after.text().to_string()
}

#[test]
fn every_use_of_a_parameter_follows_or_is_told() {
    let document = Document::parse(TEXT);
    let proposal = replace(&document, "DBPassword", &Store::SecretsManager).unwrap();
    let text = made(&document, &proposal);
    for wanted in [
        "DBPasswordSecret:\n    Type: AWS::SecretsManager::Secret",
        "MasterUserPassword: !Sub \"{{resolve:secretsmanager:${DBPasswordSecret}:SecretString:password}}\"",
        "/etc/app.conf.in:\n",
        "password=@DBPassword@\n                site=${Site}",
        "content: \"@DBPassword@\"",
        "command: createdb \"$(cat /etc/cf-init/DBPassword)\"",
        "files: [/etc/app.conf.in]\n                commands:\n                  - 00-fill-DBPassword",
        "python3-boto3: []",
        "(\"/etc/app.conf\", \"/etc/app.conf.in\", \"app\", \"app\", 0o640)",
        "(\"/etc/only\", \"/etc/only.in\", \"root\", \"root\", 0o600)",
        "(\"/etc/cf-init/DBPassword\", None, \"root\", \"root\", 0o600)",
        "SecretId=\"${DBPasswordSecret}\"",
        "Action: secretsmanager:GetSecretValue",
        "IamInstanceProfile: !Ref InstanceProfile",
    ] {
        assert!(text.contains(wanted), "{wanted}\n{text}");
    }
    let leaves = proposal.leaves.join("\n");
    for told in [
        "Command 20-quoted has it in single quotes",
        "user data are readable",
        "an output would show it",
        "env › P",
        "stays: 4 places use it",
    ] {
        assert!(leaves.contains(told), "{told}\n{leaves}");
    }
}

#[test]
fn a_parameter_that_nothing_needs_goes_with_its_label() {
    let text = "Metadata:\n  AWS::CloudFormation::Interface:\n    ParameterGroups: [{Parameters: [P, Q]}]\nParameters:\n  P: {Type: String, NoEcho: true}\n  Q: {Type: String}\nResources:\n  D:\n    Type: AWS::RDS::DBInstance\n    Properties: {MasterUserPassword: {Ref: P}}\n";
    let document = Document::parse(text);
    assert_eq!(candidates(&document), ["P"]);
    let after = made(&document, &replace(&document, "P", &Store::SecretsManager).unwrap());
    assert!(after.contains("{Parameters: [Q]}") && !after.contains("  P: {"), "{after}");
    let store = Store::SecureString("/site/db".into());
    let proposal = replace(&document, "P", &store).unwrap();
    assert!(made(&document, &proposal).contains("{{resolve:ssm-secure:/site/db}}"));
    assert!(proposal.leaves.iter().any(|one| one.contains("cannot make a SecureString")));
    assert!(replace(&document, "Q", &store).is_err() && replace(&document, "X", &store).is_err());
    assert!(replace(&document, "P", &Store::SecureString("no path".into())).is_err());
}

#[test]
fn a_new_secret_comes_into_a_file_of_its_own() {
    let document = Document::parse(crate::recipe::secret::tests::TEXT);
    let proposal = fetch(&document, "Web", "AppKey", &Store::SecureString("/site/key".into())).unwrap();
    let text = made(&document, &proposal);
    for wanted in ["parameter/site/key", "(\"/etc/cf-init/AppKey\", None", "test: /usr/local/sbin/fill-AppKey --check"]
    {
        assert!(text.contains(wanted), "{wanted}\n{text}");
    }
    assert!(fetch(&document, "Web", "no id", &Store::SecretsManager).is_err());
    assert!(fetch(&document, "Nobody", "Key", &Store::SecretsManager).is_err());
}
