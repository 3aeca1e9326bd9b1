//! The rules of signals beside each other: what they say of scripts whose text alone would say something else.

use cf_init::check::check;
use cf_init::document::Document;

const RULES: [&str; 6] = [
    "signal/nobody-signals",
    "signal/not-awaited",
    "signal/other-resource",
    "user-data/signal-constant",
    "user-data/signal-last-command",
    "user-data/signal-unreachable",
];
const INIT: &str = "cfn-init -s ${AWS::StackName} -r Web";
const SIGNAL: &str = "cfn-signal -e $? --stack ${AWS::StackName} --resource Web";

/// The template of a machine with this user data; `INIT` and `SIGNAL` stand for the calls.
fn template(policy: &str, data: &str) -> String {
    let data = data.replace("INIT", INIT).replace("SIGNAL", SIGNAL);
    let lines: String = data.lines().map(|line| format!("          {line}\n")).collect();
    format!(
        "Resources:\n  Web:\n    Type: AWS::EC2::Instance\n    Metadata: {{AWS::CloudFormation::Init: {{config: {{}}}}}}\n\
         {policy}    Properties:\n      UserData:\n        Fn::Base64: !Sub |\n{lines}"
    )
}

fn found(text: &str) -> Vec<&'static str> {
    let all = check(&Document::parse(text));
    let mut ids: Vec<&str> = all.iter().map(|one| one.rule.id).filter(|id| RULES.contains(id)).collect();
    ids.sort_unstable();
    ids
}

const POLICY: &str = "    CreationPolicy:\n      ResourceSignal: {Timeout: PT10M}\n";

#[test]
fn rules_follow_the_script_and_not_its_words() {
    for (data, expected) in [
        // The plain ways.
        ("#!/bin/bash\nINIT\nSIGNAL", &[][..]),
        ("#!/bin/bash -e\nINIT\nSIGNAL", &["user-data/signal-unreachable"]),
        ("#!/bin/bash -e\ntrap 'SIGNAL' EXIT\nINIT", &[]),
        ("#!/bin/bash\nINIT\ncfn-signal -e 0 --stack s --resource Web", &["user-data/signal-constant"]),
        // `set +e` before cfn-init: a failure goes on to the signal.
        ("#!/bin/bash -e\nset +e\nINIT\nSIGNAL", &[]),
        // The options of another program are none of the shell.
        ("#!/bin/bash\nset -- -e\nINIT\nSIGNAL", &[]),
        ("#!/bin/bash\nINIT || exit 1\nSIGNAL", &["user-data/signal-unreachable"]),
        // A loop that tries again ends nothing, and `cat` hardly fails.
        ("#!/bin/bash\nuntil apt-get update; do sleep 5; done\nINIT\nSIGNAL", &[]),
        ("#!/bin/bash\ncat > /etc/motd <<X\nhello\nX\nINIT\nSIGNAL", &[]),
        // Before the trap is set nothing signals.
        ("#!/bin/bash -e\napt-get update\ntrap 'SIGNAL' EXIT\nINIT", &["user-data/signal-unreachable"]),
        // The code is kept and given later.
        ("#!/bin/bash\nINIT\nrc=$?\ndate > /tmp/done\ncfn-signal -e $rc --stack s --resource Web", &[]),
        ("#!/bin/bash\nINIT\necho done\nSIGNAL", &["user-data/signal-constant"]),
        ("#!/bin/bash\nINIT\ncurl -f localhost\nSIGNAL", &["user-data/signal-last-command"]),
        ("#!/bin/bash\nINIT && curl -f localhost\nSIGNAL", &[]),
        // What the author ignores on purpose is no surprise.
        ("#!/bin/bash\nyum update -y || true\nINIT\nSIGNAL", &[]),
        (
            "#!/bin/bash\nif INIT; then cfn-signal -e 0 --stack s --resource Web; else cfn-signal -e 1 --stack s --resource Web; fi",
            &[],
        ),
        // A function that nothing calls, a text, a comment: no signal.
        ("#!/bin/bash\nfinish() {\n  SIGNAL\n}\nINIT", &["signal/nobody-signals"]),
        ("#!/bin/bash\nINIT\necho SIGNAL", &["signal/nobody-signals"]),
        ("#!/bin/bash\nINIT\n# SIGNAL", &["signal/nobody-signals"]),
        ("#!/bin/bash\nINIT\nexit 0\nSIGNAL", &["signal/nobody-signals"]),
        // What is written into a file may be run by something else.
        ("#!/bin/bash\ncat > /etc/rc.local <<'X'\nSIGNAL\nX\nINIT", &[]),
        // A name in a variable.
        ("#!/bin/bash\nme=Web\nINIT\ncfn-signal -e $? --stack s --resource $me", &[]),
        ("#!/bin/bash\nme=Db\nINIT\ncfn-signal -e $? --stack s --resource $me", &["signal/other-resource"]),
        ("#!/bin/bash\nINIT\ncfn-signal -e $? --stack s --resource ${AWS::StackName}", &[]),
        // cloud-config, and parts of MIME.
        ("#cloud-config\nruncmd:\n  - INIT\n  - SIGNAL", &[]),
        ("#cloud-config\nruncmd:\n  - INIT", &["signal/nobody-signals"]),
        (
            "#cloud-config\nruncmd:\n  - INIT\n  - [cfn-signal, -e, 0, --stack, s, --resource, Web]",
            &["user-data/signal-constant"],
        ),
        (
            "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/x-shellscript\n\n\
             #!/bin/bash -e\nINIT\n--b\nContent-Type: text/x-shellscript\n\n#!/bin/bash\nSIGNAL\n--b--",
            &["user-data/signal-constant"],
        ),
        (
            "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/x-shellscript\n\n\
             #!/bin/bash -e\nINIT\nSIGNAL\n--b\nContent-Type: text/cloud-config\n\n#cloud-config\nruncmd: [date]\n--b--",
            &["user-data/signal-unreachable"],
        ),
    ] {
        assert_eq!(found(&template(POLICY, data)), expected, "{data}");
    }
}

#[test]
fn nobody_waits_for_what_is_not_sent() {
    assert_eq!(found(&template("", "#!/bin/bash\nINIT\nSIGNAL")), ["signal/not-awaited"]);
    for data in ["#!/bin/bash\nINIT\necho SIGNAL", "#!/bin/bash\nfinish() {\n  SIGNAL\n}\nINIT", "#!/bin/bash\nINIT"] {
        assert_eq!(found(&template("", data)), [""; 0], "{data}");
    }
}

#[test]
fn lines_of_windows_are_read_by_their_words() {
    let script = |code: &str| {
        format!(
            "<powershell>\ncfn-init.exe -s s -r Web\ncfn-signal.exe -e {code} --stack s --resource Web\n</powershell>"
        )
    };
    assert_eq!(found(&template(POLICY, &script("$lastexitcode"))), [""; 0]);
    assert_eq!(found(&template("", &script("$lastexitcode"))), ["signal/not-awaited"]);
    assert_eq!(found(&template(POLICY, &script("0"))), ["user-data/signal-constant"]);
    let other = script("$lastexitcode").replace("--resource Web", "--resource Db");
    assert_eq!(found(&template(POLICY, &other)), ["signal/other-resource"]);
}
