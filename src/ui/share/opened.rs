//! Opening a shared link: the design, or an error. Nothing in a link is executed.

use leptos::prelude::*;

use super::Sharing;
use crate::design::{Format, name_of_file};
use crate::share::{Shared, decode, is_link};
use crate::ui::browser;
use crate::ui::events::on_window;
use crate::ui::part::part;
use crate::ui::store::Opened;
use crate::ui::workspace::Workspace;

/// Opens the design that the page's address holds, now and whenever the address changes. The link is taken out of the
/// address at once: it is neither sent on nor opened twice.
pub fn follow_links() {
    let workspace = Workspace::expect();
    let sharing = Sharing::expect();
    follow(workspace, sharing);
    on_window("hashchange", move |_| follow(workspace, sharing));
}

fn follow(workspace: Workspace, sharing: Sharing) {
    let hash = browser::hash();
    if !is_link(&hash) {
        return;
    }
    browser::replace_hash(&workspace.selected_now().to_hash());
    leptos::task::spawn_local(async move {
        if take(workspace, sharing, hash.clone()).await.is_err() {
            sharing.why.set(
                "The part of the page that reads links could not be loaded. Check the network and open the link again."
                    .into(),
            );
            sharing.refused.set(true);
        }
    });
}

part! {
    dialogs: fn take(workspace: Workspace, sharing: Sharing, hash: String) -> () {
        match decode(&hash) {
            Ok(shared) => {
                // A second link may be opened while the dialog of the first one is open.
                sharing.refused.set(false);
                show(workspace, shared);
            }
            Err(error) => {
                sharing.why.set(error.to_string());
                sharing.refused.set(true);
            }
        }
    }
}

/// Shows the design of a link as a design of its own; the one before is kept.
fn show(workspace: Workspace, shared: Shared) {
    let file_name = Format::of_text(&shared.text).file_name();
    let name = if shared.name.is_empty() { name_of_file(file_name) } else { shared.name };
    workspace.open(Opened::new(&name, file_name, shared.text));
    workspace.notify(&format!("The shared design {name} was opened."));
}

/// Error of a link that was not opened.
#[component]
pub(super) fn Refused() -> impl IntoView {
    let sharing = Sharing::expect();
    view! {
        <div class="dl-b">
            <p>{move || sharing.why.get()}</p>
            <p class="help">"Nothing was loaded. The design on this page is the one that was here before."</p>
        </div>
        <footer>
            <span class="grow"></span>
            <button type="button" class="btn pri" autofocus on:click=move |_| sharing.refused.set(false)>"Close"</button>
        </footer>
    }
}
