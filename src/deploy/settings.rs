//! What the user chooses for a deployment, and whether AWS would take it.
//!
//! Sources: AWS API reference, CreateStack (`StackName`, `Tags`); AWS page "Bucket naming rules".

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::command::{Execution, Failure, StackTag};
use super::{parameter_file, region};
use crate::template::Template;

/// A choice of the user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Setting {
    /// The stack's name.
    StackName,
    /// The region.
    Region,
    /// The profile.
    Profile,
    /// The S3 bucket.
    Bucket,
    /// The parameter file.
    ParameterFile,
    /// The tag at this place.
    Tag(usize),
    /// The parameter of this name.
    Parameter(String),
}

/// Why AWS or the AWS CLI would refuse a choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettingError {
    /// The choice.
    pub setting: Setting,
    /// What is wrong and how to correct it, in whole sentences.
    pub message: String,
}

impl std::fmt::Display for SettingError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for SettingError {}

/// The user's choices. What is empty is not said in the command.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Name of the stack; kept elsewhere, with the design.
    #[serde(skip)]
    pub stack_name: String,
    /// Region, such as `eu-central-1`.
    pub region: String,
    /// Profile of the AWS CLI's configuration.
    pub profile: String,
    /// Bucket for a template above 51,200 bytes.
    pub s3_bucket: String,
    /// Whether anything is changed at once.
    pub execution: Execution,
    /// What happens on failure.
    pub failure: Failure,
    /// Values typed for parameters. Never those of `NoEcho` parameters: see [`Settings::without_secrets`].
    pub parameters: BTreeMap<String, String>,
    /// File that holds the values; `None` if the command has them.
    pub parameter_file: Option<String>,
    /// Tags of the stack.
    pub tags: Vec<StackTag>,
}

impl Settings {
    /// The settings without values of parameters that are `NoEcho` or are not in the template: what may be kept.
    pub fn without_secrets(&self, template: Template<'_>) -> Settings {
        let mut kept = self.clone();
        kept.parameters.retain(|name, _| template.parameter(name).is_some_and(|parameter| !parameter.no_echo()));
        kept
    }

    /// What is wrong with the choices themselves, whatever the template.
    pub(super) fn errors(&self, template_file: &str) -> Vec<SettingError> {
        let region = (!self.region.is_empty() && !region::is_plausible(&self.region))
            .then(|| format!("{} is not a Region. Example: eu-central-1.", self.region));
        let profile = self.profile.contains(char::is_control);
        let profile = profile.then(|| "A profile's name has no line breaks and no control characters.".to_string());
        let all = [
            (Setting::StackName, stack_name_error(&self.stack_name)),
            (Setting::Region, region),
            (Setting::Profile, profile),
            (Setting::Bucket, bucket_error(&self.s3_bucket)),
            (
                Setting::ParameterFile,
                self.parameter_file.as_ref().and_then(|name| parameter_file::name_error(name, template_file)),
            ),
        ];
        let tags = (0..self.tags.len()).map(|place| (Setting::Tag(place), tag_error(&self.tags, place)));
        let error = |(setting, message): (_, Option<String>)| Some(SettingError { setting, message: message? });
        all.into_iter().chain(tags).filter_map(error).collect()
    }
}

/// Why CloudFormation would refuse a name of a stack.
pub fn stack_name_error(name: &str) -> Option<String> {
    let letters = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    if name.is_empty() {
        return Some("The stack needs a name.".into());
    }
    if !letters || !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return Some("Not a valid stack name. Start with a letter; use letters, digits and hyphens.".into());
    }
    (name.len() > 128).then(|| format!("The stack's name has {} characters, at most 128 are allowed.", name.len()))
}

