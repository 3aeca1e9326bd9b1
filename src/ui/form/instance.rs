//! The form of an instance: type, network, access, root volume, creation policy.

use leptos::prelude::*;

use super::attributes::LogicalId;
use super::head::{FormBody, FormHead, Part};
use crate::recipe::instance;
use crate::schema::creation_policy;
use crate::schema::ec2::{self, instance as row};
use crate::template::resource::attribute;
use crate::template::{Template, resource_path};
use crate::ui::control::Offer;
use crate::ui::field::Refusal;
use crate::ui::field::actions::FormActions;
use crate::ui::field::property::SchemaRows;
use crate::ui::form::head::AllKeys;
use crate::ui::icon::{Icon, Svg};
use crate::ui::recipe::RecipesOf;
use crate::ui::route::Route;
use crate::ui::workspace::Workspace;

const RENAMED: &str = "References, cfn-init's --resource and cfn-hup's path are renamed too. In an existing stack this \
                       replaces the instance.";

/// The form of the instance with a logical id.
#[component]
pub fn Instance(id: String) -> impl IntoView {
    let actions = FormActions::new();
    let (name, whole) = (id.clone(), Route::Resource(id.clone()));
    let at = resource_path(&id);
    let properties = at.join(attribute::PROPERTIES);
    let signal = at.keys([attribute::CREATION_POLICY, creation_policy::RESOURCE_SIGNAL_KEY]);
    let volume = view! { <RootVolume id=id.clone() actions=actions/> };
    let options = properties.join(row::METADATA_OPTIONS_KEY.key);
    let (tags, run) = (properties.clone(), properties.clone());
    let data = view! { <UserData id=id.clone()/> };
    let recipes = view! { <RecipesOf id=id.clone()/> };
    view! {
        <FormHead place=Route::Instance(id.clone())/>
        <FormBody>
            <Refusal why=actions.refused/>
            <LogicalId at=at help=RENAMED to=Route::Instance/>
            <div class="rows"><SchemaRows owner=properties rows=row::ROWS.shown("")/></div>
            {recipes}
            <Part title="Root volume">{volume}</Part>
            <Part title="Instance metadata">
                <div class="rows"><SchemaRows owner=options rows=row::METADATA_OPTIONS/></div>
            </Part>
            <Part title="CreationPolicy">
                <div class="rows"><SchemaRows owner=signal rows=creation_policy::RESOURCE_SIGNAL/></div>
            </Part>
            <Part title="Running"><div class="rows"><SchemaRows owner=run rows=row::ROWS.shown("Running")/></div></Part>
            <Part title="Tags">
                <div class="rows"><SchemaRows owner=tags rows=row::ROWS.shown("Tags")/></div>
            </Part>
            <Part title="User data">{data}</Part>
            <AllKeys name=name place=whole/>
        </FormBody>
    }
}

/// Length of the user data, and a link to its form.
#[component]
fn UserData(id: String) -> impl IntoView {
    let workspace = Workspace::expect();
    let at = resource_path(&id).keys([attribute::PROPERTIES, row::USER_DATA.key]);
    let lines = workspace.memo(move |document| document.entry_lines(&at).map(|lines| lines.count()));
    let id = StoredValue::new(id);
    let text = move || match lines.get() {
        Some(1) => "One line, run once at first boot.".to_string(),
        Some(count) => format!("{count} lines, run once at first boot."),
        None => "None: nothing installs the helper scripts or calls cfn-init.".to_string(),
    };
    view! {
        <div class="empty is-action">
            <span>{text}</span>
            <Show when=move || lines.get().is_some()>
                <button type="button" class="btn sm" on:click=move |_| workspace.select(Route::UserData(id.get_value()))>
                    <Svg icon=Icon::ChevronRight/>"Open the user data"
                </button>
            </Show>
        </div>
    }
}

/// The rows of the root volume, or the button that writes one out.
#[component]
fn RootVolume(id: String, actions: FormActions) -> impl IntoView {
    let workspace = Workspace::expect();
    let at = workspace.memo_with(&id, move |document, id| instance::root_volume(Template::of(document).resource(id)?));
    let id = StoredValue::new(id);
    let add = move |()| {
        let id = id.get_value();
        actions.make("root volume", &resource_path(&id), |document| instance::add_root_volume(document, &id));
    };
    move || {
        match at.get() {
        Some(at) => view! { <div class="rows"><SchemaRows owner=at rows=ec2::instance::EBS/></div> }.into_any(),
        None => view! {
            <Offer text="Not written out: the image decides, often 8 GiB and not encrypted." label="Write it out" act=add/>
        }
        .into_any(),
    }
    }
}
