//! cf-init Designer: a workbench for CloudFormation templates that configure an EC2 instance through
//! `AWS::CloudFormation::Init`.
//!
//! ```text
//! document, zip  <-  template  <-  recipe  <-  check  <-  boot  <-  deploy, design, diagram, diff, doctor, impact, rehearse, share, starter  <-  ui, cli
//! ```
//!
//! The template text is the truth: [`document`] holds it with a tree of spans, everything else is a view of it, and
//! every change is one splice. Arrows point one way; ARCHITECTURE.md draws the map and says what must never be.

pub mod boot;
pub mod check;
#[cfg(not(target_arch = "wasm32"))]
pub mod cli;
pub mod deploy;
pub mod design;
pub mod diagram;
pub mod diff;
pub mod doctor;
pub mod document;
pub mod impact;
pub mod recipe;
pub mod rehearse;
pub mod schema;
pub mod share;
pub mod starter;
pub mod template;
#[cfg(target_arch = "wasm32")]
mod ui;
#[cfg(target_arch = "wasm32")]
pub use ui::mount;
/// The part of the page that knows no browser: it is compiled natively for its tests.
#[cfg(not(target_arch = "wasm32"))]
pub mod ui {
    pub mod catalog;
    pub mod command;
    pub mod outline;
    pub mod route;
}
pub mod zip;
