//! The scene: each resource in its VPC, zone, subnet and security groups, or beside the VPCs.

use std::collections::{BTreeMap, HashMap};

use super::attachment::{members, owners};
use super::element::{Element, PortLabel};
use super::graph::ResourceGraph;
use super::grid_item::{GridItem, arrange};
use super::placement::{Placement, groups, is_machine, placements};
use super::rule::port_labels;
use super::{NodeKind, content, summary};
use crate::document::Path;
use crate::schema::ec2;
use crate::template::network::zone::Zone;
use crate::template::parameter_path;

/// A VPC with its content.
pub(super) struct Vpc {
    pub part: Element,
    /// Gateways on the border.
    pub gateways: Vec<Element>,
    pub tables: Vec<SceneRouteTable>,
    /// Names of the columns; `None` for those without a frame.
    pub columns: Vec<Option<String>>,
    pub cells: Vec<SubnetCell>,
    pub spans: Vec<Span>,
    /// Resources that refer to the VPC and to no subnet.
    pub things: Vec<Element>,
}

/// A route table, with positions of its gateways and of the cells that use it.
pub(super) struct SceneRouteTable {
    pub part: Element,
    pub gateways: Vec<usize>,
    pub cells: Vec<usize>,
    /// Routes to NAT gateways.
    pub nat_routes: Vec<NatRoute>,
}

/// A route to a NAT gateway.
pub(super) struct NatRoute {
    /// Position of the cell that the gateway is in.
    pub cell: usize,
    /// Path of the gateway.
    pub at: Path,
}

impl Vpc {
    /// Routes to NAT gateways, of all route tables.
    pub fn nat_routes(&self) -> impl Iterator<Item = &NatRoute> {
        self.tables.iter().flat_map(|table| &table.nat_routes)
    }
}

/// A subnet in its column and row.
pub(super) struct SubnetCell {
    pub part: Element,
    pub column: usize,
    pub row: usize,
    /// False for resources in a VPC without a subnet.
    pub framed: bool,
}

/// An element that spans adjacent cells of a row.
pub(super) struct Span {
    pub part: Element,
    pub row: usize,
    pub from: usize,
    pub to: usize,
}

/// Everything to draw.
pub(super) struct Scene {
    pub vpcs: Vec<Vpc>,
    /// Resources beside the VPCs: position, AWS service, element.
    pub beside: Vec<(usize, String, Element)>,
    /// Ports open to the internet, of all used security groups.
    pub ports: Vec<PortLabel>,
    /// Id of each instance and load balancer, with the resources in its box.
    pub boxes: Vec<(String, Vec<usize>)>,
}

/// A VPC under construction.
struct VpcBuilder {
    /// The resource; `None` for the VPC outside the template.
    at: Option<usize>,
    gateways: Vec<usize>,
    tables: Vec<usize>,
    grid_items: Vec<GridItem>,
    things: Vec<usize>,
}

impl Scene {
    pub fn of(graph: &ResourceGraph<'_>) -> Scene {
        let owners = owners(graph);
        let mut builder = Builder {
            graph,
            members: members(&owners),
            vpc_builders: Vec::new(),
            used_groups: HashMap::new(),
            boxes: Vec::new(),
        };
        let free: Vec<usize> =
            owners.iter().enumerate().filter(|(_, owner)| owner.is_none()).map(|(at, _)| at).collect();
        let (rest, wide) = builder.assign_placements(&free);
        builder.finish(rest, wide)
    }
}

struct Builder<'f, 'd> {
    graph: &'f ResourceGraph<'d>,
    members: Vec<Vec<usize>>,
    vpc_builders: Vec<VpcBuilder>,
    /// Number of drawn boxes of each security group.
    used_groups: HashMap<usize, usize>,
    boxes: Vec<(String, Vec<usize>)>,
}

impl Builder<'_, '_> {
    fn members(&self, at: usize) -> &[usize] {
        self.members.get(at).map_or(&[], Vec::as_slice)
    }

