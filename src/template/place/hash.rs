//! A place as the hash of the page's address, and back.

use super::{Place, Section};
use crate::document::{Path, Step};

impl Place {
    /// Its address: `#/init/WebServer/install/files`.
    pub fn to_hash(&self) -> String {
        let parts: Vec<&str> = match self {
            Place::Stack => vec!["stack"],
            Place::Parameters => vec!["parameters"],
            Place::Vpc(id) => vec!["vpc", id],
            Place::Subnets => vec!["subnets"],
            Place::Instance(id) => vec!["instance", id],
            Place::ConfigSets(id) => vec!["configsets", id],
            Place::Authentication(id) => vec!["authentication", id],
            Place::Hup(id) => vec!["hup", id],
            Place::UserData(id) => vec!["userdata", id],
            Place::Policies(id) => vec!["signal", id],
            Place::Init { resource, config, section } => vec!["init", resource, config, section.key()],
            Place::Outputs => vec!["outputs"],
            Place::Mappings => vec!["mappings"],
            Place::Conditions => vec!["conditions"],
            Place::Rules => vec!["rules"],
            Place::Metadata => vec!["metadata"],
            Place::Transform => vec!["transform"],
            Place::At(at) => return at_hash(at),
            Place::Resource(id) => vec!["resource", id],
        };
        let mut hash = String::from("#");
        for part in parts {
            hash.push('/');
            escape(part, &mut hash);
        }
        hash
    }

    /// The place with this address; `None` if it is no place's.
    pub fn from_hash(hash: &str) -> Option<Place> {
        if let Some(rest) = hash.strip_prefix("#/at") {
            return at_of(rest);
        }
        let parts: Vec<String> = hash.strip_prefix("#/")?.split('/').map(unescaped).collect();
        let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
        match parts.as_slice() {
            ["stack"] => Some(Place::Stack),
            ["parameters"] => Some(Place::Parameters),
            ["vpc", id] => Some(Place::Vpc((*id).into())),
            ["subnets"] => Some(Place::Subnets),
            ["instance", id] => Some(Place::Instance((*id).into())),
            ["configsets", id] => Some(Place::ConfigSets((*id).into())),
            ["authentication", id] => Some(Place::Authentication((*id).into())),
            ["hup", id] => Some(Place::Hup((*id).into())),
            ["userdata", id] => Some(Place::UserData((*id).into())),
            ["signal", id] => Some(Place::Policies((*id).into())),
            ["init", resource, config, section] => Some(Place::Init {
                resource: (*resource).into(),
                config: (*config).into(),
                section: Section::of_key(section)?,
            }),
            ["outputs"] => Some(Place::Outputs),
            ["mappings"] => Some(Place::Mappings),
            ["conditions"] => Some(Place::Conditions),
            ["rules"] => Some(Place::Rules),
            ["metadata"] => Some(Place::Metadata),
            ["transform"] => Some(Place::Transform),
            ["resource", id] => Some(Place::Resource((*id).into())),
            _ => None,
        }
    }
}

/// `#/at/Resources/Web/Tags/0`: a step of digits alone is a position, a key of digits alone is escaped.
fn at_hash(at: &Path) -> String {
    let mut hash = String::from("#/at");
    for step in at.steps() {
        hash.push('/');
        match step {
            Step::Index(index) => hash.push_str(&index.to_string()),
            Step::Key(key) if !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_digit()) => {
                key.bytes().for_each(|byte| hash.push_str(&format!("%{byte:02X}")));
            }
            Step::Key(key) => escape(key, &mut hash),
        }
    }
    hash
}

fn at_of(rest: &str) -> Option<Place> {
    if rest.is_empty() {
        return Some(Place::At(Path::root()));
    }
    let steps = rest.strip_prefix('/')?.split('/').map(|part| match part.parse::<usize>() {
        Ok(index) if index.to_string() == part => Step::Index(index),
        _ => Step::from(unescaped(part)),
    });
    Some(Place::At(steps.collect()))
}

fn escape(text: &str, escaped: &mut String) {
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => escaped.push(char::from(byte)),
            _ => escaped.push_str(&format!("%{byte:02X}")),
        }
    }
}

fn unescaped(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((&byte, tail)) = rest.split_first() {
        let hex = match (byte, tail) {
            (b'%', [high, low, ..]) => hex_byte(*high, *low),
            _ => None,
        };
        bytes.push(hex.unwrap_or(byte));
        rest = if hex.is_some() { tail.get(2..).unwrap_or_default() } else { tail };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn hex_byte(high: u8, low: u8) -> Option<u8> {
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    Some(digit(high)? * 16 + digit(low)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_leads_back_to_its_place() {
        let file =
            |config: &str| Place::Init { resource: "Web".into(), config: config.into(), section: Section::Files };
        for place in [
            Place::Stack,
            Place::Parameters,
            Place::Vpc("VPC".into()),
            Place::Subnets,
            Place::Instance("Web".into()),
            Place::ConfigSets("Web".into()),
            Place::Hup("Web".into()),
            Place::UserData("Web".into()),
            Place::Policies("Web".into()),
            file("install"),
            file("01 / öffnen%20?#"),
            Place::Outputs,
            Place::Resource("Role".into()),
            Place::Mappings,
            Place::Conditions,
            Place::Rules,
            Place::Metadata,
            Place::Transform,
            Place::At(Path::root()),
            Place::At(Path::root().keys(["Hooks", "a/b 7", "7", "", "007"]).join(7).join("ö%")),
        ] {
            assert_eq!(Place::from_hash(&place.to_hash()), Some(place.clone()), "{}", place.to_hash());
        }
        let item = Place::At(Path::root().keys(["Resources", "Web", "Tags"]).join(0));
        assert_eq!(item.to_hash(), "#/at/Resources/Web/Tags/0");
        assert_eq!(file("a b").to_hash(), "#/init/Web/a%20b/files");
    }

    #[test]
    fn a_foreign_address_is_no_place() {
        for hash in ["", "#", "#/", "#/nowhere", "#/init/Web/install", "#/init/Web/install/nothing", "stack"] {
            assert_eq!(Place::from_hash(hash), None, "{hash}");
        }
        assert_eq!(Place::from_hash("#/vpc/a%"), Some(Place::Vpc("a%".into())));
    }
}
