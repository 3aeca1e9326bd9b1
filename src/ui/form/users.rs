//! The form of a config's users.

use leptos::prelude::*;

use super::adder::AdderLabels;
use super::entry_list::{EntryContext, EntryListSpec, EntryRows};
use super::list_form::ListLabels;
use crate::document::{Edit, Kind, Path, Slot, Value};
use crate::recipe::{entry as recipe, section_entry, user};
use crate::schema::user as row;
use crate::template::Section;
use crate::ui::diagnostic::Diagnostics;
use crate::ui::field::FieldRow;
use crate::ui::field::actions::FormActions;
use crate::ui::field::list::TextListField;
use crate::ui::field::list::is_odd;
use crate::ui::field::property::SchemaRow;
use crate::ui::icon::{Icon, Svg};
use crate::ui::workspace::Workspace;

/// The form of the users of a config.
pub static SPEC: EntryListSpec = EntryListSpec {
    icon: Icon::User,
    noun: "user",
    labels: ListLabels {
        new: AdderLabels { add: "Add a user", field: "new-user", name: "Name of the user" },
        empty: "No users yet. cfn-init creates none in this config.",
    },
    footer: "Created in the order of their names: system accounts that cannot log in, without a home folder, each with a \
           group of its own. For an existing user, only groups and home change.",
    made: |document, section, name| {
        let config = section.parent().unwrap_or_default();
        section_entry::add(document, &config, Section::Users, name, Value::Mapping(Default::default()))
    },
    gone: section_entry::removal,
    meta: user::in_words,
    rows: |entry| view! { <Rows entry=entry/> }.into_any(),
};

#[component]
fn Rows(entry: EntryContext) -> impl IntoView {
    let (at, actions) = (entry.at.clone(), entry.actions);
    view! {
        <EntryRows entry=entry label="Name" help="Restart triggers of services are renamed too. Owners of files are not.">
            <SchemaRow owner=at.clone() row=row::UID/>
            <GroupsRow at=at.clone() actions=actions/>
            <SchemaRow owner=at.clone() row=row::HOME_DIR/>
        </EntryRows>
    }
}

/// The groups of a user, and those that the config makes or one before it.
#[component]
fn GroupsRow(at: Path, actions: FormActions) -> impl IntoView {
    let workspace = Workspace::expect();
    let list = at.join(row::GROUPS.key);
    let config: Path = at.steps().iter().take(5).cloned().collect();
    let offered = workspace.memo_with(&at, move |document, at| user::groups_on_offer(document, &config, at));
    let odd = is_odd(&list, Kind::Sequence);
    let (user, path) = (StoredValue::new(at), StoredValue::new(list.clone()));
    let join = move |name: String| {
        let (user, list) = (user.get_value(), path.get_value());
        actions.make(&format!("groups of {}", user.last_key().unwrap_or_default()), &list, |document| {
            let group = Value::from(name.as_str());
            match document.node(&list).filter(|node| !node.is_null()) {
                Some(node) => vec![Edit::Insert { into: list.clone(), slot: Slot::Index(node.len()), value: group }],
                None => recipe::put(document, &user, &row::ROWS, row::GROUPS.key, Value::Sequence(vec![group])),
            }
        });
    };
    view! {
        <FieldRow at=list.clone() label=row::GROUPS.label help=row::GROUPS.help docs=row::GROUPS.source>
            <TextListField at=list.clone() name=row::GROUPS.label suggest=offered/>
            <Diagnostics at=list subject="user"/>
            <Show when=move || !odd.get() && !offered.with(Vec::is_empty)>
                <div class="offers" role="group" aria-label="Groups created earlier">
                    <For each=move || offered.get() key=|name| name.clone() let:name>
                        {
                            let own = name.clone();
                            view! {
                                <button type="button" class="btn sm" on:click=move |_| join(own.clone())>
                                    <Svg icon=Icon::Plus/>{name}
                                </button>
                            }
                        }
                    </For>
                </div>
            </Show>
        </FieldRow>
    }
}
