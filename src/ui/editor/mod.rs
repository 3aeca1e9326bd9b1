//! The text of the template as the page shows it: CodeMirror in a shadow root, fed by the workspace's changes.
//!
//! The editor's code is loaded after the first paint; until then the pane shows the plain text. The editor shows the
//! text and never changes it.

mod change;

use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::HtmlElement;

pub use change::TextChange;

#[wasm_bindgen(module = "/src/ui/editor/load.js")]
extern "C" {
    fn load() -> Promise;
}

#[wasm_bindgen]
extern "C" {
    /// The editor on the page; made by editor.js.
    #[derive(Clone)]
    pub type Editor;

    #[wasm_bindgen(method)]
    fn apply(this: &Editor, changes: &Array);

    /// Replaces the whole text, if it differs.
    #[wasm_bindgen(method, js_name = setDoc)]
    pub fn set_text(this: &Editor, text: &str);

    /// Tints the lines from `first` to `last`, `key` stronger; 0 tints none.
    #[wasm_bindgen(method)]
    pub fn link(this: &Editor, first: usize, last: usize, key: usize);

    /// Brings lines into view; where it has to scroll, the first comes `margin` pixels below the top.
    #[wasm_bindgen(method)]
    pub fn reveal(this: &Editor, first: usize, last: usize, margin: f64);

    #[wasm_bindgen(method)]
    fn seen(this: &Editor) -> Option<Array>;

    /// The first line that is seen.
    #[wasm_bindgen(method, js_name = topLine)]
    pub fn top_line(this: &Editor) -> usize;

    /// Puts the caret at the start of a line's text and takes the focus.
    #[wasm_bindgen(method, js_name = focusLine)]
    pub fn focus_line(this: &Editor, line: usize);

    /// Takes the focus.
    #[wasm_bindgen(method)]
    pub fn focus(this: &Editor);

    /// Opens the search.
    #[wasm_bindgen(method)]
    pub fn find(this: &Editor);
}

/// Where the tinted lines are on the screen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Seen {
    /// Left border of the editor.
    pub left: f64,
    /// Top of the first line, or the border that it is behind.
    pub top: f64,
    /// Bottom of the last line; `None` if no line is seen.
    pub bottom: Option<f64>,
}

impl Editor {
    /// Makes changes, each counted in the text that the ones before it left.
    pub fn change(&self, changes: &[TextChange]) {
        let all = Array::new();
        for change in changes {
            let one = Object::new();
            let set = |key: &str, value: JsValue| {
                // Setting a property of a new object cannot fail.
                let _ = Reflect::set(&one, &JsValue::from_str(key), &value);
            };
            set("from", JsValue::from(change.from));
            set("to", JsValue::from(change.to));
            set("insert", JsValue::from_str(&change.insert));
            all.push(&one);
        }
        self.apply(&all);
    }

    /// Where the tinted lines are; `None` if none are tinted.
    pub fn lines_on_screen(&self) -> Option<Seen> {
        let seen = self.seen()?;
        let number = |index: u32| seen.get(index).as_f64();
        Some(Seen { left: number(0)?, top: number(1)?, bottom: number(2).filter(|&bottom| bottom > 0.0) })
    }
}

/// Loads the editor's code and puts the editor into `host`. `caret` hears line and column of the caret, `moved` hears
/// that something scrolled. `None` if the code cannot be had; the plain text stays then.
pub async fn mount(
    host: &HtmlElement,
    text: impl Fn() -> String,
    caret: impl Fn(usize, usize) + 'static,
    moved: impl Fn() + 'static,
) -> Option<Editor> {
    let module = wasm_bindgen_futures::JsFuture::from(load()).await.ok()?;
    let make: Function = Reflect::get(&module, &JsValue::from_str("mount")).ok()?.dyn_into().ok()?;
    let events = Object::new();
    let caret = Closure::<dyn Fn(usize, usize)>::new(caret).into_js_value();
    let moved = Closure::<dyn Fn()>::new(moved).into_js_value();
    Reflect::set(&events, &JsValue::from_str("caret"), &caret).ok()?;
    Reflect::set(&events, &JsValue::from_str("moved"), &moved).ok()?;
    // The text is read now, not before the code was loaded: it may have changed meanwhile.
    let editor = make.call3(&JsValue::NULL, host, &JsValue::from_str(&text()), &events).ok()?;
    Some(editor.unchecked_into())
}
