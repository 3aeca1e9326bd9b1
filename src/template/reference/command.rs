//! Names in command lines and hooks: `cfn-init -c SETS -r RESOURCE`, `path=Resources.RESOURCE.Metadata…`.
//!
//! Source: AWS pages "cfn-init", "cfn-signal", "cfn-get-metadata", "cfn-hup". `-r` is the resource to cfn-init and
//! cfn-get-metadata, but the reason to cfn-signal.

use std::ops::Range;

/// What a word of a command line names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CommandWord<'t> {
    /// A resource whose metadata is read.
    Resource,
    /// A resource that a signal is sent to.
    Signalled,
    /// A config set, of this resource if the command says it.
    Set(Option<&'t str>),
    /// A config of this resource.
    Config(&'t str),
}

/// A helper script with options that name something.
struct Program {
    name: &'static str,
    /// What the resource is to it.
    what: CommandWord<'static>,
    resource: &'static [&'static str],
    sets: &'static [&'static str],
}

const PROGRAMS: [Program; 3] = [
    Program {
        name: "cfn-init",
        what: CommandWord::Resource,
        resource: &["-r", "--resource"],
        sets: &["-c", "--configsets"],
    },
    Program { name: "cfn-get-metadata", what: CommandWord::Resource, resource: &["-r", "--resource"], sets: &[] },
    Program { name: "cfn-signal", what: CommandWord::Signalled, resource: &["--resource"], sets: &[] },
];

/// Options that mean a resource wherever they stand: in variables of a script, in words for other programs.
const ANYWHERE: [&str; 3] = ["--resource", "--logical-resource-id", "LogicalResourceId"];
/// A text with one of these sends a signal without cfn-signal: the AWS CLI's word and the API's.
const SIGNALS: [&str; 2] = ["signal-resource", "SignalResource"];
/// How the path of a hook begins, behind `path=`.
const HOOK: &str = "Resources.";
/// How a hook's path goes on where it means one config.
const INIT: &str = ".Metadata.AWS::CloudFormation::Init.";

/// True if the first word of a list of words is one of the programs.
pub(super) fn is_program(word: &str) -> bool {
    PROGRAMS.iter().any(|program| word == program.name || word.ends_with(&format!("/{}", program.name)))
}

/// The names in a text, each with its bytes, in order.
pub(super) fn words(text: &str) -> Vec<(Range<usize>, CommandWord<'_>)> {
    let mut found = Vec::new();
    for program in &PROGRAMS {
        for (start, name) in text.match_indices(program.name) {
            let start = start + name.len();
            // cfn-init-cmd.log is no call.
            let behind = text.get(start..).unwrap_or_default();
            if !behind.starts_with(|c: char| c.is_whitespace() || c == '.' || c == '"' || c == '\'') {
                continue;
            }
            found.extend(in_call(text, start..call_end(text, start), program));
        }
    }
    let signals = SIGNALS.iter().any(|word| text.contains(word));
    for option in ANYWHERE {
        let what = if signals && option != "--resource" { CommandWord::Signalled } else { CommandWord::Resource };
        for (start, option) in text.match_indices(option) {
            if let Some(span) = value_behind(text, start + option.len()).and_then(|at| id_at(text, at)) {
                found.push((span, what));
            }
        }
    }
    for (start, hook) in text.match_indices(HOOK) {
        let before = text.get(..start).unwrap_or_default().trim_end_matches([' ', '\t', '"', '\'']);
        let before = before.strip_suffix(['=', ':']).map(|before| before.trim_end_matches([' ', '\t', '"', '\'']));
        if before.is_some_and(|before| before.ends_with("path"))
            && let Some(span) = id_at(text, start + hook.len())
        {
            found.extend(config_behind(text, span.clone()));
            found.push((span, CommandWord::Resource));
        }
    }
    found.sort_by_key(|word| (word.0.start, word.0.end));
    found.dedup_by(|a, b| a.0 == b.0);
    found
}

