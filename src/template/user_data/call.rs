//! A call of cfn-init or cfn-signal in a script: its options with their bytes.
//!
//! Source: bin/cfn-init and bin/cfn-signal of aws-cfn-bootstrap: `-r` is the resource to the one, the reason to the
//! other; `-s` the stack to the one, the success to the other.

use std::ops::Range;

use super::words::{ShellWord, comment, lines, words};

/// What an option says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CfnOption {
    /// Name or id of the stack.
    Stack,
    /// Logical id of the resource.
    Resource,
    /// Config sets, a list with commas.
    ConfigSets,
    /// Region of the stack.
    Region,
    /// Exit code that says success or failure.
    ExitCode,
    /// Success or failure in a word.
    Success,
    /// Address of the service.
    Url,
    /// Address of a wait condition's handle.
    Handle,
    /// Anything else with a value.
    Other,
}

/// A program with its options: names, and what each says.
pub(super) struct Program {
    /// Its name.
    pub name: &'static str,
    options: &'static [(&'static [&'static str], CfnOption)],
}

pub(super) const INIT: Program = Program {
    name: "cfn-init",
    options: &[
        (&["--stack", "-s"], CfnOption::Stack),
        (&["--resource", "-r"], CfnOption::Resource),
        (&["--configsets", "-c"], CfnOption::ConfigSets),
        (&["--region"], CfnOption::Region),
        (&["--url", "-u"], CfnOption::Url),
        (
            &["--credential-file", "-f", "--role", "--access-key", "--secret-key", "--http-proxy", "--https-proxy"],
            CfnOption::Other,
        ),
    ],
};

pub(super) const SIGNAL: Program = Program {
    name: "cfn-signal",
    options: &[
        (&["--exit-code", "-e"], CfnOption::ExitCode),
        (&["--success", "-s"], CfnOption::Success),
        (&["--stack"], CfnOption::Stack),
        (&["--resource"], CfnOption::Resource),
        (&["--region"], CfnOption::Region),
        (&["--url", "-u"], CfnOption::Url),
        (
            &[
                "--reason",
                "-r",
                "--data",
                "-d",
                "--id",
                "-i",
                "--credential-file",
                "-f",
                "--role",
                "--access-key",
                "--secret-key",
                "--http-proxy",
                "--https-proxy",
            ],
            CfnOption::Other,
        ),
    ],
};

impl Program {
    fn option(&self, word: &str) -> Option<CfnOption> {
        self.options.iter().find(|(names, _)| names.contains(&word)).map(|(_, option)| *option)
    }

    /// How an option is written.
    pub(super) fn flag(&self, option: CfnOption) -> &'static str {
        let found = self.options.iter().find(|(_, own)| *own == option);
        found.and_then(|(names, _)| names.first()).copied().unwrap_or_default()
    }
}

/// What an option of cfn-init or cfn-signal says; `None` for a word that is none with a value.
pub fn option_of(program: &str, word: &str) -> Option<CfnOption> {
    [&INIT, &SIGNAL].into_iter().find(|one| one.name == program)?.option(word)
}

/// The options of cfn-init or cfn-signal that take a value.
pub fn option_names(program: &str) -> impl Iterator<Item = &'static &'static str> {
    let own = [&INIT, &SIGNAL].into_iter().find(|one| one.name == program);
    own.into_iter().flat_map(|program| program.options).flat_map(|(names, _)| names.iter())
}

/// An option with its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ArgValue {
    pub option: CfnOption,
    /// Bytes of the value, without quotes.
    pub value: Range<usize>,
    /// Bytes of option and value, with quotes.
    pub whole: Range<usize>,
}

/// A call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct HelperCall {
    /// From the program to its last word.
    pub span: Range<usize>,
    /// Bytes of the program, with its folder.
    pub program: Range<usize>,
    /// Its options in order.
    pub given: Vec<ArgValue>,
    /// True if something follows that runs when it fails: `|| exit`.
    pub or_else: bool,
}

impl HelperCall {
    /// The value of an option as written.
    pub(super) fn value<'t>(&self, text: &'t str, option: CfnOption) -> Option<&'t str> {
        let given = self.given.iter().rev().find(|given| given.option == option)?;
        text.get(given.value.clone())
    }
}

