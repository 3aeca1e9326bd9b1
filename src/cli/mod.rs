//! The command-line twin: one table of commands, their arguments, and what they print.
//!
//! Exit codes: 0 done, 1 the input is at fault, 2 wrong use, 3 `diff --exit-code` found a difference, or
//! `impact --fail-on` what it names.

mod arguments;
mod boot;
mod check;
mod convert;
mod deploy;
mod diagram;
mod diff;
mod doctor;
mod edit;
mod impact;
mod metadata;
mod recipe;
mod refactor;
mod rehearse;
mod signal;
mod starter;

use std::process::ExitCode;

use arguments::Arguments;

/// Why a command ended without its result.
pub(crate) enum CliError {
    /// The file or what was asked of it; exit code 1.
    Input(String),
    /// The words of the command line; exit code 2.
    Use(String),
    /// No fault of the command: what was to be printed, and that it holds errors of the input; exit code 1.
    Found(String),
    /// No fault: what was to be printed, and that the script asked to be told of it; exit code 3.
    Differs(String),
}

/// A command of `cf-init`.
struct Command {
    name: &'static str,
    synopsis: &'static str,
    help: &'static str,
    run: fn(Arguments) -> Result<String, CliError>,
}

const COMMANDS: &[Command] = &[
    Command {
        name: "get",
        synopsis: "get FILE --at POINTER",
        help: "Prints the value at a JSON Pointer as JSON, functions with their long names. \"\" is the whole template.",
        run: edit::get,
    },
    Command {
        name: "edit",
        synopsis: "edit FILE --op set|insert|remove|rename|move|copy|nest|unnest\n               --at POINTER\n               [--value JSON] [--key KEY] [--to N] [--in-place]",
        help: "Prints the template with one change made, or writes it back with --in-place. All other bytes stay.\n\
               set     the value at POINTER becomes --value\n\
               insert  into the mapping at POINTER under --key, as its last entry; into a list at the position that\n\
               \u{20}       ends POINTER\n\
               remove  the entry at POINTER goes\n\
               rename  the entry at POINTER gets the key --key\n\
               move    the entry at POINTER goes to place --to, counted from 0, among its siblings\n\
               copy    a copy of the entry at POINTER comes behind it, comments and all, under --key in a mapping\n\
               nest    the value at POINTER goes into a mapping with the one key --key, as it is written\n\
               unnest  the mapping of one entry at POINTER becomes the value of that entry\n\
               Functions in --value are written as {\"Ref\": \"X\"} or {\"Fn::Sub\": \"...\"}.",
        run: edit::edit,
    },
    Command {
        name: "convert",
        synopsis: "convert FILE --to yaml|json [--in-place]",
        help: "Prints the template in the other format, or writes it back with --in-place; the file keeps its name. Order,\n\
               texts and the digits of numbers stay. What is not as it was is told on standard error: comments and\n\
               anchors, which JSON has not, equal keys, numbers that JSON writes in other digits.",
        run: convert::convert,
    },
    Command {
        name: "check",
        synopsis: "check FILE... [--format text|json|sarif|github|junit] [--fail-on error|warning|note|never]\n               \
                   [--allow ID]... [--parameter KEY=VALUE]... [--fix [--unsafe-fixes] [--diff]] |\n               check --list | check --explain ID",
        help: "Prints what is wrong with templates: place, severity, rule and message, the line, what helps, and the fix\n\
               that the workbench offers. FILE may be a folder or a pattern such as 'stacks/**/*.yaml'; of a folder the\n\
               files are read that are templates and that git does not ignore.\n\
               --format   json is an array with all that is known of each finding; sarif for code scanning, github for\n\
               \u{20}          annotations of a pull request, junit for test reports\n\
               --fail-on  the least severity that ends with exit code 1; error if left out\n\
               --allow    findings of this rule are left out\n\
               --fix      applies the fixes and writes the files; with --diff prints them as a patch instead. Standard\n\
               \u{20}          input is printed as it is after the fixes\n\
               --unsafe-fixes  also the fixes with which an update of a stack replaces or deletes a resource\n\
               --list     prints the rules; --explain prints one with its reason and examples\n\
               A comment # cf-init: allow ID because REASON allows a finding in the entry below it or on its line. A file\n\
               .cf-init.toml in the folder of a template or above it sets severities and exceptions.\n\
               Exit code: 0 nothing at or above --fail-on, 1 something, 2 wrong use.",
        run: check::check,
    },
    Command {
        name: "boot",
        synopsis: "boot FILE [--resource ID] [--run first|reload|reboot] [--parameter KEY=VALUE]... [--format text|json]",
        help: "Prints what the machine of a resource does when it starts: the user data, then what cfn-init does in its\n\
               true order, with the lines of the template, what each step needs, what skips it, which services are\n\
               restarted and why, where cfn-init stops and its exit code, as far as the template decides them.\n\
               Marks: + succeeds, ? the machine decides, - skipped, ! fails; without a mark it is not reached.\n\
               --run     first boot, the reload by cfn-hup after a change of the metadata, or a reboot; first if left out\n\
               --format  json has all that is known of each step; places are JSON Pointers, steps are counted from 1\n\
               A parameter left out has its default; KEY may be a pseudo parameter as well, such as AWS::Region. What only\n\
               a deployment knows is shown as ${NAME}. --resource may be left out where one resource has a plan.",
        run: boot::boot,
    },
    Command {
        name: "diagram",
        synopsis: "diagram FILE [--dark]",
        help: "Prints the template as a picture, an SVG file of its own: region, VPCs, zones, subnets, gateways, routes,\n\
               security groups with their open ports, machines with their services, and all other resources.\n\
               With --dark on dark ground.",
        run: diagram::diagram,
    },
    Command {
        name: "diff",
        synopsis: "diff OLD NEW [--exit-code]",
        help: "Prints what differs between two templates as a patch, each hunk headed by the entry it stands in. Prints\n\
               nothing if they are the same to the byte. With --exit-code a difference ends with exit code 3.\n\
               OLD and NEW may be broken YAML; hunks have no headings where neither can be read.",
        run: diff::diff,
    },
    Command {
        name: "impact",
        synopsis: "impact OLD NEW [--format text|json] [--parameter KEY=VALUE]... [--region REGION]\n               \
                   [--fail-on replacement|interruption|fails|deleted|never]",
        help: "Prints what a stack update from OLD to NEW does, per resource and property: replacement with its order,\n\
               interruption, none, failure, or only work for cfn-hup; also through references to resources that are replaced.\n\
               Says which data are lost, and what keeps them. Resolved values are compared, so another writing of the same\n\
               value is no change. OLD may be what aws cloudformation get-template printed. Calls nothing.\n\
               --parameter  a value that the stack has; the others are taken to have the defaults of OLD. What would happen\n\
               \u{20}            with other values that conditions name is listed with its condition\n\
               --fail-on    ends with exit code 3 if this or worse happens to a resource, in any case or under a condition",
        run: impact::impact,
    },
    Command {
        name: "doctor",
        synopsis: "doctor LOG... [--template FILE] [--format text|json]",
        help: "Prints which step of a boot failed first, why, and what removes the fault. LOG is cloud-init-output.log,\n\
               cfn-init.log, cfn-init-cmd.log, cfn-hup.log, cloud-init.log, the JSON of aws cloudformation\n\
               describe-stack-events, or - for standard input; several are read together. With --template the step is\n\
               shown with its place in FILE. Passwords, keys and tokens are printed as ****; nothing is stored or sent.\n\
               Exit code: 0 no step failed, 1 one did, 2 wrong use.",
        run: doctor::doctor,
    },
    Command {
        name: "rehearse",
        synopsis: "rehearse FILE -o DIR [--resource ID] [--parameter KEY=VALUE]... [--region REGION]\n                 \
                   [--stack-name NAME] [--force]",
        help: "Writes all that is needed to run AWS's own cfn-init on this machine, in a container, with docker or podman and\n\
               without an AWS account: the metadata with everything resolved, a container file for the machine's system, the\n\
               scripts that install the helper scripts, run cfn-init with the config sets of the user data and print its log\n\
               and exit code, and README.txt, which says what is rehearsed and what is not. Prints the two commands to run;\n\
               with the word user-data behind the second one the user data run as well. Services are written down instead of\n\
               started, signals instead of sent. What is printed there can be given to cf-init doctor.\n\
               -o, --output  the folder; one that holds files is refused without --force\n\
               --parameter   KEY may be a pseudo parameter as well, such as AWS::AccountId. A NoEcho parameter has a generated\n\
               \u{20}             value, never its default, and the container asks for another one on a terminal",
        run: rehearse::rehearse,
    },
    Command {
        name: "metadata",
        synopsis: "metadata FILE [--resource ID] [--parameter KEY=VALUE]... [--region REGION] [--stack-name NAME]",
        help: "Prints the Metadata of a resource as cfn-init gets them, as JSON: functions, parameters and conditions resolved,\n\
               every scalar a string. --resource may be left out where one resource has AWS::CloudFormation::Init.\n\
               A parameter left out has its default. What only a deployment knows (ids, attributes, imports, values in\n\
               SSM) gets a stand-in of the right form, a NoEcho value is ****. KEY may be a pseudo parameter as well, such\n\
               as AWS::AccountId. cfn-init reads what is printed: cfn-init -v metadata.json",
        run: metadata::metadata,
    },
    Command {
        name: "signal",
        synopsis: "signal FILE [--resource ID] [--format text|json]",
        help: "Prints whether CloudFormation hears how the first boot goes: for each command of the user data that may fail,\n\
               and for none, whether cfn-signal is reached, with which code, for which resource, and what CloudFormation\n\
               does then: it fails at once, or waits until the timeout. bash and sh are read, and runcmd of cloud-config;\n\
               what is not understood is said to be unknown. --resource names one machine or group; all if left out.",
        run: signal::signal,
    },
    Command {
        name: "recipe",
        synopsis: "recipe [FILE RECIPE [OPTION]... [--in-place]]",
        help: "Prints the template with a change of several places, or writes it back with --in-place: what the workbench\n\
               offers as a proposal. What it does, and what it leaves to you, is told on standard error. Without words it\n\
               lists the recipes with their options; cf-init recipe RECIPE --help tells more of one.",
        run: recipe::recipe,
    },
    Command {
        name: "starter",
        synopsis: "starter [NAME]",
        help: "Lists the designs to begin with, or prints the template of one.",
        run: starter::starter,
    },
    Command {
        name: "deploy-command",
        synopsis: "deploy-command FILE --stack-name NAME [--region REGION] [--profile PROFILE]\n               \
                   [--parameter KEY=VALUE]... [--parameter-file FILE] [--tag KEY=VALUE]... [--s3-bucket BUCKET]\n               \
                   [--no-execute-changeset] [--disable-rollback] [--shell bash|powershell|cmd]",
        help: "Prints the command of the AWS CLI that deploys FILE, for bash and zsh, PowerShell or cmd. Calls nothing.\n\
               The capabilities it needs are added. A parameter left out has its default on a new stack and keeps its\n\
               value on an existing one; a NoEcho parameter is asked for when the command runs. With --parameter-file\n\
               the values are written into that file, which the command names; values that the file already has stay\n\
               unless --parameter gives others. NoEcho values are never in the file.",
        run: deploy::deploy_command,
    },
    Command {
        name: "refactor-command",
        synopsis: "refactor-command OLD NEW [--stack-name NAME] [--region REGION] [--profile PROFILE]\n                 \
                   [--template-file FILE] [--rename OLD=NEW]... [--shell bash|powershell|cmd]",
        help: "Prints the commands of the AWS CLI that keep resources whose logical id differs between two templates:\n\
               CloudFormation's stack refactoring. A deployment of NEW alone would create them anew and delete the old ones.\n\
               Resources are matched by type and properties; --rename says it where several are alike. A refactoring\n\
               takes new ids and nothing else new: --template-file writes the template for it, OLD with the new ids. NEW\n\
               is deployed afterwards. Calls nothing.",
        run: refactor::refactor_command,
    },
];

