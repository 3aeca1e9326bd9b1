//! What a stack update does when a property of a resource changes: nothing to be noticed, an interruption, a replacement,
//! a failure, or something that follows from a rule about old and new value.
//!
//! Reads `aws/update.tsv`, which `make schema` writes from AWS's schemas, and `update_rules.tsv`: where AWS's pages say
//! something else or more, with the page. Programs other than the page know all types (`aws/update_other.tsv`). Knows no
//! document; the rules are applied by `impact`. Source: AWS page "Update behaviors of stack resources".

use std::collections::HashMap;
use std::sync::LazyLock;

use super::compute::LAUNCH_TEMPLATE;
use super::form::DOCS;

/// What a changed property does to its resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UpdateEffect {
    /// The resource stays and goes on working.
    NoInterruption,
    /// The resource stays and may not work for a while.
    Interruption,
    /// A new resource is created in place of the old one.
    Replacement,
    /// CloudFormation or the service refuses the update.
    Fails,
    /// AWS's sources disagree whether the update fails; without interruption if it does not.
    MayFail,
    /// It follows from the old and the new value.
    Rule(UpdateRule),
    /// No table has the type.
    Unknown,
}

/// A rule about old and new value of a property.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UpdateRule {
    /// An instance with its root volume on EBS is stopped and started; one on an instance store is replaced.
    EbsRoot,
    /// As `EbsRoot`, and the new script does not run.
    UserData,
    /// As `EbsRoot` where the types are compatible.
    InstanceType,
    /// No interruption if only `DeleteOnTermination` differs, else a replacement.
    BlockDevices,
    /// No interruption between dedicated and host, else a replacement.
    Tenancy,
    /// No interruption from dedicated to default, else a replacement.
    VpcTenancy,
    /// A replacement, which fails unless the block of the subnet changes too.
    SubnetPlace,
    /// A volume grows in place; it never shrinks.
    VolumeSize,
    /// A replacement if the primary address differs.
    PrivateAddresses,
    /// What the `UpdatePolicy` of the group says.
    Group,
    /// An interruption of an HTTPS listener.
    Https,
    /// A replacement from none to some or from some to none.
    SomeOrNone,
    /// A replacement if it is added or removed as a whole.
    AsAWhole,
    /// An interruption; a replacement with `DBSecurityGroups`.
    License,
    /// An interruption between an Oracle edition and its container database, else a replacement.
    Engine,
    /// A new database from the snapshot; without one an empty database.
    Snapshot,
    /// A new database from another source.
    Source,
    /// A replacement if another key is used while Performance Insights is on.
    InsightsKey,
    /// It fails alone, except between nothing and the region of the stack.
    SubscriptionRegion,
    /// AWS's schema says that some changes replace the resource, and no page says which.
    Undocumented,
}

/// What the tables say of a property.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PropertyUpdate {
    /// What a change does.
    pub effect: UpdateEffect,
    /// A sentence or two on it; empty if the effect says all.
    pub words: &'static str,
    /// The AWS page; of the type's schema if no page says more.
    pub page: Option<&'static str>,
}

