//! The functions and names one by one, and templates made to hang or to fill the memory.

use serde_json::{Value as Json, json};

use super::{Evaluation, ParameterValues};
use crate::document::{Document, Path};
use crate::template::Template;

const FRAME: &str = "\
Parameters:
  Name: {Type: String, Default: web}
  Count: {Type: Number, Default: 3}
  Zones: {Type: CommaDelimitedList, Default: 'a, b,c'}
  Image: {Type: 'AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>', Default: /aws/x}
  Stored: {Type: 'AWS::SSM::Parameter::Value<String>', Default: /my/x}
  Secret: {Type: String, NoEcho: true, Default: hush}
  Wanted: {Type: String}
Mappings:
  Sizes: {us-east-1: {small: t3.micro, list: [x, y]}, eu-west-1: {small: t3.nano}}
Conditions:
  IsWeb: !Equals [!Ref Name, web]
  Both: !And [!Condition IsWeb, {'Fn::Not': [{Condition: Never}]}]
  Never: !Or [!Equals [a, b], !Not [!Condition IsWeb]]
  Loop: !Not [!Condition Loop]
Resources:
  Vpc: {Type: 'AWS::EC2::VPC', Properties: {CidrBlock: 10.9.0.0/16}}
  Web: {Type: 'AWS::EC2::Instance'}
  Off: {Type: 'AWS::EC2::Instance', Condition: Never}
Value: ";

fn given(pairs: &[(&str, &str)]) -> ParameterValues {
    pairs.iter().map(|(name, value)| (name.to_string(), value.to_string())).collect()
}

fn with(value: &str, pairs: &[(&str, &str)]) -> Result<Option<Json>, String> {
    let document = Document::parse(format!("{FRAME}{value}\n"));
    assert_eq!(document.syntax_error(), None, "{value}");
    let given = given(pairs);
    let mut evaluation = Evaluation::of(Template::of(&document), &given);
    let node = document.node(&Path::root().join("Value")).unwrap();
    evaluation.value(node).map_err(|fault| fault.to_string())
}

fn value(text: &str) -> Json {
    with(text, &[]).unwrap().unwrap()
}

fn fault(text: &str) -> String {
    with(text, &[]).unwrap_err()
}

#[test]
fn scalars_are_text_as_cloudformation_hands_them_over() {
    assert_eq!(
        value("[1, 000400, yes, 'no', 3.10, 1.0, 2012-10-17, text, \"\", 0x1F]"),
        json!(["1", "256", "true", "no", "3.1", "1.0", "2012-10-17", "text", "", "31"])
    );
    assert!(fault("{a: }").contains("Value › a: Nothing stands here"), "{}", fault("{a: }"));
}

#[test]
fn names_stand_for_parameters_resources_and_aws_own() {
    for (text, expected) in [
        ("!Ref Name", json!("web")),
        ("{Ref: Count}", json!("3")),
        ("!Ref Zones", json!(["a", "b", "c"])),
        ("!Ref Image", json!("ami-0123456789abcdef0")),
        ("!Ref Stored", json!("value-of-/my/x")),
        ("!Ref Secret", json!("****")),
        ("!Ref AWS::Region", json!("us-east-1")),
        ("!Ref AWS::NotificationARNs", json!([])),
        ("!GetAtt Vpc.CidrBlock", json!("10.9.0.0/16")),
        ("!GetAtt Web.PublicIp", json!("203.0.113.10")),
        ("{Fn::GetAtt: [Web, PrivateIp]}", json!("10.0.0.10")),
        ("!Join [',', !GetAtt Vpc.Ipv6CidrBlocks]", json!("2001:db8:1234:1a00::/56")),
        ("!ImportValue net-Vpc", json!("imported-net-Vpc")),
    ] {
        assert_eq!(value(text), expected, "{text}");
    }
    assert!(value("!Ref Web").as_str().unwrap().starts_with("i-"));
    assert_eq!(with("!Ref AWS::NoValue", &[]), Ok(None));
    assert_eq!(with("!Ref Wanted", &[("Wanted", "x")]), Ok(Some(json!("x"))));
    assert_eq!(with("!Ref Image", &[("Image", "ami-1")]), Ok(Some(json!("ami-1"))));
    assert_eq!(with("!Sub '${AWS::Region}'", &[("AWS::Region", "eu-west-1")]), Ok(Some(json!("eu-west-1"))));
    assert_eq!(with("!GetAZs ''", &[("AWS::Region", "eu-west-1")]).unwrap().unwrap()[1], json!("eu-west-1b"));
}

