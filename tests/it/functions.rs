//! Functions in place of values: each function at each position below the resources of every starter, and every recipe and
//! evaluation over the result.
//!
//! Nothing may panic, the text stays readable, nothing is lost that the same recipe keeps in the unchanged starter, and no
//! sentence says that something is missing which the function may give. A sample by default; all with
//! `CF_INIT_FUNCTIONS=all`, or those of one starter with `CF_INIT_FUNCTIONS=NAME`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::rc::Rc;

use cf_init::check::check;
use cf_init::diagram::Diagram;
use cf_init::document::{Document, Edit, Kind, Node, Path, Slot, Value};
use cf_init::recipe::definition::{OptionValues, Recipe, RecipeGroup};
use cf_init::recipe::registry::RECIPES;
use cf_init::starter::STARTERS;
use cf_init::template::Template;
use cf_init::template::convert::{to_json, to_yaml};
use cf_init::template::evaluate::{Evaluation, ParameterValues};
use cf_init::template::function::long_name;

use crate::recipe_registry::{given, pointer, targets};

/// Words by which a sentence says that something is missing or complete.
const MISSING: [&str; 19] = [
    "There is no",
    "No subnet",
    "No block",
    "No VPC",
    "Nothing says",
    "Nothing uses",
    " has no ",
    " have no ",
    " had no ",
    " is no ",
    " has all of this already",
    " has a private subnet already",
    " already.",
    " already, ",
    " is not an ",
    " does not say ",
    " is not of this template",
    " does not exist",
    " waits for no signal",
];

/// Words by which a sentence names the function.
const NAMED: [&str; 6] = ["function", "Fn::", " not known", "given by", "loop", "at the deployment"];

/// Said where the parameter in place of an image names a public parameter then.
const RETYPED: &str = "Parameter MarkerParameter takes the name of a public parameter.";

/// A way to put a function in place of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Variant {
    /// `Fn::If` with the value in one branch and `AWS::NoValue` in the other.
    If,
    /// `Ref` of a parameter.
    Ref,
    /// `Fn::Sub` of the same text.
    Sub,
    /// `Ref` of `AWS::NoValue`.
    NoValue,
    /// `Fn::Transform` beside the keys of a mapping.
    TransformBeside,
    /// `Fn::Transform` in place of a value.
    Transform,
    /// A loop whose body is the mapping.
    ForEach,
}

const VARIANTS: [Variant; 7] = [
    Variant::If,
    Variant::Ref,
    Variant::Sub,
    Variant::NoValue,
    Variant::TransformBeside,
    Variant::Transform,
    Variant::ForEach,
];

/// A mapping with one key.
fn single(key: &str, value: Value) -> Value {
    Value::Mapping([(Value::from(key), value)].into_iter().collect())
}

fn transform() -> Value {
    single("Name", "MarkerTransform".into())
}

impl Variant {
    /// The edit that puts the function at a node. `None` where it makes no sense.
    fn edit(self, node: Node<'_>) -> Option<Edit> {
        let at = node.path();
        let (is_mapping, is_plain) = (node.kind() == Kind::Mapping, node.tag().is_none());
        let no_value = || single("Ref", "AWS::NoValue".into());
        let value = match self {
            Variant::If => {
                single("Fn::If", Value::Sequence(vec!["MarkerCondition".into(), node.source_ref(), no_value()]))
            }
            Variant::Ref => single("Ref", "MarkerParameter".into()),
            Variant::Sub if is_plain && node.kind() == Kind::Scalar && !node.scalar()?.contains("${") => {
                single("Fn::Sub", node.source_ref())
            }
            Variant::NoValue => no_value(),
            Variant::TransformBeside if is_mapping && is_plain => {
                let slot = Slot::Key("Fn::Transform".into());
                return Some(Edit::Insert { into: at, slot, value: transform() });
            }
            Variant::Transform => single("Fn::Transform", transform()),
            Variant::ForEach if is_mapping && is_plain => {
                let values = Value::Sequence(vec!["MarkerA".into(), "MarkerB".into()]);
                single("Fn::ForEach::MarkerLoop", Value::Sequence(vec!["MarkerItem".into(), values, node.source_ref()]))
            }
            _ => return None,
        };
        Some(Edit::Set { at, value })
    }
}

/// The starter with a condition and a parameter for the functions.
fn prepared(text: &str) -> Document {
    let mut document = Document::parse(text);
    let condition = single("Fn::Equals", Value::Sequence(vec![single("Ref", "AWS::Region".into()), "x".into()]));
    for (section, key, value) in [
        ("Conditions", "MarkerCondition", condition),
        ("Parameters", "MarkerParameter", single("Type", "String".into())),
    ] {
        let into = Path::root().join(section);
        document.edit(&Edit::Insert { into, slot: Slot::Key(key.into()), value }).unwrap();
    }
    document
}

