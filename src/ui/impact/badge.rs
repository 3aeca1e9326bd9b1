//! The word for what an update does, with its sign and colour.

use leptos::prelude::*;

use crate::impact::Verdict;
use crate::ui::icon::{Icon, Svg};

/// The class of a verdict, which has its colour.
pub fn class_of(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Fails | Verdict::Replacement | Verdict::Deleted => "is-rep",
        Verdict::InstancesReplaced | Verdict::Interruption => "is-som",
        Verdict::ByHup | Verdict::Nothing => "is-hup",
        Verdict::NoInterruption | Verdict::Created => "is-non",
    }
}

fn icon_of(verdict: Verdict) -> Icon {
    match verdict {
        Verdict::Fails => Icon::Alert,
        Verdict::Replacement | Verdict::InstancesReplaced => Icon::Reload,
        Verdict::Deleted => Icon::Trash,
        Verdict::Interruption => Icon::Warning,
        Verdict::ByHup => Icon::Reload,
        Verdict::Nothing => Icon::Minus,
        Verdict::NoInterruption => Icon::Check,
        Verdict::Created => Icon::Plus,
    }
}

/// Sign and word of a verdict.
#[component]
pub fn VerdictBadge(verdict: Verdict) -> impl IntoView {
    view! { <span class=format!("bdg {}", class_of(verdict))><Svg icon=icon_of(verdict)/>{verdict.label()}</span> }
}
