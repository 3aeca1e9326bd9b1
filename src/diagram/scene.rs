//! Who stands where: each resource in its VPC, zone, subnet and security groups, or beside them.

use std::collections::{BTreeMap, HashMap};

use super::arrange::{Plot, arrange};
use super::facts::Facts;
use super::glue::{members, owners};
use super::outlet::Outlet;
use super::part::{Chip, Part};
use super::rule::openings;
use super::seat::{Seat, groups, is_machine, seats};
use super::zone::zone;
use super::{Kind, card, show};
use crate::schema::ec2;
use crate::template::parameter_path;

const NAT_GATEWAY: &str = "AWS::EC2::NatGateway";

/// A VPC with all that stands in it.
pub(super) struct Vpc {
    pub part: Part,
    /// On its border.
    pub gateways: Vec<Part>,
    pub tables: Vec<Table>,
    /// Names of the columns; `None` for those without a frame.
    pub columns: Vec<Option<String>>,
    pub cells: Vec<Cell>,
    pub spans: Vec<Span>,
    /// What names the VPC and no subnet.
    pub things: Vec<Part>,
}

/// A route table, with positions of the gateways it leads to and of the cells that use it.
pub(super) struct Table {
    pub part: Part,
    pub gateways: Vec<usize>,
    pub cells: Vec<usize>,
    /// The NAT gateways that it leads to.
    pub outlets: Vec<Outlet>,
}

/// A subnet in its column and row.
pub(super) struct Cell {
    pub part: Part,
    pub column: usize,
    pub row: usize,
    /// False for what stands in a VPC and in no subnet.
    pub framed: bool,
}

/// Something that stands in several cells of a row, side by side.
pub(super) struct Span {
    pub part: Part,
    pub row: usize,
    pub from: usize,
    pub to: usize,
}

/// All there is to draw.
pub(super) struct Scene {
    pub vpcs: Vec<Vpc>,
    /// What stands beside the VPCs: position of the resource, its AWS service, its part.
    pub beside: Vec<(usize, String, Part)>,
    /// Ports open to the internet, over all security groups that something has.
    pub ports: Vec<Chip>,
    /// For each machine and load balancer its id and the resources in its box.
    pub boxes: Vec<(String, Vec<usize>)>,
}

/// A VPC while it fills.
struct Yard {
    /// The resource; `None` for the VPC that is there already.
    at: Option<usize>,
    gateways: Vec<usize>,
    tables: Vec<usize>,
    plots: Vec<Plot>,
    things: Vec<usize>,
}

impl Scene {
    pub fn of(facts: &Facts<'_>) -> Scene {
        let owners = owners(facts);
        let mut builder = Builder {
            facts,
            members: members(&owners),
            yards: Vec::new(),
            used_groups: HashMap::new(),
            boxes: Vec::new(),
        };
        let free: Vec<usize> =
            owners.iter().enumerate().filter(|(_, owner)| owner.is_none()).map(|(at, _)| at).collect();
        let (rest, wide) = builder.settle(&free);
        builder.finish(rest, wide)
    }
}

struct Builder<'f, 'd> {
    facts: &'f Facts<'d>,
    members: Vec<Vec<usize>>,
    yards: Vec<Yard>,
    /// How often each security group is drawn.
    used_groups: HashMap<usize, usize>,
    boxes: Vec<(String, Vec<usize>)>,
}

impl Builder<'_, '_> {
    fn members(&self, at: usize) -> &[usize] {
        self.members.get(at).map_or(&[], Vec::as_slice)
    }

    /// The yard of a VPC; made if it is the one outside of the template.
    fn yard(&mut self, at: Option<usize>) -> usize {
        match self.yards.iter().position(|yard| yard.at == at) {
            Some(found) => found,
            None => {
                let new = Yard { at, gateways: Vec::new(), tables: Vec::new(), plots: Vec::new(), things: Vec::new() };
                self.yards.push(new);
                self.yards.len() - 1
            }
        }
    }

