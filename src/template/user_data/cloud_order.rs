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
        let text = |part: &DataPart| data.text.text().get(part.span.clone()).unwrap_or_default();
        let configs = parts.iter().filter(|part| part.format == DataFormat::CloudConfig);
        let configs = configs.map(|part| (Document::parse(text(part)), part.span.start)).collect();
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

/// An item of `runcmd` or `bootcmd` as a line for sh: the words of a list in quotes, a text as it is.
pub fn command_line(item: Node<'_>) -> String {
    let quoted = |word: &str| format!("'{}'", word.replace('\'', "'\\''"));
    match item.kind() {
        Kind::Sequence => {
            item.items().map(|word| quoted(word.scalar().unwrap_or_default())).collect::<Vec<_>>().join(" ")
        }
        _ => item.scalar().unwrap_or_default().to_string(),
    }
}
