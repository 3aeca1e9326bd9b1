//! Removing resources, with what is said about what then refers to nothing.

use super::entry;
use crate::document::{Document, Edit, Path};
use crate::template::references::{How, owners, references_to};
use crate::template::{Template, resource_path};

/// What removing resources does.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Removal {
    /// The edits: `DependsOn` of others first, then the resources.
    pub edits: Vec<Edit>,
    /// Logical ids that go, in the order they were asked for.
    pub gone: Vec<String>,
    /// Places that refer to what is gone and stay: the values, each `Resources › Id › …`.
    pub broken: Vec<Path>,
}

impl Removal {
    /// Who refers to what is gone, each once, by name: "WebServer, SiteUrl".
    pub fn broken_names(&self) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for at in &self.broken {
            let name = at.steps().get(1).map(|step| step.to_string()).unwrap_or_default();
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }
}

/// Removes resources, and them from the `DependsOn` of others. Other references stay and are told.
pub fn remove(document: &Document, ids: &[&str]) -> Removal {
    let template = Template::of(document);
    let mut removal = Removal { gone: ids.iter().map(|id| id.to_string()).collect(), ..Removal::default() };
    let mut depends = Vec::new();
    for id in ids {
        let inside = |at: &Path| ids.iter().any(|gone| at.starts_with(&resource_path(gone)));
        let references: Vec<_> = references_to(template, id).into_iter().filter(|one| !inside(&one.at)).collect();
        for reference in references {
            match reference.how {
                How::DependsOn => depends.push(reference.at),
                How::Ref | How::GetAtt | How::Sub | How::Words => removal.broken.push(reference.at),
            }
        }
    }
    // Later items of a list first: removing one moves none that is still to go.
    depends.sort();
    depends.dedup();
    for at in depends.iter().rev() {
        let resource: Path = at.steps().iter().take(2).cloned().collect();
        removal.edits.extend(entry::take_with_empty(document, at, &resource));
    }
    removal.edits.extend(ids.iter().map(|id| Edit::Remove { at: resource_path(id) }));
    removal
}

/// Who refers to a logical id, by name, each once.
pub fn referrers(document: &Document, id: &str) -> Vec<String> {
    let references = references_to(Template::of(document), id);
    owners(&references, id).iter().filter_map(|owner| owner.last_key().map(str::to_string)).collect()
}
