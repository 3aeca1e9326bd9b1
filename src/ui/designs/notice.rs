//! The notice above the status bar.

use leptos::prelude::*;

use crate::ui::browser;
use crate::ui::icon::{Icon, Svg};
use crate::ui::later::later;
use crate::ui::open::{overwrite_file, reopen_file};
use crate::ui::part::part;
use crate::ui::workspace::{Notice, Workspace};

/// The notice, while there is one.
#[component]
pub(super) fn NoticeBar() -> impl IntoView {
    let workspace = Workspace::expect();
    let notice = workspace.notice();
    move || {
        notice.get().map(|what| {
            let decided = what.clone();
            let icon = match what {
                Notice::Fact(_) => view! { <Svg icon=Icon::Alert/> },
                Notice::Conflict(_) | Notice::Removed | Notice::FileChanged(_) => view! { <Svg icon=Icon::Warning/> },
            };
            view! {
                <div class="notice note" role="alert">
                    {icon}
                    <span>{words(workspace, &what)}</span>
                    <span class="row">{buttons(decided)}</span>
                </div>
            }
        })
    }
}

fn words(workspace: Workspace, notice: &Notice) -> String {
    match notice {
        Notice::Conflict(when) => format!(
            "This design was changed in another tab at {}. Changes here are not saved until you choose a version.",
            browser::clock(*when)
        ),
        Notice::Removed => {
            "This design was deleted in another tab. Its text is still open here, and the next change saves it again."
                .into()
        }
        Notice::FileChanged(when) => format!(
            "{} was changed by another program at {}. It was not saved.",
            workspace.file_name_now(),
            browser::clock(*when)
        ),
        Notice::Fact(fact) => fact.clone(),
    }
}

/// Its buttons; those of a decision are loaded.
fn buttons(notice: Notice) -> AnyView {
    if let Notice::Fact(_) = notice {
        return view! { <CloseButton/> }.into_any();
    }
    let notice = StoredValue::new(notice);
    later(move || actions(notice.get_value()), || ().into_any())
}

#[component]
fn CloseButton() -> impl IntoView {
    let workspace = Workspace::expect();
    view! {
        <button type="button" class="btn sm icon" aria-label="Close" on:click=move |_| workspace.notice().set(None)>
            <Svg icon=Icon::Cross/>
        </button>
    }
}

part! {
    dialogs: fn actions(notice: Notice) -> AnyView { decisions(Workspace::expect(), &notice) }
}

fn decisions(workspace: Workspace, notice: &Notice) -> AnyView {
    let button = move |name: &'static str, act: fn(Workspace)| {
        view! { <button type="button" class="btn sm" on:click=move |_| act(workspace)>{name}</button> }
    };
    match notice {
        Notice::Conflict(_) => view! {
            {button("Take that version", |workspace| workspace.take_theirs())}
            {button("Keep mine as a copy", |workspace| workspace.keep_as_copy())}
            {button("Overwrite it", |workspace| workspace.overwrite_theirs())}
        }
        .into_any(),
        Notice::Removed => view! {
            {button("Keep it", |workspace| {
                workspace.notice().set(None);
                workspace.save();
            })}
            <CloseButton/>
        }
        .into_any(),
        Notice::FileChanged(_) => view! {
            {button("Open that version", reopen_file)}
            {button("Overwrite the file", overwrite_file)}
            <CloseButton/>
        }
        .into_any(),
        Notice::Fact(_) => view! { <CloseButton/> }.into_any(),
    }
}
