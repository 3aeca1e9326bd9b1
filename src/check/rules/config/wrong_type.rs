//! A section of a config, or an entry of it, is a list or a text where cfn-init reads a mapping.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config: {packages: {apt: [tree, less]}}
//! ```
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config: {commands: {01_a: {command: uptime, env: [A=1]}}}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config: {packages: {apt: {tree: [], less: []}}}
//! ```

use crate::check::{Check, Context, Rule, Severity};
use crate::document::{Document, Edit, Kind, Node, Path, Value};
use crate::schema::{command, file};
use crate::template::init::{PACKAGE_MANAGERS, SERVICE_MANAGERS};
use crate::template::{Config, Section};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "config/wrong-type",
    name: "List or text in place of a mapping",
    severity: Severity::Error,
    why: "cfn-init stops with a type error and does not continue with what comes after it.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-init.html",
    check: Check::Config(check),
    also: &[],
};

fn check(context: &mut Context<'_>, config: &Config<'_>) {
    for section in Section::ALL {
        let Some(node) = config.section(section) else { continue };
        let at = config.section_path(section);
        if is_wrong(node) {
            report(
                context,
                &at,
                &format!("The section {}", section.key()),
                "names with values",
                node,
                list_fix(section),
            );
            continue;
        }
        for entry in node.entries().filter(|entry| !is_skipped(section, entry.key())) {
            let at = at.join(entry.key());
            let node = entry.value;
            match section {
                Section::Packages if is_wrong(node) => {
                    let what = format!("What {} installs", entry.key());
                    report(context, &at, &what, "names of packages with their versions", node, list_fix(section));
                }
                Section::Services if is_wrong(node) => {
                    let what = format!("What {} manages", entry.key());
                    report(context, &at, &what, "names of services with their settings", node, None);
                }
                Section::Services => {
                    for service in node.entries().filter(|service| is_wrong(service.value)) {
                        let (at, what) = (at.join(service.key()), format!("The service {}", service.key()));
                        report(context, &at, &what, "keys with values", service.value, None);
                    }
                }
                Section::Files if is_wrong(node) => {
                    let under = node.scalar().map(|_| Rewrite::Wrap(file::CONTENT.key));
                    report(context, &at, "This file", "keys with values", node, under);
                }
                Section::Commands if is_wrong(node) => {
                    let what = format!("The command {}", entry.key());
                    report(context, &at, &what, "keys with values", node, Some(Rewrite::Wrap(command::COMMAND.key)));
                }
                Section::Commands if node.get(command::ENV.key).is_some_and(is_wrong) => {
                    let Some(env) = node.get(command::ENV.key) else { continue };
                    let what = format!("env of the command {}", entry.key());
                    report(context, &at.join(command::ENV.key), &what, "variables with values", env, None);
                }
                Section::Users if is_wrong(node) => {
                    report(context, &at, &format!("The user {}", entry.key()), "keys with values", node, None);
                }
                // cfn-init only looks whether gid is in the value of a group; a source is a text.
                _ => {}
            }
        }
    }
}

/// True for a manager that cfn-init ignores, and for a remark or a function.
fn is_skipped(section: Section, key: &str) -> bool {
    match section {
        Section::Packages => !PACKAGE_MANAGERS.contains(&key),
        Section::Services => !SERVICE_MANAGERS.contains(&key),
        _ => key.contains("::") || key == "Ref",
    }
}

/// What a fix does with a wrong value.
#[derive(Clone, Copy)]
enum Rewrite {
    /// It becomes the value of this key.
    Wrap(&'static str),
    /// Each name of the list becomes a key, with an empty list for packages and an empty mapping for others.
    Keys { lists: bool },
}

fn list_fix(section: Section) -> Option<Rewrite> {
    match section {
        Section::Packages => Some(Rewrite::Keys { lists: true }),
        Section::Groups | Section::Users => Some(Rewrite::Keys { lists: false }),
        _ => None,
    }
}

/// True for a list or a text that is not empty, which cfn-init would skip, and that is no function.
fn is_wrong(node: Node<'_>) -> bool {
    node.tag().is_none()
        && match node.kind() {
            Kind::Mapping => false,
            Kind::Sequence => !node.is_empty(),
            Kind::Scalar => !node.is_null() && node.scalar().is_some_and(|text| !text.is_empty()),
        }
}

fn report(context: &mut Context<'_>, at: &Path, what: &str, wanted: &str, node: Node<'_>, rewrite: Option<Rewrite>) {
    let kind = if node.kind() == Kind::Sequence { "a list" } else { "a text" };
    context.report(at, format!("{what} must be a mapping of {wanted}, not {kind}: cfn-init stops here."));
    if let Some(rewrite) = rewrite {
        let at = at.clone();
        context.fix("Write a mapping", move |document| edits(document, &at, rewrite));
    }
}

fn edits(document: &Document, at: &Path, rewrite: Rewrite) -> Vec<Edit> {
    let Rewrite::Keys { lists } = rewrite else {
        let Rewrite::Wrap(under) = rewrite else { return Vec::new() };
        return vec![Edit::Wrap { at: at.clone(), under: under.to_string() }];
    };
    let Some(node) = document.node(at).filter(|node| node.kind() == Kind::Sequence) else { return Vec::new() };
    let names: Vec<Option<&str>> = node.items().map(|item| item.scalar().filter(|_| item.tag().is_none())).collect();
    // The first step above a package is its manager: names directly in the section have none.
    if names.iter().any(Option::is_none) || at.last_key() == Some(Section::Packages.key()) {
        return Vec::new();
    }
    let empty = || if lists { Value::Sequence(Vec::new()) } else { Value::Mapping(Default::default()) };
    let entries = names.into_iter().flatten().map(|name| (Value::from(name), empty()));
    vec![Edit::Set { at: at.clone(), value: Value::Mapping(entries.collect()) }]
}
