//! Width of text by a table of character widths, and truncation with `…`.
//!
//! The table is generous: in Inter, Arial and DejaVu Sans hardly any text is wider, so that text fits its box in any of
//! these fonts. Measures nothing and must not know the browser.

/// A text style. Size and weight are those of the style sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Face {
    /// The name of a node: 12.5 px, semibold.
    Title,
    /// The caption of a box: 12 px.
    Caption,
    /// A service: 12 px.
    Item,
    /// A note of a node: 11 px.
    Note,
    /// A CIDR block: 11 px, fixed width.
    Code,
    /// A CIDR block in a stronger colour: 11 px, fixed width.
    Strong,
    /// A port: 11 px, fixed width.
    Port,
}

impl Face {
    /// All of them.
    pub const ALL: [Face; 7] =
        [Face::Title, Face::Caption, Face::Item, Face::Note, Face::Code, Face::Strong, Face::Port];

    /// Size in tenths of a pixel.
    pub fn size(self) -> i32 {
        match self {
            Face::Title => 125,
            Face::Caption | Face::Item => 120,
            Face::Note | Face::Code | Face::Strong | Face::Port => 110,
        }
    }

    /// Weight as style sheets count it.
    pub fn weight(self) -> i32 {
        match self {
            Face::Title => 600,
            Face::Caption | Face::Item | Face::Port => 500,
            Face::Note | Face::Code | Face::Strong => 400,
        }
    }

    /// True for fixed width.
    pub fn is_mono(self) -> bool {
        match self {
            Face::Code | Face::Strong | Face::Port => true,
            Face::Title | Face::Caption | Face::Item | Face::Note => false,
        }
    }

    /// Its class in the style sheet.
    pub fn class(self) -> &'static str {
        match self {
            Face::Title => "t1",
            Face::Caption => "t2",
            Face::Item => "t2i",
            Face::Note => "t3",
            Face::Code => "tm",
            Face::Strong => "tm2",
            Face::Port => "tp",
        }
    }

    /// Width of a character in thousandths of the size.
    fn advance(self, c: char) -> i32 {
        // Scripts with square characters; punctuation and arrows are in between.
        let wide = matches!(u32::from(c), 0x1100..=0x1fff | 0x2c00..);
        match (self.is_mono(), c) {
            (true, _) => 615 * if wide { 2 } else { 1 },
            (false, _) if wide => 1100,
            (false, '…') => 1000,
            (false, _) => advance(c) * if self.weight() >= 600 { 111 } else { 100 } / 100,
        }
    }
}

/// Width of a character of a proportional face in thousandths of the size.
fn advance(c: char) -> i32 {
    match c {
        'i' | 'j' | 'l' | '|' | '!' | '\'' | '.' | ',' | ':' | ';' | 'I' | ' ' => 310,
        'f' | 'r' | 't' | '(' | ')' | '[' | ']' | '{' | '}' | '/' | '\\' | '-' | '"' => 400,
        'm' | 'M' | 'W' | 'w' | '@' | '%' => 920,
        'O' | 'Q' | 'G' | 'D' | 'N' | 'H' | 'U' => 770,
        'A'..='Z' => 680,
        c if c.is_ascii() => 620,
        _ => 720,
    }
}

/// Width of a text in pixels, rounded up.
pub fn width(text: &str, face: Face) -> i32 {
    // No longer text is drawn.
    let sum: i32 = text.chars().take(1000).map(|c| face.advance(c)).sum();
    (sum * face.size()).div_euclid(10_000) + i32::from(sum > 0)
}

/// A text without control characters, truncated to a width with `…`.
pub fn fit(text: &str, face: Face, pixels: i32) -> String {
    let budget = pixels * 10_000 / face.size();
    let dots = face.advance('…');
    let (mut fitting, mut used, mut cut) = (String::new(), 0, 0);
    for c in text.trim().chars().filter_map(shown) {
        used += face.advance(c);
        if used > budget {
            fitting.truncate(cut);
            let kept = fitting.trim_end().len();
            fitting.truncate(kept);
            fitting.push('…');
            return fitting;
        }
        fitting.push(c);
        if used + dots <= budget {
            cut = fitting.len();
        }
    }
    fitting
}

/// A text for a label: without control characters, truncated to a number of characters.
pub fn label(text: &str, most: usize) -> String {
    let mut shown = text.trim().chars().filter_map(shown);
    let mut label: String = shown.by_ref().take(most).collect();
    if shown.next().is_some() {
        label.push('…');
    }
    label
}

/// A character that is valid in SVG; `None` for those that change the text direction.
fn shown(c: char) -> Option<char> {
    match c {
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => None,
        '\u{fffe}' | '\u{ffff}' => Some('\u{fffd}'),
        c if c.is_control() => Some(' '),
        c => Some(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn truncated_text_fits_and_ends_with_an_ellipsis() {
        let whole = "PublicRouteTable";
        let needed = width(whole, Face::Title);
        assert_eq!(fit(whole, Face::Title, needed), whole);
        for pixels in 12..needed - 1 {
            let cut = fit(whole, Face::Title, pixels);
            assert!(cut.ends_with('…') && width(&cut, Face::Title) <= pixels + 1, "{pixels}: {cut}");
        }
        assert_eq!(fit("ab cdefghij", Face::Note, width("ab c…", Face::Note) - 3), "ab…");
        assert_eq!(fit("", Face::Note, 0), "");
    }

    #[test]
    fn control_characters_are_not_drawn() {
        assert_eq!(fit(" a\n\u{0}b\u{202e}c\u{ffff} ", Face::Note, 500), "a  bc\u{fffd}");
        assert_eq!(label("abcdef", 3), "abc…");
        assert_eq!(label("abc", 3), "abc");
    }

    #[test]
    fn very_long_text_is_measured_in_bounded_time() {
        let long = "W".repeat(4_000_000);
        assert!(width(&long, Face::Title) < 20_000);
        assert_eq!(fit(&long, Face::Title, 100).chars().last(), Some('…'));
    }
}
