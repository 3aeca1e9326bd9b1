//! The forms of the network: the VPC, and its subnets in its addresses.

mod space;
mod subnet;
mod subnets;
mod vpc;

pub use subnets::Subnets;
pub use vpc::Vpc;
