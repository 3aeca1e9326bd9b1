//! State of the dialog: the choices, and memos derived from them.

use gloo::timers::callback::Timeout;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::check::Checker;
use crate::deploy::{Fact, FollowUp, Plan, Script, Setting, Settings, Shell, Unwritable, afterwards, facts};
use crate::template::Template;
use crate::ui::browser;
use crate::ui::given::{GivenValues, keep_settings, kept_settings};
use crate::ui::route::Route;
use crate::ui::workspace::Workspace;

/// Storage key of the shell.
const SHELL: &str = "cf-init.shell";
/// Time that "Copied" is shown, in milliseconds.
const FEEDBACK: u32 = 1_600;

/// Something that can be copied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Copied {
    /// The command.
    Command,
    /// The text of the parameter file.
    ParameterFile,
    /// The command of the fact at this place.
    Fact(usize),
    /// The command for afterwards at this place.
    After(usize),
}

/// Result of the last action. All results are announced; failures are shown too.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct ActionResult {
    pub(super) failed: bool,
    pub(super) message: String,
}

/// State of the open dialog, provided as context.
#[derive(Clone, Copy)]
pub(super) struct Deployment {
    workspace: Workspace,
    /// The choices, without the stack's name, which is the workspace's.
    pub(super) settings: RwSignal<Settings>,
    /// The shell that the command is written for.
    pub(super) shell: RwSignal<Shell>,
    /// Deploy plan of the template and the choices.
    pub(super) plan: Memo<Plan>,
    /// The command as typed, or why this shell cannot.
    pub(super) script: Memo<Result<Script, Unwritable>>,
    /// What is as it should be, or only AWS can tell.
    pub(super) facts: Memo<Vec<Fact>>,
    /// Commands for afterwards.
    pub(super) after: Memo<Vec<FollowUp>>,
    /// Why the command cannot be copied.
    obstacle: Memo<Option<String>>,
    /// True after the command was not copied, until it is.
    refused: RwSignal<bool>,
    last: RwSignal<ActionResult>,
    copied: RwSignal<Option<Copied>>,
    timer: StoredValue<Option<Timeout>, LocalStorage>,
}

impl Deployment {
    /// Begins with the choices kept in the browser and keeps each change.
    pub(super) fn provide() -> Deployment {
        let workspace = Workspace::expect();
        let given = GivenValues::expect();
        given.read();
        let parameters = given.signal().get_untracked();
        let (settings, shell) =
            (RwSignal::new(Settings { parameters, ..kept_settings() }), RwSignal::new(stored_shell()));
        let checker = StoredValue::new(Checker::default());
        let plan = workspace.memo(move |document| {
            let (file, settings) = (workspace.file_name(), chosen(workspace, settings));
            checker
                .try_update_value(|checker| Plan::checked(document, &file, &settings, checker))
                .unwrap_or_else(|| Plan::of(document, &file, &settings))
        });
        let script = Memo::new(move |_| plan.with(|plan| plan.script(shell.get())));
        let facts = workspace.memo(move |document| plan.with(|plan| facts(document, plan)));
        let obstacle = Memo::new(move |_| obstacle_of(plan, script));
        let after = workspace.memo(move |document| plan.with(|plan| afterwards(document, &plan.command)));
        Effect::new(move |first: Option<()>| {
            let kept = settings
                .with(|settings| workspace.with_untracked(|document| settings.without_secrets(Template::of(document))));
            if first.is_some() {
                note_refusal(workspace, keep_settings(&kept));
                let values = given.signal();
                if values.with_untracked(|values| *values != kept.parameters) {
                    values.set(kept.parameters);
                }
            }
        });
        let deployment = Deployment {
            workspace,
            settings,
            shell,
            plan,
            script,
            facts,
            after,
            obstacle,
            refused: RwSignal::new(false),
            last: RwSignal::new(ActionResult::default()),
            copied: RwSignal::new(None),
            timer: StoredValue::new_local(None),
        };
        provide_context(deployment);
        deployment
    }

    /// The state of the dialog around.
    pub(super) fn expect() -> Deployment {
        expect_context()
    }

