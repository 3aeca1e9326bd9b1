//! Two outputs export the same name.
//!
//! ```yaml bad
//! Resources: {Topic: {Type: AWS::SNS::Topic}}
//! Outputs:
//!   Name: {Value: !GetAtt Topic.TopicName, Export: {Name: !Sub "${AWS::StackName}-topic"}}
//!   Arn: {Value: !Ref Topic, Export: {Name: !Sub "${AWS::StackName}-topic"}}
//! ```
//!
//! ```yaml good
//! Conditions: {IsLarge: !Equals [!Ref AWS::Region, eu-west-1], IsSmall: !Not [!Condition IsLarge]}
//! Resources: {Topic: {Type: AWS::SNS::Topic}}
//! Outputs:
//!   Name: {Condition: IsLarge, Value: !GetAtt Topic.TopicName, Export: {Name: !Sub "${AWS::StackName}-topic"}}
//!   Arn: {Condition: IsSmall, Value: !Ref Topic, Export: {Name: !Sub "${AWS::StackName}-topic"}}
//! ```

use std::collections::HashMap;

use crate::check::{Check, Context, Rule, Severity};
use crate::template::function::text_or_sub;
use crate::template::section;

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "output/export-twice",
    name: "Name that is exported twice",
    severity: Severity::Error,
    why: "Names of exports are unique in an account and region: the stack fails with the second one.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/outputs-section-structure.html",
    check: Check::Document(check),
    also: &[],
};

fn check(context: &mut Context<'_>) {
    let mut seen: HashMap<&str, (&str, bool)> = HashMap::new();
    let outputs = context.template().section(section::OUTPUTS);
    for entry in outputs.into_iter().flat_map(|node| node.last_entries()) {
        let name = entry.value.get("Export").and_then(|export| export.get("Name"));
        let Some((at, text)) = name.and_then(|node| Some((node.path(), text_or_sub(node)?))) else { continue };
        // Under conditions at most one of them may exist.
        let is_sure = entry.value.get("Condition").is_none();
        match seen.get(text) {
            Some((other, other_sure)) if is_sure && *other_sure => {
                let message = format!("The output {other} exports the same name: the stack fails.");
                context.report(&at, message).help("Give each export a name of its own.");
            }
            Some(_) => {}
            None => {
                seen.insert(text, (entry.key(), is_sure));
            }
        }
    }
}
