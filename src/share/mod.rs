//! Links to designs: the compressed text in the fragment of the page's address, which no server receives.
//!
//! ```text
//! #s=1.<base64url( CRC-32 of what follows, 4 bytes, then deflate( name, line feed, text ))>
//! ```
//!
//! The number is the version; links of version 1 stay valid (`tests/it/links.rs` holds some). Equal designs give equal
//! links. Defaults of NoEcho parameters are removed; where that is not certain there is no link. Values in the Deploy
//! dialog are not part of the text, so they are in no link.
//!
//! Must not know the browser and the network.

mod redact;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::decompress_to_vec_with_limit;

use crate::document::{Document, LARGEST, Position};
use crate::zip::crc32;
pub use redact::OtherOccurrences;

/// Prefix of the fragment of a shared design, without the `#`.
pub const MARK: &str = "s=";
const VERSION: u32 = 1;
/// Maximum length of an address that works everywhere. Chromium opens 2,097,152 characters but shows no address over
/// 32,768; Firefox opens 1,048,576, Safari about 80,000; messages of common chat tools end at 40,000.
pub const LONGEST_ADDRESS: usize = 32_000;
/// Maximum length of a fragment that is decoded: Chromium's.
const LONGEST_FRAGMENT: usize = 2 * 1024 * 1024;
/// Maximum length of a name; the rest is cut.
const LONGEST_NAME: usize = 200;
/// Maximum compression; a design is compressed once, on request.
const LEVEL: u8 = 9;

/// A link to a design.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The part of the address after the `#`.
    pub fragment: String,
    /// NoEcho parameters whose defaults were removed, in source order.
    pub left_out: Vec<String>,
    /// Other occurrences of removed values.
    pub elsewhere: Vec<OtherOccurrences>,
}

impl Link {
    /// True if the address, `page`, `#` and fragment, is too long for some browser.
    pub fn is_too_long(&self, page: &str) -> bool {
        page.chars().count() + 1 + self.fragment.len() > LONGEST_ADDRESS
    }
}

/// The content of a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shared {
    /// Name of the design: one line, at most 200 characters, possibly empty.
    pub name: String,
    /// The template, byte for byte.
    pub text: String,
}

/// Why a design is not shared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ShareError {
    /// The text cannot be parsed, so NoEcho parameters are unknown.
    Unreadable(Position, String),
    /// The default of this NoEcho parameter cannot be removed with certainty.
    Held {
        /// Name of the parameter.
        parameter: String,
        /// Position of its default.
        position: Position,
        /// Reason, as a sentence.
        why: String,
    },
    /// `<<` merges keys from elsewhere, possibly a NoEcho and a default.
    Merged(Position),
}

impl std::fmt::Display for ShareError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            ShareError::Unreadable(position, message) => write!(
                f,
                "The text cannot be read from {position} on, so NoEcho values cannot be told apart and left out. Mend \
                 it there first: {message}"
            ),
            ShareError::Held { parameter, position, why } => write!(
                f,
                "{parameter} is NoEcho, but its default at {position} cannot be left out surely. {why} Change it in \
                 the text, then share."
            ),
            ShareError::Merged(position) => write!(
                f,
                "`<<` at {position} takes keys over from elsewhere, so NoEcho values cannot be told apart and left \
                 out. CloudFormation does not read it either: write the keys out, then share."
            ),
        }
    }
}

/// Why a link cannot be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkError {
    /// The address is not a link to a design.
    NoLink,
    /// The link is of a later version.
    Newer(u32),
    /// The character at this position, from 1, is invalid in a link.
    Character(usize),
    /// Part of the link is missing or changed.
    Damaged,
    /// The content exceeds the maximum size.
    TooLarge,
}

