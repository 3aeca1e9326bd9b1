//! Installation of the helper scripts in user data: Ubuntu and Debian images have none, Amazon Linux images do.
//!
//! Source: AWS pages "CloudFormation helper scripts reference", "Release history".

use std::ops::Range;

use super::{Found, SystemChange};
use crate::schema::system::Family;

/// Where the helpers come from.
const ARCHIVE: &str = "https://s3.amazonaws.com/cloudformation-examples/aws-cfn-bootstrap-py3-latest.tar.gz";
/// What the package of Amazon Linux is called.
pub(super) const PACKAGE: &str = "aws-cfn-bootstrap";

/// True if a script installs the helpers by pip.
pub(super) fn has_install(text: &str) -> bool {
    text.contains("aws-cfn-bootstrap-") || text.contains("heat-cfntools")
}

/// True for a line that only systems with `apt` need: the helpers' installation, settings of apt.
pub(super) fn is_of_apt(line: &str) -> bool {
    let line = line.trim();
    if ["if ", "for ", "while ", "case "].iter().any(|word| line.starts_with(word)) || line.ends_with('{') {
        return false;
    }
    let has = |word: &str| line.contains(word);
    let frontend = line == "export DEBIAN_FRONTEND=noninteractive" || line == "DEBIAN_FRONTEND=noninteractive";
    let settings = has("/etc/apt/apt.conf.d") && has(">");
    let fetched = has("aws-cfn-bootstrap-")
        && (has("pip") || has("easy_install") || has("curl") || has("wget") || has("tar ") || has("setup.py"));
    let surroundings =
        has("-m venv /opt/aws") || line.starts_with("mkdir -p /opt/aws") || line.starts_with("mkdir /opt/aws");
    let links = line.starts_with("ln -s") && (has("/cfn-") || has("cfn-hup") || has("/opt/aws/"));
    frontend || settings || fetched || surroundings || links
}

/// The start of a line with the comment lines right above it that speak of what it installs.
pub(super) fn with_comment(text: &str, start: usize) -> usize {
    let mut first = start;
    let above = text.get(..start).unwrap_or_default();
    for line in above.split_inclusive('\n').rev() {
        let own = line.trim();
        let speaks = ["setuptools", "pkg_resources", "helper", "apt's", "apt ", "venv", "PEP 668"];
        if !own.starts_with('#') || own.starts_with("#!") || !speaks.iter().any(|word| own.contains(word)) {
            break;
        }
        first -= line.len();
    }
    first
}

/// Puts the installation into a script for Ubuntu or Debian that has none. True if it did; `whole` is all of the user
/// data.
pub(super) fn install(text: &str, whole: &str, change: &SystemChange, found: &mut Found) -> bool {
    let to_apt = matches!(change.families(), Some((Family::Yum, Family::Apt)));
    if !to_apt || has_install(whole) || !whole.contains("cfn-") {
        return false;
    }
    let Some((place, ending, is_complete)) = place(text) else { return false };
    let mut lines = Vec::new();
    if is_complete {
        lines.push("export DEBIAN_FRONTEND=noninteractive".to_string());
        lines.push("echo 'DPkg::Lock::Timeout \"180\";' > /etc/apt/apt.conf.d/80-cf-init".to_string());
        lines.push(format!("apt-get update{ending}"));
        lines.push(format!("apt-get install -y python3-venv{ending}"));
    }
    lines.push(format!("python3 -m venv /opt/aws/venv{ending}"));
    lines.push(format!("/opt/aws/venv/bin/pip install 'setuptools<82' {ARCHIVE}{ending}"));
    lines.push("mkdir -p /opt/aws/bin".to_string());
    lines.push("ln -sf /opt/aws/venv/bin/cfn-* /opt/aws/bin/".to_string());
    found.replace(place..place, lines.join("\n") + "\n");
    true
}

/// Where the installation goes, how its lines end when one fails, and whether it has to begin with apt's: behind the
/// line that installs the package of Amazon Linux, else before the first call of cfn-init outside functions.
fn place(text: &str) -> Option<(usize, &'static str, bool)> {
    let lines = logical_lines(text);
    let of = |line: &std::ops::Range<usize>| text.get(line.clone()).unwrap_or_default();
    let is_install = |line: &str| {
        !line.trim_start().starts_with('#')
            && line.contains(PACKAGE)
            && line.contains("install")
            && !line.contains("cfn-init ")
    };
    if let Some(line) = lines.iter().find(|line| is_install(of(line))) {
        let ending = if of(line).trim_end().ends_with("|| exit") { " || exit" } else { "" };
        return Some((line.end, ending, false));
    }
    let mut depth = 0usize;
    let mut call = None;
    for line in &lines {
        let own = of(line).trim();
        depth += usize::from(own.ends_with('{') || own.starts_with("if ") && !own.ends_with("fi"));
        depth = depth.saturating_sub(usize::from(own == "}" || own == "fi"));
        if depth == 0 && !own.starts_with('#') && own.contains("cfn-init ") {
            call = Some(line.start);
            break;
        }
    }
    let first = lines.iter().find(|line| !of(line).trim_start().starts_with("#!")).map(|line| line.start);
    let place = call.or_else(|| first.filter(|_| text.contains("cfn-init ")))?;
    Some((place, "", true))
}

/// Lines with those that a backslash continues, line breaks included.
pub(super) fn logical_lines(text: &str) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let (mut start, mut end) = (0, 0);
    for line in text.split_inclusive('\n') {
        end += line.len();
        if !line.trim_end_matches(['\n', '\r']).ends_with('\\') {
            lines.push(start..end);
            start = end;
        }
    }
    if start < end {
        lines.push(start..end);
    }
    lines
}
