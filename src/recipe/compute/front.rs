//! What a load balancer sends to on the instances of a group: port and path as the template shows them, and the function
//! that hides them.

use super::admission::{port_of, rules_of};
use crate::document::{Document, Node};
use crate::template::function::{call, is_long_name};
use crate::template::given::Given;
use crate::template::resource::named;
use crate::template::user_data::{self, UserData};
use crate::template::{Resource, Template, machine};

/// Ports that are nobody's site.
const NO_SITE: [u32; 3] = [22, 3389, 5986];
/// Taken where nothing shows the port.
const USUAL_PORT: u32 = 80;
/// Taken where nothing shows the path.
const USUAL_PATH: &str = "/";

/// Target of the load balancer on the instances.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Front {
    /// The port that the program on the machine listens on.
    pub port: u32,
    /// The path that is asked for to see that a machine is well.
    pub health: String,
}

impl Front {
    /// What the machine itself says: the port that its security groups let in, and the address that its user data asks
    /// at the end.
    pub fn suggested(document: &Document, id: &str) -> Front {
        let shown = Shown::of(document, id);
        let port = shown.asked_port.or(shown.open_port).unwrap_or(USUAL_PORT);
        Front { port, health: shown.path.unwrap_or_else(|| USUAL_PATH.into()) }
    }

    /// What has to be checked, in a sentence, where a function hides what the machine says. `None` if the text shows
    /// port and path, or if they are others than those that are usual.
    pub(super) fn unknown(&self, document: &Document, id: &str) -> Option<String> {
        let template = Template::of(document);
        let start = machine::start_of(template, id)?;
        let shown = Shown::of(document, id);
        let by_data = hidden_data(document, start);
        let by_rules = || hidden_rules(document, start);
        let needs_port = shown.asked_port.or(shown.open_port).is_none() && self.port == USUAL_PORT;
        let port = if needs_port { by_data.clone().or_else(by_rules) } else { None };
        let needs_path = shown.path.is_none() && self.health == USUAL_PATH;
        let path = if needs_path { by_data } else { None };
        let port_said = format!("listen on port {}", self.port);
        let path_said = format!("answer {}", self.health);
        let (said, by) = match (port, path) {
            (Some(by), Some(_)) => (format!("{port_said} and {path_said}"), by),
            (Some(by), None) => (port_said, by),
            (None, Some(by)) => (path_said, by),
            (None, None) => return None,
        };
        Some(format!("Check that the instances {said}: {by}, so that nothing shows it."))
    }
}

/// What the text shows.
#[derive(Default)]
struct Shown {
    asked_port: Option<u32>,
    open_port: Option<u32>,
    path: Option<String>,
}

impl Shown {
    fn of(document: &Document, id: &str) -> Shown {
        let template = Template::of(document);
        let start = machine::start_of(template, id);
        let texts = start.map(|start| UserData::all_of_init(document, start.id())).unwrap_or_default();
        let asked = texts.iter().find_map(|data| {
            let hosts = ["http://127.0.0.1", "http://localhost"];
            hosts.iter().find_map(|host| asked_at(data.text.text(), host))
        });
        let groups = start.and_then(machine::security_groups).into_iter().flat_map(|list| list.items());
        let rules = groups.filter_map(named).flat_map(|group| rules_of(document, group));
        let mut ports = rules.filter_map(|rule| port_of(document, &rule, "FromPort"));
        let open_port = ports.find(|port| !NO_SITE.contains(port));
        let (asked_port, path) = asked.map_or((None, None), |(port, path)| (port, Some(path)));
        Shown { asked_port, open_port, path }
    }
}

/// Port and path of the first address of a host in a text; no port where none is written.
fn asked_at(text: &str, host: &str) -> Option<(Option<u32>, String)> {
    let behind = text.split_once(host)?.1;
    let end = behind.find(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | ';' | '|' | ')' | '&'));
    let address = behind.get(..end.unwrap_or(behind.len()))?;
    let (port, path) = address.split_once('/').unwrap_or((address, ""));
    let plain = !path.contains('$') && path.is_ascii();
    let port = port.strip_prefix(':').and_then(|port| port.parse().ok());
    Some((port, if plain { format!("/{path}") } else { USUAL_PATH.into() }))
}

/// The function that gives user data which cannot be read, in words.
fn hidden_data(document: &Document, start: Resource<'_>) -> Option<String> {
    let at = user_data::path_of(start)?;
    let keys: Vec<&str> = at.steps().iter().skip(start.path().steps().len()).filter_map(|step| step.key()).collect();
    let given = Given::below(start.node(), &keys)?;
    let inside = if document.node(&at).is_some() { inside_base64(given.node) } else { Some(given) };
    let is_read = inside.is_none_or(|given| matches!(given.by, "Fn::Sub" | "Fn::Join" | "Fn::If"));
    if is_read && !UserData::all_of_init(document, start.id()).is_empty() {
        return None;
    }
    Some(format!("the user data of {} are given by {}", start.id(), inside.unwrap_or(given).in_words()))
}

