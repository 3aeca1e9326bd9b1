//! Changes of the network over whole templates: undone they give every byte back, others' templates take them or say why
//! not, and cfn-lint has nothing to say of what they make.
#![allow(clippy::panic, clippy::unwrap_used, clippy::indexing_slicing)] // helpers of tests are no tests to clippy

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use cf_init::document::{Document, Edit};
use cf_init::recipe;
use cf_init::recipe::definition::{OptionValues, RecipeGroup};
use cf_init::recipe::registry::{find, offered_in};
use cf_init::recipe::rule::{Ports, add, ask_at_deploy, remove, set_ports, set_source};
use cf_init::schema::ec2::port::SERVICES;
use cf_init::template::Template;
use cf_init::template::network::{route, summary, zone};
use cf_init::template::security_group::{Direction, Source, choices, groups, rules};

use crate::corpus::templates;

const STARTER: &str = include_str!("../../src/starter/flask-postgres.yaml");

/// The text after edits; undone they give every byte back.
fn after(document: &Document, edits: &[Edit]) -> Document {
    let mut now = document.clone();
    let back: Vec<_> =
        edits.iter().map(|edit| now.edit(edit).unwrap_or_else(|why| panic!("{edit:?}: {why}"))).collect();
    let made = now.clone();
    for splice in back.into_iter().rev() {
        now.apply(splice);
    }
    assert!(now.text() == document.text(), "undone, {edits:?} leave a trace");
    assert_eq!(made.syntax_error(), None, "{edits:?}\n{}", made.text());
    made
}

/// What a recipe makes of a document. The last word is the target; the words before it are flags to set.
fn made(document: &Document, recipe: &str, flags: &[&'static str], target: &str) -> Document {
    let mut given = OptionValues::default();
    flags.iter().for_each(|flag| given.set_flag(flag, true));
    let recipe = find(recipe).unwrap();
    let values = recipe.complete(document, target, &given, None);
    after(document, &recipe.propose(document, target, &values).unwrap().edits)
}

/// What each change makes of the starter, by a name.
fn outcomes() -> Vec<(String, Document)> {
    let starter = Document::parse(STARTER);
    let mut all = Vec::new();
    for recipe in offered_in(&starter, RecipeGroup::Network) {
        for target in (recipe.targets)(&starter) {
            all.push((format!("{recipe:?} of {}", target.name), made(&starter, recipe.id, &[], &target.name)));
        }
    }
    all.push(("public zone".into(), made(&starter, "subnet-in-another-zone", &["public"], "VPC")));
    let defaulted = made(&starter, "default-vpc", &[], "VPC");
    all.push(("new vpc".into(), made(&defaulted, "vpc", &[], "")));
    // A private network from all of it, one step on the other.
    let private = ["private-subnets", "nat-gateway", "vpc-endpoints"]
        .into_iter()
        .fold(starter.clone(), |document, recipe| made(&document, recipe, &[], "VPC"));
    all.push(("existing vpc after all".into(), made(&private, "existing-vpc", &["list"], "VPC")));
    all.push(("default vpc after all".into(), made(&private, "default-vpc", &[], "VPC")));
    all.push(("turned".into(), made(&private, "turn-subnet", &[], "PublicSubnet")));
    all.push(("private network".into(), private));
    let template = Template::of(&starter);
    for (index, source) in choices(template, "WebSecurityGroup").iter().enumerate() {
        let service = &SERVICES[index % SERVICES.len()];
        let (_, edits) = add(&starter, "WebSecurityGroup", Direction::Inbound, &Ports::from(service), source);
        all.push((format!("{} from {source:?}", service.name), after(&starter, &edits)));
    }
    let mut every = starter.clone();
    for service in SERVICES.iter().filter(|service| service.protocol != "icmpv6") {
        let source = Source::Written("203.0.113.0/24".into());
        let (_, edits) = add(&every, "WebSecurityGroup", Direction::Inbound, &Ports::from(service), &source);
        every = after(&every, &edits);
    }
    all.push(("every service".into(), every));
    let (_, edits) = add(&starter, "WebSecurityGroup", Direction::Inbound, &Ports::from(&SERVICES[2]), &Source::Anyone);
    let open = after(&starter, &edits);
    let rule = rules(Template::of(&open), "WebSecurityGroup", Direction::Inbound).remove(1);
    assert!(rule.exposed.is_some());
    all.push(("asked at deploy".into(), after(&open, &ask_at_deploy(&open, &rule))));
    all
}

#[test]
fn every_change_can_be_taken_back() {
    assert!(outcomes().len() > 20);
}

/// cfn-lint finds nothing in what the changes make. Said aloud where it is not installed.
#[test]
fn cfn_lint_is_silent_on_every_outcome() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let lint = root.join(".venv/bin/cfn-lint");
    if !lint.exists() {
        println!("skipped: there is no {}", lint.display());
        return;
    }
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("network");
    fs::create_dir_all(&folder).unwrap();
    let mut paths = Vec::new();
    for (index, (name, document)) in outcomes().iter().enumerate() {
        let path = folder.join(format!("{index:02}.yaml"));
        fs::write(&path, format!("# {name}\n{}", document.text())).unwrap();
        paths.push(path);
    }
    let done = Command::new(lint).args(["-c", "I", "--"]).args(&paths).output().unwrap();
    let said = String::from_utf8_lossy(&done.stdout);
    println!("cfn-lint read {} templates", paths.len());
    assert!(done.status.success() && said.trim().is_empty(), "{said}{}", String::from_utf8_lossy(&done.stderr));
}

