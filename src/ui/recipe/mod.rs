//! The recipes for a template as a whole: where each is offered, and its dialog with options and a preview.

mod choice;
mod logs;
mod role;
mod secret;
mod system;
mod tags;
mod volume;

use leptos::prelude::*;

use super::icon::{Icon, Svg};
use super::workspace::Workspace;
use crate::recipe::operating_system;
use crate::recipe::whole::Recipe;
use crate::template::Template;
use crate::template::system::Machine;

/// Which dialog is open. Copied freely; got from the context.
#[derive(Clone, Copy)]
pub struct Recipes {
    asked: RwSignal<Option<(Recipe, String)>>,
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

    /// Opens the dialog of a recipe for a machine; empty stands for the first one of the template.
    pub fn ask(&self, recipe: Recipe, machine: String) {
        self.asked.set(Some((recipe, machine)));
    }
}

/// What a dialog begins with. Copied freely.
#[derive(Clone, Copy)]
struct Asked {
    /// True while the dialog is shown.
    open: RwSignal<bool>,
    /// The logical id of the machine; empty if there is none.
    machine: RwSignal<String>,
}

/// The dialogs; one at a time.
#[component]
pub fn RecipeDialogs() -> impl IntoView {
    let workspace = Workspace::expect();
    let asked = Recipes::expect().asked;
    move || {
        let (recipe, machine) = asked.get()?;
        let first = || {
            workspace.with_untracked(|document| {
                let all = Machine::all(Template::of(document));
                all.first().map(|machine| machine.id().to_string()).unwrap_or_default()
            })
        };
        let machine = if machine.is_empty() { first() } else { machine };
        let asked = Asked { open: RwSignal::new(true), machine: RwSignal::new(machine) };
        Some(match recipe {
            Recipe::OperatingSystem => view! { <system::SystemDialog asked=asked/> }.into_any(),
            Recipe::Role => view! { <role::RoleDialog asked=asked/> }.into_any(),
            Recipe::Volume => view! { <volume::VolumeDialog asked=asked/> }.into_any(),
            Recipe::Logs => view! { <logs::LogsDialog asked=asked/> }.into_any(),
            Recipe::Secret => view! { <secret::SecretDialog asked=asked/> }.into_any(),
            Recipe::Tag => view! { <tags::TagDialog asked=asked/> }.into_any(),
        })
    }
}

/// What the recipe is for, and the choice of the machine where there are several.
#[component]
fn About(recipe: Recipe, asked: Asked) -> impl IntoView {
    let workspace = Workspace::expect();
    let machines = workspace.memo(|document| {
        let all = operating_system::candidates(document);
        all.into_iter().map(|(id, system)| (id.clone(), label(&id, &system))).collect::<Vec<_>>()
    });
    let several = move || machines.with(Vec::len) > 1 && recipe != Recipe::Tag;
    view! {
        <p class="help">{recipe.about()}</p>
        <Show when=several>
            <choice::Select id="recipe-machine" label="Machine" options=machines chosen=asked.machine/>
        </Show>
    }
}

fn label(id: &str, system: &str) -> String {
    if system.is_empty() { id.to_string() } else { format!("{id}: {system}") }
}

/// The recipes for a machine, as buttons of its form.
#[component]
pub fn RecipesOf(
    /// The logical id of an instance or a launch template.
    id: String,
) -> impl IntoView {
    let recipes = Recipes::expect();
    let id = StoredValue::new(id);
    let button = move |recipe: Recipe| {
        view! {
            <button type="button" class="btn sm" on:click=move |_| recipes.ask(recipe, id.get_value())>
                <Svg icon=icon_of(recipe)/>{format!("{}…", recipe.label())}
            </button>
        }
    };
    view! {
        <section class="part">
            <div class="sect"><h2>"Recipes"</h2></div>
            <p class="help">"Each shows what it would change before it changes anything."</p>
            <div class="recipes">{Recipe::OF_MACHINE.into_iter().map(button).collect_view()}</div>
        </section>
    }
}

/// The icon of a recipe.
pub fn icon_of(recipe: Recipe) -> Icon {
    match recipe {
        Recipe::OperatingSystem => Icon::Chip,
        Recipe::Role => Icon::Key,
        Recipe::Volume => Icon::Archive,
        Recipe::Logs => Icon::Output,
        Recipe::Secret => Icon::Lock,
        Recipe::Tag => Icon::Table,
    }
}
