//! Bytes in pieces → lines. A piece may end anywhere, within a line or within a character.

/// Most bytes of a line that are kept; the rest of it is dropped.
const MOST_BYTES: usize = 32 * 1024;

/// Takes bytes and gives lines, without line ends, colours and what a progress bar overwrote.
#[derive(Default)]
pub(super) struct LineSplitter {
    partial: Vec<u8>,
    /// Set by the byte order mark of UTF-16, which PowerShell writes: every second byte is zero then.
    is_utf16: bool,
    started: bool,
}

impl LineSplitter {
    /// Reads the next bytes; `each` gets each line that ends in them.
    pub(super) fn push(&mut self, bytes: &[u8], mut each: impl FnMut(&str)) {
        let bytes = self.without_mark(bytes);
        let mut pieces = bytes.split(|byte| *byte == b'\n').peekable();
        while let Some(piece) = pieces.next() {
            let room = MOST_BYTES.saturating_sub(self.partial.len());
            let piece = piece.get(..room.min(piece.len())).unwrap_or_default();
            match self.is_utf16 {
                true => self.partial.extend(piece.iter().filter(|byte| **byte != 0)),
                false => self.partial.extend_from_slice(piece),
            }
            if pieces.peek().is_some() {
                self.end_line(&mut each);
            }
        }
    }

    /// The last line, if the bytes do not end with a line break.
    pub(super) fn finish(&mut self, mut each: impl FnMut(&str)) {
        if !self.partial.is_empty() {
            self.end_line(&mut each);
        }
    }

    fn without_mark<'b>(&mut self, bytes: &'b [u8]) -> &'b [u8] {
        if self.started || bytes.is_empty() {
            return bytes;
        }
        self.started = true;
        if let Some(rest) = bytes.strip_prefix(&[0xFF, 0xFE]) {
            self.is_utf16 = true;
            return rest;
        }
        bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]).unwrap_or(bytes)
    }

    fn end_line(&mut self, each: &mut impl FnMut(&str)) {
        let text = String::from_utf8_lossy(&self.partial);
        let line = text.trim_end_matches('\r');
        let line = line.rsplit('\r').next().unwrap_or(line);
        match line.contains('\u{1b}') {
            true => each(&without_escapes(line)),
            false => each(line),
        }
        self.partial.clear();
    }
}

/// The line without terminal sequences such as colours.
fn without_escapes(line: &str) -> String {
    let mut kept = String::with_capacity(line.len());
    let mut characters = line.chars();
    while let Some(character) = characters.next() {
        if character != '\u{1b}' {
            kept.push(character);
        } else if characters.next() == Some('[') {
            characters.by_ref().find(|one| ('@'..='~').contains(one));
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(bytes: &[u8], size: usize) -> Vec<String> {
        let mut splitter = LineSplitter::default();
        let mut all = Vec::new();
        for piece in bytes.chunks(size) {
            splitter.push(piece, |line| all.push(line.to_string()));
        }
        splitter.finish(|line| all.push(line.to_string()));
        all
    }

    #[test]
    fn pieces_of_any_size_give_the_same_lines() {
        let text = "\u{feff}eins\r\nzwei ü\n\n10%\r100%\n\u{1b}[31mrot\u{1b}[0m\nEnde".as_bytes();
        let wanted = ["eins", "zwei ü", "", "100%", "rot", "Ende"];
        for size in [4, 5, 7, 1000] {
            assert_eq!(lines(text, size), wanted, "{size}");
        }
    }

    #[test]
    fn utf16_and_endless_lines_are_read() {
        let mut bytes = vec![0xFF, 0xFE];
        bytes.extend("a b\r\nc".encode_utf16().flat_map(u16::to_le_bytes));
        assert_eq!(lines(&bytes, 1000), ["a b", "c"]);
        let long = lines(&vec![b'x'; 3 * MOST_BYTES], 1000);
        assert_eq!((long.len(), long[0].len()), (1, MOST_BYTES));
        assert_eq!(lines(b"\xff\xffx\n", 2), ["\u{fffd}\u{fffd}x"]);
    }
}
