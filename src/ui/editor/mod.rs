//! The text of the template as the page shows it: CodeMirror in a shadow root, fed by the workspace's changes.

mod change;

pub use change::TextChange;
