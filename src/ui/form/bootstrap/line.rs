//! A row for a value inside a text: a key in a file of cfn-hup, or an option in a script. Its field of one line edits
//! the text at every key.

use leptos::prelude::*;

use crate::document::{Edit, Path, Position};
use crate::schema::Property;
use crate::template::hup::{Hup, ini};
use crate::ui::field::{DocsLink, Refusal};
use crate::ui::workspace::Workspace;

/// Write function of a row: the edits that set the value, or `None` if the text does not allow it.
pub type Write = Callback<String, Option<Vec<Edit>>>;

/// A row with a field of one line.
#[component]
pub fn LineRow(
    #[prop(into)] id: String,
    /// Its label, help and values to offer.
    row: Property,
    /// The text that has the value, and the line of the template with it.
    place: Signal<(Path, Option<usize>)>,
    /// The value; `None` if it is not there.
    value: Signal<Option<String>>,
    /// Writes another one.
    write: Write,
) -> impl IntoView {
    let workspace = Workspace::expect();
    let refused = RwSignal::new(None::<String>);
    let shown = Memo::new(move |_| value.get().unwrap_or_default());
    let at = move || place.get_untracked().0;
    let linked = Memo::new(move |_| {
        workspace.linked.with(|linked| linked.is_some())
            && workspace.key_line.get().is_some()
            && workspace.key_line.get() == place.get().1
    });
    let input = move |text: String| {
        let done = match write.run(text) {
            Some(edits) => workspace.edit(row.label, &at(), edits).map_err(|why| why.to_string()),
            None => Err(super::THROUGH_FUNCTION.to_string()),
        };
        refused.set(done.err());
    };
    let focused = move |_| {
        workspace.linked.set(Some(at()));
        workspace.key_line.set(place.get_untracked().1);
    };
    let left = move |_| {
        workspace.key_line.set(None);
        workspace.close_step();
    };
    let list = format!("{id}-list");
    let help = format!("{id}?");
    let described = help.clone();
    view! {
        <div class="fld" class:is-linked=linked>
            <div class="lb"><label for=id.clone()>{row.label}</label><LineOf place=place there=Signal::derive(move || value.get().is_some())/></div>
            <div class="ct">
                <input
                    class="in mono" id=id type="text" autocomplete="off" spellcheck="false" autocapitalize="off"
                    aria-describedby=described list=(!row.words().is_empty()).then(|| list.clone())
                    prop:value=shown on:input:target=move |ev| input(ev.target().value())
                    on:focusin=focused on:focusout=left
                />
                {(!row.words().is_empty()).then(|| view! {
                    <datalist id=list>{row.words().iter().map(|word| view! { <option value=*word></option> }).collect_view()}</datalist>
                })}
                <p class="help" id=help>{row.help} " " <DocsLink to=row.source.to_string() about=row.label.to_string()/></p>
                <Refusal why=refused/>
            </div>
        </div>
    }
}

/// "line 166": leads to the line of the template.
#[component]
pub fn LineOf(
    /// The text, and the line of the template.
    place: Signal<(Path, Option<usize>)>,
    /// False if the value is absent.
    there: Signal<bool>,
) -> impl IntoView {
    let workspace = Workspace::expect();
    move || {
        match place.get().1.filter(|_| there.get()) {
        Some(line) => view! {
            <button type="button" class="at" aria-label=format!("Show line {line} of the template")
                on:click=move |_| workspace.show_position(Position { line, column: 0 })>{format!("line {line}")}</button>
        }
        .into_any(),
        None => view! { <span class="at is-none">"not set"</span> }.into_any(),
    }
    }
}

/// A row of a key in a text of cfn-hup.
#[component]
pub fn HupRow(
    hup: Memo<Option<Hup>>,
    #[prop(into)] file: Signal<Option<Path>>,
    /// Name of the section.
    group: String,
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
type LineRef = (Path, Option<usize>);

/// The value of a key in a text of cfn-hup, with its position.
pub fn entry(
    hup: Memo<Option<Hup>>,
    file: Signal<Option<Path>>,
    group: StoredValue<String>,
    key: &'static str,
) -> (Signal<Option<String>>, Signal<LineRef>) {
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
