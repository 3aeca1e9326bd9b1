//! A span of a line: in the colors of the code pane, or marked as different.

use leptos::prelude::*;

use crate::diff::{LineKind, Segment, TokenKind};

/// A segment of a line of this kind.
pub fn segment(segment: Segment, kind: LineKind) -> AnyView {
    match (segment.differs, kind) {
        (false, _) | (_, LineKind::Same | LineKind::Changed) => coloured(segment),
        (true, LineKind::Removed) => view! { <del>{segment.text}</del> }.into_any(),
        (true, LineKind::Added) => view! { <ins>{segment.text}</ins> }.into_any(),
    }
}

fn coloured(segment: Segment) -> AnyView {
    let class = match segment.tint {
        Some(TokenKind::Key) => "k",
        Some(TokenKind::Text) => "s",
        Some(TokenKind::Tag) => "g",
        Some(TokenKind::Comment) => "c",
        Some(TokenKind::Sign) => "p",
        // The colour around it.
        Some(TokenKind::Body) | None => return segment.text.into_any(),
    };
    view! { <span class=class>{segment.text}</span> }.into_any()
}
