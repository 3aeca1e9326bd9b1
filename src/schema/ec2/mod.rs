//! Names in code for EC2 resource types and their properties.

pub mod port;

/// A VPC.
pub const VPC: &str = "AWS::EC2::VPC";
/// A subnet.
pub const SUBNET: &str = "AWS::EC2::Subnet";
/// An instance.
pub const INSTANCE: &str = "AWS::EC2::Instance";
/// A route table.
pub const ROUTE_TABLE: &str = "AWS::EC2::RouteTable";
/// A route.
pub const ROUTE: &str = "AWS::EC2::Route";
/// Associates a subnet with a route table.
pub const ROUTE_TABLE_ASSOCIATION: &str = "AWS::EC2::SubnetRouteTableAssociation";
/// A security group.
pub const SECURITY_GROUP: &str = "AWS::EC2::SecurityGroup";
/// An internet gateway.
pub const INTERNET_GATEWAY: &str = "AWS::EC2::InternetGateway";

/// Attaches a gateway to a VPC.
pub const GATEWAY_ATTACHMENT: &str = "AWS::EC2::VPCGatewayAttachment";
/// A NAT gateway.
pub const NAT_GATEWAY: &str = "AWS::EC2::NatGateway";
/// An Elastic IP address.
pub const EIP: &str = "AWS::EC2::EIP";
/// Associates an Elastic IP address with an instance.
pub const EIP_ASSOCIATION: &str = "AWS::EC2::EIPAssociation";
/// A VPC endpoint.
pub const VPC_ENDPOINT: &str = "AWS::EC2::VPCEndpoint";
/// A further CIDR block of a VPC.
pub const VPC_CIDR_BLOCK: &str = "AWS::EC2::VPCCidrBlock";
/// A VPC peering connection.
pub const PEERING: &str = "AWS::EC2::VPCPeeringConnection";
/// A network interface.
pub const NETWORK_INTERFACE: &str = "AWS::EC2::NetworkInterface";
/// A network ACL.
pub const NETWORK_ACL: &str = "AWS::EC2::NetworkAcl";
/// A rule of a network ACL.
pub const NETWORK_ACL_ENTRY: &str = "AWS::EC2::NetworkAclEntry";
/// Associates a subnet with a network ACL.
pub const NETWORK_ACL_ASSOCIATION: &str = "AWS::EC2::SubnetNetworkAclAssociation";
/// An inbound rule of a security group.
pub const SECURITY_GROUP_INGRESS: &str = "AWS::EC2::SecurityGroupIngress";
/// An outbound rule of a security group.
pub const SECURITY_GROUP_EGRESS: &str = "AWS::EC2::SecurityGroupEgress";

/// Keys of properties of several types.
pub mod key {
    /// The VPC of a resource.
    pub const VPC_ID: &str = "VpcId";
    /// The subnet of an association.
    pub const SUBNET_ID: &str = "SubnetId";
    /// The route table of a route or an association.
    pub const ROUTE_TABLE_ID: &str = "RouteTableId";
    /// The gateway of a route.
    pub const GATEWAY_ID: &str = "GatewayId";
    /// The IPv4 destination of a route.
    pub const DESTINATION: &str = "DestinationCidrBlock";
    /// The internet gateway of an attachment.
    pub const INTERNET_GATEWAY_ID: &str = "InternetGatewayId";
    /// The NAT gateway of a route.
    pub const NAT_GATEWAY_ID: &str = "NatGatewayId";
    /// The Elastic IP address of a NAT gateway or an association.
    pub const ALLOCATION_ID: &str = "AllocationId";
    /// Key of a tag.
    pub const TAG_KEY: &str = "Key";
    /// Value of a tag.
    pub const TAG_VALUE: &str = "Value";
}

/// `AWS::EC2::VPC`.
pub mod vpc {
    table!(ROWS = "AWS::EC2::VPC" {
        CIDR_BLOCK = "CidrBlock",
        DNS_SUPPORT = "EnableDnsSupport",
        DNS_HOSTNAMES = "EnableDnsHostnames",
        TENANCY = "InstanceTenancy",
        TAGS = "Tags",
    });
}

