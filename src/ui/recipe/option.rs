//! The control of one option: a line of text, a choice from a list, a box to tick, or several boxes.

use leptos::prelude::*;

use crate::recipe::definition::{Choice, Choices, OptionKind, OptionValues, RecipeOption};
use crate::ui::control::{Select, SelectOption, Tick};
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
            view! { <LabelledSelect id=id_of(option) label=option.label choices=choices(all) chosen=chosen set=set/> }
                .into_any()
        }
        OptionKind::Flag => {
            let on = Memo::new(move |_| form.values.with(|values| values.is_on(name)));
            let set = move |on| form.entered.update(|values| values.set_flag(name, on));
            tick(option.label, option.help, on.into(), Callback::new(set))
        }
        OptionKind::OptOut => {
            let on = Memo::new(move |_| form.values.with(|values| !values.is_on(name)));
            let set = move |on: bool| form.entered.update(|values| values.set_flag(name, !on));
            tick(option.label, "", on.into(), Callback::new(set))
        }
        OptionKind::Several(all) => view! { <Ticks option=option choices=choices(all) form=form/> }.into_any(),
    }
}

fn id_of(option: &RecipeOption) -> String {
    format!("recipe-{}", option.name)
}

/// A choice from a list, with its label.
#[component]
pub(super) fn LabelledSelect(
    /// Id of the control.
    id: String,
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
    let options = Signal::derive(move || {
        choices.get().into_iter().map(|choice| SelectOption::new(choice.value, choice.label)).collect::<Vec<_>>()
    });
    let set = move |value: Option<String>| set.run(value.unwrap_or_default());
    view! {
        <div class="opt">
            <label for=id.clone()>{label}</label>
            <Select id=id answers=options chosen=Signal::derive(move || Some(chosen.get())) set=set/>
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

/// A check box with a few words more.
fn tick(label: &str, help: &'static str, on: Signal<bool>, set: Callback<bool>) -> AnyView {
    let label = label.to_string();
    view! { <Tick on=on set=set><span>{label} " " <span class="dim">{help}</span></span></Tick> }.into_any()
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
    let one = move |choice: Choice| {
        let (own, value) = (choice.value.clone(), choice.value);
        let on = Memo::new(move |_| form.values.with(|values| values.all(option.name).contains(&own)));
        let set = move |on| toggle(value.clone(), on);
        tick(&choice.label, choice.help, on.into(), Callback::new(set))
    };
    view! {
        <Show when=move || choices.with(|choices| !choices.is_empty())>
            <fieldset class="ticks choice">
                <legend>{option.label}</legend>
                <For each=move || choices.get() key=|choice| choice.clone() children=one/>
            </fieldset>
        </Show>
    }
}
