//! Signals that commands of cfn-init send.
//!
//! Source: aws-cfn-bootstrap 1.4-31, construction.py and command_tool.py: configs in the order of their sets, commands of
//! a config by name, a text by sh.

use crate::document::{Document, Kind, Path};
use crate::template::mapped_text::MappedText;
use crate::template::shell::{SentSignal, ShellEvent, ShellKind, runs};
use crate::template::user_data::{UserData, inits_of, names_signal};
use crate::template::{Section, Template};

/// A signal that a command of cfn-init sends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct CommandSignal {
    /// Config and command, in words.
    pub name: String,
    /// Where the command stands.
    pub at: Path,
    /// What it sends if all goes well.
    pub signal: SentSignal,
}

/// The signals that cfn-init sends in the machine of user data, in order.
pub(super) fn command_signals(document: &Document, data: &UserData) -> Vec<CommandSignal> {
    let template = Template::of(document);
    let mut found = Vec::new();
    for init in inits_of(template, &data.holder) {
        let id = init.resource().id();
        for set in data.sets(id).unwrap_or_default() {
            for config in init.run_order(&set).into_iter().filter_map(|name| init.config(name)) {
                let mut commands = config.entries(Section::Commands);
                commands.sort_by_key(|(_, command)| command.key());
                for (at, command) in commands {
                    let (at, name) = (at.join("command"), command.key());
                    let sends = sent(document, &at);
                    found.extend(sends.into_iter().map(|signal| CommandSignal {
                        name: format!("command {name} of config {}", config.name()),
                        at: at.clone(),
                        signal,
                    }));
                }
            }
        }
    }
    found
}

fn sent(document: &Document, at: &Path) -> Vec<SentSignal> {
    let Some(node) = document.node(at) else { return Vec::new() };
    let (text, replaced) = match MappedText::of(document, at) {
        Some(text) => (text.text().to_string(), text.replaced_parts()),
        None if node.kind() == Kind::Sequence => {
            let words = node.items().map(|item| item.scalar().unwrap_or("…"));
            let words = words.map(|word| format!("'{}'", word.replace('\'', "'\\''")));
            (words.collect::<Vec<_>>().join(" "), Vec::new())
        }
        None => return Vec::new(),
    };
    // A signal goes by cfn-signal or signal-resource, or as JSON with a status.
    if !["signal", "Signal", "Status"].iter().any(|word| text.contains(word)) {
        return Vec::new();
    }
    let found = runs(&text, &replaced, ShellKind::Bash, false);
    let events = found.runs.into_iter().next().map(|run| run.events).unwrap_or_default();
    let signals = events.into_iter().filter_map(|event| match event {
        ShellEvent::Signal(signal) => Some(signal),
        _ => None,
    });
    signals.collect()
}

/// True if a text of the metadata of this machine names a signal: something may send one that is not read here.
pub(super) fn may_signal(document: &Document, data: &UserData) -> bool {
    let template = Template::of(document);
    inits_of(template, &data.holder)
        .any(|init| init.node().descendants().filter_map(|node| node.scalar()).any(names_signal))
}