/// `AWS::EC2::Subnet`.
pub mod subnet {
    table!(ROWS = "AWS::EC2::Subnet" {
        VPC_ID = "VpcId",
        CIDR_BLOCK = "CidrBlock",
        ZONE = "AvailabilityZone",
        MAP_PUBLIC = "MapPublicIpOnLaunch",
        TAGS = "Tags",
    });
}

/// `AWS::EC2::Route`.
pub mod route {
    table!(ROWS = "AWS::EC2::Route" {
        DESTINATION_IPV6 = "DestinationIpv6CidrBlock",
        DESTINATION_LIST = "DestinationPrefixListId",
    });

    /// The heading of the properties of which a route has one: its target.
    pub const TARGETS: &str = "Target, one of these";
}

/// `AWS::EC2::VPCEndpoint`.
pub mod endpoint {
    table!(ROWS = "AWS::EC2::VPCEndpoint" {
        SERVICE_NAME = "ServiceName",
        ENDPOINT_TYPE = "VpcEndpointType",
        SUBNET_IDS = "SubnetIds",
        ROUTE_TABLE_IDS = "RouteTableIds",
        SECURITY_GROUP_IDS = "SecurityGroupIds",
        PRIVATE_DNS = "PrivateDnsEnabled",
    });
}

/// `AWS::EC2::SecurityGroup` and its rules.
pub mod security_group {
    table!(ROWS = "AWS::EC2::SecurityGroup" {
        GROUP_NAME = "GroupName",
        GROUP_DESCRIPTION = "GroupDescription",
        VPC_ID = "VpcId",
        INGRESS = "SecurityGroupIngress",
        EGRESS = "SecurityGroupEgress",
        TAGS = "Tags",
    });
    table!(INBOUND = "AWS::EC2::SecurityGroup.Ingress" {
        DESCRIPTION = "Description",
        PROTOCOL = "IpProtocol",
        FROM_PORT = "FromPort",
        TO_PORT = "ToPort",
        CIDR_IP = "CidrIp",
        CIDR_IPV6 = "CidrIpv6",
        SOURCE_GROUP = "SourceSecurityGroupId",
        SOURCE_GROUP_NAME = "SourceSecurityGroupName",
        SOURCE_LIST = "SourcePrefixListId",
    });
    table!(OUTBOUND = "AWS::EC2::SecurityGroup.Egress" {
        DESTINATION_GROUP = "DestinationSecurityGroupId",
        DESTINATION_LIST = "DestinationPrefixListId",
    });
    table!(INGRESS_RULE = "AWS::EC2::SecurityGroupIngress" { GROUP_ID = "GroupId" });

    /// The group of a rule of its own, by name.
    pub const RULE_GROUP_NAME: &str = "GroupName";
}

/// `AWS::EC2::Instance` and its nested types.
pub mod instance {
    table!(ROWS = "AWS::EC2::Instance" {
        IMAGE_ID = "ImageId",
        INSTANCE_TYPE = "InstanceType",
        SUBNET_ID = "SubnetId",
        SECURITY_GROUP_IDS = "SecurityGroupIds",
        INSTANCE_PROFILE = "IamInstanceProfile",
        KEY_NAME = "KeyName",
        METADATA_OPTIONS_KEY = "MetadataOptions",
        BLOCK_DEVICES = "BlockDeviceMappings",
        USER_DATA = "UserData",
        TAGS = "Tags",
        PRIVATE_IP = "PrivateIpAddress",
    });
    table!(METADATA_OPTIONS = "AWS::EC2::Instance.MetadataOptions" { HTTP_TOKENS = "HttpTokens" });
    table!(EBS = "AWS::EC2::Instance.Ebs" {
        VOLUME_TYPE = "VolumeType",
        VOLUME_SIZE = "VolumeSize",
        ENCRYPTED = "Encrypted",
    });

    /// The device of an item of `BlockDeviceMappings`.
    pub const DEVICE_NAME: &str = "DeviceName";
    /// The volume of an item of `BlockDeviceMappings`.
    pub const EBS_KEY: &str = "Ebs";
}