/// The values below the resources that are no function's arguments.
fn positions(document: &Document) -> Vec<Path> {
    let mut open: Vec<_> = document.node(&Path::root().join("Resources")).into_iter().collect();
    let mut all = Vec::new();
    while let Some(node) = open.pop() {
        all.push(node.path());
        let inner = node.items().chain(node.entries().map(|entry| entry.value)).collect::<Vec<_>>();
        let is_function =
            node.tag().is_some() || node.entries().any(|entry| entry.key().starts_with("Fn::") || entry.key() == "Ref");
        if !is_function {
            open.extend(inner);
        }
    }
    // The section itself and types of resources take no function; whole resources take loops only.
    all.retain(|path| !(path.steps().len() == 1 || path.steps().len() == 3 && path.last_key() == Some("Type")));
    all.sort();
    all
}

/// How often each key, scalar and function is in some values, functions by their long names.
fn tokens<'d>(nodes: impl Iterator<Item = Node<'d>>) -> BTreeMap<String, isize> {
    let mut counts = BTreeMap::new();
    let mut open: Vec<_> = nodes.collect();
    while let Some(node) = open.pop() {
        let mut count = |word: &str| *counts.entry(word.to_string()).or_default() += 1;
        if let Some(name) = node.tag().and_then(long_name) {
            count(name);
        }
        if let Some(text) = node.scalar() {
            // Texts of several lines change in places: their lines count.
            text.lines().map(str::trim).filter(|line| !line.is_empty()).for_each(&mut count);
        }
        node.entries().for_each(|entry| count(entry.key()));
        open.extend(node.items().chain(node.entries().map(|entry| entry.value)));
    }
    counts
}

/// How often each key and scalar is in the values that edits write.
fn written(edits: &[Edit]) -> BTreeMap<String, isize> {
    let mut counts = BTreeMap::new();
    let mut open: Vec<Value> = Vec::new();
    for edit in edits {
        match edit {
            Edit::Set { value, .. } => open.push(value.clone()),
            Edit::Insert { slot, value, .. } => {
                open.push(value.clone());
                if let Slot::Key(key) | Slot::KeyAt(key, _) = slot {
                    open.push(key.as_str().into());
                }
            }
            Edit::Rename { to, .. } => open.push(to.as_str().into()),
            Edit::Wrap { under, .. } => open.push(under.as_str().into()),
            Edit::ReplaceInScalar { .. } | Edit::Remove { .. } | Edit::MoveTo { .. } => {}
            Edit::Reorder { .. } | Edit::Unwrap { .. } | Edit::RemoveAnchor { .. } => {}
        }
    }
    while let Some(value) = open.pop() {
        match value {
            Value::Mapping(entries) => open.extend(entries.into_iter().flat_map(|(key, value)| [key, value])),
            Value::Sequence(items) => open.extend(items),
            Value::Tagged(tag, value) => {
                let name = long_name(&tag.to_string()).unwrap_or_default();
                *counts.entry(name.to_string()).or_default() += 1;
                open.push(*value);
            }
            Value::Source(_) | Value::Null => {}
            Value::String(text) => {
                let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
                lines.for_each(|line| *counts.entry(line.to_string()).or_default() += 1);
            }
            Value::Bool(_) | Value::Number(_) => {
                let text = cf_init::template::function::to_json(&value).to_string();
                *counts.entry(text).or_default() += 1;
            }
        }
    }
    counts
}

/// What is in the first more often than in the second.
fn lost(before: &BTreeMap<String, isize>, after: &BTreeMap<String, isize>) -> BTreeMap<String, isize> {
    let less = |(word, count): (&String, &isize)| {
        let gone = count - after.get(word).unwrap_or(&0);
        (gone > 0).then(|| (word.clone(), gone))
    };
    before.iter().filter_map(less).collect()
}

/// What a recipe did to a document: its sentences, what is lost, what it wrote, and which entries it removed.
#[derive(Default)]
struct Outcome {
    sentences: Vec<String>,
    lost: BTreeMap<String, isize>,
    written: BTreeMap<String, isize>,
    removed: Vec<Path>,
}