#[test]
fn stand_ins_are_told_by_name_and_no_echo_values_can_be_given() {
    let text = "[!Ref Web, !GetAtt Web.PublicIp, !GetAtt Vpc.CidrBlock, !Ref AWS::Region, !Ref AWS::AccountId, !Ref Name, \
                !Ref Image, !ImportValue net, !Ref Secret]";
    let document = Document::parse(format!("{FRAME}{text}\n"));
    let (given, secrets) = (given(&[("AWS::Region", "eu-west-1")]), given(&[("Secret", "s3cret"), ("Name", "other")]));
    let mut evaluation = Evaluation::of(Template::of(&document), &given).with_no_echo(&secrets);
    let node = document.node(&Path::root().join("Value")).unwrap();
    let value = evaluation.value(node).unwrap().unwrap();
    assert_eq!((&value[5], &value[8]), (&json!("web"), &json!("s3cret")));
    let told: Vec<_> = evaluation.stand_ins().iter().map(|(name, value)| (name.as_str(), json!(value))).collect();
    let expected = [
        ("AWS::AccountId", json!("123456789012")),
        ("Export net", json!("imported-net")),
        ("Image (a value in Systems Manager)", json!("ami-0123456789abcdef0")),
        ("Secret", json!("s3cret")),
        ("Web", value[0].clone()),
        ("Web.PublicIp", json!("203.0.113.10")),
    ];
    assert_eq!(told, expected);
}

#[test]
fn sub_fills_in_and_leaves_literals() {
    assert_eq!(
        value("!Sub 'a ${Name} ${!Name} $HOME ${Web.PublicIp} ${ AWS::Region }'").as_str(),
        Some("a web ${Name} $HOME 203.0.113.10 us-east-1")
    );
    assert_eq!(value("!Sub ['${x}-${Name}', {x: !Ref Count, Name: own}]"), json!("3-own"));
    assert_eq!(value("{Fn::Sub: ['${x}', {x: {Ref: Name}}]}"), json!("web"));
    assert_eq!(value("{Fn::Base64: !Sub '${Name}'}"), json!("d2Vi"));
    assert_eq!(value("!Base64 {Fn::Sub: '${Name}s'}"), json!("d2Vicw=="));
    assert_eq!(value("!Base64 'héé'"), json!("aMOpw6k="));
    for (text, says) in [
        (
            "!Sub '${Nam}'",
            "line 20, column 8: Value: The template has no parameter or resource Nam. It has Name, Count",
        ),
        ("!Sub '${Zones}'", "${Zones} is a list. Join it"),
        ("!Sub [!Ref Name, {}]", "Fn::Sub needs literal text"),
        ("!Sub '${Wanted}'", "The parameter Wanted has no default. Give it a value."),
        ("!Ref Off", "Off is not made: its condition Never is false."),
    ] {
        assert!(fault(text).contains(says), "{text}: {}", fault(text));
    }
}

