//! `recipe`: a change of several places of a template, made as the workbench makes it.

mod compute;
mod machine;
mod network;
mod value;

use super::Fault;
use super::arguments::{Arguments, document};
use crate::document::Document;
use crate::recipe::proposal::Proposal;
use crate::template::{parameter_path, resource_path};

/// The option that names what a recipe is about.
const RESOURCE: &str = "--resource";

/// A recipe by its name.
struct Recipe {
    name: &'static str,
    /// Options as they are written, in brackets where they may be left out, each with what it says.
    options: &'static [(&'static str, &'static str)],
    help: &'static str,
    propose: fn(&Document, &mut Arguments) -> Result<Proposal, Fault>,
}

impl Recipe {
    /// How it is called: `load-balancer --resource GROUP [--port N]`.
    fn synopsis(&self) -> String {
        self.options.iter().fold(self.name.to_string(), |text, option| format!("{text} {}", option.0))
    }
}

/// Every recipe.
fn all() -> impl Iterator<Item = &'static Recipe> {
    compute::RECIPES.iter().chain(network::RECIPES).chain(machine::RECIPES).chain(value::RECIPES)
}

/// What the recipe that the words name does, and its options; `None` if they name none.
pub(super) fn help(words: &[String]) -> Option<String> {
    let recipe = all().find(|recipe| words.iter().take(2).any(|word| word == recipe.name))?;
    let mut text = format!("cf-init recipe FILE {} [--in-place]\n\n{}\n", recipe.synopsis(), recipe.help);
    let width = recipe.options.iter().map(|option| option.0.len()).max().unwrap_or_default();
    for (option, says) in recipe.options {
        text.push_str(&format!("    {option:width$}  {says}\n"));
    }
    Some(text)
}

/// Prints or writes the template with the change, and what it does and leaves on standard error; without words the list.
pub(super) fn recipe(mut arguments: Arguments) -> Result<String, Fault> {
    let Some(file) = arguments.word() else {
        arguments.done()?;
        return Ok(list());
    };
    let name = arguments.word().ok_or_else(|| Fault::Use(format!("Which recipe?\n{}", list())))?;
    let recipe = all().find(|recipe| recipe.name == name);
    let recipe = recipe.ok_or_else(|| Fault::Use(format!("There is no recipe {name}.\n{}", list())))?;
    let used = |fault: Fault| match fault {
        Fault::Use(message) => Fault::Use(format!("{message}\nThe recipe: {}", recipe.synopsis())),
        fault => fault,
    };
    let in_place = arguments.flag("--in-place");
    if in_place && file == "-" {
        return Err(Fault::Use("--in-place wants a file, not standard input.".into()));
    }
    let document = document(&file)?;
    let place = place(&document, &arguments);
    let placed = |fault: Fault| match fault {
        Fault::Input(message) => Fault::Input(format!("{file}: {place}{message}")),
        fault => used(fault),
    };
    let proposal = (recipe.propose)(&document, &mut arguments).map_err(placed)?;
    arguments.done().map_err(used)?;
    let outcome = proposal.outcome(&document).map_err(|error| Fault::Input(format!("{file}: {error}")))?;
    for line in &proposal.does {
        eprintln!("{line}");
    }
    for line in &proposal.leaves {
        eprintln!("Left to you: {line}");
    }
    if !in_place {
        return Ok(outcome.text().to_string());
    }
    std::fs::write(&file, outcome.text())
        .map_err(|error| Fault::Input(format!("{file} cannot be written: {error}. It may be incomplete now.")))?;
    Ok(String::new())
}

/// Line and column of the entry, resource or parameter that the words name, for the front of a message; empty if it is not there.
fn place(document: &Document, arguments: &Arguments) -> String {
    let resource = arguments.given(RESOURCE).map(resource_path);
    let at = resource.or_else(|| arguments.given("--parameter").map(parameter_path));
    let at = at.or_else(|| document.path_from_pointer(arguments.given("--at")?));
    let span = at.and_then(|at| document.entry_span(&at));
    span.map(|span| format!("{}: ", document.position(span.start))).unwrap_or_default()
}

fn list() -> String {
    all().map(|recipe| format!("{}\n    {}\n", recipe.synopsis(), recipe.help)).collect()
}

/// A number behind an option.
fn number(arguments: &mut Arguments, name: &str) -> Result<Option<u32>, Fault> {
    let text = arguments.option(name)?;
    let read = |text: String| text.parse().map_err(|_| Fault::Use(format!("{name} wants a number, not {text}.")));
    text.map(read).transpose()
}
