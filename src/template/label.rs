//! Short labels of paths, for the titles of undo steps and the sentences of recipes.

use super::init::{AUTHENTICATION, INIT};
use crate::document::{Path, Step};

/// A short label of a path, for the title of an undo step: "mode of /opt/app/app.py", "ImageId of WebServer".
pub fn path_label(at: &Path) -> String {
    const OMITTED: [&str; 6] = ["Properties", "Metadata", "Resources", INIT, AUTHENTICATION, "Parameters"];
    let steps = at.steps();
    let Some((last, above)) = steps.split_last() else { return "the template".into() };
    let owner = above.iter().rev().find_map(|step| match step {
        Step::Key(key) if !OMITTED.contains(&&**key) => Some(&**key),
        _ => None,
    });
    let name = match last {
        Step::Key(key) => key.to_string(),
        Step::Index(index) => format!("item {}", index + 1),
    };
    match owner {
        Some(owner) => format!("{name} of {owner}"),
        None => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::template::init::init_path;

    #[test]
    fn a_label_holds_the_key_and_its_owner() {
        let at = init_path("Web").keys(["install", "files", "/etc/x", "mode"]);
        assert_eq!(path_label(&at), "mode of /etc/x");
        assert_eq!(path_label(&Path::root().keys(["Resources", "Web", "Properties", "ImageId"])), "ImageId of Web");
        assert_eq!(path_label(&Path::root().keys(["Resources", "Web"])), "Web");
        assert_eq!(path_label(&Path::root().keys(["Resources", "Web", "DependsOn"]).join(0)), "item 1 of DependsOn");
        assert_eq!(path_label(&Path::root()), "the template");
    }
}
