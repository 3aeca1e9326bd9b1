//! The list of the keys, from the table that handles them.

use leptos::prelude::*;

use super::Palette;
use crate::ui::browser;
use crate::ui::command::{COMMANDS, Chord, KeyArea, TEXT_KEYS};
use crate::ui::control::GuideLink;
use crate::ui::dialog::SmallDialog;
use crate::ui::later::dialog_while;
use crate::ui::part::part;

/// The dialog, there while it is open.
#[component]
pub fn KeyListDialog() -> impl IntoView {
    let open = Palette::expect().keys_open;
    dialog_while(open, move || dialog(open))
}

part! {
    dialogs: fn dialog(open: RwSignal<bool>) -> AnyView {
        view! {
            <SmallDialog id="keys-title" title="Keyboard shortcuts" open=open class="dlg small key-list"><Body/></SmallDialog>
        }
        .into_any()
    }
}

#[component]
fn Body() -> impl IntoView {
    let palette = Palette::expect();
    let letters: Vec<String> = COMMANDS
        .iter()
        .flat_map(|info| info.keys.iter().filter(|chord| chord.is_letter()))
        .map(|chord| chord.text(false))
        .collect();
    view! {
        <div class="dl-b keys-b" tabindex="-1">
            {KeyArea::ALL.map(|area| view! { <Area area=area/> }).collect_view()}
            <section class="keys-set">
                <label class="tick">
                    <input type="checkbox" role="switch" aria-describedby="keys-letters"
                        prop:checked=move || palette.letters.get()
                        on:change:target=move |ev| { palette.set_letters(ev.target().checked()); }/>
                    "Single-letter keys"
                </label>
                <p class="help" id="keys-letters">
                    {format!("{} act only outside text fields. Switch them off if you speak to your computer.", letters.join(", "))}
                </p>
                <p class="help"><GuideLink page="index">"Documentation"</GuideLink></p>
            </section>
        </div>
    }
}

#[component]
fn Area(area: KeyArea) -> impl IntoView {
    let rows = COMMANDS.iter().filter(|info| info.area == area && !info.keys.is_empty());
    let rows =
        rows.map(|info| view! { <Line title=info.title ways=info.keys.iter().map(|key| vec![*key]).collect()/> });
    let others = match area {
        KeyArea::Page => ().into_any(),
        KeyArea::Outline => view! {
            <div><dt>"Row that begins with them"</dt><dd>"letters"</dd></div>
        }
        .into_any(),
        KeyArea::Text => {
            let rows = TEXT_KEYS.iter().map(|(keys, title)| view! { <Line title=*title ways=vec![keys.to_vec()]/> });
            rows.collect_view().into_any()
        }
    };
    view! {
        <section>
            <h3>{area.title()}</h3>
            <dl>{rows.collect_view()}{others}</dl>
        </section>
    }
}

/// What is done, and the ways to press it; each way is one chord or several in a row.
#[component]
fn Line(title: &'static str, ways: Vec<Vec<Chord>>) -> impl IntoView {
    let apple = browser::is_apple();
    let way = |(index, chords): (usize, Vec<Chord>)| {
        let caps = chords.iter().enumerate().map(|(place, chord)| {
            let caps = chord.caps(apple).into_iter().map(|cap| view! { <kbd>{cap}</kbd> }).collect_view();
            view! { {(place > 0).then_some(", then ")}{caps} }
        });
        view! { {(index > 0).then_some(" or ")}{caps.collect_view()} }
    };
    view! { <div><dt>{title}</dt><dd>{ways.into_iter().enumerate().map(way).collect_view()}</dd></div> }
}
