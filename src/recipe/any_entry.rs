//! What can be done to an entry with a name, whatever it is: removal, alone or with what refers to it, and a copy, each as
//! the form of its kind does it.

use std::collections::BTreeSet;

use super::definition::{OPTION, OptionKind, Recipe, RecipeGroup, RecipeOption, Symbol};
use super::proposal::Proposal;
use super::removal::{self, Removal};
use super::target::{self, Subject};
use super::{authentication, config, config_set, new_entry, output, package, section_entry, service, subnet};
use crate::document::{Document, Edit, Path};
use crate::schema::ec2;
use crate::template::for_each;
use crate::template::init::{CONFIG_SETS, INIT, Section};
use crate::template::reference::{Named, Use};
use crate::template::{Template, section};

/// Removes an entry, alone or with what refers to it.
pub static RECIPE: Recipe = Recipe {
    id: "remove",
    title: "Remove",
    about: "Removes an entry, and lists that only name it. Other references to it are listed, or removed too.",
    symbol: Symbol::Pen,
    group: RecipeGroup::Entry,
    subject: Subject::entry("the entry, as a JSON Pointer: /Resources/Web"),
    targets: target::at_the_entry,
    options: &[RecipeOption {
        name: WITH_USERS,
        label: "With what refers to it",
        help: "resources, outputs, conditions and rules that refer to it, and those that refer to them, are removed too",
        kind: OptionKind::Flag,
        ..OPTION
    }],
    propose: |request| {
        let (document, at) = (request.document, request.entry()?);
        let users = users(document, &at).filter(|_| request.values.is_on(WITH_USERS));
        Ok(match users {
            Some(users) => propose_with_users(document, &at, &users),
            None => removal::propose(document, &at)?,
        })
    },
};

const WITH_USERS: &str = "with-users";

/// The removal of an entry with those that refer to it, as it is shown.
fn propose_with_users(document: &Document, at: &Path, users: &[Path]) -> Proposal {
    let name = at.last_key().unwrap_or_default();
    let names: Vec<&str> = users.iter().filter_map(Path::last_key).collect();
    Proposal {
        title: format!("{name} removed"),
        does: vec![format!("{name} is removed."), format!("Removed with it: {}.", names.join(", "))],
        leaves: Vec::new(),
        edits: remove_with_users(document, at).edits,
        at: at.parent().unwrap_or_default(),
    }
}

/// Removes the entry at a path as the form of its kind does.
pub fn remove(document: &Document, at: &Path) -> Removal {
    match Named::at(document, at) {
        Some(Named::Config { .. }) => config::remove(document, at),
        Some(Named::ConfigSet { .. }) => config_set::remove(document, at),
        Some(Named::Authentication { .. }) => authentication::remove(document, at),
        Some(Named::Declared { section: Section::Packages, .. }) => {
            Removal { edits: package::remove(document, at), broken: Vec::new() }
        }
        Some(Named::Declared { .. }) => section_entry::removal(document, at),
        Some(Named::Resource) => match at.last_key() {
            Some(id) if is_subnet(document, at) => subnet::remove(document, id),
            _ => removal::one(document, at),
        },
        _ if is_service(at) => service::removal(document, at),
        _ => removal::one(document, at),
    }
}

/// Adds a copy of the entry at a path behind it, under a free name: the copy's path and the edits. `None` if the entry has
/// no name of its own, and for a config: no config set would run its copy.
pub fn double(document: &Document, at: &Path) -> Option<(Path, Vec<Edit>)> {
    match Named::at(document, at) {
        Some(Named::Config { .. } | Named::ConfigSet { .. }) => None,
        Some(Named::Declared { .. }) => section_entry::double(document, at),
        Some(Named::Output) => output::double(document, at),
        Some(_) => new_entry::double(document, at),
        None if is_service(at) => section_entry::double(document, at),
        None => None,
    }
}

/// True if the name of the entry at a path can be changed.
pub fn has_name(document: &Document, at: &Path) -> bool {
    Named::at(document, at).is_some() || is_service(at)
}

/// The entries that refer to the entry at a path, those that refer to them, and so on: whole resources, outputs, conditions
/// and rules, in the order of the text. `None` if something refers to it that cannot go with it, such as the parameters
/// of another section, or if nothing does.
pub fn users(document: &Document, at: &Path) -> Option<Vec<Path>> {
    let mut known: BTreeSet<Path> = BTreeSet::from([at.clone()]);
    let mut open = vec![at.clone()];
    while let Some(one) = open.pop() {
        for used in removal::one(document, &one).broken {
            let owner = owner(&used)?;
            // What lies in the same entry goes on without it.
            if at.starts_with(&owner) {
                return None;
            }
            if known.insert(owner.clone()) {
                open.push(owner);
            }
        }
    }
    known.remove(at);
    let mut users: Vec<Path> = known.into_iter().collect();
    users.sort_by_key(|path| document.entry_span(path).map_or(0, |span| span.start));
    (!users.is_empty()).then_some(users)
}

/// Removes the entry at a path with all that refer to it: see [`users`].
pub fn remove_with_users(document: &Document, at: &Path) -> Removal {
    let mut gone = users(document, at).unwrap_or_default();
    gone.push(at.clone());
    let mut removal = removal::remove(document, &gone);
    let sections = emptied(document, &gone);
    removal.edits.extend(sections.into_iter().map(|at| Edit::Remove { at }));
    removal
}

