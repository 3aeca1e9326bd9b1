//! The named entries of a template, for search: parameters, resources, packages, files and all others that people know by
//! a name, each with its kind and place.
//!
//! Knows no form and no page.

use std::collections::HashSet;

use super::init::{AUTHENTICATION, CONFIG_SETS, Section, init_path};
use super::resource::attribute;
use super::{Template, section};
use crate::document::{Document, Node, Path};
use crate::schema::keywords::keywords_of;

/// What a named entry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EntryKind {
    /// A parameter.
    Parameter,
    /// A mapping.
    Mapping,
    /// A condition.
    Condition,
    /// A rule.
    Rule,
    /// A resource.
    Resource,
    /// An output.
    Output,
    /// A key of the template's metadata.
    Metadata,
    /// A config set.
    ConfigSet,
    /// A config.
    Config,
    /// An entry of a config's section.
    Init(Section),
    /// Credentials of cfn-init.
    Authentication,
}

impl EntryKind {
    /// "Parameter", "Package".
    pub fn word(self) -> &'static str {
        match self {
            EntryKind::Parameter => "Parameter",
            EntryKind::Mapping => "Mapping",
            EntryKind::Condition => "Condition",
            EntryKind::Rule => "Rule",
            EntryKind::Resource => "Resource",
            EntryKind::Output => "Output",
            EntryKind::Metadata => "Metadata",
            EntryKind::ConfigSet => "Config set",
            EntryKind::Config => "Config",
            EntryKind::Init(Section::Packages) => "Package",
            EntryKind::Init(Section::Groups) => "Group",
            EntryKind::Init(Section::Users) => "User",
            EntryKind::Init(Section::Sources) => "Source",
            EntryKind::Init(Section::Files) => "File",
            EntryKind::Init(Section::Commands) => "Command",
            EntryKind::Init(Section::Services) => "Service",
            EntryKind::Authentication => "Credentials",
        }
    }
}

/// An entry that has a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedEntry {
    /// What it is.
    pub kind: EntryKind,
    /// Its name: the last key of its path.
    pub name: String,
    /// What else tells it from others: the type of a resource, the config of a package.
    pub detail: String,
    /// Where it is.
    pub path: Path,
    /// The mapping whose form shows it: of a package the section, not the manager.
    pub section: Path,
}

impl NamedEntry {
    /// The words that find it, beside its name.
    pub fn keywords(&self) -> String {
        let more = match self.kind {
            EntryKind::Resource => keywords_of(&self.detail),
            EntryKind::Parameter => "input question",
            EntryKind::Mapping => "table lookup",
            EntryKind::Condition => "if switch",
            EntryKind::Output => "export result",
            EntryKind::Init(Section::Services) => "systemd daemon unit",
            EntryKind::Init(Section::Packages) => "install software",
            EntryKind::Init(Section::Users) => "account login",
            EntryKind::Init(Section::Sources) => "archive download",
            EntryKind::Authentication => "login s3 basic",
            _ => "",
        };
        format!("{more} {} {}", self.kind.word(), self.detail)
    }
}

/// All named entries, each name once, in the order in which people think of them: parameters, resources, what cfn-init
/// does, the other sections.
pub fn named_entries(document: &Document) -> Vec<NamedEntry> {
    let template = Template::of(document);
    let mut found = Found { document, all: Vec::new() };
    found.section(EntryKind::Parameter, section::PARAMETERS);
    let into = Path::root().join(section::RESOURCES);
    for resource in template.resources() {
        found.all.push(NamedEntry {
            kind: EntryKind::Resource,
            name: resource.id().to_string(),
            detail: resource.kind().unwrap_or_default().to_string(),
            path: resource.path(),
            section: into.clone(),
        });
    }
    let inits: Vec<_> = template.inits().filter(|init| !init.resource().is_in_loop()).collect();
    for init in &inits {
        let id = init.resource().id();
        let of = if inits.len() > 1 { format!(" of {id}") } else { String::new() };
        let sets = init_path(id).join(CONFIG_SETS);
        found.entries(EntryKind::ConfigSet, &sets, &sets, of.trim_start());
        for config in init.configs() {
            found.all.push(NamedEntry {
                kind: EntryKind::Config,
                name: config.name().to_string(),
                detail: of.trim_start().to_string(),
                path: config.path().clone(),
                section: init.path(),
            });
            for section in Section::ALL {
                found.of_section(section, config.path(), &format!("{}{of}", config.name()));
            }
        }
    }
    for resource in template.single_resources() {
        if resource.metadata().is_some_and(|metadata| metadata.get(AUTHENTICATION).is_some()) {
            let at = resource.path().keys([attribute::METADATA, AUTHENTICATION]);
            found.entries(EntryKind::Authentication, &at, &at, resource.id());
        }
    }
    found.section(EntryKind::Output, section::OUTPUTS);
    found.section(EntryKind::Mapping, section::MAPPINGS);
    found.section(EntryKind::Condition, section::CONDITIONS);
    found.section(EntryKind::Rule, section::RULES);
    found.section(EntryKind::Metadata, section::METADATA);
    found.all
}

