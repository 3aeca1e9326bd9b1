//! Mappings as tables: rows are top-level keys, columns second-level keys. Also values of a property by region.
//!
//! Source: AWS pages "Mappings" and "Fn::FindInMap".

use crate::recipe::definition::{OPTION, OptionKind, Recipe, RecipeError, RecipeGroup, RecipeOption, Symbol};
use crate::recipe::target::{self, Subject};
use serde_json::json;

use super::proposal::Proposal;
use super::removal::Removal;
use super::{addition, name};
use crate::document::{Document, Edit, Kind, Path, Slot, Step, Value};
use crate::template::function::{Spelling, from_json};
use crate::template::label::path_label;
use crate::template::reference::{How, Use, uses};
use crate::template::value::{self, ValueKind, ValueRef};
use crate::template::{Template, section};

/// A mapping as a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MappingTable {
    /// Top-level keys in the order of the text.
    pub rows: Vec<String>,
    /// Second-level keys in the order in which they first stand.
    pub columns: Vec<String>,
}

/// The mapping at a path as a table; `None` if it is none: a row that is no mapping, a function in place of one.
pub fn table(document: &Document, at: &Path) -> Option<MappingTable> {
    let is_plain = |node: crate::document::Node<'_>| node.is_plain(Kind::Mapping) || node.is_null();
    let node = document.node(at).filter(|node| is_plain(*node))?;
    let mut table = MappingTable::default();
    for row in node.entries() {
        if !is_plain(row.value) || row.key().starts_with("Fn::") {
            return None;
        }
        table.rows.push(row.key().to_string());
        for cell in row.value.entries() {
            if !table.columns.iter().any(|column| column == cell.key()) {
                table.columns.push(cell.key().to_string());
            }
        }
    }
    Some(table)
}

/// Why a text is no key of a mapping; `None` if it is one. Source: as the module: letters, digits, `-` and `.`.
pub fn fault_of_key(key: &str) -> Option<&'static str> {
    match key {
        "" => Some("A key has at least one character."),
        _ if key.len() > 255 => Some("A key has at most 255 characters."),
        _ if !key.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.')) => {
            Some("A key has letters A to Z, digits, hyphens and points only.")
        }
        _ => None,
    }
}

fn cells(columns: &[String]) -> Value {
    Value::Mapping(columns.iter().map(|column| (Value::from(column.as_str()), Value::from(""))).collect())
}

/// Adds a row with every column.
pub fn add_row(document: &Document, at: &Path, key: &str) -> Vec<Edit> {
    let table = table(document, at).unwrap_or_default();
    let columns = if table.columns.is_empty() { vec!["Value".to_string()] } else { table.columns };
    vec![Edit::Insert { into: at.clone(), slot: Slot::Key(key.to_string()), value: cells(&columns) }]
}

/// Adds a column to every row.
pub fn add_column(document: &Document, at: &Path, key: &str) -> Vec<Edit> {
    let table = table(document, at).unwrap_or_default();
    let rows = table.rows.iter().map(|row| at.join(row.as_str()));
    rows.map(|into| Edit::Insert { into, slot: Slot::Key(key.to_string()), value: Value::from("") }).collect()
}

/// Which key of `FindInMap` is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Axis {
    /// The top-level key.
    Row,
    /// The second-level key.
    Column,
}

impl Axis {
    /// For people.
    pub fn word(self) -> &'static str {
        match self {
            Axis::Row => "row",
            Axis::Column => "column",
        }
    }
}

/// Places that ask the mapping at a path for a key by its name.
fn asked(document: &Document, at: &Path, axis: Axis, key: &str) -> Vec<Use> {
    let index = match axis {
        Axis::Row => 1,
        Axis::Column => 2,
    };
    let finds = uses(document, at).into_iter().filter(|one| one.how == How::FindInMap);
    let keys = finds.filter_map(|one| {
        let at = one.at.parent()?.join(index);
        let node = document.node(&at).filter(|node| node.tag().is_none() && !node.is_alias())?;
        let span = 0..node.scalar().filter(|text| *text == key)?.len();
        Some(Use { at, span, how: How::FindInMap })
    });
    keys.collect()
}

/// Paths of the row, or of the cells of the column, with this key.
fn entries(document: &Document, at: &Path, axis: Axis, key: &str) -> Vec<Path> {
    let rows = || table(document, at).unwrap_or_default().rows.into_iter().map(|row| at.join(row));
    let all: Vec<Path> = match axis {
        Axis::Row => vec![at.join(key)],
        Axis::Column => rows().map(|row| row.join(key)).collect(),
    };
    all.into_iter().filter(|at| document.node(at).is_some()).collect()
}

