//! Data volume: the volume, and the steps that find it, create a file system on it if it is blank, and mount it.

use crate::recipe::definition::{Choice, DefaultValue, OPTION, OptionKind, Recipe, RecipeGroup, RecipeOption, Symbol};
use crate::recipe::target;
use serde_json::{Value as Json, json};

use super::draft::Draft;
use super::proposal::Proposal;
use super::resource::before;
use super::{entry, name, steps};
use crate::document::{Document, Edit, Slot};
use crate::schema::ec2::{SUBNET, instance};
use crate::schema::image::Os;
use crate::template::system::Machine;
use crate::template::{Resource, Template};

/// Adds a data volume to a machine.
pub static RECIPE: Recipe = Recipe {
    id: "data-volume",
    title: "Add a data volume",
    about: "An encrypted disk beside the root disk, with a file system, mounted at each boot.",
    symbol: Symbol::Disk,
    group: RecipeGroup::Machines,
    subject: target::MACHINE,
    targets: target::machines,
    options: &[
        RecipeOption {
            name: "size",
            value: "GIB",
            label: "Size in GiB",
            help: "gp3",
            kind: OptionKind::Number,
            default: DefaultValue::Value("20"),
            ..OPTION
        },
        RecipeOption {
            name: "folder",
            value: "PATH",
            label: "Mounted at",
            help: "an empty folder",
            default: DefaultValue::Value("/data"),
            ..OPTION
        },
        RecipeOption {
            name: "file-system",
            value: "ext4|xfs",
            label: "File system",
            help: "created if the volume is blank",
            kind: OptionKind::Choice(|_, _| vec![Choice::new("ext4"), Choice::new("xfs")]),
            default: DefaultValue::Value("ext4"),
            ..OPTION
        },
        RecipeOption {
            name: "of-its-own",
            label: "A resource of its own",
            help: "kept when the instance is replaced",
            kind: OptionKind::Flag,
            ..OPTION
        },
    ],
    propose: |request| {
        let options = VolumeOptions {
            size: request.number("size").unwrap_or_default(),
            folder: request.text("folder").to_string(),
            file_system: if request.text("file-system") == "xfs" { FileSystem::Xfs } else { FileSystem::Ext4 },
            life: if request.values.is_on("of-its-own") { Life::OfItsOwn } else { Life::OfMachine },
        };
        Ok(propose(request.document, request.target, &options)?)
    },
};

/// Lifetime of the volume.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Life {
    /// Created and deleted with the instance.
    OfMachine,
    /// A resource of its own, kept when the instance is replaced.
    OfItsOwn,
}

/// A file system that every supported operating system can create.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileSystem {
    /// ext4.
    Ext4,
    /// XFS.
    Xfs,
}

impl FileSystem {
    /// Its name for mkfs and mount.
    pub const fn name(self) -> &'static str {
        match self {
            FileSystem::Ext4 => "ext4",
            FileSystem::Xfs => "xfs",
        }
    }
}

/// Options of a volume.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VolumeOptions {
    /// GiB.
    pub size: u32,
    /// The folder under which it is mounted.
    pub folder: String,
    /// What is made on it if it is blank.
    pub file_system: FileSystem,
    /// Whose it is.
    pub life: Life,
}