struct Found<'d> {
    document: &'d Document,
    all: Vec<NamedEntry>,
}

impl Found<'_> {
    fn section(&mut self, kind: EntryKind, name: &str) {
        let at = Path::root().join(name);
        self.entries(kind, &at, &at, "");
    }

    fn of_section(&mut self, section: Section, config: &Path, detail: &str) {
        let at = config.join(section.key());
        match section {
            // Below their managers.
            Section::Packages | Section::Services => {
                let node = self.document.node(&at);
                let managers: Vec<String> = node.into_iter().flat_map(keys_of).map(str::to_string).collect();
                for manager in managers {
                    let own = at.join(manager.as_str());
                    self.entries(EntryKind::Init(section), &own, &at, &format!("{manager}, {detail}"));
                }
            }
            Section::Groups | Section::Users | Section::Sources | Section::Files | Section::Commands => {
                self.entries(EntryKind::Init(section), &at, &at, detail);
            }
        }
    }

    fn entries(&mut self, kind: EntryKind, at: &Path, section: &Path, detail: &str) {
        let names = self.document.node(at).into_iter().flat_map(keys_of);
        self.all.extend(names.map(|name| NamedEntry {
            kind,
            name: name.to_string(),
            detail: detail.to_string(),
            path: at.join(name),
            section: section.clone(),
        }));
    }
}

/// The keys of a mapping, each once.
fn keys_of(node: Node<'_>) -> Vec<&str> {
    let mut known = HashSet::new();
    node.entries().map(|entry| entry.key()).filter(|key| known.insert(*key)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "
Parameters: {KeyName: {Type: String}}
Resources:
  Web:
    Type: AWS::EC2::Instance
    Metadata:
      AWS::CloudFormation::Authentication: {Bucket: {type: S3}}
      AWS::CloudFormation::Init:
        configSets: {default: [install]}
        install:
          packages: {apt: {nginx: [], curl: []}}
          files: {/etc/motd: {content: x}}
          users: {app: {}}
          services: {systemd: {nginx: {}, nginx: {}}}
Outputs: {Url: {Value: x}}
";

    #[test]
    fn entries_have_kind_detail_and_place() {
        let document = Document::parse(TEXT);
        let all = named_entries(&document);
        let lines: Vec<String> =
            all.iter().map(|one| format!("{} {} ({})", one.kind.word(), one.name, one.detail)).collect();
        let expected = [
            "Parameter KeyName ()",
            "Resource Web (AWS::EC2::Instance)",
            "Config set default ()",
            "Config install ()",
            "Package nginx (apt, install)",
            "Package curl (apt, install)",
            "User app (install)",
            "File /etc/motd (install)",
            "Service nginx (systemd, install)",
            "Credentials Bucket (Web)",
            "Output Url ()",
        ];
        assert_eq!(lines, expected);
        for one in &all {
            assert!(document.node(&one.path).is_some(), "{}", one.path);
            assert!(one.path.starts_with(&one.section), "{}", one.path);
        }
    }

    #[test]
    fn configs_of_two_machines_are_told_apart() {
        let text = "Resources:\n  A: {Metadata: {AWS::CloudFormation::Init: {config: {files: {/x: {}}}}}}\n  \
                    B: {Metadata: {AWS::CloudFormation::Init: {config: {files: {/x: {}}}}}}\n";
        let all = named_entries(&Document::parse(text));
        let details: Vec<&str> = all.iter().filter(|one| one.name == "/x").map(|one| one.detail.as_str()).collect();
        assert_eq!(details, ["config of A", "config of B"]);
    }

    #[test]
    fn a_broken_text_has_none_and_no_fault() {
        for text in ["", "a", "- b", "Resources: [x]", "Resources: {A: }", "Parameters: 3", "{"] {
            let all = named_entries(&Document::parse(text));
            assert!(all.iter().all(|one| one.kind == EntryKind::Resource), "{text}: {all:?}");
        }
    }
}
