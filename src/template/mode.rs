//! A file's mode: octal text as cfn-init reads it, rights one by one, and in words.
//!
//! Source: aws-cfn-bootstrap file_tool.py: `int(mode, 8)`; type bits 120xxx make a symbolic link.

use crate::document::{Node, ScalarType};

/// Bits of the file type.
const TYPE_BITS: u32 = 0o170_000;
/// The type of a symbolic link.
const LINK: u32 = 0o120_000;
/// Largest mode that chmod takes, with the bits of the type.
const LARGEST: u32 = 0o177_777;

/// A file's mode with the bits of its type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mode(u32);

/// Whom a right is given to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// The owner.
    Owner,
    /// Members of the group.
    Group,
    /// Everybody else.
    Others,
}

/// What somebody may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Right {
    /// r
    Read,
    /// w
    Write,
    /// x
    Execute,
}

impl Who {
    /// Owner, group, others.
    pub const ALL: [Who; 3] = [Who::Owner, Who::Group, Who::Others];

    /// The word on a form.
    pub fn word(self) -> &'static str {
        match self {
            Who::Owner => "Owner",
            Who::Group => "Group",
            Who::Others => "Others",
        }
    }

    fn shift(self) -> u32 {
        match self {
            Who::Owner => 6,
            Who::Group => 3,
            Who::Others => 0,
        }
    }
}

impl Right {
    /// Read, write, execute.
    pub const ALL: [Right; 3] = [Right::Read, Right::Write, Right::Execute];

    /// `r`, `w` or `x`.
    pub fn letter(self) -> char {
        match self {
            Right::Read => 'r',
            Right::Write => 'w',
            Right::Execute => 'x',
        }
    }

    /// "reads", "writes", "runs".
    pub fn verb(self) -> &'static str {
        match self {
            Right::Read => "read",
            Right::Write => "write",
            Right::Execute => "run",
        }
    }

    fn bit(self) -> u32 {
        match self {
            Right::Read => 4,
            Right::Write => 2,
            Right::Execute => 1,
        }
    }
}

impl Mode {
    /// Reads octal digits as Python's `int(text, 8)` does: any number of them, blanks around, `0o` in front, single
    /// underscores between. `None` where cfn-init would stop or chmod refuse.
    pub fn parse(text: &str) -> Option<Mode> {
        let text = text.trim();
        let text = text.strip_prefix('+').unwrap_or(text);
        let digits = text.strip_prefix("0o").or_else(|| text.strip_prefix("0O"));
        let digits = digits.map_or(text, |rest| rest.strip_prefix('_').unwrap_or(rest));
        if digits.starts_with('_') || digits.ends_with('_') || digits.contains("__") || digits.starts_with(['+', '-']) {
            return None;
        }
        let bits = u32::from_str_radix(&digits.replace('_', ""), 8).ok()?;
        (bits <= LARGEST).then_some(Mode(bits))
    }

    /// The mode that a number without quotes was meant to be. YAML reads `000400` as 256 and hands that on, which
    /// cfn-init reads as octal 256. `None` if the value is text, as it should be, or a number of the same digits: 644.
    pub fn meant(node: Node<'_>) -> Option<Mode> {
        match node.scalar_type() {
            ScalarType::Int(number) => {
                let meant = Mode::parse(node.scalar()?)?;
                let read = number.and_then(|number| Mode::parse(&number.to_string()));
                (read != Some(meant)).then_some(meant)
            }
            ScalarType::Float(_) => Mode::parse(node.scalar()?),
            ScalarType::Null
            | ScalarType::Bool(_)
            | ScalarType::Timestamp
            | ScalarType::SpecialKey
            | ScalarType::Text => None,
        }
    }

    /// Six octal digits, as AWS writes modes: `000644`.
    pub fn text(self) -> String {
        format!("{:06o}", self.0)
    }

    /// True if cfn-init makes a symbolic link of it.
    pub fn is_link(self) -> bool {
        self.0 & TYPE_BITS == LINK
    }

    /// The same rights with or without the type of a symbolic link.
    pub fn as_link(self, link: bool) -> Mode {
        let rights = self.0 & !TYPE_BITS;
        Mode(if link { rights | LINK } else { rights })
    }

    /// Whether somebody has a right.
    pub fn has(self, who: Who, right: Right) -> bool {
        self.0 & (right.bit() << who.shift()) != 0
    }

    /// The mode with a right the other way round.
    pub fn toggled(self, who: Who, right: Right) -> Mode {
        Mode(self.0 ^ (right.bit() << who.shift()))
    }

