//! Where the CloudFormation helper scripts come from.

use crate::schema::system::Family;

/// AWS's archive of the version that was the newest when this was written, so that two bundles rehearse the same. Source:
/// AWS page "Release history for CloudFormation helper scripts"; the names of single versions follow its links.
const PINNED: &str = "https://s3.amazonaws.com/cloudformation-examples/aws-cfn-bootstrap-py3-2.0-39.tar.gz";

/// The helper scripts of a rehearsal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct HelperScripts {
    /// The archive; not used where the system has a package of them.
    pub(super) address: String,
    /// What the README says of it.
    pub(super) said: String,
}

/// The helper scripts for a user data script: the archive that it names if that is one version for Python 3.
pub(super) fn of(script: &str, family: Family, notes: &mut Vec<String>) -> HelperScripts {
    if family == Family::Yum {
        let said = "the package aws-cfn-bootstrap of Amazon Linux, in the version of the container image".to_string();
        return HelperScripts { address: PINNED.to_string(), said };
    }
    let own = script.split(|c: char| c.is_whitespace() || "\"'`;()<>|&".contains(c)).find(|word| {
        let is_address = word.starts_with("https://") || word.starts_with("http://");
        is_address && word.contains("aws-cfn-bootstrap") && !word.contains('$')
    });
    match own {
        Some(own) if own.contains("-py3-2.0-") => {
            HelperScripts { address: own.to_string(), said: format!("{own}, which the user data name") }
        }
        own => {
            if let Some(own) = own {
                let why = if own.contains("-py3-latest") {
                    "which is another version from time to time"
                } else {
                    "which is for Python 2"
                };
                notes.push(format!(
                    "The user data install the helper scripts from {own}, {why}. The rehearsal of cfn-init takes {PINNED}; \
                     that of the user data does what they say."
                ));
            }
            HelperScripts { address: PINNED.to_string(), said: PINNED.to_string() }
        }
    }
}
