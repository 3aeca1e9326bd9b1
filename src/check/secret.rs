//! What the rules about secrets share: which part of a text is a secret that is written out.

use std::ops::Range;

use crate::template::Template;
use crate::template::alternative::texts;
use crate::template::init::File;

/// Endings of names whose values are secrets.
const NAMES: [&str; 14] = [
    "password",
    "passwd",
    "passphrase",
    "secret",
    "secret_key",
    "secretkey",
    "token",
    "api_key",
    "apikey",
    "private_key",
    "access_key",
    "db_pass",
    "auth_key",
    "pwd",
];
/// Names that only end like one: a tag of sudoers, a key of a Dockerfile.
const NO_NAMES: [&str; 2] = ["nopasswd", "no_password"];
/// Values that stand for one, or for none.
const NO_VALUES: [&str; 12] =
    ["true", "false", "null", "none", "nil", "yes", "no", "required", "disabled", "enabled", "password", "optional"];

/// A secret in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Secret {
    /// What it is: "a private key", the name in front of it.
    pub what: String,
    /// Its bytes.
    pub span: Range<usize>,
}

/// The first secret that is written out in a text: a private key, an access key of AWS, a value behind a name such as
/// `DB_PASSWORD=`, a password in an address. Values by variables and functions are none.
pub fn secret_in(text: &str) -> Option<Secret> {
    if let Some(at) = text.find("-----BEGIN ").filter(|at| text.get(*at..).is_some_and(is_private_key)) {
        return Some(Secret { what: "A private key".into(), span: at..at + "-----BEGIN".len() });
    }
    access_key(text).or_else(|| in_address(text)).or_else(|| of_mysql(text)).or_else(|| named(text))
}

/// The secret in the content of a file, after "can read": the value of a `NoEcho` parameter, or a secret written out.
pub fn holds_secret(template: Template<'_>, file: &File<'_>) -> Option<String> {
    let texts = texts(template.document(), &file.path().join("content"));
    texts.iter().find_map(|(_, text)| {
        let hidden = template.parameters().filter(|parameter| parameter.no_echo() && text.replaces_names());
        let used = hidden.map(|one| one.name()).find(|name| text.text().contains(&format!("${{{name}}}")));
        let used = used.map(|name| format!("the value of {name}"));
        used.or_else(|| secret_in(text.text()).map(|secret| lower(&secret.what)))
    })
}

fn lower(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

/// True for a name whose value is a secret: `DB_PASSWORD`.
pub fn is_name(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    NAMES.iter().any(|end| lower.ends_with(end)) && !NO_NAMES.contains(&lower.as_str())
}

fn is_private_key(text: &str) -> bool {
    text.lines().next().is_some_and(|line| line.contains("PRIVATE KEY-----") && !line.contains("${"))
        && text.lines().nth(1).is_some_and(|line| line.trim().len() > 20 && !line.contains("${"))
}

/// The secret half of an access key of AWS is behind its own name; the id alone is a sign of one.
fn access_key(text: &str) -> Option<Secret> {
    let (at, _) = text.match_indices("AKIA").find(|(at, _)| {
        let id = text.get(*at..*at + 20).unwrap_or_default();
        let is_id = id.len() == 20 && id.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
        is_id && !id.ends_with("EXAMPLE")
    })?;
    Some(Secret { what: "An access key of AWS".into(), span: at..at + 20 })
}

/// `scheme://user:password@host`.
fn in_address(text: &str) -> Option<Secret> {
    text.match_indices("://").find_map(|(at, _)| {
        let rest = text.get(at + 3..)?;
        let authority = rest.split(|c: char| c.is_whitespace() || "/\"'`<>".contains(c)).next()?;
        let (user, _) = authority.rsplit_once('@')?;
        let (name, password) = user.split_once(':')?;
        let start = at + 3 + name.len() + 1;
        is_value(password)
            .then(|| Secret { what: "The password in an address".into(), span: start..start + password.len() })
    })
}

/// `mysql -pPASSWORD`.
fn of_mysql(text: &str) -> Option<Secret> {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let from = start;
        start += line.len();
        let Some(call) = line.find("mysql").filter(|_| !line.trim_start().starts_with('#')) else { continue };
        let found = line.match_indices(" -p").filter(|(at, _)| *at > call).find_map(|(at, sign)| {
            let rest = line.get(at + sign.len()..)?;
            let value = rest.split([' ', '\n', ';', '&', '|', '<', '>']).next()?;
            let inner = value.trim_matches(['"', '\'']);
            is_value(inner).then_some((from + at + sign.len(), value.len()))
        });
        if let Some((at, length)) = found {
            return Some(Secret { what: "The password of -p".into(), span: at..at + length });
        }
    }
    None
}

