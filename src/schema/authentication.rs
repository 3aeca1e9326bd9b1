//! Keys of an entry of `AWS::CloudFormation::Authentication`. Source: AWS page of that name; aws-cfn-bootstrap auth.py.

use super::{Kind, Row};

const PAGE: &str =
    "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-authentication.html";

/// `type` of credentials for S3.
pub const S3: &str = "S3";
/// `type` of a name and a password.
pub const BASIC: &str = "basic";

/// Kind of the credentials.
pub const TYPE: Row = Row::text(
    "type",
    "Type",
    "S3 signs requests to buckets, basic sends a name and a password. Entries of any other type are ignored.",
    PAGE,
)
.takes(Kind::Choice(&[S3, BASIC]))
.required();
/// Role of the instance.
pub const ROLE_NAME: Row = Row::text(
    "roleName",
    "Role",
    "The name of the role in the instance's profile, such as !Ref Role. Nothing secret is written down: prefer it to keys. Not looked at beside keys.",
    PAGE,
);
/// Id of a key.
pub const ACCESS_KEY_ID: Row = Row::text(
    "accessKeyId",
    "Access key",
    "Keys in metadata can be read by everybody who may describe the resource, and on the machine.",
    PAGE,
);
/// The key.
pub const SECRET_KEY: Row = Row::text("secretKey", "Secret key", "Goes with the access key.", PAGE);
/// Buckets.
pub const BUCKETS: Row = Row::text(
    "buckets",
    "Buckets",
    "Archives, and files that name no credentials, are fetched from these buckets with this entry.",
    PAGE,
)
.takes(Kind::List);
/// Name.
pub const USERNAME: Row = Row::text("username", "User name", "Sent with every request.", PAGE);
/// Password.
pub const PASSWORD: Row = Row::text(
    "password",
    "Password",
    "A password in metadata can be read by everybody who may describe the resource. Use it over https only.",
    PAGE,
);
/// Hosts.
pub const URIS: Row = Row::text(
    "uris",
    "Hosts",
    "Archives, and files that name no credentials, are fetched from these hosts with this entry. Compared with the \
     host alone: example.com, without https:// and without a path.",
    PAGE,
)
.takes(Kind::List);

/// All of them, in the order in which they are written.
pub const ROWS: &[Row] = &[TYPE, ROLE_NAME, ACCESS_KEY_ID, SECRET_KEY, BUCKETS, USERNAME, PASSWORD, URIS];
