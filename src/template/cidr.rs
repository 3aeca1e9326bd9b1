//! IPv4 blocks: what lies in what, how many addresses a subnet gives, where the next one fits.
//!
//! Source: AWS page "Subnet CIDR blocks": /16 to /28, the first four addresses and the last are AWS's.

use std::fmt;

/// Addresses of a subnet that AWS keeps.
const RESERVED: u64 = 5;
/// Shortest prefix of a VPC or subnet: the largest block.
pub const LARGEST_PREFIX: u8 = 16;
/// Longest prefix of a VPC or subnet: the smallest block.
pub const SMALLEST_PREFIX: u8 = 28;

/// An IPv4 block, its first address a multiple of its size.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Block {
    first: u32,
    prefix: u8,
}

/// True for a range that holds every address of IPv4 or IPv6, however it is written: `0.0.0.0/0`, `::/0`, `0::0/00`.
pub fn is_everybody(range: &str) -> bool {
    let Some((address, prefix)) = range.trim().split_once('/') else { return false };
    let is_v4 = || Block::parse(&format!("{address}/0")).is_some();
    let is_v6 = || {
        let groups = address.split(':').all(|group| group.len() <= 4 && group.bytes().all(|b| b.is_ascii_hexdigit()));
        groups && (address.contains("::") || address.matches(':').count() == 7)
    };
    !prefix.is_empty() && prefix.bytes().all(|b| b == b'0') && (is_v4() || is_v6())
}

impl Block {
    /// Reads `10.0.0.0/16`. Host bits are cut, as EC2 does: `10.0.0.7/16` is the same block. `None` if it is none.
    pub fn parse(text: &str) -> Option<Block> {
        let (address, prefix) = text.trim().split_once('/')?;
        let number = |text: &str, most: u32| -> Option<u32> {
            let digits = (1..=3).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
            let number: u32 = text.parse().ok().filter(|_| digits)?;
            (number <= most && (text.len() == 1 || !text.starts_with('0'))).then_some(number)
        };
        let prefix = u8::try_from(number(prefix, 32)?).ok()?;
        let mut parts = 0;
        let mut first: u32 = 0;
        for part in address.split('.') {
            parts += 1;
            first = first.checked_shl(8).filter(|_| parts <= 4)? | number(part, 255)?;
        }
        (parts == 4).then(|| Block::at(first, prefix))
    }

    /// The block of this size that holds an address.
    pub fn at(address: u32, prefix: u8) -> Block {
        let prefix = prefix.min(32);
        Block { first: address & Block::mask(prefix), prefix }
    }

    fn mask(prefix: u8) -> u32 {
        u32::MAX.checked_shl(32 - u32::from(prefix)).unwrap_or(0)
    }

    /// The number behind the slash.
    pub fn prefix(self) -> u8 {
        self.prefix
    }

    /// The first address, as a number.
    pub fn first(self) -> u32 {
        self.first
    }

    /// Number of addresses.
    pub fn size(self) -> u64 {
        1u64 << (32 - u32::from(self.prefix))
    }

    /// Addresses that a subnet of this block can give away.
    pub fn usable(self) -> u64 {
        self.size().saturating_sub(RESERVED)
    }

    /// True if a VPC or subnet may have this size.
    pub fn fits_aws(self) -> bool {
        (LARGEST_PREFIX..=SMALLEST_PREFIX).contains(&self.prefix)
    }

    /// True if every address of `other` is in it.
    pub fn contains(self, other: Block) -> bool {
        self.prefix <= other.prefix && Block::at(other.first, self.prefix) == self
    }

    /// True if they have an address in common.
    pub fn overlaps(self, other: Block) -> bool {
        self.contains(other) || other.contains(self)
    }

    /// The `index`th of the blocks of a smaller size in it. `None` behind the last one, and if the size is not smaller.
    pub fn part(self, prefix: u8, index: u64) -> Option<Block> {
        if prefix < self.prefix || prefix > 32 || index >= 1u64 << (prefix - self.prefix) {
            return None;
        }
        let offset = index << (32 - u32::from(prefix));
        Some(Block::at(u32::try_from(u64::from(self.first) + offset).ok()?, prefix))
    }

    /// The first block of a size in it that overlaps none of those used. `None` if it is full.
    pub fn next_free(self, prefix: u8, used: &[Block]) -> Option<Block> {
        if prefix < self.prefix || prefix > 32 {
            return None;
        }
        let end = u64::from(self.first) + self.size();
        let size = 1u64 << (32 - u32::from(prefix));
        let mut start = u64::from(self.first);
        while start < end {
            let block = Block::at(u32::try_from(start).ok()?, prefix);
            // Go behind the last address in the way; a used block that starts before is as large or larger.
            match used
                .iter()
                .filter(|other| other.overlaps(block))
                .map(|other| u64::from(other.first) + other.size())
                .max()
            {
                None => return Some(block),
                Some(behind) => start = behind.div_ceil(size) * size,
            }
        }
        None
    }
}

