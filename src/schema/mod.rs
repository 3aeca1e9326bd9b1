//! Tables of what a template can contain: keys of cfn-init, properties of the resource types that have a form.
//!
//! A property is one line of a table in `tables/`; forms, help, completion and recipes read the same line. What AWS says
//! of all properties is in `aws/`. Plain data: knows no document, no browser.

/// Constants for a table and those of its properties that code names. A test looks each of them up in the table.
macro_rules! table {
    ($rows:ident = $table:literal $({ $($name:ident = $key:literal),* $(,)? })?) => {
        #[doc = concat!("The table `", $table, "`.")]
        pub const $rows: crate::schema::form::PropertyTable = crate::schema::form::PropertyTable($table);
        $($(
            #[doc = concat!("`", $key, "` of `", $table, "`.")]
            pub const $name: crate::schema::form::Key = crate::schema::form::Key::new($rows, $key);
        )*)?
        #[cfg(test)]
        #[allow(non_snake_case)]
        mod $rows {
            #[test]
            fn each_key_is_in_its_table() {
                assert!(!super::$rows.is_empty(), $table);
                $($( assert!(super::$name.exists(), concat!($table, ": ", $key)); )*)?
            }
        }
    };
}

pub mod accounts;
pub mod aws;
pub mod compute;
pub mod ec2;
pub mod form;
pub mod function;
pub mod image;
mod init_keys;
pub mod keywords;
pub mod machine_file;
pub mod parameter;
pub mod refactoring;
pub mod resource_type;
pub mod stored_data;
pub mod system;
pub mod template_keys;
pub mod update;

pub use form::{Key, PropertyTable};
pub use init_keys::{authentication, command, file, group, hup, package, script, service, source, user};
pub use template_keys::{creation_policy, update_policy, wait_condition};

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
    Object(PropertyTable),
    /// A list of mappings with these keys.
    Objects(PropertyTable),
}

impl Property {
    /// The words that a choice has or that a text often is; none for other types.
    pub fn words(&self) -> &'static [&'static str] {
        match self.kind {
            PropertyType::Choice(words) | PropertyType::Suggested(words) => words,
            _ => &[],
        }
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

    #[test]
    fn a_new_key_goes_behind_those_before_it() {
        assert_eq!(place_of(&file::ROWS, "mode", &["owner", "group", "content"]), 2);
        assert_eq!(place_of(&file::ROWS, "owner", &["content"]), 0);
        assert_eq!(place_of(&file::ROWS, "context", &["owner", "content"]), 2);
        assert_eq!(place_of(&file::ROWS, "owner", &["other"]), 1);
        assert_eq!(place_of(&file::ROWS, "unknown", &["owner", "content"]), 2);
    }
}
