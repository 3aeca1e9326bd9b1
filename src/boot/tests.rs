//! Plans of small templates: order, ends, restarts.

use super::*;
use crate::document::Document;

/// The plan of the resource `W` with this Init.
fn of(init: &str) -> BootPlan {
    let text = format!("Resources:\n  W:\n    Metadata:\n      AWS::CloudFormation::Init: {init}\n");
    plan(&Document::parse(text), "W", &ParameterValues::new(), BootRun::First).unwrap()
}

/// The steps without the call, as `section name` with a sign of how they end.
fn shown(plan: &BootPlan) -> Vec<String> {
    let step = |step: &BootStep| {
        let section = match step.kind {
            BootStepKind::Entry(section) => section.key(),
            BootStepKind::Config => "config",
            _ => return None,
        };
        let end = match step.outcome {
            StepOutcome::Done => "",
            StepOutcome::Open => " ?",
            StepOutcome::Skipped => " -",
            StepOutcome::Fails(_) => " !",
            StepOutcome::NotReached => " x",
        };
        Some(format!("{section} {}{end}", step.name))
    };
    plan.steps.iter().filter_map(step).collect()
}

#[test]
fn sections_have_an_order_and_entries_that_of_their_names() {
    let plan = of("{config: {commands: {b: {command: x}, a: {command: \"true\"}, B: {command: x}}, \
         services: {systemd: {z: {enabled: true}, y: {}}}, files: {/b: {content: x}, /a: {content: x}}, \
         users: {u: {}}, groups: {g: {}}, packages: {yum: {q: [], p: []}, apt: {r: []}, dnf: {n: []}}}}");
    let wanted = [
        "config config",
        "packages r ?",
        "packages q ?",
        "packages p ?",
        "packages dnf -",
        "groups g",
        "users u",
        "files /a",
        "files /b",
        "commands B ?",
        "commands a",
        "commands b ?",
        "services z ?",
        "services y",
    ];
    assert_eq!(shown(&plan), wanted);
    assert_eq!((plan.exit_code, plan.stop), (None, None));
}

#[test]
fn the_exit_code_is_known_where_the_template_decides_it() {
    for (init, code, stop) in [
        ("{}", Some(0), None),
        ("{config: {}}", Some(0), None),
        ("{other: {}}", Some(0), None),
        ("{config: {files: {/a: {content: x}}}}", Some(0), None),
        ("{configSets: {default: [gone]}, a: {}}", Some(1), Some("cfn-init")),
        ("{configSets: {default: a, b: [{ConfigSet: gone}]}, a: {}}", Some(1), Some("cfn-init")),
        ("{configSets: {default: [{ConfigSet: default}]}, a: {}}", Some(1), Some("cfn-init")),
        ("{configSets: {default: [{Else: a}]}, a: {}}", Some(1), Some("cfn-init")),
        ("{configSets: {}, a: {}}", Some(1), Some("cfn-init")),
        ("{configSets: {other: [a]}, a: {}}", Some(1), Some("cfn-init")),
        ("{configSets: {default: [b, a]}, a: {}, b: {}}", Some(0), None),
        ("{config: {files: {a: {content: x}}}}", Some(1), Some("a")),
        ("{config: {files: {/a: {content: \"\"}}}}", Some(1), Some("/a")),
        ("{config: {files: {/a: {content: {}, source: \"\"}}}}", Some(1), Some("/a")),
        ("{config: {files: {/a: {content: x, mode: 000755}}}}", Some(1), Some("/a")),
        ("{config: {files: {/a: {content: x, mode: 000644}}}}", Some(0), None),
        ("{config: {files: {/a: {content: x, mode: u=rw}}}}", Some(1), Some("/a")),
        ("{config: {files: {/a: {content: x, owner: app}}, commands: {c: {command: useradd app}}}}", None, None),
        ("{config: {files: {/a: {content: x, owner: app}}, users: {app: {}}}}", Some(0), None),
        (
            "{configSets: {default: [a, b]}, a: {files: {/a: {content: x, group: app}}}, b: {groups: {app: {}}}}",
            Some(1),
            Some("/a"),
        ),
        ("{config: {files: {/a: {content: Zg, encoding: base64}}}}", Some(1), Some("/a")),
        ("{config: {files: {/a: {content: /b, mode: \"120777\"}, /b: {content: x}}}}", Some(1), Some("/a")),
        ("{config: {users: {app: {groups: [web]}}}}", None, None),
        ("{config: {commands: {a: {command: \"false\"}, b: {command: x}}}}", Some(1), Some("a")),
        ("{config: {commands: {a: {command: \"false\", ignoreErrors: \"true\"}}}}", Some(0), None),
        ("{config: {commands: {a: {test: \"true\"}}}}", Some(1), Some("a")),
        ("{config: {commands: {a: {command: x, test: \"false\"}}}}", Some(0), None),
        ("{config: {sources: {/a: file:///b.zip}}}", Some(1), Some("/a")),
        ("{config: {files: [x]}}", Some(1), Some("files")),
        ("{config: text}", Some(1), Some("cfn-init")),
    ] {
        let plan = of(init);
        let at = plan.stop.as_ref().and_then(|stop| plan.steps.get(stop.step)).map(|step| step.name.as_str());
        assert_eq!((plan.exit_code, at), (code, stop), "{init}: {plan:#?}");
    }
}

