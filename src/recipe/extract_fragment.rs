//! Parameter from a part of a text in which `Fn::Sub` replaces names: `listen 8080;` becomes `listen ${Port};`.
//!
//! Source: AWS page "Fn::Sub".

use std::ops::Range;

use super::extract_parameter::{ParameterCandidate, ParameterDetails};
use super::name;
use super::proposal::Proposal;
use crate::document::{Document, Edit, Kind, Node, Path, Step, Value};
use crate::template::Template;
use crate::template::label::path_label;
use crate::template::substitution::{SubPiece, pieces};
use crate::template::value;

/// Most bytes of a parameter's value. Source: AWS page "CloudFormation quotas".
const MOST_BYTES: usize = 4096;

/// Where the text is that `Fn::Sub` reads at a field's path: the value itself, or the argument of the long form.
/// `None` if no names are replaced there.
pub fn text_of(document: &Document, at: &Path) -> Option<Path> {
    let node = document.node(at)?;
    let within = |argument: Node<'_>, at: Path| match (argument.scalar(), argument.item(0)) {
        (Some(_), _) => Some(at),
        (None, Some(text)) => text.scalar().filter(|_| text.tag().is_none()).map(|_| at.join(0)),
        (None, None) => None,
    };
    match node.tag() {
        Some("!Sub") => within(node, at.clone()),
        Some(_) => None,
        None if node.scalar().is_some() => {
            (value::call_around(document, &at.clone().into()) == Some(("Fn::Sub", 0))).then(|| at.clone())
        }
        None => {
            let argument = node.get("Fn::Sub").filter(|_| node.kind() == Kind::Mapping && node.len() == 1)?;
            within(argument, at.join("Fn::Sub")).filter(|_| argument.tag().is_none())
        }
    }
}

/// The parameter that some bytes of the text at a field's path can become, and the bytes without blanks at their ends.
///
/// # Errors
/// Why they cannot, in a sentence.
pub fn extract_from_text(
    document: &Document,
    at: &Path,
    part: Range<usize>,
) -> Result<(ParameterCandidate, Range<usize>), String> {
    let text_at = text_of(document, at).ok_or("Names are replaced in the text of Fn::Sub only.")?;
    let text = document.scalar(&text_at).unwrap_or_default();
    let chosen = text.get(part.clone()).unwrap_or_default();
    let start = part.start + chosen.len() - chosen.trim_start().len();
    let chosen = chosen.trim();
    let part = start..start + chosen.len();
    if chosen.is_empty() {
        return Err("Select the part of the text that is to become a parameter.".into());
    }
    if chosen.contains(['\n', '\r']) {
        return Err("A text of several lines is no value that anybody types at a deploy.".into());
    }
    if chosen.len() > MOST_BYTES {
        return Err(format!("The part has {} bytes. A parameter takes at most {MOST_BYTES}.", chosen.len()));
    }
    if !free(text).iter().any(|free| free.start <= part.start && part.end <= free.end) {
        return Err("The part has a name in it that is replaced already.".into());
    }
    let number = chosen.parse::<i64>().ok().filter(|number| number.to_string() == chosen);
    let (kind, default) = match number {
        Some(number) => ("Number", Value::from(number)),
        None => ("String", Value::from(chosen)),
    };
    let wanted = wanted_name(text, &part, &text_at);
    let own = own_names(document, &text_at);
    let name = (1u32..)
        .map(|number| if number == 1 { wanted.clone() } else { format!("{wanted}{number}") })
        .map(|wanted| name::free_id(Template::of(document), &wanted))
        .find(|name| !own.contains(name))
        .unwrap_or_default();
    let extract = ParameterCandidate {
        name,
        kind: kind.into(),
        default: Some(default),
        allowed: Vec::new(),
        description: String::new(),
    };
    Ok((extract, part))
}

/// The bytes of a text that are no `${…}`.
fn free(text: &str) -> Vec<Range<usize>> {
    let mut at = 0;
    let mut all = Vec::new();
    for piece in pieces(text) {
        let end = at + piece.written().len();
        if matches!(piece, SubPiece::Text(_)) {
            all.push(at..end);
        }
        at = end;
    }
    all
}

/// Names in the second argument of the function: they count before parameters.
fn own_names(document: &Document, text_at: &Path) -> Vec<String> {
    let own = match text_at.last() {
        Some(Step::Index(0)) => text_at.parent().and_then(|list| document.node(&list.join(1))),
        Some(Step::Index(_) | Step::Key(_)) | None => None,
    };
    own.into_iter().flat_map(|own| own.entries()).map(|entry| entry.key().to_string()).collect()
}

