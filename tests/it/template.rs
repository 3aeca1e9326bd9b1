//! Views and recipes over the default starter: each recipe's edits as the lines they take and bring.
#![allow(clippy::panic, clippy::unwrap_used, clippy::indexing_slicing)] // helpers of tests are no tests to clippy

use cf_init::document::{Document, Edit, Path};
use cf_init::recipe::{
    entry, file, instance, package, parameter, reference, rename, section_entry, service, subnet, tag, trigger,
};
use cf_init::template::{Section, Template, init, properties_path, resource_path};

const STARTER: &str = include_str!("../../src/starter/flask-postgres.yaml");

fn starter() -> Document {
    let document = Document::parse(STARTER);
    assert_eq!(document.syntax_error(), None);
    document
}

fn config(name: &str) -> Path {
    cf_init::template::init::init_path("WebServer").join(name)
}

fn made(document: &mut Document, recipe: impl FnOnce(&Document) -> Vec<Edit>) {
    for edit in recipe(document) {
        document.edit(&edit).unwrap_or_else(|why| panic!("{edit:?}: {why}"));
    }
    assert_eq!(document.syntax_error(), None);
}

/// The lines that edits take (`-`) and bring (`+`), in order; undoing them gives every byte back.
fn diff(edits: &[Edit]) -> String {
    let mut document = starter();
    let mut back = Vec::new();
    for edit in edits {
        back.push(document.edit(edit).unwrap_or_else(|why| panic!("{edit:?}: {why}")));
    }
    assert_eq!(document.syntax_error(), None);
    let text = document.text().to_string();
    for splice in back.into_iter().rev() {
        document.apply(splice);
    }
    assert_eq!(document.text(), STARTER);
    lines_changed(STARTER, &text)
}

fn lines_changed(old: &str, new: &str) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) = (old.split('\n').collect(), new.split('\n').collect());
    let mut longest = vec![vec![0usize; new.len() + 1]; old.len() + 1];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            longest[i][j] = match old[i] == new[j] {
                true => longest[i + 1][j + 1] + 1,
                false => longest[i + 1][j].max(longest[i][j + 1]),
            };
        }
    }
    let (mut i, mut j, mut changed) = (0, 0, String::new());
    while i < old.len() || j < new.len() {
        if i < old.len() && j < new.len() && old[i] == new[j] {
            (i, j) = (i + 1, j + 1);
        } else if i < old.len() && (j == new.len() || longest[i + 1][j] >= longest[i][j + 1]) {
            changed += &format!("-{}\n", old[i]);
            i += 1;
        } else {
            changed += &format!("+{}\n", new[j]);
            j += 1;
        }
    }
    changed
}

#[track_caller]
fn changes(edits: Vec<Edit>, wanted: &[&str]) {
    let found = diff(&edits);
    assert_eq!(found.lines().collect::<Vec<_>>(), wanted, "\n{found}");
}

// ── Views ──

#[test]
fn the_starter_is_read_as_cloudformation_reads_it() {
    let document = starter();
    let template = Template::of(&document);
    let names: Vec<&str> = template.parameters().map(|parameter| parameter.name()).collect();
    assert_eq!(names, ["SiteTitle", "InstanceType", "ImageId", "KeyName", "SshCidr"]);
    let kind = template.parameter("InstanceType").unwrap();
    assert_eq!((kind.default(), kind.allowed_values().len(), kind.no_echo()), (Some("t3.micro"), 5, false));
    let init = template.inits().next().unwrap();
    assert_eq!(init.resource().id(), "WebServer");
    let configs: Vec<&str> = init.configs_as_run().iter().map(|config| config.name()).collect();
    assert_eq!(configs, ["install", "configure", "watch"]);
    let configure = init.config("configure").unwrap();
    assert_eq!(configure.names(Section::Services), ["postgresql", "webapp", "nginx"]);
    let app = configure.files().next().unwrap();
    assert_eq!(
        (app.name(), app.owner(), app.mode().map(|mode| mode.text())),
        ("/opt/webapp/app.py", Some("root"), Some("000644".into()))
    );
    let nginx = configure.services().last().unwrap();
    let triggers: Vec<_> = nginx.triggers().iter().map(|trigger| (trigger.section, trigger.name)).collect();
    assert_eq!(
        triggers,
        [(Section::Files, "/etc/nginx/conf.d/webapp.conf"), (Section::Commands, "01-remove-default-site")]
    );
    assert_eq!((nginx.enabled(), nginx.ensure_running()), (Some(true), Some(true)));
    assert!(init.config("install").unwrap().packages().all(|package| package.versions() == init::Versions::Any));
}

// ── Network ──

