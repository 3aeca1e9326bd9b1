//! Forms of Elastic Load Balancing: load balancer, target group, listener, rule.

use super::{LISTENER, LISTENER_RULE, LOAD_BALANCER, TARGET_GROUP, key};
use crate::schema::ec2::{SECURITY_GROUP, SUBNET, VPC};
use crate::schema::form::{Form, Part};
use crate::schema::{Kind, Row};

macro_rules! page {
    ($name:literal) => {
        concat!("https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/", $name, ".html")
    };
}

const BALANCER: &str = page!("aws-resource-elasticloadbalancingv2-loadbalancer");
const BALANCER_ATTRIBUTE: &str = page!("aws-properties-elasticloadbalancingv2-loadbalancer-loadbalancerattribute");
const TARGETS: &str = page!("aws-resource-elasticloadbalancingv2-targetgroup");
const TARGETS_ATTRIBUTE: &str = page!("aws-properties-elasticloadbalancingv2-targetgroup-targetgroupattribute");
const TARGET: &str = page!("aws-properties-elasticloadbalancingv2-targetgroup-targetdescription");
const MATCHER_PAGE: &str = page!("aws-properties-elasticloadbalancingv2-targetgroup-matcher");
const LISTENER_PAGE: &str = page!("aws-resource-elasticloadbalancingv2-listener");
const ACTION: &str = page!("aws-properties-elasticloadbalancingv2-listener-action");
const REDIRECT_PAGE: &str = page!("aws-properties-elasticloadbalancingv2-listener-redirectconfig");
const FIXED_PAGE: &str = page!("aws-properties-elasticloadbalancingv2-listener-fixedresponseconfig");
const CERTIFICATE: &str = page!("aws-properties-elasticloadbalancingv2-listener-certificate");
const RULE: &str = page!("aws-resource-elasticloadbalancingv2-listenerrule");
const CONDITION: &str = page!("aws-properties-elasticloadbalancingv2-listenerrule-rulecondition");

const BALANCER_ATTRIBUTES: &[Row] = &[
    Row::text("Key", "Key", "Which.", BALANCER_ATTRIBUTE).takes(Kind::Suggested(&[
        "idle_timeout.timeout_seconds",
        "deletion_protection.enabled",
        "routing.http.drop_invalid_header_fields.enabled",
        "routing.http2.enabled",
        "access_logs.s3.enabled",
        "access_logs.s3.bucket",
    ])),
    Row::text("Value", "Value", "Always text: \"60\", \"true\".", BALANCER_ATTRIBUTE),
];

const BALANCER_ROWS: &[Row] = &[
    Row::text("Type", "Kind", "Application for HTTP, which is meant without one; network for TCP.", BALANCER)
        .takes(Kind::Choice(&["application", "network", "gateway"])),
    Row::text("Scheme", "Reached from", "The internet unless it is internal. A change replaces it.", BALANCER)
        .takes(Kind::Choice(&["internet-facing", "internal"])),
    Row::text(key::SUBNETS, "Subnets", "Of two zones at least; public ones if it faces the internet.", BALANCER)
        .takes(Kind::Many(&[SUBNET])),
    Row::text(
        key::SECURITY_GROUPS,
        "Security groups",
        "Who may reach it. Machines behind it then need to let in this group only.",
        BALANCER,
    )
    .takes(Kind::Many(&[SECURITY_GROUP])),
    Row::text("IpAddressType", "Addresses", "IPv4 alone without one.", BALANCER).takes(Kind::Choice(&[
        "ipv4",
        "dualstack",
        "dualstack-without-public-ipv4",
    ])),
    Row::text("LoadBalancerAttributes", "Attributes", "Timeouts, protection, access logs.", BALANCER)
        .takes(Kind::Items(BALANCER_ATTRIBUTES)),
    Row::text("Tags", "Tags", "Key and value.", BALANCER).takes(Kind::Tags),
    Row::text("Name", "Name", "At most 32 characters. Without one CloudFormation makes a name.", BALANCER),
];

const MATCHER: &[Row] = &[
    Row::text("HttpCode", "HTTP codes", "Such as 200, 200,302 or 200-399.", MATCHER_PAGE),
    Row::text("GrpcCode", "gRPC codes", "For gRPC, in place of HTTP codes.", MATCHER_PAGE),
];