/// The change that gives a machine a volume, mounted.
///
/// # Errors
/// In words: there is no such machine, the folder is none, or the volume cannot stand on its own here.
pub fn propose(document: &Document, machine: &str, options: &VolumeOptions) -> Result<Proposal, String> {
    steps::can_add(&Draft::of(document), machine)?;
    let template = Template::of(document);
    let Some(found) = Machine::find(template, machine) else {
        return Err(format!("{machine} is not an instance, launch template or launch configuration."));
    };
    if found.is_windows(template) {
        return Err(format!(
            "{machine} runs Windows, and the steps that mount the volume are for Linux. Add the volume to BlockDeviceMappings and initialize it with PowerShell in the user data."
        ));
    }
    let folder = options.folder.trim_end_matches('/');
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '-' | '_' | '.');
    if !folder.starts_with('/') || !folder.chars().all(is_plain) || folder.contains("//") || folder.contains("..") {
        return Err("Write the folder as a path of letters, digits and . _ - such as /data.".into());
    }
    if !(1..=16_384).contains(&options.size) {
        return Err("A gp3 volume has 1 to 16,384 GiB.".into());
    }
    let mut draft = Draft::of(document);
    let device = free_device(found);
    let short: String =
        folder.rsplit('/').next().unwrap_or("data").chars().filter(char::is_ascii_alphanumeric).collect();
    let short = if short.is_empty() { "data".to_string() } else { short };
    let script = match options.life {
        Life::OfMachine => {
            mapping(&mut draft, found, &device, options);
            Json::String(of_size(&short, folder, options))
        }
        Life::OfItsOwn => {
            let volume = own(&mut draft, found, &device, options)?;
            json!({ "Fn::Sub": of_id(&short, folder, options, &volume, &device) })
        }
    };
    let path = format!("/usr/local/sbin/mount-{short}");
    let config = json!({
        "files": { path.as_str(): {"owner": "root", "group": "root", "mode": "000755", "content": script} },
        "commands": { format!("20-mount-{short}"): {"test": format!("! mountpoint -q {folder}"), "command": path} },
    });
    steps::add_first(&mut draft, machine, "storage", &config);
    draft.say(format!(
        "{path} finds the volume, makes {} on it only if it is blank, and mounts it at {folder} now and at each boot.",
        options.file_system.name()
    ));
    if options.file_system == FileSystem::Xfs && found.system(template).is_none_or(|system| system.os == Os::Debian) {
        draft.leave("Debian images may lack mkfs.xfs: add the package xfsprogs.");
    }
    draft.leave(format!("Files that lie in {folder} already are hidden by what is mounted over them."));
    Ok(draft.into_proposal_of(machine, format!("volume at {folder} of {machine}")))
}

/// A device name that nothing of the machine has. Source: AWS page "Device names for volumes".
fn free_device(machine: Machine<'_>) -> String {
    let taken = |name: &str| {
        let of = |list: &str, key: &str| {
            machine
                .property(list)
                .is_some_and(|list| list.items().any(|item| item.get(key).and_then(|node| node.scalar()) == Some(name)))
        };
        of(instance::BLOCK_DEVICES.key, instance::DEVICE_NAME) || of("Volumes", "Device")
    };
    ('f'..='p').map(|letter| format!("/dev/sd{letter}")).find(|name| !taken(name)).unwrap_or_else(|| "/dev/sdf".into())
}

fn mapping(draft: &mut Draft, machine: Machine<'_>, device: &str, options: &VolumeOptions) {
    let item = json!({
        instance::DEVICE_NAME: device,
        instance::EBS_KEY: {
            instance::VOLUME_TYPE.key: "gp3",
            instance::VOLUME_SIZE.key: options.size,
            instance::ENCRYPTED.key: true,
            "DeleteOnTermination": true,
        },
    });
    let value = draft.value(&item);
    let (launch, key) = (machine.launch_path(), instance::BLOCK_DEVICES.key);
    let document = draft.document();
    draft.attempt(match document.node(&launch.join(key)).filter(|node| !node.is_null()) {
        Some(node) => vec![Edit::Insert { into: launch.join(key), slot: Slot::Index(node.len()), value }],
        None => entry::put(document, &launch, &instance::ROWS, key, vec![value].into()),
    });
    draft.say(format!(
        "{} gets an encrypted volume of {} GiB, which is deleted with the instance.",
        machine.id(),
        options.size
    ));
    if !machine.is_template() {
        draft.leave(format!(
            "A stack that exists replaces {} for this: its other volumes are made anew, too.",
            machine.id()
        ));
    }
}

fn own(draft: &mut Draft, machine: Machine<'_>, device: &str, options: &VolumeOptions) -> Result<String, String> {
    if !machine.resource().is_instance() {
        return Err(format!(
            "A volume of its own belongs to one instance, and {} makes several: choose one that comes with each machine.",
            machine.id()
        ));
    }
    let zone = zone(draft, machine.resource())?;
    let volume = name::free_id(draft.template(), "DataVolume");
    let resource = json!({
        "Type": "AWS::EC2::Volume",
        "DeletionPolicy": "Snapshot",
        "UpdateReplacePolicy": "Snapshot",
        "Properties": {
            "AvailabilityZone": zone,
            "Size": options.size,
            "VolumeType": "gp3",
            "Encrypted": true,
        },
    });
    draft.attempt(before(draft.document(), machine.id(), &volume, &resource));
    let item = draft.value(&json!({ "Device": device, "VolumeId": {"Ref": volume} }));
    let at = machine.launch_path().join("Volumes");
    let count = draft.document().node(&at).map_or(0, |node| node.len());
    draft.attempt([Edit::Insert { into: at, slot: Slot::Index(count), value: item }]);
    draft.say(format!(
        "{volume} is a volume of its own, {} GiB, encrypted, in the zone of the instance. When the stack is deleted, a snapshot stays.",
        options.size
    ));
    draft.say("The instance has it in its list Volumes and not by an attachment: that would wait for the instance's signal, which waits for the volume.");
    draft.leave("While the volume is attached, an update that replaces the instance fails: terminate the old one first, or change the template in two steps.");
    Ok(volume)
}

