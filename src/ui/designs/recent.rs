//! The designs kept in this browser: open, rename, duplicate, delete.

use leptos::prelude::*;

use crate::design::{Design, copy_of, words};
use crate::ui::browser;
use crate::ui::focus::focus_soon;
use crate::ui::icon::{Icon, Svg};
use crate::ui::store;
use crate::ui::workspace::Workspace;

/// State of the list.
#[derive(Clone, PartialEq)]
enum Found {
    /// It is being read.
    Reading,
    /// These, the one changed last first.
    All(Vec<Design>),
    /// The browser keeps none.
    Refused,
}

/// The list.
#[component]
pub(super) fn Recent(
    /// Deletes a design.
    #[prop(into)]
    delete: Callback<Design>,
) -> impl IntoView {
    let workspace = Workspace::expect();
    let found = RwSignal::new(Found::Reading);
    // The storage is outside: what it says comes in as an event.
    Effect::new(move |_| {
        workspace.listed().track();
        leptos::task::spawn_local(async move {
            let all = store::list().await;
            found.try_set(all.map_or(Found::Refused, Found::All));
        });
    });
    let ids = Memo::new(move |_| match found.get() {
        Found::All(all) => all.into_iter().map(|design| design.id).collect(),
        Found::Reading | Found::Refused => Vec::new(),
    });
    let none = move || match found.get() {
        Found::All(all) if all.is_empty() => Some("None yet. A design is saved when you first change it."),
        Found::Refused => Some("This browser blocks storage: designs last until the page is closed."),
        Found::Reading | Found::All(_) => None,
    };
    let design = move |id: &str| match found.get() {
        Found::All(all) => all.into_iter().find(|design| design.id == id).unwrap_or_default(),
        Found::Reading | Found::Refused => Design::default(),
    };
    view! {
        <div class="sect">
            <h2 id="recent-title">"Recent designs"</h2>
            <span class="grow"></span>
            <span class="dim">"in this browser"</span>
        </div>
        <ul class="recent" aria-labelledby="recent-title">
            <For each=move || ids.get() key=|id| id.clone() let:id>
                <Row design=Memo::new(move |_| design(&id)) delete=delete/>
            </For>
        </ul>
        {move || none().map(|words| view! { <p class="help">{words}</p> })}
    }
}

#[component]
fn Row(design: Memo<Design>, delete: Callback<Design>) -> impl IntoView {
    let workspace = Workspace::expect();
    let renaming = RwSignal::new(false);
    let id = move || design.with_untracked(|design| design.id.clone());
    let is_open = Memo::new(move |_| design.with(|design| workspace.design().id == design.id));
    let open = move |_| open_kept(workspace, id());
    let name = move || design.with(|design| design.name.clone());
    let labelled = move |verb: &str| format!("{verb} {}", name());
    view! {
        <li>
            <Svg icon=Icon::File/>
            <Show when=move || !renaming.get() fallback=move || view! { <Rename design=design renaming=renaming/> }>
                <button type="button" class="t" id=move || design.with(row_id) aria-current=move || is_open.get().then_some("true") on:click=open>
                    <span class="row">
                        <b class="cut">{name}</b>
                        <Show when=move || is_open.get()><span class="chip acc">"Open now"</span></Show>
                        <Show when=move || design.with(|design| design.held)>
                            <span class="chip warn">"Not saved"</span>
                        </Show>
                    </span>
                    <span>{move || design.with(about)}</span>
                </button>
            </Show>
            <button type="button" class="btn bare sm icon" aria-label=move || labelled("Rename") title="Rename"
                on:click=move |_| {
                    renaming.set(true);
                    focus_soon(format!("rename-{}", id()));
                }>
                <Svg icon=Icon::Pen/>
            </button>
            <button type="button" class="btn bare sm icon" aria-label=move || labelled("Duplicate") title="Duplicate"
                on:click=move |_| duplicate(workspace, design.get_untracked())>
                <Svg icon=Icon::Copy/>
            </button>
            <button type="button" class="btn bare sm icon" aria-label=move || labelled("Delete") title="Delete"
                on:click=move |_| delete.run(design.get_untracked())>
                <Svg icon=Icon::Trash/>
            </button>
        </li>
    }
}

