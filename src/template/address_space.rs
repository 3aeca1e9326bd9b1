//! The addresses of a VPC in use and free, as bars of sixteen cells, each bar a closer look at one cell above it.

use std::collections::HashMap;

use super::cidr::{Block, SMALLEST_PREFIX};
use super::{Resource, Template};
use crate::schema::ec2;

/// Bits by which a bar is finer than its block: 2⁴ cells.
const STEP: u8 = 4;
/// Bars at most.
const MOST_BARS: usize = 3;

/// A VPC with the blocks of its subnets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddressSpace {
    /// The VPC's block.
    pub vpc: Block,
    /// The subnets whose block is written out, in the order of the text.
    pub subnets: Vec<Used>,
    /// Blocks of subnets that may be in it: a function, a loop or a transform gives their VPC.
    pub perhaps: Vec<Block>,
}

/// A subnet's block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Used {
    /// Logical id of the subnet.
    pub id: String,
    /// Its block.
    pub block: Block,
    /// What is wrong with it.
    pub error: Option<BlockError>,
}

/// Why AWS would refuse a subnet's block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BlockError {
    /// It is not in the VPC's block.
    Outside,
    /// It has addresses of this other subnet.
    Overlaps(String),
    /// It is larger than /16 or smaller than /28.
    Size,
}

impl std::fmt::Display for BlockError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            BlockError::Outside => f.write_str("is outside the VPC"),
            BlockError::Overlaps(other) => write!(f, "overlaps {other}"),
            BlockError::Size => f.write_str("is not from /16 to /28"),
        }
    }
}

impl std::error::Error for BlockError {}

/// A block in sixteen cells, or fewer if it has fewer addresses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bar {
    /// What the bar shows.
    pub block: Block,
    /// Its parts from the first address to the last.
    pub cells: Vec<Cell>,
    /// Position of the cell that the next bar looks into.
    pub lens: Option<usize>,
}

/// A part of a bar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Its addresses.
    pub block: Block,
    /// What is in it.
    pub state: State,
}

/// What is in a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// Nothing.
    Free,
    /// Nothing yet; a new subnet would go here.
    Next,
    /// One or more subnets that do not fill it.
    Part(Vec<String>),
    /// One subnet all over.
    Full(String),
    /// Subnets with addresses in common.
    Overlap(Vec<String>),
}

impl AddressSpace {
    /// The address space of a VPC; `None` if its block is not written out.
    pub fn of(template: Template<'_>, vpc: &str) -> Option<AddressSpace> {
        let (block, subnets) = AddressSpace::used(template.resource(vpc)?, &subnets_of(template, vpc))?;
        let perhaps = template.resources_of(ec2::SUBNET).filter(|one| one.given_by(ec2::subnet::VPC_ID.key).is_some());
        let perhaps = perhaps.filter_map(|one| block_of(one, ec2::subnet::CIDR_BLOCK.key)).collect();
        Some(AddressSpace { vpc: block, subnets, perhaps })
    }

