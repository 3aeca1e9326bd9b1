//! A parameter group of the console: label, position, and the choice of a parameter's group.

use leptos::prelude::*;

use crate::recipe::entry;
use crate::recipe::interface::{self as recipe, Into};
use crate::template::interface::{self, groups_path, key, label_path};
use crate::ui::control::{Select, SelectOption, Warning};
use crate::ui::field::actions::FormActions;
use crate::ui::field::menu::{ItemMenu, MenuItem, Moves};
use crate::ui::field::{FieldRow, Refusal, TextField, TextKind, field_id};
use crate::ui::focus::focus_soon;
use crate::ui::icon::Icon;
use crate::ui::workspace::Workspace;

const DOCS: &str =
    "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudformation-interface.html";

/// The heading of a group.
#[component]
pub fn GroupHead(
    /// Position in the list.
    index: usize,
    actions: FormActions,
) -> impl IntoView {
    let workspace = Workspace::expect();
    let at = groups_path().join(index);
    let count = workspace.memo(|document| document.node(&groups_path()).map_or(0, |list| list.len()));
    let menu_id = move |index: usize| format!("{}~", field_id(&groups_path().join(index)));
    let shift = move |up: bool| {
        let at = groups_path().join(index);
        let (recipe, to) =
            if up { (entry::up as Shift, index.wrapping_sub(1)) } else { (entry::down as Shift, index + 1) };
        if actions.make("place of a group", &at, |document| recipe(document, &at)) {
            focus_soon(menu_id(to));
        }
    };
    let remove = move |()| {
        actions.remove("The group", &groups_path().join(index), |document| recipe::remove_group(document, index));
    };
    view! {
        <div class="group-head is-literal">
            <h2 class="sr">{move || format!("Group {}", index + 1)}</h2>
            <TextField at=at.keys([key::LABEL, key::DEFAULT]) name=format!("Label of group {}", index + 1) takes=TextKind::Literal required=true/>
            <ItemMenu name=format!("group {}", index + 1) id=menu_id(index)>
                <Moves ends=Signal::derive(move || (index == 0, index + 1 >= count.get())) shift=shift/>
                <MenuItem icon=Icon::Trash text="Remove" act=remove/>
            </ItemMenu>
        </div>
    }
}

type Shift = fn(&crate::document::Document, &crate::document::Path) -> Vec<crate::document::Edit>;

/// Names in a group that are no parameter, with the way to take them out.
#[component]
pub fn Strange(
    /// Position of the group.
    index: usize,
    actions: FormActions,
) -> impl IntoView {
    let workspace = Workspace::expect();
    let names = workspace.memo(move |document| {
        let mut groups = interface::layout(document).groups.into_iter();
        groups.find(|group| group.index == index).map(|group| group.strange).unwrap_or_default()
    });
    let take = move |_| {
        let names = names.get_untracked();
        let edits = |document: &_| recipe::take_out(document, index, &names);
        actions.make("names in a group", &groups_path().join(index), edits);
    };
    move || {
        Some(names.get()).filter(|names| !names.is_empty()).map(|names| {
            view! {
                <Warning text=format!(
                    "The group lists {}, which is not a parameter or is already in an earlier group.", names.join(", ")
                )>
                    <button type="button" class="btn sm" on:click=take>"Take it out"</button>
                </Warning>
            }
        })
    }
}

/// The rows of a parameter that say how the console shows it: group and label.
#[component]
pub fn InConsole(name: String, actions: FormActions) -> impl IntoView {
    let workspace = Workspace::expect();
    let groups = workspace
        .memo(|document| interface::layout(document).groups.iter().map(|group| group.name()).collect::<Vec<_>>());
    let chosen = workspace.memo_with(&name, move |document, id| interface::group_of(document, id));
    let (id, label) = (format!("group-of-{name}"), label_path(&name));
    let own = StoredValue::new(name.clone());
    let options = Signal::derive(move || {
        let groups = groups.get().into_iter().enumerate();
        let groups = groups.map(|(index, name)| SelectOption::new(index.to_string(), name));
        let first = std::iter::once(SelectOption::none("none"));
        first.chain(groups).chain([SelectOption::new("new", "A new group")]).collect::<Vec<_>>()
    });
    let set = move |word: Option<String>| {
        let to = match word.as_deref() {
            None => Into::None,
            Some("new") => Into::New,
            Some(index) => index.parse().map_or(Into::None, Into::At),
        };
        let name = own.get_value();
        let at = crate::template::parameter_path(&name);
        actions.make(&format!("group of {name}"), &at, |document| recipe::move_to(document, &name, to));
        focus_soon(format!("group-of-{name}"));
    };
    let chosen = Signal::derive(move || chosen.get().map(|index| index.to_string()));
    view! {
        <div class="fld">
            <div class="lb"><label for=id.clone()>"Group"</label></div>
            <div class="ct">
                <Select id=id answers=options chosen=chosen set=set/>
                <p class="help">"Section of the console's form that asks for it. Parameters without a group follow under Other parameters."</p>
            </div>
        </div>
        <FieldRow at=label label="Label" help="The console shows it instead of the name." docs=DOCS>
            <LabelField name=name/>
        </FieldRow>
    }
}

/// The label of a parameter; an empty one is removed with the collections that would be empty.
#[component]
fn LabelField(name: String) -> impl IntoView {
    let workspace = Workspace::expect();
    let actions = FormActions::new();
    let at = label_path(&name);
    let text = workspace.memo_with(&at, move |document, at| document.scalar(at).unwrap_or_default().to_string());
    let (id, path) = (field_id(&at), StoredValue::new(at));
    let write = move |label: String| {
        let at = path.get_value();
        let edits = workspace.with_untracked(|document| recipe::label(document, &name, &label));
        let done = workspace.edit(&format!("label of {name}"), &at, edits);
        actions.refused.set(done.err().map(|why| why.to_string()));
    };
    view! {
        <input
            class="in" id=id type="text" autocomplete="off" prop:value=text
            on:input:target=move |ev| write(ev.target().value())
            on:focusin=move |_| workspace.linked.set(Some(path.get_value()))
            on:focusout=move |_| workspace.close_step()
        />
        <Refusal why=actions.refused/>
    }
}