#[test]
fn lists_are_joined_split_selected() {
    for (text, expected) in [
        ("!Join ['-', [a, !Ref Name, 3, !Ref AWS::NoValue]]", json!("a-web-3")),
        ("!Join ['', !Ref Zones]", json!("abc")),
        ("!Select [1, !Split [',', 'a,b,c']]", json!("b")),
        ("!Select ['2', !GetAZs {Ref: 'AWS::Region'}]", json!("us-east-1c")),
        ("!FindInMap [Sizes, !Ref AWS::Region, small]", json!("t3.micro")),
        ("!FindInMap [Sizes, us-east-1, list]", json!(["x", "y"])),
        ("!FindInMap [Sizes, mars, small, {DefaultValue: none}]", json!("none")),
        ("!Cidr [!GetAtt Vpc.CidrBlock, 2, 8]", json!(["10.9.0.0/24", "10.9.1.0/24"])),
        ("{Fn::Length: !Ref Zones}", json!("3")),
        ("{Fn::ToJsonString: {a: [1, !Ref Name]}}", json!("{\"a\":[1,\"web\"]}")),
    ] {
        assert_eq!(value(text), expected, "{text}");
    }
    for (text, says) in [
        ("!Select [3, [a]]", "The list has 1 items, counted from 0; 3 is none of them."),
        ("!FindInMap [Sizes, mars, small]", "The template has no key in Sizes: mars. It has us-east-1, eu-west-1."),
        ("!Join [a]", "Fn::Join needs a literal list of 2 items."),
        ("!Cidr [10.0.0.0/24, 3, 8]", "10.0.0.0/24 has not 3 blocks of /24."),
        ("!Transform {Name: x}", "What Fn::Transform gives is known at a deployment only."),
        ("!Frobnicate x", "!Frobnicate is not a CloudFormation function."),
        ("{Fn::Sub: x, b: 1}", "Fn::Sub has other keys beside it."),
        ("{<<: {a: 1}}", "does not merge mappings"),
    ] {
        assert!(fault(text).contains(says), "{text}: {}", fault(text));
    }
}

#[test]
fn conditions_choose_and_no_value_takes_its_entry_away() {
    assert_eq!(value("!If [Both, yes it is, no]"), json!("yes it is"));
    assert_eq!(value("{Fn::If: [Never, {a: 1}, {b: 2}]}"), json!({"b": "2"}));
    assert_eq!(
        value("{a: !Ref AWS::NoValue, b: !If [Never, 1, !Ref AWS::NoValue], c: [!Ref AWS::NoValue, 1]}"),
        json!({"c": ["1"]})
    );
    assert_eq!(with("!If [IsWeb, 1, 2]", &[("Name", "other")]), Ok(Some(json!("2"))));
    assert!(fault("!If [Loop, 1, 2]").contains("The condition Loop asks for itself."));
    assert!(fault("!If [Nope, 1, 2]").contains("The template has no condition Nope. It has IsWeb, Both, Never, Loop."));
    assert!(fault("!Equals [a, a]").contains("Fn::Equals is a condition."));
}

#[test]
fn metadata_come_as_a_whole_in_their_order() {
    let text = "Parameters: {P: {Type: String, Default: x}}\nConditions: {No: !Equals [a, b]}\nResources:\n  W:\n    Metadata:\n      \
                AWS::CloudFormation::Init: {z: {files: {/b: {content: !Ref P, mode: \"000644\"}}}, a: {}}\n  \
                N: {Condition: No, Metadata: {a: 1}}\n  B: {Type: T}\n";
    let document = Document::parse(text);
    let given = ParameterValues::new();
    let mut evaluation = Evaluation::of(Template::of(&document), &given);
    let metadata = evaluation.metadata("W").unwrap().unwrap();
    let expected = r#"{"AWS::CloudFormation::Init":{"z":{"files":{"/b":{"content":"x","mode":"000644"}}},"a":{}}}"#;
    assert_eq!(metadata.to_string(), expected);
    assert!(evaluation.metadata("N").unwrap_err().to_string().contains("N is not made: its condition No is false."));
    assert_eq!((evaluation.metadata("B"), evaluation.metadata("gone")), (Ok(None), Ok(None)));
}

