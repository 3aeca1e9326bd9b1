//! A volume for data: the volume, and the steps that find it, make a file system on it if it is blank, and mount it.

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

/// Whose the volume is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Life {
    /// It comes and goes with the machine.
    OfMachine,
    /// A resource of its own, which stays when the machine is replaced.
    OfItsOwn,
}

/// A file system that every system here can make.
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

/// What somebody wants of a volume.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wish {
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
pub fn propose(document: &Document, machine: &str, wish: &Wish) -> Result<Proposal, String> {
    let template = Template::of(document);
    let Some(found) = Machine::find(template, machine) else {
        return Err(format!("{machine} is no machine: choose an instance or a launch template."));
    };
    let folder = wish.folder.trim_end_matches('/');
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '-' | '_' | '.');
    if !folder.starts_with('/') || !folder.chars().all(is_plain) || folder.contains("//") || folder.contains("..") {
        return Err("Write the folder as a path of letters, digits and . _ - such as /data.".into());
    }
    if !(1..=16_384).contains(&wish.size) {
        return Err("A gp3 volume has 1 to 16,384 GiB.".into());
    }
    let mut draft = Draft::of(document);
    let device = free_device(found);
    let short: String =
        folder.rsplit('/').next().unwrap_or("data").chars().filter(char::is_ascii_alphanumeric).collect();
    let short = if short.is_empty() { "data".to_string() } else { short };
    let script = match wish.life {
        Life::OfMachine => {
            mapping(&mut draft, found, &device, wish);
            Json::String(of_size(&short, folder, wish))
        }
        Life::OfItsOwn => {
            let volume = own(&mut draft, found, &device, wish)?;
            json!({ "Fn::Sub": of_id(&short, folder, wish, &volume, &device) })
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
        wish.file_system.name()
    ));
    if wish.file_system == FileSystem::Xfs && found.system(template).is_none_or(|system| system.os == Os::Debian) {
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

fn mapping(draft: &mut Draft, machine: Machine<'_>, device: &str, wish: &Wish) {
    let item = json!({
        instance::DEVICE_NAME: device,
        instance::EBS_KEY: {
            instance::VOLUME_TYPE.key: "gp3",
            instance::VOLUME_SIZE.key: wish.size,
            instance::ENCRYPTED.key: true,
            "DeleteOnTermination": true,
        },
    });
    let value = draft.value(&item);
    let (launch, key) = (machine.launch_path(), instance::BLOCK_DEVICES.key);
    let document = draft.document();
    draft.attempt(match document.node(&launch.join(key)).filter(|node| !node.is_null()) {
        Some(node) => vec![Edit::Insert { into: launch.join(key), slot: Slot::Index(node.len()), value }],
        None => entry::put(document, &launch, instance::ROWS, key, vec![value].into()),
    });
    draft.say(format!(
        "{} gets an encrypted volume of {} GiB, which goes when the machine goes.",
        machine.id(),
        wish.size
    ));
    if !machine.is_template() {
        draft.leave(format!(
            "A stack that exists replaces {} for this: its other volumes are made anew, too.",
            machine.id()
        ));
    }
}

fn own(draft: &mut Draft, machine: Machine<'_>, device: &str, wish: &Wish) -> Result<String, String> {
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
            "Size": wish.size,
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
        "{volume} is a volume of its own, {} GiB, encrypted, in the zone of the instance. When the stack goes, a snapshot stays.",
        wish.size
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

fn of_size(label: &str, folder: &str, wish: &Wish) -> String {
    let find = format!(
        "bytes=$(({} * 1024 * 1024 * 1024))\n\n\
         # By its label; before it has one, a blank disk of its size without partitions.\n\
         find_disk() {{\n  blkid -L \"$label\" && return\n  lsblk -bdnpo NAME,TYPE,SIZE | while read -r name kind size; do\n    \
         [ \"$kind\" = disk ] && [ \"$size\" = \"$bytes\" ] || continue\n    [ \"$(lsblk -no NAME \"$name\" | wc -l)\" = 1 ] || continue\n    \
         blkid -p \"$name\" > /dev/null || echo \"$name\"\n  done | head -n 1\n}}\n",
        wish.size
    );
    script(label, folder, wish, &find)
}

fn of_id(label: &str, folder: &str, wish: &Wish, volume: &str, device: &str) -> String {
    let old = device.replace("/dev/sd", "/dev/xvd");
    let find = format!(
        "id=$(echo ${{{volume}}} | tr -d -)\n\n\
         # NVMe disks have the volume's id as their serial number; older instance types keep the device's name.\n\
         find_disk() {{\n  for name in \"/dev/disk/by-id/nvme-Amazon_Elastic_Block_Store_$id\" {old} {device}; do\n    \
         if [ -b \"$name\" ]; then\n      readlink -f \"$name\"\n      return\n    fi\n  done\n}}\n"
    );
    script(label, folder, wish, &find)
}

/// A shell script without `${…}`, so that it can stand in `Fn::Sub`.
fn script(label: &str, folder: &str, wish: &Wish, find: &str) -> String {
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
        kind = wish.file_system.name()
    )
}
