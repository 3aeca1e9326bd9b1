//! The outline: a row for every place of a template that has a form, in the order in which people think of them.

mod badges;
mod bootstrap;
mod groups;
mod loops;
mod row_position;
mod search;

pub use badges::badges;
pub use groups::{groups_around, seen};
pub use row_position::{RowPosition, standings};
pub use search::{forms, found, keywords_of_row};

use crate::document::{Document, Kind, Node, Path};
use crate::template::for_each::is_for_each;
use crate::template::init::{AUTHENTICATION, INIT, Section, init_path};
use crate::template::section;
use crate::ui::route::Route;

/// Kind of a row; the page draws an icon for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RowSubject {
    /// The whole template.
    Stack,
    /// The parameters.
    Parameters,
    /// The network.
    Network,
    /// A VPC.
    Vpc,
    /// The subnets.
    Subnets,
    /// Gateways and routes.
    Routing,
    /// Security groups.
    SecurityGroups,
    /// Machines.
    Compute,
    /// A machine.
    Instance,
    /// Everything cfn-init does.
    Bootstrap,
    /// Config sets.
    ConfigSets,
    /// Credentials.
    Authentication,
    /// User data.
    UserData,
    /// cfn-hup.
    Hup,
    /// Resource that is waited for.
    Signal,
    /// A config.
    Config,
    /// A section of a config.
    Section(Section),
    /// The outputs.
    Outputs,
    /// The mappings.
    Mappings,
    /// The conditions.
    Conditions,
    /// The rules.
    Rules,
    /// The metadata of the template.
    Metadata,
    /// The macros.
    Transform,
    /// A part that this product has no name for.
    Part,
    /// Resources of other types.
    Others,
    /// A resource without a form of its own.
    Resource,
}

/// A row of the outline.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct OutlineRow {
    /// Names the row through all changes of the template.
    pub key: String,
    /// Depth, from 1.
    pub level: usize,
    /// Labels.
    pub label: String,
    /// RowSubject.
    pub subject: RowSubject,
    /// Number of entries.
    pub count: Option<usize>,
    /// The form it opens; `None` for a row that only holds others.
    pub place: Option<Route>,
    /// The entry of the form; `None` for a row of the whole form.
    pub entry: Option<Path>,
    /// The entry that the row stands for: what is renamed, copied or removed. `None` for fixed parts.
    pub target: Option<Path>,
}

impl OutlineRow {
    /// True if rows below may belong to it.
    pub fn is_group(&self) -> bool {
        self.place.is_none()
    }
}

/// The rows of a template, in order; a row belongs to the last one above it with a smaller level.
///
/// Costs a look at each resource and a row for each: it is asked for after every edit.
pub fn outline(document: &Document) -> Vec<OutlineRow> {
    let parts = Parts::of(document);
    let resources = Sorted::of(parts.resources);
    let mut rows = Rows(Vec::with_capacity(resources.count + 32));
    let count = |part: Option<Node<'_>>| Some(part.map_or(0, |node| node.len()));
    rows.leaf(1, "Stack", RowSubject::Stack, None, Route::Stack);
    rows.leaf(1, "Parameters", RowSubject::Parameters, count(parts.parameters), Route::Parameters);
    rows.present(parts.mappings, "Mappings", RowSubject::Mappings, Route::Mappings);
    rows.present(parts.conditions, "Conditions", RowSubject::Conditions, Route::Conditions);
    rows.present(parts.rules, "Rules", RowSubject::Rules, Route::Rules);
    rows.network(&resources);
    rows.compute(&resources);
    rows.bootstrap(document, &resources);
    rows.leaf(1, "Outputs", RowSubject::Outputs, count(parts.outputs), Route::Outputs);
    rows.present(parts.metadata, "Metadata", RowSubject::Metadata, Route::Metadata);
    rows.present(parts.transform, "Transform", RowSubject::Transform, Route::Transform);
    for (key, node) in parts.others {
        let place = Route::At(Path::root().join(key));
        rows.leaf(1, key, RowSubject::Part, counted(node), place);
    }
    rows.group_of(1, "Other resources", RowSubject::Others, &resources.others);
    rows.loops(parts.resources);
    rows.0
}

