//! The parts of a Mustache template. Lines that hold nothing but a section's tag, a comment or new delimiters go.

/// Sections in sections; more is refused.
pub(super) const DEEPEST: usize = 60;

/// A part of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum MustachePart {
    Text(String),
    Name { name: String, raw: bool },
    Section { name: String, parts: Vec<MustachePart> },
    Inverted { name: String, parts: Vec<MustachePart> },
}

/// A section that is not closed yet, and the parts before it.
struct Open {
    name: String,
    inverted: bool,
    before: Vec<MustachePart>,
}

/// The parts of a template; what is wrong with it, if it is no Mustache. What was read until then is kept.
pub(super) fn read(template: &str) -> (Vec<MustachePart>, Option<String>) {
    let mut reader = Reader { rest: template, at_line_start: true, open: "{{".into(), close: "}}".into() };
    let mut parts = Vec::new();
    let mut above: Vec<Open> = Vec::new();
    let mut fault = None;
    while let Some((text, tag)) = reader.next() {
        if !text.is_empty() {
            parts.push(MustachePart::Text(text));
        }
        match tag {
            Tag::End => break,
            Tag::Unclosed => fault = Some("Braces are opened and not closed.".to_string()),
            Tag::Nothing => {}
            Tag::Name { name, raw } => parts.push(MustachePart::Name { name, raw }),
            Tag::Open { name, inverted } if above.len() < DEEPEST => {
                above.push(Open { name, inverted, before: std::mem::take(&mut parts) });
            }
            Tag::Open { .. } => fault = Some(format!("Sections are nested deeper than {DEEPEST} levels.")),
            Tag::Close(name) => match above.pop() {
                Some(open) if open.name == name => parts = closed(open, parts),
                Some(open) => {
                    fault = Some(format!("{{{{/{name}}}}} closes the section {}.", open.name));
                    parts = closed(open, parts);
                }
                None => fault = Some(format!("{{{{/{name}}}}} closes no section.")),
            },
        }
        if fault.is_some() {
            break;
        }
    }
    while let Some(open) = above.pop() {
        fault = fault.or_else(|| Some(format!("The section {{{{#{}}}}} is not closed.", open.name)));
        parts = closed(open, parts);
    }
    (parts, fault)
}

fn closed(open: Open, parts: Vec<MustachePart>) -> Vec<MustachePart> {
    let Open { name, inverted, mut before } = open;
    before.push(if inverted { MustachePart::Inverted { name, parts } } else { MustachePart::Section { name, parts } });
    before
}

enum Tag {
    Name {
        name: String,
        raw: bool,
    },
    Open {
        name: String,
        inverted: bool,
    },
    Close(String),
    /// A comment, a partial, other delimiters.
    Nothing,
    /// No tag any more.
    End,
    Unclosed,
}

struct Reader<'t> {
    rest: &'t str,
    at_line_start: bool,
    open: String,
    close: String,
}

impl Reader<'_> {
    /// The text up to the next tag, and the tag; `None` behind the end.
    fn next(&mut self) -> Option<(String, Tag)> {
        if self.rest.is_empty() {
            return None;
        }
        let Some((before, behind)) = self.rest.split_once(self.open.as_str()) else {
            let text = std::mem::take(&mut self.rest);
            return Some((text.to_string(), Tag::End));
        };
        let triple = behind.starts_with('{') && self.open == "{{" && self.close == "}}";
        let sets = behind.starts_with('=');
        let close = if triple { "}}}" } else { self.close.as_str() };
        let end = if sets { format!("={close}") } else { close.to_string() };
        // The sign of new delimiters opens and closes the tag.
        let inside = behind.get(usize::from(sets || triple)..).unwrap_or_default();
        let Some((inside, behind)) = inside.split_once(end.as_str()) else {
            let text = before.to_string();
            self.rest = "";
            return Some((text, Tag::Unclosed));
        };
        let tag = if triple {
            Tag::Name { name: inside.trim().into(), raw: true }
        } else if sets {
            self.delimiters(inside)
        } else {
            tag(inside)
        };
        let (text, rest) = match tag {
            Tag::Name { .. } | Tag::End | Tag::Unclosed => (before, behind),
            Tag::Open { .. } | Tag::Close(_) | Tag::Nothing => self.alone(before, behind),
        };
        self.at_line_start = rest.len() < behind.len();
        let text = text.to_string();
        self.rest = rest;
        Some((text, tag))
    }

    /// What stays before and behind a tag: where it is alone on its line the whole line goes.
    fn alone<'a>(&self, before: &'a str, behind: &'a str) -> (&'a str, &'a str) {
        let line = before.rfind('\n').map_or(0, |at| at + 1);
        let (kept, indent) = before.split_at_checked(line).unwrap_or((before, ""));
        let starts = (line > 0 || self.at_line_start) && indent.chars().all(|c| c == ' ' || c == '\t');
        let after = behind.trim_start_matches([' ', '\t']);
        let next = after.strip_prefix("\r\n").or_else(|| after.strip_prefix('\n'));
        match next.or_else(|| after.is_empty().then_some("")) {
            Some(next) if starts => (kept, next),
            _ => (before, behind),
        }
    }

    fn delimiters(&mut self, inside: &str) -> Tag {
        let words: Vec<&str> = inside.split_whitespace().collect();
        if let [open, close] = words.as_slice()
            && !inside.contains('=')
        {
            (self.open, self.close) = (open.to_string(), close.to_string());
        }
        Tag::Nothing
    }
}

fn tag(inside: &str) -> Tag {
    let name = |sign: &str| inside.strip_prefix(sign).map(|name| name.trim().to_string());
    if let Some(name) = name("#") {
        Tag::Open { name, inverted: false }
    } else if let Some(name) = name("^") {
        Tag::Open { name, inverted: true }
    } else if let Some(name) = name("/") {
        Tag::Close(name)
    } else if let Some(name) = name("&") {
        Tag::Name { name, raw: true }
    } else if inside.starts_with(['!', '>']) {
        Tag::Nothing
    } else {
        Tag::Name { name: inside.trim().to_string(), raw: false }
    }
}
