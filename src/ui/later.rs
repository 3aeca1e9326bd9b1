//! What is shown until a part of the page is loaded, and if it cannot be.

use leptos::prelude::*;
use leptos::task::spawn_local_scoped_with_cancellation;

use super::icon::{Icon, Svg};
use super::part::NotLoaded;
use super::workspace::Workspace;

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
            <span>{NotLoaded.to_string()}</span>
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
