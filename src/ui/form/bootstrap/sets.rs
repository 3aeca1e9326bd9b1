//! The form of the config sets: run order, sets with their members, configs.

use leptos::prelude::*;

use super::Part;
use super::config::{Configs, NEW as NEW_CONFIG};
use super::member::Members;
use super::step_fields::AskedFor;
use crate::document::Path;
use crate::recipe::config_set;
use crate::template::init::CONFIG_SETS;
use crate::template::init::init_path;
use crate::ui::control::Offer;
use crate::ui::diagnostic::Diagnostics;
use crate::ui::field::actions::FormActions;
use crate::ui::field::menu::EntryMenu;
use crate::ui::field::remove::{RemoveDoubt, Removing};
use crate::ui::field::{Refusal, RenameField, rename_id};
use crate::ui::focus::focus_soon;
use crate::ui::form::adder::{AddButton, Adder, AdderLabels};
use crate::ui::form::guide::{self, WhatIsThis};
use crate::ui::form::head::AllKeys;
use crate::ui::form::head::{FormBody, FormHead};
use crate::ui::icon::{Icon, Svg};
use crate::ui::route::Route;
use crate::ui::workspace::Workspace;

/// Texts of the field that adds a config set.
static NEW: AdderLabels = AdderLabels { add: "Add a set", field: "new-set", name: "Name of the new set" };

/// The form of the config sets of a resource.
#[component]
pub fn SetsForm(
    place: Route,
    /// The resource with the metadata.
    resource: String,
) -> impl IntoView {
    let workspace = Workspace::expect();
    let actions = FormActions::new();
    let sets_at = init_path(&resource).join(CONFIG_SETS);
    let made = workspace.memo_with(&sets_at, move |document, at| document.node(at).is_some());
    let names = workspace.memo_with(&resource, move |document, id| config_set::names(document, id));
    let (id, sets) = (StoredValue::new(resource.clone()), StoredValue::new(sets_at));
    let add = move |name: String| {
        let mut at = Path::root();
        let done = actions.make(&format!("config set {name}"), &sets.get_value(), |document| {
            let (new, edits) = config_set::add(document, &id.get_value(), &name);
            at = new;
            edits
        });
        focus_soon(rename_id(&at));
        done
    };
    let make = move |()| {
        actions.make("config sets", &sets.get_value(), |document| config_set::make(document, &id.get_value()));
        focus_soon("form-title".into());
    };
    let whole = place.clone();
    view! {
        <FormHead place=place><AddButton asked=&NEW/><AddButton asked=&NEW_CONFIG/></FormHead>
        <FormBody>
            <WhatIsThis guide=&guide::CONFIG_SETS/>
            <Refusal why=actions.refused/>
            <Diagnostics at=init_path(&resource) subject="config-set"/>
            <AskedFor resource=resource.clone()/>
            <Part title="Sets">
                <Show
                    when=move || made.get()
                    fallback=move || view! {
                        <Offer text="No config sets: cfn-init runs the one config named config." label="Make config sets" act=make/>
                    }
                >
                    <For each=move || names.get() key=|name| name.clone() let:name>
                        <Set at=sets.get_value().join(name.as_str()) resource=id.get_value() actions=actions/>
                    </For>
                </Show>
                <Adder asked=&NEW add=add/>
            </Part>
            <Configs resource=resource actions=actions/>
            <AllKeys name="configSets" place=Route::At(whole.path())/>
        </FormBody>
    }
}

/// One set: its name, its members, what it runs.
#[component]
fn Set(at: Path, resource: String, actions: FormActions) -> impl IntoView {
    let workspace = Workspace::expect();
    let name = at.last_key().unwrap_or_default().to_string();
    let (own, set) = (resource.clone(), name.clone());
    let runs = workspace.memo(move |document| config_set::run_sentence(document, &own, &set));
    let own = resource.clone();
    // A single set is described above.
    let several = workspace.memo(move |document| config_set::names(document, &own).len() > 1);
    let removing = Removing::of(actions, &format!("Set {name}"), &at, config_set::remove);
    view! {
        <div class="set">
            <div class="set-hd">
                <Svg icon=Icon::Order/>
                <RenameField at=at.clone() name=format!("Name of the set {name}")/>
                <EntryMenu at=at.clone() name=format!("the set {name}") actions=actions remove=removing.ask/>
            </div>
            <RemoveDoubt of=removing/>
            <Members set=at resource=resource actions=actions/>
            <Show when=move || several.get()><p class="fact">{runs}</p></Show>
        </div>
    }
}
