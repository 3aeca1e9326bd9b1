//! The image of a parameter gets security updates.
//!
//! ```yaml bad
//! Parameters:
//!   Image:
//!     Type: AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>
//!     Default: /aws/service/canonical/ubuntu/server/focal/stable/current/amd64/hvm/ebs-gp2/ami-id
//! Resources: {Web: {Type: AWS::EC2::Instance, Properties: {ImageId: !Ref Image}}}
//! ```
//!
//! ```yaml good
//! Parameters:
//!   Image:
//!     Type: AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>
//!     Default: /aws/service/canonical/ubuntu/server/24.04/stable/current/amd64/hvm/ebs-gp3/ami-id
//! Resources: {Web: {Type: AWS::EC2::Instance, Properties: {ImageId: !Ref Image}}}
//! ```

use crate::check::{Check, Context, Rule, Severity};
use crate::schema::parameter::DEFAULT;
use crate::template::Parameter;

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "parameter/image-end",
    name: "Image at the end of its life",
    severity: Severity::Warning,
    why: "After the end of its support a system gets no security updates, and its package archives move away: installs of the first boot fail some day.",
    source: "https://endoflife.date/",
    check: Check::Parameter(check),
    also: &[],
};

/// Parts of the names of public parameters, the system, and when its standard support ended.
const ENDED: [(&str, &str, &str); 17] = [
    ("/amzn2-ami-", "Amazon Linux 2", "June 2026"),
    ("/amzn-ami-", "Amazon Linux", "December 2023"),
    ("/canonical/ubuntu/server/trusty/", "Ubuntu 14.04", "April 2019"),
    ("/canonical/ubuntu/server/14.04/", "Ubuntu 14.04", "April 2019"),
    ("/canonical/ubuntu/server/xenial/", "Ubuntu 16.04", "April 2021"),
    ("/canonical/ubuntu/server/16.04/", "Ubuntu 16.04", "April 2021"),
    ("/canonical/ubuntu/server/bionic/", "Ubuntu 18.04", "May 2023"),
    ("/canonical/ubuntu/server/18.04/", "Ubuntu 18.04", "May 2023"),
    ("/canonical/ubuntu/server/focal/", "Ubuntu 20.04", "May 2025"),
    ("/canonical/ubuntu/server/20.04/", "Ubuntu 20.04", "May 2025"),
    ("/debian/release/stretch/", "Debian 9", "June 2022"),
    ("/debian/release/9/", "Debian 9", "June 2022"),
    ("/debian/release/buster/", "Debian 10", "June 2024"),
    ("/debian/release/10/", "Debian 10", "June 2024"),
    ("/debian/release/bullseye/", "Debian 11", "August 2026"),
    ("/debian/release/11/", "Debian 11", "August 2026"),
    ("/Windows_Server-2012", "Windows Server 2012", "October 2023"),
];

fn check(context: &mut Context<'_>, parameter: Parameter<'_>) {
    let image = parameter.default().filter(|default| default.starts_with("/aws/service/")).unwrap_or_default();
    let Some((_, system, end)) = ENDED.iter().find(|(part, _, _)| image.contains(part)) else { return };
    let at = parameter.path().join(DEFAULT.key);
    context
        .report(
            &at,
            format!("The support of {system} ended in {end}: a machine of this image gets no security updates."),
        )
        .help("Choose a current system; on a machine with data, try it on a copy first.");
}
