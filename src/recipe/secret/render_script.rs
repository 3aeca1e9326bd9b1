//! Script on the instance that fetches the secret with the role and fills it into files, and the commands that call it.
//! cfn-init writes files without the secret, so neither metadata nor the copies that cfn-init keeps of replaced files
//! contain it, and a second run changes nothing.

use serde_json::{Map, Value as Json, json};

use super::{KEY, Store, StoredSecret};
use crate::document::{Document, Edit, Kind, Path, Value};
use crate::recipe::draft::Draft;
use crate::recipe::trigger::{Cause, add};
use crate::recipe::{rename, steps};
use crate::schema::system::Family;
use crate::template::init::Init;
use crate::template::mode::{Mode, Right, Who};
use crate::template::substitution::{SubPiece, pieces};
use crate::template::system::{Machine, texts_below};
use crate::template::{Section, Template, content};

/// Where the secret lies for commands: root's alone.
const FOLDER: &str = "/etc/cf-init";

/// The files and commands of configs that need the secret.
#[derive(Debug, Default)]
pub(super) struct Configs(Vec<(Path, Vec<String>, Vec<String>)>);

impl Configs {
    fn of(&mut self, config: &Path) -> Option<&mut (Path, Vec<String>, Vec<String>)> {
        if !self.0.iter().any(|one| one.0 == *config) {
            self.0.push((config.clone(), Vec::new(), Vec::new()));
        }
        self.0.iter_mut().find(|one| one.0 == *config)
    }

    pub(super) fn file(&mut self, config: &Path, file: &str) {
        if let Some(one) = self.of(config)
            && !one.1.iter().any(|known| known == file)
        {
            one.1.push(file.to_string());
        }
    }

    pub(super) fn command(&mut self, config: &Path, command: &str) {
        if let Some(one) = self.of(config)
            && !one.2.iter().any(|known| known == command)
        {
            one.2.push(command.to_string());
        }
    }

    /// Changes the configs; gives the resources whose metadata they are.
    pub(super) fn apply(
        self,
        draft: &mut Draft,
        document: &Document,
        parameter: &str,
        kept: &StoredSecret,
    ) -> Vec<String> {
        let mut holders: Vec<String> = Vec::new();
        for (config, files, commands) in self.0 {
            let holder = config.steps().get(1).map(|step| step.to_string()).unwrap_or_default();
            let mut targets = Vec::new();
            for file in &files {
                targets.extend(template_of(draft, &config, file, parameter, kept));
            }
            let mut reads = 0usize;
            for command in &commands {
                reads += usize::from(let_command_read(draft, &config, command, parameter, kept));
            }
            if reads > 0 {
                targets.push(Target::of_secret(kept));
            }
            if targets.is_empty() {
                continue;
            }
            let parts = parts(&family(document, &holder), kept, &targets);
            steps::merge(draft, &config, &parts);
            restarts(draft, &config, kept, &files);
            if !holders.contains(&holder) {
                holders.push(holder);
            }
        }
        holders
    }
}

/// A file that the script writes.
struct Target {
    path: String,
    /// The file with the mark; the secret alone is written where there is none.
    template: Option<String>,
    owner: String,
    group: String,
    mode: String,
}

impl Target {
    fn of_secret(kept: &StoredSecret) -> Target {
        let path = format!("{FOLDER}/{}", kept.name);
        Target { path, template: None, owner: "root".into(), group: "root".into(), mode: "600".into() }
    }
}

/// Only on the machine: the secret in a file of its own.
pub(super) fn alone(draft: &mut Draft, document: &Document, machine: &str, kept: &StoredSecret) {
    let holder = steps::holder(draft, machine).unwrap_or_else(|| machine.to_string());
    let target = Target::of_secret(kept);
    draft.say(format!("{}, mode 000600 and root's, has the secret on the machine.", target.path));
    let parts = parts(&family(document, &holder), kept, &[target]);
    steps::add_first(draft, machine, "secrets", &parts);
}

// ── Texts of the template ──

