//! The text of cfn-hup.conf and of its hooks as it stands: sections, keys and values with their bytes. An edit replaces
//! bytes; comments, order and spacing of the rest stay.
//!
//! Source: aws-cfn-bootstrap update_hooks.py and Python's configparser: `=` or `:`, `#` and `;` begin a comment at the
//! start of a line only, lines further in go on the value, `%` is written `%%`.

use std::ops::Range;

/// A replacement: bytes of the text, and what stands there then.
pub type IniPart = (Range<usize>, String);

/// A section: `[name]` and what stands below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IniSection {
    /// Between the brackets.
    pub name: String,
    /// Bytes of the name.
    pub name_span: Range<usize>,
    /// From its line to the line before the next section; comments right above the next one are not in it.
    pub span: Range<usize>,
    /// Keys with values, in order.
    pub entries: Vec<IniEntry>,
}

/// A key with its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IniEntry {
    /// As configparser has it: in lower case.
    pub key: String,
    /// As cfn-hup reads it: `%%` is `%`.
    pub value: String,
    /// Bytes of the value as written; empty behind the sign if there is none.
    pub value_span: Range<usize>,
    /// Its lines, with the break at their end.
    pub lines: Range<usize>,
    /// What stands between key and value.
    sign: String,
}

impl IniSection {
    /// The entry of a key; of several the last.
    pub fn entry(&self, key: &str) -> Option<&IniEntry> {
        self.entries.iter().rev().find(|entry| entry.key == key)
    }

    /// The value of a key.
    pub fn value(&self, key: &str) -> Option<&str> {
        self.entry(key).map(|entry| entry.value.as_str())
    }
}

/// The sections of a text, in order. Lines that are neither section nor key belong to nobody.
pub fn groups(text: &str) -> Vec<IniSection> {
    let mut groups: Vec<IniSection> = Vec::new();
    let mut start = 0;
    // Lines of comments and blanks since the last line that says something.
    let mut quiet: Option<usize> = None;
    let mut indent = 0;
    for line in text.split_inclusive('\n') {
        let (at, end) = (start, start + line.len());
        start = end;
        let body = line.trim_end();
        let own = body.len() - body.trim_start().len();
        let body = body.trim_start();
        if body.is_empty() || body.starts_with(['#', ';']) {
            quiet.get_or_insert(at);
            continue;
        }
        let from = at + own;
        let open = groups.last_mut();
        let goes_on = own > indent && open.as_ref().is_some_and(|group| !group.entries.is_empty());
        match (body.strip_prefix('[').and_then(|rest| rest.split_once(']')), open) {
            (_, Some(group)) if goes_on => {
                if let Some(entry) = group.entries.last_mut() {
                    entry.value.push('\n');
                    entry.value.push_str(&body.replace("%%", "%"));
                    entry.value_span.end = from + body.len();
                    entry.lines.end = end;
                }
                group.span.end = end;
            }
            (Some((name, _)), _) => {
                indent = own;
                let span = from + 1..from + 1 + name.len();
                groups.push(IniSection { name: name.to_string(), name_span: span, span: at..end, entries: Vec::new() });
            }
            (None, Some(group)) => {
                indent = own;
                group.entries.extend(entry(body, from, at..end));
                group.span.end = end;
            }
            (None, None) => {}
        }
        quiet = None;
    }
    // Comments at the very end belong to the last section.
    if let (Some(group), Some(_)) = (groups.last_mut(), quiet) {
        group.span.end = text.len();
    }
    groups
}

fn entry(body: &str, from: usize, lines: Range<usize>) -> Option<IniEntry> {
    let sign = body.find(['=', ':'])?;
    let key = body.get(..sign)?.trim_end();
    let behind = body.get(sign + 1..)?;
    let value = behind.trim_start();
    let value_at = sign + 1 + behind.len() - value.len();
    Some(IniEntry {
        key: key.to_lowercase(),
        value: value.replace("%%", "%"),
        value_span: from + value_at..from + body.len(),
        lines,
        sign: body.get(key.len()..value_at)?.to_string(),
    })
}

