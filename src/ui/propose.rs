//! A change that is shown before it is made: what it does, what it leaves to people, what an update with it does to a
//! stack, the lines that would change, and the button that makes it, as one step of Undo.

use std::collections::HashMap;

use leptos::prelude::*;

use super::changes::unified_line;
use super::dialog::Frame;
use super::given::GivenValues;
use super::icon::{Icon, Svg};
use super::impact::{BACKGROUND_MOST, VerdictBadge};
use super::route::Route;
use super::workspace::Workspace;
use crate::diff::{Baseline, DiffLayout, DiffLine, DiffRow, Difference};
use crate::document::Document;
use crate::impact::{Impact, ResourceImpact, Verdict};
use crate::recipe::proposal::Proposal;
use crate::template::evaluate::ParameterValues;

/// Rows of the preview that are drawn; a longer one says how much more there is.
const MOST: usize = 600;
/// Resources that are named of those that an update would replace, delete or interrupt.
const MOST_RESOURCES: usize = 8;

/// How a proposal is made of the document as it is; why there is none, in words.
pub type Proposer = Callback<(), Result<Proposal, String>>;

/// A dialog with the change that `propose` gives. It reads the document and the options inside, and is asked again when
/// one of them changes.
#[component]
pub fn ProposalDialog(
    /// The title: "Change the operating system".
    #[prop(into)]
    title: String,
    /// True while it is shown.
    open: RwSignal<bool>,
    /// Gives the change. It is called reactively.
    #[prop(into)]
    propose: Proposer,
    /// True if the open form stays open after the change; otherwise the form of the changed entry opens.
    #[prop(optional)]
    stays: bool,
    /// Called when the change was made.
    #[prop(optional, into)]
    then: Option<Callback<()>>,
    /// The options, if there are any.
    #[prop(optional)]
    children: Option<ChildrenFn>,
) -> impl IntoView {
    view! {
        <Show when=move || open.get()>
            <Shown title=title.clone() open=open propose=propose stays=stays then=then options=children.clone()/>
        </Show>
    }
}

#[component]
fn Shown(
    title: String,
    open: RwSignal<bool>,
    propose: Proposer,
    stays: bool,
    then: Option<Callback<()>>,
    options: Option<ChildrenFn>,
) -> impl IntoView {
    let workspace = Workspace::expect();
    let refused = RwSignal::new(None::<String>);
    let proposal = Memo::new(move |_| propose.run(()));
    let make = move |_| {
        let Ok(proposal) = proposal.get_untracked() else { return };
        workspace.close_step();
        match workspace.edit(&proposal.title, &proposal.at, proposal.edits) {
            Ok(()) => {
                workspace.close_step();
                open.set(false);
                if !stays {
                    workspace.select(workspace.with_untracked(|document| Route::of(document, &proposal.at)));
                }
                workspace.linked.set(Some(proposal.at));
                workspace.toast(&format!("{}.", proposal.title));
                if let Some(then) = then {
                    then.run(());
                }
            }
            Err(why) => refused.set(Some(why.to_string())),
        }
    };
    let fault = move || refused.get().or_else(|| proposal.with(|proposal| proposal.clone().err()));
    // What stands in the way before anybody has chosen anything is no mistake of theirs.
    let first = StoredValue::new(proposal.with_untracked(|proposal| proposal.clone().err()));
    let message = move |why: String| match first.with_value(|first| first.as_ref() == Some(&why)) {
        true => view! { <div class="note" role="status"><Svg icon=Icon::Info/><div>{why}</div></div> }.into_any(),
        false => view! { <div class="note err" role="alert"><Svg icon=Icon::Alert/><div>{why}</div></div> }.into_any(),
    };
    view! {
        <Frame class="dlg propose" id="propose-title" title=Signal::stored(title) open=open>
            <div class="dl-b propose-b">
                {options.map(|options| view! { <div class="propose-o">{options()}</div> })}
                {move || fault().map(message)}
                <Sentences proposal=proposal/>
                <Consequences proposal=proposal/>
                <Preview proposal=proposal/>
            </div>
            <footer>
                <span class="grow dim">"Applied as one step. Undo reverts it."</span>
                <button type="button" class="btn" on:click=move |_| open.set(false)>"Cancel"</button>
                <button type="button" class="btn pri" id="propose-make" disabled=move || proposal.with(Result::is_err) on:click=make>
                    "Apply"
                </button>
            </footer>
        </Frame>
    }
}

