//! A route as the hash of the page's URL, and back.

use super::Route;
use crate::document::{Path, Step};
use crate::template::init::Section;

impl Route {
    /// Its address: `#/init/WebServer/install/files`.
    pub fn to_hash(&self) -> String {
        let parts: Vec<&str> = match self {
            Route::Stack => vec!["stack"],
            Route::Parameters => vec!["parameters"],
            Route::Vpc(id) => vec!["vpc", id],
            Route::Subnets => vec!["subnets"],
            Route::Instance(id) => vec!["instance", id],
            Route::ConfigSets(id) => vec!["configsets", id],
            Route::Authentication(id) => vec!["authentication", id],
            Route::Hup(id) => vec!["hup", id],
            Route::UserData(id) => vec!["userdata", id],
            Route::Policies(id) => vec!["signal", id],
            Route::Init { resource, config, section } => vec!["init", resource, config, section.key()],
            Route::Outputs => vec!["outputs"],
            Route::Mappings => vec!["mappings"],
            Route::Conditions => vec!["conditions"],
            Route::Rules => vec!["rules"],
            Route::Metadata => vec!["metadata"],
            Route::Transform => vec!["transform"],
            Route::At(at) => return at_hash(at),
            Route::Resource(id) => vec!["resource", id],
        };
        let mut hash = String::from("#");
        for part in parts {
            hash.push('/');
            escape(part, &mut hash);
        }
        hash
    }

    /// The place with this address; `None` if it is no place's.
    pub fn from_hash(hash: &str) -> Option<Route> {
        if let Some(rest) = hash.strip_prefix("#/at") {
            return at_of(rest);
        }
        let parts: Vec<String> = hash.strip_prefix("#/")?.split('/').map(unescaped).collect();
        let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
        match parts.as_slice() {
            ["stack"] => Some(Route::Stack),
            ["parameters"] => Some(Route::Parameters),
            ["vpc", id] => Some(Route::Vpc((*id).into())),
            ["subnets"] => Some(Route::Subnets),
            ["instance", id] => Some(Route::Instance((*id).into())),
            ["configsets", id] => Some(Route::ConfigSets((*id).into())),
            ["authentication", id] => Some(Route::Authentication((*id).into())),
            ["hup", id] => Some(Route::Hup((*id).into())),
            ["userdata", id] => Some(Route::UserData((*id).into())),
            ["signal", id] => Some(Route::Policies((*id).into())),
            ["init", resource, config, section] => Some(Route::Init {
                resource: (*resource).into(),
                config: (*config).into(),
                section: Section::of_key(section)?,
            }),
            ["outputs"] => Some(Route::Outputs),
            ["mappings"] => Some(Route::Mappings),
            ["conditions"] => Some(Route::Conditions),
            ["rules"] => Some(Route::Rules),
            ["metadata"] => Some(Route::Metadata),
            ["transform"] => Some(Route::Transform),
            ["resource", id] => Some(Route::Resource((*id).into())),
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

fn at_of(rest: &str) -> Option<Route> {
    if rest.is_empty() {
        return Some(Route::At(Path::root()));
    }
    let steps = rest.strip_prefix('/')?.split('/').map(|part| match part.parse::<usize>() {
        Ok(index) if index.to_string() == part => Step::Index(index),
        _ => Step::from(unescaped(part)),
    });
    Some(Route::At(steps.collect()))
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
    fn a_hash_round_trips_to_its_route() {
        let file =
            |config: &str| Route::Init { resource: "Web".into(), config: config.into(), section: Section::Files };
        for place in [
            Route::Stack,
            Route::Parameters,
            Route::Vpc("VPC".into()),
            Route::Subnets,
            Route::Instance("Web".into()),
            Route::ConfigSets("Web".into()),
            Route::Hup("Web".into()),
            Route::UserData("Web".into()),
            Route::Policies("Web".into()),
            file("install"),
            file("01 / öffnen%20?#"),
            Route::Outputs,
            Route::Resource("Role".into()),
            Route::Mappings,
            Route::Conditions,
            Route::Rules,
            Route::Metadata,
            Route::Transform,
            Route::At(Path::root()),
            Route::At(Path::root().keys(["Hooks", "a/b 7", "7", "", "007"]).join(7).join("ö%")),
        ] {
            assert_eq!(Route::from_hash(&place.to_hash()), Some(place.clone()), "{}", place.to_hash());
        }
        let item = Route::At(Path::root().keys(["Resources", "Web", "Tags"]).join(0));
        assert_eq!(item.to_hash(), "#/at/Resources/Web/Tags/0");
        assert_eq!(file("a b").to_hash(), "#/init/Web/a%20b/files");
    }

    #[test]
    fn an_unknown_hash_has_no_route() {
        for hash in ["", "#", "#/", "#/nowhere", "#/init/Web/install", "#/init/Web/install/nothing", "stack"] {
            assert_eq!(Route::from_hash(hash), None, "{hash}");
        }
        assert_eq!(Route::from_hash("#/vpc/a%"), Some(Route::Vpc("a%".into())));
    }
}
