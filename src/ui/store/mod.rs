//! The designs kept in this browser: what store.js does in IndexedDB, with the types of the page.
//!
//! Knows designs and texts, nothing of what the page shows.

use js_sys::{Array, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use crate::check::Counts;
use crate::design::{Design, StoredBaseline};

/// Everything of a design that the page opens.
#[derive(Clone, Debug)]
pub struct Opened {
    /// Facts of it for a list.
    pub design: Design,
    /// Its text.
    pub text: String,
    /// The text it began with.
    pub opened: Option<StoredBaseline>,
    /// The text that was downloaded or saved to a file last.
    pub download: Option<StoredBaseline>,
    /// The file that it is saved back to, where the browser gives access to files.
    pub file: Option<JsValue>,
}

impl Opened {
    /// A new design; its text is what it will be compared with.
    pub fn new(name: &str, file_name: &str, text: String) -> Opened {
        let now = js_sys::Date::now();
        let design = Design::new(new_id(), name, file_name, now);
        let opened = StoredBaseline { text: text.as_str().into(), when: now, file_name: file_name.into() };
        Opened { design, text, opened: Some(opened), download: None, file: None }
    }
}

/// Initial state of the page.
#[derive(Clone, Debug, Default)]
pub struct Started {
    /// The design that was open last; `None` on a first visit.
    pub opened: Option<Opened>,
    /// Reason why there is no storage.
    pub refused: Option<String>,
    /// The name of the copy that holds what another page had not kept.
    pub recovered: Option<String>,
}

/// Result of saving a text.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// Kept as this revision at this time, in milliseconds since 1970.
    Kept(u32, f64),
    /// Not kept: another page has changed the design at this time.
    Conflict(f64),
    /// Not saved, for this reason; held in memory while the page is open.
    Refused(String),
}

/// Change of a design by another tab.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heard {
    /// It kept a new text.
    Saved,
    /// It named, copied or restored it.
    Named,
    /// It removed it.
    Removed,
}

/// An id that no other design has.
pub fn new_id() -> String {
    let random = (js_sys::Math::random() * 1e15) as u64;
    format!("{:x}-{random:x}", js_sys::Date::now() as u64)
}

/// Initial state of the page. Waits a few seconds at most for a storage that does not answer.
pub async fn started() -> Started {
    let Ok(found) = JsFuture::from(js::started()).await else { return Started::default() };
    Started {
        opened: opened(&get(&found, "loaded")),
        refused: get(&found, "refused").as_string(),
        recovered: get(&found, "recovered").as_string(),
    }
}

/// The page shows a new design that is not kept yet.
pub fn begin(new: &Opened) {
    let began = new.opened.as_ref();
    let text = began.map_or("", |opened| &opened.text);
    js::begins(&object(&new.design), bytes(text), began.map_or(new.design.created, |opened| opened.when));
}

/// The page's text goes on under another id, which is not kept yet.
pub fn branch(from: &str, to: &str) {
    js::branches(from, to);
}

/// Saves a text, given as bytes.
pub async fn save(design: &Design, text: Uint8Array) -> Outcome {
    let Ok(outcome) = JsFuture::from(js::save(&object(design), text)).await else {
        return Outcome::Refused("This browser's storage failed. Download the text to save it.".into());
    };
    if let Some(when) = get(&outcome, "conflict").as_f64() {
        return Outcome::Conflict(when);
    }
    match get(&outcome, "refused").as_string() {
        Some(why) => Outcome::Refused(why),
        None => {
            let number = |key| get(&outcome, key).as_f64().unwrap_or_default();
            Outcome::Kept(number("revision") as u32, number("when"))
        }
    }
}

/// Notes a text synchronously, for a page that is closed; true on success.
pub fn last_words(design: &Design, text: &str) -> bool {
    js::last_words(&object(design), bytes(text)).unwrap_or(false)
}

/// True while something is being written.
pub fn is_busy() -> bool {
    js::busy()
}

/// All designs, the one changed last first.
///
/// # Errors
/// The browser forbids storage.
pub async fn list() -> Result<Vec<Design>, JsValue> {
    let all = JsFuture::from(js::list()).await?;
    Ok(Array::from(&all).iter().filter_map(|one| design(&one)).collect())
}

