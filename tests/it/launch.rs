//! Launch configurations become launch templates, and those instances; IPv6 rules follow a load balancer.

use cf_init::document::Document;
use cf_init::recipe::compute::{GroupOptions, Leftover, SingleOptions, group, launch_template, single};
use cf_init::recipe::proposal::Proposal;
use cf_init::template::reference::uses;
use cf_init::template::{Template, resource_path};

const ALL: SingleOptions = SingleOptions { balancer: Leftover::Remove, subnets: Leftover::Remove };
const CONFIGURATION: &str = "AWS::AutoScaling::LaunchConfiguration";

fn made(document: &Document, proposal: &Proposal) -> Document {
    let after = proposal.outcome(document).unwrap();
    assert_eq!(after.syntax_error(), None, "{}", after.text());
    assert!(after.node(&proposal.at).is_some(), "{}", proposal.at);
    after
}

const SITE: &str = "Resources:
  Net: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  Gate: {Type: AWS::EC2::InternetGateway}
  Tie: {Type: AWS::EC2::VPCGatewayAttachment, Properties: {VpcId: !Ref Net, InternetGatewayId: !Ref Gate}}
  Table: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Net}}
  Way:
    Type: AWS::EC2::Route
    Properties: {RouteTableId: !Ref Table, DestinationCidrBlock: 0.0.0.0/0, GatewayId: !Ref Gate}
  A: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Net, CidrBlock: 10.0.0.0/24}}
  InA: {Type: AWS::EC2::SubnetRouteTableAssociation, Properties: {SubnetId: !Ref A, RouteTableId: !Ref Table}}
  Wall:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: d
      VpcId: !Ref Net
      SecurityGroupIngress:
        - Description: Site
          IpProtocol: tcp
          FromPort: 80
          ToPort: 80
          CidrIp: 0.0.0.0/0
        - Description: Site by IPv6
          IpProtocol: tcp
          FromPort: 80
          ToPort: 80
          CidrIpv6: ::/0
        - {IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIpv6: '2001:db8::/32'}
  Six:
    Type: AWS::EC2::SecurityGroupIngress
    Properties: {GroupId: !GetAtt Wall.GroupId, IpProtocol: tcp, FromPort: 80, ToPort: 80, CidrIpv6: '2001:db8:1::/48'}
  Web:
    Type: AWS::EC2::Instance
    Properties:
      ImageId: ami-1
      SubnetId: !Ref A
      SecurityGroupIds: [!GetAtt Wall.GroupId]
";

#[test]
fn rules_for_ipv6_let_the_load_balancer_in_and_follow_it() {
    let document = Document::parse(SITE);
    let proposal = group(&document, "Web", &GroupOptions::suggested(&document, "Web")).unwrap();
    let after = made(&document, &proposal);
    let wall = after.node(&resource_path("Wall").keys(["Properties", "SecurityGroupIngress"])).unwrap();
    // One rule for the load balancer: a second one would say the same again, which EC2 refuses.
    let rules = "- Description: Site
          IpProtocol: tcp
          FromPort: 80
          ToPort: 80
          SourceSecurityGroupId: !GetAtt LoadBalancerSecurityGroup.GroupId
        - {IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIpv6: '2001:db8::/32'}";
    assert_eq!(wall.source().trim_end(), rules);
    assert!(Template::of(&after).resource("Six").is_none());
    let front = after.node(&resource_path("LoadBalancerSecurityGroup").keys(["Properties", "SecurityGroupIngress"]));
    let front = front.unwrap().source().to_string();
    for words in ["CidrIp: 0.0.0.0/0", "Description: Site by IPv6", "CidrIpv6: '::/0'", "CidrIpv6: 2001:db8:1::/48"] {
        assert!(front.contains(words), "{words}\n{front}");
    }
    let left = proposal.leaves.join("\n");
    assert!(left.contains("LoadBalancer takes IPv4 only, because A and "), "{left}");
    let back = made(&after, &single(&after, "WebGroup", ALL).unwrap());
    for words in [
        "        - Description: Site\n          IpProtocol: tcp\n          FromPort: 80\n          ToPort: 80\n          CidrIp: 0.0.0.0/0\n",
        "CidrIpv6: '::/0'",
        "CidrIpv6: 2001:db8:1::/48",
    ] {
        assert!(back.text().contains(words), "{words}\n{}", back.text());
    }
    assert!(!back.text().contains("SourceSecurityGroupId"), "{}", back.text());
}

