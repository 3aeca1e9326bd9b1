//! What the forms of parameters, outputs, conditions and mappings write, read back by another reader; and over whole
//! files: what becomes a parameter comes back to the same meaning.

use cf_init::document::{Document, Path};
use cf_init::recipe::proposal::Proposal;
use cf_init::recipe::{extract_parameter, inline_parameter, mapping};
use cf_init::schema::image::{IMAGES, PARAMETER_TYPE};
use cf_init::starter::STARTERS;
use cf_init::template::value::ValueRef;
use serde_yaml::Value;

/// How many values of one text are tried.
const MOST: usize = 150;
/// The same for templates, of which there are many.
const FEW: usize = 12;

fn read(text: &str) -> Value {
    serde_yaml::from_str(text).unwrap_or_else(|why| panic!("{why}: {text}"))
}

/// The text after a change; taken back, it is the same bytes.
fn made(document: &Document, proposal: &Proposal) -> String {
    let mut after = document.clone();
    let mut back = Vec::new();
    for edit in &proposal.edits {
        back.push(after.edit(edit).unwrap_or_else(|why| panic!("{edit:?}: {why}")));
    }
    assert_eq!(after.syntax_error(), None, "{}", after.text());
    let text = after.text().to_string();
    for splice in back.into_iter().rev() {
        after.apply(splice);
    }
    assert_eq!(after.text(), document.text());
    text
}

/// All values below the resources and outputs.
fn values(document: &Document) -> Vec<Path> {
    let mut waiting = vec![Path::root().join("Outputs"), Path::root().join("Resources")];
    let mut found = Vec::new();
    while let Some(at) = waiting.pop() {
        let Some(node) = document.node(&at) else { continue };
        waiting.extend(node.entries().map(|entry| at.join(entry.key())).collect::<Vec<_>>().into_iter().rev());
        waiting.extend((0..node.items().count()).rev().map(|index| at.join(index)));
        found.push(at);
    }
    found
}

/// Makes parameters of values and takes them back; gives how many.
fn there_and_back(name: &str, text: &str, most: usize) -> usize {
    let document = Document::parse(text);
    let all = values(&document);
    let mut count = 0;
    for at in all.iter().step_by(all.len().div_ceil(most).max(1)) {
        let spot = ValueRef::from(at.clone());
        let Ok(found) = extract_parameter::extract(&document, &spot) else { continue };
        let proposal = extract_parameter::propose(&document, &spot, "", &[]).unwrap();
        // An anchor in the value may be used elsewhere; that is said.
        if proposal.outcome(&document).is_err() {
            continue;
        }
        let after = Document::parse(made(&document, &proposal));
        let parameter = after.node(&Path::root().keys(["Parameters", &found.name])).unwrap();
        assert_eq!(parameter.get("Type").and_then(|kind| kind.scalar()), Some(found.kind.as_str()), "{name}: {at}");
        assert_eq!(inline_parameter::referred(&after, &spot).as_deref(), Some(found.name.as_str()), "{name}: {at}");
        count += 1;
        if found.kind.starts_with("AWS::SSM::") || found.default.is_none() || !found.allowed.is_empty() {
            continue;
        }
        let back = inline_parameter::propose(&after, &found.name).unwrap();
        let back = Document::parse(made(&after, &back));
        let (old, new) = (document.node(at).unwrap(), back.node(at).unwrap());
        let same = match old.scalar() {
            Some(text) => new.scalar() == Some(text),
            None => new.items().map(|item| item.scalar()).eq(old.items().map(|item| item.scalar().map(str::trim))),
        };
        assert!(same, "{name}: {at}: {} became {}", old.source(), new.source());
    }
    count
}

#[test]
fn values_of_starters_and_documents_become_parameters_and_come_back() {
    let mut count = 0;
    for starter in STARTERS {
        count += there_and_back(starter.name, starter.text, MOST);
    }
    for (name, text) in crate::corpus::fixtures("documents") {
        count += there_and_back(&name, &text, MOST);
    }
    assert!(count > 20, "{count}");
}

#[test]
fn values_of_templates_become_parameters_and_come_back() {
    let (mut texts, mut count) = (0, 0);
    for (name, text) in crate::corpus::templates(&["init"]) {
        if text.len() < 100_000 && Document::parse(text.as_str()).syntax_error().is_none() {
            count += there_and_back(&name, &text, FEW);
            texts += 1;
        }
    }
    println!("{count} values of {texts} templates");
    assert!(count >= 60, "{count} values of {texts} templates");
}

#[test]
fn a_parameter_is_written_as_aws_documents_it() {
    let text = "Resources:\n  W:\n    Type: AWS::EC2::Instance\n    Properties:\n      KeyName: admin\n      Port: 8080\n      Flag: yes\n";
    let document = Document::parse(text);
    let of = |key: &str| -> ValueRef { Path::root().keys(["Resources", "W", "Properties", key]).into() };
    let parameter = |key: &str| {
        let proposal = extract_parameter::propose(&document, &of(key), "", &[]).unwrap();
        let read = read(&made(&document, &proposal));
        read["Parameters"][key].clone()
    };
    let written = |text: &str| self::read(text);
    assert_eq!(parameter("KeyName"), written("{Type: 'AWS::EC2::KeyPair::KeyName', Default: admin}"));
    assert_eq!(parameter("Port"), written("{Type: Number, Default: 8080}"));
    assert_eq!(parameter("Flag"), written("{Type: String, Default: 'true', AllowedValues: ['true', 'false']}"));
    let first = IMAGES.first().unwrap().parameter;
    let image = parameter("ImageId");
    assert_eq!((image["Type"].as_str(), image["Default"].as_str()), (Some(PARAMETER_TYPE), Some(first)));
}

#[test]
fn a_value_by_region_is_written_as_aws_documents_it() {
    let text = "{\"Resources\": {\"W\": {\"Type\": \"T\", \"Properties\": {\"Ami\": \"ami-1\"}}}}";
    let document = Document::parse(text);
    let spot: ValueRef = Path::root().keys(["Resources", "W", "Properties", "Ami"]).into();
    let proposal = mapping::by_region(&document, &spot, &["eu-west-1", "us-east-1"]).unwrap();
    let read = read(&made(&document, &proposal));
    let written = self::read("{eu-west-1: {Ami: ami-1}, us-east-1: {Ami: ami-1}}");
    assert_eq!(read["Mappings"]["RegionMap"], written);
    let find = self::read("{'Fn::FindInMap': [RegionMap, {Ref: 'AWS::Region'}, Ami]}");
    assert_eq!(read["Resources"]["W"]["Properties"]["Ami"], find);
}
