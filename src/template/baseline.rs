//! The template in what `aws cloudformation get-template` printed: JSON or YAML with `TemplateBody`, which is the text of
//! a YAML template, or a JSON template as it is.
//!
//! Source: AWS CLI, `cloudformation get-template`; its outputs json and yaml.

use super::function::to_json;
use crate::document::{Document, Kind};

/// The key that holds the template.
const BODY: &str = "TemplateBody";

/// The template in a printed answer, with `\n` at its end; `None` if the text is no such answer.
pub fn template_of(text: &str) -> Option<String> {
    // Most texts are templates: they need not be read twice.
    if !text.contains(BODY) {
        return None;
    }
    let document = Document::parse(text);
    let root = document.root().filter(|root| root.kind() == Kind::Mapping && root.get("Resources").is_none())?;
    let body = root.get(BODY)?;
    let mut template = match body.kind() {
        Kind::Scalar => body.scalar()?.to_string(),
        Kind::Mapping => serde_json::to_string_pretty(&to_json(&body.literal_value())).ok()?,
        Kind::Sequence => return None,
    };
    if !template.ends_with('\n') {
        template.push('\n');
    }
    Some(template)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_printed_answer_gives_its_template() {
        let yaml =
            "{\"TemplateBody\": \"Resources:\\n  A:\\n    Type: T # why\\n\", \"StagesAvailable\": [\"Original\"]}";
        assert_eq!(template_of(yaml).as_deref(), Some("Resources:\n  A:\n    Type: T # why\n"));
        let json = "{\"TemplateBody\": {\"Resources\": {\"B\": {\"Type\": \"T\"}, \"A\": {\"Type\": \"T\"}}}}";
        let template = template_of(json).unwrap();
        let document = Document::parse(template);
        let ids: Vec<_> =
            crate::template::Template::of(&document).resources().map(|one| one.id().to_string()).collect();
        assert_eq!(ids, ["B", "A"]);
        let as_yaml = "StagesAvailable:\n- Original\nTemplateBody: |\n  Resources:\n    A: {Type: T}\n";
        assert_eq!(template_of(as_yaml).as_deref(), Some("Resources:\n  A: {Type: T}\n"));
        for other in ["Resources: {TemplateBody: {Type: T}}", "TemplateBody: [1]", "", "{TemplateBody"] {
            assert_eq!(template_of(other), None, "{other}");
        }
    }
}
