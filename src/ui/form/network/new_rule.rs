//! The form that adds a security group rule: a service, a source, a button.

use leptos::prelude::*;

use super::rule_table::{RuleTable, rule_id};
use crate::recipe::rule::{Ports, add, fault_of_range};
use crate::schema::ec2::port::SERVICES;
use crate::template::Template;
use crate::template::security_group::{Direction, Source, choices};
use crate::ui::focus::focus_soon;
use crate::ui::icon::{Icon, Svg};
use crate::ui::workspace::Workspace;

/// The answer behind which something is typed.
const TYPED: &str = "\u{2026}";

/// Choices for the new rule.
#[derive(Clone, Copy)]
struct Wanted {
    service: RwSignal<String>,
    ports: RwSignal<String>,
    source: RwSignal<String>,
    range: RwSignal<String>,
}

/// Form that adds a rule, below the table.
#[component]
pub fn NewRule(
    /// The table.
    table: RuleTable,
    /// Direction of the table.
    direction: Direction,
) -> impl IntoView {
    let workspace = Workspace::expect();
    let group = table.group;
    let sources = workspace.memo_of_shape(move |document| choices(Template::of(document), &group.get_value()));
    let wanted = Wanted {
        service: RwSignal::new("HTTPS".to_string()),
        ports: RwSignal::new(String::new()),
        source: RwSignal::new("0".to_string()),
        range: RwSignal::new(String::new()),
    };
    let submit = move |ev: web_sys::SubmitEvent| {
        ev.prevent_default();
        match chosen(wanted, sources) {
            Ok((ports, source)) => make(workspace, table, direction, &ports, &source),
            Err(why) => table.actions.refused.set(Some(why)),
        }
    };
    let own = group.get_value();
    let id = move |what: &str| format!("new-rule-{own}-{what}");
    view! {
        <form class="add-line new-rule" on:submit=submit aria-label=format!("New {} rule", direction.word().to_lowercase())>
            <Services wanted=wanted id=id("service")/>
            <Sources wanted=wanted sources=sources direction=direction id=id("source")/>
            <button type="submit" class="btn sm"><Svg icon=Icon::Plus/>"Add a rule"</button>
        </form>
    }
}

#[component]
fn Services(wanted: Wanted, id: String) -> impl IntoView {
    view! {
        <label class="sr" for=id.clone()>"Service of the new rule"</label>
        <select class="in" id=id on:change:target=move |ev| wanted.service.set(ev.target().value())>
            {SERVICES.iter().map(|service| view! {
                <option value=service.name prop:selected=move || wanted.service.with(|name| name == service.name)>{service.name}</option>
            }).collect_view()}
            <option value=TYPED>"Own ports\u{2026}"</option>
        </select>
        <Show when=move || wanted.service.with(|name| name == TYPED)>
            <input class="in mono short" type="text" autocomplete="off" spellcheck="false" aria-label="Ports, such as 8000, 8000-8100 or udp 53"
                placeholder="8000-8100" prop:value=wanted.ports on:input:target=move |ev| wanted.ports.set(ev.target().value())/>
        </Show>
    }
}

#[component]
fn Sources(wanted: Wanted, sources: Memo<Vec<Source>>, direction: Direction, id: String) -> impl IntoView {
    let label = match direction {
        Direction::Inbound => "Who may use it",
        Direction::Outbound => "What may be reached",
    };
    let numbered = move || -> Vec<(usize, Source)> { sources.get().into_iter().enumerate().collect() };
    view! {
        <label class="sr" for=id.clone()>{label}</label>
        <select class="in" id=id on:change:target=move |ev| wanted.source.set(ev.target().value())>
            <For each=numbered key=|one| one.clone() let:one>
                {
                    let own = one.0.to_string();
                    let value = own.clone();
                    view! { <option value=value prop:selected=move || wanted.source.with(|index| *index == own)>{one.1.label(direction)}</option> }
                }
            </For>
            <option value=TYPED>"A range\u{2026}"</option>
        </select>
        <Show when=move || wanted.source.with(|index| index == TYPED)>
            <input class="in mono short" type="text" autocomplete="off" spellcheck="false" aria-label="Range, such as 203.0.113.7/32"
                placeholder="203.0.113.7/32" prop:value=wanted.range on:input:target=move |ev| wanted.range.set(ev.target().value())/>
        </Show>
    }
}

/// Chosen ports and source, or the error.
fn chosen(wanted: Wanted, sources: Memo<Vec<Source>>) -> Result<(Ports, Source), String> {
    let service = wanted.service.get_untracked();
    let ports = match SERVICES.iter().find(|one| one.name == service) {
        Some(service) => Ports::from(service),
        None => {
            let text = wanted.ports.get_untracked();
            Ports::parse(&text)
                .ok_or_else(|| format!("\u{201c}{text}\u{201d} is not a port. Write 8000, 8000-8100 or udp 53."))?
        }
    };
    let index = wanted.source.get_untracked();
    if index == TYPED {
        let text = wanted.range.get_untracked();
        return match fault_of_range(&text) {
            Some(why) => Err(why),
            None => Ok((ports, Source::Written(text))),
        };
    }
    let source = index.parse::<usize>().ok().and_then(|index| sources.with_untracked(|all| all.get(index).cloned()));
    source.map(|source| (ports, source)).ok_or_else(|| "Choose who the rule is for.".to_string())
}

fn make(workspace: Workspace, table: RuleTable, direction: Direction, ports: &Ports, source: &Source) {
    let group = table.group.get_value();
    let (at, edits) = workspace.with_untracked(|document| add(document, &group, direction, ports, source));
    if table.actions.make("new rule", &at, |_| edits) {
        table.direction.set(direction);
        table.chosen.set(Some(at.clone()));
        workspace.linked.set(Some(at.clone()));
        focus_soon(rule_id(&at));
    }
}
