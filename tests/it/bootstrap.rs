//! Config sets, cfn-hup, user data and signals: what recipes write, read back by another reader, and templates that
//! others wrote.

use cf_init::check::check;
use cf_init::document::{Document, Edit, Path};
use cf_init::recipe::{config, config_set, hup as hup_recipe, user_data as user_data_recipe, wait};
use cf_init::template::hup::Hup;
use cf_init::template::init::init_path;
use cf_init::template::user_data::{CfnOption, SignalCondition, StepField, StepKind, UserData, holders};
use cf_init::template::{Template, signal};
use serde_yaml::Value;

const STARTER: &str = include_str!("../../src/starter/flask-postgres.yaml");

fn made(text: &str, recipe: impl FnOnce(&Document) -> Vec<Edit>) -> String {
    let mut document = Document::parse(text);
    assert_eq!(document.syntax_error(), None, "{text}");
    for edit in recipe(&document.clone()) {
        document.edit(&edit).unwrap_or_else(|why| panic!("{edit:?}: {why}"));
    }
    assert_eq!(document.syntax_error(), None, "{}", document.text());
    document.text().to_string()
}

fn read(text: &str) -> Value {
    serde_yaml::from_str(text).unwrap_or_else(|why| panic!("{why}: {text}"))
}

/// The value below AWS::CloudFormation::Init of a resource, as another reader has it.
fn init(text: &str, resource: &str) -> Value {
    read(text)["Resources"][resource]["Metadata"]["AWS::CloudFormation::Init"].clone()
}

fn plain(value: &Value) -> String {
    match value {
        Value::Tagged(tagged) => plain(&tagged.value),
        Value::String(text) => text.clone(),
        other => match other.get("Fn::Sub") {
            Some(inner) => plain(inner),
            None => format!("{other:?}"),
        },
    }
}

const SMALL: &str = "\
Resources:
  Web:
    Type: AWS::EC2::Instance
    Metadata:
      AWS::CloudFormation::Init:
        configSets:
          default: [one, two] # in order

        # the first
        one:
          packages:
            apt:
              nginx: [] # serves
              # compiles
              gcc: []

        two:
          files:
            # who says what
            /etc/a:
              content: !Sub |
                a ${AWS::Region}

                # not a comment
            /etc/b:
              content: b
          commands:
            01-go: # once
              command: go
          services:
            systemd:
              nginx:
                files: [/etc/a]
    Properties:
      ImageId: ami-1
      UserData:
        Fn::Base64: !Sub |
          #!/bin/bash
          apt-get update
          /usr/local/bin/cfn-init -v -s ${AWS::StackName} -r Web --region ${AWS::Region}
          /usr/local/bin/cfn-signal -e $? --stack ${AWS::StackName} --resource Web --region ${AWS::Region}
";

#[test]
fn cfn_hup_is_switched_on_and_off_and_the_bytes_are_the_same() {
    let implicit = SMALL
        .replace("        configSets:\n          default: [one, two] # in order\n\n", "")
        .replace("        one:\n", "        config:\n");
    let block = SMALL.replace("default: [one, two] # in order", "default:\n            - one\n            - two");
    let json = cf_init::template::convert::to_json(&Document::parse(SMALL)).unwrap().text;
    for (name, text) in [("flow", SMALL), ("block", &block), ("implicit", &implicit), ("json", &json)] {
        let on = made(text, |document| hup_recipe::on(document, "Web"));
        let hup = Hup::of(&Document::parse(on.as_str()), "Web").unwrap();
        assert!(hup.is_on() && hup.unit.is_some(), "{name}: {on}");
        assert_eq!(messages(&Document::parse(on.as_str()), "hup"), [] as [String; 0], "{name}: {on}");
        let off = made(&on, |document| hup_recipe::off(document, "Web"));
        assert_eq!(off, text, "{name}");
    }
}

