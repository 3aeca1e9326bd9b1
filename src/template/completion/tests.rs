//! Completions at `‸` in whole, half-typed and torn texts.

use super::*;

/// What is offered at `‸`, where `good` was the last text that could be read.
fn at(good: &str, text: &str) -> Completions {
    let offset = text.find('‸').unwrap();
    let text = text.replace('‸', "");
    let mut document = Document::parse(good);
    let splice = crate::document::Splice { range: 0..good.len(), text };
    document.apply(splice);
    completions(&document, offset)
}

fn labels(good: &str, text: &str) -> Vec<String> {
    at(good, text).items.into_iter().map(|item| item.label).collect()
}

const GOOD: &str = "Parameters:
  Size: {Type: String}
Mappings:
  Map: {a: {x: 1, y: 2}, b: {x: 3}}
Conditions:
  IsBig: !Equals [!Ref Size, big]
Resources:
  Web:
    Type: AWS::EC2::Instance
    Metadata:
      AWS::CloudFormation::Init:
        configSets: {default: [one], more: [{ConfigSet: default}]}
        one:
          files: {/etc/a: {content: x}}
          commands: {run: {command: x}}
          packages: {apt: {nginx: []}}
  Net: {Type: AWS::EC2::VPC}
";

/// The good text with more behind it.
fn more(tail: &str) -> Vec<String> {
    labels(GOOD, &format!("{GOOD}{tail}"))
}

fn starts(found: &[String], with: &[&str]) {
    assert_eq!(found.iter().take(with.len()).collect::<Vec<_>>(), with, "{found:?}");
}

#[test]
fn functions_come_behind_an_exclamation_mark() {
    let found = at(GOOD, &format!("{GOOD}Outputs:\n  O:\n    Value: !Su‸"));
    let sub = found.items.iter().find(|item| item.label == "!Sub").unwrap();
    assert_eq!((sub.insert.as_str(), sub.kind), ("!Sub \"$\\{${}\\}\"", CompletionKind::Function));
    assert_eq!(found.to - found.from, 3);
    starts(&more("  W:\n    Properties:\n      A:\n        - !‸"), &["!Ref", "!Sub"]);
    starts(&more("  W:\n    Properties:\n      A: [x, !‸"), &["!Ref", "!Sub"]);
    starts(&labels(GOOD, &GOOD.replace("!Equals", "!‸ #")), &["!Condition", "!Equals", "!And"]);
    assert!(more("  W:\n    Properties:\n      A: {Fn::‸").contains(&"Fn::Sub".to_string()));
    assert!(more("  W:\n    Properties:\n      A:\n        Fn‸").contains(&"Fn::If".to_string()));
}

#[test]
fn names_come_where_they_are_used() {
    starts(&more("Outputs:\n  O:\n    Value: !Ref ‸"), &["Size", "Web", "Net", "AWS::Region"]);
    starts(&more("Outputs:\n  O:\n    Value:\n      Ref: S‸"), &["Size", "Web"]);
    starts(&more("Outputs:\n  O:\n    Value: !GetAtt We‸"), &["Web", "Net"]);
    starts(&more("Outputs:\n  O:\n    Value: !GetAtt Web.P‸"), &["Web.AvailabilityZone", "Web.InstanceId"]);
    starts(&more("Outputs:\n  O:\n    Value: !GetAtt [Net, ‸"), &["CidrBlock"]);
    starts(&more("Outputs:\n  O:\n    Value:\n      Fn::GetAtt:\n        - Net\n        - ‸"), &["CidrBlock"]);
    starts(&more("Outputs:\n  O:\n    Value: !Sub \"http://${We‸"), &["Size", "Web"]);
    starts(&more("Outputs:\n  O:\n    Value: !Sub \"${A} ${Net.‸}\"\n"), &["Net.CidrBlock"]);
    starts(&more("Outputs:\n  O:\n    Value: !Sub\n      - \"${‸}\"\n      - {Own: 1}\n"), &["Own", "Size"]);
    starts(
        &more(
            "  X:\n    Properties:\n      U: !Base64\n        Fn::Sub: |\n          #!/bin/bash\n          echo ${‸\n",
        ),
        &["Size"],
    );
    let inserted =
        |tail: &str| at(GOOD, &format!("{GOOD}Outputs:\n  O:\n    Value: !Sub {tail}")).items[0].insert.clone();
    assert_eq!((inserted("\"${‸\"").as_str(), inserted("\"${‸}\"").as_str()), ("Size\\}", "Size"));
    assert!(more("Outputs:\n  O:\n    Value: !Sub \"${A} ‸").is_empty());
    assert!(more("Outputs:\n  O:\n    Value: \"${‸").is_empty());
    assert_eq!(more("Outputs:\n  O:\n    Value: !If [‸"), ["IsBig"]);
    assert_eq!(more("Outputs:\n  O:\n    Condition: ‸"), ["IsBig"]);
    assert_eq!(labels(GOOD, &GOOD.replace("!Equals", "!Condition ‸#")), ["IsBig"]);
    assert_eq!(more("Outputs:\n  O:\n    Value: !FindInMap [‸"), ["Map"]);
    assert_eq!(more("Outputs:\n  O:\n    Value: !FindInMap [Map, ‸"), ["a", "b"]);
    assert_eq!(more("Outputs:\n  O:\n    Value: !FindInMap [Map, a, ‸"), ["x", "y"]);
    assert_eq!(more("  New:\n    DependsOn: ‸"), ["Web", "Net"]);
    starts(&more("  New:\n    DependsOn:\n      - W‸"), &["Web", "Net"]);
}