/// The sections of a template.
#[derive(Default)]
struct Parts<'d> {
    parameters: Option<Node<'d>>,
    mappings: Option<Node<'d>>,
    conditions: Option<Node<'d>>,
    rules: Option<Node<'d>>,
    resources: Option<Node<'d>>,
    outputs: Option<Node<'d>>,
    metadata: Option<Node<'d>>,
    transform: Option<Node<'d>>,
    others: Vec<(&'d str, Node<'d>)>,
}

impl<'d> Parts<'d> {
    fn of(document: &'d Document) -> Parts<'d> {
        let mut parts = Parts::default();
        for entry in document.root().into_iter().flat_map(|root| root.entries()) {
            let part = match entry.key() {
                section::PARAMETERS => &mut parts.parameters,
                section::MAPPINGS => &mut parts.mappings,
                section::CONDITIONS => &mut parts.conditions,
                section::RULES => &mut parts.rules,
                section::RESOURCES => &mut parts.resources,
                section::OUTPUTS => &mut parts.outputs,
                section::METADATA => &mut parts.metadata,
                section::TRANSFORM => &mut parts.transform,
                section::DESCRIPTION | section::FORMAT_VERSION | "" => continue,
                key if parts.others.iter().any(|other| other.0 == key) => continue,
                key => {
                    parts.others.push((key, entry.value));
                    continue;
                }
            };
            *part = Some(entry.value);
        }
        parts
    }
}

/// Number of items of a list or mapping; `None` for a text.
fn counted(node: Node<'_>) -> Option<usize> {
    match node.kind() {
        Kind::Scalar => None,
        Kind::Sequence | Kind::Mapping => Some(node.len()),
    }
}

/// Resources by the part of the outline they stand in, each with its logical id.
#[derive(Default)]
struct Sorted<'d> {
    vpcs: Vec<&'d str>,
    subnets: usize,
    routing: Vec<&'d str>,
    security_groups: Vec<&'d str>,
    instances: Vec<&'d str>,
    machines: Vec<&'d str>,
    inits: Vec<(&'d str, Node<'d>)>,
    credentials: Vec<(&'d str, Node<'d>)>,
    others: Vec<&'d str>,
    count: usize,
}

impl<'d> Sorted<'d> {
    fn of(resources: Option<Node<'d>>) -> Sorted<'d> {
        let entries = resources.map(|node| node.last_entries()).unwrap_or_default();
        let mut sorted = Sorted { count: entries.len(), ..Sorted::default() };
        for entry in entries {
            let id = entry.key();
            if is_for_each(id) {
                sorted.others.push(id);
                continue;
            }
            if let Some(init) = entry.value.get("Metadata").and_then(|metadata| metadata.get(INIT)) {
                sorted.inits.push((id, init));
            }
            let credentials = entry.value.get("Metadata").and_then(|metadata| metadata.get(AUTHENTICATION));
            sorted.credentials.extend(credentials.map(|node| (id, node)));
            match entry.value.get("Type").and_then(|kind| kind.scalar()).unwrap_or_default() {
                "AWS::EC2::VPC" => sorted.vpcs.push(id),
                "AWS::EC2::Subnet" => sorted.subnets += 1,
                "AWS::EC2::InternetGateway"
                | "AWS::EC2::VPCGatewayAttachment"
                | "AWS::EC2::RouteTable"
                | "AWS::EC2::Route"
                | "AWS::EC2::SubnetRouteTableAssociation"
                | "AWS::EC2::NatGateway"
                | "AWS::EC2::EIP"
                | "AWS::EC2::EIPAssociation"
                | "AWS::EC2::VPCEndpoint"
                | "AWS::EC2::VPCCidrBlock"
                | "AWS::EC2::VPCPeeringConnection"
                | "AWS::EC2::NetworkInterface"
                | "AWS::EC2::NetworkAcl"
                | "AWS::EC2::NetworkAclEntry"
                | "AWS::EC2::SubnetNetworkAclAssociation" => sorted.routing.push(id),
                "AWS::EC2::SecurityGroup" | "AWS::EC2::SecurityGroupIngress" | "AWS::EC2::SecurityGroupEgress" => {
                    sorted.security_groups.push(id)
                }
                "AWS::EC2::Instance" => sorted.instances.push(id),
                "AWS::EC2::LaunchTemplate"
                | "AWS::AutoScaling::AutoScalingGroup"
                | "AWS::AutoScaling::LaunchConfiguration" => sorted.machines.push(id),
                _ => sorted.others.push(id),
            }
        }
        sorted
    }
}

struct Rows(Vec<OutlineRow>);

impl Rows {
    fn leaf(&mut self, level: usize, label: &str, subject: RowSubject, count: Option<usize>, place: Route) {
        let key = place.to_hash();
        let target = match &place {
            Route::Vpc(_) | Route::Instance(_) | Route::Resource(_) | Route::At(_) | Route::Init { .. } => {
                Some(place.path())
            }
            _ => None,
        };
        let label = label.into();
        self.0.push(OutlineRow { key, level, label, subject, count, place: Some(place), entry: None, target });
    }

