//! Deletion of a design, with undo.

use gloo::timers::callback::Timeout;
use leptos::prelude::*;

use super::recent::row_id;
use crate::design::Design;
use crate::ui::focus::focus_soon;
use crate::ui::icon::{Icon, Svg};
use crate::ui::later::dialog_later;
use crate::ui::part::part;
use crate::ui::store;
use crate::ui::workspace::Workspace;

/// Time that Undo is offered, in milliseconds.
const OFFERED: u32 = 12_000;
/// The button that takes it back; it has the focus, the row that had it is gone.
const UNDO: &str = "design-undo";

/// Design that was deleted last.
#[derive(Clone, Copy)]
pub(super) struct Bin {
    workspace: Workspace,
    /// The design, and whether it was the open one.
    last: RwSignal<Option<(Design, bool)>>,
    timer: StoredValue<Option<Timeout>, LocalStorage>,
}

impl Bin {
    pub(super) fn provide() -> Bin {
        Bin { workspace: Workspace::expect(), last: RwSignal::new(None), timer: StoredValue::new_local(None) }
    }

    /// Deletes a design. If it is the open one, the one changed last before it is opened.
    pub(super) fn put(self, design: Design) {
        let workspace = self.workspace;
        let was_open = workspace.design_untracked().id == design.id;
        if was_open {
            // What was not kept yet comes back with it.
            workspace.flush();
        }
        leptos::task::spawn_local(async move {
            if !store::remove(&design.id).await {
                workspace.notify(&format!("{} was not deleted: this browser's storage refused.", design.name));
                return;
            }
            if was_open {
                let next = store::list().await.unwrap_or_default().into_iter().next();
                match next {
                    Some(next) => {
                        if let Some(opened) = store::load(&next.id).await {
                            workspace.put_up(opened);
                        }
                    }
                    None => workspace.begin_anew(),
                }
            }
            workspace.listed().update(|listed| *listed += 1);
            workspace.announce(&format!("{} deleted.", design.name));
            self.last.set(Some((design, was_open)));
            focus_soon(UNDO.to_string());
            self.timer.set_value(Some(Timeout::new(OFFERED, move || {
                self.last.try_set(None);
            })));
        });
    }

    fn take_back(self) {
        let workspace = self.workspace;
        let Some((design, was_open)) = self.last.get_untracked() else { return };
        self.last.set(None);
        if was_open {
            workspace.flush();
        }
        leptos::task::spawn_local(async move {
            if !store::restore(&design.id).await {
                workspace.notify(&format!("{} could not be restored: this browser's storage refused.", design.name));
                return;
            }
            if was_open && let Some(opened) = store::load(&design.id).await {
                workspace.put_up(opened);
            }
            workspace.listed().update(|listed| *listed += 1);
            workspace.announce(&format!("{} restored.", design.name));
            focus_soon(row_id(&design));
        });
    }
}

/// The toast, loaded when a design is deleted.
pub(super) fn removed_later(bin: Bin) -> AnyView {
    let is_there = Memo::new(move |_| bin.last.with(Option::is_some));
    let view = move || is_there.get().then(|| dialog_later(move || removed(bin), move || bin.last.set(None)));
    view.into_any()
}

part! {
    dialogs: fn removed(bin: Bin) -> AnyView { view! { <Removed bin=bin/> }.into_any() }
}

/// Toast of a deleted design, with Undo.
#[component]
pub(super) fn Removed(bin: Bin) -> impl IntoView {
    move || {
        bin.last.get().map(|(design, _)| {
            view! {
                <div class="toast" role="group" aria-label="Last change">
                    <span>{format!("{} deleted.", design.name)}</span>
                    <button type="button" class="btn sm" id=UNDO on:click=move |_| bin.take_back()>"Undo"</button>
                    <button type="button" class="btn sm icon" aria-label="Close" on:click=move |_| bin.last.set(None)>
                        <Svg icon=Icon::Cross/>
                    </button>
                </div>
            }
        })
    }
}
