//! One machine and a group of them, there and back: the meaning stays, and so does every byte that is not about it.

use cf_init::document::Document;
use cf_init::recipe::compute::{Front, GroupOptions, Leftover, SingleOptions, group, in_front, single, tracking};
use cf_init::recipe::proposal::Proposal;
use cf_init::starter;
use cf_init::template::{Template, resource_path};

const ALL: SingleOptions = SingleOptions { balancer: Leftover::Remove, subnets: Leftover::Remove };

fn starter() -> Document {
    Document::parse(starter::find("flask-postgres").unwrap().text)
}

fn made(document: &Document, proposal: &Proposal) -> Document {
    let after = proposal.outcome(document).unwrap();
    assert_eq!(after.syntax_error(), None, "{}", after.text());
    assert!(after.node(&proposal.at).is_some(), "{}", proposal.at);
    after
}

fn to_group(document: &Document, id: &str) -> Document {
    let options = GroupOptions::suggested(document, id);
    made(document, &group(document, id, &options).unwrap())
}

fn meaning(document: &Document) -> serde_yaml::Value {
    serde_yaml::from_str(document.text()).unwrap()
}

/// Lines of `after` that `before` has not, and the other way round.
fn lines_apart(before: &str, after: &str) -> (Vec<String>, Vec<String>) {
    let only = |one: &str, other: &str| {
        let known: Vec<&str> = other.lines().map(str::trim).collect();
        one.lines().map(str::trim).filter(|line| !known.contains(line)).map(str::to_string).collect::<Vec<_>>()
    };
    (only(before, after), only(after, before))
}

#[test]
fn the_starter_becomes_a_group_and_an_instance_again() {
    let document = starter();
    let grouped = to_group(&document, "WebServer");
    let template = Template::of(&grouped);
    let kinds: Vec<_> = template.resources().filter_map(|one| one.kind()).collect();
    for kind in [
        "AWS::EC2::LaunchTemplate",
        "AWS::AutoScaling::AutoScalingGroup",
        "AWS::AutoScaling::ScalingPolicy",
        "AWS::ElasticLoadBalancingV2::LoadBalancer",
        "AWS::ElasticLoadBalancingV2::TargetGroup",
        "AWS::ElasticLoadBalancingV2::Listener",
    ] {
        assert_eq!(kinds.iter().filter(|one| **one == kind).count(), 1, "{kind}");
    }
    assert!(!kinds.contains(&"AWS::EC2::Instance"));
    // Init went along, comments and all, and no word of it moved.
    let init = |document: &Document, id: &str| {
        let node = document.node(&resource_path(id).keys(["Metadata", "AWS::CloudFormation::Init", "configure"]));
        node.unwrap().source().to_string()
    };
    assert_eq!(init(&grouped, "WebServerTemplate"), init(&document, "WebServer"));
    let again = made(&grouped, &single(&grouped, "WebServerGroup", ALL).unwrap());
    // What stays of it: the subnet has a zone now. All else is the same to the byte.
    let zone = "      AvailabilityZone: !Select [0, !GetAZs \"\"]\n";
    assert_eq!(again.text().replacen(zone, "", 1), document.text());
}

#[test]
fn without_a_load_balancer_only_the_address_is_lost() {
    let document = starter();
    let options = GroupOptions { front: None, percent: None, ..GroupOptions::suggested(&document, "WebServer") };
    let proposal = group(&document, "WebServer", &options).unwrap();
    assert!(proposal.leaves.iter().any(|line| line.contains("The output SiteUrl is removed")), "{:?}", proposal.leaves);
    let grouped = made(&document, &proposal);
    let mut again = meaning(&made(&grouped, &single(&grouped, "WebServerGroup", ALL).unwrap()));
    let mut before = meaning(&document);
    let url = before["Outputs"].as_mapping_mut().unwrap().remove("SiteUrl").unwrap();
    assert_eq!(again, before);
    again["Outputs"].as_mapping_mut().unwrap().insert("SiteUrl".into(), url);
    assert_eq!(again, meaning(&document));
}

