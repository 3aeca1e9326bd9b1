//! From a value to a parameter, to values by region, and from a parameter back to its value: what the menus of fields and
//! rows offer. What touches one place is done at once; what touches several is shown first.

use std::ops::Range;

use leptos::prelude::*;

use super::part::MakePart;
use super::row::field_id;
use crate::deploy::region;
use crate::document::Path;
use crate::recipe::extract_parameter::ParameterDetails;
use crate::recipe::proposal::Proposal;
use crate::recipe::{extract_parameter, inline_parameter, mapping};
use crate::template::reference::trail;
use crate::template::value::ValueRef;
use crate::ui::propose::ProposalDialog;
use crate::ui::workspace::Workspace;

/// Regions that a new mapping begins with.
pub const FIRST_REGIONS: [&str; 4] = ["us-east-1", "us-west-2", "eu-west-1", "eu-central-1"];

/// What somebody wants of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ValueAction {
    /// A parameter in its place.
    Parameter(ValueRef),
    /// A parameter in the place of these bytes of a text in which names are replaced.
    Part(Path, Range<usize>),
    /// A value for each region in its place.
    Region(ValueRef),
    /// The default of this parameter in the place of it, everywhere.
    Inline(String),
}

impl ValueAction {
    /// A word for the choice of a field.
    pub fn key(&self) -> &'static str {
        match self {
            ValueAction::Parameter(_) => "make a parameter",
            ValueAction::Part(..) => "make a part a parameter",
            ValueAction::Region(_) => "by region",
            ValueAction::Inline(_) => "inline",
        }
    }

    /// For people.
    pub fn label(&self) -> String {
        match self {
            ValueAction::Parameter(_) => "Make this a parameter".into(),
            ValueAction::Part(..) => "Make the selected part a parameter".into(),
            ValueAction::Region(_) => "By region\u{2026}".into(),
            ValueAction::Inline(name) => format!("Inline {name}"),
        }
    }
}

/// Who grants wishes. Copied freely; provided above the forms.
#[derive(Clone, Copy)]
pub struct ValueActions {
    workspace: Workspace,
    wish: RwSignal<Option<ValueAction>>,
    open: RwSignal<bool>,
}

impl ValueActions {
    /// Gives it to all components below.
    pub fn provide() -> ValueActions {
        let value_actions =
            ValueActions { workspace: Workspace::expect(), wish: RwSignal::new(None), open: RwSignal::new(false) };
        provide_context(value_actions);
        value_actions
    }

    /// The one that a component above provides; fields stand in other places too.
    pub fn found() -> Option<ValueActions> {
        use_context()
    }

    /// What can be wished of a value now.
    pub fn offers(&self, spot: &ValueRef) -> Vec<ValueAction> {
        self.workspace.with_untracked(|document| {
            let mut all = Vec::new();
            if extract_parameter::extract(document, spot).is_ok() {
                all.push(ValueAction::Parameter(spot.clone()));
                if document.node(&spot.at).is_some() {
                    all.push(ValueAction::Region(spot.clone()));
                }
            }
            all.extend(inline_parameter::referred(document, spot).map(ValueAction::Inline));
            all
        })
    }

    /// Grants a wish, or shows first what it would change. What cannot be done says why.
    pub fn ask(&self, wish: ValueAction) {
        let at_once = self.workspace.with_untracked(|document| match &wish {
            ValueAction::Parameter(spot) if extract_parameter::others(document, spot).is_empty() => {
                extract_parameter::propose(document, spot, "", &[]).ok()
            }
            ValueAction::Inline(name) if inline_parameter::places(document, name) < 2 => {
                inline_parameter::propose(document, name).ok()
            }
            ValueAction::Parameter(_) | ValueAction::Part(..) | ValueAction::Inline(_) | ValueAction::Region(_) => None,
        });
        if !at_once.is_some_and(|proposal| self.make(proposal)) {
            self.wish.set(Some(wish));
            self.open.set(true);
        }
    }

    /// Makes a change of one place.
    fn make(&self, proposal: Proposal) -> bool {
        let workspace = self.workspace;
        workspace.close_step();
        let done = workspace.edit(&proposal.title, &proposal.at, proposal.edits).is_ok();
        workspace.close_step();
        if done {
            crate::ui::focus::focus_soon(field_id(&proposal.at));
            workspace.linked.set(Some(proposal.at));
            workspace.toast(&format!("{}.", proposal.title));
        }
        done
    }
}

/// The dialogs behind the wishes.
#[component]
pub fn ValueActionDialogs(
    /// Whose.
    value_actions: ValueActions,
) -> impl IntoView {
    move || {
        value_actions.wish.get().map(|wish| match wish {
            ValueAction::Parameter(spot) => view! { <MakeParameter spot=spot open=value_actions.open/> }.into_any(),
            ValueAction::Part(at, part) => view! { <MakePart at=at part=part open=value_actions.open/> }.into_any(),
            ValueAction::Region(spot) => view! { <ByRegion spot=spot open=value_actions.open/> }.into_any(),
            ValueAction::Inline(name) => view! { <Inline name=name open=value_actions.open/> }.into_any(),
        })
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
        let said = ParameterDetails { name: name.trim(), description: &description };
        workspace.with(|document| extract_parameter::propose(document, &spot, said, &chosen))
    };
    let others = StoredValue::new(others);
    view! {
        <ProposalDialog title="Make this a parameter" open=open propose=propose stays=true>
            <Naming name=name description=description/>
            <fieldset class="value-action-places">
                <legend>{said(others.with_value(Vec::len))}</legend>
                {others.get_value().into_iter().map(|at| view! { <Other at=at chosen=chosen/> }).collect_view()}
            </fieldset>
        </ProposalDialog>
    }
}

/// What a new parameter is called, and what is said of it where it is asked for.
#[component]
pub(super) fn Naming(name: RwSignal<String>, description: RwSignal<String>) -> impl IntoView {
    view! {
        <div class="value-action-name">
            <label for="value-action-name">"Name of the parameter"</label>
            <input
                class="in mono" id="value-action-name" type="text" autocomplete="off" spellcheck="false" autocapitalize="off"
                prop:value=name on:input:target=move |ev| name.set(ev.target().value())
            />
        </div>
        <div class="value-action-name is-wide">
            <label for="value-action-description">"Description "<span class="dim">"may be empty"</span></label>
            <input
                class="in" id="value-action-description" type="text" autocomplete="off"
                prop:value=description on:input:target=move |ev| description.set(ev.target().value())
            />
        </div>
    }
}

fn said(count: usize) -> String {
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
        <label class="tick">
            <input type="checkbox" prop:checked=is_chosen on:change:target=move |ev| toggle(ev.target().checked())/>
            <span><code>{name}</code>" "<span class="dim">{line.map(|line| format!("line {line}"))}</span></span>
        </label>
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
