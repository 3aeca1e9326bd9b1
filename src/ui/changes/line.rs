//! A line of a difference: its spans in the colors of the code pane, or marked as different.

use leptos::prelude::*;

use crate::diff::{DiffLine, LineEnd, LineKind, LineSide, Segment, TokenKind};

/// A line of the unified layout; `here` is true while it begins the current change.
pub fn unified(line: DiffLine, here: Signal<bool>) -> AnyView {
    let (class, sign, label) = match line.kind {
        LineKind::Same | LineKind::Changed => ("dl", "", ""),
        LineKind::Removed => ("dl del", "\u{2212}", "removed"),
        LineKind::Added => ("dl add", "+", "added"),
    };
    let number = |half: &Option<LineSide>| half.as_ref().map(|half| half.number);
    let (old, new) = (number(&line.old), number(&line.new));
    let half = line.new.or(line.old);
    view! {
        <div class=class class:is-here=here data-line=line.leads data-change=line.begins>
            <span class="no">{old}</span><span class="no">{new}</span>
            {mark(sign, label)}
            {half.map(|half| text(half, line.kind))}
        </div>
    }
    .into_any()
}

/// The sign of a line, with its word for screen readers.
pub fn mark(sign: &'static str, label: &'static str) -> impl IntoView {
    if label.is_empty() {
        view! { <span class="sg"></span> }.into_any()
    } else {
        view! { <span class="sg" role="img" aria-label=label>{sign}</span> }.into_any()
    }
}

/// The text of a line, the words marked that differ, and how it ends where that differs.
pub fn text(half: LineSide, kind: LineKind) -> impl IntoView {
    let end = half.end.map(|end| {
        let label = match end {
            LineEnd::None => "no line break at the end",
            LineEnd::Lf | LineEnd::CrLf => end.name(),
        };
        view! { <span class="eol">{label}</span> }
    });
    view! { <span class="yl">{half.segments.into_iter().map(|piece| segment(piece, kind)).collect_view()}{end}</span> }
}

fn segment(segment: Segment, kind: LineKind) -> AnyView {
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
