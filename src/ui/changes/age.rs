//! A time in words: "today at 09:02".

use js_sys::Date;
use wasm_bindgen::JsValue;

/// A time in milliseconds since 1970, in the reader's time zone.
pub fn label(when: f64) -> String {
    let (date, now) = (Date::new(&JsValue::from_f64(when)), Date::new_0());
    let day = |date: &Date| (date.get_full_year(), date.get_month(), date.get_date());
    let time = format!("{:02}:{:02}", date.get_hours(), date.get_minutes());
    if day(&date) == day(&now) {
        return format!("today at {time}");
    }
    let (year, month, day) = day(&date);
    format!("on {year}-{:02}-{day:02} at {time}", month + 1)
}
