//! Secrets in lines of logs → asterisks.
//!
//! Masked are keys and tokens of AWS, passwords in addresses, values of assignments whose name says that they are
//! secret, bearer tokens, private keys, and the values that NoEcho parameters have in a template.

use std::sync::LazyLock;

use regex_lite::{Captures, Regex};

use crate::document::Document;
use crate::template::Template;

/// What stands in place of a secret.
pub const MASKED: &str = "****";
/// Shortest value of a NoEcho parameter that is looked for; shorter ones would match ordinary words.
const SHORTEST: usize = 4;

/// A name that says that its value is secret: `NAME` in the patterns.
const NAME: &str = r"[\w.-]*(?:passw(?:or)?d|passphrase|secret(?:_?access)?_?(?:key)?|secret_?string|api_?key|access_?key|private_?key|token)\w*";

/// Patterns whose group `s` is secret.
const PATTERNS: [&str; 10] = [
    // Access key ids of AWS, which name the account.
    r"\b(?<s>(?:AKIA|ASIA|AROA|AIDA)[A-Z0-9]{12,20})\b",
    // https://user:password@host
    r"://[^/\s:@]+:(?<s>[^/\s@]+)@",
    // Authorization: Bearer ..., Basic ...
    r"(?i)\b(?:bearer|basic)\s+(?<s>[A-Za-z0-9+/_.=~-]{8,})",
    // password=..., DB_PASSWORD: ..., "secretKey": "..."
    r#"(?i)NAME["']?\s*(?:=>|[:=])\s*'(?<s>[^']+)'?"#,
    r#"(?i)NAME["']?\s*(?:=>|[:=])\s*"(?<s>[^"]+)"?"#,
    r#"(?i)NAME["']?\s*(?:=>|[:=])\s*(?<s>[^\s"',;&)}]+)"#,
    // --password ...
    r#"(?i)\s--?(?:[\w-]*(?:password|passwd|secret|token))\s+["']?(?<s>[^\s"'-][^\s"']*)"#,
    // CREATE ROLE app PASSWORD '...', IDENTIFIED BY '...'
    r#"(?i)\b(?:password|identified by)\s+'(?<s>[^']+)'"#,
    // Signed addresses.
    r"(?i)[?&](?:X-Amz-Signature|X-Amz-Security-Token|X-Amz-Credential|Signature|sig)=(?<s>[^\s&]+)",
    // Tokens of GitHub, npm, Slack; JSON Web Tokens.
    r"\b(?<s>(?:gh[pousr]_[A-Za-z0-9]{20,}|github_pat_\w{20,}|npm_[A-Za-z0-9]{20,}|xox[abp]-[\w-]{10,}|eyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]{6,}))",
];

static COMPILED: LazyLock<Vec<Regex>> =
    LazyLock::new(|| PATTERNS.iter().filter_map(|pattern| Regex::new(&pattern.replace("NAME", NAME)).ok()).collect());

/// What is masked in the lines of a log.
#[derive(Clone, Debug, Default)]
pub struct Mask {
    values: Vec<String>,
}

impl Mask {
    /// A mask that knows the defaults of the NoEcho parameters of a template, too.
    pub fn of(document: &Document) -> Mask {
        let secret = Template::of(document).parameters().filter(|parameter| parameter.no_echo());
        let mut values: Vec<String> = secret
            .filter_map(|parameter| parameter.default())
            .filter(|value| value.len() >= SHORTEST)
            .map(str::to_string)
            .collect();
        values.sort_by_key(|value| std::cmp::Reverse(value.len()));
        Mask { values }
    }

    /// The line with asterisks in place of secrets.
    pub fn apply(&self, line: &str) -> String {
        let mut line = line.to_string();
        for value in &self.values {
            if line.contains(value.as_str()) {
                line = line.replace(value.as_str(), MASKED);
            }
        }
        for pattern in COMPILED.iter() {
            if pattern.is_match(&line) {
                line = pattern.replace_all(&line, masked).into_owned();
            }
        }
        line
    }
}

