//! Values for NoEcho parameters: generated, never the template's defaults.
//!
//! A rehearsal has no secrets to keep, so a value says what it is, is the same each time, and fits what the template
//! asks of it.

use crate::template::constraint::check;
use crate::template::{Parameter, Template};

/// Most letters that are made to fit a least length.
const LONGEST: usize = 4096;

/// The value for a parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct NoEchoValue {
    /// The parameter.
    pub(super) name: String,
    /// The generated value.
    pub(super) value: String,
    /// True if the container asks for another one: the value is found again wherever it went.
    pub(super) is_asked: bool,
    /// True if the template would refuse it.
    is_refused: bool,
}

impl NoEchoValue {
    /// What has to be said of it.
    pub(super) fn note(&self) -> Option<String> {
        self.is_refused.then(|| {
            format!(
                "No generated value fits the constraints of {}: {} stands in. Put one that fits in its place in the files \
                 of the folder template.",
                self.name, self.value
            )
        })
    }
}

/// A value for each NoEcho parameter.
pub(super) fn values(template: Template<'_>) -> Vec<NoEchoValue> {
    let mut values: Vec<NoEchoValue> =
        template.parameters().filter(|parameter| parameter.no_echo()).map(generated).collect();
    let all: Vec<String> = values.iter().map(|one| one.value.clone()).collect();
    for one in &mut values {
        one.is_asked &= all.iter().filter(|value| **value == one.value).count() == 1;
    }
    values
}

fn generated(parameter: Parameter<'_>) -> NoEchoValue {
    let name = parameter.name();
    let letters: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
    let own = [
        format!("Rehearsal-1-{letters}"),
        format!("Rehearsal1{letters}"),
        format!("rehearsal1{}", letters.to_ascii_lowercase()),
    ];
    let own = own.map(|text| fitting(parameter, &text, 'x'));
    let plain = ["Rehearsal1", "rehearsal", "REHEARSAL1", "Rehearsal-1!"].map(|text| fitting(parameter, text, 'x'));
    let digits = [fitting(parameter, "1234567890", '1'), fitting(parameter, "1", '1')];
    let allowed = parameter.allowed_values().first().map(|value| value.to_string());
    let fits = |value: &&String| check(parameter, value).is_ok();
    let found = own.iter().find(fits);
    let is_asked = found.is_some_and(|value| value.len() >= 10);
    let found = found.or_else(|| plain.iter().chain(&digits).chain(&allowed).find(fits));
    let value = found.or(own.first()).cloned().unwrap_or_default();
    NoEchoValue { name: name.to_string(), value, is_asked, is_refused: found.is_none() }
}

/// A text as long as the parameter takes.
fn fitting(parameter: Parameter<'_>, text: &str, with: char) -> String {
    let least = parameter.min_length().unwrap_or(0).min(LONGEST);
    let most = parameter.max_length().unwrap_or(LONGEST);
    let padding = least.saturating_sub(text.chars().count());
    text.chars().chain(std::iter::repeat_n(with, padding)).take(most).collect()
}
