//! Recipes for instances and Auto Scaling groups: conversion in both directions, load balancer, scaling policy.
//!
//! Metadata and user data keep their text. What cannot be converted is reported.

mod admission;
mod attribute;
pub mod balancer;
pub mod configuration;
mod devices;
mod front;
pub mod group;
mod policy;
mod properties;
mod rewrite;
pub mod single;
mod targets;
pub mod tracking;

pub use balancer::in_front;
pub use configuration::launch_template;
pub use front::Front;
pub use group::{GroupOptions, group, subnets_to_choose};
pub use single::{Leftover, SingleOptions, single};
pub use tracking::tracking;
