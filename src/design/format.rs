//! Formats of templates.

use crate::document::Document;

/// A format of templates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// YAML.
    Yaml,
    /// JSON.
    Json,
}

impl Format {
    /// The format of a document. A broken one keeps its former format; if it was never valid, the first character
    /// decides.
    pub fn of(document: &Document) -> Format {
        let unread = document.syntax_error().is_some() && document.root().is_none();
        match (document.is_json(), unread) {
            (true, _) => Format::Json,
            (false, true) => Format::of_text(document.text()),
            (false, false) => Format::Yaml,
        }
    }

    /// The format by the first character of a text.
    pub fn of_text(text: &str) -> Format {
        let mut lines = text.trim_start_matches('\u{feff}').lines().map(str::trim_start);
        let first = lines.find(|line| !line.is_empty() && !line.starts_with('#')).unwrap_or_default();
        if first.starts_with(['{', '[']) { Format::Json } else { Format::Yaml }
    }

    /// The format that it can be converted to.
    pub fn other(self) -> Format {
        match self {
            Format::Yaml => Format::Json,
            Format::Json => Format::Yaml,
        }
    }

    /// Name of the format for people.
    pub fn name(self) -> &'static str {
        match self {
            Format::Yaml => "YAML",
            Format::Json => "JSON",
        }
    }

    /// Default name of a file.
    pub fn file_name(self) -> &'static str {
        match self {
            Format::Yaml => "cf-init.yaml",
            Format::Json => "cf-init.json",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn format_is_detected_from_the_first_character() {
        for (text, format) in [
            ("{\"A\": 1}", Format::Json),
            ("\u{feff}\n # c\n[1]\n", Format::Json),
            ("A: {}\n", Format::Yaml),
            ("# {\nA: 1\n", Format::Yaml),
            ("", Format::Yaml),
        ] {
            assert_eq!((Format::of_text(text), Format::of(&Document::parse(text))), (format, format), "{text:?}");
        }
        assert_eq!(Format::of(&Document::parse("\u{feff}{\"A\": ")), Format::Json);
        let mut document = Document::parse("{\"A\": 1}");
        document.apply(crate::document::Splice { range: 0..1, text: "A: [".into() });
        assert_eq!((document.syntax_error().is_some(), Format::of(&document)), (true, Format::Json));
    }
}
