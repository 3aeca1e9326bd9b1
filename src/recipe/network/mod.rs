//! Changes of the network that touch several places, each shown before it is made.

mod carry;
mod elsewhere;
pub mod endpoints;
mod fresh;
mod gateway;
mod offer;
mod tagged;
mod wait;
mod zones;

pub use elsewhere::{Ask, default_vpc, existing_vpc};
pub use fresh::new_vpc;
pub use gateway::{address, internet, nat};
pub use offer::{Offer, Options, offers};
pub use zones::{next_zone, private_per_zone, turn};

#[cfg(test)]
mod tests;
