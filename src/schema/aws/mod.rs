//! AWS's schema of resource types: properties and nested types with type, required, words, limits, what a change does.
//!
//! Reads `properties.tsv`, which `make schema` writes; other tables with the same lines can be read too. The page contains
//! the table (27 KB with brotli) and reads it when a rule first asks for it. Knows no document.

use std::sync::LazyLock;

/// The table.
const TABLE: &str = include_str!("properties.tsv");

/// Resource types in the order of their names.
#[derive(Debug, Default)]
pub struct Schema<'t> {
    types: Vec<ResourceSchema<'t>>,
    /// Lines that could not be read: none in the table of `make schema`.
    pub malformed: Vec<&'t str>,
}

/// A resource type.
#[derive(Debug)]
pub struct ResourceSchema<'t> {
    /// `AWS::EC2::Instance`.
    pub name: &'t str,
    /// Properties, and then the properties of each nested type, in the order of their names.
    definitions: Vec<(&'t str, Vec<PropertySchema<'t>>)>,
    /// Names of the definitions that take keys of any name beside those of the schema.
    open: Vec<&'t str>,
    choices: Vec<KeyChoice<'t>>,
    relations: Vec<KeyRelation<'t>>,
    /// Flags of properties that lie deeper, by their path below `Properties` with `*` for any item of a list.
    paths: Vec<(&'t str, Flags<'t>)>,
}

/// Keys of which a resource type or a nested type needs one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyChoice<'t> {
    /// Name of the nested type; empty for the properties of the resource.
    pub definition: &'t str,
    /// The keys.
    pub keys: Vec<&'t str>,
    /// True if AWS refuses more than one of them.
    pub is_exclusive: bool,
}

/// Keys that a key of a resource type or a nested type excludes or needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyRelation<'t> {
    /// Name of the nested type; empty for the properties of the resource.
    pub definition: &'t str,
    /// The key.
    pub key: &'t str,
    /// The other keys.
    pub others: Vec<&'t str>,
    /// True if AWS refuses each of them beside the key, false if it needs all of them.
    pub excludes: bool,
}

/// A property of a resource type or of a nested type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PropertySchema<'t> {
    /// Its key.
    pub name: &'t str,
    /// What it takes.
    pub value: ValueType<'t>,
    /// What the schema says of it.
    pub flags: Flags<'t>,
    /// The only values, `|` between them; empty if there are others.
    words: &'t str,
    /// Least and most: of a number, of the characters of a text, of the items of a list. `1..255`, `..5`, `0..`
    pub range: &'t str,
    /// The regular expression that a text matches; empty if there is none.
    pub pattern: &'t str,
}

