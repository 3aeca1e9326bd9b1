//! Properties of what starts, counts and balances machines. Source: AWS pages of each type.

pub mod balancing;
pub mod launch;
pub mod scaling;

/// What a machine is started from.
pub const LAUNCH_TEMPLATE: &str = "AWS::EC2::LaunchTemplate";
/// A number of machines of one kind.
pub const GROUP: &str = "AWS::AutoScaling::AutoScalingGroup";
/// The older way to say what a group's machines are started from.
pub const LAUNCH_CONFIGURATION: &str = "AWS::AutoScaling::LaunchConfiguration";
/// When a group grows and shrinks.
pub const SCALING_POLICY: &str = "AWS::AutoScaling::ScalingPolicy";
/// A group's size by the clock.
pub const SCHEDULED_ACTION: &str = "AWS::AutoScaling::ScheduledAction";
/// A pause in the start or end of a group's machines.
pub const LIFECYCLE_HOOK: &str = "AWS::AutoScaling::LifecycleHook";
/// Machines of a group kept stopped.
pub const WARM_POOL: &str = "AWS::AutoScaling::WarmPool";
/// Spreads requests over machines.
pub const LOAD_BALANCER: &str = "AWS::ElasticLoadBalancingV2::LoadBalancer";
/// The machines that a load balancer sends to.
pub const TARGET_GROUP: &str = "AWS::ElasticLoadBalancingV2::TargetGroup";
/// A port of a load balancer.
pub const LISTENER: &str = "AWS::ElasticLoadBalancingV2::Listener";
/// What a listener does with some requests.
pub const LISTENER_RULE: &str = "AWS::ElasticLoadBalancingV2::ListenerRule";
/// A permanent address.
pub const EIP: &str = "AWS::EC2::EIP";
/// Ties a permanent address to a machine.
pub const EIP_ASSOCIATION: &str = "AWS::EC2::EIPAssociation";
/// Ties a disk to a machine.
pub const VOLUME_ATTACHMENT: &str = "AWS::EC2::VolumeAttachment";
/// A role for machines.
pub const INSTANCE_PROFILE: &str = "AWS::IAM::InstanceProfile";
/// A wait for signals.
pub const WAIT_CONDITION: &str = "AWS::CloudFormation::WaitCondition";

/// Keys of properties that recipes read and write.
pub mod key {
    /// What a launch template starts machines with.
    pub const DATA: &str = "LaunchTemplateData";
    /// The launch template of a group.
    pub const LAUNCH_TEMPLATE: &str = "LaunchTemplate";
    /// Its id in there.
    pub const LAUNCH_TEMPLATE_ID: &str = "LaunchTemplateId";
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
    /// Whose word on health counts.
    pub const HEALTH_TYPE: &str = "HealthCheckType";
    /// How long health does not count.
    pub const GRACE: &str = "HealthCheckGracePeriod";
    /// Whether a tag of the group is a tag of its machines.
    pub const PROPAGATE: &str = "PropagateAtLaunch";
    /// What a launch template tags.
    pub const TAG_SPECIFICATIONS: &str = "TagSpecifications";
    /// Subnets of a load balancer.
    pub const SUBNETS: &str = "Subnets";
    /// Security groups of a load balancer.
    pub const SECURITY_GROUPS: &str = "SecurityGroups";
    /// The machine of an attachment.
    pub const INSTANCE_ID: &str = "InstanceId";
    /// The machines of a target group, named one by one.
    pub const TARGET_LIST: &str = "Targets";
    /// The load balancer of a listener.
    pub const LOAD_BALANCER_ARN: &str = "LoadBalancerArn";
    /// The listener of a rule.
    pub const LISTENER_ARN: &str = "ListenerArn";
    /// Rules of a security group, inwards.
    pub const INGRESS: &str = "SecurityGroupIngress";
    /// From which addresses a rule lets in.
    pub const CIDR: &str = "CidrIp";
    /// From which IPv6 addresses a rule lets in.
    pub const CIDR_IPV6: &str = "CidrIpv6";
    /// From which security group a rule lets in.
    pub const SOURCE_GROUP: &str = "SourceSecurityGroupId";
}
