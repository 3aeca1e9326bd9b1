//! The changes of the network that a template can use, as buttons offer them.

use super::endpoints::{Service, endpoints, missing};
use super::gateway::{address_of, wants_nat};
use super::zones::wants_private;
use super::{Ask, address, default_vpc, existing_vpc, internet, nat, new_vpc, next_zone, private_per_zone};
use crate::document::Document;
use crate::recipe::proposal::Proposal;
use crate::recipe::subnet::{Reach, public_table};
use crate::schema::ec2;
use crate::template::Template;

/// A change that can be proposed.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Offer {
    /// A VPC where there is none.
    NewVpc,
    /// The way to the internet for a VPC.
    Internet(String),
    /// A NAT gateway for a VPC.
    Nat(String),
    /// A subnet of a VPC in another zone.
    Zone(String),
    /// A private subnet of a VPC in each zone.
    PrivatePerZone(String),
    /// VPC endpoints.
    Endpoints(String),
    /// A fixed address for an instance.
    Address(String),
    /// A VPC's place is taken by one that is there already.
    Existing(String),
    /// A VPC's place is taken by the account's default one.
    Default(String),
}

/// What people choose for a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// The services that get an endpoint.
    pub services: Vec<Service>,
    /// The reach of a new subnet.
    pub reach: Reach,
    /// How subnets are asked for.
    pub ask: Ask,
}

impl Default for Options {
    fn default() -> Options {
        Options { services: Service::ALL.to_vec(), reach: Reach::Private, ask: Ask::Each }
    }
}

impl Offer {
    /// What a button says.
    pub fn title(&self) -> String {
        match self {
            Offer::NewVpc => "A VPC of its own".to_string(),
            Offer::Internet(_) => "Internet gateway".to_string(),
            Offer::Nat(_) => "NAT gateway".to_string(),
            Offer::Zone(_) => "Subnet in another zone".to_string(),
            Offer::PrivatePerZone(_) => "Private subnet in each zone".to_string(),
            Offer::Endpoints(_) => "VPC endpoints".to_string(),
            Offer::Address(instance) => format!("Elastic IP for {instance}"),
            Offer::Existing(_) => "Existing VPC by parameter".to_string(),
            Offer::Default(_) => "Default VPC".to_string(),
        }
    }

    /// What it is for, in a sentence.
    pub fn says(&self) -> &'static str {
        match self {
            Offer::NewVpc => "Network, public subnet and the way to the internet, with the machines in it.",
            Offer::Internet(_) => "The way out and in: gateway, attachment, public route table and route.",
            Offer::Nat(_) => "Private instances reach the internet, and nobody reaches them.",
            Offer::Zone(_) => "A load balancer, and a service that survives a zone, need two.",
            Offer::PrivatePerZone(_) => "For what nobody outside should reach: databases, application servers.",
            Offer::Endpoints(_) => "Private instances reach CloudFormation, S3, Session Manager and logs.",
            Offer::Address(_) => "A public address that stays when the instance stops or is replaced.",
            Offer::Existing(_) => "The VPC and its subnets are asked for at each deploy; the network resources go.",
            Offer::Default(_) => "Nothing is named; the machines go where the account puts them.",
        }
    }

    /// The VPC it is about, if it is about one.
    pub fn vpc(&self) -> Option<&str> {
        match self {
            Offer::Internet(vpc)
            | Offer::Nat(vpc)
            | Offer::Zone(vpc)
            | Offer::PrivatePerZone(vpc)
            | Offer::Endpoints(vpc)
            | Offer::Existing(vpc)
            | Offer::Default(vpc) => Some(vpc),
            Offer::NewVpc | Offer::Address(_) => None,
        }
    }

    /// The change.
    ///
    /// # Errors
    /// Why it cannot be done, in words.
    pub fn propose(&self, document: &Document, options: &Options) -> Result<Proposal, String> {
        match self {
            Offer::NewVpc => new_vpc(document),
            Offer::Internet(vpc) => internet(document, vpc),
            Offer::Nat(vpc) => nat(document, vpc),
            Offer::Zone(vpc) => next_zone(document, vpc, options.reach),
            Offer::PrivatePerZone(vpc) => private_per_zone(document, vpc),
            Offer::Endpoints(vpc) => endpoints(document, vpc, &options.services),
            Offer::Address(instance) => address(document, instance),
            Offer::Existing(vpc) => existing_vpc(document, vpc, options.ask),
            Offer::Default(vpc) => default_vpc(document, vpc),
        }
    }
}

/// The changes that a template can use, in the order in which people need them.
pub fn offers(template: Template<'_>) -> Vec<Offer> {
    let vpcs: Vec<String> = template.resources_of(ec2::VPC).map(|vpc| vpc.id().to_string()).collect();
    let mut all = Vec::new();
    for vpc in &vpcs {
        if public_table(template, vpc).is_none() {
            all.push(Offer::Internet(vpc.clone()));
        }
        all.push(Offer::Zone(vpc.clone()));
        if wants_private(template, vpc) {
            all.push(Offer::PrivatePerZone(vpc.clone()));
        }
        if wants_nat(template, vpc) {
            all.push(Offer::Nat(vpc.clone()));
        }
        if !missing(template, vpc).is_empty() {
            all.push(Offer::Endpoints(vpc.clone()));
        }
    }
    let machines = template.resources_of(ec2::INSTANCE).map(|one| one.id().to_string());
    all.extend(machines.filter(|id| address_of(template, id).is_none()).map(Offer::Address));
    for vpc in &vpcs {
        all.push(Offer::Existing(vpc.clone()));
        all.push(Offer::Default(vpc.clone()));
    }
    let asked = template.parameters().any(|one| one.kind() == Some("AWS::EC2::VPC::Id"));
    if vpcs.is_empty() && !asked {
        all.push(Offer::NewVpc);
    }
    all
}
