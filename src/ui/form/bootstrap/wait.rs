//! Wait conditions of an instance, with the script line that signals them.

use leptos::prelude::*;

use super::Part;
use crate::document::Document;
use crate::recipe::{removal, wait};
use crate::schema::wait_condition as row;
use crate::template::resource::{attribute, named};
use crate::template::{Template, resource_path, signal};
use crate::ui::control::Offer;
use crate::ui::field::actions::FormActions;
use crate::ui::field::property::{PropertyRow, SchemaRow};
use crate::ui::field::remove::{RemoveDoubt, Removing};
use crate::ui::field::{LineLink, TextField};
use crate::ui::icon::{Icon, Svg};
use crate::ui::workspace::Workspace;

const ABOUT: &str = "A wait condition delays other resources until its handle is signalled. For the instance itself, a \
                     CreationPolicy is simpler.";

/// The wait conditions of the machine with a logical id.
#[component]
pub fn WaitConditions(id: String, actions: FormActions) -> impl IntoView {
    let workspace = Workspace::expect();
    let all = workspace.memo_with(&id, move |document, id| signal::wait_conditions(document, id));
    let name = StoredValue::new(id);
    let add = move |()| {
        let id = name.get_value();
        actions.make("wait condition", &resource_path(&id), |document| wait::add(document, &id));
    };
    view! {
        <Part title="Wait conditions">
            <For each=move || all.get() key=|id| id.clone() let:id>
                <Condition id=id actions=actions/>
            </For>
            <Offer text=ABOUT label="Add a wait condition" act=add/>
        </Part>
    }
}

#[component]
fn Condition(id: String, actions: FormActions) -> impl IntoView {
    let workspace = Workspace::expect();
    let at = resource_path(&id);
    let properties = at.join(attribute::PROPERTIES);
    let own = id.clone();
    let handle = workspace.memo(move |document: &Document| {
        let condition = Template::of(document).resource(&own)?;
        condition.property(row::HANDLE.key).and_then(named).map(str::to_string)
    });
    let removing = Removing::of(actions, &id, &at, removal::one);
    let (own, id_) = (properties.join(row::HANDLE.key), id.clone());
    view! {
        <div class="set">
            <div class="set-hd">
                <Svg icon=Icon::Flag/><code class="grow cut">{id.clone()}</code><LineLink at=at/>
                <button type="button" class="btn bare sm icon" aria-label=format!("Remove {id_}") on:click=move |_| removing.ask.run(())><Svg icon=Icon::Trash/></button>
            </div>
            <RemoveDoubt of=removing/>
            <div class="rows">
                <PropertyRow at=own.clone() row=row::HANDLE><TextField at=own required=true/></PropertyRow>
                <SchemaRow owner=properties.clone() row=row::TIMEOUT/>
                <SchemaRow owner=properties row=row::COUNT/>
            </div>
            {move || handle.get().map(|handle| view! {
                <p class="fact">"Signalled by "<code>{format!("cfn-signal -e $? \"${{{handle}}}\"")}</code>" in user data with Fn::Sub."</p>
            })}
        </div>
    }
}
