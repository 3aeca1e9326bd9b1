//! Renamed logical ids between two templates, and CloudFormation's stack refactoring, which keeps their resources.
//!
//! ```text
//! old and new template -> renames -> the old template under new ids -> create-stack-refactor -> deploy the new template
//! ```
//!
//! To a deployment a new logical id is a new resource; the old one is deleted. Stack refactoring takes a template that
//! differs in ids and references only, so it gets the old template with nothing else changed, and the new one is
//! deployed afterwards. Source: AWS page "Stack refactoring".

mod command;

use std::collections::BTreeMap;

use serde_json::Value as Json;

pub use command::{PLACEHOLDER_STACK, commands, script};

use crate::document::{Document, Edit, Path};
use crate::recipe::rename;
use crate::schema::refactoring::{RefactoringLimit, refactoring_limit};
use crate::template::function::to_json;
use crate::template::reference::How;
use crate::template::{Template, resource_path};

/// The renames between two templates.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Refactoring {
    /// The resources that a refactoring keeps under a new id, in the order of the old template.
    pub renames: Vec<Rename>,
    /// The renamed resources whose type stack refactoring does not take: the deployment replaces them.
    pub refused: Vec<(Rename, RefactoringLimit)>,
    /// Removed and added resources that are alike, so that nothing tells which became which.
    pub ambiguous: Vec<Ambiguous>,
    /// A removed and an added resource, each the only one of its type, whose properties differ.
    pub changed: Vec<Rename>,
    /// Notes on the template, in whole sentences.
    pub notes: Vec<&'static str>,
    /// The old template with the new ids and nothing else changed.
    pub template: String,
    /// True if the new template says the same as [`Refactoring::template`].
    pub is_all: bool,
}

/// A resource under another logical id.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rename {
    /// The old logical id.
    pub from: String,
    /// The new logical id.
    pub to: String,
    /// The type.
    pub kind: String,
}

/// Resources that are alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ambiguous {
    /// The type.
    pub kind: String,
    /// The ids that only the old template has.
    pub from: Vec<String>,
    /// The ids that only the new template has.
    pub to: Vec<String>,
}

/// A resource that only one of the templates has.
#[derive(Clone, Debug)]
struct Candidate {
    id: String,
    kind: String,
}

impl Refactoring {
    /// The renames from `old` to `new`.
    pub fn between(old: &Document, new: &Document) -> Refactoring {
        Refactoring::with(old, new, &[])
    }

    /// The same where some renames are known: old and new ids.
    pub fn with(old: &Document, new: &Document, known: &[(String, String)]) -> Refactoring {
        let (gone, came) = (only_in(old, new), only_in(new, old));
        let position = |all: &[Candidate], id: &String| all.iter().position(|one| one.id == *id);
        let known = known.iter().filter_map(|(from, to)| Some((position(&gone, from)?, position(&came, to)?)));
        let mut pairs = pairs(old, new, &gone, &came, known.collect());
        pairs.sort_by_key(|(from, _)| *from);
        let rename = |from: usize, to: usize| {
            let (from, to) = (gone.get(from)?, came.get(to)?);
            Some(Rename { from: from.id.clone(), to: to.id.clone(), kind: from.kind.clone() })
        };
        let mut refactoring = Refactoring::default();
        for one in pairs.iter().filter_map(|(from, to)| rename(*from, *to)) {
            match refactoring_limit(&one.kind) {
                Some(limit) => refactoring.refused.push((one, limit)),
                None => refactoring.renames.push(one),
            }
        }
        let (olds, news) = labelled(old, new, &gone, &came, &pairs);
        let mut lone_gone: Vec<usize> =
            (0..gone.len()).filter(|from| pairs.iter().all(|pair| pair.0 != *from)).collect();
        let mut lone_came: Vec<usize> = (0..came.len()).filter(|to| pairs.iter().all(|pair| pair.1 != *to)).collect();
        while let Some(first) = lone_gone.first().copied() {
            let is_like = |kind: &str, value: Option<&Json>| {
                gone.get(first).is_some_and(|one| one.kind == kind) && olds.get(first) == value
            };
            let take = |lone: &mut Vec<usize>, all: &[Candidate], values: &[Json]| {
                let is_taken =
                    |place: &usize| all.get(*place).is_some_and(|one| is_like(&one.kind, values.get(*place)));
                let taken: Vec<usize> = lone.iter().copied().filter(is_taken).collect();
                lone.retain(|place| !taken.contains(place));
                taken.iter().filter_map(|place| Some(all.get(*place)?.id.clone())).collect::<Vec<_>>()
            };
            let (from, to) = (take(&mut lone_gone, &gone, &olds), take(&mut lone_came, &came, &news));
            let kind = gone.get(first).map(|one| one.kind.clone()).unwrap_or_default();
            if !to.is_empty() {
                refactoring.ambiguous.push(Ambiguous { kind, from, to });
            } else if let ([_], [to]) = (from.as_slice(), of_kind(&lone_came, &came, &kind).as_slice())
                && of_kind(&lone_gone, &gone, &kind).is_empty()
            {
                refactoring.changed.extend(rename(first, *to));
            }
        }
        let renamed = renamed(old, &refactoring.renames);
        refactoring.is_all = all_json(&renamed) == all_json(new);
        refactoring.template = renamed.text().to_string();
        if Template::of(old).resources_of("AWS::CDK::Metadata").next().is_some() {
            refactoring.notes.push(
                "Stack refactoring refuses AWS::CDK::Metadata. Deploy once without it: cdk deploy --version-reporting=false.",
            );
        }
        refactoring
    }

