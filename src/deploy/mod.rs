//! The command that deploys a template with the AWS CLI: `aws cloudformation deploy`.
//!
//! ```text
//! Document + Settings  ->  Plan  ->  DeployCommand  ->  lines of words  ->  bash, PowerShell or cmd
//! ```
//!
//! [`Plan::of`] reads the template, takes what the user chose, says what AWS would refuse and why capabilities are
//! needed. [`DeployCommand::lines`] are the words as the AWS CLI has to receive them; [`Shell::write`] spells them so
//! that they arrive byte for byte.
//!
//! What must never be here: a call to AWS, the value of a `NoEcho` parameter, the browser, the starters.

mod after;
mod argument;
mod capability;
mod check;
mod command;
mod parameter;
mod plan;
pub mod region;
mod settings;
mod shell;

pub use after::{After, afterwards};
pub use argument::{Argument, ArgumentPart, CommandLine};
pub use capability::{Capability, Reason, needed};
pub use check::{Check, State, checks};
pub use command::{DeployCommand, Execution, Failure, ParameterValue, Tag};
pub use parameter::fault;
pub use plan::{About, Answer, ParameterControl, Plan, Problem, ValueSource};
pub use settings::Settings;
pub use shell::{Role, Script, ScriptSpan, Shell, Unwritable};

/// Most bytes of a template in S3, 1 MB. Source: AWS page "CloudFormation quotas".
pub const TEMPLATE_BYTES: usize = 1_000_000;
/// Most bytes of a parameter's value. Source: as [`TEMPLATE_BYTES`].
pub const VALUE_BYTES: usize = 4_096;
