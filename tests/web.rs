//! The views in a real browser.
#![cfg(target_arch = "wasm32")]
// A test may stop where something is missing; clippy does not know the tests of wasm-bindgen as such.
#![allow(clippy::unwrap_used, clippy::panic)]

use cf_init::document::{Path, Value};
use cf_init::ui::field::{FieldRow, RenameField, SelectField, Switch, Takes, TextArea, TextField, field_id, rename_id};
use cf_init::ui::workspace::Workspace;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{Event, EventInit, FocusEvent, FocusEventInit, HtmlElement, HtmlInputElement, HtmlSelectElement};

wasm_bindgen_test_configure!(run_in_browser);

const TEXT: &str = "\
Resources:
  # the network
  Net:
    Type: AWS::EC2::VPC
    Properties:
      CidrBlock: 10.0.0.0/16 # all of it
      EnableDnsSupport: true
      Name: !Ref AWS::StackName
      Size: 8
      Tags: [{ Key: a, Value: b }]
      Script: |
        one
        two
";

/// Builds a view over `text` in a place of its own and gives the workspace under it.
async fn over<V: IntoView + 'static>(text: &str, view: impl FnOnce() -> V + 'static) -> Workspace {
    let document = leptos::prelude::document();
    let _ = window().local_storage().unwrap().unwrap().clear();
    // The test's own report stands in the body too: only what the test before left is taken away.
    clear();
    let host: HtmlElement = document.create_element("div").unwrap().unchecked_into();
    host.set_id("under-test");
    document.body().unwrap().append_child(&host).unwrap();
    let kept = std::rc::Rc::new(std::cell::Cell::new(None));
    let given = std::rc::Rc::clone(&kept);
    let text = text.to_string();
    leptos::mount::mount_to(host, move || {
        let workspace = Workspace::provide();
        workspace.load(&text);
        given.set(Some(workspace));
        view()
    })
    .forget();
    settle().await;
    kept.get().unwrap()
}

/// Until the page has done all that an event brings with it, as between two keys pressed.
async fn settle() {
    let soon = js_sys::Promise::new(&mut |done, _| {
        window().set_timeout_with_callback(&done).unwrap();
    });
    wasm_bindgen_futures::JsFuture::from(soon).await.unwrap();
}

fn clear() {
    if let Some(old) = leptos::prelude::document().get_element_by_id("under-test") {
        old.remove();
    }
}

fn at(key: &str) -> Path {
    Path::root().keys(["Resources", "Net", "Properties", key])
}

fn element<T: JsCast>(id: &str) -> T {
    leptos::prelude::document().get_element_by_id(id).unwrap_or_else(|| panic!("no element {id}")).unchecked_into()
}

fn fire(target: &web_sys::EventTarget, name: &str) {
    let init = EventInit::new();
    init.set_bubbles(true);
    target.dispatch_event(&Event::new_with_event_init_dict(name, &init).unwrap()).unwrap();
}

fn leave(target: &web_sys::EventTarget) {
    let init = FocusEventInit::new();
    init.set_bubbles(true);
    target.dispatch_event(&FocusEvent::new_with_focus_event_init_dict("focusout", &init).unwrap()).unwrap();
}

/// Types as a browser does: the element holds the new text before the page hears of it.
async fn type_text(input: &HtmlInputElement, text: &str) {
    input.set_value(text);
    fire(input, "input");
    settle().await;
}

/// The lines of `now` that `before` has not, each with its number.
fn changed<'t>(before: &'t str, now: &'t str) -> Vec<(usize, &'t str)> {
    let old: Vec<&str> = before.lines().collect();
    now.lines().enumerate().filter(|(i, line)| old.get(*i) != Some(line)).map(|(i, line)| (i + 1, line)).collect()
}

#[wasm_bindgen_test]
async fn caret_and_focus_stay_while_typing_in_the_middle() {
    let workspace =
        over(TEXT, || view! { <FieldRow at=at("CidrBlock") label="Block"><TextField at=at("CidrBlock")/></FieldRow> })
            .await;
    let input: HtmlInputElement = element(&field_id(&at("CidrBlock")));
    assert_eq!(input.value(), "10.0.0.0/16");
    input.focus().unwrap();
    for (text, caret) in [("10.10.0.0/16", 4), ("10.120.0.0/16", 5)] {
        input.set_value(text);
        input.set_selection_range(caret, caret).unwrap();
        fire(&input, "input");
        settle().await;
        assert_eq!(input.selection_start().unwrap(), Some(caret), "the caret moved");
        let active = leptos::prelude::document().active_element().unwrap();
        assert!(active.is_same_node(Some(&input)), "the focus went");
        assert_eq!(input.value(), text);
    }
    assert_eq!(changed(TEXT, &workspace.text()), [(6, "      CidrBlock: 10.120.0.0/16 # all of it")]);
    assert_eq!(workspace.linked.get_untracked(), Some(at("CidrBlock")));
}

