//! Unused names.

use crate::document::{Document, Path};
use crate::template::Template;

/// `wanted`, or with the first number from 2 on behind it that makes it free as a logical id.
pub fn free_id(template: Template<'_>, wanted: &str) -> String {
    (1u32..)
        .map(|number| if number == 1 { wanted.to_string() } else { format!("{wanted}{number}") })
        .find(|name| !template.has_name(name))
        .unwrap_or_default()
}

/// `wanted`, or with a number, free as a key in the mapping at `parent`. A file's number goes before its extension.
pub fn free_key(document: &Document, parent: &Path, wanted: &str) -> String {
    let node = document.node(parent);
    let is_free = |name: &str| node.is_none_or(|node| node.get(name).is_none());
    if is_free(wanted) {
        return wanted.to_string();
    }
    let folder = wanted.rfind('/').map_or(0, |at| at + 1);
    let dot = wanted.rfind('.').filter(|dot| *dot > folder).unwrap_or(wanted.len());
    let (stem, extension) = wanted.split_at_checked(dot).unwrap_or((wanted, ""));
    (2u32..).map(|number| format!("{stem}-{number}{extension}")).find(|name| is_free(name)).unwrap_or_default()
}

/// Why a text is no logical id; `None` if it is one. Source: AWS page "Resources": letters and digits.
pub fn fault_of_id(name: &str) -> Option<&'static str> {
    match name {
        "" => Some("A logical id has at least one letter."),
        _ if name.len() > 255 => Some("A logical id has at most 255 characters."),
        _ if !name.chars().all(|c| c.is_ascii_alphanumeric()) => {
            Some("A logical id has letters A to Z and digits only.")
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taken_name_gets_the_next_number() {
        let document = Document::parse("Parameters: {A: {}}\nResources: {Subnet: {}, Subnet2: {}, S1: {}}\n");
        let template = Template::of(&document);
        let names = ["Subnet", "A", "S1", "New"].map(|name| free_id(template, name));
        assert_eq!(names, ["Subnet3", "A2", "S12", "New"]);
    }

    #[test]
    fn a_file_is_numbered_before_its_extension() {
        let document =
            Document::parse("files: {/etc/app.conf: {}, /etc/app-2.conf: {}, /x: {}, /a.d/x: {}, /.env: {}}\n");
        let files = Path::root().join("files");
        let names = ["/etc/app.conf", "/x", "/a.d/x", "/.env"].map(|name| free_key(&document, &files, name));
        assert_eq!(names, ["/etc/app-3.conf", "/x-2", "/a.d/x-2", "/.env-2"]);
    }

    #[test]
    fn a_logical_id_is_letters_and_digits() {
        assert_eq!(fault_of_id("WebServer2"), None);
        for name in ["", "Web Server", "Web-Server", "Wéb", "a_b"] {
            assert!(fault_of_id(name).is_some(), "{name}");
        }
    }
}
