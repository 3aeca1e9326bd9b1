//! A file of nginx sets at http level what the nginx.conf of the distribution sets already.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config:
//!           packages: {apt: {nginx: []}}
//!           files: {/etc/nginx/conf.d/app.conf: {content: "gzip on;\nserver { listen 80; }\n"}}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config:
//!           packages: {apt: {nginx: []}}
//!           files: {/etc/nginx/conf.d/app.conf: {content: "server { listen 80; gzip on; }\n"}}
//! ```

use crate::check::{Also, Check, Context, Rule, Severity};
use crate::template::alternative::texts;
use crate::template::user_data::BootSystem;
use crate::template::{Init, section};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "file/nginx-twice",
    name: "Setting of nginx given twice",
    severity: Severity::Warning,
    why: "nginx refuses the second of some settings at one level (\"directive is duplicate\") and does not start. Debian and Ubuntu have these in /etc/nginx/nginx.conf.",
    source: "https://nginx.org/en/docs/http/ngx_http_core_module.html",
    check: Check::Init(check),
    also: &[Also::Machine, Also::Section(section::PARAMETERS)],
};

/// What nginx.conf of Debian 12 and 13 sets at http level, without server_tokens, which only 13 sets.
const SET: [&str; 5] = ["gzip", "sendfile", "tcp_nopush", "ssl_prefer_server_ciphers", "types_hash_max_size"];

fn check(context: &mut Context<'_>, init: Init<'_>) {
    if context.system_of(init) != BootSystem::Debian {
        return;
    }
    let files: Vec<_> = init.configs().flat_map(|config| config.files().collect::<Vec<_>>()).collect();
    if files.iter().any(|file| file.name() == "/etc/nginx/nginx.conf") {
        return;
    }
    for file in files {
        let is_read = file.name().starts_with("/etc/nginx/conf.d/") && file.name().ends_with(".conf")
            || file.name().starts_with("/etc/nginx/sites-enabled/");
        if !is_read {
            continue;
        }
        for (at, text) in texts(context.document(), &file.path().join("content")) {
            let Some((span, name)) = at_http_level(text.text()) else { continue };
            let message = format!("nginx.conf sets {name} already: nginx finds it twice and does not start.");
            match text.place(&span) {
                Some((at, part)) => context.report_part(&at, part, message),
                None => context.report(&at, message),
            }
            .help(format!("Move {name} into server {{ }}."));
        }
    }
}

/// The first of the settings outside of braces.
fn at_http_level(text: &str) -> Option<(std::ops::Range<usize>, &'static str)> {
    let (mut depth, mut start) = (0usize, 0);
    for line in text.split_inclusive('\n') {
        let own = line.trim_start();
        let at = start + line.len() - own.len();
        start += line.len();
        if own.starts_with('#') {
            continue;
        }
        let word = own.split_whitespace().next().unwrap_or_default();
        if let Some(name) = SET.iter().find(|name| **name == word).filter(|_| depth == 0) {
            return Some((at..at + name.len(), name));
        }
        let own = own.replace("${", "");
        let opens = own.matches('{').count();
        depth = (depth + opens).saturating_sub(own.matches('}').count().min(depth + opens));
    }
    None
}
