//! A web server hands out the `.bak` beside a file.
//!
//! ```hup files bad
//! /etc/nginx/conf.d/app.conf: {content: "server {\n  root /srv/site;\n}\n"}
//! /srv/site/config.php: {content: "<?php $password = get();"}
//! ```
//!
//! ```hup files good
//! /etc/nginx/conf.d/app.conf: {content: "server {\n  root /srv/site;\n  location ~ \\.bak$ { return 404; }\n}\n"}
//! /srv/site/config.php: {content: "<?php $password = get();"}
//! ```
//!
//! ```hup files good
//! /etc/apache2/sites-enabled/app.conf: {content: "DocumentRoot /srv/site/html\n"}
//! /srv/site/config.php: {content: "<?php $password = get();"}
//! ```

use crate::check::{Check, Context, Rule, Severity};
use crate::recipe::file;
use crate::template::backup::{replaced, settings, text};
use crate::template::hup::Hup;

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "file/backup-served",
    name: "Old file that everybody can fetch",
    severity: Severity::Warning,
    why: "From its second run on cfn-init leaves NAME.bak beside every file. A web server runs config.php and hands out config.php.bak as text.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-init.html",
    check: Check::Hup(check),
    also: &[],
};

fn check(context: &mut Context<'_>, hup: &Hup) {
    let files = replaced(context.document(), hup);
    let texts = || files.iter().filter_map(|(_, file)| text(file));
    // Who writes of .bak in the configuration has thought of it.
    if texts().any(|text| settings(text).any(|(_, line)| line.contains("bak"))) {
        return;
    }
    let mut roots: Vec<&str> = texts().flat_map(settings).filter_map(|(_, line)| web_root(line)).collect();
    if roots.is_empty() {
        let init = context.template().resource(&hup.resource).and_then(|resource| resource.init());
        let packages = init
            .into_iter()
            .flat_map(|init| init.configs().flat_map(|one| one.packages().collect::<Vec<_>>()).collect::<Vec<_>>());
        roots = packages.flat_map(|package| default_roots(package.name())).copied().collect();
    }
    for (config, one) in &files {
        let name = one.name();
        // Apache hands out no name that begins with .ht.
        let short = name.rsplit('/').next().unwrap_or_default();
        let below = |root: &&&str| name.strip_prefix(**root).is_some_and(|rest| rest.starts_with('/'));
        let Some(root) = roots.iter().find(below).filter(|_| !short.starts_with(".ht")) else { continue };
        let message = format!(
            "The web server hands out {name}.bak, the old file that cfn-init leaves there after an update: {root} is its root."
        );
        let (config, name) = (config.path().clone(), name.to_string());
        context
            .report(one.path(), message)
            .help("Write it outside the root, or deny such names: location ~ \\.bak$ { return 404; }")
            .fix("Remove the .bak by a command", move |document| file::remove_backup(document, &config, &name));
    }
}

/// The root of the site that a package brings.
fn default_roots(package: &str) -> &'static [&'static str] {
    match package {
        "httpd" | "httpd24" | "apache2" => &["/var/www/html"],
        "nginx" => &["/var/www/html", "/usr/share/nginx/html"],
        _ => &[],
    }
}

/// The folder that a line of nginx, Apache, lighttpd or Caddy makes the root of a site.
fn web_root(line: &str) -> Option<&str> {
    let rest = ["root * ", "root ", "alias ", "DocumentRoot ", "server.document-root = "]
        .iter()
        .find_map(|word| line.strip_prefix(word))?;
    let folder = rest.trim().trim_end_matches(';').trim_matches('"').trim_end_matches('/');
    (folder.starts_with('/') && folder.len() > 1 && !folder.contains(char::is_whitespace)).then_some(folder)
}
