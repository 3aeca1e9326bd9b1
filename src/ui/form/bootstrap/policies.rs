//! The form of the policies of a resource: signals, creation and update policy, wait conditions.

use leptos::prelude::*;

use super::Part;
use super::minutes::MinutesRow;
use super::policy::GroupPolicies;
use super::wait::WaitConditions;
use crate::document::Document;
use crate::recipe::wait;
use crate::schema::creation_policy;
use crate::template::{duration, resource_path, signal};
use crate::ui::control::{Offer, RouteLink};
use crate::ui::diagnostic::Diagnostics;
use crate::ui::field::Refusal;
use crate::ui::field::actions::FormActions;
use crate::ui::field::property::SchemaRow;
use crate::ui::form::head::AllKeys;
use crate::ui::form::head::{FormBody, FormHead};
use crate::ui::icon::{Icon, Svg};
use crate::ui::route::Route;
use crate::ui::workspace::Workspace;

/// The form of what the resource with a logical id waits for.
#[component]
pub fn Policies(id: String) -> impl IntoView {
    let workspace = Workspace::expect();
    let actions = FormActions::new();
    let said = workspace.memo_with(&id, move |document, own| signal::said(document, own));
    let group = workspace.memo_with(&id, move |document, own| signal::is_group(document, own));
    let own = id.clone();
    let holder = workspace.memo(move |document| signal::sender(document, &own).map(|data| data.holder));
    let name = StoredValue::new(id.clone());
    view! {
        <FormHead place=Route::Policies(id.clone())/>
        <FormBody>
            <Refusal why=actions.refused/>
            <p class="run-order" aria-live="polite">
                {move || said.get().into_iter().map(|said| view! { <span>{said}</span> }).collect_view()}
                {move || holder.get().map(|holder| {
                    view! { <RouteLink to=Route::UserData(holder)>"Open the user data"</RouteLink> }
                })}
            </p>
            <Diagnostics at=resource_path(&id) subject="signal"/>
            <Signal id=id.clone() actions=actions/>
            <Show when=move || group.get()><GroupPolicies id=name.get_value() actions=actions/></Show>
            <WaitConditions id=id.clone() actions=actions/>
            <AllKeys name=id.clone() place=Route::Resource(id)/>
        </FormBody>
    }
}

/// ResourceSignal of the CreationPolicy, or the button that writes one.
#[component]
fn Signal(id: String, actions: FormActions) -> impl IntoView {
    let workspace = Workspace::expect();
    let at = signal::policy_path(&id);
    let own = at.clone();
    let there = workspace.memo(move |document: &Document| document.node(&own).is_some_and(|node| !node.is_null()));
    let (path, name) = (StoredValue::new(at), StoredValue::new(id));
    let add = move |()| {
        actions
            .make("CreationPolicy", &path.get_value(), |document| wait::wait_for_signal(document, &name.get_value()));
    };
    let remove = move |_| {
        actions
            .remove("CreationPolicy", &path.get_value(), |document| wait::remove_policy(document, &path.get_value()));
    };
    view! {
        <Part title="CreationPolicy" fact="ResourceSignal">
            {move || match there.get() {
                true => view! {
                    <div class="rows">
                        <SchemaRow owner=path.get_value() row=creation_policy::COUNT/>
                        <MinutesRow owner=path.get_value() row=creation_policy::TIMEOUT most=duration::LONGEST/>
                    </div>
                    <button type="button" class="btn sm" on:click=remove><Svg icon=Icon::Trash/>"Do not wait"</button>
                }
                .into_any(),
                false => view! {
                    <Offer text="CloudFormation counts it as created before its script has run." label="Wait for a signal" act=add/>
                }
                .into_any(),
            }}
        </Part>
    }
}
