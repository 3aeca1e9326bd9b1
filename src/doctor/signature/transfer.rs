//! What downloads say: curl, wget, git, the AWS CLI, cfn-init's own.

use super::{ROW, Section, Signature, Significance};

const CURL: &str = "https://curl.se/docs/manpage.html";

pub(super) const TABLE: &[Signature] = &[
    Signature {
        id: "transfer/name",
        title: "A host name cannot be resolved",
        literals: &[
            "Could not resolve host",
            "Temporary failure resolving",
            "Temporary failure in name resolution",
            "Name or service not known",
            "unable to resolve host address",
        ],
        pattern: "(?:Could not resolve host:? ([^\\s;)]+)|Temporary failure resolving '([^']+)'|unable to resolve host address .([\\w.-]+)|Temporary failure in name resolution|Name or service not known)",
        example: "curl: (6) Could not resolve host: download.example.com",
        meaning: "The name is wrong, or the instance has no way to a resolver: no route, or enableDnsSupport of the VPC is off.",
        fix: "Check the name, the VPC's EnableDnsSupport and DHCP options, and that the route exists before the instance.",
        source: "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-dns.html",
        rule: "instance/route-not-awaited",
        ..ROW
    },
    Signature {
        id: "transfer/timeout",
        title: "A connection was not answered",
        literals: &[
            "Connection timed out",
            "Could not connect to ",
            "Connect timeout on endpoint URL",
            "Network is unreachable",
            "curl: (28)",
        ],
        pattern: "(?:Could not connect to ([\\w.:-]+)|Failed to connect to (\\S+)|Connect timeout on endpoint URL: \"([^\"]+)\"|curl: \\(28\\)|Connection timed out|Network is unreachable)",
        example: "curl: (28) Failed to connect to download.example.com port 443 after 131200 ms: Connection timed out",
        meaning: "No route to the internet (no public address and no NAT), no endpoint, or a security group or network ACL \
                  that drops the packets.",
        fix: "Check the route table of the subnet, the public address, outgoing rules of the security group; for AWS's own \
              services VPC endpoints. DependsOn of the route lets the instance wait for it.",
        source: "https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html",
        rule: "instance/route-not-awaited",
        ..ROW
    },
    Signature {
        id: "transfer/refused",
        title: "A connection was refused",
        literals: &["Connection refused", "Couldn't connect to server"],
        pattern: "(?:Failed to connect to (\\S+ port \\d+).*(?:refused|Couldn't connect)|connect to (?:address|host) (\\S+).*refused|Connection refused)",
        example: "curl: (7) Failed to connect to localhost port 8080 after 0 ms: Connection refused",
        meaning: "Nothing listens there: the service has not started, ended at once, or is not ready yet.",
        fix: "See why the service does not run (journalctl -u NAME). Wait in a loop with a limit before the test.",
        source: CURL,
        ..ROW
    },
    Signature {
        id: "transfer/http-404",
        title: "A download does not exist",
        literals: &[
            "The requested URL returned error: 404",
            "ERROR 404: Not Found",
            "HTTPError: 404",
            "HTTP Error 404",
        ],
        pattern: "(?:(?:Failed to (?:retrieve|download) (\\S+?):? )?HTTP Error 404|error: 404|ERROR 404|404 Client Error: .* for url: (\\S+)|HTTPError: 404)",
        example: "curl: (22) The requested URL returned error: 404",
        meaning: "The address is wrong or the file was removed, often a version that is no longer published.",
        fix: "Open the address in a browser; name a version that exists.",
        source: CURL,
        ..ROW
    },
    Signature {
        id: "transfer/http-403",
        title: "A download is forbidden",
        literals: &[
            "The requested URL returned error: 403",
            "ERROR 403: Forbidden",
            "An error occurred (403) when calling the HeadObject",
            "HTTPError: 403",
            "403 Client Error: Forbidden",
            "HTTP Error 403",
        ],
        pattern: "(?:(?:Failed to (?:retrieve|download) (\\S+?):? )?HTTP Error 403|error: 403|ERROR 403|403 Client Error: Forbidden for url: (\\S+)|\\(403\\)|HTTPError: 403)",
        example: "fatal error: An error occurred (403) when calling the HeadObject operation: Forbidden",
        meaning: "The object needs credentials that the instance does not have. S3 answers 403 for a missing object, too, \
                  unless ListBucket is allowed.",
        fix: "Give the role of the instance s3:GetObject on the object, name the role in \
              AWS::CloudFormation::Authentication (type S3, roleName, buckets), check the key.",
        source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-cloudformation-authentication.html",
        rule: "file/unknown-credentials",
        ..ROW
    },
    Signature {
        id: "transfer/certificate",
        title: "A certificate was not accepted",
        literals: &["SSL certificate problem:", "curl: (60)", "cannot verify "],
        pattern: "(?:SSL certificate problem: (.+)|curl: \\(60\\)|cannot verify (\\S+)'s certificate)",
        example: "curl: (60) SSL certificate problem: unable to get local issuer certificate",
        meaning: "ca-certificates is missing or old, the server sends an incomplete chain, or a proxy replaces certificates.",
        fix: "Install ca-certificates before the download; do not turn verification off.",
        source: "https://curl.se/docs/sslcerts.html",
        ..ROW
    },
    Signature {
        id: "transfer/git",
        title: "git could not read the repository",
        literals: &[
            "fatal: could not read Username for",
            "fatal: repository '",
            "fatal: Authentication failed for",
            "Permission denied (publickey)",
            "fatal: Remote branch ",
        ],
        pattern: "(?:could not read Username for '([^']+)'|repository '([^']+)' not found|Authentication failed for '([^']+)'|Permission denied \\(publickey\\)|Remote branch (\\S+) not found)",
        example: "fatal: could not read Username for 'https://github.com': No such device or address",
        meaning: "The repository does not exist or is private; at boot nobody types a password. GitHub takes no passwords.",
        fix: "Check address and branch; use a deploy key or a token from Secrets Manager, or a release archive in S3.",
        source: "https://docs.github.com/en/repositories/creating-and-managing-repositories/troubleshooting-cloning-errors",
        ..ROW
    },
    Signature {
        id: "transfer/no-credentials",
        title: "The instance has no credentials",
        literals: &["Unable to locate credentials", "NoCredentialsError", "NoCredentialProviders"],
        example: "Unable to locate credentials. You can configure credentials by running \"aws configure\".",
        meaning: "No instance profile is attached, or its role was removed; the program asks IMDSv1 while tokens are required.",
        fix: "Set IamInstanceProfile on the instance or launch template, with a role that ec2.amazonaws.com may assume.",
        source: "https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-metadata.html",
        ..ROW
    },
    Signature {
        id: "transfer/access-denied",
        title: "The role of the instance may not do this",
        literals: &["AccessDenied", "UnauthorizedOperation", "is not authorized to perform"],
        pattern: "(?:is not authorized to perform: ([\\w*-]+:[\\w*]+)|An error occurred \\((?:AccessDenied|AccessDeniedException|UnauthorizedOperation)\\) when calling the (\\w+) operation|AccessDenied: User)",
        example: "An error occurred (AccessDeniedException) when calling the GetSecretValue operation: User: arn:aws:sts::123456789012:assumed-role/web/i-0abc is not authorized to perform: secretsmanager:GetSecretValue on resource: app because no identity-based policy allows the secretsmanager:GetSecretValue action",
        meaning: "No policy of the role allows this action on this resource, or a boundary or bucket policy denies it. In \
                  stack events: the role or user that deploys.",
        fix: "Allow the named action on the named resource in a policy of the role.",
        source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html",
        ..ROW
    },
    Signature {
        id: "transfer/no-bucket",
        title: "The bucket or object does not exist",
        literals: &["NoSuchBucket", "NoSuchKey", "An error occurred (404) when calling the HeadObject"],
        pattern: "(?:NoSuchBucket|NoSuchKey|\\(404\\) when calling)",
        example: "fatal error: An error occurred (404) when calling the HeadObject operation: Key \"app.tar.gz\" does not exist",
        meaning: "The name is wrong, or nobody has uploaded the file.",
        fix: "Check bucket, key and region; upload the file before the stack is made.",
        source: "https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html",
        ..ROW
    },
    Signature {
        id: "transfer/imds-token",
        title: "The instance metadata want a token",
        literals: &["169.254.169.254", "instance metadata"],
        pattern: "(?:401.*169\\.254\\.169\\.254|169\\.254\\.169\\.254.*401|401 - Unauthorized.*instance metadata)",
        example: "requests.exceptions.HTTPError: 401 Client Error: Unauthorized for url: http://169.254.169.254/latest/meta-data/instance-id",
        meaning: "HttpTokens is required and the program asks without a token (IMDSv1), as aws-cfn-bootstrap 1.4 does.",
        fix: "Install aws-cfn-bootstrap 2.0; in scripts fetch a token first (PUT /latest/api/token).",
        source: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html",
        rule: "user-data/helper-version",
        ..ROW
    },
    Signature {
        id: "transfer/archive",
        title: "A downloaded file is no archive",
        literals: &[
            "gzip: stdin: not in gzip format",
            "tar: This does not look like a tar archive",
            "End-of-central-directory signature not found",
        ],
        example: "gzip: stdin: not in gzip format",
        meaning: "The server sent an error page or another format; curl without -f saves error pages as the file.",
        fix: "Use curl -fsSL; look at the first bytes of the file (file NAME).",
        source: CURL,
        ..ROW
    },
    Signature {
        id: "transfer/retry",
        title: "cfn-init tries a download again",
        significance: Significance::Harmless,
        literals: &["seconds before retrying"],
        pattern: "Sleeping for [\\d.]+ seconds before retrying",
        example: "2026-11-29 12:33:31,366 [DEBUG] Sleeping for 1.214506 seconds before retrying",
        meaning: "A try failed; up to five are made before the step fails.",
        fix: "Nothing to do if a later try succeeds.",
        source: "aws-cfn-bootstrap cfnbootstrap/util.py, retry_on_failure",
        ..ROW
    },
    Signature {
        id: "transfer/unknown-source",
        title: "cfn-init could not fetch a file or archive",
        significance: Significance::Consequence,
        literals: &["Failed to retrieve "],
        pattern: "Failed to retrieve (\\S+?):? ",
        example: "Failed to retrieve https://example.com/app.tar.gz: HTTP Error 503 : <?xml version=\"1.0\" encoding=\"iso-8859-1\"?>",
        meaning: "cfn-init tried several times to fetch the source.",
        fix: "Check the address, the route, and the credentials in AWS::CloudFormation::Authentication.",
        source: "aws-cfn-bootstrap cfnbootstrap/file_tool.py",
        section: Some(Section::Files),
        ..ROW
    },
];