/// A place of a script that calls cfn-init or cfn-signal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HelperUse {
    /// True for cfn-init, false for cfn-signal.
    pub is_init: bool,
    /// Bytes of the program, with its folder and quotes.
    pub program: Range<usize>,
    /// The resource that it names.
    pub resource: Option<String>,
    /// The config sets that it names.
    pub config_sets: Option<String>,
}

/// The calls of cfn-init and cfn-signal in a script, in order. A word of the name without options is no call: it may be
/// an argument of another program. Texts of here-documents and comments are not read.
pub fn helper_uses(text: &str) -> Vec<HelperUse> {
    let mut found = Vec::new();
    for line in lines(text) {
        let part = text.get(line.span.clone()).unwrap_or_default();
        if comment(part) {
            continue;
        }
        let head = part.split_inclusive('\n').next().unwrap_or_default();
        let end = if head.contains("<<") { line.span.start + head.len() } else { line.span.end };
        for program in [&INIT, &SIGNAL] {
            for call in calls(text, line.span.start..end, program) {
                let has_option = call
                    .given
                    .iter()
                    .any(|given| text.get(given.whole.clone()).is_some_and(|option| option.starts_with('-')));
                let is_word = text.get(call.program.clone()).is_some_and(|word| !word.contains('='));
                if !has_option || !is_word {
                    continue;
                }
                let says = |option| call.value(text, option).map(str::to_string);
                found.push(HelperUse {
                    is_init: program.name == INIT.name,
                    program: call.span.start..call.program.end.max(call.span.start),
                    resource: says(CfnOption::Resource),
                    config_sets: says(CfnOption::ConfigSets),
                });
            }
        }
    }
    found.sort_by_key(|one| one.program.start);
    found
}

/// The calls of a program in a part of a text, those inside of quotes too.
pub(super) fn calls(text: &str, span: Range<usize>, program: &Program) -> Vec<HelperCall> {
    let mut found = Vec::new();
    in_words(text, span, program, &mut found, 3);
    found
}

fn in_words(text: &str, span: Range<usize>, program: &Program, found: &mut Vec<HelperCall>, deep: usize) {
    if !text.get(span.clone()).is_some_and(|part| part.contains(program.name)) {
        return;
    }
    let words = words(text, span);
    let mut index = 0;
    while let Some(word) = words.get(index) {
        index += 1;
        let own = text.get(word.span.clone()).unwrap_or_default();
        if !word.sign && is_program(own, program.name) {
            let length = words.get(index..).map_or(0, |rest| rest.iter().take_while(|word| !word.sign).count());
            let behind = words.get(index..index + length).unwrap_or_default();
            let sign = |at: usize| words.get(index + length + at).and_then(|word| text.get(word.span.clone()));
            let or_else = sign(0) == Some("|") && sign(1) == Some("|");
            found.push(call(text, word, behind, program, or_else));
            index += length;
        } else if deep > 0 && own.contains(program.name) && (word.quoted || own.contains("$(")) {
            let inner = match own.find("$(") {
                Some(at) if !word.quoted => {
                    word.span.start + at + 2..word.span.end.saturating_sub(1).max(word.span.start + at + 2)
                }
                _ => word.span.clone(),
            };
            in_words(text, inner, program, found, deep - 1);
        }
    }
}

fn is_program(word: &str, name: &str) -> bool {
    let word = word.trim_matches(['"', '\'']);
    let word = word.strip_suffix(".exe").unwrap_or(word);
    word.strip_suffix(name).is_some_and(|folder| folder.is_empty() || folder.ends_with(['/', '\\']))
}

