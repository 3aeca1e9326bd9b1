//! Regions of AWS with their names. A region that is newer than this list can be typed.
//!
//! Source: AWS page "AWS Regions"; names as in the AWS SDKs' endpoint data of 2026.

/// A region.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Region {
    /// What the AWS CLI is told.
    pub code: &'static str,
    /// Where it is, for people.
    pub name: &'static str,
}

/// Regions that lie together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RegionGroup {
    /// The part of the world, or the partition if it is another one.
    pub name: &'static str,
    /// Its regions.
    pub regions: &'static [Region],
}

const fn at(code: &'static str, name: &'static str) -> Region {
    Region { code, name }
}

/// All regions that anybody can have an account in.
pub const GROUPS: &[RegionGroup] = &[
    RegionGroup {
        name: "Europe",
        regions: &[
            at("eu-central-1", "Frankfurt"),
            at("eu-central-2", "Zurich"),
            at("eu-north-1", "Stockholm"),
            at("eu-south-1", "Milan"),
            at("eu-south-2", "Spain"),
            at("eu-west-1", "Ireland"),
            at("eu-west-2", "London"),
            at("eu-west-3", "Paris"),
        ],
    },
    RegionGroup {
        name: "North America",
        regions: &[
            at("us-east-1", "N. Virginia"),
            at("us-east-2", "Ohio"),
            at("us-west-1", "N. California"),
            at("us-west-2", "Oregon"),
            at("ca-central-1", "Canada, Central"),
            at("ca-west-1", "Calgary"),
            at("mx-central-1", "Mexico, Central"),
        ],
    },
    RegionGroup { name: "South America", regions: &[at("sa-east-1", "São Paulo")] },
    RegionGroup {
        name: "Asia Pacific",
        regions: &[
            at("ap-east-1", "Hong Kong"),
            at("ap-east-2", "Taipei"),
            at("ap-northeast-1", "Tokyo"),
            at("ap-northeast-2", "Seoul"),
            at("ap-northeast-3", "Osaka"),
            at("ap-south-1", "Mumbai"),
            at("ap-south-2", "Hyderabad"),
            at("ap-southeast-1", "Singapore"),
            at("ap-southeast-2", "Sydney"),
            at("ap-southeast-3", "Jakarta"),
            at("ap-southeast-4", "Melbourne"),
            at("ap-southeast-5", "Malaysia"),
            at("ap-southeast-6", "New Zealand"),
            at("ap-southeast-7", "Thailand"),
        ],
    },
    RegionGroup {
        name: "Middle East and Africa",
        regions: &[
            at("af-south-1", "Cape Town"),
            at("il-central-1", "Tel Aviv"),
            at("me-central-1", "UAE"),
            at("me-south-1", "Bahrain"),
        ],
    },
    RegionGroup { name: "European Sovereign Cloud", regions: &[at("eusc-de-east-1", "Germany")] },
    RegionGroup { name: "China", regions: &[at("cn-north-1", "Beijing"), at("cn-northwest-1", "Ningxia")] },
    RegionGroup { name: "GovCloud", regions: &[at("us-gov-east-1", "US-East"), at("us-gov-west-1", "US-West")] },
];

/// The region with this code; `None` if the list has none.
pub fn find(code: &str) -> Option<&'static Region> {
    GROUPS.iter().flat_map(|group| group.regions).find(|region| region.code == code)
}

/// True if the text has the form of a region's code: `eu-central-1`.
pub fn is_plausible(code: &str) -> bool {
    let mut parts: Vec<&str> = code.split('-').collect();
    let number = parts.pop().unwrap_or_default();
    let word = |part: &&str| !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase());
    parts.len() >= 2 && parts.iter().all(word) && !number.is_empty() && number.chars().all(|c| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_region_stands_once_and_looks_like_one() {
        let all: Vec<&Region> = GROUPS.iter().flat_map(|group| group.regions).collect();
        for region in &all {
            assert!(is_plausible(region.code), "{}", region.code);
            assert_eq!(find(region.code), Some(*region));
        }
        for code in ["", "eu", "eu-central", "EU-central-1", "eu-central-1a", "eu--1", "-1"] {
            assert!(!is_plausible(code), "{code}");
        }
    }
}
