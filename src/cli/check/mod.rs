//! `check`: the diagnostics of templates, for people, editors and pipelines.

mod explain;
mod input;
mod output;
mod settings;

use std::sync::atomic::{AtomicUsize, Ordering};

use super::CliError;
use super::arguments::{Arguments, read};
use crate::check::{Checker, Diagnostic, Severity, Suppressed, Values, fix_all};
use crate::diff::unified;
use crate::document::Document;
use crate::impact::{Impact, Verdict};
use input::Input;
use settings::CheckSettings;

/// A template, and what was found in it.
struct Checked {
    file: String,
    document: Document,
    found: Vec<Diagnostic>,
    allowed: Vec<Suppressed>,
    /// Number of diagnostics that fixes removed.
    fixed: usize,
    /// Number of fixes left, because they would replace or delete a resource of a stack.
    unsafe_fixes: usize,
    /// The text before the fixes.
    before: Option<String>,
}

/// What the options ask for.
struct Options {
    values: Values,
    allow: Vec<String>,
    fix: bool,
    /// Also the fixes with which an update replaces or deletes a resource.
    unsafe_fixes: bool,
}

pub(super) fn check(mut arguments: Arguments) -> Result<String, CliError> {
    if let Some(text) = explain::asked(&mut arguments)? {
        arguments.done()?;
        return Ok(text);
    }
    let format = arguments.option("--format")?;
    let print = output::printer(format.as_deref().unwrap_or("text"))?;
    let fail_on = arguments.option("--fail-on")?.map(|word| fail_on(&word)).transpose()?;
    let allow = arguments.options("--allow");
    for id in &allow {
        explain::rule(id)?;
    }
    let values = values(&arguments.options("--parameter"))?;
    let (fix, diff) = (arguments.flag("--fix"), arguments.flag("--diff"));
    if diff && !fix {
        return Err(CliError::Use("--diff needs --fix: it prints what --fix would write.".into()));
    }
    let unsafe_fixes = arguments.flag("--unsafe-fixes");
    if unsafe_fixes && !fix {
        return Err(CliError::Use("--unsafe-fixes needs --fix: it lets --fix replace resources.".into()));
    }
    let words: Vec<String> = std::iter::from_fn(|| arguments.word()).collect();
    arguments.done()?;
    let inputs = input::inputs(&words)?;
    let settings: Vec<CheckSettings> =
        inputs.iter().map(|input| CheckSettings::of(&input.file)).collect::<Result<_, _>>()?;
    let options = Options { values, allow, fix, unsafe_fixes };
    let checked = in_parallel(&inputs, |at, input| one(input, settings.get(at), &options))?;
    let checked: Vec<Checked> = checked.into_iter().flatten().collect();
    if checked.is_empty() {
        return Err(CliError::Use(format!("{} holds no template: none of its files has Resources.", words.join(", "))));
    }
    for name in options.values.keys() {
        let declares = |one: &Checked| super::metadata::known(&one.file, &one.document, name);
        if let Some(error) = checked.iter().map(declares).find(Result::is_err).filter(|_| checked.len() == 1) {
            error?;
        } else if !checked.iter().any(|one| declares(one).is_ok()) {
            return Err(CliError::Input(format!("No template has a parameter {name}.")));
        }
    }
    let limit =
        |at: usize| fail_on.or(settings.get(at).and_then(|settings| settings.fail_on)).unwrap_or(Some(Severity::Error));
    let failed = checked.iter().enumerate().any(|(at, one)| {
        let least = limit(at);
        one.found.iter().any(|found| least.is_some_and(|least| found.severity <= least))
    });
    let mut text = String::new();
    if diff {
        text.extend(checked.iter().filter_map(|one| {
            let before = one.before.as_ref()?;
            Some(unified(&one.file, before, &one.file, one.document.text()))
        }));
    } else if fix && checked.iter().all(|one| one.file == "-") {
        text.extend(checked.iter().map(|one| one.document.text()));
    } else {
        for one in checked.iter().filter(|one| one.before.is_some()) {
            let written = std::fs::write(&one.file, one.document.text());
            written.map_err(|error| CliError::Input(format!("{} cannot be written: {error}.", one.file)))?;
        }
        text = print(&checked);
    }
    eprint!("{}", output::summary(&checked, fix, diff));
    match failed {
        true => Err(CliError::Found(text)),
        false => Ok(text),
    }
}