/// Gives a row or a column another key, and every `FindInMap` that asks for it by name.
pub fn rename(document: &Document, at: &Path, axis: Axis, key: &str, to: &str) -> Vec<Edit> {
    let uses = asked(document, at, axis, key).into_iter();
    let amend = |one: Use| Edit::ReplaceInScalar { at: one.at, parts: vec![(one.span, to.to_string())] };
    let own = entries(document, at, axis, key).into_iter().map(|at| Edit::Rename { at, to: to.to_string() });
    uses.map(amend).chain(own).collect()
}

/// Removes a row or a column; places that ask for it by name stay and are told.
pub fn remove(document: &Document, at: &Path, axis: Axis, key: &str) -> Removal {
    let edits = entries(document, at, axis, key).into_iter().map(|at| Edit::Remove { at }).collect();
    Removal { edits, broken: asked(document, at, axis, key) }
}

/// Removes the row at a path.
pub fn remove_row(document: &Document, at: &Path) -> Removal {
    match (at.parent(), at.last_key()) {
        (Some(map), Some(key)) => remove(document, &map, Axis::Row, key),
        _ => Removal::default(),
    }
}

/// Removes the column that the cell at a path stands in.
pub fn remove_column(document: &Document, at: &Path) -> Removal {
    match (at.parent().and_then(|row| row.parent()), at.last_key()) {
        (Some(map), Some(key)) => remove(document, &map, Axis::Column, key),
        _ => Removal::default(),
    }
}

/// Replaces a value by one for each region.
pub static RECIPE: Recipe = Recipe {
    id: "values-by-region",
    title: "Values by region",
    about: "A mapping with a value for each region in place of one value, which is in every row at first.",
    symbol: Symbol::Table,
    group: RecipeGroup::Entry,
    subject: Subject::entry("the value, as a JSON Pointer: /Resources/Web/Properties/InstanceType"),
    targets: target::at_the_entry,
    options: &[RecipeOption {
        name: "region",
        value: "CODE",
        label: "Regions",
        help: "rows of a new mapping; needed if no mapping has regions",
        kind: OptionKind::Texts,
        ..OPTION
    }],
    propose: |request| {
        let spot = ValueRef::from(request.entry()?);
        let regions: Vec<&str> = request.values.all("region").iter().map(String::as_str).collect();
        let usage = |message: String| Err(RecipeError::Usage(message));
        match (of_regions(request.document), regions.as_slice()) {
            (None, []) => return usage("No mapping has regions: name those of a new one by --region.".into()),
            (Some(map), [_, ..]) => {
                return usage(format!("{map} has the regions already: leave --region out, or add rows to it."));
            }
            _ => {}
        }
        if let Some(odd) = regions.iter().find(|region| !is_region(region)) {
            return usage(format!("--region {odd} is no region's code, such as eu-west-1."));
        }
        Ok(by_region(request.document, &spot, &regions)?)
    },
};

/// True for what looks like a region's code: `eu-west-1`.
pub fn is_region(key: &str) -> bool {
    let parts: Vec<&str> = key.split('-').collect();
    let letters = |part: &&str| !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase());
    match parts.as_slice() {
        [head @ .., last] => head.len() >= 2 && head.iter().all(letters) && last.parse::<u8>().is_ok(),
        [] => false,
    }
}

/// Adds a mapping with a row for each region. Gives its name too.
pub fn add_regions(document: &Document, regions: &[&str]) -> (String, Vec<Edit>) {
    let name = name::free_id(Template::of(document), "RegionMap");
    let rows = regions.iter().map(|region| (Value::from(*region), cells(&["Value".to_string()])));
    let value = Value::Mapping(rows.collect());
    let edits = addition::in_section(document, section::MAPPINGS, &name, value);
    (name, edits)
}

/// The first mapping whose rows are regions.
pub fn of_regions(document: &Document) -> Option<String> {
    let maps = document.node(&Path::root().join(section::MAPPINGS))?;
    let has_regions = |name: &str| {
        let table = table(document, &Path::root().keys([section::MAPPINGS, name]));
        table.is_some_and(|table| !table.rows.is_empty() && table.rows.iter().all(|row| is_region(row)))
    };
    maps.entries().map(|entry| entry.key()).find(|name| has_regions(name)).map(str::to_string)
}

