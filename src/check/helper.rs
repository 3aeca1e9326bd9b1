//! Which version of the helper scripts user data installs. Source: AWS page "Release history for CloudFormation helper
//! scripts"; the Python package index has 1.4-31 as its last version.

use crate::template::user_data::UserData;
use crate::template::user_data::command::ShellCommand;

/// Major, minor and release: 2.0-29.
pub(super) type HelperVersion = (u32, u32, u32);

/// The last version for Python 2.
const PYTHON_2: HelperVersion = (1, 4, 31);
const NAME: &str = "aws-cfn-bootstrap";

/// The version that user data installs by pip or easy_install; `None` if it names none, or the newest.
pub(super) fn installed(data: &UserData) -> Option<HelperVersion> {
    let is_installer = |command: &ShellCommand<'_>| {
        let program = command.program();
        ["pip", "easy_install"].iter().any(|name| program.starts_with(name))
            || program.starts_with("python") && command.arguments().any(|word| word == "pip")
    };
    if !data.text.text().contains(NAME) {
        return None;
    }
    let installers = data.commands().filter(is_installer);
    installers.flat_map(|command| command.arguments().collect::<Vec<_>>()).find_map(version)
}

/// The version that a word names.
fn version(word: &str) -> Option<HelperVersion> {
    let file = word.rsplit('/').next()?;
    let rest = file.strip_prefix(NAME)?;
    if rest.is_empty() || rest.starts_with("-latest") {
        return Some(PYTHON_2);
    }
    let numbers = rest.trim_start_matches("-py3").trim_start_matches(['-', '=', '~', '<', '>']);
    let mut parts = numbers.split(['.', '-']).map_while(|part| part.parse::<u32>().ok());
    Some((parts.next()?, parts.next()?, parts.next().unwrap_or_default()))
}

/// "2.0-29"
pub(super) fn shown((major, minor, release): HelperVersion) -> String {
    format!("{major}.{minor}-{release}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_those_of_the_archives() {
        let base = "https://s3.amazonaws.com/cloudformation-examples/";
        assert_eq!(version(&format!("{base}aws-cfn-bootstrap-py3-2.0-15.tar.gz")), Some((2, 0, 15)));
        assert_eq!(version(&format!("{base}aws-cfn-bootstrap-1.4-31.tar.gz")), Some((1, 4, 31)));
        assert_eq!(version(&format!("{base}aws-cfn-bootstrap-py3-latest.tar.gz")), None);
        assert_eq!(version(&format!("{base}aws-cfn-bootstrap-latest.tar.gz")), Some(PYTHON_2));
        assert_eq!(version("aws-cfn-bootstrap==2.0"), Some((2, 0, 0)));
        assert_eq!(version("flask"), None);
    }
}
