//! Public and private subnets, by the route tables of a VPC.

use super::route;
use crate::schema::ec2::{self, key};
use crate::template::Template;

/// Where instances in a subnet can be reached from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reach {
    /// From the internet: public addresses, and routes through the internet gateway.
    Public,
    /// From the VPC only: the VPC's own routes.
    Private,
}

impl Reach {
    /// For people.
    pub fn word(self) -> &'static str {
        match self {
            Reach::Public => "public",
            Reach::Private => "private",
        }
    }
}

/// True if a route table has a route through an internet gateway.
pub fn leads_out(template: Template<'_>, table: &str) -> bool {
    template.resources_of(ec2::ROUTE).any(|route| {
        let gateway = route.names(key::GATEWAY_ID).and_then(|id| template.resource(id));
        route.names(key::ROUTE_TABLE_ID) == Some(table)
            && gateway.is_some_and(|gateway| gateway.kind() == Some(ec2::INTERNET_GATEWAY))
    })
}

/// The first route table of the VPC with a route through an internet gateway.
pub fn public_table<'d>(template: Template<'d>, vpc: &str) -> Option<&'d str> {
    let tables = template.resources_of(ec2::ROUTE_TABLE).filter(|table| table.names(key::VPC_ID) == Some(vpc));
    tables.map(|table| table.id()).find(|table| leads_out(template, table))
}

/// The first route table of the VPC without such a route.
pub fn private_table<'d>(template: Template<'d>, vpc: &str) -> Option<&'d str> {
    let tables = template.resources_of(ec2::ROUTE_TABLE).filter(|table| table.names(key::VPC_ID) == Some(vpc));
    tables.map(|table| table.id()).find(|table| !leads_out(template, table))
}

/// Where a subnet is reached from: public if it is tied to a route table that leads to the internet.
pub fn reach(template: Template<'_>, id: &str) -> Reach {
    let tie = route::association(template, id);
    let table = tie.and_then(|tie| tie.names(key::ROUTE_TABLE_ID));
    if table.is_some_and(|table| leads_out(template, table)) { Reach::Public } else { Reach::Private }
}
