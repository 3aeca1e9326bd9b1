//! Words that people use for resource types, for search: the names of the consoles, abbreviations, what a thing is for.
//! A word that the type's name has is not repeated here. The first is what most people call it: it ranks before the others.

/// The keywords of types, in the order of their names.
const KEYWORDS: &[(&str, &str)] = &[
    ("AWS::ApiGateway::RestApi", "http endpoint rest"),
    ("AWS::AutoScaling::AutoScalingGroup", "asg fleet cluster of instances"),
    ("AWS::AutoScaling::ScheduledAction", "timer cron"),
    ("AWS::CertificateManager::Certificate", "acm tls ssl https"),
    ("AWS::CloudFormation::Stack", "nested module"),
    ("AWS::CloudFormation::WaitCondition", "signal cfn-signal"),
    ("AWS::CloudFormation::WaitConditionHandle", "signal cfn-signal url"),
    ("AWS::CloudFront::Distribution", "cdn cache"),
    ("AWS::CloudTrail::Trail", "audit log"),
    ("AWS::CloudWatch::Alarm", "monitoring metric alert"),
    ("AWS::CloudWatch::Dashboard", "monitoring metrics"),
    ("AWS::CodeBuild::Project", "ci"),
    ("AWS::CodePipeline::Pipeline", "ci cd deployment"),
    ("AWS::Cognito::UserPool", "login authentication"),
    ("AWS::DynamoDB::Table", "database nosql"),
    ("AWS::EC2::DHCPOptions", "dns name servers"),
    ("AWS::EC2::EIP", "elastic ip static public address"),
    ("AWS::EC2::EIPAssociation", "elastic ip static public address"),
    ("AWS::EC2::FlowLog", "network traffic"),
    ("AWS::EC2::Instance", "server machine virtual vm host computer"),
    ("AWS::EC2::InternetGateway", "igw public"),
    ("AWS::EC2::KeyPair", "ssh"),
    ("AWS::EC2::NatGateway", "private subnet internet"),
    ("AWS::EC2::NetworkAcl", "access control list firewall"),
    ("AWS::EC2::NetworkAclEntry", "access control list rule firewall"),
    ("AWS::EC2::NetworkInterface", "eni network card"),
    ("AWS::EC2::Route", "default internet"),
    ("AWS::EC2::SecurityGroup", "firewall sg ports rules"),
    ("AWS::EC2::SecurityGroupEgress", "outbound rule port firewall"),
    ("AWS::EC2::SecurityGroupIngress", "inbound rule port firewall"),
    ("AWS::EC2::Subnet", "network availability zone"),
    ("AWS::EC2::SubnetRouteTableAssociation", "public private"),
    ("AWS::EC2::VPC", "network virtual private cloud"),
    ("AWS::EC2::VPCEndpoint", "privatelink private"),
    ("AWS::EC2::VPCGatewayAttachment", "internet igw"),
    ("AWS::EC2::Volume", "ebs disk drive storage"),
    ("AWS::EC2::VolumeAttachment", "ebs disk drive storage mount"),
    ("AWS::ECR::Repository", "docker container image registry"),
    ("AWS::ECS::Cluster", "docker container"),
    ("AWS::ECS::Service", "docker container"),
    ("AWS::ECS::TaskDefinition", "docker container"),
    ("AWS::EFS::FileSystem", "nfs shared storage disk"),
    ("AWS::EFS::MountTarget", "nfs shared storage"),
    ("AWS::EKS::Cluster", "kubernetes container"),
    ("AWS::EKS::Nodegroup", "kubernetes"),
    ("AWS::ElastiCache::CacheCluster", "redis memcached"),
    ("AWS::ElastiCache::ReplicationGroup", "redis valkey"),
    ("AWS::ElasticLoadBalancing::LoadBalancer", "elb classic"),
    ("AWS::ElasticLoadBalancingV2::Listener", "alb nlb port https"),
    ("AWS::ElasticLoadBalancingV2::LoadBalancer", "alb nlb elb application network proxy"),
    ("AWS::ElasticLoadBalancingV2::TargetGroup", "alb nlb health check"),
    ("AWS::Events::Rule", "eventbridge cron timer schedule"),
    ("AWS::FSx::FileSystem", "windows lustre shared storage"),
    ("AWS::IAM::InstanceProfile", "role permissions"),
    ("AWS::IAM::ManagedPolicy", "permissions"),
    ("AWS::IAM::Policy", "permissions"),
    ("AWS::IAM::Role", "permissions assume"),
    ("AWS::KMS::Key", "encryption"),
    ("AWS::Lambda::Function", "serverless code"),
    ("AWS::Logs::LogGroup", "cloudwatch logging"),
    ("AWS::OpenSearchService::Domain", "elasticsearch"),
    ("AWS::RDS::DBCluster", "database aurora mysql postgresql sql"),
    ("AWS::RDS::DBInstance", "database mysql mariadb postgresql oracle sql server"),
    ("AWS::Route53::HostedZone", "dns domain"),
    ("AWS::Route53::RecordSet", "dns domain name"),
    ("AWS::S3::Bucket", "storage object files"),
    ("AWS::SNS::Subscription", "notification e-mail email"),
    ("AWS::SNS::Topic", "notification message e-mail email"),
    ("AWS::SQS::Queue", "message"),
    ("AWS::SSM::Association", "systems manager state manager"),
    ("AWS::SSM::Document", "systems manager command"),
    ("AWS::SSM::Parameter", "systems manager parameter store"),
    ("AWS::SecretsManager::Secret", "password credentials"),
    ("AWS::WAFv2::WebACL", "web application firewall"),
];

/// The keywords of a type; empty if there are none.
pub fn keywords_of(name: &str) -> &'static str {
    KEYWORDS.iter().find(|(known, _)| *known == name).map_or("", |(_, words)| words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::resource_type::resource_type;

    #[test]
    fn each_type_is_known_and_has_one_row() {
        for (name, _) in KEYWORDS {
            assert!(resource_type(name).is_some(), "{name}");
        }
        assert!(KEYWORDS.is_sorted_by(|a, b| a.0 < b.0), "by name, each once");
    }
}
