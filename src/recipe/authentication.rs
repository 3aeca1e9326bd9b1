//! Credentials in `AWS::CloudFormation::Authentication`: adding an entry, changing its kind, using it for a file.
//!
//! Source: AWS page "AWS::CloudFormation::Authentication"; aws-cfn-bootstrap auth.py.

use serde_json::json;

use super::entry;
use super::removal::{self, Removal};
use crate::document::{Document, Edit, Node, Path, Slot, Value};
use crate::schema::{Key, authentication as row, file};
use crate::template::function::{self, Spelling};
use crate::template::init::{AUTHENTICATION, authentication_path};
use crate::template::resource::named;
use crate::template::{Template, section};

/// What an entry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CredentialKind {
    /// S3 by the instance's role.
    Role,
    /// S3 by an access key.
    Keys,
    /// A name and a password.
    Basic,
    /// None that cfn-init knows, or given by a function.
    Other,
}

impl CredentialKind {
    /// The manner of an entry; case of the type does not count. Keys win over a role.
    pub fn of(node: Option<Node<'_>>) -> CredentialKind {
        let Some(node) = node else { return CredentialKind::Other };
        let kind = node.get(row::TYPE.key).filter(|kind| kind.tag().is_none()).and_then(|kind| kind.scalar());
        let kind = kind.unwrap_or_default();
        let has = |row: Key| node.get(row.key).is_some();
        if kind.eq_ignore_ascii_case(row::BASIC) {
            CredentialKind::Basic
        } else if !kind.eq_ignore_ascii_case(row::S3) {
            CredentialKind::Other
        } else if has(row::ACCESS_KEY_ID) || has(row::SECRET_KEY) {
            CredentialKind::Keys
        } else {
            CredentialKind::Role
        }
    }

    /// In a few words.
    pub fn words(self) -> &'static str {
        match self {
            CredentialKind::Role => "S3 by role",
            CredentialKind::Keys => "S3 by keys",
            CredentialKind::Basic => "name and password",
            CredentialKind::Other => "of no known type",
        }
    }

    /// The keys that an entry of this manner has, in the order in which they are written.
    pub fn rows(self) -> &'static [Key] {
        match self {
            CredentialKind::Role => &[row::ROLE_NAME, row::BUCKETS],
            CredentialKind::Keys => &[row::ACCESS_KEY_ID, row::SECRET_KEY, row::BUCKETS],
            CredentialKind::Basic => &[row::USERNAME, row::PASSWORD, row::URIS],
            CredentialKind::Other => &[],
        }
    }

    /// The word behind `type`.
    fn kind(self) -> &'static str {
        match self {
            CredentialKind::Role | CredentialKind::Keys | CredentialKind::Other => row::S3,
            CredentialKind::Basic => row::BASIC,
        }
    }
}

/// Names of the entries of a resource, in the order of the text.
pub fn names(document: &Document, resource: &str) -> Vec<String> {
    let resource = Template::of(document).resource(resource);
    let node = resource.and_then(|resource| resource.metadata()?.get(AUTHENTICATION));
    node.into_iter().flat_map(|node| node.entries()).map(|entry| entry.key().to_string()).collect()
}

/// Adds an entry for S3 by the role of the instance. Nothing if the name is taken.
pub fn add(document: &Document, resource: &str, name: &str) -> Vec<Edit> {
    let into = authentication_path(resource);
    if document.node(&into.join(name)).is_some() {
        return Vec::new();
    }
    let role = role_of(document, resource).map(|role| (row::ROLE_NAME.key, role));
    let value = std::iter::once((row::TYPE.key, Value::from(row::S3))).chain(role);
    let value = value.map(|(key, value)| (Value::from(key), value)).collect();
    vec![Edit::Insert { into, slot: Slot::Key(name.to_string()), value: Value::Mapping(value) }]
}

/// A reference to the role in the instance profile of a resource; else to the only role of the template.
fn role_of(document: &Document, resource: &str) -> Option<Value> {
    let template = Template::of(document);
    let profile = template.resource(resource).and_then(|instance| instance.names("IamInstanceProfile"));
    let profile = profile.and_then(|id| template.resource(id));
    let role = profile.and_then(|profile| named(profile.property("Roles")?.item(0)?));
    let mut roles = template.single_resources_of("AWS::IAM::Role").map(|role| role.id());
    let role = role.or_else(|| roles.next().filter(|_| roles.next().is_none()))?;
    Some(function::from_json(&json!({ "Ref": role }), Spelling::of(document)))
}

