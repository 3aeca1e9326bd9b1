//! The format of user data, decided by its first bytes as cloud-init (Linux) and EC2Launch (Windows) decide it.
//!
//! Source: cloud-init's user_data.py and handlers (22.4.2, 25.1.4, 26.2): leading blanks are skipped and case is ignored
//! when the marker is searched, but the kernel reads `#!` at byte 0 only. AWS page "Run commands when you launch an EC2
//! instance with user data input" for `<powershell>` and `<script>`. Does not know the template.

/// The format of a user data text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DataFormat {
    /// No text.
    Empty,
    /// A script for sh, bash or another shell.
    Shell,
    /// A script for another interpreter: Python, Perl.
    Script,
    /// `#cloud-config`: YAML for the modules of cloud-init.
    CloudConfig,
    /// `#cloud-config-archive` and `#cloud-config-jsonp`.
    CloudConfigList,
    /// `#include`: addresses of user data.
    Include,
    /// `## template: jinja`: rendered first.
    Jinja,
    /// `#cloud-boothook`: run early, at each boot.
    Boothook,
    /// `#part-handler`: Python for cloud-init itself.
    PartHandler,
    /// Parts with headers (MIME).
    Multipart,
    /// Text in base64, compressed or not.
    Encoded,
    /// `<powershell>`, `<script>` or YAML for EC2Launch.
    Windows,
    /// The first line is given by a function.
    Unknown,
    /// `#!` after a blank line or blanks: the kernel refuses the script.
    Indented,
    /// A byte order mark before `#`.
    ByteOrderMark,
    /// Headers of MIME without `MIME-Version`.
    NoMimeVersion,
    /// Nothing that cloud-init knows.
    Unhandled,
}

/// Markers of cloud-init's formats, the longer before the shorter.
const MARKERS: [(&str, DataFormat); 8] = [
    ("#cloud-config-archive", DataFormat::CloudConfigList),
    ("#cloud-config-jsonp", DataFormat::CloudConfigList),
    ("#cloud-config", DataFormat::CloudConfig),
    ("#cloud-boothook", DataFormat::Boothook),
    ("#part-handler", DataFormat::PartHandler),
    ("#include", DataFormat::Include),
    ("## template: jinja", DataFormat::Jinja),
    ("#!", DataFormat::Shell),
];

/// Interpreters that read shell commands.
const SHELLS: [&str; 7] = ["sh", "bash", "dash", "ash", "ksh", "zsh", "busybox"];

impl DataFormat {
    /// The format of a text.
    pub fn of(text: &str) -> DataFormat {
        let head = text.trim_start_matches(|c: char| c.is_ascii_whitespace());
        if head.is_empty() {
            return DataFormat::Empty;
        }
        if head.starts_with("${") {
            return DataFormat::Unknown;
        }
        // cloud-init searches the headers of MIME before anything else.
        if let Some(format) = mime(text) {
            return format;
        }
        let begins = |marker: &str| head.get(..marker.len()).is_some_and(|start| start.eq_ignore_ascii_case(marker));
        match MARKERS.iter().find(|(marker, _)| begins(marker)).map(|row| row.1) {
            Some(DataFormat::Shell) if head.len() != text.len() => DataFormat::Indented,
            Some(DataFormat::Shell) if !is_shell(head) => DataFormat::Script,
            Some(format) => format,
            None if is_windows(head) => DataFormat::Windows,
            None if head.starts_with('\u{feff}') => DataFormat::ByteOrderMark,
            None if is_base64(text) => DataFormat::Encoded,
            None => DataFormat::Unhandled,
        }
    }

    /// What it is, after "The user data is".
    pub fn name(self) -> &'static str {
        match self {
            DataFormat::Empty => "empty",
            DataFormat::Shell => "a shell script",
            DataFormat::Script => "a script that no shell reads",
            DataFormat::CloudConfig => "cloud-config",
            DataFormat::CloudConfigList => "a list of cloud-config",
            DataFormat::Include => "a list of addresses (#include)",
            DataFormat::Jinja => "a jinja template",
            DataFormat::Boothook => "a boothook of cloud-init",
            DataFormat::PartHandler => "a part handler of cloud-init",
            DataFormat::Multipart => "MIME with several parts",
            DataFormat::Encoded => "encoded in base64",
            DataFormat::Windows => "for EC2Launch on Windows",
            DataFormat::Unknown => "begun by a function",
            DataFormat::Indented => "a script that does not begin at the first byte",
            DataFormat::ByteOrderMark => "a text with a byte order mark",
            DataFormat::NoMimeVersion => "MIME without MIME-Version",
            DataFormat::Unhandled => "no format that cloud-init knows",
        }
    }

    /// True if the machine runs nothing of it.
    pub fn is_never_run(self) -> bool {
        matches!(
            self,
            DataFormat::Indented | DataFormat::ByteOrderMark | DataFormat::NoMimeVersion | DataFormat::Unhandled
        )
    }
}