#[test]
fn the_switch_writes_what_fits_the_stack_and_the_user_data() {
    let text = SMALL
        .replace("-r Web", "-r Web -c default,extra")
        .replace("  default: [one, two] # in order", "  default: [one]\n          extra: [two]");
    let on = made(&text, |document| hup_recipe::on(document, "Web"));
    let init = init(&on, "Web");
    assert_eq!(init["configSets"]["extra"], read("[two, watch]"));
    let files = &init["watch"]["files"];
    let conf = plain(&files["/etc/cfn/cfn-hup.conf"]["content"]);
    assert_eq!(conf, "[main]\nstack=${AWS::StackId}\nregion=${AWS::Region}\ninterval=5\n");
    let hook = plain(&files["/etc/cfn/hooks.conf"]["content"]);
    assert!(hook.contains("path=Resources.Web.Metadata.AWS::CloudFormation::Init\n"), "{hook}");
    assert!(hook.contains("action=/usr/local/bin/cfn-init -v --stack ${AWS::StackName} --resource Web --configsets default,extra --region ${AWS::Region}\n"), "{hook}");
    let unit = plain(&files["/etc/systemd/system/cfn-hup.service"]["content"]);
    assert!(unit.contains("ExecStart=/usr/local/bin/cfn-hup\n"), "{unit}");
    let service = &init["watch"]["services"]["systemd"]["cfn-hup"];
    assert_eq!(
        service["files"],
        read("[/etc/cfn/cfn-hup.conf, /etc/cfn/hooks.conf, /etc/systemd/system/cfn-hup.service]")
    );
    assert_eq!((service["enabled"].as_bool(), service["ensureRunning"].as_bool()), (Some(true), Some(true)));
}

#[test]
fn the_starters_cfn_hup_goes_and_comes_back() {
    let document = Document::parse(STARTER);
    let hup = Hup::of(&document, "WebServer").unwrap();
    assert!(hup.is_on());
    assert_eq!(messages(&document, "hup"), [] as [String; 0]);
    let off = made(STARTER, |document| hup_recipe::off(document, "WebServer"));
    let bare = init(&off, "WebServer");
    assert_eq!(bare["configSets"]["default"], read("[install, configure]"));
    assert!(bare.get("watch").is_none() && Hup::of(&Document::parse(off.as_str()), "WebServer").unwrap().is_off());
    let on = made(&off, |document| hup_recipe::on(document, "WebServer"));
    // The same as the starter has, but for names and comments.
    let mut was = init(STARTER, "WebServer");
    let hook = plain(&was["watch"]["files"]["/etc/cfn/hooks.conf"]["content"]);
    assert_eq!(plain(&init(&on, "WebServer")["watch"]["files"]["/etc/cfn/hooks.conf"]["content"]), hook);
    was["watch"] = Value::Null;
    let mut now = init(&on, "WebServer");
    now["watch"] = Value::Null;
    assert_eq!(now, was);
}

#[test]
fn what_of_cfn_hup_is_inconsistent_is_reported_and_fixed() {
    let on = made(SMALL, |document| hup_recipe::on(document, "Web"));
    for (old, new, said) in [
        ("stack=${AWS::StackId}", "stack = other", "watches the stack other"),
        ("region=${AWS::Region}", "region: eu-west-1", "asks in eu-west-1"),
        ("interval=5", "interval=0", "whole minutes"),
        ("path=Resources.Web.", "path=Resources.Old.", "watches Old"),
        ("--resource Web --configsets default", "--resource Old --configsets default", "calls cfn-init for Old"),
        ("--configsets default", "-c extra", "config set extra"),
        ("action=/usr/local/bin/", "action=/opt/aws/bin/", "calls /opt/aws/bin/cfn-init"),
        ("triggers=post.update\n", "", "no triggers"),
        ("/etc/cfn/hooks.conf", "/etc/cfn/hooks.d/x.conf", "hooks.d"),
        ("enabled: true", "enabled: false", "does not start at boot"),
    ] {
        let broken = on.replace(old, new);
        let document = Document::parse(broken.as_str());
        let found: Vec<_> = check(&document).into_iter().filter(|one| one.rule.is_of("hup")).collect();
        assert_eq!(found.len(), 1, "{said}: {found:?}");
        assert!(found[0].message.contains(said), "{said}: {}", found[0].message);
        let fix = found[0].fix.clone().unwrap_or_else(|| panic!("{said}: no fix"));
        let fixed = made(&broken, |document| fix.edits(document));
        assert_eq!(messages(&Document::parse(fixed), "hup"), [] as [String; 0], "{said}");
    }
}

