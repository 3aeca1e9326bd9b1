//! What is offered at a place: names of the template, words, types.

use super::place::{CaretContext, ContextStep};
use super::{Completion, CompletionKind as Kind};
use crate::document::{Document, Node, Path};
use crate::schema::function::{Allowed, FUNCTIONS, Function, PSEUDO_PARAMETERS};
use crate::schema::resource_type::{attributes_of, resource_types};
use crate::schema::{self, parameter};
use crate::template::init::{self, CONFIG_SET, CONFIG_SETS};
use crate::template::resource::attribute as key;
use crate::template::{Section, Template, section};

use super::rows::rows;

pub(super) fn item(label: &str, detail: &str, kind: Kind) -> Completion {
    Completion { label: label.to_string(), detail: detail.to_string(), insert: plain(label), kind }
}

/// A text in which the editor's snippets see no place for the caret.
pub(super) fn plain(text: &str) -> String {
    text.replace('{', "\\{").replace('}', "\\}")
}

/// What can be the value at a place.
pub(super) fn values(document: &Document, spot: &CaretContext<'_>) -> Vec<Completion> {
    use ContextStep::{Function, Item, Key};
    let template = Template::of(document);
    let steps = spot.steps.as_slice();
    if let [.., Function(name)] | [.., Function(name), Item(_)] = steps {
        let index = match steps.last() {
            Some(Item(index)) => Some(*index),
            _ => None,
        };
        match (*name, index) {
            ("Ref", None) => return referable(template),
            ("Condition", None) | ("If", Some(0)) => return conditions(template),
            ("GetAtt", None) => return get_att(template, spot.word),
            ("GetAtt", Some(0)) => return resources(template, None),
            ("GetAtt", Some(1)) => return attributes(template, spot.first.unwrap_or_default(), ""),
            ("FindInMap", Some(0)) => return names_in(template.section(section::MAPPINGS), "mapping", Kind::Mapping),
            ("FindInMap", Some(1)) => {
                return names_in(mapping(template, spot.first), "key of the mapping", Kind::Mapping);
            }
            ("FindInMap", Some(2)) => return second_keys(template, spot.first),
            ("ValueOf", Some(0)) => return parameters(template),
            _ => {}
        }
    }
    let items = match steps {
        [Key(section::RESOURCES), Key(id), Key(key::DEPENDS_ON)]
        | [Key(section::RESOURCES), Key(id), Key(key::DEPENDS_ON), Item(_)] => resources(template, Some(id)),
        [Key(section::RESOURCES | section::OUTPUTS), Key(_), Key(key::CONDITION)] => conditions(template),
        [Key(section::CONDITIONS), .., Key(key::CONDITION)] => conditions(template),
        [Key(section::RESOURCES), Key(_), Key(key::TYPE)] => types(template),
        [Key(section::PARAMETERS), Key(_), Key("Type")] => words(parameter::TYPE.kind, Kind::Type),
        [Key(section::METADATA), Key(_), Key("ParameterGroups"), Item(_), Key("Parameters"), Item(_)] => {
            parameters(template)
        }
        [Key(section::RESOURCES), Key(id), Key(section::METADATA), Key(init::INIT), rest @ ..] => {
            in_init(template, id, rest)
        }
        _ => Vec::new(),
    };
    if !items.is_empty() {
        return items;
    }
    let Some((Key(name), owner)) = steps.split_last() else { return Vec::new() };
    let rows = rows(document, owner, spot.kind);
    let row = rows.iter().find(|row| row.key == *name);
    row.map_or_else(Vec::new, |row| words(row.kind, Kind::Word))
}

/// What can stand in `${…}` whose beginning is the end of `typed`: from the byte behind the braces on.
pub(super) fn in_braces(document: &Document, offset: usize, typed: &str) -> Option<(usize, Vec<Completion>)> {
    let open = typed.rfind("${")? + 2;
    let name = typed.get(open..)?;
    if name.contains('}') || name.starts_with('!') {
        return None;
    }
    let template = Template::of(document);
    let mut items = variables(document, offset);
    match name.split_once('.') {
        Some((id, _)) => items.extend(attributes(template, id, &format!("{id}."))),
        None => items.extend(referable(template)),
    }
    Some((open, items))
}

