//! The form of the conditions: each as a sentence and as its functions, with its users; new ones from presets.

use leptos::prelude::*;

use super::adder::AdderLabels;
use super::entry_list::{EntryCard, EntryContext};
use super::list_form::{ListForm, ListLabels};
use super::used::UsedBy;
use crate::document::Path;
use crate::recipe::condition::{self, MOST_REGIONS, Preset};
use crate::recipe::{name, removal};
use crate::template::reference::trail;
use crate::template::{Template, describe, section};
use crate::ui::field::accordion::opened;
use crate::ui::field::actions::FormActions;
use crate::ui::field::actions::OpenPath;
use crate::ui::field::property::NameRow;
use crate::ui::field::tree::Nested;
use crate::ui::field::{Refusal, Regions};
use crate::ui::form::head::AllKeys;
use crate::ui::icon::{Icon, Svg};
use crate::ui::route::Route;
use crate::ui::workspace::Workspace;

static LABELS: ListLabels = ListLabels {
    new: AdderLabels { add: "Add a condition", field: "new-condition-what", name: "New condition: true if" },
    empty: "No conditions yet. Every resource of the template is always created.",
};

/// The form of the conditions.
#[component]
pub fn Conditions() -> impl IntoView {
    let workspace = Workspace::expect();
    let actions = FormActions::new();
    let opened = opened();
    let all = workspace.memo_of_shape(|document| {
        let names = Template::of(document).conditions().filter(|name| !name.starts_with("Fn::"));
        names.map(str::to_string).collect::<Vec<_>>()
    });
    view! {
        <ListForm place=Route::Conditions labels=&LABELS none=Signal::derive(move || all.with(Vec::is_empty)) actions=actions>
            <For each=move || all.get() key=|name| name.clone() let:name>
                <ConditionEntry entry=EntryContext { at: Route::Conditions.path().join(name), actions, opened }/>
            </For>
            <NewCondition actions=actions opened=opened/>
            <AllKeys name="the conditions" place=Route::At(Route::Conditions.path())/>
        </ListForm>
    }
}

#[component]
fn ConditionEntry(entry: EntryContext) -> impl IntoView {
    let workspace = Workspace::expect();
    let EntryContext { at, actions, opened } = entry.clone();
    let sentence = workspace.memo_with(&at, move |document, at| describe::condition(document, at).unwrap_or_default());
    let head = view! {
        <Svg icon=Icon::Branch/><span class="nm cut">{entry.name()}</span><span class="meta is-sentence cut">{sentence}</span>
    };
    let (path, double) = (StoredValue::new(at.clone()), actions.doubling(&at, opened));
    view! {
        <EntryCard entry=entry gone=removal::one double=double head=head.into_any()>
            <NameRow
                at=path.get_value() label="Name" help="References are renamed too."
                moved=move |at| opened.set(Some(at))
            />
            <p class="fact is-sentence">"True if "<b>{sentence}</b>"."</p>
            <div class="in-acc"><Nested at=path.get_value()/></div>
            <UsedBy at=path.get_value()/>
            <UseOn at=path.get_value()/>
        </EntryCard>
    }
}

/// Puts the condition on a resource or an output that has none.
#[component]
fn UseOn(at: Path) -> impl IntoView {
    let workspace = Workspace::expect();
    let actions = FormActions::new();
    let free = workspace.memo_of_shape(condition::free);
    let condition = at.last_key().unwrap_or_default().to_string();
    let id = format!("use-{condition}");
    let label = format!("Make something depend on {condition}");
    let choose = move |select: web_sys::HtmlSelectElement| {
        let wanted = select.value();
        select.set_selected_index(0);
        let found = free.with_untracked(|free| free.iter().find(|at| at.to_pointer() == wanted).cloned());
        let Some(at) = found else { return };
        let title = format!("condition of {}", trail(&at));
        actions.make(&title, &at, |document| condition::put_on(document, &at, &condition));
    };
    view! {
        <div class="fact use-on">
            <label for=id.clone()>{label}</label>
            <select class="in" id=id on:change:target=move |ev| choose(ev.target())>
                <option value="">"choose a resource or an output"</option>
                <For each=move || free.get() key=|at| at.clone() let:at>
                    <option value=at.to_pointer()>{trail(&at)}</option>
                </For>
            </select>
            <Refusal why=actions.refused/>
        </div>
    }
}

/// Kind of a new condition.
#[derive(Clone, Copy, PartialEq, Eq)]
enum What {
    Is,
    Given,
    Region,
    Blank,
}

impl What {
    const ALL: [(What, &'static str); 4] = [
        (What::Is, "a parameter has a value"),
        (What::Given, "a parameter is not empty"),
        (What::Region, "the region is one of"),
        (What::Blank, "two values are equal"),
    ];

    fn of_label(label: &str) -> Option<What> {
        What::ALL.iter().find(|one| one.1 == label).map(|one| one.0)
    }
}

/// The draft of a new condition. Copied freely.
#[derive(Clone, Copy)]
struct Draft {
    what: RwSignal<What>,
    parameter: RwSignal<String>,
    value: RwSignal<String>,
    regions: RwSignal<Vec<String>>,
    name: RwSignal<String>,
}

impl Draft {
    /// Preset of the draft, or the missing choice.
    fn preset(&self) -> Result<Preset, &'static str> {
        let parameter = self.parameter.get();
        let needs = || if parameter.is_empty() { Err("Choose a parameter.") } else { Ok(parameter.clone()) };
        match self.what.get() {
            What::Is => Ok(Preset::Is { parameter: needs()?, value: self.value.get() }),
            What::Given => Ok(Preset::IsGiven { parameter: needs()? }),
            What::Region => match self.regions.get() {
                regions if regions.is_empty() => Err("Choose a region."),
                regions if regions.len() > MOST_REGIONS => Err("Fn::Or takes at most 10 regions."),
                regions => Ok(Preset::Region { regions }),
            },
            What::Blank => Ok(Preset::Blank),
        }
    }
}

