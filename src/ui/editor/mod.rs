//! The code editor: CodeMirror in a shadow root, updated with the workspace's changes.
//!
//! The editor's code is loaded after the first paint; until then the pane shows plain text. Typed changes are passed to
//! the workspace; nothing of the template is known here.

mod change;
mod marks;

use std::rc::Rc;

use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::HtmlElement;

use crate::check::Diagnostic;
use crate::document::{Document, utf16};
use crate::template::completion::Completions;
pub use change::TextChange;
pub use marks::diagnostic_key;

#[wasm_bindgen(module = "/src/ui/editor/load.js")]
extern "C" {
    fn load() -> Promise;
    /// Begins to load the editor's code. Who puts the editor into the page hears whether it failed.
    #[wasm_bindgen(js_name = fetchAhead)]
    pub fn fetch();
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

    #[wasm_bindgen(method, js_name = setMarks)]
    fn set_marks(this: &Editor, marks: &Array, adds: bool);

    #[wasm_bindgen(method, js_name = caretBox)]
    fn caret_box(this: &Editor) -> Option<Array>;

    /// Length of the text in UTF-16 units.
    #[wasm_bindgen(method)]
    pub fn length(this: &Editor) -> usize;

    #[wasm_bindgen(method)]
    fn seen(this: &Editor) -> Option<Array>;

    /// The first line that is seen.
    #[wasm_bindgen(method, js_name = topLine)]
    pub fn top_line(this: &Editor) -> usize;

    /// Puts the caret into a line, at a column or, if that is 0, at the start of its text, and takes the focus.
    #[wasm_bindgen(method, js_name = focusLine)]
    pub fn focus_line(this: &Editor, line: usize, column: usize);

    /// True while somebody types in it.
    #[wasm_bindgen(method, js_name = hasFocus)]
    pub fn has_focus(this: &Editor) -> bool;

    /// Takes the focus.
    #[wasm_bindgen(method)]
    pub fn focus(this: &Editor);

    /// Lets long lines go on in the next row, or not.
    #[wasm_bindgen(method)]
    pub fn wrap(this: &Editor, on: bool);

    /// Opens the search.
    #[wasm_bindgen(method)]
    pub fn find(this: &Editor);
}

/// Position of the tinted lines on the screen.
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

    /// Marks diagnostics of the document that the editor shows. Of a document that cannot be read only the error is known:
    /// then the other marks stay.
    pub fn mark(&self, document: &Document, diagnostics: &[Diagnostic]) {
        self.set_marks(&marks::to_array(document, diagnostics), document.syntax_error().is_some());
    }

    /// Position of the caret; `None` if it is out of sight.
    pub fn caret_on_screen(&self) -> Option<CaretBox> {
        let found = self.caret_box()?;
        let number = |index: u32| found.get(index).as_f64();
        Some(CaretBox { left: number(0)?, top: number(1)?, bottom: number(2)? })
    }

    /// Position of the tinted lines; `None` if no lines are tinted.
    pub fn lines_on_screen(&self) -> Option<Seen> {
        let seen = self.seen()?;
        let number = |index: u32| seen.get(index).as_f64();
        Some(Seen { left: number(0)?, top: number(1)?, bottom: number(2).filter(|&bottom| bottom > 0.0) })
    }
}

/// Position of the caret on the screen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CaretBox {
    /// Left border.
    pub left: f64,
    /// Top of its line.
    pub top: f64,
    /// Bottom of its line.
    pub bottom: f64,
}

/// The caret of the editor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Caret {
    /// Line, from 1.
    pub line: usize,
    /// Column in UTF-16 units, from 1.
    pub column: usize,
    /// Offset in UTF-16 units, if somebody moved it there; `None` if a change of the page did.
    pub unit: Option<usize>,
    /// True if the text changed too.
    pub typed: bool,
}

/// Callbacks of the editor.
pub struct Events {
    /// The text as it is now.
    pub text: Box<dyn Fn() -> String>,
    /// Somebody changed the text: changes of one moment, each counted in the text before all of them.
    pub typed: Box<dyn Fn(Vec<TextChange>)>,
    /// The caret moved.
    pub caret: Box<dyn Fn(Caret)>,
    /// Something scrolled or grew.
    pub moved: Box<dyn Fn()>,
    /// Undo was asked for by other means than the keyboard; true for Redo.
    pub undo: Box<dyn Fn(bool)>,
    /// Completions at an offset in UTF-16 units, or a promise of them: see [`completions`].
    pub complete: Box<dyn Fn(usize) -> JsValue>,
    /// The fix of a marked diagnostic was asked for, by its [`diagnostic_key`].
    pub fix: Box<dyn Fn(String)>,
    /// A rule was asked about, by its id.
    pub explain: Box<dyn Fn(String)>,
}

