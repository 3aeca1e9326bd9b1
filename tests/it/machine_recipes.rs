//! The recipes for machines, secrets and tags over the templates that people wrote: each is made or says why not, what it
//! writes can be read, and taking it back gives the same bytes.

use cf_init::document::Document;
use cf_init::recipe::proposal::Proposal;
use cf_init::recipe::role::{self, Ability};
use cf_init::recipe::secret::{self, Store};
use cf_init::recipe::volume::{self, FileSystem, Life, VolumeOptions};
use cf_init::recipe::{agent, operating_system, tagging};
use cf_init::schema::image::IMAGES;
use cf_init::template::Template;
use cf_init::template::system::Machine;

use crate::corpus::templates;

/// What became of the tries.
#[derive(Default)]
struct Tally {
    made: usize,
    refused: usize,
    wrong: Vec<String>,
}

impl Tally {
    fn take(&mut self, name: &str, what: &str, document: &Document, proposal: Result<Proposal, String>) {
        let proposal = match proposal {
            Ok(proposal) => proposal,
            Err(why) => {
                self.refused += 1;
                if !why.ends_with('.') {
                    self.wrong.push(format!("{name}: {what}: {why} is no sentence"));
                }
                return;
            }
        };
        self.made += 1;
        let mut after = document.clone();
        let mut inverses = Vec::new();
        for edit in &proposal.edits {
            match after.edit(edit) {
                Ok(inverse) => inverses.push(inverse),
                Err(why) => return self.wrong.push(format!("{name}: {what}: {why}")),
            }
        }
        if let Some(problem) = after.syntax_error() {
            return self.wrong.push(format!("{name}: {what}: {problem:?}"));
        }
        if Document::parse(after.text()).root().map(|root| root.value()) != after.root().map(|root| root.value()) {
            self.wrong.push(format!("{name}: {what}: reading it again says something else"));
        }
        if after.node(&proposal.at).is_none() || proposal.does.is_empty() {
            self.wrong.push(format!("{name}: {what}: nothing is at {}, or it does nothing", proposal.at));
        }
        while let Some(inverse) = inverses.pop() {
            after.apply(inverse);
        }
        if after.text() != document.text() {
            self.wrong.push(format!("{name}: {what}: taken back, it is not as it was"));
        }
    }
}

#[test]
fn recipes_for_machines_hold_on_templates() {
    let mut tally = Tally::default();
    for (name, text) in templates(&["init", "general"]) {
        let document = Document::parse(text);
        if document.syntax_error().is_some() || document.text().len() > 60_000 {
            continue;
        }
        let machines: Vec<String> =
            Machine::all(Template::of(&document)).iter().map(|machine| machine.id().to_string()).collect();
        for id in machines.iter().take(3) {
            for image in IMAGES.iter().step_by(3) {
                tally.take(&name, &image.name(), &document, operating_system::propose(&document, id, image));
            }
            let abilities = [Ability::Sessions, Ability::Agent, Ability::Bucket("b".into()), Ability::Stack];
            tally.take(&name, "role", &document, role::propose(&document, id, &abilities));
            tally.take(&name, "logs", &document, agent::propose(&document, id, 30));
            for life in [Life::OfMachine, Life::OfItsOwn] {
                let options = VolumeOptions { size: 20, folder: "/data".into(), file_system: FileSystem::Xfs, life };
                tally.take(&name, "volume", &document, volume::propose(&document, id, &options));
            }
            let fetched = secret::fetch(&document, id, "AppKey", &Store::SecretsManager);
            tally.take(&name, "new secret", &document, fetched);
        }
        for parameter in secret::candidates(&document).iter().take(3) {
            for store in [Store::SecretsManager, Store::SecureString("/a/b".into())] {
                tally.take(&name, parameter, &document, secret::replace(&document, parameter, &store));
            }
        }
        tally.take(&name, "tag", &document, tagging::propose(&document, "Project", "site"));
    }
    println!("{} made, {} refused", tally.made, tally.refused);
    assert!(tally.made >= 100, "{} made", tally.made);
    assert!(tally.wrong.is_empty(), "{} wrong\n{}", tally.wrong.len(), tally.wrong.join("\n"));
}
