//! `recipe`: a change of several places of a template, made as the workbench makes it. Names, options and help derive from
//! the registry of recipes.

use super::CliError;
use super::arguments::{Arguments, document};
use crate::document::Document;
use crate::recipe::definition::{DefaultValue, OptionKind, OptionValues, Recipe, RecipeError};
use crate::recipe::registry::{RECIPES, find};
use crate::template::{parameter_path, resource_path};

/// The target and the options of a recipe: how each is written, and its help.
fn options(recipe: &Recipe) -> Vec<(String, String)> {
    let subject = recipe.subject.iter();
    let subject = subject.map(|one| (format!("--{} {}", one.option, one.value), one.help.to_string()));
    let options = recipe.options.iter().map(|option| {
        let value = if option.kind.is_flag() { String::new() } else { format!(" {}", option.value) };
        let written = match option.required {
            true => format!("--{}{value}", option.name),
            false => format!("[--{}{value}]{}", option.name, if option.kind.is_list() { "..." } else { "" }),
        };
        let help = match option.default {
            DefaultValue::Value(default) => format!("{}; {default} unless given", option.help),
            _ => option.help.to_string(),
        };
        (written, help)
    });
    subject.chain(options).collect()
}

/// How it is called: `load-balancer --resource GROUP [--port N]`.
fn synopsis(recipe: &Recipe) -> String {
    options(recipe).iter().fold(recipe.id.to_string(), |text, option| format!("{text} {}", option.0))
}

/// The description and the options of the recipe that the words name; `None` if they name none.
pub(super) fn help(words: &[String]) -> Option<String> {
    let recipe = words.iter().take(2).find_map(|word| find(word))?;
    let mut text = format!("cf-init recipe FILE {} [--in-place]\n\n{}\n", synopsis(recipe), recipe.about);
    let options = options(recipe);
    let width = options.iter().map(|option| option.0.len()).max().unwrap_or_default();
    for (option, help) in options {
        text.push_str(&format!("    {option:width$}  {help}\n"));
    }
    Some(text)
}

fn list() -> String {
    RECIPES.iter().map(|recipe| format!("{}\n    {}\n", synopsis(recipe), recipe.about)).collect()
}

/// Prints or writes the template with the change, and what it does and leaves on standard error; without words the list.
pub(super) fn recipe(mut arguments: Arguments) -> Result<String, CliError> {
    let Some(file) = arguments.word() else {
        arguments.done()?;
        return Ok(list());
    };
    let name = arguments.word().ok_or_else(|| CliError::Use(format!("Which recipe?\n{}", list())))?;
    let recipe = find(&name).ok_or_else(|| CliError::Use(format!("There is no recipe {name}.\n{}", list())))?;
    let usage = |fault: CliError| match fault {
        CliError::Use(message) => CliError::Use(format!("{message}\nThe recipe: {}", synopsis(recipe))),
        fault => fault,
    };
    let in_place = arguments.flag("--in-place");
    if in_place && file == "-" {
        return Err(CliError::Use("--in-place needs a file, not standard input.".into()));
    }
    let (target, given) = read_options(recipe, &mut arguments).map_err(usage)?;
    arguments.done().map_err(usage)?;
    let document = document(&file)?;
    let values = recipe.complete(&document, &target, &given, None);
    let proposal = recipe.propose(&document, &target, &values).map_err(|error| match error {
        RecipeError::Option { name, problem, .. } => usage(CliError::Use(format!("--{name} {problem}"))),
        RecipeError::Usage(message) => usage(CliError::Use(message)),
        RecipeError::Refused(message) => {
            CliError::Input(format!("{file}: {}{message}", position(&document, recipe, &target)))
        }
    })?;
    let outcome = proposal.outcome(&document).map_err(|error| CliError::Input(format!("{file}: {error}")))?;
    for line in &proposal.does {
        eprintln!("{line}");
    }
    for line in &proposal.leaves {
        eprintln!("Check yourself: {line}");
    }
    if !in_place {
        return Ok(outcome.text().to_string());
    }
    std::fs::write(&file, outcome.text())
        .map_err(|error| CliError::Input(format!("{file} cannot be written: {error}. It may be incomplete now.")))?;
    Ok(String::new())
}

/// The target and the values that the words give.
fn read_options(recipe: &Recipe, arguments: &mut Arguments) -> Result<(String, OptionValues), CliError> {
    let target = match recipe.subject {
        Some(subject) => arguments.required(&format!("--{}", subject.option))?,
        None => String::new(),
    };
    let mut values = OptionValues::default();
    for option in recipe.options {
        let written = format!("--{}", option.name);
        match option.kind {
            OptionKind::Flag | OptionKind::OptOut => {
                if arguments.flag(&written) {
                    values.set_flag(option.name, true);
                }
            }
            OptionKind::Texts | OptionKind::Several(_) => {
                let all = arguments.options(&written);
                if !all.is_empty() {
                    values.set(option.name, all);
                }
            }
            OptionKind::Text | OptionKind::Number | OptionKind::NumberOrNone | OptionKind::Choice(_) => {
                if let Some(value) = arguments.option(&written)? {
                    values.set(option.name, vec![value]);
                }
            }
        }
    }
    Ok((target, values))
}

/// Line and column of the target, for the front of a message; empty if the document has no such entry.
fn position(document: &Document, recipe: &Recipe, target: &str) -> String {
    let at = match recipe.subject.map(|subject| subject.option) {
        Some("resource") => Some(resource_path(target)),
        Some("parameter") => Some(parameter_path(target)),
        Some(_) => document.path_from_pointer(target),
        None => None,
    };
    let span = at.and_then(|at| document.entry_span(&at));
    span.map(|span| format!("{}: ", document.position(span.start))).unwrap_or_default()
}
