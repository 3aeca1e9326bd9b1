//! The explanation of a check: what it finds and why, an example with and one without, its source. Its address is
//! `#check/` and the id of the rule.

use leptos::prelude::*;
use wasm_bindgen::prelude::*;

use crate::check::{ALLOW, Counts, RULES, Rule, cfn_lint_ids, example};
use crate::ui::browser;
use crate::ui::control::GuideLink;
use crate::ui::diagnostic::{CHECK, SeverityMark};
use crate::ui::dialog::Frame;
use crate::ui::events::on_window;
use crate::ui::icon::{Icon, Svg};
use crate::ui::later::dialog_later;
use crate::ui::part::part;
use crate::ui::workspace::Workspace;

#[wasm_bindgen(module = "/src/ui/problems/examples.js")]
extern "C" {
    /// The doc comment of a rule.
    async fn comment(rule: &str) -> JsValue;
}

/// The dialog. It is open while the address of the page is that of a check.
#[component]
pub fn ExplainDialog() -> impl IntoView {
    let workspace = Workspace::expect();
    let asked = RwSignal::new(rule_in(&browser::hash()));
    let open = RwSignal::new(asked.with_untracked(Option::is_some));
    on_window("hashchange", move |_| {
        let rule = rule_in(&browser::hash());
        open.set(rule.is_some());
        if rule.is_some() {
            asked.set(rule);
        }
    });
    // The address is outside: it is that of the form again.
    Effect::new(move |before: Option<bool>| {
        let open = open.get();
        if before == Some(true) && !open && rule_in(&browser::hash()).is_some() {
            browser::replace_hash(&workspace.selected_now().to_hash());
        }
        open
    });
    let is_open = Memo::new(move |_| open.get());
    move || {
        let rule = asked.get().filter(|_| is_open.get())?;
        let rule = StoredValue::new(rule);
        Some(dialog_later(move || explanation(rule.get_value(), open), move || open.set(false)))
    }
}

/// The id of the rule in an address.
fn rule_in(hash: &str) -> Option<String> {
    Some(hash.strip_prefix(CHECK)?.to_string())
}

part! {
    views: fn explanation(id: String, open: RwSignal<bool>) -> AnyView {
        match RULES.iter().find(|rule| rule.id == id) {
            Some(rule) => view! { <Explanation rule=rule open=open/> }.into_any(),
            None => {
                open.set(false);
                ().into_any()
            }
        }
    }
}

#[component]
fn Explanation(rule: &'static Rule, open: RwSignal<bool>) -> impl IntoView {
    let workspace = Workspace::expect();
    let found = workspace.diagnostics.with_untracked(|found| Counts::of(found.iter().filter(|one| one.rule == rule)));
    let found = match found.total() {
        0 => "Not found in this template.".to_string(),
        1 => "Found once in this template.".to_string(),
        count => format!("Found {count} times in this template."),
    };
    let theirs = cfn_lint_ids(rule.id);
    let source = match rule.source.starts_with("https://") {
        true => view! {
            <a class="lnk" href=rule.source target="_blank" rel="noopener noreferrer">{rule.source}<Svg icon=Icon::External/></a>
        }
        .into_any(),
        false => view! { <span>{rule.source}</span> }.into_any(),
    };
    view! {
        <Frame class="dlg explain" id="explain-title" title=Signal::stored(rule.name.to_string()) open=open>
            <div class="dl-b explain-b">
                <p class="explain-id"><SeverityMark severity=rule.severity/><span>{rule.severity.name()}</span><code>{rule.id}</code></p>
                <p>{rule.why}</p>
                <p class="dim">{found}</p>
                <Examples rule=rule/>
                <h3>"Source"</h3>
                <p class="explain-source">{source}</p>
                <p><GuideLink page=format!("checks/{}", rule.id)>"This check in the documentation"</GuideLink></p>
                {(!theirs.is_empty()).then(|| view! { <p class="dim">{format!("cfn-lint reports it as {}.", theirs.join(", "))}</p> })}
                <h3>"If it is meant"</h3>
                <p>"A comment above the entry allows it there, and at the top of the template everywhere:"</p>
                <pre tabindex="0" role="region" aria-label="Comment that allows it">{format!("# {ALLOW} {} because …", rule.id)}</pre>
            </div>
        </Frame>
    }
}

/// The examples, once they are loaded.
#[component]
fn Examples(rule: &'static Rule) -> impl IntoView {
    let loaded = RwSignal::new(None::<Result<String, ()>>);
    leptos::task::spawn_local(async move {
        loaded.try_set(Some(comment(rule.id).await.as_string().ok_or(())));
    });
    let one = |comment: &str, kind: &str, title: &'static str| {
        let lines = example(comment.lines(), kind);
        (!lines.is_empty()).then(|| {
            view! {
                <h3>{title}</h3>
                <pre tabindex="0" role="region" aria-label=title>{lines.join("\n")}</pre>
            }
        })
    };
    move || match loaded.get() {
        None => view! { <p class="dim">"Loading the examples…"</p> }.into_any(),
        Some(Ok(comment)) => {
            view! { {one(&comment, "bad", "Found in")} {one(&comment, "good", "Not found in")} }.into_any()
        }
        Some(Err(())) => {
            view! { <p class="help is-err" role="alert">"The examples could not be loaded. Open the page again."</p> }
                .into_any()
        }
    }
}
