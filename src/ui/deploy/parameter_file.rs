//! The parameter file: whether the values are in one, its name, and its text to copy or to download.
//!
//! What the file holds is decided by [`crate::deploy`].

use gloo::file::Blob;
use leptos::prelude::*;

use super::state::{Copied, Deployment};
use super::target::Text;
use crate::deploy::{Answer, Setting};
use crate::ui::browser;
use crate::ui::control::Tick;
use crate::ui::icon::{Icon, Svg};

/// The choice, and the name of the file.
#[component]
pub(super) fn ParameterFileChoice() -> impl IntoView {
    let deployment = Deployment::expect();
    let settings = deployment.settings;
    let has_values = Memo::new(move |_| deployment.plan.with(|plan| plan.answers.iter().any(Answer::is_for_file)));
    let file = deployment.choice(|settings| settings.parameter_file.clone());
    let is_on = Memo::new(move |_| file.with(Option::is_some));
    let set = move |on: bool| {
        let name = on.then(|| deployment.default_parameter_file());
        settings.update(|settings| settings.parameter_file = name);
    };
    view! {
        <Show when=move || has_values.get()>
            <div class="pf">
                <Tick on=is_on set=set><span>"Values in a file instead of the command"</span></Tick>
                <Show when=move || is_on.get()>
                    <Text
                        id="deploy-file" label="Parameter file" setting=Setting::ParameterFile
                        text=Signal::derive(move || file.get().unwrap_or_default())
                        write=move |text| settings.update(|settings| settings.parameter_file = Some(text))
                    />
                </Show>
            </div>
        </Show>
    }
}

/// The text of the file.
#[component]
pub(super) fn ParameterFileBox() -> impl IntoView {
    let deployment = Deployment::expect();
    let plan = deployment.plan;
    let name = Memo::new(move |_| plan.with(|plan| plan.command.parameter_file.clone()).unwrap_or_default());
    let text = Memo::new(move |_| plan.with(|plan| plan.command.parameter_file_text()));
    let done = move || deployment.is_copied(Copied::ParameterFile);
    let copy = move |_| deployment.copy(Copied::ParameterFile, &text.get_untracked().unwrap_or_default());
    let download = move |_| {
        let path = name.get_untracked();
        let file = path.rsplit(['/', '\\']).next().unwrap_or_default().to_string();
        let text = text.get_untracked().unwrap_or_default();
        let is_done = browser::download_blob(&file, Blob::new_with_options(text.as_str(), Some("application/json")));
        deployment.say(if is_done { "Downloaded." } else { "This browser refused the download." });
    };
    view! {
        <Show when=move || text.with(Option::is_some)>
            <div class="cmd">
                <div class="cmd-h">
                    <h3><code>{name}</code></h3>
                    <span class="grow"></span>
                    <button class="btn sm" on:click=download><Svg icon=Icon::Download/>"Download the parameter file"</button>
                    <button class="btn sm" class:is-done=done on:click=copy>
                        {move || {
                            let (icon, label) = if done() { (Icon::Check, "Copied") } else { (Icon::Copy, "Copy the parameter file") };
                            view! { <Svg icon=icon/>{label} }
                        }}
                    </button>
                </div>
                <pre tabindex="0" aria-label="Text of the parameter file">{text}</pre>
            </div>
        </Show>
    }
}
