//! Lists, pipelines and commands.

use std::rc::Rc;

use super::super::tree::{
    AndOr, Assignment, Command, CommandKind, CommandList, Joint, Pipeline, Redirection, Unread, Word, WordPart,
};
use super::Reader;

/// Keywords that end a list.
const ENDS: [&str; 8] = ["then", "else", "elif", "fi", "do", "done", "esac", "}"];
/// Commands of bash that are not read.
const UNREAD: [&str; 2] = ["select", "coproc"];

impl Reader<'_> {
    /// Reads all into `list`; what was read stays there when an error ends it.
    pub(super) fn top(&mut self, list: &mut CommandList) -> Result<(), Unread> {
        self.items(list)?;
        if self.at >= self.end {
            return Ok(());
        }
        let word = self.bare();
        let sign = if word.is_empty() { self.next().map(String::from).unwrap_or_default() } else { word.to_string() };
        self.fault(self.at, format!("`{sign}` is not expected"))
    }

    /// The commands up to what ends the list: a keyword, `)`, `;;` or the end.
    pub(super) fn list(&mut self) -> Result<CommandList, Unread> {
        let mut list = CommandList::default();
        self.items(&mut list)?;
        Ok(list)
    }

    fn items(&mut self, list: &mut CommandList) -> Result<(), Unread> {
        loop {
            self.lines();
            if self.at >= self.end || self.starts(")") || self.starts(";;") || self.starts(";&") || self.at_end_word() {
                return Ok(());
            }
            let mut item = self.item()?;
            self.blanks();
            if self.starts("&") && !self.starts("&&") {
                self.at += 1;
                item.background = true;
            } else if self.starts(";") && !self.starts(";;") && !self.starts(";&") {
                self.at += 1;
            } else if self.at < self.end && !matches!(self.next(), Some('\n' | '#' | ')')) && !self.starts(";") {
                list.items.push(item);
                return self.fault(self.at, "the command goes on unexpectedly");
            }
            list.items.push(item);
        }
    }

    fn at_end_word(&self) -> bool {
        let word = self.bare();
        ENDS.contains(&word) && !self.rest().get(word.len()..).is_some_and(|rest| rest.starts_with(['"', '\'', '$']))
    }

    fn item(&mut self) -> Result<AndOr, Unread> {
        let first = self.pipeline()?;
        let mut rest = Vec::new();
        loop {
            self.blanks();
            let joint = match () {
                () if self.take("&&") => Joint::And,
                () if self.take("||") => Joint::Or,
                () => return Ok(AndOr { first, rest, background: false }),
            };
            self.lines();
            rest.push((joint, self.pipeline()?));
        }
    }

    fn pipeline(&mut self) -> Result<Pipeline, Unread> {
        let mut negated = false;
        self.blanks();
        while self.keyword("!") {
            negated = !negated;
            self.blanks();
        }
        let mut commands = vec![self.deeper(Reader::command)?];
        loop {
            self.blanks();
            if self.starts("||") || !self.take("|") {
                return Ok(Pipeline { negated, commands });
            }
            self.take("&");
            self.lines();
            commands.push(self.deeper(Reader::command)?);
        }
    }

    fn command(&mut self) -> Result<Command, Unread> {
        let start = self.at;
        let kind = match self.compound(start)? {
            Some(kind) => kind,
            None => return self.simple(start),
        };
        let mut redirections = Vec::new();
        loop {
            let end = self.at;
            self.blanks();
            match self.redirection()? {
                Some(found) => redirections.push(found),
                None => {
                    self.at = end;
                    return Ok(Command { span: start..end, kind, redirections });
                }
            }
        }
    }

    fn compound(&mut self, start: usize) -> Result<Option<CommandKind>, Unread> {
        if UNREAD.contains(&self.bare()) {
            return self.fault(start, format!("`{}` is not understood", self.bare()));
        }
        if self.starts("((")
            && let Some(end) = self.closing(start, '(', ')')
            && self.text.get(start + 2..end).is_some_and(|inside| inside.ends_with(')'))
        {
            let inside = self.text.get(start + 2..end - 1).unwrap_or_default().to_string();
            self.at = end + 1;
            return Ok(Some(CommandKind::Arithmetic(inside)));
        }
        Ok(Some(if self.take("(") {
            let list = self.list()?;
            self.require(")", start)?;
            CommandKind::Subshell(list)
        } else if self.keyword("{") {
            let list = self.list()?;
            self.require("}", start)?;
            CommandKind::Group(list)
        } else if self.keyword("[[") {
            CommandKind::Test(self.test(start)?)
        } else if self.keyword("if") {
            self.conditional(start)?
        } else if self.keyword("while") {
            self.repeated(start, false)?
        } else if self.keyword("until") {
            self.repeated(start, true)?
        } else if self.keyword("for") {
            self.counted(start)?
        } else if self.keyword("case") {
            self.selected(start)?
        } else if self.keyword("function") {
            self.blanks();
            let name = self.bare().to_string();
            self.at += name.len();
            self.blanks();
            if self.take("(") {
                self.require(")", start)?;
            }
            self.function(name)?
        } else {
            return Ok(None);
        }))
    }

    fn conditional(&mut self, start: usize) -> Result<CommandKind, Unread> {
        let mut branches = Vec::new();
        loop {
            let condition = self.list()?;
            self.require("then", start)?;
            branches.push((condition, self.list()?));
            self.lines();
            if self.keyword("elif") {
                continue;
            }
            let otherwise = if self.keyword("else") { Some(self.list()?) } else { None };
            self.require("fi", start)?;
            return Ok(CommandKind::If { branches, otherwise });
        }
    }

    fn body(&mut self, start: usize) -> Result<CommandList, Unread> {
        self.require("do", start)?;
        let body = self.list()?;
        self.require("done", start)?;
        Ok(body)
    }

    fn repeated(&mut self, start: usize, until: bool) -> Result<CommandKind, Unread> {
        let condition = self.list()?;
        Ok(CommandKind::Loop { until, condition, body: self.body(start)? })
    }

    fn counted(&mut self, start: usize) -> Result<CommandKind, Unread> {
        self.blanks();
        if self.starts("((") {
            let Some(end) = self.closing(self.at, '(', ')') else { return self.fault(start, "`((` is not closed") };
            let header = self.text.get(self.at + 2..end.saturating_sub(1)).unwrap_or_default().to_string();
            self.at = end + 1;
            self.blanks();
            self.take(";");
            return Ok(CommandKind::ArithmeticFor { header, body: self.body(start)? });
        }
        let name = self.bare().to_string();
        self.at += name.len();
        self.lines();
        let mut words = None;
        if self.keyword("in") {
            let mut all = Vec::new();
            self.blanks();
            while let Some(word) = self.word()? {
                all.push(word);
                self.blanks();
            }
            words = Some(all);
        }
        self.blanks();
        self.take(";");
        Ok(CommandKind::For { name, words, body: self.body(start)? })
    }

    fn selected(&mut self, start: usize) -> Result<CommandKind, Unread> {
        self.blanks();
        let Some(word) = self.word()? else { return self.fault(start, "`case` has no word") };
        self.require("in", start)?;
        let mut branches = Vec::new();
        loop {
            self.lines();
            if self.keyword("esac") {
                return Ok(CommandKind::Case { word, branches });
            }
            self.take("(");
            let mut patterns = Vec::new();
            loop {
                self.blanks();
                let Some(pattern) = self.word()? else { return self.fault(start, "a branch of `case` is not read") };
                patterns.push(pattern);
                self.blanks();
                if !self.take("|") {
                    break;
                }
            }
            self.require(")", start)?;
            branches.push((patterns, self.list()?));
            self.lines();
            if self.starts(";&") || self.starts(";;&") {
                return self.fault(self.at, "`;&` is not understood");
            }
            self.take(";;");
        }
    }

    fn function(&mut self, name: String) -> Result<CommandKind, Unread> {
        self.lines();
        let body = std::rc::Rc::new(self.deeper(Reader::command)?);
        Ok(CommandKind::Function { name, body })
    }

    /// The words of `[[ … ]]`, signs as words of their own.
    fn test(&mut self, start: usize) -> Result<Vec<Word>, Unread> {
        let mut words = Vec::new();
        loop {
            self.lines();
            if self.keyword("]]") {
                return Ok(words);
            }
            let at = self.at;
            let sign = ["&&", "||", "(", ")", "<", ">", "|", "&", ";"].iter().find(|sign| self.starts(sign));
            if let Some(sign) = sign {
                self.at += sign.len();
                words.push(Word { span: at..self.at, parts: vec![WordPart::Text(Rc::new(sign.to_string()), false)] });
                continue;
            }
            match self.word()? {
                Some(word) => words.push(word),
                None => return self.fault(start, "`[[` is not closed"),
            }
        }
    }

    fn simple(&mut self, start: usize) -> Result<Command, Unread> {
        let (mut assignments, mut words, mut redirections) = (Vec::new(), Vec::<Word>::new(), Vec::new());
        let mut end = start;
        loop {
            self.blanks();
            if self.at >= self.end || matches!(self.next(), Some('\n' | ';' | '|' | ')')) {
                break;
            }
            if self.next() == Some('#') {
                break;
            }
            if let Some(found) = self.redirection()? {
                redirections.push(found);
            } else if self.starts("&") {
                break;
            } else if self.next() == Some('(') {
                let name = words.first().filter(|_| words.len() == 1).and_then(Word::literal);
                let (Some(name), true) = (name, self.take("(")) else {
                    return self.fault(self.at, "`(` is not expected");
                };
                self.require(")", start)?;
                let kind = self.function(name)?;
                return Ok(Command { span: start..self.at, kind, redirections });
            } else if let Some(found) = self.assignment(words.is_empty())? {
                assignments.push(found);
            } else if let Some(word) = self.word()? {
                words.push(word);
            } else {
                break;
            }
            end = self.at;
        }
        if end == start {
            return self.fault(start, "a command is missing");
        }
        self.at = end;
        Ok(Command { span: start..end, kind: CommandKind::Simple { assignments, words }, redirections })
    }

    /// `name=value`, `name+=value`, `name[…]=value`, `name=(…)`.
    fn assignment(&mut self, first: bool) -> Result<Option<Assignment>, Unread> {
        let rest = self.rest();
        let length = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(rest.len());
        let (name, behind) = rest.split_at_checked(length).unwrap_or_default();
        let index = behind.strip_prefix('[').and_then(|inside| inside.find(']')).map_or(0, |at| at + 2);
        let sign = behind.get(index..).unwrap_or_default();
        let adds = sign.starts_with("+=");
        let is_array = sign.starts_with("=(") || sign.starts_with("+=(");
        if !(adds || sign.starts_with('=')) || !name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') {
            return Ok(None);
        }
        if !first && !is_array {
            return Ok(None);
        }
        let name = name.to_string();
        self.at += length + index + if adds { 2 } else { 1 };
        if is_array {
            let start = self.at;
            let Some(end) = self.closing(start, '(', ')') else { return self.fault(start, "`(` is not closed") };
            self.at = end + 1;
            return Ok(Some(Assignment { name, value: Word::default(), complex: true }));
        }
        let value = self.word()?.unwrap_or(Word { span: self.at..self.at, parts: Vec::new() });
        Ok(Some(Assignment { name, value, complex: adds || index > 0 }))
    }

    fn redirection(&mut self) -> Result<Option<Redirection>, Unread> {
        let digits = self.rest().find(|c: char| !c.is_ascii_digit()).unwrap_or(0);
        let behind = self.rest().get(digits..).unwrap_or_default();
        let signs = ["<<<", "<<-", "<<", "<>", "<&", "&>>", "&>", ">>", ">&", ">|", "<", ">"];
        let Some(sign) = signs.iter().find(|sign| behind.starts_with(**sign)) else { return Ok(None) };
        let process = (*sign == "<" || *sign == ">") && behind.get(1..).is_some_and(|rest| rest.starts_with('('));
        if process || digits > 0 && sign.starts_with('&') {
            return Ok(None);
        }
        let start = self.at;
        self.at += digits + sign.len();
        self.blanks();
        let Some(target) = self.word()? else { return self.fault(start, format!("`{sign}` has no word")) };
        let text =
            if *sign == "<<" || *sign == "<<-" { Some(self.here_document(&target, *sign == "<<-")?) } else { None };
        Ok(Some(Redirection { operator: sign.to_string(), target, text }))
    }

    /// The text of a here-document: from the line after this one to its delimiter.
    fn here_document(&mut self, target: &Word, tabs: bool) -> Result<std::ops::Range<usize>, Unread> {
        let Some(delimiter) = target.literal() else {
            return self.fault(target.span.start, "the delimiter of a here-document is computed");
        };
        let start = match self.resume {
            Some(start) => start,
            None => self.at + self.rest().find('\n').map_or(self.rest().len(), |at| at + 1),
        };
        let mut at = start;
        for line in self.text.get(start..self.end).unwrap_or_default().split_inclusive('\n') {
            let own = line.trim_end_matches('\n');
            let own = if tabs { own.trim_start_matches('\t') } else { own };
            if own == delimiter {
                self.resume = Some(at + line.len());
                return Ok(start..at);
            }
            at += line.len();
        }
        // The shell takes the rest of the script and warns.
        self.resume = Some(self.end);
        Ok(start..self.end)
    }
}
