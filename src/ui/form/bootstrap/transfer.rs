//! Split of a config into two and merge of two into one, with a preview of the consequences.

use leptos::prelude::*;

use crate::document::{Edit, Path};
use crate::recipe::config::{self, ConfigPart};
use crate::recipe::config_set;
use crate::template::init::init_path;
use crate::ui::control::{DraftInput, Select, SelectOption, Tick, Warning};
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

/// Makes edits as one step and closes the question, or shows why not.
fn finish(
    actions: FormActions,
    asking: RwSignal<Asking>,
    (title, at): (&str, &Path),
    edits: Result<Vec<Edit>, String>,
) {
    match edits {
        Ok(edits) => {
            if actions.make(title, at, |_| edits) {
                asking.try_set(Asking::Nothing);
                focus_soon("form-title".into());
            }
        }
        Err(why) => actions.refused.set(Some(why)),
    }
}

/// Split dialog: entries to move, the new name, what the split would separate.
#[component]
pub fn Split(
    config: Path,
    /// Set to false when the change is made.
    asking: RwSignal<Asking>,
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
    let tick = move |part: ConfigPart| {
        let (own, at) = (part.at.clone(), part.at);
        let on = Signal::derive(move || chosen.with(|chosen| chosen.contains(&own)));
        let set = move |on: bool| {
            chosen.update(|all| {
                all.retain(|one| *one != at);
                if on {
                    all.push(at.clone());
                }
            });
        };
        view! { <Tick on=on set=set><span><span class="dim">{part.section.key()} " "</span><code>{part.name}</code></span></Tick> }
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
        finish(actions, asking, ("split of a config", &at), edits.map(|split| split.1));
    };
    let id = format!("split-{}", config.last_key().unwrap_or_default());
    view! {
        <form class="transfer" on:submit=go>
            <fieldset class="ticks">
                <legend>"Entries to move to the new config"</legend>
                <For each=move || parts.get() key=|part| part.clone() children=tick/>
            </fieldset>
            {move || torn.get().into_iter().map(|(service, cause)| view! {
                <Warning text=format!("{service} is restarted by {cause} now. Apart from each other it would not be: triggers do not cross configs.")/>
            }).collect_view()}
            <div class="adder">
                <div class="adder-name">
                    <label for=id.clone()>"Name of the new config"</label>
                    <DraftInput id=id draft=name/>
                </div>
                <button type="submit" class="btn"><Svg icon=Icon::Branch/>"Split"</button>
                <button type="button" class="btn bare" on:click=move |_| asking.set(Asking::Nothing)>"Cancel"</button>
            </div>
        </form>
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
    actions: FormActions,
) -> impl IntoView {
    let workspace = Workspace::expect();
    let own = into.last_key().unwrap_or_default().to_string();
    let (id, name) = (resource.clone(), own.clone());
    let others = workspace.memo(move |document| {
        let init = config_set::init_of(document, &id);
        let names = init
            .iter()
            .flat_map(|init| init.single_configs().map(|config| config.name().to_string()).collect::<Vec<_>>());
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
        finish(actions, asking, ("merge of two configs", &at), edits);
    };
    let select = format!("merge-{own}");
    let options = Signal::derive(move || others.get().into_iter().map(SelectOption::word).collect::<Vec<_>>());
    let chosen = Signal::derive(move || Some(from.get()));
    let set = move |name: Option<String>| from.set(name.unwrap_or_default());
    view! {
        <form class="transfer" on:submit=go>
            <div class="adder">
                <div class="adder-name">
                    <label for=select.clone()>{format!("Becomes part of {own}")}</label>
                    <Select class="in mono" id=select answers=options chosen=chosen set=set/>
                </div>
                <button type="submit" class="btn" disabled=move || !conflicts.with(Vec::is_empty) || others.with(Vec::is_empty)><Svg icon=Icon::Archive/>"Merge"</button>
                <button type="button" class="btn bare" on:click=move |_| asking.set(Asking::Nothing)>"Cancel"</button>
            </div>
            {move || conflicts.get().into_iter().map(|what| view! {
                <Warning text=format!("Both have {what}: rename or remove one of the two first.")/>
            }).collect_view()}
            {move || notes.get().into_iter().map(|note| view! { <p class="help">{note}</p> }).collect_view()}
        </form>
    }
}
