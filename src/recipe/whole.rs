//! The recipes for a template as a whole, each behind a dialog with a preview.

use super::secret;
use crate::document::Document;
use crate::template::Template;
use crate::template::system::Machine;

/// A recipe for a template as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Recipe {
    /// Another image, with all that belongs to it.
    OperatingSystem,
    /// What the machine may do.
    Role,
    /// A volume for data, mounted.
    Volume,
    /// The logs of the first boot in CloudWatch.
    Logs,
    /// A secret where AWS keeps secrets.
    Secret,
    /// One tag on everything.
    Tag,
}

impl Recipe {
    /// All of them, in the order in which people need them.
    pub const ALL: [Recipe; 6] =
        [Recipe::OperatingSystem, Recipe::Role, Recipe::Volume, Recipe::Logs, Recipe::Secret, Recipe::Tag];

    /// Those for one machine.
    pub const OF_MACHINE: [Recipe; 5] =
        [Recipe::OperatingSystem, Recipe::Role, Recipe::Volume, Recipe::Logs, Recipe::Secret];

    /// What it does, as the title of its dialog.
    pub const fn label(self) -> &'static str {
        match self {
            Recipe::OperatingSystem => "Change the operating system",
            Recipe::Role => "Give the instance a role",
            Recipe::Volume => "Add a data volume",
            Recipe::Logs => "Send the boot logs to CloudWatch",
            Recipe::Secret => "Keep a secret",
            Recipe::Tag => "Tag everything",
        }
    }

    /// What it is for, in a sentence.
    pub const fn about(self) -> &'static str {
        match self {
            Recipe::OperatingSystem => {
                "Image, packages, services, users, root device and the helper scripts' installation follow. What it does not know for sure, it leaves and tells."
            }
            Recipe::Role => "Programs on the machine get permissions by a role; no keys lie around.",
            Recipe::Volume => "A disk beside the root disk, with a file system, mounted at each boot.",
            Recipe::Logs => "What cloud-init, cfn-init and its commands wrote stays readable when the machine is gone.",
            Recipe::Secret => {
                "Generated and kept by AWS, fetched on the machine with its role. A NoEcho parameter stands in the metadata for everybody who may describe the stack."
            }
            Recipe::Tag => "The same tag on every resource that takes tags, to find what belongs together on the bill.",
        }
    }

    /// True if the template has something for it.
    fn fits(self, document: &Document) -> bool {
        let template = Template::of(document);
        match self {
            Recipe::OperatingSystem | Recipe::Role | Recipe::Volume | Recipe::Logs => {
                !Machine::all(template).is_empty()
            }
            Recipe::Secret => !Machine::all(template).is_empty() || !secret::candidates(document).is_empty(),
            Recipe::Tag => template.resources().next().is_some(),
        }
    }
}

/// The recipes that the template has something for and whose label or sentence holds `filter`, case aside.
pub fn offered(document: &Document, filter: &str) -> Vec<Recipe> {
    let wanted = filter.trim().to_lowercase();
    let says =
        |recipe: &Recipe| format!("recipe {} {}", recipe.label(), recipe.about()).to_lowercase().contains(&wanted);
    Recipe::ALL.into_iter().filter(says).filter(|recipe| recipe.fits(document)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_fits_is_offered() {
        let of = |text: &str, filter: &str| offered(&Document::parse(text), filter);
        assert_eq!(of("", ""), []);
        let machine = "Resources: {W: {Type: AWS::EC2::Instance}}\n";
        assert_eq!(of(machine, ""), Recipe::ALL);
        assert_eq!(of(machine, "Operating"), [Recipe::OperatingSystem]);
        assert_eq!(of("Resources: {V: {Type: AWS::EC2::VPC}}\n", ""), [Recipe::Tag]);
        assert_eq!(of("Parameters: {P: {NoEcho: true}}\n", ""), [Recipe::Secret]);
    }
}
