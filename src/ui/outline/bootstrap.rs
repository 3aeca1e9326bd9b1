//! The outline rows of bootstrapping: user data, config sets, configs, cfn-hup, signal.

use super::{RowSubject, Rows, Sorted};
use crate::document::Document;
use crate::template::init::init_path;
use crate::template::{Template, user_data};
use crate::ui::route::Route;

impl Rows {
    /// A row of the bootstrap; a launch template and its group may both lead to one place.
    fn once(&mut self, label: &str, subject: RowSubject, place: Route) {
        if self.0.iter().all(|row| row.place.as_ref() != Some(&place)) {
            self.leaf(2, label, subject, None, place);
        }
    }

    /// Everything that sets a machine up, in the order in which it happens.
    pub(super) fn bootstrap(&mut self, document: &Document, of: &Sorted<'_>) {
        let template = Template::of(document);
        let mut scripts = user_data::holders(template);
        if of.inits.is_empty() && scripts.is_empty() {
            return;
        }
        self.group(1, "Bootstrap", "Bootstrap", RowSubject::Bootstrap, None);
        for (id, init) in &of.inits {
            let whose = |label: &str| if of.inits.len() > 1 { format!("{label} of {id}") } else { label.to_string() };
            if let Some(holder) = user_data::holder_of(template, id) {
                scripts.retain(|script| *script != holder);
                self.once(&whose("User data"), RowSubject::UserData, Route::UserData(holder));
            }
            if init.get("configSets").is_none() {
                self.leaf(2, &whose("Config sets"), RowSubject::ConfigSets, Some(0), Route::ConfigSets((*id).into()));
            }
            for entry in init.last_entries() {
                if entry.key() == "configSets" {
                    let label = whose("Config sets");
                    let place = Route::ConfigSets((*id).into());
                    self.leaf(2, &label, RowSubject::ConfigSets, Some(entry.value.len()), place);
                } else {
                    let key = format!("config/{id}/{}", entry.key());
                    self.group(2, &key, &whose(entry.key()), RowSubject::Config, None);
                    if let Some(row) = self.0.last_mut() {
                        row.target = Some(init_path(id).join(entry.key()));
                    }
                    self.sections(id, entry.key(), entry.value);
                }
            }
            for (_, node) in of.credentials.iter().filter(|(other, _)| other == id) {
                let place = Route::Authentication((*id).into());
                self.leaf(2, &whose("Authentication"), RowSubject::Authentication, Some(node.len()), place);
            }
            self.once(&whose("cfn-hup"), RowSubject::Hup, Route::Hup((*id).into()));
            self.once(&whose("Signal"), RowSubject::Signal, Route::Policies(user_data::waited_for(template, id)));
        }
        for holder in scripts {
            self.once(&format!("User data of {holder}"), RowSubject::UserData, Route::UserData(holder));
        }
    }
}
