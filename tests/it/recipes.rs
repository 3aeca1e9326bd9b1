//! Recipes for a whole template, over the starter: what they write can be read, and undoing it gives the same bytes.

use cf_init::document::Document;
use cf_init::recipe::proposal::Proposal;
use cf_init::recipe::role::{self, Ability};
use cf_init::recipe::secret::{self, Store};
use cf_init::recipe::volume::{self, FileSystem, Life, VolumeOptions};
use cf_init::recipe::{agent, operating_system, tagging};
use cf_init::schema::image::IMAGES;
use cf_init::starter::STARTERS;

/// Makes the change and undoes it.
fn made(name: &str, document: &Document, proposal: &Proposal) -> Document {
    let (after, _) = document.with_edits(&proposal.edits).unwrap();
    assert_eq!(after.syntax_error(), None, "{name}\n{}", after.text());
    let mut again = document.clone();
    let mut inverses: Vec<_> = proposal.edits.iter().map(|edit| again.edit(edit).unwrap()).collect();
    while let Some(inverse) = inverses.pop() {
        again.apply(inverse);
    }
    assert_eq!(again.text(), document.text(), "{name}");
    assert!(!proposal.does.is_empty(), "{name}");
    after
}

fn starter() -> Document {
    Document::parse(STARTERS[0].text)
}

#[test]
fn every_system_there_and_back() {
    let start = starter();
    let [first, ..] = IMAGES else { panic!("no images") };
    for image in &IMAGES[1..] {
        let name = image.name().to_lowercase().replace([' ', ','], "-").replace("--", "-");
        let proposal = operating_system::propose(&start, "WebServer", image).unwrap();
        let there = made(&name, &start, &proposal);
        let back = operating_system::propose(&there, "WebServer", first).unwrap();
        made(&format!("{name}-and-back"), &there, &back);
    }
}

#[test]
fn every_other_recipe_over_the_starter() {
    let start = starter();
    let abilities = [Ability::Sessions, Ability::Agent, Ability::Bucket("my-bucket".into()), Ability::Stack];
    let proposal = role::propose(&start, "WebServer", &abilities).unwrap();
    let with_role = made("role", &start, &proposal);
    assert!(role::propose(&with_role, "WebServer", &abilities).is_err(), "it has all of this");

    let proposal = agent::propose(&start, "WebServer", 30).unwrap();
    let with_agent = made("agent", &start, &proposal);
    assert!(agent::propose(&with_agent, "WebServer", 30).is_err(), "it has the agent");

    let options = |life| VolumeOptions { size: 20, folder: "/data".into(), file_system: FileSystem::Ext4, life };
    for (name, life) in [("volume", Life::OfMachine), ("volume-of-its-own", Life::OfItsOwn)] {
        let proposal = volume::propose(&start, "WebServer", &options(life)).unwrap();
        made(name, &start, &proposal);
    }
    let proposal = tagging::propose(&start, "Project", "site").unwrap();
    made("tags", &start, &proposal);

    let proposal = secret::fetch(&start, "WebServer", "AppKey", &Store::SecretsManager).unwrap();
    made("new-secret", &start, &proposal);
    let proposal = secret::fetch(&start, "WebServer", "AppKey", &Store::SecureString("/site/key".into())).unwrap();
    made("secure-string", &start, &proposal);
}

/// The starter with a password in a parameter, as many templates have it.
fn with_password() -> Document {
    let text = STARTERS[0].text.replace(
        "  KeyName:\n    Description",
        "  DBPassword:\n    Description: Of the database\n    Type: String\n    NoEcho: true\n    MinLength: 8\n  KeyName:\n    Description",
    );
    let text = text.replace(
        "            # cfn-init leaves a .bak beside",
        "            /opt/webapp/settings.ini:\n              owner: root\n              group: webapp\n              mode: \"000640\"\n              content: !Sub |\n                [database]\n                password=${DBPassword}\n\n            # cfn-init leaves a .bak beside",
    );
    Document::parse(
        text.replace("files: [/opt/webapp/app.py, ", "files: [/opt/webapp/app.py, /opt/webapp/settings.ini, "),
    )
}

#[test]
fn a_parameter_kept_in_a_store() {
    let start = with_password();
    for (name, store) in
        [("secret", Store::SecretsManager), ("secret-in-parameter-store", Store::SecureString("/site/db".into()))]
    {
        let proposal = secret::replace(&start, "DBPassword", &store).unwrap();
        let after = made(name, &start, &proposal);
        assert!(!after.text().contains("NoEcho") && after.text().contains("settings.ini.in"), "{name}");
    }
    let [_, .., amazon] = IMAGES else { panic!("no images") };
    let there = operating_system::propose(&start, "WebServer", amazon).unwrap().outcome(&start).unwrap();
    let proposal = secret::replace(&there, "DBPassword", &Store::SecretsManager).unwrap();
    let after = made("secret-on-amazon-linux", &there, &proposal);
    assert!(after.text().contains("\"aws\", \"secretsmanager\"") && !after.text().contains("boto3"));
}