    fn group(&mut self, level: usize, key: &str, label: &str, subject: RowSubject, count: Option<usize>) {
        self.0.push(OutlineRow {
            key: key.into(),
            level,
            label: label.into(),
            subject,
            count,
            place: None,
            entry: None,
            target: None,
        });
    }

    /// A row for a section that is in the template.
    fn present(&mut self, part: Option<Node<'_>>, label: &str, subject: RowSubject, place: Route) {
        if let Some(node) = part {
            self.leaf(1, label, subject, counted(node), place);
        }
    }

    /// A group with a row for each of some resources; nothing if there are none.
    fn group_of(&mut self, level: usize, label: &str, subject: RowSubject, ids: &[&str]) {
        if ids.is_empty() {
            return;
        }
        self.group(level, label, label, subject, Some(ids.len()));
        for id in ids {
            self.leaf(level + 1, id, RowSubject::Resource, None, Route::Resource((*id).into()));
        }
    }

    /// Always present: the form of the subnets has the recipes that add a network to a template without one.
    fn network(&mut self, of: &Sorted<'_>) {
        self.group(1, "Network", "Network", RowSubject::Network, None);
        for id in &of.vpcs {
            self.leaf(2, alone("VPC", id, &of.vpcs), RowSubject::Vpc, None, Route::Vpc((*id).into()));
        }
        self.leaf(2, "Subnets", RowSubject::Subnets, Some(of.subnets), Route::Subnets);
        self.group_of(2, "Routing", RowSubject::Routing, &of.routing);
        self.group_of(2, "Security groups", RowSubject::SecurityGroups, &of.security_groups);
    }

    fn compute(&mut self, of: &Sorted<'_>) {
        if of.instances.is_empty() && of.machines.is_empty() {
            return;
        }
        self.group(1, "Compute", "Compute", RowSubject::Compute, None);
        for id in &of.instances {
            let label = alone("Instance", id, &of.instances);
            self.leaf(2, label, RowSubject::Instance, None, Route::Instance((*id).into()));
        }
        for id in &of.machines {
            self.leaf(2, id, RowSubject::Resource, None, Route::Resource((*id).into()));
        }
    }

