//! User data that several rules ask for, read once in a run.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

use crate::document::Document;
use crate::template::Template;
use crate::template::signal::{SignalOutlook, WaitReason, outlooks_of};
use crate::template::user_data::{UserData, holder_of};

/// The user data of one document and what waits for it, by the resource that has it.
#[derive(Debug, Default)]
pub(super) struct MachineData {
    data: RefCell<HashMap<String, Option<Arc<UserData>>>>,
    awaited: RefCell<HashMap<String, Arc<Vec<SignalOutlook>>>>,
}

impl MachineData {
    /// The user data of the resource `holder`.
    pub(super) fn of(&self, document: &Document, holder: &str) -> Option<Arc<UserData>> {
        if let Some(known) = self.data.borrow().get(holder) {
            return known.clone();
        }
        let data = UserData::of(document, holder).map(Arc::new);
        self.data.borrow_mut().insert(holder.to_string(), data.clone());
        data
    }

    /// The user data of the machine that works through the metadata of `init`.
    pub(super) fn of_init(&self, document: &Document, init: &str) -> Option<Arc<UserData>> {
        self.of(document, &holder_of(Template::of(document), init)?)
    }

    /// The outlooks of what waits for user data that may signal.
    pub(super) fn awaited(&self, document: &Document, data: &UserData) -> Arc<Vec<SignalOutlook>> {
        if let Some(known) = self.awaited.borrow().get(&data.holder) {
            return known.clone();
        }
        let found = Arc::new(awaited(document, data));
        self.awaited.borrow_mut().insert(data.holder.clone(), found.clone());
        found
    }
}

/// The outlooks of what waits for user data that may signal.
pub(super) fn awaited(document: &Document, data: &UserData) -> Vec<SignalOutlook> {
    let waits = |outlook: &SignalOutlook| outlook.wait.reason != WaitReason::Nothing && outlook.wait.count != "0";
    outlooks_of(document, data, false).into_iter().filter(waits).collect()
}
