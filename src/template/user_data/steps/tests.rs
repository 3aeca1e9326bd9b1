//! Steps of scripts in many shapes.

use super::*;

fn kinds(text: &str) -> Vec<(StepKind, &str)> {
    steps(text).into_iter().map(|step| (step.kind, text.get(step.span).unwrap())).collect()
}

const SCRIPT: &str = "#!/bin/bash -xe
set -o pipefail

# helpers
apt-get update
apt-get install -y python3-pip
pip3 install https://s3.amazonaws.com/cloudformation-examples/aws-cfn-bootstrap-py3-latest.tar.gz
mkdir -p /opt/aws/bin
ln -s /usr/local/bin/cfn-* /opt/aws/bin/
# run it
/opt/aws/bin/cfn-init -v --stack ${AWS::StackName} --resource Web -c default,extra --region ${AWS::Region}
echo done
curl --retry 5 --retry-delay 3 http://localhost:8080/health
/opt/aws/bin/cfn-signal -e $? --stack ${AWS::StackName} --resource Web
";

#[test]
fn a_script_is_its_steps() {
    let found: Vec<StepKind> = kinds(SCRIPT).iter().map(|step| step.0).collect();
    use StepKind::{Health, Init, Install, Interpreter, Own, Signal};
    assert_eq!(found, [Interpreter, Own, Install, Init, Own, Health, Signal]);
    let joined: String = kinds(SCRIPT).iter().map(|step| step.1).collect();
    assert_eq!(joined, SCRIPT);
    let all = steps(SCRIPT);
    let of = |kind: StepKind| all.iter().find(|step| step.kind == kind).unwrap();
    assert!(SCRIPT.get(of(Init).span.clone()).unwrap().starts_with("# run it\n"));
    assert_eq!(of(Init).says(CfnOption::ConfigSets), Some("default,extra"));
    assert_eq!(of(Signal).when, Some(SignalCondition::Reached));
    let value = |ask: StepField| of(Health).field(ask).map(|field| field.value.as_str());
    assert_eq!(value(StepField::Address), Some("http://localhost:8080/health"));
    assert_eq!((value(StepField::Tries), value(StepField::Pause)), (Some("5"), Some("3")));
}

#[test]
fn functions_traps_and_blocks_are_seen() {
    let text = "#!/bin/bash\nfinish() {\n  code=$?\n  cfn-signal -e $code --stack s --resource Web\n}\ntrap finish EXIT\nif x; then\n  cfn-init -s s -r Web\nfi\nuntil curl -f http://127.0.0.1/; do\n  sleep 5\ndone\n";
    let all = steps(text);
    let found: Vec<_> = all.iter().map(|step| (step.kind, step.when, step.bound)).collect();
    use StepKind::{Health, Init, Interpreter, Own, Signal};
    assert_eq!(
        found,
        [
            (Interpreter, None, true),
            (Signal, Some(SignalCondition::Trap), false),
            (Signal, Some(SignalCondition::Trap), false),
            (Own, None, true),
            (Init, None, true),
            (Own, None, true),
            (Health, None, false),
        ]
    );
    assert_eq!(steps("trap 'cfn-signal -e $? --resource A' EXIT\n")[0].when, Some(SignalCondition::Trap));
    assert_eq!(steps("trap 'cfn-signal -e 1 --resource A' ERR\n")[0].when, Some(SignalCondition::Called));
    assert_eq!(
        steps("function bad { cfn-signal -e 1 --resource A\n exit 1; }\n")[0].when,
        Some(SignalCondition::Called)
    );
}

#[test]
fn messages_and_logs_are_no_steps() {
    for text in [
        "echo curl http://localhost\n",
        "tail /var/log/cfn-init.log\n",
        "# cfn-init -s x\n",
        "",
        "cat > f <<E\ncfn-hup\nE\n",
    ] {
        assert!(steps(text).iter().all(|step| step.kind == StepKind::Own), "{text}");
    }
}
