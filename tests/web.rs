//! The page in a real browser, without its build: what trunk and Playwright do not need to be asked for.
#![cfg(target_arch = "wasm32")]

use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
fn mounts_into_the_body() {
    cf_init::ui::mount();
    let body = leptos::prelude::document().body().expect("a page has a body");
    assert!(body.inner_text().contains("cf-init Designer"));
}
