//! Export of the diagram as SVG or PNG.

use gloo::file::Blob;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use crate::diagram::{Diagram, svg};
use crate::ui::browser::{self, Theme};
use crate::ui::workspace::Workspace;
use leptos::prelude::*;

// No module of its own: the server of the view tests serves few files at once, and a fifth one waits for minutes.
#[wasm_bindgen(module = "/src/ui/open/open.js")]
extern "C" {
    #[wasm_bindgen(js_name = pngOf)]
    fn png_of(svg: &str, width: i32, height: i32) -> js_sys::Promise;
}

/// File format of the picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum As {
    /// Lines and texts that any program can draw in any size.
    Svg,
    /// Pixels, twice as many as on the screen.
    Png,
}

impl As {
    /// Display name; in lower case also the file extension.
    pub fn name(self) -> &'static str {
        match self {
            As::Svg => "SVG",
            As::Png => "PNG",
        }
    }
}

/// Offers the picture of the text as it is now, in the colours of the page.
pub fn save(workspace: Workspace, kind: As) {
    let look = match workspace.theme.get_untracked() {
        Theme::Light => svg::ColorScheme::Light,
        Theme::Dark => svg::ColorScheme::Dark,
    };
    let file = workspace.file_name_now();
    let stem = file.rsplit_once('.').map_or(file.as_str(), |(stem, _)| stem);
    let name = format!("{stem}.{}", kind.name().to_ascii_lowercase());
    let diagram = workspace.with_untracked(Diagram::of);
    let picture = svg::write(&diagram, stem, look);
    match kind {
        As::Svg => {
            let svg = Blob::new_with_options(picture.as_str(), Some("image/svg+xml"));
            announce_result(workspace, &name, browser::download_blob(&name, svg));
        }
        As::Png => {
            let promise = png_of(&picture, diagram.width, diagram.height);
            leptos::task::spawn_local(async move {
                let blob = JsFuture::from(promise).await.ok().and_then(|blob| blob.dyn_into::<web_sys::Blob>().ok());
                announce_result(workspace, &name, blob.is_some_and(|blob| browser::download_blob(&name, blob.into())));
            });
        }
    }
}

fn announce_result(workspace: Workspace, name: &str, done: bool) {
    if done {
        workspace.announce(&format!("{name} downloaded."));
    } else {
        workspace.notify(&format!("{name} could not be created. Save the diagram as SVG, or use another browser."));
    }
}
