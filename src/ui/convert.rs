//! The template's format in the head of the code pane, and its conversion on request.

use leptos::prelude::*;

use super::dialog::SmallDialog;
use super::icon::{Icon, Svg};
use super::later::dialog_while;
use super::part::part;
use super::workspace::Workspace;
use crate::design::Format;
use crate::document::Document;
use crate::template::convert::{ConvertError, Converted, to_json, to_yaml};

/// The template in a format, with what is not as it was.
fn make(format: Format, document: &Document) -> Result<Converted, ConvertError> {
    match format {
        Format::Yaml => to_yaml(document),
        Format::Json => to_json(document),
    }
}

/// Button with the format, and the dialog that previews its conversion.
#[component]
pub fn FormatButton() -> impl IntoView {
    let workspace = Workspace::expect();
    let open = RwSignal::new(false);
    let format = workspace.memo(Format::of);
    let title = Signal::derive(move || format!("Convert the template to {}", format.get().other().name()));
    let name = move || format!("{}: convert the template to {}", format.get().name(), format.get().other().name());
    view! {
        <button type="button" class="btn bare sm" id="convert-template" aria-haspopup="dialog" aria-label=name title=move || title.get()
            on:click=move |_| open.set(true)>
            {move || format.get().name()} <Svg icon=Icon::ChevronDown/>
        </button>
        {dialog_while(open, move || dialog(format, title, open))}
    }
}

part! {
    dialogs: fn dialog(format: Memo<Format>, title: Signal<String>, open: RwSignal<bool>) -> AnyView {
        view! {
            <SmallDialog id="convert-title" title=title open=open><Turn format=format open=open/></SmallDialog>
        }
        .into_any()
    }
}

#[component]
fn Turn(format: Memo<Format>, open: RwSignal<bool>) -> impl IntoView {
    let workspace = Workspace::expect();
    let made = Memo::new(move |_| {
        let to = format.get().other();
        workspace.with(|document| make(to, document)).map_err(|error| error.to_string())
    });
    let notes = move || made.get().map(|made| made.notes).unwrap_or_default();
    let fault = move || made.get().err();
    let turn = move |_| {
        let to = format.get_untracked().other();
        if let Ok(converted) = made.get_untracked() {
            open.set(false);
            replace(workspace, &converted.text, to);
        }
    };
    view! {
        <div class="dl-b">
            <Show when=move || fault().is_none()>
                <p>"CloudFormation reads both formats the same. Order, strings and the digits of numbers are kept."</p>
                <ul class="left-out">
                    {move || notes().into_iter().map(|note| view! { <li>{note}</li> }).collect_view()}
                    <li>"Undo reverts it as one step."</li>
                </ul>
            </Show>
            {move || fault().map(|why| view! { <div class="note err"><Svg icon=Icon::Alert/><span>{why}</span></div> })}
        </div>
        <footer>
            <span class="grow"></span>
            <button type="button" class="btn" on:click=move |_| open.set(false)>"Cancel"</button>
            <button type="button" class="btn pri" autofocus disabled=move || fault().is_some() on:click=turn>
                {move || format!("Convert to {}", format.get().other().name())}
            </button>
        </footer>
    }
}

/// Puts the converted text in place of the whole, as one step of Undo.
fn replace(workspace: Workspace, text: &str, to: Format) {
    workspace.load(text);
    workspace.toast(&format!("The template is {} now.", to.name()));
}