    /// The block of a VPC and those of its subnets that are written out; `None` if its own is not.
    pub fn used(vpc: Resource<'_>, subnets: &[Resource<'_>]) -> Option<(Block, Vec<Used>)> {
        let block = block_of(vpc, ec2::vpc::CIDR_BLOCK.key)?;
        let own =
            |subnet: &Resource<'_>| Some((subnet.id().to_string(), block_of(*subnet, ec2::subnet::CIDR_BLOCK.key)?));
        let all: Vec<(String, Block)> = subnets.iter().filter_map(own).collect();
        let used =
            all.iter().map(|(id, own)| Used { id: id.clone(), block: *own, error: block_error(block, &all, id, *own) });
        Some((block, used.collect()))
    }

    /// The block where a new subnet of this size would go.
    pub fn next_free(&self, prefix: u8) -> Option<Block> {
        let mut used: Vec<Block> = self.subnets.iter().map(|used| used.block).collect();
        used.extend(&self.perhaps);
        self.vpc.next_free(prefix, &used)
    }

    /// The block where a new subnet would go: of the size of the last one, /24 if there is none, smaller if that does
    /// not fit.
    pub fn next(&self) -> Option<Block> {
        let wanted = self.subnets.last().map_or(24, |used| used.block.prefix()).max(self.vpc.prefix());
        (wanted.min(SMALLEST_PREFIX)..=SMALLEST_PREFIX).find_map(|prefix| self.next_free(prefix))
    }

    /// Addresses in subnets, in percent of the VPC's.
    pub fn used_percent(&self) -> f64 {
        let inside = self.subnets.iter().filter(|used| self.vpc.contains(used.block));
        let used: u64 = inside.map(|used| used.block.size()).sum();
        // Both are at most 2³², which a f64 holds exactly.
        used as f64 * 100.0 / self.vpc.size() as f64
    }

    /// Bars from the whole VPC down to cells as fine as the smallest subnet, at most three. `look` is a block to look
    /// into where it lies; else the next free block.
    pub fn bars(&self, look: Option<Block>) -> Vec<Bar> {
        let next = self.next();
        let finest = self.subnets.iter().map(|used| used.block.prefix()).chain(next.map(Block::prefix)).max();
        let finest = finest.unwrap_or(0).min(32);
        let look = look.filter(|look| self.vpc.contains(*look)).or(next).unwrap_or(self.vpc);
        let mut bars = Vec::new();
        let mut block = self.vpc;
        loop {
            let prefix = (block.prefix() + STEP).min(32);
            let count = 1u64 << (prefix - block.prefix());
            let cells: Vec<Cell> = (0..count)
                .filter_map(|index| block.part(prefix, index))
                .map(|part| Cell { block: part, state: self.state(part, next) })
                .collect();
            let deeper = prefix < finest && bars.len() + 1 < MOST_BARS;
            let into = Block::at(look.first(), prefix);
            let lens = if deeper { cells.iter().position(|cell| cell.block == into) } else { None };
            bars.push(Bar { block, cells, lens });
            match lens {
                Some(_) => block = into,
                None => return bars,
            }
        }
    }

    fn state(&self, cell: Block, next: Option<Block>) -> State {
        let here: Vec<&Used> = self.subnets.iter().filter(|used| used.block.overlaps(cell)).collect();
        let ids = || here.iter().map(|used| used.id.clone()).collect();
        let clash = here.iter().enumerate().any(|(i, one)| {
            // Two subnets may both be in a cell; they clash where both have the same part of it.
            here.iter().skip(i + 1).any(|other| one.block.overlaps(other.block))
        });
        match here.as_slice() {
            [] if next
                .is_some_and(|next| next.contains(cell) || (cell.contains(next) && cell.first() == next.first())) =>
            {
                State::Next
            }
            [] => State::Free,
            _ if clash => State::Overlap(ids()),
            [one] if one.block.contains(cell) => State::Full(one.id.clone()),
            _ => State::Part(ids()),
        }
    }
}

fn block_error(vpc: Block, all: &[(String, Block)], id: &str, own: Block) -> Option<BlockError> {
    if !vpc.contains(own) {
        return Some(BlockError::Outside);
    }
    if !own.fits_aws() {
        return Some(BlockError::Size);
    }
    let other = all.iter().find(|(other, block)| other != id && block.overlaps(own));
    other.map(|(other, _)| BlockError::Overlaps(other.clone()))
}

/// The block that a property writes out.
pub fn block_of(resource: Resource<'_>, key: &str) -> Option<Block> {
    let node = resource.property(key)?;
    if node.tag().is_some() { None } else { Block::parse(node.scalar()?) }
}

/// Why the address space of a VPC cannot be drawn.
pub fn missing(template: Template<'_>, vpc: &str) -> String {
    let block = template.resource(vpc).and_then(|vpc| vpc.property(ec2::vpc::CIDR_BLOCK.key));
    match block.filter(|node| !node.is_null()).map(|node| node.scalar().filter(|_| node.tag().is_none())) {
        None | Some(Some("")) => "No IPv4 block set.".to_string(),
        Some(Some(text)) => format!("{text} is not a valid block."),
        Some(None) => "The block is a function, so its addresses are not drawn.".to_string(),
    }
}

/// The subnets of a template by the VPC they are in, in the order of the text: for what looks at every VPC.
pub struct SubnetsByVpc<'d>(HashMap<&'d str, Vec<Resource<'d>>>);

