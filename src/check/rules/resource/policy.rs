//! A policy of a resource has a key or a word that CloudFormation does not know.
//!
//! ```yaml bad 5
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     CreationPolicy: {ResourceSignals: {Timeout: PT15M}}
//!     DeletionPolicy: Keep
//!     UpdateReplacePolicy: Snapshot
//!   Group:
//!     Type: AWS::AutoScaling::AutoScalingGroup
//!     UpdatePolicy:
//!       AutoScalingRollingUpdate: {MaxBatchsize: 1, Wait: true}
//!     Properties: {MinSize: "1", MaxSize: "2", InstanceId: i-1}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Disk:
//!     Type: AWS::EC2::Volume
//!     DeletionPolicy: Snapshot
//!     UpdateReplacePolicy: Retain
//!     Properties: {AvailabilityZone: eu-west-1a, Size: 8, Encrypted: true}
//!   Group:
//!     Type: AWS::AutoScaling::AutoScalingGroup
//!     UpdatePolicy:
//!       AutoScalingRollingUpdate: {MaxBatchSize: 1}
//!     Properties: {MinSize: "1", MaxSize: "2", InstanceId: i-1}
//! ```

use crate::check::similar::similar;
use crate::check::{Also, Check, Context, Rule, Severity};
use crate::document::{Edit, Kind, Node, Value};
use crate::schema::resource_type::resource_type;
use crate::schema::{PropertyTable, creation_policy, template_keys, update_policy};
use crate::template::Resource;
use crate::template::resource::attribute;
use crate::template::typed::{MACROS, is_call};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "resource/policy",
    name: "Unknown key or word of a policy",
    severity: Severity::Error,
    why: "CloudFormation refuses policies that it does not know, and does not wait for signals without the right keys.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-product-attribute-reference.html",
    check: Check::Resource(check),
    also: &[Also::Section(MACROS[0]), Also::Section(MACROS[1])],
};

/// Policies that have no form here: fleets, aliases of functions, domains and clusters of caches.
const OTHERS: [&str; 6] = [
    "CodeDeployLambdaAliasUpdate",
    "EnableVersionUpgrade",
    "StartAfterUpdate",
    "StartFleet",
    "StopBeforeUpdate",
    "UseOnlineResharding",
];

fn check(context: &mut Context<'_>, resource: Resource<'_>) {
    if context.template().may_grow("") || resource.node().is_alias() {
        return;
    }
    let below_creation = [
        (creation_policy::RESOURCE_SIGNAL_KEY, creation_policy::RESOURCE_SIGNAL),
        (creation_policy::AUTO_SCALING, creation_policy::GROUP),
    ];
    let below_update = [
        (update_policy::ROLLING, update_policy::ROLLING_UPDATE),
        (update_policy::REPLACING, update_policy::REPLACING_UPDATE),
        (update_policy::SCHEDULED, update_policy::SCHEDULED_ACTION),
        (update_policy::REFRESH, update_policy::INSTANCE_REFRESH),
    ];
    for (key, rows, below) in [
        (attribute::CREATION_POLICY, creation_policy::ROWS, &below_creation[..]),
        (attribute::UPDATE_POLICY, update_policy::ROWS, &below_update[..]),
    ] {
        let Some(policy) = resource.node().get(key) else { continue };
        keys(context, policy, rows, key);
        for (name, rows) in below {
            if let Some(inner) = policy.get(name) {
                keys(context, inner, *rows, name);
            }
        }
    }
    for row in template_keys::RESOURCE.iter().filter(|row| row.key.ends_with("Policy") && !row.words().is_empty()) {
        let node = resource.node().get(row.key);
        let Some(node) = node.filter(|node| !node.is_null() && !node.is_alias() && !is_call(*node)) else { continue };
        let text = node.scalar().unwrap_or(if node.kind() == Kind::Sequence { "a list" } else { "a mapping" });
        if row.words().contains(&text) || text.contains(['$', '&']) {
            snapshot(context, resource, node, text);
            continue;
        }
        let (at, key) = (node.path(), row.key);
        context.report(&at, format!("{key} cannot be \"{text}\": CloudFormation refuses the template."));
        match similar(text, row.words().iter().copied()) {
            Some(word) => {
                let edit = move |_: &_| vec![Edit::Set { at: at.clone(), value: Value::from(word) }];
                context.fix(format!("Write {word}"), edit);
            }
            None => {
                context.help(format!("It can be {}.", row.words().join(", ")));
            }
        }
    }
}

/// Types with snapshots. Source: AWS page "DeletionPolicy attribute".
const SNAPSHOTS: [&str; 8] = [
    "AWS::DocDB::DBCluster",
    "AWS::EC2::Volume",
    "AWS::ElastiCache::CacheCluster",
    "AWS::ElastiCache::ReplicationGroup",
    "AWS::Neptune::DBCluster",
    "AWS::RDS::DBCluster",
    "AWS::RDS::DBInstance",
    "AWS::Redshift::Cluster",
];

/// Reports a snapshot of a type that has none.
fn snapshot(context: &mut Context<'_>, resource: Resource<'_>, node: Node<'_>, word: &str) {
    let known = resource.kind().filter(|kind| resource_type(kind).is_some() && !SNAPSHOTS.contains(kind));
    if let Some(kind) = known.filter(|_| word == "Snapshot") {
        let at = node.path();
        context.report(&at, format!("{kind} has no snapshots: CloudFormation refuses the template."));
        let edit = move |_: &_| vec![Edit::Set { at: at.clone(), value: Value::from("Retain") }];
        context.fix("Write Retain", edit);
    }
}

fn keys(context: &mut Context<'_>, node: Node<'_>, rows: PropertyTable, what: &str) {
    if node.is_alias() || node.is_null() || is_call(node) {
        return;
    }
    if node.kind() != Kind::Mapping {
        let message = format!("{what} is no mapping: CloudFormation refuses the template.");
        let names = rows.iter().map(|row| row.key).collect::<Vec<_>>().join(", ");
        context.report(&node.path(), message).help(format!("Its keys are {names}."));
        return;
    }
    let known = || rows.iter().map(|row| row.key);
    for entry in node.last_entries() {
        let key = entry.key();
        let is_other = key.is_empty() || key == "<<" || key.starts_with("Fn::") || OTHERS.contains(&key);
        if is_other || known().any(|one| one == key) {
            continue;
        }
        let at = entry.value.path();
        context.report(&at, format!("{key} is no key of {what}: CloudFormation refuses the template."));
        match similar(key, known()).filter(|name| node.get(name).is_none()) {
            Some(name) => {
                let edit = move |_: &_| vec![Edit::Rename { at: at.clone(), to: name.to_string() }];
                context.fix(format!("Rename to {name}"), edit);
            }
            None => {
                context.help(format!("The keys are {}.", known().collect::<Vec<_>>().join(", ")));
            }
        }
    }
}