/// Form that adds a condition.
#[component]
fn NewCondition(actions: FormActions, opened: OpenPath) -> impl IntoView {
    let workspace = Workspace::expect();
    let draft = Draft {
        what: RwSignal::new(What::Is),
        parameter: RwSignal::new(String::new()),
        value: RwSignal::new(String::new()),
        regions: RwSignal::new(Vec::new()),
        name: RwSignal::new(String::new()),
    };
    let preset = Memo::new(move |_| draft.preset());
    let own = move || preset.with(|preset| preset.as_ref().map(Preset::name).unwrap_or_default());
    let submit = move |ev: web_sys::SubmitEvent| {
        ev.prevent_default();
        let preset = match preset.get_untracked() {
            Ok(preset) => preset,
            Err(why) => return actions.refused.set(Some(why.into())),
        };
        let wanted = draft.name.get_untracked().trim().to_string();
        if let Some(why) = name::fault_of_id(&wanted).filter(|_| !wanted.is_empty()) {
            return actions.refused.set(Some(why.into()));
        }
        let (name, edits) = workspace.with_untracked(|document| condition::add(document, &wanted, &preset));
        let at = Path::root().keys([section::CONDITIONS, &name]);
        if actions.grow(&format!("condition {name}"), (&at, edits), opened) {
            draft.name.set(String::new());
        }
    };
    view! {
        <form class="adder new-condition" on:submit=submit>
            <div class="adder-name">
                <label for=LABELS.new.field>{LABELS.new.name}</label>
                <select class="in" id=LABELS.new.field
                    on:change:target=move |ev| draft.what.set(What::of_label(&ev.target().value()).unwrap_or(What::Blank))>
                    {What::ALL.map(|(what, label)| view! {
                        <option value=label prop:selected=move || draft.what.get() == what>{label}</option>
                    })}
                </select>
            </div>
            <Details draft=draft/>
            <div class="adder-name">
                <label for="new-condition-name">"Name "<span class="dim">{move || {
                    let own = own();
                    if own.is_empty() { String::new() } else { format!("{own} if left empty") }
                }}</span></label>
                <input
                    class="in mono" id="new-condition-name" type="text" autocomplete="off" spellcheck="false"
                    autocapitalize="off" prop:value=draft.name on:input:target=move |ev| draft.name.set(ev.target().value())
                />
            </div>
            <button type="submit" class="btn"><Svg icon=Icon::Plus/>{LABELS.new.add}</button>
        </form>
    }
}

/// Fields for the chosen kind of condition.
#[component]
fn Details(draft: Draft) -> impl IntoView {
    let workspace = Workspace::expect();
    let names = workspace.memo_of_shape(|document| {
        Template::of(document).parameters().map(|one| one.name().to_string()).collect::<Vec<_>>()
    });
    let values = workspace.memo(move |document| {
        let name = draft.parameter.get();
        let parameter = Template::of(document).parameter(&name);
        parameter
            .map(|one| one.allowed_values().into_iter().map(str::to_string).collect::<Vec<_>>())
            .unwrap_or_default()
    });
    let parameter = move || {
        view! {
            <div class="adder-name">
                <label for="new-condition-parameter">"Parameter"</label>
                <select class="in mono" id="new-condition-parameter" on:change:target=move |ev| draft.parameter.set(ev.target().value())>
                    <option value="" prop:selected=move || draft.parameter.with(String::is_empty)>"choose"</option>
                    <For each=move || names.get() key=|name| name.clone() let:name>
                        {
                            let own = name.clone();
                            view! { <option value=name.clone() prop:selected=move || draft.parameter.with(|one| *one == own)>{name.clone()}</option> }
                        }
                    </For>
                </select>
            </div>
        }
    };
    move || {
        match draft.what.get() {
        What::Given => parameter().into_any(),
        What::Is => view! {
            {parameter()}
            <div class="adder-name">
                <label for="new-condition-value">"Value"</label>
                <input
                    class="in mono" id="new-condition-value" type="text" autocomplete="off" spellcheck="false"
                    autocapitalize="off" list="new-condition-values" prop:value=draft.value
                    on:input:target=move |ev| draft.value.set(ev.target().value())
                />
                <datalist id="new-condition-values">
                    <For each=move || values.get() key=|value| value.clone() let:value><option value=value></option></For>
                </datalist>
            </div>
        }
        .into_any(),
        What::Region => view! { <div class="adder-wide"><Regions chosen=draft.regions/></div> }.into_any(),
        What::Blank => ().into_any(),
    }
    }
}
