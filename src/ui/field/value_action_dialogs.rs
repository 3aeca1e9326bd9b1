//! The dialogs that show what an action on a value changes: make a parameter, values by region, inline a parameter.

use leptos::prelude::*;

use super::selection_parameter::MakePart;
use super::value_action::{Naming, ValueAction, ValueActions};
use crate::deploy::region;
use crate::document::Path;
use crate::recipe::extract_parameter::ParameterDetails;
use crate::recipe::{extract_parameter, inline_parameter, mapping};
use crate::template::reference::trail;
use crate::template::value::ValueRef;
use crate::ui::control::Tick;
use crate::ui::later::dialog_later;
use crate::ui::part::part;
use crate::ui::propose::ProposalDialog;
use crate::ui::workspace::Workspace;

/// Regions that a new mapping begins with.
pub const FIRST_REGIONS: [&str; 4] = ["us-east-1", "us-west-2", "eu-west-1", "eu-central-1"];

/// The dialogs of the actions that change several places.
#[component]
pub fn ValueActionDialogs(
    /// Whose.
    value_actions: ValueActions,
) -> impl IntoView {
    move || {
        value_actions.asked.get().map(|action| {
            let action = StoredValue::new(action);
            let load = move || dialog(action.get_value(), value_actions.open);
            dialog_later(load, move || value_actions.open.set(false))
        })
    }
}

part! {
    dialogs: fn dialog(action: ValueAction, open: RwSignal<bool>) -> AnyView {
        match action {
            ValueAction::Parameter(spot) => view! { <MakeParameter spot=spot open=open/> }.into_any(),
            ValueAction::Part(at, part) => view! { <MakePart at=at part=part open=open/> }.into_any(),
            ValueAction::Region(spot) => view! { <ByRegion spot=spot open=open/> }.into_any(),
            ValueAction::Inline(name) => view! { <Inline name=name open=open/> }.into_any(),
        }
    }
}

#[component]
fn MakeParameter(spot: ValueRef, open: RwSignal<bool>) -> impl IntoView {
    let workspace = Workspace::expect();
    let (name, others) = workspace.with_untracked(|document| {
        let name = extract_parameter::extract(document, &spot).map(|one| one.name).unwrap_or_default();
        (name, extract_parameter::others(document, &spot))
    });
    // The same key most likely means the same thing.
    let same = others.iter().filter(|at| at.last() == spot.at.last()).cloned().collect::<Vec<Path>>();
    let (name, description) = (RwSignal::new(name), RwSignal::new(String::new()));
    let chosen = RwSignal::new(same);
    let propose = move |()| {
        let (name, description, chosen) = (name.get(), description.get(), chosen.get());
        let details = ParameterDetails { name: name.trim(), description: &description };
        workspace.with(|document| extract_parameter::propose(document, &spot, details, &chosen))
    };
    let others = StoredValue::new(others);
    view! {
        <ProposalDialog title="Make this a parameter" open=open propose=propose stays=true>
            <Naming name=name description=description/>
            <fieldset class="value-action-places">
                <legend>{count_label(others.with_value(Vec::len))}</legend>
                {others.get_value().into_iter().map(|at| view! { <Other at=at chosen=chosen/> }).collect_view()}
            </fieldset>
        </ProposalDialog>
    }
}

fn count_label(count: usize) -> String {
    match count {
        1 => "1 other place has the same value. Refer to the parameter there too:".into(),
        count => format!("{count} other places have the same value. Refer to the parameter there too:"),
    }
}

#[component]
fn Other(at: Path, chosen: RwSignal<Vec<Path>>) -> impl IntoView {
    let workspace = Workspace::expect();
    let line = workspace.with_untracked(|document| document.entry_lines(&at).map(|lines| *lines.start()));
    let name = trail(&at);
    let own = at.clone();
    let is_chosen = move || chosen.with(|chosen| chosen.contains(&own));
    let toggle = move |on: bool| {
        chosen.update(|chosen| {
            chosen.retain(|other| *other != at);
            if on {
                chosen.push(at.clone());
            }
        });
    };
    view! {
        <Tick on=Signal::derive(is_chosen) set=toggle>
            <span><code>{name}</code>" "<span class="dim">{line.map(|line| format!("line {line}"))}</span></span>
        </Tick>
    }
}

#[component]
fn ByRegion(spot: ValueRef, open: RwSignal<bool>) -> impl IntoView {
    let workspace = Workspace::expect();
    let chosen = RwSignal::new(FIRST_REGIONS.map(str::to_string).to_vec());
    let known = workspace.with_untracked(mapping::of_regions).is_some();
    let propose = move |()| {
        let chosen = chosen.get();
        let regions: Vec<&str> = chosen.iter().map(String::as_str).collect();
        workspace.with(|document| mapping::by_region(document, &spot, &regions))
    };
    view! {
        <ProposalDialog title="Values by region" open=open propose=propose stays=true>
            {(!known).then(|| view! { <Regions chosen=chosen/> })}
        </ProposalDialog>
    }
}

/// Regions to tick, under the parts of the world.
#[component]
pub fn Regions(
    /// Codes of those that are ticked, in the order of the list.
    chosen: RwSignal<Vec<String>>,
) -> impl IntoView {
    let toggle = move |code: &'static str, on: bool| {
        chosen.update(|chosen| {
            let all = region::GROUPS.iter().flat_map(|group| group.regions);
            let wanted = |one: &str| if one == code { on } else { chosen.iter().any(|other| other == one) };
            *chosen = all.filter(|one| wanted(one.code)).map(|one| one.code.to_string()).collect();
        });
    };
    let tick = move |one: &'static region::Region| {
        let on = move || chosen.with(|chosen| chosen.iter().any(|other| other == one.code));
        view! {
            <label class="tick" title=one.name>
                <input type="checkbox" prop:checked=on on:change:target=move |ev| toggle(one.code, ev.target().checked())/>
                <code>{one.code}</code>
            </label>
        }
    };
    let groups = region::GROUPS.iter().map(|group| {
        let ticks = group.regions.iter().map(tick).collect_view();
        view! { <fieldset class="value-action-regions"><legend>{group.name}</legend>{ticks}</fieldset> }
    });
    view! { <div class="value-action-world" tabindex="0" role="group" aria-label="Regions">{groups.collect_view()}</div> }
}

#[component]
fn Inline(name: String, open: RwSignal<bool>) -> impl IntoView {
    let workspace = Workspace::expect();
    let title = format!("Inline {name}");
    let propose = move |()| workspace.with(|document| inline_parameter::propose(document, &name));
    view! { <ProposalDialog title=title open=open propose=propose stays=true/> }
}
