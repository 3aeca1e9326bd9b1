//! The tables of `schema/tables`: the properties that the page and recipes know, with label, help and place in a form.
//!
//! A table begins with a line `=NAME label intro page`: a resource type with an intro has a form made of its table. A
//! line `/TITLE keys` begins a part of the form, and the keys lead from the resource to the mapping that has the
//! properties (`Properties` if there are none). Each other line is a property in the order in which it is written into a
//! template, its columns between tabs:
//!
//! | column | content |
//! |---|---|
//! | key | the key in the template |
//! | type | `text`, `number`, `boolean`, `list`, `map`, …, with `!` if it is required, then words or the name of a table |
//! | in | `form`, with a number where the form has another order; `table`: shown by a view of its own; `hidden` |
//! | label | its name in a form |
//! | help | one or two sentences |
//! | page | the AWS page about it, if it is not that of the table |

use std::ops::Deref;
use std::sync::LazyLock;

use super::{Property, PropertyType};

const TEXTS: [&str; 8] = [
    include_str!("tables/template.tsv"),
    include_str!("tables/init.tsv"),
    include_str!("tables/network.tsv"),
    include_str!("tables/launch.tsv"),
    include_str!("tables/scaling.tsv"),
    include_str!("tables/balancing.tsv"),
    include_str!("tables/storage.tsv"),
    include_str!("tables/iam.tsv"),
];

/// Where the pages of the tables are.
pub(super) const DOCS: &str = "https://docs.aws.amazon.com/AWSCloudFormation/latest/";
/// The key that most properties of a resource are under.
const PROPERTIES: &str = "Properties";

/// A table: the properties of a resource type, of a nested type, or of a mapping of cfn-init.
#[derive(Debug, PartialEq, Eq)]
pub struct PropertyForm {
    /// `AWS::EC2::RouteTable`, `AWS::EC2::Instance.Ebs`, `service`.
    pub kind: &'static str,
    /// Its name in AWS's documentation: "Route table".
    pub name: &'static str,
    /// One or two sentences about its use; empty if there is no form of this table alone.
    pub intro: &'static str,
    /// The parts of the form.
    pub parts: Vec<FormPart>,
    /// The properties of the parts directly under `Properties`, in the order in which they are written.
    properties: Vec<Property>,
}

/// Properties under a heading.
#[derive(Debug, PartialEq, Eq)]
pub struct FormPart {
    /// The heading; empty for the properties at the top.
    pub title: &'static str,
    /// Keys from the resource to the mapping that has the properties: `Properties`, `LaunchTemplateData`.
    pub under: Vec<&'static str>,
    /// The properties, in the order in which they are written.
    pub properties: Vec<Property>,
    /// Those that a form shows, in its order.
    pub shown: Vec<Property>,
}

/// The form of a resource type; `None` if it has none.
pub fn form_of(kind: &str) -> Option<&'static PropertyForm> {
    forms().iter().find(|form| form.kind == kind && !form.intro.is_empty())
}

/// The properties of a resource type or a nested type, in the order in which they are written; none if it has no table.
pub fn properties_of(kind: &str) -> &'static [Property] {
    forms().iter().find(|form| form.kind == kind).map_or(&[], |form| &form.properties)
}

/// All tables.
fn forms() -> &'static [PropertyForm] {
    static FORMS: LazyLock<Vec<PropertyForm>> = LazyLock::new(|| TEXTS.iter().flat_map(|text| parse(text)).collect());
    &FORMS
}

/// A table by its name. It derefs to its properties, in the order in which they are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PropertyTable(pub(super) &'static str);

impl PropertyTable {
    /// The whole table; an empty one if there is none of this name, which a test excludes.
    pub fn form(self) -> &'static PropertyForm {
        static NONE: PropertyForm =
            PropertyForm { kind: "", name: "", intro: "", parts: Vec::new(), properties: Vec::new() };
        forms().iter().find(|form| form.kind == self.0).unwrap_or(&NONE)
    }

    /// The properties, in the order in which they are written.
    pub fn properties(self) -> &'static [Property] {
        &self.form().properties
    }

    /// The properties that a form shows under a heading, in its order; empty for the properties at the top.
    pub fn shown(self, title: &str) -> &'static [Property] {
        self.form().parts.iter().find(|part| part.title == title).map_or(&[], |part| &part.shown)
    }

    /// True if a form shows this key in one of its parts.
    pub fn shows(self, key: &str) -> bool {
        self.form().parts.iter().flat_map(|part| &part.shown).any(|property| property.key == key)
    }
}

impl Deref for PropertyTable {
    type Target = [Property];

    fn deref(&self) -> &[Property] {
        self.properties()
    }
}

