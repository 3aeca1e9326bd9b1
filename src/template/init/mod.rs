//! What cfn-init reads: config sets, configs, and the sections of a config, in cfn-init's order.
//!
//! Knows the template, nothing of checks or the browser. Source: aws-cfn-bootstrap construction.py.

mod command;
mod config;
mod file;
mod package;
mod path;
mod section;
mod service;
mod sets;
pub mod trigger;

pub use command::{CommandShell, CommandText, InitCommand};
pub use config::Config;
pub use file::{File, MODE_DEFAULT};
pub use package::{MANAGERS as PACKAGE_MANAGERS, Package, Versions};
pub use path::InitPath;
pub use section::{AUTHENTICATION, INIT, Section, authentication_path, init_path};
pub use service::{MANAGERS as SERVICE_MANAGERS, Service, Trigger};
pub use sets::{CONFIG_SET, ConfigSets, SetMember};

use super::function::call;
use super::resource::attribute;
use super::{Resource, for_each};
use crate::document::{Entry, Node, Path};
use for_each::{ForEach, is_for_each};

/// Key of the config sets beside the configs.
pub const CONFIG_SETS: &str = "configSets";
/// The set that runs without `-c`.
pub const DEFAULT_SET: &str = "default";
/// The config that runs where there are no config sets.
pub const DEFAULT_CONFIG: &str = "config";

/// `AWS::CloudFormation::Init` of a resource.
#[derive(Clone, Copy, Debug)]
pub struct Init<'d> {
    resource: Resource<'d>,
    node: Node<'d>,
}

impl<'d> Resource<'d> {
    /// `AWS::CloudFormation::Init` in the metadata of the resource.
    pub fn init(&self) -> Option<Init<'d>> {
        Some(Init { resource: *self, node: self.metadata()?.get(INIT)? })
    }
}

impl<'d> Init<'d> {
    /// The resource that carries it.
    pub fn resource(&self) -> Resource<'d> {
        self.resource
    }

    /// Where it is.
    pub fn path(&self) -> Path {
        self.resource.path().keys([attribute::METADATA, INIT])
    }

    /// The whole of it.
    pub fn node(&self) -> Node<'d> {
        self.node
    }

    /// The config sets, if there are any.
    pub fn config_sets(&self) -> Option<ConfigSets<'d>> {
        Some(ConfigSets::new(self.node.get(CONFIG_SETS)?))
    }

    /// The configs in the order of the text, those in bodies of loops too, with the name as it is written there; config
    /// sets are none.
    pub fn configs(&self) -> impl Iterator<Item = Config<'d>> {
        let entries = for_each::located(&self.path(), self.node).into_iter();
        let configs = entries.filter(|(_, entry)| entry.key() != CONFIG_SETS);
        configs.map(|(path, entry)| Config::new(path, entry.key(), entry.value))
    }

    /// The configs that no loop makes, in the order of the text.
    pub fn single_configs(&self) -> impl Iterator<Item = Config<'d>> {
        self.configs().filter(|config| !config.is_in_loop())
    }

    /// A config by its name, which may be one that a loop makes.
    pub fn config(&self, name: &str) -> Option<Config<'d>> {
        let own = self.node.entry(name).filter(|_| !name.starts_with("Fn::"));
        match own {
            Some(_) if name == CONFIG_SETS => None,
            Some(entry) => Some(Config::new(self.path().join(name), entry.key(), entry.value)),
            None => self.configs().find(|config| config.is_in_loop() && for_each::could_become(config.name(), name)),
        }
    }

    /// True if it may have configs that the text does not show: by a function in its place, or by a transform among its
    /// entries. Configs in the body of a loop are shown.
    pub fn hides_configs(&self) -> bool {
        let hides = |entry: Entry<'d>| {
            entry.key() == "Fn::Transform" || is_for_each(entry.key()) && ForEach::of(entry).is_none()
        };
        call(self.node).is_some() || self.node.entries().any(hides)
    }

    /// Names of the configs that a set runs, in cfn-init's order; a config in it twice runs twice.
    ///
    /// Without `configSets` the set `default` is the one config `config`. Names of configs that are not there are
    /// kept: cfn-init meets them too. An unknown set, and a set that holds itself, add nothing.
    pub fn run_order(&self, set: &str) -> Vec<&'d str> {
        match self.config_sets() {
            Some(sets) => sets.run_order(set),
            None if set == DEFAULT_SET => vec![DEFAULT_CONFIG],
            None => Vec::new(),
        }
    }

    /// All configs: those of the default set in the order in which it runs them, each once, then the others in the
    /// order of the text.
    pub fn configs_as_run(&self) -> Vec<Config<'d>> {
        let mut configs: Vec<Config<'d>> = Vec::new();
        let run = self.run_order(DEFAULT_SET).into_iter().filter_map(|name| self.config(name));
        for config in run.chain(self.configs()) {
            if !configs.iter().any(|known| known.name() == config.name()) {
                configs.push(config);
            }
        }
        configs
    }
}

#[cfg(test)]
mod tests {
    use crate::document::Document;
    use crate::template::Template;

    fn order(init: &str) -> Vec<String> {
        let document =
            Document::parse(format!("Resources: {{W: {{Metadata: {{AWS::CloudFormation::Init: {init}}}}}}}"));
        let template = Template::of(&document);
        let init = template.inits().next().unwrap();
        init.configs_as_run().iter().map(|config| config.name().to_string()).collect()
    }

    #[test]
    fn configs_come_as_the_default_set_runs_them_then_the_others() {
        assert_eq!(order("{b: {}, config: {}}"), ["config", "b"]);
        assert_eq!(order("{configSets: {default: [c, a]}, a: {}, b: {}, c: {}}"), ["c", "a", "b"]);
        assert_eq!(order("{configSets: {default: a}, a: {}, b: {}}"), ["a", "b"]);
        assert_eq!(order("{configSets: {default: [{ConfigSet: x}, gone, a], x: [b, a]}, a: {}, b: {}}"), ["b", "a"]);
        assert_eq!(order("{configSets: {default: [{ConfigSet: default}, b]}, a: {}, b: {}}"), ["b", "a"]);
        assert_eq!(order("{configSets: 3, a: ~}"), ["a"]);
    }
}
