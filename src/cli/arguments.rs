//! The words behind a command: options with values, flags, and the rest.

use std::io::Read;

use super::CliError;
use crate::document::Document;
use crate::recipe::registry::RECIPES;

/// The options of commands that take no value.
const FLAGS: &[&str] = &[
    "--in-place",
    "--no-execute-changeset",
    "--disable-rollback",
    "--exit-code",
    "--dark",
    "--fix",
    "--diff",
    "--unsafe-fixes",
    "--list",
    "--force",
];

/// True for an option without a value, of a command or a recipe.
fn is_flag(word: &str) -> bool {
    let of_recipes = || RECIPES.iter().flat_map(|recipe| recipe.options).filter(|option| option.kind.is_flag());
    FLAGS.contains(&word) || of_recipes().any(|option| word.strip_prefix("--") == Some(option.name))
}

/// Words taken apart; each is used once, and what nobody used is an error.
pub(crate) struct Arguments {
    options: Vec<(String, String)>,
    flags: Vec<String>,
    rest: Vec<String>,
}

impl Arguments {
    pub(crate) fn new(words: Vec<String>) -> Result<Arguments, CliError> {
        let mut arguments = Arguments { options: Vec::new(), flags: Vec::new(), rest: Vec::new() };
        let mut words = words.into_iter();
        while let Some(word) = words.next() {
            let word = if word == "-o" { "--output".to_string() } else { word };
            if word == "--" {
                arguments.rest.extend(words);
                break;
            }
            if is_flag(&word) {
                arguments.flags.push(word);
            } else if let Some((option, value)) = word.split_once('=').filter(|_| word.starts_with("--")) {
                arguments.options.push((option.to_string(), value.to_string()));
            } else if word.starts_with("--") {
                let value = words.next().ok_or_else(|| CliError::Use(format!("{word} needs a value.")))?;
                arguments.options.push((word, value));
            } else if word.starts_with('-') && word != "-" {
                return Err(CliError::Use(format!("There is no option {word}.")));
            } else {
                arguments.rest.push(word);
            }
        }
        Ok(arguments)
    }

    /// The value of an option that may be given once.
    pub(crate) fn option(&mut self, name: &str) -> Result<Option<String>, CliError> {
        let mut values = self.options(name);
        let value = values.pop();
        if !values.is_empty() {
            return Err(CliError::Use(format!("{name} is given more than once.")));
        }
        Ok(value)
    }

    /// The value of an option that must be given.
    pub(crate) fn required(&mut self, name: &str) -> Result<String, CliError> {
        self.option(name)?.ok_or_else(|| CliError::Use(format!("{name} is missing.")))
    }

    /// All values of an option, in order.
    pub(crate) fn options(&mut self, name: &str) -> Vec<String> {
        let (mine, others) = std::mem::take(&mut self.options).into_iter().partition(|option| option.0 == name);
        self.options = others;
        let mine: Vec<(String, String)> = mine;
        mine.into_iter().map(|option| option.1).collect()
    }

    /// True if the flag is given.
    pub(crate) fn flag(&mut self, name: &str) -> bool {
        let before = self.flags.len();
        self.flags.retain(|flag| flag != name);
        self.flags.len() < before
    }

    /// The next word that is no option.
    pub(crate) fn word(&mut self) -> Option<String> {
        (!self.rest.is_empty()).then(|| self.rest.remove(0))
    }

    /// The file that the command is about.
    pub(crate) fn file(&mut self) -> Result<String, CliError> {
        self.word().ok_or_else(|| CliError::Use("FILE is missing.".into()))
    }

    /// Ends the reading of arguments.
    pub(crate) fn done(self) -> Result<(), CliError> {
        let left = self.options.into_iter().map(|option| option.0).chain(self.flags).chain(self.rest).next();
        left.map_or(Ok(()), |word| Err(CliError::Use(format!("{word} means nothing here."))))
    }
}

/// Reads a file, or standard input for `-`.
pub(crate) fn read(file: &str) -> Result<String, CliError> {
    let bytes = if file == "-" {
        let mut bytes = Vec::new();
        std::io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes)
    } else {
        std::fs::read(file)
    };
    let bytes = bytes.map_err(|error| CliError::Input(format!("{file} cannot be read: {error}.")))?;
    String::from_utf8(bytes).map_err(|error| {
        let good = error.utf8_error().valid_up_to();
        let text = String::from_utf8_lossy(error.as_bytes().get(..good).unwrap_or_default()).into_owned();
        let position = Document::parse(text).position(good);
        CliError::Input(format!("{file}: {position}: This is not UTF-8 text. Save the template as UTF-8."))
    })
}

/// Reads a template; one that is no YAML is a fault with its place.
pub(crate) fn document(file: &str) -> Result<Document, CliError> {
    let document = Document::parse(read(file)?);
    match document.syntax_error() {
        Some(problem) => Err(CliError::Input(format!("{file}: {}: {}", problem.position, problem.message))),
        None => Ok(document),
    }
}
