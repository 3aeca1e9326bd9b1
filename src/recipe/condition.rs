//! Conditions: creation from common questions, and use on a resource or an output.
//!
//! Source: AWS page "Condition functions".

use serde_json::{Value as Json, json};

use super::{entry, name};
use crate::document::{Document, Edit, Path, Value};
use crate::schema::template_keys;
use crate::template::function::{Spelling, from_json};
use crate::template::resource::attribute;
use crate::template::{Template, section};

/// What a new condition says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Preset {
    /// A parameter has this value.
    Is {
        /// The parameter.
        parameter: String,
        /// The value.
        value: String,
    },
    /// A parameter is not empty.
    IsGiven {
        /// The parameter.
        parameter: String,
    },
    /// The region is one of these.
    Region {
        /// The regions; at least one.
        regions: Vec<String>,
    },
    /// Nothing yet.
    Blank,
}

impl Preset {
    /// A name that says the same, letters and digits only; not always free.
    pub fn name(&self) -> String {
        let words = |text: &str| {
            let parts = text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| !part.is_empty());
            parts
                .map(|part| {
                    let mut letters = part.chars();
                    let first = letters.next().map(|c| c.to_ascii_uppercase());
                    first.into_iter().chain(letters).collect::<String>()
                })
                .collect::<String>()
        };
        match self {
            Preset::Is { parameter, value } if value.is_empty() => format!("{}IsEmpty", words(parameter)),
            Preset::Is { parameter, value } => format!("{}Is{}", words(parameter), words(value)),
            Preset::IsGiven { parameter } => format!("Has{}", words(parameter)),
            Preset::Region { regions } => match regions.as_slice() {
                [only] => format!("In{}", words(only)),
                _ => "InTheseRegions".into(),
            },
            Preset::Blank => "Condition".into(),
        }
    }

    fn json(&self) -> Json {
        let equals = |name: &str, value: &str| json!({ "Fn::Equals": [{ "Ref": name }, value] });
        match self {
            Preset::Is { parameter, value } => equals(parameter, value),
            Preset::IsGiven { parameter } => json!({ "Fn::Not": [equals(parameter, "")] }),
            Preset::Region { regions } => {
                let mut all: Vec<Json> = regions.iter().map(|region| equals("AWS::Region", region)).collect();
                match all.len() {
                    1 => all.remove(0),
                    _ => json!({ "Fn::Or": all }),
                }
            }
            Preset::Blank => json!({ "Fn::Equals": ["", ""] }),
        }
    }
}

/// Most conditions that `Fn::Or` takes. Source: as the module.
pub const MOST_REGIONS: usize = 10;

/// Adds a condition under `wanted`, or its own name if that is empty; numbered where it is taken. Gives the name too.
pub fn add(document: &Document, wanted: &str, preset: &Preset) -> (String, Vec<Edit>) {
    let wanted = if wanted.is_empty() { preset.name() } else { wanted.to_string() };
    let name = name::free_id(Template::of(document), &wanted);
    let value = from_json(&preset.json(), Spelling::of(document));
    let edits = super::addition::in_section(document, section::CONDITIONS, &name, value);
    (name, edits)
}

/// Resources and outputs, as paths, that have no condition yet.
pub fn free(document: &Document) -> Vec<Path> {
    let of = |section: &'static str| {
        let entries = document.node(&Path::root().join(section)).into_iter().flat_map(|node| node.entries());
        let without = entries.filter(|entry| {
            let is_entry = !entry.value.is_empty() && !entry.key().starts_with("Fn::");
            is_entry && entry.value.get(attribute::CONDITION).is_none()
        });
        without.map(move |entry| Path::root().keys([section, entry.key()])).collect::<Vec<_>>()
    };
    of(section::RESOURCES).into_iter().chain(of(section::OUTPUTS)).collect()
}

/// Makes the resource or output at a path depend on a condition.
pub fn put_on(document: &Document, at: &Path, condition: &str) -> Vec<Edit> {
    let rows = match at.steps().first().and_then(|step| step.key()) {
        Some(section::OUTPUTS) => &template_keys::OUTPUT,
        _ => &template_keys::RESOURCE,
    };
    entry::put(document, at, rows, attribute::CONDITION, Value::from(condition))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Parameters:\n  Env:\n    Type: String\nResources:\n  A:\n    Type: T\n    Properties: {}\n";

    fn added(text: &str, preset: Preset) -> (String, String) {
        let document = Document::parse(text);
        let (name, edits) = add(&document, "", &preset);
        (name, document.with_edits(&edits).unwrap().0.text().to_string())
    }

    #[test]
    fn a_preset_is_written_as_the_document_spells_functions() {
        let parameter = || "Env".to_string();
        let regions = |all: &[&str]| Preset::Region { regions: all.iter().map(|one| one.to_string()).collect() };
        for (preset, name, line) in [
            (Preset::Is { parameter: parameter(), value: "prod".into() }, "EnvIsProd", "!Equals [!Ref Env, prod]"),
            (Preset::IsGiven { parameter: parameter() }, "HasEnv", "!Not [!Equals [!Ref Env, \"\"]]"),
            (regions(&["eu-west-1"]), "InEuWest1", "!Equals [!Ref \"AWS::Region\", eu-west-1]"),
            (Preset::Blank, "Condition", "!Equals [\"\", \"\"]"),
        ] {
            let (found, text) = added(TEXT, preset);
            assert_eq!(found, name);
            assert!(text.contains(&format!("Conditions:\n  {name}: {line}\nResources:")), "{text}");
        }
        let (_, text) = added(TEXT, regions(&["eu-west-1", "us-east-1"]));
        let read: serde_yaml::Value = serde_yaml::from_str(&text).unwrap();
        assert!(read["Conditions"]["InTheseRegions"].is_sequence() || text.contains("!Or"), "{text}");
        let json = "{\"Parameters\": {\"Env\": {}}, \"Resources\": {}}";
        let (_, text) = added(json, Preset::IsGiven { parameter: parameter() });
        assert!(text.contains("\"Fn::Not\""), "{text}");
    }

    #[test]
    fn a_condition_is_put_behind_the_type() {
        let document = Document::parse(TEXT);
        assert_eq!(free(&document), [Path::root().keys(["Resources", "A"])]);
        let edits = put_on(&document, &Path::root().keys(["Resources", "A"]), "C");
        let (after, _) = document.with_edits(&edits).unwrap();
        assert!(after.text().contains("    Type: T\n    Condition: C\n    Properties"), "{}", after.text());
        assert_eq!(free(&after), []);
    }
}
