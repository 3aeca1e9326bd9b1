//! The forms of a config's groups, users and archives.

use leptos::prelude::*;

use super::adder::AdderLabels;
use super::entry_list::{EntryAdder, EntryContext, EntryListSpec, IN_CONFIG, RowFrame};
use super::list_form::ListLabels;
use crate::document::{Kind, Path, Value};
use crate::recipe::{authentication, section_entry, user};
use crate::schema::{group, source, user as row};
use crate::ui::diagnostic::Diagnostics;
use crate::ui::field::list::{TextListField, is_odd};
use crate::ui::field::property::{PropertyRow, SchemaRow, SchemaRows};
use crate::ui::field::{FieldRow, TextField};
use crate::ui::icon::{Icon, Svg};
use crate::ui::workspace::Workspace;

/// The form of the groups of a config.
pub static GROUPS: EntryListSpec = EntryListSpec {
    icon: Icon::Group,
    noun: "group",
    labels: ListLabels {
        new: AdderLabels { add: "Add a group", field: "new-group", name: "Name of the group" },
        empty: "No groups yet. cfn-init creates none in this config.",
    },
    footer: "Created in the order of their names, as system groups. An existing group is left unchanged.",
    adder: EntryAdder::Named(|document, at, name| {
        Ok(section_entry::add_at(document, at, name, Value::Mapping(Default::default())))
    }),
    meta: |document, at| {
        document.scalar(&at.join(group::GID.key)).map_or("any free gid".into(), |gid| format!("gid {gid}"))
    },
    name: ("Name", "Restart triggers of services are renamed too."),
    rows: |entry| view! { <SchemaRows owner=entry.at rows=group::ROWS/> }.into_any(),
    ..IN_CONFIG
};

/// The form of the users of a config.
pub static USERS: EntryListSpec = EntryListSpec {
    icon: Icon::User,
    noun: "user",
    labels: ListLabels {
        new: AdderLabels { add: "Add a user", field: "new-user", name: "Name of the user" },
        empty: "No users yet. cfn-init creates none in this config.",
    },
    footer: "Created in the order of their names: system accounts that cannot log in, without a home folder, each with a \
           group of its own. For an existing user, only groups and home change.",
    adder: EntryAdder::Named(|document, at, name| {
        Ok(section_entry::add_at(document, at, name, Value::Mapping(Default::default())))
    }),
    meta: user::in_words,
    name: ("Name", "Restart triggers of services are renamed too. Owners of files are not."),
    rows: |entry| {
        view! {
            <SchemaRow owner=entry.at.clone() row=row::UID/>
            <UserGroups entry=entry.clone()/>
            <SchemaRow owner=entry.at row=row::HOME_DIR/>
        }
        .into_any()
    },
    ..IN_CONFIG
};

/// The groups of a user, and those that the config makes or one before it.
#[component]
fn UserGroups(entry: EntryContext) -> impl IntoView {
    let workspace = Workspace::expect();
    let EntryContext { at, actions, .. } = entry;
    let list = at.join(row::GROUPS.key);
    let config: Path = at.steps().iter().take(5).cloned().collect();
    let offered = workspace.memo_with(&at, move |document, at| user::groups_on_offer(document, &config, at));
    let odd = is_odd(&list, Kind::Sequence);
    let user = StoredValue::new(at);
    let button = move |name: String| {
        let own = name.clone();
        let join = move |_| {
            let at = user.get_value();
            let title = format!("groups of {}", at.last_key().unwrap_or_default());
            let list = at.join(row::GROUPS.key);
            actions.make(&title, &list, |document| user::join_group(document, &at, &own));
        };
        view! { <button type="button" class="btn sm" on:click=join><Svg icon=Icon::Plus/>{name}</button> }
    };
    view! {
        <PropertyRow at=list.clone() row=row::GROUPS>
            <TextListField at=list.clone() name=row::GROUPS.label suggest=offered/>
            <Diagnostics at=list subject="user"/>
            <Show when=move || !odd.get() && !offered.with(Vec::is_empty)>
                <div class="name-buttons" role="group" aria-label="Groups created earlier">
                    <For each=move || offered.get() key=|name| name.clone() children=button/>
                </div>
            </Show>
        </PropertyRow>
    }
}

/// The form of the archives of a config.
pub static SOURCES: EntryListSpec = EntryListSpec {
    icon: Icon::Archive,
    noun: "archive",
    labels: ListLabels {
        new: AdderLabels { add: "Add an archive", field: "new-source", name: "Target folder" },
        empty: "No archives yet. cfn-init unpacks none in this config.",
    },
    footer: "Unpacked in the order of the target folders, at every run; a service that lists one is restarted each time.",
    adder: EntryAdder::Named(|document, at, name| {
        Ok(section_entry::add_at(document, at, name, Value::from("https://")))
    }),
    meta: |document, at| match document.node(at).filter(|node| node.tag().is_none()).and_then(|node| node.scalar()) {
        Some(address) => address.to_string(),
        None => "by a function".into(),
    },
    name: ("Target folder", source::TARGET),
    rows: |entry| view! { <SourceRows at=entry.at/> }.into_any(),
    frame: RowFrame::Any,
    ..IN_CONFIG
};

/// The address of an archive, and the credentials that it may be fetched with.
#[component]
fn SourceRows(at: Path) -> impl IntoView {
    let resource = authentication::resource_of(&at).unwrap_or_default().to_string();
    let credentials = Workspace::expect().memo(move |document| authentication::names(document, &resource).join(", "));
    view! {
        <FieldRow at=at.clone() label="Archive" help=source::ARCHIVE docs=source::PAGE>
            <TextField at=at required=true/>
        </FieldRow>
        <p class="fact">
            {source::CREDENTIALS}
            {move || credentials.with(|names| match names.is_empty() {
                true => " This resource has none.".to_string(),
                false => format!(" This resource has {names}."),
            })}
        </p>
    }
}