#[test]
fn json_goes_there_and_back_too() {
    let document = Document::parse(cf_init::template::convert::to_json(&starter()).unwrap().text);
    let grouped = to_group(&document, "WebServer");
    let json = |document: &Document| serde_json::from_str::<serde_json::Value>(document.text()).unwrap();
    let data = &json(&grouped)["Resources"]["WebServerTemplate"]["Properties"]["LaunchTemplateData"];
    assert_eq!(data["IamInstanceProfile"], serde_json::json!({"Name": {"Ref": "InstanceProfile"}}));
    let mut again = json(&made(&grouped, &single(&grouped, "WebServerGroup", ALL).unwrap()));
    again["Resources"]["PublicSubnet"]["Properties"].as_object_mut().unwrap().remove("AvailabilityZone");
    assert_eq!(again, json(&document));
}

const ODD: &str = "Resources:
  Net: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  Wall: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: d, VpcId: !Ref Net}}
  A: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Net, CidrBlock: 10.0.0.0/24}}
  Web:
    Type: AWS::EC2::Instance
    Condition: Prod
    DeletionPolicy: Retain # not while we look
    Properties:
      SubnetId: !Ref A
      Monitoring: true # every minute
      Tenancy: dedicated
      PlacementGroupName: near
      SourceDestCheck: false
      PrivateIpAddress: 10.0.0.9
      CreditSpecification: {CPUCredits: unlimited}
      SecurityGroupIds: [!GetAtt Wall.GroupId]
      UserData:
        Fn::Base64: |
          cfn-init -r Web
          cfn-signal -e $? --resource 'Web'
  Address: {Type: AWS::EC2::EIP, Properties: {InstanceId: !Ref Web}}
  Data: {Type: AWS::EC2::Volume, Properties: {AvailabilityZone: !GetAtt Web.AvailabilityZone, Size: 1}}
  Mount: {Type: AWS::EC2::VolumeAttachment, Properties: {InstanceId: !Ref Web, VolumeId: !Ref Data, Device: /dev/x}}
  Hot:
    Type: AWS::CloudWatch::Alarm
    Properties:
      Dimensions:
        - {Name: InstanceId, Value: !Ref Web}
  Name: {Type: AWS::Route53::RecordSet, Properties: {ResourceRecords: [!GetAtt Web.PublicIp]}}
Outputs:
  Ip: {Value: !Ref Address}
  Private: {Value: !GetAtt Web.PrivateIp}
";

#[test]
fn what_cannot_go_along_is_said_and_what_can_is_carried() {
    let document = Document::parse(ODD);
    let options = GroupOptions::suggested(&document, "Web");
    assert_eq!(options.front, None);
    let proposal = group(&document, "Web", &options).unwrap();
    let after = made(&document, &proposal);
    let text = after.text();
    for piece in [
        "  WebTemplate:\n    Type: AWS::EC2::LaunchTemplate\n    Condition: Prod\n    Properties:\n      LaunchTemplateData:\n        Monitoring:\n          Enabled: true # every minute\n",
        "        Placement:\n          Tenancy: dedicated\n          GroupName: near\n",
        "CreditSpecification: {CpuCredits: unlimited}",
        "          Fn::Base64: |\n            cfn-init -r WebTemplate\n            cfn-signal -e $? --resource 'WebGroup'\n",
        "  WebGroup:\n    Type: AWS::AutoScaling::AutoScalingGroup\n    Condition: Prod\n",
        "    DeletionPolicy: Retain # not while we look\n",
        "{AvailabilityZone: !GetAtt A.AvailabilityZone, Size: 1}",
        "{Name: AutoScalingGroupName, Value: !Ref WebGroup}",
    ] {
        assert!(text.contains(piece), "{piece}\n{text}");
    }
    for gone in ["SourceDestCheck", "PrivateIpAddress", "Address", "Mount", "Outputs:\n  Ip", "SubnetId"] {
        assert!(!text.contains(gone), "{gone}\n{text}");
    }
    let said = proposal.does.join("\n") + &proposal.leaves.join("\n");
    for words in [
        "SourceDestCheck and PrivateIpAddress",
        "Mount is removed",
        "Data stays",
        "Address is removed",
        "The outputs Ip and Private are removed",
        "Name › ResourceRecords",
    ] {
        assert!(said.contains(words), "{words}\n{said}");
    }
    assert!(!said.contains("CreditSpecification"), "{said}");
}

