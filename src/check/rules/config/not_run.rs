//! The config set `default` does not run a config.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init: {configSets: {default: [one]}, one: {}, two: {}}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init: {configSets: {default: [one, two]}, one: {}, two: {}}
//! ```
//!
//! ```yaml good
//! Transform: AWS::LanguageExtensions
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         configSets: {default: [one-x, one-y]}
//!         Fn::ForEach::Ones: [One, [x, y], {'one-${One}': {}}]
//! ```

use crate::check::{Check, Context, Rule, Severity};
use crate::template::for_each::could_become;
use crate::template::init::DEFAULT_SET;
use crate::template::{Config, Init};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "config/not-run",
    name: "Config that is not run",
    severity: Severity::Note,
    why: "Without -c cfn-init runs the set default. Another set has to be named where cfn-init is called.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-init.html",
    check: Check::Init(check),
    also: &[],
};

fn check(context: &mut Context<'_>, init: Init<'_>) {
    let Some(sets) = init.config_sets() else { return };
    let has_default = sets.names().any(|set| set == DEFAULT_SET);
    let run = init.run_order(DEFAULT_SET);
    let is_run = |config: &Config<'_>| match config.is_in_loop() {
        true => run.iter().any(|name| could_become(config.name(), name)),
        false => run.contains(&config.name()),
    };
    for config in init.configs().filter(|config| has_default && !is_run(config)) {
        let message = format!("The config set default does not run {}.", config.name());
        context
            .report(config.path(), message)
            .help("cfn-init skips this config unless its -c option names a set that runs it.");
    }
}
