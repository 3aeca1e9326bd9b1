//! User data that several rules ask for, read once in a run.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

use crate::document::Document;
use crate::template::signal::{SignalOutlook, WaitReason, outlooks_of};
use crate::template::user_data::{BootSystem, UserData, holder_of, system};
use crate::template::{Init, Template};

/// The user data of one document and what waits for it, by the resource that has it.
#[derive(Debug, Default)]
pub(super) struct MachineData {
    data: RefCell<HashMap<String, Option<Arc<UserData>>>>,
    /// The user data of an earlier text, with what was read of them: kept for those that are the same.
    before: HashMap<String, Arc<UserData>>,
    awaited: RefCell<HashMap<String, Arc<Vec<SignalOutlook>>>>,
    /// The systems of machines, by the resource with the metadata.
    systems: RefCell<HashMap<String, BootSystem>>,
}

impl MachineData {
    /// That of a document which was another one before, with the user data that it had.
    pub(super) fn after(before: HashMap<String, Arc<UserData>>) -> MachineData {
        MachineData { before, ..MachineData::default() }
    }

    /// The user data that are known, for the next run.
    pub(super) fn into_data(self) -> HashMap<String, Arc<UserData>> {
        let mut all = self.before;
        for (holder, data) in self.data.into_inner() {
            match data {
                Some(data) => all.insert(holder, data),
                None => all.remove(&holder),
            };
        }
        all
    }

    /// The user data of the resource `holder`.
    pub(super) fn of(&self, document: &Document, holder: &str) -> Option<Arc<UserData>> {
        if let Some(known) = self.data.borrow().get(holder) {
            return known.clone();
        }
        let data = UserData::of(document, holder).map(|data| match self.before.get(holder) {
            Some(before) if **before == data => before.clone(),
            _ => Arc::new(data),
        });
        self.data.borrow_mut().insert(holder.to_string(), data.clone());
        data
    }

    /// The user data of the machine that works through the metadata of `init`.
    pub(super) fn of_init(&self, document: &Document, init: &str) -> Option<Arc<UserData>> {
        self.of(document, &holder_of(Template::of(document), init)?)
    }

    /// The system of the machine that works through the metadata of `init`.
    pub(super) fn system_of_init(&self, document: &Document, init: Init<'_>) -> BootSystem {
        let (template, id) = (Template::of(document), init.resource().id());
        if let Some(known) = self.systems.borrow().get(id) {
            return *known;
        }
        let holder = holder_of(template, id);
        let holder = holder.as_deref().and_then(|id| template.resource(id));
        let made = system(template, holder.unwrap_or(init.resource()));
        self.systems.borrow_mut().insert(id.to_string(), made);
        made
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
