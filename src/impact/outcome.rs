//! What happens to a resource under given values of parameters.

use super::verdict::{PropertyImpact, Verdict};
use crate::template::Resource;
use crate::template::resource::attribute;

/// A logical id of one or both templates.
pub(super) struct ResourceSlot<'d> {
    pub(super) id: String,
    pub(super) old: Option<Resource<'d>>,
    pub(super) new: Option<Resource<'d>>,
    /// True if nothing but another resource's new values can change it.
    pub(super) is_same: bool,
    /// True if parameters, conditions or mappings decide what it says.
    pub(super) varies: bool,
}

impl<'d> ResourceSlot<'d> {
    /// True if a loop alone decides whether it is there, and no condition.
    pub(super) fn is_only_of_a_loop(&self) -> bool {
        let has_condition = |one: Resource<'_>| one.node().get(attribute::CONDITION).is_some();
        let all = [self.old, self.new];
        let mut there = all.into_iter().flatten();
        there.clone().any(|one| one.is_in_loop()) && !there.any(has_condition)
    }

    pub(super) fn kind(&self) -> &'d str {
        self.new.or(self.old).and_then(|resource| resource.kind()).unwrap_or_default()
    }
}

/// What happens to a resource in one world.
#[derive(Clone, Debug, Default)]
pub(super) struct ResourceOutcome {
    pub(super) lifecycle: Lifecycle,
    pub(super) properties: Vec<PropertyImpact>,
}

/// Whether a resource is there before and after.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Lifecycle {
    /// In neither.
    #[default]
    Absent,
    Created,
    Deleted,
    Kept,
}

impl ResourceOutcome {
    /// The most that happens; `None` if nothing does.
    pub(super) fn verdict(&self) -> Option<Verdict> {
        match self.lifecycle {
            Lifecycle::Absent => None,
            Lifecycle::Created => Some(Verdict::Created),
            Lifecycle::Deleted => Some(Verdict::Deleted),
            Lifecycle::Kept => self.properties.iter().map(|one| one.verdict).max(),
        }
    }

    /// True if a new resource takes the place of the old one, or would if that did not fail.
    pub(super) fn is_replaced(&self) -> bool {
        self.lifecycle == Lifecycle::Kept && self.properties.iter().any(|one| one.verdict == Verdict::Replacement)
    }

    /// What has to be so for a replacement.
    pub(super) fn replaced_only_if(&self) -> Option<&str> {
        let mut replacing = self.properties.iter().filter(|one| one.verdict == Verdict::Replacement);
        let first = replacing.next()?;
        let is_sure = first.only_if.is_none() || replacing.any(|one| one.only_if.is_none());
        if is_sure { None } else { first.only_if.as_deref() }
    }
}
