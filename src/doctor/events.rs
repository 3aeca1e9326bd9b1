//! JSON of `aws cloudformation describe-stack-events` → sections, oldest first.
//!
//! Source: API reference, DescribeStackEvents and StackEvent.

use std::collections::BTreeMap;

use serde_json::Value;

use super::collector::Collector;
use super::report::{LogPlace, LogSection, SectionOutcome};
use super::signature::{Significance, signature};

const STACK: &str = "AWS::CloudFormation::Stack";

/// Sections of the events: one for each resource of each operation, in the order of their first events.
pub(super) fn sections(text: &str, mut collector: Collector) -> Result<Vec<LogSection>, String> {
    let value: Value = serde_json::from_str(text).map_err(|error| format!("This is no JSON: {error}."))?;
    let events = ["StackEvents", "OperationEvents"].iter().find_map(|key| value.get(key)).unwrap_or(&value);
    let Some(events) =
        events.as_array().filter(|events| events.iter().any(|event| event.get("ResourceStatus").is_some()))
    else {
        return Err(
            "The JSON holds no StackEvents: save the output of aws cloudformation describe-stack-events.".into()
        );
    };
    let mut events: Vec<&Value> = events.iter().collect();
    // Newest first, as AWS gives them; of equal times the order of the text counts.
    events.reverse();
    events.sort_by_key(|event| text_of(event, "Timestamp"));
    // Events of one resource come together.
    let mut places: BTreeMap<(usize, String), usize> = BTreeMap::new();
    let mut groups: Vec<(usize, Vec<(u64, &Value)>)> = Vec::new();
    let mut run = 0;
    for (index, event) in events.iter().enumerate() {
        if is_start(event) && index > 0 {
            run += 1;
        }
        let key = (run, text_of(event, "LogicalResourceId"));
        let place = *places.entry(key).or_insert_with(|| {
            groups.push((run, Vec::new()));
            groups.len() - 1
        });
        if let Some(group) = groups.get_mut(place) {
            group.1.push((index as u64 + 1, event));
        }
    }
    groups.sort_by_key(|(run, events)| {
        (*run, events.iter().find(|one| is_failed(one.1)).or(events.first()).map(|one| one.0))
    });
    let mut last_run = 0;
    for (run, events) in groups {
        if run != last_run {
            collector.next_run();
            last_run = run;
        }
        add(&mut collector, &events);
    }
    Ok(collector.finish().0)
}

fn add(collector: &mut Collector, events: &[(u64, &Value)]) {
    let Some((_, first)) = events.first() else { return };
    let id = text_of(first, "LogicalResourceId");
    let kind = text_of(first, "ResourceType");
    let is_stack = is_own_stack(first);
    let place = LogPlace { resource: (!is_stack).then(|| id.clone()), ..LogPlace::default() };
    let title = if is_stack { format!("stack {id}") } else { format!("{id} ({kind})") };
    collector.open(&title, place);
    let mut outcome = SectionOutcome::Unknown;
    for (number, event) in events {
        let status = text_of(event, "ResourceStatus");
        let reason = text_of(event, "ResourceStatusReason");
        let line = format!("{} {status} {id}", text_of(event, "Timestamp"));
        collector.add(*number, line.trim());
        let mut is_cancelled = false;
        for line in reason.lines() {
            let found = collector.add(*number, line);
            is_cancelled |= found.is_some_and(|found| Some(found.signature) == signature("stack/cancelled"));
        }
        outcome = match outcome {
            SectionOutcome::Failed => outcome,
            _ if is_failed(event) && is_cancelled => SectionOutcome::Ignored,
            _ if is_failed(event) => SectionOutcome::Failed,
            SectionOutcome::Ignored => outcome,
            _ if status.ends_with("ROLLBACK_COMPLETE") => SectionOutcome::Ignored,
            _ if status.ends_with("_COMPLETE") => SectionOutcome::Done,
            _ => outcome,
        };
    }
    // What a rollback says of the stack follows from its resources.
    let has_cause = |section: &LogSection| {
        section.findings.iter().any(|one| one.matched.signature.significance == Significance::Cause)
    };
    if is_stack && outcome == SectionOutcome::Failed && !has_cause(collector.current()) {
        outcome = SectionOutcome::Ignored;
    }
    collector.current().outcome = outcome;
}

fn text_of(event: &Value, key: &str) -> String {
    event.get(key).and_then(Value::as_str).unwrap_or_default().to_string()
}

fn is_own_stack(event: &Value) -> bool {
    text_of(event, "ResourceType") == STACK && text_of(event, "PhysicalResourceId") == text_of(event, "StackId")
}

fn is_failed(event: &Value) -> bool {
    text_of(event, "ResourceStatus").ends_with("_FAILED")
}

/// True for the first event of an operation.
fn is_start(event: &Value) -> bool {
    let status = text_of(event, "ResourceStatus");
    let starts =
        ["CREATE_IN_PROGRESS", "UPDATE_IN_PROGRESS", "DELETE_IN_PROGRESS", "REVIEW_IN_PROGRESS", "IMPORT_IN_PROGRESS"];
    is_own_stack(event) && starts.contains(&status.as_str())
}