/// `${Name}` in a property becomes a dynamic reference.
pub(super) fn in_property(draft: &mut Draft, at: &Path, parameter: &str, kept: &StoredSecret) {
    let reference = match kept.reference() {
        Json::Object(sub) => sub.get("Fn::Sub").and_then(Json::as_str).unwrap_or_default().to_string(),
        other => other.as_str().unwrap_or_default().to_string(),
    };
    put_in_text(draft, at, parameter, &reference);
    draft.say("Texts of properties get it by a dynamic reference.");
}

/// Lets cfn-init write a template of a file, without the secret; the script writes the file.
fn template_of(draft: &mut Draft, config: &Path, file: &str, parameter: &str, kept: &StoredSecret) -> Option<Target> {
    let at = config.keys([Section::Files.key(), file]);
    let text = |key: &str| draft.document().scalar(&at.join(key)).map(str::to_string);
    let owner = text("owner").unwrap_or_else(|| "root".into());
    let group = text("group").unwrap_or_else(|| "root".into());
    let mode = text("mode").and_then(|mode| Mode::parse(&mode)).map_or_else(|| "600".to_string(), mode_for_secret);
    if text("mode").and_then(|mode| Mode::parse(&mode)).is_some_and(Mode::is_link) {
        draft.leave(format!("{file} is a symbolic link whose target is the secret: take it out by hand."));
        return None;
    }
    for part in ["content", "context"] {
        for text in texts_below(draft.document(), &at.join(part)) {
            put_mark(draft, &text, parameter, &kept.mark());
        }
    }
    plain_if_possible(draft, &at.join("content"));
    let template = format!("{file}.in");
    draft.attempt(rename::rename(draft.document(), &at, &template));
    draft.say(format!(
        "cfn-init writes {template} with {} in place of the secret; a command fills it into {file}, mode 000{mode}.",
        kept.mark()
    ));
    Some(Target { path: file.to_string(), template: Some(template), owner, group, mode })
}

/// Three digits of a mode without what it lets others do.
fn mode_for_secret(mode: Mode) -> String {
    let rights = [Right::Read, Right::Write, Right::Execute];
    let closed = rights
        .into_iter()
        .fold(mode, |mode, right| if mode.has(Who::Others, right) { mode.toggled(Who::Others, right) } else { mode });
    let text = closed.text();
    text.get(text.len().saturating_sub(3)..).unwrap_or("600").to_string()
}

/// Lets a command's line read the secret from its file. False if it cannot.
fn let_command_read(draft: &mut Draft, config: &Path, command: &str, parameter: &str, kept: &StoredSecret) -> bool {
    let at = config.keys([Section::Commands.key(), command, "command"]);
    let texts = texts_below(draft.document(), &at);
    let reads = format!("$(cat {FOLDER}/{})", kept.name);
    let quoted = texts.iter().any(|text| {
        let text = draft.document().scalar(text).unwrap_or_default();
        pieces(text)
            .iter()
            .scan(0usize, |quotes, piece| {
                let is_it = matches!(piece, SubPiece::Name { name, .. } if *name == parameter) && *quotes % 2 == 1;
                *quotes += piece.written().matches('\'').count();
                Some(is_it)
            })
            .any(|inside| inside)
    });
    let is_words = draft.document().node(&at).is_some_and(|node| node.is_plain(Kind::Sequence));
    if quoted || is_words {
        let why = if is_words { "is a list of words, which no shell reads" } else { "has it in single quotes" };
        draft.leave(format!("Command {command} {why}: let it read {FOLDER}/{} by hand.", kept.name));
        return false;
    }
    for text in texts {
        put_mark(draft, &text, parameter, &reads);
    }
    plain_if_possible(draft, &at);
    draft.say(format!("Command {command} reads the secret from {FOLDER}/{}, which is root's alone.", kept.name));
    true
}

/// Puts words in place of a `Ref` of the parameter, or of `${Name}` in a text.
fn put_mark(draft: &mut Draft, at: &Path, parameter: &str, words: &str) {
    let Some(node) = draft.document().node(at) else { return };
    let is_long = at.last_key() == Some("Ref") && node.scalar() == Some(parameter);
    if node.tag() == Some("!Ref") && node.scalar() == Some(parameter) {
        draft.attempt([Edit::Set { at: at.clone(), value: Value::from(words) }]);
    } else if is_long {
        draft.attempt([Edit::Set { at: at.parent().unwrap_or_default(), value: Value::from(words) }]);
    } else {
        put_in_text(draft, at, parameter, words);
    }
}