#[wasm_bindgen_test]
async fn undo_and_redo_reach_the_field() {
    let workspace = over(TEXT, || view! { <TextField at=at("CidrBlock")/> }).await;
    let input: HtmlInputElement = element(&field_id(&at("CidrBlock")));
    type_text(&input, "10.1.0.0/16").await;
    type_text(&input, "10.1.0.0/20").await;
    assert_eq!(workspace.undo_title().get_untracked().as_deref(), Some("CidrBlock of Net"));
    workspace.undo();
    settle().await;
    assert_eq!((input.value().as_str(), workspace.text().as_str()), ("10.0.0.0/16", TEXT), "typing is one step");
    workspace.redo();
    settle().await;
    assert_eq!(input.value(), "10.1.0.0/20");
}

#[wasm_bindgen_test]
async fn an_emptied_field_removes_its_key_and_a_filled_one_adds_it() {
    let workspace = over(TEXT, || view! { <TextField at=at("CidrBlock")/><TextField at=at("New")/> }).await;
    let block: HtmlInputElement = element(&field_id(&at("CidrBlock")));
    type_text(&block, "").await;
    assert!(workspace.text().contains("CidrBlock: \"\" # all of it"), "{}", workspace.text());
    leave(&block);
    settle().await;
    assert!(!workspace.text().contains("CidrBlock"), "{}", workspace.text());
    type_text(&element(&field_id(&at("New"))), "yes").await;
    assert!(workspace.text().contains("      New: \"yes\"\n"), "{}", workspace.text());
}

#[wasm_bindgen_test]
async fn a_written_value_keeps_its_type() {
    let workspace = over(TEXT, || {
        view! {
            <TextField at=at("Size") takes=Takes::Number/>
            <TextField at=at("Name")/>
            <Switch at=at("EnableDnsSupport") text="DNS"/>
            <TextArea at=at("Script")/>
        }
    })
    .await;
    let size: HtmlInputElement = element(&field_id(&at("Size")));
    for (typed, written) in
        [("16", "Size: 16\n"), ("1.", "Size: \"1.\"\n"), ("010", "Size: \"010\"\n"), ("20", "Size: 20\n")]
    {
        type_text(&size, typed).await;
        assert!(workspace.text().contains(written), "{typed}: {}", workspace.text());
        assert_eq!(size.value(), typed);
    }
    type_text(&element(&field_id(&at("Name"))), "AWS::Region").await;
    assert!(workspace.text().contains("Name: !Ref AWS::Region\n"), "{}", workspace.text());
    let switch: HtmlInputElement = element(&field_id(&at("EnableDnsSupport")));
    switch.set_checked(false);
    fire(&switch, "change");
    assert!(workspace.text().contains("EnableDnsSupport: false\n"), "{}", workspace.text());
    let script: web_sys::HtmlTextAreaElement = element(&field_id(&at("Script")));
    assert_eq!(script.value(), "one\ntwo\n");
    script.set_value("one\n\ttwo: ${x}\n");
    fire(&script, "input");
    assert!(workspace.text().ends_with("Script: |\n        one\n        \ttwo: ${x}\n"), "{}", workspace.text());
}

#[wasm_bindgen_test]
async fn a_literal_becomes_a_function_and_back() {
    let workspace = over(TEXT, || view! { <TextField at=at("CidrBlock") name="Block"/> }).await;
    let choose = async |kind: &str| {
        let select = leptos::prelude::document().query_selector("#under-test select.as").unwrap().unwrap();
        let select: HtmlSelectElement = select.unchecked_into();
        select.set_value(kind);
        fire(&select, "change");
        settle().await;
    };
    choose("!Ref").await;
    assert!(workspace.text().contains("CidrBlock: !Ref 10.0.0.0/16 # all of it"), "{}", workspace.text());
    let tag = leptos::prelude::document().query_selector("#under-test .value > .tag").unwrap().unwrap();
    assert_eq!(tag.text_content().as_deref(), Some("!Ref"));
    choose("").await;
    assert_eq!(workspace.text(), TEXT);
}

#[wasm_bindgen_test]
async fn a_multi_line_value_is_shown_in_rows_and_unchanged() {
    let workspace = over(TEXT, || {
        view! { <TextField at=at("Tags")/><SelectField at=at("Name") options=Signal::from(vec!["a".to_string()])/> }
    })
    .await;
    let shown = leptos::prelude::document().get_element_by_id("under-test").unwrap();
    let text = shown.text_content().unwrap_or_default();
    assert!(text.contains("1 item") && text.contains("Key, Value"), "{text}");
    let name: HtmlInputElement = element(&field_id(&at("Name")));
    assert_eq!(name.value(), "AWS::StackName");
    assert_eq!(workspace.text(), TEXT);
}

