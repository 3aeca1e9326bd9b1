//! The catalogue of designs to begin with: whole, commented templates, each deployable as it is.
//!
//! Knows nothing of what the templates say; reading them is for `document` and `template`.

/// A design to begin with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Starter {
    /// Short name in lower case, for the command line and the page's address.
    pub name: &'static str,
    /// What it is, in a few words.
    pub title: &'static str,
    /// What you have when the stack stands, in one sentence.
    pub summary: &'static str,
    /// What it shows of cfn-init and CloudFormation, to learn from.
    pub shows: &'static [&'static str],
    /// The template, byte for byte.
    pub text: &'static str,
}

/// The catalogue; the first is what a first visit begins with.
pub const STARTERS: &[Starter] = &[Starter {
    name: "flask-postgres",
    title: "Flask and PostgreSQL",
    summary: "A Flask app with PostgreSQL behind nginx on one Ubuntu 24.04 instance in a VPC of its own.",
    shows: &[
        "config sets in order: install, configure, watch",
        "services restarted when their files change",
        "cfn-hup, which brings a new parameter value to the running instance",
        "a signal to CloudFormation whatever happens at first boot",
        "no password anywhere: PostgreSQL over a local socket, a shell through Session Manager",
    ],
    text: include_str!("flask-postgres.yaml"),
}];

/// The starter of this name; `None` if the catalogue has none.
pub fn find(name: &str) -> Option<&'static Starter> {
    STARTERS.iter().find(|starter| starter.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;

    #[test]
    fn names_are_short_words_and_stand_once() {
        for starter in STARTERS {
            assert!(starter.name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'));
            assert_eq!(STARTERS.iter().filter(|other| other.name == starter.name).count(), 1, "{}", starter.name);
            assert_eq!(find(starter.name), Some(starter));
        }
        assert_eq!(find("no-such"), None);
    }

    #[test]
    fn each_can_be_read_and_fits_into_a_request() {
        for starter in STARTERS {
            assert_eq!(Document::parse(starter.text).problem(), None, "{}", starter.name);
            // Source: AWS page "CloudFormation quotas": a template body in a request has at most 51,200 bytes.
            assert!(starter.text.len() <= 51_200, "{}", starter.name);
        }
    }
}
