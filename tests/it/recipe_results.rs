//! What recipes write, as files for cfn-lint: `tests/acceptance/test_recipe_results.py` runs this and judges the files.
//!
//! Every recipe is applied to every target of the starters, of `tests/fixtures/templates` and of the corpus, with its
//! defaults and with each option on its own; and to starters in which a function replaces a value that the recipe reads or
//! changes. Each result is a line of `results.jsonl` with the text before, the text after and the sentences.

use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash, Hasher};
use std::io::{BufWriter, Write};
use std::path::PathBuf;

use cf_init::document::{Document, Edit, Kind, Mapping, Path, Slot, Value};
use cf_init::recipe::definition::{OptionKind, OptionValues, Recipe, RecipeGroup};
use cf_init::recipe::registry::RECIPES;
use cf_init::starter::STARTERS;

use crate::corpus::{files, templates};
use crate::recipe_registry::{given, targets};

/// Name of the condition, parameter, loop and included file in what replaces a value.
const MARKER: &str = "MarkerOfTheTest";

/// The folder of results, and how many there are.
struct Results {
    folder: PathBuf,
    lines: BufWriter<fs::File>,
    proposed: usize,
    refused: usize,
}

impl Results {
    fn new() -> Results {
        let folder = match std::env::var_os("CF_INIT_RESULTS") {
            Some(folder) => PathBuf::from(folder),
            None => PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("recipe-results"),
        };
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        let lines = BufWriter::new(fs::File::create(folder.join("results.jsonl")).unwrap());
        Results { folder, lines, proposed: 0, refused: 0 }
    }

    /// The name of a file with this text.
    fn file(&self, text: &str) -> String {
        let mut hasher = DefaultHasher::new();
        text.hash(&mut hasher);
        let extension = if text.trim_start_matches('\u{feff}').trim_start().starts_with('{') { "json" } else { "yaml" };
        let name = format!("{:016x}.{extension}", hasher.finish());
        let path = self.folder.join(&name);
        if !path.exists() {
            fs::write(path, text).unwrap();
        }
        name
    }

    /// Writes the result of a recipe.
    fn add(&mut self, source: &str, attempt: &Attempt, document: &Document, outcome: &Outcome) {
        let (after, does, leaves) = match outcome {
            Ok(proposal) => {
                self.proposed += 1;
                match proposal.outcome(document) {
                    Ok(after) => (Some(self.file(after.text())), proposal.does.clone(), proposal.leaves.clone()),
                    Err(why) => (None, Vec::new(), vec![why.to_string()]),
                }
            }
            Err(why) => {
                self.refused += 1;
                assert!(why.ends_with('.'), "{source} {attempt:?}: {why}");
                (None, Vec::new(), vec![why.clone()])
            }
        };
        let line = serde_json::json!({
            "source": source,
            "recipe": attempt.recipe.id,
            "target": attempt.target,
            "options": format!("{:?}", attempt.values),
            "before": self.file(document.text()),
            "after": after,
            "does": does,
            "leaves": leaves,
        });
        writeln!(self.lines, "{line}").unwrap();
    }
}

type Outcome = Result<cf_init::recipe::proposal::Proposal, String>;

/// A recipe with a target and values of its options.
#[derive(Debug)]
struct Attempt {
    recipe: &'static Recipe,
    target: String,
    values: OptionValues,
}

impl Attempt {
    fn outcome(&self, document: &Document) -> Outcome {
        let values = self.recipe.complete(document, &self.target, &self.values, Some("site"));
        self.recipe.propose(document, &self.target, &values).map_err(|why| why.to_string())
    }
}

