//! Labels of instances and Auto Scaling groups: count, size, services.
//!
//! Source: AWS pages "AWS::EC2::Instance", "AWS::AutoScaling::AutoScalingGroup", "AWS::EC2::LaunchTemplate".

use super::graph::ResourceGraph;
use crate::document::{Node, Path};
use crate::template::Section;
use crate::template::content::FileContent;
use crate::template::init::{Config, Init, Service, Trigger};
use crate::template::resource::named;

/// Maximum number of services in the diagram.
const MAX_SERVICES: usize = 10;

/// A service in the diagram.
pub(super) struct Running {
    pub name: String,
    /// The port it listens on according to its files, or the number of its triggers.
    pub note: String,
    pub at: Path,
}

/// The services that cfn-init manages on an instance, in start order, and the number of omitted ones. `carriers` are
/// the resources whose metadata the instance may read.
pub(super) fn services(graph: &ResourceGraph<'_>, carriers: &[usize]) -> (Vec<Running>, usize) {
    let mut all: Vec<Running> = Vec::new();
    let inits = carriers.iter().filter_map(|at| graph.resource(*at)?.init());
    for config in inits.flat_map(|init: Init<'_>| init.configs_as_run()) {
        for service in config.services() {
            if !all.iter().any(|known| known.name == service.name()) {
                let note = note(&config, &service);
                all.push(Running { name: service.name().to_string(), note, at: service.path().clone() });
            }
        }
    }
    let more = all.len().saturating_sub(MAX_SERVICES);
    all.truncate(MAX_SERVICES);
    (all, more)
}

fn note(config: &Config<'_>, service: &Service<'_>) -> String {
    if service.ensure_running() == Some(false) {
        return "stopped".into();
    }
    let triggers = service.triggers();
    let is_of = |trigger: &&Trigger<'_>| trigger.section == Section::Files;
    let port = triggers.iter().filter(is_of).find_map(|trigger| {
        let file = config.files().find(|file| file.name() == trigger.name)?;
        match file.content() {
            FileContent::Text(text) => port_in(text.text),
            FileContent::Missing | FileContent::Object(_) | FileContent::Function(_) => None,
        }
    });
    match (port, triggers.len()) {
        (Some(port), _) => port,
        (None, 0) => String::new(),
        (None, 1) => "1 trigger".into(),
        (None, count) => format!("{count} triggers"),
    }
}

/// The port in a config file of a server: `listen 80` of nginx and Apache, `-b` and `--bind` of gunicorn.
fn port_in(content: &str) -> Option<String> {
    for line in content.lines().take(400) {
        let line = line.trim();
        let listen = line.strip_prefix("listen ").or_else(|| line.strip_prefix("Listen "));
        let bind = || {
            let (_, rest) = line
                .split_once(" -b ")
                .or_else(|| line.split_once(" --bind "))
                .or_else(|| line.split_once(" --bind="))?;
            Some(rest)
        };
        let Some(word) = listen.or_else(bind).and_then(|rest| rest.split_whitespace().next()) else { continue };
        if word.starts_with("unix:") {
            return Some("socket".into());
        }
        let digits = word.rsplit(':').next().unwrap_or(word).trim_end_matches(';');
        if let Ok(port) = digits.parse::<u16>() {
            return Some(format!(":{port}"));
        }
    }
    None
}

/// Size and image: "t3.micro, Ubuntu 24.04".
pub(super) fn size_and_image(graph: &ResourceGraph<'_>, of: Option<Node<'_>>) -> String {
    let kind = of.and_then(|node| graph.text(node.get("InstanceType")?));
    let image = of.and_then(|node| image(graph, node.get("ImageId")?));
    [kind, image].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// The operating system of an image; otherwise the name of the reference.
fn image(graph: &ResourceGraph<'_>, node: Node<'_>) -> Option<String> {
    let said = graph.text(node);
    if let Some(known) = said.as_deref().and_then(system) {
        return Some(known);
    }
    let name = named(node).map(str::to_string).or(said);
    name.filter(|name| !name.starts_with('/') && !name.contains("resolve:") && name != "ImageId")
}

/// The operating system in the path of a public parameter.
fn system(path: &str) -> Option<String> {
    let after = |mark: &str| path.split_once(mark).and_then(|(_, rest)| rest.split('/').next()).map(str::to_string);
    if let Some(release) = after("ubuntu/server/").or_else(|| after("ubuntu/server-minimal/")) {
        return Some(match release.as_str() {
            "jammy" => "Ubuntu 22.04".into(),
            "noble" => "Ubuntu 24.04".into(),
            _ => format!("Ubuntu {release}"),
        });
    }
    if let Some(release) = after("debian/release/") {
        return Some(format!("Debian {release}"));
    }
    if path.contains("ami-windows-latest/") {
        let rest = after("ami-windows-latest/")?;
        let year = rest.split('-').find(|part| part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_digit()));
        return Some(year.map_or("Windows Server".to_string(), |year| format!("Windows Server {year}")));
    }
    let known = [("al2023-ami", "Amazon Linux 2023"), ("amzn2-ami", "Amazon Linux 2"), ("amzn-ami", "Amazon Linux")];
    let known = known.iter().find(|(mark, _)| path.contains(mark));
    known.filter(|_| path.contains('/')).map(|(_, name)| name.to_string())
}