impl Events {
    fn to_object(self: Rc<Self>) -> Object {
        let object = Object::new();
        let set = |key: &str, function: JsValue| {
            // Setting a property of a new object cannot fail.
            let _ = Reflect::set(&object, &JsValue::from_str(key), &function);
        };
        let own = Rc::clone(&self);
        set("text", Closure::<dyn Fn() -> String>::new(move || (own.text)()).into_js_value());
        let own = Rc::clone(&self);
        set("typed", Closure::<dyn Fn(Array)>::new(move |all: Array| (own.typed)(changes(&all))).into_js_value());
        let own = Rc::clone(&self);
        let caret = move |line: usize, column: usize, unit: i32, typed: bool| {
            (own.caret)(Caret { line, column, unit: usize::try_from(unit).ok(), typed });
        };
        set("caret", Closure::<dyn Fn(usize, usize, i32, bool)>::new(caret).into_js_value());
        let own = Rc::clone(&self);
        set("moved", Closure::<dyn Fn()>::new(move || (own.moved)()).into_js_value());
        let own = Rc::clone(&self);
        set("undo", Closure::<dyn Fn(bool)>::new(move |redo: bool| (own.undo)(redo)).into_js_value());
        let own = Rc::clone(&self);
        set("fix", Closure::<dyn Fn(String)>::new(move |key: String| (own.fix)(key)).into_js_value());
        let own = Rc::clone(&self);
        set("explain", Closure::<dyn Fn(String)>::new(move |rule: String| (own.explain)(rule)).into_js_value());
        set("complete", Closure::<dyn Fn(usize) -> JsValue>::new(move |unit| (self.complete)(unit)).into_js_value());
        object
    }
}

/// Completions as the editor takes them: `{ from, to, options: [{ label, detail, insert, kind }] }`, both ends in UTF-16
/// units of `text`.
pub fn completions(text: &str, found: &Completions) -> JsValue {
    let options = Array::new();
    for item in &found.items {
        let option = Object::new();
        for (key, value) in [("label", &*item.label), ("detail", &item.detail), ("insert", &item.insert)] {
            // Setting a property of a new object cannot fail.
            let _ = Reflect::set(&option, &JsValue::from_str(key), &JsValue::from_str(value));
        }
        options.push(&option);
    }
    let answer = Object::new();
    let from = utf16::len(text.get(..found.from).unwrap_or_default());
    let to = from + utf16::len(text.get(found.from..found.to).unwrap_or_default());
    for (key, value) in [("from", JsValue::from(from)), ("to", JsValue::from(to)), ("options", options.into())] {
        let _ = Reflect::set(&answer, &JsValue::from_str(key), &value);
    }
    answer.into()
}

fn changes(all: &Array) -> Vec<TextChange> {
    let get = |one: &JsValue, key: &str| Reflect::get(one, &JsValue::from_str(key)).unwrap_or_default();
    // Offsets are whole numbers far below 2^53.
    let unit = |one: &JsValue, key: &str| get(one, key).as_f64().map_or(0, |number| number as usize);
    let change = |one: JsValue| TextChange {
        from: unit(&one, "from"),
        to: unit(&one, "to"),
        insert: get(&one, "insert").as_string().unwrap_or_default(),
    };
    all.iter().map(change).collect()
}

/// Loads the editor's code and puts the editor into `host`. `None` if the code cannot be had; the plain text stays then.
pub async fn mount(host: &HtmlElement, events: Events) -> Option<Editor> {
    let module = wasm_bindgen_futures::JsFuture::from(load()).await.ok()?;
    let make: Function = Reflect::get(&module, &JsValue::from_str("mount")).ok()?.dyn_into().ok()?;
    let events = Rc::new(events);
    // The text is read now, not before the code was loaded: it may have changed meanwhile.
    let text = JsValue::from_str(&(events.text)());
    let editor = make.call3(&JsValue::NULL, host, &text, &events.to_object()).ok()?;
    Some(editor.unchecked_into())
}