#[test]
fn hostile_templates_end_with_an_answer() {
    // Text that doubles at each level, through Fn::Sub and through anchors.
    let doubles = (0..60).fold("x".to_string(), |inner, _| format!("!Sub ['${{a}}${{a}}', {{a: {inner}}}]"));
    assert!(fault(&doubles).contains("is too large"), "{}", fault(&doubles));
    // Attributes that are each other, conditions in a long row.
    let document = Document::parse(
        "Resources:\n  A: {Properties: {X: !GetAtt B.X}}\n  B: {Properties: {X: !GetAtt A.X}}\nValue: !GetAtt A.X\n",
    );
    let given = ParameterValues::new();
    let mut evaluation = Evaluation::of(Template::of(&document), &given);
    let node = document.node(&Path::root().join("Value")).unwrap();
    assert!(evaluation.value(node).unwrap_err().message.contains("refers to itself"));
    let row: String = (0..5000).map(|i| format!("  C{i}: !Not [!Condition C{}]\n", i + 1)).collect();
    let document = Document::parse(format!("Conditions:\n{row}  C5000: !Equals [a, a]\nValue: !If [C0, 1, 2]\n"));
    let mut evaluation = Evaluation::of(Template::of(&document), &given);
    let node = document.node(&Path::root().join("Value")).unwrap();
    assert!(evaluation.value(node).unwrap_err().message.contains("nests too deep"));
    let deep = |levels| format!("{}1{}", "[".repeat(levels), "]".repeat(levels));
    assert!(with(&deep(90), &[]).is_ok());
    assert!(fault(&deep(250)).contains("nests too deep"));
    for odd in [
        "!Sub []",
        "!Ref []",
        "!If {}",
        "!GetAtt X",
        "!GetAtt [Web]",
        "!Select [[], []]",
        "!Cidr 3",
        "!Base64 []",
        "!Join [[], a]",
        "!FindInMap [[], a, b]",
        "!Split ['', a]",
        "!Cidr [::/0, 1, 8]",
        "!Cidr [10.0.0.0/8, 999, 8]",
        "{? [a] : b}",
        "{Fn::ForEach::x: []}",
        "!Sub '${}'",
        "!Length x",
        "!Condition IsWeb",
    ] {
        assert!(with(odd, &[]).is_err(), "{odd}");
    }
    assert_eq!(value("!Sub 'a ${ b'"), json!("a ${ b"));
}

#[test]
fn json_text_keeps_numbers_and_booleans_that_are_written_out() {
    assert_eq!(
        value("!ToJsonString {n: 8080, t: yes, f: 2.50, q: \"1\", z: 0750, d: 2012-10-17, e: 6e2}"),
        json!("{\"n\":8080,\"t\":true,\"f\":2.5,\"q\":\"1\",\"z\":488,\"d\":\"2012-10-17\",\"e\":600.0}")
    );
    let inner = "Fn::ToJsonString: [!If [IsWeb, 1, 2], !Join ['', [1, 2]], !Select [0, [7]], {a: !Sub '${Count}'}, !Ref AWS::NoValue]";
    assert_eq!(value(&format!("{{{inner}}}")), json!("[1,\"12\",\"7\",{\"a\":\"3\"}]"));
    assert_eq!(value("[!ToJsonString [1], 2]"), json!(["[1]", "2"]));
}

#[test]
fn numbers_without_quotes_arrive_in_other_digits() {
    assert_eq!(value("[087654321098, 3e2, !Sub 09]"), json!(["8.7654321098E10", "300.0", "09"]));
}

const LOOPS: &str = "\
Transform: [AWS::LanguageExtensions]
Parameters:
  Names: {Type: CommaDelimitedList, Default: 'one,t-wo'}
  Open: {Type: CommaDelimitedList}
Conditions:
  Fn::ForEach::Flags: [F, [A, B], {'Is${F}': !Equals [!Ref F, A]}]