#[test]
fn templates_take_every_change_or_give_a_reason() {
    let (mut seen, mut lines, mut changes, mut refused) = (0, 0, 0, 0);
    for (name, text) in templates(&["init", "general"]) {
        let document = Document::parse(text.as_str());
        let template = Template::of(&document);
        if document.syntax_error().is_some() || template.section("Resources").is_none() {
            continue;
        }
        seen += 1;
        assert!(summary(template).ends_with('.'), "{name}");
        for vpc in template.resources_of("AWS::EC2::VPC") {
            lines += route::tables(template, vpc.id()).iter().map(|table| table.routes.len()).sum::<usize>();
        }
        for subnet in template.resources_of("AWS::EC2::Subnet") {
            assert!(!zone::in_words(template, subnet).is_empty(), "{name}");
        }
        let mut attempt = |edits: Vec<Edit>| match document.with_edits(&edits) {
            Ok((after, _)) => {
                assert_eq!(after.syntax_error(), None, "{name}: {edits:?}");
                changes += 1;
            }
            Err(_) => refused += 1,
        };
        for recipe in offered_in(&document, RecipeGroup::Network) {
            for target in (recipe.targets)(&document).into_iter().take(2) {
                let values = recipe.complete(&document, &target.name, &OptionValues::default(), None);
                match recipe.propose(&document, &target.name, &values) {
                    Ok(proposal) => attempt(proposal.edits),
                    Err(why) => {
                        let why = why.to_string();
                        assert!(why.ends_with('.') || why.contains("anchor"), "{name}: {why}");
                    }
                }
            }
        }
        for group in groups(template).iter().take(1) {
            for direction in Direction::ALL {
                for rule in rules(template, group, direction).iter().take(2) {
                    lines += 1;
                    assert!(document.node(&rule.at).is_some() && document.node(&rule.entry).is_some(), "{name}");
                    attempt(remove(&document, group, rule));
                    attempt(set_ports(&document, rule, &Ports::from(&SERVICES[0])));
                    attempt(set_source(&document, group, rule, &Source::Ask));
                    attempt(ask_at_deploy(&document, rule));
                }
                attempt(add(&document, group, direction, &Ports::from(&SERVICES[2]), &Source::Itself).1);
                attempt(add(&document, group, direction, &Ports::from(&SERVICES[1]), &Source::Ask).1);
            }
        }
        for table in template.resources_of("AWS::EC2::RouteTable").take(2) {
            attempt(recipe::route::add(&document, table.id(), "Gateway").1);
        }
    }
    println!("{seen} templates, {lines} rules and routes, {changes} changes made, {refused} refused");
    assert!(changes >= 100, "{changes} changes");
    assert!(refused * 20 <= changes, "{refused} of {changes} changes have no place in the text");
}
