//! Sections of `AWS::CloudFormation::Init` for the new operating system.

use super::names::{is_to_apt, of_python, package, service};
use super::{Draft, Found, SystemChange, amend, given, is_script, line, script, section_of, token_map};
use crate::document::{Document, Edit, Path, Slot, Step, Value};
use crate::recipe::{entry, rename, trigger};
use crate::schema::file;
use crate::schema::system::Family;
use crate::template::Section;
use crate::template::for_each::{self, around};
use crate::template::function::call;
use crate::template::init::{Config, Init, Package, Versions};
use crate::template::reference::trail;
use crate::template::system::texts_below;

/// The command that makes PostgreSQL's data folder on Amazon Linux.
const INITDB: &str = "00-postgresql-initdb";
const PYTHON: &str = "python";
const SYSTEMD: &str = "systemd";
const SYSVINIT: &str = "sysvinit";

/// Translates the configs of an `Init`.
pub(super) fn translate(document: &Document, init: &Init<'_>, change: &SystemChange, draft: &mut Draft) {
    let units: Vec<&str> = init.configs().flat_map(|config| config.names(Section::Files)).collect();
    given::tell(init, change, draft);
    for config in init.configs() {
        texts(document, &config, change, draft);
        packages(&config, change, draft);
        restarts(document, &config, change, draft);
        services(document, &config, &units, change, draft);
        data_folder(&config, change, draft);
        paths(&config, change, draft);
    }
}

// ── Packages ──

fn packages(config: &Config<'_>, change: &SystemChange, draft: &mut Draft) {
    let at = config.section_path(Section::Packages);
    let (from, to) = (change.from.os.family(), change.to.os.family());
    let given = [at.clone(), at.join(from.manager())].into_iter().find_map(|at| {
        let function = call(draft.document().node(&at)?)?;
        Some(format!("{} is given by {}: write the packages of {} there.", trail(&at), function.name, change.target()))
    });
    if let Some(sentence) = given.filter(|_| from != to) {
        return draft.leave(sentence);
    }
    let all: Vec<Package<'_>> = config.packages().collect();
    if from != to && all.iter().any(|package| package.manager() == from.manager()) {
        if all.iter().any(|package| package.manager() == to.manager()) {
            draft.leave(format!(
                "Config {} has packages of both apt and yum: keep those of {}.",
                config.name(),
                to.manager()
            ));
            return;
        }
        draft.attempt([Edit::Rename { at: at.join(from.manager()), to: to.manager().to_string() }]);
    }
    let manager = at.join(to.manager());
    for one in all.iter().filter(|package| package.manager() == from.manager()) {
        if let Some(each) = around(&inside(one.path(), &at)) {
            given::tell_loop(one.name(), each, one.node(), change, draft);
            continue;
        }
        own(one, &at, &manager, change, draft);
    }
    if from != to && is_to_apt(change) || change.loses_pip() {
        for one in
            all.iter().filter(|package| package.manager() == PYTHON && around(&inside(package.path(), &at)).is_none())
        {
            of_pip(one, &at, &manager, change, draft);
        }
    }
    if from != to && all.iter().any(|package| package.manager() == "rpm") {
        draft.leave(format!(
            "Packages of rpm in config {}{}: {} has none.",
            config.name(),
            line(draft.document(), &at),
            change.target()
        ));
    }
    let empty = |document: &Document, at: &Path| {
        document.node(at).is_some_and(|node| node.is_empty() && node.scalar().is_none())
    };
    if from != to && empty(draft.document(), &manager) {
        draft.attempt(entry::take_with_empty(draft.document(), &manager, config.path()));
    }
}