    /// What the refactoring leaves, in whole sentences: what a deployment replaces, and what cannot be told.
    pub fn leaves(&self) -> Vec<String> {
        let mut leaves = Vec::new();
        for (Rename { from, to, kind }, limit) in &self.refused {
            leaves.push(format!(
                "Stack refactoring does not take {kind}: {}. A deployment deletes {from} and creates {to}. Keep the old \
                 id where that does harm.",
                limit.reason()
            ));
        }
        for Ambiguous { kind, from, to } in &self.ambiguous {
            leaves.push(format!(
                "{} ({kind}) could be {}: they are alike. A deployment deletes the old and creates the new.",
                from.join(", "),
                to.join(" or ")
            ));
        }
        for Rename { from, to, kind } in &self.changed {
            leaves.push(format!(
                "{from} and {to} ({kind}) have other properties, so they are not taken for one resource. If they are one, \
                 give {to} the properties of {from}, refactor, and change the properties with the deployment after it."
            ));
        }
        leaves.extend(self.notes.iter().map(|note| note.to_string()));
        leaves
    }

    /// The old id of the resource that is called `id` in the new template.
    pub fn old_id(&self, id: &str) -> Option<&str> {
        let refused = self.refused.iter().map(|(one, _)| one);
        self.renames.iter().chain(refused).find(|one| one.to == id).map(|one| one.from.as_str())
    }
}

fn of_kind(places: &[usize], all: &[Candidate], kind: &str) -> Vec<usize> {
    places.iter().copied().filter(|place| all.get(*place).is_some_and(|one| one.kind == kind)).collect()
}

/// The resources of a template whose ids the other one does not have. Loops are left out: their ids are made.
fn only_in(document: &Document, other: &Document) -> Vec<Candidate> {
    let (template, other) = (Template::of(document), Template::of(other));
    let candidate = |resource: crate::template::Resource<'_>| {
        let kind = resource.kind().unwrap_or_default().to_string();
        Candidate { id: resource.id().to_string(), kind }
    };
    let only = template.single_resources().filter(|one| other.resource(one.id()).is_none());
    only.map(candidate).filter(|one| !one.kind.is_empty()).collect()
}

/// Positions of the resources that are the same under two ids, those that are known first.
fn pairs(
    old: &Document,
    new: &Document,
    gone: &[Candidate],
    came: &[Candidate],
    known: Vec<(usize, usize)>,
) -> Vec<(usize, usize)> {
    let mut pairs = known.clone();
    // Each round tells more resources apart, for references to resources that have a partner are compared, too.
    loop {
        let count = pairs.len();
        let (olds, news) = labelled(old, new, gone, came, &pairs);
        let free =
            |pairs: &[(usize, usize)], from: usize, to: usize| pairs.iter().all(|pair| pair.0 != from && pair.1 != to);
        let same = |from: usize, to: usize| {
            gone.get(from).map(|one| &one.kind) == came.get(to).map(|one| &one.kind) && olds.get(from) == news.get(to)
        };
        for from in 0..gone.len() {
            let partners: Vec<usize> =
                (0..came.len()).filter(|to| free(&pairs, from, *to) && same(from, *to)).collect();
            let [to] = partners.as_slice() else { continue };
            let rivals = (0..gone.len()).filter(|from| free(&pairs, *from, *to) && same(*from, *to)).count();
            if rivals == 1 {
                pairs.push((from, *to));
            }
        }
        if pairs.len() == count && !pair_by_uses(old, new, gone, came, &mut pairs, &same) {
            break;
        }
    }
    // A reference that was taken for another one.
    loop {
        let count = pairs.len();
        let (olds, news) = labelled(old, new, gone, came, &pairs);
        pairs.retain(|pair| known.contains(pair) || olds.get(pair.0) == news.get(pair.1));
        if pairs.len() == count {
            return pairs;
        }
    }
}