#[test]
fn hooks_are_added_changed_and_removed_in_their_text() {
    let on = made(SMALL, |document| hup_recipe::on(document, "Web"));
    let added = made(&on, |document| hup_recipe::add_hook(document, "Web", "logs"));
    let file = init_path("Web").keys(["watch", "files", "/etc/cfn/hooks.conf"]);
    let hooks = Hup::of(&Document::parse(added.as_str()), "Web").unwrap().all_hooks();
    assert_eq!(hooks.iter().map(|hook| hook.name.as_str()).collect::<Vec<_>>(), ["cfn-auto-reloader", "logs"]);
    let set = made(&added, |document| hup_recipe::set(document, "Web", &file, ("logs", "action"), "date +%F"));
    assert!(set.contains("action=date +%%F\n"), "{set}");
    assert_eq!(made(&set, |document| hup_recipe::remove_hook(document, "Web", &file, "logs")), on);
}

#[test]
fn a_config_is_split_with_its_comments_and_merged_again() {
    let document = Document::parse(SMALL);
    let two = init_path("Web").join("two");
    let chosen = [two.keys(["files", "/etc/a"]), two.join("commands").join("01-go")];
    assert_eq!(config::separated(&document, &two, &chosen), [("nginx".to_string(), "/etc/a".to_string())]);
    let (new, edits) = config::split(&document, &two, "three", &chosen).unwrap();
    assert_eq!(new.last_key(), Some("three"));
    let split = made(SMALL, |_| edits);
    let now = init(&split, "Web");
    assert_eq!(now["configSets"]["default"], read("[one, two, three]"));
    assert_eq!(plain(&now["three"]["files"]["/etc/a"]["content"]), "a ${AWS::Region}\n\n# not a comment\n");
    assert!(now["two"].get("commands").is_none() && now["two"]["files"].get("/etc/a").is_none());
    for comment in ["# who says what\n            /etc/a:", "01-go: # once", "# in order", "# the first"] {
        assert!(split.contains(comment), "{comment} in {split}");
    }
    let document = Document::parse(split.as_str());
    let three = init_path("Web").join("three");
    assert_eq!(config::conflicts(&document, &two, &three), [] as [String; 0]);
    let merged = made(&split, |document| config::merge(document, &two, &three).unwrap());
    let (was, is) = (init(SMALL, "Web"), init(&merged, "Web"));
    assert_eq!(is["configSets"], was["configSets"]);
    assert_eq!(is["two"]["services"], was["two"]["services"]);
    assert_eq!(is["two"]["files"].as_mapping().unwrap().len(), 2);
    assert!(merged.contains("# who says what") && merged.contains("01-go: # once"), "{merged}");
}

#[test]
fn splitting_all_of_the_starter_keeps_every_comment_and_value() {
    let document = Document::parse(STARTER);
    let at = init_path("WebServer").join("configure");
    let parts = config::parts(&document, &at);
    assert_eq!(parts.len(), 9);
    for part in &parts {
        let (new, edits) = config::split(&document, &at, "extra", std::slice::from_ref(&part.at)).unwrap();
        let split = made(STARTER, |_| edits);
        let tail = &part.at.steps()[at.steps().len()..];
        let moved: Path = new.steps().iter().chain(tail).cloned().collect();
        let (was, is) = (Document::parse(STARTER), Document::parse(split.as_str()));
        assert_eq!(
            is.node(&moved).map(|node| node.value()),
            was.node(&part.at).map(|node| node.value()),
            "{}",
            part.name
        );
        let count = |text: &str| text.lines().filter(|line| line.trim_start().starts_with('#')).count();
        assert!(
            count(&split) >= count(STARTER) - usize::from(part.at.steps().len() < 8),
            "{}: a comment is lost",
            part.name
        );
    }
}

