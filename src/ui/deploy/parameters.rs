//! The parameters: name, value, source of the value.

use leptos::prelude::*;

use super::mark::HiddenMark;
use super::state::{Deployment, parameter_id};
use crate::deploy::{Answer, ParameterControl, Settings, ValueSource};
use crate::ui::icon::{Icon, Svg};

#[component]
pub(super) fn Parameters() -> impl IntoView {
    let plan = Deployment::expect().plan;
    let names =
        Memo::new(move |_| plan.with(|plan| plan.answers.iter().map(|answer| answer.name.clone()).collect::<Vec<_>>()));
    let hidden = move || {
        plan.with(|plan| {
            let hidden = plan.answers.iter().filter(|answer| answer.source == ValueSource::Shell);
            hidden.map(|answer| answer.name.clone()).collect::<Vec<_>>()
        })
    };
    view! {
        <div class="sect">
            <h3>"Parameters"</h3>
            <span class="dim num">{move || names.with(Vec::len)}</span>
        </div>
        <Show when=move || names.with(|names| !names.is_empty()) fallback=|| view! { <p class="help">"The template has none."</p> }>
            <div class="card">
                <table class="tbl pv">
                    <thead><tr><th scope="col">"Name"</th><th scope="col">"Value"</th><th scope="col">"From"</th></tr></thead>
                    <tbody>
                        <For each=move || names.get() key=|name| name.clone() let:name>
                            <Row name=name/>
                        </For>
                    </tbody>
                </table>
            </div>
        </Show>
        {move || match hidden().as_slice() {
            [] => None,
            [one] => Some(format!("{one} is NoEcho. It is typed into your shell and never stored or shown here.")),
            many => Some(format!("{} are NoEcho. They are typed into your shell and never stored or shown here.", many.join(", "))),
        }
        .map(|text| view! { <p class="help">{text}</p> })}
    }
}

#[component]
fn Row(name: String) -> impl IntoView {
    let deployment = Deployment::expect();
    let (plan, settings) = (deployment.plan, deployment.settings);
    let own = name.clone();
    let answer = Memo::new(move |_| plan.with(|plan| plan.answers.iter().find(|answer| answer.name == own).cloned()));
    let source = Memo::new(move |_| answer.with(|answer| answer.as_ref().map(|answer| answer.source)));
    let control = Memo::new(move |_| answer.with(|answer| answer.as_ref().map(|answer| answer.control.clone())));
    // The column beside shows that a value is missing.
    let fault = Memo::new(move |_| {
        answer.with(|answer| {
            let answer = answer.as_ref().filter(|answer| answer.source != ValueSource::Missing)?;
            answer.problem.clone()
        })
    });
    let about = Memo::new(move |_| answer.with(|answer| answer.as_ref().and_then(|answer| answer.description.clone())));
    let (id, key) = (parameter_id(&name), name.clone());
    let help = format!("{id}-help");
    let from = format!("{id}-from");
    let about_id = format!("{id}-about");
    let field = Field { name: name.clone(), answer, settings };
    let reset = move |_| settings.update(|settings| drop(settings.parameters.remove(&key)));
    let reset = StoredValue::new(reset);
    let hidden = Memo::new(move |_| source.get() == Some(ValueSource::Shell));
    let title = format!("{name} from the template");
    view! {
        <tr>
            <th scope="row">
                <label for=id>{name.clone()}</label>
                {move || hidden.get().then(|| view! { <HiddenMark/> })}
            </th>
            <td>
                {move || control.get().map(|control| field.view(control))}
                <p class="fault" id=help>{fault}</p>
                <p class="help" id=about_id>{about}</p>
            </td>
            <td>
                <span class="from" id=from>
                    {move || match source.get() {
                        Some(ValueSource::Default) => view! { <span class="dim">"default"</span> }.into_any(),
                        Some(ValueSource::Shell) => view! { <span class="mid">"your shell asks"</span> }.into_any(),
                        Some(ValueSource::Missing) | None => view! { <span class="err">"needs a value"</span> }.into_any(),
                        Some(ValueSource::User) => view! {
                            <span class="mid">"you"</span>
                            <button class="btn bare sm icon" title=title.clone() aria-label=title.clone()
                                on:click=move |ev| reset.with_value(|reset| reset(ev))>
                                <Svg icon=Icon::Undo/>
                            </button>
                        }
                        .into_any(),
                    }}
                </span>
            </td>
        </tr>
    }
}

/// The control for a parameter's value.
#[derive(Clone)]
struct Field {
    name: String,
    answer: Memo<Option<Answer>>,
    settings: RwSignal<Settings>,
}

impl Field {
    fn write(&self, text: &str) {
        if let Some(answer) = self.answer.get_untracked() {
            self.settings.update(|settings| answer.set(settings, text));
        }
    }

    fn view(&self, control: ParameterControl) -> AnyView {
        let answer = self.answer;
        let id = parameter_id(&self.name);
        let help = format!("{id}-help {id}-from {id}-about");
        let value =
            Memo::new(move |_| answer.with(|answer| answer.as_ref().map(|it| it.value.clone()).unwrap_or_default()));
        let invalid =
            move || answer.with(|answer| answer.as_ref().is_some_and(|it| it.problem.is_some())).then_some("true");
        let field = self.clone();
        match control {
            ParameterControl::Hidden => view! {
                <output class="ro mask" id=id aria-describedby=help>
                    <span aria-hidden="true">"••••••••••••"</span>
                    <span class="sr">"Not shown: your shell asks for it"</span>
                </output>
            }
            .into_any(),
            ParameterControl::Choice(words) => {
                let known = words.clone();
                let option = move |word: String, hidden: bool| {
                    let own = word.clone();
                    let shown = if word.is_empty() { "choose…".to_string() } else { word.clone() };
                    view! { <option value=word hidden=hidden prop:selected=move || value.with(|value| *value == own)>{shown}</option> }
                };
                // A value that is none of them, or none yet.
                let odd = move || value.with(|value| !known.contains(value)).then(|| option(value.get(), true));
                view! {
                    <select class="in mono" id=id aria-invalid=invalid aria-describedby=help
                        on:change:target=move |ev| field.write(&ev.target().value())>
                        {odd}
                        {words.into_iter().map(|word| option(word, false)).collect_view()}
                    </select>
                }
                .into_any()
            }
            ParameterControl::Number | ParameterControl::Text => view! {
                <input
                    class="in mono" id=id type="text" autocomplete="off" spellcheck="false" autocapitalize="off"
                    inputmode=(control == ParameterControl::Number).then_some("decimal")
                    aria-invalid=invalid aria-describedby=help
                    prop:value=value
                    on:input:target=move |ev| field.write(&ev.target().value())
                />
            }
            .into_any(),
        }
    }
}