fn bucket_error(name: &str) -> Option<String> {
    if name.is_empty() {
        return None;
    }
    if let Some(bare) = name.strip_prefix("s3://") {
        let bare = bare.split('/').next().unwrap_or_default();
        return Some(format!("The bucket is named without s3://: {bare}."));
    }
    let edge = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    let fits = (3..=63).contains(&name.len())
        && name.chars().all(|c| edge(c) || c == '-' || c == '.')
        && name.starts_with(edge)
        && name.ends_with(edge);
    (!fits).then(|| format!("{name} cannot name a bucket: 3 to 63 small letters, digits, - and . only."))
}

fn tag_error(tags: &[StackTag], place: usize) -> Option<String> {
    let StackTag { key, value } = tags.get(place)?;
    if key.is_empty() {
        return Some("A tag needs a key: project=cf-init.".into());
    }
    if key.contains('=') {
        return Some(format!("The AWS CLI ends a tag's key at the first =, so {key} cannot be one."));
    }
    if key.to_ascii_lowercase().starts_with("aws:") {
        return Some(format!("Keys that begin with aws: are AWS's own; {key} would be refused."));
    }
    if value.is_empty() {
        return Some(format!("The tag {key} needs a value: the AWS CLI refuses an empty one."));
    }
    if key.contains(char::is_control) || value.contains(char::is_control) {
        return Some("A tag has no line breaks and no control characters.".into());
    }
    if key.chars().count() > 128 || value.chars().count() > 256 {
        return Some(format!("The tag {key} is too long: up to 128 characters for the key, 256 for the value."));
    }
    if tags.iter().take(place).any(|other| other.key == *key) {
        return Some(format!("The tag {key} is there twice."));
    }
    (place == 50).then(|| "A stack takes at most 50 tags.".into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deploy::Plan;
    use crate::document::Document;

    #[test]
    fn names_of_stacks_are_checked() {
        for good in ["a", "cf-init", "A1-", &"x".repeat(128)] {
            assert_eq!(stack_name_error(good), None, "{good}");
        }
        for bad in ["", "1a", "-a", "a_b", "a b", "ü", &"x".repeat(129)] {
            assert!(stack_name_error(bad).is_some(), "{bad}");
        }
    }

    #[test]
    fn buckets_and_tags_are_checked() {
        assert_eq!(bucket_error("my-templates.eu"), None);
        assert_eq!(bucket_error("s3://b/c").as_deref(), Some("The bucket is named without s3://: b."));
        assert!(bucket_error("Ab").is_some());
        let tag = |key: &str| StackTag { key: key.into(), value: "v".into() };
        let tags = [tag("a"), tag("b=c"), tag("a"), tag("aws:x"), tag(""), tag("-ok")];
        let errors: Vec<bool> = (0..tags.len()).map(|place| tag_error(&tags, place).is_some()).collect();
        assert_eq!(errors, [false, true, true, true, true, false]);
        let empty = [StackTag { key: "owner".into(), value: String::new() }];
        assert!(tag_error(&empty, 0).unwrap().contains("owner needs a value"));
    }

    #[test]
    fn what_is_typed_becomes_a_value_or_none() {
        let document = Document::parse("Parameters: {A: {Default: x}, B: {Type: String}, C: {NoEcho: true}}");
        let mut settings = Settings::default();
        for (place, name) in ["A", "B", "C"].into_iter().enumerate() {
            for text in ["y", ""] {
                let answer = Plan::of(&document, "t.yaml", &settings).answers.swap_remove(place);
                answer.set(&mut settings, text);
                let kept = settings.parameters.get(name).map(String::as_str);
                let expected = if name == "C" || text.is_empty() && name == "B" { None } else { Some(text) };
                assert_eq!(kept, expected, "{name}");
            }
        }
    }

    #[test]
    fn a_secret_is_never_kept() {
        let document = Document::parse("Parameters: {A: {NoEcho: true}, B: {Type: String}}");
        let mut settings = Settings::default();
        for name in ["A", "B", "Gone"] {
            settings.parameters.insert(name.into(), "x".into());
        }
        let kept = settings.without_secrets(Template::of(&document));
        assert_eq!(kept.parameters.keys().collect::<Vec<_>>(), ["B"]);
    }
}
