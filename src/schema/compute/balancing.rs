//! Forms of Elastic Load Balancing: load balancer, target group, listener, rule.

use super::{LISTENER, LISTENER_RULE, LOAD_BALANCER, TARGET_GROUP, key};
use crate::schema::ec2::{SECURITY_GROUP, SUBNET, VPC};
use crate::schema::form::{Form, Part};
use crate::schema::{Property, PropertyType};

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

const BALANCER_ATTRIBUTES: &[Property] = &[
    Property::text("Key", "Key", "Which.", BALANCER_ATTRIBUTE).of_type(PropertyType::Suggested(&[
        "idle_timeout.timeout_seconds",
        "deletion_protection.enabled",
        "routing.http.drop_invalid_header_fields.enabled",
        "routing.http2.enabled",
        "access_logs.s3.enabled",
        "access_logs.s3.bucket",
    ])),
    Property::text("Value", "Value", "Always text: \"60\", \"true\".", BALANCER_ATTRIBUTE),
];

const BALANCER_ROWS: &[Property] = &[
    Property::text(
        "Type",
        "PropertyType",
        "Application for HTTP, which is meant without one; network for TCP.",
        BALANCER,
    )
    .of_type(PropertyType::Choice(&["application", "network", "gateway"])),
    Property::text("Scheme", "Reached from", "The internet unless it is internal. A change replaces it.", BALANCER)
        .of_type(PropertyType::Choice(&["internet-facing", "internal"])),
    Property::text(key::SUBNETS, "Subnets", "Of two zones at least; public ones if it faces the internet.", BALANCER)
        .of_type(PropertyType::Resources(&[SUBNET])),
    Property::text(
        key::SECURITY_GROUPS,
        "Security groups",
        "Who may reach it. Machines behind it then need to let in this group only.",
        BALANCER,
    )
    .of_type(PropertyType::Resources(&[SECURITY_GROUP])),
    Property::text("IpAddressType", "Addresses", "IPv4 alone without one.", BALANCER).of_type(PropertyType::Choice(&[
        "ipv4",
        "dualstack",
        "dualstack-without-public-ipv4",
    ])),
    Property::text("LoadBalancerAttributes", "Attributes", "Timeouts, protection, access logs.", BALANCER)
        .of_type(PropertyType::Objects(BALANCER_ATTRIBUTES)),
    Property::text("Tags", "Tags", "Key and value.", BALANCER).of_type(PropertyType::Tags),
    Property::text("Name", "Name", "At most 32 characters. Without one CloudFormation makes a name.", BALANCER),
];

const MATCHER: &[Property] = &[
    Property::text("HttpCode", "HTTP codes", "Such as 200, 200,302 or 200-399.", MATCHER_PAGE),
    Property::text("GrpcCode", "gRPC codes", "For gRPC, in place of HTTP codes.", MATCHER_PAGE),
];

const MEMBERS: &[Property] = &[
    Property::text("Id", "Target", "An instance, by Ref. A group brings its own.", TARGET).required(),
    Property::text("Port", "Port", "In place of the target group's.", TARGET).of_type(PropertyType::Number),
];

const TARGETS_ATTRIBUTES: &[Property] = &[
    Property::text("Key", "Key", "Which.", TARGETS_ATTRIBUTE).of_type(PropertyType::Suggested(&[
        "deregistration_delay.timeout_seconds",
        "slow_start.duration_seconds",
        "stickiness.enabled",
        "stickiness.type",
        "load_balancing.algorithm.type",
    ])),
    Property::text("Value", "Value", "Always text: \"30\", \"true\".", TARGETS_ATTRIBUTE),
];

const TARGETS_ROWS: &[Property] = &[
    Property::text("Port", "Port", "Where the program on the machine listens. A change replaces it.", TARGETS)
        .of_type(PropertyType::Number),
    Property::text("Protocol", "Protocol", "From the load balancer to the machine. A change replaces it.", TARGETS)
        .of_type(PropertyType::Choice(&["HTTP", "HTTPS", "TCP", "TLS", "UDP", "TCP_UDP", "GENEVE"])),
    Property::text("VpcId", "VPC", "Where the machines stand. A change replaces it.", TARGETS)
        .of_type(PropertyType::Resource(&[VPC])),
    Property::text("TargetType", "Targets are", "Instances unless it says otherwise.", TARGETS)
        .of_type(PropertyType::Choice(&["instance", "ip", "lambda", "alb"])),
    Property::text(key::TARGET_LIST, "Instances", "Single instances. An Auto Scaling group brings its own.", TARGETS)
        .of_type(PropertyType::Objects(MEMBERS)),
];

const CHECK_ROWS: &[Property] = &[
    Property::text(
        "HealthCheckPath",
        "Path",
        "What is asked for; / without one. One that looks at the database too tells more.",
        TARGETS,
    ),
    Property::text("HealthCheckPort", "Port", "traffic-port is the target group's own.", TARGETS),
    Property::text("HealthCheckProtocol", "Protocol", "HTTP without one.", TARGETS)
        .of_type(PropertyType::Choice(&["HTTP", "HTTPS", "TCP"])),
    Property::text("Matcher", "Healthy answers", "200 without one.", TARGETS).of_type(PropertyType::Object(MATCHER)),
    Property::text("HealthCheckIntervalSeconds", "Every, seconds", "30 without one.", TARGETS)
        .of_type(PropertyType::Number),
    Property::text("HealthCheckTimeoutSeconds", "Waits, seconds", "5 without one.", TARGETS)
        .of_type(PropertyType::Number),
    Property::text("HealthyThresholdCount", "Healthy after", "Good answers in a row: 5 without one.", TARGETS)
        .of_type(PropertyType::Number),
    Property::text("UnhealthyThresholdCount", "Unhealthy after", "Bad answers in a row: 2 without one.", TARGETS)
        .of_type(PropertyType::Number),
];

