//! Block scalars: `|` and `>`.

use super::FastParser;
use crate::document::tree::{NodeContent, Style};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Chomping {
    Clip,
    Strip,
    Keep,
}

impl FastParser<'_> {
    /// Parses the block scalar whose indicator is here.
    pub(super) fn block_scalar(&mut self) -> Option<()> {
        let column = self.stack.last()?.column;
        let inner = self.at;
        let folded = self.peek(inner) == b'>';
        let (chomping, wanted) = self.header()?;
        let (mut blank, indent) = self.first_line(column, wanted)?;
        let mut said = String::new();
        // End of the last line with text, and whether a line break ends it.
        let mut end;
        let mut broken;
        let mut was_deep = false;
        let mut first = true;
        loop {
            // Start of a line with enough indentation.
            let from = self.at + indent;
            let deep = matches!(self.peek(from), b' ' | b'\t');
            if folded && !first && !was_deep && !deep {
                if blank == 0 {
                    said.push(' ');
                }
            } else if !first {
                said.push('\n');
            }
            for _ in 0..blank {
                said.push('\n');
            }
            (first, was_deep, blank) = (false, deep, 0);
            end = self.line_end(from);
            said.push_str(self.text.get(from..end)?);
            self.at = self.behind_break(end);
            broken = self.at > end;
            if !broken || !self.reach_text(indent, &mut blank)? {
                break;
            }
        }
        if chomping != Chomping::Strip && broken {
            said.push('\n');
        }
        if chomping == Chomping::Keep {
            for _ in 0..blank {
                said.push('\n');
            }
            if broken {
                // All but the last line break are part of the text.
                end = self.at - 1 - usize::from(self.at > 1 && self.peek(self.at - 2) == b'\r');
            }
        }
        let style = if folded { Style::Folded } else { Style::Literal };
        let id = self.push(NodeContent::Scalar(said.into()), style, inner, end)?;
        self.nodes.get_mut(id)?.indent = Some(indent);
        self.done(end);
        Some(())
    }

    /// The header: chomping, and the indentation indicator or 0.
    fn header(&mut self) -> Option<(Chomping, usize)> {
        let mut chomping = Chomping::Clip;
        let mut wanted = 0;
        self.at += 1;
        loop {
            match self.peek(self.at) {
                b'-' if chomping == Chomping::Clip => chomping = Chomping::Strip,
                b'+' if chomping == Chomping::Clip => chomping = Chomping::Keep,
                sign @ b'1'..=b'9' if wanted == 0 => wanted = usize::from(sign - b'0'),
                b' ' | b'\n' | b'\r' => break,
                _ => return None,
            }
            self.at += 1;
        }
        self.finish_line()?;
        Some((chomping, wanted))
    }

    /// Moves to the first line of text; returns the number of empty lines before it and its indentation.
    fn first_line(&mut self, column: usize, wanted: usize) -> Option<(usize, usize)> {
        let mut blank = 0;
        let mut widest = 0;
        loop {
            let at = self.skip_spaces(self.at);
            let width = at - self.at;
            match self.peek(at) {
                b'\n' | b'\r' => {
                    blank += 1;
                    widest = widest.max(width);
                    self.at = self.behind_break(at);
                }
                b'\t' | 0 => return None,
                sign => {
                    let indent = if wanted > 0 { column + wanted } else { width };
                    // Only ASCII text is certain here.
                    let certain = sign.is_ascii_graphic() && width >= indent && indent > column && widest <= indent;
                    return certain.then_some((blank, indent));
                }
            }
        }
    }

    /// Moves to the next line that is indented by `indent` and counts the empty lines before it; false if the scalar
    /// ends here, at the start of a line.
    fn reach_text(&mut self, indent: usize, blank: &mut usize) -> Option<bool> {
        loop {
            let at = self.skip_spaces(self.at);
            let width = at - self.at;
            match self.peek(at) {
                // Trailing spaces at the end of the text.
                0 if width > 0 => return None,
                0 => return Some(false),
                b'\n' | b'\r' if width <= indent => {
                    *blank += 1;
                    self.at = self.behind_break(at);
                }
                _ => return Some(width >= indent),
            }
        }
    }
}