/// A value behind a name.
fn named(text: &str) -> Option<Secret> {
    let lower = text.to_ascii_lowercase();
    let mut start = 0;
    for (line, own) in text.split_inclusive('\n').zip(lower.split_inclusive('\n')) {
        let from = start;
        start += line.len();
        // A remark speaks of secrets.
        if own.trim_start().starts_with(['#', ';']) || own.trim_start().starts_with("//") {
            continue;
        }
        for (at, _) in own.match_indices(['=', ':']) {
            let before = own.get(..at).unwrap_or_default().trim_end().trim_end_matches(['"', '\'']);
            let name_start =
                before.rfind(|c: char| !c.is_ascii_alphanumeric() && !"_.-".contains(c)).map_or(0, |at| at + 1);
            let name = before.get(name_start..).unwrap_or_default();
            if name.starts_with('-') && !name.starts_with("--") || !is_name(name) {
                continue;
            }
            let behind = line.get(at + 1..).unwrap_or_default();
            let open = behind.trim_start();
            let blank = behind.len() - open.len();
            // A comparison, an address, a type.
            if open.starts_with(['=', ':', '/']) || before.ends_with(['!', '=', '<', '>', '+', '$']) {
                continue;
            }
            let value = match open.chars().next().filter(|quote| matches!(quote, '"' | '\'')) {
                Some(quote) => open.get(1..).and_then(|rest| rest.split(quote).next()).unwrap_or_default(),
                None => open.split(|c: char| c.is_whitespace() || ";,&|)".contains(c)).next().unwrap_or_default(),
            };
            // In the middle of a sentence a colon is none of a mapping.
            let above = before.get(..name_start).unwrap_or_default().trim_end();
            let is_key = above.is_empty() || above.ends_with(['{', ',', '"', '\'', '-', '[', ';', '(']);
            if own.get(at..).is_some_and(|rest| rest.starts_with(':')) && !is_key {
                continue;
            }
            // `token: token` hands a variable over.
            let is_variable = name.ends_with(&value.to_ascii_lowercase());
            if is_value(value) && !is_variable {
                let value_start = from + at + 1 + blank + open.find(value).unwrap_or_default();
                let shown = line.get(name_start..name_start + name.len()).unwrap_or_default();
                return Some(Secret {
                    what: format!("The value of {shown}"),
                    span: value_start..value_start + value.len(),
                });
            }
        }
    }
    None
}

/// True for a text that is a value: no variable, no function, no placeholder.
pub fn is_value(value: &str) -> bool {
    let lower = value.to_ascii_lowercase();
    let is_made = ['$', '`', '{', '}', '<', '>', '*', '%', '(', '[', '…', '\\', '@'].iter().any(|c| value.contains(*c));
    let is_word = value.chars().all(|c| c == 'x' || c == 'X' || c == '.' || c == '_' || c == '-');
    // A path names a file with the secret.
    let is_path = value.starts_with(['/', '.', '~']) && value.len() > 1;
    value.len() >= 4
        && !is_made
        && !is_word
        && !is_path
        && !NO_VALUES.contains(&lower.as_str())
        && !lower.starts_with("your")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Option<String> {
        secret_in(text).map(|one| format!("{}: {}", one.what, text.get(one.span).unwrap()))
    }

    #[test]
    fn values_that_are_written_out_are_found() {
        for (text, wanted) in [
            ("DB_PASSWORD=hunter22\n", Some("The value of DB_PASSWORD: hunter22")),
            ("a: b\n  password: \"p4ss word\"\n", Some("The value of password: p4ss word")),
            ("{\"apiKey\": \"abcdef12\"}", Some("The value of apiKey: abcdef12")),
            ("mysql --password=hunter22 app", Some("The value of --password: hunter22")),
            ("postgres://app:hunter22@db/app", Some("The password in an address: hunter22")),
            ("id AKIAABCDEFGHIJKLMNOP", Some("An access key of AWS: AKIAABCDEFGHIJKLMNOP")),
            ("-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIBAAKCAQEA1234567890\n", Some("A private key: -----BEGIN")),
            ("mysql -u root -phunter22 app", Some("The password of -p: hunter22")),
            ("mysql -u root -p${Password} app", None),
            ("mysql -u root -p app", None),
            ("DB_PASSWORD=${Password}", None),
            ("PASSWORD=$(aws secretsmanager get-secret-value --secret-id x)", None),
            ("password: {{password}}", None),
            ("PASSWORD_FILE=/run/secret", None),
            ("secret=/run/secret", None),
            ("PermitEmptyPasswords no\nPasswordAuthentication: no", None),
            ("password == other", None),
            ("-----BEGIN CERTIFICATE-----\nMIIEpAIBAAKCAQEA1234567890\n", None),
            ("AKIAIOSFODNN7EXAMPLE", None),
            ("app ALL=(ALL) NOPASSWD:ALL, other", None),
            ("action_token: token,", None),
            ("# password: hunter22", None),
            ("No host and no password: nobody asks", None),
            ("http://host:8080/a@b", None),
        ] {
            assert_eq!(found(text).as_deref(), wanted, "{text}");
        }
    }

    #[test]
    fn no_text_makes_it_panic() {
        for text in
            ["", "=", ":", "password=", "é=é", "password=\"é", "://", "://:@", "AKIAé", "-----BEGIN ", "PASSWORDÉ=abcd"]
        {
            found(text);
        }
    }
}