/// Headers of MIME, if the text has them.
fn mime(text: &str) -> Option<DataFormat> {
    // The most frequent texts, told by their first byte.
    if text.starts_with('#') {
        return None;
    }
    let head: String = text.chars().take(4096).collect::<String>().to_ascii_lowercase();
    let is_header = |line: &str| ["mime-version:", "content-type:"].iter().any(|name| line.starts_with(name));
    let has_headers = head.split("\n\n").next().is_some_and(|block| block.lines().any(is_header));
    if !(has_headers || head.trim_start().lines().next().is_some_and(is_header)) {
        return None;
    }
    // A blank line before the headers ends them.
    let complete = has_headers && head.contains("mime-version:") && !head.starts_with(['\n', '\r', ' ']);
    Some(if complete { DataFormat::Multipart } else { DataFormat::NoMimeVersion })
}

/// True for a first line whose interpreter is a shell.
fn is_shell(head: &str) -> bool {
    let line = head.lines().next().unwrap_or_default().trim_start_matches("#!");
    let mut words = line.split_whitespace().map(|word| word.rsplit('/').next().unwrap_or(word));
    let program = match words.next() {
        Some("env") => words.find(|word| !word.starts_with('-')),
        first => first,
    };
    program.is_some_and(|program| SHELLS.contains(&program))
}

fn is_windows(head: &str) -> bool {
    let lower = head.to_ascii_lowercase();
    let tagged = lower.lines().any(|line| {
        let line = line.trim_start();
        ["<powershell>", "<script>", "<powershellarguments>"].iter().any(|tag| line.starts_with(tag))
    });
    tagged || lower.starts_with("version:") && lower.contains("tasks:")
}

/// True for a text of base64 and nothing else.
fn is_base64(text: &str) -> bool {
    let text = text.trim_end();
    let letters = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '=' | '\n' | '\r');
    text.len() >= 16 && text.starts_with(['I', 'H', 'Q', 'T', 'P']) && text.chars().all(letters)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_format_is_the_one_that_cloud_init_takes() {
        let mime = "Content-Type: multipart/mixed; boundary=\"b\"\nMIME-Version: 1.0\n\n--b\n";
        for (text, format) in [
            ("", DataFormat::Empty),
            (" \n", DataFormat::Empty),
            ("#!/bin/bash -xe\nx", DataFormat::Shell),
            ("#! /bin/sh\r\nx", DataFormat::Shell),
            ("#!/usr/bin/env -S bash -e\nx", DataFormat::Shell),
            ("#!/usr/bin/env python3\nx", DataFormat::Script),
            ("#!/usr/bin/python3\n# <script>", DataFormat::Script),
            ("#!/bin/bash\n#cloud-config\n", DataFormat::Shell),
            ("#!/bin/bash\ncat <<X\n<script>\nX\n", DataFormat::Shell),
            ("#cloud-config\n#!/bin/bash\n", DataFormat::CloudConfig),
            ("\n#Cloud-Config\nruncmd: []\n", DataFormat::CloudConfig),
            ("#cloud-config-archive\n- x", DataFormat::CloudConfigList),
            ("#include\nhttps://x/", DataFormat::Include),
            ("#include-once https://x/", DataFormat::Include),
            ("## template: jinja\n#!/bin/bash\n", DataFormat::Jinja),
            ("##template:jinja\n#!/bin/bash\n", DataFormat::Unhandled),
            ("#cloud-boothook\n#!/bin/sh\n", DataFormat::Boothook),
            ("#part-handler\nimport x\n", DataFormat::PartHandler),
            (mime, DataFormat::Multipart),
            ("Mime-version: 1.0\nContent-type: text/cloud-config\n\n#cloud-config\n", DataFormat::Multipart),
            ("Content-Type: multipart/mixed; boundary=b\n\n--b\n", DataFormat::NoMimeVersion),
            ("\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n", DataFormat::NoMimeVersion),
            ("<powershell>\r\nx\r\n</powershell>", DataFormat::Windows),
            ("<script>\nx", DataFormat::Windows),
            ("<persist>true</persist>\n<powershell>\n", DataFormat::Windows),
            ("version: 1.0\ntasks:\n- task: executeScript\n", DataFormat::Windows),
            ("\n#!/bin/bash\n", DataFormat::Indented),
            ("  #!/bin/bash\n", DataFormat::Indented),
            ("\u{feff}#!/bin/bash\n", DataFormat::ByteOrderMark),
            ("IyEvYmluL2Jhc2gKZWNobyBoaQo=", DataFormat::Encoded),
            ("H4sIAAAAAAAAA0vNyclXSMvPAQDJMvPTCAAAAA==\n", DataFormat::Encoded),
            ("${Header}\nyum install x\n", DataFormat::Unknown),
            ("yum install -y x\n", DataFormat::Unhandled),
            ("echo MIME-Version: 1.0\n", DataFormat::Unhandled),
        ] {
            assert_eq!(DataFormat::of(text), format, "{text:?}");
        }
    }
}
