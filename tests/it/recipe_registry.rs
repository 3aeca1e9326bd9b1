//! The registry of recipes: each is complete, the command line and the documentation derive from it, and each recipe over every
//! starter and target proposes a change that can be undone, or refuses in a sentence.

use std::collections::BTreeMap;

use cf_init::document::{Document, Path};
use cf_init::recipe::definition::{OptionKind, OptionValues, Recipe, RecipeGroup};
use cf_init::recipe::registry::{RECIPES, find, offered, offered_for};
use cf_init::starter::STARTERS;

use crate::command_line::printed;

#[test]
fn names_of_recipes_and_options_are_unique() {
    let mut kinds = BTreeMap::new();
    for recipe in RECIPES {
        assert_eq!(find(recipe.id).map(|found| found.title), Some(recipe.title));
        assert!(recipe.about.ends_with('.') && !recipe.title.ends_with('.'), "{recipe:?}");
        for (index, option) in recipe.options.iter().enumerate() {
            let name = format!("{recipe:?} --{}", option.name);
            assert!(!option.label.is_empty() && !option.help.is_empty() && !option.help.ends_with('.'), "{name}");
            assert_eq!(option.value.is_empty(), option.kind.is_flag(), "{name}");
            assert!(recipe.options[..index].iter().all(|other| other.name != option.name), "{name}");
            // The command line reads words before it knows the recipe.
            assert_eq!(*kinds.entry(option.name).or_insert(option.kind.is_flag()), option.kind.is_flag(), "{name}");
            let hidden_by = option.unless.map(|flag| recipe.options.iter().any(|other| other.name == flag));
            assert_ne!(hidden_by, Some(false), "{name}");
        }
    }
}

#[test]
fn recipes_with_a_target_are_offered() {
    let ids = |text: &str, filter: &str| {
        offered(&Document::parse(text), filter).into_iter().map(|recipe| recipe.id).collect::<Vec<_>>()
    };
    assert_eq!(ids("", ""), ["vpc"]);
    assert_eq!(ids("Parameters: {P: {NoEcho: true}}\n", "secret"), ["secret"]);
    let machine = "Resources: {W: {Type: AWS::EC2::Instance}}\n";
    assert_eq!(ids(machine, "Operating"), ["operating-system"]);
    let of_machine = ids(machine, "");
    for id in ["operating-system", "role", "data-volume", "boot-logs", "new-secret", "auto-scaling-group", "tag"] {
        assert!(of_machine.contains(&id), "{id}");
    }
    assert!(!of_machine.contains(&"single-instance") && !of_machine.contains(&"rename"));
    let group = Document::parse("Resources: {G: {Type: AWS::AutoScaling::AutoScalingGroup}}\n");
    let of_group: Vec<_> = offered_for(&group, "G").into_iter().map(|recipe| recipe.id).collect();
    assert_eq!(of_group, ["single-instance", "load-balancer", "target-tracking"]);
    assert_eq!(offered_for(&group, "H"), Vec::<&Recipe>::new());
}

/// Targets of a recipe; every scalar entry and a sample of others for those that are offered at an entry.
pub(crate) fn targets(recipe: &Recipe, document: &Document) -> Vec<String> {
    match (recipe.group, recipe.subject.map(|subject| subject.option)) {
        (RecipeGroup::Entry, Some("at")) => entries(document).iter().map(pointer).collect(),
        (RecipeGroup::Entry, _) => {
            let parameters = document.node(&Path::root().join("Parameters"));
            parameters.into_iter().flat_map(|node| node.entries()).map(|entry| entry.key().to_string()).collect()
        }
        _ => (recipe.targets)(document).into_iter().map(|target| target.name).collect(),
    }
}

/// Entries of sections and every seventh value below them.
fn entries(document: &Document) -> Vec<Path> {
    let mut open: Vec<_> = document.root().into_iter().collect();
    let mut all = Vec::new();
    while let Some(node) = open.pop() {
        all.push(node.path());
        open.extend(node.items().chain(node.entries().map(|entry| entry.value)));
    }
    all.retain(|path| !path.is_root());
    let mut index = 0;
    all.retain(|path| {
        index += 1;
        path.steps().len() == 2 || index % 7 == 0
    });
    all
}

pub(crate) fn pointer(path: &Path) -> String {
    let escape = |step: String| step.replace('~', "~0").replace('/', "~1");
    let steps = path.steps().iter().map(|step| match step.key() {
        Some(key) => escape(key.to_string()),
        None => step.to_string().trim_matches(['[', ']']).to_string(),
    });
    steps.map(|step| format!("/{step}")).collect()
}

