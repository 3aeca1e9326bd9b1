//! Log doctor: logs of a machine and events of a stack → the step that failed first, why, and what removes the fault.

pub mod signature;