#[test]
fn a_private_subnet_comes_at_the_next_free_block() {
    let (id, edits) = subnet::add(&starter(), "VPC", subnet::Reach::Private).unwrap();
    assert_eq!(id, "PrivateSubnet");
    changes(
        edits,
        &[
            "+  PrivateSubnet:",
            "+    Type: AWS::EC2::Subnet",
            "+    Properties:",
            "+      VpcId: !Ref VPC",
            "+      CidrBlock: 10.0.1.0/24",
            "+      Tags:",
            "+        - Key: Name",
            "+          Value: !Sub ${AWS::StackName} PrivateSubnet",
            "+",
        ],
    );
}

#[test]
fn a_public_subnet_comes_with_its_routes() {
    let (id, edits) = subnet::add(&starter(), "VPC", subnet::Reach::Public).unwrap();
    assert_eq!(id, "PublicSubnet2");
    changes(
        edits.clone(),
        &[
            "+  PublicSubnet2:",
            "+    Type: AWS::EC2::Subnet",
            "+    Properties:",
            "+      VpcId: !Ref VPC",
            "+      CidrBlock: 10.0.1.0/24",
            "+      MapPublicIpOnLaunch: true",
            "+      Tags:",
            "+        - Key: Name",
            "+          Value: !Sub ${AWS::StackName} PublicSubnet2",
            "+",
            "+  PublicSubnet2Routes:",
            "+    Type: AWS::EC2::SubnetRouteTableAssociation",
            "+    Properties:",
            "+      SubnetId: !Ref PublicSubnet2",
            "+      RouteTableId: !Ref PublicRouteTable",
            "+",
        ],
    );
    let mut document = starter();
    made(&mut document, |_| edits);
    let template = Template::of(&document);
    assert_eq!(subnet::reach(template, "PublicSubnet2"), subnet::Reach::Public);
    let order: Vec<&str> = template.resources().map(|resource| resource.id()).collect();
    assert_eq!(order[1..3], ["PublicSubnet", "PublicSubnet2"]);
    let removal = subnet::remove(&document, "PublicSubnet2");
    made(&mut document, |_| removal.edits.clone());
    assert_eq!((document.text(), removal.broken), (STARTER, vec![]));
}

#[test]
fn removing_a_subnet_says_what_it_breaks() {
    let removal = subnet::remove(&starter(), "PublicSubnet");
    let broken: Vec<String> = removal.broken.iter().map(|one| one.at.to_string()).collect();
    assert_eq!(broken, ["Resources › WebServer › Properties › SubnetId"]);
    let mut document = starter();
    made(&mut document, |_| removal.edits.clone());
    let template = Template::of(&document);
    assert!(template.resource("PublicSubnet").is_none() && template.resource("PublicSubnetRoutes").is_none());
    assert_eq!(template.resource("WebServer").unwrap().depends_on(), ["DefaultRoute"]);
}

#[test]
fn a_resource_is_renamed_wherever_it_is_named() {
    changes(
        rename::rename(&starter(), &resource_path("PublicSubnet"), "Front"),
        &[
            "-  PublicSubnet:",
            "+  Front:",
            "-      SubnetId: !Ref PublicSubnet",
            "+      SubnetId: !Ref Front",
            "-      SubnetId: !Ref PublicSubnet",
            "+      SubnetId: !Ref Front",
        ],
    );
    let renamed = diff(&rename::rename(&starter(), &resource_path("WebServer"), "Machine"));
    let left: Vec<&str> = renamed.lines().filter(|line| line.starts_with('+') && line.contains("WebServer")).collect();
    assert!(left.is_empty(), "{left:?}");
    assert!(
        renamed.contains("+                path=Resources.Machine.Metadata.AWS::CloudFormation::Init\n"),
        "{renamed}"
    );
    assert!(renamed.contains("+    Value: !Sub http://${Machine.PublicDnsName}/\n"), "{renamed}");
    assert!(renamed.contains("--resource Machine"), "{renamed}");
    let mut document = starter();
    made(&mut document, |document| rename::rename(document, &resource_path("WebServer"), "Machine"));
    assert!(!document.text().contains("WebServer"), "{}", lines_changed(STARTER, document.text()));
}

#[test]
fn a_parameter_is_renamed_in_the_consoles_form_too() {
    let at = cf_init::template::parameter_path("SshCidr");
    let mut document = starter();
    made(&mut document, |document| rename::rename(document, &at, "Admins"));
    assert!(!document.text().contains("SshCidr"), "{}", lines_changed(STARTER, document.text()));
    made(&mut document, |document| rename::rename(document, &cf_init::template::parameter_path("Admins"), "SshCidr"));
    assert_eq!(document.text(), STARTER);
}

