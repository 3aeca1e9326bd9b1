//! The views in a real browser.
#![cfg(target_arch = "wasm32")]

use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
fn mounts_into_the_body() {
    cf_init::ui::mount();
    let text = leptos::prelude::document().body().map(|body| body.inner_text()).unwrap_or_default();
    assert!(text.contains("cf-init Designer"), "the page says {text:?}");
}
