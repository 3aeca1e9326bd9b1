//! What programs do with files on the machine: folders that are read whole, and files that a reload does not take over.
//!
//! Tables `folders.tsv` and `reloads.tsv`; their comments name the programs and versions that were run.

use std::sync::LazyLock;

/// What a program does with every file of a folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FolderEffect {
    /// Two files that say the same make its reload or start fail.
    Fails,
    /// It runs each.
    Runs,
    /// It runs the jobs of each: cron.
    Schedules,
    /// It takes over each.
    Reads,
}

/// A folder that a program reads whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReadFolder {
    /// The folder; `*` is one name.
    pub folder: &'static str,
    /// The program.
    pub program: &'static str,
    /// What it does with a file.
    pub effect: FolderEffect,
    /// What comes of a `.bak` beside a file, as a sentence without a full stop.
    pub consequence: &'static str,
    /// A folder of which the program reads certain names only, with `*` for the name.
    pub other: Option<&'static str>,
}

/// A file that a reload does not take over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotReloaded {
    /// The service.
    pub service: &'static str,
    /// The file; `*` is any text.
    pub file: &'static str,
    /// What the reload leaves.
    pub left: &'static str,
}

/// The folder that a file is directly in, if a program reads it whole.
pub fn read_folder(file: &str) -> Option<&'static ReadFolder> {
    static ROWS: LazyLock<Vec<ReadFolder>> =
        LazyLock::new(|| include_str!("folders.tsv").lines().filter_map(folder).collect());
    let (parent, _) = file.rsplit_once('/')?;
    ROWS.iter().find(|row| match row.folder.strip_suffix("/*") {
        Some(above) => {
            parent.strip_prefix(above).and_then(|rest| rest.strip_prefix('/')).is_some_and(|name| !name.contains('/'))
        }
        None => parent == row.folder,
    })
}

/// The row of a file and a service that do not fit a reload.
pub fn not_reloaded(service: &str, file: &str) -> Option<&'static NotReloaded> {
    static ROWS: LazyLock<Vec<NotReloaded>> =
        LazyLock::new(|| include_str!("reloads.tsv").lines().filter_map(reload).collect());
    let service = service.strip_suffix(".service").unwrap_or(service);
    let service = service.split('@').next().unwrap_or(service);
    ROWS.iter().find(|row| row.service == service && fits(row.file, file))
}

/// True if a text is the pattern, `*` being any text.
fn fits(pattern: &str, text: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == text,
        Some((start, rest)) => text
            .strip_prefix(start)
            .is_some_and(|text| (0..=text.len()).filter_map(|at| text.get(at..)).any(|tail| fits(rest, tail))),
    }
}

fn folder(line: &'static str) -> Option<ReadFolder> {
    let mut columns = line.split('\t');
    let folder = columns.next().filter(|folder| folder.starts_with('/'))?;
    let program = columns.next()?;
    let effect = match columns.next()? {
        "fails" => FolderEffect::Fails,
        "runs" => FolderEffect::Runs,
        "schedules" => FolderEffect::Schedules,
        _ => FolderEffect::Reads,
    };
    let consequence = columns.next()?;
    let other = columns.next().filter(|other| !other.is_empty());
    Some(ReadFolder { folder, program, effect, consequence, other })
}

fn reload(line: &'static str) -> Option<NotReloaded> {
    let mut columns = line.split('\t').filter(|_| !line.starts_with('#'));
    Some(NotReloaded { service: columns.next()?, file: columns.next()?, left: columns.next()? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_found_by_its_own_folder() {
        let program = |file: &str| read_folder(file).map(|row| row.program);
        for (file, expected) in [
            ("/etc/nginx/sites-enabled/app", Some("nginx")),
            ("/etc/nginx/conf.d/app.conf", None),
            ("/etc/letsencrypt/renewal-hooks/deploy/nginx.sh", Some("certbot")),
            ("/etc/letsencrypt/renewal-hooks/nginx.sh", None),
            ("/etc/letsencrypt/renewal-hooks/deploy/below/nginx.sh", None),
            ("/var/lib/cloud/scripts/per-boot/job.sh", Some("cloud-init")),
            ("/etc/cron.d/app", Some("cronie")),
            ("/etc/cron.daily/app", None),
            ("/etc/skel/.bashrc", Some("useradd")),
            ("app", None),
        ] {
            assert_eq!(program(file), expected, "{file}");
        }
    }

    #[test]
    fn a_service_and_a_file_have_a_row() {
        for (service, file, expected) in [
            ("docker", "/etc/docker/daemon.json", true),
            ("docker.service", "/etc/docker/daemon.json", true),
            ("nginx", "/etc/docker/daemon.json", false),
            ("dnsmasq", "/etc/dnsmasq.d/app", true),
            ("postgresql@16-main", "/etc/postgresql/16/main/postgresql.conf", true),
            ("postgresql", "/etc/postgresql/16/main/pg_hba.conf", false),
            ("apache2", "/etc/systemd/system/apache2.service.d/limits.conf", true),
            ("app", "/etc/systemd/system/app.service", false),
        ] {
            assert_eq!(not_reloaded(service, file).is_some(), expected, "{service} {file}");
        }
    }
}