impl std::fmt::Display for LinkError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            LinkError::NoLink => f.write_str("This address holds no shared design."),
            LinkError::Newer(version) => write!(
                f,
                "This link was made by a newer version of this page (version {version} of the links). Reload the page, \
                 then open the link again."
            ),
            LinkError::Character(place) => write!(
                f,
                "Character {place} of the link belongs to no link. It was changed on its way: copy the whole link again."
            ),
            LinkError::Damaged => f.write_str(
                "This link is not whole: part of it is missing or was changed on its way. Copy the whole link again, or \
                 ask for the file.",
            ),
            LinkError::TooLarge => {
                write!(f, "This link holds more than {} MB, which is never read. Ask for the file.", LARGEST >> 20)
            }
        }
    }
}

/// True if a fragment, with or without its `#`, has the prefix of a shared design.
pub fn is_link(fragment: &str) -> bool {
    bare(fragment).starts_with(MARK)
}

fn bare(fragment: &str) -> &str {
    fragment.strip_prefix('#').unwrap_or(fragment)
}

/// The link to a design, without the defaults of its NoEcho parameters.
///
/// # Errors
/// [`ShareError`] if secrets cannot be identified or removed.
pub fn encode(name: &str, text: &str) -> Result<Link, ShareError> {
    let mut document = Document::parse(text);
    let (left_out, elsewhere) = redact::redact(&mut document)?;
    Ok(Link { fragment: packed(&clean(name), document.text()), left_out, elsewhere })
}

/// A name on one line.
fn clean(name: &str) -> String {
    let one_line: String = name.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    one_line.trim().chars().take(LONGEST_NAME).collect::<String>().trim_end().to_string()
}

fn packed(name: &str, text: &str) -> String {
    let deflated = compress_to_vec(&[name.as_bytes(), b"\n", text.as_bytes()].concat(), LEVEL);
    let sum = crc32(&deflated).to_le_bytes();
    format!("{MARK}{VERSION}.{}", URL_SAFE_NO_PAD.encode([sum.as_slice(), &deflated].concat()))
}