/// What the part is called by the word before it, such as `port` in `port=8080`; else by the key of the text.
fn wanted_name(text: &str, part: &Range<usize>, text_at: &Path) -> String {
    let line = text.get(..part.start).unwrap_or_default();
    let line = line.rsplit('\n').next().unwrap_or_default();
    let before = line.trim_end_matches(|c: char| !c.is_ascii_alphanumeric());
    // A closed name is none for what follows it.
    let gap = line.get(before.len()..).unwrap_or_default();
    let word: String = before
        .rsplit(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '_' | '-'))
        .next()
        .filter(|word| word.len() > 1 && gap.len() <= 3 && !gap.contains(['}', ')', ']', '/', '.']))
        .unwrap_or_default()
        .to_string();
    let key = text_at.steps().iter().rev().filter_map(Step::key).find(|key| !key.starts_with("Fn::"));
    [word.as_str(), key.unwrap_or_default()]
        .into_iter()
        .map(|word| {
            let parts = word.split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| !part.is_empty());
            parts.map(capital).collect::<String>().chars().take(64).collect::<String>()
        })
        .find(|name| name.starts_with(|c: char| c.is_ascii_alphabetic()))
        .unwrap_or_else(|| "Parameter".into())
}

/// `port` and `PORT` as `Port`, `siteName` as `SiteName`.
fn capital(word: &str) -> String {
    let shouts = word.len() > 1 && word.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit());
    let mut letters = word.chars();
    let first = letters.next().map(|c| c.to_ascii_uppercase());
    first.into_iter().chain(letters.map(|c| if shouts { c.to_ascii_lowercase() } else { c })).collect()
}

/// Other bytes of the same text with the same words in them, in order: whole words, outside of `${…}`.
pub fn others(document: &Document, at: &Path, part: Range<usize>) -> Vec<Range<usize>> {
    let Some(text) = text_of(document, at).and_then(|at| document.scalar(&at)) else { return Vec::new() };
    let Some(chosen) = text.get(part.clone()).filter(|chosen| !chosen.is_empty()) else { return Vec::new() };
    let joins = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
    let edges = (joins(chosen.chars().next()), joins(chosen.chars().next_back()));
    let whole = |range: &Range<usize>| {
        let before = text.get(..range.start).and_then(|text| text.chars().next_back());
        let behind = text.get(range.end..).and_then(|text| text.chars().next());
        !(edges.0 && joins(before) || edges.1 && joins(behind))
    };
    let mut found = Vec::new();
    for free in free(text) {
        let inside = text.get(free.clone()).unwrap_or_default();
        let places = inside.match_indices(chosen).map(|(start, _)| free.start + start);
        found.extend(places.map(|start| start..start + chosen.len()).filter(|range| *range != part && whole(range)));
    }
    // A place that the chosen part reaches into stays as it is.
    found.retain(|range| range.end <= part.start || part.end <= range.start);
    found
}

