//! What stands beside the properties: metadata, policies, conditions, the type. Sources: AWS pages "Resource attribute
//! reference", "cfn-hup".

use cf_init::document::Document;
use cf_init::impact::ReplacementOrder;

use super::{between, replacing, verdicts};

const SERVER: &str = "Resources:
  Server:
    Type: AWS::EC2::Instance
    DeletionPolicy: Retain
    UpdateReplacePolicy: Delete
    DependsOn: Group
    CreationPolicy: {ResourceSignal: {Timeout: PT5M}}
    Metadata:
      Comment: one
      AWS::CloudFormation::Init:
        config:
          packages: {yum: {mariadb105-server: []}}
          files:
            /etc/cfn/cfn-hup.conf:
              content: |
                [main]
                stack=web
                interval=2
            /etc/cfn/hooks.d/reload.conf:
              content: |
                [reload]
                triggers=post.update
                path=Resources.Server.Metadata.AWS::CloudFormation::Init
                action=/opt/aws/bin/cfn-init -s web -r Server
            /etc/motd: {content: hello}
          services: {systemd: {cfn-hup: {enabled: true, ensureRunning: true}}}
    Properties: {ImageId: ami-1, InstanceType: t3.micro}
  Group:
    Type: AWS::EC2::SecurityGroup
    Properties: {GroupDescription: a}
";

#[test]
fn attributes_touch_nothing() {
    for (part, by, expected) in [
        ("hello", "hello again", "cfn-hup"),
        ("Comment: one", "Comment: two", "nothing"),
        ("    DeletionPolicy: Retain\n", "", "nothing"),
        ("UpdateReplacePolicy: Delete", "UpdateReplacePolicy: Retain", "nothing"),
        ("    DependsOn: Group\n", "", "nothing"),
        ("PT5M", "PT9M", "nothing"),
        ("DependsOn: Group", "DependsOn: [Group]", "-"),
    ] {
        let impact = replacing(SERVER, part, by);
        let found = impact.of("Server").map_or("-", |one| one.verdict.id());
        assert_eq!(found, expected, "{part}\n{impact:#?}");
    }
    // The order alone is no update.
    let impact = replacing(SERVER, "    DependsOn: Group\n", "");
    assert!(impact.notes.iter().any(|note| note.contains("runs no update")), "{:?}", impact.notes);
}

#[test]
fn cfn_hup_sees_only_what_a_hook_on_the_machine_watches() {
    for (part, by) in [
        ("path=Resources.Server.", "path=Resources.Other."),
        ("triggers=post.update", "triggers=post.add"),
        ("            /etc/cfn/cfn-hup.conf:", "            /etc/other.conf:"),
    ] {
        let old = SERVER.replace(part, by);
        assert_ne!(old, SERVER);
        let impact = replacing(&old, "hello", "hello again");
        assert_eq!(verdicts(&impact), ["Server nothing"], "{part}");
        // The hook comes with the update: cfn-hup is not there yet to see it.
        let impact = between(&old, SERVER);
        assert_eq!(verdicts(&impact), ["Server nothing"], "{part}");
        assert!(impact.resources[0].properties[0].why.contains("run cfn-init there once"), "{impact:#?}");
    }
    let impact = replacing(SERVER, "hello", "hello again");
    assert!(impact.resources[0].properties[0].why.contains("Within 2 minutes"), "{impact:#?}");
}

#[test]
fn user_data_are_not_run_again() {
    let with = |script: &str| {
        SERVER.replace("{ImageId: ami-1", &format!("{{UserData: {{Fn::Base64: \"{script}\"}}, ImageId: ami-1"))
    };
    let why = |impact: cf_init::impact::Impact| impact.resources[0].properties[0].why.clone();
    let impact = between(&with("#!/bin/bash\\ntrue\\n"), &with("#!/bin/bash\\nfalse\\n"));
    assert_eq!(verdicts(&impact), ["Server interruption"]);
    assert!(why(impact).contains("The new script does not run"));
    let persistent = "<powershell>b</powershell><persist>true</persist>";
    assert!(why(between(&with("a"), &with(persistent))).contains("The new script runs at the start"));
}

