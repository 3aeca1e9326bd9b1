//! "Add to the template": search of addable entries; an added entry is opened.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent};

use super::frame::{Frame, Sheet};
use crate::document::Path;
use crate::recipe::addition::{Addition, add, additions};
use crate::recipe::definition::Recipe;
use crate::recipe::registry::{self, offered};
use crate::template::search::Query;
use crate::ui::browser;
use crate::ui::command::PageCommand;
use crate::ui::field::{Refusal, field_id, rename_id};
use crate::ui::focus::{after_form, focus_soon};
use crate::ui::icon::{Icon, Svg};
use crate::ui::later::dialog_while;
use crate::ui::outline::{self, OutlineRow};
use crate::ui::part::part;
use crate::ui::recipe::{self, Recipes};
use crate::ui::route::Route;
use crate::ui::workspace::Workspace;

/// Rows shown at once; the filter finds the others.
const SHOWN: usize = 40;
/// Forms shown at once.
const FORMS: usize = 5;
const BUTTON: &str = "add-to-template";
const FILTER: &str = "add-filter";

/// The button at the foot of the outline with its list.
#[component]
pub fn AddToTemplate() -> impl IntoView {
    let open = Frame::expect().adding;
    let toggle = move |_| open.update(|open| *open = !*open);
    let left = move |ev: web_sys::FocusEvent| {
        let to = ev.related_target().and_then(|to| to.dyn_into::<web_sys::Element>().ok());
        if to.is_some_and(|to| to.closest(".rail-footer").ok().flatten().is_none()) {
            open.try_set(false);
        }
    };
    let keys = PageCommand::Add.info().and_then(|info| info.keys.first());
    view! {
        <div class="rail-footer" on:focusout=left>
            {dialog_while(open, move || list(open))}
            <button
                type="button" class="rail-add" id=BUTTON aria-expanded=move || open.get().to_string()
                aria-haspopup="dialog" aria-keyshortcuts=keys.map(|keys| keys.aria()) on:click=toggle
            >
                <Svg icon=Icon::Plus/><span>"Add to the template"</span><kbd aria-hidden="true">{keys.map(|keys| keys.text(browser::is_apple()).replace("Shift ", "⇧"))}</kbd>
            </button>
        </div>
    }
}

part! {
    dialogs: fn list(open: RwSignal<bool>) -> AnyView { view! { <List open=open/> }.into_any() }
}

#[component]
fn List(open: RwSignal<bool>) -> impl IntoView {
    let workspace = Workspace::expect();
    let frame = Frame::expect();
    let filter = RwSignal::new(frame.add_filter.try_update(std::mem::take).unwrap_or_default());
    let refused = RwSignal::new(None::<String>);
    let found = Memo::new(move |_| workspace.with(|document| filter.with(|filter| additions(document, filter))));
    let shown = move || found.with(|found| found.iter().take(SHOWN).cloned().collect::<Vec<_>>());
    let cooked = Memo::new(move |_| workspace.with(|document| filter.with(|filter| offered(document, filter))));
    let forms = Memo::new(move |_| {
        let filter = filter.get();
        if Query::new(&filter).is_empty() {
            return Vec::new();
        }
        let found = workspace.with(|document| outline::forms(document, &outline::outline(document), &filter));
        found.into_iter().take(FORMS).collect()
    });
    let go = move |row: OutlineRow| {
        open.set(false);
        frame.close(Sheet::Outline);
        if let Some(place) = row.place {
            workspace.select(place);
            focus_soon("form-title".into());
        }
    };
    let recipes = Recipes::expect();
    let cook = move |recipe: &'static Recipe| {
        open.set(false);
        frame.close(Sheet::Outline);
        recipes.ask(recipe, String::new());
    };
    let more = move || found.with(|found| found.len().saturating_sub(SHOWN));
    let make = move |addition: &Addition| match add_and_open(workspace, frame, addition) {
        Ok(()) => open.set(false),
        Err(why) => refused.set(Some(why)),
    };
    let keys = move |ev: KeyboardEvent| match ev.key().as_str() {
        "Escape" => {
            ev.prevent_default();
            ev.stop_propagation();
            open.set(false);
            focus_soon(BUTTON.into());
        }
        "Enter" if is_filter(&ev) => {
            ev.prevent_default();
            // The best match of both lists; of equals the entry.
            let query = filter.with_untracked(|filter| Query::new(filter));
            let first = found.with_untracked(|found| found.first().cloned());
            match (first, cooked.with_untracked(|all| all.first().copied())) {
                (Some(first), Some(recipe)) if registry::fit(recipe, &query) < first.fit(&query) => cook(recipe),
                (Some(first), _) => make(&first),
                (None, Some(recipe)) => cook(recipe),
                (None, None) => {
                    if let Some(row) = forms.with_untracked(|forms| forms.first().cloned()) {
                        go(row);
                    }
                }
            }
        }
        "ArrowDown" => step(&ev, true),
        "ArrowUp" => step(&ev, false),
        _ => {}
    };
    focus_soon(FILTER.into());
    view! {
        <div class="add-panel" role="dialog" aria-label="Add to the template" on:keydown=keys>
            <div class="find">
                <Svg icon=Icon::Search/>
                <input
                    id=FILTER type="text" aria-label="What to add: a name or a resource type" placeholder="Search, such as security group" autocomplete="off"
                    spellcheck="false" autocapitalize="off" data-draft="" prop:value=filter
                    on:input:target=move |ev| filter.set(ev.target().value())
                />
            </div>
            <ul class="add-list">
                <For each=shown key=|addition| addition.clone() let:addition>
                    {
                        let icon = icon_of(&addition);
                        let is_id = matches!(addition, Addition::Resource(_));
                        let label = addition.label();
                        view! {
                            <li><button type="button" class="btn bare" class:is-id=is_id on:click=move |_| make(&addition)>
                                <Svg icon=icon/><span class="cut">{label}</span>
                            </button></li>
                        }
                    }
                </For>
            </ul>
            <Show when=move || more() != 0><p class="tree-none">{move || format!("{} more. Type to search.", more())}</p></Show>
            <RecipeList recipes=cooked cook=cook/>
            <FormList forms=forms go=go/>
            <Show when=move || found.with(Vec::is_empty) && cooked.with(Vec::is_empty) && forms.with(Vec::is_empty)>
                <p class="tree-none">"No match. Type a full resource type, such as Custom::Thing, to add it."</p>
            </Show>
            <Refusal why=refused/>
        </div>
    }
}