#[test]
fn a_single_instance_behind_a_target_group_stays_behind_it() {
    let text = "Resources:
  Web: {Type: AWS::EC2::Instance, Properties: {ImageId: x}}
  Targets:
    Type: AWS::ElasticLoadBalancingV2::TargetGroup
    Properties:
      Port: 80
      Targets: # one
        - Id: !Ref Web
";
    let document = Document::parse(text);
    let after = made(&document, &group(&document, "Web", &GroupOptions::suggested(&document, "Web")).unwrap());
    assert!(after.text().contains("TargetGroupARNs:\n        - !Ref Targets\n"), "{}", after.text());
    assert!(!after.text().contains("- Id: !Ref Web\n"), "{}", after.text());
    let back = single(&after, "WebGroup", SingleOptions { balancer: Leftover::Keep, subnets: Leftover::Keep }).unwrap();
    let again = made(&after, &back);
    assert!(again.text().contains("Targets:\n        - Id: !Ref Web\n"), "{}", again.text());
}

#[test]
fn launch_template_data_by_a_function_make_no_instance() {
    let text = "Resources:
  L:
    Type: AWS::EC2::LaunchTemplate
    Properties: {LaunchTemplateData: {Fn::If: [C, {ImageId: a}, {ImageId: b}]}}
  G:
    Type: AWS::AutoScaling::AutoScalingGroup
    Properties: {LaunchTemplate: {LaunchTemplateId: !Ref L, Version: '1'}, MinSize: '1', MaxSize: '1'}
";
    let options = SingleOptions { balancer: Leftover::Keep, subnets: Leftover::Keep };
    let why = single(&Document::parse(text), "G", options).unwrap_err();
    assert_eq!(why, "LaunchTemplateData of L is given by Fn::If (line 4). Write out one value first.");
}

#[test]
fn the_instance_does_not_wait_for_the_listener_that_sends_to_it() {
    let starter = starter::STARTERS.iter().find(|one| one.name == "auto-scaling").unwrap();
    let document = Document::parse(starter.text);
    let options = SingleOptions { balancer: Leftover::Keep, subnets: Leftover::Keep };
    let after = made(&document, &single(&document, "WebGroup", options).unwrap());
    let waits = Template::of(&after).resource("Web").unwrap().depends_on().join(" ");
    assert!(!waits.contains("Listener"), "{waits}");
    assert!(after.text().contains("- Id: !Ref Web\n"), "{}", after.text());
}

#[test]
fn parts_are_added_to_a_group_that_is_there() {
    let document = starter();
    let bare = GroupOptions { front: None, percent: None, ..GroupOptions::suggested(&document, "WebServer") };
    let alone = made(&document, &group(&document, "WebServer", &bare).unwrap());
    let front = Front::suggested(&alone, "WebServerGroup");
    assert_eq!(front, Front { port: 80, health: "/health".into() });
    let with = made(&alone, &in_front(&alone, "WebServerGroup", &front).unwrap());
    assert!(in_front(&with, "WebServerGroup", &front).unwrap_err().contains("already"));
    let tracked = made(&with, &tracking(&with, "WebServerGroup", 60).unwrap());
    assert!(tracking(&tracked, "WebServerGroup", 60).unwrap_err().contains("already"));
    let (gone, _) = lines_apart(alone.text(), tracked.text());
    // Only the rule that let everybody in says something else.
    assert_eq!(gone.len(), 2, "{gone:?}");
    assert!(gone.iter().all(|line| line.contains("Description: Site") || line.contains("DependsOn")), "{gone:?}");
}

#[test]
fn what_is_no_such_change_is_said() {
    let document = starter();
    let options = GroupOptions::suggested(&document, "WebServer");
    assert!(group(&document, "VPC", &options).unwrap_err().contains("no instance"));
    let upside = GroupOptions { min: 3, desired: 1, max: 2, ..options.clone() };
    assert!(group(&document, "WebServer", &upside).is_err());
    let strange = GroupOptions { subnets: vec!["VPC".into()], ..options };
    assert!(group(&document, "WebServer", &strange).unwrap_err().contains("neither a subnet"));
    assert!(single(&document, "WebServer", ALL).is_err());
    assert!(tracking(&document, "WebServer", 50).is_err());
    assert!(in_front(&document, "WebServer", &Front { port: 80, health: "/".into() }).is_err());
}

