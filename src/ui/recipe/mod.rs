//! Recipes in the page: the buttons that offer them, and one dialog for all of them.

mod dialog;
mod option;

use leptos::prelude::*;

use super::icon::{Icon, Svg};
use super::later::dialog_later;
use super::part::part;
use super::workspace::Workspace;
use crate::document::Document;
use crate::recipe::definition::{Recipe, RecipeGroup, Symbol};
use crate::recipe::registry::{offered_for, offered_in};
use dialog::RecipeDialog;

/// The recipe whose dialog is open. Copied freely; taken from the context.
#[derive(Clone, Copy)]
pub struct Recipes {
    asked: RwSignal<Option<(&'static Recipe, String)>>,
}

impl Recipes {
    /// Gives it to all components below by context.
    pub fn provide() {
        provide_context(Recipes { asked: RwSignal::new(None) });
    }

    /// That of this page.
    pub fn expect() -> Recipes {
        expect_context()
    }

    /// Opens the dialog of a recipe for a target; an empty name stands for the first one of the template.
    pub fn ask(&self, recipe: &'static Recipe, target: String) {
        self.asked.set(Some((recipe, target)));
    }
}

/// The dialog of the recipe that was asked for last.
#[component]
pub fn RecipeDialogs() -> impl IntoView {
    let asked = Recipes::expect().asked;
    move || {
        asked.get().map(|(recipe, target)| {
            let target = StoredValue::new(target);
            dialog_later(move || dialog(recipe, target.get_value()), move || asked.set(None))
        })
    }
}

part! {
    dialogs: fn dialog(recipe: &'static Recipe, target: String) -> AnyView {
        view! { <RecipeDialog recipe=recipe target=target/> }.into_any()
    }
}

/// The recipes for a resource, as buttons of its form.
#[component]
pub fn RecipesOf(id: String) -> impl IntoView {
    let own = id.clone();
    let recipes = Workspace::expect().memo_of_shape(move |document| offered_for(document, &own));
    let id = StoredValue::new(id);
    view! {
        <Show when=move || recipes.with(|recipes| !recipes.is_empty())>
            <section class="part">
                <div class="sect"><h2>"Recipes"</h2></div>
                <p class="help">"Each opens with a preview."</p>
                <div class="recipes">
                    <For each=move || recipes.get() key=|recipe| recipe.id let:recipe>
                        <RecipeButton recipe=recipe target=id.get_value()/>
                    </For>
                </div>
            </section>
        </Show>
    }
}

/// The button that opens the dialog of a recipe.
#[component]
pub fn RecipeButton(
    recipe: &'static Recipe,
    /// Its target.
    target: String,
    /// The label; the title of the recipe unless given.
    #[prop(optional)]
    label: Option<Memo<String>>,
) -> impl IntoView {
    let recipes = Recipes::expect();
    let text = move || format!("{}\u{2026}", label.map_or_else(|| recipe.title.to_string(), |label| label.get()));
    view! {
        <button type="button" class="btn sm" aria-haspopup="dialog" on:click=move |_| recipes.ask(recipe, target.clone())>
            <Svg icon=icon_of(recipe)/>{text}
        </button>
    }
}

/// The recipes of the network, each with what it does.
#[component]
pub fn NetworkRecipes() -> impl IntoView {
    let recipes = Recipes::expect();
    let all = Workspace::expect().memo_of_shape(|document: &Document| offered_in(document, RecipeGroup::Network));
    view! {
        <section class="part" aria-label="Network changes">
            <div class="sect"><h2>"Network changes"</h2><span class="dim hide-s">"with a preview"</span></div>
            <div class="card">
                <For each=move || all.get() key=|recipe| recipe.id let:recipe>
                    <div class="recipe-row">
                        <div><b>{recipe.title}</b><span class="dim says">{recipe.about}</span></div>
                        <button
                            type="button" class="btn sm" aria-haspopup="dialog" aria-label=format!("Preview\u{2026} {}", recipe.title)
                            on:click=move |_| recipes.ask(recipe, String::new())
                        >
                            "Preview\u{2026}"
                        </button>
                    </div>
                </For>
            </div>
        </section>
    }
}

/// The icon of a recipe.
pub fn icon_of(recipe: &Recipe) -> Icon {
    match recipe.symbol {
        Symbol::Chip => Icon::Chip,
        Symbol::Disk => Icon::Archive,
        Symbol::Gauge => Icon::Sliders,
        Symbol::Key => Icon::Key,
        Symbol::Lock => Icon::Lock,
        Symbol::Log => Icon::Output,
        Symbol::Network => Icon::Network,
        Symbol::Route => Icon::Route,
        Symbol::Table => Icon::Table,
        Symbol::Pen => Icon::Braces,
    }
}
