//! The restart triggers of a service, chosen from the entries of its config.

use leptos::prelude::*;

use crate::document::Path;
use crate::recipe::service;
use crate::recipe::trigger::{self, Cause};
use crate::template::Section;
use crate::ui::control::Tick;
use crate::ui::field::actions::FormActions;
use crate::ui::field::property::PropertyRow;
use crate::ui::field::tree::Nested;
use crate::ui::icon::{Icon, Svg};
use crate::ui::workspace::Workspace;

/// One row for each section of which the config declares something, or the service lists something.
#[component]
pub fn Triggers(at: Path, config: Path, actions: FormActions) -> impl IntoView {
    let workspace = Workspace::expect();
    let (own, path) = (config, at.clone());
    let all = workspace.memo(move |document| service::candidates(document, &own, &path));
    let odd = workspace.memo_with(&at, move |document, at| {
        Section::ALL.into_iter().filter(|section| trigger::is_odd(document, at, *section)).collect::<Vec<_>>()
    });
    let sections = Memo::new(move |_| {
        let of = |section: &Section| all.with(|all| all.iter().any(|(cause, _)| cause.section == *section));
        Section::ALL
            .into_iter()
            .filter(|section| of(section) || odd.with(|odd| odd.contains(section)))
            .collect::<Vec<_>>()
    });
    let path = StoredValue::new(at);
    view! {
        <For each=move || sections.get() key=|section| *section let:section>
            <SectionRow at=path.get_value() section=section all=all actions=actions/>
        </For>
        <Show when=move || sections.with(Vec::is_empty)>
            <p class="fact">"Nothing in this config can restart it. Add a file, package or command first."</p>
        </Show>
    }
}

#[component]
fn SectionRow(at: Path, section: Section, all: Memo<Vec<(Cause, bool)>>, actions: FormActions) -> impl IntoView {
    let own = Memo::new(move |_| {
        all.with(|all| all.iter().filter(|(cause, _)| cause.section == section).cloned().collect::<Vec<_>>())
    });
    let odd = Workspace::expect().memo_with(&at, move |document, at| trigger::is_odd(document, at, section));
    let path = StoredValue::new(at.clone());
    let row = trigger::row(section)?;
    let list = StoredValue::new(at.join(row.key));
    Some(view! {
        <PropertyRow at=at.join(row.key) row=*row>
            <div class="ticks" role="group" aria-label=format!("{} that restart it", row.label)>
                <For each=move || own.get() key=|one| one.clone() let:one>
                    <CauseTick at=path.get_value() cause=one.0 declared=one.1 actions=actions/>
                </For>
            </div>
            <Show when=move || odd.get()>
                <Nested at=list.get_value()/>
                <p class="help">"Not a plain list of names, so it is shown unchanged."</p>
            </Show>
        </PropertyRow>
    })
}

#[component]
fn CauseTick(at: Path, cause: Cause, declared: bool, actions: FormActions) -> impl IntoView {
    let workspace = Workspace::expect();
    let (own, one) = (at.clone(), cause.clone());
    let on = workspace.memo(move |document| document.node(&own).is_some_and(|node| one.is_listed(node)));
    let name = cause.name.clone();
    let list = cause.list(&at);
    let (path, one) = (StoredValue::new(at), StoredValue::new(cause));
    let toggle = move |on: bool| {
        let recipe = if on { trigger::add } else { trigger::drop };
        let (at, cause) = (path.get_value(), one.get_value());
        actions.make(&format!("what restarts {}", at.last_key().unwrap_or_default()), &at, |document| {
            recipe(document, &at, &cause)
        });
    };
    view! {
        <Tick on=on set=toggle entered=move |()| workspace.linked.set(Some(list.clone()))>
            <code class="cut">{name}</code>
            {(!declared).then(|| view! { <span class="chip warn"><Svg icon=Icon::Warning/>"not in this config, so it never restarts it"</span> })}
        </Tick>
    }
}
