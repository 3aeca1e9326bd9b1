//! A warning in a form.

use leptos::prelude::*;

use crate::ui::icon::{Icon, Svg};

/// A warning: a bold title, a sentence, and a button if something fixes it.
#[component]
pub fn Warning(
    /// Bold text.
    #[prop(into)]
    title: String,
    /// Text after it; begins with a blank.
    #[prop(optional, into)]
    text: String,
    /// Button that fixes it.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="note">
            <Svg icon=Icon::Warning/>
            <div><b>{title}</b>{text}</div>
            {children.map(|children| children())}
        </div>
    }
}