fn outcome(
    recipe: &Recipe,
    document: &Document,
    (target, values): (&str, &OptionValues),
    before: &BTreeMap<String, isize>,
    name: &str,
) -> Outcome {
    match recipe.propose(document, target, values) {
        Err(why) => {
            assert!(why.to_string().ends_with('.'), "{name}: {why}");
            Outcome { sentences: vec![why.to_string()], ..Outcome::default() }
        }
        Ok(proposal) => {
            let after = proposal.outcome(document).unwrap_or_else(|why| panic!("{name}: {why}"));
            assert_eq!(after.syntax_error(), None, "{name}\n{}", after.text());
            let value = |document: &Document| document.root().map(|root| root.value());
            assert_eq!(value(&Document::parse(after.text())), value(&after), "{name}");
            let sentences = proposal.does.iter().chain(&proposal.leaves).cloned().collect();
            let removed = proposal.edits.iter().filter_map(|edit| match edit {
                Edit::Remove { at } => Some(at.clone()),
                _ => None,
            });
            let (removed, written) = (removed.collect(), written(&proposal.edits));
            Outcome { sentences, lost: lost(before, &tokens(after.root().into_iter())), written, removed }
        }
    }
}

/// Runs everything that reads a template.
fn evaluate(document: &Document) {
    let template = Template::of(document);
    let values = ParameterValues::new();
    for resource in template.resources() {
        let _ = Evaluation::of(template, &values).metadata(resource.id());
    }
    check(document);
    Diagram::of(document);
    let _ = to_json(document);
    let _ = to_yaml(document);
}

/// Recipes that change one entry, with the targets at and around a position.
fn at_the_position(document: &Document, at: &Path) -> Vec<(&'static Recipe, String)> {
    let entry = |recipe: &&Recipe| recipe.group == RecipeGroup::Entry;
    let of_entry = |recipe: &&Recipe| recipe.subject.is_some_and(|subject| subject.option == "at");
    let recipes = RECIPES.iter().copied().filter(entry).filter(of_entry);
    let places = [Some(at.clone()), at.parent()];
    let places: Vec<Path> = places.into_iter().flatten().filter(|at| at.steps().len() > 1).collect();
    let known = |at: &&Path| document.node(at).is_some();
    recipes.flat_map(|recipe| places.iter().filter(known).map(|at| (recipe, pointer(at))).collect::<Vec<_>>()).collect()
}

/// What is wrong with the recipes over one document, as lines of a report.
fn faults(name: &str, start: &Document, at: &Path, variant: Variant, base: &mut Base, report: &mut BTreeSet<String>) {
    let node = start.node(at).unwrap();
    // CloudFormation takes no other function in place of a resource or of its attributes.
    let is_beside = matches!(variant, Variant::TransformBeside | Variant::ForEach);
    if at.steps().len() < 4 && !(is_beside && at.steps().len() > 1) {
        return;
    }
    let Some(edit) = variant.edit(node) else { return };
    let Ok((document, _)) = start.with_edits(std::slice::from_ref(&edit)) else { return };
    assert_eq!(document.syntax_error(), None, "{name}");
    evaluate(&document);
    let before = tokens(document.root().into_iter());
    let inside = tokens(std::iter::once(node));
    let whole = RECIPES.iter().copied().filter(|recipe| recipe.group != RecipeGroup::Entry);
    let all: Vec<(&Recipe, String)> = whole
        .flat_map(|recipe| targets(recipe, start).into_iter().map(move |target| (recipe, target)))
        .chain(at_the_position(&document, at))
        .collect();
    for (recipe, target) in all {
        let label = format!("{name}: {variant:?} at {at}: {} of {target}", recipe.id);
        let complete = |document: &Document| recipe.complete(document, &target, &given(recipe), Some("site"));
        let (values, of_start) = (complete(&document), complete(start));
        let found = outcome(recipe, &document, (&target, &values), &before, &label);
        // The unchanged starter with its own options, and with the same ones: these may be others where a function hides
        // what they follow from, which a sentence has to say.
        let is_said = found.sentences.iter().any(|sentence| NAMED.iter().any(|words| sentence.contains(words)));
        let known: Vec<Rc<Outcome>> = [&of_start, &values].map(|one| base.of(recipe, start, &target, one)).into();
        if variant != Variant::NoValue {
            for sentence in &found.sentences {
                let is_missing = MISSING.iter().any(|words| sentence.contains(words));
                let is_named = NAMED.iter().any(|words| sentence.contains(words));
                let is_known = known.iter().any(|known| known.sentences.contains(sentence));
                if is_missing && !is_named && !is_known {
                    report.insert(format!("{label}: says: {sentence}"));
                }
            }
        }
        if recipe.group == RecipeGroup::Entry {
            continue;
        }
        // What stands at the position may go with it where the recipe removes that, or says that it removes it.
        let keys: Vec<&str> = at.steps().iter().skip(1).filter_map(|step| step.key()).collect();
        let names_it = |sentence: &String| {
            let is_named = NAMED.iter().any(|words| sentence.contains(words));
            is_named && keys.iter().any(|key| *key != "Properties" && sentence.contains(key))
        };
        let known: Vec<Rc<Outcome>> = known.into_iter().take(if is_said { 2 } else { 1 }).collect();
        let goes = |known: &Rc<Outcome>| {
            inside.iter().any(|(word, _)| known.lost.contains_key(word))
                || known.removed.iter().any(|gone| at.starts_with(gone))
        };
        let removed = inside.is_empty()
            || variant == Variant::NoValue
            || known.iter().any(goes)
            || found.sentences.iter().any(names_it);
        // A parameter names no resource of the template: what only the replaced text used may be told to go.
        let unused = unused_and_told(&document, &found, variant);
        let of_both =
            |known: &Rc<Outcome>| tokens_at(&document, found.removed.iter().filter(|at| known.removed.contains(at)));
        let whole: Vec<_> = known.iter().map(of_both).collect();
        let mut gone = Vec::new();
        for (word, count) in &found.lost {
            let of = |counts: &BTreeMap<String, isize>| *counts.get(word).unwrap_or(&0);
            // What the recipe writes may take the place of as much; what it removes as a whole may go as a whole.
            let allowed =
                known.iter().zip(&whole).map(|(known, whole)| (of(&known.lost) + of(&known.written)).max(of(whole)));
            let allowed = allowed.max().unwrap_or_default() + of(&unused);
            let is_marker = word.starts_with("Marker")
                || word.starts_with("Fn::")
                || ["Ref", "AWS::NoValue", "Name"].contains(&word.as_str());
            let is_retyped = word == "String" && *count == 1 && found.sentences.iter().any(|one| one == RETYPED);
            if *count > allowed && !(is_marker && removed) && !is_retyped {
                gone.push(word.as_str());
            }
        }
        if !gone.is_empty() {
            report.insert(format!(
                "{label}: loses {} words: {}",
                gone.len(),
                gone.join(" | ").chars().take(200).collect::<String>()
            ));
        }
    }
}

