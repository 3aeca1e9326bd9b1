//! Places that use a name: what a rename changes too, what a removal would break. Each leads to its lines.

use leptos::prelude::*;

use super::rename::Draft;
use crate::document::Path;
use crate::template::reference::{Use, rename_fault, trail, uses};
use crate::ui::icon::{Icon, Svg};
use crate::ui::workspace::Workspace;

/// More places than this are counted, not listed.
const LISTED: usize = 100;

/// What changes with the name that is typed, or why it cannot be taken.
#[component]
pub(super) fn Carried(at: Path, draft: Draft) -> impl IntoView {
    let workspace = Workspace::expect();
    let own = at.clone();
    let fault = Memo::new(move |_| {
        let to = draft.new.get();
        workspace.with(|document| rename_fault(document, &own, &to))
    });
    let all = workspace.memo(move |document| uses(document, &at));
    let count = Memo::new(move |_| all.with(Vec::len));
    let said = move || match (count.get(), draft.alone.get()) {
        (0, _) => "Nothing else uses the name.".to_string(),
        (1, false) => "Also changes 1 place".to_string(),
        (count, false) => format!("Also changes {count} places"),
        (1, true) => "1 place keeps the old name".to_string(),
        (count, true) => format!("{count} places keep the old name"),
    };
    // The field keeps the focus while the mouse is at work here: leaving it would take the name.
    let stay = |ev: web_sys::MouseEvent| ev.prevent_default();
    view! {
        <div class="carried" on:mousedown=stay>
            {move || match (fault.get(), count.get()) {
                (Some(why), _) => view! { <p class="fault" role="status">{why}</p> }.into_any(),
                (None, 0) => view! { <p role="status">{said}</p> }.into_any(),
                (None, _) => view! {
                    <details>
                        <summary><Svg icon=Icon::ChevronRight/><span role="status">{said}</span></summary>
                        <Places uses=all look=Look::Stay/>
                        <label class="tick">
                            <input type="checkbox" prop:checked=draft.alone
                                on:change:target=move |ev| draft.alone.set(ev.target().checked())/>
                            "Change the name only"
                        </label>
                    </details>
                }
                .into_any(),
            }}
        </div>
    }
}

/// Places as a list: where, how, lines.
#[component]
pub fn Places(
    /// The places.
    #[prop(into)]
    uses: Signal<Vec<Use>>,
    /// Where the focus is after a look at one.
    #[prop(optional)]
    look: Look,
) -> impl IntoView {
    let more = move || uses.with(|uses| uses.len().checked_sub(LISTED).filter(|more| *more > 0));
    view! {
        <ul class="places">
            <For each=move || uses.with(|uses| listed(uses)) key=|one| one.clone() let:one>
                <li>
                    <span class="where">{trail(&one.at)}</span>
                    <span class="how">{one.how.word()}</span>
                    <PlaceLink one=one look=look/>
                </li>
            </For>
            {move || more().map(|more| view! { <li class="dim">{format!("and {more} more")}</li> })}
        </ul>
    }
}

/// What a look at a place does with the focus.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Look {
    /// It goes to the line.
    #[default]
    Go,
    /// It stays; the line lights up.
    Stay,
}

/// "line 402": shows the line of a place.
#[component]
fn PlaceLink(one: Use, look: Look) -> impl IntoView {
    let workspace = Workspace::expect();
    let own = one.clone();
    let line = workspace.memo(move |document| document.line_of_part(&own.at, &own.span));
    let said = move || line.get().map(|line| format!("line {line}")).unwrap_or_default();
    let show = move |_| {
        match look {
            Look::Go => workspace.show_lines(&one.at),
            Look::Stay => workspace.linked.set(Some(one.at.clone())),
        }
        workspace.key_line.set(line.get_untracked());
    };
    view! {
        <button type="button" class="at" aria-label=move || format!("Show {} of the template", said()) on:click=show>{said}</button>
    }
}

/// The first places that are listed.
fn listed(uses: &[Use]) -> Vec<Use> {
    uses.iter().take(LISTED).cloned().collect()
}