fn put_in_text(draft: &mut Draft, at: &Path, parameter: &str, words: &str) {
    let Some(text) = draft.document().scalar(at) else { return };
    let mut parts = Vec::new();
    let mut start = 0;
    for piece in pieces(text) {
        let end = start + piece.written().len();
        if matches!(piece, SubPiece::Name { name, .. } if name == parameter) {
            parts.push((start..end, words.to_string()));
        }
        start = end;
    }
    if !parts.is_empty() {
        draft.attempt([Edit::ReplaceInScalar { at: at.clone(), parts }]);
    }
}

/// A text in which nothing is replaced any longer needs no `Fn::Sub`.
fn plain_if_possible(draft: &mut Draft, at: &Path) {
    let document = draft.document();
    if let content::FileContent::Text(text) = content::FileContent::of(document.node(at))
        && pieces(text.text).iter().all(|piece| matches!(piece, SubPiece::Text(_)))
    {
        draft.attempt(content::leave(document, at));
    }
}

// ── The machine ──

/// How the machine that reads the metadata of a resource installs packages.
fn family(document: &Document, holder: &str) -> Option<Family> {
    let template = Template::of(document);
    let reads =
        |machine: &Machine<'_>| machine.inits(template).iter().any(|init: &Init<'_>| init.resource().id() == holder);
    let machine = Machine::all(template).into_iter().find(|machine| machine.id() == holder || reads(machine))?;
    Some(machine.system(template)?.os.family())
}

/// The parts of a config that fetch the secret: packages, the script, the command that calls it.
fn parts(family: &Option<Family>, kept: &StoredSecret, targets: &[Target]) -> Json {
    let script = format!("/usr/local/sbin/fill-{}", kept.name);
    let mut all = Map::new();
    if let Some(Family::Apt) | None = family {
        all.insert("packages".into(), json!({ "apt": {"python3-boto3": []} }));
    }
    let content = json!({ "Fn::Sub": self::script(family, kept, targets) });
    all.insert(
        "files".into(),
        json!({ script.as_str(): {"owner": "root", "group": "root", "mode": "000700", "content": content} }),
    );
    let command = json!({ "test": format!("{script} --check"), "command": script });
    all.insert("commands".into(), json!({ command_name(kept): command }));
    Json::Object(all)
}

fn command_name(kept: &StoredSecret) -> String {
    format!("00-fill-{}", kept.name)
}

/// Services that were restarted by the file are restarted when the secret in it is another one.
fn restarts(draft: &mut Draft, config: &Path, kept: &StoredSecret, files: &[String]) {
    let services = config.join(Section::Services.key());
    let cause = Cause { section: Section::Commands, manager: None, name: command_name(kept) };
    let listed = |at: &Path| {
        let list = at.join(Section::Files.key());
        texts_below(draft.document(), &list).iter().any(|item| {
            let name = draft.document().scalar(item).unwrap_or_default();
            files.iter().any(|file| format!("{file}.in") == name)
        })
    };
    let managers = draft.document().node(&services).into_iter().flat_map(|node| node.entries());
    let paths: Vec<Path> = managers
        .flat_map(|manager| manager.value.entries().map(move |one| (manager.key(), one.key())))
        .map(|(manager, name)| services.keys([manager, name]))
        .filter(listed)
        .collect();
    for at in paths {
        draft.attempt(add(draft.document(), &at, &cause));
    }
}

