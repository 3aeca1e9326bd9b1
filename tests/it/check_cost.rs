//! What a check costs after one key: the rules of what the key changed, whatever else the template holds.

use std::time::{Duration, Instant};

use cf_init::check::{Checker, Values};
use cf_init::document::{Document, Path, Splice};

/// A template of `count` instances, each with metadata and user data, `filler` bytes of content in each.
fn template(count: usize, filler: usize) -> String {
    let mut text = String::from(
        "Parameters:\n  Image: {Type: 'AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>', Default: /aws/service/ami}\n\
         Resources:\n  Net:\n    Type: AWS::EC2::VPC\n    Properties: {CidrBlock: 10.0.0.0/16}\n",
    );
    for index in 0..count {
        text += &format!(
            "  Web{index}:\n    Type: AWS::EC2::Instance\n    Metadata:\n      AWS::CloudFormation::Init:\n        config:\n\
             \x20         files:\n            /etc/app{index}.conf:\n              content: |\n                {}\n\
             \x20             mode: '000644'\n    Properties:\n      ImageId: !Ref Image\n      InstanceType: t3.micro\n\
             \x20     Tags: [{{Key: Name, Value: !Sub 'web-${{Net}}-{index}'}}]\n      UserData:\n        Fn::Base64: !Sub |\n\
             \x20         #!/bin/bash\n          /opt/aws/bin/cfn-init --stack ${{AWS::StackName}} --resource Web{index} --region ${{AWS::Region}}\n",
            "x".repeat(filler)
        );
    }
    text
}

/// The document after a key in the instance type of the resource in the middle.
fn typed(document: &mut Document, count: usize) {
    let text = document.text();
    let from = text.find(&format!("Web{}:", count / 2)).expect("a resource");
    let at = from + text[from..].find("t3.micro").expect("its type");
    document.apply(Splice { range: at..at + 1, text: "m".into() });
}

/// The rules that ran after a key, and the time.
fn after_a_key(count: usize, filler: usize) -> (Vec<String>, usize, [Duration; 2]) {
    let mut document = Document::parse(template(count, filler));
    assert!(document.syntax_error().is_none());
    let size = document.text().len();
    let mut checker = Checker::default();
    let start = Instant::now();
    checker.check(&document, &Values::new());
    let first = start.elapsed();
    typed(&mut document, count);
    let start = Instant::now();
    checker.check(&document, &Values::new());
    let again = start.elapsed();
    let ran = checker.ran().iter().map(|(rule, path)| format!("{rule} {}", path.steps().len())).collect();
    (ran, size, [first, again])
}

#[test]
#[ignore = "a measurement: cargo test --test it check_cost -- --ignored --nocapture"]
fn one_key_in_a_small_and_a_large_template() {
    for (count, filler) in [(30, 150), (500, 1400)] {
        let (ran, size, [first, again]) = after_a_key(count, filler);
        println!(
            "{count} instances, {size} bytes: all rules {first:?}, after one key {again:?} for {} runs",
            ran.len()
        );
    }
}

#[test]
fn a_run_in_slices_finds_what_one_run_finds() {
    let count = 40;
    let mut document = Document::parse(template(count, 10));
    let (mut sliced, values) = (Checker::default(), Values::new());
    // One part after the other.
    sliced.prepare(&document, &values);
    let mut slices = 1;
    while !sliced.run(&document, &mut || false) {
        slices += 1;
    }
    assert!(slices > count * 4, "{slices}");
    let mut whole = Checker::default();
    assert_eq!(sliced.found(&document), whole.check(&document, &values));
    let all = sliced.ran().len();
    assert_eq!(all, whole.ran().len());

    // A run that a key ends goes on with what has not run, and with what the key changed.
    let mut broken_off = Checker::default();
    broken_off.prepare(&document, &values);
    assert!(!broken_off.run(&document, &mut || false));
    let before = broken_off.ran().len();
    typed(&mut document, count);
    broken_off.prepare(&document, &values);
    assert!(broken_off.run(&document, &mut || true));
    assert!(broken_off.ran().len() >= all - before);
    assert_eq!(broken_off.found(&document), Checker::default().check(&document, &values));
}

/// The number of rules that a key runs again is that of the rules that read what it changed, whatever else there is.
#[test]
fn a_key_runs_as_many_rules_in_a_large_template() {
    let of_one_resource = |count: usize| {
        let (ran, _, _) = after_a_key(count, 10);
        // Rules of machines also read the network, which is among the resources.
        ran.iter().filter(|rule| rule.ends_with(" 2")).count()
    };
    assert_eq!(of_one_resource(10), of_one_resource(60));
}