    /// The builder of a VPC; created for the VPC outside of the template.
    fn vpc_builder(&mut self, at: Option<usize>) -> usize {
        match self.vpc_builders.iter().position(|vpc_builder| vpc_builder.at == at) {
            Some(found) => found,
            None => {
                let new = VpcBuilder {
                    at,
                    gateways: Vec::new(),
                    tables: Vec::new(),
                    grid_items: Vec::new(),
                    things: Vec::new(),
                };
                self.vpc_builders.push(new);
                self.vpc_builders.len() - 1
            }
        }
    }

    /// The VPC of the template that a property refers to.
    fn vpc_in(&self, at: usize, key: &str) -> Option<usize> {
        self.graph.resource_in(at, key).filter(|vpc| self.graph.type_of(*vpc) == ec2::VPC)
    }

    /// Assigns each resource its placement. Returns those without one, and those with several.
    fn assign_placements(&mut self, free: &[usize]) -> (Vec<usize>, Vec<(usize, Vec<Placement>)>) {
        let graph = self.graph;
        for at in free.iter().copied().filter(|at| graph.type_of(*at) == ec2::VPC) {
            self.vpc_builder(Some(at));
        }
        for at in free.iter().copied().filter(|at| graph.type_of(*at) == ec2::SUBNET) {
            let vpc_builder = self.vpc_builder(self.vpc_in(at, "VpcId"));
            let zone = graph
                .resource(at)
                .and_then(|it| Some(Zone::of(it.property("AvailabilityZone")?)?.label(graph.template)));
            self.grid_item(vpc_builder, Placement::Subnet(at), zone);
        }
        let (mut rest, mut wide) = (Vec::new(), Vec::new());
        for at in free.iter().copied() {
            match graph.type_of(at) {
                ec2::VPC | ec2::SUBNET => {}
                ec2::ROUTE_TABLE => {
                    let vpc_builder = self.vpc_builder(self.vpc_in(at, "VpcId"));
                    if let Some(vpc_builder) = self.vpc_builders.get_mut(vpc_builder) {
                        vpc_builder.tables.push(at);
                    }
                }
                ec2::INTERNET_GATEWAY | "AWS::EC2::VPNGateway" | "AWS::EC2::EgressOnlyInternetGateway" => {
                    if !self.settle_gateway(at) {
                        rest.push(at);
                    }
                }
                _ => match placements(graph, at) {
                    placements if placements.is_empty() => rest.push(at),
                    placements if placements.len() == 1 => {
                        if let Some((vpc_builder, grid_item)) =
                            placements.first().map(|placement| self.grid_item_at(placement))
                        {
                            self.item(vpc_builder, grid_item, at, 0);
                        }
                    }
                    placements => wide.push((at, placements)),
                },
            }
        }
        self.lead();
        (rest, wide)
    }

    /// Adds a gateway to its VPC; false if it is not attached.
    fn settle_gateway(&mut self, at: usize) -> bool {
        let attachments = self.members(at).to_vec();
        let vpc = if self.graph.type_of(at) == "AWS::EC2::EgressOnlyInternetGateway" {
            self.vpc_in(at, "VpcId")
        } else {
            let Some(attachment) = attachments.first().copied() else { return false };
            self.vpc_in(attachment, "VpcId")
        };
        let vpc_builder = self.vpc_builder(vpc);
        if let Some(vpc_builder) = self.vpc_builders.get_mut(vpc_builder) {
            vpc_builder.gateways.push(at);
        }
        true
    }

    fn grid_item(&mut self, vpc_builder: usize, placement: Placement, zone: Option<String>) -> usize {
        let Some(vpc_builder) = self.vpc_builders.get_mut(vpc_builder) else { return 0 };
        let items = Vec::new();
        vpc_builder.grid_items.push(GridItem { placement, zone, table: None, public: false, items, column: 0, row: 0 });
        vpc_builder.grid_items.len() - 1
    }

    /// Positions of the VPC builder and grid item of a placement; created if the placement is external.
    fn grid_item_at(&mut self, placement: &Placement) -> (usize, usize) {
        for (index, vpc_builder) in self.vpc_builders.iter().enumerate() {
            if let Some(grid_item) =
                vpc_builder.grid_items.iter().position(|grid_item| grid_item.placement == *placement)
            {
                return (index, grid_item);
            }
        }
        let vpc_builder = self.vpc_builder(None);
        (vpc_builder, self.grid_item(vpc_builder, placement.clone(), None))
    }