    /// The VPC that a property names, if it is one of the template.
    fn vpc_in(&self, at: usize, key: &str) -> Option<usize> {
        self.facts.resource_in(at, key).filter(|vpc| self.facts.kind(*vpc) == ec2::VPC)
    }

    /// Gives each resource its seat. What has none is left, and what has several.
    fn settle(&mut self, free: &[usize]) -> (Vec<usize>, Vec<(usize, Vec<Seat>)>) {
        let facts = self.facts;
        for at in free.iter().copied().filter(|at| facts.kind(*at) == ec2::VPC) {
            self.yard(Some(at));
        }
        for at in free.iter().copied().filter(|at| facts.kind(*at) == ec2::SUBNET) {
            let yard = self.yard(self.vpc_in(at, "VpcId"));
            let zone = facts.at(at).and_then(|it| zone(facts, it.property("AvailabilityZone")?));
            self.plot(yard, Seat::Subnet(at), zone);
        }
        let (mut rest, mut wide) = (Vec::new(), Vec::new());
        for at in free.iter().copied() {
            match facts.kind(at) {
                ec2::VPC | ec2::SUBNET => {}
                ec2::ROUTE_TABLE => {
                    let yard = self.yard(self.vpc_in(at, "VpcId"));
                    if let Some(yard) = self.yards.get_mut(yard) {
                        yard.tables.push(at);
                    }
                }
                ec2::INTERNET_GATEWAY | "AWS::EC2::VPNGateway" | "AWS::EC2::EgressOnlyInternetGateway" => {
                    if !self.settle_gateway(at) {
                        rest.push(at);
                    }
                }
                _ => match seats(facts, at) {
                    seats if seats.is_empty() => rest.push(at),
                    seats if seats.len() == 1 => {
                        if let Some((yard, plot)) = seats.first().map(|seat| self.seated(seat)) {
                            self.item(yard, plot, at, 0);
                        }
                    }
                    seats => wide.push((at, seats)),
                },
            }
        }
        self.lead();
        (rest, wide)
    }

    /// Puts a gateway on the border of its VPC; false if it is attached to none.
    fn settle_gateway(&mut self, at: usize) -> bool {
        let attachments = self.members(at).to_vec();
        let vpc = if self.facts.kind(at) == "AWS::EC2::EgressOnlyInternetGateway" {
            self.vpc_in(at, "VpcId")
        } else {
            let Some(attachment) = attachments.first().copied() else { return false };
            self.vpc_in(attachment, "VpcId")
        };
        let yard = self.yard(vpc);
        if let Some(yard) = self.yards.get_mut(yard) {
            yard.gateways.push(at);
        }
        true
    }

    fn plot(&mut self, yard: usize, seat: Seat, zone: Option<String>) -> usize {
        let Some(yard) = self.yards.get_mut(yard) else { return 0 };
        let items = Vec::new();
        yard.plots.push(Plot { seat, zone, table: None, public: false, items, column: 0, row: 0 });
        yard.plots.len() - 1
    }

    /// Yard and plot of a seat; made if it is outside of the template.
    fn seated(&mut self, seat: &Seat) -> (usize, usize) {
        for (index, yard) in self.yards.iter().enumerate() {
            if let Some(plot) = yard.plots.iter().position(|plot| plot.seat == *seat) {
                return (index, plot);
            }
        }
        let yard = self.yard(None);
        (yard, self.plot(yard, seat.clone(), None))
    }

    fn item(&mut self, yard: usize, plot: usize, at: usize, more: usize) {
        if let Some(plot) = self.yards.get_mut(yard).and_then(|yard| yard.plots.get_mut(plot)) {
            plot.items.push((at, more));
        }
    }

