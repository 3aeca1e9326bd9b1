//! Entries that have a name others use, and who uses it: what a rename carries and what a removal would break.
//!
//! Source: AWS page "Intrinsic function reference", "Template anatomy"; the words of cfn-init's command line.
//! Reads a document; the edits are made in [`super::recipe`].

mod below;
mod command;
mod computed;
mod encoded;
mod fault;
mod named;
mod visit;

pub use below::{links, names_below};
pub use computed::{computed_conditions, computed_names, is_computed};
pub use encoded::encoded_uses;
pub use fault::rename_fault;
pub use named::Named;

use std::ops::Range;

use super::evaluate::Evaluation;
use super::init::trigger;
use super::substitution::{SubPiece, pieces};
use super::{Template, for_each, section};
use crate::document::{Document, Path};

/// Metadata that the console's form reads. Source: AWS page "AWS::CloudFormation::Interface".
pub const INTERFACE: &str = "AWS::CloudFormation::Interface";

/// A place that uses the name of an entry.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Use {
    /// The scalar that says the name, or the entry whose key is the name.
    pub at: Path,
    /// Bytes of the scalar's text that are the name; of a key all of it.
    pub span: Range<usize>,
    /// In which way it is used.
    pub how: How,
}

/// How a place uses a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum How {
    /// `Ref`.
    Ref,
    /// `Fn::GetAtt`.
    GetAtt,
    /// `${Name}` or `${Name.Attribute}`.
    Sub,
    /// `DependsOn`.
    DependsOn,
    /// `Condition` of a resource, of an output or in another condition.
    Condition,
    /// First argument of `Fn::If`.
    If,
    /// First argument of `Fn::FindInMap`.
    FindInMap,
    /// `Fn::ValueOf` in a rule.
    ValueOf,
    /// The console's form: a group's list.
    Group,
    /// The console's form: a label, whose key is the name.
    Label,
    /// Member of a config set.
    Member,
    /// An option of a helper script, or a path of cfn-hup, in a text.
    Words,
    /// The resource that a signal is sent to: `cfn-signal --resource`, `SignalResource` of the API.
    Signal,
    /// A service's list of what restarts it.
    Trigger,
    /// A file's or source's credentials.
    Authentication,
    /// `{{name}}` in a file's content.
    Context,
}

impl How {
    /// For people.
    pub fn word(self) -> &'static str {
        match self {
            How::Ref => "Ref",
            How::GetAtt => "GetAtt",
            How::Sub => "${…}",
            How::DependsOn => "DependsOn",
            How::Condition => "Condition",
            How::If => "If",
            How::FindInMap => "FindInMap",
            How::ValueOf => "ValueOf",
            How::Group => "group of the console’s form",
            How::Label => "label of the console’s form",
            How::Member => "config set",
            How::Words => "command line",
            How::Signal => "signal",
            How::Trigger => "restarts a service",
            How::Authentication => "authentication",
            How::Context => "{{…}}",
        }
    }
}

/// All places that use the name of the entry at `at`, in the order of the text; none if the entry defines no name. Of an
/// entry in a loop also the names that the loop makes of its key.
pub fn uses(document: &Document, at: &Path) -> Vec<Use> {
    let Some(name) = at.last_key() else { return Vec::new() };
    let mut found = uses_as(document, at, name);
    for name in names_made(document, at).iter().filter(|made| *made != name) {
        found.extend(uses_as(document, at, name));
    }
    found
}

/// The names that a loop makes of the key of the entry at `at`; none outside of loops, or if its values are not known.
pub fn names_made(document: &Document, at: &Path) -> Vec<String> {
    let outside = for_each::outside(at);
    match (outside.steps(), at.last_key()) {
        ([section, _], Some(key)) if outside != *at => {
            Evaluation::names_made(Template::of(document), section.key().unwrap_or_default(), key)
        }
        _ => Vec::new(),
    }
}

/// Places that name what the entry at `at` defines by another name: one that a loop makes of its key.
pub fn uses_as(document: &Document, at: &Path, name: &str) -> Vec<Use> {
    let Some(named) = Named::at(document, at) else { return Vec::new() };
    match &named {
        Named::Output | Named::Rule => Vec::new(),
        Named::Declared { config, section } => {
            let places = trigger::naming(document, config, *section, name);
            places.into_iter().map(|at| Use { at, span: 0..name.len(), how: How::Trigger }).collect()
        }
        Named::Variable { function } => in_function(document, function, name),
        Named::Context { file } => in_content(document, file, name),
        Named::Parameter
        | Named::Resource
        | Named::Condition
        | Named::Mapping
        | Named::Config { .. }
        | Named::ConfigSet { .. }
        | Named::Authentication { .. } => visit::all(document, &named, name),
    }
}

