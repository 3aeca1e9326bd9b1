//! The frame of all dialogs, and a small dialog: title, text, buttons. The browser keeps the focus inside while it is
//! open and restores it when it closes.

use leptos::prelude::*;

use super::icon::{Icon, Svg};

/// Opens a dialog over the page once it is mounted, and restores the focus when it closes.
pub fn show_modal(dialog: NodeRef<leptos::html::Dialog>) {
    let shown = StoredValue::new_local(None::<web_sys::HtmlDialogElement>);
    Effect::new(move |_| {
        let Some(dialog) = dialog.get().filter(|dialog| !dialog.open()) else { return };
        if let Err(why) = dialog.show_modal() {
            leptos::logging::error!("The dialog does not open: {why:?}");
        }
        // A button at the foot is in sight wherever the content stands: it begins at its top.
        let first = document().active_element();
        if first.is_some_and(|first| first.closest("dialog > footer").ok().flatten().is_some()) {
            dialog.set_scroll_top(0);
        }
        shown.set_value(Some(dialog));
    });
    // One that is taken off the page while it is open would leave the focus nowhere.
    on_cleanup(move || {
        if let Some(dialog) = shown.try_update_value(Option::take).flatten()
            && dialog.open()
        {
            dialog.close();
        }
    });
}

/// True if the mouse was pressed beside the dialog: the backdrop is part of its element.
pub fn is_beside(dialog: NodeRef<leptos::html::Dialog>, ev: &web_sys::MouseEvent) -> bool {
    let target = event_target::<web_sys::Element>(ev);
    dialog.with_untracked(|dialog| dialog.as_ref().is_some_and(|dialog| target == ***dialog))
}

/// A dialog over the page, mounted while `open` is true.
#[component]
pub fn SmallDialog(
    /// Id of the title, which names the dialog.
    id: &'static str,
    #[prop(into)] title: Signal<String>,
    /// True while it is shown.
    open: RwSignal<bool>,
    /// Its classes.
    #[prop(default = "dlg small")]
    class: &'static str,
    /// Content; its last element is the `footer` with the buttons.
    children: ChildrenFn,
) -> impl IntoView {
    view! {
        <Show when=move || open.get()>
            <Shown id=id class=class title=title open=open children=children.clone()/>
        </Show>
    }
}

#[component]
fn Shown(
    id: &'static str,
    class: &'static str,
    title: Signal<String>,
    open: RwSignal<bool>,
    children: ChildrenFn,
) -> impl IntoView {
    view! { <Frame class=class id=id title=title open=open>{children()}</Frame> }
}

/// The element of an open dialog: title, close button, content.
#[component]
pub fn Frame(
    /// Its classes.
    class: &'static str,
    /// Id of the title, which names the dialog.
    id: &'static str,
    #[prop(into)] title: Signal<String>,
    /// Set back when it closes.
    open: RwSignal<bool>,
    /// A sentence below the title.
    #[prop(optional)]
    about: Option<&'static str>,
    /// Handles keys; by default none but Escape reaches the panes behind.
    #[prop(optional, into)]
    keys: Option<Callback<web_sys::KeyboardEvent>>,
    /// Content below the title.
    children: Children,
) -> impl IntoView {
    let dialog = NodeRef::<leptos::html::Dialog>::new();
    show_modal(dialog);
    let outside = move |ev: web_sys::MouseEvent| {
        if is_beside(dialog, &ev) {
            open.set(false);
        }
    };
    let key = move |ev: web_sys::KeyboardEvent| match keys {
        Some(keys) => keys.run(ev),
        None if ev.key() != "Escape" => ev.stop_propagation(),
        None => {}
    };
    view! {
        <dialog class=class aria-labelledby=id node_ref=dialog
            on:close=move |_| { open.try_set(false); } on:mousedown=outside on:keydown=key>
            <header>
                <div class="grow">
                    <h2 id=id>{move || title.get()}</h2>
                    {about.map(|about| view! { <p class="help">{about}</p> })}
                </div>
                <button type="button" class="btn bare icon" aria-label="Close (Esc)" on:click=move |_| open.set(false)>
                    <Svg icon=Icon::Cross/>
                </button>
            </header>
            {children()}
        </dialog>
    }
}
