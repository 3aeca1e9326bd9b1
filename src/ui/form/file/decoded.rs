//! Preview of base64 content.

use leptos::prelude::*;

use crate::document::{Document, Path};
use crate::schema::file as row;
use crate::template::content::{FileContent, Substitution};
use crate::template::encoded::{Decoded, decoded};
use crate::ui::diagnostic::Diagnostics;
use crate::ui::workspace::Workspace;

/// Characters of a text that are shown.
const SHOWN: usize = 4000;

fn of(document: &Document, at: &Path) -> Option<Decoded> {
    let is_base64 = document.scalar(&at.join(row::ENCODING.key)) == Some("base64");
    match FileContent::of(document.node(&at.join(row::CONTENT.key))) {
        FileContent::Text(text) if is_base64 && matches!(text.substitution, Substitution::Off) => {
            Some(decoded(text.text))
        }
        FileContent::Text(_) | FileContent::Missing | FileContent::Object(_) | FileContent::Function(_) => None,
    }
}

/// The decoded content of the file at a path; nothing if it is not encoded, or not known yet.
#[component]
pub fn DecodedContent(
    /// The file.
    at: Path,
) -> impl IntoView {
    let workspace = Workspace::expect();
    let held = workspace.memo_with(&at, of);
    let path = StoredValue::new(at);
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
            Some(view! { <p class="help">{format!("Decoded: {count} bytes that are not text.")}</p> }.into_any())
        }
        Decoded::Invalid => {
            Some(view! { <Diagnostics at=path.get_value().join(row::CONTENT.key) subject="file"/> }.into_any())
        }
    }
}