/// The function in a value, inside of `Fn::Base64` where that stands around it.
fn inside_base64(node: Node<'_>) -> Option<Given<'_>> {
    let mut node = node;
    while let Some(base) = call(node).filter(|call| call.name == "Fn::Base64") {
        if node.tag().is_some() {
            // Below a short name only a long one can stand.
            let inner = node.entries().find(|entry| is_long_name(entry.key()))?;
            let line = *inner.key_node.lines().start();
            return Some(Given { node: inner.value, by: inner.key(), line });
        }
        node = base.argument;
    }
    Given::whole(node)
}

/// The function that gives security groups or a port of their rules, in words.
fn hidden_rules(document: &Document, start: Resource<'_>) -> Option<String> {
    let list = machine::security_groups(start)?;
    if let Some(given) =
        Given::whole(list).or_else(|| list.items().filter(|item| named(*item).is_none()).find_map(Given::whole))
    {
        return Some(format!("the security groups of {} are given by {}", start.id(), given.in_words()));
    }
    list.items().filter_map(named).find_map(|group| {
        let rules = rules_of(document, group);
        let nodes = rules.iter().filter_map(|at| document.node(at));
        let given = nodes.filter_map(|rule| Given::key(rule, "FromPort")).next()?;
        Some(format!("a port of {group} is given by {}", given.in_words()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(data: &str, port: &str, front: Option<(u32, &str)>) -> Option<String> {
        let text = format!(
            "Resources:\n  Group:\n    Type: AWS::AutoScaling::AutoScalingGroup\n    Properties: {{LaunchTemplate: \
             {{LaunchTemplateId: !Ref Launch}}}}\n  Launch:\n    Type: AWS::EC2::LaunchTemplate\n    Properties:\n      \
             LaunchTemplateData:\n        SecurityGroupIds: [!Ref Wall]\n        {data}\n  Wall:\n    Type: \
             AWS::EC2::SecurityGroup\n    Properties: {{SecurityGroupIngress: [{{FromPort: {port}}}]}}\n"
        );
        let document = Document::parse(text);
        assert_eq!(document.syntax_error(), None, "{}", document.text());
        let suggested = Front::suggested(&document, "Group");
        let front = front.map(|(port, health)| Front { port, health: health.into() });
        front.unwrap_or(suggested).unknown(&document, "Group")
    }

    #[test]
    fn the_function_that_hides_port_and_path_is_named() {
        let plain = "UserData: !Base64 'curl http://localhost:8080/ready'";
        let rest = "are given by";
        for (data, port, front, wanted) in [
            (plain, "443", None, None),
            ("UserData: !Base64 plain", "80", None, None),
            ("UserData: {Fn::Base64: !Join ['', ['curl http://localhost:80', '80/a']]}", "!Ref P", None, None),
            (
                "UserData: !Ref Data",
                "22",
                None,
                Some(format!("Check that the instances listen on port 80 and answer /: the user data of Launch {rest} Ref (line 10), so that nothing shows it.")),
            ),
            (
                "UserData: {Fn::Base64: {Fn::ImportValue: a}}",
                "8080",
                None,
                Some(format!("Check that the instances answer /: the user data of Launch {rest} Fn::ImportValue (line 10), so that nothing shows it.")),
            ),
            (
                "Fn::Transform: {Name: M}",
                "8080",
                None,
                Some(format!("Check that the instances answer /: the user data of Launch {rest} Fn::Transform (line 10), so that nothing shows it.")),
            ),
            (
                "UserData: !Base64 plain",
                "!Ref P",
                None,
                Some("Check that the instances listen on port 80: a port of Wall is given by Ref (line 13), so that nothing shows it.".to_string()),
            ),
            ("UserData: !Ref Data", "!Ref P", Some((8443, "/well")), None),
            (
                "UserData: !Base64 {Ref: Data}",
                "80",
                None,
                Some(format!("Check that the instances answer /: the user data of Launch {rest} Ref (line 10), so that nothing shows it.")),
            ),
            ("UserData: !Base64 {'Fn::Sub': 'curl http://localhost:80/${X}'}", "80", None, None),
        ] {
            assert_eq!(said(data, port, front), wanted, "{data}");
        }
    }

    #[test]
    fn the_branches_of_a_condition_are_read() {
        let data = "UserData: {Fn::Base64: !If [C, 'curl http://localhost:9000/a', 'curl http://localhost:9000/a b']}";
        let text = format!(
            "Resources: {{L: {{Type: AWS::EC2::LaunchTemplate, Properties: {{LaunchTemplateData: {{{data}}}}}}}}}"
        );
        let front = Front::suggested(&Document::parse(text), "L");
        assert_eq!(front, Front { port: 9000, health: "/a".into() });
    }
}
