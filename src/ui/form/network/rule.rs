//! One rule of a table, and its rows: service and ports, source or destination, description.

use leptos::prelude::*;

use crate::document::Path;
use crate::recipe::rule::{Ports, set_ports, set_source};
use crate::schema::Property;
use crate::schema::ec2::port::SERVICES;
use crate::schema::ec2::security_group as row;
use crate::template::Template;
use crate::template::security_group::{Direction, GroupRule, Source, choices};
use crate::ui::control::{Select, SelectOption};
use crate::ui::field::actions::FormActions;
use crate::ui::field::property::SchemaRow;
use crate::ui::field::{FieldRow, field_id};
use crate::ui::workspace::Workspace;

/// A table of rules.
#[derive(Clone, Copy)]
pub struct RuleTable {
    /// Logical id of the group.
    pub group: StoredValue<String>,
    /// Direction of the shown table.
    pub direction: RwSignal<Direction>,
    /// Its rules.
    pub rules: Memo<Vec<GroupRule>>,
    /// The rule whose rows are shown.
    pub chosen: RwSignal<Option<Path>>,
    /// Actions of the form.
    pub actions: FormActions,
}

impl RuleTable {
    /// The rule with its keys at a path; `None` if it was removed.
    pub fn rule(self, at: Path) -> Memo<Option<GroupRule>> {
        Memo::new(move |_| self.rules.with(|all| all.iter().find(|rule| rule.at == at).cloned()))
    }
}

/// The id of the button that shows a rule's rows.
pub fn rule_id(at: &Path) -> String {
    format!("{}\u{b7}rule", field_id(at))
}

/// The rows of the rule with its keys at a path.
#[component]
pub fn RuleDetail(
    /// The table it is in.
    table: RuleTable,
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
    let known = Signal::derive(move || {
        rule.with(|rule| rule.as_ref().and_then(|rule| rule.known).map(|one| one.name.to_string()))
    });
    let options = Signal::derive(move || {
        let other = rule.with(|rule| rule.as_ref().map(|rule| format!("{}, {}", rule.service, rule.ports)));
        let services = SERVICES.iter().map(|service| SelectOption::word(service.name));
        std::iter::once(SelectOption::hidden(other.unwrap_or_default())).chain(services).collect::<Vec<_>>()
    });
    let set = move |name: Option<String>| {
        let Some(rule) = rule.get_untracked() else { return };
        let Some(service) = SERVICES.iter().find(|service| Some(service.name) == name.as_deref()) else { return };
        let ports = Ports::from(service);
        let title = format!("service {}", service.name);
        table.actions.make(&title, &rule.at, |document| set_ports(document, &rule, &ports));
    };
    let rows = [protocol, at.join(row::FROM_PORT.key), at.join(row::TO_PORT.key)];
    view! {
        <FieldRow at=rows label="Service" help="Sets protocol and ports. For other ports change the numbers below." docs=row::PROTOCOL.source>
            <Select id=id answers=options chosen=known set=set/>
        </FieldRow>
    }
}

#[component]
fn SourceRow(table: RuleTable, rule: Memo<Option<GroupRule>>, at: Path) -> impl IntoView {
    let workspace = Workspace::expect();
    let group = table.group;
    let all = workspace.memo_of_shape(move |document| choices(Template::of(document), &group.get_value()));
    let direction = rule.with_untracked(|rule| rule.as_ref().map_or(Direction::Inbound, |rule| rule.direction));
    let set = move |index: Option<String>| {
        let Some(rule) = rule.get_untracked() else { return };
        let index = index.and_then(|index| index.parse::<usize>().ok());
        let source = index.and_then(|index| all.with_untracked(|all| all.get(index).cloned()));
        let Some(source) = source else { return };
        let group = group.get_value();
        table.actions.make("other side of a rule", &rule.at, |document| set_source(document, &group, &rule, &source));
    };
    let label = match direction {
        Direction::Inbound => "From",
        Direction::Outbound => "To",
    };
    // The group itself inside its own rules would be a circle: such a rule is added beside it.
    let inside = rule.with_untracked(|rule| rule.as_ref().is_some_and(|rule| rule.resource.is_none()));
    let options = Signal::derive(move || {
        let now = rule.with(|rule| rule.as_ref().map(|rule| format!("{} ({})", rule.from, rule.who)));
        let all = all.get().into_iter().enumerate().filter(|(_, source)| !(inside && *source == Source::Itself));
        let all = all.map(|(index, source)| SelectOption::new(index.to_string(), source.label(direction)));
        std::iter::once(SelectOption::hidden(now.unwrap_or_default())).chain(all).collect::<Vec<_>>()
    });
    let id = field_id(&at);
    view! {
        <FieldRow at=at label=label help="Replaces the current source. Type any other value below.">
            <Select id=id answers=options chosen=None set=set/>
        </FieldRow>
    }
}
