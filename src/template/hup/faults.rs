//! What of cfn-hup is there but does not fit, each with what mends it.

use super::ini::Group;
use super::{Hup, MAIN, TRIGGERS, Written, key};
use crate::document::{Document, Edit, Path};
use crate::recipe::hup as recipe;
use crate::recipe::rename;
use crate::schema::service as row;
use crate::template::user_data::{Kind, Says, Step, steps};
use crate::template::{boolean, init};

/// Something that does not fit.
#[derive(Clone, Debug, PartialEq)]
pub struct Fault {
    /// Where.
    pub at: Path,
    /// What is wrong, and what comes of it.
    pub said: String,
    /// What the button says, and the edits; `None` if it has to be changed by hand.
    pub mend: Option<(String, Vec<Edit>)>,
}

/// All that does not fit, in the order of conf, hooks, service.
pub fn faults(document: &Document, resource: &str) -> Vec<Fault> {
    let Some(hup) = Hup::of(document, resource).filter(|hup| !hup.is_off()) else { return Vec::new() };
    let mut found = Vec::new();
    if let Some(conf) = &hup.conf {
        found.extend(of_conf(document, &hup, conf));
    }
    for written in &hup.hooks {
        found.extend(unread(document, written));
        for group in written.groups() {
            found.extend(of_hook(document, &hup, written, &group));
        }
        if written.name().contains("/hooks.d/") {
            found.extend(in_folder(document, &hup, written));
        }
    }
    if !hup.hooks.is_empty() && hup.reloader().is_none() {
        let said = "No hook runs cfn-init: new metadata stay in the stack.".to_string();
        let at = hup.hooks.first().map(|written| written.file.clone()).unwrap_or_default();
        found.push(Fault { at, said, mend: None });
    }
    found.extend(of_service(document, &hup));
    found
}

/// Why a text cannot say what it should: no text, or names that nobody replaces.
fn unread(document: &Document, written: &Written) -> Option<Fault> {
    let at = written.file.clone();
    let Some(text) = &written.text else {
        let said = format!("The content of {} is no text that can be read here.", written.name());
        return Some(Fault { at, said, mend: None });
    };
    (text.text().contains("${AWS::") && !text.replaces_names()).then(|| Fault {
        at: at.clone(),
        said: format!("{} is written as it stands: ${{AWS::…}} in it is not replaced.", written.name()),
        mend: Some(("Replace ${…}".into(), recipe::substitute(document, &at))),
    })
}

fn of_conf(document: &Document, hup: &Hup, conf: &Written) -> Vec<Fault> {
    let mut found: Vec<Fault> = unread(document, conf).into_iter().collect();
    let groups = conf.groups();
    let at = conf.file.clone();
    let Some(main) = groups.iter().find(|group| group.name == MAIN) else {
        if conf.text.is_some() {
            found.push(Fault {
                at,
                said: "The conf has no section [main]: cfn-hup does not start.".into(),
                mend: None,
            });
        }
        return found;
    };
    let set = |key: &str, value: &str| recipe::set(document, &hup.resource, &at, (MAIN, key), value);
    let mut fault = |said: String, verb: &str, edits: Vec<Edit>| {
        let mend = (!edits.is_empty()).then(|| (verb.to_string(), edits));
        found.push(Fault { at: at.clone(), said, mend });
    };
    match main.value("stack") {
        Some("${AWS::StackId}" | "${AWS::StackName}") => {}
        Some(other) => fault(
            format!("The conf watches the stack {other}, whatever this one is called."),
            "Watch this stack",
            set("stack", "${AWS::StackId}"),
        ),
        None => fault(
            "The conf names no stack: cfn-hup does not start.".into(),
            "Watch this stack",
            set("stack", "${AWS::StackId}"),
        ),
    }
    match main.value("region") {
        Some("${AWS::Region}") => {}
        Some(other) if other.contains("${") => {}
        Some(other) => fault(
            format!("The conf asks in {other}, wherever the stack is."),
            "Ask in its region",
            set("region", "${AWS::Region}"),
        ),
        None => fault(
            "Without region cfn-hup asks in us-east-1.".into(),
            "Ask in its region",
            set("region", "${AWS::Region}"),
        ),
    }
    if let Some(interval) = main.value("interval").filter(|text| !text.contains("${"))
        && interval.trim().parse::<u32>().map_or(true, |minutes| minutes == 0)
    {
        fault(
            format!("interval is {interval}: cfn-hup wants whole minutes from 1 and does not start."),
            "Every 5 minutes",
            set("interval", "5"),
        );
    }
    found
}

