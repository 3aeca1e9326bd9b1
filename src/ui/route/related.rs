//! Links from a group, launch template or launch configuration to related forms.

use super::Route;
use crate::document::Document;
use crate::template::init::Section;
use crate::template::machine::{groups_of, init_of, start_of};
use crate::template::{Resource, Template, user_data};

/// A line about a machine: a word, and what it leads to by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// "Starts from", "User data", "cfn-init".
    pub word: &'static str,
    /// Names, each with the place that its form shows.
    pub routes: Vec<(String, Route)>,
}

/// Links between a group and its launch template, and to their user data and Init.
pub fn related(document: &Document, id: &str) -> Vec<Related> {
    let template = Template::of(document);
    let Some(start) = start_of(template, id) else { return Vec::new() };
    let to = |resource: Resource<'_>| (resource.id().to_string(), Route::of(document, &resource.path()));
    let mut lines = Vec::new();
    if start.id() == id {
        lines.push(Related {
            word: "Starts the instances of",
            routes: groups_of(template, id).into_iter().map(to).collect(),
        });
    } else {
        lines.push(Related { word: "Starts instances from", routes: vec![to(start)] });
    }
    let data = Route::UserData(start.id().to_string());
    lines.push(Related { word: "At first boot", routes: vec![("UserData".into(), data)] });
    let waits = user_data::waited_for(template, start.id());
    lines
        .push(Related { word: "Signals and updates", routes: vec![("CreationPolicy".into(), Route::Policies(waits))] });
    let init = init_of(template, id).and_then(|resource| resource.init());
    let configs = init.map(|init| (init.resource().id().to_string(), init.configs_as_run())).into_iter();
    let configs = configs.flat_map(|(resource, configs)| {
        configs.into_iter().map(move |config| {
            let section = Section::ALL.into_iter().find(|section| config.node().get(section.key()).is_some());
            let (name, section) = (config.name().to_string(), section.unwrap_or(Section::Packages));
            (name.clone(), Route::Init { resource: resource.clone(), config: name, section })
        })
    });
    lines.push(Related { word: "cfn-init works through", routes: configs.collect() });
    lines.retain(|line| !line.routes.is_empty());
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_and_its_launch_template_link_to_each_other() {
        let text = "Resources:
  Launch: {Type: AWS::EC2::LaunchTemplate, Metadata: {AWS::CloudFormation::Init: {}}}
  Group:
    Type: AWS::AutoScaling::AutoScalingGroup
    Properties: {LaunchTemplate: {LaunchTemplateId: !Ref Launch, Version: !GetAtt Launch.LatestVersionNumber}}
  Bucket: {Type: AWS::S3::Bucket}
";
        let document = Document::parse(text);
        let words = |id: &str| related(&document, id).iter().map(|line| line.word).collect::<Vec<_>>();
        assert_eq!(words("Group"), ["Starts instances from", "At first boot", "Signals and updates"]);
        assert_eq!(words("Launch"), ["Starts the instances of", "At first boot", "Signals and updates"]);
        assert!(words("Bucket").is_empty());
    }
}