/// Values for the options that must be given, as the dialog suggests them.
pub(crate) fn given(recipe: &Recipe) -> OptionValues {
    let mut values = OptionValues::default();
    if recipe.id == "rename" {
        values.set("key", vec!["Renamed".into()]);
    }
    if recipe.id == "values-by-region" {
        values.set("region", vec!["eu-west-1".into(), "us-east-1".into()]);
    }
    values
}

#[test]
fn every_recipe_over_every_starter_proposes_or_refuses() {
    let mut proposed: BTreeMap<&str, usize> = BTreeMap::new();
    let bare = ["Resources: {}\n", "{\"Resources\": {\"V\": {\"Type\": \"AWS::EC2::VPC\"}}}", ""];
    for text in STARTERS.iter().map(|starter| starter.text).chain(bare) {
        let document = Document::parse(text);
        for recipe in RECIPES {
            for target in targets(recipe, &document) {
                let name = format!("{} of {target} in {}", recipe.id, text.lines().next().unwrap_or_default());
                let values = recipe.complete(&document, &target, &given(recipe), Some("site"));
                let proposal = match recipe.propose(&document, &target, &values) {
                    Ok(proposal) => proposal,
                    Err(why) => {
                        assert!(why.to_string().ends_with('.'), "{name}: {why}");
                        continue;
                    }
                };
                *proposed.entry(recipe.id).or_default() += 1;
                for sentence in proposal.does.iter().chain(&proposal.leaves) {
                    assert!(sentence.ends_with(['.', '…']), "{name}: {sentence}");
                }
                assert!(!proposal.does.is_empty(), "{name}");
                let mut after = document.clone();
                let mut inverses = Vec::new();
                for edit in &proposal.edits {
                    inverses.push(after.edit(edit).unwrap_or_else(|why| panic!("{name}: {why}")));
                }
                assert_eq!(after.syntax_error(), None, "{name}\n{}", after.text());
                let again = Document::parse(after.text());
                let value = |document: &Document| document.root().map(|root| root.value());
                assert_eq!(value(&again), value(&after), "{name}");
                while let Some(inverse) = inverses.pop() {
                    after.apply(inverse);
                }
                assert_eq!(after.text(), document.text(), "{name}: undo");
            }
        }
    }
    // Starters have no launch configuration, no secret in a parameter and no alias.
    let never: Vec<_> = RECIPES.iter().map(|recipe| recipe.id).filter(|id| !proposed.contains_key(id)).collect();
    println!("{proposed:?}, never {never:?}");
    assert!(never.len() <= 5, "{never:?}");
}

/// The rows of the documentation page: id, target and options as on the command line, and what it does.
fn rows_of_the_page() -> String {
    let list = printed(&["recipe"], "");
    let mut rows = String::new();
    let mut lines = list.lines();
    while let (Some(synopsis), Some(about)) = (lines.next(), lines.next()) {
        let escape = |text: &str| text.trim().replace('&', "&amp;").replace('<', "&lt;");
        rows.push_str(&format!("<tr><td><code>{}</code></td><td>{}</td></tr>\n", escape(synopsis), escape(about)));
    }
    rows
}

#[test]
fn the_documentation_lists_all_recipes() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/public/docs/recipes.html");
    let text = std::fs::read_to_string(path).unwrap();
    let (head, rest) = text.split_once("recipe_registry` -->\n").unwrap();
    let (rows, tail) = rest.split_once("<!-- end of recipes -->").unwrap();
    let wanted = rows_of_the_page();
    if std::env::var_os("UPDATE").is_some() {
        let text = format!("{head}recipe_registry` -->\n{wanted}<!-- end of recipes -->{tail}");
        std::fs::write(path, text).unwrap();
        return;
    }
    assert_eq!(rows, wanted, "run UPDATE=1 cargo test --test it recipe_registry");
}

#[test]
fn wrong_values_name_the_option() {
    let document = Document::parse(STARTERS[0].text);
    let recipe = find("data-volume").unwrap();
    let attempt = |name: &'static str, value: &str| {
        let mut given = OptionValues::default();
        given.set(name, vec![value.to_string()]);
        recipe.propose(&document, "WebServer", &recipe.complete(&document, "WebServer", &given, None))
    };
    assert!(attempt("size", "50").is_ok());
    assert_eq!(attempt("size", "a lot").unwrap_err().to_string(), "Size in GiB must be a whole number, not a lot.");
    assert_eq!(attempt("size", "").unwrap_err().to_string(), "Size in GiB must be a whole number, not empty.");
    assert_eq!(attempt("file-system", "fat").unwrap_err().to_string(), "File system fat is none of ext4, xfs.");
    assert!(recipe.options.iter().any(|option| matches!(option.kind, OptionKind::Flag)));
}