/// Update behaviour of a resource type.
#[derive(Clone, Debug, Default)]
struct TypeUpdate {
    old_first: bool,
    immutable: bool,
    create_only: Vec<&'static str>,
    conditional: Vec<&'static str>,
    name: Option<&'static str>,
    rules: Vec<(&'static str, PropertyUpdate)>,
}

/// The type of all `Custom::` resources.
const CUSTOM: &str = "CloudFormation::CustomResource";

/// Names that AWS's schema does not mark as such: people give them, and two resources cannot have the same.
const NAMES: [(&str, &str); 12] = [
    ("AutoScaling::LaunchConfiguration", "LaunchConfigurationName"),
    ("EC2::LaunchTemplate", "LaunchTemplateName"),
    ("EC2::SecurityGroup", "GroupName"),
    ("ECS::Service", "ServiceName"),
    ("ElasticLoadBalancing::LoadBalancer", "LoadBalancerName"),
    ("ElasticLoadBalancingV2::LoadBalancer", "Name"),
    ("ElasticLoadBalancingV2::TargetGroup", "Name"),
    ("IAM::ManagedPolicy", "ManagedPolicyName"),
    ("SNS::Topic", "TopicName"),
    ("SQS::Queue", "QueueName"),
    ("SSM::Parameter", "Name"),
    ("SecretsManager::Secret", "Name"),
];

fn types() -> &'static HashMap<&'static str, TypeUpdate> {
    static TYPES: LazyLock<HashMap<&str, TypeUpdate>> = LazyLock::new(|| {
        let mut types: HashMap<&str, TypeUpdate> =
            include_str!("aws/update.tsv").lines().filter_map(of_schema).collect();
        #[cfg(not(target_arch = "wasm32"))]
        types.extend(include_str!("aws/update_other.tsv").lines().filter_map(of_schema));
        for (kind, properties, rule) in include_str!("update_rules.tsv").lines().filter_map(of_rules) {
            let own = types.entry(kind).or_default();
            own.rules.extend(properties.split(' ').map(|property| (property, rule)));
        }
        for (kind, name) in NAMES {
            types.entry(kind).or_default().name = Some(name);
        }
        types
    });
    &TYPES
}

fn of_schema(line: &'static str) -> Option<(&'static str, TypeUpdate)> {
    let mut columns = line.split('\t');
    let name = columns.next().filter(|name| name.contains("::") && !name.starts_with('#'))?;
    let mut words = || columns.next().unwrap_or_default().split_whitespace().collect::<Vec<_>>();
    let (marks, create_only, conditional, names) = (words(), words(), words(), words());
    let (old_first, immutable) = (marks.contains(&"first"), marks.contains(&"immutable"));
    let name_of = names.first().copied();
    Some((name, TypeUpdate { old_first, immutable, create_only, conditional, name: name_of, rules: Vec::new() }))
}

fn of_rules(line: &'static str) -> Option<(&'static str, &'static str, PropertyUpdate)> {
    let mut columns = line.split('\t');
    let (kind, properties) = (columns.next().filter(|name| !name.starts_with('#'))?, columns.next()?);
    let (effect, words, page) = (effect(columns.next()?)?, columns.next()?, columns.next());
    Some((kind, properties, PropertyUpdate { effect, words, page }))
}

fn effect(word: &str) -> Option<UpdateEffect> {
    use UpdateRule as Rule;
    let rule = match word {
        "none" => return Some(UpdateEffect::NoInterruption),
        "some" => return Some(UpdateEffect::Interruption),
        "replace" => return Some(UpdateEffect::Replacement),
        "fails" => return Some(UpdateEffect::Fails),
        "may-fail" => return Some(UpdateEffect::MayFail),
        "ebs-root" => Rule::EbsRoot,
        "user-data" => Rule::UserData,
        "instance-type" => Rule::InstanceType,
        "block-devices" => Rule::BlockDevices,
        "tenancy" => Rule::Tenancy,
        "vpc-tenancy" => Rule::VpcTenancy,
        "subnet-place" => Rule::SubnetPlace,
        "volume-size" => Rule::VolumeSize,
        "private-addresses" => Rule::PrivateAddresses,
        "group" => Rule::Group,
        "https" => Rule::Https,
        "some-or-none" => Rule::SomeOrNone,
        "as-a-whole" => Rule::AsAWhole,
        "license" => Rule::License,
        "engine" => Rule::Engine,
        "snapshot" => Rule::Snapshot,
        "source" => Rule::Source,
        "insights-key" => Rule::InsightsKey,
        "subscription-region" => Rule::SubscriptionRegion,
        "undocumented" => Rule::Undocumented,
        _ => return None,
    };
    Some(UpdateEffect::Rule(rule))
}

fn short(kind: &str) -> &str {
    if kind.starts_with("Custom::") { CUSTOM } else { kind.strip_prefix("AWS::").unwrap_or(kind) }
}

/// What a change at some keys below `Properties` does, `*` for any item of a list; the first key is the property.
pub fn property_update(kind: &str, keys: &[&str]) -> PropertyUpdate {
    let says = |effect| PropertyUpdate { effect, words: "", page: None };
    let Some(own) = types().get(short(kind)) else { return says(UpdateEffect::Unknown) };
    let first = keys.first().copied().unwrap_or_default();
    let rule_of = |name: &str| own.rules.iter().find(|rule| rule.0 == name).map(|rule| rule.1);
    if let Some(rule) = rule_of(first) {
        return rule;
    }
    // A change above a create-only key changes that key too: the caller gives the keys that differ.
    let holds = |paths: &[&str]| {
        paths.iter().any(|path| {
            let mut left = keys.iter();
            path.split('/').all(|step| left.next().is_some_and(|key| *key == step))
        })
    };
    if own.immutable || holds(&own.create_only) {
        return says(UpdateEffect::Replacement);
    }
    if let Some(rule) = rule_of("*") {
        return rule;
    }
    if holds(&own.conditional) {
        says(UpdateEffect::Rule(UpdateRule::Undocumented))
    } else {
        says(UpdateEffect::NoInterruption)
    }
}

/// What a change of a property does at an update, in a few words for a field; `None` if no table has the type.
pub fn update_hint(kind: &str, keys: &[&str]) -> Option<&'static str> {
    if kind == LAUNCH_TEMPLATE && keys.first() == Some(&"LaunchTemplateData") {
        return Some("a new version; instances follow the update policy of their group");
    }
    Some(match property_update(kind, keys).effect {
        UpdateEffect::NoInterruption => "no interruption",
        UpdateEffect::Interruption => "some interruption",
        UpdateEffect::Replacement => "the resource is replaced",
        UpdateEffect::Fails => "a change fails",
        UpdateEffect::MayFail => "a change may fail",
        UpdateEffect::Unknown => return None,
        UpdateEffect::Rule(rule) => match rule {
            UpdateRule::EbsRoot | UpdateRule::InstanceType => "the instance stops and starts",
            UpdateRule::UserData => "the instance stops and starts, and the new script does not run",
            UpdateRule::BlockDevices => "the instance is replaced, unless only DeleteOnTermination changes",
            UpdateRule::Tenancy | UpdateRule::VpcTenancy => "the resource is replaced for most changes",
            UpdateRule::SubnetPlace => "a change fails, unless the block changes too: then the subnet is replaced",
            UpdateRule::VolumeSize => "the volume grows in place; it cannot shrink",
            UpdateRule::PrivateAddresses => "another primary address replaces the interface",
            UpdateRule::Group => "the update policy says what happens to running instances",
            UpdateRule::Https => "some interruption of HTTPS",
            UpdateRule::SomeOrNone => "from none to some, or to none, the resource is replaced",
            UpdateRule::AsAWhole => "added or removed, the resource is replaced",
            UpdateRule::License => "some interruption",
            UpdateRule::Engine | UpdateRule::Snapshot | UpdateRule::Source => "a new database is created",
            UpdateRule::InsightsKey => "another key replaces the database",
            UpdateRule::SubscriptionRegion => "a change alone fails",
            UpdateRule::Undocumented => "some changes replace the resource",
        },
    })
}