/// The whole match with the secret part replaced.
fn masked(captures: &Captures<'_>) -> String {
    let (Some(whole), Some(secret)) = (captures.get(0), captures.name("s")) else { return MASKED.into() };
    // A value that a shell or a template fills in later is none.
    if secret.as_str().starts_with('$') || secret.as_str().starts_with("{{") || secret.as_str() == MASKED {
        return whole.as_str().to_string();
    }
    let text = whole.as_str();
    let before = text.get(..secret.start() - whole.start()).unwrap_or_default();
    let after = text.get(secret.end() - whole.start()..).unwrap_or_default();
    format!("{before}{MASKED}{after}")
}

/// Follows private keys over lines.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct PrivateKey {
    is_inside: bool,
}

impl PrivateKey {
    /// True if this line is within a private key, its last line included; the first line is shown.
    pub(super) fn holds(&mut self, line: &str) -> bool {
        let was_inside = self.is_inside;
        if line.contains("PRIVATE KEY-----") {
            self.is_inside = line.contains("-----BEGIN") && !line.contains("-----END");
            // Both marks in one line: the key is between them.
            return was_inside || line.contains("-----BEGIN") && line.contains("-----END");
        }
        was_inside
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_masked_and_nothing_else() {
        let document = Document::parse(
            "Parameters: {P: {Type: String, NoEcho: true, Default: hunter22}, Q: {Type: String, Default: plain}}",
        );
        let mask = Mask::of(&document);
        for (line, wanted) in [
            ("key AKIAIOSFODNN7EXAMPLE used", "key **** used"),
            ("git clone https://bob:s3cret@github.com/a/b", "git clone https://bob:****@github.com/a/b"),
            ("Authorization: Bearer abcdefgh.ijkl", "Authorization: Bearer ****"),
            ("+ export DB_PASSWORD=tops3cret", "+ export DB_PASSWORD=****"),
            ("DB_PASSWORD: 'two words'", "DB_PASSWORD: '****'"),
            ("\"secretKey\": \"wJalrXUtnFEMI/K7MDENG\",", "\"secretKey\": \"****\","),
            ("aws_secret_access_key = wJalrXUtnFEMI/K7MDENG", "aws_secret_access_key = ****"),
            ("AWS_SESSION_TOKEN=FwoGZXIvYXdzE", "AWS_SESSION_TOKEN=****"),
            ("mysql --user root --password tops3cret app", "mysql --user root --password **** app"),
            ("CREATE ROLE app LOGIN PASSWORD 'tops3cret';", "CREATE ROLE app LOGIN PASSWORD '****';"),
            ("GET /a?X-Amz-Signature=0123abcd&x=1", "GET /a?X-Amz-Signature=****&x=1"),
            ("token ghp_0123456789abcdefghij0123 sent", "token **** sent"),
            ("login hunter22 ok", "login **** ok"),
            ("plain text", "plain text"),
            ("PASSWORD=$PASSWORD", "PASSWORD=$PASSWORD"),
            (
                "FATAL:  password authentication failed for user \"app\"",
                "FATAL:  password authentication failed for user \"app\"",
            ),
            ("E: Unable to locate package nginx", "E: Unable to locate package nginx"),
        ] {
            assert_eq!(mask.apply(line), wanted, "{line}");
        }
    }

    #[test]
    fn a_private_key_is_masked_over_its_lines() {
        let mut key = PrivateKey::default();
        let lines = ["a", "-----BEGIN RSA PRIVATE KEY-----", "MIIE", "x", "-----END RSA PRIVATE KEY-----", "b"];
        let held: Vec<bool> = lines.iter().map(|line| key.holds(line)).collect();
        assert_eq!(held, [false, false, true, true, true, false]);
    }

    #[test]
    fn all_patterns_can_be_read() {
        assert_eq!(COMPILED.len(), PATTERNS.len());
    }
}
