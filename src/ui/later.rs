//! What is shown until a part of the page is loaded, and if it cannot be.

use std::pin::Pin;
use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local_scoped_with_cancellation;

use super::icon::{Icon, Svg};
use super::part::NotLoaded;
use super::workspace::Workspace;

/// A view of another part of the page, once that is loaded.
type Loaded = Pin<Box<dyn Future<Output = Result<AnyView, NotLoaded>>>>;
/// Begins to load it. One type for all parts: the code below is needed once, and is in the first module.
type Load = StoredValue<Rc<dyn Fn() -> Loaded>, LocalStorage>;

/// How far a view is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Waiting,
    Here,
    Failed,
}

/// Where the message is shown if a view cannot be loaded.
#[derive(Clone, Copy)]
enum Place {
    /// In place of the view.
    View,
    /// Over the page, beside what is shown meanwhile.
    Notice,
    /// Over the page, until the callback closes the dialog.
    Dialog(Callback<()>),
}

/// The view that `load` gives, with the owner of the place it is shown in; `meanwhile` until then.
pub fn later<F>(load: impl Fn() -> F + 'static, meanwhile: impl Fn() -> AnyView + Send + 'static) -> AnyView
where
    F: Future<Output = Result<AnyView, NotLoaded>> + 'static,
{
    shown(erased(load), Box::new(meanwhile), Place::View)
}

/// The same with a notice over the page if it cannot be loaded.
pub fn later_or_notice<F>(load: impl Fn() -> F + 'static, meanwhile: impl Fn() -> AnyView + Send + 'static) -> AnyView
where
    F: Future<Output = Result<AnyView, NotLoaded>> + 'static,
{
    shown(erased(load), Box::new(meanwhile), Place::Notice)
}

/// The same for a dialog: nothing until it is there, and a notice that `close` ends if it cannot be loaded.
pub fn dialog_later<F>(load: impl Fn() -> F + 'static, close: impl Fn() + Send + Sync + 'static) -> AnyView
where
    F: Future<Output = Result<AnyView, NotLoaded>> + 'static,
{
    shown(erased(load), Box::new(|| ().into_any()), Place::Dialog(Callback::new(move |()| close())))
}

/// A dialog that is loaded when `open` is first true, and shown while it is.
pub fn dialog_while<F>(open: RwSignal<bool>, load: impl Fn() -> F + 'static) -> AnyView
where
    F: Future<Output = Result<AnyView, NotLoaded>> + 'static,
{
    shown_while(open, erased(load))
}

fn erased<F>(load: impl Fn() -> F + 'static) -> Load
where
    F: Future<Output = Result<AnyView, NotLoaded>> + 'static,
{
    StoredValue::new_local(Rc::new(move || -> Loaded { Box::pin(load()) }))
}

fn shown(load: Load, meanwhile: Box<dyn Fn() -> AnyView + Send>, place: Place) -> AnyView {
    let (loading, again) = Loading::begin(load);
    let view = move || match (loading.state.get(), place) {
        (State::Waiting, _) => meanwhile(),
        (State::Here, _) => loading.take(),
        (State::Failed, Place::View) => view! { <Failed class="note err" again=again/> }.into_any(),
        (State::Failed, Place::Notice) => {
            view! { {meanwhile()}<Failed class="notice note err" again=again/> }.into_any()
        }
        (State::Failed, Place::Dialog(close)) => {
            view! { <Failed class="notice note err" again=again close=close/> }.into_any()
        }
    };
    view.into_any()
}

fn shown_while(open: RwSignal<bool>, load: Load) -> AnyView {
    let is_open = Memo::new(move |_| open.get());
    let close = Callback::new(move |()| open.set(false));
    let view = move || is_open.get().then(|| shown(load, Box::new(|| ().into_any()), Place::Dialog(close)));
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
    fn begin(load: Load) -> (Loading, Callback<()>) {
        let loading = Loading { state: RwSignal::new(State::Waiting), view: StoredValue::new_local(None) };
        let owner = Owner::current().unwrap_or_default();
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
