//! The recipes of the network.

use super::super::Fault;
use super::super::arguments::Arguments;
use super::{RESOURCE, Recipe};
use crate::document::Document;
use crate::recipe::network::endpoints::{Service, endpoints};
use crate::recipe::network::{
    Ask, address, default_vpc, existing_vpc, internet, nat, new_vpc, next_zone, private_per_zone, turn,
};
use crate::recipe::proposal::Proposal;
use crate::recipe::subnet::Reach;

const VPC: (&str, &str) = ("--resource VPC", "a VPC of the template");

pub(super) const RECIPES: &[Recipe] = &[
    Recipe {
        name: "vpc",
        options: &[],
        help: "A VPC with a public subnet and its way to the internet, where the template has none.",
        propose: |document, _| new_vpc(document).map_err(Fault::Input),
    },
    Recipe {
        name: "internet-gateway",
        options: &[VPC],
        help: "Internet gateway, attachment, public route table and route for a VPC.",
        propose: |document, arguments| of_resource(document, arguments, internet),
    },
    Recipe {
        name: "nat-gateway",
        options: &[VPC],
        help: "A NAT gateway with a fixed address, and the route of the private subnets through it.",
        propose: |document, arguments| of_resource(document, arguments, nat),
    },
    Recipe {
        name: "subnet-in-another-zone",
        options: &[VPC, ("[--public]", "a public one in place of a private one")],
        help: "A private subnet in the next Availability Zone, or a public one.",
        propose: zone,
    },
    Recipe {
        name: "private-subnets",
        options: &[VPC],
        help: "A private subnet in every zone that has a public one, and in two zones at least.",
        propose: |document, arguments| of_resource(document, arguments, private_per_zone),
    },
    Recipe {
        name: "vpc-endpoints",
        options: &[
            VPC,
            (
                "[--service NAME]...",
                "cloudformation, s3, ssm, ssmmessages, ec2messages or logs; all of them unless given",
            ),
        ],
        help: "VPC endpoints for cloudformation, s3, ssm, ssmmessages, ec2messages and logs, or some of them.",
        propose: services,
    },
    Recipe {
        name: "elastic-ip",
        options: &[("--resource INSTANCE", "an instance")],
        help: "A public address of an instance that stays.",
        propose: |document, arguments| of_resource(document, arguments, address),
    },
    Recipe {
        name: "turn-subnet",
        options: &[("--resource SUBNET", "a subnet of the template")],
        help: "A public subnet becomes private, a private one public.",
        propose: |document, arguments| of_resource(document, arguments, turn),
    },
    Recipe {
        name: "existing-vpc",
        options: &[VPC, ("[--list]", "one parameter for all subnets, a list")],
        help: "VPC and subnets are asked for by parameters, the subnets as one list if wanted; the network resources go.",
        propose: existing,
    },
    Recipe {
        name: "default-vpc",
        options: &[VPC],
        help: "The account's default VPC: nothing of the network is named any more.",
        propose: |document, arguments| of_resource(document, arguments, default_vpc),
    },
];

fn of_resource(
    document: &Document,
    arguments: &mut Arguments,
    recipe: fn(&Document, &str) -> Result<Proposal, String>,
) -> Result<Proposal, Fault> {
    let id = arguments.required(RESOURCE)?;
    recipe(document, &id).map_err(Fault::Input)
}

fn zone(document: &Document, arguments: &mut Arguments) -> Result<Proposal, Fault> {
    let id = arguments.required(RESOURCE)?;
    let reach = if arguments.flag("--public") { Reach::Public } else { Reach::Private };
    next_zone(document, &id, reach).map_err(Fault::Input)
}

fn services(document: &Document, arguments: &mut Arguments) -> Result<Proposal, Fault> {
    let id = arguments.required(RESOURCE)?;
    let names = arguments.options("--service");
    let one = |name: &String| {
        let found = Service::ALL.into_iter().find(|service| service.name() == name);
        found.ok_or_else(|| Fault::Use(format!("There is no endpoint for {name} here.")))
    };
    let services = if names.is_empty() {
        Service::ALL.to_vec()
    } else {
        names.iter().map(one).collect::<Result<Vec<_>, Fault>>()?
    };
    endpoints(document, &id, &services).map_err(Fault::Input)
}

fn existing(document: &Document, arguments: &mut Arguments) -> Result<Proposal, Fault> {
    let id = arguments.required(RESOURCE)?;
    let ask = if arguments.flag("--list") { Ask::List } else { Ask::Each };
    existing_vpc(document, &id, ask).map_err(Fault::Input)
}
