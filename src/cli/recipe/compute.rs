//! The recipes for one machine and groups of them.

use super::super::Fault;
use super::super::arguments::Arguments;
use super::{RESOURCE, Recipe, number};
use crate::document::Document;
use crate::recipe::compute::{self, Front, GroupOptions, Leftover, SingleOptions};
use crate::recipe::proposal::Proposal;

const GROUP: (&str, &str) = ("--resource GROUP", "an Auto Scaling group");
const PORT: (&str, &str) = ("[--port N]", "what the instances listen on; what their security groups say unless given");
const HEALTH: (&str, &str) =
    ("[--health-check PATH]", "what an instance answers while it is well; / where nothing says it");

pub(super) const RECIPES: &[Recipe] = &[
    Recipe {
        name: "auto-scaling-group",
        options: &[
            ("--resource INSTANCE", "an instance"),
            ("[--min N]", "1 unless given"),
            ("[--max N]", "4 unless given"),
            ("[--desired N]", "2 unless given"),
            ("[--subnet NAME]...", "a subnet or a parameter; where the instance stands unless given"),
            ("[--no-load-balancer]", "the group alone"),
            PORT,
            HEALTH,
            ("[--cpu PERCENT|none]", "what the processors are held at, 50 unless given"),
        ],
        help: "An Auto Scaling group in place of an instance, which becomes its launch template, behind a load balancer.",
        propose: group,
    },
    Recipe {
        name: "single-instance",
        options: &[
            GROUP,
            ("[--keep-load-balancer]", "it sends to the one instance"),
            ("[--keep-subnets]", "subnets stay that nothing uses then"),
        ],
        help: "One instance in place of an Auto Scaling group, made of its launch template or launch configuration.",
        propose: single,
    },
    Recipe {
        name: "launch-template",
        options: &[("--resource CONFIGURATION", "a launch configuration")],
        help: "A launch template in place of a launch configuration; the groups that start from it follow.",
        propose: |document, arguments| {
            let id = arguments.required(RESOURCE)?;
            compute::launch_template(document, &id).map_err(Fault::Input)
        },
    },
    Recipe {
        name: "load-balancer",
        options: &[GROUP, PORT, HEALTH],
        help: "An Application Load Balancer in front of an Auto Scaling group.",
        propose: front,
    },
    Recipe {
        name: "target-tracking",
        options: &[GROUP, ("[--cpu PERCENT]", "50 unless given")],
        help: "A policy that holds the processors of an Auto Scaling group at a percentage.",
        propose: tracking,
    },
];

fn group(document: &Document, arguments: &mut Arguments) -> Result<Proposal, Fault> {
    let id = arguments.required(RESOURCE)?;
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
    let id = arguments.required(RESOURCE)?;
    let leftover = |keep: bool| if keep { Leftover::Keep } else { Leftover::Remove };
    let balancer = leftover(arguments.flag("--keep-load-balancer"));
    let subnets = leftover(arguments.flag("--keep-subnets"));
    compute::single(document, &id, SingleOptions { balancer, subnets }).map_err(Fault::Input)
}

fn front(document: &Document, arguments: &mut Arguments) -> Result<Proposal, Fault> {
    let id = arguments.required(RESOURCE)?;
    let front = front_of(document, arguments, &id)?;
    compute::in_front(document, &id, &front).map_err(Fault::Input)
}

fn tracking(document: &Document, arguments: &mut Arguments) -> Result<Proposal, Fault> {
    let id = arguments.required(RESOURCE)?;
    let percent = number(arguments, "--cpu")?.unwrap_or(50);
    compute::tracking(document, &id, percent).map_err(Fault::Input)
}