    /// Finds the route table of each subnet, and which subnets the internet reaches.
    fn lead(&mut self) {
        let facts = self.facts;
        let mut table_of = HashMap::new();
        let mut open = Vec::new();
        for (at, _, kind) in facts.each() {
            match kind {
                ec2::ROUTE_TABLE_ASSOCIATION => {
                    let ends = (facts.resource_in(at, "SubnetId"), facts.resource_in(at, "RouteTableId"));
                    if let (Some(subnet), Some(table)) = ends {
                        table_of.insert(subnet, table);
                    }
                }
                ec2::ROUTE => {
                    let gateway = facts.resource_in(at, "GatewayId");
                    let internet = gateway.is_some_and(|gateway| facts.kind(gateway) == ec2::INTERNET_GATEWAY);
                    open.extend(facts.resource_in(at, "RouteTableId").filter(|_| internet));
                }
                _ => {}
            }
        }
        for plot in self.yards.iter_mut().flat_map(|yard| &mut yard.plots) {
            if let Seat::Subnet(at) = plot.seat {
                plot.table = table_of.get(&at).copied();
                let public = plot.table.is_some_and(|table| open.contains(&table));
                plot.public = public || facts.truth(at, "MapPublicIpOnLaunch") == Some(true);
            }
        }
    }

    /// The parts of all yards.
    fn finish(mut self, rest: Vec<usize>, wide: Vec<(usize, Vec<Seat>)>) -> Scene {
        // Seats outside of the template have to be there before columns are counted.
        let wide: Vec<(usize, Vec<(usize, usize)>)> =
            wide.into_iter().map(|(at, seats)| (at, seats.iter().map(|seat| self.seated(seat)).collect())).collect();
        let mut columns: Vec<Vec<Option<String>>> = Vec::new();
        for yard in &mut self.yards {
            columns.push(arrange(&mut yard.plots));
        }
        let mut spans: BTreeMap<usize, Vec<(usize, usize, usize, usize)>> = BTreeMap::new();
        for (at, places) in wide {
            match self.span_of(&places) {
                Some((yard, row, from, to)) => spans.entry(yard).or_default().push((at, row, from, to)),
                None => {
                    if let Some((yard, plot)) = places.first() {
                        self.item(*yard, *plot, at, places.len() - 1);
                    }
                }
            }
        }
        let rest = self.things(rest);
        let yards = std::mem::take(&mut self.yards);
        let mut vpcs = Vec::new();
        for (index, (yard, columns)) in yards.into_iter().zip(columns).enumerate() {
            vpcs.push(self.vpc(yard, columns, spans.remove(&index).unwrap_or_default()));
        }
        self.unused_groups(vpcs, rest)
    }

    /// Yard, row and columns of seats that stand side by side; `None` if they do not.
    fn span_of(&self, places: &[(usize, usize)]) -> Option<(usize, usize, usize, usize)> {
        let (yard, first) = *places.first()?;
        let plots = &self.yards.get(yard)?.plots;
        let row = plots.get(first)?.row;
        let mut columns = Vec::new();
        for (other, plot) in places {
            let plot = plots.get(*plot).filter(|plot| *other == yard && plot.row == row)?;
            columns.push(plot.column);
        }
        columns.sort_unstable();
        let (from, to) = (*columns.first()?, *columns.last()?);
        (to - from + 1 == columns.len()).then_some((yard, row, from, to))
    }

    /// Gives what names a VPC and nothing nearer to that VPC; the rest comes back.
    fn things(&mut self, rest: Vec<usize>) -> Vec<usize> {
        let mut left = Vec::new();
        for at in rest {
            let group = self.facts.kind(at) == ec2::SECURITY_GROUP;
            match self.vpc_in(at, "VpcId").filter(|_| !group) {
                Some(vpc) => {
                    let yard = self.yard(Some(vpc));
                    if let Some(yard) = self.yards.get_mut(yard) {
                        yard.things.push(at);
                    }
                }
                None => left.push(at),
            }
        }
        left
    }

