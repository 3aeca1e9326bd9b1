//! Another file of the template includes everything of a folder, the `.bak` beside a file as well.
//!
//! ```hup files bad
//! /etc/redis/redis.conf: {content: "include /etc/redis/app/*\n"}
//! /etc/redis/app/memory: {content: "maxmemory 1gb\n"}
//! ```
//!
//! ```hup files bad
//! /etc/systemd/system/app.service.d/environment.conf: {content: "[Service]\nEnvironmentFile=-/etc/app/env/*\n"}
//! /etc/app/env/a.env: {content: "A=1\n"}
//! ```
//!
//! ```hup files good
//! /etc/redis/redis.conf: {content: "include /etc/redis/app/*.conf\n"}
//! /etc/redis/app/memory.conf: {content: "maxmemory 1gb\n"}
//! ```

use std::ops::Range;

use crate::check::{Check, Context, Rule, Severity};
use crate::document::Edit;
use crate::template::backup::{replaced, settings, text};
use crate::template::content::FileContent;
use crate::template::hup::Hup;

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "file/backup-included",
    name: "Old file that is included as well",
    severity: Severity::Warning,
    why: "From its second run on cfn-init leaves NAME.bak beside every file. It sorts after NAME, so that programs whose last value wins take the old one.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-init.html",
    check: Check::Hup(check),
    also: &[],
};

fn check(context: &mut Context<'_>, hup: &Hup) {
    let files = replaced(context.document(), hup);
    for (_, including) in &files {
        let FileContent::Text(content) = including.content() else { continue };
        let at = content.path(&including.path().join("content"));
        // Few lines have what `whole_folder` looks for.
        let may = |line: &str| ["/*", " crt ", "Include="].iter().any(|sign| line.contains(sign));
        for (start, line) in text(including).into_iter().flat_map(settings).filter(|(_, line)| may(line)) {
            for (_, file) in &files {
                let Some((folder, name)) = file.name().rsplit_once('/') else { continue };
                let Some(found) = whole_folder(line, folder).filter(|_| file.path() != including.path()) else {
                    continue;
                };
                let message = format!(
                    "This includes {folder}/{name}.bak as well, the old file that cfn-init leaves there after an update: old \
                     and new are read, or the old value wins.",
                );
                let star = start + found.end;
                context.report_part(&at, start + found.start..star, message);
                match name.rsplit_once('.').filter(|(stem, _)| {
                    !stem.is_empty() && line.get(found.clone()).is_some_and(|all| all.ends_with('*'))
                }) {
                    Some((_, ending)) => {
                        let (at, ending) = (at.clone(), format!(".{ending}"));
                        context.fix(format!("Include *{ending} only"), move |_| {
                            vec![Edit::ReplaceInScalar { at: at.clone(), parts: vec![(star..star, ending.clone())] }]
                        });
                    }
                    None => {
                        context.help("Give the files an ending and include only names with it, such as *.conf.");
                    }
                }
                break;
            }
        }
    }
}

/// Where a line takes every file of a folder: `FOLDER/*`, or the folder itself behind haproxy's `crt` and zabbix's
/// `Include=`.
fn whole_folder(line: &str, folder: &str) -> Option<Range<usize>> {
    let ends = |at: usize| {
        line.get(at..)
            .is_some_and(|rest| !rest.starts_with(|sign: char| sign.is_alphanumeric() || "._*/-[{".contains(sign)))
    };
    let pattern = format!("{folder}/*");
    let starred = line.match_indices(&pattern).map(|(at, found)| at..at + found.len()).find(|found| ends(found.end));
    let words = [
        "include ",
        "import ",
        "includedir ",
        "EnvironmentFile=",
        "rule_files",
        "- ",
        "source ",
        "Include=",
        "Include ",
    ];
    if let Some(found) = starred.filter(|_| words.iter().any(|word| line.contains(word))) {
        return Some(found);
    }
    let bare = |word: &str| {
        let at = line.find(&format!("{word}{folder}"))? + word.len();
        let end = at + folder.len() + usize::from(line.get(at + folder.len()..)?.starts_with('/'));
        ends(end).then_some(at..end)
    };
    bare(" crt ").or_else(|| bare("Include="))
}
