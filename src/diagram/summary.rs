//! Summary of a resource in one line, and the service of its type.

use super::NodeKind;
use super::element::Element;
use super::graph::ResourceGraph;

/// The service of a type: `IAM` of `AWS::IAM::Role`, `Custom` of `Custom::Thing`, `Org::Service` of others.
pub(super) fn service(kind: &str) -> String {
    let mut parts = kind.split("::");
    match (parts.next(), parts.next(), parts.next()) {
        (Some("AWS"), Some(service), _) => match service {
            "ElasticLoadBalancingV2" | "ElasticLoadBalancing" => "Load balancing".into(),
            "SecretsManager" => "Secrets Manager".into(),
            "CertificateManager" => "Certificate Manager".into(),
            "AutoScaling" => "Auto Scaling".into(),
            other => other.into(),
        },
        (Some(first), Some(second), Some(_)) => format!("{first}::{second}"),
        (Some(first), Some(_), None) => first.into(),
        _ => "Other".into(),
    }
}

/// The last part of a type: `Role` of `AWS::IAM::Role`.
pub(super) fn short(kind: &str) -> &str {
    match kind {
        "" => "no type",
        "AWS::EC2::EIP" => "Elastic IP",
        "AWS::RDS::DBInstance" => "DB instance",
        "AWS::EC2::VPCEndpoint" => "endpoint",
        "AWS::EC2::NatGateway" => "NAT gateway",
        "AWS::CloudFormation::Stack" => "nested stack",
        _ => kind.rsplit("::").next().unwrap_or(kind),
    }
}

/// The note beside the name of a resource: "kept 14 days", "db.t3.micro, postgres".
pub(super) fn note(graph: &ResourceGraph<'_>, of: usize) -> String {
    let kind = graph.type_of(of);
    let said = |key: &str| graph.property_text(of, key);
    let both = |one: Option<String>, other: Option<String>| {
        let all: Vec<String> = [one, other].into_iter().flatten().collect();
        (!all.is_empty()).then(|| all.join(", "))
    };
    let special = match kind {
        "AWS::EC2::EIP" => Some("fixed address".into()),
        "AWS::Logs::LogGroup" => match said("RetentionInDays") {
            Some(days) => Some(format!("kept {days} days")),
            None if graph.resource(of).is_some_and(|it| it.property("RetentionInDays").is_some()) => {
                Some("log group".into())
            }
            None => Some("kept for ever".into()),
        },
        "AWS::RDS::DBInstance" | "AWS::RDS::DBCluster" => both(said("Engine"), said("DBInstanceClass")),
        "AWS::ElastiCache::CacheCluster" | "AWS::ElastiCache::ReplicationGroup" => {
            both(said("Engine"), said("CacheNodeType"))
        }
        "AWS::EC2::Volume" => said("Size").map(|size| format!("volume, {size} GiB")),
        "AWS::EC2::VPCEndpoint" => {
            said("ServiceName").map(|name| format!("endpoint, {}", name.rsplit('.').next().unwrap_or_default()))
        }
        "AWS::Lambda::Function" => said("Runtime").map(|runtime| format!("function, {runtime}")),
        "AWS::SecretsManager::Secret" => {
            let generated = graph.resource(of).is_some_and(|it| it.property("GenerateSecretString").is_some());
            Some(if generated { "generated secret".into() } else { "secret".into() })
        }
        "AWS::CloudFormation::WaitCondition" => said("Timeout").map(|seconds| format!("waits up to {seconds} s")),
        "AWS::ElasticLoadBalancingV2::LoadBalancer" | "AWS::ElasticLoadBalancing::LoadBalancer" => {
            let inside = said("Scheme").is_some_and(|scheme| scheme == "internal");
            Some(if inside { "load balancer, internal".into() } else { "load balancer".into() })
        }
        "AWS::IAM::Role" => {
            let policies = graph.resources_in(of, "Policies").len();
            let managed =
                graph.resource(of).and_then(|it| it.property("ManagedPolicyArns")).map_or(0, |list| list.len());
            match (managed, policies) {
                (1, _) => Some("role, 1 managed policy".into()),
                (0, _) => Some("role".into()),
                (count, _) => Some(format!("role, {count} managed policies")),
            }
        }
        "AWS::AutoScaling::ScalingPolicy" => said("PolicyType").or_else(|| said("AdjustmentType")),
        _ => None,
    };
    special.unwrap_or_else(|| short(kind).to_string())
}

/// The listeners of a load balancer. `members` are the listener resources and their attachments.
pub(super) fn listeners(graph: &ResourceGraph<'_>, of: usize, members: &[usize]) -> Vec<(String, String)> {
    let mut lines = Vec::new();
    let line = |port: Option<String>, protocol: Option<String>| {
        (format!(":{}", port.unwrap_or_else(|| "?".into())), protocol.unwrap_or_default())
    };
    for at in members.iter().copied() {
        if graph.type_of(at) == "AWS::ElasticLoadBalancingV2::Listener" {
            let (port, protocol) = line(graph.property_text(at, "Port"), graph.property_text(at, "Protocol"));
            let to = graph.resources_in(at, "DefaultActions").into_iter().find(|to| is_target_group(graph, *to));
            let to = to.and_then(|to| graph.resource(to)).map(|to| format!("{protocol} to {}", to.id()));
            lines.push((port, to.unwrap_or(protocol)));
        }
    }
    // A classic load balancer has its listeners as a property.
    let own = graph.resource(of).and_then(|it| it.property("Listeners"));
    for listener in own.into_iter().flat_map(|list| list.items()) {
        let said = |key: &str| listener.get(key).and_then(|node| graph.text(node));
        let (port, protocol) = line(said("LoadBalancerPort"), said("Protocol"));
        let to = said("InstancePort").map(|port| format!("{protocol} to :{port}"));
        lines.push((port, to.unwrap_or(protocol)));
    }
    lines.truncate(6);
    lines
}

/// True for target groups.
pub(super) fn is_target_group(graph: &ResourceGraph<'_>, at: usize) -> bool {
    graph.type_of(at) == "AWS::ElasticLoadBalancingV2::TargetGroup"
}

/// True for load balancers of both generations.
pub(super) fn is_load_balancer(kind: &str) -> bool {
    matches!(kind, "AWS::ElasticLoadBalancingV2::LoadBalancer" | "AWS::ElasticLoadBalancing::LoadBalancer")
}

/// Order of elements: load balancers, instances, others, NAT gateways, which edges reach from the right.
pub(super) fn order(element: &Element) -> usize {
    match element.kind {
        NodeKind::Group => element.inner.first().map_or(3, order),
        NodeKind::Machine | NodeKind::Fleet => 1,
        // Only a load balancer has lines: its listeners.
        NodeKind::Card if !element.lines.is_empty() => 0,
        NodeKind::Card if element.note == short("AWS::EC2::NatGateway") => 3,
        _ => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_grouped_by_service() {
        for (kind, of, last) in [
            ("AWS::IAM::Role", "IAM", "Role"),
            ("AWS::ElasticLoadBalancingV2::TargetGroup", "Load balancing", "TargetGroup"),
            ("Custom::Thing", "Custom", "Thing"),
            ("Datadog::Monitors::Monitor", "Datadog::Monitors", "Monitor"),
            ("", "Other", "no type"),
            ("odd", "Other", "odd"),
        ] {
            assert_eq!((service(kind).as_str(), short(kind)), (of, last), "{kind}");
        }
    }
}
