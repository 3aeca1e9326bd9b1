//! What a changed property does where that follows from its old and its new value. Sources: the AWS pages that
//! `schema/update_rules.tsv` names.

use serde_json::{Map, Value as Json};

use super::change::{ChangedProperty, Ruling, text};
use super::verdict::Verdict;
use crate::schema::update::UpdateRule;

const STOPS: &str = "The instance is stopped and started: its id stays, and a public address that is no Elastic IP \
                     changes. With its root volume on an instance store it is replaced instead.";

/// What a rule says of a change.
pub(super) fn ruling(rule: UpdateRule, change: ChangedProperty<'_>) -> Ruling {
    let (old, new) = change.texts();
    match rule {
        UpdateRule::EbsRoot => Ruling::new(Verdict::Interruption, STOPS),
        UpdateRule::UserData => Ruling::new(Verdict::Interruption, format!("{STOPS} {}", script(change.script))),
        UpdateRule::InstanceType => instance_type(change, old, new),
        UpdateRule::BlockDevices => block_devices(change),
        UpdateRule::Tenancy => match [old, new].iter().all(|one| matches!(*one, "dedicated" | "host")) {
            true => Ruling::new(Verdict::NoInterruption, "Between dedicated and host the instance stays."),
            false => Ruling::new(Verdict::Replacement, "Only a change between dedicated and host keeps the instance."),
        },
        UpdateRule::VpcTenancy => match old == "dedicated" && matches!(new, "" | "default") {
            true => Ruling::new(Verdict::NoInterruption, "From dedicated to default the VPC stays."),
            false => Ruling::new(Verdict::Replacement, "A VPC cannot become dedicated: it is replaced with all that is in it."),
        },
        UpdateRule::SubnetPlace => subnet_place(change),
        UpdateRule::VolumeSize => match (old.parse::<f64>(), new.parse::<f64>()) {
            (Ok(old), Ok(new)) if new < old => {
                Ruling::new(Verdict::Fails, "A volume cannot become smaller: the update fails.")
            }
            _ => Ruling::new(
                Verdict::NoInterruption,
                "The volume grows while it is in use; the file system on it has to be extended on the machine. For hours \
                 after it a further change waits.",
            ),
        },
        UpdateRule::PrivateAddresses => match primary(change.old_value()) == primary(change.new_value()) {
            true => Ruling::new(Verdict::NoInterruption, "Only secondary addresses differ."),
            false => Ruling::new(Verdict::Replacement, "Another primary address replaces the network interface."),
        },
        UpdateRule::Group => super::group::ruling(change),
        UpdateRule::Https => match text(change.new.get("Protocol")) {
            "TLS" => Ruling::new(Verdict::NoInterruption, "A TLS listener goes on."),
            _ => Ruling::new(Verdict::Interruption, "Connections of an HTTPS listener may be interrupted."),
        },
        UpdateRule::SomeOrNone => match is_some(change.old_value()) == is_some(change.new_value()) {
            true => Ruling::new(
                Verdict::NoInterruption,
                "Another choice is taken over in place. A swap within one zone needs two updates.",
            ),
            false => Ruling::new(Verdict::Replacement, "From none to some, or from some to none, the load balancer is replaced."),
        },
        UpdateRule::AsAWhole => match change.old_value().is_some() == change.new_value().is_some() {
            true => Ruling::new(Verdict::NoInterruption, "A change inside is taken over in place."),
            false => Ruling::new(Verdict::Replacement, "Added or removed as a whole it replaces the load balancer."),
        },
        UpdateRule::License => match is_some(change.new.get("DBSecurityGroups")) {
            true => Ruling::new(Verdict::Replacement, "With DBSecurityGroups the database is replaced."),
            false => Ruling::new(Verdict::Interruption, "The database is changed in place and is not reachable for a while."),
        },
        UpdateRule::Engine => match (old, new) {
            ("oracle-ee", "oracle-ee-cdb") | ("oracle-se2", "oracle-se2-cdb") => Ruling::new(
                Verdict::Interruption,
                "The database becomes a container database in place and is not reachable meanwhile.",
            ),
            _ => Ruling::new(Verdict::Replacement, "Another engine is a new and empty database."),
        },
        UpdateRule::Snapshot => match is_some(change.new_value()) {
            true => Ruling::new(
                Verdict::Replacement,
                "A new database is made from the snapshot. What was written since the snapshot is not in it.",
            ),
            false => Ruling::new(
                Verdict::Replacement,
                "AWS's page says in one place that a database without the snapshot is new and empty, and in another that \
                 the property may be deleted. Keep the property.",
            )
            .only_if("CloudFormation takes the removal for a change of the source"),
        },
        UpdateRule::Source => Ruling::new(Verdict::Replacement, "A new database is made from another source.")
            .only_if("another source counts as with DBSnapshotIdentifier; AWS writes no condition down"),
        UpdateRule::InsightsKey => insights_key(change),
        UpdateRule::SubscriptionRegion => Ruling::new(Verdict::Fails, "Region cannot be changed alone: the update fails.")
            .only_if("the region is not the one of the stack"),
        UpdateRule::Undocumented => Ruling::new(
            Verdict::Replacement,
            "AWS's schema lists the property as one of which some changes replace the resource; no page says which. A \
             change set shows it.",
        )
        .only_if("it is one of the changes that replace"),
    }
}

