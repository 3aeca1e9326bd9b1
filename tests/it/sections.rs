//! Sections of a config: what the forms write is what AWS documents, read back by another reader; sections of templates
//! are read whole.

use std::io::Write;
use std::process::{Command, Stdio};

use cf_init::document::{Document, Edit, Path, Value};
use cf_init::recipe::authentication::{self, CredentialKind};
use cf_init::recipe::{command, entry, file, package, rename, section_entry, service, trigger, user};
use cf_init::schema::{command as key, file as file_key, group, user as user_key};
use cf_init::template::init::Versions;
use cf_init::template::init::{authentication_path, init_path};
use cf_init::template::mustache;
use cf_init::template::{Section, Template};

const EMPTY: &str = "Resources:
  Web:
    Type: AWS::EC2::Instance
    Metadata:
      AWS::CloudFormation::Init:
        config: {}
";

/// A template to which edits are made, one recipe after the other.
struct Bench(Document);

impl Bench {
    fn new() -> Bench {
        Bench(Document::parse(EMPTY))
    }

    fn make(&mut self, recipe: impl Fn(&Document) -> Vec<Edit>) -> &mut Bench {
        for edit in recipe(&self.0.clone()) {
            self.0.edit(&edit).unwrap();
        }
        self
    }

    fn put(&mut self, at: &Path, key: &str, value: impl Into<Value>) -> &mut Bench {
        let value = value.into();
        self.make(|document| entry::put(document, at, &[], key, value.clone()))
    }

    /// The config as serde_yaml reads it.
    fn config(&self) -> serde_yaml::Value {
        let all: serde_yaml::Value = serde_yaml::from_str(self.0.text()).unwrap();
        all["Resources"]["Web"]["Metadata"]["AWS::CloudFormation::Init"]["config"].clone()
    }

    /// The config as the command line prints it: `cf-init get`.
    fn got(&self) -> serde_json::Value {
        let at = config().to_pointer();
        let mut child = Command::new(env!("CARGO_BIN_EXE_cf-init"))
            .args(["get", "-", "--at", &at])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(self.0.text().as_bytes()).unwrap();
        serde_json::from_slice(&child.wait_with_output().unwrap().stdout).unwrap()
    }

    /// Fails unless the config is this YAML, to another reader and through `cf-init get`.
    fn is(&self, wanted: &str) {
        assert_eq!(self.got(), serde_yaml::from_str::<serde_json::Value>(wanted).unwrap(), "{}", self.0.text());
        assert_eq!(self.config(), serde_yaml::from_str::<serde_yaml::Value>(wanted).unwrap(), "{}", self.0.text());
    }
}

fn config() -> Path {
    init_path("Web").join("config")
}

fn at(section: &str, name: &str) -> Path {
    config().keys([section, name])
}

