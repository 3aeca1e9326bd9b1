//! Properties of the EC2 resources that have a form. Source: AWS pages of each type.

pub mod gateway;
pub mod instance;
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
    /// Key of a tag.
    pub const TAG_KEY: &str = "Key";
    /// Value of a tag.
    pub const TAG_VALUE: &str = "Value";
}
