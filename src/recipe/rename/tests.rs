//! Every way to use a name, found, renamed, and renamed back.

use super::*;
use crate::template::reference::{deletes, trail, users};

fn at(document: &Document, pointer: &str) -> Path {
    document.path_from_pointer(pointer).unwrap()
}

fn shown(document: &Document, pointer: &str) -> Vec<String> {
    let found = uses(document, &at(document, pointer));
    found.iter().map(|one| format!("{} {:?}", one.at.to_pointer(), one.how)).collect()
}

/// Renames and renames back: as many uses, none left behind, and the very bytes in the end.
fn there_and_back(text: &str, pointer: &str, to: &str) -> String {
    let mut document = Document::parse(text);
    assert_eq!(document.syntax_error(), None, "{text}");
    let from = at(&document, pointer);
    let old = from.last_key().unwrap().to_string();
    let before = uses(&document, &from);
    for edit in rename(&document, &from, to) {
        document.edit(&edit).unwrap();
    }
    let renamed = document.text().to_string();
    let new = from.parent().unwrap().join(to);
    assert_eq!(uses(&document, &new).len(), before.len(), "{renamed}");
    assert!(document.node(&from).is_none());
    for edit in rename(&document, &new, &old) {
        document.edit(&edit).unwrap();
    }
    assert_eq!(document.text(), text, "{pointer} to {to} and back");
    renamed
}

