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