#[test]
fn a_service_is_restarted_by_what_changed_in_its_own_config() {
    let plan = of("{configSets: {default: [a, b]}, a: {files: {/x: {content: x}}}, \
         b: {files: {/y: {content: y}}, packages: {apt: {nginx: []}}, commands: {c: {command: x, test: \"false\"}}, \
         services: {systemd: {one: {files: [/x, /y], ensureRunning: false}, two: {files: [/x], ensureRunning: true}, \
         three: {packages: {apt: [nginx]}}, four: {commands: [c]}}}}}");
    let service = |name: &str| plan.steps.iter().find(|step| step.name == name).unwrap();
    let y = plan.steps.iter().position(|step| step.name == "/y").unwrap();
    assert_eq!(
        (service("one").because.as_slice(), service("one").actions.as_slice()),
        (&[y][..], &[ServiceAction::Restart][..])
    );
    assert_eq!(service("two").actions, [ServiceAction::Start]);
    assert_eq!(service("three").actions, [ServiceAction::MayRestart]);
    assert_eq!(service("four").actions, []);
    assert_eq!(plan.restarted_by(y).count(), 1);
}

/// The plan of a run of the machine `W` with this user data and Init, both indented below their keys.
fn machine(data: &str, init: &str, run: BootRun) -> BootPlan {
    let data: String = data.lines().map(|line| format!("          {line}\n")).collect();
    let text = format!(
        "Resources:\n  W:\n    Type: AWS::EC2::Instance\n    CreationPolicy: {{ResourceSignal: {{Timeout: PT10M}}}}\n    \
         Metadata:\n      AWS::CloudFormation::Init: {init}\n    Properties:\n      ImageId: \
         '{{{{resolve:ssm:/aws/service/debian/release/12/latest/amd64}}}}'\n      UserData:\n        Fn::Base64: !Sub |\n{data}"
    );
    let document = Document::parse(text);
    assert!(document.syntax_error().is_none(), "{}", document.text());
    plan(&document, "W", &ParameterValues::new(), run).unwrap()
}

/// Each step as its kind and name, with a sign of how it ends.
fn all_steps(plan: &BootPlan) -> Vec<String> {
    let end = |step: &BootStep| match step.outcome {
        StepOutcome::Fails(_) => " !",
        StepOutcome::NotReached => " x",
        StepOutcome::Skipped => " -",
        _ => "",
    };
    plan.steps.iter().map(|step| format!("{} {}{}", step.kind.word(), step.name, end(step))).collect()
}

