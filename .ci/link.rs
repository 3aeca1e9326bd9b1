//! Cargo's build script: how the page is linked.
//!
//! `.ci/split.mjs` cuts the linked module into parts and needs the relocations for that. As a flag of rustc in
//! `.cargo/config.toml` the option would have all crates built anew; an option for the linker alone changes none of them.

fn main() {
    println!("cargo::rerun-if-changed=.ci/link.rs");
    let is = |name: &str, value: &str| std::env::var(name).is_ok_and(|it| it == value);
    if is("CARGO_CFG_TARGET_ARCH", "wasm32") && is("PROFILE", "release") {
        println!("cargo::rustc-link-arg-bin=cf-init-designer=--emit-relocs");
    }
}