/// Gives a key of a section a value; an empty one takes the key out. A key that is not there comes last in the section,
/// written as its neighbours are. Nothing if there is no such section.
pub fn set(text: &str, group: &str, key: &str, value: &str) -> Vec<IniPart> {
    let all = groups(text);
    let Some(group) = all.iter().find(|one| one.name == group) else { return Vec::new() };
    let written = value.replace('%', "%%");
    match (group.entry(key), value.is_empty()) {
        (Some(entry), true) => vec![(entry.lines.clone(), String::new())],
        (None, true) => Vec::new(),
        (Some(entry), false) if entry.value == value => Vec::new(),
        (Some(entry), false) => vec![(entry.value_span.clone(), written)],
        (None, false) => {
            let sign = group.entries.last().map_or("=", |entry| &entry.sign);
            let sign = if sign.trim().is_empty() { "=" } else { sign };
            let last = group.entries.last().map(|entry| entry.lines.end);
            let line_end = text.get(group.name_span.end..).and_then(|rest| rest.find('\n'));
            let at = last.or(line_end.map(|line| group.name_span.end + line + 1)).unwrap_or(text.len());
            vec![(at..at, on_a_line(text, at, &format!("{key}{sign}{written}\n")))]
        }
    }
}

/// A new section at the end of the text, a blank line before it.
pub fn add(text: &str, name: &str, entries: &[(&str, &str)]) -> Vec<IniPart> {
    let mut section = format!("[{name}]\n");
    for (key, value) in entries.iter().filter(|entry| !entry.1.is_empty()) {
        section.push_str(&format!("{key}={}\n", value.replace('%', "%%")));
    }
    let gap = if text.trim().is_empty() || text.ends_with("\n\n") { "" } else { "\n" };
    let at = text.len();
    let section = on_a_line(text, at, &format!("{gap}{section}"));
    vec![(at..at, section)]
}

/// Takes a section out with all that stands in it.
pub fn remove(text: &str, name: &str) -> Vec<IniPart> {
    let found = groups(text).into_iter().enumerate().find(|(_, group)| group.name == name);
    let Some((index, group)) = found else { return Vec::new() };
    let before = text.get(..group.span.start).unwrap_or_default();
    let last = text.get(group.span.end..).is_some_and(|rest| rest.trim().is_empty());
    // The last section takes the blank lines above it along.
    let kept = if last && index > 0 { before.trim_end().len() + 1 } else { group.span.start };
    let end = if last { text.len() } else { group.span.end + blank_lines(text, group.span.end) };
    vec![(kept.min(group.span.start)..end, String::new())]
}

/// Gives a section another name.
pub fn rename(text: &str, name: &str, to: &str) -> Vec<IniPart> {
    let found = groups(text).into_iter().find(|group| group.name == name);
    found.map(|group| (group.name_span, to.to_string())).into_iter().collect()
}

/// Length of the blank lines at a place.
fn blank_lines(text: &str, at: usize) -> usize {
    let behind = text.get(at..).unwrap_or_default();
    behind.split_inclusive('\n').take_while(|line| line.trim().is_empty()).map(str::len).sum()
}

/// The lines, with a break before them if the text at the place does not end in one.
fn on_a_line(text: &str, at: usize, lines: &str) -> String {
    let before = text.get(..at).unwrap_or_default();
    if before.is_empty() || before.ends_with('\n') { lines.to_string() } else { format!("\n{lines}") }
}

