//! CloudFormation's view of a document: functions, parameters, resources and their `AWS::CloudFormation::Init`.
//!
//! Views read a [`crate::document::Document`] and never fail; recipes give edits. No browser, no checks, no prediction.

pub mod function;
pub mod place;
