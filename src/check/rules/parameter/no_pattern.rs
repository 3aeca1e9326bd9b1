//! The value of a parameter becomes part of a program, and nothing says what it may contain.
//!
//! ```yaml bad
//! Parameters: {Name: {Type: String, Default: app}}
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init: {config: {files: {/opt/init.sql: {content: !Sub 'create database ${Name};'}}}}
//! ```
//!
//! ```yaml good
//! Parameters: {Name: {Type: String, Default: app, AllowedPattern: '[a-z]+'}}
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init: {config: {files: {/opt/init.sql: {content: !Sub 'create database ${Name};'}}}}
//! ```

use crate::check::{Also, Check, Context, Rule, Severity};
use crate::template::alternative::texts;
use crate::template::{Config, Parameter, section};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "parameter/no-pattern",
    name: "Value that may break a program",
    severity: Severity::Note,
    why: "A quote, a blank or a backslash in the value ends the text around it: the program fails, or does something else.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html",
    check: Check::Config(check),
    also: &[Also::Section(section::PARAMETERS)],
};

fn check(context: &mut Context<'_>, config: &Config<'_>) {
    let template = context.template();
    for file in config.files().filter(|file| file.name().ends_with(".sql") || file.name().ends_with(".py")) {
        for (at, text) in texts(context.document(), &file.path().join("content")) {
            let found = template.parameters().filter(is_free).find_map(|parameter| {
                let name = format!("${{{}}}", parameter.name());
                let start = text.text().find(&name).filter(|_| text.replaces_names())?;
                Some((parameter.name(), start..start + name.len()))
            });
            let Some((name, span)) = found else { continue };
            let message = format!("A quote or a blank in {name} breaks this program.");
            match text.place(&span) {
                Some((at, part)) => context.report_part(&at, part, message),
                None => context.report(&at, message),
            }
            .help(format!(
                "Give {name} an AllowedPattern such as [A-Za-z0-9_]+, or let the program read it from a file."
            ));
        }
    }
}

/// True for a parameter that takes any text.
fn is_free(parameter: &Parameter<'_>) -> bool {
    parameter.kind() == Some("String") && parameter.allowed_pattern().is_none() && parameter.allowed_values().is_empty()
}