/// The text with parts of it replaced, in any order.
pub fn replaced(text: &str, parts: &[IniPart]) -> String {
    let mut parts: Vec<&IniPart> = parts.iter().collect();
    parts.sort_by_key(|part| std::cmp::Reverse(part.0.start));
    let mut text = text.to_string();
    for (range, new) in parts {
        if text.get(range.clone()).is_some() {
            text.replace_range(range.clone(), new);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "# who\n[main]\nstack = ${AWS::StackId}\n  ; no key\nRegion:eu-west-1\n\n# the hook\n[a b]\ntriggers=post.add,\n   post.update\naction=date +%%F\n# end\n";

    #[test]
    fn sections_keys_and_values_are_found_with_their_bytes() {
        let groups = groups(TEXT);
        let names: Vec<_> = groups.iter().map(|group| group.name.as_str()).collect();
        assert_eq!(names, ["main", "a b"]);
        let main = &groups[0];
        assert_eq!(
            (main.value("stack"), main.value("region"), main.value("x")),
            (Some("${AWS::StackId}"), Some("eu-west-1"), None)
        );
        assert_eq!(
            TEXT.get(main.span.clone()).unwrap(),
            "[main]\nstack = ${AWS::StackId}\n  ; no key\nRegion:eu-west-1\n"
        );
        let hook = &groups[1];
        assert_eq!((hook.value("triggers"), hook.value("action")), (Some("post.add,\npost.update"), Some("date +%F")));
        assert_eq!(TEXT.get(hook.entry("action").unwrap().value_span.clone()).unwrap(), "date +%%F");
        assert!(TEXT.get(hook.span.clone()).unwrap().ends_with("# end\n"));
    }

    #[test]
    fn a_value_is_set_and_all_else_stays() {
        for (group, key, value, old, new) in [
            ("main", "stack", "x", "stack = ${AWS::StackId}", "stack = x"),
            ("main", "region", "100%", "eu-west-1", "100%%"),
            ("main", "interval", "1", "Region:eu-west-1\n", "Region:eu-west-1\ninterval:1\n"),
            ("a b", "triggers", "post.add", "post.add,\n   post.update", "post.add"),
            ("a b", "action", "", "action=date +%%F\n", ""),
        ] {
            assert_eq!(replaced(TEXT, &set(TEXT, group, key, value)), TEXT.replace(old, new), "{key}");
        }
        assert_eq!(set(TEXT, "none", "a", "b"), []);
        assert_eq!(set(TEXT, "a b", "action", "date +%F"), []);
        assert_eq!(replaced("[main]", &set("[main]", "main", "a", "b")), "[main]\na=b\n");
        assert_eq!(replaced("[main]\n# c\n", &set("[main]\n# c\n", "main", "a", "b")), "[main]\na=b\n# c\n");
    }

    #[test]
    fn a_section_comes_goes_and_is_renamed() {
        let added = replaced(TEXT, &add(TEXT, "new", &[("path", "p"), ("runas", ""), ("action", "x %")]));
        assert_eq!(added, format!("{TEXT}\n[new]\npath=p\naction=x %%\n"));
        assert_eq!(replaced(&added, &remove(&added, "new")), TEXT);
        assert_eq!(
            replaced(TEXT, &remove(TEXT, "main")),
            format!("# who\n{}", TEXT.get(TEXT.find("# the").unwrap()..).unwrap())
        );
        assert_eq!(replaced(TEXT, &rename(TEXT, "a b", "c")), TEXT.replace("[a b]", "[c]"));
        assert_eq!(replaced("", &add("", "a", &[])), "[a]\n");
    }

    #[test]
    fn no_text_makes_it_panic() {
        for text in [
            "",
            "[",
            "[]",
            "]",
            "=",
            "a",
            "[a]\n=\n",
            "[a]\n é = ü\n  ö",
            " [a]\n b\n c=d",
            "[é]\r\na=b\r\n",
            "[a]\n[a]\nx: =y",
        ] {
            for group in groups(text) {
                for part in [
                    set(text, &group.name, "a", "ü%"),
                    set(text, &group.name, "a", ""),
                    remove(text, &group.name),
                    rename(text, &group.name, "z"),
                ] {
                    replaced(text, &part);
                }
            }
        }
    }
}
