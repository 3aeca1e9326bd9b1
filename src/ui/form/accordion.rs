//! Entries under each other, one of them open.

use leptos::prelude::*;

use crate::document::Path;
use crate::ui::field::field_id;
use crate::ui::icon::{Icon, Svg};
use crate::ui::workspace::Workspace;

/// Which entry of a list is open.
pub type Opened = RwSignal<Option<Path>>;

/// The entry that is open at first: the one that the focus or the caret is in.
pub fn opened() -> Opened {
    RwSignal::new(Workspace::expect().linked.get_untracked())
}

/// The id of the button that opens an entry.
pub fn opener_id(at: &Path) -> String {
    format!("{}^", field_id(at))
}

/// One entry: a line that is always there, and its rows while it is open.
#[component]
pub fn Accordion(
    /// The entry.
    at: Path,
    /// Which one is open.
    opened: Opened,
    /// What the line says: icon, name, a few facts.
    head: AnyView,
    /// Buttons at the end of the line.
    menu: AnyView,
    /// The rows.
    children: ChildrenFn,
) -> impl IntoView {
    let workspace = Workspace::expect();
    let own = at.clone();
    let is_open = Memo::new(move |_| opened.with(|open| open.as_ref().is_some_and(|open| open.starts_with(&own))));
    let path = StoredValue::new(at.clone());
    let toggle = move |_| {
        let open = is_open.get_untracked();
        opened.set(if open { None } else { Some(path.get_value()) });
    };
    let id = opener_id(&at);
    let body = format!("{id}b");
    let controls = body.clone();
    view! {
        <div class="acc" class:open=is_open>
            <div class="hd">
                <h2>
                    <button
                        type="button" class="opener" id=id aria-expanded=move || is_open.get().to_string()
                        aria-controls=move || is_open.get().then(|| controls.clone())
                        on:click=toggle on:focusin=move |_| workspace.linked.set(Some(path.get_value()))
                    >
                        <Show when=move || is_open.get() fallback=|| view! { <Svg icon=Icon::ChevronRight/> }>
                            <Svg icon=Icon::ChevronDown/>
                        </Show>
                        {head}
                    </button>
                </h2>
                {menu}
            </div>
            <Show when=move || is_open.get()>
                <div class="acc-body" id=body.clone()>{children()}</div>
            </Show>
        </div>
    }
}