fn call(text: &str, program: &ShellWord, words: &[ShellWord], kind: &Program, or_else: bool) -> HelperCall {
    let mut given = Vec::new();
    let mut rest = words.iter().peekable();
    while let Some(word) = rest.next() {
        let own = text.get(word.span.clone()).unwrap_or_default();
        let (name, joined) = match own.split_once('=') {
            Some((name, value)) if own.starts_with('-') => (name, Some(value)),
            _ => (own, None),
        };
        match (kind.option(name), joined) {
            (Some(option), Some(value)) => {
                let start = word.span.end - value.len();
                let quotes = value.len() > 1 && value.starts_with(['"', '\'']) && value.ends_with(['"', '\'']);
                let value = if quotes { start + 1..word.span.end - 1 } else { start..word.span.end };
                given.push(ArgValue { option, value, whole: word.whole.clone() });
            }
            (Some(option), None) => {
                if let Some(value) = rest.next() {
                    given.push(ArgValue {
                        option,
                        value: value.span.clone(),
                        whole: word.whole.start..value.whole.end,
                    });
                }
            }
            (None, _) if !own.starts_with('-') && kind.name == SIGNAL.name => {
                given.push(ArgValue { option: CfnOption::Handle, value: word.span.clone(), whole: word.whole.clone() });
            }
            (None, _) => {}
        }
    }
    let end = words.last().map_or(program.whole.end, |word| word.whole.end);
    HelperCall { span: program.whole.start..end, program: program.span.clone(), given, or_else }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, program: &Program) -> Vec<String> {
        let calls = calls(text, 0..text.len(), program);
        let of = |call: &HelperCall| {
            let given =
                call.given.iter().map(|given| format!("{:?}={}", given.option, text.get(given.value.clone()).unwrap()));
            given.collect::<Vec<_>>().join(" ") + if call.or_else { " or" } else { "" }
        };
        calls.iter().map(of).collect()
    }

    #[test]
    fn calls_are_found_and_mentions_are_not() {
        let text = "#!/bin/bash\n# cfn-init -v -r A\nfinish() {\n  code=$? # kept\n  timeout 9 /opt/aws/bin/cfn-signal -e $code \\\n    --resource A\n}\ntrap 'cfn-signal -e 1' ERR\nCALL=/opt/aws/bin/cfn-init -v\nln -sf /x/cfn-init /y/cfn-init\ncat > hook <<EOF\naction=cfn-init -r A\nEOF\n\"/opt/aws/bin/cfn-init\" -v -c a,b -r A || exit\n";
        let shown: Vec<_> = helper_uses(text)
            .into_iter()
            .map(|one| {
                (
                    text.get(one.program.start..).unwrap().chars().take(24).collect::<String>(),
                    one.is_init,
                    one.resource,
                    one.config_sets,
                )
            })
            .collect();
        let some = |text: &str| Some(text.to_string());
        assert_eq!(
            shown,
            [
                ("/opt/aws/bin/cfn-signal ".to_string(), false, some("A"), None),
                ("cfn-signal -e 1' ERR\nCAL".to_string(), false, None, None),
                ("\"/opt/aws/bin/cfn-init\" ".to_string(), true, some("A"), some("a,b")),
            ]
        );
    }

    #[test]
    fn options_are_found_however_they_are_written() {
        let one = ["Stack=${AWS::StackName} Resource=Web ConfigSets=a,b Region=r"];
        for text in [
            "/opt/aws/bin/cfn-init -v --stack ${AWS::StackName} --resource Web --configsets a,b --region r",
            "timeout 600 cfn-init -v -s ${AWS::StackName} \\\n  -r \"Web\" -c 'a,b' --region=r\nnext",
            "su -c \"cfn-init --stack=${AWS::StackName} --resource=Web --configsets=a,b --region r\"",
            "cfn-init.exe -v -s ${AWS::StackName} -r Web -c a,b --region r > log",
            "x=$(cfn-init -s ${AWS::StackName} -r Web -c a,b --region r)",
        ] {
            assert_eq!(shown(text, &INIT), one, "{text}");
        }
        assert_eq!(shown("cfn-init -r A || cfn-signal -e 1 -r x --resource A", &INIT), ["Resource=A or"]);
        assert_eq!(shown("trap 'cfn-signal -e $? --resource A' EXIT", &SIGNAL), ["ExitCode=$? Resource=A"]);
        assert_eq!(shown("cfn-signal -e $? '${Handle}'", &SIGNAL), ["ExitCode=$? Handle=${Handle}"]);
        assert!(shown("tail /var/log/cfn-init.log cfn-init-cmd.log", &INIT).is_empty());
    }
}