/// A design with its text, to be shown; `None` if it is gone.
pub async fn load(id: &str) -> Option<Opened> {
    opened(&JsFuture::from(js::load(id)).await.ok()?)
}

/// Saved version of a design; `None` if it is gone.
pub async fn look(id: &str) -> Option<(Design, String)> {
    let found = JsFuture::from(js::look(id)).await.ok()?;
    Some((design(&get(&found, "meta"))?, text(&get(&found, "text"))?))
}

/// The page's text comes from this revision now.
pub fn comes_from(id: &str, revision: u32) {
    js::comes_from(id, revision);
}

/// A page opened later begins with this design.
pub fn remember(id: &str) {
    js::remember(id);
}

/// Names a design and its file; false if it is not kept yet or cannot be.
pub async fn name(id: &str, name: &str, file_name: &str) -> bool {
    let changes = object_of([(NAME, name.into()), (FILE_NAME, file_name.into())]);
    JsFuture::from(js::change(id, &changes)).await.is_ok_and(|done| done.is_truthy())
}

/// Notes what was downloaded.
pub async fn downloaded(id: &str, download: &StoredBaseline) {
    let noted = js::downloaded(id, &download.file_name, bytes(&download.text), download.when);
    // Without storage it is held in memory while the page is open.
    let _ = JsFuture::from(noted).await;
}

/// Duplicates a design under this id and name; false if the browser refuses.
pub async fn copy(id: &str, to: &str, name: &str) -> bool {
    let now = js_sys::Date::now();
    let changes = object_of([(ID, to.into()), (NAME, name.into()), (CREATED, now.into()), (CHANGED, now.into())]);
    JsFuture::from(js::copy(id, &changes)).await.is_ok_and(|done| done.is_truthy())
}

/// Removes a design; false if the browser refuses.
pub async fn remove(id: &str) -> bool {
    JsFuture::from(js::remove(id)).await.is_ok()
}

/// Restores a removed design while the page is open.
pub async fn restore(id: &str) -> bool {
    JsFuture::from(js::restore(id)).await.is_ok()
}

/// Notes the file that a design is saved back to.
pub async fn attach(id: &str, file: &JsValue) {
    let _ = JsFuture::from(js::attach(id, file)).await;
}

/// Calls `to` with the changes of other tabs, with the design's id.
pub fn hear(to: impl Fn(Heard, String) + 'static) {
    let to = move |kind: String, id: String| {
        let kind = match kind.as_str() {
            "saved" => Heard::Saved,
            "removed" => Heard::Removed,
            _ => Heard::Named,
        };
        to(kind, id);
    };
    js::hear(&Closure::<dyn Fn(String, String)>::new(to).into_js_value());
}

/// Calls back when the browser is idle, after `most` milliseconds at the latest.
pub fn when_idle(then: impl FnOnce() + 'static, most: u32) {
    js::when_idle(&Closure::once_into_js(then), most);
}

/// While text is unsaved, the browser asks before the page is closed.
pub fn guard_leaving() {
    js::guard_leaving(js::holds());
}

/// The bytes of a text, for JavaScript.
pub fn bytes(text: &str) -> Uint8Array {
    Uint8Array::from(text.as_bytes())
}

/// Keys of a stored design.
const ID: &str = "id";
const NAME: &str = "name";
const FILE_NAME: &str = "fileName";
const CREATED: &str = "created";
const CHANGED: &str = "changed";
const REVISION: &str = "revision";
const RESOURCES: &str = "resources";
const BROKEN: &str = "broken";
const PROBLEMS: &str = "problems";
const HELD: &str = "held";

/// A design as it is stored: an object with these keys. Set one by one, as it is read: what JSON needs would be a tenth of
/// the first module.
fn object(design: &Design) -> JsValue {
    let problems =
        design.problems.map(|counts| counts.numbers().into_iter().map(|number| JsValue::from(number as u32)));
    object_of([
        (ID, design.id.as_str().into()),
        (NAME, design.name.as_str().into()),
        (FILE_NAME, design.file_name.as_str().into()),
        (CREATED, design.created.into()),
        (CHANGED, design.changed.into()),
        (REVISION, design.revision.into()),
        (RESOURCES, (design.resources as u32).into()),
        (BROKEN, design.broken.into()),
        (PROBLEMS, problems.map_or(JsValue::NULL, |problems| problems.collect::<Array>().into())),
        (HELD, design.held.into()),
    ])
}