/// True for launch templates and launch configurations.
pub(super) fn is_template(kind: &str) -> bool {
    matches!(kind, "AWS::EC2::LaunchTemplate" | "AWS::AutoScaling::LaunchConfiguration")
}

/// "2 to 4 instances" of an Auto Scaling group.
pub(super) fn count(graph: &ResourceGraph<'_>, group: usize) -> String {
    let bound = |key: &str| graph.property_text(group, key);
    let instances = |count: &str| if count == "1" { "1 instance".to_string() } else { format!("{count} instances") };
    match (bound("MinSize"), bound("MaxSize")) {
        (Some(min), Some(max)) if min == max => instances(&min),
        (Some(min), Some(max)) => format!("{min} to {max} instances"),
        (Some(one), None) | (None, Some(one)) => instances(&one),
        (None, None) => "instances".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;
    use crate::template::Template;

    #[test]
    fn port_is_read_from_config_files() {
        for (content, port) in [
            ("server {\n    listen 80 default_server;\n", Some(":80")),
            ("server { }\n  listen [::]:8080;", Some(":8080")),
            ("Listen 127.0.0.1:8000\n", Some(":8000")),
            ("ExecStart=/usr/bin/gunicorn -w 2 -b unix:/run/a.sock app:app", Some("socket")),
            ("ExecStart=/usr/bin/gunicorn --bind 0.0.0.0:5000 app:app", Some(":5000")),
            ("listening to music", None),
            ("listen ${Port};", None),
        ] {
            assert_eq!(port_in(content).as_deref(), port, "{content}");
        }
    }

    #[test]
    fn image_is_shown_as_its_operating_system() {
        for (path, name) in [
            (
                "/aws/service/canonical/ubuntu/server/24.04/stable/current/amd64/hvm/ebs-gp3/ami-id",
                Some("Ubuntu 24.04"),
            ),
            (
                "/aws/service/canonical/ubuntu/server/jammy/stable/current/arm64/hvm/ebs-gp2/ami-id",
                Some("Ubuntu 22.04"),
            ),
            ("/aws/service/debian/release/12/latest/arm64", Some("Debian 12")),
            ("/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64", Some("Amazon Linux 2023")),
            ("/aws/service/ami-amazon-linux-latest/amzn2-ami-hvm-x86_64-gp2", Some("Amazon Linux 2")),
            ("/aws/service/ami-windows-latest/Windows_Server-2019-English-Full-Base", Some("Windows Server 2019")),
            ("ami-12345678", None),
        ] {
            assert_eq!(system(path).as_deref(), name, "{path}");
        }
    }

    #[test]
    fn services_are_listed_in_start_order_with_notes() {
        let text = "Resources: {W: {Metadata: {AWS::CloudFormation::Init: {config: {files: {/a: {content: \"listen \
                    80;\"}}, services: {systemd: {db: {}, web: {files: [/a]}, x: {files: [/b, /c]}, \
                    off: {ensureRunning: false}}}}}}}}";
        let document = Document::parse(text);
        let (all, more) = services(&ResourceGraph::of(Template::of(&document)), &[0]);
        let read: Vec<_> = all.iter().map(|one| format!("{} {}", one.name, one.note)).collect();
        assert_eq!((read.join(", "), more), ("db , web :80, x 2 triggers, off stopped".to_string(), 0));
    }
}
