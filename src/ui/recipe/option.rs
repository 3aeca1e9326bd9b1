//! The control of one option: a line of text, a choice from a list, a box to tick, or several boxes.

use leptos::prelude::*;

use crate::recipe::definition::{Choice, Choices, OptionKind, OptionValues, RecipeOption};
use crate::ui::workspace::Workspace;

/// The state of an open dialog. Copied freely.
#[derive(Clone, Copy)]
pub(super) struct DialogState {
    /// Name of the target.
    pub target: RwSignal<String>,
    /// The values that somebody entered.
    pub entered: RwSignal<OptionValues>,
    /// The values of all options: entered, or defaults for the target.
    pub values: Memo<OptionValues>,
}

/// The control of an option.
#[component]
pub(super) fn OptionField(option: &'static RecipeOption, form: DialogState) -> impl IntoView {
    let name = option.name;
    let choices = move |choices: Choices| {
        let workspace = Workspace::expect();
        Memo::new(move |_| workspace.with(|document| form.target.with(|target| choices(document, target))))
    };
    match option.kind {
        OptionKind::Text => view! { <Line option=option form=form mode="text"/> }.into_any(),
        OptionKind::Number => view! { <Line option=option form=form mode="numeric"/> }.into_any(),
        OptionKind::NumberOrNone | OptionKind::Texts => {
            view! { <Line option=option form=form mode="text"/> }.into_any()
        }
        OptionKind::Choice(all) => {
            let chosen =
                Memo::new(move |_| form.values.with(|values| values.get(name).unwrap_or_default().to_string()));
            let set = move |value| form.entered.update(|values| values.set(name, vec![value]));
            view! { <Select id=id_of(option) label=option.label choices=choices(all) chosen=chosen set=set/> }
                .into_any()
        }
        OptionKind::Flag => {
            let on = Memo::new(move |_| form.values.with(|values| values.is_on(name)));
            let set = move |on| form.entered.update(|values| values.set_flag(name, on));
            view! { <Tick label=option.label help=option.help on=on set=set/> }.into_any()
        }
        OptionKind::OptOut => {
            let on = Memo::new(move |_| form.values.with(|values| !values.is_on(name)));
            let set = move |on: bool| form.entered.update(|values| values.set_flag(name, !on));
            view! { <Tick label=option.label help="" on=on set=set/> }.into_any()
        }
        OptionKind::Several(all) => view! { <Ticks option=option choices=choices(all) form=form/> }.into_any(),
    }
}

fn id_of(option: &RecipeOption) -> String {
    format!("recipe-{}", option.name)
}

/// A choice from a list.
#[component]
pub(super) fn Select(
    /// Id of the control.
    id: String,
    /// Its name.
    label: &'static str,
    /// The values to choose from.
    choices: Memo<Vec<Choice>>,
    /// The value chosen.
    #[prop(into)]
    chosen: Signal<String>,
    /// Takes the value that somebody chooses.
    #[prop(into)]
    set: Callback<String>,
) -> impl IntoView {
    view! {
        <div class="opt">
            <label for=id.clone()>{label}</label>
            <select class="in" id=id on:change:target=move |ev| set.run(ev.target().value())>
                <For each=move || choices.get() key=|choice| choice.clone() let:choice>
                    {
                        let own = choice.value.clone();
                        let is_chosen = move || chosen.with(|chosen| *chosen == own);
                        view! { <option value=choice.value prop:selected=is_chosen>{choice.label}</option> }
                    }
                </For>
            </select>
        </div>
    }
}

/// A line of text; several texts have commas between them.
#[component]
fn Line(option: &'static RecipeOption, form: DialogState, mode: &'static str) -> impl IntoView {
    let (id, help_id) = (id_of(option), format!("{}-help", id_of(option)));
    let is_list = option.kind.is_list();
    // The text as it was typed: splitting it would move the caret.
    let typed = RwSignal::new(None::<String>);
    let text = move || typed.get().unwrap_or_else(|| form.values.with(|values| values.all(option.name).join(", ")));
    let set = move |text: String| {
        let values = match is_list {
            true => text.split(',').map(|one| one.trim().to_string()).filter(|one| !one.is_empty()).collect(),
            false => vec![text.clone()],
        };
        typed.set(is_list.then_some(text));
        form.entered.update(|entered| entered.set(option.name, values));
    };
    let help = if is_list { format!("{}; commas between several", option.help) } else { option.help.to_string() };
    view! {
        <div class="opt">
            <label for=id.clone()>{option.label}</label>
            <input
                class="in mono" id=id type="text" inputmode=mode autocomplete="off" spellcheck="false" autocapitalize="off"
                aria-describedby=help_id.clone() prop:value=text on:input:target=move |ev| set(ev.target().value())
            />
            <p class="help" id=help_id>{help}</p>
        </div>
    }
}

/// A box to tick.
#[component]
fn Tick(
    /// What it does.
    #[prop(into)]
    label: String,
    /// A few words more.
    help: &'static str,
    /// Whether it is ticked.
    #[prop(into)]
    on: Signal<bool>,
    /// Takes the new state.
    #[prop(into)]
    set: Callback<bool>,
) -> impl IntoView {
    view! {
        <label class="tick">
            <input type="checkbox" prop:checked=on on:change:target=move |ev| set.run(ev.target().checked())/>
            <span>{label} " " <span class="dim">{help}</span></span>
        </label>
    }
}

/// A box for each of several values.
#[component]
fn Ticks(option: &'static RecipeOption, choices: Memo<Vec<Choice>>, form: DialogState) -> impl IntoView {
    let toggle = move |value: String, on: bool| {
        let mut all = form.values.with_untracked(|values| values.all(option.name).to_vec());
        all.retain(|one| *one != value);
        if on {
            all.push(value);
        }
        form.entered.update(|entered| entered.set(option.name, all));
    };
    let tick = move |choice: Choice| {
        let (own, value) = (choice.value.clone(), choice.value);
        let on = Memo::new(move |_| form.values.with(|values| values.all(option.name).contains(&own)));
        let set = move |on| toggle(value.clone(), on);
        view! { <Tick label=choice.label help=choice.help on=on set=set/> }
    };
    view! {
        <Show when=move || choices.with(|choices| !choices.is_empty())>
            <fieldset class="ticks choice">
                <legend>{option.label}</legend>
                <For each=move || choices.get() key=|choice| choice.clone() children=tick/>
            </fieldset>
        </Show>
    }
}