/// The design of such an object; a key that an older version did not have is empty. `None` for anything else.
fn design(value: &JsValue) -> Option<Design> {
    let text = |key| get(value, key).as_string().unwrap_or_default();
    let number = |key| get(value, key).as_f64().unwrap_or_default();
    let is_so = |key| get(value, key).is_truthy();
    let problems = get(value, PROBLEMS);
    let count = |index: u32| Reflect::get_u32(&problems, index).ok()?.as_f64().map(|count| count as usize);
    value.is_object().then(|| Design {
        id: text(ID),
        name: text(NAME),
        file_name: text(FILE_NAME),
        created: number(CREATED),
        changed: number(CHANGED),
        revision: number(REVISION) as u32,
        resources: number(RESOURCES) as usize,
        broken: is_so(BROKEN),
        problems: problems.is_object().then(|| Some(Counts::from([count(0)?, count(1)?, count(2)?]))).flatten(),
        held: is_so(HELD),
    })
}

fn object_of<const N: usize>(entries: [(&str, JsValue); N]) -> JsValue {
    let object = Object::new();
    for (key, value) in entries {
        // A new object refuses nothing.
        let _ = Reflect::set(&object, &JsValue::from_str(key), &value);
    }
    object.into()
}

fn get(object: &JsValue, key: &str) -> JsValue {
    Reflect::get(object, &JsValue::from_str(key)).unwrap_or(JsValue::UNDEFINED)
}

fn text(value: &JsValue) -> Option<String> {
    let bytes = value.dyn_ref::<Uint8Array>()?.to_vec();
    Some(String::from_utf8(bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned()))
}

fn baseline(value: &JsValue) -> Option<StoredBaseline> {
    Some(StoredBaseline {
        text: text(&get(value, "text"))?.into(),
        when: get(value, "when").as_f64()?,
        file_name: get(value, "fileName").as_string()?,
    })
}

fn opened(value: &JsValue) -> Option<Opened> {
    let file = get(value, "file");
    Some(Opened {
        design: design(&get(value, "meta"))?,
        text: text(&get(value, "text"))?,
        opened: baseline(&get(value, "opened")),
        download: baseline(&get(value, "download")),
        file: file.is_object().then_some(file),
    })
}

/// The functions of store.js and leave.js.
mod js {
    use super::*;

    #[wasm_bindgen(module = "/src/ui/store/store.js")]
    extern "C" {
        pub fn started() -> Promise;
        pub fn begins(meta: &JsValue, opened: Uint8Array, when: f64);
        pub fn branches(from: &str, to: &str);
        pub fn save(meta: &JsValue, text: Uint8Array) -> Promise;
        #[wasm_bindgen(catch, js_name = lastWordsOf)]
        pub fn last_words(meta: &JsValue, text: Uint8Array) -> Result<bool, JsValue>;
        pub fn busy() -> bool;
        pub fn holds() -> bool;
        pub fn remember(id: &str);
        pub fn list() -> Promise;
        pub fn load(id: &str) -> Promise;
        pub fn look(id: &str) -> Promise;
        #[wasm_bindgen(js_name = comesFrom)]
        pub fn comes_from(id: &str, revision: u32);
        pub fn change(id: &str, changes: &JsValue) -> Promise;
        pub fn downloaded(id: &str, file_name: &str, text: Uint8Array, when: f64) -> Promise;
        pub fn copy(id: &str, changes: &JsValue) -> Promise;
        pub fn remove(id: &str) -> Promise;
        pub fn restore(id: &str) -> Promise;
        pub fn attach(id: &str, file: &JsValue) -> Promise;
        pub fn hear(to: &JsValue);
    }

    #[wasm_bindgen(module = "/src/ui/store/leave.js")]
    extern "C" {
        #[wasm_bindgen(js_name = whenIdle)]
        pub fn when_idle(then: &JsValue, most: u32);
        #[wasm_bindgen(js_name = guardLeaving)]
        pub fn guard_leaving(on: bool);
    }
}