    fn vpc(&mut self, yard: Yard, columns: Vec<Option<String>>, spans: Vec<(usize, usize, usize, usize)>) -> Vpc {
        let facts = self.facts;
        let mut part = match yard.at {
            Some(at) => show::vpc(facts, at, self.members(at)),
            None => self.ghost_vpc(),
        };
        let given_block = facts.at(yard.at.unwrap_or(usize::MAX)).is_some() && !part.note.is_empty();
        let block = given_block.then(|| part.note.clone());
        if part.kind == Kind::GhostVpc && part.note.is_empty() {
            part.note = "there already".into();
        }
        let gateways: Vec<Part> = yard.gateways.iter().map(|at| show::gateway(facts, *at, self.members(*at))).collect();
        let tables = yard.tables.iter().map(|at| {
            let routes = || self.members(*at).iter().copied().filter(|member| facts.kind(*member) == ec2::ROUTE);
            let leads = |gateway: &usize| {
                let keys = ["GatewayId", "EgressOnlyInternetGatewayId"];
                routes().any(|route| keys.iter().any(|key| facts.resources_in(route, key).contains(gateway)))
            };
            let gateways = yard.gateways.iter().enumerate().filter(|(_, gateway)| leads(gateway)).map(|(at, _)| at);
            let uses = |plot: &Plot| plot.table == Some(*at);
            let cells = yard.plots.iter().enumerate().filter(|(_, plot)| uses(plot)).map(|(at, _)| at);
            Table {
                part: show::table(facts, *at, self.members(*at), block.as_deref()),
                gateways: gateways.collect(),
                cells: cells.collect(),
                outlets: outlets(facts, routes(), &yard.plots),
            }
        });
        let tables = tables.collect();
        let cells = yard.plots.iter().map(|plot| self.cell(plot)).collect();
        let spans = spans.into_iter().map(|(at, row, from, to)| {
            let part = self.dressed(&[(at, 0)]).pop();
            part.map(|part| Span { part, row, from, to })
        });
        let mut spans: Vec<Span> = spans.collect::<Vec<_>>().into_iter().flatten().collect();
        spans.sort_by_key(|span| order(&span.part));
        let things = yard.things.iter().map(|at| show::resource(facts, *at, self.members(*at))).collect();
        Vpc { part, gateways, tables, columns, cells, spans, things }
    }

    /// The VPC outside of the template: named by a parameter, or the default one.
    fn ghost_vpc(&self) -> Part {
        let facts = self.facts;
        let parameter = facts.template.parameters().take(500).find(|parameter| {
            let kind = parameter.kind().unwrap_or_default();
            kind.contains("AWS::EC2::VPC::Id") || parameter.name().eq_ignore_ascii_case("VpcId")
        });
        match parameter {
            Some(parameter) => show::ghost(Kind::GhostVpc, parameter.name(), Some(parameter_path(parameter.name()))),
            None => show::ghost(Kind::GhostVpc, "Default VPC", None),
        }
    }

    fn cell(&mut self, plot: &Plot) -> Cell {
        let facts = self.facts;
        let mut part = match &plot.seat {
            Seat::Subnet(at) => {
                let reach = if plot.public { "public" } else { "private" };
                show::subnet(facts, *at, self.members(*at), plot.zone.as_deref(), reach)
            }
            Seat::Given(name) => {
                let at = facts.template.parameter(name).map(|_| parameter_path(name));
                show::ghost(Kind::GhostSubnet, name, at)
            }
            Seat::Open => Part::new(Kind::GhostSubnet, "ghost/open", ""),
        };
        part.inner = self.dressed(&plot.items);
        Cell { part, column: plot.column, row: plot.row, framed: plot.seat != Seat::Open }
    }

