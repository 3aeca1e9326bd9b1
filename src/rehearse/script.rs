//! The user data with everything resolved: what of it can be run, and which config sets it asks cfn-init for.

use crate::document::Node;
use crate::template::encoded::{Decoded, decoded};
use crate::template::evaluate::Evaluation;
use crate::template::init::DEFAULT_SET;
use crate::template::user_data::command_list::WordLists;
use crate::template::user_data::{DataFormat, helper_uses};
use crate::template::{Resource, Template};

/// Calls the helper scripts in place of AWS: see `machine/helper.sh`.
const THROUGH: &str = "/rehearsal/machine/helper.sh ";

/// A script for a shell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ResolvedScript {
    /// Its text as the machine gets it.
    pub(super) text: String,
}

impl ResolvedScript {
    /// The text with the calls of cfn-init and cfn-signal made through the helper.
    pub(super) fn with_helper(&self) -> String {
        let mut text = self.text.clone();
        for call in helper_uses(&self.text).iter().rev() {
            if text.is_char_boundary(call.program.start) {
                text.insert_str(call.program.start, THROUGH);
            }
        }
        text
    }
}

/// The user data of the resource `holder` as the machine gets them; else why they are not known.
pub(super) fn resolved(
    evaluation: &mut Evaluation<'_, '_>,
    template: Template<'_>,
    holder: &str,
) -> Result<String, String> {
    let none = || format!("{holder} has no user data in the template.");
    if template.resource(holder).is_none() {
        return Err(none());
    }
    let value = evaluation.in_resource(holder, |evaluation, resource| {
        user_data(resource).map(|node| evaluation.value(node).map_err(|fault| fault.to_string()))
    });
    let value = value.flatten().ok_or_else(none)??;
    let encoded = value.as_ref().and_then(|value| value.as_str()).ok_or_else(none)?;
    let Decoded::Text(text) = decoded(encoded) else {
        return Err("The user data are no text in base64: Fn::Base64 is missing, or they are compressed.".to_string());
    };
    Ok(text)
}

/// User data that a shell reads; else why not.
pub(super) fn script(text: &str) -> Result<ResolvedScript, String> {
    match DataFormat::of(text) {
        DataFormat::Shell => Ok(ResolvedScript { text: text.to_string() }),
        format => Err(format!("The user data are {}: only a shell script is rehearsed.", format.name())),
    }
}

fn user_data(resource: Resource<'_>) -> Option<Node<'_>> {
    resource.property("UserData").or_else(|| resource.property("LaunchTemplateData")?.get("UserData"))
}

/// The config sets of each call of cfn-init in user data for the resource `id`, in order; `default` where no call says it. Says where
/// they are not known.
pub(super) fn config_sets(data: &str, id: &str, notes: &mut Vec<String>) -> Vec<String> {
    let calls: Vec<_> = helper_uses(&WordLists::of(data).text).into_iter().filter(|call| call.is_init).collect();
    let own: Vec<_> = calls.iter().filter(|call| call.resource.as_deref() == Some(id)).collect();
    let own = if own.is_empty() && calls.len() == 1 { calls.iter().collect() } else { own };
    if own.is_empty() {
        notes.push(format!("No user data that can be read call cfn-init for {id}: the config set default is taken."));
        return vec![DEFAULT_SET.to_string()];
    }
    let sets = own.into_iter().map(|call| match call.config_sets.as_deref() {
        None => DEFAULT_SET.to_string(),
        Some(said) if said.contains(['$', '`', '\n', '\r']) => {
            notes.push(format!(
                "A call of cfn-init gets its config sets from the shell, {said}: default is taken. Another one: \
                 template/config-sets, one line for each call."
            ));
            DEFAULT_SET.to_string()
        }
        Some(said) => said.to_string(),
    });
    sets.collect()
}
