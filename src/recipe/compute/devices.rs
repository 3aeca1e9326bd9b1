//! `NoDevice` in `BlockDeviceMappings`: each type writes it in another way, also in the branches of functions.
//!
//! Source: AWS pages "AWS::EC2::Instance BlockDeviceMapping", "AWS::EC2::LaunchTemplate BlockDeviceMapping" and
//! "AWS::AutoScaling::LaunchConfiguration BlockDeviceMapping". Knows no other property.

use serde_json::{Value as Json, json};

use crate::document::{Edit, Kind, Node, Path};
use crate::recipe::draft::Draft;
use crate::schema::ec2::instance;
use crate::template::alternative::branches;
use crate::template::boolean;
use crate::template::function::is_absent;

const NO_DEVICE: &str = "NoDevice";

/// How a type writes that a device is left out.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum NoDevice {
    /// A launch template: an empty text.
    EmptyText,
    /// An instance: an empty mapping.
    EmptyMapping,
}

impl NoDevice {
    fn value(self) -> Json {
        match self {
            NoDevice::EmptyText => json!(""),
            NoDevice::EmptyMapping => json!({}),
        }
    }

    fn words(self) -> &'static str {
        match self {
            NoDevice::EmptyText => "an empty text in a launch template",
            NoDevice::EmptyMapping => "an empty mapping on an instance",
        }
    }

    fn is_written_in(self, node: Node<'_>) -> bool {
        match self {
            NoDevice::EmptyText => node.is_plain(Kind::Scalar) && node.scalar() == Some("") && !node.is_null(),
            NoDevice::EmptyMapping => node.is_plain(Kind::Mapping) && node.is_empty(),
        }
    }

    /// True if a device is left out, false if it is not; `None` if a function decides.
    fn of(node: Node<'_>) -> Option<bool> {
        if [NoDevice::EmptyText, NoDevice::EmptyMapping].into_iter().any(|form| form.is_written_in(node)) {
            return Some(true);
        }
        node.is_plain(Kind::Scalar).then(|| boolean(node)).flatten()
    }
}

/// Writes each `NoDevice` of the block devices below `properties` as the new type writes it. `false` is removed.
pub(super) fn convert(draft: &mut Draft, properties: &Path, to: NoDevice) -> Result<(), String> {
    let list = properties.join(instance::BLOCK_DEVICES.key);
    let mut changes = Vec::new();
    let mut unknown = false;
    if let Some(node) = draft.document().node(&list) {
        let found = node.descendants().flat_map(|node| node.entries()).filter(|entry| entry.key() == NO_DEVICE);
        for entry in found {
            let at = entry.value.path();
            for leaf in branches(draft.document(), &at).iter().filter_map(|at| draft.document().node(at)) {
                match NoDevice::of(leaf) {
                    Some(true) if to.is_written_in(leaf) => {}
                    Some(true) => changes.push((leaf.path(), Some(to.value()))),
                    Some(false) if leaf.path() == at => changes.push((at.clone(), None)),
                    Some(false) => changes.push((leaf.path(), Some(json!({ "Ref": "AWS::NoValue" })))),
                    None if is_absent(leaf) => {}
                    None => unknown = true,
                }
            }
        }
    }
    for (at, value) in changes {
        let edit = match value {
            Some(json) => Edit::Set { at, value: draft.value(&json) },
            None => Edit::Remove { at },
        };
        draft.make([edit])?;
    }
    if unknown {
        draft.leave(format!("{NO_DEVICE} is {}, but here a function gives it: change it there.", to.words()));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;

    fn converted(devices: &str, to: NoDevice) -> (String, Vec<String>) {
        let mut draft = Draft::of(&Document::parse(format!("BlockDeviceMappings: {devices}\n")));
        convert(&mut draft, &Path::root(), to).unwrap();
        let text = draft.document().text().trim_end().replacen("BlockDeviceMappings: ", "", 1);
        (text, draft.left().to_vec())
    }

    #[test]
    fn a_device_is_left_out_as_the_new_type_writes_it() {
        for (from, template, instance) in [
            ("[{NoDevice: true}]", "[{NoDevice: \"\"}]", "[{NoDevice: {}}]"),
            ("[{NoDevice: {}}]", "[{NoDevice: \"\"}]", "[{NoDevice: {}}]"),
            ("[{NoDevice: ''}]", "[{NoDevice: ''}]", "[{NoDevice: {}}]"),
            ("[{DeviceName: a, NoDevice: 'false'}]", "[{DeviceName: a}]", "[{DeviceName: a}]"),
            (
                "!If [C, [{NoDevice: true}], !Ref AWS::NoValue]",
                "!If [C, [{NoDevice: \"\"}], !Ref AWS::NoValue]",
                "!If [C, [{NoDevice: {}}], !Ref AWS::NoValue]",
            ),
            (
                "[{NoDevice: !If [C, true, !If [D, false, {Ref: AWS::NoValue}]]}]",
                "[{NoDevice: !If [C, \"\", !If [D, !Ref \"AWS::NoValue\", {Ref: AWS::NoValue}]]}]",
                "[{NoDevice: !If [C, {}, !If [D, !Ref \"AWS::NoValue\", {Ref: AWS::NoValue}]]}]",
            ),
            (
                "[{'Fn::If': [C, {NoDevice: {}}, {Ebs: {VolumeSize: 8}}]}]",
                "[{'Fn::If': [C, {NoDevice: \"\"}, {Ebs: {VolumeSize: 8}}]}]",
                "[{'Fn::If': [C, {NoDevice: {}}, {Ebs: {VolumeSize: 8}}]}]",
            ),
        ] {
            let quotes = |text: String| text.replace("''", "\"\"");
            let (text, left) = converted(from, NoDevice::EmptyText);
            assert_eq!((quotes(text), left), (quotes(template.into()), Vec::new()), "{from}");
            let (text, left) = converted(from, NoDevice::EmptyMapping);
            assert_eq!((quotes(text), left), (quotes(instance.into()), Vec::new()), "{from}");
        }
    }

    #[test]
    fn another_function_is_left_and_named() {
        let (text, left) = converted("[{NoDevice: !Ref Off}]", NoDevice::EmptyText);
        assert_eq!(text, "[{NoDevice: !Ref Off}]");
        assert_eq!(
            left,
            ["NoDevice is an empty text in a launch template, but here a function gives it: change it there."]
        );
    }
}