impl From<PropertyTable> for &'static [Property] {
    fn from(table: PropertyTable) -> &'static [Property] {
        table.properties()
    }
}

/// A property that code names. It derefs to its row in the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key {
    table: PropertyTable,
    /// The key in the template.
    pub key: &'static str,
}

impl Key {
    pub(super) const fn new(table: PropertyTable, key: &'static str) -> Key {
        Key { table, key }
    }

    /// The property; an empty one if the table does not have it, which a test excludes.
    pub fn property(self) -> &'static Property {
        static NONE: Property =
            Property { key: "", label: "", kind: PropertyType::Text, required: false, help: "", source: "" };
        self.table.properties().iter().find(|property| property.key == self.key).unwrap_or(&NONE)
    }

    /// True if the table has it.
    #[cfg(test)]
    pub(super) fn exists(self) -> bool {
        self.property().key == self.key
    }
}

impl Deref for Key {
    type Target = Property;

    fn deref(&self) -> &Property {
        self.property()
    }
}

impl From<Key> for Property {
    fn from(key: Key) -> Property {
        *key.property()
    }
}

/// Tables of a text. A line that cannot be read is left out; a test asserts that there is none.
fn parse(text: &'static str) -> Vec<PropertyForm> {
    let mut forms: Vec<PropertyForm> = Vec::new();
    let mut page = "";
    for line in text.lines() {
        let mut columns = line.split('\t');
        let mut column = || columns.next().unwrap_or_default();
        match line.get(..1) {
            Some("=") => {
                let kind = column().get(1..).unwrap_or_default();
                let (name, intro, own) = (column(), column(), column());
                page = if own.is_empty() { page_of(kind, &[]) } else { address(own) };
                forms.push(PropertyForm { kind, name, intro, parts: Vec::new(), properties: Vec::new() });
            }
            Some("/") => {
                let title = column().get(1..).unwrap_or_default();
                let under: Vec<&'static str> = column().split_whitespace().collect();
                let Some(form) = forms.last_mut() else { continue };
                if !under.is_empty() {
                    page = page_of(form.kind, &under);
                } else if form.parts.iter().any(|part| part.under.len() > 1) {
                    page = page_of(form.kind, &[]);
                }
                form.parts.push(FormPart::new(title, under));
            }
            Some("#") | None => {}
            Some(_) => {
                if let Some((property, place)) = Property::parse(line, page) {
                    forms.last_mut().into_iter().for_each(|form| form.push(property, place));
                }
            }
        }
    }
    forms
}

/// Where a form shows a property: its number there, 0 for the order of the table; `None` if it does not.
type Place = Option<u8>;

impl PropertyForm {
    fn push(&mut self, property: Property, place: Place) {
        if self.parts.is_empty() {
            self.parts.push(FormPart::new("", Vec::new()));
        }
        let Some(part) = self.parts.last_mut() else { return };
        if part.under.len() < 2 {
            self.properties.push(property);
        }
        part.properties.push(property);
        if let Some(number) = place {
            // A numbered property comes before those without a number.
            let index = match number {
                0 => part.shown.len(),
                number => usize::from(number - 1).min(part.shown.len()),
            };
            part.shown.insert(index, property);
        }
    }
}

impl FormPart {
    fn new(title: &'static str, under: Vec<&'static str>) -> FormPart {
        let under = if under.is_empty() { vec![PROPERTIES] } else { under };
        FormPart { title, under, properties: Vec::new(), shown: Vec::new() }
    }
}

impl Property {
    fn parse(line: &'static str, page: &'static str) -> Option<(Property, Place)> {
        let mut columns = line.split('\t');
        let key = columns.next().filter(|key| !key.is_empty())?;
        let (word, detail) = columns.next().map(|kind| kind.split_once(' ').unwrap_or((kind, "")))?;
        let required = word.ends_with('!');
        let kind = PropertyType::parse(word.trim_end_matches('!'), detail)?;
        let place = match columns.next()?.split_once(' ') {
            Some(("form", number)) => Some(number.parse().ok()?),
            Some(_) => return None,
            None if line.split('\t').nth(2) == Some("form") => Some(0),
            None => None,
        };
        let (label, help) = (columns.next()?, columns.next()?);
        let source = columns.next().map_or(page, address);
        Some((Property { key, label, kind, required, help, source }, place))
    }
}