/// Every instance of the templates becomes a group and an instance again, or a reason is given.
#[test]
fn instances_of_templates_become_groups_and_come_back() {
    let (mut count, mut refused) = (0, Vec::new());
    for (file, text) in crate::corpus::templates(&["init"]) {
        let document = Document::parse(text);
        if document.syntax_error().is_some() {
            continue;
        }
        let ids = Template::of(&document).resources().filter(|one| one.is_instance());
        for id in ids.map(|one| one.id().to_string()).collect::<Vec<_>>() {
            count += 1;
            let options = GroupOptions::suggested(&document, &id);
            let proposal = match group(&document, &id, &options) {
                Ok(proposal) => proposal,
                // CloudFormation refuses aliases, so recipes may.
                Err(why) if why.contains("alias") || why.contains("anchor") => continue,
                Err(why) => {
                    refused.push(format!("{} {id}: {why}", file));
                    continue;
                }
            };
            let there = made(&document, &proposal);
            let back = single(&there, proposal.at.last_key().unwrap(), ALL);
            let again = made(&there, &back.unwrap_or_else(|why| panic!("{} {id}: {why}", file)));
            let resource = Template::of(&again).resource(&id);
            assert!(resource.is_some_and(|one| one.is_instance()), "{} {id}", file);
            let init = |document: &Document| {
                let node = document.node(&resource_path(&id).keys(["Metadata", "AWS::CloudFormation::Init"]));
                node.map(|node| node.value())
            };
            assert_eq!(init(&again), init(&document), "{} {id}", file);
        }
    }
    println!("{count} instances, {} refused\n{}", refused.len(), refused.join("\n"));
    assert!(count >= 15, "{count} instances");
    assert!(refused.len() * 10 <= count, "{}", refused.join("\n"));
}

#[test]
fn the_instance_gets_the_metadata_of_the_group() {
    let group = |own: &str| {
        format!(
            "Resources:\n  Lt:\n    Type: AWS::EC2::LaunchTemplate\n{own}    Properties: {{LaunchTemplateData: {{ImageId: ami-1}}}}\n  Group:\n    Type: AWS::AutoScaling::AutoScalingGroup\n    Metadata:\n      AWS::CloudFormation::Init:\n        config: {{packages: {{yum: {{httpd: []}}}}}} # web\n      Owner: team\n    Properties: {{MinSize: '1', MaxSize: '1', LaunchTemplate: {{LaunchTemplateId: !Ref Lt, Version: !GetAtt Lt.LatestVersionNumber}}}}\n"
        )
    };
    let metadata = |own: &str| {
        let document = Document::parse(group(own));
        let proposal = single(&document, "Group", ALL).unwrap();
        let after = made(&document, &proposal);
        let path = proposal.at.join("Metadata");
        (after.node(&path).map(|node| node.source().to_string()).unwrap_or_default(), proposal.leaves.join("\n"))
    };
    let (text, leaves) = metadata("");
    assert!(text.contains("httpd: []}}} # web") && text.contains("Owner: team"), "{text}");
    assert!(!leaves.contains("metadata"), "{leaves}");
    let (text, _) = metadata("    Metadata: {Note: x}\n");
    assert!(text.contains("Note: x") && text.contains("httpd") && text.contains("Owner"), "{text}");
    let (text, leaves) = metadata("    Metadata: {AWS::CloudFormation::Init: {config: {}}}\n");
    assert!(text.contains("Owner") && !text.contains("httpd"), "{text}");
    assert!(leaves.contains("Both the launch template and Group have AWS::CloudFormation::Init"), "{leaves}");
}