fn is_some(value: Option<&Json>) -> bool {
    match value {
        None | Some(Json::Null) => false,
        Some(Json::String(text)) => !text.is_empty(),
        Some(Json::Array(items)) => !items.is_empty(),
        Some(Json::Bool(_) | Json::Number(_) | Json::Object(_)) => true,
    }
}

/// What becomes of a changed script. Source: cloud-init, module frequency; AWS page "Run commands on your Linux
/// instance at launch"; EC2Launch, `persist`.
fn script(source: &str) -> &'static str {
    let source = source.to_ascii_lowercase();
    let is_each_boot = source.contains("scripts-user") && source.contains("always")
        || source.contains("#cloud-boothook")
        || source.contains("<persist>true");
    match is_each_boot {
        true => "The new script runs at the start, because it says that it runs at each boot.",
        false => {
            "The new script does not run: user data run once, at the first boot. Commands for a machine that is there \
             belong into AWS::CloudFormation::Init with cfn-hup."
        }
    }
}

/// `true` for a type whose family is Arm; `None` for a text that is no instance type. Source: EC2 naming conventions:
/// `g` among the letters after the generation, and `a1`.
pub(super) fn is_arm(kind: &str) -> Option<bool> {
    let (family, size) = kind.split_once('.')?;
    let generation = family.find(|sign: char| sign.is_ascii_digit())?;
    let attributes = family.get(generation..)?.trim_start_matches(|sign: char| sign.is_ascii_digit());
    (!size.is_empty() && family.chars().all(|sign| sign.is_ascii_alphanumeric() || sign == '-'))
        .then(|| family == "a1" || attributes.contains('g'))
}

/// True for the families before Nitro. Source: AWS page "Instances built on the Nitro System".
fn is_xen(kind: &str) -> bool {
    const FAMILIES: [&str; 22] = [
        "t1", "t2", "m1", "m2", "m3", "m4", "c1", "c3", "c4", "r3", "r4", "x1", "x1e", "i2", "i3", "d2", "h1", "g2",
        "g3", "p2", "p3", "f1",
    ];
    kind.split_once('.').is_some_and(|(family, _)| FAMILIES.contains(&family))
}

