//! The forms of the network: the VPC, its subnets in its addresses, routes, security groups and their rules.

mod group;
mod new_rule;
mod routes;
mod rule;
mod rules;
mod space;
mod subnet;
mod subnets;
mod vpc;
mod zone;

pub use group::SecurityGroup;
pub use subnets::Subnets;
pub use vpc::Vpc;
