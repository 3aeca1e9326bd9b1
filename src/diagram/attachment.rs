//! Resources that only connect or configure others, each with the resource whose box shows it.
//!
//! Source: AWS page "AWS resource and property types reference", the types named here.

use super::graph::ResourceGraph;

/// Maximum number of steps from a resource to the one that shows it, as from a listener rule to its load balancer.
const STEPS: usize = 4;

/// For each resource the one whose box shows it; `None` for those with a box of their own.
pub(super) fn owners(graph: &ResourceGraph<'_>) -> Vec<Option<usize>> {
    let first: Vec<Option<usize>> = graph.resources().map(|(at, _, kind)| owner(graph, at, kind)).collect();
    let next = |at: usize| first.get(at).copied().flatten();
    (0..first.len())
        .map(|at| {
            let mut owner = next(at)?;
            for _ in 0..STEPS {
                match next(owner) {
                    Some(above) if above != at => owner = above,
                    // Two resources that are attached to each other have a box each.
                    Some(_) => return None,
                    None => return Some(owner),
                }
            }
            None
        })
        .collect()
}

/// The resources that each box shows in addition.
pub(super) fn members(owners: &[Option<usize>]) -> Vec<Vec<usize>> {
    let mut members = vec![Vec::new(); owners.len()];
    for (at, owner) in owners.iter().enumerate() {
        if let Some(list) = owner.and_then(|owner| members.get_mut(owner)) {
            list.push(at);
        }
    }
    members
}

fn owner(graph: &ResourceGraph<'_>, at: usize, kind: &str) -> Option<usize> {
    let first = |keys: &[&str]| keys.iter().find_map(|key| graph.resource_in(at, key)).filter(|owner| *owner != at);
    match kind {
        "AWS::EC2::VPCGatewayAttachment" => first(&["InternetGatewayId", "VpnGatewayId", "VpcId"]),
        "AWS::EC2::SubnetRouteTableAssociation" => first(&["RouteTableId", "SubnetId"]),
        "AWS::EC2::Route" => first(&["RouteTableId"]),
        "AWS::EC2::VPNGatewayRoutePropagation" => first(&["VpnGatewayId"]),
        "AWS::EC2::SecurityGroupIngress" | "AWS::EC2::SecurityGroupEgress" => first(&["GroupId", "GroupName"]),
        "AWS::EC2::EIPAssociation" => first(&["AllocationId", "EIP"]),
        "AWS::EC2::VolumeAttachment" => first(&["VolumeId"]),
        "AWS::EC2::NetworkAclEntry" | "AWS::EC2::SubnetNetworkAclAssociation" => first(&["NetworkAclId"]),
        "AWS::EC2::VPCCidrBlock" => first(&["VpcId"]),
        "AWS::EC2::SubnetCidrBlock" => first(&["SubnetId"]),
        "AWS::EC2::VPCDHCPOptionsAssociation" => first(&["DhcpOptionsId", "VpcId"]),
        "AWS::IAM::InstanceProfile" => first(&["Roles"]),
        "AWS::ElasticLoadBalancingV2::Listener" => first(&["LoadBalancerArn"]),
        "AWS::ElasticLoadBalancingV2::ListenerRule" | "AWS::ElasticLoadBalancingV2::ListenerCertificate" => {
            first(&["ListenerArn"])
        }
        "AWS::ElasticLoadBalancingV2::TargetGroup" => who_names(graph, at, &["DefaultActions", "Actions"], |kind| {
            matches!(kind, "AWS::ElasticLoadBalancingV2::Listener" | "AWS::ElasticLoadBalancingV2::ListenerRule")
        }),
        "AWS::CloudFormation::WaitConditionHandle" => {
            who_names(graph, at, &["Handle"], |kind| kind == "AWS::CloudFormation::WaitCondition")
        }
        "AWS::EC2::LaunchTemplate" | "AWS::AutoScaling::LaunchConfiguration" => {
            let keys = ["LaunchTemplate", "LaunchConfigurationName", "MixedInstancesPolicy"];
            who_names(graph, at, &keys, |kind| {
                matches!(kind, "AWS::AutoScaling::AutoScalingGroup" | "AWS::EC2::Instance")
            })
        }
        _ if is_subnet_group(kind) => {
            let keys = [
                "DBSubnetGroupName",
                "CacheSubnetGroupName",
                "ClusterSubnetGroupName",
                "SubnetGroupName",
                "ReplicationSubnetGroupIdentifier",
            ];
            who_names(graph, at, &keys, |kind| !is_subnet_group(kind))
        }
        _ => None,
    }
}

/// The first resource of a type that refers to `wanted` in one of these properties.
fn who_names(graph: &ResourceGraph<'_>, wanted: usize, keys: &[&str], is: fn(&str) -> bool) -> Option<usize> {
    let candidates = graph.resources().filter(|(at, _, kind)| is(kind) && graph.linked(*at, wanted));
    let mut found = candidates.filter(|(at, ..)| keys.iter().any(|key| graph.resources_in(*at, key).contains(&wanted)));
    found.next().map(|(at, ..)| at)
}

/// True for subnet groups of databases and caches.
pub(super) fn is_subnet_group(kind: &str) -> bool {
    kind.ends_with("SubnetGroup")
}
