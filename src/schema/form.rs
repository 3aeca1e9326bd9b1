//! The resource types that have a form of their own, and the rows that each is made of.
//!
//! A type without a form here is shown with all its keys. Plain data; each file below `schema` brings its forms.

use super::{Property, compute, ec2, keeping};

/// The form of a resource type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Form {
    /// The type: `AWS::EC2::RouteTable`.
    pub kind: &'static str,
    /// What people call it: "Route table".
    pub name: &'static str,
    /// One or two sentences: what it is for.
    pub intro: &'static str,
    /// Its parts, in the order in which people ask.
    pub parts: &'static [Part],
}

/// Rows under a heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// The heading; empty for the rows at the top.
    pub title: &'static str,
    /// Keys from the resource to the mapping that has the rows, such as `Properties`, `LaunchTemplateData`.
    pub under: &'static [&'static str],
    /// The rows, in the order in which they are written.
    pub rows: &'static [Property],
}

/// Where most properties stand.
pub const PROPERTIES: &[&str] = &["Properties"];

impl Part {
    /// The rows at the top: properties of the resource.
    pub(crate) const fn properties(rows: &'static [Property]) -> Part {
        Part { title: "", under: PROPERTIES, rows }
    }

    /// Properties of the resource under a heading.
    pub(crate) const fn titled(title: &'static str, rows: &'static [Property]) -> Part {
        Part { title, under: PROPERTIES, rows }
    }
}

/// All forms, by the file that brings them.
pub const TABLES: &[&[Form]] = &[
    ec2::gateway::FORMS,
    ec2::route::FORMS,
    ec2::endpoint::FORMS,
    ec2::interface::FORMS,
    ec2::acl::FORMS,
    ec2::security_group::FORMS,
    keeping::FORMS,
    compute::launch::FORMS,
    compute::scaling::FORMS,
    compute::balancing::FORMS,
];

/// The form of a type; `None` if it has none.
pub fn form_of(kind: &str) -> Option<&'static Form> {
    TABLES.iter().flat_map(|forms| forms.iter()).find(|form| form.kind == kind)
}

#[cfg(test)]
mod tests {
    use super::super::PropertyType;
    use super::*;

    fn check(form: &Form, rows: &[Property]) {
        for (index, row) in rows.iter().enumerate() {
            let name = format!("{} of {}", row.key, form.kind);
            assert!(!rows.iter().take(index).any(|other| other.key == row.key), "{name} twice");
            assert!(row.help.ends_with('.') && !row.label.is_empty(), "{name}");
            assert!(row.source.starts_with("https://docs.aws.amazon.com/"), "{name}");
            match row.kind {
                PropertyType::Object(rows) | PropertyType::Objects(rows) => check(form, rows),
                PropertyType::Resource(types) | PropertyType::Resources(types) => {
                    assert!(types.iter().all(|kind| kind.contains("::")), "{name}")
                }
                PropertyType::Text
                | PropertyType::Number
                | PropertyType::Boolean
                | PropertyType::Choice(_)
                | PropertyType::Suggested(_)
                | PropertyType::List
                | PropertyType::Tags
                | PropertyType::Octal
                | PropertyType::Multiline
                | PropertyType::Map
                | PropertyType::Cidr
                | PropertyType::Condition => {}
            }
        }
    }

    #[test]
    fn a_type_has_one_form_and_its_keys_stand_once() {
        let all: Vec<&Form> = TABLES.iter().flat_map(|forms| forms.iter()).collect();
        for (index, form) in all.iter().enumerate() {
            assert!(!all.iter().take(index).any(|other| other.kind == form.kind), "{} twice", form.kind);
            assert!(form.intro.ends_with('.') && !form.name.is_empty(), "{}", form.kind);
            assert_eq!(form_of(form.kind), Some(*form));
            for part in form.parts {
                check(form, part.rows);
            }
        }
        assert_eq!(form_of("AWS::No::Such"), None);
    }
}