/// What would refer to nothing if the entry at `at` were gone: uses of its name, or of the names right below it, from
/// outside of it.
pub fn deletes(document: &Document, at: &Path) -> Vec<Use> {
    let mut broken = uses(document, at);
    if at.last_key().is_some_and(for_each::is_for_each) {
        let bodies = at.parent().and_then(|parent| document.node(&parent)).into_iter().flat_map(for_each::entries);
        let inside = bodies.map(|one| one.entry.value.path()).filter(|path| path.starts_with(at));
        broken = inside.flat_map(|path| uses(document, &path)).collect();
    } else if Named::at(document, at).is_none() {
        let below = document.node(at).into_iter().flat_map(|node| node.entries());
        broken = below.flat_map(|entry| uses(document, &at.join(entry.key()))).collect();
    }
    broken.retain(|one| !one.at.starts_with(at));
    broken
}

/// The resources, parameters, outputs and other entries with a name of their own that hold the uses, each once, apart
/// from the entry `of` itself: `WebServer`, `SiteUrl`.
pub fn users(uses: &[Use], of: &Path) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for one in uses.iter().filter(|one| !one.at.starts_with(of)) {
        let at = for_each::outside(&one.at);
        let name = at.steps().get(1).or(at.last()).map(|step| step.to_string()).unwrap_or_default();
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// A place in words: `WebServer › configure › files › /etc/app.conf › content`. Words that are the same everywhere are
/// left out.
pub fn trail(at: &Path) -> String {
    const SILENT: [&str; 5] =
        ["Properties", section::METADATA, section::RESOURCES, super::init::INIT, section::PARAMETERS];
    let at = &for_each::outside(at);
    let steps = at.steps();
    let is_function = |key: &str| key == "Ref" || key.starts_with("Fn::");
    let named: Vec<String> = steps
        .iter()
        .enumerate()
        .filter(|(index, step)| match step.key() {
            Some(key) => steps.len() == 1 || (!SILENT.contains(&key) && !is_function(key)) || *index == 1,
            None => false,
        })
        .map(|(_, step)| step.to_string())
        .collect();
    if named.is_empty() { at.to_string() } else { named.join(" › ") }
}

/// Where a use stands, for people: `SiteUrl › Value (line 12)`.
pub fn place_of(document: &Document, one: &Use) -> String {
    let trail = trail(&one.at);
    match document.line_of_part(&one.at, &one.span) {
        Some(line) => format!("{trail} (line {line})"),
        None => trail,
    }
}

/// Uses of one of `Fn::Sub`'s own names: in its text.
fn in_function(document: &Document, function: &Path, name: &str) -> Vec<Use> {
    let at = function.join(0);
    let text = document.scalar(&at).unwrap_or_default();
    in_braces(text, |found| found == name).map(|span| Use { at: at.clone(), span, how: How::Sub }).collect()
}

/// Where `${…}` whose name is wanted stand in a text: the name's first part.
fn in_braces<'t>(text: &'t str, wanted: impl Fn(&str) -> bool + 't) -> impl Iterator<Item = Range<usize>> + 't {
    let mut start = 0;
    pieces(text).into_iter().filter_map(move |piece| {
        let own = start;
        start += piece.written().len();
        let SubPiece::Name { written, name } = piece else { return None };
        let first = name.split('.').next().unwrap_or(name);
        let first = if wanted(name) { name } else { first };
        let at = own + 2 + written.get(2..)?.find(name)?;
        (!first.is_empty() && wanted(first)).then_some(at..at + first.len())
    })
}

/// Uses of a value of a file's context: `{{name}}`, `{{#name}}` and their like in its content.
fn in_content(document: &Document, file: &Path, name: &str) -> Vec<Use> {
    let mut found = Vec::new();
    let mut waiting = vec![file.join("content")];
    while let Some(at) = waiting.pop() {
        let Some(node) = document.node(&at) else { continue };
        let below = node.entries().map(|entry| at.join(entry.key())).collect::<Vec<_>>();
        let items = (0..node.items().count()).map(|index| at.join(index)).collect::<Vec<_>>();
        waiting.extend(below.into_iter().chain(items).rev());
        let text = node.scalar().unwrap_or_default();
        for (open, _) in text.match_indices("{{") {
            let behind = text.get(open + 2..).unwrap_or_default();
            let inside = behind.trim_start_matches(['{', '#', '^', '/', '&', ' ']);
            let start = open + 2 + behind.len() - inside.len();
            let end = inside.find('}').unwrap_or_default();
            if inside.get(..end).map(str::trim_end) == Some(name) {
                found.push(Use { at: at.clone(), span: start..start + name.len(), how: How::Context });
            }
        }
    }
    found.dedup();
    found
}