fn of_hook(document: &Document, hup: &Hup, written: &Written, group: &Group) -> Vec<Fault> {
    let mut found = Vec::new();
    let (at, name) = (written.file.clone(), group.name.as_str());
    let set = |key: &str, value: &str| recipe::set(document, &hup.resource, &at, (name, key), value);
    let mut fault = |said: String, mend: Option<(&str, Vec<Edit>)>| {
        let mend = mend.filter(|mend| !mend.1.is_empty()).map(|mend| (mend.0.to_string(), mend.1));
        found.push(Fault { at: at.clone(), said, mend });
    };
    for key in [key::TRIGGERS, key::PATH, key::ACTION] {
        if group.value(key).is_none_or(str::is_empty) {
            let mend = (key == key::TRIGGERS).then(|| ("Set post.update", set(key, "post.update")));
            fault(format!("The hook {name} has no {key}: cfn-hup logs that and drops it."), mend);
        }
    }
    for word in group.value(key::TRIGGERS).unwrap_or_default().split(',').map(str::trim).filter(|word| !word.is_empty())
    {
        if !TRIGGERS.contains(&word) && word != "on.command" && !word.contains("${") {
            fault(format!("{name} waits for {word}, which never comes: {} are the words.", TRIGGERS.join(", ")), None);
        }
    }
    let watched = group.value(key::PATH).unwrap_or_default();
    let parts: Vec<&str> = watched.split('.').collect();
    if let [first, id, ..] = parts.as_slice()
        && first.eq_ignore_ascii_case("resources")
        && *id != hup.resource
        && !id.contains("${")
    {
        let own = recipe::watched(&hup.resource);
        let mend = group.value(key::ACTION).is_some_and(|action| action.contains("cfn-init"));
        let mend = mend.then(|| ("Watch this resource", set(key::PATH, &own)));
        fault(format!("{name} watches {id}, these metadata belong to {}.", hup.resource), mend);
    } else if !watched.is_empty() && !parts.first().is_some_and(|first| first.eq_ignore_ascii_case("resources")) {
        fault(format!("{name} watches {watched}: a path begins with Resources., or cfn-hup ends."), None);
    }
    found.extend(of_action(document, hup, written, group));
    found
}

/// cfn-init in a hook is called as the user data call it.
fn of_action(document: &Document, hup: &Hup, written: &Written, group: &Group) -> Vec<Fault> {
    let mut found = Vec::new();
    let Some(action) = group.value(key::ACTION) else { return found };
    let all = steps(action);
    let Some(call) = all.iter().find(|step| step.kind == Kind::Init) else { return found };
    let name = &group.name;
    let mut differs = |said: String, verb: String, value: String| {
        let edits = recipe::set(document, &hup.resource, &written.file, (name, key::ACTION), &value);
        found.push(Fault { at: written.file.clone(), said, mend: (!edits.is_empty()).then_some((verb, edits)) });
    };
    let changed = |step: &Step, says: Says, value: &str| {
        let parts = crate::template::user_data::write::change(step, crate::template::user_data::Ask::Says(says), value);
        super::ini::replaced(action, &parts)
    };
    let resource = call.says(Says::Resource).unwrap_or_default();
    if resource != hup.resource && !resource.contains("${") && !resource.is_empty() {
        differs(
            format!("{name} calls cfn-init for {resource}, these metadata belong to {}.", hup.resource),
            format!("Call it for {}", hup.resource),
            changed(call, Says::Resource, &hup.resource),
        );
    }
    let sets = call.says(Says::ConfigSets).unwrap_or(init::DEFAULT_SET);
    if hup.asked.called && sets != hup.asked.sets && !sets.contains("${") {
        differs(
            format!("{name} runs the config set {sets}, the user data asks for {}.", hup.asked.sets),
            format!("Run {}", hup.asked.sets),
            changed(call, Says::ConfigSets, &hup.asked.sets),
        );
    }
    let helper = action.split_whitespace().find(|word| word.trim_end_matches(".exe").ends_with("cfn-init"));
    if let Some(helper) = helper
        && hup.asked.called
        && helper.trim_matches(['"', '\'']).trim_end_matches(".exe") != format!("{}cfn-init", hup.asked.folder)
    {
        let own = if helper.ends_with(".exe") { ".exe" } else { "" };
        let wanted = format!("{}cfn-init{own}", hup.asked.folder);
        differs(
            format!("{name} calls {helper}, the user data calls {wanted}."),
            "Call the same".into(),
            action.replacen(helper, &wanted, 1),
        );
    }
    if call.says(Says::Region).is_none() {
        differs(
            format!("{name} calls cfn-init without --region: it asks in us-east-1."),
            "Ask in its region".into(),
            changed(call, Says::Region, "${AWS::Region}"),
        );
    }
    found
}

