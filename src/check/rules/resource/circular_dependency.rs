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

use std::collections::HashMap;

use crate::check::facts::KnownResource;
use crate::check::{Also, Check, Context, Rule, Severity};
use crate::template::section;

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "resource/circular-dependency",
    name: "Circular dependency",
    severity: Severity::Error,
    why: "CloudFormation creates a resource after those that its functions and DependsOn name, and refuses a template in \
          which that has no beginning.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/troubleshooting.html",
    check: Check::Template(check),
    also: &[Also::Links],
};

fn check(context: &mut Context<'_>) {
    let template = context.template();
    if template.may_grow(section::RESOURCES) {
        return;
    }
    // What a condition leaves out does not count, and only a deployment knows the condition.
    let is_sure = |one: &&KnownResource| !one.is_in_loop() && !one.facts.conditional;
    let all: Vec<&KnownResource> = context.resources().iter().filter(is_sure).collect();
    let index: HashMap<&str, usize> = all.iter().enumerate().map(|(at, resource)| (resource.id(), at)).collect();
    let mut next: Vec<Vec<usize>> = vec![Vec::new(); all.len()];
    for (from, (list, resource)) in next.iter_mut().zip(&all).enumerate() {
        let names = resource.facts.names.iter().filter_map(|name| index.get(name.0.as_str()).copied());
        list.extend(names.filter(|to| *to != from));
        list.sort_unstable();
        list.dedup();
    }
    let entangled = entangled(&next);
    let mut reported = vec![false; all.len()];
    for (start, resource) in all.iter().enumerate() {
        if resource.facts.names.iter().any(|(name, creates)| *creates && name == resource.id()) {
            let id = resource.id();
            let message = format!("{id} depends on itself: CloudFormation refuses the template.");
            context.report(&resource.at, message);
        }
        if reported.get(start) == Some(&true) {
            continue;
        }
        let Some(circle) = circle(&next, &entangled, start) else { continue };
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
            .report(&resource.at, message)
            .help("Remove one of the references or DependsOn, or move it into a resource of its own.");
    }
}

/// True for the resources that may be in a circle: those left when the ones that name no other, and the ones that no other
/// names, are taken away again and again.
fn entangled(next: &[Vec<usize>]) -> Vec<bool> {
    let mut left = vec![true; next.len()];
    let mut before: Vec<Vec<usize>> = vec![Vec::new(); next.len()];
    for (from, to) in next.iter().enumerate().flat_map(|(from, all)| all.iter().map(move |to| (from, *to))) {
        if let Some(list) = before.get_mut(to) {
            list.push(from);
        }
    }
    for (out, into) in [(next, before.as_slice()), (before.as_slice(), next)] {
        let left_of = |left: &[bool], all: &[usize]| all.iter().filter(|at| left.get(**at) == Some(&true)).count();
        let mut count: Vec<usize> = out.iter().map(|all| left_of(&left, all)).collect();
        let is_end = |at: &usize| count.get(*at) == Some(&0) && left.get(*at) == Some(&true);
        let mut waiting: Vec<usize> = (0..out.len()).filter(is_end).collect();
        while let Some(at) = waiting.pop() {
            if let Some(left) = left.get_mut(at) {
                *left = false;
            }
            for &from in into.get(at).into_iter().flatten().filter(|from| left.get(**from) == Some(&true)) {
                if let Some(count) = count.get_mut(from) {
                    *count -= 1;
                    waiting.extend((*count == 0).then_some(from));
                }
            }
        }
    }
    left
}

/// The shortest circle through `start`, beginning there.
fn circle(next: &[Vec<usize>], entangled: &[bool], start: usize) -> Option<Vec<usize>> {
    let may_be = |at: usize| entangled.get(at) == Some(&true);
    if !may_be(start) {
        return None;
    }
    let mut before: Vec<Option<usize>> = vec![None; next.len()];
    let mut waiting = std::collections::VecDeque::from([start]);
    while let Some(at) = waiting.pop_front() {
        for to in next.get(at).into_iter().flatten().filter(|to| may_be(**to)) {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_in_no_circle_is_taken_away() {
        // 0 → 1 ⇄ 2 → 3 → 4, 5 alone, 6 ⇄ 7 behind 4.
        let next = [vec![1], vec![2], vec![1, 3], vec![4], vec![6], vec![], vec![7], vec![6]];
        let left = entangled(&next);
        // 3 and 4 lead from one circle to another.
        assert_eq!(left, [false, true, true, true, true, false, true, true]);
        assert_eq!(circle(&next, &left, 1), Some(vec![1, 2]));
        assert_eq!((circle(&next, &left, 3), circle(&next, &left, 0)), (None, None));
    }
}