#[test]
fn cloud_config_is_split_into_what_its_modules_do() {
    let data = "#cloud-config\nruncmd:\n  - [cfn-init, -s, s, -r, W]\n  - cfn-signal -e $? --stack s --resource W\npackages: [nginx, \
                [jq, 1.6]]\npackage_update: true\nwrite_files:\n  - {path: /etc/a, content: x}\n  - {path: /etc/b, content: x, defer: \
                true}\nbootcmd: [date]\n";
    let plan = machine(data, "{config: {files: {/c: {content: x}}}}", BootRun::First);
    let wanted = [
        "user-data cloud-init",
        "cloud-config bootcmd",
        "cloud-config /etc/a",
        "cloud-config package_update",
        "cloud-config nginx",
        "cloud-config jq 1.6",
        "cloud-config /etc/b",
        "cloud-config runcmd",
        "config config",
        "entry /c",
        "cloud-config runcmd",
        "stack CloudFormation",
    ];
    assert_eq!(all_steps(&plan), wanted);
    assert_eq!(plan.exit_code, Some(0));
    let lines: Vec<_> = plan.steps.iter().filter(|step| step.name == "runcmd").map(|step| step.lines.clone()).collect();
    assert_eq!(lines, [Some(13..=13), Some(14..=14)]);
}

#[test]
fn the_end_word_of_a_here_document_is_no_command() {
    let data = "#!/bin/bash\nsudo bash <<'EOF'\nuptime\ncfn-init -s s -r W\nEOF\necho done\ncat > /etc/a <<-END\nx\nEND\ncfn-signal -e 0 --stack s --resource W\n";
    let plan = machine(data, "{config: {files: {/c: {content: x}}}}", BootRun::First);
    let details: Vec<&str> = plan.steps.iter().map(|step| step.detail.as_str()).collect();
    assert!(details.contains(&"sudo bash <<'EOF'") && details.contains(&"echo done"), "{details:?}");
    assert!(!details.contains(&"EOF") && !details.contains(&"END"), "{details:?}");
}

#[test]
fn names_without_quotes_in_lists_of_cloud_config_are_words() {
    let data = "#cloud-config\npackages: [nginx, ${AWS::Region}]\nruncmd:\n  - [cfn-init, -s, ${AWS::StackName}, -r, W]\n  - [cfn-signal, -e, '0', --stack, ${AWS::StackName}, --resource, W]\n";
    let plan = machine(data, "{config: {files: {/c: {content: x}}}}", BootRun::First);
    let wanted = ["user-data cloud-init", "cloud-config nginx", "cloud-config ${AWS::Region}", "cloud-config runcmd"];
    assert_eq!(all_steps(&plan)[..4], wanted);
    assert_eq!(all_steps(&plan)[4..], ["config config", "entry /c", "cloud-config runcmd", "stack CloudFormation"]);
    assert_eq!(plan.steps[3].detail, "cfn-init -s ${AWS::StackName} -r W");
    assert!(plan.notes.is_empty(), "{:?}", plan.notes);
    assert_eq!(plan.steps[6].lines, Some(15..=15));
}

#[test]
fn parts_run_by_the_names_of_their_files() {
    let data = "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: \
                text/x-shellscript\nContent-Disposition: attachment; filename=z.sh\n\n#!/bin/bash\ncfn-signal -e 0 --stack s --resource \
                W\n--b\nContent-Type: text/x-shellscript\n\n#!/bin/bash -e\ncfn-init -s s -r W\nuptime\n--b\nContent-Type: \
                text/cloud-config\n\n#cloud-config\nruncmd: [date]\n--b\n\n#!/usr/bin/python3\nprint()\n--b\n\necho no\n--b--\n";
    let plan = machine(data, "{config: {files: {c: {content: x}}}}", BootRun::First);
    let wanted = [
        "user-data cloud-init",
        "user-data part-002",
        "script Interpreter",
        "script cfn-init",
        "config config",
        "entry c !",
        "script Your own lines x",
        "user-data part-004",
        "user-data part-005 !",
        "cloud-config runcmd",
        "user-data z.sh",
        "script Interpreter",
        "script cfn-signal",
        "stack CloudFormation",
    ];
    assert_eq!(all_steps(&plan), wanted);
    let decision = &plan.steps.last().unwrap().detail;
    assert!(decision.ends_with("As cfn-init fails: W is CREATE_COMPLETE although a command failed."), "{decision}");
}