/// cfn-init leaves a .bak beside a file that it replaces, and cfn-hup reads that too.
fn in_folder(document: &Document, hup: &Hup, written: &Written) -> Option<Fault> {
    let name = written.name();
    if name.contains('\\') || name.contains(':') {
        return None;
    }
    let to = "/etc/cfn/hooks.conf";
    let files = written.file.parent()?;
    let is_free = document.node(&files.join(to)).is_none() && hup.hooks.len() == 1;
    let edits = if is_free { rename::rename(document, &written.file, to) } else { Vec::new() };
    Some(Fault {
        at: written.file.clone(),
        said: format!(
            "{name} is in hooks.d: after a change cfn-init leaves a .bak there, and cfn-hup may go on with the old hook."
        ),
        mend: (!edits.is_empty()).then(|| ("Move it to hooks.conf".into(), edits)),
    })
}

fn of_service(document: &Document, hup: &Hup) -> Vec<Fault> {
    let mut found = Vec::new();
    let missing = |what: &str| Fault {
        at: crate::template::init::init_path(&hup.resource),
        said: format!("{what} is missing: cfn-hup does not run."),
        mend: Some(("Write what is missing".into(), recipe::on(document, &hup.resource))),
    };
    if hup.conf.is_none() {
        found.push(missing("/etc/cfn/cfn-hup.conf"));
    } else if hup.hooks.is_empty() {
        found.push(missing("The file with the hooks"));
    }
    let Some(at) = hup.services.first() else {
        found.push(missing("The service entry"));
        return found;
    };
    let Some(node) = document.node(at) else { return found };
    for (key, said) in [(row::ENABLED.key, "does not start at boot"), (row::ENSURE_RUNNING.key, "is not started")] {
        if node.get(key).is_none_or(|value| boolean(value) == Some(false)) {
            let edits = crate::recipe::entry::put(document, at, row::ROWS, key, true.into());
            found.push(Fault {
                at: at.clone(),
                said: format!("The service cfn-hup {said}."),
                mend: Some((format!("Set {key}"), edits)),
            });
        }
    }
    let listed: Vec<&str> =
        node.get(row::FILES.key).into_iter().flat_map(|list| list.items()).filter_map(|item| item.scalar()).collect();
    let same = |file: &Path| file.steps().get(4) == at.steps().get(4);
    let unlisted: Vec<String> = hup
        .files()
        .iter()
        .filter(|file| same(file) && !file.last_key().is_some_and(|name| listed.contains(&name)))
        .filter_map(|file| file.last_key().map(str::to_string))
        .collect();
    if !unlisted.is_empty() {
        found.push(Fault {
            at: at.clone(),
            said: format!(
                "The service is not restarted when {} changes: cfn-hup reads its files once, at its start.",
                unlisted.join(", ")
            ),
            mend: Some(("Restart it then".into(), recipe::watch_files(document, &hup.resource))),
        });
    }
    found
}
