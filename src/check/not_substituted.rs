//! What the rules about names share that nothing replaces: texts that are templates themselves, and the edit that lets
//! `Fn::Sub` replace them.

use crate::document::{Document, Edit, Path, Value};
use crate::template::function::{self, Spelling};
use crate::template::substitution::{SubPiece, pieces, pseudo};
use crate::template::{Template, content};

/// True for a text that is, or writes, a template: its `${…}` are for whoever reads that.
fn is_template(text: &str) -> bool {
    ["Fn::Sub", "!Sub", "AWSTemplateFormatVersion", "Resources:", "envsubst"].iter().any(|word| text.contains(word))
}

/// The first name of AWS's own in a text without `Fn::Sub`, and how to call it.
pub fn first_name(text: &str) -> Option<(std::ops::Range<usize>, String)> {
    let start = text.find("${AWS::").filter(|_| !is_template(text))?;
    let name: String = text.get(start..)?.chars().take_while(|c| *c != '}').take(60).collect();
    Some((start..start + name.len(), format!("{name}}}")))
}

/// The edits after which `Fn::Sub` replaces names of the template in the text at `at`, and leaves all other `${…}`.
pub fn substitute(document: &Document, at: &Path) -> Vec<Edit> {
    let template = Template::of(document);
    let Some(text) = document.scalar(at) else { return Vec::new() };
    let is_known = |name: &str| {
        let id = name.split('.').next().unwrap_or_default();
        // A name that the text sets itself is the shell's.
        let is_set = text.contains(&format!("{name}=")) || text.contains(&format!("for {name} "));
        pseudo(name).is_some() || !is_set && (template.parameter(id).is_some() || template.resource(id).is_some())
    };
    let (mut kept, mut escapes) = (String::new(), false);
    for piece in pieces(text) {
        match piece {
            SubPiece::Name { name, .. } if is_known(name) => kept.push_str(piece.written()),
            SubPiece::Text(own) => kept.push_str(own),
            SubPiece::Name { .. } | SubPiece::Literal(_) => {
                escapes = true;
                kept.push_str("${!");
                kept.push_str(piece.written().get(2..).unwrap_or_default());
            }
        }
    }
    if !escapes {
        return content::substitute(document, at);
    }
    let value = function::spelled("Fn::Sub", Value::from(kept.as_str()), Spelling::of(document));
    vec![Edit::Set { at: at.clone(), value }]
}
