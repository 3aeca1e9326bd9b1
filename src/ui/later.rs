//! Parts of the page that are loaded when they are first used, and what is shown until they are there.
//!
//! A function of a part is written in [`part!`]. The build puts it, and all that no other part uses, into a module of its own
//! (`.ci/split.mjs`); `src/ui/parts.js` loads that. A part that cannot be loaded changes nothing: its next use tries again.
//!
//! Knows the workspace, no single part.

use leptos::prelude::*;
use leptos::task::spawn_local_scoped_with_cancellation;
use leptos::wasm_split::SplitLoaderError;

use super::icon::{Icon, Svg};
use super::workspace::Workspace;

/// A part of the page could not be loaded: there is no network, or a newer build has taken its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotLoaded;

impl From<SplitLoaderError> for NotLoaded {
    fn from(_: SplitLoaderError) -> NotLoaded {
        NotLoaded
    }
}

impl NotLoaded {
    /// Says so, for an action that shows nothing by itself.
    pub fn report(self, workspace: Workspace) {
        workspace.notify(MESSAGE);
    }
}

const MESSAGE: &str =
    "This part of the page could not be loaded. Check the network and try again, or reload the page: your text stays.";

/// Functions of a part of the page: `part! { dialogs: pub fn deploy() -> AnyView { … } }` is an `async fn` with a
/// [`Result`] that loads the part `dialogs` first. Arguments are patterns of one name; generics and borrowed arguments cannot
/// be. In development the page is one module, and nothing is loaded.
macro_rules! part {
    ($($part:ident: $(#[$doc:meta])* $access:vis fn $name:ident($($argument:ident: $type:ty),* $(,)?) -> $result:ty { $($body:tt)* })+) => {$(
        #[cfg(not(debug_assertions))]
        #[leptos::wasm_split::wasm_split($part, wasm_split_path = ::leptos::wasm_split, fallible)]
        $(#[$doc])*
        $access fn $name($($argument: $type),*) -> Result<$result, $crate::ui::later::NotLoaded> {
            Ok({ $($body)* })
        }
        #[cfg(debug_assertions)]
        $(#[$doc])*
        $access async fn $name($($argument: $type),*) -> Result<$result, $crate::ui::later::NotLoaded> {
            Ok({ $($body)* })
        }
    )+};
}
pub(super) use part;

/// How far a view is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Waiting,
    Here,
    Failed,
}

/// The view that `load` gives, with the owner of the place it is shown in; `meanwhile` until then.
pub fn later<F>(load: impl Fn() -> F + Copy + 'static, meanwhile: impl Fn() -> AnyView + Send + 'static) -> AnyView
where
    F: Future<Output = Result<AnyView, NotLoaded>> + 'static,
{
    let (loading, again) = Loading::begin(load);
    let view = move || match loading.state.get() {
        State::Waiting => meanwhile(),
        State::Here => loading.take(),
        State::Failed => view! { <Failed class="note err" again=again/> }.into_any(),
    };
    view.into_any()
}

/// The same with a notice over the page if it cannot be loaded.
pub fn later_or_notice<F>(
    load: impl Fn() -> F + Copy + 'static,
    meanwhile: impl Fn() -> AnyView + Send + 'static,
) -> AnyView
where
    F: Future<Output = Result<AnyView, NotLoaded>> + 'static,
{
    let (loading, again) = Loading::begin(load);
    let view = move || match loading.state.get() {
        State::Waiting => meanwhile(),
        State::Here => loading.take(),
        State::Failed => view! { {meanwhile()}<Failed class="notice note err" again=again/> }.into_any(),
    };
    view.into_any()
}

/// The same for a dialog: nothing until it is there, and a notice that `close` ends if it cannot be loaded.
pub fn dialog_later<F>(load: impl Fn() -> F + Copy + 'static, close: impl Fn() + Send + Sync + 'static) -> AnyView
where
    F: Future<Output = Result<AnyView, NotLoaded>> + 'static,
{
    let (loading, again) = Loading::begin(load);
    let close = Callback::new(move |()| close());
    let view = move || match loading.state.get() {
        State::Waiting => ().into_any(),
        State::Here => loading.take(),
        State::Failed => view! { <Failed class="notice note err" again=again close=close/> }.into_any(),
    };
    view.into_any()
}

/// A dialog that is loaded when `open` is first true, and shown while it is.
pub fn dialog_while<F>(open: RwSignal<bool>, load: impl Fn() -> F + Copy + Send + 'static) -> AnyView
where
    F: Future<Output = Result<AnyView, NotLoaded>> + 'static,
{
    let is_open = Memo::new(move |_| open.get());
    let view = move || is_open.get().then(|| dialog_later(load, move || open.set(false)));
    view.into_any()
}

/// A view that is being loaded.
#[derive(Clone, Copy)]
struct Loading {
    state: RwSignal<State>,
    view: StoredValue<Option<AnyView>, LocalStorage>,
}

impl Loading {
    /// Begins to load; the callback begins anew.
    fn begin<F>(load: impl Fn() -> F + Copy + 'static) -> (Loading, Callback<()>)
    where
        F: Future<Output = Result<AnyView, NotLoaded>> + 'static,
    {
        let loading = Loading { state: RwSignal::new(State::Waiting), view: StoredValue::new_local(None) };
        let owner = Owner::current().unwrap_or_default();
        let load = StoredValue::new_local(load);
        let start = move || {
            let Some(load) = load.try_get_value() else { return };
            loading.state.set(State::Waiting);
            // What the view reads while it is made belongs to no effect around it.
            owner.with(|| untrack(|| spawn_local_scoped_with_cancellation(async move { loading.end(load().await) })));
        };
        start();
        (loading, Callback::new(move |()| start()))
    }

    fn end(self, loaded: Result<AnyView, NotLoaded>) {
        let state = if loaded.is_ok() { State::Here } else { State::Failed };
        self.view.try_set_value(loaded.ok());
        self.state.try_set(state);
    }

    fn take(self) -> AnyView {
        self.view.try_update_value(Option::take).flatten().into_any()
    }
}

/// The message, with a button that tries again and one that reloads the page.
#[component]
fn Failed(class: &'static str, again: Callback<()>, #[prop(optional)] close: Option<Callback<()>>) -> impl IntoView {
    let workspace = Workspace::expect();
    let reload = move |_| {
        workspace.flush();
        // What is not saved then is noted when the page is left.
        let _ = window().location().reload();
    };
    view! {
        <div class=class role="alert">
            <Svg icon=Icon::Alert/>
            <span>{MESSAGE}</span>
            <span class="row">
                <button type="button" class="btn sm" on:click=move |_| again.run(())>"Try again"</button>
                <button type="button" class="btn sm" on:click=reload>"Reload"</button>
                {close.map(|close| view! {
                    <button type="button" class="btn sm icon" aria-label="Close" on:click=move |_| close.run(())>
                        <Svg icon=Icon::Cross/>
                    </button>
                })}
            </span>
        </div>
    }
}
