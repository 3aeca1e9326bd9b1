//! Split of a config into two and merge of two into one, with a preview of the consequences.

use leptos::prelude::*;

use crate::document::{Edit, Path};
use crate::recipe::config::{self, ConfigPart};
use crate::recipe::config_set;
use crate::template::init::init_path;
use crate::ui::field::actions::FormActions;
use crate::ui::focus::focus_soon;
use crate::ui::icon::{Icon, Svg};
use crate::ui::workspace::Workspace;

/// Open question about a config.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asking {
    /// Nothing.
    Nothing,
    /// Entries that move to another config.
    Split,
    /// Config to merge with.
    Merge,
}

/// Makes edits as one step of their own, or says why not.
fn made(workspace: Workspace, (title, at): (&str, &Path), edits: Result<Vec<Edit>, String>) -> Option<String> {
    workspace.close_step();
    edits.and_then(|edits| workspace.edit(title, at, edits).map_err(|why| why.to_string())).err()
}

/// Split dialog: entries to move, the new name, what the split would separate.
#[component]
pub fn Split(
    /// The config.
    config: Path,
    /// Set to false when the change is made.
    asking: RwSignal<Asking>,
    /// Actions of the form.
    actions: FormActions,
) -> impl IntoView {
    let workspace = Workspace::expect();
    let parts = workspace.memo_with(&config, config::parts);
    let chosen = RwSignal::new(Vec::<Path>::new());
    let name = RwSignal::new(format!("{}-2", config.last_key().unwrap_or_default()));
    let path = StoredValue::new(config.clone());
    let torn = Memo::new(move |_| {
        let chosen = chosen.get();
        workspace.with(|document| config::separated(document, &path.get_value(), &chosen))
    });
    let toggle = move |at: Path, on: bool| {
        chosen.update(|all| {
            all.retain(|one| *one != at);
            if on {
                all.push(at);
            }
        });
    };
    let go = move |ev: web_sys::SubmitEvent| {
        ev.prevent_default();
        let at = path.get_value();
        let (wanted, picked) = (name.get_untracked().trim().to_string(), chosen.get_untracked());
        if wanted.is_empty() || picked.is_empty() {
            actions.refused.set(Some("Select the entries to move to the new config, and name it.".into()));
            return;
        }
        let edits = workspace.with_untracked(|document| config::split(document, &at, &wanted, &picked));
        let refused = made(workspace, ("split of a config", &at), edits.map(|split| split.1));
        let done = refused.is_none();
        actions.refused.set(refused);
        if done {
            asking.try_set(Asking::Nothing);
            focus_soon("form-title".into());
        }
    };
    let id = format!("split-{}", config.last_key().unwrap_or_default());
    view! {
        <form class="transfer" on:submit=go>
            <fieldset class="ticks">
                <legend>"Entries to move to the new config"</legend>
                <For each=move || parts.get() key=|part| part.clone() let:part>
                    <Pick part=part toggle=Callback::new(move |(at, on)| toggle(at, on))/>
                </For>
            </fieldset>
            {move || torn.get().into_iter().map(|(service, cause)| view! {
                <div class="note"><Svg icon=Icon::Warning/><div>{format!("{service} is restarted by {cause} now. Apart from each other it would not be: triggers do not cross configs.")}</div></div>
            }).collect_view()}
            <div class="adder">
                <div class="adder-name">
                    <label for=id.clone()>"Name of the new config"</label>
                    <input class="in mono" id=id type="text" autocomplete="off" prop:value=name on:input:target=move |ev| name.set(ev.target().value())/>
                </div>
                <button type="submit" class="btn"><Svg icon=Icon::Branch/>"Split"</button>
                <button type="button" class="btn bare" on:click=move |_| asking.set(Asking::Nothing)>"Cancel"</button>
            </div>
        </form>
    }
}

#[component]
fn Pick(part: ConfigPart, toggle: Callback<(Path, bool)>) -> impl IntoView {
    let at = part.at.clone();
    view! {
        <label class="tick">
            <input type="checkbox" on:change:target=move |ev| toggle.run((at.clone(), ev.target().checked()))/>
            <span><span class="dim">{part.section.key()} " "</span><code>{part.name}</code></span>
        </label>
    }
}

/// Config that is merged into this one.
#[component]
pub fn Merge(
    /// The config that stays.
    into: Path,
    /// The resource with the metadata.
    resource: String,
    /// Set to false when the change is made.
    asking: RwSignal<Asking>,
    /// Actions of the form.
    actions: FormActions,
) -> impl IntoView {
    let workspace = Workspace::expect();
    let own = into.last_key().unwrap_or_default().to_string();
    let (id, name) = (resource.clone(), own.clone());
    let others = workspace.memo(move |document| {
        let init = config_set::init_of(document, &id);
        let names =
            init.iter().flat_map(|init| init.configs().map(|config| config.name().to_string()).collect::<Vec<_>>());
        names.filter(|other| *other != name).collect::<Vec<_>>()
    });
    let from = RwSignal::new(others.with_untracked(|others| others.first().cloned().unwrap_or_default()));
    let (path, id) = (StoredValue::new(into), StoredValue::new(resource));
    let from_at = move || init_path(&id.get_value()).join(from.get().as_str());
    let conflicts = Memo::new(move |_| {
        let from = from_at();
        workspace.with(|document| config::conflicts(document, &path.get_value(), &from))
    });
    let name = own.clone();
    let notes = Memo::new(move |_| {
        let from = from.get();
        workspace.with(|document| config::consequences(document, &id.get_value(), &name, &from))
    });
    let go = move |ev: web_sys::SubmitEvent| {
        ev.prevent_default();
        let (at, from) = (path.get_value(), init_path(&id.get_value()).join(from.get_untracked().as_str()));
        let edits = workspace.with_untracked(|document| config::merge(document, &at, &from));
        let refused = made(workspace, ("merge of two configs", &at), edits);
        let done = refused.is_none();
        actions.refused.set(refused);
        if done {
            asking.try_set(Asking::Nothing);
            focus_soon("form-title".into());
        }
    };
    let select = format!("merge-{own}");
    view! {
        <form class="transfer" on:submit=go>
            <div class="adder">
                <div class="adder-name">
                    <label for=select.clone()>{format!("Becomes part of {own}")}</label>
                    <select class="in mono" id=select on:change:target=move |ev| from.set(ev.target().value())>
                        {move || others.get().into_iter().map(|name| {
                            let (word, text) = (name.clone(), name.clone());
                            view! { <option value=name prop:selected=move || from.with(|from| *from == word)>{text}</option> }
                        }).collect_view()}
                    </select>
                </div>
                <button type="submit" class="btn" disabled=move || !conflicts.with(Vec::is_empty) || others.with(Vec::is_empty)><Svg icon=Icon::Archive/>"Merge"</button>
                <button type="button" class="btn bare" on:click=move |_| asking.set(Asking::Nothing)>"Cancel"</button>
            </div>
            {move || conflicts.get().into_iter().map(|what| view! {
                <div class="note"><Svg icon=Icon::Warning/><div>{format!("Both have {what}: rename or remove one of the two first.")}</div></div>
            }).collect_view()}
            {move || notes.get().into_iter().map(|note| view! { <p class="help">{note}</p> }).collect_view()}
        </form>
    }
}
