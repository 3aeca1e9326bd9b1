//! The note over a form whose lines stand for other places of the template too: an anchor and its aliases.

use leptos::prelude::*;

use crate::document::Document;
use crate::recipe::write_out_aliases;
use crate::template::label::path_label;
use crate::ui::icon::{Icon, Svg};
use crate::ui::recipe::RecipeButton;
use crate::ui::route::Route;
use crate::ui::workspace::Workspace;

/// Number of other places that are named.
const MOST: usize = 3;

/// The note; nothing if the entry of the form stands in one place.
#[component]
pub(super) fn SharedNote(place: Route) -> impl IntoView {
    let sentence = Workspace::expect().memo_of_shape(move |document| sentence(document, &place));
    move || {
        sentence.get().map(|sentence| {
            view! {
                <div class="note">
                    <Svg icon=Icon::Warning/>
                    <div>{sentence}</div>
                    <RecipeButton recipe=&write_out_aliases::RECIPE target=String::new()/>
                </div>
            }
        })
    }
}

/// "The lines of this form (&cfg, line 12) also stand for Init of Web: a change here changes them there."
fn sentence(document: &Document, place: &Route) -> Option<String> {
    let at = place.path();
    let shared = document.shared_value(&at)?;
    let own = |path: &&crate::document::Path| at.starts_with(path);
    let others: Vec<String> = shared.places.iter().filter(|path| !own(path)).map(path_label).collect();
    let line = document.node(shared.places.first()?).map(|node| document.position(node.span().start).line)?;
    let named = others.iter().take(MOST).cloned().collect::<Vec<_>>().join(", ");
    let more = match others.len().saturating_sub(MOST) {
        0 => String::new(),
        1 => " and 1 more".to_string(),
        more => format!(" and {more} more"),
    };
    Some(format!(
        "The lines of this form (&{}, line {line}) also stand for {named}{more}: a change here changes them there.",
        shared.anchor
    ))
}
