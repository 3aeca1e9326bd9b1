//! Commands of a config: their order, which is that of their names, and the form of a command.
//!
//! Source: aws-cfn-bootstrap command_tool.py: `sorted(action.keys())`, which compares characters; util.py: a text goes
//! to `/bin/sh -c`, a list is run as it is.

use super::{rename, section_entry};
use crate::document::{Document, Edit, Kind, Node, Path, Value};
use crate::template::Section;

/// More digits than this are a date or an id, not a place in an order.
const MOST_DIGITS: usize = 6;
/// Digits of a number that is given anew; more if there are more commands.
const WIDTH: usize = 2;

/// Names of the commands of the config at `config`, as cfn-init runs them: `10` before `9`, `B` before `a`.
pub fn as_run(document: &Document, config: &Path) -> Vec<String> {
    let mut names = section_entry::names(document, config, Section::Commands);
    names.sort();
    names
}

/// A new order: which names change, and the edits.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reordered {
    /// Names that change: old, new.
    pub names: Vec<(String, String)>,
    /// The edits; none if nothing moves.
    pub edits: Vec<Edit>,
}

impl Reordered {
    /// The name that an old one has now.
    pub fn name<'a>(&'a self, old: &'a str) -> &'a str {
        self.names.iter().find(|(from, _)| from == old).map_or(old, |(_, to)| to)
    }
}

/// Lets the command that runs at place `from`, counted from 0, run at place `to`: numbers at the beginning of names
/// change, in services that list the names too. Where the text stands in the order of running it stays so.
pub fn reorder(document: &Document, config: &Path, from: usize, to: usize) -> Reordered {
    let now = as_run(document, config);
    if from == to || from >= now.len() || to >= now.len() {
        return Reordered::default();
    }
    let in_order = section_entry::names(document, config, Section::Commands) == now;
    let mut wanted = now.clone();
    let moved = wanted.remove(from);
    wanted.insert(to, moved.clone());
    let names: Vec<(String, String)> =
        wanted.iter().cloned().zip(renumbered(&wanted)).filter(|(old, new)| old != new).collect();
    let section = config.join(Section::Commands.key());
    let mut reordered = Reordered { edits: edits(document, &section, now, &names), names };
    if in_order {
        let at = section.join(reordered.name(&moved));
        reordered.edits.push(Edit::Reorder { at, place: to });
    }
    reordered
}

/// Names that sort as they stand here: numbers in front are padded, exchanged or given, as little as will do; the rest
/// of each name stays.
fn renumbered(wanted: &[String]) -> Vec<String> {
    let sorted = |names: &[String]| names.windows(2).all(|pair| matches!(pair, [one, next] if one < next));
    if sorted(wanted) {
        return wanted.to_vec();
    }
    let parts: Vec<(&str, &str)> = wanted.iter().map(|name| parts(name)).collect();
    if parts.iter().all(|(digits, _)| !digits.is_empty()) {
        let width = parts.iter().map(|(digits, _)| digits.len()).max().unwrap_or(WIDTH);
        let padded: Vec<String> = parts.iter().map(|(digits, _)| format!("{digits:0>width$}")).collect();
        let join = |numbers: &[String]| -> Vec<String> {
            numbers.iter().zip(&parts).map(|(number, (_, rest))| format!("{number}{rest}")).collect()
        };
        let names = join(&padded);
        if sorted(&names) {
            return names;
        }
        let mut numbers = padded;
        numbers.sort();
        if sorted(&numbers) {
            return join(&numbers);
        }
    }
    let width = wanted.len().to_string().len().max(WIDTH);
    let named = parts.iter().enumerate().map(|(index, (digits, rest))| {
        let between = if digits.is_empty() { "_" } else { "" };
        format!("{:0width$}{between}{rest}", index + 1)
    });
    named.collect()
}

/// The number in front of a name, and the rest.
fn parts(name: &str) -> (&str, &str) {
    let digits = name.bytes().take_while(u8::is_ascii_digit).count();
    if digits > MOST_DIGITS { ("", name) } else { name.split_at_checked(digits).unwrap_or(("", name)) }
}

