//! The form of user data: the script as steps, steps to add, risks, and the whole text.

use leptos::prelude::*;

use super::step::StepCard;
use super::{Part, make};
use crate::document::Path;
use crate::recipe::user_data as recipe;
use crate::template::user_data::step_text::{init_for, said_of_system, target_for};
use crate::template::user_data::{StepKind, UserData, path_of, write};
use crate::template::{Template, resource_path};
use crate::ui::control::{Empty, Offer, Warning};
use crate::ui::diagnostic::Diagnostics;
use crate::ui::field::actions::FormActions;
use crate::ui::field::{Refusal, TextArea};
use crate::ui::form::guide::{self, WhatIsThis};
use crate::ui::form::head::AllKeys;
use crate::ui::form::head::{FormBody, FormHead};
use crate::ui::icon::{Icon, Svg};
use crate::ui::route::Route;
use crate::ui::workspace::Workspace;

/// The form of the user data of a machine or launch template.
#[component]
pub fn UserDataForm(holder: String) -> impl IntoView {
    let workspace = Workspace::expect();
    let actions = FormActions::new();
    let data = workspace.memo_with(&holder, move |document, id| UserData::of(document, id));
    let own = holder.clone();
    let at = workspace.memo(move |document| {
        let at = Template::of(document).resource(&own).and_then(path_of);
        at.map(|at| (document.node(&at).is_some_and(|node| !node.is_null()), at))
    });
    let is_text = Memo::new(move |_| data.with(Option::is_some));
    let id = StoredValue::new(holder.clone());
    let begin = move |()| {
        actions.make("user data", &resource_path(&id.get_value()), |document| recipe::begin(document, &id.get_value()));
    };
    view! {
        <FormHead place=Route::UserData(holder.clone())/>
        <FormBody>
            <WhatIsThis guide=&guide::USER_DATA/>
            <Refusal why=actions.refused/>
            {move || match (is_text.get(), at.get()) {
                (true, Some((_, at))) => view! { <Script holder=id.get_value() at=at data=data actions=actions/> }.into_any(),
                (false, Some((true, at))) => view! { <Foreign at=at/> }.into_any(),
                (_, Some((false, _))) => view! {
                    <Offer
                        text="No user data: the instance starts as its image defines it, and cfn-init is not called."
                        label="Begin a script" act=begin
                    />
                }.into_any(),
                (_, None) => view! { <Empty text="Resources of this type have no user data of their own."/> }.into_any(),
            }}
            <AllKeys name=holder.clone() place=Route::Resource(holder)/>
        </FormBody>
    }
}

/// User data that a function computes.
#[component]
fn Foreign(at: Path) -> impl IntoView {
    view! {
        <Warning text="A function computes the user data: it cannot be shown as steps."/>
        <AllKeys name="UserData" place=Route::At(at)/>
    }
}

#[component]
fn Script(holder: String, at: Path, data: Memo<Option<UserData>>, actions: FormActions) -> impl IntoView {
    let shapes = Memo::new(move |_| {
        let steps =
            data.with(|data| data.as_ref().map(|data| data.steps().iter().map(|step| step.kind).collect::<Vec<_>>()));
        steps.unwrap_or_default().into_iter().enumerate().collect::<Vec<_>>()
    });
    let system = move || data.with(|data| data.as_ref().map(|data| said_of_system(data.system)).unwrap_or_default());
    let id = StoredValue::new(holder.clone());
    view! {
        <p class="run-order"><span>{system}</span></p>
        <Diagnostics at=at.clone() subject="user-data"/>
        <ol class="steps" aria-label="Steps of the script, in their order">
            <For each=move || shapes.get() key=|shape| *shape let:shape>
                <StepCard holder=id.get_value() place=shape data=data actions=actions/>
            </For>
        </ol>
        <Missing holder=holder data=data actions=actions/>
        <Whole at=at data=data actions=actions/>
    }
}

/// Steps that can be added.
#[component]
fn Missing(holder: String, data: Memo<Option<UserData>>, actions: FormActions) -> impl IntoView {
    let workspace = Workspace::expect();
    let id = StoredValue::new(holder);
    let missing = Memo::new(move |_| {
        data.with(|data| {
            let Some(data) = data.as_ref() else { return Vec::new() };
            let all = [StepKind::Interpreter, StepKind::Signal, StepKind::Install, StepKind::Init, StepKind::Health];
            let lacks = |kind: &StepKind| data.steps_of(*kind).next().is_none();
            all.into_iter().filter(lacks).map(|kind| (kind, write::fault(data, kind))).collect::<Vec<_>>()
        })
    });
    let add = move |kind: StepKind| {
        let holder = id.get_value();
        let names = workspace.with_untracked(|document| (init_for(document, &holder), target_for(document, &holder)));
        make(actions, kind.title(), &resource_path(&holder), |document| {
            recipe::add(document, &holder, kind, (&names.0, &names.1))
        });
    };
    view! {
        <Show when=move || !missing.with(Vec::is_empty)>
            <div class="add-steps" role="group" aria-label="Steps to add">
                {move || missing.get().into_iter().map(|(kind, fault)| view! {
                    <button type="button" class="btn sm" disabled=fault.is_some() title=fault on:click=move |_| add(kind)>
                        <Svg icon=Icon::Plus/>{kind.title()}
                    </button>
                }).collect_view()}
                {move || {
                    let mut faults: Vec<&str> = missing.get().into_iter().filter_map(|one| one.1).collect();
                    faults.dedup();
                    faults.into_iter().map(|fault| view! { <p class="help">{fault}</p> }).collect_view()
                }}
            </div>
        </Show>
    }
}

/// The whole text, or the button that makes it one.
#[component]
fn Whole(at: Path, data: Memo<Option<UserData>>, actions: FormActions) -> impl IntoView {
    let one = Memo::new(move |_| data.with(|data| data.as_ref().and_then(|data| data.text.whole())));
    let path = StoredValue::new(at);
    let join = move |()| {
        make(actions, "user data as one text", &path.get_value(), |document| {
            Some(vec![data.with_untracked(|data| data.as_ref().and_then(|data| data.text.as_one(document)))?])
        });
    };
    view! {
        <Part title="The whole script">
            {move || match one.get() {
                Some(at) => view! { <TextArea at=at name="The whole script"/> }.into_any(),
                None => view! {
                    <Offer
                        text="It is put together from pieces. As one text with Fn::Sub it can be written here."
                        label="Write it as one text" icon=Icon::Pen act=join
                    />
                    <AllKeys name="the pieces" place=Route::At(path.get_value())/>
                }.into_any(),
            }}
        </Part>
    }
}
