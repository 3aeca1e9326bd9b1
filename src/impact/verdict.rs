//! What an update does, in types: to a template, to a resource, through a property.

use crate::check::Fix;
use crate::document::{Document, Edit};

/// What an update does, from the least to the most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// Only what CloudFormation stores changes.
    Nothing,
    /// The resource is not touched; cfn-hup on the instance sees the change and runs its hook.
    ByHup,
    /// The resource is changed and goes on working.
    NoInterruption,
    /// The resource is created.
    Created,
    /// The resource is changed and may not work for a while.
    Interruption,
    /// The group stays, and its instances are replaced.
    InstancesReplaced,
    /// The resource is deleted, or no longer managed.
    Deleted,
    /// A new resource is created in place of the old one.
    Replacement,
    /// The update fails.
    Fails,
}

impl Verdict {
    /// All of them, from the most to the least.
    pub const ALL: [Verdict; 9] = [
        Verdict::Fails,
        Verdict::Replacement,
        Verdict::Deleted,
        Verdict::InstancesReplaced,
        Verdict::Interruption,
        Verdict::Created,
        Verdict::NoInterruption,
        Verdict::ByHup,
        Verdict::Nothing,
    ];

    /// One word, for programs.
    pub fn id(self) -> &'static str {
        match self {
            Verdict::Nothing => "nothing",
            Verdict::ByHup => "cfn-hup",
            Verdict::NoInterruption => "none",
            Verdict::Created => "created",
            Verdict::Interruption => "interruption",
            Verdict::InstancesReplaced => "instances-replaced",
            Verdict::Deleted => "deleted",
            Verdict::Replacement => "replacement",
            Verdict::Fails => "fails",
        }
    }

    /// For people, as the beginning of a line.
    pub fn label(self) -> &'static str {
        match self {
            Verdict::Nothing => "Not touched",
            Verdict::ByHup => "Picked up by cfn-hup",
            Verdict::NoInterruption => "No interruption",
            Verdict::Created => "Created",
            Verdict::Interruption => "Some interruption",
            Verdict::InstancesReplaced => "Instances replaced",
            Verdict::Deleted => "Deleted",
            Verdict::Replacement => "Replacement",
            Verdict::Fails => "Update fails",
        }
    }
}

/// In which order a replacement happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReplacementOrder {
    /// The new one is created, what refers to it is changed, the old one is deleted last.
    NewFirst,
    /// The old one is deleted before the new one is created.
    OldFirst,
}

/// What happens to a resource through one of its properties or attributes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PropertyImpact {
    /// Keys from the resource: `Properties`, `ImageId`.
    pub at: Vec<String>,
    /// The value before, for people; `None` if there was none, or if it is too long to be shown.
    pub old: Option<String>,
    /// The value after.
    pub new: Option<String>,
    /// What it does.
    pub verdict: Verdict,
    /// What has to be so that it happens; `None` if it happens in any case.
    pub only_if: Option<String>,
    /// Resources whose new ids or attributes are the change; empty if the template itself says something else here.
    pub through: Vec<String>,
    /// Why, in whole sentences.
    pub why: String,
    /// The page that says so, if one says more than the type's schema: of AWS, or a report where AWS has none.
    pub page: Option<String>,
}

impl PropertyImpact {
    /// A change that fails in any case, without its values.
    pub(super) fn failing<'k>(at: impl IntoIterator<Item = &'k str>, why: String) -> PropertyImpact {
        PropertyImpact {
            at: at.into_iter().map(str::to_string).collect(),
            old: None,
            new: None,
            verdict: Verdict::Fails,
            only_if: None,
            through: Vec::new(),
            why,
            page: None,
        }
    }
}

/// What happens to a resource.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResourceImpact {
    /// Its logical id, in the new template if it has it.
    pub id: String,
    /// Its type.
    pub kind: String,
    /// The most that one of its properties does.
    pub verdict: Verdict,
    /// What has to be so that it happens; `None` if it happens in any case.
    pub only_if: Option<String>,
    /// The order, of a replacement.
    pub order: Option<ReplacementOrder>,
    /// What each property does, the most first.
    pub properties: Vec<PropertyImpact>,
    /// What comes of it, in whole sentences: data that is lost, addresses that change.
    pub notes: Vec<String>,
    /// What people can do.
    pub ways_out: Vec<WayOut>,
}

/// Something that people can do about what happens to a resource.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WayOut {
    /// What, in whole sentences.
    pub text: String,
    /// The edits of the new template that do it, if an edit does.
    pub fix: Option<Fix>,
}

impl WayOut {
    /// Something that no edit of the template does.
    pub(super) fn say(text: impl Into<String>) -> WayOut {
        WayOut { text: text.into(), fix: None }
    }

    /// Something that edits of the new template do; only said if there are none.
    pub(super) fn with(
        text: impl Into<String>,
        new: &Document,
        label: impl Into<String>,
        edits: impl Fn(&Document) -> Vec<Edit> + Send + Sync + 'static,
    ) -> WayOut {
        let fix = (!edits(new).is_empty()).then(|| Fix::new(label, edits));
        WayOut { text: text.into(), fix }
    }
}

/// What an update does to a stack.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Impact {
    /// The resources that something happens to, the most first, then in the order of the template.
    pub resources: Vec<ResourceImpact>,
    /// Resources that nothing happens to.
    pub unchanged: usize,
    /// Outputs with another value, or of one template only.
    pub outputs: Vec<String>,
    /// What holds for the whole update, in whole sentences.
    pub notes: Vec<String>,
}

impl Impact {
    /// Number of resources that this happens to.
    pub fn count(&self, verdict: Verdict) -> usize {
        self.resources.iter().filter(|one| one.verdict == verdict).count()
    }

    /// The most that happens in any case and under a condition; `None` if nothing happens.
    pub fn worst(&self) -> Option<Verdict> {
        self.resources.iter().map(|one| one.verdict).max()
    }

    /// The impact on a resource.
    pub fn of(&self, id: &str) -> Option<&ResourceImpact> {
        self.resources.iter().find(|one| one.id == id)
    }
}