/// Adds the first pair of alike resources that are named in the same places of the rest of the template.
fn pair_by_uses(
    old: &Document,
    new: &Document,
    gone: &[Candidate],
    came: &[Candidate],
    pairs: &mut Vec<(usize, usize)>,
    same: &impl Fn(usize, usize) -> bool,
) -> bool {
    let is_free = |from: usize, to: usize| pairs.iter().all(|pair| pair.0 != from && pair.1 != to);
    let places = |document: &Document, all: &[Candidate], is_new: bool| -> Vec<Vec<Path>> {
        let names: BTreeMap<&str, String> = pairs
            .iter()
            .enumerate()
            .filter_map(|(label, pair)| {
                Some((all.get(if is_new { pair.1 } else { pair.0 })?.id.as_str(), label_of(label)))
            })
            .collect();
        let place = |at: &Path| match at.steps() {
            [_, id, rest @ ..] if id.key().is_some_and(|id| names.contains_key(id)) => {
                let label = id.key().and_then(|id| names.get(id)).cloned().unwrap_or_default();
                rest.iter().fold(resource_path(&label), |path, step| path.join(step.clone()))
            }
            _ => at.clone(),
        };
        let uses = |one: &Candidate| {
            let own = resource_path(&one.id);
            let uses = crate::template::reference::uses(document, &own);
            uses.iter().filter(|one| !one.at.starts_with(&own)).map(|one| place(&one.at)).collect()
        };
        all.iter().map(uses).collect()
    };
    let (olds, news) = (places(old, gone, false), places(new, came, true));
    let fits = |from: usize, to: usize| {
        let used = olds.get(from).is_some_and(|places| !places.is_empty());
        used && is_free(from, to) && same(from, to) && olds.get(from) == news.get(to)
    };
    for from in 0..gone.len() {
        let partners: Vec<usize> = (0..came.len()).filter(|to| fits(from, *to)).collect();
        if let [to] = partners.as_slice()
            && (0..gone.len()).filter(|from| fits(*from, *to)).count() == 1
        {
            pairs.push((from, *to));
            return true;
        }
    }
    false
}

/// What the resources say, references to resources with a partner by one label on both sides.
fn labelled(
    old: &Document,
    new: &Document,
    gone: &[Candidate],
    came: &[Candidate],
    pairs: &[(usize, usize)],
) -> (Vec<Json>, Vec<Json>) {
    let labels = |all: &[Candidate], is_new: bool| {
        let label = |(label, pair): (usize, &(usize, usize))| {
            Some((all.get(if is_new { pair.1 } else { pair.0 })?.id.clone(), label_of(label)))
        };
        pairs.iter().enumerate().filter_map(label).collect::<BTreeMap<_, _>>()
    };
    (signatures(old, gone, &labels(gone, false)), signatures(new, came, &labels(came, true)))
}

fn label_of(place: usize) -> String {
    format!("CfInitRenamed{place}")
}

/// What the resources say, with labels in place of the names of all of them.
fn signatures(document: &Document, all: &[Candidate], labels: &BTreeMap<String, String>) -> Vec<Json> {
    let label = |one: &Candidate| labels.get(&one.id).cloned().unwrap_or_else(|| "CfInitRenamed".into());
    let names: Vec<(Path, String)> = all.iter().map(|one| (resource_path(&one.id), label(one))).collect();
    let edits = rename::in_uses(document, &names, |_| true);
    let labelled = document.with_edits(&edits).map(|(document, _)| document);
    let labelled = labelled.as_ref().unwrap_or(document);
    let value = |one: &Candidate| {
        labelled.node(&resource_path(&one.id)).map(|node| to_json(&node.literal_value())).unwrap_or_default()
    };
    all.iter().map(value).collect()
}

/// A template under new ids: the keys of the resources and what CloudFormation resolves. Names in user data, files and
/// commands stay, because stack refactoring refuses other properties.
fn renamed(document: &Document, renames: &[Rename]) -> Document {
    let names: Vec<(Path, String)> = renames.iter().map(|one| (resource_path(&one.from), one.to.clone())).collect();
    let is_reference = |how: How| matches!(how, How::Ref | How::GetAtt | How::Sub | How::DependsOn);
    let mut edits = rename::in_uses(document, &names, is_reference);
    edits.extend(renames.iter().map(|one| Edit::Rename { at: resource_path(&one.from), to: one.to.clone() }));
    document.with_edits(&edits).map_or_else(|_| document.clone(), |(document, _)| document)
}

fn all_json(document: &Document) -> Option<Json> {
    document.root().map(|root| to_json(&root.literal_value()))
}

#[cfg(test)]
mod tests;