/// Makes the entry at `at` one of another manner: keys of the old one go, those that the new one needs come, empty but
/// for the role.
pub fn turn(document: &Document, at: &Path, to: CredentialKind) -> Vec<Edit> {
    let has = |key: &str| document.node(&at.join(key)).is_some();
    let empty = |row: Key| Some((row, Value::from("")));
    let needed = match to {
        CredentialKind::Role => {
            let role = resource_of(at).and_then(|resource| role_of(document, resource));
            [role.map(|role| (row::ROLE_NAME, role)), None]
        }
        CredentialKind::Keys => [empty(row::ACCESS_KEY_ID), empty(row::SECRET_KEY)],
        CredentialKind::Basic => [empty(row::USERNAME), empty(row::PASSWORD)],
        CredentialKind::Other => return Vec::new(),
    };
    let mut edits = entry::put(document, at, &row::ROWS, row::TYPE.key, Value::from(to.kind()));
    // The type is the first; what is needed comes behind it, before the rest goes.
    let missing = needed.into_iter().flatten().filter(|(row, _)| !has(row.key)).enumerate();
    edits.extend(missing.map(|(index, (row, value))| Edit::Insert {
        into: at.clone(),
        slot: Slot::KeyAt(row.key.to_string(), 1 + index),
        value,
    }));
    let gone =
        row::ROWS.iter().filter(|row| row.key != row::TYPE.key && !to.rows().iter().any(|own| own.key == row.key));
    edits.extend(gone.filter(|row| has(row.key)).map(|row| Edit::Remove { at: at.join(row.key) }));
    edits
}

/// The file at `at` is fetched with an entry of its resource, which is made if there is none of the name.
pub fn use_for(document: &Document, at: &Path, name: &str) -> Vec<Edit> {
    let mut edits = resource_of(at).map(|resource| add(document, resource, name)).unwrap_or_default();
    edits.extend(entry::put(document, at, &file::ROWS, file::AUTHENTICATION.key, Value::from(name)));
    edits
}

/// Removes the entry at `at`, with all of them if it was the last; files that name it are told.
pub fn remove(document: &Document, at: &Path) -> Removal {
    let mut removal = removal::remove(document, std::slice::from_ref(at));
    removal.edits.retain(|edit| !matches!(edit, Edit::Remove { at: gone } if gone == at));
    let metadata = at.parent().and_then(|all| all.parent()).unwrap_or_default();
    removal.edits.extend(entry::take_with_empty(document, at, &metadata));
    removal
}

/// The resource that a path lies in.
pub fn resource_of(at: &Path) -> Option<&str> {
    match at.steps() {
        [first, id, ..] if first.key() == Some(section::RESOURCES) => id.key(),
        _ => None,
    }
}

/// True if a secret of the entry at `at` stands in the template as text.
pub fn is_open(document: &Document, at: &Path) -> bool {
    let text = |key: &str| document.node(&at.join(key)).filter(|node| node.tag().is_none()).and_then(|it| it.scalar());
    [row::SECRET_KEY, row::PASSWORD].iter().any(|row| text(row.key).is_some_and(|text| !text.trim().is_empty()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Resources:\n  R:\n    Type: AWS::IAM::Role\n  P:\n    Type: AWS::IAM::InstanceProfile\n    \
                        Properties:\n      Roles: [!Ref R]\n  W:\n    Type: AWS::EC2::Instance\n    Properties:\n      \
                        IamInstanceProfile: !Ref P\n    Metadata:\n      AWS::CloudFormation::Init: {config: {files: \
                        {/x: {source: s}}}}\n";

    fn made(document: &mut Document, recipe: impl Fn(&Document) -> Vec<Edit>) {
        for edit in recipe(&document.clone()) {
            document.edit(&edit).unwrap();
        }
    }

    #[test]
    fn an_entry_comes_with_the_role_of_the_instance_and_changes_its_manner() {
        let mut document = Document::parse(TEXT);
        let file = crate::template::init::init_path("W").keys(["config", "files", "/x"]);
        made(&mut document, |document| use_for(document, &file, "store"));
        let added = "      AWS::CloudFormation::Authentication:\n        store:\n          type: S3\n          roleName: !Ref R\n";
        assert!(document.text().ends_with(added), "{}", document.text());
        assert_eq!(document.scalar(&file.join("authentication")), Some("store"));
        let at = authentication_path("W").join("store");
        let keys = |document: &Document| {
            let keys = document.node(&at).unwrap().entries().map(|entry| entry.key().to_string());
            keys.collect::<Vec<_>>().join(" ")
        };
        for (to, wanted) in [
            (CredentialKind::Keys, "type accessKeyId secretKey"),
            (CredentialKind::Basic, "type username password"),
            (CredentialKind::Role, "type roleName"),
        ] {
            made(&mut document, |document| turn(document, &at, to));
            assert_eq!(keys(&document), wanted);
            assert_eq!(CredentialKind::of(document.node(&at)), to);
        }
        assert_eq!(names(&document, "W"), ["store"]);
    }

    #[test]
    fn a_manner_is_read_as_cfn_init_reads_it() {
        for (text, manner) in [
            ("{type: s3, roleName: a}", CredentialKind::Role),
            ("{type: S3, roleName: a, accessKeyId: b}", CredentialKind::Keys),
            ("{type: BASIC}", CredentialKind::Basic),
            ("{type: !Ref X}", CredentialKind::Other),
            ("{roleName: a}", CredentialKind::Other),
            ("x", CredentialKind::Other),
        ] {
            assert_eq!(CredentialKind::of(Document::parse(text).root()), manner, "{text}");
        }
        assert!(is_open(&Document::parse("{password: x}"), &Path::root()));
        assert!(!is_open(&Document::parse("{password: !Ref X, secretKey: \"\"}"), &Path::root()));
    }
}