#[test]
fn sets_are_made_filled_and_judged() {
    let text = SMALL.replace("        configSets:\n          default: [one, two] # in order\n\n", "");
    let sets = init_path("Web").join("configSets");
    let makes = made(&text, |document| config_set::make(document, "Web"));
    assert_eq!(init(&makes, "Web")["configSets"], read("{default: [one, two]}"));
    let with = made(&makes, |document| config_set::add(document, "Web", "extra").1);
    let nested = made(&with, |document| {
        config_set::join(document, &sets.join("extra"), &config_set::What::Set("default".into()), None)
    });
    assert_eq!(init(&nested, "Web")["configSets"]["extra"], read("[{ConfigSet: default}]"));
    let document = Document::parse(nested.as_str());
    assert_eq!(config_set::run_sentence(&document, "Web", "extra"), "extra runs one, two.");
    assert_eq!(messages(&document, "config-set"), [] as [String; 0]);
    let circle = made(&nested, |document| {
        config_set::join(document, &sets.join("default"), &config_set::What::Set("extra".into()), Some(0))
    });
    let found = messages(&Document::parse(circle), "config-set");
    assert!(found.iter().any(|message| message.starts_with("default, extra, default is a circle")), "{found:?}");
    let gone = made(&nested, |document| config::remove(document, &init_path("Web").join("one")).edits);
    assert_eq!(init(&gone, "Web")["configSets"]["default"], read("[two]"));
    let unknown = nested.replace("        one:", "        uno:");
    let found = check(&Document::parse(unknown));
    let fix = found.iter().find(|one| one.rule.id == "config-set/unknown-config").and_then(|one| one.fix.clone());
    assert_eq!(fix.map(|fix| fix.label), Some("Add one".to_string()));
}

#[test]
fn user_data_get_steps_and_lose_them() {
    let document = Document::parse(SMALL);
    let data = UserData::of(&document, "Web").unwrap();
    assert_eq!(data.sets("Web"), Some(vec!["default".to_string()]));
    assert_eq!(data.folder().as_deref(), Some("/usr/local/bin/"));
    let asks = made(SMALL, |document| user_data_recipe::ask_for(document, "Web", "default,extra").unwrap());
    assert_eq!(
        asks,
        SMALL
            .replace("-r Web --region ${AWS::Region}\n", "-r Web --region ${AWS::Region} --configsets default,extra\n")
    );
    let traps = made(SMALL, |document| user_data_recipe::signal_by_trap(document, "Web").unwrap());
    let data = UserData::of(&Document::parse(traps.as_str()), "Web").unwrap();
    assert_eq!(
        data.steps_of(StepKind::Signal).map(|step| step.when).collect::<Vec<_>>(),
        [Some(SignalCondition::Trap)]
    );
    assert!(traps.contains("trap '/usr/local/bin/cfn-signal -e $? --stack ${AWS::StackName} --resource Web --region ${AWS::Region}' EXIT\n"), "{traps}");
    assert!(traps.contains("--region ${AWS::Region} || exit\n"), "{traps}");
    let health =
        made(&traps, |document| user_data_recipe::add(document, "Web", StepKind::Health, ("Web", "Web")).unwrap());
    let full =
        made(&health, |document| user_data_recipe::add(document, "Web", StepKind::Install, ("Web", "Web")).unwrap());
    let data = UserData::of(&Document::parse(full.as_str()), "Web").unwrap();
    let kinds: Vec<StepKind> = data.steps().iter().map(|step| step.kind).collect();
    assert_eq!(
        kinds,
        [StepKind::Interpreter, StepKind::Signal, StepKind::Install, StepKind::Own, StepKind::Init, StepKind::Health],
        "{full}"
    );
    let place = kinds.iter().position(|kind| *kind == StepKind::Health).unwrap();
    let tries =
        made(&full, |document| user_data_recipe::change(document, "Web", place, StepField::Tries, "30").unwrap());
    assert_eq!(tries, full.replace("--retry 10", "--retry 30"));
    assert_eq!(made(&full, |document| user_data_recipe::remove(document, "Web", 2).unwrap()), health);
    assert_eq!(made(&health, |document| user_data_recipe::remove(document, "Web", 4).unwrap()), traps);
}