/// The literal at a spot becomes a value by region: a column of the mapping of regions that is there, or of a new one
/// with `regions`, each with the value as it stands.
///
/// # Errors
/// Why it cannot be one.
pub fn by_region(document: &Document, spot: &ValueRef, regions: &[&str]) -> Result<Proposal, String> {
    let look = value::view(document, spot).ok_or("There is no value here yet. Write one first.")?;
    let value = match (&look.kind, document.node(&spot.at)) {
        (ValueKind::Text | ValueKind::Number | ValueKind::Truth(_) | ValueKind::List, Some(node)) => node,
        _ => return Err("A mapping can hold only a text, a number or a list.".into()),
    };
    if value.items().any(|item| item.scalar().is_none() || item.tag().is_some()) {
        return Err("A list in a mapping holds texts only, no functions.".into());
    }
    if !super::extract_parameter::may_stand(document, spot) {
        return Err("CloudFormation takes no function here.".into());
    }
    if value.scalar().is_some_and(|text| text.contains("{{resolve:ssm-secure:")) {
        return Err("CloudFormation resolves a secure parameter in properties only, not in a mapping.".into());
    }
    let value = value.literal_value();
    let known = of_regions(document);
    let wanted = key_of(spot);
    let (map, column, mut edits, rows) = match &known {
        Some(map) => {
            let at = Path::root().keys([section::MAPPINGS, map]);
            let table = table(document, &at).unwrap_or_default();
            let is_free = |key: &str| !table.columns.iter().any(|column| column == key);
            let column = numbered(&wanted, is_free);
            let rows = table.rows.iter().map(|row| at.join(row.as_str()));
            let insert = |into| Edit::Insert { into, slot: Slot::Key(column.clone()), value: value.clone() };
            (map.clone(), column.clone(), rows.map(insert).collect::<Vec<_>>(), table.rows.len())
        }
        None => {
            if regions.is_empty() {
                return Err("Choose at least one region.".into());
            }
            let map = name::free_id(Template::of(document), "RegionMap");
            let cell = |_| Value::Mapping([(Value::from(wanted.as_str()), value.clone())].into_iter().collect());
            let rows = regions.iter().map(|region| (Value::from(*region), cell(region)));
            let edits = addition::in_section(document, section::MAPPINGS, &map, Value::Mapping(rows.collect()));
            (map, wanted, edits, regions.len())
        }
    };
    let find = json!({ "Fn::FindInMap": [map, { "Ref": "AWS::Region" }, column] });
    edits.extend(value::set(document, spot, from_json(&find, Spelling::of(document))));
    let place = if known.is_some() { "gets a column" } else { "is added" };
    let what = path_label(&spot.at);
    Ok(Proposal {
        title: format!("{what} by region"),
        does: vec![
            format!("The mapping {map} {place}: {column}, with the same value in all {rows} regions."),
            format!("{what} takes its value from there by Fn::FindInMap."),
        ],
        leaves: vec!["In a region without a row CloudFormation refuses the template.".into()],
        edits,
        at: spot.at.clone(),
    })
}

/// The column's name: the key of the value, with letters and digits only.
fn key_of(spot: &ValueRef) -> String {
    let key = spot.at.steps().iter().rev().find_map(|step| match step {
        Step::Key(key) if !key.starts_with("Fn::") => Some(&**key),
        Step::Key(_) | Step::Index(_) => None,
    });
    let letters: String = key.unwrap_or_default().chars().filter(char::is_ascii_alphanumeric).collect();
    if letters.is_empty() { "Value".into() } else { letters }
}

