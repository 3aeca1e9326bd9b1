//! Target of the deployment: stack name, Region, AWS profile, bucket, execution, rollback.

use leptos::prelude::*;

use super::state::Deployment;
use crate::deploy::{Execution, Failure, Setting, region};
use crate::template::limits::TEMPLATE_BODY;
use crate::ui::control::Tick;
use crate::ui::workspace::Workspace;

#[component]
pub(super) fn Target() -> impl IntoView {
    let workspace = Workspace::expect();
    let deployment = Deployment::expect();
    let settings = deployment.settings;
    let bucket = Memo::new(move |_| {
        deployment.plan.with(|plan| plan.bytes > TEMPLATE_BODY)
            || settings.with(|settings| !settings.s3_bucket.is_empty())
    });
    view! {
        <div class="trio">
            <Text
                id="deploy-stack" label="Stack name" setting=Setting::StackName
                text=Signal::from(workspace.stack_name)
                write=move |text| workspace.name_stack(&text)
            />
            <Region/>
            <Text
                id="deploy-profile" label="AWS profile" setting=Setting::Profile
                text=Signal::from(deployment.choice(|settings| settings.profile.clone()))
                write=move |text| settings.update(|settings| settings.profile = text)
            />
        </div>
        <Show when=move || bucket.get()>
            <div class="dl-bucket">
                <Text
                    id="deploy-bucket" label="S3 bucket for the template" setting=Setting::Bucket
                    text=Signal::from(deployment.choice(|settings| settings.s3_bucket.clone()))
                    write=move |text| settings.update(|settings| settings.s3_bucket = text)
                />
            </div>
        </Show>
        <How/>
    }
}

/// A labelled field for a line of text.
#[component]
pub(super) fn Text(
    id: &'static str,
    label: &'static str,
    setting: Setting,
    text: Signal<String>,
    /// Takes what was typed.
    write: impl Fn(String) + 'static,
) -> impl IntoView {
    let fault = Deployment::expect().error(setting);
    let help = format!("{id}-fault");
    view! {
        <div>
            <label for=id>{label}</label>
            <input
                class="in" id=id type="text" autocomplete="off" spellcheck="false" autocapitalize="off"
                aria-invalid=move || fault.with(Option::is_some).then_some("true")
                aria-describedby=help.clone()
                prop:value=text
                on:input:target=move |ev| write(ev.target().value())
            />
            <p class="fault" id=help>{fault}</p>
        </div>
    }
}

/// A region of the list, none, or one that is typed.
#[component]
fn Region() -> impl IntoView {
    let deployment = Deployment::expect();
    let settings = deployment.settings;
    let current = deployment.choice(|settings| settings.region.clone());
    let other = RwSignal::new(current.with_untracked(|code| !code.is_empty() && region::find(code).is_none()));
    let fault = deployment.error(Setting::Region);
    let write = move |code: String| settings.update(|settings| settings.region = code);
    let choose = move |value: String| {
        other.set(value == "other");
        write(if value == "other" { String::new() } else { value });
    };
    let option = move |value: &'static str, text: String| {
        let chosen = move || match value {
            "other" => other.get(),
            _ => !other.get() && current.with(|code| code == value),
        };
        view! { <option value=value prop:selected=chosen>{text}</option> }
    };
    let groups = region::GROUPS.iter().map(|group| {
        let regions = group.regions.iter().map(|one| option(one.code, format!("{} {}", one.code, one.name)));
        view! { <optgroup label=group.name>{regions.collect_view()}</optgroup> }
    });
    view! {
        <div>
            <label for="deploy-region">"Region"</label>
            <select class="in" id="deploy-region" on:change:target=move |ev| choose(ev.target().value())>
                {option("", "From AWS CLI settings".into())}
                {groups.collect_view()}
                {option("other", "Another region…".into())}
            </select>
            <Show when=move || other.get()>
                <input
                    class="in" type="text" autocomplete="off" spellcheck="false" aria-label="Code of the region"
                    aria-invalid=move || fault.with(Option::is_some).then_some("true")
                    aria-describedby="deploy-region-fault"
                    prop:value=current
                    on:input:target=move |ev| write(ev.target().value())
                />
            </Show>
            <p class="fault" id="deploy-region-fault">{fault}</p>
        </div>
    }
}

#[component]
fn How() -> impl IntoView {
    let deployment = Deployment::expect();
    let settings = deployment.settings;
    let execution = deployment.choice(|settings| settings.execution);
    let keep = deployment.choice(|settings| settings.failure == Failure::Keep);
    let set_keep = move |keep: bool| {
        settings.update(|settings| settings.failure = if keep { Failure::Keep } else { Failure::RollBack });
    };
    let radio = move |value: Execution, text: &'static str| {
        view! {
            <label>
                <input
                    class="sr" type="radio" name="deploy-execution" prop:checked=move || execution.get() == value
                    on:change=move |_| settings.update(|settings| settings.execution = value)
                />
                {text}
            </label>
        }
    };
    view! {
        <div class="dl-how">
            <div class="seg" role="radiogroup" aria-label="What the command does">
                {radio(Execution::Execute, "Create and execute")}
                {radio(Execution::ChangeSetOnly, "Change set only")}
            </div>
            <span class="help">
                {move || match execution.get() {
                    Execution::Execute => "Runs at once, with no review step.",
                    Execution::ChangeSetOnly => "Changes nothing until you execute it.",
                }}
            </span>
        </div>
        <Tick on=keep set=set_keep><span>"Keep resources if the deployment fails (no rollback)"</span></Tick>
    }
}