#[test]
fn what_the_rules_know_is_known_to_the_plan() {
    let python =
        machine("#!/bin/bash\ncfn-init -s s -r W\n", "{config: {packages: {python: {flask: []}}}}", BootRun::First);
    assert_eq!((python.exit_code, python.stop.map(|stop| stop.step)), (Some(1), Some(4)));
    let script = "#!/bin/bash -e\npip3 install flask\ncfn-init -s s -r W\n";
    let plan = machine(script, "{config: {commands: {a: {command: x}}}}", BootRun::First);
    let wanted = [
        "user-data cloud-init",
        "script Interpreter",
        "script Your own lines !",
        "script cfn-init x",
        "stack CloudFormation",
    ];
    assert_eq!(all_steps(&plan)[..4], wanted[..4]);
    // The order of the first boot is none of a reload.
    let owner = "{configSets: {default: [a, b]}, a: {files: {/a: {content: x, owner: app}}}, b: {users: {app: {}}}}";
    let hup = "#!/bin/bash\ncfn-init -s s -r W\n";
    assert_eq!(machine(hup, owner, BootRun::First).exit_code, Some(1));
}

#[test]
fn a_wait_condition_gives_the_time_there_is() {
    let text = "Resources:\n  Handle: {Type: AWS::CloudFormation::WaitConditionHandle}\n  Wait:\n    Type: \
                AWS::CloudFormation::WaitCondition\n    DependsOn: W\n    Properties: {Handle: !Ref Handle, Timeout: '600'}\n  W:\n    \
                Type: AWS::EC2::Instance\n    Properties:\n      UserData:\n        Fn::Base64: !Sub |\n          #!/bin/bash\n          \
                cfn-signal -e 0 '${Handle}'\n";
    let document = Document::parse(text);
    let plan = plan(&document, "W", &ParameterValues::new(), BootRun::First).unwrap();
    assert_eq!(plan.timeline(&document).timeout, Some(600));
    let last = plan.steps.last().unwrap();
    assert_eq!(last.detail, "the wait condition Wait waits for a signal with success within 10 minutes, else it fails");
}

const HUP: &str = "{config: {files: {/etc/cfn/cfn-hup.conf: {content: \"[main]\\nstack=s\\ninterval=2\\n\"}, \
                   /etc/cfn/hooks.d/r.conf: {content: \"[reload]\\ntriggers=post.update\\npath=Resources.W.Metadata\\naction=cfn-init \
                   -s s -r W\\nrunas=root\\n[other]\\ntriggers=post.remove\\npath=Resources.W.Metadata\\naction=x\\n\"}}, services: \
                   {systemd: {cfn-hup: {enabled: true, ensureRunning: true}}}}}";

#[test]
fn a_reload_runs_the_hooks_that_fire() {
    let plan = machine("#!/bin/bash\ncfn-init -s s -r W\n", HUP, BootRun::Reload);
    let wanted = [
        "unit cfn-hup",
        "call reload",
        "config config",
        "entry /etc/cfn/cfn-hup.conf",
        "entry /etc/cfn/hooks.d/r.conf",
        "entry cfn-hup",
        "call other -",
    ];
    assert_eq!(all_steps(&plan), wanted);
    assert!(plan.steps[0].detail.contains("every 2 minutes"), "{}", plan.steps[0].detail);
    assert_eq!(plan.steps[1].on_failure, OnFailure::Retried);
    let none = machine("#!/bin/bash\ncfn-init -s s -r W\n", "{config: {}}", BootRun::Reload);
    assert!(none.steps.is_empty() && none.notes[0].message.contains("cfn-hup.conf"), "{none:#?}");
}

#[test]
fn a_reboot_starts_services_and_runs_no_script_again() {
    let script = "#!/bin/bash\nsystemctl enable app.service\ncfn-init -s s -r W\n";
    let plan = machine(script, HUP, BootRun::Reboot);
    assert_eq!(all_steps(&plan), ["unit cfn-hup", "unit app", "user-data cloud-init -"]);
    let config = "#cloud-config\nbootcmd: [date]\nruncmd: [uptime]\n";
    let job = "{config: {files: {/var/lib/cloud/scripts/per-boot/job.sh: {content: x}}}}";
    let plan = machine(config, job, BootRun::Reboot);
    assert_eq!(all_steps(&plan)[..2], ["user-data bootcmd", "user-data cloud-init -"]);
    let always = "#cloud-config\ncloud_final_modules:\n  - [scripts-user, always]\n";
    assert_eq!(all_steps(&machine(always, "{config: {}}", BootRun::Reboot)), ["user-data cloud-init"]);
}