/// Names among the options of one call.
fn in_call<'t>(text: &'t str, call: Range<usize>, program: &Program) -> Vec<(Range<usize>, CommandWord<'t>)> {
    let mut resources = Vec::new();
    let mut sets = Vec::new();
    for (start, word) in split(text, call.clone()) {
        // Far more words than options begin otherwise.
        let Some(dash) =
            word.find('-').filter(|dash| word.get(..*dash).is_some_and(|quote| quote.chars().all(is_quote)))
        else {
            continue;
        };
        let (option, behind) = match word.find('=') {
            Some(sign) => (word.get(dash..sign).unwrap_or_default(), start + sign),
            None => (word.get(dash..).unwrap_or_default().trim_end_matches(is_quote), start + word.len()),
        };
        let value = value_behind(text, behind).filter(|at| *at <= call.end);
        if program.resource.contains(&option) {
            resources.extend(value.and_then(|at| id_at(text, at)));
        }
        if program.sets.contains(&option) {
            sets.extend(value.into_iter().flat_map(|at| names_at(text, at, call.end)));
        }
    }
    let of = resources.first().and_then(|span: &Range<usize>| text.get(span.clone()));
    let resources = resources.into_iter().map(|span| (span, program.what));
    sets.into_iter().map(|span| (span, CommandWord::Set(of))).chain(resources).collect()
}

/// Words parted by blanks, with where they start.
fn split(text: &str, within: Range<usize>) -> impl Iterator<Item = (usize, &str)> {
    let origin = within.start;
    let inside = text.get(within).unwrap_or_default();
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = inside.get(at..)?;
        let lead = rest.len() - rest.trim_start_matches(is_gap).len();
        let word = rest.get(lead..)?;
        let length = word.find(is_gap).unwrap_or(word.len());
        if length == 0 {
            return None;
        }
        let start = at + lead;
        at = start + length;
        Some((origin + start, word.get(..length)?))
    })
}

fn is_gap(c: char) -> bool {
    c.is_whitespace() || c == '\\'
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '\'')
}

/// Where a call ends: at the end of its line, unless the line goes on, or where another command begins.
fn call_end(text: &str, start: usize) -> usize {
    let behind = text.get(start..).unwrap_or_default();
    let next_call = PROGRAMS.iter().filter_map(|program| behind.find(program.name)).min();
    let next_call = next_call.map_or(text.len(), |at| start + at);
    for (at, c) in behind.char_indices() {
        let ends = match c {
            ';' | '|' | '&' => true,
            '\n' => {
                let line = behind.get(..at).unwrap_or_default();
                !line.trim_end_matches([' ', '\t', '\r']).ends_with(['\\', '^', '`'])
            }
            _ => false,
        };
        if ends {
            return (start + at).min(next_call);
        }
    }
    next_call
}

/// Where the value of an option begins whose name ends at `at`: behind `=` or blanks, and quotes.
fn value_behind(text: &str, at: usize) -> Option<usize> {
    let behind = text.get(at..)?;
    let value = match behind.strip_prefix('=') {
        Some(value) => value,
        None => {
            // The option's own closing quote may stand before the blank.
            let value = behind.trim_start_matches(is_quote).trim_start_matches(['\\', '^', '`']);
            value.strip_prefix(char::is_whitespace)?.trim_start_matches(is_gap)
        }
    };
    let value = value.trim_start_matches(is_quote);
    Some(text.len() - value.len())
}

/// Bytes of the logical id at a place, also of one that a loop completes: `Web${Kind}`. `None` if none stands there.
fn id_at(text: &str, at: usize) -> Option<Range<usize>> {
    let behind = text.get(at..)?;
    let mut rest = behind.trim_start_matches(|c: char| c.is_ascii_alphanumeric());
    while let Some(next) = behind_variable(rest) {
        rest = next.trim_start_matches(|c: char| c.is_ascii_alphanumeric());
    }
    let length = behind.len() - rest.len();
    (length > 0 && !rest.starts_with(['_', '-', '$'])).then_some(at..at + length)
}

/// What follows a loop's variable, `${Kind}` or `&{Kind}`, at the start of a text.
fn behind_variable(text: &str) -> Option<&str> {
    let inside = text.strip_prefix(['$', '&'])?.strip_prefix('{')?;
    let (name, behind) = inside.split_once('}')?;
    (!name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric())).then_some(behind)
}

/// Bytes of the names in a list such as `default,update` at a place.
fn names_at(text: &str, at: usize, end: usize) -> Vec<Range<usize>> {
    let quote = text.get(..at).and_then(|before| before.chars().next_back()).filter(|c| is_quote(*c));
    let behind = text.get(at..end.max(at)).unwrap_or_default();
    let length = match quote {
        Some(quote) => behind.find([quote, '\n']),
        None => behind.find(|c: char| is_gap(c) || is_quote(c)),
    };
    let list = behind.get(..length.unwrap_or(behind.len())).unwrap_or_default();
    let mut found = Vec::new();
    let mut start = at;
    for name in list.split(',') {
        let lead = name.len() - name.trim_start().len();
        let own = start + lead..start + lead + name.trim().len();
        start += name.len() + 1;
        if !own.is_empty() {
            found.push(own);
        }
    }
    found
}