const MEMBERS: &[Row] = &[
    Row::text("Id", "Target", "An instance, by Ref. A group brings its own.", TARGET).required(),
    Row::text("Port", "Port", "In place of the target group's.", TARGET).takes(Kind::Number),
];

const TARGETS_ATTRIBUTES: &[Row] = &[
    Row::text("Key", "Key", "Which.", TARGETS_ATTRIBUTE).takes(Kind::Suggested(&[
        "deregistration_delay.timeout_seconds",
        "slow_start.duration_seconds",
        "stickiness.enabled",
        "stickiness.type",
        "load_balancing.algorithm.type",
    ])),
    Row::text("Value", "Value", "Always text: \"30\", \"true\".", TARGETS_ATTRIBUTE),
];

const TARGETS_ROWS: &[Row] = &[
    Row::text("Port", "Port", "Where the program on the machine listens. A change replaces it.", TARGETS)
        .takes(Kind::Number),
    Row::text("Protocol", "Protocol", "From the load balancer to the machine. A change replaces it.", TARGETS)
        .takes(Kind::Choice(&["HTTP", "HTTPS", "TCP", "TLS", "UDP", "TCP_UDP", "GENEVE"])),
    Row::text("VpcId", "VPC", "Where the machines stand. A change replaces it.", TARGETS).takes(Kind::One(&[VPC])),
    Row::text("TargetType", "Targets are", "Instances unless it says otherwise.", TARGETS)
        .takes(Kind::Choice(&["instance", "ip", "lambda", "alb"])),
    Row::text(key::TARGET_LIST, "Instances", "Single instances. An Auto Scaling group brings its own.", TARGETS)
        .takes(Kind::Items(MEMBERS)),
];

const CHECK_ROWS: &[Row] = &[
    Row::text(
        "HealthCheckPath",
        "Path",
        "What is asked for; / without one. One that looks at the database too tells more.",
        TARGETS,
    ),
    Row::text("HealthCheckPort", "Port", "traffic-port is the target group's own.", TARGETS),
    Row::text("HealthCheckProtocol", "Protocol", "HTTP without one.", TARGETS)
        .takes(Kind::Choice(&["HTTP", "HTTPS", "TCP"])),
    Row::text("Matcher", "Healthy answers", "200 without one.", TARGETS).takes(Kind::Group(MATCHER)),
    Row::text("HealthCheckIntervalSeconds", "Every, seconds", "30 without one.", TARGETS).takes(Kind::Number),
    Row::text("HealthCheckTimeoutSeconds", "Waits, seconds", "5 without one.", TARGETS).takes(Kind::Number),
    Row::text("HealthyThresholdCount", "Healthy after", "Good answers in a row: 5 without one.", TARGETS)
        .takes(Kind::Number),
    Row::text("UnhealthyThresholdCount", "Unhealthy after", "Bad answers in a row: 2 without one.", TARGETS)
        .takes(Kind::Number),
];

const TARGETS_MORE: &[Row] = &[
    Row::text("TargetGroupAttributes", "Attributes", "How long it lets requests end, stickiness and others.", TARGETS)
        .takes(Kind::Items(TARGETS_ATTRIBUTES)),
    Row::text("Tags", "Tags", "Key and value.", TARGETS).takes(Kind::Tags),
    Row::text("Name", "Name", "At most 32 characters. Without one CloudFormation makes a name.", TARGETS),
];

const REDIRECT: &[Row] = &[
    Row::text("StatusCode", "Code", "301 is for ever, 302 for now.", REDIRECT_PAGE)
        .takes(Kind::Choice(&["HTTP_301", "HTTP_302"]))
        .required(),
    Row::text("Protocol", "Protocol", "HTTPS sends people from port 80 to 443.", REDIRECT_PAGE),
    Row::text("Port", "Port", "Such as 443; text.", REDIRECT_PAGE),
    Row::text("Host", "Host", "The same without one.", REDIRECT_PAGE),
    Row::text("Path", "Path", "The same without one.", REDIRECT_PAGE),
];

const FIXED: &[Row] = &[
    Row::text("StatusCode", "Code", "Such as 404; text.", FIXED_PAGE).required(),
    Row::text("ContentType", "Type", "Such as text/plain.", FIXED_PAGE),
    Row::text("MessageBody", "Text", "At most 1,024 bytes.", FIXED_PAGE),
];