/// All attempts in a document: with defaults, and with each flag and choice on its own.
fn attempts(document: &Document) -> Vec<Attempt> {
    let mut all = Vec::new();
    for recipe in RECIPES {
        for target in targets(recipe, document) {
            // Keys below the entries of sections are CloudFormation's words.
            let named = || document.path_from_pointer(&target).is_some_and(|path| is_entry(&path));
            if matches!(recipe.id, "remove" | "rename") && !named() {
                continue;
            }
            let mut variants = vec![given(recipe)];
            if recipe.group != RecipeGroup::Entry {
                for option in recipe.options {
                    let mut with = |values: Vec<String>| {
                        let mut variant = given(recipe);
                        variant.set(option.name, values);
                        variants.push(variant);
                    };
                    match option.kind {
                        OptionKind::Flag | OptionKind::OptOut => with(vec!["true".into()]),
                        OptionKind::NumberOrNone => with(vec!["none".into()]),
                        OptionKind::Choice(choices) => {
                            choices(document, &target).into_iter().for_each(|choice| with(vec![choice.value]));
                        }
                        OptionKind::Several(choices) => {
                            with(choices(document, &target).into_iter().map(|choice| choice.value).collect());
                        }
                        OptionKind::Text | OptionKind::Texts | OptionKind::Number => {}
                    }
                }
            }
            all.extend(variants.into_iter().map(|values| Attempt { recipe, target: target.clone(), values }));
        }
    }
    all
}

/// True for a parameter, resource, output, condition or mapping.
fn is_entry(path: &Path) -> bool {
    let section = path.steps().first().and_then(|step| step.key());
    path.steps().len() == 2
        && matches!(section, Some("Parameters" | "Resources" | "Outputs" | "Conditions" | "Mappings"))
}

/// All values of a document below its sections.
fn values(document: &Document) -> Vec<Path> {
    let mut open: Vec<_> = document.root().into_iter().collect();
    let mut all = Vec::new();
    while let Some(node) = open.pop() {
        let path = node.path();
        if path.steps().len() > 1 {
            all.push(path);
        }
        open.extend(node.items().chain(node.entries().map(|entry| entry.value)));
    }
    all
}

fn map(key: &str, value: Value) -> Value {
    let mut mapping = Mapping::new();
    mapping.insert(key.into(), value);
    Value::Mapping(mapping)
}

fn list(values: Vec<Value>) -> Value {
    Value::Sequence(values)
}

/// True for one of some; `CF_INIT_ONE_OF` says of how many, and without it all are taken.
fn sampled(value: &impl Hash) -> bool {
    let one_of = std::env::var("CF_INIT_ONE_OF").ok().and_then(|number| number.parse().ok()).unwrap_or(1_u64);
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish().is_multiple_of(one_of.max(1))
}

/// The names of the functions that replace a value.
const FUNCTIONS: &[&str] = &["If", "If else", "NoValue", "Ref", "Sub", "Transform", "Transform beside", "ForEach"];

/// The document with a function in place of the value at `at`, or beside its keys; `None` if it has no place there.
fn with_function(document: &Document, at: &Path, function: &str) -> Option<Document> {
    let node = document.node(at)?;
    let original = node.source_ref();
    let nothing = || map("Ref", "AWS::NoValue".into());
    let section = at.steps().first()?.key()?;
    let set = |value: Value| Some(Edit::Set { at: at.clone(), value });
    let condition = Edit::Insert {
        into: Path::root().join("Conditions"),
        slot: Slot::Key(MARKER.into()),
        value: map("Fn::Equals", list(vec![map("Ref", "AWS::Region".into()), "us-east-1".into()])),
    };
    let include = || {
        let mut transform = Mapping::new();
        transform.insert("Name".into(), "AWS::Include".into());
        transform
            .insert("Parameters".into(), map("Location", format!("s3://{}/part.yaml", MARKER.to_lowercase()).into()));
        Value::Mapping(transform)
    };
    let inside = matches!(section, "Resources" | "Outputs") && at.steps().len() > 3;
    let branches = |other: Value| map("Fn::If", list(vec![MARKER.into(), original.clone(), other]));
    let edits = match function {
        "If" if inside => vec![condition, set(branches(nothing()))?],
        "If else" if inside => vec![condition, set(branches(original.clone()))?],
        "NoValue" if inside && !matches!(at.last_key(), Some("Key" | "Value")) => vec![set(nothing())?],
        "Ref" | "Sub" if inside && node.kind() == Kind::Scalar => {
            let parameter = map("Type", "String".into());
            let slot = Slot::Key(MARKER.into());
            let value = if function == "Ref" {
                map("Ref", MARKER.into())
            } else {
                map("Fn::Sub", format!("${{{MARKER}}}").into())
            };
            vec![Edit::Insert { into: Path::root().join("Parameters"), slot, value: parameter }, set(value)?]
        }
        "Transform" if inside && node.kind() != Kind::Scalar => vec![set(map("Fn::Transform", include()))?],
        "Transform beside"
            if section == "Resources" && node.kind() == Kind::Mapping && !node.is_empty() && own_keys(&node) =>
        {
            vec![Edit::Insert { into: at.clone(), slot: Slot::Key("Fn::Transform".into()), value: include() }]
        }
        "ForEach" if matches!(section, "Resources" | "Outputs" | "Conditions") && at.steps().len() == 2 => {
            let key = at.last_key()?;
            let body = map(&format!("{key}${{{MARKER}}}"), original);
            let items = list(vec!["One".into(), "Two".into()]);
            let slot = Slot::Key(format!("Fn::ForEach::{MARKER}"));
            let mut edits =
                vec![Edit::Insert { into: at.parent()?, slot, value: list(vec![MARKER.into(), items, body]) }];
            edits.push(Edit::Remove { at: at.clone() });
            let transform = Path::root().join("Transform");
            if document.node(&transform).is_none() {
                let slot = Slot::Key("Transform".into());
                edits.push(Edit::Insert { into: Path::root(), slot, value: "AWS::LanguageExtensions".into() });
            }
            edits
        }
        _ => return None,
    };
    document.with_edits(&edits).ok().map(|(document, _)| document)
}

