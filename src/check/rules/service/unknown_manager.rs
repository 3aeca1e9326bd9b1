//! Services have a service manager that cfn-init does not know.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init: {config: {services: {systemctl: {nginx: {ensureRunning: true}}}}}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init: {config: {services: {systemd: {nginx: {ensureRunning: true}}}}}
//! ```

use crate::check::unknown::report_unknown;
use crate::check::{Check, Context, Rule, Severity};
use crate::template::init::SERVICE_MANAGERS;
use crate::template::{Config, Section};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "service/unknown-manager",
    name: "Unknown service manager",
    severity: Severity::Error,
    why: "cfn-init logs a warning, leaves the services as they are and continues.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-init.html",
    check: Check::Config(check),
    also: &[],
};

fn check(context: &mut Context<'_>, config: &Config<'_>) {
    const MEANT: [(&str, &str); 4] =
        [("systemctl", "systemd"), ("service", "sysvinit"), ("init", "sysvinit"), ("sysv", "sysvinit")];
    report_unknown(context, config, Section::Services, &SERVICE_MANAGERS, &MEANT);
}
