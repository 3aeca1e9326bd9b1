//! The choice of what a value is. Its options are drawn when somebody comes near: a tree has hundreds of rows.

use leptos::prelude::*;

use super::editor::Control;
use super::state::{TreeState, focus_first, kind_id, spot_id};
use crate::template::label::path_label;
use crate::template::value::convert::{ValueTarget, change, targets};
use crate::template::value::{ValueKind, ValueView, default};
use crate::ui::form::actions::FormActions;
use crate::ui::workspace::Workspace;

/// What a value is, and what it may become.
#[component]
pub fn KindSelect(
    /// The value, and what it is called.
    control: Control,
    /// The tree that it stands in.
    tree: TreeState,
    /// Told before a change, so that the row may take another form.
    #[prop(into)]
    changing: Callback<ValueTarget>,
    /// Shows why a change was refused.
    actions: FormActions,
) -> impl IntoView {
    let workspace = Workspace::expect();
    let Control { spot, name, look, .. } = control;
    let current = Memo::new(move |_| look.with(|look| look.as_ref().map(ValueView::in_words).unwrap_or_default()));
    let near = RwSignal::new(false);
    let is_call = move || {
        look.with(|look| matches!(look, Some(ValueView { kind: ValueKind::Function(_) | ValueKind::Tag(_), .. })))
    };
    let id = kind_id(&spot);
    let spot = StoredValue::new(spot);
    let choose = move |ev: web_sys::HtmlSelectElement| {
        let chosen = ValueTarget::of_label(&ev.value());
        // What stands first is what is there; what was chosen becomes that.
        ev.set_selected_index(0);
        let Some(target) = chosen else { return };
        let spot = spot.get_value();
        changing.run(target);
        if actions
            .make(&format!("kind of {}", path_label(&spot.at)), &spot.at, |document| change(document, &spot, target))
        {
            let now = workspace.with_untracked(|document| default::settled(document, &spot));
            tree.set_open(&now, true);
            focus_first(vec![kind_id(&now), spot_id(&now)]);
        }
    };
    let options = move |functions: bool| {
        current.track();
        let own =
            workspace.with_untracked(|document| ValueTarget::of(document, &spot.get_value()).map(ValueTarget::label));
        let all = spot.with_value(targets).into_iter();
        let of_group = all.filter(|one| matches!(one, ValueTarget::Function(_)) == functions);
        let others = of_group.filter(|one| Some(one.label()) != own);
        others.map(|one| view! { <option value=one.label()>{worded(one)}</option> }).collect_view()
    };
    view! {
        <select
            class="tn-kind" class:is-fn=is_call id=id aria-label=format!("Kind of {name}")
            on:focusin=move |_| { near.set(true); workspace.linked.set(Some(spot.get_value().at)) }
            on:pointerenter=move |_| near.set(true)
            on:change:target=move |ev| choose(ev.target())
        >
            <option value="">{current}</option>
            {move || near.get().then(|| view! {
                <optgroup label="Value">{options(false)}</optgroup>
                <optgroup label="Function">{options(true)}</optgroup>
            })}
        </select>
    }
}

fn worded(target: ValueTarget) -> String {
    match target {
        ValueTarget::Lines => "Text, several lines".into(),
        ValueTarget::Function(function) => function.name().into(),
        ValueTarget::Text
        | ValueTarget::Number
        | ValueTarget::Truth
        | ValueTarget::Nothing
        | ValueTarget::List
        | ValueTarget::Mapping => target.label(),
    }
}
