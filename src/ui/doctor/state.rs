//! The logs that were read, and the reading of more: slice by slice, so that the page stays usable. Nothing is stored.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, FileList};

use crate::doctor::{Diagnosis, LogReader, LogReport, Mask, diagnose};
use crate::ui::workspace::Workspace;

/// Bytes that are read before the browser may do something else.
const SLICE: f64 = 512.0 * 1024.0;

/// How far the reading of a log is.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Progress {
    /// Name of the file.
    pub name: String,
    /// Bytes read.
    pub done: f64,
    /// All bytes.
    pub size: f64,
}

/// State of the log doctor, provided as context.
#[derive(Clone, Copy)]
pub struct LogDoctor {
    /// True while the dialog is open.
    pub(super) open: RwSignal<bool>,
    /// The logs, in the order in which they were read.
    pub(super) reports: RwSignal<Vec<LogReport>>,
    /// The log that is being read.
    pub(super) progress: RwSignal<Option<Progress>>,
    /// Logs that wait for it.
    waiting: StoredValue<Vec<(String, Blob)>, LocalStorage>,
    /// True if the reading is to stop.
    stopped: StoredValue<bool>,
    /// Number of texts that were pasted.
    pasted: StoredValue<u32>,
}

impl LogDoctor {
    /// Gives the state to all components below.
    pub fn provide() -> LogDoctor {
        let doctor = LogDoctor {
            open: RwSignal::new(false),
            reports: RwSignal::new(Vec::new()),
            progress: RwSignal::new(None),
            waiting: StoredValue::new_local(Vec::new()),
            stopped: StoredValue::new(false),
            pasted: StoredValue::new(0),
        };
        provide_context(doctor);
        doctor
    }

    /// The state.
    pub fn expect() -> LogDoctor {
        expect_context()
    }

    /// Shows the dialog.
    pub fn show(&self) {
        self.open.set(true);
    }

    /// What the logs say together.
    pub(super) fn diagnosis(&self) -> Memo<Diagnosis> {
        let reports = self.reports;
        Memo::new(move |_| reports.with(|reports| diagnose(reports)))
    }

    /// Forgets all logs.
    pub(super) fn clear(&self) {
        self.stop();
        self.reports.set(Vec::new());
    }

    /// Stops reading; the log that is being read is shown as far as it was read.
    pub(super) fn stop(&self) {
        self.waiting.update_value(Vec::clear);
        if self.progress.with_untracked(Option::is_some) {
            self.stopped.set_value(true);
        }
    }

    /// Reads files one after the other.
    pub(super) fn take_files(&self, workspace: Workspace, files: Option<FileList>) {
        let Some(files) = files else { return };
        let all = (0..files.length()).filter_map(|index| files.get(index));
        let all: Vec<(String, Blob)> = all.map(|file| (file.name(), file.unchecked_into::<Blob>())).collect();
        self.take(workspace, all);
    }

    /// Reads a text that was pasted.
    pub(super) fn take_text(&self, workspace: Workspace, text: &str) {
        if text.trim().is_empty() {
            return;
        }
        let parts = js_sys::Array::of1(&text.into());
        let Ok(blob) = Blob::new_with_str_sequence(&parts) else { return };
        self.pasted.update_value(|number| *number += 1);
        self.take(workspace, vec![(format!("pasted text {}", self.pasted.get_value()), blob)]);
    }

    fn take(&self, workspace: Workspace, logs: Vec<(String, Blob)>) {
        self.waiting.update_value(|waiting| waiting.extend(logs));
        if self.progress.with_untracked(Option::is_some) {
            return;
        }
        let doctor = *self;
        leptos::task::spawn_local(async move {
            while let Some(Some((name, blob))) =
                doctor.waiting.try_update_value(|waiting| (!waiting.is_empty()).then(|| waiting.remove(0)))
            {
                doctor.read(workspace, name, blob).await;
            }
        });
    }

    /// Reads one log.
    async fn read(&self, workspace: Workspace, name: String, blob: Blob) {
        let size = blob.size();
        let mask = workspace.with_untracked(Mask::of);
        let mut reader = LogReader::new(&name, mask);
        let mut done = 0.0;
        let mut problem = None;
        self.stopped.set_value(false);
        while done < size && !self.stopped.get_value() {
            self.progress.set(Some(Progress { name: name.clone(), done, size }));
            // A slice is read by the browser, which paints and takes clicks meanwhile.
            match bytes_of(&blob, done, (done + SLICE).min(size)).await {
                Some(bytes) => reader.push(&bytes),
                None => {
                    problem = Some(format!("{name} could not be read: it is a folder, or it was changed or deleted."));
                    break;
                }
            }
            done = (done + SLICE).min(size);
        }
        let mut report = reader.finish();
        if self.stopped.get_value() {
            problem = Some(format!("Stopped after {} of {}.", megabytes(done), megabytes(size)));
        }
        report.problem = report.problem.or(problem);
        self.stopped.set_value(false);
        self.progress.set(None);
        workspace.announce(&format!("{name} read: {} lines.", report.lines));
        self.reports.update(|reports| {
            reports.retain(|one| one.name != report.name);
            reports.push(report);
        });
    }
}

async fn bytes_of(blob: &Blob, from: f64, to: f64) -> Option<Vec<u8>> {
    let slice = blob.slice_with_f64_and_f64(from, to).ok()?;
    let buffer = JsFuture::from(slice.array_buffer()).await.ok()?;
    Some(js_sys::Uint8Array::new(&buffer).to_vec())
}

/// "12.3 MB"
pub(super) fn megabytes(bytes: f64) -> String {
    format!("{:.1} MB", bytes / 1024.0 / 1024.0)
}
