//! A call of cfn-init: the configs of the sets that it asks for, one after the other.
//!
//! Source: bin/cfn-init and construction.py of aws-cfn-bootstrap.

use super::builder::PlanBuilder;
use super::plan::{BootStep, BootStepKind, OnFailure, StepOutcome};
use super::values::{is_empty, may_grow};
use super::{entry, sets};
use crate::boot::plan::PlanGap;
use crate::document::Kind;
use crate::template::Resource;
use crate::template::function::call as function;

/// Adds what cfn-init does in the call at step `call` for a resource and config sets.
pub(super) fn steps<'d>(builder: &mut PlanBuilder<'d, '_>, resource: Resource<'d>, asked: &[String], call: usize) {
    builder.is_called = true;
    builder.is_over = false;
    let Some(metadata) = resource.metadata() else {
        let message = format!("{} has no Metadata: cfn-init finds none and ends with exit code 1.", resource.id());
        builder.stop_at(call, resource.path(), message);
        return;
    };
    // Metadata without the key, and an empty one, are no fault: cfn-init has nothing to do and ends with 0.
    let Some(init) = resource.init().filter(|init| !is_empty(init.node())) else { return };
    if may_grow(init.node()) || may_grow(metadata) || function(init.node()).is_some() {
        let message = "A loop, a macro or a function adds to AWS::CloudFormation::Init.".to_string();
        builder.gaps.push(PlanGap { path: init.path(), message });
    }
    let order = sets::order(init, asked, &mut builder.values);
    builder.gaps.extend(order.gaps);
    if let Some(fault) = order.before {
        builder.stop_at(call, fault.path, fault.message);
    }
    for name in &order.configs {
        let Some(config) = init.config(name) else { continue };
        let path = config.path().clone();
        let step = BootStep {
            config: Some(name.clone()),
            lines: builder.document.entry_lines(&path),
            on_failure: OnFailure::StopsInit,
            outcome: StepOutcome::Done,
            ..BootStep::new(BootStepKind::Config, name.as_str(), path)
        };
        builder.push(step);
        if config.node().kind() != Kind::Mapping {
            continue;
        }
        let outermost = builder.values.enter_config(init.node(), name);
        entry::config(builder, &config);
        builder.values.leave(outermost);
    }
    if let Some(fault) = order.after {
        builder.stop_at(call, fault.path, fault.message);
    }
}
