//! Keys of an entry of `AWS::CloudFormation::Authentication`. Source: AWS page of that name; aws-cfn-bootstrap auth.py.

use super::{Property, PropertyType};

const PAGE: &str =
    "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-authentication.html";

/// `type` of credentials for S3.
pub const S3: &str = "S3";
/// `type` of a name and a password.
pub const BASIC: &str = "basic";

/// PropertyType of the credentials.
pub const TYPE: Property = Property::text(
    "type",
    "Type",
    "S3 signs requests to buckets, basic sends a name and a password. Entries of any other type are ignored.",
    PAGE,
)
.of_type(PropertyType::Choice(&[S3, BASIC]))
.required();
/// Role of the instance.
pub const ROLE_NAME: Property = Property::text(
    "roleName",
    "Role",
    "The name of the role in the instance's profile, such as !Ref Role. Nothing secret is written down: prefer it to keys. Not looked at beside keys.",
    PAGE,
);
/// Id of a key.
pub const ACCESS_KEY_ID: Property = Property::text(
    "accessKeyId",
    "Access key",
    "Keys in metadata can be read by everybody who may describe the resource, and on the machine.",
    PAGE,
);
/// The key.
pub const SECRET_KEY: Property = Property::text("secretKey", "Secret key", "Goes with the access key.", PAGE);
/// Buckets.
pub const BUCKETS: Property = Property::text(
    "buckets",
    "Buckets",
    "Archives, and files that name no credentials, are fetched from these buckets with this entry.",
    PAGE,
)
.of_type(PropertyType::List);
/// Name.
pub const USERNAME: Property = Property::text("username", "User name", "Sent with every request.", PAGE);
/// Password.
pub const PASSWORD: Property = Property::text(
    "password",
    "Password",
    "A password in metadata can be read by everybody who may describe the resource. Use it over https only.",
    PAGE,
);
/// Hosts.
pub const URIS: Property = Property::text(
    "uris",
    "Hosts",
    "Archives, and files that name no credentials, are fetched from these hosts with this entry. Compared with the \
     host alone: example.com, without https:// and without a path.",
    PAGE,
)
.of_type(PropertyType::List);

/// All of them, in the order in which they are written.
pub const ROWS: &[Property] = &[TYPE, ROLE_NAME, ACCESS_KEY_ID, SECRET_KEY, BUCKETS, USERNAME, PASSWORD, URIS];