/// What it does, and what it leaves.
#[component]
fn Sentences(proposal: Memo<Result<Proposal, String>>) -> impl IntoView {
    let does = move || proposal.with(|proposal| proposal.as_ref().map(|one| one.does.clone()).unwrap_or_default());
    let leaves = move || proposal.with(|proposal| proposal.as_ref().map(|one| one.leaves.clone()).unwrap_or_default());
    let all = |all: Vec<String>| all.into_iter().map(|one| view! { <li>{one}</li> }).collect_view();
    view! {
        <ul class="propose-does">{move || all(does())}</ul>
        {move || Some(leaves()).filter(|leaves| !leaves.is_empty()).map(|leaves| view! {
            <div class="note">
                <Svg icon=Icon::Warning/>
                <div><b>"Check these yourself"</b><ul class="left-out">{all(leaves)}</ul></div>
            </div>
        })}
    }
}

/// What an update with the change does to resources of a stack made of the template as it is, if it is more than a change
/// that goes on working.
#[component]
fn Consequences(proposal: Memo<Result<Proposal, String>>) -> impl IntoView {
    let workspace = Workspace::expect();
    let given = GivenValues::expect();
    given.read();
    let worst = Memo::new(move |_| {
        let Ok(proposal) = proposal.get() else { return Vec::new() };
        workspace.with(|document| given.signal().with(|given| consequences(document, &proposal, given)))
    });
    let row = |one: ResourceImpact| {
        let only_if = one.only_if.map(|only_if| format!(" only if {only_if}"));
        let notes = one.notes.join(" ");
        view! { <li><VerdictBadge verdict=one.verdict/>" "<code>{one.id}</code>{only_if}<span class="mid">{format!(" {notes}")}</span></li> }
    };
    move || {
        let mut all = worst.get();
        let more = all.len().saturating_sub(MOST_RESOURCES);
        all.truncate(MOST_RESOURCES);
        (!all.is_empty()).then(|| {
            view! {
                <h3 class="propose-h">"At an update of a stack with this template"</h3>
                <ul class="propose-u">
                    {all.into_iter().map(row).collect_view()}
                    {(more > 0).then(|| view! { <li>{format!("and {more} more, see Changes afterwards")}</li> })}
                </ul>
            }
        })
    }
}

fn consequences(document: &Document, proposal: &Proposal, given: &ParameterValues) -> Vec<ResourceImpact> {
    let is_small = document.text().len() <= BACKGROUND_MOST;
    let Some(after) = proposal.outcome(document).ok().filter(|_| is_small) else { return Vec::new() };
    let is_felt = |one: &ResourceImpact| {
        matches!(
            one.verdict,
            Verdict::Fails
                | Verdict::Replacement
                | Verdict::Deleted
                | Verdict::InstancesReplaced
                | Verdict::Interruption
        )
    };
    Impact::between(document, &after, given).resources.into_iter().filter(is_felt).collect()
}

/// The lines that would change.
#[component]
fn Preview(proposal: Memo<Result<Proposal, String>>) -> impl IntoView {
    let workspace = Workspace::expect();
    let rows = Memo::new(move |_| {
        let proposal = proposal.get().ok()?;
        workspace.with(|document| preview(document, &proposal))
    });
    move || {
        rows.get().map(|(rows, counts)| {
            view! {
                <h3 class="propose-h">"Lines that change "<span class="dim num">{counts}</span></h3>
                <div class="diff propose-d" tabindex="0" role="region" aria-label="Lines that change">
                    <div class="dls">{rows.into_iter().map(changed_line).collect_view()}</div>
                </div>
            }
        })
    }
}

/// The rows of the difference that are lines, and how many of them there are in words.
fn preview(document: &Document, proposal: &Proposal) -> Option<(Vec<DiffRow>, String)> {
    let after = proposal.outcome(document).ok()?;
    let difference = Difference::between(&Baseline::new(document.text()), &after);
    let rows = difference.rows(DiffLayout::Unified, &HashMap::new(), MOST);
    let more = if rows.more { ", the first of them" } else { "" };
    let counts = format!("{} added, {} removed{more}", difference.added(), difference.removed());
    Some((rows.rows, counts))
}

/// A row of a difference that is not made yet: nothing to go to.
pub fn changed_line(row: DiffRow) -> AnyView {
    match row {
        DiffRow::Heading { at, .. } => {
            let name = if at.is_root() { "Top level".to_string() } else { at.to_string() };
            view! { <div class="hunk"><span class="at cut">{name}</span></div> }.into_any()
        }
        DiffRow::Fold { .. } => ().into_any(),
        // No change to go to yet.
        DiffRow::Line(line) => unified_line(DiffLine { begins: None, ..line }, Signal::stored(false)),
    }
}
