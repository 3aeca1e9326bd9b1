//! The tags of the stack, as chips.

use leptos::html;
use leptos::prelude::*;

use super::state::{Deployment, focus};
use crate::deploy::{Setting, StackTag};
use crate::ui::icon::{Icon, Svg};

#[component]
pub(super) fn Tags() -> impl IntoView {
    let deployment = Deployment::expect();
    let tags = deployment.choice(|settings| settings.tags.clone());
    let adding = RwSignal::new(false);
    let faults = move || {
        deployment.plan.with(|plan| {
            let tags = plan.errors.iter().filter(|error| matches!(error.setting, Setting::Tag(_)));
            tags.map(|error| error.message.clone()).collect::<Vec<_>>()
        })
    };
    view! {
        <div class="sect"><h3 id="deploy-tags" tabindex="-1">"Tags"</h3></div>
        <div class="tags">
            <For each=move || tags.get().into_iter().enumerate() key=|row| row.clone() let:row>
                <Chip place=row.0 tag=row.1/>
            </For>
            <Show when=move || adding.get() fallback=move || view! {
                <button class="btn bare sm" id="deploy-add-tag" on:click=move |_| adding.set(true)>
                    <Svg icon=Icon::Plus/>"Add a tag"
                </button>
            }>
                <NewTag adding=adding/>
            </Show>
        </div>
        {move || faults().into_iter().map(|fault| view! { <p class="fault">{fault}</p> }).collect_view()}
    }
}

#[component]
fn Chip(
    /// Its place among the tags.
    place: usize,
    tag: StackTag,
) -> impl IntoView {
    let deployment = Deployment::expect();
    let fault = deployment.error(Setting::Tag(place));
    let name = format!("Remove tag {}", tag.key);
    let remove = move |_| {
        deployment.settings.update(|settings| {
            if place < settings.tags.len() {
                settings.tags.remove(place);
            }
        });
        request_animation_frame(|| focus("deploy-add-tag"));
    };
    view! {
        <span class="tagc" class:err=move || fault.with(Option::is_some)>
            <code>{format!("{}={}", tag.key, tag.value)}</code>
            <button aria-label=name on:click=remove><Svg icon=Icon::Cross/></button>
        </span>
    }
}

/// A field for `key=value`: Enter or leaving it adds the tag, Esc does not.
#[component]
fn NewTag(
    /// True while the field is there.
    adding: RwSignal<bool>,
) -> impl IntoView {
    let deployment = Deployment::expect();
    let input = NodeRef::<html::Input>::new();
    let wrong = RwSignal::new(false);
    Effect::new(move |_| {
        if let Some(input) = input.get() {
            let _ = input.focus();
        }
    });
    let add = move || {
        let text = input.get_untracked().map(|input| input.value()).unwrap_or_default();
        match text.split_once('=') {
            Some((key, value)) => {
                let tag = StackTag { key: key.trim().to_string(), value: value.trim().to_string() };
                deployment.settings.update(|settings| settings.tags.push(tag));
                adding.set(false);
                true
            }
            None => {
                wrong.set(!text.is_empty());
                adding.set(!text.is_empty());
                text.is_empty()
            }
        }
    };
    let key = move |ev: web_sys::KeyboardEvent| {
        let done = match ev.key().as_str() {
            "Enter" if !ev.ctrl_key() && !ev.meta_key() => add(),
            "Escape" => {
                // Only the field is given up, not the dialog.
                ev.prevent_default();
                adding.set(false);
                true
            }
            _ => false,
        };
        if done {
            request_animation_frame(|| focus("deploy-add-tag"));
        }
    };
    view! {
        <input
            class="in mono" type="text" autocomplete="off" spellcheck="false" autocapitalize="off"
            aria-label="New tag as key=value" placeholder="key=value" node_ref=input
            aria-invalid=move || wrong.get().then_some("true")
            aria-describedby="deploy-tag-fault"
            on:keydown=key
            on:blur=move |_| {
                // Also comes while the field is taken away, when nothing of it may be read any more.
                if adding.try_get_untracked() == Some(true) {
                    add();
                }
            }
        />
        <p class="fault" id="deploy-tag-fault">{move || wrong.get().then_some("A tag is written key=value.")}</p>
    }
}
