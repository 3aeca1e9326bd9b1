//! The address space of a VPC, drawn as bars of sixteen cells; each bar enlarges a cell of the bar above.

use leptos::prelude::*;

use crate::template::Template;
use crate::template::address_space::{self, AddressSpace, Bar, Cell, State};
use crate::template::cidr::Block;
use crate::ui::workspace::Workspace;

/// The bars of a VPC, with a legend.
#[component]
pub fn AddressBars(vpc: String) -> impl IntoView {
    let workspace = Workspace::expect();
    let space = workspace.memo_with(&vpc, |document, id| AddressSpace::of(Template::of(document), id));
    let missing = workspace.memo_with(&vpc, |document, id| address_space::missing(Template::of(document), id));
    let look = RwSignal::new(None::<Block>);
    let bars =
        Memo::new(move |_| space.with(|space| space.as_ref().map(|space| space.bars(look.get())).unwrap_or_default()));
    let known = Memo::new(move |_| space.with(Option::is_some));
    view! {
        <Show
            when=move || known.get()
            fallback=move || view! { <p class="help space-none">{missing}</p> }
        >
            <figure class="space" aria-label="Addresses of the VPC">
                {move || bars.get().into_iter().map(|bar| view! { <BarRow bar=bar look=look/> }).collect_view()}
                <Legend space=space/>
            </figure>
        </Show>
    }
}

/// A bar with its block and number of addresses, and the lens to the bar below.
#[component]
fn BarRow(bar: Bar, look: RwSignal<Option<Block>>) -> impl IntoView {
    let text = bar.block.to_string();
    let (address, prefix) = text.split_once('/').map(|(a, b)| (a.to_string(), format!("/{b}"))).unwrap_or_default();
    let count = bar.cells.len();
    let has_lens = bar.lens.is_some();
    let cells = bar.cells.into_iter().enumerate().map(|(index, cell)| {
        let opens = bar.lens == Some(index);
        match has_lens {
            true => view! { <LensCell cell=cell opens=opens look=look/> }.into_any(),
            false => view! { <PlainCell cell=cell index=index/> }.into_any(),
        }
    });
    let lens = bar.lens.map(|index| {
        let (left, right) = (index * 100, (index + 1) * 100);
        let path = format!("M{left} 0C{left} 9 0 9 0 18H{0}C{0} 9 {right} 9 {right} 0Z", count * 100);
        view! {
            <svg class="sp-lens" viewBox=format!("0 0 {} 18", count * 100) preserveAspectRatio="none" aria-hidden="true">
                <path d=path></path>
            </svg>
        }
    });
    view! {
        <div class="sp-row">
            <code class="sp-l">{address}<b>{prefix}</b></code>
            <div class="sp-bar" class:is-fine=!has_lens role="group" aria-label=format!("{text} in {count} parts")>
                {cells.collect_view()}
            </div>
            <span class="sp-r num">{thousands(bar.block.size())}</span>
        </div>
        {lens}
    }
}

/// A cell of a coarse bar: a button that moves the lens.
#[component]
fn LensCell(cell: Cell, opens: bool, look: RwSignal<Option<Block>>) -> impl IntoView {
    let label = format!("{}: {}", cell.block, label(&cell.state));
    let block = cell.block;
    view! {
        <button
            type="button" class=format!("sp-c {}", class(&cell.state)) class:is-lens=opens title=label.clone()
            aria-label=label aria-pressed=opens.to_string() on:click=move |_| look.set(Some(block))
        ></button>
    }
}

/// A cell of the finest bar.
#[component]
fn PlainCell(cell: Cell, index: usize) -> impl IntoView {
    let label = format!("{}: {}", cell.block, label(&cell.state));
    view! {
        <span class=format!("sp-c {}", class(&cell.state)) title=label.clone() role="img" aria-label=label>{index}</span>
    }
}

fn class(state: &State) -> &'static str {
    match state {
        State::Free => "",
        State::Next => "is-next",
        State::Part(_) => "is-part",
        State::Full(_) => "is-used",
        State::Overlap(_) => "is-clash",
    }
}

fn label(state: &State) -> String {
    match state {
        State::Free => "free".into(),
        State::Next => "next free".into(),
        State::Part(ids) => format!("partly {}", ids.join(", ")),
        State::Full(id) => id.clone(),
        State::Overlap(ids) => format!("overlap of {}", ids.join(", ")),
    }
}

/// Each subnet with its block, the next free block, and what is wrong.
#[component]
fn Legend(space: Memo<Option<AddressSpace>>) -> impl IntoView {
    let subnets = move || space.with(|space| space.as_ref().map(|space| space.subnets.clone()).unwrap_or_default());
    let next = move || space.with(|space| space.as_ref().and_then(AddressSpace::next));
    view! {
        <figcaption class="sp-key">
            {move || subnets().into_iter().map(|used| {
                let clash = used.error.is_some();
                let fact = match used.error {
                    None => format!(", {} usable", thousands(used.block.usable())),
                    Some(error) => format!(" {error}"),
                };
                view! {
                    <span class:err=clash>
                        <i class="sw" class:is-used=!clash class:is-clash=clash></i>
                        {used.id}" "<code>{used.block.to_string()}</code>{fact}
                    </span>
                }
            }).collect_view()}
            {move || match next() {
                Some(next) => view! { <span><i class="sw is-next"></i>"next free "<code>{next.to_string()}</code></span> }.into_any(),
                None => view! { <span>"no block is free"</span> }.into_any(),
            }}
        </figcaption>
    }
}

/// A number with commas between thousands.
pub fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