    /// The parts of resources, with their security groups around them; those with the same groups share them.
    fn dressed(&mut self, items: &[(usize, usize)]) -> Vec<Part> {
        let mut bundles: Vec<(Vec<usize>, Vec<Part>)> = Vec::new();
        for (at, more) in items.iter().copied() {
            let members = self.members(at).to_vec();
            let mut part = show::resource(self.facts, at, &members);
            if more > 0 {
                part.note = format!("{}, in {} more subnets", part.note, more);
                part.said.push_str(&format!(", in {more} more subnets"));
            }
            let kind = self.facts.kind(at);
            if is_machine(kind) || card::is_load_balancer(kind) {
                self.boxes.push((part.id.clone(), [at].into_iter().chain(members.iter().copied()).collect()));
            }
            let groups = groups(self.facts, at, &members);
            match bundles.iter_mut().find(|(known, _)| *known == groups && !groups.is_empty()) {
                Some((_, parts)) => parts.push(part),
                None => bundles.push((groups, vec![part])),
            }
        }
        let mut parts: Vec<Part> =
            bundles.into_iter().flat_map(|(groups, parts)| self.wrapped(&groups, parts)).collect();
        parts.sort_by_key(order);
        parts
    }

    fn wrapped(&mut self, groups: &[usize], mut parts: Vec<Part>) -> Vec<Part> {
        for at in groups.iter().rev().copied() {
            let mut group = show::group(self.facts, at, self.members(at));
            *self.used_groups.entry(at).or_default() += 1;
            parts.sort_by_key(order);
            group.inner = parts;
            parts = vec![group];
        }
        parts
    }

    /// Security groups around nothing: a card in their VPC, or beside.
    fn unused_groups(self, mut vpcs: Vec<Vpc>, rest: Vec<usize>) -> Scene {
        let facts = self.facts;
        let mut beside = Vec::new();
        for at in rest {
            if self.used_groups.contains_key(&at) {
                continue;
            }
            let mut part = show::resource(facts, at, self.members(at));
            if facts.kind(at) == ec2::SECURITY_GROUP {
                let group = show::group(facts, at, self.members(at));
                part.said = group.said;
                let ports: Vec<String> = group.chips.iter().map(|chip| chip.text.clone()).collect();
                part.note =
                    if ports.is_empty() { "security group".into() } else { format!("opens {}", ports.join(", ")) };
                let vpc = self.vpc_in(at, "VpcId").and_then(|vpc| facts.at(vpc)).map(|vpc| vpc.path());
                if let Some(vpc) = vpcs.iter_mut().find(|one| vpc.is_some() && one.part.at == vpc) {
                    vpc.things.push(part);
                    continue;
                }
            }
            beside.push((at, card::service(facts.kind(at)), part));
        }
        let mut used: Vec<usize> = self.used_groups.keys().copied().collect();
        used.sort_unstable();
        let all: Vec<_> = used.iter().flat_map(|at| openings(facts, *at, self.members(*at))).collect();
        let outside: Vec<_> = all.into_iter().filter(|opening| opening.is_from_outside()).collect();
        Scene { vpcs, beside, ports: show::chips(&outside), boxes: self.boxes }
    }
}

/// The NAT gateways that routes lead to, where they stand.
fn outlets(facts: &Facts<'_>, routes: impl Iterator<Item = usize>, plots: &[Plot]) -> Vec<Outlet> {
    let mut nats: Vec<usize> = routes.flat_map(|route| facts.resources_in(route, "NatGatewayId")).collect();
    nats.sort_unstable();
    nats.dedup();
    let outlet = |nat: usize| {
        let cell = plots.iter().position(|plot| plot.items.iter().any(|item| item.0 == nat))?;
        Some(Outlet { cell, at: facts.at(nat)?.path() })
    };
    nats.into_iter().filter_map(outlet).collect()
}

/// Load balancers first, then machines, then the rest, at last NAT gateways, which lines come to from the right.
fn order(part: &Part) -> usize {
    match part.kind {
        Kind::Group => part.inner.first().map_or(3, order),
        Kind::Machine | Kind::Fleet => 1,
        // Only a load balancer lists where it listens.
        Kind::Card if !part.lines.is_empty() => 0,
        Kind::Card if part.note == card::short(NAT_GATEWAY) => 3,
        _ => 2,
    }
}
