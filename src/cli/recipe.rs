//! `recipe`: a change of several places of a template, made as the workbench makes it.

mod network;

use super::Fault;
use super::arguments::{Arguments, document};
use crate::document::Document;
use crate::template::recipe::compute::{self, Front, GroupOptions, Leftover, SingleOptions};
use crate::template::recipe::proposal::Proposal;

/// A recipe by its name.
struct Recipe {
    name: &'static str,
    options: &'static str,
    help: &'static str,
    propose: fn(&Document, &mut Arguments) -> Result<Proposal, Fault>,
}

const RECIPES: &[Recipe] = &[
    Recipe {
        name: "auto-scaling-group",
        options: "--resource INSTANCE [--min N] [--max N] [--desired N] [--subnet NAME]... [--no-load-balancer] [--port N] [--health-check PATH] [--cpu PERCENT|none]",
        help: "An Auto Scaling group in place of an instance, which becomes its launch template, behind a load balancer.",
        propose: group,
    },
    Recipe {
        name: "single-instance",
        options: "--resource GROUP [--keep-load-balancer] [--keep-subnets]",
        help: "One instance in place of an Auto Scaling group, made of its launch template.",
        propose: single,
    },
    Recipe {
        name: "load-balancer",
        options: "--resource GROUP [--port N] [--health-check PATH]",
        help: "An Application Load Balancer in front of an Auto Scaling group.",
        propose: front,
    },
    Recipe {
        name: "target-tracking",
        options: "--resource GROUP [--cpu PERCENT]",
        help: "A policy that holds the processors of an Auto Scaling group at a percentage, 50 unless given.",
        propose: tracking,
    },
];

/// Every recipe.
fn all() -> impl Iterator<Item = &'static Recipe> {
    RECIPES.iter().chain(network::RECIPES)
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
    let in_place = arguments.flag("--in-place");
    if in_place && file == "-" {
        return Err(Fault::Use("--in-place wants a file, not standard input.".into()));
    }
    let document = document(&file)?;
    let proposal = (recipe.propose)(&document, &mut arguments)?;
    arguments.done()?;
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

fn list() -> String {
    let mut text = String::new();
    for recipe in all() {
        text.push_str(&format!("{} {}\n    {}\n", recipe.name, recipe.options, recipe.help));
    }
    text
}

/// A number behind an option.
fn number(arguments: &mut Arguments, name: &str) -> Result<Option<u32>, Fault> {
    let text = arguments.option(name)?;
    let read = |text: String| text.parse().map_err(|_| Fault::Use(format!("{name} wants a number, not {text}.")));
    text.map(read).transpose()
}

fn group(document: &Document, arguments: &mut Arguments) -> Result<Proposal, Fault> {
    let id = arguments.required("--resource")?;
    let mut options = GroupOptions::suggested(document, &id);
    options.min = number(arguments, "--min")?.unwrap_or(options.min);
    options.max = number(arguments, "--max")?.unwrap_or(options.max);
    options.desired =
        number(arguments, "--desired")?.unwrap_or(options.desired.clamp(options.min, options.max.max(options.min)));
    let subnets = arguments.options("--subnet");
    if !subnets.is_empty() {
        options.subnets = subnets;
    }
    let alone = arguments.flag("--no-load-balancer");
    let front = front_of(document, arguments, &id)?;
    options.front = options.front.filter(|_| !alone).map(|_| front);
    match arguments.option("--cpu")?.as_deref() {
        None => {}
        Some("none") => options.percent = None,
        Some(text) => {
            let percent = text.parse().map_err(|_| Fault::Use(format!("--cpu wants a number or none, not {text}.")))?;
            options.percent = Some(percent);
        }
    }
    compute::group(document, &id, &options).map_err(Fault::Input)
}

fn front_of(document: &Document, arguments: &mut Arguments, id: &str) -> Result<Front, Fault> {
    let mut front = Front::suggested(document, id);
    front.port = number(arguments, "--port")?.unwrap_or(front.port);
    front.health = arguments.option("--health-check")?.unwrap_or(front.health);
    Ok(front)
}

fn single(document: &Document, arguments: &mut Arguments) -> Result<Proposal, Fault> {
    let id = arguments.required("--resource")?;
    let leftover = |keep: bool| if keep { Leftover::Keep } else { Leftover::Remove };
    let balancer = leftover(arguments.flag("--keep-load-balancer"));
    let subnets = leftover(arguments.flag("--keep-subnets"));
    compute::single(document, &id, SingleOptions { balancer, subnets }).map_err(Fault::Input)
}

fn front(document: &Document, arguments: &mut Arguments) -> Result<Proposal, Fault> {
    let id = arguments.required("--resource")?;
    let front = front_of(document, arguments, &id)?;
    compute::in_front(document, &id, &front).map_err(Fault::Input)
}

fn tracking(document: &Document, arguments: &mut Arguments) -> Result<Proposal, Fault> {
    let id = arguments.required("--resource")?;
    let percent = number(arguments, "--cpu")?.unwrap_or(50);
    compute::tracking(document, &id, percent).map_err(Fault::Input)
}
