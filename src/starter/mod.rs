//! The catalogue of designs to begin with: whole, commented templates, each deployable as it is.
//!
//! Knows nothing of what the templates say; reading them is for `document` and `template`.

/// A design to begin with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Starter {
    /// Short name in lower case, for the command line and the page's address.
    pub name: &'static str,
    /// What it is, in a few words.
    pub title: &'static str,
    /// What you have when the stack stands, in one sentence.
    pub summary: &'static str,
    /// What it shows of cfn-init and CloudFormation, to learn from: words that follow "Shows".
    pub shows: &'static [&'static str],
    /// Number of its resources.
    pub resources: usize,
    /// The template, byte for byte.
    pub text: &'static str,
}

impl Starter {
    /// "12 resources, 441 lines".
    pub fn size(&self) -> String {
        let word = if self.resources == 1 { "resource" } else { "resources" };
        format!("{} {word}, {} lines", self.resources, self.text.lines().count())
    }
}

/// The catalogue; the first is what a first visit begins with, the last is the one to fill.
pub const STARTERS: &[Starter] = &[
    Starter {
        name: "flask-postgres",
        title: "Flask and PostgreSQL",
        summary: "One Ubuntu instance behind nginx, updated by cfn-hup.",
        shows: &["config sets", "cfn-hup", "always signals success or failure", "no passwords"],
        resources: 12,
        text: include_str!("flask-postgres.yaml"),
    },
    Starter {
        name: "nginx-static",
        title: "Static site with nginx",
        summary: "Pages from a source archive, served by nginx.",
        shows: &["sources", "commands with a test", "cfn-hup"],
        resources: 11,
        text: include_str!("nginx-static.yaml"),
    },
    Starter {
        name: "docker-compose",
        title: "Docker host",
        summary: "A compose file with an app behind nginx, kept up by systemd.",
        shows: &["health checks", "JSON content", "a oneshot unit"],
        resources: 11,
        text: include_str!("docker-compose.yaml"),
    },
    Starter {
        name: "node-service",
        title: "Node.js service",
        summary: "A Node.js app as a systemd unit, nginx in front.",
        shows: &["a checked download", "restarts by a command"],
        resources: 11,
        text: include_str!("node-service.yaml"),
    },
    Starter {
        name: "auto-scaling",
        title: "Auto Scaling web tier",
        summary: "Two to four instances behind a load balancer, in two zones.",
        shows: &["rolling updates that wait for signals", "Init on a launch template"],
        resources: 19,
        text: include_str!("auto-scaling.yaml"),
    },
    Starter {
        name: "wordpress-lamp",
        title: "WordPress on LAMP",
        summary: "Apache, PHP and MariaDB on one instance, password in Secrets Manager.",
        shows: &["a secret fetched with the role", "symbolic links"],
        resources: 14,
        text: include_str!("wordpress-lamp.yaml"),
    },
    Starter {
        name: "private-session",
        title: "Private instance",
        summary: "Amazon Linux without internet, reached by Session Manager only.",
        shows: &["VPC endpoints", "packages without internet"],
        resources: 14,
        text: include_str!("private-session.yaml"),
    },
    Starter {
        name: "blank",
        title: "Blank",
        summary: "One instance in the default VPC and an empty config.",
        shows: &["the least that cfn-init and its signal need"],
        resources: 1,
        text: include_str!("blank.yaml"),
    },
];

