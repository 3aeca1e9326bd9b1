//! A zip archive of some small files, stored as they are, with their modes.
//!
//! Knows bytes only. Source: PKWARE's APPNOTE.TXT 6.3.10, sections 4.3.7, 4.3.12 and 4.3.16; Info-ZIP for the mode in the
//! upper half of the external attributes. Own code, since the smallest crate that writes zip archives adds 25 KB to the
//! page after compression for 50 bytes a file.

mod crc;

pub use crc::crc32;

/// A file of an archive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ZipEntry<'b> {
    /// Its path, with `/`.
    pub path: &'b str,
    /// Its mode, as chmod takes it.
    pub mode: u32,
    /// Its content.
    pub bytes: &'b [u8],
}

/// Version of the format that readers need: 1.0, files without compression.
const NEEDED: u16 = 10;
/// Written on Unix, so that readers take the mode; by version 2.0 of the format.
const MADE_BY: u16 = 3 << 8 | 20;
/// Paths are UTF-8.
const UTF8: u16 = 1 << 11;
/// 1 January 1980, the first date of the format: the same files give the same bytes.
const DATE: u16 = 1 << 5 | 1;
/// A regular file, beside its mode.
const REGULAR: u32 = 0o100_000;

/// The bytes of the archive. `None` for more than the format takes: 65,535 files, paths of 64 KB, 4 GB.
pub fn archive(entries: &[ZipEntry<'_>]) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut directory = Vec::new();
    for entry in entries {
        let start = u32::try_from(bytes.len()).ok()?;
        let about = about(entry)?;
        bytes.extend(b"PK\x03\x04");
        bytes.extend(&about);
        bytes.extend(0_u16.to_le_bytes()); // no extra field
        bytes.extend(entry.path.as_bytes());
        bytes.extend(entry.bytes);
        directory.extend(b"PK\x01\x02");
        directory.extend(MADE_BY.to_le_bytes());
        directory.extend(&about);
        directory.extend([0; 8]); // no extra field, no comment, first disk, binary
        directory.extend(((REGULAR | entry.mode) << 16).to_le_bytes());
        directory.extend(start.to_le_bytes());
        directory.extend(entry.path.as_bytes());
    }
    let (start, length) = (u32::try_from(bytes.len()).ok()?, u32::try_from(directory.len()).ok()?);
    let count = u16::try_from(entries.len()).ok()?.to_le_bytes();
    bytes.extend(directory);
    bytes.extend(b"PK\x05\x06\0\0\0\0"); // the only disk
    bytes.extend([count, count].concat());
    bytes.extend(length.to_le_bytes());
    bytes.extend(start.to_le_bytes());
    bytes.extend(0_u16.to_le_bytes()); // no comment
    Some(bytes)
}

/// What both headers of a file say: from the version that is needed to the length of the path.
fn about(entry: &ZipEntry<'_>) -> Option<Vec<u8>> {
    let size = u32::try_from(entry.bytes.len()).ok()?.to_le_bytes();
    let path = u16::try_from(entry.path.len()).ok()?;
    let mut about = Vec::new();
    for half in [NEEDED, UTF8, 0, 0, DATE] {
        about.extend(half.to_le_bytes()); // method and time are 0
    }
    about.extend(crc32(entry.bytes).to_le_bytes());
    about.extend([size, size].concat());
    about.extend(path.to_le_bytes());
    Some(about)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_archive_is_what_the_format_says() {
        let bytes = archive(&[ZipEntry { path: "a", mode: 0o755, bytes: b"hi" }]).unwrap();
        let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        let about = "0a00 0008 0000 0000 2100 ac2a93d8 02000000 02000000 0100";
        let local = format!("504b0304 {about} 0000 61 6869");
        let central = format!("504b0102 1403 {about} 0000 0000 0000 0000 0000ed81 00000000 61");
        let end = "504b0506 0000 0000 0100 0100 2f000000 21000000 0000";
        assert_eq!(hex, format!("{local}{central}{end}").replace(' ', ""));
        assert_eq!(archive(&[]).unwrap().len(), 22);
    }

    #[test]
    fn what_the_format_cannot_hold_is_refused() {
        let path = "p".repeat(65_536);
        assert_eq!(archive(&[ZipEntry { path: &path, mode: 0o644, bytes: b"" }]), None);
        let many = vec![ZipEntry { path: "p", mode: 0o644, bytes: b"" }; 65_536];
        assert_eq!(archive(&many), None);
    }
}
