//! The form of a config's groups.

use leptos::prelude::*;

use super::entries::{Entries, Entry, Keys, Manner};
use super::rows::{NameRow, SchemaRows};
use super::tree::AllKeys;
use crate::document::Value;
use crate::schema::group as row;
use crate::template::Section;
use crate::template::recipe::declared;
use crate::ui::icon::Icon;
use crate::ui::workspace::Place;

static MANNER: Manner = Manner {
    icon: Icon::Group,
    noun: "group",
    asked: "Name of the group",
    add: "Add a group",
    field: "new-group",
    empty: "No groups yet. cfn-init makes none in this config.",
    foot: "Made in the order of their names, as system groups. A group that is there already is left alone.",
    made: |document, section, name| {
        let config = section.parent().unwrap_or_default();
        declared::add(document, &config, Section::Groups, name, Value::Mapping(Default::default()))
    },
    gone: declared::removal,
    meta: |document, at| {
        document.scalar(&at.join(row::GID.key)).map_or("any free gid".into(), |gid| format!("gid {gid}"))
    },
    rows: |entry| view! { <Rows entry=entry/> }.into_any(),
};

/// The form of the groups of a config.
#[component]
pub fn Groups(
    /// The place of the section.
    place: Place,
) -> impl IntoView {
    view! { <Entries place=place manner=&MANNER/> }
}

#[component]
fn Rows(entry: Entry) -> impl IntoView {
    let Entry { at, opened, .. } = entry;
    let (name, whole) = (at.last_key().unwrap_or_default().to_string(), Place::At(at.clone()));
    let own = at.clone();
    view! {
        <NameRow
            at=at.clone() label="Name" help="Services that it restarts get the new name too."
            moved=move |at| opened.set(Some(at))
        />
        <Keys at=at><div class="rows"><SchemaRows owner=own.clone() rows=row::ROWS/></div></Keys>
        <AllKeys name=name place=whole/>
    }
}