#[wasm_bindgen_test]
async fn a_rename_is_applied_on_blur_and_an_existing_name_is_rejected() {
    let net = || Path::root().keys(["Resources", "Net"]);
    let workspace = over(TEXT, move || view! { <RenameField at=net() name="Logical id"/> }).await;
    let input: HtmlInputElement = element(&rename_id(&net()));
    type_text(&input, "Vpc").await;
    assert_eq!(workspace.text(), TEXT, "a draft changes nothing");
    leave(&input);
    settle().await;
    assert_eq!(changed(TEXT, &workspace.text()), [(3, "  Vpc:")]);

    let workspace = over("A: 1\nB: 2\n", || view! { <RenameField at=Path::root().join("A") name="Name"/> }).await;
    let input: HtmlInputElement = element(&rename_id(&Path::root().join("A")));
    type_text(&input, "B").await;
    leave(&input);
    settle().await;
    assert_eq!(workspace.text(), "A: 1\nB: 2\n");
    let said = leptos::prelude::document().query_selector("#under-test [role=alert]").unwrap().unwrap();
    assert!(said.text_content().unwrap_or_default().contains("B already exists"));
}

#[wasm_bindgen_test]
async fn the_code_pane_gets_the_same_splices_in_utf16_units() {
    use cf_init::ui::editor::TextChange;
    use std::{cell::RefCell, rc::Rc};
    let heard = Rc::new(RefCell::new(Vec::new()));
    let listener = Rc::clone(&heard);
    let workspace = over("a: \"😀é\"\nb: x\n", move || {
        Workspace::expect().on_changes(move |changes, _| listener.borrow_mut().extend(changes.to_vec()));
    })
    .await;
    heard.borrow_mut().clear();
    workspace.put(&Path::root().join("b"), Some(Value::from("xy"))).unwrap();
    assert_eq!(*heard.borrow(), [TextChange { from: 13, to: 13, insert: "y".into() }]);
}

#[wasm_bindgen_test]
async fn the_page_mounts_and_survives_unreadable_text() {
    let workspace = over("Resources: [\n", || view! { <TextField at=at("CidrBlock")/> }).await;
    assert!(workspace.problem().get_untracked().is_some());
    type_text(&element(&field_id(&at("CidrBlock"))), "x").await;
    let said = leptos::prelude::document().query_selector("#under-test [role=alert]").unwrap().unwrap();
    assert!(said.text_content().unwrap_or_default().contains("cannot be read"), "{:?}", said.text_content());

    clear();
    let _ = window().local_storage().unwrap().unwrap().set_item("cf-init.text", "Resources: [\n");
    cf_init::ui::mount().await;
    settle().await;
    let text = leptos::prelude::document().body().map(|body| body.inner_text()).unwrap_or_default();
    for word in ["cf-init Designer", "Parameters", "Line 1"] {
        assert!(text.contains(word), "no {word} in {text:?}");
    }
}

#[wasm_bindgen_test]
async fn a_panic_shows_a_message_and_offers_the_text() {
    for (kept, words) in [(true, "Your text is saved: reload"), (false, "Download it now.")] {
        cf_init::ui::rescue::tell("Resources: {}\n", kept).unwrap();
        let bar = leptos::prelude::document().query_selector(".rescue").unwrap().unwrap();
        assert!(bar.text_content().unwrap_or_default().contains(words));
        let link = bar.query_selector("a[download]").unwrap().unwrap();
        let response = window().fetch_with_str(&link.get_attribute("href").unwrap());
        let response = wasm_bindgen_futures::JsFuture::from(response).await.unwrap();
        let text = js_sys::Reflect::get(&response, &"text".into()).unwrap().unchecked_into::<js_sys::Function>();
        let text = text.call0(&response).unwrap().unchecked_into::<js_sys::Promise>();
        let text = wasm_bindgen_futures::JsFuture::from(text).await.unwrap();
        assert_eq!(text.as_string().as_deref(), Some("Resources: {}\n"));
        bar.remove();
    }
}

#[wasm_bindgen_test]
async fn a_page_after_a_panic_starts_with_the_rescued_text() {
    use cf_init::ui::{browser, rescue, store};
    let opened = store::Opened::new("stopped", "stopped.yaml", "Resources: {}\n".into());
    store::begin(&opened);
    browser::remember_design(&opened.design);
    browser::remember("Resources:\n  A: 1\n");
    assert!(rescue::keep());
    let found = store::started().await.opened.unwrap();
    assert_eq!((found.design.name.as_str(), found.text.as_str()), ("stopped", "Resources:\n  A: 1\n"));
    assert_eq!(found.opened.map(|baseline| baseline.text.to_string()).as_deref(), Some("Resources: {}\n"));
    assert!(store::remove(&found.design.id).await);
}
