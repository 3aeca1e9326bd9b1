//! Loops and transforms in `AWS::CloudFormation::Init`: what reads configs and their entries reads those that loops make.

use cf_init::boot::{BootPlan, BootRun, BootStep, StepOutcome, plan};
use cf_init::check::check;
use cf_init::document::Document;
use cf_init::recipe::operating_system;
use cf_init::schema::image::IMAGES;
use cf_init::template::evaluate::ParameterValues;

const HEAD: &str = "Transform: AWS::LanguageExtensions
Resources:
  Web:
    Type: AWS::EC2::Instance
    Metadata:
      AWS::CloudFormation::Init:
";
const TAIL: &str = "    Properties:
      ImageId: '{{resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64}}'
      UserData:
        Fn::Base64: !Sub |
          #!/bin/bash
          /opt/aws/bin/cfn-init --stack ${AWS::StackName} --resource Web --region ${AWS::Region}
";
const SITES: &str = "        configSets: {default: [base, siteA, siteB]}
        base:
          packages:
            yum:
              httpd: []
              Fn::ForEach::Modules: [Module, [mod_ssl, php], {'${Module}': []}]
        Fn::ForEach::Sites:
          - Site
          - [A, B]
          - site${Site}:
              packages: {yum: {nginx: [], httpd: []}}
              files:
                /etc/httpd/conf.d/${Site}.conf: {content: !Sub 'Listen 80 ${Site}', owner: apache}
                Fn::ForEach::Pages:
                  - Page
                  - [x, y]
                  - /var/www/${Page}: {content: !Ref Page, group: apache}
              commands:
                a: {command: !Sub 'yum -y install ${Site}'}
              services: {systemd: {httpd: {enabled: true}}}
";

fn document(init: &str) -> Document {
    let document = Document::parse(format!("{HEAD}{init}{TAIL}"));
    assert_eq!(document.syntax_error(), None);
    document
}

fn rules(init: &str) -> Vec<&'static str> {
    check(&document(init)).iter().map(|found| found.rule.id).collect()
}

fn planned(init: &str) -> BootPlan {
    plan(&document(init), "Web", &ParameterValues::new(), BootRun::First).unwrap()
}

#[test]
fn configs_of_loops_are_there_and_are_run() {
    let none = |id: &str, init: &str| assert!(!rules(init).contains(&id), "{init}: {:?}", rules(init));
    none("config-set/unknown-config", SITES);
    none("config/not-run", SITES);
    let known = "        configSets: {default: [a]}\n        Fn::Transform: {Name: M}\n";
    none("config-set/unknown-config", known);
    none("config/not-run", known);
    let others = SITES.replace("siteA, siteB", "sideA");
    assert!(rules(&others).contains(&"config-set/unknown-config"));
    assert!(rules(&others).contains(&"config/not-run"));
}

#[test]
fn entries_of_loops_are_checked() {
    for (entry, rule) in [
        ("files: {Fn::ForEach::F: [N, [a], {'/etc/${N}': {content: a, mode: '999'}}]}", "file/mode-octal"),
        ("files: {Fn::ForEach::F: [N, [a], {'/etc/${N}': {mode: '000644'}}]}", "file/empty-content"),
        ("commands: {Fn::ForEach::F: [N, [a], {'${N}': {cwd: /tmp}}]}", "command/no-command"),
        ("users: {Fn::ForEach::F: [N, [a], {'${N}': {groups: wheel}}]}", "user/groups-text"),
        ("sources: {Fn::ForEach::F: [N, [a], {'/srv/${N}': 's3://b/k'}]}", "source/unknown-scheme"),
    ] {
        let init = format!("        config: {{{entry}}}\n");
        assert!(rules(&init).contains(&rule), "{init}: {:?}", rules(&init));
        let body = format!("        Fn::ForEach::C: [C, [config], {{'${{C}}': {{{entry}}}}}]\n");
        assert!(rules(&body).contains(&rule), "{body}: {:?}", rules(&body));
    }
}