const ACTIONS: &[Row] = &[
    Row::text("Type", "Does", "Forward is what most do.", ACTION)
        .takes(Kind::Choice(&["forward", "redirect", "fixed-response", "authenticate-cognito", "authenticate-oidc"]))
        .required(),
    Row::text("TargetGroupArn", "Target group", "For forward.", ACTION).takes(Kind::One(&[TARGET_GROUP])),
    Row::text("RedirectConfig", "Redirect", "For redirect.", ACTION).takes(Kind::Group(REDIRECT)),
    Row::text("FixedResponseConfig", "Answer", "For fixed-response.", ACTION).takes(Kind::Group(FIXED)),
    Row::text("Order", "Order", "Where there are several: the last one forwards.", ACTION).takes(Kind::Number),
];

const CERTIFICATES: &[Row] = &[Row::text(
    "CertificateArn",
    "Certificate",
    "The ARN of one in Certificate Manager, in this region.",
    CERTIFICATE,
)];

const LISTENER_ROWS: &[Row] = &[
    Row::text(key::LOAD_BALANCER_ARN, "Load balancer", "Whose port it is.", LISTENER_PAGE)
        .takes(Kind::One(&[LOAD_BALANCER]))
        .required(),
    Row::text("Port", "Port", "80 for HTTP, 443 for HTTPS.", LISTENER_PAGE).takes(Kind::Number),
    Row::text("Protocol", "Protocol", "HTTPS needs a certificate.", LISTENER_PAGE)
        .takes(Kind::Choice(&["HTTP", "HTTPS", "TCP", "TLS", "UDP", "TCP_UDP"])),
    Row::text("Certificates", "Certificates", "One, for HTTPS and TLS.", LISTENER_PAGE)
        .takes(Kind::Items(CERTIFICATES)),
    Row::text("SslPolicy", "TLS policy", "Such as ELBSecurityPolicy-TLS13-1-2-2021-06.", LISTENER_PAGE),
    Row::text("DefaultActions", "Does", "With requests that no rule takes.", LISTENER_PAGE)
        .takes(Kind::Items(ACTIONS))
        .required(),
];

const CONDITIONS: &[Row] = &[
    Row::text("Field", "Of", "What is looked at.", CONDITION).takes(Kind::Choice(&[
        "host-header",
        "path-pattern",
        "http-header",
        "http-request-method",
        "query-string",
        "source-ip",
    ])),
    Row::text("Values", "Is one of", "Such as /api/*, or www.example.com.", CONDITION).takes(Kind::List),
];

const RULE_ROWS: &[Row] = &[
    Row::text(key::LISTENER_ARN, "Listener", "Whose requests it takes.", RULE).takes(Kind::One(&[LISTENER])),
    Row::text("Priority", "Priority", "From 1 to 50000, once in a listener: the lowest is asked first.", RULE)
        .takes(Kind::Number)
        .required(),
    Row::text("Conditions", "If", "All of these hold.", RULE).takes(Kind::Items(CONDITIONS)).required(),
    Row::text("Actions", "Does", "With these requests.", RULE).takes(Kind::Items(ACTIONS)).required(),
];

/// The forms of this file.
pub const FORMS: &[Form] = &[
    Form {
        kind: LOAD_BALANCER,
        name: "Load balancer",
        intro: "Takes requests in two zones or more and spreads them over machines. Its listeners say on which ports.",
        parts: &[Part::properties(BALANCER_ROWS)],
    },
    Form {
        kind: TARGET_GROUP,
        name: "Target group",
        intro: "The machines that a listener forwards to, and how it sees that they are well.",
        parts: &[
            Part::properties(TARGETS_ROWS),
            Part::titled("Health check", CHECK_ROWS),
            Part::titled("More", TARGETS_MORE),
        ],
    },
    Form {
        kind: LISTENER,
        name: "Listener",
        intro: "A port of the load balancer, and what it does with requests.",
        parts: &[Part::properties(LISTENER_ROWS)],
    },
    Form {
        kind: LISTENER_RULE,
        name: "Listener rule",
        intro: "What a listener does with some requests: by host, by path and others.",
        parts: &[Part::properties(RULE_ROWS)],
    },
];