    fn item(&mut self, vpc_builder: usize, grid_item: usize, at: usize, more: usize) {
        if let Some(grid_item) =
            self.vpc_builders.get_mut(vpc_builder).and_then(|vpc_builder| vpc_builder.grid_items.get_mut(grid_item))
        {
            grid_item.items.push((at, more));
        }
    }

    /// Finds the route table of each subnet, and the public subnets.
    fn lead(&mut self) {
        let graph = self.graph;
        let mut table_of = HashMap::new();
        let mut open = Vec::new();
        for (at, _, kind) in graph.resources() {
            match kind {
                ec2::ROUTE_TABLE_ASSOCIATION => {
                    let ends = (graph.resource_in(at, "SubnetId"), graph.resource_in(at, "RouteTableId"));
                    if let (Some(subnet), Some(table)) = ends {
                        table_of.insert(subnet, table);
                    }
                }
                ec2::ROUTE => {
                    let gateway = graph.resource_in(at, "GatewayId");
                    let internet = gateway.is_some_and(|gateway| graph.type_of(gateway) == ec2::INTERNET_GATEWAY);
                    open.extend(graph.resource_in(at, "RouteTableId").filter(|_| internet));
                }
                _ => {}
            }
        }
        for grid_item in self.vpc_builders.iter_mut().flat_map(|vpc_builder| &mut vpc_builder.grid_items) {
            if let Placement::Subnet(at) = grid_item.placement {
                grid_item.table = table_of.get(&at).copied();
                let public = grid_item.table.is_some_and(|table| open.contains(&table));
                grid_item.public = public || graph.boolean(at, "MapPublicIpOnLaunch") == Some(true);
            }
        }
    }

    /// The scene of all VPC builders.
    fn finish(mut self, rest: Vec<usize>, wide: Vec<(usize, Vec<Placement>)>) -> Scene {
        // External placements must exist before columns are counted.
        let wide: Vec<(usize, Vec<(usize, usize)>)> = wide
            .into_iter()
            .map(|(at, placements)| (at, placements.iter().map(|placement| self.grid_item_at(placement)).collect()))
            .collect();
        let mut columns: Vec<Vec<Option<String>>> = Vec::new();
        for vpc_builder in &mut self.vpc_builders {
            columns.push(arrange(&mut vpc_builder.grid_items));
        }
        let mut spans: BTreeMap<usize, Vec<(usize, usize, usize, usize)>> = BTreeMap::new();
        for (at, places) in wide {
            match self.span_of(&places) {
                Some((vpc_builder, row, from, to)) => spans.entry(vpc_builder).or_default().push((at, row, from, to)),
                None => {
                    if let Some((vpc_builder, grid_item)) = places.first() {
                        self.item(*vpc_builder, *grid_item, at, places.len() - 1);
                    }
                }
            }
        }
        let rest = self.things(rest);
        let vpc_builders = std::mem::take(&mut self.vpc_builders);
        let mut vpcs = Vec::new();
        for (index, (vpc_builder, columns)) in vpc_builders.into_iter().zip(columns).enumerate() {
            vpcs.push(self.vpc(vpc_builder, columns, spans.remove(&index).unwrap_or_default()));
        }
        self.unused_groups(vpcs, rest)
    }

    /// VPC builder, row and columns of adjacent placements; `None` if they are not adjacent.
    fn span_of(&self, places: &[(usize, usize)]) -> Option<(usize, usize, usize, usize)> {
        let (vpc_builder, first) = *places.first()?;
        let grid_items = &self.vpc_builders.get(vpc_builder)?.grid_items;
        let row = grid_items.get(first)?.row;
        let mut columns = Vec::new();
        for (other, grid_item) in places {
            let grid_item =
                grid_items.get(*grid_item).filter(|grid_item| *other == vpc_builder && grid_item.row == row)?;
            columns.push(grid_item.column);
        }
        columns.sort_unstable();
        let (from, to) = (*columns.first()?, *columns.last()?);
        (to - from + 1 == columns.len()).then_some((vpc_builder, row, from, to))
    }