#[test]
fn a_replaced_instance_names_what_is_lost_and_what_helps() {
    let impact = replacing(SERVER, "ami-1", "ami-2");
    let server = impact.of("Server").unwrap();
    assert_eq!((server.verdict.id(), server.order), ("replacement", Some(ReplacementOrder::NewFirst)));
    let notes = server.notes.join("\n");
    for part in [
        "Lost: the root volume",
        "MariaDB runs on this instance",
        "waits for the signals",
        "DeletionPolicy does not keep",
    ] {
        assert!(notes.contains(part), "{part}: {notes}");
    }
    let ways = server.ways_out.iter().map(|way| way.text.as_str()).collect::<Vec<_>>().join("\n");
    for part in ["UpdateReplacePolicy: Retain", "AWS::EC2::Volume", "Pin the image"] {
        assert!(ways.contains(part), "{part}: {ways}");
    }
    let kept = SERVER.replace("UpdateReplacePolicy: Delete", "UpdateReplacePolicy: Retain");
    let impact = replacing(&kept, "ami-1", "ami-2");
    assert!(impact.of("Server").unwrap().notes.iter().any(|note| note.contains("keeps the old one")));
    // A bigger root volume.
    let disk = |size: u32| {
        let devices =
            format!("{{BlockDeviceMappings: [{{DeviceName: /dev/xvda, Ebs: {{VolumeSize: {size}}}}}], ImageId: ami-1");
        SERVER.replace("{ImageId: ami-1", &devices)
    };
    let impact = between(&disk(8), &disk(20));
    let server = impact.of("Server").unwrap();
    assert!(server.properties[0].why.contains("/dev/xvda from 8 to 20 GiB"), "{server:#?}");
    assert!(server.ways_out.iter().any(|way| way.text.contains("modify-volume")), "{server:#?}");
}

#[test]
fn resources_come_go_and_change_their_type() {
    let data = "Resources:\n  Db: {Type: AWS::RDS::DBInstance}\n  Table: {Type: AWS::DynamoDB::Table}\n  \
                Kept: {Type: AWS::S3::Bucket, DeletionPolicy: Retain}\n  Stays: {Type: AWS::SNS::Topic}\n";
    let impact = between(data, "Resources:\n  Stays: {Type: AWS::SNS::Topic}\n  New: {Type: AWS::SQS::Queue}\n");
    assert_eq!(verdicts(&impact), ["Db deleted", "Table deleted", "Kept deleted", "New created"]);
    let notes = |id: &str| impact.of(id).unwrap().notes.join(" ");
    assert!(notes("Db").contains("takes a snapshot first"), "{}", notes("Db"));
    assert!(notes("Table").contains("Lost: its items"), "{}", notes("Table"));
    assert!(notes("Kept").contains("DeletionPolicy keeps it"), "{}", notes("Kept"));
    let impact = replacing(data, "AWS::SNS::Topic", "AWS::SQS::Queue");
    assert_eq!(verdicts(&impact), ["Stays fails"]);
    assert!(impact.resources[0].properties[0].why.contains("Update of resource type is not permitted"));
}

/// The new template after the fix of a way out with this label.
fn mended(old: &str, new: &str, id: &str, label: &str) -> String {
    let impact = between(old, new);
    let ways = &impact.of(id).unwrap().ways_out;
    let labels: Vec<_> = ways.iter().filter_map(|way| way.fix.as_ref()).map(|fix| fix.label.as_str()).collect();
    let fix = ways.iter().filter_map(|way| way.fix.as_ref()).find(|fix| fix.label == label);
    let document = Document::parse(new);
    let fix = fix.unwrap_or_else(|| panic!("{label} is not among {labels:?}"));
    document.with_edits(&fix.edits(&document)).unwrap().0.text().to_string()
}

#[test]
fn ways_out_are_edits_of_the_new_template() {
    let new = SERVER.replace("ami-1", "ami-2");
    assert_eq!(mended(SERVER, &new, "Server", "Leave ImageId of Server as it was"), SERVER);
    let kept = mended(SERVER, &new, "Server", "Set UpdateReplacePolicy of Server to Retain");
    assert!(between(SERVER, &kept).of("Server").unwrap().notes.iter().any(|note| note.contains("keeps the old one")));
    let moved = SERVER.replace("Server", "Web");
    assert_eq!(verdicts(&between(SERVER, &mended(SERVER, &moved, "Web", "Rename Web to Server"))), [""; 0]);
    let topic = "Resources:\n  Stays: {Type: AWS::SNS::Topic}\n";
    let queue = mended(topic, &topic.replace("SNS::Topic", "SQS::Queue"), "Stays", "Rename Stays to Stays2");
    assert_eq!(verdicts(&between(topic, &queue)), ["Stays deleted", "Stays2 created"]);
    // A property that comes is removed, one that goes comes back.
    let disk = "Resources:\n  Disk: {Type: AWS::EC2::Volume, Properties: {Size: 10}}\n";
    let locked = disk.replace("Size: 10", "Size: 10, Encrypted: true");
    assert_eq!(mended(disk, &locked, "Disk", "Leave Encrypted of Disk as it was"), disk);
    assert_eq!(
        verdicts(&between(&locked, &mended(&locked, disk, "Disk", "Leave Encrypted of Disk as it was"))),
        [""; 0]
    );
    let group = "Resources:\n  Launch: {Type: AWS::EC2::LaunchTemplate, Properties: {LaunchTemplateData: {ImageId: ami-1}}}\n  \
                 Group: {Type: AWS::AutoScaling::AutoScalingGroup, Properties: {LaunchTemplate: {LaunchTemplateId: !Ref Launch, \
                 Version: $Latest}}}\n";
    let after = mended(group, &group.replace("ami-1", "ami-2"), "Launch", "Set Version of Group to the latest one");
    assert!(after.contains("Version: !GetAtt Launch.LatestVersionNumber"), "{after}");
}