/// The change as it is shown; `others` are more parts of the same text.
///
/// # Errors
/// Why it cannot be made.
pub fn propose<'s>(
    document: &Document,
    (at, part): (&Path, Range<usize>),
    said: impl Into<ParameterDetails<'s>>,
    others: &[Range<usize>],
) -> Result<Proposal, String> {
    let (extract, part) = extract_from_text(document, at, part)?;
    let extract = extract.described(document, said.into())?;
    let text_at = text_of(document, at).unwrap_or_else(|| at.clone());
    let name = &extract.name;
    if own_names(document, &text_at).contains(name) {
        return Err(format!("The function has a name {name} of its own. Choose another name."));
    }
    let mut all: Vec<Range<usize>> = others.to_vec();
    all.push(part);
    all.sort_by_key(|range| range.start);
    let parts = all.into_iter().map(|range| (range, format!("${{{name}}}"))).collect();
    let mut edits = vec![Edit::ReplaceInScalar { at: text_at, parts }];
    edits.extend(extract.made(document));
    let stands = match others.len() {
        0 => format!("${{{name}}} replaces it in {}.", path_label(at)),
        1 => format!("${{{name}}} replaces it and 1 other place in {}.", path_label(at)),
        count => format!("${{{name}}} replaces it and {count} other places in {}.", path_label(at)),
    };
    let does = vec![extract.sentence(), stands];
    Ok(Proposal { title: format!("Parameter {name}"), does, leaves: Vec::new(), edits, at: at.clone() })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Parameters:
  Port: {Type: Number}
Resources:
  Web:
    Type: AWS::EC2::Instance
    Properties:
      Name: !Sub \"site-${AWS::Region}-blue\"
      Long: {\"Fn::Sub\": 'it''s here'}
      Vars: !Sub [\"${Own} red\", {Own: 1, Vars: 2}]
      Plain: text
      UserData:
        Fn::Base64: !Sub |
          listen 8080; # 18080
          root /srv/site;
          echo ${!X} DB_NAME=\"shop\" 8080
";

    fn at(keys: &[&str]) -> Path {
        Path::root().keys(["Resources", "Web", "Properties"]).keys(keys.iter().copied())
    }

    /// What the words in a text at `keys` become: name, type and the line of it afterwards.
    fn made(keys: &[&str], words: &str) -> Result<(String, String, String), String> {
        let document = Document::parse(TEXT);
        let at = at(keys);
        let text_at = text_of(&document, &at).ok_or("no text")?;
        let start = document.scalar(&text_at).unwrap().find(words).unwrap();
        let (extract, _) = extract_from_text(&document, &at, start..start + words.len())?;
        let proposal = propose(&document, (&at, start..start + words.len()), "", &[])?;
        let after = proposal.outcome(&document).unwrap();
        assert_eq!(after.syntax_error(), None, "{}", after.text());
        let line = after.text().lines().find(|line| line.contains(&format!("${{{}}}", extract.name))).unwrap();
        Ok((extract.name, extract.kind, line.trim().to_string()))
    }

    #[test]
    fn a_part_of_a_text_becomes_a_name() {
        let is = |keys: &[&str], words: &str, name: &str, kind: &str, line: &str| {
            let (found_name, found_kind, found_line) = made(keys, words).unwrap();
            assert_eq!((found_name.as_str(), found_kind.as_str(), found_line.as_str()), (name, kind, line));
        };
        let data = ["UserData", "Fn::Base64"];
        is(&data, "8080", "Listen", "Number", "listen ${Listen}; # 18080");
        is(&data, "shop", "DbName", "String", "echo ${!X} DB_NAME=\"${DbName}\" 8080");
        is(&data, " /srv/site", "Root", "String", "root ${Root};");
        is(&["Name"], "blue", "Name", "String", "Name: !Sub \"site-${AWS::Region}-${Name}\"");
        is(&["Long"], "here", "Long", "String", "Long: {\"Fn::Sub\": 'it''s ${Long}'}");
        let vars = at(&["Vars"]).join(0);
        let document = Document::parse(TEXT);
        assert_eq!(extract_from_text(&document, &vars, 7..10).unwrap().0.name, "Vars2");
        assert_eq!(text_of(&document, &at(&["Vars"])), Some(vars.clone()));
        let refused = propose(&document, (&vars, 7..10), "Own", &[]).unwrap_err();
        assert!(refused.contains("of its own"), "{refused}");
    }

    #[test]
    fn what_is_no_part_is_refused() {
        let why = |keys: &[&str], words: &str| made(keys, words).unwrap_err();
        let data = ["UserData", "Fn::Base64"];
        assert!(why(&["Name"], "te-${AWS").contains("already"));
        assert!(why(&["Name"], "AWS::Region").contains("already"));
        assert!(why(&data, "${!X}").contains("already"));
        assert!(why(&data, "18080\nroot").contains("several lines"));
        assert!(why(&data, " ").contains("Select"));
        assert_eq!(why(&["Plain"], "text"), "no text");
        let document = Document::parse(TEXT);
        for part in [0..0, Range { start: 5, end: 2 }, 3..900, 900..901] {
            assert!(extract_from_text(&document, &at(&["Name"]), part).is_err());
        }
        let said = ParameterDetails { name: "Port", description: "" };
        let refused = propose(&document, (&at(&["Name"]), 0..4), said, &[]).unwrap_err();
        assert!(refused.contains("already exists"), "{refused}");
    }

    #[test]
    fn the_same_words_elsewhere_in_the_text_and_a_description_go_along() {
        let document = Document::parse(TEXT);
        let at = at(&["UserData", "Fn::Base64"]);
        let others = others(&document, &at, 7..11);
        assert_eq!(others.len(), 1, "18080 is another number");
        let said = ParameterDetails { name: "WebPort", description: " Where nginx listens. " };
        let proposal = propose(&document, (&at, 7..11), said, &others).unwrap();
        let after = proposal.outcome(&document).unwrap();
        let text = after.text();
        assert!(text.contains("listen ${WebPort}; # 18080\n") && text.contains("\"shop\" ${WebPort}\n"), "{text}");
        let parameter = "WebPort: { Description: Where nginx listens., Type: Number, Default: 8080 }";
        let block = "WebPort:\n    Description: Where nginx listens.\n    Type: Number\n    Default: 8080\n";
        assert!(text.contains(parameter) || text.contains(block), "{text}");
        let long = "x".repeat(4001);
        let said = ParameterDetails { name: "", description: &long };
        assert!(propose(&document, (&at, 7..11), said, &[]).unwrap_err().contains("4001 bytes"));
    }
}
