//! One machine, or a group of them: turning one into the other, a load balancer in front, a policy that scales.
//!
//! Each gives a [`super::proposal::Proposal`]: the text of metadata and user data stays as it is written, what cannot go
//! along is said.

mod admission;
mod attribute;
pub mod balancer;
pub mod configuration;
pub mod group;
mod properties;
mod rewrite;
pub mod single;
mod targets;
pub mod tracking;

pub use balancer::{Front, in_front};
pub use configuration::launch_template;
pub use group::{GroupOptions, group, subnets_to_choose};
pub use single::{Leftover, SingleOptions, single};
pub use tracking::tracking;