#[test]
fn functions_that_stay_unknown_are_said() {
    let init =
        "{config: {files: {/a: {content: !Sub \"${AWS::Region} ${Db.Endpoint.Address}\", mode: !GetAtt Db.Mode}}}}";
    let plan = of(init);
    let note = plan.notes.iter().find(|note| note.message.starts_with("Known at a deployment only"));
    let note = note.map(|note| note.message.as_str());
    let wanted =
        "Known at a deployment only, and shown as they are written: !GetAtt Db.Mode, AWS::Region, Db.Endpoint.Address.";
    assert_eq!(note, Some(wanted));
}

#[test]
fn a_condition_chooses_the_user_data() {
    let of = |data: &str, kind: &str| {
        let text = format!(
            "Parameters: {{Kind: {{Type: String}}}}\nConditions: {{C: !Equals [!Ref Kind, a]}}\nResources:\n  W:\n    Type: AWS::EC2::Instance\n    Metadata: {{AWS::CloudFormation::Init: {{config: {{}}}}}}\n    Properties:\n      UserData: {data}\n"
        );
        let values = ParameterValues::from([("Kind".to_string(), kind.to_string())]);
        plan(&Document::parse(text), "W", &values, BootRun::First).unwrap()
    };
    let (one, other) = ("\"#!/bin/bash\\ncfn-init -r W\\n\"", "\"#!/bin/bash\\necho b\\n\"");
    for data in [
        format!("{{Fn::Base64: !If [C, {one}, {other}]}}"),
        format!("!If [C, {{Fn::Base64: {one}}}, {{Fn::Base64: {other}}}]"),
    ] {
        let plan = of(&data, "a");
        assert!(plan.notes.iter().all(|note| !note.message.contains("calls cfn-init")), "{plan:?}");
        assert!(plan.steps.iter().any(|step| step.detail == "cfn-init -r W"), "{plan:?}");
        let plan = of(&data, "b");
        assert!(plan.notes.iter().any(|note| note.message.contains("No user data")), "{plan:?}");
    }
    let unknown = of(&format!("!If [Other, {one}, {other}]"), "a");
    assert!(unknown.notes.iter().any(|note| note.message.contains("at a deployment only")), "{unknown:?}");
}

#[test]
fn a_machine_of_a_loop_has_the_values_of_its_loop() {
    let text = "Transform: AWS::LanguageExtensions\nResources:\n  Fn::ForEach::Machines:\n    - Kind\n    - [Web, Job]\n    - W${Kind}:\n        Type: AWS::EC2::Instance\n        Metadata: {AWS::CloudFormation::Init: {config: {commands: {a: {command: !Sub 'echo ${Kind}'}}}}}\n        Properties: {UserData: {Fn::Base64: !Sub \"#!/bin/bash\\ncfn-init -r W${Kind}\\n\"}}\n";
    let of = |id: &str| plan(&Document::parse(text), id, &ParameterValues::new(), BootRun::First);
    let plan = of("WJob").unwrap();
    assert!(plan.steps.iter().any(|step| step.detail.contains("echo Job")), "{plan:?}");
    assert!(plan.notes.is_empty(), "{:?}", plan.notes);
    assert!(plan.steps.iter().any(|step| step.detail == "cfn-init -r WJob"), "{plan:?}");
    assert_eq!((plan.resource.as_str(), plan.written.as_str()), ("WJob", "W${Kind}"));
    assert_eq!(resources(&Document::parse(text)), ["WWeb", "WJob"]);
    assert_eq!(of("WNone"), None);
    // The name of a config that a loop makes, and of a file in it.
    let text = text.replace("config: {commands: {a: {command: !Sub 'echo ${Kind}'}}}", "configSets: {default: [onA]}, Fn::ForEach::L: [Site, [A, B], {'on${Site}': {files: {'/etc/${Kind}/${Site}.conf': {content: x}}}}]");
    let plan = super::plan(&Document::parse(text), "WWeb", &ParameterValues::new(), BootRun::First).unwrap();
    assert!(plan.steps.iter().any(|step| step.name == "/etc/Web/A.conf"), "{plan:?}");
}