#[test]
fn what_init_declares_comes_in_its_lists() {
    let init = |tail: &str| {
        let (head, behind) = GOOD.split_once("  Net:").unwrap();
        labels(GOOD, &format!("{head}{tail}\n  Net:{behind}"))
    };
    starts(
        &init(
            "          services:\n            systemd:\n              nginx:\n                files:\n                  - ‸",
        ),
        &["/etc/a"],
    );
    starts(
        &init("          services:\n            systemd:\n              nginx:\n                commands: [‸"),
        &["run"],
    );
    starts(&init("          services: {systemd: {nginx: {packages: {apt: [‸"), &["nginx"]);
    assert_eq!(init("          services:\n            ‸"), ["systemd", "sysvinit", "windows"]);
    starts(
        &init("          services:\n            systemd:\n              nginx:\n                ‸"),
        &["enabled", "ensureRunning"],
    );
    starts(&init("        two:\n          ‸"), &["packages", "groups"]);
    starts(
        &init("        two:\n          files:\n            /x:\n              mode: \"000644\"\n              ‸"),
        &["owner", "group", "encoding"],
    );
    let sets = GOOD.replace("[one]", "[‸]");
    assert_eq!(labels(GOOD, &sets), ["one"]);
    assert_eq!(labels(GOOD, &GOOD.replace("ConfigSet: default", "ConfigSet: ‸")), ["default", "more"]);
}