/// What is in the resources that a recipe removed and named, and the texts with their names in them, where the variant took
/// away what used them.
fn unused_and_told(document: &Document, found: &Outcome, variant: Variant) -> BTreeMap<String, isize> {
    let is_told = |id: &str| {
        found.sentences.iter().any(|one| one.contains(id) && one.contains("removed"))
            && match variant {
                Variant::Ref | Variant::NoValue => true,
                Variant::Transform => found.sentences.iter().any(|one| one.contains("Fn::Transform (line ")),
                Variant::If | Variant::Sub | Variant::TransformBeside | Variant::ForEach => false,
            }
    };
    let resources = found.removed.iter().filter(|at| at.steps().len() == 2);
    let told: Vec<&str> = resources.clone().filter_map(|at| at.last_key()).filter(|id| is_told(id)).collect();
    let mut counts = tokens_at(document, resources.filter(|_| !told.is_empty()));
    let names = |word: &str| told.iter().any(|id| word.contains(&format!("${{{id}}}")));
    for (word, count) in found.lost.iter().filter(|(word, _)| names(word)) {
        *counts.entry(word.clone()).or_default() += count;
    }
    counts
}

/// How often each key, scalar and function is in some entries.
fn tokens_at<'p>(document: &Document, paths: impl Iterator<Item = &'p Path>) -> BTreeMap<String, isize> {
    let entries = paths.filter_map(|at| document.node(&at.parent()?)?.entry(at.last_key()?));
    tokens(entries.flat_map(|entry| [entry.key_node, entry.value]))
}

/// What the recipes do to the unchanged starter, with the options that they are run with.
#[derive(Default)]
struct Base(BTreeMap<(&'static str, String, String), Rc<Outcome>>);

impl Base {
    fn of(&mut self, recipe: &Recipe, start: &Document, target: &str, values: &OptionValues) -> Rc<Outcome> {
        let key = (recipe.id, target.to_string(), format!("{values:?}"));
        let made = || Rc::new(outcome(recipe, start, (target, values), &tokens(start.root().into_iter()), recipe.id));
        self.0.entry(key).or_insert_with(made).clone()
    }
}

#[test]
fn functions_in_place_of_values_are_kept_and_named() {
    let chosen = std::env::var("CF_INIT_FUNCTIONS").unwrap_or_default();
    let step = if chosen.is_empty() { 197 } else { 1 };
    let mut report = BTreeSet::new();
    let mut count = 0;
    for starter in STARTERS.iter().filter(|one| chosen.is_empty() || chosen == "all" || chosen == one.name) {
        let start = prepared(starter.text);
        let mut base = Base::default();
        for at in positions(&start) {
            for variant in VARIANTS {
                count += 1;
                if count % step == 0 {
                    faults(starter.name, &start, &at, variant, &mut base, &mut report);
                }
            }
        }
    }
    let mut text = String::new();
    for line in &report {
        let _ = writeln!(text, "{line}");
    }
    assert!(report.is_empty(), "{} of {count}\n{text}", report.len());
}