impl<'d> SubnetsByVpc<'d> {
    /// Those of a template. With one VPC in it also those that do not say where they are.
    pub fn of(template: Template<'d>) -> SubnetsByVpc<'d> {
        let mut all: HashMap<&'d str, Vec<Resource<'d>>> = HashMap::new();
        let mut vpcs = template.resources_of(ec2::VPC);
        let only = vpcs.next().filter(|_| vpcs.next().is_none()).map(|vpc| vpc.id());
        for subnet in template.resources_of(ec2::SUBNET) {
            let is_silent = || subnet.property(ec2::subnet::VPC_ID.key).is_none();
            let vpc = subnet.names(ec2::subnet::VPC_ID.key).or_else(|| only.filter(|_| is_silent()));
            if let Some(vpc) = vpc {
                all.entry(vpc).or_default().push(subnet);
            }
        }
        SubnetsByVpc(all)
    }

    /// Those in a VPC.
    pub fn in_vpc(&self, vpc: &str) -> &[Resource<'d>] {
        self.0.get(vpc).map_or(&[], Vec::as_slice)
    }
}

/// The subnets in a VPC, in the order of the text. With one VPC in the template also those that do not say where.
pub fn subnets_of<'d>(template: Template<'d>, vpc: &str) -> Vec<Resource<'d>> {
    SubnetsByVpc::of(template).0.remove(vpc).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;

    fn space(vpc: &str, subnets: &[(&str, &str)]) -> AddressSpace {
        let mut text = format!("Resources:\n  V: {{Type: AWS::EC2::VPC, Properties: {{CidrBlock: {vpc}}}}}\n");
        for (id, block) in subnets {
            text += &format!("  {id}: {{Type: AWS::EC2::Subnet, Properties: {{VpcId: !Ref V, CidrBlock: {block}}}}}\n");
        }
        AddressSpace::of(Template::of(&Document::parse(text)), "V").unwrap()
    }

    fn drawn(bar: &Bar) -> String {
        let letter = |cell: &Cell| match cell.state {
            State::Free => '.',
            State::Next => '/',
            State::Part(_) => 'p',
            State::Full(_) => '#',
            State::Overlap(_) => '!',
        };
        format!("{} {}", bar.block, bar.cells.iter().map(letter).collect::<String>())
    }

    #[test]
    fn a_lens_opens_the_cell_where_the_next_subnet_goes() {
        let space = space("10.0.0.0/16", &[("A", "10.0.1.0/24")]);
        let bars = space.bars(None);
        let shown: Vec<String> = bars.iter().map(drawn).collect();
        assert_eq!(shown, ["10.0.0.0/16 p...............", "10.0.0.0/20 /#.............."]);
        assert_eq!((bars[0].lens, bars[1].lens), (Some(0), None));
        assert_eq!(space.next().map(|next| next.to_string()).as_deref(), Some("10.0.0.0/24"));
        assert!((space.used_percent() - 0.390625).abs() < 1e-9);
    }

    #[test]
    fn one_looks_elsewhere_and_deeper() {
        let space = space("10.0.0.0/16", &[("A", "10.0.16.0/20"), ("B", "10.0.255.240/28")]);
        let bars = space.bars(Block::parse("10.0.255.240/28"));
        let shown: Vec<String> = bars.iter().map(drawn).collect();
        assert_eq!(
            shown,
            ["10.0.0.0/16 /#.............p", "10.0.240.0/20 ...............p", "10.0.255.0/24 ...............#"]
        );
    }

    #[test]
    fn errors_are_outside_overlap_and_size() {
        let space = space(
            "10.0.0.0/24",
            &[("A", "10.0.0.0/25"), ("B", "10.0.0.64/26"), ("C", "10.1.0.0/24"), ("D", "10.0.0.240/29")],
        );
        let errors: Vec<_> = space.subnets.iter().map(|used| used.error.clone()).collect();
        let overlap = |id: &str| Some(BlockError::Overlaps(id.into()));
        assert_eq!(errors, [overlap("B"), overlap("A"), Some(BlockError::Outside), Some(BlockError::Size)]);
        assert_eq!(drawn(&space.bars(None)[0]), "10.0.0.0/24 ####!!!!/......p");
    }

    #[test]
    fn a_full_or_tiny_vpc_has_no_next() {
        assert_eq!(space("10.0.0.0/28", &[("A", "10.0.0.0/28")]).next(), None);
        assert_eq!(space("10.0.0.0/30", &[]).next(), None);
        assert_eq!(drawn(&space("10.0.0.0/30", &[]).bars(None)[0]), "10.0.0.0/30 ....");
        assert_eq!(space("10.0.0.0/24", &[]).next().map(|next| next.to_string()).as_deref(), Some("10.0.0.0/24"));
    }

    #[test]
    fn a_new_subnet_keeps_clear_of_those_that_may_be_in_the_vpc() {
        for vpc in ["!Ref P", "!If [C, !Ref V, !Ref W]", "!Ref W", "!If [C, !Ref V, !Ref AWS::NoValue]"] {
            let text = format!(
                "Resources:\n  V: {{Type: AWS::EC2::VPC, Properties: {{CidrBlock: 10.0.0.0/16}}}}\n  \
                 W: {{Type: AWS::EC2::VPC, Properties: {{CidrBlock: 10.0.0.0/16}}}}\n  \
                 S: {{Type: AWS::EC2::Subnet, Properties: {{VpcId: {vpc}, CidrBlock: 10.0.0.0/24}}}}\n"
            );
            let document = Document::parse(text);
            let next = AddressSpace::of(Template::of(&document), "V").unwrap().next().unwrap().to_string();
            assert_eq!(next, if vpc.starts_with("!If") { "10.0.1.0/24" } else { "10.0.0.0/24" }, "{vpc}");
        }
    }

    #[test]
    fn a_missing_address_space_has_a_reason() {
        let reason = |block: &str| {
            let text = format!("Resources: {{V: {{Type: AWS::EC2::VPC, Properties: {{{block}}}}}}}");
            missing(Template::of(&Document::parse(text)), "V")
        };
        assert_eq!(reason(""), "No IPv4 block set.");
        assert_eq!(reason("CidrBlock: 10.0.0.0"), "10.0.0.0 is not a valid block.");
        assert_eq!(reason("CidrBlock: !Ref Block"), "The block is a function, so its addresses are not drawn.");
    }
}
