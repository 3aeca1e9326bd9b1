//! The form of the conditions: each as a sentence and as its functions, with its users; new ones from presets.

use leptos::prelude::*;

use super::adder::AdderLabels;
use super::entry_list::{EntryAdder, EntryListSpec, IN_TEMPLATE, ListContext};
use super::list_form::ListLabels;
use super::used::UsedBy;
use crate::document::{Document, Path};
use crate::recipe::condition::{self, MOST_REGIONS, Preset};
use crate::recipe::name;
use crate::template::reference::trail;
use crate::template::{Template, describe, section};
use crate::ui::control::{DraftInput, Select, SelectOption};
use crate::ui::field::actions::FormActions;
use crate::ui::field::tree::Nested;
use crate::ui::field::{Refusal, Regions};
use crate::ui::icon::{Icon, Svg};
use crate::ui::workspace::Workspace;

/// The form of the conditions.
pub static SPEC: EntryListSpec = EntryListSpec {
    icon: Icon::Branch,
    noun: "condition",
    labels: ListLabels {
        new: AdderLabels { add: "Add a condition", field: "new-condition-what", name: "New condition: true if" },
        empty: "No conditions yet. Every resource of the template is always created.",
    },
    all_keys: "the conditions",
    adder: EntryAdder::Own(|context| view! { <NewCondition context=context/> }.into_any()),
    meta: sentence,
    meta_class: "meta is-sentence cut",
    name: ("Name", "References are renamed too."),
    rows: |entry| view! { <Rows at=entry.at/> }.into_any(),
    ..IN_TEMPLATE
};

fn sentence(document: &Document, at: &Path) -> String {
    describe::condition(document, at).unwrap_or_default()
}

#[component]
fn Rows(at: Path) -> impl IntoView {
    let sentence = Workspace::expect().memo_with(&at, sentence);
    view! {
        <p class="fact is-sentence">"True if "<b>{sentence}</b>"."</p>
        <div class="in-acc"><Nested at=at.clone()/></div>
        <UsedBy at=at.clone()/>
        <UseOn at=at/>
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
    let answers = Signal::derive(move || {
        let all = free.get().into_iter().map(|at| SelectOption::new(at.to_pointer(), trail(&at)));
        std::iter::once(SelectOption::none("choose a resource or an output")).chain(all).collect::<Vec<_>>()
    });
    let set = move |wanted: Option<String>| {
        let found = free.with_untracked(|free| free.iter().find(|at| Some(at.to_pointer()) == wanted).cloned());
        let Some(at) = found else { return };
        let title = format!("condition of {}", trail(&at));
        actions.make(&title, &at, |document| condition::put_on(document, &at, &condition));
    };
    view! {
        <div class="fact use-on">
            <label for=id.clone()>{label}</label>
            <Select id=id answers=answers chosen=None set=set resets=true/>
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

    fn label(self) -> &'static str {
        What::ALL.iter().find(|one| one.0 == self).map_or("", |one| one.1)
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
fn NewCondition(context: ListContext) -> impl IntoView {
    let workspace = Workspace::expect();
    let ListContext { actions, opened, .. } = context;
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
    let answers: Vec<SelectOption> = What::ALL.iter().map(|(_, label)| SelectOption::word(*label)).collect();
    let set = move |label: Option<String>| {
        draft.what.set(label.and_then(|label| What::of_label(&label)).unwrap_or(What::Blank))
    };
    let chosen = Signal::derive(move || Some(draft.what.get().label().to_string()));
    let default_name = move || Some(own()).filter(|own| !own.is_empty()).map(|own| format!("{own} if left empty"));
    view! {
        <form class="adder new-condition" on:submit=submit>
            <div class="adder-name">
                <label for=SPEC.labels.new.field>{SPEC.labels.new.name}</label>
                <Select id=SPEC.labels.new.field answers=answers chosen=chosen set=set/>
            </div>
            <Details draft=draft/>
            <div class="adder-name">
                <label for="new-condition-name">"Name "<span class="dim">{default_name}</span></label>
                <DraftInput id="new-condition-name" draft=draft.name/>
            </div>
            <button type="submit" class="btn" aria-label=format!("{} as entered", SPEC.labels.new.add)><Svg icon=Icon::Plus/>"Add"</button>
        </form>
    }
}

/// Fields for the chosen kind of condition.
#[component]
fn Details(draft: Draft) -> impl IntoView {
    let workspace = Workspace::expect();
    let names = workspace.memo_of_shape(|document| {
        let names = Template::of(document).parameters().map(|one| SelectOption::word(one.name()));
        std::iter::once(SelectOption::none("choose")).chain(names).collect::<Vec<_>>()
    });
    let values = workspace.memo(move |document| {
        let parameter = Template::of(document).parameter(&draft.parameter.get());
        let values = parameter.map(|one| one.allowed_values().into_iter().map(str::to_string).collect::<Vec<_>>());
        values.unwrap_or_default()
    });
    let chosen = Signal::derive(move || Some(draft.parameter.get()).filter(|name| !name.is_empty()));
    let parameter = move || {
        let set = move |name: Option<String>| draft.parameter.set(name.unwrap_or_default());
        view! {
            <div class="adder-name">
                <label for="new-condition-parameter">"Parameter"</label>
                <Select class="in mono" id="new-condition-parameter" answers=names chosen=chosen set=set/>
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
                <DraftInput id="new-condition-value" draft=draft.value list="new-condition-values"/>
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
