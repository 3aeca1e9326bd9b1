//! The icons: strokes of 1.5 on a grid of 16, in the text color. Always beside a name.

use leptos::prelude::*;

/// An icon, named after what it shows or what it is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    Stack,
    Sliders,
    Network,
    Vpc,
    Grid,
    Globe,
    Route,
    Shield,
    Key,
    Chip,
    Steps,
    Order,
    Bolt,
    Package,
    Group,
    User,
    Archive,
    File,
    Terminal,
    Gear,
    Output,
    Cube,
    Dots,
    More,
    Menu,
    Search,
    Undo,
    Redo,
    Sun,
    Moon,
    Download,
    Share,
    Copy,
    Pen,
    Plus,
    Minus,
    Trash,
    Cross,
    Check,
    Warning,
    Alert,
    Info,
    External,
    ChevronRight,
    ChevronDown,
    ChevronUp,
    Fix,
    Open,
    Lock,
    Unfold,
    Table,
    Branch,
    Grip,
    Reload,
    Flag,
    Braces,
    Wrap,
}

impl Icon {
    fn path(self) -> &'static str {
        match self {
            Icon::Wrap => "M2 3.5h12M2 8h9.5a2.5 2.5 0 0 1 0 5H8.5m2-2-2 2 2 2M2 12.5h3",
            Icon::Stack => "M8 2 14 5 8 8 2 5zM2 8.25 8 11.25l6-3M2 11l6 3 6-3",
            Icon::Sliders => {
                "M2 5h6.5M12.5 5H14M2 11h1.5M7.5 11H14M10.5 3.2a1.8 1.8 0 1 0 0 3.6 1.8 1.8 0 0 0 0-3.6zM5.5 9.2a1.8 1.8 0 1 0 0 3.6 1.8 1.8 0 0 0 0-3.6z"
            }
            Icon::Network => "M6.2 2h3.6v3.5H6.2zM2 11h3.2v3H2zM10.8 11H14v3h-3.2zM8 5.5v2.75M3.6 11V8.25h8.8V11",
            Icon::Vpc => "M2.5 2.5h11v11h-11zM5.5 6h5v4.5h-5z",
            Icon::Grid => "M2.5 2.5h11v11h-11zM2.5 8h11M8 2.5v11",
            Icon::Globe => {
                "M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8zM1.8 8h12.4M8 1.8c2 2 2.5 4 2.5 6.2s-.5 4.2-2.5 6.2M8 1.8C6 3.8 5.5 5.8 5.5 8S6 12.2 8 14.2"
            }
            Icon::Route => {
                "M4 4.6a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3zM12 14.4a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3zM5.6 3.1h4a2.4 2.4 0 0 1 0 4.9H6.4a2.45 2.45 0 0 0 0 4.9h4"
            }
            Icon::Shield => "M8 1.9 3.2 3.8v4.1c0 3 2 5 4.8 6.2 2.8-1.2 4.8-3.2 4.8-6.2V3.8z",
            Icon::Key => {
                "M5.2 7.2a3.3 3.3 0 1 0 0 6.6 3.3 3.3 0 0 0 0-6.6zM7.6 8.2 13.5 2.3M11 4.8l2 2M9.5 6.3l1.2 1.2"
            }
            Icon::Chip => {
                "M4 4h8v8H4zM6.6 6.6h2.8v2.8H6.6zM6 1.7V4M10 1.7V4M6 12v2.3M10 12v2.3M1.7 6H4M1.7 10H4M12 6h2.3M12 10h2.3"
            }
            Icon::Steps => "M2.5 3.5h.01M2.5 8h.01M2.5 12.5h.01M5.5 3.5h8M5.5 8h8M5.5 12.5h8",
            Icon::Order => "M2.5 3.5h4v4h-4zM9.5 3.5h4v4h-4zM6.5 5.5h3M4.5 7.5V12h7V7.5",
            Icon::Bolt => "M9 1.8 3.5 9h4L7 14.2 12.5 7h-4z",
            Icon::Package => "M8 2l5.5 3v6L8 14l-5.5-3V5zM2.5 5 8 8l5.5-3M8 8v6",
            Icon::Group => {
                "M6 3a2.2 2.2 0 1 0 0 4.4A2.2 2.2 0 0 0 6 3zM1.8 13c.3-2.3 1.9-3.6 4.2-3.6s3.9 1.3 4.2 3.6M10.5 3.3a2.2 2.2 0 0 1 0 3.9M12 9.8c1.3.5 2.1 1.6 2.3 3.2"
            }
            Icon::User => "M8 2.5a2.6 2.6 0 1 0 0 5.2 2.6 2.6 0 0 0 0-5.2zM3 13.5c.4-2.6 2.3-4 5-4s4.6 1.4 5 4",
            Icon::Archive => "M2 9.5V13h12V9.5M8 2.5v7M5 6.5l3 3 3-3",
            Icon::File => "M3.5 1.8H9L12.5 5v9.2h-9zM9 1.8V5h3.5",
            Icon::Terminal => "M2 3h12v10H2zM4.5 6l2 2-2 2M8.5 10.2h3",
            Icon::Gear => {
                "M8 5.8a2.2 2.2 0 1 0 0 4.4 2.2 2.2 0 0 0 0-4.4zM8 1.8v1.5M8 12.7v1.5M1.8 8h1.5M12.7 8h1.5M3.6 3.6l1.1 1.1M11.3 11.3l1.1 1.1M3.6 12.4l1.1-1.1M11.3 4.7l1.1-1.1"
            }
            Icon::Output => "M6.5 2.5h-4v11h4M6 8h7.5M10.5 5l3 3-3 3",
            Icon::Cube => "M3 3h10v10H3z",
            Icon::Dots => "M3 8h.01M8 8h.01M13 8h.01",
            Icon::More => "M8 3.5h.01M8 8h.01M8 12.5h.01",
            Icon::Menu => "M2.5 4.5h11M2.5 8h11M2.5 11.5h11",
            Icon::Search => "M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9zM10.3 10.3 14 14",
            Icon::Undo => "M6 4 3 7l3 3M3 7h6.5a3.5 3.5 0 0 1 0 7H7",
            Icon::Redo => "M10 4l3 3-3 3M13 7H6.5a3.5 3.5 0 0 0 0 7H9",
            Icon::Sun => {
                "M8 5.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6zM8 1.5v1M8 13.5v1M1.5 8h1M13.5 8h1M3.4 3.4l.7.7M11.9 11.9l.7.7M3.4 12.6l.7-.7M11.9 4.1l.7-.7"
            }
            Icon::Moon => "M13.5 9.8A5.8 5.8 0 0 1 6.2 2.5a5.8 5.8 0 1 0 7.3 7.3z",
            Icon::Download => "M8 2.5V10M5 7.2l3 3 3-3M3 13.5h10",
            Icon::Share => "M8 10V2.5M5 5.3l3-3 3 3M3.5 8.5v5h9v-5",
            Icon::Copy => "M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3",
            Icon::Pen => "M2.5 13.5v-3l8-8 3 3-8 8zM8.5 4.5l3 3",
            Icon::Plus => "M8 3v10M3 8h10",
            Icon::Minus => "M3 8h10",
            Icon::Trash => "M2.5 4.5h11M6 4.5v-2h4v2M4 4.5l.7 9h6.6l.7-9M6.7 7v4M9.3 7v4",
            Icon::Cross => "M4 4l8 8M12 4l-8 8",
            Icon::Check => "M3 8.5l3.3 3.3L13 5",
            Icon::Warning => "M8 2.2 14.2 13.5H1.8zM8 6.5v3M8 11.5h.01",
            Icon::Alert => "M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8zM8 4.8v3.7M8 11h.01",
            Icon::Info => "M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8zM8 7.4v3.8M8 4.9h.01",
            Icon::External => "M6.5 3.5h-4v10h10v-4M9.5 2.5h4v4M13.5 2.5 7.5 8.5",
            Icon::ChevronRight => "M6 4l4 4-4 4",
            Icon::ChevronDown => "M4 6l4 4 4-4",
            Icon::ChevronUp => "M4 10l4-4 4 4",
            Icon::Open => "M1.8 13V3.5h4.4l1.6 2h6.4V13z",
            Icon::Lock => "M3.5 7h9v7h-9zM5.5 7V4.5a2.5 2.5 0 0 1 5 0V7",
            Icon::Unfold => "M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10",
            Icon::Table => "M2 3h12v10H2zM2 6.5h12M6.5 6.5V13",
            Icon::Branch => {
                "M8 14V9.5M8 9.5C8 6.5 3.5 8 3.5 3M8 9.5c0-3 4.5-1.5 4.5-6.5M1.8 4.8l1.7-1.8 1.7 1.8M10.8 4.8 12.5 3l1.7 1.8"
            }
            Icon::Reload => {
                "M13.5 7A5.6 5.6 0 0 0 3.4 4.6L2.5 6M2.5 2.8V6h3.2M2.5 9a5.6 5.6 0 0 0 10.1 2.4l.9-1.4M13.5 13.2V10h-3.2"
            }
            Icon::Flag => "M3.5 14V2.5M3.5 3h8.5l-2 3 2 3H3.5",
            Icon::Braces => {
                "M6 2.5c-1.8 0-2 .8-2 2.2S3.8 8 2.2 8C3.8 8 4 9.8 4 11.3s.2 2.2 2 2.2M10 2.5c1.8 0 2 .8 2 2.2s.2 3.3 1.8 3.3c-1.6 0-1.8 1.8-1.8 3.3s-.2 2.2-2 2.2"
            }
            Icon::Grip => "M6 3.5h.01M10 3.5h.01M6 8h.01M10 8h.01M6 12.5h.01M10 12.5h.01",
            Icon::Fix => "M10 2.3a3.8 3.8 0 0 0-4.1 5L2.2 11v2.8H5l3.7-3.7a3.8 3.8 0 0 0 5-4.1l-2.2 2.2-2.7-1-1-2.7z",
        }
    }
}

/// An icon, hidden from screen readers.
#[component]
pub fn Svg(icon: Icon) -> impl IntoView {
    view! {
        <svg class="i" viewBox="0 0 16 16" aria-hidden="true">
            <path d=icon.path()></path>
        </svg>
    }
}

/// The mark of the product.
#[component]
pub fn Logo() -> impl IntoView {
    view! {
        <svg viewBox="0 0 24 24" aria-hidden="true" fill="none" stroke-width="2" stroke-linecap="square">
            <path d="M8 4H4v16h4M16 4h4v16h-4" stroke="currentColor"></path>
            <path class="lines" d="M9 10h6M9 14h6"></path>
        </svg>
    }
}