fn instance_type(change: ChangedProperty<'_>, old: &str, new: &str) -> Ruling {
    match (is_arm(old), is_arm(new)) {
        (Some(before), Some(after)) if before != after => match change.keeps("ImageId") {
            true => Ruling::new(
                Verdict::Fails,
                format!(
                    "{old} and {new} are of different architectures, and the image is of one of them: the update fails. An \
                     image of the other architecture is needed too, and that replaces the instance."
                ),
            ),
            false => Ruling::new(
                Verdict::Replacement,
                format!("{old} and {new} are of different architectures: with another image the instance is replaced."),
            ),
        },
        (Some(_), Some(_)) if is_xen(old) != is_xen(new) => Ruling::new(
            Verdict::Interruption,
            format!("{STOPS} Only one of {old} and {new} is built on Nitro: the image needs its drivers (ENA, NVMe)."),
        ),
        _ => Ruling::new(
            Verdict::Interruption,
            format!("{STOPS} A type that is not compatible with the image is refused or replaces the instance."),
        ),
    }
}

/// Devices by name, without `DeleteOnTermination`.
fn devices(value: Option<&Json>) -> Vec<(String, Json)> {
    let mut all: Vec<(String, Json)> = Vec::new();
    for device in value.and_then(Json::as_array).into_iter().flatten() {
        let mut device = device.clone();
        if let Some(disk) = device.get_mut("Ebs").and_then(Json::as_object_mut) {
            disk.shift_remove("DeleteOnTermination");
        }
        all.push((text(device.get("DeviceName")).to_string(), device));
    }
    all.sort_by(|one, other| one.0.cmp(&other.0));
    all
}

fn block_devices(change: ChangedProperty<'_>) -> Ruling {
    let (old, new) = (devices(change.old_value()), devices(change.new_value()));
    if old == new {
        return Ruling::new(Verdict::NoInterruption, "Only DeleteOnTermination differs.");
    }
    let mut what = "Any other change than of DeleteOnTermination replaces the instance: its volumes are new and empty."
        .to_string();
    let size = |device: &Json| text(device.get("Ebs").and_then(|disk| disk.get("VolumeSize"))).parse::<u64>().ok();
    let root = old.iter().find_map(|(name, before)| {
        let (_, after) = new.iter().find(|one| one.0 == *name)?;
        let (from, to) = (size(before)?, size(after)?);
        (from != to).then(|| format!("{name} from {from} to {to} GiB"))
    });
    if let Some(root) = root {
        what = format!("{root}: a volume of an instance is not resized by an update. {what}");
    }
    Ruling::new(Verdict::Replacement, what)
}

fn subnet_place(change: ChangedProperty<'_>) -> Ruling {
    let what = change.key;
    if change.keeps("CidrBlock") && !(what == "VpcId" && change.is_through) {
        let why = format!(
            "A new subnet is created beside the old one, so {what} cannot change without CidrBlock: the update fails. \
             Change CidrBlock too; both replace the subnet."
        );
        return Ruling::new(Verdict::Fails, why);
    }
    match change.is_through {
        true => Ruling::new(Verdict::Replacement, "The subnet is created anew in the new VPC."),
        false => Ruling::new(Verdict::Replacement, format!("{what} and CidrBlock replace the subnet.")),
    }
}

/// The primary address of a list of private addresses.
fn primary(value: Option<&Json>) -> &str {
    let items = value.and_then(Json::as_array).into_iter().flatten();
    let mut primary = items.filter(|item| text(item.get("Primary")) == "true");
    text(primary.next().and_then(|item| item.get("PrivateIpAddress")))
}

fn insights_key(change: ChangedProperty<'_>) -> Ruling {
    let is_on = |all: &Map<String, Json>| text(all.get("EnablePerformanceInsights")) == "true";
    let both = is_some(change.old_value()) && is_some(change.new_value());
    match both && is_on(change.old) && is_on(change.new) {
        true => {
            Ruling::new(Verdict::Replacement, "Another key while Performance Insights is on replaces the database.")
                .only_if("the two are not spellings of the same key")
        }
        false => Ruling::new(
            Verdict::NoInterruption,
            "A first key, or one while Performance Insights is off, replaces nothing.",
        ),
    }
}
