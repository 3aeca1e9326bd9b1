//! `check --list` and `check --explain ID`: the rules, in words.

use include_dir::{Dir, include_dir};

use crate::check::{RULES, Rule, cfn_lint_ids, example};
use crate::cli::CliError;
use crate::cli::arguments::Arguments;

/// The files of the rules, whose doc comments hold their examples.
static RULE_FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/check/rules");

/// What `--list` or `--explain` asks for; `None` if neither is given.
pub(super) fn asked(arguments: &mut Arguments) -> Result<Option<String>, CliError> {
    if arguments.flag("--list") {
        let width = RULES.iter().map(|rule| rule.id.len()).max().unwrap_or(0);
        let mut rules: Vec<&Rule> = RULES.to_vec();
        rules.sort_by_key(|rule| rule.id);
        let line = |rule: &Rule| {
            let theirs = cfn_lint_ids(rule.id).join(" ");
            let theirs = if theirs.is_empty() { theirs } else { format!(" (cfn-lint {theirs})") };
            format!("{:width$}  {:7}  {}{theirs}\n", rule.id, rule.severity.name(), rule.name)
        };
        return Ok(Some(rules.into_iter().map(line).collect()));
    }
    let Some(id) = arguments.option("--explain")? else { return Ok(None) };
    let rule = rule(&id)?;
    let mut text = format!("{} ({})\n{}\n\n{}\n", rule.id, rule.severity.name(), rule.name, rule.why);
    for (kind, heading) in [("bad", "Found in:"), ("good", "Not in:")] {
        let lines = example_of(rule, kind);
        if !lines.is_empty() {
            text += &format!("\n{heading}\n");
            text.extend(lines.into_iter().map(|line| format!("    {line}\n")));
        }
    }
    let theirs = cfn_lint_ids(rule.id);
    if !theirs.is_empty() {
        text += &format!("\ncfn-lint reports it as {}.\n", theirs.join(", "));
    }
    text += &format!("\n{}\n", rule.source);
    Ok(Some(text))
}

/// The rule of an id.
pub(super) fn rule(id: &str) -> Result<&'static Rule, CliError> {
    let rule = RULES.iter().find(|rule| rule.id == id).copied();
    rule.ok_or_else(|| {
        let near: Vec<&str> = RULES.iter().map(|rule| rule.id).filter(|one| is_near(one, id)).collect();
        let hint = if near.is_empty() {
            "cf-init check --list prints them.".to_string()
        } else {
            format!("Is it {}?", near.join(" or "))
        };
        CliError::Use(format!("There is no rule {id}. {hint}"))
    })
}

/// True if the ids share their second part, or one holds the other.
fn is_near(one: &str, other: &str) -> bool {
    let name = |id: &str| id.rsplit('/').next().unwrap_or_default().to_string();
    name(one) == name(other) || (other.len() > 3 && one.contains(other))
}

/// The lines of the first example of a kind, `bad` or `good`.
fn example_of(rule: &Rule, kind: &str) -> Vec<&'static str> {
    let file = RULE_FILES.get_file(format!("{}.rs", rule.id.replace('-', "_")));
    let source = file.and_then(|file| file.contents_utf8()).unwrap_or_default();
    example(source.lines().map_while(|line| line.strip_prefix("//!")), kind)
}