/// The diagnostics of one input; `None` for a file of a folder that is no template.
fn one(input: &Input, settings: Option<&CheckSettings>, options: &Options) -> Result<Option<Checked>, CliError> {
    let mut document = Document::parse(read(&input.file)?);
    if input.from_folder && !input::is_template(&document) {
        return Ok(None);
    }
    let is_left_out = |one: &Diagnostic| {
        options.allow.iter().any(|id| id == one.rule.id)
            || settings.is_some_and(|settings| settings.is_off(one.rule.id))
    };
    let (mut fixed, mut unsafe_fixes, mut before) = (0, 0, None);
    if options.fix {
        let is_safe = |before: &Document, after: &Document| {
            options.unsafe_fixes || keeps_resources(before, after, &options.values)
        };
        let all = fix_all(&document, &options.values, |one| !is_left_out(one), is_safe);
        unsafe_fixes = all.unsafe_fixes;
        if !all.fixed.is_empty() {
            fixed = all.fixed.len();
            before = Some(document.text().to_string());
            document = all.document;
        }
    }
    let mut checker = Checker::default();
    let mut found = checker.check(&document, &options.values);
    let mut allowed = checker.allowed().to_vec();
    found.retain_mut(|one| {
        let Some(settings) = settings else { return !is_left_out(one) };
        if let Some(reason) = settings.exception(one.rule.id, &input.file) {
            allowed.push(Suppressed { diagnostic: one.clone(), reason: Some(reason) });
            return false;
        }
        one.severity = settings.severity(one.rule.id).unwrap_or(one.severity);
        !is_left_out(one)
    });
    Ok(Some(Checked { file: input.file.clone(), document, found, allowed, fixed, unsafe_fixes, before }))
}

/// True if an update from one text to the other replaces and deletes no resource.
fn keeps_resources(before: &Document, after: &Document, values: &Values) -> bool {
    let impact = Impact::between(before, after, values);
    [Verdict::Fails, Verdict::Replacement, Verdict::Deleted].iter().all(|&verdict| impact.count(verdict) == 0)
}

/// The results of a function for each item, in their order, over all cores. The first error ends it.
fn in_parallel<T: Sync, R: Send>(
    items: &[T],
    work: impl Fn(usize, &T) -> Result<R, CliError> + Sync,
) -> Result<Vec<R>, CliError> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(items.len());
    let next = AtomicUsize::new(0);
    let worker = || {
        let mut done = Vec::new();
        while let Some((at, item)) =
            Some(next.fetch_add(1, Ordering::Relaxed)).and_then(|at| Some((at, items.get(at)?)))
        {
            done.push((at, work(at, item)));
        }
        done
    };
    let mut done = std::thread::scope(|scope| {
        let workers: Vec<_> = (1..threads).map(|_| scope.spawn(worker)).collect();
        let mut done = worker();
        done.extend(workers.into_iter().filter_map(|worker| worker.join().ok()).flatten());
        done
    });
    done.sort_by_key(|one| one.0);
    done.into_iter().map(|one| one.1).collect()
}

/// The severity of `--fail-on`; `None` for `never`.
fn fail_on(word: &str) -> Result<Option<Severity>, CliError> {
    match word {
        "never" => Ok(None),
        _ => settings::severity_of(word)
            .map(Some)
            .ok_or_else(|| CliError::Use(format!("--fail-on {word} is neither error, warning, note nor never."))),
    }
}

fn values(parameters: &[String]) -> Result<Values, CliError> {
    let mut values = Values::new();
    for parameter in parameters {
        let Some((name, value)) = parameter.split_once('=') else {
            return Err(CliError::Use(format!("--parameter needs KEY=VALUE, not {parameter}.")));
        };
        values.insert(name.to_string(), value.to_string());
    }
    Ok(values)
}
