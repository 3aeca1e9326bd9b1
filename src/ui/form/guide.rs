//! "What is this?" at the top of forms about things that only CloudFormation's helper scripts have.

use leptos::prelude::*;

use crate::ui::control::GuideLink;

/// A question with its short answer and the page that says more.
#[derive(Debug)]
pub(super) struct Guide {
    question: &'static str,
    answer: &'static str,
    /// Page of the documentation.
    page: &'static str,
}

/// Configs and config sets.
pub(super) const CONFIG_SETS: Guide = Guide {
    question: "What are configs and config sets?",
    answer: "A config lists packages, users, files, commands and services; within it cfn-init always takes them in the same \
             order. A config set names the configs to run, one after the other. Without --configsets cfn-init runs the set \
             default; without any set it runs the one config named config.",
    page: "config-sets",
};

/// cfn-hup.
pub(super) const HUP: Guide = Guide {
    question: "What is cfn-hup?",
    answer: "A program on the instance that asks CloudFormation every few minutes whether the metadata changed, and then \
             runs cfn-init again. With it a stack update can change files, packages and services of a running instance; \
             without it the metadata is read at the first boot only.",
    page: "cfn-hup",
};

/// Signals and policies.
pub(super) const SIGNAL: Guide = Guide {
    question: "What is a signal?",
    answer: "cfn-signal tells CloudFormation whether the boot succeeded. With a CreationPolicy the stack waits for it, and \
             fails when the boot fails; without one the instance counts as complete as soon as EC2 has started it.",
    page: "cfn-signal",
};

/// User data.
pub(super) const USER_DATA: Guide = Guide {
    question: "What is user data?",
    answer: "A script that EC2 hands to the instance and that runs once, as root, at the first boot. Here it installs \
             CloudFormation's helper scripts where the image lacks them, calls cfn-init, which does what the configs say, and \
             tells CloudFormation with cfn-signal how that ended.",
    page: "getting-started",
};

/// The question, closed until it is asked.
#[component]
pub(super) fn WhatIsThis(guide: &'static Guide) -> impl IntoView {
    view! {
        <details class="what">
            <summary>{guide.question}</summary>
            <p>{guide.answer}" "<GuideLink page=guide.page>"Read more"</GuideLink></p>
        </details>
    }
}