/// The id of the button that opens a design.
pub(super) fn row_id(design: &Design) -> String {
    format!("design-{}", design.id)
}

/// "web.yaml, 21 resources, 2 errors, yesterday".
fn about(design: &Design) -> String {
    let now = browser::time();
    let ago = words((now - design.changed).max(0.0) / 1000.0, browser::day(design.changed), browser::day(now));
    let holds = match (design.broken, design.resources) {
        (true, _) => "cannot be read".to_string(),
        (false, 1) => "1 resource".to_string(),
        (false, resources) => format!("{resources} resources"),
    };
    let problems = design.problems.filter(|problems| !design.broken && problems.total() > 0);
    let problems = problems.map_or_else(String::new, |problems| format!(", {}", problems.words()));
    format!("{}, {holds}{problems}, {ago}", design.file_name)
}

/// The name as a field, until it is left.
#[component]
fn Rename(design: Memo<Design>, renaming: RwSignal<bool>) -> impl IntoView {
    let workspace = Workspace::expect();
    let before = design.get_untracked();
    let input_id = format!("rename-{}", before.id);
    let draft = RwSignal::new(before.name.clone());
    let done = move || {
        // The field may be on its way out already.
        let Some(draft) = draft.try_get_untracked() else { return };
        let name = draft.trim().to_string();
        let Some(design) = design.try_get_untracked() else { return };
        if renaming.try_set(false).is_none() && !name.is_empty() && name != design.name {
            rename(workspace, design, name);
        }
    };
    let key = move |ev: web_sys::KeyboardEvent| match ev.key().as_str() {
        "Enter" => {
            focus_soon(row_id(&design.get_untracked()));
            done();
        }
        "Escape" => {
            focus_soon(row_id(&design.get_untracked()));
            // The dialog stays open.
            ev.prevent_default();
            ev.stop_propagation();
            draft.set(design.with_untracked(|design| design.name.clone()));
            done();
        }
        _ => {}
    };
    view! {
        <input type="text" class="in" id=input_id aria-label=format!("Name of {}", before.name) maxlength="128"
            spellcheck="false" autocomplete="off" data-draft="" prop:value=draft
            on:input:target=move |ev| draft.set(ev.target().value()) on:keydown=key on:blur=move |_| done()/>
    }
}

fn open_kept(workspace: Workspace, id: String) {
    if workspace.design_untracked().id == id {
        browser::replace_hash(&workspace.selected_now().to_hash());
        workspace.designs_open().set(false);
        return;
    }
    leptos::task::spawn_local(async move {
        match store::load(&id).await {
            Some(opened) => {
                let name = opened.design.name.clone();
                workspace.open(opened);
                workspace.announce(&format!("{name} opened."));
            }
            None => workspace.notify("This design was deleted in another tab."),
        }
    });
}

fn rename(workspace: Workspace, design: Design, name: String) {
    if workspace.design_untracked().id == design.id {
        workspace.name_stack(&name);
        return;
    }
    leptos::task::spawn_local(async move {
        if !store::name(&design.id, &name, &design.file_name).await {
            workspace.notify(&format!("{} was not renamed: this browser's storage refused.", design.name));
        }
        workspace.listed().update(|listed| *listed += 1);
    });
}

fn duplicate(workspace: Workspace, design: Design) {
    if workspace.design_untracked().id == design.id {
        workspace.flush();
    }
    leptos::task::spawn_local(async move {
        let taken: Vec<String> =
            store::list().await.unwrap_or_default().into_iter().map(|design| design.name).collect();
        let name = copy_of(&design.name, &taken);
        if store::copy(&design.id, &store::new_id(), &name).await {
            workspace.announce(&format!("{name} created."));
        } else {
            workspace.notify(&format!("{} was not duplicated: this browser's storage refused.", design.name));
        }
        workspace.listed().update(|listed| *listed += 1);
    });
}
