//! The rules of a security group as a table: service, ports, source, exposed ports.

use leptos::prelude::*;

use super::new_rule::NewRule;
use super::routes::ResourceMenu;
use super::rule::{RuleDetail, RuleTable, rule_id};
use crate::document::{Edit, Path, Slot};
use crate::recipe::rule as recipe;
use crate::template::Template;
use crate::template::security_group::{Direction, GroupRule, rules};
use crate::ui::diagnostic::Diagnostics;
use crate::ui::field::Refusal;
use crate::ui::field::accordion::is_row_of;
use crate::ui::field::actions::FormActions;
use crate::ui::field::menu::EntryMenu;
use crate::ui::focus::focus_soon;
use crate::ui::icon::{Icon, Svg};
use crate::ui::workspace::Workspace;

/// The subject of the rules whose diagnostics the table shows.
const SUBJECT: &str = "security-group";

/// The rules of a group.
#[component]
pub fn Rules(
    group: String,
    /// Heading before the choice of the direction.
    heading: AnyView,
) -> impl IntoView {
    let workspace = Workspace::expect();
    let direction = RwSignal::new(Direction::Inbound);
    let own = group.clone();
    let both = workspace
        .memo_settled(move |document| Direction::ALL.map(|direction| rules(Template::of(document), &own, direction)));
    let of = move |direction: Direction| {
        both.with(|[inbound, outbound]| match direction {
            Direction::Inbound => inbound.clone(),
            Direction::Outbound => outbound.clone(),
        })
    };
    // The caret in the text selects a rule too.
    let linked = Memo::new(move |_| {
        let linked = workspace.linked.get();
        let mut all = Direction::ALL.into_iter().flat_map(of);
        all.find(|rule| linked.as_ref().is_some_and(|linked| linked.starts_with(&rule.at))).map(|rule| rule.direction)
    });
    let shown = Memo::new(move |_| linked.get().unwrap_or_else(|| direction.get()));
    let all = Memo::new(move |_| of(shown.get()));
    let actions = FormActions::new();
    let chosen = RwSignal::new(None);
    let table = RuleTable { group: StoredValue::new(group), direction, rules: all, chosen, actions };
    let counts = move |direction: Direction| of(direction).len();
    view! {
        <div class="sect">{heading}<span class="grow"></span><Directions table=table shown=shown counts=Signal::derive(move || Direction::ALL.map(counts))/></div>
        <Refusal why=actions.refused/>
        <RuleRows table=table shown=shown/>
        <ShownRule table=table/>
    }
}

/// "Inbound 2 | Outbound all".
#[component]
fn Directions(table: RuleTable, shown: Memo<Direction>, counts: Signal<[usize; 2]>) -> impl IntoView {
    let workspace = Workspace::expect();
    let one = move |direction: Direction| {
        let count = move || {
            let [inbound, outbound] = counts.get();
            match direction {
                Direction::Inbound => inbound.to_string(),
                Direction::Outbound if outbound == 0 => "all".to_string(),
                Direction::Outbound => outbound.to_string(),
            }
        };
        let choose = move |_| {
            workspace.linked.set(None);
            table.chosen.set(None);
            table.direction.set(direction);
        };
        view! {
            <button type="button" aria-pressed=move || (shown.get() == direction).to_string() on:click=choose>
                {direction.word()}" "<span class="num">{count}</span>
            </button>
        }
    };
    view! { <span class="seg" role="group" aria-label="Direction">{Direction::ALL.map(one)}</span> }
}

#[component]
fn RuleRows(table: RuleTable, shown: Memo<Direction>) -> impl IntoView {
    let keys = Memo::new(move |_| table.rules.with(|all| all.iter().map(|rule| rule.at.clone()).collect::<Vec<_>>()));
    let side = move || match shown.get() {
        Direction::Inbound => "From",
        Direction::Outbound => "To",
    };
    let none = move || match shown.get() {
        Direction::Inbound => "No inbound rules. Only replies to outgoing traffic get in.",
        Direction::Outbound => "No outbound rules, so everything may go out. The first rule here ends that.",
    };
    view! {
        <div class="card is-open">
            <table class="tbl rules">
                <thead><tr>
                    <th>"Service"</th><th>"Ports"</th><th>{side}</th><th>"Who"</th><th><span class="sr">"More"</span></th>
                </tr></thead>
                <tbody>
                    <For each=move || keys.get() key=|at| at.clone() let:at>
                        <RuleLine table=table at=at/>
                    </For>
                    <Show when=move || keys.with(Vec::is_empty)>
                        <tr><td colspan="5" class="dim">{none}</td></tr>
                    </Show>
                </tbody>
            </table>
            {move || view! { <NewRule table=table direction=shown.get()/> }}
        </div>
    }
}