Resources:
  Topic: {Type: AWS::SNS::Topic}
  Fn::ForEach::Pairs:
    - Name
    - !Ref Names
    - Fn::ForEach::Inner:
        - F
        - [A, B]
        - Host&{Name}${F}:
            Type: AWS::EC2::Instance
            Condition: Is${F}
            Metadata:
              text: !Sub '${Name} ${F} ${Topic} &{Name}'
              other: !If [IsA, !GetAtt 'Topic.TopicName', x]
              Fn::ForEach::Keys: [K, [k1, k2], {'${Name}-${K}': !Ref K}]
              last: !Ref Name
  Fn::ForEach::Open: [N, !Ref Open, {'Open${N}': {Type: AWS::EC2::Instance, Metadata: {a: !Ref N}}}]
  Fn::ForEach::Far: [N, !GetAtt Topic.List, {'Far${N}': {Type: AWS::EC2::Instance}}]
Outputs: {Id: {Value: !Ref HosttwoA}, Not: {Value: !Ref HosttwoC}, FarId: {Value: !Ref FarX}}
";

#[test]
fn a_resource_that_a_loop_makes_has_its_own_values() {
    let document = Document::parse(LOOPS);
    assert_eq!(document.syntax_error(), None);
    let template = Template::of(&document);
    let given = given(&[]);
    let mut evaluation = Evaluation::of(template, &given);
    let expected = json!({
        "text": "t-wo A cf-init-Topic-8B29F38E6DA1 two", "other": "topic-name", "t-wo-k1": "k1", "t-wo-k2": "k2", "last": "t-wo"
    });
    let mut found = evaluation.metadata("HosttwoA").unwrap().unwrap();
    for key in ["text", "other"] {
        assert!(found[key].is_string(), "{found}");
        found[key] = expected[key].clone();
    }
    assert_eq!(found, expected);
    assert!(evaluation.metadata("HosttwoB").unwrap_err().message.contains("HosttwoB is not made"));
    assert_eq!(evaluation.metadata("HosttwoC"), Ok(None));
    assert_eq!(evaluation.holds("IsB"), Some(false));
    assert_eq!(
        Evaluation::names_made(template, "Resources", "Host&{Name}${F}"),
        ["HostoneA", "HostoneB", "HosttwoA", "HosttwoB"]
    );
    assert_eq!(Evaluation::names_made(template, "Resources", "Open${N}"), ["Open${N}"]);
    let output = |name: &str| document.node(&Path::root().keys(["Outputs", name, "Value"])).unwrap();
    assert!(evaluation.value(output("Id")).unwrap().unwrap().as_str().unwrap().starts_with("i-"));
    assert!(evaluation.value(output("Not")).unwrap_err().message.contains("no parameter or resource HosttwoC"));
    let unknown = evaluation.value(output("FarId")).unwrap_err();
    assert!(unknown.message.contains("Fn::ForEach::Far are known at a deployment only"), "{unknown}");
}

#[test]
fn a_loop_over_a_parameter_needs_its_value() {
    let document =
        Document::parse(LOOPS.replace("Fn::ForEach::Far: [N, !GetAtt Topic.List", "Fn::ForEach::Far: [N, []"));
    let wanted = given(&[]);
    let error = Evaluation::of(Template::of(&document), &wanted).metadata("Openx").unwrap_err();
    assert_eq!(error.wants.as_deref(), Some("Open"));
    let values = given(&[("Open", "x,y")]);
    let metadata = Evaluation::of(Template::of(&document), &values).metadata("Openy").unwrap();
    assert_eq!(metadata, Some(json!({"a": "y"})));
    let without = Document::parse(LOOPS.replace("AWS::LanguageExtensions", "AWS::Include"));
    let error = Evaluation::of(Template::of(&without), &wanted).metadata("HostoneA").unwrap_err();
    assert!(error.message.contains("AWS::LanguageExtensions"), "{error}");
}