/// What a property takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueType<'t> {
    /// Text.
    String,
    /// A whole number.
    Integer,
    /// A number.
    Number,
    /// True or false.
    Boolean,
    /// Any JSON.
    Json,
    /// A nested type of this name.
    Object(&'t str),
    /// A list; the text is the type of an item, for [`ValueType::parse`].
    List(&'t str),
    /// A mapping with keys of any name; the text is the type of a value.
    Map(&'t str),
}

/// What the schema says of a property beside its type.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flags<'t>(&'t str);

impl Flags<'_> {
    /// True if the resource or the nested type needs it.
    pub fn required(self) -> bool {
        self.0.contains('r')
    }

    /// True if a change replaces the resource.
    pub fn create_only(self) -> bool {
        self.0.contains('c')
    }

    /// True if some changes replace the resource.
    pub fn conditional_create_only(self) -> bool {
        self.0.contains('k')
    }

    /// True if AWS alone gives the value: an attribute for `Fn::GetAtt`.
    pub fn read_only(self) -> bool {
        self.0.contains('o')
    }

    /// True if AWS never shows the value again.
    pub fn write_only(self) -> bool {
        self.0.contains('w')
    }

    /// True if it is deprecated.
    pub fn deprecated(self) -> bool {
        self.0.contains('d')
    }

    /// True if its words count in any case.
    pub fn any_case(self) -> bool {
        self.0.contains('i')
    }
}

impl<'t> ValueType<'t> {
    /// The type that a word of the table names; `None` for no word.
    pub fn parse(word: &'t str) -> Option<ValueType<'t>> {
        let inside = |open, close| word.strip_prefix(open).and_then(|rest: &str| rest.strip_suffix(close));
        Some(match word {
            "" => return None,
            "string" => ValueType::String,
            "integer" => ValueType::Integer,
            "number" => ValueType::Number,
            "boolean" => ValueType::Boolean,
            "json" => ValueType::Json,
            _ => match (inside('[', ']'), inside('{', '}')) {
                (Some(item), _) => ValueType::List(item),
                (_, Some(value)) => ValueType::Map(value),
                _ => ValueType::Object(word),
            },
        })
    }
}

impl<'t> PropertySchema<'t> {
    /// The only values that AWS takes; none if there are others.
    pub fn words(&self) -> impl Iterator<Item = &'t str> + use<'t> {
        self.words.split('|').filter(|word| !word.is_empty())
    }

    fn parse(line: &'t str) -> Option<PropertySchema<'t>> {
        let mut columns = line.split('\t');
        let name = columns.next().filter(|name| !name.is_empty())?;
        let value = ValueType::parse(columns.next()?)?;
        let mut column = || columns.next().unwrap_or_default();
        let (flags, words, range, pattern) = (Flags(column()), column(), column(), column());
        columns.next().is_none().then_some(PropertySchema { name, value, flags, words, range, pattern })
    }
}

impl<'t> ResourceSchema<'t> {
    /// Properties of the resource itself, read-only ones too.
    pub fn properties(&self) -> &[PropertySchema<'t>] {
        self.nested("")
    }

    /// Properties of a nested type; none if there is no such type.
    pub fn nested(&self, name: &str) -> &[PropertySchema<'t>] {
        self.definitions.iter().find(|definition| definition.0 == name).map_or(&[], |definition| &definition.1)
    }

    /// True if a nested type, or with "" the resource itself, takes keys of any name beside those of the schema.
    pub fn is_open(&self, name: &str) -> bool {
        self.open.contains(&name)
    }

    /// The keys of which a nested type, or with "" the resource itself, needs one.
    pub fn choices(&self, definition: &str) -> impl Iterator<Item = &KeyChoice<'t>> {
        self.choices.iter().filter(move |choice| choice.definition == definition)
    }

    /// What keys of a nested type, or with "" of the resource itself, exclude and need.
    pub fn relations(&self, definition: &str) -> impl Iterator<Item = &KeyRelation<'t>> {
        self.relations.iter().filter(move |relation| relation.definition == definition)
    }

    /// The property at some keys below `Properties`; items of lists have no key here.
    pub fn property(&self, keys: &[&str]) -> Option<&PropertySchema<'t>> {
        let (last, above) = keys.split_last()?;
        let mut properties = self.properties();
        for key in above {
            let mut value = find_property(properties, key)?.value;
            while let ValueType::List(inner) | ValueType::Map(inner) = value {
                value = ValueType::parse(inner)?;
            }
            let ValueType::Object(name) = value else { return None };
            properties = self.nested(name);
        }
        find_property(properties, last)
    }

    /// A property of a nested type, or with "" of the resource itself, by its key.
    pub fn property_of(&self, definition: &str, key: &str) -> Option<&PropertySchema<'t>> {
        find_property(self.nested(definition), key)
    }

    /// Properties below others that have flags of their own: `BlockDeviceMappings/*/Ebs/Iops`.
    pub fn flagged_paths(&self) -> impl Iterator<Item = (&'t str, Flags<'t>)> {
        self.paths.iter().copied()
    }
}

impl<'t> Schema<'t> {
    /// The schema that a table has. A line that cannot be read is left out and put into `malformed`.
    pub fn parse(text: &'t str) -> Schema<'t> {
        let mut schema = Schema::default();
        for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            if schema.line(line).is_none() {
                schema.malformed.push(line);
            }
        }
        schema
    }

    fn line(&mut self, line: &'t str) -> Option<()> {
        if let Some(name) = line.strip_prefix('=') {
            let definitions = vec![("", Vec::new())];
            let (open, choices, relations, paths) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
            self.types.push(ResourceSchema { name, definitions, open, choices, relations, paths });
            return Some(());
        }
        let resource = self.types.last_mut()?;
        if let Some(name) = line.strip_prefix('/') {
            resource.definitions.push((name, Vec::new()));
        } else if line == "+" {
            resource.open.push(resource.definitions.last()?.0);
        } else if let Some(keys) = line.strip_prefix(['!', '>']) {
            let definition = resource.definitions.last()?.0;
            let (key, others) = keys.split_once(' ')?;
            let relation =
                KeyRelation { definition, key, others: others.split(' ').collect(), excludes: line.starts_with('!') };
            resource.relations.push(relation);
        } else if let Some(keys) = line.strip_prefix(['?', '^']) {
            let (definition, is_exclusive) = (resource.definitions.last()?.0, line.starts_with('^'));
            resource.choices.push(KeyChoice { definition, keys: keys.split(' ').collect(), is_exclusive });
        } else if let Some(rest) = line.strip_prefix('@') {
            let (path, flags) = rest.split_once('\t')?;
            resource.paths.push((path, Flags(flags)));
        } else {
            resource.definitions.last_mut()?.1.push(PropertySchema::parse(line)?);
        }
        Some(())
    }