#[test]
fn packages_are_written_with_none_one_and_several_versions() {
    let mut bench = Bench::new();
    for (manager, name) in
        [("rpm", "epel"), ("yum", "httpd"), ("yum", "php"), ("yum", "wordpress"), ("rubygems", "chef")]
    {
        bench.make(|document| package::add(document, &config(), manager, name));
    }
    let package = |manager: &str, name: &str| config().keys(["packages", manager, name]);
    let versions = |manager: &'static str, typed: &'static str| package::versions_of(manager, typed);
    bench
        .make(|document| {
            let place = versions("rpm", "https://example.com/my files/epel-9.rpm");
            package::set_versions(document, &package("rpm", "epel"), &place)
        })
        .make(|document| package::set_versions(document, &package("rubygems", "chef"), &versions("rubygems", "0.10.2")))
        .make(|document| package::set_versions(document, &package("yum", "php"), &versions("yum", "8.1, 8.2")));
    bench.is("packages:
  rpm: {epel: https://example.com/my files/epel-9.rpm}
  yum: {httpd: [], php: ['8.1', '8.2'], wordpress: []}
  rubygems: {chef: [0.10.2]}");
    bench.make(|document| package::remove(document, &package("rubygems", "chef")));
    assert!(bench.config()["packages"].get("rubygems").is_none());
}

#[test]
fn groups_and_users_are_written_as_the_page_has_them() {
    let mut bench = Bench::new();
    let empty = || Value::Mapping(Default::default());
    for (section, name) in [
        (Section::Groups, "groupOne"),
        (Section::Groups, "groupTwo"),
        (Section::Users, "myUser"),
        (Section::Users, "guest"),
    ] {
        bench.make(|document| section_entry::add(document, &config(), section, name, empty()));
    }
    bench.put(&at("groups", "groupTwo"), group::GID.key, "45");
    let me = at("users", "myUser");
    assert_eq!(user::groups_on_offer(&bench.0, &config(), &me), ["groupOne", "groupTwo"]);
    bench
        .put(&me, user_key::UID.key, "50")
        .put(&me, user_key::GROUPS.key, Value::Sequence(vec!["groupOne".into(), "wheel".into()]))
        .put(&me, user_key::HOME_DIR.key, "/tmp");
    assert_eq!(user::groups_on_offer(&bench.0, &config(), &me), ["groupTwo"]);
    assert_eq!(user::in_words(&bench.0, &me), "uid 50, in groupOne, wheel");
    bench.is("groups: {groupOne: {}, groupTwo: {gid: '45'}}
users:
  myUser: {uid: '50', groups: [groupOne, wheel], homeDir: /tmp}
  guest: {}");
    bench
        .make(|document| rename::rename(document, &at("users", "myUser"), "app"))
        .make(|document| section_entry::remove(document, &config(), &at("users", "guest")))
        .make(|document| section_entry::removal(document, &at("groups", "groupOne")).edits)
        .make(|document| section_entry::removal(document, &at("groups", "groupTwo")).edits);
    bench.is("users: {app: {uid: '50', groups: [groupOne, wheel], homeDir: /tmp}}");
}

#[test]
fn groups_of_configs_that_run_later_are_not_offered() {
    let text = EMPTY.replace(
        "config: {}",
        "configSets: {default: [one, two, three]}\n        two: {groups: {b: {}, a: {}}, users: {u: {groups: [b]}}}\n        one: {groups: {a: {}}}\n        three: {groups: {c: {}}}",
    );
    let document = Document::parse(text);
    let config = init_path("Web").join("two");
    assert_eq!(user::groups_on_offer(&document, &config, &config.keys(["users", "u"])), ["a"]);
}

#[test]
fn archives_come_change_and_go_with_what_they_restart() {
    let mut bench = Bench::new();
    let folder = at("sources", "/etc/puppet");
    let address = "https://github.com/user1/cfn-demo/tarball/master";
    bench
        .make(|document| section_entry::add(document, &config(), Section::Sources, "/etc/puppet", "https://".into()))
        .make(|_| vec![Edit::Set { at: folder.clone(), value: address.into() }])
        .make(|document| service::add(document, &config(), "systemd", "puppet"))
        .make(|document| {
            let cause = trigger::Cause { section: Section::Sources, manager: None, name: "/etc/puppet".into() };
            trigger::add(document, &config().keys(["services", "systemd", "puppet"]), &cause)
        })
        .make(|document| rename::rename(document, &folder, "/opt/puppet"));
    bench.is("sources: {/opt/puppet: https://github.com/user1/cfn-demo/tarball/master}
services: {systemd: {puppet: {enabled: true, ensureRunning: true, sources: [/opt/puppet]}}}");
    bench.make(|document| section_entry::remove(document, &config(), &at("sources", "/opt/puppet")));
    bench.is("services: {systemd: {puppet: {enabled: true, ensureRunning: true}}}");
}

#[test]
fn a_file_becomes_a_link_json_base64_and_text_again() {
    let mut bench = Bench::new();
    let path = at("files", "/tmp/setup");
    bench.make(|document| file::add(document, &config(), "/tmp/setup")).make(|document| file::link(document, &path));
    bench.is("files: {/tmp/setup: {owner: root, group: root, mode: '120644', content: /}}");
    bench.put(&path, file_key::CONTENT.key, "/etc/target").make(|document| file::unlink(document, &path));
    bench.is("files: {/tmp/setup: {owner: root, group: root, mode: '000644', content: /etc/target}}");
    // And back: one line that is a path stays the target.
    bench.make(|document| file::link(document, &path));
    bench.is("files: {/tmp/setup: {owner: root, group: root, mode: '120644', content: /etc/target}}");
    bench.make(|document| file::unlink(document, &path)).make(|document| file::as_object(document, &path));
    bench.is("files: {/tmp/setup: {owner: root, group: root, mode: '000644', content: {key: value}}}");
    let text = "{\n  \"key\": \"value\"\n}\n";
    bench.make(|document| file::as_text(document, &path).unwrap());
    assert_eq!(bench.config()["files"]["/tmp/setup"]["content"], text);
    bench.make(|document| file::as_object(document, &path));
    bench.is("files: {/tmp/setup: {owner: root, group: root, mode: '000644', content: {key: value}}}");
    bench
        .put(&path, file_key::CONTENT.key, "set -e\n")
        .put(&path, file_key::ENCODING.key, "base64")
        .make(|document| file::encode(document, &path));
    bench
        .is("files: {/tmp/setup: {owner: root, group: root, mode: '000644', content: c2V0IC1lCg==, encoding: base64}}");
    bench.make(|document| file::link(document, &path));
    bench.is("files: {/tmp/setup: {owner: root, group: root, mode: '120644', content: /}}");
}

#[test]
fn an_object_with_a_function_is_not_made_text() {
    let text =
        EMPTY.replace("config: {}", "config: {files: {/x: {content: {a: !Ref B}}, /y: {content: {a: {Ref: B}}}}}");
    let document = Document::parse(text);
    for name in ["/x", "/y"] {
        assert_eq!(file::as_text(&document, &at("files", name)), None, "{name}");
    }
}

#[test]
fn commands_are_written_as_the_page_has_them() {
    let mut bench = Bench::new();
    let body = || Value::Mapping([(Value::from(key::COMMAND.key), Value::from(""))].into_iter().collect());
    bench.make(|document| section_entry::add(document, &config(), Section::Commands, "test", body()));
    let test = at("commands", "test");
    let env =
        Value::Mapping([(Value::from("MAGIC"), Value::from("I come from the environment!"))].into_iter().collect());
    bench
        .put(&test, key::COMMAND.key, "echo \"$MAGIC\" > test.txt")
        .put(&test, key::ENV.key, env)
        .put(&test, key::CWD.key, "~")
        .put(&test, key::TEST.key, "test ! -e ~/test.txt")
        .put(&test, key::IGNORE_ERRORS.key, false)
        .put(&test, key::WAIT.key, 0);
    let rest = "env: {MAGIC: I come from the environment!}, cwd: '~', test: test ! -e ~/test.txt, ignoreErrors: false, waitAfterCompletion: 0";
    bench.is(&format!("commands: {{test: {{command: 'echo \"$MAGIC\" > test.txt', {rest}}}}}"));
    bench.make(|document| command::to_words(document, &test.join(key::COMMAND.key)));
    bench.is(&format!("commands: {{test: {{command: [/bin/sh, -c, 'echo \"$MAGIC\" > test.txt'], {rest}}}}}"));
    bench.make(|document| command::to_line(document, &test.join(key::COMMAND.key)).unwrap());
    bench.is(&format!("commands: {{test: {{command: 'echo \"$MAGIC\" > test.txt', {rest}}}}}"));
    for name in ["2", "10"] {
        bench.make(|document| section_entry::add(document, &config(), Section::Commands, name, body()));
    }
    assert_eq!(command::as_run(&bench.0, &config()), ["10", "2", "test"]);
    bench.make(|document| command::reorder(document, &config(), 0, 1).edits);
    assert_eq!(command::as_run(&bench.0, &config()), ["01", "02", "03_test"]);
}

#[test]
fn a_service_is_taken_over_by_another_manager() {
    let mut bench = Bench::new();
    let service = |manager: &str, name: &str| config().keys(["services", manager, name]);
    bench.make(|document| service::add(document, &config(), "sysvinit", "nginx"));
    let (to, edits) = service::change_manager(&bench.0, &service("sysvinit", "nginx"), "systemd").unwrap();
    assert_eq!(to, service("systemd", "nginx"));
    bench.make(|_| edits.clone()).make(|document| service::add(document, &config(), "systemd", "cron"));
    bench.is("services: {systemd: {nginx: {enabled: true, ensureRunning: true}, cron: {enabled: true, ensureRunning: true}}}");
    let (_, edits) = service::change_manager(&bench.0, &service("systemd", "cron"), "sysvinit").unwrap();
    bench.make(|_| edits.clone());
    bench.is("services: {systemd: {nginx: {enabled: true, ensureRunning: true}}, sysvinit: {cron: {enabled: true, ensureRunning: true}}}");
    bench.make(|document| service::add(document, &config(), "sysvinit", "nginx"));
    assert_eq!(service::change_manager(&bench.0, &service("systemd", "nginx"), "sysvinit"), None);
}

#[test]
fn credentials_are_written_as_the_page_has_them() {
    let mut bench = Bench::new();
    let path = at("files", "/tmp/x");
    bench
        .make(|document| file::add(document, &config(), "/tmp/x"))
        .make(|document| file::fetch(document, &path))
        .make(|document| authentication::use_for(document, &path, "rolebased"));
    bench.is(
        "files: {/tmp/x: {owner: root, group: root, mode: '000644', source: 'https://', authentication: rolebased}}",
    );
    let at = authentication_path("Web").join("rolebased");
    bench.put(&at, "roleName", "myRole").put(&at, "buckets", Value::Sequence(vec!["myBucket".into()]));
    let read = |bench: &Bench| {
        let all: serde_yaml::Value = serde_yaml::from_str(bench.0.text()).unwrap();
        all["Resources"]["Web"]["Metadata"]["AWS::CloudFormation::Authentication"].clone()
    };
    let wanted = |text: &str| serde_yaml::from_str::<serde_yaml::Value>(text).unwrap();
    assert_eq!(read(&bench), wanted("rolebased: {type: S3, roleName: myRole, buckets: [myBucket]}"));
    bench.make(|document| authentication::turn(document, &at, CredentialKind::Keys));
    assert_eq!(read(&bench), wanted("rolebased: {type: S3, accessKeyId: '', secretKey: '', buckets: [myBucket]}"));
    bench.make(|document| authentication::turn(document, &at, CredentialKind::Basic));
    assert_eq!(read(&bench), wanted("rolebased: {type: basic, username: '', password: ''}"));
    let removal = authentication::remove(&bench.0, &at);
    assert_eq!(removal.broken.len(), 1);
    bench.make(|_| removal.edits.clone());
    assert!(read(&bench).is_null());
}

#[test]
fn sections_of_templates_are_read_whole_and_their_commands_move() {
    let files = crate::corpus::templates(&["init"]);
    let (mut configs, mut entries, mut moves) = (0, 0, 0);
    for (name, text) in &files {
        let document = Document::parse(text.as_str());
        for init in Template::of(&document).inits() {
            for config in init.configs() {
                configs += 1;
                for section in Section::ALL {
                    entries += read_whole(&document, config.path(), section);
                }
                assert!(config.packages().all(|package| match package.versions() {
                    Versions::Any =>
                        package.node().is_null() || package.node().is_empty() || package.node().scalar() == Some(""),
                    Versions::These(versions) => !versions.is_empty(),
                    Versions::Computed => true,
                }));
                for file in config.files() {
                    if let (Some(context), Some(text)) =
                        (file.context(), file.node().get("content").and_then(|it| it.scalar()))
                    {
                        assert_eq!(mustache::render(text, &mustache::ContextValue::of(context)).fault, None, "{name}");
                    }
                }
                moves += commands_move(name, &document, config.path());
            }
        }
        assert_eq!(document.text(), text);
    }
    println!("{} templates, {configs} configs, {entries} entries, {moves} moves of commands", files.len());
    assert!(configs >= 20 && entries >= 80 && moves >= 10, "{configs} configs, {entries} entries, {moves} moves");
}

/// Every name of a section is found, with all that is said of it; how many there are.
fn read_whole(document: &Document, config: &Path, section: Section) -> usize {
    let names = section_entry::names(document, config, section);
    let node = document.node(&config.join(section.key()));
    let keys: Vec<&str> = node.into_iter().flat_map(|node| node.entries()).map(|entry| entry.key()).collect();
    assert!(keys.iter().all(|key| names.iter().any(|name| name == key)), "{config} {section:?}");
    for name in &names {
        let at = config.keys([section.key(), name]);
        assert!(document.node(&at).is_some(), "{at}");
        let said = match section {
            Section::Users => user::in_words(document, &at),
            Section::Commands => command::in_words(document, &at),
            Section::Packages | Section::Groups | Section::Sources | Section::Files | Section::Services => "-".into(),
        };
        assert!(!said.is_empty(), "{at}");
    }
    names.len()
}

/// The first command runs last and comes back: nothing but names, and what lists them, changes.
fn commands_move(file: &str, document: &Document, config: &Path) -> usize {
    let before = command::as_run(document, config);
    let Some(last) = before.len().checked_sub(1).filter(|last| *last > 0) else { return 0 };
    let value =
        |document: &Document, name: &String| document.node(&config.keys(["commands", name])).map(|node| node.value());
    let mut wanted: Vec<_> = before.iter().map(|name| value(document, name)).collect();
    let mut moved = document.clone();
    for (from, to) in [(0, last), (last, 0)] {
        let one = wanted.remove(from);
        wanted.insert(to, one);
        for edit in command::reorder(&moved.clone(), config, from, to).edits {
            moved.edit(&edit).unwrap_or_else(|why| panic!("{file}: {why}"));
        }
        let now: Vec<_> = command::as_run(&moved, config).iter().map(|name| value(&moved, name)).collect();
        assert!(now == wanted, "{file}: {config}");
    }
    let lines = |text: &str| text.lines().count();
    assert_eq!(lines(moved.text()), lines(document.text()), "{file}");
    2
}
