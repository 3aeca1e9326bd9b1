//! Resources depend on each other in a circle.
//!
//! ```yaml bad
//! Resources:
//!   Web: {Type: AWS::EC2::SecurityGroup, DependsOn: Data, Properties: {GroupDescription: web}}
//!   Data: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: !Sub "behind ${Web}"}}
//! ```
//!
//! ```yaml bad
//! Resources:
//!   Web: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: !Sub "like ${Web}"}}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: web}}
//!   Data: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: !Sub "behind ${Web}"}}
//! ```

use crate::check::{Check, Context, Rule, Severity};
use crate::template::reference::{links, names_below};
use crate::template::resource::attribute;
use crate::template::{Resource, section};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "resource/circular-dependency",
    name: "Circular dependency",
    severity: Severity::Error,
    why: "CloudFormation creates a resource after those that its functions and DependsOn name, and refuses a template in \
          which that has no beginning.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/troubleshooting.html",
    check: Check::Document(check),
    also: &[],
};

fn check(context: &mut Context<'_>) {
    let template = context.template();
    if template.may_grow(section::RESOURCES) {
        return;
    }
    // What a condition leaves out does not count, and only a deployment knows the condition.
    let all: Vec<Resource<'_>> = template.single_resources().filter(|resource| !is_conditional(*resource)).collect();
    let mut next: Vec<Vec<usize>> = vec![Vec::new(); all.len()];
    for (from, to) in links(&all) {
        if let Some(list) = next.get_mut(from) {
            list.push(to);
        }
    }
    let mut reported = vec![false; all.len()];
    for (start, resource) in all.iter().enumerate() {
        if names_itself(*resource) {
            let id = resource.id();
            let message = format!("{id} depends on itself: CloudFormation refuses the template.");
            context.report(&resource.path(), message);
        }
        if reported.get(start) == Some(&true) {
            continue;
        }
        let Some(circle) = circle(&next, start) else { continue };
        for index in &circle {
            if let Some(done) = reported.get_mut(*index) {
                *done = true;
            }
        }
        let ids: Vec<&str> = circle.iter().filter_map(|index| Some(all.get(*index)?.id())).collect();
        let message = format!(
            "A circle of dependencies: {} → {}. CloudFormation refuses the template.",
            ids.join(" → "),
            resource.id()
        );
        context
            .report(&resource.path(), message)
            .help("Remove one of the references or DependsOn, or move it into a resource of its own.");
    }
}

/// True if conditions decide whether the resource or parts of it exist.
fn is_conditional(resource: Resource<'_>) -> bool {
    let source = resource.node().source();
    resource.node().get(attribute::CONDITION).is_some() || source.contains("!If") || source.contains("Fn::If")
}

fn names_itself(resource: Resource<'_>) -> bool {
    let properties = resource.node().get(attribute::PROPERTIES);
    let mut names = properties.into_iter().flat_map(names_below).chain(resource.depends_on());
    names.any(|name| name == resource.id())
}

/// The shortest circle through `start`, beginning there.
fn circle(next: &[Vec<usize>], start: usize) -> Option<Vec<usize>> {
    let mut before: Vec<Option<usize>> = vec![None; next.len()];
    let mut waiting = std::collections::VecDeque::from([start]);
    while let Some(at) = waiting.pop_front() {
        for to in next.get(at).into_iter().flatten() {
            if *to == start {
                let back = std::iter::successors(Some(at), |at| before.get(*at).copied().flatten());
                let mut circle: Vec<usize> = back.collect();
                circle.reverse();
                return Some(circle);
            }
            if let Some(known) = before.get_mut(*to).filter(|known| known.is_none()) {
                *known = Some(at);
                waiting.push_back(*to);
            }
        }
    }
    None
}