    /// A view of the choices that changes only when what it shows does.
    pub(super) fn choice<T: PartialEq + Send + Sync + 'static>(
        &self,
        read: impl Fn(&Settings) -> T + Send + Sync + 'static,
    ) -> Memo<T> {
        let settings = self.settings;
        Memo::new(move |_| settings.with(&read))
    }

    /// What is wrong with a choice.
    pub(super) fn error(&self, setting: Setting) -> Memo<Option<String>> {
        let plan = self.plan;
        Memo::new(move |_| plan.with(|plan| plan.error(&setting).map(|error| error.message.clone())))
    }

    /// Chooses the shell and keeps the choice.
    pub(super) fn choose_shell(&self, shell: Shell) {
        self.shell.set(shell);
        note_refusal(self.workspace, browser::store(SHELL, shell.name()));
    }

    /// The name that a parameter file has at first.
    pub(super) fn default_parameter_file(&self) -> String {
        format!("{}-parameters.json", self.workspace.stack_name.get_untracked())
    }

    /// Announces a text to screen readers.
    pub(super) fn say(&self, text: &str) {
        self.last.set(ActionResult { failed: false, message: text.to_string() });
    }

    /// Shows and announces why an action failed.
    pub(super) fn fail(&self, text: &str) {
        self.last.set(ActionResult { failed: true, message: text.to_string() });
    }

    /// Result to show. A refusal of the command is shown until nothing is in the way of copying.
    pub(super) fn outcome(&self) -> ActionResult {
        let obstacle = self.obstacle.get().filter(|_| self.refused.get());
        match obstacle {
            Some(why) => ActionResult { failed: true, message: format!("Not copied. {why}") },
            None => self.last.get(),
        }
    }

    /// Closes the dialog; the focus goes back to where it was.
    pub(super) fn close(&self) {
        self.workspace.deploy_open.set(false);
    }

    /// Closes the dialog and opens the form of a place.
    pub(super) fn show(&self, place: Route) {
        self.close();
        self.workspace.select(place);
    }

    /// The line of a place of the text, from 1.
    pub(super) fn line_of(&self, offset: usize) -> usize {
        self.workspace.with_untracked(|document| document.position(offset).line)
    }

    /// Closes the dialog and shows a place of the text.
    pub(super) fn go_to(&self, offset: usize) {
        let workspace = self.workspace;
        let place = workspace.with_untracked(|document| document.position(offset));
        self.close();
        // Once the focus is back where it was.
        request_animation_frame(move || workspace.show_position(place));
    }

    /// Copies the command, or shows what is in its way and focuses the field of it.
    pub(super) fn copy_command(&self) {
        self.refused.set(self.obstacle.with_untracked(Option::is_some));
        if let Some(error) = self.plan.with_untracked(|plan| plan.errors.first().cloned()) {
            self.lead_to(&error.setting);
        } else if let (Ok(script), false) = (self.script.get_untracked(), self.refused.get_untracked()) {
            self.copy(Copied::Command, &script.text());
        }
    }

    /// Copies a text and shows for a moment that it is done.
    pub(super) fn copy(&self, what: Copied, text: &str) {
        let (copied, timer, last) = (self.copied, self.timer, self.last);
        browser::copy(text, move |done| {
            let message = if done { "Copied." } else { "Not copied. This browser refused the clipboard." };
            last.try_set(ActionResult { failed: !done, message: message.into() });
            if done {
                copied.try_set(Some(what));
                timer.try_set_value(Some(Timeout::new(FEEDBACK, move || {
                    copied.try_set(None);
                    last.try_set(ActionResult::default());
                })));
            }
        });
    }

    /// True for a moment after something was copied.
    pub(super) fn is_copied(&self, what: Copied) -> bool {
        self.copied.get() == Some(what)
    }

    /// Puts the focus into the field of a choice.
    pub(super) fn lead_to(&self, setting: &Setting) {
        let id = match setting {
            Setting::StackName => "deploy-stack".to_string(),
            Setting::Region => "deploy-region".to_string(),
            Setting::Profile => "deploy-profile".to_string(),
            Setting::Bucket => "deploy-bucket".to_string(),
            Setting::ParameterFile => "deploy-file".to_string(),
            Setting::Tag(_) => "deploy-tags".to_string(),
            Setting::Parameter(name) => parameter_id(name),
        };
        focus(&id);
    }
}

/// The id of a parameter's field.
pub(super) fn parameter_id(name: &str) -> String {
    format!("deploy-p-{name}")
}

/// Focuses the element with this id, if it is there.
pub(super) fn focus(id: &str) {
    let element = document().get_element_by_id(id);
    if let Some(element) = element.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok()) {
        // Fails only for an element that takes no focus.
        let _ = element.focus();
    }
}

/// Why the command cannot be copied: a wrong choice, a template that AWS refuses, or a shell that cannot write it.
fn obstacle_of(plan: Memo<Plan>, script: Memo<Result<Script, Unwritable>>) -> Option<String> {
    let refused = plan.with(|plan| {
        let error = plan.errors.first().map(ToString::to_string);
        error.or_else(|| plan.refused().next().map(|one| one.message.clone()))
    });
    refused.or_else(|| script.with(|script| script.as_ref().err().map(ToString::to_string)))
}

/// The shell that was chosen last.
pub fn stored_shell() -> Shell {
    browser::stored(SHELL).and_then(|name| Shell::of_name(&name)).unwrap_or_default()
}

fn chosen(workspace: Workspace, settings: RwSignal<Settings>) -> Settings {
    Settings { stack_name: workspace.stack_name.get(), ..settings.get() }
}

fn note_refusal(workspace: Workspace, kept: Result<(), String>) {
    if let Err(why) = kept {
        workspace.saved.set(crate::ui::workspace::Saved::Refused(why));
    }
}