/// The zone of an instance: its own, or that of its subnet.
fn zone(draft: &Draft, instance: Resource<'_>) -> Result<Json, String> {
    let template = draft.template();
    if let Some(zone) = instance.property("AvailabilityZone") {
        return Ok(crate::template::function::to_json(&zone.value()));
    }
    let subnet = instance.names(instance::SUBNET_ID.key).and_then(|id| template.resource(id));
    match subnet.filter(|subnet| subnet.kind() == Some(SUBNET)) {
        Some(subnet) => Ok(json!({ "Fn::GetAtt": [subnet.id(), "AvailabilityZone"] })),
        None => Err(format!(
            "The zone of {} is not known: give it a subnet of this template or an AvailabilityZone, or choose a volume that comes with the machine.",
            instance.id()
        )),
    }
}

// ── The script ──

fn of_size(label: &str, folder: &str, options: &VolumeOptions) -> String {
    let find = format!(
        "bytes=$(({} * 1024 * 1024 * 1024))\n\n\
         # By its label; before it has one, a blank disk of its size without partitions.\n\
         find_disk() {{\n  blkid -L \"$label\" && return\n  lsblk -bdnpo NAME,TYPE,SIZE | while read -r name kind size; do\n    \
         [ \"$kind\" = disk ] && [ \"$size\" = \"$bytes\" ] || continue\n    [ \"$(lsblk -no NAME \"$name\" | wc -l)\" = 1 ] || continue\n    \
         blkid -p \"$name\" > /dev/null || echo \"$name\"\n  done | head -n 1\n}}\n",
        options.size
    );
    script(label, folder, options, &find)
}

fn of_id(label: &str, folder: &str, options: &VolumeOptions, volume: &str, device: &str) -> String {
    let old = device.replace("/dev/sd", "/dev/xvd");
    let find = format!(
        "id=$(echo ${{{volume}}} | tr -d -)\n\n\
         # NVMe disks have the volume's id as their serial number; older instance types keep the device's name.\n\
         find_disk() {{\n  for name in \"/dev/disk/by-id/nvme-Amazon_Elastic_Block_Store_$id\" {old} {device}; do\n    \
         if [ -b \"$name\" ]; then\n      readlink -f \"$name\"\n      return\n    fi\n  done\n}}\n"
    );
    script(label, folder, options, &find)
}

/// A shell script without `${…}`, so that it can stand in `Fn::Sub`.
fn script(label: &str, folder: &str, options: &VolumeOptions, find: &str) -> String {
    // XFS takes labels of 12 characters.
    let label: String = label.chars().take(12).collect();
    format!(
        "#!/bin/sh\n# Mounts the data volume; makes a file system on it only if it is blank.\nset -eu\n\
         label={label}\nfolder={folder}\n{find}\n\
         disk=\nfor try in $(seq 60); do\n  disk=$(find_disk || true)\n  [ -z \"$disk\" ] || break\n  sleep 2\ndone\n\
         if [ -z \"$disk\" ]; then\n  echo \"The volume for $folder did not appear.\" >&2\n  exit 1\nfi\n\n\
         # 2 means that nothing is on it; any other failure is no leave to format.\n\
         found=0\nblkid -p \"$disk\" > /dev/null || found=$?\n\
         case $found in\n  0) ;;\n  2) mkfs -t {kind} -L \"$label\" \"$disk\" ;;\n  *) exit $found ;;\nesac\n\n\
         mkdir -p \"$folder\"\nuuid=$(blkid -p -s UUID -o value \"$disk\")\n\
         grep -q \"^UUID=$uuid \" /etc/fstab || echo \"UUID=$uuid $folder {kind} defaults,nofail 0 2\" >> /etc/fstab\n\
         mountpoint -q \"$folder\" || mount \"$folder\"\n",
        kind = options.file_system.name()
    )
}
