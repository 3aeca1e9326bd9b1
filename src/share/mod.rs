//! A design as a link: the text itself, compressed, after the `#` of the page's address, where no server sees it.
//!
//! ```text
//! #s=1.<base64url( CRC-32 of what follows, 4 bytes, then deflate( name, line feed, text ))>
//! ```
//!
//! The number is the version; links of version 1 open for ever (`tests/it/links.rs` holds some). The same design gives
//! the same link. Defaults of NoEcho parameters are left out, and where that cannot be done surely there is no link.
//! Answers of the Deploy dialog are not in the text, so they are in no link.
//!
//! What must never be here: the browser, the network.

mod crc;
mod redact;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::decompress_to_vec_with_limit;

use crate::document::{Document, LARGEST, Position};
pub use redact::Elsewhere;

/// What the fragment of a shared design begins with, without the `#`.
pub const MARK: &str = "s=";
const VERSION: u32 = 1;
/// Characters of a whole address that work everywhere. Chromium opens 2,097,152 characters but shows none of an address
/// over 32,768; Firefox opens 1,048,576, Safari about 80,000; the messages of common chat tools end at 40,000.
pub const LONGEST_ADDRESS: usize = 32_000;
/// Characters of a fragment that are read at all: what Chromium opens.
const LONGEST_FRAGMENT: usize = 2 * 1024 * 1024;
/// Characters of a name; the rest is cut.
const LONGEST_NAME: usize = 200;
/// The best that deflate does; a design is compressed once, when it is asked for.
const LEVEL: u8 = 9;

/// A design as a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// What goes after the `#` of the address.
    pub fragment: String,
    /// The NoEcho parameters whose defaults the link does not hold, in the order of the text.
    pub left_out: Vec<String>,
    /// Where the text still holds what was left out.
    pub elsewhere: Vec<Elsewhere>,
}

impl Link {
    /// True if the address, `page` and `#` and fragment, is longer than every browser takes.
    pub fn is_too_long(&self, page: &str) -> bool {
        page.chars().count() + 1 + self.fragment.len() > LONGEST_ADDRESS
    }
}

/// What a link holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shared {
    /// The design's name: text of one line, up to 200 characters, perhaps empty.
    pub name: String,
    /// The template, byte for byte.
    pub text: String,
}

/// Why a design is not made a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ShareError {
    /// The text cannot be read, so NoEcho parameters cannot be told apart.
    Unreadable(Position, String),
    /// The default of this NoEcho parameter cannot be taken out surely.
    Held {
        /// Name of the parameter.
        parameter: String,
        /// Where its default is.
        position: Position,
        /// Why, as a sentence.
        why: String,
    },
    /// `<<` takes keys over from elsewhere: it may bring a NoEcho and a default.
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

/// Why a link is not opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkError {
    /// The address holds no shared design.
    NoLink,
    /// A later version of this page made the link.
    Newer(u32),
    /// The character in this place, from 1, has no place in a link.
    Character(usize),
    /// Part of the link is missing or changed.
    Damaged,
    /// More than is ever read.
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

/// True if a fragment, with or without its `#`, claims to be a shared design.
pub fn is_link(fragment: &str) -> bool {
    bare(fragment).starts_with(MARK)
}

fn bare(fragment: &str) -> &str {
    fragment.strip_prefix('#').unwrap_or(fragment)
}

/// A design as a link, without the defaults of its NoEcho parameters.
///
/// # Errors
/// [`ShareError`] where what is secret cannot be told apart or taken out.
pub fn encode(name: &str, text: &str) -> Result<Link, ShareError> {
    let mut document = Document::parse(text);
    let (left_out, elsewhere) = redact::redact(&mut document)?;
    Ok(Link { fragment: packed(&clean(name), document.text()), left_out, elsewhere })
}

/// A name of one line.
fn clean(name: &str) -> String {
    let one_line: String = name.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    one_line.trim().chars().take(LONGEST_NAME).collect::<String>().trim_end().to_string()
}

fn packed(name: &str, text: &str) -> String {
    let deflated = compress_to_vec(&[name.as_bytes(), b"\n", text.as_bytes()].concat(), LEVEL);
    let sum = crc::crc32(&deflated).to_le_bytes();
    format!("{MARK}{VERSION}.{}", URL_SAFE_NO_PAD.encode([sum.as_slice(), &deflated].concat()))
}

/// Reads a link. The fragment may have its `#`.
///
/// # Errors
/// [`LinkError`] says in words why nothing is opened.
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
    if crc::crc32(deflated) != u32::from_le_bytes(*sum) {
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
    // Whoever made the link by hand may have written any name.
    Ok(Shared { name: clean(name), text: text.to_string() })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A link of any content under a checksum that fits.
    fn forged(content: &[u8]) -> String {
        let deflated = compress_to_vec(content, 6);
        format!("#s=1.{}", URL_SAFE_NO_PAD.encode([crc::crc32(&deflated).to_le_bytes().as_slice(), &deflated].concat()))
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
