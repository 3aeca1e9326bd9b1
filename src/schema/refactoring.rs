//! Resource types that CloudFormation's stack refactoring does not take.
//!
//! It takes types that are fully mutable in the CloudFormation registry (create, read, update and delete) and whose tags
//! can be updated, because it marks resources by tags. Reads `aws/refactoring.tsv`, which `make schema` writes from AWS's
//! schemas. Source: AWS page "Stack refactoring", resource limitations.

use std::collections::HashMap;
use std::sync::LazyLock;

/// Why stack refactoring does not take a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RefactoringLimit {
    /// The registry has no create, read or delete for it: custom resources, wait conditions, older types.
    NotProvisionable,
    /// It has no update.
    Immutable,
    /// Its tags cannot be changed.
    FixedTags,
}

impl RefactoringLimit {
    /// The reason, as the rest of a sentence about the type.
    pub fn reason(self) -> &'static str {
        match self {
            RefactoringLimit::NotProvisionable => "CloudFormation cannot read such resources",
            RefactoringLimit::Immutable => "such resources cannot be updated",
            RefactoringLimit::FixedTags => "tags of such resources cannot be updated",
        }
    }
}

/// Why stack refactoring does not take resources of this type; `None` if it does, or if the type is not AWS's.
pub fn refactoring_limit(kind: &str) -> Option<RefactoringLimit> {
    static LIMITS: LazyLock<HashMap<&str, RefactoringLimit>> =
        LazyLock::new(|| include_str!("aws/refactoring.tsv").lines().flat_map(parse).collect());
    if kind.starts_with("Custom::") {
        return Some(RefactoringLimit::NotProvisionable);
    }
    LIMITS.get(kind.strip_prefix("AWS::")?).copied()
}

fn parse(line: &'static str) -> Vec<(&'static str, RefactoringLimit)> {
    let (reason, types) = line.split_once('\t').unwrap_or_default();
    let limit = match reason {
        "not-provisionable" => RefactoringLimit::NotProvisionable,
        "immutable" => RefactoringLimit::Immutable,
        "fixed-tags" => RefactoringLimit::FixedTags,
        _ => return Vec::new(),
    };
    types.split(' ').map(|name| (name, limit)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_without_update_or_with_fixed_tags_have_a_limit() {
        for (kind, limit) in [
            ("AWS::EC2::Instance", None),
            ("AWS::AutoScaling::AutoScalingGroup", None),
            ("AWS::EC2::SecurityGroup", None),
            ("AWS::EC2::KeyPair", Some(RefactoringLimit::Immutable)),
            ("AWS::EC2::EIPAssociation", Some(RefactoringLimit::Immutable)),
            ("AWS::CloudFormation::WaitCondition", Some(RefactoringLimit::NotProvisionable)),
            ("AWS::IAM::Policy", Some(RefactoringLimit::NotProvisionable)),
            ("Custom::Thing", Some(RefactoringLimit::NotProvisionable)),
            ("AWS::OpenSearchServerless::Collection", Some(RefactoringLimit::FixedTags)),
        ] {
            assert_eq!(refactoring_limit(kind), limit, "{kind}");
        }
    }
}