    /// Adds resources that refer only to a VPC to that VPC; returns the others.
    fn things(&mut self, rest: Vec<usize>) -> Vec<usize> {
        let mut left = Vec::new();
        for at in rest {
            let group = self.graph.type_of(at) == ec2::SECURITY_GROUP;
            match self.vpc_in(at, "VpcId").filter(|_| !group) {
                Some(vpc) => {
                    let vpc_builder = self.vpc_builder(Some(vpc));
                    if let Some(vpc_builder) = self.vpc_builders.get_mut(vpc_builder) {
                        vpc_builder.things.push(at);
                    }
                }
                None => left.push(at),
            }
        }
        left
    }

    fn vpc(
        &mut self,
        vpc_builder: VpcBuilder,
        columns: Vec<Option<String>>,
        spans: Vec<(usize, usize, usize, usize)>,
    ) -> Vpc {
        let graph = self.graph;
        let mut part = match vpc_builder.at {
            Some(at) => content::vpc(graph, at, self.members(at)),
            None => self.ghost_vpc(),
        };
        let given_block = graph.resource(vpc_builder.at.unwrap_or(usize::MAX)).is_some() && !part.note.is_empty();
        let block = given_block.then(|| part.note.clone());
        if part.kind == NodeKind::GhostVpc && part.note.is_empty() {
            part.note = "existing".into();
        }
        let gateways: Vec<Element> =
            vpc_builder.gateways.iter().map(|at| content::gateway(graph, *at, self.members(*at))).collect();
        let tables = vpc_builder.tables.iter().map(|at| {
            let routes = || self.members(*at).iter().copied().filter(|member| graph.type_of(*member) == ec2::ROUTE);
            let leads = |gateway: &usize| {
                let keys = ["GatewayId", "EgressOnlyInternetGatewayId"];
                routes().any(|route| keys.iter().any(|key| graph.resources_in(route, key).contains(gateway)))
            };
            let gateways =
                vpc_builder.gateways.iter().enumerate().filter(|(_, gateway)| leads(gateway)).map(|(at, _)| at);
            let uses = |grid_item: &GridItem| grid_item.table == Some(*at);
            let cells =
                vpc_builder.grid_items.iter().enumerate().filter(|(_, grid_item)| uses(grid_item)).map(|(at, _)| at);
            SceneRouteTable {
                part: content::table(graph, *at, self.members(*at), block.as_deref()),
                gateways: gateways.collect(),
                cells: cells.collect(),
                nat_routes: nat_routes(graph, routes(), &vpc_builder.grid_items),
            }
        });
        let tables = tables.collect();
        let cells = vpc_builder.grid_items.iter().map(|grid_item| self.cell(grid_item)).collect();
        let spans = spans.into_iter().map(|(at, row, from, to)| {
            let part = self.dressed(&[(at, 0)]).pop();
            part.map(|part| Span { part, row, from, to })
        });
        let mut spans: Vec<Span> = spans.collect::<Vec<_>>().into_iter().flatten().collect();
        spans.sort_by_key(|span| summary::order(&span.part));
        let things = vpc_builder.things.iter().map(|at| content::resource(graph, *at, self.members(*at))).collect();
        Vpc { part, gateways, tables, columns, cells, spans, things }
    }

    /// The VPC outside the template: named by a parameter, or the default VPC.
    fn ghost_vpc(&self) -> Element {
        let graph = self.graph;
        let parameter = graph.template.parameters().take(500).find(|parameter| {
            let kind = parameter.kind().unwrap_or_default();
            kind.contains("AWS::EC2::VPC::Id") || parameter.name().eq_ignore_ascii_case("VpcId")
        });
        match parameter {
            Some(parameter) => {
                content::ghost(NodeKind::GhostVpc, parameter.name(), Some(parameter_path(parameter.name())))
            }
            None => content::ghost(NodeKind::GhostVpc, "Default VPC", None),
        }
    }

    fn cell(&mut self, grid_item: &GridItem) -> SubnetCell {
        let graph = self.graph;
        let mut part = match &grid_item.placement {
            Placement::Subnet(at) => {
                let reach = if grid_item.public { "public" } else { "private" };
                content::subnet(graph, *at, self.members(*at), grid_item.zone.as_deref(), reach)
            }
            Placement::External(name) => {
                let at = graph.template.parameter(name).map(|_| parameter_path(name));
                content::ghost(NodeKind::GhostSubnet, name, at)
            }
            Placement::NoSubnet => Element::new(NodeKind::GhostSubnet, "ghost/open", ""),
        };
        part.inner = self.dressed(&grid_item.items);
        SubnetCell {
            part,
            column: grid_item.column,
            row: grid_item.row,
            framed: grid_item.placement != Placement::NoSubnet,
        }
    }

