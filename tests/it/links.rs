//! Links of version 1 open for ever: these were made when it was first released, and must never be changed.

use cf_init::share::{decode, encode};
use serde_json::Value;

const LINKS: &str = include_str!("../fixtures/links.json");

/// FNV-1a, for texts too long to stand beside their link.
fn hash(text: &str) -> String {
    let hash = text
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3));
    format!("{hash:016x}")
}

#[test]
fn links_of_version_1_can_be_opened() {
    let links: Vec<Value> = serde_json::from_str(LINKS).unwrap();
    assert!(links.len() >= 7);
    for link in links {
        let field = |key: &str| link[key].as_str();
        let shared = decode(field("link").unwrap()).unwrap();
        assert_eq!(Some(shared.name.as_str()), field("name"));
        match field("text") {
            Some(text) => assert_eq!(shared.text, text),
            None => assert_eq!(Some(hash(&shared.text).as_str()), field("hash"), "{}", shared.text),
        }
    }
}

#[test]
fn the_same_design_gives_the_same_link() {
    for link in serde_json::from_str::<Vec<Value>>(LINKS).unwrap() {
        let fragment = link["link"].as_str().unwrap();
        let shared = decode(fragment).unwrap();
        // What others may have compressed otherwise is not made again here.
        if link["made"] == "here" {
            assert_eq!(format!("#{}", encode(&shared.name, &shared.text).unwrap().fragment), fragment);
        }
    }
}

#[test]
#[ignore = "prints links for the fixture; run it by name when there is a version 2"]
fn print_links() {
    let small = "Parameters:\n  Size: {Type: String, Default: s}\n";
    let designs = [
        ("cf-init", include_str!("../../src/starter/flask-postgres.yaml")),
        ("small", small),
        ("json", "{\"Resources\": {\"Web\": {\"Type\": \"AWS::EC2::Instance\"}}}"),
        ("Größe 🚀", "\u{feff}# ü\r\nDescription: \"🚀 go\"\r\n"),
        ("", small),
        ("empty", ""),
        ("broken no more", "a: |+\n  keep\n\n\nb: 000644\n"),
    ];
    for (name, text) in designs {
        let link = format!("#{}", encode(name, text).unwrap().fragment);
        let mut line = serde_json::json!({"name": name, "link": link, "made": "here"});
        match text.len() < 400 {
            true => line["text"] = text.into(),
            false => line["hash"] = hash(text).into(),
        }
        println!("{line},");
    }
}
