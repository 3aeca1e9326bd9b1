//! Recipes for VPCs, subnets, gateways and addresses.

pub mod create_vpc;
pub mod endpoints;
pub mod external_vpc;
pub mod gateway;
mod name_tag;
mod rewrite_refs;
pub mod wait;
pub mod zones;

#[cfg(test)]
mod tests;
