//! The dialog of a recipe: its target, its options and the preview of its change. It knows no single recipe.

use leptos::prelude::*;

use super::option::{DialogState, LabelledSelect, OptionField};
use crate::recipe::definition::{Choice, OptionValues, Recipe, RecipeOption};
use crate::ui::propose::ProposalDialog;
use crate::ui::workspace::Workspace;

/// Target, options and preview.
#[component]
pub(super) fn RecipeDialog(
    recipe: &'static Recipe,
    /// The target to begin with; empty for the first one.
    target: String,
) -> impl IntoView {
    let workspace = Workspace::expect();
    let open = RwSignal::new(true);
    let targets = workspace.memo(move |document| {
        let targets = (recipe.targets)(document).into_iter();
        targets.map(|target| Choice::named(target.name, target.label)).collect::<Vec<_>>()
    });
    let first = || targets.with_untracked(|all| all.first().map(|one| one.value.clone()).unwrap_or_default());
    let target = RwSignal::new(if target.is_empty() { first() } else { target });
    let entered = RwSignal::new(OptionValues::default());
    let stack_name = workspace.stack_name.get_untracked();
    let values = Memo::new(move |_| {
        let complete = |target: &String| {
            workspace.with(|document| entered.with(|given| recipe.complete(document, target, given, Some(&stack_name))))
        };
        target.with(complete)
    });
    let form = DialogState { target, entered, values };
    let propose = move |()| {
        let proposal =
            |target: &String| workspace.with(|document| values.with(|values| recipe.propose(document, target, values)));
        target.with(proposal).map_err(|error| error.to_string())
    };
    view! {
        <ProposalDialog title=recipe.title open=open propose=propose>
            <p class="help">{recipe.about}</p>
            <div class="opts">
                <Show when=move || targets.with(Vec::len) != 1 && recipe.subject.is_some()>
                    <LabelledSelect
                        id="recipe-target".to_string() label=recipe.subject.map_or("", |subject| subject.label)
                        choices=targets chosen=target set=move |value| target.set(value)
                    />
                </Show>
                {recipe.options.iter().map(|option| view! { <Shown option=option form=form/> }).collect_view()}
            </div>
        </ProposalDialog>
    }
}

/// An option, unless a flag makes it pointless.
#[component]
fn Shown(option: &'static RecipeOption, form: DialogState) -> impl IntoView {
    let is_used = Memo::new(move |_| option.unless.is_none_or(|flag| !form.values.with(|values| values.is_on(flag))));
    view! { <Show when=move || is_used.get()><OptionField option=option form=form/></Show> }
}
