//! `Name` tags of new network resources, if the existing ones have them.

use serde_json::{Value as Json, json};

use crate::schema::ec2::{self, key};
use crate::template::Template;
use crate::template::resource::attribute::PROPERTIES;

/// The attribute `Properties` of a new resource, with `Tags` behind them if the network of the template is tagged with
/// names: in its manner, the stack's name and a word.
pub(super) fn with_name_tag(template: Template<'_>, mut properties: Json, word: &str) -> Json {
    let kinds = [ec2::VPC, ec2::SUBNET, ec2::ROUTE_TABLE, ec2::INTERNET_GATEWAY];
    let has_tags = kinds.iter().any(|kind| {
        template.single_resources_of(kind).any(|resource| {
            let tags = resource.property("Tags").into_iter().flat_map(|tags| tags.items());
            tags.into_iter().any(|tag| tag.get(key::TAG_KEY).and_then(|key| key.scalar()) == Some("Name"))
        })
    });
    if let Some(rows) = properties.as_object_mut().filter(|_| has_tags) {
        let name = json!({ "Fn::Sub": format!("${{AWS::StackName}} {word}") });
        rows.insert("Tags".into(), json!([{ key::TAG_KEY: "Name", key::TAG_VALUE: name }]));
    }
    json!({ PROPERTIES: properties })
}