/// Decodes a link. The fragment may have its `#`.
///
/// # Errors
/// [`LinkError`] if it cannot be opened.
pub fn decode(fragment: &str) -> Result<Shared, LinkError> {
    let rest = bare(fragment.trim()).strip_prefix(MARK).ok_or(LinkError::NoLink)?;
    if rest.len() > LONGEST_FRAGMENT {
        return Err(LinkError::TooLarge);
    }
    let (version, packed) = rest.split_once('.').ok_or(LinkError::Damaged)?;
    let is_number = !version.is_empty() && version.bytes().all(|byte| byte.is_ascii_digit());
    match version.parse::<u32>() {
        Ok(VERSION) if is_number => {}
        Ok(newer) if is_number && newer > VERSION => return Err(LinkError::Newer(newer)),
        _ => return Err(LinkError::Damaged),
    }
    let before = MARK.len() + version.len() + 1;
    let is_letter = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    if let Some(place) = packed.chars().position(|c| !is_letter(c)) {
        return Err(LinkError::Character(before + place + 1));
    }
    let bytes = URL_SAFE_NO_PAD.decode(packed).map_err(|_| LinkError::Damaged)?;
    let (sum, deflated) = bytes.split_first_chunk::<4>().ok_or(LinkError::Damaged)?;
    if crc32(deflated) != u32::from_le_bytes(*sum) {
        return Err(LinkError::Damaged);
    }
    // A name of 200 characters has at most 800 bytes.
    let limit = LARGEST + LONGEST_NAME * 4 + 1;
    let content = decompress_to_vec_with_limit(deflated, limit).map_err(|error| match error.status {
        miniz_oxide::inflate::TINFLStatus::HasMoreOutput => LinkError::TooLarge,
        _ => LinkError::Damaged,
    })?;
    let content = String::from_utf8(content).map_err(|_| LinkError::Damaged)?;
    let (name, text) = content.split_once('\n').ok_or(LinkError::Damaged)?;
    if text.len() > LARGEST {
        return Err(LinkError::TooLarge);
    }
    // A manipulated link may hold any name.
    Ok(Shared { name: clean(name), text: text.to_string() })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A link of any content with a valid checksum.
    fn forged(content: &[u8]) -> String {
        let deflated = compress_to_vec(content, 6);
        format!("#s=1.{}", URL_SAFE_NO_PAD.encode([crc32(&deflated).to_le_bytes().as_slice(), &deflated].concat()))
    }

    #[test]
    fn shared_design_round_trips() {
        for (name, text) in [("web", "a: 1\n"), ("", ""), ("Größe 🚀", "\u{feff}a: ü\r\nb: 🚀"), (" a\nb ", "{}")]
        {
            let link = encode(name, text).unwrap();
            let shared = decode(&link.fragment).unwrap();
            assert_eq!(shared.text, text);
            assert_eq!(shared.name, clean(name));
            assert_eq!(decode(&format!("#{}\n", link.fragment)), Ok(shared));
            assert_eq!(encode(name, text).unwrap(), link);
            assert!(is_link(&link.fragment));
        }
    }

    #[test]
    fn changed_links_are_refused() {
        let fragment = encode("web", include_str!("../starter/flask-postgres.yaml")).unwrap().fragment;
        let good = decode(&fragment).unwrap();
        for at in (5..fragment.len()).step_by(37) {
            for put in ["", "A", "-", "AA"] {
                let mut other = fragment.clone();
                other.replace_range(at..at + 1, put);
                if other != fragment {
                    assert!(decode(&other).is_err(), "{at} {put}");
                }
            }
            assert!(fragment.get(..at).is_none_or(|cut| decode(cut).is_err()), "{at}");
        }
        assert!(good.text.len() > 10_000);
    }

    #[test]
    fn link_errors_are_specific() {
        let said = |fragment: &str| decode(fragment).unwrap_err().to_string();
        assert_eq!(decode("#/files/web"), Err(LinkError::NoLink));
        assert_eq!(decode("#s=2.AAAA"), Err(LinkError::Newer(2)));
        assert!(said("#s=12.%%%").contains("newer version"));
        for damaged in
            ["#s=", "#s=1", "#s=1.", "#s=1.AAAA", "#s=0.AAAAAAAA", "#s=+1.AAAAAAAA", "#s=x.AAAA", "s=1.AAAAA"]
        {
            assert_eq!(decode(damaged), Err(LinkError::Damaged), "{damaged}");
        }
        assert_eq!(decode("#s=1.AA+A"), Err(LinkError::Character(7)));
        assert_eq!(decode(&forged(b"no line feed")), Err(LinkError::Damaged));
        assert_eq!(decode(&forged(b"name\n\xff\xfe")), Err(LinkError::Damaged));
        assert_eq!(decode(&format!("s=1.{}", "A".repeat(LONGEST_FRAGMENT))), Err(LinkError::TooLarge));
        assert_eq!(decode(&forged(b"a\x07b\ntext")).map(|shared| shared.name), Ok("a b".into()));
    }

    #[test]
    fn decompression_is_limited() {
        let bomb = forged(&[b"n\n".as_slice(), &vec![b'a'; LARGEST + 4000]].concat());
        assert!(bomb.len() < 20_000);
        assert_eq!(decode(&bomb), Err(LinkError::TooLarge));
        let over = forged(&[b"n\n".as_slice(), &vec![b'a'; LARGEST + 1]].concat());
        assert_eq!(decode(&over), Err(LinkError::TooLarge));
        let most = forged(&[b"n\n".as_slice(), &vec![b'a'; LARGEST]].concat());
        assert_eq!(decode(&most).map(|shared| shared.text.len()), Ok(LARGEST));
    }

    #[test]
    fn unreadable_text_is_not_shared() {
        let error = encode("web", "a: 1\nb: [\n").unwrap_err().to_string();
        assert!(error.contains("line ") && error.contains("NoEcho"), "{error}");
    }

    #[test]
    fn starter_fits_into_a_link() {
        let link = encode("cf-init", include_str!("../starter/flask-postgres.yaml")).unwrap();
        assert!(!link.is_too_long("http://127.0.0.1:8080/"), "{}", link.fragment.len());
        assert!(link.is_too_long(&"x".repeat(LONGEST_ADDRESS - link.fragment.len())));
    }
}
