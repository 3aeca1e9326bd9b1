//! Properties of the EC2 resources that have a form. Source: AWS pages of each type.

/// The AWS page of an EC2 resource type, by the end of the type's name in lower case.
macro_rules! page {
    ($name:literal) => {
        concat!(
            "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-",
            $name,
            ".html"
        )
    };
}

pub mod acl;
pub mod endpoint;
pub mod gateway;
pub mod instance;
pub mod interface;
pub mod port;
pub mod route;
pub mod security_group;
pub mod subnet;
pub mod vpc;

/// A network.
pub const VPC: &str = "AWS::EC2::VPC";
/// A part of a network.
pub const SUBNET: &str = "AWS::EC2::Subnet";
/// A virtual machine.
pub const INSTANCE: &str = "AWS::EC2::Instance";
/// Routes of subnets.
pub const ROUTE_TABLE: &str = "AWS::EC2::RouteTable";
/// A route.
pub const ROUTE: &str = "AWS::EC2::Route";
/// Ties a subnet to a route table.
pub const ROUTE_TABLE_ASSOCIATION: &str = "AWS::EC2::SubnetRouteTableAssociation";
/// A firewall around instances.
pub const SECURITY_GROUP: &str = "AWS::EC2::SecurityGroup";
/// The way to the internet.
pub const INTERNET_GATEWAY: &str = "AWS::EC2::InternetGateway";

/// Ties a gateway to a VPC.
pub const GATEWAY_ATTACHMENT: &str = "AWS::EC2::VPCGatewayAttachment";
/// The way out for those without a public address.
pub const NAT_GATEWAY: &str = "AWS::EC2::NatGateway";
/// A fixed public address.
pub const EIP: &str = "AWS::EC2::EIP";
/// Ties a fixed address to a machine.
pub const EIP_ASSOCIATION: &str = "AWS::EC2::EIPAssociation";
/// The way to a service of AWS without the internet.
pub const VPC_ENDPOINT: &str = "AWS::EC2::VPCEndpoint";
/// One more block of a VPC.
pub const VPC_CIDR_BLOCK: &str = "AWS::EC2::VPCCidrBlock";
/// Ties two VPCs.
pub const PEERING: &str = "AWS::EC2::VPCPeeringConnection";
/// A network card.
pub const NETWORK_INTERFACE: &str = "AWS::EC2::NetworkInterface";
/// A firewall around subnets.
pub const NETWORK_ACL: &str = "AWS::EC2::NetworkAcl";
/// A rule of that.
pub const NETWORK_ACL_ENTRY: &str = "AWS::EC2::NetworkAclEntry";
/// Ties a subnet to it.
pub const NETWORK_ACL_ASSOCIATION: &str = "AWS::EC2::SubnetNetworkAclAssociation";
/// A rule for what may come in.
pub const SECURITY_GROUP_INGRESS: &str = "AWS::EC2::SecurityGroupIngress";
/// A rule for what may go out.
pub const SECURITY_GROUP_EGRESS: &str = "AWS::EC2::SecurityGroupEgress";

/// Properties of the small resources beside them.
pub mod key {
    /// The VPC something is in.
    pub const VPC_ID: &str = "VpcId";
    /// The subnet of an association.
    pub const SUBNET_ID: &str = "SubnetId";
    /// The route table of a route or an association.
    pub const ROUTE_TABLE_ID: &str = "RouteTableId";
    /// The gateway of a route.
    pub const GATEWAY_ID: &str = "GatewayId";
    /// Where a route leads to.
    pub const DESTINATION: &str = "DestinationCidrBlock";
    /// The internet gateway of an attachment.
    pub const INTERNET_GATEWAY_ID: &str = "InternetGatewayId";
    /// The NAT gateway of a route.
    pub const NAT_GATEWAY_ID: &str = "NatGatewayId";
    /// The fixed address of a NAT gateway or of an association.
    pub const ALLOCATION_ID: &str = "AllocationId";
    /// Key of a tag.
    pub const TAG_KEY: &str = "Key";
    /// Value of a tag.
    pub const TAG_VALUE: &str = "Value";
}
