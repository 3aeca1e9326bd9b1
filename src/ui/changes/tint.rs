//! A span of a line: in the colors of the code pane, or marked as different.

use leptos::prelude::*;

use crate::diff::{Kind, Piece, Tint};

/// A piece of a line of this kind.
pub fn piece(piece: Piece, kind: Kind) -> AnyView {
    match (piece.differs, kind) {
        (false, _) | (_, Kind::Same | Kind::Changed) => coloured(piece),
        (true, Kind::Removed) => view! { <del>{piece.text}</del> }.into_any(),
        (true, Kind::Added) => view! { <ins>{piece.text}</ins> }.into_any(),
    }
}

fn coloured(piece: Piece) -> AnyView {
    let class = match piece.tint {
        Some(Tint::Key) => "k",
        Some(Tint::Text) => "s",
        Some(Tint::Tag) => "g",
        Some(Tint::Comment) => "c",
        Some(Tint::Sign) => "p",
        // The colour around it.
        Some(Tint::Body) | None => return piece.text.into_any(),
    };
    view! { <span class=class>{piece.text}</span> }.into_any()
}
