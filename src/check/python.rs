//! What the rules about pip share: which systems refuse it.

use crate::schema::image::Os;
use crate::template::system::System;

/// True for systems whose Python is externally managed (PEP 668): Debian since 12, Ubuntu since 23.04.
pub fn is_managed(system: &System) -> bool {
    let version = system.version.as_ref().and_then(|version| version.parse::<f64>().ok());
    version.is_some_and(|version| match system.os {
        Os::Ubuntu => version >= 23.04,
        Os::Debian => version >= 12.0,
        Os::AmazonLinux => false,
    })
}
