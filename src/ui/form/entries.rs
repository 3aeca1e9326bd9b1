//! The form of a place that has no form of its own: its entries, read-only, each with the way to its lines.

use leptos::prelude::*;

use super::head::{FormBody, FormHead};
use crate::document::{Document, Kind, Node, Path};
use crate::ui::field::LineLink;
use crate::ui::workspace::{Place, Workspace};

/// An entry as it is listed.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Listed {
    at: Path,
    name: String,
    value: String,
}

/// The entries at a place.
#[component]
pub fn Entries(
    /// The place.
    place: Place,
) -> impl IntoView {
    let workspace = Workspace::expect();
    let at = place.path();
    let all = workspace.memo(move |document| listed(document, &at));
    view! {
        <FormHead place=place/>
        <FormBody>
            <Show when=move || all.with(Vec::is_empty)>
                <p class="help">"Nothing here in this template."</p>
            </Show>
            <dl class="entries">
                <For each=move || all.get() key=|entry| entry.clone() let:entry>
                    <Entry entry=entry/>
                </For>
            </dl>
        </FormBody>
    }
}

#[component]
fn Entry(entry: Listed) -> impl IntoView {
    let workspace = Workspace::expect();
    let at = entry.at.clone();
    let own = entry.at.clone();
    let linked = move || workspace.linked.with(|linked| linked.as_ref() == Some(&own));
    view! {
        <div class="fld" class:is-linked=linked on:focusin=move |_| workspace.linked.set(Some(at.clone()))>
            <dt class="lb"><span class="cut">{entry.name}</span><LineLink at=entry.at/></dt>
            <dd class="ct"><code class="nested">{entry.value}</code></dd>
        </div>
    }
}

fn listed(document: &Document, at: &Path) -> Vec<Listed> {
    let Some(node) = document.node(at) else { return Vec::new() };
    let named = |step: String, at: Path, value: Node<'_>| Listed { at, name: step, value: summary(document, value) };
    let entries = node.entries().map(|entry| named(entry.key().to_string(), at.join(entry.key()), entry.value));
    let items = node.items().enumerate().map(|(index, item)| named(format!("{}", index + 1), at.join(index), item));
    entries.chain(items).collect()
}

/// A value in a few lines: its source for a short one, else what it holds.
fn summary(document: &Document, node: Node<'_>) -> String {
    const LONGEST: usize = 160;
    let source = document.text().get(node.span()).unwrap_or_default().trim();
    if node.kind() != Kind::Mapping || source.lines().count() <= 1 {
        let short: String = source.chars().take(LONGEST).collect();
        return if short.len() < source.len() { format!("{}…", short.trim_end()) } else { short };
    }
    node.entries().map(|entry| entry.key()).collect::<Vec<_>>().join(", ")
}
