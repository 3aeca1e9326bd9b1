//! The credentials that a file is downloaded with: an entry of its resource.

use leptos::prelude::*;

use crate::document::Path;
use crate::recipe::authentication;
use crate::schema::file as row;
use crate::ui::control::RouteLink;
use crate::ui::diagnostic::Diagnostics;
use crate::ui::field::SelectField;
use crate::ui::field::actions::FormActions;
use crate::ui::field::property::PropertyRow;
use crate::ui::icon::{Icon, Svg};
use crate::ui::route::Route;
use crate::ui::workspace::Workspace;

/// Name of the first credentials of a resource.
const FIRST: &str = "S3AccessCreds";

/// The row of the authentication of the file at a path.
#[component]
pub fn CredentialsRow(at: Path, actions: FormActions) -> impl IntoView {
    let workspace = Workspace::expect();
    let own = at.join(row::AUTHENTICATION.key);
    let resource = authentication::resource_of(&at).unwrap_or_default().to_string();
    let of = resource.clone();
    let names = workspace.memo(move |document| authentication::names(document, &of));
    let (path, field) = (StoredValue::new(at), StoredValue::new(own.clone()));
    let add = move |_| {
        let at = path.get_value();
        if actions.make("credentials", &at, |document| authentication::use_for(document, &at, FIRST)) {
            workspace.toast("Credentials added to the resource.");
        }
    };
    let place = StoredValue::new(Route::Authentication(resource));
    view! {
        <PropertyRow at=own.clone() row=row::AUTHENTICATION>
            <SelectField at=field.get_value() options=names unset="none: by bucket or host"/>
            <Diagnostics at=field.get_value() subject="file"/>
            <div class="row">
                <Show
                    when=move || names.with(Vec::is_empty)
                    fallback=move || view! {
                        <RouteLink class="go" to=place.get_value()>"Credentials of the resource"</RouteLink>
                    }
                >
                    <button type="button" class="btn sm" on:click=add><Svg icon=Icon::Plus/>"Add credentials for S3"</button>
                </Show>
            </div>
        </PropertyRow>
    }
}
