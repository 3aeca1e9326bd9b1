//! Values of the template's parameters in place of their defaults: one set for the deploy dialog, the boot plan and what an
//! update does. The browser keeps them, those of `NoEcho` parameters never.

use leptos::prelude::*;

use crate::deploy::Settings;
use crate::template::evaluate::ParameterValues;
use crate::ui::browser;

/// Storage key of the choices of the deploy dialog, which has the values.
const SETTINGS: &str = "cf-init.deploy";

/// The values, provided as context. Copied freely.
#[derive(Clone, Copy)]
pub struct GivenValues {
    values: RwSignal<ParameterValues>,
    /// True once those that the browser keeps are read.
    is_read: StoredValue<bool>,
}

impl GivenValues {
    /// Makes the state of this page and gives it to all components below.
    pub fn provide() {
        provide_context(GivenValues {
            values: RwSignal::new(ParameterValues::new()),
            is_read: StoredValue::new(false),
        });
    }

    /// The state of this page.
    pub fn expect() -> GivenValues {
        expect_context()
    }

    /// The values as they change. Before [`GivenValues::read`] those that the browser keeps are not among them.
    pub fn signal(&self) -> RwSignal<ParameterValues> {
        self.values
    }

    /// Gives a parameter a value, or its default again, and keeps that in the browser. Not for `NoEcho` parameters.
    ///
    /// # Errors
    /// The browser refused to keep it; the reason as a sentence.
    pub fn give(&self, name: &str, value: Option<String>) -> Result<(), String> {
        self.values.update(|values| match value {
            Some(value) => drop(values.insert(name.to_string(), value)),
            None => drop(values.remove(name)),
        });
        keep_settings(&Settings { parameters: self.values.get_untracked(), ..kept_settings() })
    }

    /// Reads what the browser keeps, the first time it is called.
    pub fn read(&self) {
        if self.is_read.try_update_value(|is_read| std::mem::replace(is_read, true)) == Some(false) {
            let kept = kept_settings().parameters;
            if !kept.is_empty() {
                self.values.update(|values| values.extend(kept));
            }
        }
    }
}

/// The choices of the deploy dialog as the browser keeps them.
pub fn kept_settings() -> Settings {
    browser::stored(SETTINGS).and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default()
}

/// Keeps the choices of the deploy dialog. The error says why they were refused.
pub fn keep_settings(settings: &Settings) -> Result<(), String> {
    browser::store(SETTINGS, &serde_json::to_string(settings).unwrap_or_default())
}
