//! Diagnostics as the editor marks them.

use js_sys::{Array, Object, Reflect};
use wasm_bindgen::JsValue;

use crate::check::{Diagnostic, Scope};
use crate::document::{Document, utf16};

/// What tells a diagnostic from others, also after edits elsewhere: its rule, path and message.
pub fn diagnostic_key(of: &Diagnostic) -> String {
    format!("{}\n{}\n{}", of.rule.id, of.path, of.message)
}

/// The diagnostics, which are in text order, as `{ key, from, to, severity, message, help, why, rule, fix, isSyntax }` with
/// both ends in UTF-16 units.
pub(super) fn to_array(document: &Document, diagnostics: &[Diagnostic]) -> Array {
    let text = document.text();
    let marks = Array::new();
    let (mut bytes, mut units) = (0, 0);
    for one in diagnostics {
        let start = one.span.start;
        units += utf16::len(text.get(bytes..start).unwrap_or_default());
        bytes = bytes.max(start);
        let length = utf16::len(text.get(one.span.clone()).unwrap_or_default());
        marks.push(&mark(one, units, units + length));
    }
    marks
}

fn mark(of: &Diagnostic, from: usize, to: usize) -> JsValue {
    let text = |text: Option<&str>| text.map_or(JsValue::UNDEFINED, JsValue::from_str);
    let mark = Object::new();
    let entries = [
        ("key", JsValue::from_str(&diagnostic_key(of))),
        ("from", JsValue::from(from)),
        ("to", JsValue::from(to)),
        ("severity", JsValue::from_str(of.severity.name())),
        ("message", JsValue::from_str(&of.message)),
        ("help", text(of.help.as_deref())),
        ("why", JsValue::from_str(of.rule.why)),
        ("rule", JsValue::from_str(of.rule.id)),
        ("fix", text(of.fix.as_ref().map(|fix| fix.label.as_str()))),
        ("isSyntax", JsValue::from_bool(of.rule.check.scope() == Scope::Text)),
    ];
    for (key, value) in entries {
        // Setting a property of a new object cannot fail.
        let _ = Reflect::set(&mark, &JsValue::from_str(key), &value);
    }
    mark.into()
}
