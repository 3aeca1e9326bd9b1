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
mod command;
mod fact;
mod parameter_file;
mod plan;
pub mod refactoring;
pub mod region;
mod settings;
mod shell;

pub use after::{FollowUp, afterwards};
pub use argument::{Argument, ArgumentPart, CommandLine};
pub use capability::{Capability, Reason, needed};
pub use command::{DeployCommand, Execution, Failure, ParameterValue, StackTag};
pub use fact::{Fact, facts};
pub use parameter_file::read_parameter_file;
pub use plan::{Answer, ParameterControl, Plan, ValueSource};
pub use settings::{Setting, SettingError, Settings, stack_name_error};
pub use shell::{Role, Script, ScriptSpan, Shell, Unwritable};
