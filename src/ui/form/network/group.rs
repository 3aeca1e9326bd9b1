//! The form of a security group: rules as tables, members, other keys.

use leptos::prelude::*;

use super::rules::Rules;
use crate::schema::ec2::{SECURITY_GROUP, security_group as row};
use crate::template::describe::listed;
use crate::template::security_group::members;
use crate::template::{Template, resource_path};
use crate::ui::field::property::SchemaRows;
use crate::ui::form::attributes::{Attributes, LogicalId};
use crate::ui::form::head::AllKeys;
use crate::ui::form::head::{FormBody, FormHead, Part};
use crate::ui::route::Route;
use crate::ui::workspace::Workspace;

/// The form of the security group with a logical id.
#[component]
pub fn SecurityGroup(id: String) -> impl IntoView {
    let workspace = Workspace::expect();
    let at = resource_path(&id);
    let own = id.clone();
    let members = workspace.memo_debounced(move |document| members(Template::of(document), &own));
    let fact = move || match members.get() {
        none if none.is_empty() => "No instance uses this group yet. Assign it in the instance's form.".to_string(),
        all => format!("{} {} it.", listed(&all), if all.len() == 1 { "has" } else { "have" }),
    };
    let (named, properties) = (at.clone(), at.join("Properties"));
    let heading = view! { <h2>"Rules"</h2> }.into_any();
    view! {
        <FormHead place=Route::Resource(id.clone()) intro="A stateful firewall for instances. Replies are always allowed."/>
        <FormBody>
            <p class="dim kind"><b>"Security group"</b>" "<code>{SECURITY_GROUP}</code></p>
            <section class="part"><Rules group=id.clone() heading=heading/></section>
            <Part title="The group">
                <LogicalId at=named/>
                <div class="rows"><SchemaRows owner=properties rows=row::ROWS.shown("")/></div>
                <p class="fact">{fact}</p>
            </Part>
            <Attributes at=at.clone()/>
            <AllKeys name=id place=Route::At(at)/>
        </FormBody>
    }
}