#[test]
fn what_a_macro_adds_is_left_out_and_told() {
    let text = format!(
        "{FRAME}{{a: 1, Fn::Transform: {{Name: AWS::Include}}, b: !Transform {{Name: M}}, c: [{{Fn::Transform: {{Name: N}}}}, 2]}}\n"
    );
    let document = Document::parse(text);
    let given = given(&[]);
    let node = document.node(&Path::root().join("Value")).unwrap();
    let mut evaluation = Evaluation::of(Template::of(&document), &given);
    assert_eq!(evaluation.value(node), Ok(Some(json!({"a": "1", "c": ["2"]}))));
    let told: Vec<_> = evaluation.left_out().iter().map(|one| one.message.clone()).collect();
    assert!(told.len() == 3 && told[0].contains("Fn::Transform (AWS::Include) adds"), "{told:?}");
    assert!(told[1].contains("Fn::Transform (M) gives") && told[2].contains("(N) gives"), "{told:?}");
    assert!(Evaluation::of_known(Template::of(&document), &given).value(node).is_err());
}

#[test]
fn ref_takes_a_function_with_the_language_extensions() {
    assert!(fault("!Ref {Fn::Sub: Web}").contains("AWS::LanguageExtensions"));
    let text = format!("Transform: AWS::LanguageExtensions\n{FRAME}[!Ref {{Fn::Sub: '${{Name}}'}}, {{Ref: !Join ['', [Na, me]]}}, !GetAtt [!Sub 'V${{Part}}', CidrBlock], !Length [1, 2], !FindInMap [No, a, b, {{DefaultValue: d}}]]\n")
        .replace("  Name: {", "  web: {Type: String, Default: found}\n  Part: {Type: String, Default: pc}\n  Name: {");
    let document = Document::parse(text);
    assert_eq!(document.syntax_error(), None);
    let given = given(&[]);
    let node = document.node(&Path::root().join("Value")).unwrap();
    let value = Evaluation::of(Template::of(&document), &given).value(node);
    assert_eq!(value, Ok(Some(json!(["found", "web", "10.9.0.0/16", "2", "d"]))));
}

#[test]
fn the_output_of_another_stack_has_a_stand_in() {
    let expected = json!("output-Host-of-data");
    assert_eq!(value("!GetStackOutput {StackName: data, OutputName: Host, Region: eu-west-1}"), expected);
    assert_eq!(value("{Fn::GetStackOutput: {StackName: !Sub data, OutputName: Host, RoleArn: arn}}"), expected);
    assert!(fault("!GetStackOutput {StackName: data}").contains("needs OutputName"));
    assert!(fault("!GetStackOutput {StackName: a, OutputName: b, Stack: c}").contains("has no Stack"));
}

#[test]
fn an_expansion_of_the_shell_in_sub_is_named_with_its_line() {
    let message = fault("!Sub |\n  one\n  two ${A:-b}");
    assert!(message.contains("line 22") && message.contains("Write ${!A:-b}"), "{message}");
}

#[test]
fn conditions_are_true_false_or_unknown_without_stand_ins() {
    let text = "Parameters: {Given: {Type: String}, Other: {Type: String, Default: x}}\nConditions:\n\
                \x20 A: !Equals [!Ref Given, x]\n  B: {'Fn::Not': [{Condition: A}]}\n\
                \x20 C: !And [!Condition A, !Condition Away]\n  D: !And [!Condition Away, !Condition B]\n\
                \x20 E: !Or [!Condition Away, !Condition A]\n  F: !Condition F\n\
                \x20 G: !Equals [!Ref 'AWS::Region', x]\n  H: !Equals [!Ref Other, x]\n\
                V: !If [B, 1, !If [A, !Ref Given, 3]]\nW: !If [G, 1, 2]\nX: !GetAZs ''\n";
    let document = Document::parse(text);
    let given = given(&[("Given", "x")]);
    let mut evaluation = Evaluation::of_known(Template::of(&document), &given);
    let holds: Vec<_> = "ABCDEFGHI".chars().map(|name| evaluation.holds(&name.to_string())).collect();
    let (yes, no) = (Some(true), Some(false));
    assert_eq!(holds, [yes, no, None, no, yes, None, None, None, None]);
    let mut text = |key: &str| evaluation.text_of_value(document.node(&Path::root().join(key)).unwrap());
    assert_eq!([text("V"), text("W"), text("X")], [Some("x".to_string()), None, None]);
}
