//! The form of the parameters: what is asked for at each deploy.

use leptos::prelude::*;

use super::accordion::{Accordion, Opened, opened, opener_id};
use super::actions::Actions;
use super::adder::{AddButton, Adder, Empty};
use super::head::{FormBody, FormHead};
use super::menu::EntryMenu;
use super::remove::{RemoveDoubt, Removing};
use super::rows::{NameRow, SchemaRows};
use super::tree::AllKeys;
use crate::document::Path;
use crate::schema::parameter as row;
use crate::template::recipe::{name, parameter, removal};
use crate::template::reference::{users, uses};
use crate::template::{Template, parameter_path};
use crate::ui::field::{Refusal, focus_soon};
use crate::ui::icon::{Icon, Svg};
use crate::ui::workspace::{Place, Workspace};

/// The form of the parameters.
#[component]
pub fn Parameters() -> impl IntoView {
    let workspace = Workspace::expect();
    let actions = Actions::new();
    let opened = opened();
    let names = workspace.memo(|document| {
        Template::of(document).parameters().map(|parameter| parameter.name().to_string()).collect::<Vec<_>>()
    });
    let add = move |wanted: String| {
        if let Some(why) = name::fault_of_id(&wanted) {
            actions.refused.set(Some(why.to_string()));
            return false;
        }
        let (name, edits) = workspace.with_untracked(|document| parameter::add(document, &wanted));
        let at = parameter_path(&name);
        let made = actions.make(&format!("parameter {name}"), &at, |_| edits);
        if made {
            opened.set(Some(at.clone()));
            focus_soon(opener_id(&at));
        }
        made
    };
    view! {
        <FormHead place=Place::Parameters><AddButton text="Add a parameter" field="new-parameter"/></FormHead>
        <FormBody>
            <Refusal why=actions.refused/>
            <Show when=move || names.with(Vec::is_empty)>
                <Empty text="No parameters yet. The template asks nothing when it is deployed."/>
            </Show>
            <For each=move || names.get() key=|name| name.clone() let:name>
                <ParameterEntry name=name actions=actions opened=opened/>
            </For>
            <Adder id="new-parameter" label="Name of the new parameter" button="Add a parameter" add=add/>
        </FormBody>
    }
}

#[component]
fn ParameterEntry(name: String, actions: Actions, opened: Opened) -> impl IntoView {
    let workspace = Workspace::expect();
    let at = parameter_path(&name);
    let own = name.clone();
    let meta = workspace.memo(move |document| {
        let parameter = Template::of(document).parameter(&own);
        match parameter.map(|one| (one.no_echo(), one.default().map(str::to_string))) {
            Some((true, _)) => "not shown".to_string(),
            Some((false, Some(default))) if default.is_empty() => "may be empty".to_string(),
            Some((false, Some(default))) => default,
            Some((false, None)) | None => "asked for".to_string(),
        }
    });
    let removing =
        Removing::of(actions, &name, &at, |document, at| removal::remove(document, std::slice::from_ref(at)));
    let head = view! {
        <Svg icon=Icon::Sliders/><span class="nm cut">{name.clone()}</span><span class="meta cut">{meta}</span>
    };
    let menu = view! { <EntryMenu at=at.clone() name=name.clone() actions=actions remove=removing.ask/> };
    let path = StoredValue::new(at.clone());
    view! {
        <RemoveDoubt of=removing/>
        <Accordion at=at opened=opened head=head.into_any() menu=menu.into_any()>
            <ParameterRows at=path.get_value() opened=opened/>
        </Accordion>
    }
}

#[component]
fn ParameterRows(at: Path, opened: Opened) -> impl IntoView {
    let own = at.clone();
    let used = Workspace::expect().memo(move |document| users(&uses(document, &own), &own));
    let (name, whole) = (at.last_key().unwrap_or_default().to_string(), Place::At(at.clone()));
    let users = move || match used.get() {
        users if users.is_empty() => "Nothing refers to it.".to_string(),
        users => format!("Used by {}.", users.join(", ")),
    };
    view! {
        <NameRow
            at=at.clone() label="Name"
            help="References to it, and the console's form, get the new name too." moved=move |at| opened.set(Some(at))
        />
        <div class="rows is-literal"><SchemaRows owner=at rows=row::ROWS/></div>
        <p class="fact">{users}</p>
        <AllKeys name=name place=whole/>
    }
}
