//! Names in code for resource types and properties around Auto Scaling and Elastic Load Balancing.

/// Parameters that instances are launched with.
pub const LAUNCH_TEMPLATE: &str = "AWS::EC2::LaunchTemplate";
/// An Auto Scaling group.
pub const GROUP: &str = "AWS::AutoScaling::AutoScalingGroup";
/// The legacy parameters that the instances of a group are launched with.
pub const LAUNCH_CONFIGURATION: &str = "AWS::AutoScaling::LaunchConfiguration";
/// Changes the size of a group by a metric.
pub const SCALING_POLICY: &str = "AWS::AutoScaling::ScalingPolicy";
/// Changes the size of a group at a time.
pub const SCHEDULED_ACTION: &str = "AWS::AutoScaling::ScheduledAction";
/// A pause at the start or the end of an instance.
pub const LIFECYCLE_HOOK: &str = "AWS::AutoScaling::LifecycleHook";
/// Stopped instances of a group.
pub const WARM_POOL: &str = "AWS::AutoScaling::WarmPool";
/// A load balancer.
pub const LOAD_BALANCER: &str = "AWS::ElasticLoadBalancingV2::LoadBalancer";
/// The targets of a load balancer.
pub const TARGET_GROUP: &str = "AWS::ElasticLoadBalancingV2::TargetGroup";
/// A port of a load balancer.
pub const LISTENER: &str = "AWS::ElasticLoadBalancingV2::Listener";
/// A rule of a listener.
pub const LISTENER_RULE: &str = "AWS::ElasticLoadBalancingV2::ListenerRule";
/// An Elastic IP address.
pub const EIP: &str = "AWS::EC2::EIP";
/// Associates an Elastic IP address with an instance.
pub const EIP_ASSOCIATION: &str = "AWS::EC2::EIPAssociation";
/// Attaches a volume to an instance.
pub const VOLUME_ATTACHMENT: &str = "AWS::EC2::VolumeAttachment";
/// The role of an instance.
pub const INSTANCE_PROFILE: &str = "AWS::IAM::InstanceProfile";
/// A wait condition.
pub const WAIT_CONDITION: &str = "AWS::CloudFormation::WaitCondition";

/// Keys of properties that recipes read and write.
pub mod key {
    /// The parameters of a launch template.
    pub const DATA: &str = "LaunchTemplateData";
    /// The launch template of a group.
    pub const LAUNCH_TEMPLATE: &str = "LaunchTemplate";
    /// Its id in there.
    pub const LAUNCH_TEMPLATE_ID: &str = "LaunchTemplateId";
    /// The mixture of instance types that a group starts from a launch template.
    pub const MIXED: &str = "MixedInstancesPolicy";
    /// Its version in there.
    pub const VERSION: &str = "Version";
    /// The launch configuration of a group.
    pub const LAUNCH_CONFIGURATION: &str = "LaunchConfigurationName";
    /// The group of a policy.
    pub const GROUP_NAME: &str = "AutoScalingGroupName";
    /// The group's subnets.
    pub const ZONES: &str = "VPCZoneIdentifier";
    /// The group's target groups.
    pub const TARGETS: &str = "TargetGroupARNs";
    /// The source of the health of an instance.
    pub const HEALTH_TYPE: &str = "HealthCheckType";
    /// The seconds before health checks count.
    pub const GRACE: &str = "HealthCheckGracePeriod";
    /// True if a tag of the group is a tag of its instances.
    pub const PROPAGATE: &str = "PropagateAtLaunch";
    /// The tags of what a launch template creates.
    pub const TAG_SPECIFICATIONS: &str = "TagSpecifications";
    /// Subnets of a load balancer.
    pub const SUBNETS: &str = "Subnets";
    /// Security groups of a load balancer.
    pub const SECURITY_GROUPS: &str = "SecurityGroups";
    /// The instance of an attachment.
    pub const INSTANCE_ID: &str = "InstanceId";
    /// The targets that a target group lists.
    pub const TARGET_LIST: &str = "Targets";
    /// The load balancer of a listener.
    pub const LOAD_BALANCER_ARN: &str = "LoadBalancerArn";
    /// The listener of a rule.
    pub const LISTENER_ARN: &str = "ListenerArn";
    /// The inbound rules of a security group.
    pub const INGRESS: &str = "SecurityGroupIngress";
    /// The IPv4 range of a rule.
    pub const CIDR: &str = "CidrIp";
    /// The IPv6 range of a rule.
    pub const CIDR_IPV6: &str = "CidrIpv6";
    /// The source security group of a rule.
    pub const SOURCE_GROUP: &str = "SourceSecurityGroupId";
}
