//! What a content in base64 holds.

use leptos::prelude::*;

use crate::document::{Document, Path};
use crate::recipe::file;
use crate::schema::file as row;
use crate::template::content::{Content, Substitution};
use crate::template::encoded::{Decoded, decoded};
use crate::ui::form::actions::FormActions;
use crate::ui::icon::{Icon, Svg};
use crate::ui::workspace::Workspace;

/// Characters of a text that are shown.
const SHOWN: usize = 4000;

fn of(document: &Document, at: &Path) -> Option<Decoded> {
    let is_base64 = document.scalar(&at.join(row::ENCODING.key)) == Some("base64");
    match Content::of(document.node(&at.join(row::CONTENT.key))) {
        Content::Text(text) if is_base64 && matches!(text.substitution, Substitution::Off) => Some(decoded(text.text)),
        Content::Text(_) | Content::Missing | Content::Object(_) | Content::Function(_) => None,
    }
}

/// The decoded content of the file at a path; nothing if it is not encoded, or not known yet.
#[component]
pub fn DecodedContent(
    /// The file.
    at: Path,
    /// What its button does it with.
    actions: FormActions,
) -> impl IntoView {
    let workspace = Workspace::expect();
    let own = at.clone();
    let held = workspace.memo(move |document| of(document, &own));
    let path = StoredValue::new(at);
    let encode = move |_| {
        let at = path.get_value();
        actions.make("content in base64", &at, |document| file::encode(document, &at));
    };
    move || match held.get()? {
        Decoded::Text(text) => Some(
            view! {
                <figure class="made">
                    <figcaption>"Decoded"</figcaption>
                    <pre tabindex="0" aria-label="Decoded content">{text.chars().take(SHOWN).collect::<String>()}</pre>
                </figure>
            }
            .into_any(),
        ),
        Decoded::Bytes(count) => {
            Some(view! { <p class="help">{format!("Decoded: {count} bytes that are no text.")}</p> }.into_any())
        }
        Decoded::Fault => Some(
            view! {
                <div class="note">
                    <Svg icon=Icon::Warning/>
                    <div><b>"This is not base64."</b>" cfn-init stops here, or writes rubbish."</div>
                    <button type="button" class="btn sm" on:click=encode>"Encode the text"</button>
                </div>
            }
            .into_any(),
        ),
    }
}
