//! Who can reach a port from outside, with the values of a deployment.

use super::Direction;
use super::entry::entries;
use super::peer::Peer;
use crate::document::{Node, Path};
use crate::template::Template;
use crate::template::cidr::is_everybody;
use crate::template::evaluate::Evaluation;
use crate::template::resource::named;

/// Port of SSH.
const SSH: i32 = 22;

/// Who can reach a port.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Access {
    /// Nobody: no rule has the port.
    Closed,
    /// These ranges, prefix lists and members of other groups.
    From(Vec<String>),
    /// The whole internet.
    Everybody {
        /// The range as it will be: `0.0.0.0/0`.
        range: String,
        /// The parameter that has it.
        parameter: Option<String>,
        /// The resource with the rule.
        at: Path,
    },
    /// A rule has a function that only a deployment resolves.
    Unknown,
}

/// Who can open a connection to port 22 of any security group of the template. A rule under a condition whose truth is
/// unknown counts.
pub fn ssh_access<'d>(template: Template<'d>, evaluation: &mut Evaluation<'d, '_>) -> Access {
    let mut from = Vec::new();
    let mut is_known = true;
    for entry in entries(template, Direction::Inbound) {
        if entry
            .conditions()
            .any(|branch| evaluation.holds(branch.condition.unwrap_or_default()) == Some(!branch.holds))
        {
            continue;
        }
        let Some(traffic) = entry.traffic_with(template, |node| evaluation.text_of_value(node)) else {
            is_known = false;
            continue;
        };
        match traffic.has_tcp(SSH) {
            Some(true) => {}
            Some(false) => continue,
            None => {
                is_known = false;
                continue;
            }
        }
        for peer in entry.peers() {
            match range_of(peer, evaluation) {
                Ok(None) => {}
                Ok(Some(range)) if is_everybody(&range) => {
                    return Access::Everybody {
                        range,
                        parameter: parameter_of(template, peer),
                        at: entry.owner.path(),
                    };
                }
                Ok(Some(range)) => from.push(range),
                Err(Unresolved) => is_known = false,
            }
        }
    }
    from.dedup();
    match is_known {
        false => Access::Unknown,
        true if from.is_empty() => Access::Closed,
        true => Access::From(from),
    }
}

/// A value that only a deployment resolves.
struct Unresolved;

/// The other side in words; `None` for one that is left out or empty.
fn range_of<'d>(peer: Peer<'d>, evaluation: &mut Evaluation<'d, '_>) -> Result<Option<String>, Unresolved> {
    let mut text = |node: Node<'d>| match evaluation.value(node) {
        Ok(Some(serde_json::Value::String(text))) => Ok(Some(text).filter(|text| !text.is_empty())),
        Ok(None) => Ok(None),
        Ok(Some(_)) | Err(_) => Err(Unresolved),
    };
    match peer {
        Peer::Range(node) | Peer::PrefixList(node) => text(node),
        Peer::Group(node) => Ok(match named(node) {
            Some("AWS::NoValue") => None,
            Some(group) => Some(format!("members of {group}")),
            None => text(node).unwrap_or(Some("members of another group".to_string())),
        }),
    }
}

fn parameter_of(template: Template<'_>, peer: Peer<'_>) -> Option<String> {
    let Peer::Range(node) = peer else { return None };
    named(node).filter(|name| template.parameter(name).is_some()).map(str::to_string)
}