#[test]
fn a_transform_beside_the_properties_is_moved_along() {
    let text = "Resources:
  Host:
    Type: AWS::EC2::Instance
    Properties:
      ImageId: ami-1
      Fn::Transform: {Name: AWS::Include, Parameters: {Location: s3://b/host.yaml}}
";
    let document = Document::parse(text);
    let options = GroupOptions { front: None, percent: None, ..GroupOptions::suggested(&document, "Host") };
    let proposal = group(&document, "Host", &options).unwrap();
    let said = |proposal: &Proposal| proposal.leaves.join("\n");
    assert!(said(&proposal).contains("What Fn::Transform adds"), "{}", said(&proposal));
    assert!(!said(&proposal).contains("has no Fn::Transform"), "{}", said(&proposal));
    let grouped = made(&document, &proposal);
    let data = resource_path("HostTemplate").keys(["Properties", "LaunchTemplateData", "Fn::Transform", "Name"]);
    assert_eq!(grouped.scalar(&data), Some("AWS::Include"), "{}", grouped.text());
    let back = made(&grouped, &single(&grouped, "HostGroup", ALL).unwrap());
    let properties = resource_path("Host").keys(["Properties", "Fn::Transform", "Name"]);
    assert_eq!(back.scalar(&properties), Some("AWS::Include"), "{}", back.text());
    // A transform beside LaunchTemplateData goes into it.
    let beside = grouped.text().replacen(
        "    Properties:\n      LaunchTemplateData",
        "    Properties:\n      Fn::Transform: {Name: Other}\n      LaunchTemplateData",
        1,
    );
    let beside = beside.replacen(
        "        Fn::Transform: {Name: AWS::Include, Parameters: {Location: s3://b/host.yaml}}\n",
        "",
        1,
    );
    let beside = Document::parse(beside);
    let back = made(&beside, &single(&beside, "HostGroup", ALL).unwrap());
    assert_eq!(back.scalar(&properties), Some("Other"), "{}", back.text());
}

#[test]
fn loops_and_tags_by_function_are_carried_to_the_group() {
    let text = "Transform: AWS::LanguageExtensions
Conditions: {C: !Equals [a, b]}
Resources:
  Web:
    Type: AWS::EC2::Instance
    Properties:
      ImageId: ami-1
      Tags:
        - !If [C, {Key: a, Value: one}, !Ref AWS::NoValue]
        - {Key: b, Value: two}
      Fn::ForEach::Names: [N, [x], {'Key${N}': marker}]
";
    let document = Document::parse(text);
    let options = GroupOptions { front: None, ..GroupOptions::suggested(&document, "Web") };
    let proposal = group(&document, "Web", &options).unwrap();
    let after = proposal.outcome(&document).unwrap();
    assert_eq!(after.text().matches("PropagateAtLaunch: true").count(), 2, "{}", after.text());
    assert!(after.text().contains("{Key: a, Value: one, PropagateAtLaunch: true}"), "{}", after.text());
    assert!(after.text().contains("Fn::ForEach::Names: [N, [x], {'Key${N}': marker}]"), "{}", after.text());
    assert!(proposal.leaves.iter().any(|line| line.starts_with("What Fn::ForEach::Names adds")), "{proposal:?}");
}

#[test]
fn tags_of_volumes_follow_a_function() {
    let grouped = |function: &str| {
        let text = format!(
            "Conditions: {{C: !Equals [a, b]}}\nResources:\n  Web:\n    Type: AWS::EC2::Instance\n    Properties:\n      \
             ImageId: ami-1\n      PropagateTagsToVolumeOnCreation: {function}\n      Tags: [{{Key: a, Value: b}}]\n"
        );
        let document = Document::parse(text);
        let proposal = group(&document, "Web", &GroupOptions::suggested(&document, "Web")).unwrap();
        let after = made(&document, &proposal);
        let at = resource_path("WebTemplate").keys(["Properties", "LaunchTemplateData", "TagSpecifications"]);
        let found = after.node(&at).map(|node| {
            serde_yaml::to_string(
                &meaning(&after)["Resources"]["WebTemplate"]["Properties"]["LaunchTemplateData"]["TagSpecifications"],
            )
            .unwrap()
                + node.tag().unwrap_or_default()
        });
        (found.unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" "), proposal.leaves.join("\n"))
    };
    let volume = "- ResourceType: volume Tags: - Key: a Value: b";
    let (made, _) = grouped("!If [C, true, !Ref AWS::NoValue]");
    assert_eq!(made, format!("!If - C - {volume} - !Ref AWS::NoValue !If"));
    let (made, _) = grouped("{Fn::If: [C, 'false', true]}");
    assert_eq!(made, format!("Fn::If: - C - !Ref AWS::NoValue - {volume}"));
    let (made, left) = grouped("!Ref P");
    assert_eq!(made, "");
    assert!(left.contains("PropagateTagsToVolumeOnCreation is given by Ref. A launch template has"), "{left}");
}

#[test]
fn signals_in_branches_of_a_condition_are_counted() {
    let text = |policy: &str| {
        format!(
            "Conditions: {{Waits: !Equals [a, b]}}\nParameters: {{P: {{Type: Number}}}}\nResources:\n  Web:\n    Type: AWS::EC2::Instance\n    CreationPolicy: {policy}\n    \
             Properties: {{ImageId: ami-0123456789abcdef0, InstanceType: t3.micro}}\n"
        )
    };
    let grouped = |policy: &str| {
        let document = Document::parse(text(policy));
        let options = GroupOptions { desired: 3, max: 4, ..GroupOptions::suggested(&document, "Web") };
        let proposal = group(&document, "Web", &options).unwrap();
        let after = made(&document, &proposal);
        let policy = after.node(&resource_path("WebGroup").join("CreationPolicy")).unwrap().source().to_string();
        (policy, [proposal.does, proposal.leaves].concat().join(" "), after.text().to_string())
    };
    let (policy, _, after) = grouped("{ResourceSignal: !If [Waits, {Count: 1, Timeout: PT20M}, !Ref AWS::NoValue]}");
    assert_eq!(policy, "{ResourceSignal: !If [Waits, {Count: 3, Timeout: PT20M}, !Ref AWS::NoValue]}");
    // Without signals a pause would be a rest.
    assert!(after.contains("WaitOnResourceSignals: !If [Waits, true, false]"), "{after}");
    assert!(after.contains("PauseTime: !If [Waits, PT20M, !Ref \"AWS::NoValue\"]"), "{after}");
    let (policy, _, after) = grouped("!If [Waits, {ResourceSignal: {Timeout: PT5M}}, {ResourceSignal: {Count: 1}}]");
    assert!(after.contains("PauseTime: PT5M"), "{after}");
    assert_eq!(policy, "!If [Waits, {ResourceSignal: {Count: 3, Timeout: PT5M}}, {ResourceSignal: {Count: 3}}]");
    let (policy, ..) = grouped("{ResourceSignal: {Fn::If: [Waits, {Fn::If: [Waits, {Count: 1}, {}]}, {Count: 2}]}}");
    assert_eq!(policy, "{ResourceSignal: {Fn::If: [Waits, {Fn::If: [Waits, {Count: 3}, {Count: 3}]}, {Count: 3}]}}");
    // A number that a condition chooses stays, and people are told.
    let (policy, left, _) = grouped("{ResourceSignal: {Count: !If [Waits, 1, 2]}}");
    assert_eq!(policy, "{ResourceSignal: {Count: !If [Waits, 1, 2]}}");
    assert!(left.contains("Count is given by Fn::If: set it to 3 there by hand."), "{left}");
    assert!(left.contains("CreationPolicy moves to WebGroup. "), "{left}");
    // A parameter counted for the one instance.
    let (policy, ..) = grouped("{ResourceSignal: {Count: !Ref P}}");
    assert_eq!(policy, "{ResourceSignal: {Count: 3}}");
    for (policy, by) in [
        ("{Fn::ForEach::L: [X, [a], {ResourceSignal: {Count: 1}}]}", "Fn::ForEach::L"),
        ("{ResourceSignal: {Fn::Transform: {Name: T}}}", "Fn::Transform"),
        ("!Transform {Name: T}", "Fn::Transform"),
    ] {
        let (kept, left, _) = grouped(policy);
        assert_eq!(kept, policy);
        let told = format!("CreationPolicy of WebGroup is given by {by}: check that it counts 3 signals.");
        assert!(left.contains(&told) && !left.contains("had no CreationPolicy"), "{left}");
    }
}

#[test]
fn functions_that_hide_the_way_to_the_internet_are_named() {
    let starter = starter();
    let with = |part: &str, other: &str| {
        assert_eq!(starter.text().matches(part).count(), 1, "{part}");
        let document = Document::parse(starter.text().replacen(part, other, 1));
        let options = GroupOptions::suggested(&document, "WebServer");
        let proposal = group(&document, "WebServer", &options).unwrap();
        (made(&document, &proposal).text().to_string(), proposal.leaves.join("\n"))
    };
    // The VPC is that of the security group, whatever gives the subnet.
    let subnet = "      SubnetId: !Ref PublicSubnet\n      SecurityGroupIds";
    let (after, _) = with(subnet, &subnet.replace("!Ref PublicSubnet", "!If [C, !Ref PublicSubnet, !Ref Other]"));
    assert!(after.contains("SiteUrl:") && after.contains("AWS::ElasticLoadBalancingV2::LoadBalancer"), "{after}");
    let gateway = "      GatewayId: !Ref InternetGateway\n";
    let (after, left) = with(gateway, "      GatewayId: !If [C, !Ref InternetGateway, !Ref Other]\n");
    assert!(!after.contains("AWS::ElasticLoadBalancingV2::LoadBalancer"), "{after}");
    let told = "WebServerGroup has no load balancer. Whether the internet reaches WebServer is not known: GatewayId of DefaultRoute (line ";
    assert!(left.contains(told) && left.contains(") is given by Fn::If."), "{left}");
}
