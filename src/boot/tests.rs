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