#[test]
fn fields_say_what_a_change_does() {
    let hint = |text: &str, pointer: &str| {
        let document = Document::parse(text);
        let at = document.path_from_pointer(pointer).unwrap();
        cf_init::impact::update_hint(&document, &at)
    };
    assert_eq!(hint(SERVER, "/Resources/Server/Properties/ImageId").as_deref(), Some("the resource is replaced"));
    let init = |files: &str| {
        format!(
            "Resources:\n  Web:\n    Type: AWS::EC2::Instance\n    Metadata:\n      AWS::CloudFormation::Init:\n        config:\n          \
             files:\n            /a: {{content: x}}\n{files}          services: {{systemd: {{cfn-hup: {{ensureRunning: true}}}}}}\n"
        )
    };
    let at = "/Resources/Web/Metadata/AWS::CloudFormation::Init/config/files/~1a/content";
    let hooks = "            /etc/cfn/cfn-hup.conf: {content: \"[main]\\nstack=s\\ninterval=5\\n\"}\n            \
                 /etc/cfn/hooks.conf: {content: \"[r]\\ntriggers=post.update\\npath=Resources.Web.Metadata\\naction=cfn-init\\n\"}\n";
    let watched = hint(&init(hooks), at);
    assert_eq!(watched.as_deref(), Some("picked up by cfn-hup within 5 minutes, without touching the instance"));
    let alone = hint(&init(""), at);
    assert!(alone.is_some_and(|text| text.starts_with("not run again on instances that exist")));
}

#[test]
fn another_logical_id_is_another_resource() {
    let impact = between(SERVER, &SERVER.replace("Server", "Web"));
    assert_eq!(verdicts(&impact), ["Server deleted", "Web created"]);
    assert!(
        impact.of("Server").unwrap().ways_out.iter().any(|way| way.text.contains("Stack refactoring")),
        "{impact:#?}"
    );
    // A fixed name stands in its way: the old one is deleted last.
    let named = "Resources:\n  A: {Type: AWS::IAM::Role, Properties: {RoleName: web}}\n";
    let impact = replacing(named, "  A:", "  B:");
    assert_eq!(verdicts(&impact), ["B fails", "A deleted"]);
}

#[test]
fn a_condition_creates_deletes_and_chooses() {
    let text = "Parameters: {Size: {Type: String, Default: small}}
Conditions: {Big: !Equals [!Ref Size, large]}
Resources:
  Disk: {Type: AWS::EC2::Volume, Condition: Big, Properties: {Size: 10}}
  Server:
    Type: AWS::EC2::Instance
    Properties: {InstanceType: !If [Big, t3.large, t3.micro], ImageId: !If [Big, ami-1, !Ref AWS::NoValue]}
";
    let impact = replacing(text, "[!Ref Size, large]", "[!Ref Size, small]");
    assert_eq!(verdicts(&impact), ["Server replacement", "Disk created"]);
    let impact = replacing(text, "Default: small", "Default: large");
    assert_eq!(verdicts(&impact), ["Server replacement?", "Disk created?"]);
    // The branch that the default does not choose.
    let impact = replacing(text, "t3.large", "t3.xlarge");
    assert_eq!(verdicts(&impact), ["Server interruption?"]);
    assert_eq!(impact.resources[0].only_if.as_deref(), Some("Size is large"));
    // Without a default nobody knows which.
    let open = text.replace(", Default: small", "");
    let impact = replacing(&open, "t3.micro", "t3.nano");
    assert_eq!(verdicts(&impact), ["Server interruption?"]);
    assert_eq!(impact.resources[0].only_if.as_deref(), Some("Size is not large"));
    let impact = replacing(&open, "Properties: {Size: 10}", "Properties: {Size: 20}");
    assert_eq!(verdicts(&impact), ["Disk none?"]);
}