fn numbered(wanted: &str, is_free: impl Fn(&str) -> bool) -> String {
    let names = (1u32..).map(|number| if number == 1 { wanted.to_string() } else { format!("{wanted}{number}") });
    names.into_iter().find(|name| is_free(name)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Mappings:
  M:
    eu-west-1: {Ami: ami-1, Size: 3}
    us-east-1:
      Ami: ami-2
      Zones: [a, b]
Resources:
  A:
    Type: T
    Properties:
      Kind: t3.micro
      Image: !FindInMap [M, !Ref \"AWS::Region\", Ami]
      Other: {\"Fn::FindInMap\": [M, eu-west-1, Size]}
";

    fn map() -> Path {
        Path::root().keys(["Mappings", "M"])
    }

    fn after(text: &str, edits: &[Edit]) -> String {
        Document::parse(text).with_edits(edits).unwrap().0.text().to_string()
    }

    #[test]
    fn a_mapping_is_a_table_with_all_columns() {
        let document = Document::parse(TEXT);
        let found = table(&document, &map()).unwrap();
        assert_eq!(
            (found.rows.join(" "), found.columns.join(" ")),
            ("eu-west-1 us-east-1".into(), "Ami Size Zones".into())
        );
        for odd in ["M: x", "M: {a: b}", "M: !Ref X", "M: {Fn::Transform: {Name: x}}"] {
            let document = Document::parse(format!("Mappings: {{{odd}}}\n"));
            assert_eq!(table(&document, &map()), None, "{odd}");
        }
    }

    #[test]
    fn rows_and_columns_come_go_and_carry_their_names() {
        let document = Document::parse(TEXT);
        let text = after(TEXT, &add_row(&document, &map(), "sa-east-1"));
        let read: serde_yaml::Value = serde_yaml::from_str(&text).unwrap();
        assert_eq!(read["Mappings"]["M"]["sa-east-1"]["Zones"], "");
        let text = after(TEXT, &add_column(&document, &map(), "More"));
        let read: serde_yaml::Value = serde_yaml::from_str(&text).unwrap();
        assert_eq!(
            (&read["Mappings"]["M"]["eu-west-1"]["More"], &read["Mappings"]["M"]["us-east-1"]["More"]),
            (&"".into(), &"".into())
        );
        let text = after(TEXT, &rename(&document, &map(), Axis::Column, "Ami", "Image"));
        assert!(text.contains("{Image: ami-1") && text.contains("      Image: ami-2"), "{text}");
        assert!(text.contains("!FindInMap [M, !Ref \"AWS::Region\", Image]"), "{text}");
        let text = after(TEXT, &rename(&document, &map(), Axis::Row, "eu-west-1", "eu-west-2"));
        assert!(text.contains("[M, eu-west-2, Size]") && text.contains("    eu-west-2: {Ami"), "{text}");
        let removal = remove_column(&document, &map().keys(["eu-west-1", "Size"]));
        assert_eq!(removal.broken.len(), 1);
        assert!(!after(TEXT, &removal.edits).contains("Size: 3"));
        assert_eq!(remove_row(&document, &map().join("us-east-1")).broken.len(), 0);
    }

    #[test]
    fn a_literal_becomes_a_value_by_region() {
        let document = Document::parse(TEXT);
        let spot: ValueRef = Path::root().keys(["Resources", "A", "Properties", "Kind"]).into();
        let proposal = by_region(&document, &spot, &[]).unwrap();
        let text = after(TEXT, &proposal.edits);
        assert!(text.contains("Kind: !FindInMap [M, !Ref \"AWS::Region\", Kind]"), "{text}");
        assert!(text.contains("{Ami: ami-1, Size: 3, Kind: t3.micro}"), "{text}");
        let bare = "Resources:\n  A:\n    Type: T\n    Properties:\n      Kind: t3.micro\n";
        let document = Document::parse(bare);
        assert!(by_region(&document, &spot, &[]).is_err());
        let proposal = by_region(&document, &spot, &["eu-west-1"]).unwrap();
        let text = after(bare, &proposal.edits);
        assert!(
            text.starts_with("Mappings:\n  RegionMap:\n    eu-west-1:\n      Kind: t3.micro\nResources:"),
            "{text}"
        );
    }

    #[test]
    fn regions_are_known_by_their_look() {
        for key in ["eu-west-1", "us-gov-east-1", "ap-southeast-5"] {
            assert!(is_region(key), "{key}");
        }
        for key in ["", "prod", "t3", "eu-west", "Eu-west-1", "-1"] {
            assert!(!is_region(key), "{key}");
        }
    }

    #[test]
    fn a_secure_parameter_is_no_value_by_region() {
        let text =
            "Resources: {D: {Type: T, Properties: {P: '{{resolve:ssm-secure:/a:1}}', Q: '{{resolve:ssm:/a:1}}'}}}\n";
        let document = Document::parse(text);
        let spot = |key: &str| Path::root().keys(["Resources", "D", "Properties", key]).into();
        assert!(by_region(&document, &spot("P"), &["eu-west-1"]).unwrap_err().contains("a secure parameter"));
        assert!(by_region(&document, &spot("Q"), &["eu-west-1"]).is_ok());
    }
}
