//! The order in which cloud-init works through the parts of user data at the first boot.
//!
//! Source: cloud-init 22.4.2 and 25.1.4, booted: boothooks, then the modules `bootcmd` and `write_files`, then the packages,
//! deferred files, and last the scripts by the names of their files, of which `runcmd` is one. Of one key in several parts
//! the last counts.

use super::parts::DataPart;
use super::{DataFormat, UserData};
use crate::document::{Document, Kind, Node};

/// Commands that run early, at each boot.
pub const BOOTCMD: &str = "bootcmd";
/// Commands that become a script of their own, called `runcmd`.
pub const RUNCMD: &str = "runcmd";
/// Files with their contents.
pub const WRITE_FILES: &str = "write_files";
/// True if the lists of packages are fetched before packages are installed.
pub const PACKAGE_UPDATE: &str = "package_update";
/// True if all packages are upgraded.
pub const PACKAGE_UPGRADE: &str = "package_upgrade";
/// Packages that are installed.
pub const PACKAGES: &str = "packages";

/// The modules in their order, as far as they are read here, apart from deferred files and `runcmd`.
const MODULES: [&str; 5] = [BOOTCMD, WRITE_FILES, PACKAGE_UPDATE, PACKAGE_UPGRADE, PACKAGES];

/// Something that cloud-init does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CloudStage<'o> {
    /// Runs a part as a boothook.
    Boothook(&'o DataPart),
    /// Does what a key of cloud-config says.
    Module(&'static str),
    /// Writes the files of `write_files` with `defer`.
    DeferredFiles,
    /// Runs a part as a script, or leaves it: its format says.
    Script(&'o DataPart),
}

/// User data as cloud-init reads them: the parts, those of cloud-config read.
pub struct CloudOrder {
    parts: Vec<DataPart>,
    /// Each with the byte of the user data where it begins.
    configs: Vec<(Document, usize)>,
}

impl CloudOrder {
    /// The order for user data.
    pub fn of(data: &UserData) -> CloudOrder {
        let parts = data.parts();
        let configs = parts.iter().filter(|part| part.format == DataFormat::CloudConfig);
        let configs = configs.map(|part| (read(data, part), part.span.start)).collect();
        CloudOrder { parts, configs }
    }

    /// What cloud-init does, in order.
    pub fn stages(&self) -> Vec<CloudStage<'_>> {
        let is_hook = |part: &&DataPart| part.format == DataFormat::Boothook;
        let is_script = |part: &&DataPart| !matches!(part.format, DataFormat::Boothook | DataFormat::CloudConfig);
        let hooks = self.parts.iter().filter(is_hook).map(CloudStage::Boothook);
        let modules = MODULES.into_iter().filter(|key| self.value(key).is_some()).map(CloudStage::Module);
        let scripts = self.parts.iter().filter(is_script).map(|part| (part.name.as_str(), CloudStage::Script(part)));
        let commands = self.value(RUNCMD).map(|_| (RUNCMD, CloudStage::Module(RUNCMD)));
        let mut scripts: Vec<(&str, CloudStage<'_>)> = commands.into_iter().chain(scripts).collect();
        // Of two with one name the last one is written.
        scripts.reverse();
        scripts.sort_by_key(|one| one.0);
        scripts.dedup_by_key(|one| one.0);
        let late = self.value(WRITE_FILES).map(|_| CloudStage::DeferredFiles);
        hooks.chain(modules).chain(late).chain(scripts.into_iter().map(|one| one.1)).collect()
    }

    /// The parts of cloud-config, each with the byte of the user data where it begins.
    pub fn configs(&self) -> &[(Document, usize)] {
        &self.configs
    }

    /// The part whose value of a key counts, with the byte of the user data where it begins.
    pub fn value(&self, key: &str) -> Option<(&Document, usize)> {
        let has = |(document, _): &&(Document, usize)| {
            document.syntax_error().is_none() && document.root().is_some_and(|root| root.get(key).is_some())
        };
        self.configs.iter().rev().find(has).map(|(document, start)| (document, *start))
    }
}

/// Signs of as many bytes as `${` and `}`, which YAML takes for parts of a word.
const MASK: (&str, char) = ("\u{2ad}", ')');

/// A part that is cloud-config. A name that CloudFormation replaces, without quotes in a list or mapping in brackets, is a
/// word when cloud-init reads it, so its own brackets are none of YAML.
fn read(data: &UserData, part: &DataPart) -> Document {
    let (whole, span) = (data.text.text(), &part.span);
    let text = whole.get(span.clone()).unwrap_or_default();
    let document = Document::parse(text);
    if document.syntax_error().is_none() || text.contains(MASK.0) {
        return document;
    }
    let mut masked = String::with_capacity(text.len());
    let mut done = span.start;
    for one in data.text.replaced_parts() {
        let (Some(name), true) = (&one.name, span.start <= one.span.start && one.span.end <= span.end) else {
            continue;
        };
        masked.push_str(whole.get(done..one.span.start).unwrap_or_default());
        masked.push_str(MASK.0);
        masked.push_str(name);
        masked.push(MASK.1);
        done = one.span.end;
    }
    masked.push_str(whole.get(done..span.end).unwrap_or_default());
    let masked = Document::parse(masked);
    if masked.syntax_error().is_none() && masked.text().len() == text.len() { masked } else { document }
}

/// The text of a scalar of cloud-config that [`CloudOrder`] read.
pub fn scalar_text(node: Node<'_>) -> String {
    let text = node.scalar().unwrap_or_default();
    let mut parts = text.split(MASK.0);
    let mut found = parts.next().unwrap_or_default().to_string();
    for part in parts {
        let (name, rest) = part.split_once(MASK.1).unwrap_or((part, ""));
        found.extend(["${", name, "}", rest]);
    }
    found
}

/// The words of an item of `runcmd`, `bootcmd` or `packages` that is a list.
pub fn item_words(item: Node<'_>) -> Vec<String> {
    item.items().map(scalar_text).collect()
}

/// An item of `runcmd` or `bootcmd` as a line for sh: the words of a list in quotes, a text as it is.
pub fn command_line(item: Node<'_>) -> String {
    let quoted = |word: String| format!("'{}'", word.replace('\'', "'\\''"));
    match item.kind() {
        Kind::Sequence => item_words(item).into_iter().map(quoted).collect::<Vec<_>>().join(" "),
        _ => scalar_text(item),
    }
}