#[test]
fn only_ipv6_is_enough_and_its_subnets_make_it_dual() {
    let text = SITE.replace("CidrIp: 0.0.0.0/0\n", "CidrIpv6: ::/0\n").replace(
        "CidrBlock: 10.0.0.0/24}}",
        "CidrBlock: 10.0.0.0/24, Ipv6CidrBlock: a, AvailabilityZone: x}}
  B: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Net, CidrBlock: 10.0.1.0/24, Ipv6CidrBlock: b, AvailabilityZone: y}}
  InB: {Type: AWS::EC2::SubnetRouteTableAssociation, Properties: {SubnetId: !Ref B, RouteTableId: !Ref Table}}",
    );
    let document = Document::parse(text);
    let proposal = group(&document, "Web", &GroupOptions::suggested(&document, "Web")).unwrap();
    let after = made(&document, &proposal);
    assert!(after.text().contains("IpAddressType: dualstack"), "{}", after.text());
    let front = after.node(&resource_path("LoadBalancerSecurityGroup").keys(["Properties", "SecurityGroupIngress"]));
    assert!(!front.unwrap().source().contains("CidrIp: "), "{}", after.text());
    // The same range twice is one rule.
    assert_eq!(front.unwrap().items().count(), 2, "{}", after.text());
}

/// Every launch configuration of the templates becomes a launch template, and the group over it one instance, or a reason
/// is given.
#[test]
fn launch_configurations_of_templates_become_launch_templates() {
    let (mut count, mut instances, mut refused) = (0, 0, Vec::new());
    for (file, text) in crate::corpus::templates(&["init", "general"]) {
        if !text.contains(CONFIGURATION) {
            continue;
        }
        let document = Document::parse(text);
        if document.syntax_error().is_some() {
            continue;
        }
        let ids: Vec<String> =
            Template::of(&document).resources_of(CONFIGURATION).map(|one| one.id().to_string()).collect();
        for id in ids {
            count += 1;
            let proposal = match launch_template(&document, &id) {
                Ok(proposal) => proposal,
                Err(why) => {
                    refused.push(format!("{} {id}: {why}", file));
                    continue;
                }
            };
            let after = made(&document, &proposal);
            let named = proposal.at.last_key().unwrap();
            // Nobody names what is gone: as many uses as before, of the new name, and one more for each group's version.
            let (before, now) = (uses(&document, &resource_path(&id)), uses(&after, &resource_path(named)));
            let groups = Template::of(&after).resources().filter(|one| {
                let version = one.property("LaunchTemplate").and_then(|node| node.get("Version"));
                version.and_then(cf_init::template::resource::named) == Some(named)
            });
            let groups: Vec<String> = groups.map(|one| one.id().to_string()).collect();
            assert_eq!(now.len(), before.len() + groups.len(), "{} {id}", file);
            let value = |document: &Document, keys: &[&str], id: &str| {
                document.node(&resource_path(id).keys(keys.iter().copied())).map(|node| node.value())
            };
            let init = |document: &Document, id: &str| value(document, &["Metadata", "AWS::CloudFormation::Init"], id);
            let (old, new) = (init(&document, &id), init(&after, named));
            let plain = |one: &_| format!("{one:?}").replace(named, "@").replace(&id, "@");
            let renamed = plain(&old) == plain(&new);
            assert!(old == new || renamed, "{} {id}", file);
            for key in ["ImageId", "InstanceType", "KeyName", "BlockDeviceMappings"] {
                let (old, new) = (&["Properties", key][..], &["Properties", "LaunchTemplateData", key][..]);
                let same = value(&document, old, &id) == value(&after, new, named);
                assert!(same || key == "BlockDeviceMappings", "{} {id} {key}", file);
            }
            let alone = |group: &String| {
                Template::of(&after)
                    .resource(group)
                    .is_some_and(|one| one.kind() == Some("AWS::AutoScaling::AutoScalingGroup"))
            };
            if let [group] = groups.as_slice()
                && alone(group)
            {
                let one = single(&document, group, ALL).unwrap_or_else(|why| panic!("{} {id}: {why}", file));
                let one = made(&document, &one);
                assert!(Template::of(&one).resources().any(|one| one.is_instance()), "{} {id}", file);
                let ids: Vec<&str> = Template::of(&one).resources().map(|one| one.id()).collect();
                let lost = |name: &&str| !ids.contains(name) && Template::of(&document).resource(name).is_some();
                let lost: Vec<&str> =
                    Template::of(&one).resources().flat_map(|one| one.depends_on()).filter(lost).collect();
                assert!(lost.is_empty(), "{} {id}: {lost:?}", file);
                instances += 1;
            }
        }
    }
    println!(
        "{count} launch configurations, {instances} of them instances, {} refused\n{}",
        refused.len(),
        refused.join("\n")
    );
    assert!(count >= 3 && instances >= 3 && refused.len() * 10 <= count, "{}", refused.join("\n"));
}