#[test]
fn a_script_in_join_and_one_without_sub_get_their_steps() {
    let join = "Resources:\n  Web:\n    Type: AWS::EC2::Instance\n    Properties:\n      UserData:\n        Fn::Base64:\n          Fn::Join:\n            - ''\n            - - \"#!/bin/bash -xe\\n\"\n              - \"/opt/aws/bin/cfn-init -v --stack \"\n              - !Ref AWS::StackName\n              - \" --resource Web -c a --region \"\n              - !Ref AWS::Region\n              - \"\\n\"\n";
    let asks = made(join, |document| user_data_recipe::ask_for(document, "Web", "b").unwrap());
    assert_eq!(asks, join.replace("-c a", "-c b"));
    let traps =
        made(join, |document| user_data_recipe::add(document, "Web", StepKind::Signal, ("Web", "Web")).unwrap());
    let data = UserData::of(&Document::parse(traps.as_str()), "Web").unwrap();
    assert_eq!(data.signalled(), ["Web"]);
    let step = data.steps().iter().position(|step| step.kind == StepKind::Signal).unwrap();
    assert_eq!(made(&traps, |document| user_data_recipe::remove(document, "Web", step).unwrap()), join);
    let bare = "Resources:\n  Web:\n    Type: AWS::EC2::Instance\n    Properties:\n      UserData:\n        Fn::Base64: |\n          #!/bin/bash\n          echo ${HOME}\n";
    let with = made(bare, |document| user_data_recipe::add(document, "Web", StepKind::Init, ("Web", "Web")).unwrap());
    assert!(
        with.contains("Fn::Sub: |") && with.contains("${!HOME}") && with.contains("--stack ${AWS::StackName}"),
        "{with}"
    );
    let none = "Resources:\n  Web:\n    Type: AWS::EC2::Instance\n    Properties: {ImageId: ami}\n";
    let begun = made(none, |document| user_data_recipe::begin(document, "Web"));
    assert_eq!(UserData::of(&Document::parse(begun), "Web").unwrap().text.text(), "#!/bin/bash\n");
}

#[test]
fn signals_and_policies_are_written_as_aws_documents_them() {
    let waits = made(SMALL, |document| wait::wait_for_signal(document, "Web"));
    assert_eq!(
        read(&waits)["Resources"]["Web"]["CreationPolicy"],
        read("{ResourceSignal: {Count: 1, Timeout: PT15M}}")
    );
    let document = Document::parse(waits.as_str());
    assert_eq!(
        signal::sentences(&document, "Web"),
        ["The user data signals Web once.", "CreationPolicy waits for 1 within 15 minutes."]
    );
    assert_eq!(messages(&document, "signal"), [] as [String; 0]);
    assert_eq!(
        made(&waits, |document| wait::remove_policy(document, &signal::policy_path(Template::of(document), "Web"))),
        SMALL
    );
    let handle = made(SMALL, |document| wait::add(document, "Web"));
    let resources = read(&handle)["Resources"].clone();
    assert_eq!(resources["WebHandle"], read("{Type: 'AWS::CloudFormation::WaitConditionHandle'}"));
    assert_eq!(resources["WebReady"]["DependsOn"], "Web");
    assert_eq!(resources["WebReady"]["Properties"]["Timeout"], "900");
    assert!(handle.contains("cfn-signal -e $? \"${WebHandle}\"\n"), "{handle}");
    assert_eq!(signal::wait_conditions(&Document::parse(handle), "Web"), ["WebReady"]);
}

#[test]
fn a_group_waits_for_what_its_launch_template_signals() {
    let text = "Resources:\n  Group:\n    Type: AWS::AutoScaling::AutoScalingGroup\n    Properties:\n      LaunchTemplate: {LaunchTemplateId: !Ref Launch, Version: '1'}\n  Launch:\n    Type: AWS::EC2::LaunchTemplate\n    Metadata:\n      AWS::CloudFormation::Init: {config: {}}\n    Properties:\n      LaunchTemplateData:\n        UserData:\n          Fn::Base64: !Sub |\n            #!/bin/bash -e\n            cfn-init -s ${AWS::StackName} -r Launch --region ${AWS::Region}\n            cfn-signal --stack ${AWS::StackName} --resource Group --region ${AWS::Region}\n";
    let rolling =
        made(text, |document| wait::add_policy(document, "Group", "UpdatePolicy", "AutoScalingRollingUpdate"));
    let policy = &read(&rolling)["Resources"]["Group"]["UpdatePolicy"]["AutoScalingRollingUpdate"];
    assert_eq!(
        *policy,
        read("{MinInstancesInService: 1, MaxBatchSize: 1, PauseTime: PT15M, WaitOnResourceSignals: true}")
    );
    let document = Document::parse(text);
    assert_eq!(signal::sender(&document, "Group").unwrap().holder, "Launch");
    assert_eq!(UserData::of_init(&document, "Launch").unwrap().calls_for("Launch").len(), 1);
    assert_eq!(cf_init::template::user_data::waited_for(Template::of(&document), "Launch"), "Group");
    assert!(messages(&document, "signal").iter().any(|message| message.contains("waits for nothing")));
}