#[test]
fn parameters_come_and_go() {
    let (name, edits) = parameter::add(&starter(), "KeyName");
    assert_eq!(name, "KeyName2");
    changes(edits, &["+  KeyName2:", "+    Type: String"]);
    let removed = diff(&parameter::remove(&starter(), "SiteTitle").edits);
    assert!(
        removed.contains("-  SiteTitle:\n") && removed.contains("-      SiteTitle: { default: Title of the page }\n"),
        "{removed}"
    );
    assert_eq!(parameter::remove(&starter(), "SiteTitle").broken.len(), 1);
}

#[test]
fn tags_come_and_go() {
    let document = starter();
    let properties = resource_path("VPC").join("Properties");
    let rows = &cf_init::schema::ec2::vpc::ROWS;
    changes(
        tag::add(&document, &properties, rows, "Team", "web".into()),
        &[
            "-      Tags: [{ Key: Name, Value: !Ref AWS::StackName }]",
            "+      Tags: [{ Key: Name, Value: !Ref AWS::StackName }, { Key: Team, Value: web }]",
        ],
    );
    changes(
        tag::remove(&document, &properties, &properties.join("Tags").join(0)),
        &["-      Tags: [{ Key: Name, Value: !Ref AWS::StackName }]"],
    );
}

// ── Instance ──

#[test]
fn the_instance_joins_and_leaves_groups() {
    let document = starter();
    let groups = properties_path("WebServer").join("SecurityGroupIds");
    let ticks = reference::ticks(&document, &groups, &["AWS::EC2::SecurityGroup"]);
    assert_eq!(ticks, [("WebSecurityGroup".to_string(), true)]);
    changes(
        reference::untick(&document, &groups, "WebSecurityGroup"),
        &["-      SecurityGroupIds: [!GetAtt WebSecurityGroup.GroupId]"],
    );
    assert_eq!(reference::tick(&document, &groups, "WebSecurityGroup"), []);
    assert_eq!(instance::add_root_volume(&document, "WebServer"), []);
}

// ── Bootstrap ──

#[test]
fn packages_come_rename_and_go() {
    let (document, install) = (starter(), config("install"));
    let at = install.keys(["packages", "apt", "nginx"]);
    changes(package::add(&document, &install, "apt", "redis-server"), &["+              redis-server: []"]);
    assert_eq!(package::add(&document, &install, "apt", "nginx"), []);
    changes(
        package::set_versions(&document, &at, &["1.24.0-2", "1.26"]),
        &[
            "-              nginx: []",
            "+              nginx:",
            "+                - 1.24.0-2",
            "+                - \"1.26\"",
        ],
    );
    changes(
        rename::rename(&document, &at, "nginx-light"),
        &["-              nginx: []", "+              nginx-light: []"],
    );
    changes(package::remove(&document, &at), &["-              nginx: []"]);
    changes(entry::up(&document, &at), &["-              gunicorn: []", "+              gunicorn: []"]);
    changes(
        package::add(&document, &config("configure"), "yum", "httpd"),
        &["+          packages:", "+            yum:", "+              httpd: []", "+"],
    );
}

#[test]
fn the_last_package_takes_the_section_with_it() {
    let mut document = starter();
    let install = config("install");
    for name in ["gunicorn", "nginx", "postgresql", "python3-flask"] {
        let at = install.keys(["packages", "apt", name]);
        made(&mut document, |document| package::remove(document, &at));
    }
    let last = install.keys(["packages", "apt", "python3-psycopg2"]);
    made(&mut document, |document| package::remove(document, &last));
    assert_eq!(document.node(&install).map(|node| node.len()), Some(0));
}

#[test]
fn a_file_comes_with_owner_group_and_mode() {
    let (document, watch) = (starter(), config("watch"));
    changes(
        file::add(&document, &watch, "/etc/motd"),
        &[
            "+            /etc/motd:",
            "+              owner: root",
            "+              group: root",
            "+              mode: \"000644\"",
            "+              content: \"\\n\"",
            "+",
        ],
    );
    assert_eq!(file::add(&document, &watch, "/etc/cfn/cfn-hup.conf"), []);
}

#[test]
fn typing_into_a_new_file_gives_lines() {
    let (mut document, watch) = (starter(), config("watch"));
    made(&mut document, |document| file::add(document, &watch, "/etc/motd"));
    let at = watch.keys(["files", "/etc/motd"]);
    let script = "#!/bin/sh\nset -eu\n\nif true; then\n  echo \"a: b\"\nfi";
    let mut typed = String::new();
    for c in script.chars() {
        typed.push(c);
        made(&mut document, |document| file::set_content(document, &at, &typed));
    }
    let lines = document.text().split("/etc/motd:").nth(1).unwrap().lines().skip(1).take(10).collect::<Vec<_>>();
    assert_eq!(
        lines,
        [
            "              owner: root",
            "              group: root",
            "              mode: \"000644\"",
            "              content: |",
            "                #!/bin/sh",
            "                set -eu",
            "",
            "                if true; then",
            "                  echo \"a: b\"",
            "                fi",
        ]
    );
}

