//! Outlooks of whole templates.

use super::*;
use crate::document::Document;

fn machine(policy: &str, data: &str) -> Document {
    let lines: String = data.lines().map(|line| format!("          {line}\n")).collect();
    Document::parse(format!(
        "Resources:\n  Web:\n    Type: AWS::EC2::Instance\n{policy}    Properties:\n      UserData:\n        Fn::Base64: !Sub \
         |\n{lines}"
    ))
}

const POLICY: &str = "    CreationPolicy:\n      ResourceSignal: {Timeout: PT10M}\n";

fn shown(document: &Document) -> Vec<String> {
    let found = outlooks(document, "Web");
    let row = |row: &SignalRow| {
        let line = row.failing.as_ref().and_then(|failing| failing.line).map_or("-".into(), |line| line.to_string());
        format!("{line} {}", row.outcome.name())
    };
    found.iter().flat_map(|outlook| &outlook.rows).map(row).collect()
}

#[test]
fn a_script_is_followed_in_the_template() {
    let script = "#!/bin/bash -e\nyum install -y x\ncfn-init -s ${AWS::StackName} -r Web\n\
                  cfn-signal -e $? --stack ${AWS::StackName} --resource Web\n";
    let document = machine(POLICY, script);
    assert_eq!(shown(&document), ["- success", "10 no signal", "11 no signal", "12 no signal"]);
    let found = outlooks(&document, "Web");
    assert_eq!(
        found[0].summary,
        "If nothing fails, CloudFormation gets success; whichever of 2 commands fails, Web waits 10 minutes, then rolls \
         back without a reason."
    );
    assert_eq!(found[0].rows[1].does, "set -e ends the script on line 10 before it signals.");
    let without = outlooks(&machine("", script), "Web");
    assert_eq!((without[0].wait.reason, without[0].rows.len()), (WaitReason::Nothing, 4));
}

/// Each row: the lines of a script before the signals, and what comes of it if nothing fails and if line 10 does.
#[test]
fn the_code_of_a_failure_is_followed_into_tests() {
    let (fail, good) = ("cfn-signal -e 1 --stack s --resource Web", "cfn-signal -e 0 --stack s --resource Web");
    for (script, expected) in [
        (format!("./x\ncase $? in\n0) {good};;\n*) {fail};;\nesac"), ["- success", "10 failure"]),
        (format!("./x\n(( $? == 0 )) && {good} || {fail}"), ["- success", "10 failure"]),
        (format!("./x\nr=$?\nif (( r > 0 )); then {fail}; else {good}; fi"), ["- success", "10 failure"]),
        (
            format!("./x | tee log\nif [ ${{!PIPESTATUS[0]}} -ne 0 ]; then {fail}; exit; fi\n{good}"),
            ["- success", "10 failure"],
        ),
        (format!("./x && DONE=1\nif [ -n \"$DONE\" ]; then {good}; else {fail}; fi"), ["- success", "10 failure"]),
        (format!("shopt -s inherit_errexit; set -e; y=$(./x; ./z)\n{good}"), ["- success", "10 no signal"]),
        (format!("set -u; ./x; echo $unset\n{good}"), ["- no signal", "10 no signal"]),
        (format!("./x | while read -r a; do echo $a; done\n{good}"), ["- success", "10 success"]),
        (
            "./x\nwords=(--stack s --resource Web)\ncfn-signal -e 0 \"${!words[@]}\"".to_string(),
            ["- unknown", "10 unknown"],
        ),
    ] {
        let found = shown(&machine(POLICY, &format!("#!/bin/bash\n{script}\n")));
        assert_eq!(found.get(..2), Some(&expected.map(String::from)[..]), "{script}");
    }
}

#[test]
fn a_sleep_over_the_timeout_is_late() {
    let script = "#!/bin/bash\nfor i in {1..100}; do curl localhost && break; sleep 10; done\n\
                  cfn-signal -e 0 --stack s --resource Web\n";
    assert_eq!(shown(&machine(POLICY, script)), ["- success", "10 too late", "11 no signal"]);
}

#[test]
fn runcmd_is_one_script_without_errexit() {
    let data = "#cloud-config\nruncmd:\n  - yum install -y x\n  - [cfn-init, -s, '${AWS::StackName}', -r, Web]\n  \
                - cfn-signal -e $? --stack ${AWS::StackName} --resource Web\n";
    assert_eq!(shown(&machine(POLICY, data)), ["- success", "11 success", "12 failure", "13 no signal"]);
}

#[test]
fn what_no_shell_reads_is_unknown_or_nothing() {
    for (data, outcome) in [
        ("#!/usr/bin/env python3\nsignal()", "- unknown"),
        ("#!/usr/bin/env python3\nprint()", "- no signal"),
        ("#!/usr/bin/env bash -e\ncfn-signal -e 0 --stack s --resource Web", "- no signal"),
        ("<powershell>\ncfn-signal.exe -e 0\n</powershell>", "- unknown"),
        ("echo x", "- no signal"),
        ("#!/bin/zsh\ncfn-signal", "- unknown"),
    ] {
        assert_eq!(shown(&machine(POLICY, data)), [outcome], "{data}");
    }
}

