//! Users of a config: their groups.

use super::entry;
use crate::document::{Document, Edit, Path, Slot, Value};
use crate::schema::user as row;
use crate::template::{Section, Template};

/// Groups that the config at `config` makes or one that runs before it, and that the user at `at` does not list yet.
pub fn groups_on_offer(document: &Document, config: &Path, at: &Path) -> Vec<String> {
    let template = Template::of(document);
    let init = template.inits().find(|init| config.starts_with(&init.path()));
    let own = config.last_key().unwrap_or_default();
    let configs = init.map(|init| init.configs_as_run()).unwrap_or_default();
    let until = configs.iter().position(|config| config.name() == own).map_or(0, |index| index + 1);
    let list = document.node(&at.join(row::GROUPS.key));
    let listed = |name: &str| list.is_some_and(|list| list.items().any(|item| item.scalar() == Some(name)));
    let mut offered: Vec<String> = Vec::new();
    for name in configs.iter().take(until).flat_map(|config| config.names(Section::Groups)) {
        if !listed(name) && !offered.iter().any(|other| other == name) {
            offered.push(name.to_string());
        }
    }
    offered
}

/// Adds a group to the list of the user at `at`.
pub fn join_group(document: &Document, at: &Path, name: &str) -> Vec<Edit> {
    let list = at.join(row::GROUPS.key);
    match document.node(&list).filter(|node| !node.is_null()) {
        Some(node) => vec![Edit::Insert { slot: Slot::Index(node.len()), value: Value::from(name), into: list }],
        None => entry::put(document, at, &row::ROWS, row::GROUPS.key, Value::Sequence(vec![Value::from(name)])),
    }
}

/// The user at `at` in a few words: "uid 1200, in web and www-data".
pub fn in_words(document: &Document, at: &Path) -> String {
    use row::{GROUPS, UID};
    let uid = document.scalar(&at.join(UID.key)).map(|uid| format!("uid {uid}"));
    let list = document.node(&at.join(GROUPS.key)).filter(|node| !node.is_null());
    let groups = list.map(|list| {
        if list.scalar().is_some() {
            return "groups as one text".to_string();
        }
        let names: Vec<&str> = list.items().filter_map(|item| item.scalar()).collect();
        match names.as_slice() {
            [] => "no further groups".to_string(),
            names => format!("in {}", names.join(", ")),
        }
    });
    let words: Vec<String> = uid.into_iter().chain(groups).collect();
    if words.is_empty() { "a system account".into() } else { words.join(", ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_user_joins_groups_one_after_the_other() {
        let mut document = Document::parse("app:\n  uid: 50\n");
        let at = Path::root().join("app");
        for name in ["web", "logs"] {
            for edit in join_group(&document, &at, name) {
                document.edit(&edit).unwrap();
            }
        }
        assert_eq!(in_words(&document, &at), "uid 50, in web, logs");
    }
}
