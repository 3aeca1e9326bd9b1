//! The log doctor over whole logs: cfn-init's own of runs that failed, and a cascade over all kinds of logs.

use std::fs;
use std::path::PathBuf;

use cf_init::doctor::{Diagnosis, LogFormat, LogReader, LogReport, Mask, SectionOutcome, diagnose, place_in_template};
use cf_init::document::Document;
use serde_json::Value;

use crate::command_line::{printed, run};

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/logs")
}

fn report(name: &str, bytes: &[u8], piece: usize) -> LogReport {
    let mut reader = LogReader::new(name, Mask::default());
    bytes.chunks(piece).for_each(|bytes| reader.push(bytes));
    reader.finish()
}

fn reports(names: &[&str]) -> Vec<LogReport> {
    names.iter().map(|name| report(name, &fs::read(folder().join(name)).unwrap(), 64 * 1024)).collect()
}

fn signature(reports: &[LogReport], diagnosis: &Diagnosis) -> Option<&'static str> {
    Some(diagnosis.cause?.finding(reports)?.matched.signature.id)
}

/// Place of the cause in the template of a case.
fn place(template: &str, reports: &[LogReport], diagnosis: &Diagnosis) -> Option<String> {
    let document = Document::parse(fs::read_to_string(folder().join(template)).unwrap());
    let spot = diagnosis.cause?;
    let path = place_in_template(&document, &spot.section(reports)?.place, spot.finding(reports))?;
    Some(path.to_pointer())
}