/// The sections other than the resources whose last entry goes: CloudFormation refuses empty outputs.
fn emptied(document: &Document, gone: &[Path]) -> Vec<Path> {
    let sections = [section::OUTPUTS, section::CONDITIONS, section::RULES];
    let all = sections.into_iter().map(|name| Path::root().join(name));
    let is_emptied = |at: &Path| {
        let node = document.node(at)?;
        let left = node.entries().filter(|entry| !gone.contains(&at.join(entry.key()))).count();
        (left == 0 && !node.is_empty()).then_some(())
    };
    all.filter(|at| is_emptied(at).is_some()).collect()
}

/// The entry of a section that holds a use.
fn owner(used: &Use) -> Option<Path> {
    let outside = for_each::outside(&used.at);
    // A loop's body is no entry that could go alone.
    let [first, name, ..] = outside.steps() else { return None };
    let may_go = [section::RESOURCES, section::OUTPUTS, section::CONDITIONS, section::RULES];
    let own: Path = [first.clone(), name.clone()].into_iter().collect();
    (outside == used.at && first.key().is_some_and(|key| may_go.contains(&key))).then_some(own)
}

fn is_subnet(document: &Document, at: &Path) -> bool {
    let id = at.last_key().unwrap_or_default();
    Template::of(document).resource(id).is_some_and(|one| one.path() == *at && one.kind() == Some(ec2::SUBNET))
}

/// `Resources › Id › Metadata › AWS::CloudFormation::Init › config › services › manager › name`.
fn is_service(at: &Path) -> bool {
    let key = |index: usize| at.steps().get(index).and_then(|step| step.key());
    at.steps().len() == 8
        && key(0) == Some(section::RESOURCES)
        && key(3) == Some(INIT)
        && key(4) != Some(CONFIG_SETS)
        && key(5) == Some(Section::Services.key())
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "\
Parameters:
  Key: {Type: String}
Conditions:
  HasKey: !Not [!Equals [!Ref Key, '']]
Resources:
  Net: {Type: AWS::EC2::VPC}
  Public: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Net}}
  Tie: {Type: AWS::EC2::SubnetRouteTableAssociation, Properties: {SubnetId: !Ref Public}}
  Web:
    Type: AWS::EC2::Instance
    DependsOn: Tie
    Metadata:
      AWS::CloudFormation::Init:
        configSets: {default: [install]}
        install:
          packages: {apt: {nginx: []}}
          files: {/etc/x: {content: x}}
          services: {systemd: {nginx: {packages: {apt: [nginx]}, files: [/etc/x]}}}
  Topic: {Type: AWS::SNS::Topic}
Outputs:
  Url: {Value: !GetAtt Net.VpcId}
";

    fn at(document: &Document, pointer: &str) -> Path {
        document.path_from_pointer(pointer).unwrap()
    }

    fn without(pointer: &str) -> String {
        let document = Document::parse(TEXT);
        let edits = remove(&document, &at(&document, pointer)).edits;
        document.with_edits(&edits).unwrap().0.text().to_string()
    }

    const INIT_AT: &str = "/Resources/Web/Metadata/AWS::CloudFormation::Init";

    #[test]
    fn each_kind_is_removed_as_its_form_does() {
        // A package with its manager, and from what restarts the service.
        let text = without(&format!("{INIT_AT}/install/packages/apt/nginx"));
        assert!(!text.contains("packages"), "{text}");
        let text = without(&format!("{INIT_AT}/install/files/~1etc~1x"));
        assert!(!text.contains("/etc/x"), "{text}");
        let text = without(&format!("{INIT_AT}/install/services/systemd/nginx"));
        assert!(!text.contains("services"), "{text}");
        let text = without(&format!("{INIT_AT}/install"));
        assert!(!text.contains("install"), "{text}");
        // A subnet with its association.
        let text = without("/Resources/Public");
        assert!(!text.contains("Tie"), "{text}");
    }

    #[test]
    fn what_refers_to_an_entry_goes_with_it() {
        let document = Document::parse(TEXT);
        let net = at(&document, "/Resources/Net");
        let names =
            |users: Vec<Path>| users.iter().filter_map(|at| at.last_key().map(str::to_string)).collect::<Vec<_>>();
        assert_eq!(users(&document, &net).map(names).unwrap(), ["Public", "Tie", "Url"]);
        let edits = remove_with_users(&document, &net).edits;
        let after = document.with_edits(&edits).unwrap().0;
        let left: Vec<&str> = Template::of(&after).resources().map(|one| one.id()).collect();
        assert_eq!(left, ["Web", "Topic"]);
        assert!(!after.text().contains("Outputs") && !after.text().contains("DependsOn"), "{}", after.text());
        let key = at(&document, "/Parameters/Key");
        let edits = remove_with_users(&document, &key).edits;
        let after = document.with_edits(&edits).unwrap().0;
        assert!(!after.text().contains("Conditions"), "{}", after.text());
        assert_eq!(users(&document, &at(&document, "/Resources/Topic")), None);
    }

    #[test]
    fn a_copy_has_a_free_name() {
        let document = Document::parse(TEXT);
        let copy = |pointer: &str| {
            double(&document, &at(&document, pointer)).map(|(path, _)| path.last_key().unwrap_or_default().to_string())
        };
        assert_eq!(copy("/Resources/Topic").as_deref(), Some("Topic2"));
        assert_eq!(copy("/Outputs/Url").as_deref(), Some("Url2"));
        assert!(copy(&format!("{INIT_AT}/install/services/systemd/nginx")).is_some());
        assert_eq!(copy(&format!("{INIT_AT}/install")), None);
        assert_eq!(copy("/Resources/Web/Properties"), None);
    }
}
