//! The files that a later run of cfn-init replaces: beside each it leaves the old one as NAME.bak.
//!
//! From the second run on every file is moved to NAME.bak and written anew, whether it changed or not; mode and owner
//! stay. Source: aws-cfn-bootstrap file_tool.py, run with 1.4-31.

use super::hup::Hup;
use super::init::File;
use super::{Config, Section, Template, system};
use crate::document::Document;

/// The files of a machine on which cfn-hup runs cfn-init again, with their configs, without those whose `.bak` a command
/// removes. None on Windows, where no `.bak` is left.
pub fn replaced<'d>(document: &'d Document, hup: &Hup) -> Vec<(Config<'d>, File<'d>)> {
    let init = Template::of(document).resource(&hup.resource).and_then(|resource| resource.init());
    let Some(init) = init.filter(|_| !hup.hooks.is_empty()) else { return Vec::new() };
    let commands = || init.configs().map(|config| config.section_path(Section::Commands));
    let removals: Vec<&str> = commands()
        .flat_map(|at| system::texts_below(document, &at))
        .filter_map(|at| document.scalar(&at))
        .filter(|text| text.contains(".bak"))
        .collect();
    let is_removed = |name: &str| {
        let folder = name.rsplit_once('/').map_or("", |(folder, _)| folder);
        let whole = format!("{folder}/*.bak");
        let own = format!("{name}.bak");
        removals
            .iter()
            .any(|text| text.contains(&own) || text.contains(&whole) || text.contains("find") && text.contains(folder))
    };
    let files = init.configs().flat_map(|config| config.files().map(|file| (config.clone(), file)).collect::<Vec<_>>());
    files.filter(|(_, file)| file.name().starts_with('/') && !is_removed(file.name())).collect()
}

/// The text of a file, without its functions; `None` if a function other than `Fn::Sub` gives it.
pub fn text<'d>(file: &File<'d>) -> Option<&'d str> {
    match file.content() {
        super::content::FileContent::Text(text) => Some(text.text),
        _ => None,
    }
}

/// The lines of a configuration, each with its position, without blanks around it and without comments.
pub fn settings(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let lines = text.split('\n').scan(0, |at, line| {
        let start = *at;
        *at += line.len() + 1;
        Some((start + line.len() - line.trim_start().len(), line.trim()))
    });
    lines.filter(|(_, line)| !line.is_empty() && !line.starts_with(['#', ';']))
}
