//! Keys that cfn-init does not read: remarks, functions, and managers that it does not know.

use super::Context;
use super::similar::similar;
use crate::document::Edit;
use crate::template::{Config, Section};

/// True for a key such as `_comment`, `// TODO` or `x-note`, which is a remark, and for a function or a transform.
pub fn is_remark(key: &str) -> bool {
    !key.starts_with(char::is_alphabetic)
        || key.starts_with("x-")
        || key.contains("::")
        || key.eq_ignore_ascii_case("comment")
        || key == "Ref"
}

/// Reports the keys of a section that are no manager of cfn-init. `meant` has other words for some managers.
pub fn report_unknown(
    context: &mut Context<'_>,
    config: &Config<'_>,
    section: Section,
    managers: &[&'static str],
    meant: &[(&str, &'static str)],
) {
    let Some(node) = config.section(section) else { return };
    for entry in node.entries() {
        let key = entry.key();
        if managers.contains(&key) || is_remark(key) {
            continue;
        }
        let at = config.section_path(section).join(key);
        let name = section.key();
        context.report(&at, format!("cfn-init does not know {key} and ignores these {name}."));
        let known = meant.iter().find(|(word, _)| *word == key).map(|(_, manager)| *manager);
        let known = known.or_else(|| similar(key, managers.iter().copied()));
        match known.filter(|known| node.get(known).is_none()) {
            Some(known) => {
                let edits = move |_: &_| vec![Edit::Rename { at: at.clone(), to: known.to_string() }];
                context.fix(format!("Rename to {known}"), edits);
            }
            None => {
                context.help(format!("The managers of {name} are {}.", managers.join(", ")));
            }
        }
    }
}
