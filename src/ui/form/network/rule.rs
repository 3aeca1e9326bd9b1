//! The rows of one rule: service and ports, source or destination, description.

use leptos::prelude::*;

use super::rule_table::RuleTable;
use crate::document::Path;
use crate::recipe::rule::{Ports, set_ports, set_source};
use crate::schema::Property;
use crate::schema::ec2::port::SERVICES;
use crate::schema::ec2::security_group as row;
use crate::template::Template;
use crate::template::security_group::{Direction, GroupRule, Source, choices};
use crate::ui::field::property::SchemaRow;
use crate::ui::field::{FieldRow, field_id};
use crate::ui::workspace::Workspace;

/// The rows of the rule with its keys at a path.
#[component]
pub fn RuleDetail(
    /// The table it is in.
    table: RuleTable,
    /// Its keys.
    at: Path,
) -> impl IntoView {
    let rule = table.rule(at.clone());
    let name =
        move || rule.with(|rule| rule.as_ref().map(|rule| format!("Rule for {}", rule.service)).unwrap_or_default());
    let direction = rule.with_untracked(|rule| rule.as_ref().map_or(Direction::Inbound, |rule| rule.direction));
    let every = Memo::new(move |_| rule.with(|rule| rule.as_ref().is_some_and(|rule| rule.ports == "all")));
    let side = side_row(rule, at.clone(), direction);
    let path = StoredValue::new(at.clone());
    view! {
        <section class="part rule-part" aria-label=name>
            <div class="sect"><h2>{name}</h2></div>
            <div class="rows">
                <ServiceRow table=table rule=rule at=at.clone()/>
                <Show when=move || !every.get()>
                    <SchemaRow owner=path.get_value() row=row::FROM_PORT/>
                    <SchemaRow owner=path.get_value() row=row::TO_PORT/>
                </Show>
                <SourceRow table=table rule=rule at=at.clone()/>
                {move || view! { <SchemaRow owner=path.get_value() row=side.get()/> }}
                <SchemaRow owner=at row=row::DESCRIPTION/>
            </div>
        </section>
    }
}

/// The row of the other side that the rule has; the IPv4 range if it has none.
fn side_row(rule: Memo<Option<GroupRule>>, at: Path, direction: Direction) -> Memo<Property> {
    let workspace = Workspace::expect();
    let keys = direction.sources();
    let present = workspace.memo(move |document| {
        let node = document.node(&at);
        keys.iter().position(|row| node.is_some_and(|node| node.get(row.key).is_some()))
    });
    Memo::new(move |_| {
        rule.track();
        present.get().and_then(|index| direction.sources().get(index).map(|row| **row)).unwrap_or(*row::CIDR_IP)
    })
}

#[component]
fn ServiceRow(table: RuleTable, rule: Memo<Option<GroupRule>>, at: Path) -> impl IntoView {
    let protocol = at.join(row::PROTOCOL.key);
    let id = field_id(&protocol);
    let known = Memo::new(move |_| rule.with(|rule| rule.as_ref().and_then(|rule| rule.known).map(|one| one.name)));
    let other = move || {
        rule.with(|rule| rule.as_ref().map(|rule| format!("{}, {}", rule.service, rule.ports)).unwrap_or_default())
    };
    let choose = move |name: String| {
        let Some(rule) = rule.get_untracked() else { return };
        let Some(service) = SERVICES.iter().find(|service| service.name == name) else { return };
        let ports = Ports::from(service);
        table.actions.make(&format!("service {name}"), &rule.at, |document| set_ports(document, &rule, &ports));
    };
    let rows = [protocol, at.join(row::FROM_PORT.key), at.join(row::TO_PORT.key)];
    view! {
        <FieldRow at=rows label="Service" help="Sets protocol and ports. For other ports change the numbers below." docs=row::PROTOCOL.source>
            <select class="in" id=id on:change:target=move |ev| choose(ev.target().value())>
                <option value="" hidden prop:selected=move || known.get().is_none()>{other}</option>
                {SERVICES.iter().map(|service| view! {
                    <option value=service.name prop:selected=move || known.get() == Some(service.name)>{service.name}</option>
                }).collect_view()}
            </select>
        </FieldRow>
    }
}

#[component]
fn SourceRow(table: RuleTable, rule: Memo<Option<GroupRule>>, at: Path) -> impl IntoView {
    let workspace = Workspace::expect();
    let group = table.group;
    let all = workspace.memo_of_shape(move |document| choices(Template::of(document), &group.get_value()));
    let direction = rule.with_untracked(|rule| rule.as_ref().map_or(Direction::Inbound, |rule| rule.direction));
    let now =
        move || rule.with(|rule| rule.as_ref().map(|rule| format!("{} ({})", rule.from, rule.who)).unwrap_or_default());
    let choose = move |index: String| {
        let Some(rule) = rule.get_untracked() else { return };
        let Some(source) =
            index.parse::<usize>().ok().and_then(|index| all.with_untracked(|all| all.get(index).cloned()))
        else {
            return;
        };
        let group = group.get_value();
        table.actions.make("other side of a rule", &rule.at, |document| set_source(document, &group, &rule, &source));
    };
    let id = field_id(&at);
    let label = match direction {
        Direction::Inbound => "From",
        Direction::Outbound => "To",
    };
    // The group itself inside its own rules would be a circle: such a rule is added beside it.
    let inside = rule.with_untracked(|rule| rule.as_ref().is_some_and(|rule| rule.resource.is_none()));
    let offered = move || {
        let all = all.get().into_iter().enumerate();
        all.filter(|(_, source)| !(inside && *source == Source::Itself)).collect::<Vec<_>>()
    };
    view! {
        <FieldRow at=at label=label help="Replaces the current source. Type any other value below.">
            <select class="in" id=id on:change:target=move |ev| choose(ev.target().value())>
                <option value="" hidden selected>{now}</option>
                <For each=offered key=|one| one.clone() let:one>
                    <option value=one.0.to_string()>{one.1.label(direction)}</option>
                </For>
            </select>
        </FieldRow>
    }
}
