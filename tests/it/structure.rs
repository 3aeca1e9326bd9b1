//! The architecture as a test: which module may use which, what the core must not know, how long a file may be.

mod modules;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The folders of `src` from the lowest layer to the highest. A folder may use those of the layers below its own; those
/// of one layer know nothing of each other.
const LAYERS: &[&[&str]] = &[
    &["document", "zip"],
    &["schema"],
    &["template"],
    &["recipe"],
    &["check"],
    &["boot"],
    &["deploy", "design", "diagram", "diff", "doctor", "impact", "rehearse", "share", "starter"],
    &["cli", "ui"],
];

/// Words of the browser: only `ui` and `main.rs` know them.
const BROWSER: &[&str] = &["leptos", "web_sys", "wasm_bindgen", "js_sys", "gloo"];

/// Words of CloudFormation that the document engine must not know.
const CLOUDFORMATION: &[&str] = &["\"Resources\"", "\"Fn::", "\"AWS::", "\"Ref\"", "cfn_init"];

/// Words that name no module, type, function or constant: a standard term is known to a reader, these are not.
const NOT_TERMS: &[&str] = &[
    "anatomy",
    "as_said",
    "assembled",
    "bond",
    "catch_up",
    "deed",
    "dress",
    "glue",
    "habits",
    "hole",
    "keeper",
    "keeping",
    "lifts",
    "manner",
    "mend",
    "of_machines",
    "outlet",
    "patience",
    "plot",
    "recast",
    "refer",
    "reflow",
    "reread",
    "seam",
    "seat",
    "shelf",
    "sought",
    "tint",
    "toward",
    "wire",
    "wording",
    "yard",
    "advice",
    "standing",
    "laid",
];

/// What clippy refuses outside tests.
const PANICS: [&str; 8] =
    ["unwrap_used", "expect_used", "panic", "indexing_slicing", "string_slice", "unreachable", "todo", "unimplemented"];

/// The same as words, so that it holds without clippy too.
const PANICKING: [&str; 6] = [".unwrap()", ".expect(", "panic!(", "unreachable!(", "todo!(", "unimplemented!("];

const LONGEST_FILE: usize = 500;

fn sources(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = entry.path();
        if path.is_dir() {
            all.extend(sources(&path, ending));
        } else if path.extension().is_some_and(|found| found == ending) {
            all.push(path);
        }
    }
    all
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The folder of `src` that a file belongs to; `None` for files of `src` itself and of `bin`.
fn folder(path: &Path) -> Option<String> {
    let inside = path.strip_prefix(root().join("src")).unwrap();
    let first = inside.components().next()?.as_os_str().to_string_lossy().into_owned();
    (inside.components().count() > 1 && first != "bin").then_some(first)
}

/// The text without comments and without the tests at its end.
fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default().to_string();
    text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

