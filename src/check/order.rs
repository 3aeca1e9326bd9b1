//! Which configs a machine runs, and in which order: what the rules about the order of steps and about systems share.

use crate::check::Context;
use crate::schema::accounts;
use crate::template::user_data::{StepKind, path_of};
use crate::template::{Config, Init, Section};

/// The configs that user data asks for, in the order in which they run, each where it runs first. Without such a call
/// those of the default set, and behind them the others.
pub fn as_run<'d>(context: &Context<'_>, init: Init<'d>) -> Vec<Config<'d>> {
    let data = context.user_data(init.resource().id());
    let Some(sets) = data.and_then(|data| data.sets(init.resource().id())) else { return init.configs_as_run() };
    let mut configs: Vec<Config<'d>> = Vec::new();
    for name in sets.iter().flat_map(|set| init.run_order(set)) {
        if let Some(config) = init.config(name).filter(|new| !configs.iter().any(|known| known.name() == new.name())) {
            configs.push(config);
        }
    }
    configs
}

/// The configs that the machine runs, in the order of the text. None where config sets choose, such as one for each
/// system, and the template does not show which ones the user data ask for.
pub fn chosen<'d>(context: &Context<'_>, init: Init<'d>) -> Vec<Config<'d>> {
    let data = context.user_data(init.resource().id());
    let sets = data.and_then(|data| data.sets(init.resource().id()));
    match sets.map(|sets| sets.iter().flat_map(|set| init.run_order(set)).collect::<Vec<_>>()) {
        Some(run) => init.configs().filter(|config| run.contains(&config.name())).collect(),
        None if init.config_sets().is_some() => Vec::new(),
        None => init.configs().collect(),
    }
}

/// True if a path is a folder or inside it: `/a/b` is below `/a`, `/ab` is not.
pub fn is_below(path: &str, folder: &str) -> bool {
    let folder = folder.trim_end_matches('/');
    path.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Whether a name is one of a user or of a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Principal {
    /// A user.
    User,
    /// A group.
    Group,
}

/// What makes a user or a group before the files of a config are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Maker {
    /// The system has it, or an earlier step makes it or may make it.
    Earlier,
    /// This step, which runs later.
    Later(String),
    /// Nothing in the template.
    Nobody,
}

/// What makes a user or group, seen from the files of the config at `index` of `configs`.
pub fn maker_of(
    context: &Context<'_>,
    init: Init<'_>,
    configs: &[Config<'_>],
    index: usize,
    (name, kind): (&str, Principal),
) -> Maker {
    let is_number = name.bytes().all(|byte| byte.is_ascii_digit());
    let is_there = accounts::is_in_image(None, kind == Principal::User, name);
    if is_there || name.is_empty() || is_number || name.contains(['$', '{', '%', '\\', ' ']) {
        return Maker::Earlier;
    }
    let declares = |config: &Config<'_>| {
        let users = config.names(Section::Users).contains(&name);
        let groups = config.names(Section::Groups).contains(&name);
        // A user gets a group of its own name.
        users || kind == Principal::Group && groups
    };
    let before = configs.get(..index).unwrap_or_default();
    let Some(own) = configs.get(index) else { return Maker::Earlier };
    // Packages bring users of their own, and so may archives and programs that earlier commands run.
    let may_bring = |config: &Config<'_>| config.packages().next().is_some();
    let installs = |config: &Config<'_>| config.section(Section::Commands).is_some();
    let is_earlier = before.iter().any(|config| declares(config) || may_bring(config) || installs(config));
    if is_earlier || declares(own) || may_bring(own) {
        return Maker::Earlier;
    }
    let resource = init.resource();
    let document = context.document();
    let data = context.user_data(resource.id());
    let is_absent = path_of(resource).is_some_and(|at| document.node(&at).is_none());
    match &data {
        Some(data) => {
            let script = data.text.text();
            let first = data.steps_of(StepKind::Init).next().map_or(script.len(), |step| step.span.start);
            if script.get(..first).is_some_and(brings) {
                return Maker::Earlier;
            }
        }
        None if is_absent => {}
        // Nobody knows what a script does that a function gives.
        None => return Maker::Earlier,
    }
    let makes = |text: &str| {
        let adds = ["useradd", "adduser", "groupadd", "addgroup"].iter().any(|word| text.contains(word));
        adds && text.split(|c: char| !c.is_ascii_alphanumeric() && !"_-".contains(c)).any(|word| word == name)
    };
    let by_command = |config: &Config<'_>| {
        let command = config.commands().find(|command| {
            let texts = command.texts(document);
            texts.iter().any(|text| makes(text.text.text()))
                || command.words().is_some_and(|words| makes(&words.join(" ")))
        });
        command.map(|command| format!("The command {} of {}", command.name(), config.name()))
    };
    let later = configs.get(index + 1..).unwrap_or_default();
    let found = by_command(own)
        .or_else(|| later.iter().find_map(by_command))
        .or_else(|| later.iter().find(|config| declares(config)).map(|config| format!("The config {}", config.name())));
    found.map_or(Maker::Nobody, Maker::Later)
}

/// True if a script installs or runs something that may make users.
fn brings(script: &str) -> bool {
    let words =
        ["install", "useradd", "adduser", "groupadd", "addgroup", "aws s3", "curl", "wget", "source ", "dpkg", "rpm"];
    // The helper scripts make no users.
    let own = |line: &str| {
        [
            "aws-cfn-bootstrap",
            "cfn-bootstrap",
            "python3-pip",
            "python-pip",
            "python-setuptools",
            "easy_install",
            "pip install",
        ]
        .iter()
        .any(|word| line.contains(word))
    };
    script
        .lines()
        .any(|line| !own(line) && !line.trim().starts_with('#') && words.iter().any(|word| line.contains(word)))
}