#[test]
fn logs_of_failed_runs_name_the_step_and_the_reason() {
    let expected: Value = serde_json::from_str(&fs::read_to_string(folder().join("expected.json")).unwrap()).unwrap();
    let mut wrong = Vec::new();
    let expected = expected.as_array().unwrap();
    for row in expected {
        let case = row["log"].as_str().unwrap();
        let [both, init, commands] =
            [&["cfn-init.log", "cfn-init-cmd.log"][..], &["cfn-init.log"], &["cfn-init-cmd.log"]]
                .map(|names| names.iter().map(|name| format!("{case}/{name}")).collect::<Vec<String>>());
        let mut all = vec![both, init];
        if row["in_command_log"] == true {
            all.push(commands);
        }
        for names in all {
            let reports = reports(&names.iter().map(String::as_str).collect::<Vec<_>>());
            let diagnosis = diagnose(&reports);
            let found = signature(&reports, &diagnosis);
            let place = place(&format!("{case}/template.json"), &reports, &diagnosis);
            // A command that says nothing known is named by its section alone.
            let is_signature =
                found == row["signature"].as_str() || found.is_none() && row["signature"] == "cfn-init/command";
            if !is_signature || place.as_deref() != row["place"].as_str() {
                wrong.push(format!("{names:?}: {found:?} at {place:?}, not {row}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(expected.len() >= 30, "{}", expected.len());
}

#[test]
fn pieces_of_any_size_give_the_same_report() {
    for name in ["chain/cloud-init-output.log", "ignored-then-failed/cfn-init.log", "events/key-pair.json"] {
        let bytes = fs::read(folder().join(name)).unwrap();
        let whole = report(name, &bytes, usize::MAX);
        assert_eq!(report(name, &bytes, 7), whole);
        assert!(!whole.sections.is_empty());
    }
}

#[test]
fn a_cascade_names_its_first_cause() {
    let all = ["events/signal.json", "chain/cloud-init-output.log", "apt-package-unknown/cfn-init.log"];
    let cases: [(&[&str], &str); 4] = [
        (&all, "apt/lists-lock"),
        (&all[1..], "apt/lists-lock"),
        (&[all[0], all[2]], "cfn-init/apt-missing"),
        (&all[..1], "signal/failure-received"),
    ];
    for (names, wanted) in cases {
        let reports = reports(names);
        let diagnosis = diagnose(&reports);
        assert_eq!(signature(&reports, &diagnosis), Some(wanted), "{names:?}");
    }
    let reports = reports(&all);
    let diagnosis = diagnose(&reports);
    let others: Vec<&str> =
        diagnosis.others.iter().filter_map(|spot| Some(spot.finding(&reports)?.matched.signature.id)).collect();
    for wanted in ["cfn-init/apt-missing", "signal/failure-received", "stack/rollback", "cloud-init/script-failed"] {
        assert!(others.contains(&wanted), "{others:?}");
    }
}

#[test]
fn logs_of_user_data_name_the_first_cause_and_not_what_follows() {
    for (name, wanted) in [
        ("apt-404", "apt/stale-lists"),
        ("apt-lock", "apt/dpkg-lock"),
        ("dnf-no-match", "yum/no-such-package"),
        ("docker-daemon", "service/docker-daemon"),
        ("docker-pull-denied", "docker/pull"),
        ("dpkg-interrupted", "apt/dpkg-interrupted"),
        ("git-auth", "transfer/git"),
        ("mount-fail", "machine/no-device"),
        ("npm-eacces", "npm/error"),
        ("oom", "shell/killed"),
        ("pep668-then-cfn", "pip/externally-managed"),
        ("pip-tls", "pip/tls"),
        ("s3-denied", "transfer/http-403"),
        ("set-e-mid", "shell/no-such-file"),
        ("systemd-unit", "service/no-unit"),
        ("yaml-cloud-config", "cloud-init/yaml"),
        ("yum-gpg", "yum/gpg"),
    ] {
        let reports = reports(&[&format!("user-data/{name}.log")]);
        let diagnosis = diagnose(&reports);
        assert_eq!(signature(&reports, &diagnosis), Some(wanted), "{name}");
    }
}

#[test]
fn lines_of_many_programs_are_known() {
    for (line, wanted) in [
        ("aws: command not found", "shell/not-found"),
        ("sed: can't read /etc/app.conf: No such file or directory", "shell/no-such-file"),
        ("tar: /tmp/app.tgz: Cannot open: No such file or directory", "shell/no-such-file"),
        ("exec /usr/bin/app: exec format error", "machine/exec-format"),
        ("gcc: fatal error: Killed signal terminated program cc1plus", "machine/out-of-memory"),
        ("mount: /data: can't find UUID=1234.", "machine/no-device"),
        ("ImportError: No module named boto3", "python/no-module"),
        ("nginx: [emerg] bind() to 0.0.0.0:443 failed (13: Permission denied)", "machine/low-port"),
        ("cfn-init: error: --region option requires 1 argument", "signal/usage"),
        (
            "The term 'choco' is not recognized as the name of a cmdlet, function, script file, or operable program.",
            "windows/not-recognized",
        ),
        ("groupadd: group 'docker' already exists", "machine/account-exists"),
        ("docker: 'compose' is not a docker command.", "docker/no-compose"),
    ] {
        let reports = [report("cloud-init-output.log", format!("{line}\n").as_bytes(), 100)];
        let found: Vec<&str> =
            reports[0].sections.iter().flat_map(|one| &one.findings).map(|one| one.matched.signature.id).collect();
        assert_eq!(found, [wanted], "{line}");
    }
    // A port from 1024 on needs no rights of root: something else denies it.
    let line = b"nginx: [emerg] bind() to 0.0.0.0:8081 failed (13: Permission denied)\n";
    assert_ne!(signature(&[report("x", line, 100)], &diagnose(&[report("x", line, 100)])), Some("machine/low-port"));
}

#[test]
fn a_download_that_is_refused_names_its_source() {
    let log = b"2026-09-14 09:00:00,000 [INFO] Running config app\n2026-09-14 09:00:01,000 [ERROR] Failed to retrieve \
https://my-bucket.s3.eu-central-1.amazonaws.com/app.tar.gz: HTTP Error 403 : <?xml version=\"1.0\"?>\n2026-09-14 09:00:01,000 [ERROR] \
Error encountered during build of app: Failed to retrieve https://my-bucket.s3.eu-central-1.amazonaws.com/app.tar.gz: HTTP Error 403 : \
<?xml version=\"1.0\"?>\n";
    let reports = [report("cfn-init.log", log, 100)];
    let diagnosis = diagnose(&reports);
    assert_eq!(signature(&reports, &diagnosis), Some("transfer/http-403"));
    for (source, wanted) in [
        ("https://my-bucket.s3.eu-central-1.amazonaws.com/app.tar.gz", ""),
        ("!Sub 'https://${B}.s3.${AWS::Region}.amazonaws.com/app.tar.gz'", ""),
        ("!Sub ['https://${B}/app.tar.gz', {B: x}]", "/0"),
    ] {
        let text = format!(
            "Resources:\n  W:\n    Metadata:\n      AWS::CloudFormation::Init:\n        app:\n          sources:\n            /opt/app: {source}\n            /opt/b: https://example.com/b.zip\n"
        );
        let spot = diagnosis.cause.unwrap();
        let place =
            place_in_template(&Document::parse(text), &spot.section(&reports).unwrap().place, spot.finding(&reports));
        let wanted = format!("/Resources/W/Metadata/AWS::CloudFormation::Init/app/sources/~1opt~1app{wanted}");
        assert_eq!(place.map(|place| place.to_pointer()), Some(wanted));
    }
}

#[test]
fn stack_events_name_the_first_failure_of_the_last_operation() {
    for (name, wanted, resource) in [
        ("key-pair", Some("stack/key-pair"), Some("Web")),
        ("second-update", Some("stack/quota"), Some("Web")),
        ("timeout", Some("signal/none-in-time"), Some("Web")),
        ("signal", Some("signal/failure-received"), Some("Web")),
        ("unknown-reason", None, Some("Web")),
        ("complete", None, None),
    ] {
        let reports = reports(&[&format!("events/{name}.json")]);
        assert_eq!((reports[0].format, &reports[0].problem), (LogFormat::StackEvents, &None), "{name}");
        let diagnosis = diagnose(&reports);
        assert_eq!(signature(&reports, &diagnosis), wanted, "{name}");
        let section = diagnosis.cause.and_then(|spot| spot.section(&reports));
        assert_eq!(section.and_then(|section| section.place.resource.as_deref()), resource, "{name}");
    }
}

#[test]
fn formats_are_recognised_by_their_lines() {
    for (name, format) in [
        ("chain/cloud-init-output.log", LogFormat::CloudInitOutput),
        ("file-owner/cfn-init.log", LogFormat::CfnInit),
        ("shell-syntax/cfn-init-cmd.log", LogFormat::CfnInitCommands),
        ("events/complete.json", LogFormat::StackEvents),
    ] {
        let bytes = fs::read(folder().join(name)).unwrap();
        assert_eq!(report("pasted", &bytes, 4096).format, format, "{name}");
    }
    let hup = "2026-11-29 12:40:31,366 [DEBUG] No change in path Resources.Web.Metadata for hook reload\n";
    assert_eq!(report("pasted", hup.as_bytes(), 10).format, LogFormat::CfnHup);
    assert_eq!(report("pasted", b"hello\n", 10).format, LogFormat::Plain);
    assert_eq!(report("cloud-init-output.log", b"hello\n", 10).format, LogFormat::CloudInitOutput);
}

#[test]
fn a_late_signal_is_harmless_and_an_ignored_command_is_no_failure() {
    let late = "+ /opt/aws/bin/cfn-signal -e 0 --stack web --resource Group --region eu-central-1\n\
                ValidationError: Stack arn:aws:cloudformation:eu-central-1:123456789012:stack/web/0 is in UPDATE_COMPLETE \
                state and cannot be signaled\n\
                2026-11-03 04:17:22,871 - cc_scripts_user.py[WARNING]: Failed to run module scripts_user (scripts in /x)\n";
    let reports = [report("cloud-init-output.log", late.as_bytes(), 100)];
    let diagnosis = diagnose(&reports);
    assert_eq!((diagnosis.cause, diagnosis.harmless.len()), (None, 1));
    let log = self::reports(&["ignored-then-failed/cfn-init.log"]);
    let of = |title: &str| log[0].sections.iter().find(|one| one.title == title).unwrap().outcome;
    assert_eq!(of("command 01_ignored"), SectionOutcome::Ignored);
    assert_eq!(of("command 02_tested"), SectionOutcome::Skipped);
    assert_eq!(of("command 03_real"), SectionOutcome::Failed);
}

#[test]
fn a_signal_after_a_rollback_is_no_late_one() {
    let of = |state: &str| {
        let log = format!(
            "2026-11-03T04:17:21.004Z + cfn-signal -e 1 --stack web --resource Web\nValidationError: Stack arn:aws:cloudformation:eu-west-1:123456789012:stack/web/0 is in {state} state and cannot be signaled\n2026-11-03T04:17:23.100Z 2026-11-03 04:17:22,871 - cc_scripts_user.py[WARNING]: Failed to run module scripts-user (scripts in /x)\n"
        );
        let reports = [report("pasted", log.as_bytes(), 100)];
        let diagnosis = diagnose(&reports);
        (signature(&reports, &diagnosis), diagnosis.harmless.len())
    };
    for state in ["UPDATE_COMPLETE_CLEANUP_IN_PROGRESS", "CREATE_COMPLETE"] {
        assert_eq!(of(state), (None, 1), "{state}");
    }
    for state in ["ROLLBACK_IN_PROGRESS", "UPDATE_ROLLBACK_COMPLETE", "DELETE_IN_PROGRESS", "CREATE_FAILED"] {
        assert_eq!(of(state), (Some("signal/after-rollback"), 0), "{state}");
    }
    let log = b"ValidationError: Resource Web is in CREATE_COMPLETE state and cannot be signaled\n";
    let reports = [report("pasted", log, 100)];
    let diagnosis = diagnose(&reports);
    assert_eq!((signature(&reports, &diagnosis), diagnosis.harmless.len()), (Some("signal/not-waiting"), 0));
}

#[test]
fn a_boot_that_begins_before_the_script_ended_is_a_reboot() {
    let line = |what: &str| {
        format!("Cloud-init v. 24.4.1-0ubuntu0~24.04.1 {what} at Wed, 02 Sep 2026 10:18:01 +0000. Up 9 seconds.\n")
    };
    let (start, boot) = (line("running 'modules:final'"), line("running 'init-local'"));
    let of = |log: String| {
        let reports = [report("cloud-init-output.log", log.as_bytes(), 100)];
        let diagnosis = diagnose(&reports);
        (signature(&reports, &diagnosis), diagnosis.cause.and_then(|spot| Some(spot.finding(&reports)?.line)))
    };
    assert_eq!(
        of(format!("{start}Setting up linux-aws\n{boot}{start}{}", line("finished"))),
        (Some("cloud-init/reboot"), Some(3))
    );
    // The log begins in the middle of the script.
    assert_eq!(of(format!("+ dnf -y upgrade\nComplete!\n{boot}")), (Some("cloud-init/reboot"), Some(3)));
    assert_eq!(of(format!("{boot}{start}ok\n{}{boot}{start}{}", line("finished"), line("finished"))), (None, None));
}

#[test]
fn what_a_rehearsal_prints_names_the_same_step() {
    let expected: Value = serde_json::from_str(&fs::read_to_string(folder().join("expected.json")).unwrap()).unwrap();
    for row in expected.as_array().unwrap() {
        let case = row["log"].as_str().unwrap();
        let names = ["cfn-init.log", "cfn-init-cmd.log"].map(|name| format!("{case}/{name}"));
        let [log, commands] = names.each_ref().map(|name| fs::read_to_string(folder().join(name)).unwrap_or_default());
        let printed = format!(
            "rehearsal: cfn-init with the config sets default runs. Its log follows when it has ended.\n\n\
             rehearsal: /var/log/cfn-init.log\n{log}\nrehearsal: /var/log/cfn-init-cmd.log\n{commands}\n\
             rehearsal: Services: written down, nothing was started.\nsystemctl start cron\n\n\
             rehearsal: Calls of cfn-init:\ncfn-init, config sets default: exit code 1\n\
             rehearsal: The boot plan of cf-init said: cfn-init ends with exit code 1 at step 6, b.\n"
        );
        let alone = reports(&names.each_ref().map(String::as_str));
        let whole = [report("rehearsal.log", printed.as_bytes(), 1000)];
        let (first, second) = (diagnose(&alone), diagnose(&whole));
        assert_eq!(signature(&whole, &second), signature(&alone, &first), "{case}");
        let template = format!("{case}/template.json");
        assert_eq!(place(&template, &whole, &second), place(&template, &alone, &first), "{case}");
        let section = second.cause.and_then(|spot| spot.section(&whole)).unwrap();
        assert!(!format!("{section:?}").contains("rehearsal: "), "{case}");
    }
}

#[test]
fn a_later_run_that_was_completed_is_told() {
    let failed = fs::read_to_string(folder().join("no-pip/cfn-init.log")).unwrap();
    let good = "2026-11-29 14:00:00,000 [INFO] -----------------------Starting build-----------------------\n\
                2026-11-29 14:00:00,001 [INFO] Running configSets: default\n\
                2026-11-29 14:00:01,000 [INFO] ConfigSets completed\n";
    let reports = [report("cfn-init.log", (failed + good).as_bytes(), 1000)];
    let diagnosis = diagnose(&reports);
    assert!(diagnosis.is_past && diagnosis.cause.is_some());
}

#[test]
fn no_secret_of_a_log_is_shown() {
    let reports =
        reports(&["secret-in-output/cfn-init.log", "secret-in-output/cfn-init-cmd.log", "chain/cloud-init-output.log"]);
    let shown = format!("{reports:?}");
    for secret in ["tops3cret-value", "AKIAIOSFODNN7EXAMPLE"] {
        assert!(!shown.contains(secret), "{secret}");
    }
    assert!(shown.contains("DB_PASSWORD=****"));
}

#[test]
fn hostile_logs_do_not_stop_the_reader() {
    let bytes: Vec<u8> = (0..200_000_u32).map(|one| (one.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    for text in
        [&bytes[..], b"{", b"[{\"ResourceStatus\": 1}]", b"{\"StackEvents\": [[[[", b"\xff\xfe", b"", &[b'['; 100_000]]
    {
        let reports = [report("x", text, 999)];
        diagnose(&reports);
    }
    let mut many = String::new();
    (0..10_000).for_each(|one| many += &format!("+ echo {one}\n"));
    let report = report("x", many.as_bytes(), 4096);
    assert_eq!((report.sections.len(), report.lines), (2000, 10_000));
    assert_eq!(report.dropped, 8000);
}

#[test]
fn the_command_line_prints_cause_place_and_fix() {
    let at = |name: &str| folder().join(name).display().to_string();
    let (log, template) = (at("file-owner/cfn-init.log"), at("file-owner/template.json"));
    let output = run(&["doctor", &log, "--template", &template], "");
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(1), "{text}");
    for wanted in
        ["cfn-init/owner", "www-app is not a valid user name", "files/~1etc~1app~1two.conf", " of the boot)", "Fix "]
    {
        assert!(text.contains(wanted), "{wanted}\n{text}");
    }
    let output = run(&["doctor", &log, "--template", &template, "--format", "json"], "");
    let json: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(json["cause"]["signature"], "cfn-init/owner");
    assert_eq!(json["logs"][0]["format"], "cfn-init.log");
    assert!(printed(&["doctor", "-"], "all went well\n").contains("No step failed"));
    assert!(printed(&["doctor", "-"], "all went well\n").contains(", 1 line, 1 step, 0 failed"));
    assert_eq!(run(&["doctor"], "").status.code(), Some(2));
    assert_eq!(run(&["doctor", "/nosuch/log"], "").status.code(), Some(1));
}