/// The starter of this name; `None` if the catalogue has none.
pub fn find(name: &str) -> Option<&'static Starter> {
    STARTERS.iter().find(|starter| starter.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;
    use crate::template::evaluate::{Evaluation, ParameterValues};
    use crate::template::{Template, boolean, limits};

    /// Each starter with its document.
    fn all() -> impl Iterator<Item = (&'static Starter, Document)> {
        STARTERS.iter().map(|starter| (starter, Document::parse(starter.text)))
    }

    #[test]
    fn names_are_short_words_and_stand_once() {
        for starter in STARTERS {
            assert!(starter.name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'));
            assert_eq!(STARTERS.iter().filter(|other| other.name == starter.name).count(), 1, "{}", starter.name);
            assert_eq!(find(starter.name), Some(starter));
            assert!(!starter.shows.is_empty() && starter.summary.ends_with('.'), "{}", starter.name);
        }
        assert_eq!(find("no-such"), None);
    }

    #[test]
    fn each_can_be_read_and_is_far_from_the_limits() {
        for (starter, document) in all() {
            assert_eq!(document.syntax_error(), None, "{}", starter.name);
            assert_eq!(starter.resources, limits::resources(&document), "{}", starter.name);
            assert!(starter.text.len() < limits::TEMPLATE_BODY / 2, "{}", starter.name);
            let (bytes, _) = limits::user_data(&document).unwrap();
            assert!(bytes < limits::USER_DATA / 2, "{}", starter.name);
        }
    }

    #[test]
    fn each_has_one_init_of_which_every_config_runs() {
        for (starter, document) in all() {
            let inits: Vec<_> = Template::of(&document).inits().collect();
            let [init] = inits.as_slice() else { panic!("{} has {} Inits", starter.name, inits.len()) };
            let run = init.run_order("default");
            let configs: Vec<_> = init.configs().map(|config| config.name()).collect();
            assert_eq!(run, configs, "{}", starter.name);
            // The user data ask for that set of that resource.
            let words = format!("--resource {} \\\n", init.resource().id());
            assert!(starter.text.contains(&words), "{}", starter.name);
            assert!(starter.text.contains("--configsets default"), "{}", starter.name);
        }
    }

    #[test]
    fn what_restarts_a_service_is_declared_beside_it_and_changes_only_when_it_has_to() {
        use crate::template::Section;
        for (starter, document) in all() {
            for config in Template::of(&document).inits().flat_map(|init| init.configs().collect::<Vec<_>>()) {
                for service in config.services() {
                    let at = format!("{} {} {}", starter.name, config.name(), service.name());
                    assert_eq!((service.enabled(), service.ensure_running()), (Some(true), Some(true)), "{at}");
                    for trigger in service.triggers() {
                        assert!(config.names(trigger.section).contains(&trigger.name), "{at}: {}", trigger.name);
                        // Archives count as changed at every run, commands whenever their test lets them run.
                        assert_ne!(trigger.section, Section::Sources, "{at}");
                        let commands =
                            config.section(Section::Commands).filter(|_| trigger.section == Section::Commands);
                        let command = commands.and_then(|commands| commands.get(trigger.name));
                        assert!(command.is_none_or(|command| command.get("test").is_some()), "{at}");
                    }
                }
                for file in config.files() {
                    let mode = file.node().get("mode").and_then(|mode| mode.scalar()).unwrap_or_default();
                    assert_eq!(mode.len(), 6, "{} {}", starter.name, file.name());
                }
            }
        }
    }

    #[test]
    fn docker_reads_its_configuration_at_its_first_start() {
        // A reload, which is what a service's list of files causes, keeps the log driver (dockerd 20.10, 26.1).
        const FILE: &str = "/etc/docker/daemon.json";
        let mut found = 0;
        for (starter, document) in all() {
            for init in Template::of(&document).inits() {
                let configs: Vec<_> = init.configs().collect();
                let Some(written) = configs.iter().position(|config| config.files().any(|file| file.name() == FILE))
                else {
                    continue;
                };
                let installed = configs.iter().position(|one| one.packages().any(|one| one.name() == "docker.io"));
                assert!(Some(written) < installed, "{}", starter.name);
                let mut services = configs.iter().flat_map(|config| config.services());
                assert!(services.all(|one| one.triggers().iter().all(|one| one.name != FILE)), "{}", starter.name);
                found += 1;
            }
        }
        assert_eq!(found, 1);
    }

    #[test]
    fn each_is_what_a_deployment_can_make_of_it() {
        for (starter, document) in all() {
            let given = ParameterValues::new();
            let template = Template::of(&document);
            let mut evaluation = Evaluation::of(template, &given);
            for resource in template.resources() {
                for node in [resource.metadata(), resource.node().get("Properties")].into_iter().flatten() {
                    if let Err(fault) = evaluation.value(node) {
                        // The one thing that is not made without parameters.
                        assert!(resource.id() == "SshIngress", "{}: {fault}", starter.name);
                    }
                }
            }
            assert_eq!(template.parameters().filter(|parameter| parameter.no_echo()).count(), 0, "{}", starter.name);
        }
    }

    #[test]
    fn each_instance_keeps_to_what_is_safe() {
        for (starter, document) in all() {
            let template = Template::of(&document);
            let carrier = template.inits().next().unwrap().resource();
            let data = carrier.property("LaunchTemplateData");
            let property = |name: &str| data.map_or_else(|| carrier.property(name), |data| data.get(name)).unwrap();
            assert_eq!(property("MetadataOptions").get("HttpTokens").unwrap().scalar(), Some("required"));
            let disk = property("BlockDeviceMappings").item(0).unwrap().get("Ebs").unwrap();
            assert_eq!(boolean(disk.get("Encrypted").unwrap()), Some(true), "{}", starter.name);
            let policies = template.resources().filter(|resource| resource.node().get("CreationPolicy").is_some());
            assert_eq!(policies.count(), 1, "{}", starter.name);
        }
    }
}