#[test]
fn the_boot_reads_configs_of_loops_with_their_values() {
    let plan = planned(SITES);
    assert_eq!((plan.stop.as_ref(), plan.exit_code), (None, None), "{plan:?}");
    let of = |config: &str| {
        let from = plan.steps.iter().position(|step| step.name == config).unwrap();
        let install = plan.steps.iter().skip(from).find(|step| step.detail.contains("install"));
        install.map(|step| step.detail.clone())
    };
    assert_eq!(of("siteA").as_deref(), Some("yum -y install A"));
    assert_eq!(of("siteB").as_deref(), Some("yum -y install B"));
    let unknown = plan.notes.iter().any(|note| note.message.contains("Site"));
    assert!(!unknown, "{:?}", plan.notes);
    assert!(planned(&SITES.replace("siteA", "sideA")).stop.is_some());
}

#[test]
fn what_a_transform_may_add_stops_no_boot() {
    for entry in [
        "files: {/etc/a: {Fn::Transform: {Name: M}, mode: '000644'}}",
        "files: {/etc/a: {Fn::Transform: {Name: M}, mode: '120644'}}",
        "commands: {a: {Fn::Transform: {Name: M}, cwd: /tmp}}",
    ] {
        let init = format!("        config: {{{entry}}}\n");
        let plan = planned(&init);
        assert_eq!((plan.stop.as_ref(), plan.exit_code), (None, None), "{plan:?}");
        assert!(plan.gaps.iter().any(|gap| gap.message.contains("at a deployment only")), "{:?}", plan.gaps);
        let without = planned(&init.replace("Fn::Transform: {Name: M}, ", ""));
        let fails = |step: &BootStep| matches!(step.outcome, StepOutcome::Fails(_));
        assert!(without.steps.iter().any(fails), "{without:?}");
    }
}

#[test]
fn the_system_is_changed_in_bodies_of_loops() {
    let ubuntu = IMAGES.iter().find(|image| image.name() == "Ubuntu 24.04, amd64").unwrap();
    let document = document(SITES);
    let proposal = operating_system::propose(&document, "Web", ubuntu).unwrap();
    let after = proposal.outcome(&document).unwrap();
    for wanted in [
        "packages: {apt: {nginx: [], apache2: []}}",
        "/etc/httpd/conf.d/${Site}.conf: {content: !Sub 'Listen 80 ${Site}', owner: www-data}",
        "/var/www/${Page}: {content: !Ref Page, group: www-data}",
        "apt-get install -y ${Site}",
        "services: {systemd: {apache2: {enabled: true}}}",
        "Fn::ForEach::Modules: [Module, [mod_ssl, php], {'${Module}': []}]",
    ] {
        assert!(after.text().contains(wanted), "{wanted}\n{}", after.text());
    }
    let told = proposal.leaves.join("\n");
    assert!(told.contains("${Module} (line 12) is named by the loop Fn::ForEach::Modules"), "{told}");
}

#[test]
fn what_functions_give_is_told_where_the_system_changes() {
    let ubuntu = IMAGES.iter().find(|image| image.name() == "Ubuntu 24.04, amd64").unwrap();
    for (init, told) in [
        ("config: !If [C, {packages: {yum: {httpd: []}}}, !Ref AWS::NoValue]", "config is given by Fn::If (line 7)"),
        (
            "config: {services: !If [C, {systemd: {httpd: {enabled: true}}}, {}]}",
            "services is given by Fn::If (line 7)",
        ),
        ("config: {services: {systemd: !If [C, {httpd: {enabled: true}}, {}]}}", "systemd is given by Fn::If (line 7)"),
        ("config: {files: {Fn::Transform: {Name: M}, /a: {content: a}}}", "What Fn::Transform (line 7) adds to"),
        ("{Fn::Transform: {Name: M}, config: {}}", "What Fn::Transform (line 7) adds to"),
    ] {
        let document = document(&format!("        {init}\n"));
        let proposal = operating_system::propose(&document, "Web", ubuntu).unwrap();
        assert!(proposal.leaves.iter().any(|one| one.contains(told)), "{init}: {:#?}", proposal.leaves);
    }
}