const RESOURCE: &str = "Resources:
  A: {DependsOn: W}
  B: {DependsOn: [X, W], P: !Ref W, Q: {Ref: W}, R: !GetAtt W.Id}
  W: {M: !Sub \"${W.Id} ${!W}\"}
  C: {a: {Fn::GetAtt: [W, Id]}, b: {Fn::Sub: [\"${W}\", {}]}, c: {Fn::GetAtt: W.Id}, d: !GetAtt [W, Id]}
  D: {a: !Sub [\"${W}\", {W: 1}], b: \"${W}\", c: {Ref: WW}, d: \"cfn-init --resource W -c x\"}
  E: \"--resource WW path=Resources.W.Metadata\"
  F: {Fn::Join: [\"\", [\"cfn-init -s \", {Ref: S}, \" -r W --region \", !Ref R]]}
  G: !Join ['', ['cfn-init -v ', '  --stack ', !Ref S, '   --resource ', W, !Sub ' cfn-signal -r W']]
  H: {command: [/opt/aws/bin/cfn-init, -s, x, -r, W]}
  I: !If [W, !Condition W, !FindInMap [W, W, W]]
Conditions: {C: !Equals [!Ref W, W]}
Outputs: {O: {Condition: W, Value: !Sub \"${ W }\"}}
";

#[test]
fn every_way_to_use_a_resource_is_found() {
    let document = Document::parse(RESOURCE);
    assert_eq!(
        shown(&document, "/Resources/W"),
        [
            "/Resources/A/DependsOn DependsOn",
            "/Resources/B/DependsOn/1 DependsOn",
            "/Resources/B/P Ref",
            "/Resources/B/Q/Ref Ref",
            "/Resources/B/R GetAtt",
            "/Resources/W/M Sub",
            "/Resources/C/a/Fn::GetAtt/0 GetAtt",
            "/Resources/C/b/Fn::Sub/0 Sub",
            "/Resources/C/c/Fn::GetAtt GetAtt",
            "/Resources/C/d/0 GetAtt",
            "/Resources/D/d Words",
            "/Resources/E Words",
            "/Resources/F/Fn::Join/1/2 Words",
            "/Resources/G/1/4 Words",
            "/Resources/H/command/4 Words",
            "/Conditions/C/0 Ref",
            "/Outputs/O/Value Sub",
        ]
    );
    let broken = deletes(&document, &at(&document, "/Resources/W"));
    assert_eq!(broken.len(), 16);
    assert_eq!(users(&broken, &at(&document, "/Resources/W")), ["A", "B", "C", "D", "E", "F", "G", "H", "O"]);
    let renamed = there_and_back(RESOURCE, "/Resources/W", "Web");
    assert!(renamed.contains("{W: 1}") && renamed.contains("!If [W, !Condition W, !FindInMap [W, W, W]]"), "{renamed}");
    assert!(renamed.contains("${Web.Id} ${!W}") && renamed.contains("cfn-signal -r W'"), "{renamed}");
}

#[test]
fn json_and_other_spellings_are_carried_too() {
    let json = "{\n\t\"Resources\": {\n\t\t\"W\": {\"Type\": \"X\"},\n\t\t\"V\": {\"DependsOn\": [\"W\"],\n\
                \t\t\t\"P\": {\"Fn::Base64\": {\"Fn::Join\": [\"\", [\"#!/bin/bash\\n\\u002fcfn-init -r W\\n\", {\"Ref\": \"W\"}]]}},\n\
                \t\t\t\"Q\": {\"Fn::Sub\": \"\\/x\\/${W.Arn}\\u00e9\"}}\n\t}\n}";
    assert!(there_and_back(json, "/Resources/W", "Server9").contains("\\u002fcfn-init -r Server9\\n"));
    let folded =
        "Resources:\n  W: {}\n  V:\n    U: !Sub >-\n      a ${W}\n      folded\n\n      cfn-init\n      --resource W\n";
    there_and_back(folded, "/Resources/W", "Machine");
    let crlf = "Resources:\r\n  W:\r\n    T: x # W\r\n  V:\r\n    U: !Sub |\r\n      cfn-init \\\r\n        -r W\r\n";
    assert!(there_and_back(crlf, "/Resources/W", "Machine").contains("        -r Machine\r\n"));
    let anchors = "Resources:\n  V: {a: &r !Ref W, b: *r}\n  W: {}\n";
    assert!(there_and_back(anchors, "/Resources/W", "M").contains("&r !Ref M, b: *r"));
    // Of equal keys the last counts.
    let twice = "Resources:\n  V: {a: !Ref W, a: !Ref W}\n  W: {}\n";
    assert_eq!(uses(&Document::parse(twice), &Path::root().keys(["Resources", "W"])).len(), 1);
}

const OTHERS: &str = "Metadata:
  AWS::CloudFormation::Interface:
    ParameterGroups: [{Label: {default: x}, Parameters: [P, Q]}]
    ParameterLabels: {P: {default: M}, Q: {default: C}}
Parameters: {P: {Type: String}, Q: {Type: String}}
Rules:
  R: {Assertions: [{Assert: {Fn::Contains: [[a], {Ref: P}]}}, {Assert: !Equals [!ValueOf [P, x], P]}]}
Mappings: {M: {a: {b: c}}}
Conditions:
  C: !Equals [!Ref P, x]
  D: !And [!Condition C, {Condition: C}]
  E: {Fn::Or: [{Condition: C}, !Not [Condition: D]]}
Resources:
  V:
    Condition: C
    Properties:
      A: !If [C, !FindInMap [M, a, b], {Fn::If: [C, x, {Fn::FindInMap: [M, !Ref P, b]}]}]
      Policy: {Statement: [{Condition: C}]}
Outputs: {C: {Condition: C, Value: !Ref P}}
";

#[test]
fn parameters_conditions_and_mappings_are_carried() {
    let document = Document::parse(OTHERS);
    assert_eq!(
        shown(&document, "/Parameters/P"),
        [
            "/Metadata/AWS::CloudFormation::Interface/ParameterGroups/0/Parameters/0 Group",
            "/Metadata/AWS::CloudFormation::Interface/ParameterLabels/P Label",
            "/Rules/R/Assertions/0/Assert/Fn::Contains/1/Ref Ref",
            "/Rules/R/Assertions/1/Assert/0/0 ValueOf",
            "/Conditions/C/0 Ref",
            "/Resources/V/Properties/A/2/Fn::If/2/Fn::FindInMap/1 Ref",
            "/Outputs/C/Value Ref",
        ]
    );
    assert_eq!(
        shown(&document, "/Conditions/C"),
        [
            "/Conditions/D/0 Condition",
            "/Conditions/D/1/Condition Condition",
            "/Conditions/E/Fn::Or/0/Condition Condition",
            "/Resources/V/Condition Condition",
            "/Resources/V/Properties/A/0 If",
            "/Resources/V/Properties/A/2/Fn::If/0 If",
            "/Outputs/C/Condition Condition",
        ]
    );
    assert_eq!(shown(&document, "/Mappings/M").len(), 2);
    for (pointer, to) in [
        ("/Parameters/P", "Pp"),
        ("/Conditions/C", "IsC"),
        ("/Mappings/M", "Map"),
        ("/Rules/R", "S"),
        ("/Outputs/C", "O"),
    ] {
        there_and_back(OTHERS, pointer, to);
    }
    assert_eq!(deletes(&document, &at(&document, "/Mappings")).len(), 2);
    assert_eq!(deletes(&document, &at(&document, "/Conditions")).len(), 4);
}

const INIT: &str = "Resources:
  W:
    Metadata:
      AWS::CloudFormation::Authentication: {creds: {type: S3}}
      AWS::CloudFormation::Init:
        configSets:
          default: [install, {ConfigSet: more}, !If [C, [watch], {Fn::If: [C, watch, x]}]]
          more: install
        install:
          packages: {apt: {nginx: []}}
          files:
            /etc/hup.conf:
              content: !Sub |
                path=Resources.W.Metadata.AWS::CloudFormation::Init.install
                action=cfn-init -r W -c more,default
            /etc/x: {source: s, authentication: creds, content: \"{{name}} {{{ name }}} {{other}}\", context: {name: v}}
          services: {systemd: {nginx: {files: [/etc/x, /etc/hup.conf], packages: {apt: [nginx]}}}}
        watch: {commands: {more: {command: more}}}
    Properties:
      UserData: !Base64
        Fn::Sub: |
          cfn-init -v -s ${AWS::StackName} --configsets default,more --resource W
          cfn-init -c more -s x
          yum install -c more
  V:
    Metadata: {AWS::CloudFormation::Init: {configSets: {more: [install]}, install: {}}}
    U: cfn-init -c more --resource V
    T: cfn-init -c more
";

#[test]
fn configs_and_sets_are_carried() {
    let document = Document::parse(INIT);
    let init = "/Resources/W/Metadata/AWS::CloudFormation::Init";
    let counts = |pointer: &str| shown(&document, &format!("{init}{pointer}")).len();
    assert_eq!(counts("/configSets/more"), 4);
    assert_eq!(counts("/configSets/default"), 2);
    assert_eq!(counts("/install"), 3);
    assert_eq!(counts("/watch"), 2);
    assert_eq!(counts("/install/files/~1etc~1x"), 1);
    assert_eq!(counts("/install/packages/apt/nginx"), 1);
    assert_eq!(counts("/install/files/~1etc~1x/context/name"), 2);
    assert_eq!(shown(&document, "/Resources/V/Metadata/AWS::CloudFormation::Init/configSets/more").len(), 2);
    assert_eq!(shown(&document, "/Resources/W/Metadata/AWS::CloudFormation::Authentication/creds").len(), 1);
    for (pointer, to) in [
        ("/configSets/more", "evenMore"),
        ("/configSets/default", "the-rest"),
        ("/install", "01_install"),
        ("/watch", "w_2"),
        ("/install/files/~1etc~1x", "/etc/y z"),
        ("/install/packages/apt/nginx", "nginx-light"),
        ("/install/files/~1etc~1x/context/name", "called"),
    ] {
        there_and_back(INIT, &format!("{init}{pointer}"), to);
    }
    there_and_back(INIT, "/Resources/W", "Web");
    there_and_back(INIT, "/Resources/W/Metadata/AWS::CloudFormation::Authentication/creds", "keys");
    there_and_back("Resources: {A: !Sub [\"${V} ${V.x} ${W}\", {V: 1}]}\n", "/Resources/A/1/V", "U");
}

#[test]
fn a_rename_is_refused_with_the_rule() {
    let document = Document::parse(
        "Parameters: {P: {}}\nResources: {R: {Metadata: {AWS::CloudFormation::Init: {c: {}, configSets: {s: [c]}}}}, S: {}}\nOutputs: {P: {}, Q: {}}\n",
    );
    let fault = |pointer: &str, to: &str| rename_fault(&document, &at(&document, pointer), to);
    assert_eq!(fault("/Resources/R", "R"), None);
    assert_eq!(fault("/Resources/R", "T"), None);
    assert_eq!(fault("/Resources/R", "S").as_deref(), Some("S already exists. Choose another name."));
    assert!(fault("/Resources/R", "P").unwrap().contains("A parameter is called P"));
    assert!(fault("/Parameters/P", "R").unwrap().contains("A resource is called R"));
    assert_eq!(fault("/Outputs/Q", "R"), None);
    assert!(fault("/Resources/R", "a-b").unwrap().contains("letters A to Z and digits"));
    assert!(fault("/Resources/R", &"a".repeat(256)).unwrap().contains("255"));
    assert!(fault("/Resources/R", "").is_some());
    let init = "/Resources/R/Metadata/AWS::CloudFormation::Init";
    assert_eq!(fault(&format!("{init}/c"), "01 c"), None);
    assert!(fault(&format!("{init}/c"), "configSets").is_some() && fault(&format!("{init}/c"), "").is_some());
    assert!(fault(&format!("{init}/configSets/s"), "a,b").is_some());
    assert!(fault(&format!("{init}/configSets/s"), "a b").is_some());
    assert_eq!(fault("/Resources/R/Metadata", "Other"), None);
}

#[test]
fn a_place_is_told_in_words() {
    for (pointer, words) in [
        ("/Resources/W/Properties/UserData/Fn::Base64/Fn::Sub", "W › UserData"),
        ("/Resources/W/DependsOn/0", "W › DependsOn"),
        ("/Resources/W/Metadata/AWS::CloudFormation::Init/c/files/~1x/content", "W › c › files › /x › content"),
        (
            "/Metadata/AWS::CloudFormation::Interface/ParameterLabels/P",
            "AWS::CloudFormation::Interface › ParameterLabels › P",
        ),
        ("/Outputs/O/Value", "Outputs › O › Value"),
        ("/Resources/Metadata/Type", "Metadata › Type"),
        ("/Resources", "Resources"),
    ] {
        let path: Path = pointer_path(pointer);
        assert_eq!(trail(&path), words, "{pointer}");
    }
}

fn pointer_path(pointer: &str) -> Path {
    let tokens = crate::document::pointer_tokens(pointer).unwrap();
    tokens.into_iter().map(|token| token.parse::<usize>().map_or_else(|_| token.as_str().into(), Into::into)).collect()
}

/// A template with loops among resources, conditions and outputs.
const LOOPS: &str = "\
Transform: AWS::LanguageExtensions
Parameters: {Size: {Type: String, Default: t3.nano}}
Conditions:
  Big: !Equals [!Ref Size, t3.large]
  Fn::ForEach::Checks:
    - Zone
    - [A, B]
    - Is${Zone}: !And [!Condition Big, {Condition: Big}]
Resources:
  Store: {Type: AWS::S3::Bucket}
  Fn::ForEach::Outer:
    - Zone
    - [A, B]
    - Fn::ForEach::Inner:
        - Kind
        - !Split [\",\", \"X,Y\"]
        - Node${Zone}${Kind}:
            Type: AWS::EC2::Instance
            Condition: Big
            DependsOn: [Store]
            Metadata:
              AWS::CloudFormation::Init:
                config: {files: {/a: {content: !Sub '${Store} ${Size}'}}}
            Properties:
              InstanceType: !Ref Size
              UserData: !Sub 'cfn-init --resource Store; cfn-init -s x -r Node${Zone}${Kind}'
  Disk: {Type: AWS::EC2::Volume, DependsOn: NodeAX, Properties: {AvailabilityZone: !GetAtt NodeBY.AvailabilityZone}}
Outputs:
  Fn::ForEach::Ids:
    - Zone
    - [A]
    - Id${Zone}: {Condition: Big, Value: !Sub '${NodeAX} ${Store.Arn}'}
";

fn renamed(text: &str, pointer: &str, to: &str) -> String {
    let document = Document::parse(text);
    assert_eq!(document.syntax_error(), None);
    let at = document.path_from_pointer(pointer).unwrap();
    propose(&document, &at, to).unwrap().outcome(&document).unwrap().text().to_string()
}

#[test]
fn places_in_loops_follow() {
    let text = renamed(LOOPS, "/Conditions/Big", "Large");
    assert_eq!((text.matches("Big").count(), text.matches("Large").count()), (0, 5), "{text}");
    let text = renamed(LOOPS, "/Resources/Store", "Bucket9");
    assert_eq!((text.matches("Store").count(), text.matches("Bucket9").count()), (0, 5), "{text}");
    let text = renamed(LOOPS, "/Parameters/Size", "Type9");
    assert_eq!((text.matches("Size").count(), text.matches("Type9").count()), (0, 4), "{text}");
}

#[test]
fn the_names_that_a_loop_makes_follow_its_key() {
    let text =
        renamed(LOOPS, "/Resources/Fn::ForEach::Outer/2/Fn::ForEach::Inner/2/Node${Zone}${Kind}", "Host${Zone}${Kind}");
    assert!(text.contains("Host${Zone}${Kind}:") && text.contains("DependsOn: HostAX"), "{text}");
    assert!(text.contains("!GetAtt HostBY.") && text.contains("'${HostAX} ${Store.Arn}'"), "{text}");
    assert!(!text.contains("Node"), "{text}");
}

#[test]
fn a_key_of_a_loop_keeps_its_form() {
    let document = Document::parse(LOOPS);
    let refuse = |pointer: &str, to: &str| propose(&document, &document.path_from_pointer(pointer).unwrap(), to).err();
    let body = "/Resources/Fn::ForEach::Outer/2/Fn::ForEach::Inner/2/Node${Zone}${Kind}";
    assert!(refuse("/Resources/Fn::ForEach::Outer", "Machines").unwrap().contains("Fn::ForEach::"));
    assert_eq!(refuse("/Resources/Fn::ForEach::Outer", "Fn::ForEach::Machines"), None);
    assert!(refuse(body, "Node").unwrap().contains("${Kind}"));
    assert!(refuse(body, "No de${Zone}${Kind}").is_some());
    assert_eq!(refuse(body, "Node&{Zone}${Kind}9"), None);
}

#[test]
fn a_name_that_a_function_puts_together_is_told() {
    let text = "Transform: [AWS::LanguageExtensions]\nResources:\n  LogA: {Type: AWS::Logs::LogGroup}\nOutputs:\n  X: {Value: !Ref {Fn::Sub: 'Log${S}'}}\n";
    let document = Document::parse(text);
    let proposal = propose(&document, &document.path_from_pointer("/Resources/LogA").unwrap(), "LogB").unwrap();
    assert!(
        proposal.leaves.iter().any(|line| line.contains("line 5") && line.contains("puts a name together")),
        "{proposal:?}"
    );
}

#[test]
fn a_name_in_base64_is_told() {
    let data = crate::template::encoded::encoded("#!/bin/bash\ncfn-init -s x -r Web\n");
    let text = format!("Resources:\n  Web: {{Type: AWS::EC2::Instance, Properties: {{UserData: {data}}}}}\n");
    let document = Document::parse(text);
    let proposal = propose(&document, &document.path_from_pointer("/Resources/Web").unwrap(), "Box").unwrap();
    assert!(proposal.leaves.iter().any(|line| line.contains("base64") && line.contains("line 2")), "{proposal:?}");
}

#[test]
fn conditions_whose_name_is_put_together_are_told() {
    let text = "Transform: AWS::LanguageExtensions
Conditions:
  IsWeb: !Equals [a, b]
  Both: !And [!Condition IsWeb, {Condition: !Sub 'Is${K}'}]
Resources:
  A: {Type: AWS::SNS::Topic, Condition: IsWeb}
  Fn::ForEach::L:
    - X
    - [Web]
    - T${X}:
        Type: AWS::SNS::Topic
        Condition: !Sub Is${X}
        Properties: {DisplayName: !If [!Sub 'Is${X}', a, b], P: {Statement: {Condition: !If [IsWeb, {}, {}]}}}
Outputs:
  O: {Value: x, Condition: !Sub 'Is${K}'}
";
    let document = Document::parse(text);
    let at = Path::root().keys(["Conditions", "IsWeb"]);
    let told: Vec<String> = propose(&document, &at, "HasWeb").unwrap().leaves;
    let lines: Vec<bool> =
        [4, 12, 13, 15].iter().map(|line| told.iter().any(|one| one.contains(&format!("(line {line})")))).collect();
    assert_eq!((lines, told.len()), (vec![true; 4], 4), "{told:?}");
    let removed = crate::recipe::removal::propose(&document, &at).unwrap().leaves;
    assert!(removed.iter().filter(|one| one.contains("look whether it names IsWeb")).count() == 4, "{removed:?}");
}

#[test]
fn what_the_transform_makes_of_a_name_is_told() {
    let text = "Transform: AWS::Serverless-2016-10-31
Resources:
  Hello: {Type: AWS::Serverless::Function, Properties: {Handler: a.b}}
  HelloTable: {Type: AWS::DynamoDB::Table}
  Rule: {Type: AWS::SNS::Topic, Properties: {TopicName: !Ref HelloTable, DisplayName: !Sub '${HelloRole.Arn}', KmsMasterKeyId: !GetAtt HelloRole.Arn}}
";
    let document = Document::parse(text);
    let told = |id: &str| propose(&document, &Path::root().keys(["Resources", id]), "Bye").unwrap().leaves;
    let told_of: Vec<String> = told("Hello").into_iter().filter(|one| one.contains("The transform")).collect();
    assert_eq!(told_of, ["The transform makes HelloRole of Hello: write ByeRole in its place."]);
    assert!(told("HelloTable").iter().all(|one| !one.contains("The transform")));
}