impl PropertyType {
    fn parse(word: &str, detail: &'static str) -> Option<PropertyType> {
        let words = || -> &'static [&'static str] { detail.split('|').collect::<Vec<_>>().leak() };
        Some(match word {
            "text" => PropertyType::Text,
            "number" => PropertyType::Number,
            "boolean" => PropertyType::Boolean,
            "choice" => PropertyType::Choice(words()),
            "suggest" => PropertyType::Suggested(words()),
            "list" => PropertyType::List,
            "tags" => PropertyType::Tags,
            "octal" => PropertyType::Octal,
            "multiline" => PropertyType::Multiline,
            "map" => PropertyType::Map,
            "cidr" => PropertyType::Cidr,
            "resource" => PropertyType::Resource(words()),
            "resources" => PropertyType::Resources(words()),
            "condition" => PropertyType::Condition,
            "object" => PropertyType::Object(PropertyTable(detail)),
            "objects" => PropertyType::Objects(PropertyTable(detail)),
            _ => return None,
        })
    }
}

/// The address of a page of AWS's documentation. Tables are read once, so that the texts can stay for ever.
fn address(page: &str) -> &'static str {
    format!("{DOCS}{page}").leak()
}

/// The page of a resource type, or of a nested type: the name behind a point, or the last of some keys.
fn page_of(kind: &str, under: &[&str]) -> &'static str {
    let mut names = kind.splitn(3, "::").skip(1);
    let (service, name) = (names.next().unwrap_or_default(), names.next().unwrap_or_default());
    let (name, nested) = match name.split_once('.') {
        Some((name, nested)) => (name, Some(nested)),
        None => (name, under.get(1).copied()),
    };
    let page = match nested {
        Some(nested) => format!("TemplateReference/aws-properties-{service}-{name}-{nested}.html"),
        None => format!("TemplateReference/aws-resource-{service}-{name}.html"),
    };
    let (folder, file) = page.split_once('/').unwrap_or_default();
    address(&format!("{folder}/{}", file.to_ascii_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::super::aws::{PropertySchema, Schema, ValueType};
    use super::*;

    fn all() -> impl Iterator<Item = (&'static PropertyForm, &'static FormPart, &'static Property)> {
        let parts = forms().iter().flat_map(|form| form.parts.iter().map(move |part| (form, part)));
        parts.flat_map(|(form, part)| part.properties.iter().map(move |property| (form, part, property)))
    }

    #[test]
    fn every_line_of_the_tables_is_read() {
        for text in TEXTS {
            let lines = text.lines().filter(|line| !line.starts_with(['#', '=', '/']) && !line.is_empty());
            for line in lines {
                assert!(Property::parse(line, "").is_some() && (5..=6).contains(&line.split('\t').count()), "{line}");
            }
            assert!(!text.contains(" \t") && !text.contains(" \n"), "blanks before a tab or the end of a line");
        }
    }

    #[test]
    fn a_key_is_unique_in_its_part_and_has_help() {
        for (form, part, property) in all() {
            let name = format!("{} of {}", property.key, form.kind);
            assert_eq!(part.properties.iter().filter(|other| other.key == property.key).count(), 1, "{name} twice");
            assert!(property.help.ends_with('.') && !property.label.is_empty(), "{name}");
            assert!(property.source.starts_with(DOCS), "{name}");
            match property.kind {
                PropertyType::Object(table) | PropertyType::Objects(table) => assert!(!table.is_empty(), "{name}"),
                PropertyType::Resource(types) | PropertyType::Resources(types) => {
                    assert!(types.iter().all(|kind| kind.contains("::")), "{name}");
                }
                PropertyType::Choice(words) | PropertyType::Suggested(words) => {
                    assert!(words.iter().all(|word| !word.is_empty()), "{name}");
                }
                PropertyType::Text
                | PropertyType::Number
                | PropertyType::Boolean
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
    fn a_table_has_one_name_and_a_form_an_intro() {
        for (index, form) in forms().iter().enumerate() {
            assert!(!forms().iter().take(index).any(|other| other.kind == form.kind), "{} twice", form.kind);
            assert!(!form.parts.is_empty(), "{}", form.kind);
            assert!(form.intro.is_empty() || form.intro.ends_with('.') && !form.name.is_empty(), "{}", form.kind);
        }
        assert_eq!(form_of("AWS::No::Such"), None);
        assert_eq!(form_of("AWS::EC2::VPC"), None);
        assert_eq!(form_of("AWS::EC2::Route").map(|form| form.parts.len()), Some(2));
    }

    #[test]
    fn pages_follow_from_the_names_of_types() {
        let page = |kind: &str| properties_of(kind).first().map_or("", |property| property.source);
        assert_eq!(page("AWS::EC2::VPC"), format!("{DOCS}TemplateReference/aws-resource-ec2-vpc.html"));
        let nested = format!("{DOCS}TemplateReference/aws-properties-ec2-instance-ebs.html");
        assert_eq!(page("AWS::EC2::Instance.Ebs"), nested);
        let form = form_of("AWS::EC2::LaunchTemplate").unwrap();
        let pages: Vec<_> =
            form.parts.iter().map(|part| part.properties[0].source.rsplit_once('/').unwrap().1).collect();
        let data = "aws-properties-ec2-launchtemplate-launchtemplatedata.html";
        assert_eq!(pages, [data, data, "aws-resource-ec2-launchtemplate.html"]);
    }

    #[test]
    fn numbers_give_the_order_of_a_form() {
        let form = &parse("=a\nA\ttext\tform\tA\tA.\nB\ttext\tform 1\tB\tB.\nC\ttext\thidden\tC\tC.\n")[0];
        let keys = |properties: &[Property]| properties.iter().map(|property| property.key).collect::<String>();
        assert_eq!((keys(&form.properties), keys(&form.parts[0].shown)), ("ABC".into(), "BA".into()));
    }

    /// Properties that are others here than in AWS's schema, each with the reason.
    const EXCEPTIONS: &[(&str, &str)] = &[
        ("AWS::CloudFormation::WaitCondition Handle", "without one nothing can signal"),
        ("AWS::CloudFormation::WaitCondition Timeout", "seconds, that the schema takes as text"),
        ("AWS::EC2::EIP Domain", "standard is for networks that AWS has shut down"),
        ("AWS::EC2::NetworkAclEntry Protocol", "numbers that people choose from a list"),
        ("AWS::EC2::Subnet CidrBlock", "the form does not have the other ways to get one"),
        ("AWS::EC2::VPC CidrBlock", "the form does not have the other ways to get one"),
        ("AWS::ElasticLoadBalancingV2::TargetGroup HealthCheckProtocol", "AWS documents three of the words"),
    ];

    #[test]
    fn properties_agree_with_the_schemas_of_aws() {
        let mut wrong = Vec::new();
        for (form, part, property) in all().filter(|(form, ..)| form.kind.starts_with("AWS::")) {
            let name = format!("{} {}", form.kind, property.key);
            let (kind, nested) = form.kind.split_once('.').unwrap_or((form.kind, ""));
            let schema = Schema::bundled().resource_type(kind);
            let found = match part.under.get(1..) {
                Some(under @ [_, ..]) => schema.and_then(|one| one.property(&[under, &[property.key]].concat())),
                _ => schema.and_then(|one| one.nested(nested).iter().find(|one| one.name == property.key)),
            };
            match found {
                None => wrong.push(format!("{name}: not in the schema")),
                Some(found) => wrong.extend(differs(property, found).map(|why| format!("{name}: {why}"))),
            }
        }
        let named = |line: &String| EXCEPTIONS.iter().any(|(name, _)| line.starts_with(&format!("{name}: ")));
        let unused: Vec<_> =
            EXCEPTIONS.iter().filter(|(name, _)| !wrong.iter().any(|line| line.starts_with(name))).collect();
        assert!(unused.is_empty(), "no exceptions any more: {unused:?}");
        wrong.retain(|line| !named(line));
        assert!(wrong.is_empty(), "correct the table, or name the reason in EXCEPTIONS:\n{}", wrong.join("\n"));
    }

    fn differs(property: &Property, found: &PropertySchema<'_>) -> Option<String> {
        use PropertyType as P;
        use ValueType as V;
        let item = |word| V::parse(word).unwrap();
        let fits = match (property.kind, found.value) {
            (P::Text | P::Choice(_) | P::Suggested(_) | P::Cidr | P::Resource(_) | P::Multiline, V::String) => true,
            (P::Number, V::Integer | V::Number) | (P::Boolean, V::Boolean) => true,
            (P::List | P::Resources(_), V::List(word)) => item(word) == V::String,
            (P::Tags, V::List(word)) => matches!(item(word), V::Object(_)),
            (P::Object(table), V::Object(name)) => table.0.ends_with(&format!(".{name}")),
            (P::Objects(table), V::List(word)) => V::Object(table.0.split_once('.').unwrap().1) == item(word),
            (P::Text | P::Multiline | P::Map, V::Json | V::Map(_)) => true,
            _ => false,
        };
        if !fits {
            return Some(format!("{:?} here, {:?} in the schema", property.kind, found.value));
        }
        if property.required != found.flags.required() {
            return Some(format!("required in one only (here: {})", property.required));
        }
        let words: Vec<&str> = found.words().collect();
        match property.kind {
            P::Choice(own) if !words.is_empty() => {
                let sorted = |list: &[&str]| {
                    let mut list: Vec<String> = list.iter().map(|word| word.to_string()).collect();
                    list.sort_unstable();
                    list
                };
                (sorted(own) != sorted(&words)).then(|| format!("the words are {words:?}"))
            }
            P::Text if !words.is_empty() => Some(format!("a choice of {words:?}")),
            _ => None,
        }
    }
}
