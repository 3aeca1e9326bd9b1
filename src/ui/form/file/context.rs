//! A file's context: the names and values that replace `{{name}}`, and the rendered content.

use leptos::prelude::*;

use super::rendered::RenderedContent;
use crate::document::Path;
use crate::schema::file as row;
use crate::ui::field::FieldRow;
use crate::ui::field::actions::FormActions;
use crate::ui::field::list::MapEditor;

/// The row of the context of the file at a path.
#[component]
pub fn ContextRow(
    /// The file.
    at: Path,
    /// Actions of the form.
    actions: FormActions,
) -> impl IntoView {
    let own = at.join(row::CONTEXT.key);
    view! {
        <FieldRow at=own.clone() label=row::CONTEXT.label help=row::CONTEXT.help docs=row::CONTEXT.source>
            <MapEditor at=own fresh="name" add="Add a value" actions=actions/>
            <RenderedContent at=at/>
        </FieldRow>
    }
}