/// The config that a hook's path ends in.
fn config_behind(text: &str, resource: Range<usize>) -> Option<(Range<usize>, CommandWord<'_>)> {
    let behind = text.get(resource.end..)?;
    let config = behind.strip_prefix(INIT)?;
    let start = text.len() - config.len();
    let length = config.find(|c: char| c.is_whitespace() || is_quote(c) || c == '.').unwrap_or(config.len());
    (length > 0).then_some((start..start + length, CommandWord::Config(text.get(resource)?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        words(text)
            .into_iter()
            .map(|(span, word)| match word {
                CommandWord::Resource => format!("{} resource", text.get(span).unwrap()),
                CommandWord::Signalled => format!("{} signalled", text.get(span).unwrap()),
                CommandWord::Set(of) => format!("{} set of {}", text.get(span).unwrap(), of.unwrap_or("?")),
                CommandWord::Config(of) => format!("{} config of {of}", text.get(span).unwrap()),
            })
            .collect()
    }

    #[test]
    fn options_of_the_helper_scripts_name_resources_and_sets() {
        let web = ["Web resource"];
        for text in [
            "/opt/aws/bin/cfn-init -v --stack ${AWS::StackName} --resource Web --region x",
            "cfn-init -s x -r Web\n",
            "cfn-init.exe -v -s x -r \"Web\" ",
            "cfn-init --resource=Web",
            "cfn-init -v \\\n   --stack x \\\n   --resource 'Web' \\\n",
            "cfn-init -v \\\r\n --resource Web",
            "bash -c \"cfn-init -s x -r Web\"",
            "cfn-get-metadata -s x -r Web",
            "OPTIONS=\"--stack x --resource Web\"",
        ] {
            assert_eq!(shown(text), web, "{text}");
        }
        for text in [
            "cfn-signal -e $? -r \"Failed\" --resource Web",
            "aws cloudformation signal-resource --logical-resource-id Web --status SUCCESS",
            "curl -d Action=SignalResource -d LogicalResourceId=Web",
        ] {
            assert_eq!(shown(text), ["Web signalled"], "{text}");
        }
        assert_eq!(
            shown("cfn-init -c default,update -r Web; cfn-init --configsets \"a, b c\" -s x"),
            ["default set of Web", "update set of Web", "Web resource", "a set of ?", "b c set of ?"]
        );
        assert_eq!(shown("cfn-init -r Web --configsets=a && cfn-signal -c b"), ["Web resource", "a set of Web"]);
    }

    #[test]
    fn a_name_that_a_loop_completes_is_one_name() {
        for name in ["Web${Kind}", "${Kind}", "A${Kind}B${Zone}"] {
            assert_eq!(
                shown(&format!("cfn-init -s x -r {name} -c up")),
                [format!("{name} resource"), format!("up set of {name}")]
            );
            assert_eq!(shown(&format!("cfn-signal --resource {name}\n")), [format!("{name} signalled")]);
        }
        assert_eq!(shown("cfn-init -s x -r A&{Zone}"), ["A&{Zone} resource"]);
    }

    #[test]
    fn hooks_name_resources_and_configs() {
        let hook = "[hook]\npath=Resources.Web.Metadata.AWS::CloudFormation::Init\naction=cfn-init -r Web\n";
        assert_eq!(shown(hook), ["Web resource", "Web resource"]);
        assert_eq!(
            shown("path = Resources.Web.Metadata.AWS::CloudFormation::Init.02_config-x\n"),
            ["Web resource", "02_config-x config of Web"]
        );
    }

    #[test]
    fn other_words_name_nothing() {
        for text in [
            "rm -r Web",
            "sed -r Web; cfn-init -v\nrm -r Web",
            "cfn-signal -e 1 -r Web",
            "tail cfn-init-cmd.log -r Web",
            "cfn-init -r ${AWS::StackName}",
            "cfn-init -r Web${",
            "cfn-init -r",
            "cfn-init --resource",
            "cfn-init -r Web-2",
            "tar -c x",
            "x=Resources.Web.Metadata",
            "--resources Web",
            "",
        ] {
            assert!(shown(text).is_empty(), "{text}: {:?}", shown(text));
        }
    }

    #[test]
    fn no_text_makes_it_panic() {
        let text = "é cfn-init -c 'ü,\u{fffc}' --configsets= -r \"é\\\n--resource=path=Resources.é cfn-init";
        for (end, _) in text.char_indices() {
            let (before, behind) = text.split_at(end);
            words(before);
            words(behind);
        }
    }
}