    /// `rw-r-----`, with `s` and `t` as `ls` shows them.
    pub fn letters(self) -> String {
        let special = |who: Who| match who {
            Who::Owner => (self.0 & 0o4000 != 0, 's'),
            Who::Group => (self.0 & 0o2000 != 0, 's'),
            Who::Others => (self.0 & 0o1000 != 0, 't'),
        };
        let mut letters = String::new();
        for who in Who::ALL {
            for right in Right::ALL {
                let has = self.has(who, right);
                letters.push(match (right, special(who)) {
                    (Right::Execute, (true, letter)) if has => letter,
                    (Right::Execute, (true, letter)) => letter.to_ascii_uppercase(),
                    _ if has => right.letter(),
                    _ => '-',
                });
            }
        }
        letters
    }

    /// Who may do what, as a sentence: "flaskapp reads and writes, www-data reads, others nothing."
    pub fn sentence(self, owner: &str, group: &str) -> String {
        let name = |name: &str, without: &str| if name.is_empty() { without.to_string() } else { name.to_string() };
        let owner_name = name(owner, "root");
        let group_name = match name(group, "root") {
            same if same == owner_name => format!("group {same}"),
            other => other,
        };
        format!(
            "{owner_name} {}, {group_name} {}, others {}.",
            self.verbs(Who::Owner, "s"),
            self.verbs(Who::Group, "s"),
            self.verbs(Who::Others, "")
        )
    }

    fn verbs(self, who: Who, ending: &str) -> String {
        let verbs: Vec<String> = Right::ALL
            .into_iter()
            .filter(|right| self.has(who, *right))
            .map(|right| format!("{}{ending}", right.verb()))
            .collect();
        match verbs.as_slice() {
            [] => "nothing".into(),
            [one] => one.clone(),
            [first, last] => format!("{first} and {last}"),
            [first, second, rest @ ..] => format!("{first}, {second} and {}", rest.join(" ")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn octal_text_is_read_as_python_reads_it() {
        let text = |text| Mode::parse(text).map(Mode::text);
        for (from, to) in [
            ("644", "000644"),
            ("000644", "000644"),
            ("0644", "000644"),
            ("0o755", "000755"),
            (" 600 ", "000600"),
            ("120777", "120777"),
            ("4755", "004755"),
            ("0", "000000"),
            ("0_644", "000644"),
        ] {
            assert_eq!(text(from).as_deref(), Some(to), "{from}");
        }
        for bad in ["", "u=rw", "689", "-644", "0x1f", "0o", "6__4", "7777777", "0o-644", "6 4"] {
            assert_eq!(text(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_number_without_quotes_was_meant_as_octal() {
        let document = crate::document::Document::parse("[000400, 644, \"000644\", \"644\", rw, !Ref X]");
        let root = document.root().unwrap();
        let meant: Vec<_> = root.items().map(|node| Mode::meant(node).map(Mode::text)).collect();
        assert_eq!(meant, [Some("000400".into()), None, None, None, None, None]);
    }

    #[test]
    fn rights_are_shown_as_ls_does() {
        let letters = |text| Mode::parse(text).unwrap().letters();
        for (mode, shown) in [
            ("000640", "rw-r-----"),
            ("755", "rwxr-xr-x"),
            ("4755", "rwsr-xr-x"),
            ("4644", "rwSr--r--"),
            ("1777", "rwxrwxrwt"),
            ("2750", "rwxr-s---"),
        ] {
            assert_eq!(letters(mode), shown, "{mode}");
        }
    }

    #[test]
    fn a_right_is_turned_round_and_the_rest_stays() {
        let mode = Mode::parse("120640").unwrap().toggled(Who::Others, Right::Read).toggled(Who::Owner, Right::Write);
        assert_eq!(mode.text(), "120444");
        assert!(mode.is_link() && !mode.as_link(false).is_link());
        assert_eq!(mode.as_link(false).text(), "000444");
        assert_eq!(Mode::parse("644").unwrap().as_link(true).text(), "120644");
    }

    #[test]
    fn the_sentence_names_who_may_do_what() {
        let say = |mode: &str, owner: &str, group: &str| Mode::parse(mode).unwrap().sentence(owner, group);
        assert_eq!(say("000640", "flaskapp", "www-data"), "flaskapp reads and writes, www-data reads, others nothing.");
        assert_eq!(say("755", "", ""), "root reads, writes and runs, group root reads and runs, others read and run.");
        assert_eq!(say("222", "a", "b"), "a writes, b writes, others write.");
    }
}