/// Reading everything of a template changes nothing and never panics; what is recognised is counted.
#[test]
fn templates_are_read_and_take_bootstrap_changes() {
    let files = crate::corpus::templates(&["init"]);
    let (mut scripts, mut inits, mut signals, mut hups, mut mended) = (0, 0, 0, 0, 0);
    let (mut calls_there, mut signals_there) = (0, 0);
    for (name, text) in &files {
        let document = Document::parse(text.as_str());
        for holder in holders(Template::of(&document)) {
            let Some(data) = UserData::of(&document, &holder) else { continue };
            scripts += 1;
            let joined: String =
                data.steps().iter().filter_map(|step| data.text.text().get(step.span.clone())).collect();
            assert_eq!(joined, data.text.text(), "{name} {holder}");
            let has = |kind: StepKind| usize::from(data.steps_of(kind).next().is_some());
            inits += has(StepKind::Init);
            signals += has(StepKind::Signal);
            let called = |word: &str| {
                data.text.text().lines().any(|line| !line.trim_start().starts_with('#') && line.contains(word))
            };
            calls_there += usize::from(called("cfn-init "));
            signals_there += usize::from(called("cfn-signal "));
            if called("cfn-init ") && has(StepKind::Init) == 0 {
                println!("{name} {holder}: cfn-init not recognised");
            }
            for (index, step) in data.steps().iter().enumerate() {
                for field in &step.fields {
                    if let Some(edits) = user_data_recipe::change(&document, &holder, index, field.ask, "changed") {
                        tried(&document, edits, name);
                    }
                }
            }
            for kind in [StepKind::Install, StepKind::Init, StepKind::Health, StepKind::Signal] {
                if let Some(edits) = user_data_recipe::add(&document, &holder, kind, ("X", "Y")) {
                    tried(&document, edits, name);
                }
            }
            if let Some(edits) = user_data_recipe::signal_by_trap(&document, &holder).filter(|edits| !edits.is_empty())
            {
                tried(&document, edits, name);
                mended += 1;
            }
            assert!(data.says_nothing_odd(), "{name} {holder}");
        }
        for fix in check(&document).into_iter().filter_map(|one| one.fix) {
            tried(&document, fix.edits(&document), name);
        }
        let ids: Vec<String> = Template::of(&document).inits().map(|init| init.resource().id().to_string()).collect();
        for id in ids {
            hups += usize::from(Hup::of(&document, &id).is_some_and(|hup| hup.is_on()));
            for edits in [hup_recipe::on(&document, &id), hup_recipe::off(&document, &id)] {
                tried(&document, edits, name);
            }
            signal::sentences(&document, &id);
        }
        assert_eq!(document.text(), text, "{name}");
    }
    println!(
        "{} templates, {scripts} scripts; cfn-init in {inits} of {calls_there}, cfn-signal in {signals} of {signals_there}; cfn-hup whole {hups}; trap offered {mended}",
        files.len()
    );
    assert!(inits >= 12 && signals >= 4 && mended >= 1, "{inits} cfn-init, {signals} cfn-signal, {mended} traps");
}

/// Messages of the diagnostics of a subject.
fn messages(document: &Document, subject: &str) -> Vec<String> {
    check(document).into_iter().filter(|one| one.rule.is_of(subject)).map(|one| one.message).collect()
}

fn tried(document: &Document, edits: Vec<Edit>, name: &str) {
    let mut scratch = document.clone();
    for edit in edits {
        scratch.edit(&edit).unwrap_or_else(|why| panic!("{name}: {edit:?}: {why}"));
    }
    assert_eq!(scratch.syntax_error(), None, "{name}");
}

trait Odd {
    fn says_nothing_odd(&self) -> bool;
}

impl Odd for UserData {
    /// Options of calls are no options themselves.
    fn says_nothing_odd(&self) -> bool {
        self.steps_of(StepKind::Init).all(|step| {
            [CfnOption::Resource, CfnOption::Stack]
                .iter()
                .all(|says| step.says(*says).is_none_or(|value| !value.starts_with("--")))
        })
    }
}
