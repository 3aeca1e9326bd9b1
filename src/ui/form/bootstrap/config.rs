//! The configs of a resource: names, contents, the sets that run them; split, merge, remove.

use leptos::prelude::*;

use super::Part;
use super::transfer::{Asking, Merge, Split};
use crate::document::Path;
use crate::recipe::{config, config_set, entry};
use crate::template::init::CONFIG_SETS;
use crate::template::init::init_path;
use crate::ui::field::actions::FormActions;
use crate::ui::field::menu::{ItemMenu, MenuItem};
use crate::ui::field::remove::{RemoveDoubt, Removing};
use crate::ui::field::{LineLink, RenameField, rename_id};
use crate::ui::focus::focus_soon;
use crate::ui::form::adder::{Adder, AdderLabels};
use crate::ui::icon::{Icon, Svg};
use crate::ui::workspace::Workspace;

/// Texts of the field that adds a config.
pub static NEW: AdderLabels = AdderLabels { add: "Add a config", field: "new-config", name: "Name of the new config" };

/// The configs with the field for a new one.
#[component]
pub fn Configs(
    /// The resource with the metadata.
    resource: String,
    actions: FormActions,
) -> impl IntoView {
    let workspace = Workspace::expect();
    let paths = workspace.memo_with(&resource, move |document, id| {
        let init = config_set::init_of(document, id);
        init.map(|init| init.configs().map(|config| config.path().clone()).collect::<Vec<_>>()).unwrap_or_default()
    });
    let id = StoredValue::new(resource.clone());
    let add = move |name: String| {
        let init = init_path(&id.get_value());
        let mut at = Path::root();
        let done = actions.make(&format!("config {name}"), &init, |document| {
            // The first set gets it: a config that nothing runs does nothing.
            let first = config_set::names(document, &id.get_value()).into_iter().next();
            let set = first.map(|name| init.join(CONFIG_SETS).join(name.as_str()));
            let (new, edits) = config::add(document, &id.get_value(), &name, set.as_ref());
            at = new;
            edits
        });
        focus_soon(rename_id(&at));
        done
    };
    view! {
        <Part title="Configs">
            <For each=move || paths.get() key=|at| at.clone() let:at>
                <Config at=at resource=id.get_value() actions=actions/>
            </For>
            <Adder asked=&NEW add=add/>
            <p class="help">"Within a config the order is always packages, groups, users, sources, files, commands, services. Restart triggers must be in the same config."</p>
        </Part>
    }
}

#[component]
fn Config(at: Path, resource: String, actions: FormActions) -> impl IntoView {
    let workspace = Workspace::expect();
    let name = at.last_key().unwrap_or_default().to_string();
    let asking = RwSignal::new(Asking::Nothing);
    let facts = workspace.memo_with(&at, config::in_words);
    let (own, id) = (name.clone(), resource.clone());
    let sets = workspace.memo(move |document| config_set::sets_with(document, &id, &own));
    let removing = Removing::of(actions, &format!("Config {name}"), &at, config::remove);
    let (path, id) = (StoredValue::new(at.clone()), StoredValue::new(resource));
    view! {
        <div class="set">
            <div class="set-hd">
                <Svg icon=Icon::Bolt/>
                <RenameField at=at.clone() name=format!("Name of the config {name}")/>
                <ConfigMenu at=at.clone() asking=asking actions=actions remove=removing.ask/>
            </div>
            <RemoveDoubt of=removing/>
            <p class="fact"><LineLink at=at/><span>{facts} ". " {move || match sets.get() {
                sets if sets.is_empty() => "No set runs it.".to_string(),
                sets => format!("Run by {}.", sets.join(", ")),
            }}</span></p>
            {move || match asking.get() {
                Asking::Nothing => ().into_any(),
                Asking::Split => view! { <Split config=path.get_value() asking=asking actions=actions/> }.into_any(),
                Asking::Merge => view! { <Merge into=path.get_value() resource=id.get_value() asking=asking actions=actions/> }.into_any(),
            }}
        </div>
    }
}

#[component]
fn ConfigMenu(at: Path, asking: RwSignal<Asking>, actions: FormActions, remove: Callback<()>) -> impl IntoView {
    let name = at.last_key().unwrap_or_default().to_string();
    let path = StoredValue::new(at);
    let shift = move |up: bool| {
        let at = path.get_value();
        let recipe = if up { entry::up } else { entry::down };
        actions.make("place of the config", &at, |document| recipe(document, &at));
    };
    view! {
        <ItemMenu name=format!("the config {name}")>
            <MenuItem icon=Icon::Branch text="Split" act=move |()| asking.set(Asking::Split)/>
            <MenuItem icon=Icon::Archive text="Merge another in" act=move |()| asking.set(Asking::Merge)/>
            <MenuItem icon=Icon::ChevronUp text="Move up in the text" act=move |()| shift(true)/>
            <MenuItem icon=Icon::ChevronDown text="Move down in the text" act=move |()| shift(false)/>
            <MenuItem icon=Icon::Trash text="Remove" act=remove/>
        </ItemMenu>
    }
}