/// What nobody waits for is read for the machine alone that a key changes.
#[test]
fn a_key_in_another_resource_runs_no_rule_of_signals() {
    let policy = "    CreationPolicy: {ResourceSignal: {Timeout: PT5M}}\n    Type: AWS::EC2::Instance\n";
    let text = template(3, 10).replace("    Type: AWS::EC2::Instance\n", policy);
    let mut document = Document::parse(text + "  Bucket:\n    Type: AWS::S3::Bucket\n");
    let (mut checker, values) = (Checker::default(), Values::new());
    checker.check(&document, &values);
    let of_signals =
        |(rule, at): &&(&str, Path)| rule.contains("signal") && at.to_pointer().starts_with("/Resources/Web");
    let runs = |checker: &Checker| checker.ran().iter().filter(of_signals).count();
    let at = document.text().find("AWS::S3::Bucket").expect("the bucket");
    document.apply(Splice { range: at..at + 3, text: "Own".into() });
    checker.check(&document, &values);
    assert_eq!(runs(&checker), 0);
    // A wait condition counts for every machine, before and after: any may know its handle.
    let end = document.text().len();
    let condition = "  Done:\n    Type: AWS::CloudFormation::WaitCondition\n";
    document.apply(Splice { range: end..end, text: condition.into() });
    checker.check(&document, &values);
    assert!(runs(&checker) >= 3);
    document.apply(Splice { range: end..end + condition.len(), text: String::new() });
    checker.check(&document, &values);
    assert!(runs(&checker) >= 3);
}

/// The paths of the parts whose rules run again after `text` is written behind the first `place`; what is found is what a
/// checker finds that knows no earlier text.
fn rules_after(document: &mut Document, checker: &mut Checker, place: &str, text: &str) -> Vec<(&'static str, String)> {
    let at = document.text().find(place).expect("the place") + place.len();
    document.apply(Splice { range: at..at, text: text.into() });
    let found = checker.check(document, &Values::new());
    assert_eq!(found, Checker::default().check(document, &Values::new()));
    checker.ran().iter().map(|(rule, at)| (*rule, at.to_pointer())).collect()
}

#[test]
fn a_key_runs_no_rule_of_another_resource() {
    let mut document = Document::parse(template(5, 10));
    let mut checker = Checker::default();
    checker.check(&document, &Values::new());
    let others = ["resource/circular-dependency", "subnet/block", "template/quota"];
    for (place, text) in [("/etc/app3.conf:\n              content: |\n                ", "y"), ("'web-${Net}-3", "b")]
    {
        let ran = rules_after(&mut document, &mut checker, place, text);
        // It asks whether any other resource calls cfn-init, and the changed one does.
        let is_asked = |rule: &str| rule == "init/not-called";
        let is_own = |(rule, at): &&(&str, String)| {
            at.starts_with("/Resources/Web3") || at.is_empty() && !others.contains(rule) || is_asked(rule)
        };
        assert!(ran.len() > 20 && ran.iter().all(|one| is_own(&one)), "{ran:?}");
    }
}

#[test]
fn a_key_runs_the_rules_of_what_names_the_resource() {
    let text = template(3, 10).replace("--resource Web0", "--resource Web1");
    let mut document = Document::parse(text);
    let mut checker = Checker::default();
    checker.check(&document, &Values::new());
    // Web0 works through the metadata of Web1.
    let ran =
        rules_after(&mut document, &mut checker, "/etc/app1.conf:\n              content: |\n", "                y\n");
    let is_ran = |rule: &str, at: &str| ran.iter().any(|one| *one == (rule, at.to_string()));
    assert!(is_ran("user-data/unknown-set", "/Resources/Web0/Properties/UserData"), "{ran:?}");
    assert!(!is_ran("user-data/unknown-set", "/Resources/Web2/Properties/UserData"), "{ran:?}");
}

#[test]
fn a_key_in_a_name_runs_the_rules_of_names() {
    let mut document = Document::parse(template(3, 10));
    let mut checker = Checker::default();
    checker.check(&document, &Values::new());
    let names = |ran: &[(&str, String)]| {
        let of = |rule: &str| ran.iter().filter(|one| one.0 == rule).count();
        [of("reference/unknown"), of("resource/circular-dependency"), of("template/quota")]
    };
    let ran = rules_after(&mut document, &mut checker, "'web-${Net}-2", "x");
    assert_eq!(names(&ran), [1, 0, 0]);
    // A function that names another resource changes the graph alone.
    let ran = rules_after(&mut document, &mut checker, "'web-${Net}-2", "${Web0}");
    assert_eq!(names(&ran), [1, 1, 0]);
    // A new name of a resource is read by all that names one.
    let ran = rules_after(&mut document, &mut checker, "  Web2", "x");
    assert_eq!(names(&ran), [5, 1, 1]);
}

/// Words for people are read by the rules of the parameter alone.
#[test]
fn a_key_in_the_description_of_a_parameter_runs_its_own_rules() {
    let text = template(3, 10).replace("  Image: {", "  Image: {Description: 'The image', ");
    let mut document = Document::parse(text);
    let mut checker = Checker::default();
    checker.check(&document, &Values::new());
    let ran = rules_after(&mut document, &mut checker, "'The image", "s");
    assert!(ran.iter().all(|(_, at)| at.is_empty() || at == "/Parameters/Image"), "{ran:?}");
    // A default may be the image of any machine.
    let ran = rules_after(&mut document, &mut checker, "Default: /aws/service/ami", "2");
    assert!(ran.iter().any(|(_, at)| at == "/Resources/Web0/Properties/UserData"), "{ran:?}");
}