/// Uses of the names first: they stand elsewhere. Then the keys, never two of the same at a time.
fn edits(document: &Document, section: &Path, now: Vec<String>, names: &[(String, String)]) -> Vec<Edit> {
    let mut edits = Vec::new();
    for (old, new) in names {
        let all = rename::rename(document, &section.join(old.as_str()), new);
        edits.extend(all.into_iter().filter(|edit| !matches!(edit, Edit::Rename { .. })));
    }
    let mut taken = now;
    let mut waiting = names.to_vec();
    while !waiting.is_empty() {
        let free = waiting.iter().position(|(_, new)| !taken.contains(new));
        let (old, new, after) = match free {
            Some(index) => {
                let (old, new) = waiting.swap_remove(index);
                (old, new, None)
            }
            // A ring of names: one steps aside.
            None => {
                let (old, new) = waiting.swap_remove(0);
                let mut aside = format!("{new}~");
                while taken.contains(&aside) {
                    aside.push('~');
                }
                (old, aside, Some(new))
            }
        };
        edits.push(Edit::Rename { at: section.join(old.as_str()), to: new.clone() });
        taken.retain(|name| *name != old);
        taken.push(new.clone());
        waiting.extend(after.map(|last| (new, last)));
    }
    edits
}

/// How the value of `command` or `test` is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CommandForm {
    /// A text for the shell, or nothing yet.
    Line,
    /// A list of words.
    Words,
    /// A function or something odd.
    Other,
}

impl CommandForm {
    /// How it is written at `at`.
    pub fn of(node: Option<Node<'_>>) -> CommandForm {
        let Some(node) = node.filter(|node| !node.is_null()) else { return CommandForm::Line };
        match (node.kind(), node.tag()) {
            (Kind::Sequence, None) => CommandForm::Words,
            (Kind::Scalar, None | Some("!Sub")) => CommandForm::Line,
            (Kind::Mapping, None) if node.len() == 1 && node.get("Fn::Sub").is_some_and(|it| it.scalar().is_some()) => {
                CommandForm::Line
            }
            (Kind::Scalar | Kind::Sequence | Kind::Mapping, _) => CommandForm::Other,
        }
    }
}

/// The line at `at` as a list of words that does the same: each word an item where the shell would do no more than
/// part them, else the shell called with the line.
pub fn to_words(document: &Document, at: &Path) -> Vec<Edit> {
    let Some(node) = document.node(at) else { return Vec::new() };
    let plain = node.scalar().filter(|_| node.tag().is_none()).and_then(words);
    let value = match plain {
        Some(words) => words.into_iter().map(Value::from).collect(),
        None => vec![Value::from("/bin/sh"), Value::from("-c"), node.source_ref()],
    };
    vec![Edit::Set { at: at.clone(), value: Value::Sequence(value) }]
}

/// The list at `at` as a line that does the same; `None` where a word is a function, which cannot be quoted.
pub fn to_line(document: &Document, at: &Path) -> Option<Vec<Edit>> {
    let items: Vec<Node<'_>> = document.node(at)?.items().collect();
    let is_shell = |node: &Node<'_>| matches!(node.scalar(), Some("/bin/sh" | "sh")) && node.tag().is_none();
    let value = match items.as_slice() {
        [shell, option, line] if is_shell(shell) && option.scalar() == Some("-c") => line.source_ref(),
        items => {
            let words: Option<Vec<String>> =
                items.iter().map(|item| item.scalar().filter(|_| item.tag().is_none()).map(quoted)).collect();
            Value::from(words?.join(" "))
        }
    };
    Some(vec![Edit::Set { at: at.clone(), value }])
}

/// Characters with a meaning to the shell outside quotes.
const SIGNS: &str = "|&;<>()$`\\*?[]{}~#!\n";

/// The words of a line; `None` where the shell would do more than part them. Source: POSIX, Shell Command Language.
fn words(line: &str) -> Option<Vec<String>> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote: Option<char> = None;
    for c in line.chars() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (Some('"'), '$' | '`' | '\\') => return None,
            (Some(_), c) => word.get_or_insert_default().push(c),
            (None, '\'' | '"') => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            (None, ' ' | '\t') => words.extend(word.take()),
            (None, c) if SIGNS.contains(c) || (c == '=' && words.is_empty()) => return None,
            (None, c) => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    (quote.is_none() && !words.is_empty()).then_some(words)
}

fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "_@%+:,./-".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        return word.to_string();
    }
    format!("'{}'", word.replace('\'', "'\\''"))
}

/// The command at `at` in a few words: its first line.
pub fn in_words(document: &Document, at: &Path) -> String {
    let Some(node) = document.node(&at.join(crate::schema::command::COMMAND.key)) else { return "nothing yet".into() };
    let text = node.get("Fn::Sub").unwrap_or(node);
    match (CommandForm::of(Some(node)), text.scalar()) {
        (CommandForm::Line, Some(text)) => {
            let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
            lines.next().unwrap_or("nothing yet").to_string()
        }
        (CommandForm::Words, _) => {
            let words: Vec<&str> = node.items().map(|item| item.scalar().unwrap_or("…")).collect();
            words.join(" ").lines().next().unwrap_or_default().to_string()
        }
        (CommandForm::Line | CommandForm::Other, _) => "by a function".into(),
    }
}

#[cfg(test)]
mod tests;