/// A package of the family's own manager, whose new key is there already.
fn own(one: &Package<'_>, packages: &Path, manager: &Path, change: &SystemChange, draft: &mut Draft) {
    let names = package(change, one.name());
    let at = manager.join(one.name());
    let where_it_is = format!(" (line {})", one.node().lines().start());
    if let Some(doubt) = names.doubt {
        draft.leave(format!("Package {doubt}{where_it_is}."));
    }
    let is_same = names.own == [one.name()] && names.python.is_empty();
    match one.versions() {
        Versions::These(versions) if change.families().is_some() || !is_same => {
            let any = if one.node().scalar().is_some() { Value::from("") } else { Value::Sequence(Vec::new()) };
            draft.leave(format!(
                "Version {} of {}{where_it_is} is dropped: it was one of {}.",
                versions.join(", "),
                one.name(),
                change.from.os.name()
            ));
            draft.attempt([Edit::Set { at: at.clone(), value: any }]);
        }
        Versions::Computed if change.families().is_some() => {
            draft.leave(format!(
                "The version of {}{where_it_is} is given by a function: look whether {} has it.",
                one.name(),
                change.target()
            ));
        }
        Versions::These(_) | Versions::Any | Versions::Computed => {}
    }
    if is_same {
        return;
    }
    match (names.own.join(", "), names.python.join(", ")) {
        (own, python) if own.is_empty() && python.is_empty() => {
            draft.say(format!("{} is removed: the image has it.", one.name()));
        }
        (own, python) if python.is_empty() => draft.say(format!("{} becomes {own}.", one.name())),
        (_, python) => draft.say(format!("{} comes from PyPI: {python}.", one.name())),
    }
    let is_there =
        |document: &Document, name: &str| document.node(manager).is_some_and(|node| node.get(name).is_some());
    let mut rest =
        names.own.iter().filter(|name| !is_there(draft.document(), name)).cloned().collect::<Vec<_>>().into_iter();
    match rest.next() {
        Some(first) => draft.attempt([Edit::Rename { at, to: first }]),
        None if is_there(draft.document(), one.name()) && names.own.iter().all(|name| name != one.name()) => {
            draft.attempt([Edit::Remove { at }]);
        }
        None => {}
    }
    for name in rest {
        add(draft, manager, &name);
    }
    for name in names.python {
        add(draft, &packages.join(PYTHON), &name);
    }
}

/// A package of PyPI: by `apt` where that has it.
fn of_pip(one: &Package<'_>, packages: &Path, manager: &Path, change: &SystemChange, draft: &mut Draft) {
    match of_python(one.name()) {
        Some(name) => {
            draft.say(format!("{} becomes {name} of apt.", one.name()));
            let at = packages.keys([PYTHON, one.name()]);
            draft.attempt(entry::take_with_empty(draft.document(), &at, packages));
            add(draft, manager, name);
        }
        None if !change.loses_pip() => {}
        None => draft.leave(format!(
            "Package {} of python (line {}): pip refuses to install for the whole system on {} (PEP 668). Take a virtual environment.",
            one.name(),
            one.node().lines().start(),
            change.target()
        )),
    }
}

/// A package of any version, if it is not there.
fn add(draft: &mut Draft, manager: &Path, name: &str) {
    if draft.document().node(&manager.join(name)).is_none() {
        let value = Value::Sequence(Vec::new());
        draft.attempt([Edit::Insert { into: manager.clone(), slot: Slot::Key(name.to_string()), value }]);
    }
}

/// Packages that services list as what restarts them.
fn restarts(document: &Document, config: &Config<'_>, change: &SystemChange, draft: &mut Draft) {
    let Some((from, to)) = change.families() else { return };
    for service in config.services() {
        let list = service.path().keys([Section::Packages.key(), from.manager()]);
        let Some(names) = document.node(&list) else { continue };
        let items: Vec<_> = names.items().map(|item| item.scalar().filter(|_| item.tag().is_none())).collect();
        // From the last on: positions of those before stay.
        for (index, name) in items.into_iter().enumerate().rev() {
            let Some(name) = name else { continue };
            let at = list.join(index);
            let own = package(change, name).own;
            let Some((first, others)) = own.split_first() else {
                draft.attempt([Edit::Remove { at }]);
                continue;
            };
            if first != name {
                draft.attempt([Edit::Set { at, value: Value::from(first.as_str()) }]);
            }
            let behind = others.iter().enumerate().map(|(more, name)| {
                let slot = Slot::Index(index + 1 + more);
                Edit::Insert { into: list.clone(), slot, value: Value::from(name.as_str()) }
            });
            draft.attempt(behind);
        }
        draft.attempt([Edit::Rename { at: list, to: to.manager().to_string() }]);
    }
}

