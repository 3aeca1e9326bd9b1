//! Bundles for rehearsals: every starter has one that holds together.

use cf_init::document::Document;
use cf_init::rehearse::{Rehearsal, resources};
use cf_init::starter::STARTERS;
use cf_init::template::evaluate::ParameterValues;

#[test]
fn every_starter_has_a_rehearsal() {
    for starter in STARTERS {
        let document = Document::parse(starter.text.to_string());
        for id in resources(&document) {
            let rehearsal = Rehearsal::of(&document, &id, &ParameterValues::new()).unwrap();
            let text = |path: &str| {
                let file = rehearsal.files.iter().find(|file| file.path == path).unwrap();
                String::from_utf8(file.bytes.clone()).unwrap()
            };
            let name = starter.name;
            assert!(text("template/metadata.json").contains("AWS::CloudFormation::Init"), "{name}");
            assert_eq!(text("template/resource"), format!("{id}\n"), "{name}");
            assert!(!text("template/config-sets").trim().is_empty(), "{name}");
            // Every starter calls cfn-init once, and signals.
            let script = text("template/user-data");
            assert_eq!(script.matches("helper.sh /opt/aws/bin/cfn-init ").count(), 1, "{name}\n{script}");
            assert_eq!(script.matches("helper.sh /opt/aws/bin/cfn-signal ").count(), 1, "{name}\n{script}");
            assert!(!script.contains("${AWS::"), "{name}\n{script}");
            let archive = rehearsal.archive().unwrap();
            assert!(archive.starts_with(b"PK\x03\x04"), "{name}");
            assert_eq!(rehearsal.archive(), Some(archive), "{name}");
        }
    }
}