#[test]
fn a_file_is_renamed_with_the_service_it_restarts() {
    let at = config("configure").keys(["files", "/etc/nginx/conf.d/webapp.conf"]);
    changes(
        rename::rename(&starter(), &at, "/etc/nginx/conf.d/site.conf"),
        &[
            "-            /etc/nginx/conf.d/webapp.conf:",
            "+            /etc/nginx/conf.d/site.conf:",
            "-                files: [/etc/nginx/conf.d/webapp.conf]",
            "+                files: [/etc/nginx/conf.d/site.conf]",
        ],
    );
    let removed = diff(&section_entry::remove(&starter(), &config("configure"), &at));
    assert!(
        removed.contains("-                files: [/etc/nginx/conf.d/webapp.conf]\n") && !removed.contains('+'),
        "{removed}"
    );
}

#[test]
fn a_file_is_fetched_instead_and_doubled() {
    let at = config("watch").keys(["files", "/etc/cfn/cfn-hup.conf"]);
    changes(
        file::fetch(&starter(), &at),
        &[
            "-              content: !Sub |",
            "-                [main]",
            "-                stack=${AWS::StackId}",
            "-                region=${AWS::Region}",
            "-                interval=5",
            "+              source: https://",
        ],
    );
    let (path, edits) = section_entry::double(&starter(), &at).unwrap();
    assert_eq!(path.last_key(), Some("/etc/cfn/cfn-hup-2.conf"));
    changes(
        edits,
        &[
            "+            /etc/cfn/cfn-hup-2.conf:",
            "+              owner: root",
            "+              group: root",
            "+              mode: \"000400\"",
            "+              content: !Sub |",
            "+                [main]",
            "+                stack=${AWS::StackId}",
            "+                region=${AWS::Region}",
            "+                interval=5",
            "+",
        ],
    );
}

#[test]
fn a_service_comes_with_what_restarts_it() {
    let (mut document, configure) = (starter(), config("configure"));
    let at = configure.keys(["services", "systemd", "redis"]);
    changes(
        service::add(&document, &configure, "systemd", "redis"),
        &["+              redis:", "+                enabled: true", "+                ensureRunning: true"],
    );
    assert_eq!(service::manager(&document, &config("install")), "systemd");
    made(&mut document, |document| service::add(document, &configure, "systemd", "redis"));
    let before = document.text().to_string();
    let template = Template::of(&document);
    let init = template.inits().next().unwrap();
    let causes = service::causes(&init.config("configure").unwrap());
    let named = |name: &str| causes.iter().find(|cause| cause.name == name).unwrap().clone();
    let (user, app, command) = (named("webapp"), named("/opt/webapp/app.py"), named("01-remove-default-site"));
    for cause in [&app, &command, &user] {
        made(&mut document, |document| trigger::add(document, &at, cause));
    }
    assert_eq!(
        lines_changed(&before, document.text()).lines().collect::<Vec<_>>(),
        [
            "+                users:",
            "+                  - webapp",
            "+                files:",
            "+                  - /opt/webapp/app.py",
            "+                commands:",
            "+                  - 01-remove-default-site"
        ]
    );
    assert_eq!(trigger::restarted(&document, &configure, Section::Files, "/opt/webapp/app.py"), ["webapp", "redis"]);
    for cause in [&app, &command, &user] {
        made(&mut document, |document| trigger::drop(document, &at, cause));
    }
    assert_eq!(document.text(), before);
}

#[test]
fn a_package_trigger_stands_below_its_manager() {
    let mut document = starter();
    let at = config("install").keys(["services", "systemd", "nginx"]);
    let cause = trigger::Cause { section: Section::Packages, manager: Some("apt".into()), name: "nginx".into() };
    made(&mut document, |document| service::add(document, &config("install"), "systemd", "nginx"));
    made(&mut document, |document| trigger::add(document, &at, &cause));
    let node = document.node(&at.keys(["packages", "apt"])).unwrap();
    assert_eq!(node.items().filter_map(|item| item.scalar()).collect::<Vec<_>>(), ["nginx"]);
    made(&mut document, |document| package::remove(document, &config("install").keys(["packages", "apt", "nginx"])));
    assert!(document.node(&at).is_some_and(|node| node.get("packages").is_none()));
}
