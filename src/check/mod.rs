//! Diagnostics: what is wrong with a template, by one table of rules.
//!
//! A [`Rule`] is one file below `rules` and one row of [`RULES`]. It declares what it reads, so that a [`Checker`], which
//! keeps the results of the last run, runs only the rules whose input an edit has changed. Forms, deploy dialog, diagram
//! and command line show [`Diagnostic`]s; none makes its own.
//!
//! ```
//! use cf_init::check::{Checker, Values};
//! use cf_init::document::Document;
//!
//! let document = Document::parse("Parameters: {A: {Type: String}}\n");
//! let found = Checker::default().check(&document, &Values::new());
//! assert_eq!(found[0].rule.id, "template/no-resources");
//! ```
//!
//! What must never be here: predictions of a deployment, the browser, changes of the document (a fix is edits, which the
//! caller makes).

mod backup;
mod bash;
mod checker;
mod counts;
mod diagnostic;
mod example;
mod exception;
mod facts;
mod fix;
mod fix_all;
mod helper;
mod machine_data;
mod misspelt;
mod not_substituted;
mod order;
mod rule;
mod rules;
mod secret;
mod shell;
mod signal;
mod similar;
mod unknown;

pub use checker::Checker;
pub use counts::Counts;
pub use diagnostic::{Diagnostic, Suppressed};
pub use example::example;
pub use exception::{ALLOW, Exception, cfn_lint_ids};
pub use fix::Fix;
pub use fix_all::{FixedAll, fix_all};
pub use rule::{Also, Check, Context, Rule, Scope, Severity};
pub use rules::RULES;

/// Values of parameters that a deployment gives, by name; the others have their defaults.
pub use crate::template::evaluate::ParameterValues as Values;

use crate::document::Document;

/// The diagnostics of a document whose parameters have their defaults. For one run; a [`Checker`] keeps what it found.
pub fn check(document: &Document) -> Vec<Diagnostic> {
    Checker::default().check(document, &Values::new())
}
