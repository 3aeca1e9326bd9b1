//! A key in one of the files of cfn-hup as a row of a form.

use leptos::prelude::*;

use super::line::{LineRow, Write};
use crate::document::Path;
use crate::schema::Property;
use crate::template::hup::{Hup, ini};
use crate::ui::workspace::Workspace;

/// A row of a key in a text of cfn-hup.
#[component]
pub fn EntryRow(
    /// All of cfn-hup.
    hup: Memo<Option<Hup>>,
    /// The file.
    #[prop(into)]
    file: Signal<Option<Path>>,
    /// Name of the section.
    group: String,
    /// The key.
    row: Property,
    /// Writes it.
    write: Write,
) -> impl IntoView {
    let key = row.key;
    let id = format!("hup-{}-{key}", group.replace(char::is_whitespace, "_"));
    let (value, place) = entry(hup, file, StoredValue::new(group), key);
    view! { <LineRow id=id row=row place=place value=value write=write/> }
}

/// A text of the template, and the line of a part of it.
type Spot = (Path, Option<usize>);

/// The value of a key in a text of cfn-hup, with its position.
pub fn entry(
    hup: Memo<Option<Hup>>,
    file: Signal<Option<Path>>,
    group: StoredValue<String>,
    key: &'static str,
) -> (Signal<Option<String>>, Signal<Spot>) {
    let workspace = Workspace::expect();
    let found = Memo::new(move |_| {
        let file = file.get()?;
        hup.with(|hup| {
            let written = hup.as_ref()?.written(&file)?;
            let text = written.text.as_ref()?;
            let groups = ini::groups(text.text());
            let group = group.with_value(|name| groups.into_iter().find(|group| group.name == *name))?;
            let entry = group.entry(key)?;
            Some((entry.value.clone(), text.place(&entry.value_span)))
        })
    });
    let place = move || {
        let part = found.get().and_then(|found| found.1);
        let line = part.as_ref().and_then(|(at, span)| workspace.with(|document| document.line_of_part(at, span)));
        let whole = || file.get().map(|file| file.join("content")).unwrap_or_default();
        (part.map_or_else(whole, |part| part.0), line)
    };
    (Signal::derive(move || found.get().map(|found| found.0)), Signal::derive(place))
}