/// The recipes for the template as a whole; each opens its dialog.
#[component]
fn RecipeList(recipes: Memo<Vec<&'static Recipe>>, #[prop(into)] cook: Callback<&'static Recipe>) -> impl IntoView {
    view! {
        <Show when=move || recipes.with(|all| !all.is_empty())>
            <h3 class="add-h" id="add-recipes">"Recipes"</h3>
            <ul class="add-list is-recipes" aria-labelledby="add-recipes">
                <For each=move || recipes.get() key=|recipe| recipe.id let:recipe>
                    <li><button type="button" class="btn bare" on:click=move |_| cook.run(recipe)>
                        <Svg icon=recipe::icon_of(recipe)/><span class="cut">{format!("{}…", recipe.title)}</span>
                    </button></li>
                </For>
            </ul>
        </Show>
    }
}

/// Forms of the template that fit the filter: what is there already, and what is switched on in a form of its own.
#[component]
fn FormList(forms: Memo<Vec<OutlineRow>>, #[prop(into)] go: Callback<OutlineRow>) -> impl IntoView {
    view! {
        <Show when=move || forms.with(|all| !all.is_empty())>
            <h3 class="add-h" id="add-forms">"In the template"</h3>
            <ul class="add-list is-recipes" aria-labelledby="add-forms">
                <For each=move || forms.get() key=|row| row.key.clone() let:row>
                    {
                        let label = row.label.clone();
                        view! {
                            <li><button type="button" class="btn bare" on:click=move |_| go.run(row.clone())>
                                <Svg icon=Icon::ChevronRight/><span class="cut">{label}</span>
                            </button></li>
                        }
                    }
                </For>
            </ul>
        </Show>
    }
}

/// Adds something to the template as one step, and opens its form.
///
/// # Errors
/// Why the text does not allow it, as a sentence.
pub fn add_and_open(workspace: Workspace, frame: Frame, addition: &Addition) -> Result<(), String> {
    let (at, edits) = workspace.with_untracked(|document| add(document, addition));
    workspace.close_step();
    workspace.edit(&addition.label(), &at, edits).map_err(|why| why.to_string())?;
    workspace.close_step();
    frame.close(Sheet::Outline);
    workspace.select(workspace.with_untracked(|document| Route::of(document, &at)));
    arrive(workspace, at);
    Ok(())
}

/// Shows the new entry, its name first.
fn arrive(workspace: Workspace, at: Path) {
    let inner = workspace.with_untracked(|document| {
        let node = document.node(&at)?;
        let first = node.entries().next().map(|entry| at.join(entry.key()));
        first.or_else(|| node.items().next().map(|_| at.join(0)))
    });
    // A list with one entry open opens the one that a row of is linked.
    workspace.linked.set(Some(inner.unwrap_or_else(|| at.clone())));
    after_form(move || {
        let ids = [rename_id(&at), field_id(&at), "form-title".to_string()];
        let there = ids.into_iter().find(|id| document().get_element_by_id(id).is_some());
        if let Some(id) = there {
            focus_soon(id);
        }
    });
}

fn is_filter(ev: &KeyboardEvent) -> bool {
    let target = ev.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    target.is_some_and(|target| target.id() == FILTER)
}

/// From the filter into the list and through it.
fn step(ev: &KeyboardEvent, down: bool) {
    ev.prevent_default();
    let Ok(stops) = document().query_selector_all(".add-panel input, .add-panel li > button") else { return };
    let all: Vec<HtmlElement> =
        (0..stops.length()).filter_map(|index| stops.item(index)?.dyn_into::<HtmlElement>().ok()).collect();
    let active = document().active_element();
    let here = all.iter().position(|stop| active.as_ref().is_some_and(|active| active.is_same_node(Some(stop))));
    let next = here.map_or(0, |here| if down { here + 1 } else { here.saturating_sub(1) });
    if let Some(stop) = all.get(next) {
        let _ = stop.focus();
    }
}

fn icon_of(addition: &Addition) -> Icon {
    match addition {
        Addition::Parameter => Icon::Sliders,
        Addition::Mapping => Icon::Table,
        Addition::Condition => Icon::Branch,
        Addition::Rule => Icon::Check,
        Addition::Output => Icon::Output,
        Addition::Metadata => Icon::Braces,
        Addition::Transform => Icon::Bolt,
        Addition::Authentication(_) => Icon::Lock,
        Addition::Section(..) => Icon::Steps,
        Addition::Resource(_) => Icon::Cube,
    }
}
