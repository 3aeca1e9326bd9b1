//! The link of the open design, with what it leaves out; a file where a link would be too long.

use leptos::prelude::*;

use super::Sharing;
use crate::share::{LONGEST_ADDRESS, Link, OtherOccurrences, ShareError, decode, encode};
use crate::ui::browser;
use crate::ui::icon::{Icon, Svg};
use crate::ui::workspace::Workspace;

/// The page's address without its hash.
fn page() -> String {
    let href = window().location().href().unwrap_or_default();
    href.split('#').next().unwrap_or_default().to_string()
}

/// The host of the page's address, if only this machine reaches it.
fn own_machine() -> Option<String> {
    let host = window().location().hostname().ok()?;
    let is_own = host == "localhost" || host.ends_with(".localhost") || host.starts_with("127.") || host == "[::1]";
    is_own.then_some(host)
}

/// 12,345.
fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let parts: Vec<&str> =
        digits.as_bytes().rchunks(3).rev().filter_map(|part| std::str::from_utf8(part).ok()).collect();
    parts.join(",")
}

/// Content of the dialog, with its buttons.
#[component]
pub(super) fn Made() -> impl IntoView {
    let workspace = Workspace::expect();
    let page = page();
    let made = Memo::new(move |_| {
        let name = workspace.stack_name.get();
        workspace.with(|document| encode(&name, document.text()))
    });
    move || match made.get() {
        Ok(link) if link.is_too_long(&page) => view! { <TooLong link=link page=page.clone()/> }.into_any(),
        Ok(link) => view! { <Copied link=link page=page.clone()/> }.into_any(),
        Err(error) => view! { <NoLink error=error/> }.into_any(),
    }
}

#[component]
fn Copied(link: Link, page: String) -> impl IntoView {
    let workspace = Workspace::expect();
    let address = format!("{page}#{}", link.fragment);
    let length = thousands(address.chars().count());
    let (copied, refused) = (RwSignal::new(false), RwSignal::new(false));
    let field = NodeRef::<leptos::html::Input>::new();
    let to_copy = address.clone();
    let copy = move |_| {
        browser::copy(&to_copy, move |done| {
            // The clipboard is not for every page; what is marked can be copied by hand.
            if !done && let Some(Some(field)) = field.try_get_untracked() {
                field.select();
            }
            if done {
                workspace.announce("Link copied.");
            }
            refused.try_set(!done);
            copied.try_set(done);
        });
    };
    view! {
        <div class="dl-b">
            <label for="share-link">"Link"</label>
            <input id="share-link" class="in mono" type="text" readonly spellcheck="false" autocomplete="off"
                node_ref=field prop:value=address on:focus:target=|ev| ev.target().select()/>
            <p class="help">{format!("{length} characters. Links of up to {} open in every browser.", thousands(LONGEST_ADDRESS))}</p>
            <p>"Nothing was sent to a server: the design is in the link itself. Whoever has the link can read it."</p>
            {own_machine().map(|host| view! {
                <div class="note"><Svg icon=Icon::Warning/>
                    <span>{format!("{host} is your own machine: others cannot open this address. The part from # on works behind the address of any other copy of this page.")}</span>
                </div>
            })}
            <LeftOut link=link/>
        </div>
        <footer>
            <Failure shown=refused text="This browser refused to copy. The link is selected: copy it with Ctrl+C."/>
            <button type="button" class="btn pri" class:is-done=copied autofocus on:click=copy>
                {move || if copied.get() { view! { <Svg icon=Icon::Check/> } } else { view! { <Svg icon=Icon::Copy/> } }}
                {move || if copied.get() { "Link copied" } else { "Copy the link" }}
            </button>
        </footer>
    }
}

#[component]
fn TooLong(link: Link, page: String) -> impl IntoView {
    let workspace = Workspace::expect();
    let length = thousands(page.chars().count() + 1 + link.fragment.len());
    let fragment = link.fragment.clone();
    let refused = RwSignal::new(false);
    let download = move |_| {
        // The file holds what the link would: without the defaults of NoEcho parameters.
        let done = decode(&fragment).is_ok_and(|shared| browser::download(&workspace.file_name_now(), &shared.text));
        if done {
            workspace.announce("Downloaded.");
        }
        refused.set(!done);
    };
    view! {
        <div class="dl-b">
            <div class="note"><Svg icon=Icon::Warning/>
                <span>{format!(
                    "The link would have {length} characters, and not every browser opens more than {}. Share the file instead.",
                    thousands(LONGEST_ADDRESS),
                )}</span>
            </div>
            <LeftOut link=link/>
        </div>
        <footer>
            <Failure shown=refused text="This browser refused the download. Close this dialog and copy the text instead."/>
            <button type="button" class="btn pri" autofocus on:click=download>
                <Svg icon=Icon::Download/> "Download the file"
            </button>
        </footer>
    }
}

/// Message of a failed action, beside its button.
#[component]
fn Failure(shown: RwSignal<bool>, text: &'static str) -> impl IntoView {
    view! { <div class="grow" role="status">{move || shown.get().then(|| view! { <p class="fault">{text}</p> })}</div> }
}

/// Parameters without default in the link, and other places that hold a secret.
#[component]
fn LeftOut(link: Link) -> impl IntoView {
    let left_out = link
        .left_out
        .into_iter()
        .map(|parameter| view! { <li>"The default of " <code>{parameter}</code> " is left out: NoEcho."</li> });
    let elsewhere = link.elsewhere.into_iter().map(|one| {
        view! { <div class="note"><Svg icon=Icon::Warning/><span>{told(&one)}</span></div> }
    });
    view! {
        <ul class="left-out">
            {left_out.collect_view()}
            <li>"The link does not include your Deploy settings."</li>
        </ul>
        {elsewhere.collect_view()}
    }
}

fn told(one: &OtherOccurrences) -> String {
    let lines: Vec<String> = one.lines.iter().map(usize::to_string).collect();
    let word = if lines.len() == 1 { "line" } else { "lines" };
    format!(
        "The value of {}'s default is also in {word} {}, which the link includes. Check it before you share.",
        one.parameter,
        lines.join(", ")
    )
}

#[component]
fn NoLink(error: ShareError) -> impl IntoView {
    let sharing = Sharing::expect();
    view! {
        <div class="dl-b">
            <div class="note err"><Svg icon=Icon::Alert/><span>{error.to_string()}</span></div>
        </div>
        <footer>
            <span class="grow"></span>
            <button type="button" class="btn pri" autofocus on:click=move |_| sharing.open.set(false)>"Close"</button>
        </footer>
    }
}
