//! Previews of a file's content: base64 decoded, and Mustache rendered with the context.

use leptos::prelude::*;

use crate::document::{Document, Path};
use crate::schema::file as row;
use crate::template::content::{FileContent, Substitution};
use crate::template::encoded::{Decoded, decoded};
use crate::template::mustache::{ContextValue, Rendered, RenderedPiece, render};
use crate::ui::diagnostic::Diagnostics;
use crate::ui::icon::{Icon, Svg};
use crate::ui::workspace::Workspace;

/// Characters of a text that are shown.
const SHOWN: usize = 4000;

fn decoded_text(document: &Document, at: &Path) -> Option<Decoded> {
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
pub fn DecodedContent(at: Path) -> impl IntoView {
    let workspace = Workspace::expect();
    let held = workspace.memo_with(&at, decoded_text);
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

/// Shown text.
#[derive(Clone, PartialEq)]
enum Shown {
    Rendered(Rendered),
    Not(&'static str),
}

fn shown(document: &Document, at: &Path) -> Option<Shown> {
    let node = document.node(at)?;
    let context = node.get(row::CONTEXT.key).filter(|node| !node.is_null())?;
    if document.scalar(&at.join(row::ENCODING.key)) == Some("base64") {
        return Some(Shown::Not("With base64 the context is not used."));
    }
    Some(match FileContent::of(node.get(row::CONTENT.key)) {
        FileContent::Text(text) => Shown::Rendered(render(text.text, &ContextValue::of(context))),
        FileContent::Object(_) => Shown::Not("An object is written as JSON; the context is not used."),
        FileContent::Function(_) => {
            Shown::Not("The content is given by a function: what becomes of it is not known yet.")
        }
        FileContent::Missing => Shown::Not("Used for what is fetched from the source URL, which is not known here."),
    })
}

/// The rendered content of the file at a path; nothing without a context.
#[component]
pub fn RenderedContent(at: Path) -> impl IntoView {
    let workspace = Workspace::expect();
    let content = StoredValue::new(at.join(row::CONTENT.key));
    let shown = workspace.memo(move |document| shown(document, &at));
    move || {
        Some(match shown.get()? {
            Shown::Not(why) => view! { <p class="help">{why}</p> }.into_any(),
            Shown::Rendered(rendered) => {
                view! { <Preview rendered=rendered/><Diagnostics at=content.get_value() subject="file"/> }.into_any()
            }
        })
    }
}

#[component]
fn Preview(rendered: Rendered) -> impl IntoView {
    let unknown = rendered.pieces.iter().any(|piece| matches!(piece, RenderedPiece::Unknown(_)));
    let notes = [
        unknown.then_some("The value of a function is known at deployment only; it is shown as written."),
        rendered.cut.then_some("The rest is left out."),
    ];
    let pieces = rendered.pieces.into_iter().map(|piece| match piece {
        RenderedPiece::Text(text) => text.into_any(),
        RenderedPiece::Unknown(words) => view! { <code class="sub">{words}</code> }.into_any(),
    });
    view! {
        <figure class="made">
            <figcaption>"Rendered"</figcaption>
            <pre tabindex="0" aria-label="Rendered content">{pieces.collect_view()}</pre>
            {notes.into_iter().flatten().map(|note| view! {
                <p class="help is-tight"><Svg icon=Icon::Alert/>" "{note}</p>
            }).collect_view()}
        </figure>
    }
}