#[test]
fn keys_come_that_are_not_there_yet() {
    let found = at(GOOD, &format!("{GOOD}Out‸"));
    let outputs = found.items.iter().find(|item| item.label == "Outputs").unwrap();
    assert_eq!((outputs.insert.as_str(), outputs.kind), ("Outputs:", CompletionKind::Key));
    assert!(!found.items.iter().any(|item| item.label == "Resources"));
    starts(&more("  New:\n    Type: AWS::EC2::Subnet\n    ‸\n    Properties: {}\n"), &["Condition", "DependsOn"]);
    let subnet = more("  New:\n    Type: AWS::EC2::Subnet\n    Properties:\n      VpcId: x\n      ‸");
    starts(&subnet, &["CidrBlock", "AvailabilityZone"]);
    starts(&more("  New:\n    Type: AWS::S3::Bucket\n    Properties:\n      Tags:\n        - ‸"), &["Key", "Value"]);
    // Every type with a form, and what lies in its properties.
    let of = |kind: &str, rest: &str| more(&format!("  New:\n    Type: AWS::{kind}\n    Properties:\n{rest}"));
    starts(&of("EC2::RouteTable", "      ‸"), &["VpcId"]);
    assert!(of("AutoScaling::AutoScalingGroup", "      ‸").contains(&"MinSize".to_string()));
    assert!(of("EC2::LaunchTemplate", "      LaunchTemplateData:\n        ‸").contains(&"ImageId".to_string()));
    let devices = "      LaunchTemplateData:\n        BlockDeviceMappings:\n          - ‸";
    assert!(of("EC2::LaunchTemplate", devices).contains(&"DeviceName".to_string()));
    let rules = "      SecurityGroupIngress:\n        - IpProtocol: tcp\n          ‸";
    assert!(of("EC2::SecurityGroup", rules).contains(&"CidrIp".to_string()));
    assert!(of("EC2::SecurityGroup", "      ‸").contains(&"GroupDescription".to_string()));
    assert!(of("IAM::Role", "      ‸").contains(&"AssumeRolePolicyDocument".to_string()));
    starts(&labels(GOOD, &GOOD.replace("Type: String", "‸")), &["Description", "Type"]);
    assert!(more("  New:\n    Type: ‸").contains(&"AWS::SQS::Queue".to_string()));
    starts(&labels(GOOD, &GOOD.replace("Type: String", "Type: ‸")), &["String", "Number"]);
    assert_eq!(
        more("  New:\n    Type: AWS::EC2::Subnet\n    Properties:\n      MapPublicIpOnLaunch: ‸"),
        ["true", "false"]
    );
    // A colon that is there stays the only one.
    let renamed = at(GOOD, &GOOD.replace("Mappings:", "Ma‸:"));
    assert!(renamed.items.iter().any(|item| item.insert == "Transform"), "{renamed:?}");
}

#[test]
fn json_has_its_quotes() {
    let good = "{\n  \"Resources\": {\n    \"Web\": {\"Type\": \"AWS::EC2::Instance\"}\n  }\n}\n";
    let within = |tail: &str| {
        at(good, &format!("{{\n  \"Resources\": {{\n    \"Web\": {{\"Type\": \"AWS::EC2::Instance\"}},\n{tail}"))
    };
    let labels = |tail: &str| within(tail).items.into_iter().map(|item| item.label).collect::<Vec<_>>();
    starts(&labels("    \"New\": {\n      \"‸"), &["Type", "Condition"]);
    assert_eq!(within("    \"New\": {\n      \"Ty‸").items[0].insert, "Type");
    assert_eq!(within("    \"New\": {\n      ‸").items[0].insert, "\"Type\": ${}");
    starts(&labels("    \"New\": {\n      \"DependsOn\": [\n        \"‸"), &["Web"]);
    starts(&labels("    \"New\": {\n      \"Properties\": {\n        \"A\": {\"Ref\": \"‸"), &["Web", "AWS::Region"]);
    starts(
        &labels("    \"New\": {\n      \"Properties\": {\n        \"A\": {\"Fn::GetAtt\": [\"Web\", \"‸"),
        &["AvailabilityZone"],
    );
    starts(&labels("    \"New\": {\n      \"Properties\": {\n        \"A\": {\"Fn::Sub\": \"x-${‸"), &["Web"]);
    starts(&labels("    \"New\": {\n      \"Properties\": {\n        \"A\": {\"Fn::‸"), &["Ref", "Fn::Sub"]);
}

#[test]
fn no_place_of_any_text_makes_it_panic() {
    let starter = crate_starter();
    let torn = [
        GOOD,
        starter,
        "{\"a\": [\"é\\",
        "- - - a: &x !Sub |\n é${",
        "\t\u{feff}'''\"\"[{]}:,,: \r\n- -\r\n? a\n: b\n",
        "a: !\n - ![{",
    ];
    for text in torn {
        let document = Document::parse(text);
        for offset in (0..=text.len() + 2).step_by(if text.len() > 5000 { 13 } else { 1 }) {
            let found = completions(&document, offset);
            assert!(found.from <= found.to && found.to == offset);
        }
        for (end, _) in text.char_indices().step_by(if text.len() > 5000 { 997 } else { 1 }) {
            let (before, behind) = text.split_at(end);
            completions(&Document::parse(before), end);
            completions(&Document::parse(behind), 3);
        }
    }
}

/// The starter as text; the folder itself is not for this one to know.
fn crate_starter() -> &'static str {
    include_str!("../../starter/flask-postgres.yaml")
}