/// True if the keys of a mapping are no function.
fn own_keys(node: &cf_init::document::Node<'_>) -> bool {
    node.entries().all(|entry| !entry.key().starts_with("Fn::") && entry.key() != "Ref")
}

#[test]
#[ignore = "writes files for the acceptance tests"]
fn recipes_over_templates() {
    let mut results = Results::new();
    let all = match std::env::var_os("CF_INIT_TEMPLATES") {
        Some(folder) => files(std::path::Path::new(&folder)),
        None => {
            let starters = STARTERS.iter().map(|starter| (starter.name.to_string(), starter.text.to_string()));
            starters.chain(templates(&["init", "general"])).collect()
        }
    };
    for (name, text) in all.iter().filter(|(_, text)| text.len() < 100_000) {
        let document = Document::parse(text.as_str());
        for attempt in attempts(&document) {
            if sampled(&(name, attempt.recipe.id, &attempt.target, format!("{:?}", attempt.values))) {
                results.add(name, &attempt, &document, &attempt.outcome(&document));
            }
        }
    }
    println!("{} proposed, {} refused", results.proposed, results.refused);
}

#[test]
#[ignore = "writes files for the acceptance tests"]
fn recipes_over_functions() {
    let mut results = Results::new();
    for starter in STARTERS {
        let document = Document::parse(starter.text);
        let attempts: Vec<_> = attempts(&document)
            .into_iter()
            .filter(|one| one.recipe.group != RecipeGroup::Entry && one.values == given(one.recipe))
            .collect();
        let plain: Vec<Outcome> = attempts.iter().map(|attempt| attempt.outcome(&document)).collect();
        for at in values(&document) {
            for function in FUNCTIONS {
                if !sampled(&(starter.name, &at.to_string(), function)) {
                    continue;
                }
                let Some(changed) = with_function(&document, &at, function) else { continue };
                for (attempt, plain) in attempts.iter().zip(&plain) {
                    let outcome = attempt.outcome(&changed);
                    if concerned(&at, plain, &outcome) {
                        results.add(&format!("{}: {function} at {at}", starter.name), attempt, &changed, &outcome);
                    }
                }
            }
        }
    }
    println!("{} proposed, {} refused", results.proposed, results.refused);
}

/// True if the function at `at` changes what the recipe does, or the recipe edits there.
fn concerned(at: &Path, plain: &Outcome, outcome: &Outcome) -> bool {
    let Ok(proposal) = outcome else { return plain != outcome };
    plain.as_ref().map(|plain| format!("{plain:?}")) != Ok(format!("{proposal:?}"))
        || proposal.edits.iter().any(|edit| edit.path().starts_with(at) || matches!(edit, Edit::MoveTo { .. }))
}