#[component]
fn RuleLine(table: RuleTable, at: Path) -> impl IntoView {
    let workspace = Workspace::expect();
    let rule = table.rule(at.clone());
    let text =
        move |read: fn(&GroupRule) -> String| move || rule.with(|rule| rule.as_ref().map(read).unwrap_or_default());
    let about = move || {
        let words = rule.with(|rule| {
            let rule = rule.as_ref()?;
            let parts = [Some(rule.description.clone()).filter(|text| !text.is_empty()), rule.when.clone()];
            Some(parts.into_iter().flatten().collect::<Vec<_>>().join(", "))
        });
        words.filter(|words| !words.is_empty()).map(|words| view! { <span class="rule-note">{words}</span> })
    };
    let own = at.clone();
    let open = Memo::new(move |_| {
        workspace.shown.with(|all| all.iter().any(|one| one.rule.is_of(SUBJECT) && one.path.starts_with(&own)))
    });
    let path = StoredValue::new(at.clone());
    let fixed = Callback::new(move |()| focus_soon(rule_id(&path.get_value())));
    let is_shown = move || shown_path(table, workspace).is_some_and(|shown| shown == path.get_value());
    let choose = move |_| {
        workspace.linked.set(Some(path.get_value()));
        table.chosen.set(Some(path.get_value()));
    };
    view! {
        <tr class:is-sel=is_shown class:has-note=open>
            <td>
                <button type="button" class="pick" id=rule_id(&at) aria-pressed=move || is_shown().to_string() on:click=choose>
                    {text(|rule| rule.service.clone())}
                </button>
                <span class="rule-note narrow-only" aria-hidden="true">{text(|rule| rule.ports.clone())}</span>
                {about}
            </td>
            <td><code>{text(|rule| rule.ports.clone())}</code></td>
            <td><From rule=rule/></td>
            <td>
                <span class="row is-tight" class:warn=open>
                    <Show when=move || open.get()><Svg icon=Icon::Warning/></Show>
                    <span>{text(|rule| rule.who.clone())}</span>
                </span>
            </td>
            <td class="r"><Menu table=table rule=rule/></td>
        </tr>
        <Show when=move || open.get()>
            <tr class="note-row"><td colspan="5" class="note-cell"><Diagnostics at=path.get_value() subject=SUBJECT then=fixed/></td></tr>
        </Show>
    }
}

/// Letters of the other side that fit into one line.
const WIDEST: usize = 22;

/// The other side as it is written, its function apart.
#[component]
fn From(rule: Memo<Option<GroupRule>>) -> impl IntoView {
    move || {
        let from = rule.with(|rule| rule.as_ref().map(|rule| rule.from.clone()).unwrap_or_default());
        let long = from.len() > WIDEST;
        match from.split_once(' ').filter(|(tag, _)| tag.starts_with('!')) {
            Some((tag, rest)) => {
                view! { <code class:wrap=long><span class="tag">{tag.to_string()}</span>" "{rest.to_string()}</code> }
                    .into_any()
            }
            None => view! { <code class:wrap=long>{from}</code> }.into_any(),
        }
    }
}

/// Up, down, double and out; for a rule that is a resource its form.
#[component]
fn Menu(table: RuleTable, rule: Memo<Option<GroupRule>>) -> impl IntoView {
    let head = Memo::new(move |_| {
        rule.with(|rule| rule.as_ref().map(|rule| (rule.entry.clone(), rule.resource.clone(), rule.service.clone())))
    });
    let remove = Callback::new(move |()| {
        let Some(rule) = rule.get_untracked() else { return };
        let what = format!("Rule {}", rule.service);
        let group = table.group.get_value();
        table.actions.remove(&what, &rule.entry, |document| recipe::remove(document, &group, &rule));
    });
    let double = Callback::new(move |()| {
        let Some((entry, ..)) = head.get_untracked() else { return };
        table.actions.make("copy of a rule", &entry, |document| {
            let place = crate::recipe::entry::position(document, &entry).unwrap_or_default();
            let value = document.node(&entry).map(|node| node.source_ref());
            let into = entry.parent().unwrap_or_default();
            value.map(|value| Edit::Insert { into, slot: Slot::Index(place + 1), value }).into_iter().collect()
        });
    });
    move || {
        head.get().map(|(entry, resource, service)| match resource {
            Some(id) => view! { <ResourceMenu id=id remove=remove/> }.into_any(),
            None => {
                let name = format!("rule {service}");
                view! { <EntryMenu at=entry name=name actions=table.actions remove=remove double=double/> }.into_any()
            }
        })
    }
}

/// The rule whose rows are shown: where the caret is, else the one chosen.
fn shown_path(table: RuleTable, workspace: Workspace) -> Option<Path> {
    let linked = workspace.linked.get();
    let all = table.rules.get();
    let by_text = all.iter().find(|rule| is_row_of(linked.as_ref(), &rule.at)).map(|rule| rule.at.clone());
    by_text.or_else(|| table.chosen.get().filter(|chosen| all.iter().any(|rule| rule.at == *chosen)))
}

/// The rows of the rule that is shown.
#[component]
fn ShownRule(table: RuleTable) -> impl IntoView {
    let workspace = Workspace::expect();
    let shown = Memo::new(move |_| shown_path(table, workspace));
    move || shown.get().map(|at| view! { <RuleDetail table=table at=at/> })
}
