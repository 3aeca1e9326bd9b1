//! Tables of what can be said: keys of cfn-init by hand, properties of the resource types that have a form.
//!
//! Each key stands here once; forms, help and views read the same row. Plain data: knows no document, no browser.

pub mod anatomy;
pub mod authentication;
pub mod aws;
pub mod command;
pub mod compute;
pub mod creation_policy;
pub mod ec2;
pub mod file;
pub mod form;
pub mod function;
pub mod group;
pub mod image;
pub mod keeping;
pub mod package;
pub mod parameter;
pub mod resource_type;
pub mod service;
pub mod source;
pub mod system;
pub mod update_policy;
pub mod user;
pub mod wait_condition;

/// One key of a mapping: what a form shows for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Property {
    /// The key in the template.
    pub key: &'static str,
    /// Its name in a form.
    pub label: &'static str,
    /// What it takes.
    pub kind: PropertyType,
    /// True if it has to be there.
    pub required: bool,
    /// One or two sentences for who fills it in.
    pub help: &'static str,
    /// The AWS page that says so.
    pub source: &'static str,
}

/// What a key takes, and so how a form asks for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PropertyType {
    /// Text of one line, or a function.
    Text,
    /// A whole number.
    Number,
    /// True or false.
    Boolean,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// Text, often one of these.
    Suggested(&'static [&'static str]),
    /// Texts in an order.
    List,
    /// Key and value, as EC2's `Tags`.
    Tags,
    /// A file mode in octal digits.
    Octal,
    /// Text of many lines.
    Multiline,
    /// Names with values.
    Map,
    /// An IPv4 block such as 10.0.0.0/16.
    Cidr,
    /// A resource of one of these types, by `Ref` or `Fn::GetAtt`.
    Resource(&'static [&'static str]),
    /// Resources of these types, in a list.
    Resources(&'static [&'static str]),
    /// The name of a condition.
    Condition,
    /// A mapping with these keys.
    Object(&'static [Property]),
    /// A list of mappings with these keys.
    Objects(&'static [Property]),
}

impl Property {
    /// A row for text that may be left out.
    pub(crate) const fn text(
        key: &'static str,
        label: &'static str,
        help: &'static str,
        source: &'static str,
    ) -> Property {
        Property { key, label, kind: PropertyType::Text, required: false, help, source }
    }

    /// The same row for another kind of value.
    pub(crate) const fn of_type(self, kind: PropertyType) -> Property {
        Property { kind, ..self }
    }

    /// The same row, for a key that has to be there.
    pub(crate) const fn required(self) -> Property {
        Property { required: true, ..self }
    }
}

/// Where a new `key` goes among the keys `present` so that they stand in the order of `rows`: behind the last one that
/// a row before it names; last if no row names it or none of them is there.
pub fn place_of(rows: &[Property], key: &str, present: &[&str]) -> usize {
    let rank = |key: &str| rows.iter().position(|row| row.key == key);
    let Some(own) = rank(key) else { return present.len() };
    match present.iter().rposition(|other| rank(other).is_some_and(|other| other < own)) {
        Some(before) => before + 1,
        None if present.iter().any(|other| rank(other).is_some()) => 0,
        None => present.len(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every table, by a name for messages.
    const TABLES: &[(&str, &[Property])] = &[
        ("VPC", ec2::vpc::ROWS),
        ("Subnet", ec2::subnet::ROWS),
        ("SecurityGroup", ec2::security_group::ROWS),
        ("Instance", ec2::instance::ROWS),
        ("MetadataOptions", ec2::instance::METADATA_OPTIONS),
        ("Ebs", ec2::instance::EBS),
        ("ResourceSignal", creation_policy::RESOURCE_SIGNAL),
        ("AutoScalingCreationPolicy", creation_policy::GROUP),
        ("AutoScalingRollingUpdate", update_policy::ROLLING_UPDATE),
        ("AutoScalingReplacingUpdate", update_policy::REPLACING_UPDATE),
        ("AutoScalingScheduledAction", update_policy::SCHEDULED_ACTION),
        ("WaitCondition", wait_condition::ROWS),
        ("file", file::ROWS),
        ("service", service::ROWS),
        ("parameter", parameter::ROWS),
        ("sections", anatomy::SECTIONS),
        ("resource", anatomy::RESOURCE),
        ("creation_policy", creation_policy::ROWS),
        ("update_policy", update_policy::ROWS),
        ("output", anatomy::OUTPUT),
        ("export", anatomy::EXPORT),
        ("rule", anatomy::RULE),
        ("assertion", anatomy::ASSERTION),
        ("metadata", anatomy::METADATA),
        ("interface", anatomy::INTERFACE),
        ("resource_metadata", anatomy::RESOURCE_METADATA),
        ("init", anatomy::INIT),
        ("config", anatomy::CONFIG),
        ("command", command::ROWS),
        ("undocumented", command::UNDOCUMENTED),
        ("user", user::ROWS),
        ("group", group::ROWS),
        ("packages", package::ROWS),
        ("service managers", service::MANAGERS),
        ("authentication", authentication::ROWS),
    ];

    #[test]
    fn a_key_stands_once_in_its_table_and_help_is_a_sentence() {
        for &(name, rows) in TABLES {
            for (i, row) in rows.iter().enumerate() {
                assert!(!rows.iter().take(i).any(|other| other.key == row.key), "{name}: {} twice", row.key);
                assert!(row.help.ends_with('.') && !row.label.is_empty(), "{name}: {}", row.key);
                assert!(row.source.starts_with("https://docs.aws.amazon.com/"), "{name}: {}", row.key);
            }
        }
    }

    #[test]
    fn a_new_key_goes_behind_those_before_it() {
        assert_eq!(place_of(file::ROWS, "mode", &["owner", "group", "content"]), 2);
        assert_eq!(place_of(file::ROWS, "owner", &["content"]), 0);
        assert_eq!(place_of(file::ROWS, "context", &["owner", "content"]), 2);
        assert_eq!(place_of(file::ROWS, "owner", &["other"]), 1);
        assert_eq!(place_of(file::ROWS, "unknown", &["owner", "content"]), 2);
    }
}