/// True if the text at a place is that of `Fn::Sub`.
pub(super) fn is_sub(steps: &[ContextStep<'_>]) -> bool {
    matches!(steps, [.., ContextStep::Function("Sub")] | [.., ContextStep::Function("Sub"), ContextStep::Item(0)])
}

/// The functions that may be called at a place, as they are written there; in conditions those of conditions first.
pub(super) fn functions(spot: &CaretContext<'_>, long: bool, json: bool) -> Vec<Completion> {
    let section = spot.steps.first();
    let in_rules = matches!(section, Some(ContextStep::Key(section::RULES)));
    let in_conditions = in_rules || matches!(section, Some(ContextStep::Key(section::CONDITIONS)));
    let mut functions: Vec<&Function> =
        FUNCTIONS.iter().filter(|function| in_rules || function.allowed != Allowed::Rules).collect();
    functions.sort_by_key(|function| in_conditions && function.allowed != Allowed::Conditions);
    let written = |function: &Function| {
        let long = long || function.allowed == Allowed::Rules;
        let label = if long { function.long.to_string() } else { function.tag() };
        let argument = plain(if json { function.json } else { function.yaml }).replacen('|', "${}", 1);
        let insert = match (long, spot.quoted) {
            // The quotes are there; what follows is typed behind them.
            (true, true) => plain(&label),
            (true, false) => format!("{label}: {argument}"),
            (false, _) => format!("{label} {argument}"),
        };
        Completion { label, detail: function.help.to_string(), insert, kind: Kind::Function }
    };
    functions.into_iter().map(written).collect()
}

fn referable(template: Template<'_>) -> Vec<Completion> {
    let mut items = parameters(template);
    items.extend(resources(template, None));
    items.extend(PSEUDO_PARAMETERS.iter().map(|one| item(one.name, one.help, Kind::Pseudo)));
    items
}

fn parameters(template: Template<'_>) -> Vec<Completion> {
    let kind = |node: Node<'_>| node.get("Type").and_then(|kind| kind.scalar()).unwrap_or("parameter").to_string();
    let entries = template.section(section::PARAMETERS).into_iter().flat_map(|node| node.entries());
    entries.map(|entry| item(entry.key(), &kind(entry.value), Kind::Parameter)).collect()
}

fn resources(template: Template<'_>, but: Option<&str>) -> Vec<Completion> {
    let all = template.resources().filter(|one| Some(one.id()) != but);
    all.map(|one| item(one.id(), one.kind().unwrap_or("resource"), Kind::Resource)).collect()
}

fn conditions(template: Template<'_>) -> Vec<Completion> {
    names_in(template.section(section::CONDITIONS), "condition", Kind::Condition)
}

fn names_in(node: Option<Node<'_>>, detail: &str, kind: Kind) -> Vec<Completion> {
    let entries = node.into_iter().flat_map(|node| node.entries());
    entries.filter(|entry| !entry.key().is_empty()).map(|entry| item(entry.key(), detail, kind)).collect()
}

fn mapping<'d>(template: Template<'d>, name: Option<&str>) -> Option<Node<'d>> {
    template.section(section::MAPPINGS)?.get(name?)
}

/// The second keys of a mapping, each once.
fn second_keys(template: Template<'_>, name: Option<&str>) -> Vec<Completion> {
    let mut items: Vec<Completion> = Vec::new();
    for entry in mapping(template, name).into_iter().flat_map(|node| node.entries()) {
        for item in names_in(Some(entry.value), "second key", Kind::Mapping) {
            if !items.contains(&item) {
                items.push(item);
            }
        }
    }
    items
}

