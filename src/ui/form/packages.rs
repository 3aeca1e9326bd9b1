//! The form of a config's packages: by manager, each with its versions.

use leptos::prelude::*;

use super::adder::{Adder, AdderLabels};
use super::list_form::{ListForm, ListLabels, ManagerChoice};
use crate::document::Path;
use crate::recipe::{package, section_entry, service};
use crate::schema::package as row;
use crate::template::init::{PACKAGE_MANAGERS, Versions};
use crate::ui::field::actions::FormActions;
use crate::ui::field::list::keys;
use crate::ui::field::menu::EntryMenu;
use crate::ui::field::{DocsLink, LineLink, RenameField, TextField, field_id, rename_id};
use crate::ui::focus::focus_soon;
use crate::ui::form::head::AllKeys;
use crate::ui::route::Route;
use crate::ui::workspace::Workspace;

static LABELS: ListLabels = ListLabels {
    new: AdderLabels { add: "Add a package", field: "new-package", name: "Name of the package" },
    empty: "No packages yet. cfn-init installs none in this config.",
};

/// The form of the packages of the config at a path.
#[component]
pub fn Packages(place: Route, config: Path) -> impl IntoView {
    let workspace = Workspace::expect();
    let actions = FormActions::new();
    let managers = workspace.memo_with(&config.join("packages"), keys);
    let path = StoredValue::new(config);
    let whole = Route::At(path.get_value().join("packages"));
    let first = workspace.with_untracked(|document| service::package_manager(document, &path.get_value()));
    let manager = RwSignal::new(first);
    let add = move |name: String| {
        let (config, manager) = (path.get_value(), manager.get_untracked());
        let at = config.keys(["packages", manager.as_str(), name.as_str()]);
        if workspace.with_untracked(|document| document.node(&at).is_some()) {
            actions.refused.set(Some(format!("{name} is in {manager} already.")));
            return false;
        }
        let made =
            actions.make(&format!("package {name}"), &at, |document| package::add(document, &config, &manager, &name));
        if made {
            workspace.linked.set(Some(at));
        }
        made
    };
    view! {
        <ListForm place=place labels=&LABELS none=Signal::derive(move || managers.with(Vec::is_empty)) actions=actions>
            <For each=move || managers.get() key=|manager| manager.clone() let:manager>
                <Manager config=path.get_value() manager=manager actions=actions/>
            </For>
            <Adder asked=&LABELS.new add=add>
                <ManagerChoice id="new-package-manager" words=&PACKAGE_MANAGERS manager=manager/>
            </Adder>
            <p class="help">
                "cfn-init calls the managers in this order, not in the order of the text: "{PACKAGE_MANAGERS.join(", ")}". "
                <DocsLink to=row::PAGE.to_string() about="packages".to_string()/>
            </p>
            <AllKeys name="packages" place=whole/>
        </ListForm>
    }
}

/// The packages of one manager.
#[component]
fn Manager(config: Path, manager: String, actions: FormActions) -> impl IntoView {
    let workspace = Workspace::expect();
    let section = config.keys(["packages", manager.as_str()]);
    let names = workspace.memo_with(&section, keys);
    let known = row::ROWS.iter().find(|row| row.key == manager);
    let help = known.map_or(row::UNKNOWN, |row| row.help);
    let wanted = if row::takes_a_place(&manager) { "Paths or URLs" } else { "Versions" };
    let parent = StoredValue::new(section.clone());
    view! {
        <section class="part">
            <div class="sect">
                <h2><code>{manager}</code></h2>
                <span class="dim num">{move || names.with(Vec::len)}</span>
                <span class="grow"></span>
                <LineLink at=section/>
            </div>
            <p class="help manager" class:is-err=known.is_none()>{help}</p>
            <div class="grid-rows" role="list">
                <div class="grid-row is-head" aria-hidden="true"><span>"Name"</span><span>{wanted}</span></div>
                <For each=move || names.get() key=|name| name.clone() let:name>
                    <PackageRow at=parent.get_value().join(name) actions=actions/>
                </For>
            </div>
        </section>
    }
}

#[component]
fn PackageRow(at: Path, actions: FormActions) -> impl IntoView {
    let workspace = Workspace::expect();
    let name = at.last_key().unwrap_or_default().to_string();
    let (path, title) = (at.clone(), name.clone());
    let remove = move |()| actions.remove(&title, &path, |document| package::remove(document, &path));
    let (path, title) = (at.clone(), name.clone());
    let double = Callback::new(move |()| {
        if let Some((to, edits)) = workspace.with_untracked(|document| section_entry::double(document, &path))
            && actions.make(&format!("copy of {title}"), &to, |_| edits)
        {
            focus_soon(rename_id(&to));
        }
    });
    view! {
        <div class="grid-row" role="listitem">
            <div><RenameField at=at.clone() name=format!("Name of {name}")/></div>
            <VersionsField at=at.clone() name=name.clone() actions=actions/>
            <EntryMenu at=at name=name actions=actions remove=remove double=double/>
        </div>
    }
}

/// The versions of a package on one line: none for any, several parted by commas. Written when the field is left. For
/// rpm and msi where the package is. A function is shown as a text field shows it.
#[component]
fn VersionsField(at: Path, name: String, actions: FormActions) -> impl IntoView {
    let workspace = Workspace::expect();
    let versions = workspace.memo_with(&at, move |document, at| match document.node(at).map(Versions::of) {
        Some(Versions::These(versions)) => Some(versions.join(", ")),
        Some(Versions::Any) => Some(String::new()),
        Some(Versions::Computed) | None => None,
    });
    let computed = Memo::new(move |_| versions.with(Option::is_none));
    let manager = at.parent().and_then(|manager| manager.last_key().map(str::to_string)).unwrap_or_default();
    let (words, label, hint) = match row::takes_a_place(&manager) {
        true => ("places", format!("Path or URL of {name}"), "path or URL"),
        false => ("versions", format!("Versions of {name}, any if empty"), "any"),
    };
    let path = StoredValue::new(at.clone());
    let title = StoredValue::new(format!("{words} of {name}"));
    let write = move |typed: String| {
        // The last event of a removed row comes when its state is disposed.
        let Some(at) = path.try_get_value() else { return };
        let versions = package::versions_of(&manager, &typed);
        title.with_value(|title| actions.make(title, &at, |document| package::set_versions(document, &at, &versions)));
    };
    let id = field_id(&at);
    move || match computed.get() {
        false => {
            let write = write.clone();
            view! {
                <input
                    class="in mono" id=id.clone() type="text" autocomplete="off" spellcheck="false" placeholder=hint
                    aria-label=label.clone()
                    prop:value=move || versions.get().unwrap_or_default()
                    on:change:target=move |ev| write(ev.target().value())
                    on:focusin=move |_| workspace.linked.set(Some(path.get_value()))
                />
            }
            .into_any()
        }
        true => view! { <div class="wide"><TextField at=path.get_value() name=label.clone() required=true/></div> }
            .into_any(),
    }
}
