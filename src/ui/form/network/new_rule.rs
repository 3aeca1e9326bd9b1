//! The form that adds a security group rule: a service, a source, a button.

use leptos::prelude::*;

use super::rule::{RuleTable, rule_id};
use crate::recipe::rule::{Ports, add, fault_of_range};
use crate::schema::ec2::port::SERVICES;
use crate::template::Template;
use crate::template::security_group::{Direction, Source, choices};
use crate::ui::control::{Select, SelectOption};
use crate::ui::focus::focus_soon;
use crate::ui::icon::{Icon, Svg};
use crate::ui::workspace::Workspace;

/// The option that shows a field for other values.
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
    let services = Signal::stored(SERVICES.iter().map(|service| SelectOption::word(service.name)).collect::<Vec<_>>());
    let others = Signal::derive(move || {
        let all = sources.get().into_iter().enumerate();
        all.map(|(index, source)| SelectOption::new(index.to_string(), source.label(direction))).collect::<Vec<_>>()
    });
    let label = match direction {
        Direction::Inbound => "Who may use it",
        Direction::Outbound => "What may be reached",
    };
    let own = group.get_value();
    let id = move |what: &str| format!("new-rule-{own}-{what}");
    view! {
        <form class="add-line new-rule" on:submit=submit aria-label=format!("New {} rule", direction.word().to_lowercase())>
            <OrTyped
                id=id("service") label="Service of the new rule" options=services chosen=wanted.service typed=wanted.ports
                other=("Own ports\u{2026}", "Ports, such as 8000, 8000-8100 or udp 53", "8000-8100")
            />
            <OrTyped
                id=id("source") label=label options=others chosen=wanted.source typed=wanted.range
                other=("A range\u{2026}", "Range, such as 203.0.113.7/32", "203.0.113.7/32")
            />
            <button type="submit" class="btn sm"><Svg icon=Icon::Plus/>"Add a rule"</button>
        </form>
    }
}

/// A choice whose last option shows a field for other values.
#[component]
fn OrTyped(
    id: String,
    label: &'static str,
    options: Signal<Vec<SelectOption>>,
    chosen: RwSignal<String>,
    typed: RwSignal<String>,
    /// The last option, and the name and an example of its field.
    other: (&'static str, &'static str, &'static str),
) -> impl IntoView {
    let (last, name, example) = other;
    let options =
        Signal::derive(move || options.get().into_iter().chain([SelectOption::new(TYPED, last)]).collect::<Vec<_>>());
    let set = move |value: Option<String>| chosen.set(value.unwrap_or_default());
    view! {
        <label class="sr" for=id.clone()>{label}</label>
        <Select id=id answers=options chosen=Signal::derive(move || Some(chosen.get())) set=set/>
        <Show when=move || chosen.with(|value| value == TYPED)>
            <input class="in mono short" type="text" autocomplete="off" spellcheck="false" aria-label=name placeholder=example
                prop:value=typed on:input:target=move |ev| typed.set(ev.target().value())/>
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