/// Runs a command line without the program's name.
pub fn main(words: Vec<String>) -> ExitCode {
    match run(words) {
        Ok(text) => printed(&text, ExitCode::SUCCESS),
        Err(CliError::Found(text)) => printed(&text, ExitCode::from(1)),
        Err(CliError::Differs(text)) => printed(&text, ExitCode::from(3)),
        Err(CliError::Input(message)) => {
            eprintln!("cf-init: {message}");
            ExitCode::from(1)
        }
        Err(CliError::Use(message)) => {
            eprintln!("cf-init: {message}");
            ExitCode::from(2)
        }
    }
}

/// Prints `text` and ends with `code`.
fn printed(text: &str, code: ExitCode) -> ExitCode {
    match write_out(text) {
        Ok(()) => code,
        Err(message) => {
            eprintln!("cf-init: {message}");
            ExitCode::from(1)
        }
    }
}

/// Prints all of `text`; a reader that closes the pipe early is no fault.
fn write_out(text: &str) -> Result<(), String> {
    use std::io::{ErrorKind, Write};
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(format!("The output cannot be written: {error}.")),
        _ => Ok(()),
    }
}

fn run(mut words: Vec<String>) -> Result<String, CliError> {
    if words.is_empty() {
        return Err(CliError::Use(format!("Which command?\n{}", help())));
    }
    let name = words.remove(0);
    match name.as_str() {
        "help" | "--help" | "-h" => return Ok(help()),
        "--version" | "-V" => return Ok(format!("cf-init {}\n", env!("CARGO_PKG_VERSION"))),
        _ => {}
    }
    let Some(command) = COMMANDS.iter().find(|command| command.name == name) else {
        return Err(CliError::Use(format!("There is no command {name}.\n{}", help())));
    };
    if words.iter().any(|word| word == "--help" || word == "-h") {
        if let Some(text) = recipe::help(&words).filter(|_| command.name == "recipe") {
            return Ok(text);
        }
        return Ok(format!("cf-init {}\n\n{}\n", command.synopsis, command.help));
    }
    let with_usage = |message: String| format!("{message}\nUse: cf-init {}", command.synopsis);
    Arguments::new(words).and_then(command.run).map_err(|fault| match fault {
        CliError::Use(message) => CliError::Use(with_usage(message)),
        fault => fault,
    })
}

fn help() -> String {
    let mut text = String::from("cf-init works on CloudFormation templates as the workbench does.\n\n");
    for command in COMMANDS {
        text.push_str(&format!("cf-init {}\n", command.synopsis));
        for line in command.help.lines() {
            text.push_str(&format!("    {line}\n"));
        }
        text.push('\n');
    }
    text.push_str("FILE is a template in YAML or JSON, or - for standard input.\n");
    text.push_str("Exit code: 0 done, 1 the input is at fault, 2 wrong use, 3 diff --exit-code or impact --fail-on found something.\n");
    text
}
