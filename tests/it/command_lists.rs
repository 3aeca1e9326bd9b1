//! Calls of the helper scripts as lists of words in `runcmd` and `bootcmd` of cloud-config: every reader of calls finds them.

use cf_init::boot::{BootRun, plan};
use cf_init::check::check;
use cf_init::document::Document;
use cf_init::recipe::compute::{GroupOptions, group};
use cf_init::recipe::rename::rename;
use cf_init::rehearse::Rehearsal;
use cf_init::template::evaluate::ParameterValues;
use cf_init::template::user_data::{StepKind, UserData};

const FRAME: &str = "Resources:
  Web:
    Type: AWS::EC2::Instance
    CreationPolicy: {ResourceSignal: {Timeout: PT10M}}
    Metadata: {AWS::CloudFormation::Init: {configSets: {site: [config]}, config: {commands: {a: {command: uptime}}}}}
    Properties:
      ImageId: ami-0123456789abcdef0
      UserData:
        Fn::Base64: !Sub |
          #cloud-config
          LISTS
";
const BRACKETS: &str = "runcmd:
            - [ /opt/aws/bin/cfn-init, -v, -s, '${AWS::StackName}', -r, Web, -c, site, --region, '${AWS::Region}' ]
            - [ /opt/aws/bin/cfn-signal, -e, 0, --stack, '${AWS::StackName}', --resource, Web, --region, '${AWS::Region}' ]";
const DASHES: &str = "bootcmd: [[mkdir, -p, /srv]]
          runcmd:
            - - cfn-init
              # which sets
              - --configsets=site
              - --resource
              - \"Web\"
              - --stack
              - ${AWS::StackName}
              - --region
              - ${AWS::Region}
            - - cfn-signal
              - --resource
              - Web
              - --stack
              - ${AWS::StackName}
              - --region
              - ${AWS::Region}";
const LOOSE: &str = "runcmd:
            - [cfn-init, -s, ${AWS::StackName}, -r, Web, -c, site, --region, ${AWS::Region}]
            - [cfn-signal, --stack, ${AWS::StackName}, --resource, Web, --region, ${AWS::Region}]";

fn documents() -> impl Iterator<Item = Document> {
    [BRACKETS, DASHES, LOOSE].into_iter().map(|lists| {
        let document = Document::parse(FRAME.replace("LISTS", lists));
        assert_eq!(document.syntax_error(), None);
        document
    })
}

#[test]
fn calls_are_steps_with_what_they_say() {
    for document in documents() {
        let data = UserData::of(&document, "Web").unwrap();
        assert_eq!(data.sets("Web"), Some(vec!["site".to_string()]), "{}", document.text());
        assert_eq!(data.steps_of(StepKind::Signal).count(), 1);
        let length: usize = data.steps().iter().map(|step| step.span.len()).sum();
        assert_eq!(length, data.text.text().len());
        // An option that is not there has no place in a list.
        assert!(data.steps().iter().flat_map(|step| &step.fields).all(|field| field.span.is_some()));
        let rules: Vec<_> = check(&document).iter().map(|found| found.rule.id).collect();
        for id in ["user-data/no-region", "user-data/unknown-set", "signal/nobody-signals", "config/not-run"] {
            assert!(!rules.contains(&id), "{id}\n{}", document.text());
        }
    }
    let wrong = FRAME.replace("LISTS", &BRACKETS.replace("-c, site", "-c, side"));
    assert!(check(&Document::parse(wrong)).iter().any(|found| found.rule.id == "user-data/unknown-set"));
}

#[test]
fn a_rename_follows_in_them() {
    for document in documents() {
        for (at, key, gone) in [
            ("/Resources/Web", "App", "Web"),
            ("/Resources/Web/Metadata/AWS::CloudFormation::Init/configSets/site", "page", "site"),
        ] {
            let at = document.path_from_pointer(at).unwrap();
            let mut after = document.clone();
            for edit in rename(&document, &at, key) {
                after.edit(&edit).unwrap();
            }
            assert!(!after.text().contains(gone), "{}", after.text());
            let data = UserData::of(&after, if gone == "Web" { "App" } else { "Web" }).unwrap();
            assert_eq!(data.steps_of(StepKind::Init).count(), 1);
        }
    }
}

#[test]
fn a_group_gets_their_signals() {
    for document in documents() {
        let options = GroupOptions { front: None, percent: None, ..GroupOptions::suggested(&document, "Web") };
        let proposal = group(&document, "Web", &options).unwrap();
        let after = proposal.outcome(&document).unwrap();
        let data = UserData::of(&after, "WebTemplate").unwrap();
        assert_eq!(data.signalled(), ["WebGroup"], "{}", after.text());
        assert_eq!(data.calls_for("WebTemplate").len(), 1);
        assert!(!after.text().contains(", Web,") && !after.text().contains("- Web\n"), "{}", after.text());
    }
}

#[test]
fn their_config_sets_are_rehearsed_and_booted() {
    for document in documents().take(2) {
        let rehearsal = Rehearsal::of(&document, "Web", &ParameterValues::new()).unwrap();
        let sets = rehearsal.files.iter().find(|file| file.path == "template/config-sets").unwrap();
        assert_eq!(String::from_utf8_lossy(&sets.bytes), "site\n", "{}", document.text());
        let plan = plan(&document, "Web", &ParameterValues::new(), BootRun::First).unwrap();
        assert!(plan.steps.iter().any(|step| step.detail.contains("uptime")), "{plan:?}");
    }
}
