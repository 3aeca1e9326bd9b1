//! Parts of the page that are loaded when they are first used.
//!
//! A function of a part is written in [`part!`]. The build puts it, and all that no other part uses, into a module of its own
//! (`.ci/split.mjs`); `src/ui/parts.js` loads that. A part that cannot be loaded changes nothing: its next use tries again.

use std::fmt;

use leptos::wasm_split::SplitLoaderError;

/// A part of the page could not be loaded: there is no network, or a newer build has taken its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotLoaded;

impl From<SplitLoaderError> for NotLoaded {
    fn from(_: SplitLoaderError) -> NotLoaded {
        NotLoaded
    }
}

impl fmt::Display for NotLoaded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("This part of the page could not be loaded. Check the network and try again, or reload the page: your text stays.")
    }
}

/// Functions of a part of the page: `part! { dialogs: pub fn deploy() -> AnyView { … } }` is an `async fn` with a
/// [`Result`] that loads the part `dialogs` first. Arguments are patterns of one name; generics and borrowed arguments cannot
/// be. In development the page is one module, and nothing is loaded.
macro_rules! part {
    ($($part:ident: $(#[$doc:meta])* $access:vis fn $name:ident($($argument:ident: $type:ty),* $(,)?) -> $result:ty { $($body:tt)* })+) => {$(
        #[cfg(not(debug_assertions))]
        #[leptos::wasm_split::wasm_split($part, wasm_split_path = ::leptos::wasm_split, fallible)]
        $(#[$doc])*
        $access fn $name($($argument: $type),*) -> Result<$result, $crate::ui::part::NotLoaded> {
            Ok({ $($body)* })
        }
        #[cfg(debug_assertions)]
        $(#[$doc])*
        $access async fn $name($($argument: $type),*) -> Result<$result, $crate::ui::part::NotLoaded> {
            Ok({ $($body)* })
        }
    )+};
}
pub(super) use part;
