//! The Availability Zone of a subnet: a zone of the Region by number, or any other text.

use leptos::prelude::*;

use crate::document::Path;
use crate::schema::ec2::subnet::ZONE;
use crate::template::function::{Spelling, from_json};
use crate::template::network::zone;
use crate::ui::field::{FieldRow, Refusal, TextField, field_id};
use crate::ui::focus::focus_soon;
use crate::ui::workspace::Workspace;

/// Zones that are offered.
const OFFERED: usize = 4;
/// The last answer: whatever is none of them.
const OTHER: &str = "\u{2026}";

/// The row of the zone.
#[component]
pub fn ZoneRow(
    /// Path of the subnet's properties.
    owner: Path,
) -> impl IntoView {
    let workspace = Workspace::expect();
    let at = owner.join(ZONE.key);
    let own = at.clone();
    // `None` for what is neither counted nor absent.
    let counted = workspace.memo(move |document| match document.node(&own).filter(|node| !node.is_null()) {
        None => Some(None),
        Some(node) => zone::index_of(node).map(Some),
    });
    let other = RwSignal::new(false);
    let known = Memo::new(move |_| counted.with(Option::is_some) && !other.get());
    let path = StoredValue::new(at.clone());
    view! {
        <FieldRow at=at label=ZONE.label help="Counted in the region\u{2019}s list, so that the template fits every region. Without one AWS chooses." docs=ZONE.source>
            {move || match known.get() {
                true => view! { <Counted at=path.get_value() counted=counted other=other/> }.into_any(),
                false => view! { <TextField at=path.get_value()/> }.into_any(),
            }}
        </FieldRow>
    }
}

#[component]
fn Counted(at: Path, counted: Memo<Option<Option<usize>>>, other: RwSignal<bool>) -> impl IntoView {
    let workspace = Workspace::expect();
    let refused = RwSignal::new(None::<String>);
    let (id, own) = (field_id(&at), at.clone());
    let now = Memo::new(move |_| counted.get().flatten());
    let choose = move |word: String| {
        if word == OTHER {
            other.set(true);
            focus_soon(field_id(&at));
            return;
        }
        let value = word
            .parse()
            .ok()
            .map(|index| workspace.with_untracked(|document| from_json(&zone::at(index), Spelling::of(document))));
        refused.set(workspace.put(&at, value).err().map(|why| why.to_string()));
        workspace.close_step();
    };
    let offered = move || (0..now.get().map_or(OFFERED, |index| OFFERED.max(index + 1))).collect::<Vec<usize>>();
    view! {
        <select
            class="in" id=id on:focusin=move |_| workspace.linked.set(Some(own.clone()))
            on:change:target=move |ev| choose(ev.target().value())
        >
            <option value="" prop:selected=move || now.get().is_none()>"AWS chooses"</option>
            <For each=offered key=|index| *index let:index>
                <option value=index.to_string() prop:selected=move || now.get() == Some(index)>
                    {format!("{} of the region", zone::word(index))}
                </option>
            </For>
            <option value=OTHER>"Something else\u{2026}"</option>
        </select>
        <Refusal why=refused/>
    }
}