impl fmt::Display for Block {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [a, b, c, d] = self.first.to_be_bytes();
        write!(f, "{a}.{b}.{c}.{d}/{}", self.prefix)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everybody_is_a_prefix_of_no_bits() {
        for range in ["0.0.0.0/0", " 0.0.0.0/0 ", "0.0.0.0/00", "::/0", "::0/0", "0::/0", "0::0/0", "0:0:0:0:0:0:0:0/0"]
        {
            assert!(is_everybody(range), "{range}");
        }
        for range in ["0.0.0.0/1", "0.0.0.0", "0.0.0.0/", "0.0.0/0", ":/0", "/0", "::/1", "::1/128", "", "x::/0"] {
            assert!(!is_everybody(range), "{range}");
        }
    }

    fn block(text: &str) -> Block {
        Block::parse(text).unwrap()
    }

    #[test]
    fn a_block_is_four_numbers_and_a_prefix() {
        for (text, shown) in [
            ("10.0.0.0/16", "10.0.0.0/16"),
            (" 10.0.7.9/16 ", "10.0.0.0/16"),
            ("0.0.0.0/0", "0.0.0.0/0"),
            ("255.255.255.255/32", "255.255.255.255/32"),
        ] {
            assert_eq!(block(text).to_string(), shown);
        }
        for bad in [
            "",
            "10.0.0.0",
            "10.0.0/16",
            "10.0.0.0.0/16",
            "256.0.0.0/8",
            "10.0.0.0/33",
            "10.0.0.0/",
            "a.b.c.d/8",
            "010.0.0.0/8",
            "10.0.0.0/+8",
            "10.0..0/8",
            "::/0",
        ] {
            assert_eq!(Block::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn aws_keeps_five_addresses() {
        assert_eq!((block("10.0.1.0/24").usable(), block("10.0.0.0/28").usable()), (251, 11));
        assert_eq!((block("10.0.0.0/31").usable(), block("0.0.0.0/0").size()), (0, 1 << 32));
        assert!(
            block("10.0.0.0/28").fits_aws() && !block("10.0.0.0/29").fits_aws() && !block("10.0.0.0/15").fits_aws()
        );
    }

    #[test]
    fn blocks_contain_and_overlap() {
        let vpc = block("10.0.0.0/16");
        assert!(vpc.contains(block("10.0.255.0/24")) && vpc.contains(vpc) && !vpc.contains(block("10.1.0.0/24")));
        assert!(block("10.0.1.0/24").overlaps(vpc) && !block("10.0.1.0/24").overlaps(block("10.0.2.0/24")));
        assert!(block("0.0.0.0/0").contains(vpc));
    }

    #[test]
    fn parts_are_counted_from_the_start() {
        let vpc = block("10.0.0.0/16");
        assert_eq!(vpc.part(20, 15).map(|part| part.to_string()).as_deref(), Some("10.0.240.0/20"));
        assert_eq!(vpc.part(20, 16), None);
        assert_eq!(vpc.part(8, 0), None);
        assert_eq!(block("0.0.0.0/0").part(1, 1), Some(block("128.0.0.0/1")));
    }

    #[test]
    fn the_next_free_block_is_the_first_gap() {
        let vpc = block("10.0.0.0/16");
        let next = |used: &[&str], prefix| {
            let used: Vec<Block> = used.iter().map(|text| block(text)).collect();
            vpc.next_free(prefix, &used).map(|block| block.to_string())
        };
        assert_eq!(next(&[], 24).as_deref(), Some("10.0.0.0/24"));
        assert_eq!(next(&["10.0.0.0/24"], 24).as_deref(), Some("10.0.1.0/24"));
        assert_eq!(next(&["10.0.0.0/24", "10.0.2.0/24"], 24).as_deref(), Some("10.0.1.0/24"));
        assert_eq!(next(&["10.0.0.0/28"], 24).as_deref(), Some("10.0.1.0/24"));
        assert_eq!(next(&["10.0.0.0/20"], 24).as_deref(), Some("10.0.16.0/24"));
        assert_eq!(next(&["10.0.0.0/17", "10.0.128.0/17"], 24), None);
        assert_eq!(next(&["10.0.0.0/24"], 16), None);
        assert_eq!(next(&[], 8), None);
        assert_eq!(next(&["10.0.0.0/24", "10.0.1.0/24"], 20).as_deref(), Some("10.0.16.0/20"));
        let top = block("255.255.0.0/16");
        assert_eq!(top.next_free(17, &[block("255.255.0.0/17")]), Some(block("255.255.128.0/17")));
    }
}
