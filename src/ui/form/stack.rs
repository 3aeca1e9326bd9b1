//! The form of the whole template: its description and its format.

use leptos::prelude::*;

use super::head::{FormBody, FormHead};
use crate::document::Path;
use crate::template::section;
use crate::ui::field::{FieldRow, SelectField, TextField, TextKind};
use crate::ui::form::head::AllKeys;
use crate::ui::route::Route;

const TEMPLATE_PAGE: &str = "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html";

/// The form of the stack.
#[component]
pub fn Stack() -> impl IntoView {
    let description = Path::root().join(section::DESCRIPTION);
    let version = Path::root().join(section::FORMAT_VERSION);
    let versions = Signal::stored(vec!["2010-09-09".to_string()]);
    view! {
        <FormHead place=Route::Stack/>
        <FormBody>
            <div class="rows">
                <FieldRow
                    at=description.clone() label="Description" docs=TEMPLATE_PAGE
                    help="Shown in the list of stacks. Up to 1,024 bytes; no function."
                >
                    <TextField at=description takes=TextKind::Literal/>
                </FieldRow>
                <FieldRow
                    at=version.clone() label="Format" docs=TEMPLATE_PAGE
                    help="AWSTemplateFormatVersion. There is one; leaving it out means the same."
                >
                    <SelectField at=version options=versions unset="not written"/>
                </FieldRow>
            </div>
            <AllKeys name="the template" place=Route::At(Path::root())/>
        </FormBody>
    }
}