// ── Services ──

fn services(document: &Document, config: &Config<'_>, units: &[&str], change: &SystemChange, draft: &mut Draft) {
    let at = config.section_path(Section::Services);
    for one in config.services().filter(|service| matches!(service.manager(), SYSTEMD | SYSVINIT)) {
        let mut now = one.path().clone();
        if let Some(each) = around(&inside(&now, &at)) {
            given::tell_loop(one.name(), each, one.node(), change, draft);
            continue;
        }
        if one.manager() == SYSVINIT {
            let Some(systemd) = moved(&at, one.name(), draft) else { continue };
            now = systemd;
        }
        let has_unit = units.iter().any(|unit| unit.rsplit('/').next() == Some(&format!("{}.service", one.name())));
        match service(change, one.name()) {
            Some(name) if name != one.name() => {
                draft.say(format!("Service {} becomes {name}.", one.name()));
                draft.attempt(rename::alone(&now, &name));
            }
            None if change.families().is_some() && !has_unit => draft.leave(format!(
                "Service {}{} keeps its name: look what {} calls it.",
                one.name(),
                line(document, one.path()),
                change.target()
            )),
            Some(_) | None => {}
        }
    }
}

/// Moves a service from `sysvinit` to `systemd`; where it is then. `None` if it is there already.
fn moved(services: &Path, name: &str, draft: &mut Draft) -> Option<Path> {
    let (old, new) = (services.join(SYSVINIT), services.join(SYSTEMD));
    draft.say("Services are run by systemd, which helper scripts from 2.0-10 on know.");
    match (draft.document().node(&new), draft.document().node(&old)) {
        (None, Some(_)) => draft.attempt([Edit::Rename { at: old, to: SYSTEMD.to_string() }]),
        (Some(there), Some(_)) => {
            // The first service took all of them along.
            if there.get(name).is_some() {
                draft.leave(format!("Service {name} is in sysvinit and in systemd: the one in sysvinit stays."));
                return None;
            }
            let at = old.join(name);
            draft.document().node(&at)?;
            draft.attempt([Edit::MoveTo { at, into: new.clone(), slot: Slot::Key(name.to_string()) }]);
            if draft.document().node(&old).is_some_and(|node| node.is_empty()) {
                draft.attempt(entry::take(draft.document(), &old));
            }
        }
        (_, None) => {}
    }
    Some(new.join(name))
}

/// PostgreSQL's data folder: made by the package in Ubuntu and Debian, by hand on Amazon Linux.
fn data_folder(config: &Config<'_>, change: &SystemChange, draft: &mut Draft) {
    let command = config.section_path(Section::Commands).join(INITDB);
    let Some((_, to)) = change.families() else { return };
    match to {
        Family::Yum => {
            for (name, client) in [("postgresql", "psql"), ("mariadb", "mysql")] {
                let calls = |at: &Path| draft.document().scalar(at).is_some_and(|text| text.contains(client));
                let commands = texts_below(draft.document(), &config.section_path(Section::Commands));
                if config.services().any(|service| service.name() == name) && commands.iter().any(calls) {
                    draft.leave(format!(
                        "Commands of config {} call {client}: Amazon Linux does not start {name} when it is installed, but with the services, after the commands.",
                        config.name()
                    ));
                }
            }
            if !config.services().any(|service| service.name() == "postgresql")
                || draft.document().node(&command).is_some()
            {
                return;
            }
            draft.say("A command makes PostgreSQL's data folder, which Ubuntu and Debian make when they install it.");
            let step = [
                ("test", "test ! -f /var/lib/pgsql/data/PG_VERSION"),
                ("command", "/usr/bin/postgresql-setup --initdb"),
            ];
            let value =
                Value::Mapping(step.iter().map(|(key, text)| (Value::from(*key), Value::from(*text))).collect());
            let commands = config.section_path(Section::Commands);
            let document = draft.document();
            draft.attempt(match document.node(&commands).is_some_and(|node| !node.is_empty()) {
                true => entry::insert_at(document, &commands, INITDB, 0, value),
                false => entry::add_to_section(document, config.path(), Section::Commands, None, (INITDB, value)),
            });
        }
        Family::Apt => {
            if draft.document().node(&command).is_some() {
                draft.say(format!("Command {INITDB} is removed: the package creates the data folder."));
                let mut edits = trigger::remove(draft.document(), config.path(), Section::Commands, INITDB);
                edits.extend(entry::take_with_empty(draft.document(), &command, config.path()));
                draft.attempt(edits);
            }
        }
    }
}

