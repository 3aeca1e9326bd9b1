//! Log doctor: logs of a machine and events of a stack → the step that failed first, why, and what removes the fault.

mod collector;
mod diagnose;
mod events;
mod helper;
mod lines;
mod link;
mod mask;
mod prefix;
mod reader;
mod report;
pub mod signature;

pub use diagnose::{Diagnosis, LogSpot, diagnose};
pub use link::{place_in_template, position_in_plan};
pub use mask::{MASKED, Mask};
pub use reader::LogReader;
pub use report::{Finding, LogFormat, LogLine, LogPlace, LogReport, LogSection, SectionOutcome};

/// Prints the logs of a machine one after the other; the reader tells them apart. Few machines have all of them, and what
/// `cat` says of a missing one is no line of a log.
pub const FETCH_COMMAND: &str = "sudo cat /var/log/cloud-init-output.log /var/log/cfn-init.log \
                                 /var/log/cfn-init-cmd.log /var/log/cfn-hup.log 2>/dev/null";