    /// The elements of resources in their security groups; resources with the same groups share them.
    fn dressed(&mut self, items: &[(usize, usize)]) -> Vec<Element> {
        let mut bundles: Vec<(Vec<usize>, Vec<Element>)> = Vec::new();
        for (at, more) in items.iter().copied() {
            let members = self.members(at).to_vec();
            let mut part = content::resource(self.graph, at, &members);
            if more > 0 {
                part.note = format!("{}, in {} more subnets", part.note, more);
                part.description.push_str(&format!(", in {more} more subnets"));
            }
            let kind = self.graph.type_of(at);
            if is_machine(kind) || summary::is_load_balancer(kind) {
                self.boxes.push((part.id.clone(), [at].into_iter().chain(members.iter().copied()).collect()));
            }
            let groups = groups(self.graph, at, &members);
            match bundles.iter_mut().find(|(known, _)| *known == groups && !groups.is_empty()) {
                Some((_, parts)) => parts.push(part),
                None => bundles.push((groups, vec![part])),
            }
        }
        let mut parts: Vec<Element> =
            bundles.into_iter().flat_map(|(groups, parts)| self.wrapped(&groups, parts)).collect();
        parts.sort_by_key(summary::order);
        parts
    }

    fn wrapped(&mut self, groups: &[usize], mut parts: Vec<Element>) -> Vec<Element> {
        for at in groups.iter().rev().copied() {
            let mut group = content::group(self.graph, at, self.members(at));
            *self.used_groups.entry(at).or_default() += 1;
            parts.sort_by_key(summary::order);
            group.inner = parts;
            parts = vec![group];
        }
        parts
    }

    /// Adds security groups without members as cards, in their VPC or beside.
    fn unused_groups(self, mut vpcs: Vec<Vpc>, rest: Vec<usize>) -> Scene {
        let graph = self.graph;
        let mut beside = Vec::new();
        for at in rest {
            if self.used_groups.contains_key(&at) {
                continue;
            }
            let mut part = content::resource(graph, at, self.members(at));
            if graph.type_of(at) == ec2::SECURITY_GROUP {
                let group = content::group(graph, at, self.members(at));
                part.description = group.description;
                let ports: Vec<String> = group.ports.iter().map(|port| port.text.clone()).collect();
                part.note =
                    if ports.is_empty() { "security group".into() } else { format!("opens {}", ports.join(", ")) };
                let vpc = self.vpc_in(at, "VpcId").and_then(|vpc| graph.resource(vpc)).map(|vpc| vpc.path());
                if let Some(vpc) = vpcs.iter_mut().find(|one| vpc.is_some() && one.part.at == vpc) {
                    vpc.things.push(part);
                    continue;
                }
            }
            beside.push((at, summary::service(graph.type_of(at)), part));
        }
        let mut used: Vec<usize> = self.used_groups.keys().copied().collect();
        used.sort_unstable();
        let all: Vec<_> = used.iter().flat_map(|at| port_labels(graph, *at, self.members(*at))).collect();
        let outside: Vec<_> = all.into_iter().filter(|label| label.outside).collect();
        Scene { vpcs, beside, ports: content::merged(outside), boxes: self.boxes }
    }
}

/// Routes to NAT gateways with the cells of these.
fn nat_routes(
    graph: &ResourceGraph<'_>,
    routes: impl Iterator<Item = usize>,
    grid_items: &[GridItem],
) -> Vec<NatRoute> {
    let mut nats: Vec<usize> = routes.flat_map(|route| graph.resources_in(route, "NatGatewayId")).collect();
    nats.sort_unstable();
    nats.dedup();
    let nat_route = |nat: usize| {
        let cell = grid_items.iter().position(|grid_item| grid_item.items.iter().any(|item| item.0 == nat))?;
        Some(NatRoute { cell, at: graph.resource(nat)?.path() })
    };
    nats.into_iter().filter_map(nat_route).collect()
}