    /// The sections that a config has, and the three that nearly every config has at some time.
    fn sections(&mut self, id: &str, config: &str, node: Node<'_>) {
        for section in Section::ALL {
            let held = node.get(section.key());
            let usual = matches!(section, Section::Packages | Section::Files | Section::Services);
            if held.is_none() && !usual {
                continue;
            }
            let count = held.map_or(0, |held| entries_of(section, held));
            let place = Route::Init { resource: id.into(), config: config.into(), section };
            self.leaf(3, section.key(), RowSubject::Section(section), Some(count), place);
        }
        let others = node.entries().filter(|entry| Section::of_key(entry.key()).is_none());
        for entry in others {
            let place = Route::At(init_path(id).keys([config, entry.key()]));
            self.leaf(3, entry.key(), RowSubject::Part, counted(entry.value), place);
        }
    }
}

/// Packages and services stand under their managers, all others directly in the section.
fn entries_of(section: Section, node: Node<'_>) -> usize {
    match section {
        Section::Packages | Section::Services => node.entries().map(|manager| manager.value.len()).sum(),
        Section::Groups | Section::Users | Section::Sources | Section::Files | Section::Commands => node.len(),
    }
}

/// The general name for the only one of its kind, else the logical id.
fn alone<'a>(general: &'a str, id: &'a str, all: &[&str]) -> &'a str {
    if all.len() == 1 { general } else { id }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(rows: &[OutlineRow]) -> Vec<String> {
        let line = |row: &OutlineRow| {
            let count = row.count.map_or(String::new(), |count| format!(" {count}"));
            format!("{}{}{count}", "  ".repeat(row.level - 1), row.label)
        };
        rows.iter().map(line).collect()
    }

    const TEXT: &str = "
Transform: AWS::LanguageExtensions
Parameters: {A: {}, B: {}}
Mappings: {M: {}}
Conditions: {C: !Equals [a, b]}
Rules: {R: {}}
Hooks: {H: {}}
Metadata: {a: 1, b: 2}
Resources:
  Net: {Type: AWS::EC2::VPC}
  Public: {Type: AWS::EC2::Subnet}
  DefaultRoute: {Type: AWS::EC2::Route}
  Web: {Type: AWS::EC2::SecurityGroup}
  Role: {Type: AWS::IAM::Role}
  Server:
    Type: AWS::EC2::Instance
    Metadata:
      AWS::CloudFormation::Init:
        configSets: {default: [install, configure]}
        install:
          packages: {apt: {nginx: [], git: []}, rubygems: {chef: []}}
        configure:
          services: {systemd: {nginx: {}}, sysvinit: {cron: {}}}
          users: {app: {}}
          files: {/etc/a: {}}
          odd: x
      AWS::CloudFormation::Authentication: {a: {type: S3}}
Outputs: {Url: {}}
";

    #[test]
    fn a_template_shows_all_its_parts() {
        let rows = outline(&Document::parse(TEXT));
        let closed = |key: &str| matches!(key, "Routing" | "Security groups" | "Other resources");
        let expected = "Stack
Parameters 2
Mappings 1
Conditions 1
Rules 1
Network
  VPC
  Subnets 1
  Routing 1
  Security groups 1
Compute
  Instance
Bootstrap
  User data
  Config sets 1
  install
    packages 3
    files 0
    services 0
  configure
    packages 0
    users 1
    files 1
    services 2
    odd
  Authentication 1
  cfn-hup
  Signal
Outputs 1
Metadata 2
Transform
Hooks 1
Other resources 1";
        assert_eq!(labels(&seen(&rows, closed)), expected.lines().collect::<Vec<_>>());
    }

    #[test]
    fn a_filter_keeps_matches_and_their_parents() {
        let document = Document::parse(TEXT);
        let rows = outline(&document);
        let found = |filter: &str| super::found(&document, &rows, filter).unwrap_or_default();
        let expected = "Bootstrap
  install
    services 0
  configure
    services 2";
        assert_eq!(labels(&found(" SERVICES")), expected.lines().collect::<Vec<_>>());
        assert_eq!(labels(&found("defaultroute")), ["Network", "  Routing 1", "    DefaultRoute"]);
        assert!(found("nothing of the kind").is_empty());
    }

    #[test]
    fn several_resources_of_a_type_have_distinct_labels() {
        let text = "Resources:\n  A: {Type: AWS::EC2::Instance, Metadata: {AWS::CloudFormation::Init: {config: {}}}}\n  \
                    B: {Type: AWS::EC2::Instance, Metadata: {AWS::CloudFormation::Init: {config: {files: {}}}}}\n";
        let rows = outline(&Document::parse(text));
        let labels = labels(&rows);
        for label in ["  A", "  B", "  config of A", "  config of B"] {
            assert!(labels.contains(&label.to_string()), "{label} in {labels:?}");
        }
        let mut keys: Vec<_> = rows.iter().map(|row| &row.key).collect();
        keys.sort();
        keys.dedup();
        assert_eq!(keys.len(), rows.len());
    }

    #[test]
    fn an_empty_or_invalid_text_has_the_fixed_rows() {
        for text in ["", "[]", "a", "Resources: []", "Resources: {A: }", "Parameters: 3"] {
            let rows = outline(&Document::parse(text));
            let fixed: Vec<_> = rows.iter().filter(|row| row.level == 1 && row.place.is_some()).collect();
            assert_eq!(fixed.len(), 3, "{text}");
        }
    }

    /// The outline is asked for after every key pressed; printed, not asserted: clocks differ.
    #[test]
    #[ignore = "a measurement: cargo test --release --lib outline -- --ignored --nocapture"]
    fn an_outline_of_five_hundred_resources_is_complete() {
        let mut text = String::from("Resources:\n");
        for index in 0..500 {
            text.push_str(&format!(
                "  Resource{index}:\n    Type: AWS::S3::Bucket\n    Properties:\n      BucketName: b\n"
            ));
        }
        let document = Document::parse(text);
        let start = std::time::Instant::now();
        let mut rows = 0;
        for _ in 0..100 {
            rows = outline(&document).len();
        }
        println!("{rows} rows in {:?}", start.elapsed() / 100);
    }
}
