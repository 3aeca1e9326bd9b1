//! The recipes for a machine with all that is on it, for secrets, and for a template as a whole.

use super::super::Fault;
use super::super::arguments::Arguments;
use super::{RESOURCE, Recipe, number};
use crate::document::Document;
use crate::recipe::proposal::Proposal;
use crate::recipe::role::{self, Ability};
use crate::recipe::secret::{self, Store};
use crate::recipe::volume::{self, FileSystem, Life, Wish};
use crate::recipe::{agent, operating_system, tagging};
use crate::schema::image::{Architecture, IMAGES, Image};
use crate::template::Template;
use crate::template::system::Machine;

const MACHINE: (&str, &str) = ("--resource MACHINE", "an instance, launch template or launch configuration");
const PARAMETER_STORE: (&str, &str) = (
    "[--parameter-store PATH]",
    "a SecureString of that name, which you make, in place of a secret in Secrets Manager",
);

pub(super) const RECIPES: &[Recipe] = &[
    Recipe {
        name: "operating-system",
        options: &[
            MACHINE,
            ("--system NAME", "ubuntu-22.04, ubuntu-24.04, ubuntu-26.04, debian-12 or amazon-linux-2023"),
            ("[--processor amd64|arm64]", "that of the machine unless given, amd64 where nothing says it"),
        ],
        help: "Another operating system for a machine: image, packages, services, users, root device and the helper scripts' installation follow.",
        propose: system,
    },
    Recipe {
        name: "role",
        options: &[
            MACHINE,
            ("[--session-manager]", "a shell without SSH and without an open port"),
            ("[--cloudwatch-agent]", "logs and measurements"),
            ("[--read-bucket BUCKET]...", "list a bucket and get its objects: its name, or a logical id or parameter"),
            ("[--own-stack]", "metadata and signals with the role in place of the instance's identity"),
        ],
        help: "A role for a machine, with its instance profile where it has none, and what it may do: one of the last four at least.",
        propose: role,
    },
    Recipe {
        name: "data-volume",
        options: &[
            MACHINE,
            ("[--size GIB]", "20 unless given"),
            ("[--folder PATH]", "where it is mounted, /data unless given"),
            ("[--file-system ext4|xfs]", "what is made on it if it is blank, ext4 unless given"),
            ("[--of-its-own]", "a resource that stays when the machine is replaced"),
        ],
        help: "An encrypted volume beside the root disk, with a file system, mounted at each boot.",
        propose: volume,
    },
    Recipe {
        name: "boot-logs",
        options: &[
            MACHINE,
            ("[--days N]", "how long they are kept: 1, 3, 7, 14, 30, 60, 90, 180 or 365; 30 unless given"),
        ],
        help: "What cloud-init, cfn-init and its commands write goes to CloudWatch, by the CloudWatch agent.",
        propose: logs,
    },
    Recipe {
        name: "secret",
        options: &[("--parameter NAME", "a NoEcho parameter"), PARAMETER_STORE],
        help: "A NoEcho parameter's secret kept where AWS keeps secrets, fetched on the machine, wherever it is used.",
        propose: |document, arguments| {
            let name = arguments.required("--parameter")?;
            let store = store(arguments)?;
            secret::replace(document, &name, &store).map_err(Fault::Input)
        },
    },
    Recipe {
        name: "new-secret",
        options: &[MACHINE, ("--name NAME", "letters and digits; the file is /etc/cf-init/NAME"), PARAMETER_STORE],
        help: "A secret that AWS makes up and the machine fetches into a file of its own.",
        propose: |document, arguments| {
            let (machine, name) = (arguments.required(RESOURCE)?, arguments.required("--name")?);
            let store = store(arguments)?;
            secret::fetch(document, &machine, &name, &store).map_err(Fault::Input)
        },
    },
    Recipe {
        name: "tag",
        options: &[
            ("--key KEY", "up to 128 characters, not aws: at its head"),
            ("--value VALUE", "up to 256 characters"),
        ],
        help: "The same tag on every resource that takes tags.",
        propose: |document, arguments| {
            let (key, value) = (arguments.required("--key")?, arguments.required("--value")?);
            tagging::propose(document, &key, &value).map_err(Fault::Input)
        },
    },
];