/// Resources, or behind a point the attributes of one.
fn get_att(template: Template<'_>, word: &str) -> Vec<Completion> {
    match word.split_once('.') {
        Some((id, _)) => attributes(template, id, &format!("{id}.")),
        None => resources(template, None),
    }
}

fn attributes(template: Template<'_>, id: &str, before: &str) -> Vec<Completion> {
    let kind = template.resource(id).and_then(|resource| resource.kind()).unwrap_or_default();
    let names = attributes_of(kind);
    names.iter().map(|name| item(&format!("{before}{name}"), kind, Kind::Attribute)).collect()
}

/// Names of the second argument of the `Fn::Sub` whose text holds the byte.
fn variables(document: &Document, offset: usize) -> Vec<Completion> {
    if document.syntax_error().is_some() {
        return Vec::new();
    }
    let at = document.path_at(offset);
    let own = at.parent().and_then(|function| document.node(&function)?.item(1));
    names_in(own, "of this function", Kind::Variable)
}

/// Types the table knows, and others that the template has.
fn types(template: Template<'_>) -> Vec<Completion> {
    let mut items: Vec<Completion> =
        resource_types().iter().map(|one| item(one.name, "resource type", Kind::Type)).collect();
    for kind in template.resources().filter_map(|resource| resource.kind()) {
        if !items.iter().any(|item| item.label == kind) {
            items.push(item(kind, "in this template", Kind::Type));
        }
    }
    items
}

fn words(kind: schema::PropertyType, as_kind: Kind) -> Vec<Completion> {
    let words: &[&str] = match kind {
        schema::PropertyType::Choice(words) | schema::PropertyType::Suggested(words) => words,
        schema::PropertyType::Boolean => &["true", "false"],
        schema::PropertyType::Text
        | schema::PropertyType::Number
        | schema::PropertyType::List
        | schema::PropertyType::Tags
        | schema::PropertyType::Octal
        | schema::PropertyType::Multiline
        | schema::PropertyType::Map
        | schema::PropertyType::Cidr
        | schema::PropertyType::Resource(_)
        | schema::PropertyType::Resources(_)
        | schema::PropertyType::Object(_)
        | schema::PropertyType::Objects(_)
        | schema::PropertyType::Condition => &[],
    };
    words.iter().map(|word| item(word, "", as_kind)).collect()
}

/// Values below `AWS::CloudFormation::Init` of a resource.
fn in_init(template: Template<'_>, id: &str, rest: &[ContextStep<'_>]) -> Vec<Completion> {
    use ContextStep::{Item, Key};
    let Some(init) = template.resource(id).and_then(|resource| resource.init()) else { return Vec::new() };
    let names = |config: &str, part: &str| {
        let section = Section::of_key(part);
        let names = init.config(config).zip(section).map(|(config, section)| config.names(section)).unwrap_or_default();
        names.iter().map(|name| item(name, part, Kind::Config)).collect()
    };
    match rest {
        [Key(CONFIG_SETS), .., Key(CONFIG_SET)] => names_in(init.node().get(CONFIG_SETS), "config set", Kind::Config),
        [Key(CONFIG_SETS), Key(_), ..] if matches!(rest.last(), Some(Item(_))) || rest.len() == 2 => {
            init.single_configs().map(|config| item(config.name(), "config", Kind::Config)).collect()
        }
        [Key(config), Key("services"), Key(_), Key(_), Key(part), Item(_)]
        | [Key(config), Key("services"), Key(_), Key(_), Key(part @ "packages"), Key(_), Item(_)] => {
            names(config, part)
        }
        [Key(_), Key("files"), Key(_), Key("authentication")]
        | [Key(_), Key("files"), Key(_), Key("group" | "owner")] => match rest.last() {
            Some(Key("authentication")) => {
                let at = Path::root().keys([section::RESOURCES, id, section::METADATA]);
                let all = template.document().node(&at.join(crate::template::init::AUTHENTICATION));
                names_in(all, "credentials", Kind::Config)
            }
            _ => vec![item("root", "", Kind::Word)],
        },
        _ => Vec::new(),
    }
}
