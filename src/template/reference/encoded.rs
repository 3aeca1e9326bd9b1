//! Names in user data that is written in base64, which no edit reaches.

use super::command::{self, CommandWord};
use crate::document::{Document, Path};
use crate::template::Template;
use crate::template::alternative::texts;
use crate::template::encoded::{Decoded, decoded};
use crate::template::user_data::command_list::WordLists;
use crate::template::user_data::{DataFormat, holders, path_of};

/// Where user data in base64 names a resource.
pub fn encoded_uses(document: &Document, id: &str) -> Vec<Path> {
    let template = Template::of(document);
    let all = holders(template).into_iter().filter_map(|holder| path_of(template.resource(&holder)?));
    let all = all.flat_map(|at| texts(document, &at));
    let names = |text: &str| match decoded(text) {
        Decoded::Text(script) if DataFormat::of(text) == DataFormat::Encoded => {
            command::words(&WordLists::of(&script).text).into_iter().any(|(span, word)| {
                matches!(word, CommandWord::Resource | CommandWord::Signalled) && script.get(span) == Some(id)
            })
        }
        Decoded::Text(_) | Decoded::Bytes(_) | Decoded::Invalid => false,
    };
    all.filter(|(_, text)| names(text.text())).map(|(at, _)| at).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::template::encoded::encoded;

    #[test]
    fn user_data_in_base64_is_looked_into() {
        let data = encoded("#!/bin/bash\ncfn-init -s x -r Web\ncfn-signal --resource Group\n");
        let text = format!(
            "Resources:\n  Web:\n    Type: AWS::EC2::Instance\n    Properties:\n      UserData: !If [C, {data}, !Ref AWS::NoValue]\n"
        );
        let document = Document::parse(text.as_str());
        for (id, count) in [("Web", 1), ("Group", 1), ("We", 0)] {
            assert_eq!(encoded_uses(&document, id).len(), count, "{id}");
        }
        let plain = text.replace(&data, "cfn-init -r Web");
        assert!(encoded_uses(&Document::parse(plain.as_str()), "Web").is_empty());
    }
}
