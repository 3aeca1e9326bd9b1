//! A service that is not meant for everybody is open to the whole internet.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::SecurityGroup
//!     Properties:
//!       GroupDescription: web
//!       SecurityGroupIngress: [{IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: 0.0.0.0/0}]
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::SecurityGroup
//!     Properties:
//!       GroupDescription: web
//!       SecurityGroupIngress: [{IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: 203.0.113.7/32}]
//! ```

use crate::check::{Also, Check, Context, Rule, Severity};
use crate::recipe::rule::ask_at_deploy;
use crate::template::evaluate::Evaluation;
use crate::template::security_group::{Direction, Exposed, Opening, entries_of, rules};
use crate::template::{Resource, Template, section};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "security-group/open-to-world",
    name: "Port that is open to the internet",
    severity: Severity::Warning,
    why: "Whole address ranges are scanned all the time: ports of administration and databases are found within minutes.",
    source: "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html",
    check: Check::Resource(check),
    also: &[Also::Section(section::PARAMETERS), Also::Section(section::CONDITIONS), Also::Values],
};

fn check(context: &mut Context<'_>, resource: Resource<'_>) {
    let template = context.template();
    let values = context.values();
    for entry in entries_of(resource, Direction::Inbound) {
        let exposed = match values.is_empty() {
            true => entry.exposed(template),
            false => entry.exposed_with(template, &mut Evaluation::of_known(template, values)),
        };
        let Some(Exposed { service, opening }) = exposed else { continue };
        let what = match service {
            "All traffic" => "Every port is open to the whole internet.".to_string(),
            service => format!("{service} is open to the whole internet."),
        };
        let why = match &opening {
            Opening::Written(range, _) => format!("The rule has {range}."),
            Opening::Default(range, name) if values.contains_key(name) => format!("{name} is {range}."),
            Opening::Default(range, name) => format!("The default of {name} is {range}."),
        };
        let (at, group) = (entry.at.clone(), entry.group().unwrap_or_default().to_string());
        context.report(&entry.at, format!("{what} {why}")).fix("Ask at deploy instead", move |document| {
            let rules = rules(Template::of(document), &group, Direction::Inbound);
            let rule = rules.into_iter().find(|rule| rule.at == at);
            rule.map(|rule| ask_at_deploy(document, &rule)).unwrap_or_default()
        });
    }
}