#[test]
fn a_wait_condition_is_signalled_through_its_handle() {
    let text = "Resources:\n  Handle: {Type: AWS::CloudFormation::WaitConditionHandle}\n  Wait:\n    Type: \
                AWS::CloudFormation::WaitCondition\n    DependsOn: Web\n    Properties: {Handle: !Ref Handle, Timeout: '900'}\n  \
                Web:\n    Type: AWS::EC2::Instance\n    Properties:\n      UserData:\n        Fn::Base64:\n          Fn::Join:\n    \
                \x20     - ''\n          - - \"#!/bin/bash\\n\"\n            - \"a || cfn-signal -e 1 '\"\n            - !Ref \
                Handle\n            - \"'\\ncfn-signal -e 0 '\"\n            - !Ref Handle\n            - \"'\\n\"\n";
    let found = outlooks(&Document::parse(text), "Web");
    let outcomes: Vec<_> = found[0].rows.iter().map(|row| row.outcome).collect();
    assert_eq!((found[0].wait.resource.as_str(), found[0].wait.seconds), ("Wait", Some(900)));
    assert_eq!(outcomes[..2], [SignalOutcome::Success, SignalOutcome::Failure]);
}

#[test]
fn a_command_of_cfn_init_may_signal() {
    let document = Document::parse(
        "Resources:\n  Web:\n    Type: AWS::EC2::Instance\n    CreationPolicy: {ResourceSignal: {}}\n    Metadata:\n      \
         AWS::CloudFormation::Init:\n        config:\n          commands:\n            done:\n              command: !Sub \
         cfn-signal -e 0 --stack ${AWS::StackName} --resource Web\n    Properties:\n      UserData:\n        Fn::Base64: !Sub \
         |\n          #!/bin/bash\n          cfn-init -s ${AWS::StackName} -r Web\n",
    );
    assert_eq!(shown(&document), ["- success", "15 no signal"]);
}

#[test]
fn branches_of_a_policy_are_what_is_waited_for() {
    let of = |policy: &str| {
        let document = Document::parse(format!("Resources: {{W: {{CreationPolicy: {policy}}}}}"));
        assert_eq!(document.syntax_error(), None, "{policy}");
        waits(Template::of(&document).resource("W").unwrap()).map(|waits| (waits.count, waits.seconds))
    };
    let some = |count: &str, seconds: Option<u32>| Some((count.to_string(), seconds));
    assert_eq!(of("{ResourceSignal: !If [C, {Count: 2, Timeout: PT15M}, !Ref AWS::NoValue]}"), some("2", Some(900)));
    assert_eq!(of("!If [C, {ResourceSignal: {Timeout: PT9M}}, !Ref AWS::NoValue]"), some("1", Some(540)));
    assert_eq!(
        of("{Fn::If: [C, {ResourceSignal: {Count: 2}}, {ResourceSignal: {Fn::If: [D, {Count: 3}, {}]}}]}"),
        some(COMPUTED, Some(300))
    );
    assert_eq!(of("{ResourceSignal: {Count: !Ref P, Timeout: !If [C, PT1M, PT2M]}}"), some(COMPUTED, None));
    assert_eq!(of("{ResourceSignal: {Fn::Transform: {Name: M}}}"), some(COMPUTED, None));
    assert_eq!(of("{AutoScalingCreationPolicy: {MinSuccessfulInstancesPercent: 50}}"), None);
    assert_eq!(of("!If [C, !Ref AWS::NoValue, {}]"), None);
    assert_eq!(of("!Ref AWS::NoValue"), None);
}

#[test]
fn a_machine_of_a_loop_is_signalled_by_its_key() {
    let text = "Transform: AWS::LanguageExtensions
Parameters: {Other: {Type: String}}
Resources:
  Fn::ForEach::L:
    - K
    - [A, B]
    - Web${K}:
        Type: AWS::EC2::Instance
        CreationPolicy: {ResourceSignal: {Timeout: PT10M}}
        Properties: {UserData: {Fn::Base64: !Sub \"#!/bin/bash\\ntrue\\ncfn-signal -e 0 --stack s --resource Web${K}\\n\"}}
";
    let first = |text: &str| {
        let found = outlooks(&Document::parse(text), "Web${K}");
        found[0].rows[0].outcome.name().to_string()
    };
    assert_eq!(first(text), "success");
    // Another name with a part put in may be any resource.
    assert_eq!(first(&text.replace("--resource Web${K}", "--resource Web${Other}")), "unknown");
    assert_eq!(first(&text.replace("--resource Web${K}", "--resource WebA")), "no signal");
}

#[test]
fn a_wait_condition_of_a_group_is_found_by_its_metadata_and_by_what_it_depends_on() {
    let text = |depends: &str, command: &str| {
        format!(
            "Resources:
  Handle: {{Type: AWS::CloudFormation::WaitConditionHandle}}
  Wait: {{Type: AWS::CloudFormation::WaitCondition, {depends}Properties: {{Handle: !Ref Handle, Timeout: '600'}}}}
  Launch:
    Type: AWS::EC2::LaunchTemplate
    Metadata: {{AWS::CloudFormation::Init: {{config: {{commands: {{a: {{command: {command}}}}}}}}}}}
    Properties: {{LaunchTemplateData: {{UserData: {{Fn::Base64: !Sub \"#!/bin/bash\\ncfn-init --stack ${{AWS::StackName}} --resource Launch\\n\"}}}}}}
  Fleet:
    Type: AWS::AutoScaling::AutoScalingGroup
    Properties: {{LaunchTemplate: {{LaunchTemplateId: !Ref Launch, Version: '1'}}}}
"
        )
    };
    let waits = |text: &str| outlooks(&Document::parse(text), "Fleet")[0].wait.reason;
    let signal = "!Sub 'cfn-signal -e 0 \"${Handle}\"'";
    assert_eq!(waits(&text("", signal)), WaitReason::WaitCondition);
    assert_eq!(waits(&text("", "[cfn-signal, -e, '0', !Ref Handle]")), WaitReason::WaitCondition);
    assert_eq!(waits(&text("DependsOn: Fleet, ", "'true'")), WaitReason::WaitCondition);
    assert_eq!(waits(&text("", "'true'")), WaitReason::Nothing);
}
