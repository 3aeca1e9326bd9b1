//! The state that the parts of a table of security group rules share.

use leptos::prelude::*;

use crate::document::Path;
use crate::template::security_group::{Direction, GroupRule};
use crate::ui::field::actions::FormActions;
use crate::ui::field::field_id;

/// A table of rules.
#[derive(Clone, Copy)]
pub struct RuleTable {
    /// Logical id of the group.
    pub group: StoredValue<String>,
    /// Direction of the shown table.
    pub direction: RwSignal<Direction>,
    /// Its rules.
    pub rules: Memo<Vec<GroupRule>>,
    /// The rule whose rows are shown.
    pub chosen: RwSignal<Option<Path>>,
    /// Actions of the form.
    pub actions: FormActions,
}

impl RuleTable {
    /// The rule with its keys at a path; `None` if it is gone.
    pub fn rule(self, at: Path) -> Memo<Option<GroupRule>> {
        Memo::new(move |_| self.rules.with(|all| all.iter().find(|rule| rule.at == at).cloned()))
    }
}

/// The id of the button that shows a rule's rows.
pub fn rule_id(at: &Path) -> String {
    format!("{}\u{b7}rule", field_id(at))
}
