//! The syntax tree of a shell script: lists, pipelines, commands and words, each with its bytes.
//!
//! Source: POSIX.1-2024, Shell Command Language; the Bash manual for `[[`, `((`, `<(` and `function`.

use std::ops::Range;
use std::rc::Rc;

/// Commands in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CommandList {
    /// Each with what ends it.
    pub items: Vec<AndOr>,
}

/// Pipelines joined by `&&` and `||`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AndOr {
    /// The first pipeline.
    pub first: Pipeline,
    /// The others, each with the operator before it.
    pub rest: Vec<(Joint, Pipeline)>,
    /// True if `&` ends it: the shell does not wait for it.
    pub background: bool,
}

/// What stands between two pipelines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Joint {
    /// `&&`
    And,
    /// `||`
    Or,
}

/// Commands joined by `|`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pipeline {
    /// True after `!`.
    pub negated: bool,
    /// At least one.
    pub commands: Vec<Command>,
}

/// A command with its redirections.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Command {
    /// From its first byte to its last.
    pub span: Range<usize>,
    /// What it is.
    pub kind: CommandKind,
    /// `> file`, `< file` and here-documents.
    pub redirections: Vec<Redirection>,
}

/// The kinds of commands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CommandKind {
    /// Assignments, a program and its arguments.
    Simple {
        /// `name=value` before the program.
        assignments: Vec<Assignment>,
        /// Program and arguments.
        words: Vec<Word>,
    },
    /// `{ …; }`
    Group(CommandList),
    /// `( … )`
    Subshell(CommandList),
    /// `if`, with each condition and its commands.
    If {
        /// `if` and `elif`.
        branches: Vec<(CommandList, CommandList)>,
        /// `else`
        otherwise: Option<CommandList>,
    },
    /// `while` and `until`.
    Loop {
        /// True for `until`.
        until: bool,
        /// What is asked before each round.
        condition: CommandList,
        /// What a round does.
        body: CommandList,
    },
    /// `for name in words`.
    For {
        /// The variable.
        name: String,
        /// The words; `None` for the arguments of the script.
        words: Option<Vec<Word>>,
        /// What a round does.
        body: CommandList,
    },
    /// `for ((…))`: its three expressions as written.
    ArithmeticFor {
        /// Between the brackets.
        header: String,
        /// What a round does.
        body: CommandList,
    },
    /// `case word in`, with the patterns and commands of each branch.
    Case {
        /// What is compared.
        word: Word,
        /// In order.
        branches: Vec<(Vec<Word>, CommandList)>,
    },
    /// `name() …`
    Function {
        /// Its name.
        name: String,
        /// One command.
        body: Rc<Command>,
    },
    /// `[[ … ]]` with the words inside.
    Test(Vec<Word>),
    /// `(( … ))` as written.
    Arithmetic(String),
}

/// `name=value`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assignment {
    /// The variable.
    pub name: String,
    /// What it is set to.
    pub value: Word,
    /// True if it adds to the value or sets an array.
    pub complex: bool,
}

/// A word with its parts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Word {
    /// With its quotes.
    pub span: Range<usize>,
    /// In order.
    pub parts: Vec<WordPart>,
}

/// A part of a word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WordPart {
    /// Text as it is; true if it was quoted.
    Text(Rc<String>, bool),
    /// `$name`, `${name}`, `$?`, `$1`; true in double quotes.
    Parameter(String, bool),
    /// `${name:-text}` and `${name-text}`: the name, and the text that counts where it is not set; true for `${name:=text}`
    /// and `${name=text}`, which set it.
    Default(String, String, bool),
    /// What CloudFormation puts in: the name between `${` and `}`.
    Given(String),
    /// `$(…)` and backquotes: commands whose output becomes text.
    Output(CommandList),
    /// `$((…))` as written.
    Arithmetic(String),
    /// `<(…)` and `>(…)`.
    Process(CommandList),
    /// An expansion whose value is not computed, as written.
    Other(String),
}

/// A redirection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redirection {
    /// `>`, `<<`, `2>` without the number, …
    pub operator: String,
    /// The file, or the delimiter of a here-document.
    pub target: Word,
    /// Bytes of the text of a here-document.
    pub text: Option<Range<usize>>,
}

/// Why a part of a script is not understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// Where.
    pub at: usize,
    /// What, after "line N: ".
    pub why: String,
}

/// True for a text that can be the name of a variable.
pub fn is_variable_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

impl Word {
    /// Its text, if it consists of text alone.
    pub fn literal(&self) -> Option<String> {
        let mut text = String::new();
        for part in &self.parts {
            match part {
                WordPart::Text(own, _) => text.push_str(own),
                _ => return None,
            }
        }
        Some(text)
    }

    /// True if nothing of it is quoted: it can be a keyword.
    pub fn is_bare(&self, text: &str) -> bool {
        matches!(self.parts.as_slice(), [WordPart::Text(own, false)] if own.as_str() == text)
    }
}
