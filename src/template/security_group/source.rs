//! Who a new rule can be for: the choices of a form.

use std::cell::LazyCell;
use std::collections::HashSet;

use super::{Direction, entries_of, groups};
use crate::schema::ec2::{self, key};
use crate::template::cidr::{Block, is_everybody};
use crate::template::{Parameter, Template};

/// The other side of a rule.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Source {
    /// Every IPv4 address.
    Anyone,
    /// Every IPv6 address.
    AnyoneIpv6,
    /// The addresses of a VPC of the template.
    Vpc(String),
    /// Machines with the same group.
    Itself,
    /// Machines with another group of the template.
    Group(String),
    /// What a parameter says: a range, or a group.
    Parameter(String),
    /// What a new parameter says, which has no default.
    Ask,
    /// This range, prefix list or group, as it is written.
    Written(String),
}

impl Source {
    /// What a choice says.
    pub fn label(&self, direction: Direction) -> String {
        let anyone = match direction {
            Direction::Inbound => "Anyone",
            Direction::Outbound => "Anywhere",
        };
        match self {
            Source::Anyone => format!("{anyone}, 0.0.0.0/0"),
            Source::AnyoneIpv6 => format!("{anyone} over IPv6, ::/0"),
            Source::Vpc(id) => format!("My VPC ({id})"),
            Source::Itself => "Members of this group".to_string(),
            Source::Group(id) => format!("Members of {id}"),
            Source::Parameter(name) => format!("Parameter {name}"),
            Source::Ask => "Asked for at deploy".to_string(),
            Source::Written(text) => text.clone(),
        }
    }
}

/// What a new rule of a group can be for, without what is typed: anyone, the VPC, groups, parameters, a new parameter.
pub fn choices(template: Template<'_>, group: &str) -> Vec<Source> {
    let mut all = vec![Source::Anyone, Source::AnyoneIpv6];
    let network = template.resource(group).and_then(|group| group.names(key::VPC_ID));
    let network = network.and_then(|id| template.resource(id)).filter(|one| one.kind() == Some(ec2::VPC));
    all.extend(network.map(|network| Source::Vpc(network.id().to_string())));
    all.push(Source::Itself);
    all.extend(groups(template).into_iter().filter(|other| other != group).map(Source::Group));
    // All rules are read at most once, and only for a parameter of which nothing else tells.
    let written = LazyCell::new(|| peers(template));
    let asked = template.parameters().filter(|parameter| is_for_rules(*parameter, |text| written.contains(text)));
    all.extend(asked.map(|parameter| Source::Parameter(parameter.name().to_string())));
    all.push(Source::Ask);
    all
}

/// The other sides of all rules, as they are written.
fn peers(template: Template<'_>) -> HashSet<String> {
    let of = |direction: Direction| {
        let groups = template.resources_of(ec2::SECURITY_GROUP).chain(template.resources_of(direction.kind()));
        groups.flat_map(move |group| entries_of(group, direction)).filter_map(|rule| rule.peer_source())
    };
    Direction::ALL.into_iter().flat_map(of).collect()
}

/// True for a parameter that asks for a range or a group: by its type, its default, its name, or a rule that has it. One
/// that may be empty is no range.
fn is_for_rules(parameter: Parameter<'_>, is_written: impl Fn(&str) -> bool) -> bool {
    let text = match (parameter.kind(), parameter.default()) {
        (Some("AWS::EC2::SecurityGroup::Id"), _) => return true,
        (Some("String"), Some("")) => return false,
        (Some("String"), default) => default.unwrap_or_default(),
        _ => return false,
    };
    let name = parameter.name().to_lowercase();
    let called = ["cidr", "location", "range", "allowedip", "sourceip"].iter().any(|word| name.contains(word));
    let reference = format!("!Ref {}", parameter.name());
    called || is_everybody(text) || Block::parse(text).is_some() || is_written(&reference)
}
