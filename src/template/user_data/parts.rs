//! User data as the parts that cloud-init handles one by one: the text itself, or those of MIME.
//!
//! Source: cloud-init's user_data.py and handlers (22.4.2, 25.1.4, 26.2), Python's email.feedparser. A part without a
//! file name is `part-NNN`, with its place among all parts. Knows no template.

use std::ops::Range;

use super::DataFormat;

/// A part of user data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataPart {
    /// The file that cloud-init writes it to.
    pub name: String,
    /// Bytes of the name in the user data, if a header gives it.
    pub name_span: Option<Range<usize>>,
    /// Bytes of its content in the user data.
    pub span: Range<usize>,
    /// What it is, by its headers or its first bytes.
    pub format: DataFormat,
}

/// The parts of user data, in the order of the text; of a text that is no MIME itself.
pub fn parts(text: &str) -> Vec<DataPart> {
    let format = DataFormat::of(text);
    if format != DataFormat::Multipart {
        return vec![DataPart { name: numbered(1), name_span: None, span: 0..text.len(), format }];
    }
    let (head, body) = headers(text, 0..text.len());
    match value(&head, "content-type").and_then(|kind| parameter(text, kind, "boundary")) {
        Some(boundary) => bodies(text, body, text.get(boundary).unwrap_or_default()),
        None => vec![part(text, &head, body, 1)],
    }
}

fn numbered(number: usize) -> String {
    format!("part-{number:03}")
}

/// Name in lower case, and bytes of the value.
type Header = (String, Range<usize>);

/// The headers at the beginning of a part, and where its content is. A line that is no header ends them.
fn headers(text: &str, span: Range<usize>) -> (Vec<Header>, Range<usize>) {
    let mut found: Vec<Header> = Vec::new();
    let mut at = span.start;
    while let Some(line) = text.get(at..span.end).and_then(|rest| rest.split_inclusive('\n').next()) {
        let own = line.trim_end_matches(['\r', '\n']);
        let name = own.split(':').next().unwrap_or_default();
        let is_name = own.len() > name.len() && !name.is_empty() && name.chars().all(|c| c.is_ascii_graphic());
        match found.last_mut() {
            _ if own.is_empty() => return (found, at + line.len()..span.end),
            Some((_, value)) if own.starts_with([' ', '\t']) => value.end = at + own.len(),
            _ if is_name => found.push((name.to_ascii_lowercase(), at + name.len() + 1..at + own.len())),
            _ => break,
        }
        at += line.len();
    }
    (found, at..span.end)
}

fn value<'h>(headers: &'h [Header], name: &str) -> Option<&'h Range<usize>> {
    headers.iter().find(|(own, _)| own == name).map(|(_, value)| value)
}

/// Bytes of a parameter of a header, without its quotes.
fn parameter(text: &str, header: &Range<usize>, name: &str) -> Option<Range<usize>> {
    let own = text.get(header.clone())?;
    let lower = own.to_ascii_lowercase();
    let found = lower.match_indices(name).find(|(at, _)| {
        let before = lower.get(..*at).unwrap_or_default();
        let behind = lower.get(at + name.len()..).unwrap_or_default();
        before.ends_with([';', ' ', '\t', '\n']) && behind.trim_start().starts_with('=')
    })?;
    let start = found.0 + lower.get(found.0..)?.find('=')? + 1;
    let rest = own.get(start..)?;
    let start = start + rest.len() - rest.trim_start().len();
    let rest = rest.trim_start();
    let (skip, length) = match rest.strip_prefix('"') {
        Some(inside) => (1, inside.find('"')?),
        None => (0, rest.find(|c: char| c == ';' || c.is_whitespace()).unwrap_or(rest.len())),
    };
    let start = header.start + start + skip;
    Some(start..start + length)
}

/// The parts between lines of a boundary.
fn bodies(text: &str, body: Range<usize>, boundary: &str) -> Vec<DataPart> {
    let mut found = Vec::new();
    let mut open: Option<usize> = None;
    let mut at = body.start;
    let close = |from: usize, to: usize, found: &mut Vec<DataPart>| {
        // The line break before a boundary belongs to the boundary.
        let inside = text.get(from..to).unwrap_or_default();
        let inside = inside.strip_suffix('\n').map_or(inside, |inside| inside.strip_suffix('\r').unwrap_or(inside));
        let (head, content) = headers(text, from..from + inside.len());
        found.push(part(text, &head, content, found.len() + 1));
    };
    for line in text.get(body).unwrap_or_default().split_inclusive('\n') {
        let rest = line.strip_prefix("--").and_then(|rest| rest.strip_prefix(boundary)).map(str::trim_end);
        if let Some(rest) = rest.filter(|rest| matches!(*rest, "" | "--")) {
            if let Some(from) = open {
                close(from, at, &mut found);
            }
            open = rest.is_empty().then_some(at + line.len());
            if open.is_none() {
                return found;
            }
        }
        at += line.len();
    }
    if let Some(from) = open {
        close(from, at, &mut found);
    }
    found
}

