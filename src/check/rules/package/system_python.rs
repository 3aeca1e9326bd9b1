//! cfn-init installs Python packages into a Python that the system manages.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata: {AWS::CloudFormation::Init: {config: {packages: {python: {flask: []}}}}}
//!     Properties:
//!       ImageId: '{{resolve:ssm:/aws/service/canonical/ubuntu/server/24.04/stable/current/amd64/hvm/ebs-gp3/ami-id}}'
//!       UserData:
//!         Fn::Base64: !Sub |
//!           #!/bin/bash
//!           bash /opt/helpers/install
//!           cfn-init -s ${AWS::StackName} -r Web --region ${AWS::Region}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata: {AWS::CloudFormation::Init: {config: {packages: {apt: {python3-flask: []}}}}}
//!     Properties:
//!       ImageId: '{{resolve:ssm:/aws/service/canonical/ubuntu/server/24.04/stable/current/amd64/hvm/ebs-gp3/ami-id}}'
//!       UserData:
//!         Fn::Base64: !Sub |
//!           #!/bin/bash
//!           bash /opt/helpers/install
//!           apt-get update
//!           echo 'DPkg::Lock::Timeout "300";' > /etc/apt/apt.conf.d/90lock
//!           cfn-init -s ${AWS::StackName} -r Web --region ${AWS::Region}
//! ```

use std::sync::Arc;

use crate::check::{Also, Check, Context, Rule, Severity};
use crate::schema::package::PYTHON;
use crate::template::system::{Machine, System};
use crate::template::user_data::{UserData, holder_of};
use crate::template::{Init, Section, section};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "package/system-python",
    name: "Python packages into the Python of the system",
    severity: Severity::Error,
    why: "Debian since 12 and Ubuntu since 23.04 mark their Python as externally managed (PEP 668): pip refuses to install into it, and cfn-init stops. Older helper scripts call easy_install, which these systems do not have.",
    source: "https://packaging.python.org/en/latest/specifications/externally-managed-environments/",
    check: Check::Init(check),
    also: &[Also::Machine, Also::Section(section::PARAMETERS)],
};

fn check(context: &mut Context<'_>, init: Init<'_>) {
    let template = context.template();
    let id = init.resource().id();
    let holder = holder_of(template, id);
    let machine = holder.as_deref().and_then(|holder| Machine::find(template, holder));
    let Some(system) = machine.and_then(|machine| machine.system(template)).filter(System::refuses_pip) else { return };
    let data = context.user_data(id);
    let is_allowed = |data: Arc<UserData>| {
        ["break-system-packages", "EXTERNALLY-MANAGED", "BREAK_SYSTEM"]
            .iter()
            .any(|word| data.text.text().contains(word))
    };
    if data.is_some_and(is_allowed) {
        return;
    }
    for config in init.configs() {
        let at = config.section_path(Section::Packages).join(PYTHON.key);
        if config.packages().any(|package| package.manager() == PYTHON.key) {
            let message = format!(
                "pip refuses this on {}: \"externally-managed-environment\". cfn-init stops here.",
                system.name()
            );
            context.report(&at, message).help(
                "Install the package of the distribution, or into a virtual environment by a command: python3 -m venv /opt/app && /opt/app/bin/pip install NAME.",
            );
        }
    }
}
