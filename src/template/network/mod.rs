//! The network around the machines in words: how a subnet is reached, its zone, what its routes do.
//!
//! Reads only.

pub mod reach;
pub mod route;
pub mod unknown;
pub mod zone;

use super::Template;
use super::address_space::subnets_of;
use crate::schema::ec2;
use reach::{Reach, reach};

/// "One VPC, one public subnet and two private ones, one way to the internet." for the head of a form.
pub fn summary(template: Template<'_>) -> String {
    let vpcs: Vec<&str> = template.resources_of(ec2::VPC).map(|vpc| vpc.id()).collect();
    let subnets = template.resources_of(ec2::SUBNET).count();
    if vpcs.is_empty() && subnets == 0 {
        let asked = template.parameters().any(|one| one.kind() == Some("AWS::EC2::VPC::Id"));
        return match asked {
            true => "An existing network, given at each deployment.",
            false => "No network of its own: instances use the account’s default VPC.",
        }
        .to_string();
    }
    let of = |wanted: Reach| -> usize {
        let in_one = |vpc: &&str| {
            subnets_of(template, vpc).iter().filter(|subnet| reach(template, subnet.id()) == wanted).count()
        };
        vpcs.iter().map(in_one).sum()
    };
    let (public, private) = (of(Reach::Public), of(Reach::Private));
    let ways = [ec2::INTERNET_GATEWAY, ec2::NAT_GATEWAY].iter().map(|kind| template.resources_of(kind).count()).sum();
    let some = |count: usize, one: &str, more: &str| match count {
        0 => None,
        1 => Some(format!("one {one}")),
        count => Some(format!("{} {more}", word(count))),
    };
    let parts = [
        some(vpcs.len(), "VPC", "VPCs"),
        some(public, "public subnet", "public subnets"),
        some(private, "private subnet", "private subnets"),
        some(ways, "way to the internet", "ways to the internet").or(Some("no internet access".to_string())),
    ];
    let text = parts.into_iter().flatten().collect::<Vec<_>>().join(", ");
    let mut letters = text.chars();
    let first = letters.next().map(|letter| letter.to_ascii_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}.", letters.as_str())
}

/// A small number as a word.
fn word(number: usize) -> String {
    const WORDS: [&str; 8] = ["two", "three", "four", "five", "six", "seven", "eight", "nine"];
    number.checked_sub(2).and_then(|index| WORDS.get(index)).map_or_else(|| number.to_string(), |word| word.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;

    #[test]
    fn a_network_is_told_in_a_sentence() {
        let text = "Resources:\n  V: {Type: AWS::EC2::VPC}\n  A: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref V}}\n  B: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref V}}\n";
        assert_eq!(summary(Template::of(&Document::parse(text))), "One VPC, two private subnets, no internet access.");
        let none = "Resources:\n  W: {Type: AWS::EC2::Instance}\n";
        assert!(summary(Template::of(&Document::parse(none))).starts_with("No network of its own"));
    }
}
