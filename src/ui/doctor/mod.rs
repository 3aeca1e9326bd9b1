//! The log doctor: logs are pasted or dropped, the step that failed first is shown with its place in the template.
//!
//! It shows what [`crate::doctor`] finds. Logs are read slice by slice, their secrets are masked, nothing is stored.

mod cause;
mod intake;
mod state;
mod steps;

use leptos::prelude::*;

use super::dialog::Frame;
use super::icon::{Icon, Svg};
use super::later::dialog_while;
use super::part::part;
use cause::Results;
use intake::Intake;
pub use state::LogDoctor;
use steps::Logs;

const ABOUT: &str = "Logs are read in this page only: nothing is sent or stored, passwords and keys are masked.";

/// The button in the bar.
#[component]
pub fn LogDoctorButton() -> impl IntoView {
    let doctor = LogDoctor::expect();
    view! {
        <button type="button" class="btn bare icon hide-s" aria-label="Log doctor"
            title="Log doctor: why a boot or a deployment failed" aria-haspopup="dialog" on:click=move |_| doctor.show()>
            <Svg icon=Icon::Terminal/>
        </button>
    }
}

/// The dialog, there while it is open.
#[component]
pub fn LogDoctorDialog() -> impl IntoView {
    let doctor = LogDoctor::expect();
    dialog_while(doctor.open, move || dialog(doctor))
}

part! {
    dialogs: fn dialog(doctor: LogDoctor) -> AnyView {
        view! {
            <Frame class="dlg doctor" id="doctor-title" title="Log doctor" open=doctor.open about=ABOUT>
                <div class="doctor-body" tabindex="-1">
                    <Intake/>
                    <Results/>
                    <Logs/>
                </div>
            </Frame>
        }
        .into_any()
    }
}
