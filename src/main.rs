//! The page: mounts the workbench.
#[cfg(target_arch = "wasm32")]
fn main() {
    wasm_bindgen_futures::spawn_local(async {
        cf_init::mount().await;
        // The first paint of index.html has done its work.
        if let Some(boot) = leptos::prelude::document().get_element_by_id("boot") {
            boot.remove();
        }
    });
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("This program is the page and runs in a browser. For the command line, run `cf-init`.");
    std::process::exit(2);
}