const TARGETS_MORE: &[Property] = &[
    Property::text(
        "TargetGroupAttributes",
        "Attributes",
        "How long it lets requests end, stickiness and others.",
        TARGETS,
    )
    .of_type(PropertyType::Objects(TARGETS_ATTRIBUTES)),
    Property::text("Tags", "Tags", "Key and value.", TARGETS).of_type(PropertyType::Tags),
    Property::text("Name", "Name", "At most 32 characters. Without one CloudFormation makes a name.", TARGETS),
];

const REDIRECT: &[Property] = &[
    Property::text("StatusCode", "Code", "301 is for ever, 302 for now.", REDIRECT_PAGE)
        .of_type(PropertyType::Choice(&["HTTP_301", "HTTP_302"]))
        .required(),
    Property::text("Protocol", "Protocol", "HTTPS sends people from port 80 to 443.", REDIRECT_PAGE),
    Property::text("Port", "Port", "Such as 443; text.", REDIRECT_PAGE),
    Property::text("Host", "Host", "The same without one.", REDIRECT_PAGE),
    Property::text("Path", "Path", "The same without one.", REDIRECT_PAGE),
];

const FIXED: &[Property] = &[
    Property::text("StatusCode", "Code", "Such as 404; text.", FIXED_PAGE).required(),
    Property::text("ContentType", "Type", "Such as text/plain.", FIXED_PAGE),
    Property::text("MessageBody", "Text", "At most 1,024 bytes.", FIXED_PAGE),
];

const ACTIONS: &[Property] = &[
    Property::text("Type", "Does", "Forward is what most do.", ACTION)
        .of_type(PropertyType::Choice(&[
            "forward",
            "redirect",
            "fixed-response",
            "authenticate-cognito",
            "authenticate-oidc",
        ]))
        .required(),
    Property::text("TargetGroupArn", "Target group", "For forward.", ACTION)
        .of_type(PropertyType::Resource(&[TARGET_GROUP])),
    Property::text("RedirectConfig", "Redirect", "For redirect.", ACTION).of_type(PropertyType::Object(REDIRECT)),
    Property::text("FixedResponseConfig", "Answer", "For fixed-response.", ACTION).of_type(PropertyType::Object(FIXED)),
    Property::text("Order", "Order", "Where there are several: the last one forwards.", ACTION)
        .of_type(PropertyType::Number),
];

const CERTIFICATES: &[Property] = &[Property::text(
    "CertificateArn",
    "Certificate",
    "The ARN of one in Certificate Manager, in this region.",
    CERTIFICATE,
)];

const LISTENER_ROWS: &[Property] = &[
    Property::text(key::LOAD_BALANCER_ARN, "Load balancer", "Whose port it is.", LISTENER_PAGE)
        .of_type(PropertyType::Resource(&[LOAD_BALANCER]))
        .required(),
    Property::text("Port", "Port", "80 for HTTP, 443 for HTTPS.", LISTENER_PAGE).of_type(PropertyType::Number),
    Property::text("Protocol", "Protocol", "HTTPS needs a certificate.", LISTENER_PAGE)
        .of_type(PropertyType::Choice(&["HTTP", "HTTPS", "TCP", "TLS", "UDP", "TCP_UDP"])),
    Property::text("Certificates", "Certificates", "One, for HTTPS and TLS.", LISTENER_PAGE)
        .of_type(PropertyType::Objects(CERTIFICATES)),
    Property::text("SslPolicy", "TLS policy", "Such as ELBSecurityPolicy-TLS13-1-2-2021-06.", LISTENER_PAGE),
    Property::text("DefaultActions", "Does", "With requests that no rule takes.", LISTENER_PAGE)
        .of_type(PropertyType::Objects(ACTIONS))
        .required(),
];

const CONDITIONS: &[Property] = &[
    Property::text("Field", "Of", "What is looked at.", CONDITION).of_type(PropertyType::Choice(&[
        "host-header",
        "path-pattern",
        "http-header",
        "http-request-method",
        "query-string",
        "source-ip",
    ])),
    Property::text("Values", "Is one of", "Such as /api/*, or www.example.com.", CONDITION).of_type(PropertyType::List),
];

const RULE_ROWS: &[Property] = &[
    Property::text(key::LISTENER_ARN, "Listener", "Whose requests it takes.", RULE)
        .of_type(PropertyType::Resource(&[LISTENER])),
    Property::text("Priority", "Priority", "From 1 to 50000, once in a listener: the lowest is asked first.", RULE)
        .of_type(PropertyType::Number)
        .required(),
    Property::text("Conditions", "If", "All of these hold.", RULE)
        .of_type(PropertyType::Objects(CONDITIONS))
        .required(),
    Property::text("Actions", "Does", "With these requests.", RULE).of_type(PropertyType::Objects(ACTIONS)).required(),
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