/// True if CloudFormation deletes the old resource of this type before it creates the new one.
pub fn is_old_deleted_first(kind: &str) -> bool {
    types().get(short(kind)).is_some_and(|own| own.old_first)
}

/// The property that names resources of a type: two resources cannot have the same name.
pub fn name_property(kind: &str) -> Option<&'static str> {
    types().get(short(kind))?.name
}

/// The address of an AWS page of the tables.
pub fn page_address(page: &str) -> String {
    format!("{DOCS}{page}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_tables_is_read_and_names_a_property() {
        let lines = |text: &'static str| text.lines().filter(|line| !line.starts_with('#')).collect::<Vec<_>>();
        for text in [include_str!("aws/update.tsv"), include_str!("aws/update_other.tsv")] {
            assert!(lines(text).iter().all(|line| of_schema(line).is_some()));
        }
        for line in lines(include_str!("update_rules.tsv")) {
            let (kind, properties, rule) = of_rules(line).unwrap_or_else(|| panic!("{line}"));
            assert!(rule.page.is_some_and(|page| page.ends_with(".html")), "{line}");
            assert!(rule.words.is_empty() || rule.words.ends_with('.'), "{line}");
            let schema = crate::schema::aws::Schema::bundled().resource_type(&format!("AWS::{kind}"));
            for property in properties.split(' ').filter(|one| *one != "*" && kind != "CloudFormation::Stack") {
                assert!(schema.is_none_or(|schema| schema.property(&[property]).is_some()), "{kind} {property}");
            }
        }
        for (kind, property) in NAMES {
            let schema = crate::schema::aws::Schema::bundled().resource_type(&format!("AWS::{kind}"));
            assert!(schema.is_none_or(|schema| schema.property(&[property]).is_some()), "{kind} {property}");
        }
    }

    #[test]
    fn properties_do_what_aws_says() {
        use UpdateEffect::{Fails, Interruption, NoInterruption, Replacement, Rule, Unknown};
        for (kind, keys, effect) in [
            ("AWS::EC2::Instance", &["ImageId"][..], Replacement),
            ("AWS::EC2::Instance", &["IamInstanceProfile"], NoInterruption),
            ("AWS::EC2::Instance", &["UserData"], Rule(UpdateRule::UserData)),
            ("AWS::EC2::Instance", &["LaunchTemplate", "Version"], Replacement),
            ("AWS::EC2::Volume", &["Encrypted"], Fails),
            ("AWS::EC2::Volume", &["Tags"], NoInterruption),
            ("AWS::EC2::EIP", &["Tags", "*", "Value"], Interruption),
            ("AWS::EC2::EIP", &["NetworkBorderGroup"], Replacement),
            ("AWS::EC2::KeyPair", &["Tags", "*"], Replacement),
            ("AWS::EC2::VPCEndpoint", &["DnsOptions", "PrivateDnsPreference"], Replacement),
            ("AWS::EC2::VPCEndpoint", &["DnsOptions", "DnsRecordIpType"], NoInterruption),
            ("AWS::RDS::DBInstance", &["EngineVersion"], Interruption),
            ("Custom::Thing", &["ServiceToken"], Fails),
            ("Custom::Thing", &["Anything"], NoInterruption),
            ("AWS::Kendra::Index", &["Edition"], Replacement),
            ("AWS::No::Such", &["Thing"], Unknown),
        ] {
            assert_eq!(property_update(kind, keys).effect, effect, "{kind} {keys:?}");
        }
        assert_eq!(update_hint("AWS::EC2::Instance", &["ImageId"]), Some("the resource is replaced"));
        assert_eq!(update_hint("AWS::No::Such", &["Thing"]), None);
        assert!(is_old_deleted_first("AWS::EC2::EIPAssociation") && !is_old_deleted_first("AWS::EC2::Instance"));
        assert_eq!(name_property("AWS::IAM::Role"), Some("RoleName"));
        assert_eq!(name_property("AWS::EC2::Instance"), None);
    }
}
