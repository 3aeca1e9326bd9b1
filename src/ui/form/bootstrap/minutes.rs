//! A field for a duration in minutes, written as an ISO 8601 duration: 15 is PT15M.

use leptos::prelude::*;

use crate::document::{Document, Path, Value};
use crate::schema::Property;
use crate::template::duration;
use crate::ui::field::property::PropertyRow;
use crate::ui::field::{OrText, Refusal, field_id};
use crate::ui::workspace::Workspace;

/// A row for a duration. What is no number of whole minutes is shown as it is written.
#[component]
pub fn MinutesRow(
    /// The mapping that has the key.
    owner: Path,
    #[prop(into)] row: Property,
    /// Most minutes.
    most: u32,
) -> impl IntoView {
    let workspace = Workspace::expect();
    let at = owner.join(row.key);
    let whole = workspace.memo_with(&at, move |document, at| match document.node(at).filter(|node| !node.is_null()) {
        None => true,
        Some(_) => minutes(document, at).is_some(),
    });
    let path = StoredValue::new(at.clone());
    view! {
        <PropertyRow at=at.clone() row=row>
            <OrText at=at fits=whole><Minutes at=path.get_value() most=most/></OrText>
        </PropertyRow>
    }
}

fn minutes(document: &Document, at: &Path) -> Option<u32> {
    let node = document.node(at).filter(|node| node.tag().is_none())?;
    duration::minutes(node.scalar()?)
}

#[component]
fn Minutes(at: Path, most: u32) -> impl IntoView {
    let workspace = Workspace::expect();
    let own = at.clone();
    let value =
        workspace.memo(move |document| minutes(document, &own).map(|minutes| minutes.to_string()).unwrap_or_default());
    let written = workspace.memo_with(&at, move |document, at| document.scalar(at).map(str::to_string));
    let refused = RwSignal::new(None::<String>);
    let path = StoredValue::new(at.clone());
    let write = move |text: String| {
        let text = text.trim();
        let message = match text.parse::<u32>() {
            Ok(minutes) if minutes <= most => {
                let value = Value::from(duration::of_minutes(minutes));
                workspace.put(&path.get_value(), Some(value)).err().map(|why| why.to_string())
            }
            Ok(_) => Some(format!("{most} minutes at most.")),
            Err(_) if text.is_empty() => None,
            Err(_) => Some("Whole minutes, in digits.".into()),
        };
        refused.set(message);
    };
    let left = move |text: String| {
        // A form that is removed loses the focus when its state is disposed.
        let Some(at) = path.try_get_value() else { return };
        if text.trim().is_empty() {
            refused.try_set(workspace.put(&at, None).err().map(|why| why.to_string()));
        }
        workspace.close_step();
    };
    view! {
        <div class="minutes">
            <input
                class="in mono" id=field_id(&at) type="text" inputmode="numeric" autocomplete="off" prop:value=value
                on:input:target=move |ev| write(ev.target().value())
                on:focusin=move |_| workspace.linked.set(Some(path.get_value()))
                on:focusout:target=move |ev| left(ev.target().value())
            />
            <span>"minutes"</span>
            {move || written.get().map(|text| view! { <code class="dim">{text}</code> })}
        </div>
        <Refusal why=refused/>
    }
}
