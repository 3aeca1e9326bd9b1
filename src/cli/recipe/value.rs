//! The recipes for one entry and those that name it: another name, its end, a parameter or a row of a mapping in place of
//! its value.

use super::super::Fault;
use super::super::arguments::Arguments;
use super::Recipe;
use crate::document::{Document, Path};
use crate::recipe::proposal::Proposal;
use crate::recipe::{extract, inline, mapping, removal, rename};
use crate::template::shape::Spot;

const ENTRY: (&str, &str) = ("--at POINTER", "the entry, as a JSON Pointer: /Resources/Web");
const VALUE: (&str, &str) = ("--at POINTER", "the value, as a JSON Pointer: /Resources/Web/Properties/InstanceType");

pub(super) const RECIPES: &[Recipe] = &[
    Recipe {
        name: "rename",
        options: &[ENTRY, ("--key KEY", "its new name")],
        help: "Another name for an entry, in every place that names it too: functions, DependsOn, config sets, user data.",
        propose: |document, arguments| {
            let (at, to) = (at(document, arguments)?, arguments.required("--key")?);
            rename::propose(document, &at, &to).map_err(Fault::Input)
        },
    },
    Recipe {
        name: "remove",
        options: &[ENTRY],
        help: "An entry goes, and what only said that it is there; who still refers to it is told.",
        propose: |document, arguments| {
            let at = at(document, arguments)?;
            removal::propose(document, &at).map_err(Fault::Input)
        },
    },
    Recipe {
        name: "parameter",
        options: &[
            VALUE,
            ("[--name NAME]", "what the parameter is called; after the key unless given"),
            ("[--everywhere]", "other places with the same value refer to it too"),
        ],
        help: "A parameter in place of a value, which becomes its default.",
        propose: parameter,
    },
    Recipe {
        name: "values-by-region",
        options: &[VALUE, ("[--region CODE]...", "the rows of a new mapping; needed where none has regions")],
        help: "A value for each region in place of one: a mapping, with the value as it stands in every row at first.",
        propose: by_region,
    },
    Recipe {
        name: "inline",
        options: &[("--parameter NAME", "a parameter with a default")],
        help: "The default of a parameter in every place that refers to it; the parameter goes.",
        propose: |document, arguments| {
            let name = arguments.required("--parameter")?;
            inline::propose(document, &name).map_err(Fault::Input)
        },
    },
];

/// The entry that `--at` names.
fn at(document: &Document, arguments: &mut Arguments) -> Result<Path, Fault> {
    let pointer = arguments.required("--at")?;
    let path = document.path_from_pointer(&pointer).filter(|path| !path.is_root());
    let path =
        path.ok_or_else(|| Fault::Use(format!("--at {pointer} is no JSON Pointer of an entry: /Resources/Web.")))?;
    match document.node(&path) {
        Some(_) => Ok(path),
        None => Err(Fault::Input(format!("Nothing is at {path}."))),
    }
}

fn parameter(document: &Document, arguments: &mut Arguments) -> Result<Proposal, Fault> {
    let spot = Spot::from(at(document, arguments)?);
    let name = arguments.option("--name")?.unwrap_or_default();
    let everywhere = arguments.flag("--everywhere");
    let others = if everywhere { extract::others(document, &spot) } else { Vec::new() };
    extract::propose(document, &spot, &name, &others).map_err(Fault::Input)
}

fn by_region(document: &Document, arguments: &mut Arguments) -> Result<Proposal, Fault> {
    let spot = Spot::from(at(document, arguments)?);
    let regions = arguments.options("--region");
    let known = mapping::of_regions(document);
    match (&known, regions.as_slice()) {
        (None, []) => return Err(Fault::Use("No mapping has regions: name those of a new one by --region.".into())),
        (Some(map), [_, ..]) => {
            return Err(Fault::Use(format!("{map} has the regions already: leave --region out, or add rows to it.")));
        }
        _ => {}
    }
    if let Some(odd) = regions.iter().find(|region| !mapping::is_region(region)) {
        return Err(Fault::Use(format!("--region {odd} is no region's code, such as eu-west-1.")));
    }
    let regions: Vec<&str> = regions.iter().map(String::as_str).collect();
    mapping::by_region(document, &spot, &regions).map_err(Fault::Input)
}
