//! Resource types that take tags, and in which shape. Source: the AWS page of each type.

/// How a type writes its tags.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A list of Key and Value under this property.
    List(&'static str),
    /// A list of Key, Value and PropagateAtLaunch: Auto Scaling groups.
    Propagating,
    /// A mapping from keys to values under this property.
    Mapping(&'static str),
    /// Lists by the type of what gets them: launch templates.
    Specifications,
}

/// The types whose property is called otherwise or has another shape.
const SPECIAL: &[(&str, Shape)] = &[
    ("AWS::AutoScaling::AutoScalingGroup", Shape::Propagating),
    ("AWS::Backup::BackupPlan", Shape::Mapping("BackupPlanTags")),
    ("AWS::Backup::BackupVault", Shape::Mapping("BackupVaultTags")),
    ("AWS::Cognito::UserPool", Shape::Mapping("UserPoolTags")),
    ("AWS::EC2::LaunchTemplate", Shape::Specifications),
    ("AWS::EFS::FileSystem", Shape::List("FileSystemTags")),
    ("AWS::EKS::Nodegroup", Shape::Mapping(TAGS)),
    ("AWS::Route53::HealthCheck", Shape::List("HealthCheckTags")),
    ("AWS::Route53::HostedZone", Shape::List("HostedZoneTags")),
    ("AWS::SSM::Parameter", Shape::Mapping(TAGS)),
];

/// The types with a plain list under `Tags`.
const PLAIN: &[&str] = &[
    "AWS::ApiGateway::RestApi",
    "AWS::ApplicationAutoScaling::ScalableTarget",
    "AWS::CertificateManager::Certificate",
    "AWS::CloudFormation::Stack",
    "AWS::CloudFront::Distribution",
    "AWS::CloudTrail::Trail",
    "AWS::CloudWatch::Alarm",
    "AWS::CodeBuild::Project",
    "AWS::CodeDeploy::Application",
    "AWS::CodeDeploy::DeploymentGroup",
    "AWS::CodePipeline::Pipeline",
    "AWS::DynamoDB::Table",
    "AWS::EC2::CustomerGateway",
    "AWS::EC2::DHCPOptions",
    "AWS::EC2::EIP",
    "AWS::EC2::FlowLog",
    "AWS::EC2::Instance",
    "AWS::EC2::InternetGateway",
    "AWS::EC2::KeyPair",
    "AWS::EC2::NatGateway",
    "AWS::EC2::NetworkAcl",
    "AWS::EC2::NetworkInterface",
    "AWS::EC2::RouteTable",
    "AWS::EC2::SecurityGroup",
    "AWS::EC2::Subnet",
    "AWS::EC2::TransitGateway",
    "AWS::EC2::VPC",
    "AWS::EC2::VPCEndpoint",
    "AWS::EC2::VPCPeeringConnection",
    "AWS::EC2::VPNConnection",
    "AWS::EC2::VPNGateway",
    "AWS::EC2::Volume",
    "AWS::ECR::Repository",
    "AWS::ECS::Cluster",
    "AWS::ECS::Service",
    "AWS::ECS::TaskDefinition",
    "AWS::EKS::Cluster",
    "AWS::ElastiCache::CacheCluster",
    "AWS::ElastiCache::ReplicationGroup",
    "AWS::ElastiCache::SubnetGroup",
    "AWS::ElasticBeanstalk::Environment",
    "AWS::ElasticLoadBalancing::LoadBalancer",
    "AWS::ElasticLoadBalancingV2::LoadBalancer",
    "AWS::ElasticLoadBalancingV2::TargetGroup",
    "AWS::Events::Rule",
    "AWS::FSx::FileSystem",
    "AWS::IAM::Role",
    "AWS::IAM::User",
    "AWS::KMS::Key",
    "AWS::Kinesis::Stream",
    "AWS::Lambda::Function",
    "AWS::Logs::LogGroup",
    "AWS::OpenSearchService::Domain",
    "AWS::RDS::DBCluster",
    "AWS::RDS::DBInstance",
    "AWS::RDS::DBParameterGroup",
    "AWS::RDS::DBSubnetGroup",
    "AWS::S3::Bucket",
    "AWS::SNS::Topic",
    "AWS::SQS::Queue",
    "AWS::SSM::Document",
    "AWS::SSM::MaintenanceWindow",
    "AWS::SecretsManager::Secret",
    "AWS::ServiceDiscovery::Service",
    "AWS::StepFunctions::StateMachine",
    "AWS::WAFv2::WebACL",
];

/// The property that most types have.
pub const TAGS: &str = "Tags";
/// What a new instance of an Auto Scaling group gets too.
pub const PROPAGATE: &str = "PropagateAtLaunch";
/// The lists of a launch template.
pub const SPECIFICATIONS: &str = "TagSpecifications";
/// What a list of a launch template is for.
pub const RESOURCE_TYPE: &str = "ResourceType";
/// What machines of a launch template consist of.
pub const LAUNCHED: &[&str] = &["instance", "volume"];

/// How a type writes its tags; `None` if it takes none, or nobody here knows.
pub fn shape(kind: &str) -> Option<Shape> {
    let special = SPECIAL.iter().find(|row| row.0 == kind).map(|row| row.1);
    special.or_else(|| PLAIN.contains(&kind).then_some(Shape::List(TAGS)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_type_stands_once() {
        assert!(PLAIN.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(SPECIAL.iter().all(|row| !PLAIN.contains(&row.0)));
        assert_eq!(shape("AWS::EC2::VPC"), Some(Shape::List(TAGS)));
        assert_eq!(shape("AWS::EC2::Route"), None);
    }
}
