//! The hooks of cfn-hup: triggers, path, action.

use leptos::prelude::*;

use super::Part;
use super::line::{HupRow, LineOf, Write, entry};
use crate::document::Path;
use crate::recipe::hup as recipe;
use crate::schema::hup::HOOK;
use crate::template::hup::{Hook, Hup, TRIGGERS, key};
use crate::template::init::init_path;
use crate::ui::control::Tick;
use crate::ui::field::actions::FormActions;
use crate::ui::form::adder::{Adder, AdderLabels};
use crate::ui::icon::{Icon, Svg};
use crate::ui::workspace::Workspace;

/// Texts of the field that adds a hook.
static NEW: AdderLabels = AdderLabels { add: "Add a hook", field: "new-hook", name: "Name of the new hook" };

/// The hooks, and the field for a new one.
#[component]
pub fn Hooks(
    /// The resource with the metadata.
    resource: String,
    hup: Memo<Option<Hup>>,
    actions: FormActions,
) -> impl IntoView {
    let all = Memo::new(move |_| hup.with(|hup| hup.as_ref().map(Hup::all_hooks).unwrap_or_default()));
    let id = StoredValue::new(resource);
    let add = move |name: String| {
        let taken =
            name.contains(['[', ']', '\n']) || all.with_untracked(|all| all.iter().any(|hook| hook.name == name));
        if taken {
            actions.refused.set(Some(format!("{name} already exists, or has brackets in it. Choose another name.")));
            return false;
        }
        let id = id.get_value();
        actions.make(&format!("hook {name}"), &init_path(&id), |document| recipe::add_hook(document, &id, &name))
    };
    view! {
        <Part title="Hooks">
            <For each=move || all.get() key=|hook| hook.clone() let:hook>
                <HookRows hook=hook resource=id.get_value() hup=hup actions=actions/>
            </For>
            <Adder asked=&NEW add=add/>
        </Part>
    }
}

#[component]
fn HookRows(hook: Hook, resource: String, hup: Memo<Option<Hup>>, actions: FormActions) -> impl IntoView {
    let workspace = Workspace::expect();
    let (file, name) = (StoredValue::new(hook.file.clone()), StoredValue::new(hook.name.clone()));
    let id = StoredValue::new(resource);
    let remove = move |_| {
        actions.remove(&format!("Hook {}", name.get_value()), &file.get_value(), |document| {
            recipe::remove_hook(document, &id.get_value(), &file.get_value(), &name.get_value())
        });
    };
    let rename = move |to: String| {
        let to = to.trim().to_string();
        if to.is_empty() || to == name.get_value() || to.contains(['[', ']']) {
            return;
        }
        actions.make("name of a hook", &file.get_value(), |document| {
            recipe::rename_hook(document, &id.get_value(), &file.get_value(), &name.get_value(), &to)
        });
    };
    let place = Signal::stored(Some(hook.file.clone()));
    let rows = HOOK.iter().map(|row| {
        let key = row.key;
        let write: Write = Callback::new(move |text: String| {
            let (id, file, name) = (id.get_value(), file.get_value(), name.get_value());
            Some(workspace.with_untracked(|document| recipe::set(document, &id, &file, (&name, key), &text)))
        });
        view! { <HupRow hup=hup file=place group=name.get_value() row=*row write=write/> }
    });
    view! {
        <div class="set">
            <div class="set-hd">
                <Svg icon=Icon::Reload/>
                <input
                    class="in mono" type="text" autocomplete="off" spellcheck="false" aria-label=format!("Name of the hook {}", hook.name)
                    prop:value=hook.name.clone() on:change:target=move |ev| rename(ev.target().value())
                />
                <button type="button" class="btn bare sm icon" aria-label=format!("Remove the hook {}", hook.name) on:click=remove><Svg icon=Icon::Trash/></button>
            </div>
            <div class="rows">
                <Triggers hook=hook.clone() resource=id.get_value() hup=hup actions=actions/>
                {rows.collect_view()}
            </div>
        </div>
    }
}

/// Triggers of a hook as check boxes.
#[component]
fn Triggers(hook: Hook, resource: String, hup: Memo<Option<Hup>>, actions: FormActions) -> impl IntoView {
    let workspace = Workspace::expect();
    let file: Path = hook.file.clone();
    let name = StoredValue::new(hook.name.clone());
    let (value, place) = entry(hup, Signal::stored(Some(file.clone())), name, key::TRIGGERS);
    let words = Memo::new(move |_| {
        let value = value.get().unwrap_or_default();
        value.split(',').map(|word| word.trim().to_string()).filter(|word| !word.is_empty()).collect::<Vec<_>>()
    });
    let (id, file) = (StoredValue::new(resource), StoredValue::new(file));
    let toggle = move |word: &'static str, on: bool| {
        let mut all = words.get_untracked();
        all.retain(|one| one != word);
        if on {
            all.push(word.to_string());
        }
        actions.make("triggers of a hook", &file.get_value(), |document| {
            recipe::set(
                document,
                &id.get_value(),
                &file.get_value(),
                (&name.get_value(), key::TRIGGERS),
                &all.join(","),
            )
        });
    };
    let tick = move |word: &'static str| {
        let on = Signal::derive(move || words.with(|all| all.iter().any(|one| one == word)));
        let entered = move |()| workspace.linked.set(Some(place.get_untracked().0));
        view! {
            <Tick on=on set=move |on| toggle(word, on) entered=entered><span><code>{word}</code>" "{meaning(word)}</span></Tick>
        }
    };
    view! {
        <div class="fld">
            <div class="lb"><span class="cut">"Triggers"</span><LineOf place=place there=Signal::derive(move || value.get().is_some())/></div>
            <div class="ct">
                <div class="ticks" role="group" aria-label="Triggers">
                    {TRIGGERS.map(tick)}
                </div>
                <p class="help">"At each check cfn-hup compares the watched path with what it saw before, and runs the action for the differences ticked here."</p>
            </div>
        </div>
    }
}

/// When a trigger fires.
fn meaning(word: &str) -> &'static str {
    match word {
        "post.add" => "when it is first seen",
        "post.update" => "when it changes",
        _ => "when it is removed",
    }
}
