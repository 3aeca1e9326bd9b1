//! The beginning of a line of a log: who wrote it, and what is left.

/// Who wrote a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LogWriter {
    /// cfn-init or cfn-hup: `2026-11-29 12:33:31,298 [INFO] text`.
    Helper,
    /// cfn-init's log of commands: `2026-11-29 12:33:31,298 P9 [INFO] text`.
    Commands,
    /// cloud-init: `2026-11-28 10:14:02,118 - handlers.py[WARNING]: text`.
    CloudInit,
    /// Nobody: output.
    Output,
}

/// A line in its parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Prefixed<'l> {
    pub(super) writer: LogWriter,
    /// `INFO`, `ERROR` and so on; empty for output.
    pub(super) level: &'l str,
    pub(super) text: &'l str,
}

impl<'l> Prefixed<'l> {
    /// Reads the beginning of a line.
    pub(super) fn of(line: &'l str) -> Prefixed<'l> {
        let line = without_journal(line);
        let output = Prefixed { writer: LogWriter::Output, level: "", text: line };
        let Some(rest) = after_time(line) else { return output };
        if let Some((level, text)) = bracket(rest) {
            return Prefixed { writer: LogWriter::Helper, level, text };
        }
        if let Some(rest) = rest.strip_prefix('P') {
            let rest = rest.trim_start_matches(|one: char| one.is_ascii_digit());
            if let Some((level, text)) = rest.strip_prefix(' ').and_then(bracket) {
                return Prefixed { writer: LogWriter::Commands, level, text };
            }
        }
        if let Some((module, text)) = rest.strip_prefix("- ").and_then(|rest| rest.split_once("]: "))
            && let Some((_, level)) = module.split_once('[')
        {
            return Prefixed { writer: LogWriter::CloudInit, level, text };
        }
        output
    }
}

/// `[LEVEL] text`
fn bracket(rest: &str) -> Option<(&str, &str)> {
    let (level, text) = rest.strip_prefix('[')?.split_once(']')?;
    let is_level = !level.is_empty() && level.bytes().all(|byte| byte.is_ascii_uppercase());
    is_level.then(|| (level, text.strip_prefix(' ').unwrap_or(text)))
}

/// What follows `2026-11-29 12:33:31,298 `, in Python's form.
fn after_time(line: &str) -> Option<&str> {
    const FORM: &[u8] = b"0000-00-00 00:00:00,000 ";
    let start = line.as_bytes().get(..FORM.len())?;
    let fits = start.iter().zip(FORM).all(|(byte, form)| match form {
        b'0' => byte.is_ascii_digit(),
        form => byte == form,
    });
    fits.then(|| line.get(FORM.len()..)).flatten()
}

/// The line without what the journal, the console or CloudWatch Logs put before it:
/// `Nov 29 12:33:31 host cloud-init[612]: `, `[   31.234567] cloud-init[612]: `,
/// `2026-11-29T12:33:31.298+00:00 host cloud-init[612]: `, `2026-11-29T12:33:31.298Z `.
fn without_journal(line: &str) -> &str {
    let byte = |at: usize| line.as_bytes().get(at).copied();
    let is_console = byte(0) == Some(b'[') && byte(1).is_some_and(|byte| byte.is_ascii_digit() || byte == b' ');
    let is_journal = byte(3) == Some(b' ') && byte(9) == Some(b':');
    let is_stamp = (byte(4), byte(7), byte(10), byte(13)) == (Some(b'-'), Some(b'-'), Some(b'T'), Some(b':'))
        && byte(0).is_some_and(|byte| byte.is_ascii_digit());
    if !is_console && !is_journal && !is_stamp {
        return line;
    }
    match line.split_once("]: ") {
        Some((before, rest)) if before.contains("cloud-init[") => rest,
        _ if is_stamp => line.split_once(' ').map_or(line, |(_, rest)| rest),
        _ => line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_says_who_wrote_it() {
        for (line, writer, level, text) in [
            ("2026-11-29 12:33:31,298 [INFO] Running config one", LogWriter::Helper, "INFO", "Running config one"),
            ("2026-11-29 12:33:31,294 P9 [INFO] Config one", LogWriter::Commands, "INFO", "Config one"),
            ("2026-11-29 12:33:31,294 P12 [ERROR] \tx", LogWriter::Commands, "ERROR", "\tx"),
            (
                "2026-05-14 09:12:45,002 - cc_x.py[WARNING]: Failed to run",
                LogWriter::CloudInit,
                "WARNING",
                "Failed to run",
            ),
            (
                "Nov 29 12:33:31 ip-10-0-0-1 cloud-init[612]: + apt-get update",
                LogWriter::Output,
                "",
                "+ apt-get update",
            ),
            ("[   31.234567] cloud-init[612]: hello", LogWriter::Output, "", "hello"),
            ("2026-11-29T12:33:31.298123+00:00 ip-10-0-0-1 cloud-init[612]: + ls", LogWriter::Output, "", "+ ls"),
            ("2026-11-29T12:33:31.298Z + ls", LogWriter::Output, "", "+ ls"),
            ("2026-11-29T12:33:31Z 2026-11-29 12:33:31,298 [INFO] Running", LogWriter::Helper, "INFO", "Running"),
            ("2026-11-29T12:33:31Z", LogWriter::Output, "", "2026-11-29T12:33:31Z"),
            ("2026-11-29 text", LogWriter::Output, "", "2026-11-29 text"),
            ("ü", LogWriter::Output, "", "ü"),
        ] {
            assert_eq!(Prefixed::of(line), Prefixed { writer, level, text }, "{line}");
        }
    }
}