#[test]
fn folders_use_only_lower_layers() {
    let layer = |name: &str| LAYERS.iter().position(|layer| layer.contains(&name));
    let mut wrong = BTreeSet::new();
    for used in &modules::all().uses {
        let (from, to) = (&used.from[0], &used.to[0]);
        match (layer(from), layer(to)) {
            _ if from == to => {}
            (Some(above), Some(below)) if above > below => {}
            (Some(_), Some(_)) => drop(wrong.insert(format!("{} uses {}", used.from.join("::"), used.to.join("::")))),
            _ => drop(wrong.insert(format!("src/{from} or src/{to} has no layer in this test"))),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.into_iter().collect::<Vec<_>>().join("\n"));
}

#[test]
fn no_modules_use_each_other_in_a_circle() {
    let mut graphs: BTreeMap<modules::Module, BTreeMap<String, BTreeSet<String>>> = BTreeMap::new();
    for used in &modules::all().uses {
        // The first names that differ are siblings: that is where one depends on the other.
        let shared = used.from.iter().zip(&used.to).take_while(|(from, to)| from == to).count();
        if let (Some(from), Some(to)) = (used.from.get(shared), used.to.get(shared)) {
            let graph = graphs.entry(used.from[..shared].to_vec()).or_default();
            graph.entry(from.clone()).or_default().insert(to.clone());
            graph.entry(to.clone()).or_default();
        }
    }
    let mut circles = Vec::new();
    for (parent, mut graph) in graphs {
        // Modules that use nothing of what is left cannot be part of a circle.
        loop {
            let free: Vec<String> = graph
                .iter()
                .filter(|(_, used)| !used.iter().any(|one| graph.contains_key(one)))
                .map(|one| one.0.clone())
                .collect();
            if free.is_empty() {
                break;
            }
            graph.retain(|name, _| !free.contains(name));
        }
        // Nor those that nothing of it uses.
        loop {
            let used: BTreeSet<String> = graph.values().flatten().cloned().collect();
            let before = graph.len();
            graph.retain(|name, _| used.contains(name));
            if graph.len() == before {
                break;
            }
        }
        if !graph.is_empty() {
            let edges = graph.iter().flat_map(|(from, used)| used.iter().map(move |to| (from, to)));
            let edges = edges.filter(|(_, to)| graph.contains_key(*to)).map(|(from, to)| format!("{from} -> {to}"));
            circles.push(format!("in {}: {}", parent.join("::"), edges.collect::<Vec<_>>().join(", ")));
        }
    }
    assert!(circles.is_empty(), "modules that use each other in a circle\n{}", circles.join("\n"));
}

#[test]
fn a_public_type_name_is_given_once() {
    let mut places: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for one in modules::all().types.iter().filter(|one| one.is_public) {
        places.entry(one.name.clone()).or_default().push(one.module.join("::"));
    }
    let twice: Vec<String> = places
        .into_iter()
        .filter(|(_, places)| places.len() > 1)
        .map(|(name, places)| format!("{name}: {}", places.join(", ")))
        .collect();
    assert!(twice.is_empty(), "{} names\n{}", twice.len(), twice.join("\n"));
}

#[test]
fn names_are_standard_terms() {
    let names = &modules::all().names;
    let wrong: Vec<String> = names
        .iter()
        .filter(|(name, _)| NOT_TERMS.contains(&name.to_lowercase().as_str()))
        .map(|(name, module)| format!("{name} in {}", module.join("::")))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn only_the_page_knows_the_browser_and_the_engine_knows_no_cloudformation() {
    let mut wrong = Vec::new();
    for path in sources(&root().join("src"), "rs") {
        let folder = folder(&path).unwrap_or_default();
        let code = code(&path);
        if folder != "ui" && !path.ends_with("src/main.rs") {
            wrong.extend(
                BROWSER.iter().filter(|word| code.contains(*word)).map(|word| format!("{}: {word}", path.display())),
            );
        }
        if folder == "document" && !path.ends_with("tests.rs") {
            let known = CLOUDFORMATION.iter().filter(|word| code.contains(*word));
            wrong.extend(known.map(|word| format!("{}: {word}", path.display())));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn files_are_short_and_say_what_they_are() {
    let mut wrong = Vec::new();
    let mut all = sources(&root().join("src"), "rs");
    all.extend(sources(&root().join("src"), "css"));
    all.extend(sources(&root().join("src"), "js"));
    all.extend(sources(&root().join("tests/it"), "rs"));
    for path in all {
        let text = fs::read_to_string(&path).unwrap();
        let lines = text.lines().count();
        if lines > LONGEST_FILE {
            wrong.push(format!("{} has {lines} lines", path.display()));
        }
        if path.extension().is_some_and(|ending| ending == "rs") && !text.starts_with("//!") {
            wrong.push(format!("{} does not open with what it is", path.display()));
        }
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        if ["util", "utils", "helpers", "common", "misc"].contains(&name.as_str()) {
            wrong.push(format!("{}: a name that says nothing", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Clippy refuses what panics in all that is built outside tests; this sees to it that it goes on being asked.
#[test]
fn nothing_lets_the_program_panic() {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let lints = manifest.split("[lints.clippy]").nth(1).unwrap_or_default();
    let script = fs::read_to_string(root().join(".ci/test")).unwrap();
    let mut wrong = Vec::new();
    for lint in PANICS {
        if !lints.lines().any(|line| line.trim() == format!("{lint} = \"warn\"")) {
            wrong.push(format!("Cargo.toml does not ask clippy for {lint}"));
        }
    }
    if script.matches("cargo clippy").count() != script.matches("-- -D warnings").count() || !script.contains("clippy")
    {
        wrong.push(".ci/test does not stop at what clippy says".into());
    }
    for path in sources(&root().join("src"), "rs") {
        let code = code(&path);
        // `#[cfg(test)] mod tests;` is in a file of its own.
        let is_tests = path.ends_with("tests.rs");
        wrong.extend(
            PANICKING
                .iter()
                .filter(|word| !is_tests && code.contains(**word))
                .map(|word| format!("{} holds {word} outside its tests", path.display())),
        );
        let allowed = ["allow(clippy::", "expect(clippy::"].iter().any(|word| code.contains(word));
        // Tests may panic, but stand where nothing follows them that this file's reader would not see.
        let text = fs::read_to_string(&path).unwrap();
        let after = text.split("\n#[cfg(test)]\nmod tests {").nth(1).and_then(|tests| tests.split_once("\n}\n"));
        if allowed || after.is_some_and(|(_, rest)| !rest.trim().is_empty()) {
            wrong.push(format!("{} lets something panic, or goes on behind its tests", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_top_folder_holds_what_the_map_names() {
    let known = [
        "Cargo.toml",
        "Cargo.lock",
        "src",
        "public",
        "index.html",
        "Trunk.toml",
        "tests",
        "findings",
        "README.md",
        "ARCHITECTURE.md",
        "CONTRIBUTING.md",
        "LICENSE-MIT",
        "LICENSE-APACHE",
        "package.json",
        "package-lock.json",
        "Makefile",
        "clippy.toml",
        "rustfmt.toml",
        // What building and testing leave behind.
        "target",
        "dist",
        "node_modules",
    ];
    let found = fs::read_dir(root()).unwrap().map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned());
    let unknown: Vec<String> = found.filter(|name| !name.starts_with('.') && !known.contains(&name.as_str())).collect();
    assert!(unknown.is_empty(), "{unknown:?}");
}