/// The script, for `Fn::Sub`. With `--check` it succeeds if there is anything to do, as cfn-init's `test` wants it.
fn script(family: &Option<Family>, kept: &StoredSecret, targets: &[Target]) -> String {
    let id = match &kept.store {
        Store::SecretsManager => format!("${{{}}}", kept.id),
        Store::SecureString(name) => name.clone(),
    };
    let fetch = match (family, &kept.store) {
        (Some(Family::Yum), Store::SecretsManager) => format!(
            "    command = [\"aws\", \"secretsmanager\", \"get-secret-value\", \"--secret-id\", \"{id}\", \"--query\", \"SecretString\"]\n    \
             command += [\"--output\", \"text\", \"--region\", \"${{AWS::Region}}\"]\n    \
             out = subprocess.run(command, check=True, stdout=subprocess.PIPE, universal_newlines=True).stdout\n    \
             return json.loads(out)[\"{KEY}\"]\n"
        ),
        (Some(Family::Yum), Store::SecureString(_)) => format!(
            "    command = [\"aws\", \"ssm\", \"get-parameter\", \"--name\", \"{id}\", \"--with-decryption\", \"--query\", \"Parameter.Value\"]\n    \
             command += [\"--output\", \"text\", \"--region\", \"${{AWS::Region}}\"]\n    \
             return subprocess.run(command, check=True, stdout=subprocess.PIPE, universal_newlines=True).stdout.rstrip(\"\\n\")\n"
        ),
        (Some(Family::Apt) | None, Store::SecretsManager) => format!(
            "    client = boto3.client(\"secretsmanager\", region_name=\"${{AWS::Region}}\")\n    \
             return json.loads(client.get_secret_value(SecretId=\"{id}\")[\"SecretString\"])[\"{KEY}\"]\n"
        ),
        (Some(Family::Apt) | None, Store::SecureString(_)) => format!(
            "    client = boto3.client(\"ssm\", region_name=\"${{AWS::Region}}\")\n    \
             return client.get_parameter(Name=\"{id}\", WithDecryption=True)[\"Parameter\"][\"Value\"]\n"
        ),
    };
    let mut imports = vec!["grp", "os", "pwd", "sys"];
    match (family, &kept.store) {
        (Some(Family::Yum), Store::SecretsManager) => imports.extend(["json", "subprocess"]),
        (Some(Family::Yum), Store::SecureString(_)) => imports.push("subprocess"),
        (Some(Family::Apt) | None, Store::SecretsManager) => imports.push("json"),
        (Some(Family::Apt) | None, Store::SecureString(_)) => {}
    }
    imports.sort_unstable();
    let mut imports: String = imports.iter().map(|name| format!("import {name}\n")).collect();
    if !matches!(family, Some(Family::Yum)) {
        imports.push_str("\nimport boto3\n");
    }
    let rows: String = targets
        .iter()
        .map(|one| {
            let template = one.template.as_ref().map_or("None".to_string(), |path| format!("\"{path}\""));
            format!("    (\"{}\", {template}, \"{}\", \"{}\", 0o{}),\n", one.path, one.owner, one.group, one.mode)
        })
        .collect();
    format!(
        "#!/usr/bin/python3\n\"\"\"Fills the secret {name} into files. With --check: exit code 0 if there is anything to do.\"\"\"\n\
         {imports}\n\
         # File, template (None: the secret alone), owner, group, mode.\n\
         FILES = [\n{rows}]\n\n\n\
         def secret():\n{fetch}\n\n\
         def wanted(template, value):\n    if template is None:\n        return value + \"\\n\"\n    \
         with open(template) as file:\n        return file.read().replace(\"{mark}\", value)\n\n\n\
         def is_there(path, text, owner, group, mode):\n    try:\n        with open(path) as file:\n            same = file.read() == text\n        \
         stat = os.stat(path)\n    except OSError:\n        return False\n    \
         ids = (pwd.getpwnam(owner).pw_uid, grp.getgrnam(group).gr_gid)\n    \
         return same and (stat.st_uid, stat.st_gid) == ids and stat.st_mode & 0o7777 == mode\n\n\n\
         def write(path, text, owner, group, mode):\n    os.makedirs(os.path.dirname(path), exist_ok=True)\n    new = path + \".new\"\n    \
         with open(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), \"w\") as file:\n        file.write(text)\n    \
         os.chown(new, pwd.getpwnam(owner).pw_uid, grp.getgrnam(group).gr_gid)\n    os.chmod(new, mode)\n    os.replace(new, path)\n\n\n\
         check = sys.argv[1:] == [\"--check\"]\n\
         try:\n    value = secret()\n    \
         work = [(path, wanted(template, value), *rest) for path, template, *rest in FILES]\n    \
         work = [row for row in work if not is_there(*row)]\n\
         except Exception:\n    if check:\n        sys.exit(0)  # the command itself says what is wrong\n    raise\n\
         if check:\n    sys.exit(0 if work else 1)\n\
         for row in work:\n    write(*row)\n",
        name = kept.name,
        mark = kept.mark(),
    )
}