/// How the command line calls a system: "amazon-linux-2023".
fn name_of(image: &Image) -> String {
    format!("{} {}", image.os.name(), image.version).to_lowercase().replace(' ', "-")
}

fn system(document: &Document, arguments: &mut Arguments) -> Result<Proposal, Fault> {
    let (id, wanted) = (arguments.required(RESOURCE)?, arguments.required("--system")?);
    let processors = [Architecture::Amd64, Architecture::Arm64];
    let processor = match arguments.option("--processor")? {
        Some(name) => {
            let found = processors.into_iter().find(|one| one.name() == name);
            Some(found.ok_or_else(|| Fault::Use(format!("--processor {name} is neither amd64 nor arm64.")))?)
        }
        None => None,
    };
    let template = Template::of(document);
    let own = || Machine::find(template, &id).and_then(|machine| machine.system(template)?.architecture);
    let processor = processor.or_else(own).unwrap_or(Architecture::Amd64);
    let image = IMAGES.iter().find(|image| name_of(image) == wanted && image.architecture == processor);
    let image = image.ok_or_else(|| {
        let mut known: Vec<String> = IMAGES.iter().map(name_of).collect();
        known.dedup();
        Fault::Use(format!("--system {wanted} is none of {}.", known.join(", ")))
    })?;
    operating_system::propose(document, &id, image).map_err(Fault::Input)
}

fn role(document: &Document, arguments: &mut Arguments) -> Result<Proposal, Fault> {
    let id = arguments.required(RESOURCE)?;
    let mut abilities = Vec::new();
    for (flag, ability) in [("--session-manager", Ability::Sessions), ("--cloudwatch-agent", Ability::Agent)] {
        abilities.extend(arguments.flag(flag).then_some(ability));
    }
    abilities.extend(arguments.options("--read-bucket").into_iter().map(Ability::Bucket));
    abilities.extend(arguments.flag("--own-stack").then_some(Ability::Stack));
    if abilities.is_empty() {
        return Err(Fault::Use(
            "Say what the machine may do: --session-manager, --cloudwatch-agent, --read-bucket BUCKET or --own-stack."
                .into(),
        ));
    }
    role::propose(document, &id, &abilities).map_err(Fault::Input)
}

fn volume(document: &Document, arguments: &mut Arguments) -> Result<Proposal, Fault> {
    let id = arguments.required(RESOURCE)?;
    let file_system = match arguments.option("--file-system")?.as_deref() {
        None | Some("ext4") => FileSystem::Ext4,
        Some("xfs") => FileSystem::Xfs,
        Some(other) => return Err(Fault::Use(format!("--file-system {other} is neither ext4 nor xfs."))),
    };
    let wish = Wish {
        size: number(arguments, "--size")?.unwrap_or(20),
        folder: arguments.option("--folder")?.unwrap_or_else(|| "/data".into()),
        file_system,
        life: if arguments.flag("--of-its-own") { Life::OfItsOwn } else { Life::OfMachine },
    };
    volume::propose(document, &id, &wish).map_err(Fault::Input)
}

fn logs(document: &Document, arguments: &mut Arguments) -> Result<Proposal, Fault> {
    let id = arguments.required(RESOURCE)?;
    let days = arguments.option("--days")?.unwrap_or_else(|| "30".into());
    let known = agent::RETENTION.contains(&days.as_str()).then(|| days.parse().ok()).flatten();
    let days = known.ok_or_else(|| Fault::Use(format!("--days {days} is none of {}.", agent::RETENTION.join(", "))))?;
    agent::propose(document, &id, days).map_err(Fault::Input)
}

fn store(arguments: &mut Arguments) -> Result<Store, Fault> {
    Ok(arguments.option("--parameter-store")?.map_or(Store::SecretsManager, Store::SecureString))
}