    /// The resource types, in the order of their names.
    pub fn types(&self) -> &[ResourceSchema<'t>] {
        &self.types
    }

    /// A resource type by its name; `None` if the table does not have it.
    pub fn resource_type(&self, name: &str) -> Option<&ResourceSchema<'t>> {
        let place = self.types.binary_search_by(|resource| resource.name.cmp(name)).ok()?;
        self.types.get(place)
    }
}

/// A property by its key, of properties in the order of their names.
pub fn find_property<'p, 't>(properties: &'p [PropertySchema<'t>], key: &str) -> Option<&'p PropertySchema<'t>> {
    let place = properties.binary_search_by(|property| property.name.cmp(key)).ok()?;
    properties.get(place)
}

impl Schema<'static> {
    /// The table of this version, read once.
    pub fn bundled() -> &'static Schema<'static> {
        static BUNDLED: LazyLock<Schema<'static>> = LazyLock::new(|| Schema::parse(TABLE));
        &BUNDLED
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_table_is_read_and_in_order() {
        let schema = Schema::bundled();
        assert!(schema.malformed.is_empty(), "{:?}", schema.malformed);
        assert!(schema.types().len() >= 69);
        assert!(schema.types().windows(2).all(|pair| pair[0].name < pair[1].name));
        for resource in schema.types() {
            for relation in &resource.relations {
                let properties = resource.nested(relation.definition);
                let exists = |key: &&str| properties.iter().any(|property| property.name == *key);
                let all = std::iter::once(&relation.key).chain(&relation.others);
                assert!(!relation.others.is_empty() && all.into_iter().all(exists), "{}: {relation:?}", resource.name);
            }
            for choice in &resource.choices {
                let properties = resource.nested(choice.definition);
                let exists = |key: &&str| properties.iter().any(|property| property.name == *key);
                assert!(choice.keys.len() > 1 && choice.keys.iter().all(exists), "{}: {choice:?}", resource.name);
            }
            for (_, properties) in &resource.definitions {
                assert!(properties.windows(2).all(|pair| pair[0].name < pair[1].name), "{}", resource.name);
                for property in properties {
                    let mut value = property.value;
                    while let ValueType::List(inner) | ValueType::Map(inner) = value {
                        value = ValueType::parse(inner).unwrap();
                    }
                    let ValueType::Object(name) = value else { continue };
                    assert!(!resource.nested(name).is_empty(), "{}: {name}", resource.name);
                    assert!(property.flags.0.chars().all(|flag| "rckowdi".contains(flag)), "{}", resource.name);
                }
            }
        }
    }

    #[test]
    fn properties_have_type_flags_and_words() {
        let instance = Schema::bundled().resource_type("AWS::EC2::Instance").unwrap();
        let image = instance.property(&["ImageId"]).unwrap();
        assert_eq!((image.value, image.flags.create_only(), image.flags.required()), (ValueType::String, true, false));
        assert!(instance.property(&["UserData"]).unwrap().flags.conditional_create_only());
        assert!(instance.property(&["PublicIp"]).unwrap().flags.read_only());
        let disk = instance.property(&["BlockDeviceMappings", "Ebs", "VolumeType"]).unwrap();
        assert!(disk.words().any(|word| word == "gp3"));
        assert!(instance.property(&["BlockDeviceMappings", "DeviceName"]).unwrap().flags.required());
        assert!(instance.flagged_paths().any(|(path, flags)| path.contains("/*/") && flags.write_only()));
        assert_eq!(instance.property(&["ImageId", "Nothing"]), None);
        assert!(Schema::bundled().resource_type("AWS::No::Such").is_none());
        let custom = Schema::bundled().resource_type("AWS::CloudFormation::CustomResource").unwrap();
        assert!(custom.is_open("") && !instance.is_open(""));
        let policy = Schema::bundled().resource_type("AWS::IAM::Policy").unwrap();
        let keys: Vec<_> = policy.choices("").map(|choice| (choice.keys.join(" "), choice.is_exclusive)).collect();
        assert_eq!(keys, [("Users Groups Roles".to_string(), false)]);
    }

    #[test]
    fn a_malformed_line_is_left_out() {
        let schema = Schema::parse("Lost\tstring\n=A::B::C\nName\tstring\tr\nOdd\n\tstring\nX\tstring\t\t\t\t\tmore\n");
        assert_eq!(schema.malformed, ["Lost\tstring", "Odd", "\tstring", "X\tstring\t\t\t\t\tmore"]);
        assert_eq!(schema.types()[0].properties().len(), 1);
    }
}