// ── Texts ──

fn texts(document: &Document, config: &Config<'_>, change: &SystemChange, draft: &mut Draft) {
    for at in texts_below(document, config.path()) {
        let rest = for_each::outside(&inside(&at, config.path()));
        let (Some(text), Some((section, rest))) = (document.scalar(&at), section_of(&rest)) else {
            continue;
        };
        if document.node(&at).and_then(|node| node.tag()) == Some("!Ref") || at.last_key() == Some("Ref") {
            continue;
        }
        let key = rest.get(1).and_then(Step::key).unwrap_or_default();
        let mut found = Found::default();
        match section {
            Section::Packages | Section::Services => continue,
            Section::Files if [file::OWNER.key, file::GROUP.key].contains(&key) => user(text, change, &mut found),
            Section::Files if key == file::CONTENT.key && is_script(first_text(document, config, &at)) => {
                script::find(text, change, &mut found);
            }
            Section::Files if [file::MODE.key, file::SOURCE.key].contains(&key) => continue,
            Section::Commands if matches!(key, "command" | "test") => script::find(text, change, &mut found),
            Section::Commands if key == "runas" => user(text, change, &mut found),
            Section::Groups | Section::Users | Section::Sources | Section::Files | Section::Commands => {
                token_map::find(text, change, &mut found);
            }
        }
        amend(document, &at, &at, found, draft);
    }
}

/// The steps of a path below another one.
fn inside(at: &Path, above: &Path) -> Path {
    at.steps().iter().skip(above.steps().len()).cloned().collect()
}

/// The first text of the content of the file that a path lies in.
fn first_text<'d>(document: &'d Document, config: &Config<'_>, at: &Path) -> &'d str {
    let Some(file) = config.files().find(|file| at.starts_with(file.path())) else { return "" };
    texts_below(document, &file.path().join(file::CONTENT.key))
        .first()
        .and_then(|at| document.scalar(at))
        .unwrap_or_default()
}

/// A text that is a user's name as a whole.
fn user(text: &str, change: &SystemChange, found: &mut Found) {
    let pairs = [(change.from.os.user(), change.to.os.user())];
    for (from, to) in pairs.into_iter().chain(change.web_user) {
        if text == from && from != to {
            found.replace(0..text.len(), to);
        }
    }
}

/// Paths that are keys: of files and sources.
fn paths(config: &Config<'_>, change: &SystemChange, draft: &mut Draft) {
    for section in [Section::Files, Section::Sources] {
        for (at, entry) in config.entries(section) {
            let name = entry.key();
            let mut found = Found::default();
            token_map::find(name, change, &mut found);
            let found = found.finish();
            for (_, why) in &found.left {
                let line = format!(" (line {})", entry.key_node.lines().start());
                draft.leave(why.replace("{line}", &line));
            }
            let mut new = name.to_string();
            for (range, to) in found.parts.iter().rev() {
                new.replace_range(range.clone(), to);
            }
            if new != name {
                draft.attempt(rename::rename(draft.document(), &at, &new));
            }
        }
    }
}
