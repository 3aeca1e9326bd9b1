//! An archive of a config: a target folder and an address. Source: AWS page "AWS::CloudFormation::Init", sources;
//! sources_tool.py.

/// The AWS page about sources.
pub const PAGE: &str =
    "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-init.html#aws-resource-init-sources";

/// What is said of the target folder.
pub const TARGET: &str = "Made if it is not there. Files of the same name are overwritten, others stay. Restart triggers of services follow the new path.";

/// What is said of the address.
pub const ARCHIVE: &str = "A URL over http or https, or a file on the machine. Tar in any compression or zip: told by what is in it, not by \
     its name. Fetched and unpacked again at every run. Of an archive that GitHub makes the top folder is dropped.";

/// What is said of credentials.
pub const CREDENTIALS: &str =
    "Credentials are taken from AWS::CloudFormation::Authentication by bucket or host; an archive cannot name them.";
