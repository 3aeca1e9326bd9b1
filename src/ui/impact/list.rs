//! The list of what an update does, above the difference of the Changes tab.

use leptos::prelude::*;

use super::badge::VerdictBadge;
use super::state::UpdateImpact;
use crate::check::Fix;
use crate::document::Path;
use crate::impact::{PropertyImpact, ResourceImpact, Verdict, WayOut};
use crate::template::{Parameter, Template, resource_path};
use crate::ui::diagnostic::apply_at;
use crate::ui::given::GivenValues;
use crate::ui::icon::{Icon, Svg};
use crate::ui::workspace::Workspace;

/// Resources shown at first.
const FIRST: usize = 40;

/// What an update from the baseline does: a line of counts, and each resource with reasons and ways out.
#[component]
pub fn ImpactList() -> impl IntoView {
    let state = UpdateImpact::expect();
    let all = RwSignal::new(false);
    let resources = Memo::new(move |_| {
        let most = if all.get() { usize::MAX } else { FIRST };
        state.get().map(|impact| impact.resources.iter().take(most).cloned().collect::<Vec<_>>()).unwrap_or_default()
    });
    let rest = Memo::new(move |_| {
        let count = state.get().map_or(0, |impact| impact.resources.len());
        count.saturating_sub(resources.with(Vec::len))
    });
    let counts = move || {
        let impact = state.get()?;
        let mut parts = Vec::new();
        for verdict in Verdict::ALL {
            let count = impact.count(verdict);
            if count > 0 {
                parts.push(view! {
                    <span class=class_of(verdict)><b>{count}</b>" "{verdict.label().to_lowercase()}</span>
                });
            }
        }
        Some(parts)
    };
    let notes = move || {
        let impact = state.get()?;
        let outputs =
            (!impact.outputs.is_empty()).then(|| format!("Outputs that change: {}.", impact.outputs.join(", ")));
        Some(
            impact
                .notes
                .iter()
                .cloned()
                .chain(outputs)
                .map(|note| view! { <p class="imp-note">{note}</p> })
                .collect_view(),
        )
    };
    let there = Memo::new(move |_| state.get().is_some());
    let given = given_line();
    view! {
        <Show when=move || there.get()>
            <details class="impact" open="">
                <summary><h2>"What an update does"</h2><span class="imp-counts">{counts}</span></summary>
                <div class="imp-body" tabindex="0" role="region" aria-label="What an update does to each resource">
                    <ol class="imps">
                        <For each=move || resources.get() key=|one| key_of(one) let:one><Item one=one/></For>
                    </ol>
                    <Show when=move || rest.get() != 0>
                        <p class="imp-note">
                            <button type="button" class="btn sm" on:click=move |_| all.set(true)>
                                {move || format!("Show {} more", rest.get())}
                            </button>
                        </p>
                    </Show>
                    {notes}
                    {move || given.get().map(|line| view! { <p class="imp-note">{line}</p> })}
                    <p class="imp-note help">"Worked out from the text alone; a change set has the last word."</p>
                </div>
            </details>
        </Show>
    }
}

/// The values of parameters that were given, in a sentence; `None` if all have their defaults.
fn given_line() -> Memo<Option<String>> {
    let workspace = Workspace::expect();
    let values = GivenValues::expect().signal();
    Memo::new(move |_| {
        workspace.track_debounced();
        values.with(|values| {
            let given = workspace.with_untracked(|document| {
                let all = Template::of(document).parameters();
                let other = |parameter: Parameter<'_>| {
                    let value = values.get(parameter.name())?;
                    let is_default = parameter.default().unwrap_or_default() == value.as_str();
                    (!is_default).then(|| format!("{} = {value}", parameter.name()))
                };
                all.filter_map(other).collect::<Vec<_>>()
            });
            (!given.is_empty())
                .then(|| format!("With the values of the deploy dialog and the boot plan: {}.", given.join(", ")))
        })
    })
}

/// What keeps a row while others change.
fn key_of(one: &ResourceImpact) -> String {
    format!("{one:?}")
}

fn class_of(verdict: Verdict) -> &'static str {
    super::badge::class_of(verdict)
}

/// A resource with what happens to it.
#[component]
fn Item(one: ResourceImpact) -> impl IntoView {
    let workspace = Workspace::expect();
    let at = StoredValue::new(resource_path(&one.id));
    let open = move |_| {
        let line = workspace.with_untracked(|document| {
            at.with_value(|at| document.entry_span(at)).map(|span| document.position(span.start))
        });
        if let Some(position) = line {
            at.with_value(|at| workspace.go_to(Some(at), position));
        }
    };
    let only_if =
        one.only_if.as_ref().map(|only_if| view! { <span class="imp-if">{format!("only if {only_if}")}</span> });
    let lines = |lines: &[String], class: &'static str| {
        lines.iter().cloned().map(|line| view! { <li class=class>{line}</li> }).collect_view()
    };
    let notes = lines(&one.notes, "imp-what");
    let way = |way: WayOut| view! { <li class="imp-way">{way.text}{way.fix.map(|fix| view! { " "<Offer fix=fix at=at/> })}</li> };
    let ways = one.ways_out.iter().cloned().map(way).collect_view();
    view! {
        <li class=format!("imp {}", class_of(one.verdict))>
            <div class="imp-head">
                <VerdictBadge verdict=one.verdict/>
                <button type="button" class="imp-id cut" on:click=open>{one.id.clone()}</button>
                <code class="mid cut">{one.kind.clone()}</code>
            </div>
            {only_if}
            <ul class="imp-parts">
                {one.properties.iter().cloned().map(|part| view! { <Part of=part/> }).collect_view()}
                {notes}{ways}
            </ul>
        </li>
    }
}

/// The button of a way out that is an edit: one step of Undo.
#[component]
fn Offer(fix: Fix, at: StoredValue<Path>) -> impl IntoView {
    let workspace = Workspace::expect();
    let refused = RwSignal::new(None::<String>);
    let label = fix.label.clone();
    let apply = move |_| {
        refused.try_set(at.with_value(|at| apply_at(workspace, &fix, at)).err());
    };
    view! {
        <button type="button" class="btn sm" on:click=apply><Svg icon=Icon::Fix/>{label}</button>
        {move || refused.get().map(|why| view! { <p class="help is-err" role="alert">{why}</p> })}
    }
}

/// A property with its values and the reason.
#[component]
fn Part(of: PropertyImpact) -> impl IntoView {
    let values = match (&of.old, &of.new) {
        (Some(old), Some(new)) if old != new => Some(format!("{old} → {new}")),
        (Some(old), None) => Some(format!("{old} removed")),
        (None, Some(new)) => Some(new.clone()),
        _ => None,
    };
    let place = of.at.join(" › ");
    let place = place.strip_prefix("Properties › ").unwrap_or(&place).to_string();
    let only_if = of.only_if.map(|only_if| format!(" Only if {only_if}."));
    let about = format!(" on {place}, in a new tab");
    let page = of.page.map(|page| {
        view! {
            " "<a class="doc" href=page target="_blank" rel="noreferrer">
                "AWS docs" <span class="sr">{about}</span> <Svg icon=Icon::External/>
            </a>
        }
    });
    view! {
        <li>
            <code>{place.clone()}</code>{values.map(|values| view! { " "<code class="mid">{values}</code> })}
            " "<span class=format!("upd {}", class_of(of.verdict))>{of.verdict.label().to_lowercase()}</span>
            <p>{of.why}{only_if}{page}</p>
        </li>
    }
}