fn part(text: &str, head: &[Header], span: Range<usize>, number: usize) -> DataPart {
    let said = |name: &str| value(head, name).and_then(|value| text.get(value.clone()));
    let kind = said("content-type").and_then(|kind| kind.split(';').next()).unwrap_or_default();
    let is_encoded = said("content-transfer-encoding").is_some_and(|how| how.trim().eq_ignore_ascii_case("base64"));
    let content = text.get(span.clone()).unwrap_or_default();
    let by_text = DataFormat::of(content);
    let format = match kind.trim().to_ascii_lowercase().as_str() {
        _ if is_encoded => DataFormat::Encoded,
        "text/x-shellscript" => match by_text {
            DataFormat::Shell | DataFormat::Script | DataFormat::Empty | DataFormat::Unknown => by_text,
            _ => DataFormat::Indented,
        },
        "text/cloud-config" => DataFormat::CloudConfig,
        "text/cloud-config-archive" | "text/cloud-config-jsonp" => DataFormat::CloudConfigList,
        "text/cloud-boothook" => DataFormat::Boothook,
        "text/part-handler" => DataFormat::PartHandler,
        "text/x-include-url" | "text/x-include-once-url" => DataFormat::Include,
        "text/jinja2" => DataFormat::Jinja,
        _ => by_text,
    };
    let named = value(head, "content-disposition").and_then(|value| parameter(text, value, "filename"));
    let name = named.clone().and_then(|name| text.get(name)).filter(|name| !name.is_empty());
    DataPart { name: name.map_or_else(|| numbered(number), str::to_string), name_span: named, span, format }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        let of = |part: &DataPart| {
            format!("{} {:?} {:?}", part.name, part.format, text.get(part.span.clone()).unwrap_or_default())
        };
        parts(text).iter().map(of).collect()
    }

    #[test]
    fn a_text_of_one_format_is_one_part() {
        assert_eq!(shown("#!/bin/sh\na\n"), ["part-001 Shell \"#!/bin/sh\\na\\n\""]);
    }

    #[test]
    fn parts_are_those_that_python_reads() {
        let text = "Content-Type: multipart/mixed;\n boundary=\"==B==\"\nMIME-Version: 1.0\n\nignored\n--==B==\n\
                    Content-Type: text/x-shellscript; charset=\"us-ascii\"\nContent-Disposition: attachment; \
                    filename=\"z.sh\"\n\n#!/bin/bash\na\n--==B==\nContent-Type: text/cloud-config\n#cloud-config\nruncmd: []\n\
                    --==B==\n\n#cloud-boothook\n#!/bin/sh\n--==B==--\n#!/bin/sh\n";
        let wanted = [
            "z.sh Shell \"#!/bin/bash\\na\"",
            "part-002 CloudConfig \"#cloud-config\\nruncmd: []\"",
            "part-003 Boothook \"#cloud-boothook\\n#!/bin/sh\"",
        ];
        assert_eq!(shown(text), wanted);
    }

    #[test]
    fn what_the_headers_say_counts() {
        let part = |head: &str, body: &str| {
            let text = format!(
                "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\n{head}\n\n{body}\n--b--\n"
            );
            parts(&text).into_iter().map(|part| part.format).collect::<Vec<_>>()
        };
        assert_eq!(part("Content-Type: text/x-shellscript", "echo a"), [DataFormat::Indented]);
        assert_eq!(part("Content-Type: text/plain", "#!/bin/sh"), [DataFormat::Shell]);
        assert_eq!(part("Content-Transfer-Encoding: base64", "IyEv"), [DataFormat::Encoded]);
        assert_eq!(part("Content-Type: text/cloud-config", "a: b"), [DataFormat::CloudConfig]);
    }

    #[test]
    fn indented_boundaries_are_none() {
        let text = "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n  --b\n\n  #!/bin/sh\n  --b--\n";
        assert!(parts(text).is_empty());
        let bare = "MIME-Version: 1.0\nContent-Type: text/x-shellscript\n\n#!/bin/sh\na\n";
        assert_eq!(shown(bare), ["part-001 Shell \"#!/bin/sh\\na\\n\""]);
    }

    #[test]
    fn no_text_makes_it_panic() {
        for text in [
            "MIME-Version:",
            "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary",
            "Content-Type:\nMIME-Version: é\n\n--",
            "MIME-Version: 1\nContent-Type: m; boundary=\"\n\n--\n",
        ] {
            parts(text);
        }
    }
}
