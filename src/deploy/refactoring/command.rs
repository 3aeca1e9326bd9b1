//! The commands of a stack refactoring, as arguments and in a shell.
//!
//! Sources: AWS CLI reference, `cloudformation create-stack-refactor` and its neighbours; the CLI's shorthand syntax, in
//! which `TemplateBody@=file://FILE` is the text of a file.

use super::Refactoring;
use crate::deploy::argument::{Argument, CommandLine};
use crate::deploy::command::DeployCommand;
use crate::deploy::shell::{Script, Shell, Unwritable};
use crate::template::limits::TEMPLATE_BODY;

/// The name of the stack where none is given.
pub const PLACEHOLDER_STACK: &str = "STACK-NAME";

/// The commands: the refactoring is created, checked by CloudFormation, shown, and executed. The first one prints its
/// id, which the others take.
pub fn commands(refactoring: &Refactoring, at: &DeployCommand) -> Vec<Vec<CommandLine>> {
    let stack = if at.stack_name.is_empty() { PLACEHOLDER_STACK } else { &at.stack_name };
    let aws = |verb: &str| CommandLine::new(0, ["aws", "cloudformation", verb].map(Argument::fixed).into());
    let place = || (!at.place().is_empty()).then(|| CommandLine::new(1, at.place()));
    let definition = format!("StackName={stack},{}", template(refactoring, &at.template_file));
    let mut create = vec![aws("create-stack-refactor")];
    create.extend(place());
    create.push(CommandLine::new(1, vec![Argument::fixed("--stack-definitions"), Argument::value(&definition)]));
    create.push(CommandLine::new(1, vec![Argument::fixed("--resource-mappings")]));
    for one in &refactoring.renames {
        let side = |id: &str| format!("{{StackName={stack},LogicalResourceId={id}}}");
        let mapping = format!("Source={},Destination={}", side(&one.from), side(&one.to));
        create.push(CommandLine::new(2, vec![Argument::value(&mapping)]));
    }
    create.push(CommandLine::new(1, ["--query", "StackRefactorId", "--output", "text"].map(Argument::fixed).into()));
    let with_id = |words: &[&str], options: &[&str]| {
        let mut arguments = ["aws", "cloudformation"].map(Argument::fixed).to_vec();
        arguments.extend(words.iter().map(|word| Argument::fixed(word)));
        arguments.extend([Argument::fixed("--stack-refactor-id"), Argument::Captured]);
        arguments.extend(at.place());
        arguments.extend(options.iter().map(|option| Argument::value(option)));
        vec![CommandLine::new(0, arguments)]
    };
    let status = "[Status,StatusReason,ExecutionStatus,ExecutionStatusReason]";
    let actions = "StackRefactorActions[].[Action,ResourceMapping.Source.LogicalResourceId,\
                   ResourceMapping.Destination.LogicalResourceId,PhysicalResourceId]";
    vec![
        create,
        with_id(&["wait", "stack-refactor-create-complete"], &[]),
        with_id(&["describe-stack-refactor"], &["--query", status, "--output", "text"]),
        with_id(&["list-stack-refactor-actions"], &["--query", actions, "--output", "table"]),
        with_id(&["execute-stack-refactor"], &[]),
        with_id(&["wait", "stack-refactor-execute-complete"], &[]),
    ]
}

/// The template in the CLI's shorthand syntax.
fn template(refactoring: &Refactoring, file: &str) -> String {
    if refactoring.template.len() > TEMPLATE_BODY {
        return "TemplateURL=https://BUCKET.s3.amazonaws.com/KEY".into();
    }
    let is_plain = |sign: char| sign.is_alphanumeric() || "_./:-".contains(sign);
    let uri = format!("file://{file}");
    if uri.chars().all(is_plain) {
        return format!("TemplateBody@={uri}");
    }
    format!("TemplateBody@='{}'", uri.replace('\\', "\\\\").replace('\'', "\\'"))
}

/// The commands in a shell, one after the other, with what whoever runs them should know.
///
/// # Errors
/// [`Unwritable`] says why this shell cannot pass the arguments.
pub fn script(refactoring: &Refactoring, at: &DeployCommand, shell: Shell) -> Result<Script, Unwritable> {
    let mut script = Script::default();
    for (place, lines) in commands(refactoring, at).iter().enumerate() {
        let mut one = if place == 0 { shell.write_captured(lines)? } else { shell.write(lines)? };
        script.lines.append(&mut one.lines);
    }
    if at.stack_name.is_empty() {
        script.notices.push("Write the name of your stack in place of STACK-NAME.");
    }
    if refactoring.template.len() > TEMPLATE_BODY {
        script.notices.push(
            "The template is over 51,200 bytes. Upload it to a bucket and write its address in place of \
             https://BUCKET.s3.amazonaws.com/KEY.",
        );
    }
    script.notices.push(
        "The stack has to be deployed from the old template, and a stack with a stack policy cannot be refactored. Read \
         the list of actions before you run the last two commands: each line keeps a resource.",
    );
    Ok(script)
}
