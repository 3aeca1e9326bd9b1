//! The users of an entry: their number, and each with its lines.

use leptos::prelude::*;

use crate::document::Path;
use crate::template::reference::{How, users, uses};
use crate::ui::field::Places;
use crate::ui::icon::{Icon, Svg};
use crate::ui::workspace::Workspace;

/// The users of the entry at a path, as a line that opens.
#[component]
pub fn UsedBy(at: Path) -> impl IntoView {
    let workspace = Workspace::expect();
    let all = workspace.memo_with(&at, move |document, at| {
        let mut all = uses(document, at);
        // What only names it to the console uses nothing of it.
        all.retain(|one| !matches!(one.how, How::Group | How::Label));
        all
    });
    let none = Memo::new(move |_| all.with(Vec::is_empty));
    let summary = move || {
        all.with(|all| {
            let who = users(all, &at);
            let who = if who.is_empty() { "itself".to_string() } else { who.join(", ") };
            match all.len() {
                1 => format!("Used by {who}: 1 place."),
                count => format!("Used by {who}: {count} places."),
            }
        })
    };
    let summary = StoredValue::new(summary);
    move || {
        match none.get() {
        true => view! { <p class="fact">"Nothing refers to it."</p> }.into_any(),
        false => view! {
            <details class="fact used">
                <summary><Svg icon=Icon::ChevronRight/><span>{move || summary.with_value(|summary| summary())}</span></summary>
                <Places uses=all/>
            </details>
        }
        .into_any(),
    }
    }
}
