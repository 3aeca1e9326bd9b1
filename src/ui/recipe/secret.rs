//! The dialog that keeps a secret where AWS keeps secrets.

use leptos::prelude::*;

use super::choice::{Line, Select};
use super::{About, Asked};
use crate::recipe::secret::{Store, candidates, fetch, replace};
use crate::recipe::whole::Recipe;
use crate::ui::propose::ProposalDialog;
use crate::ui::workspace::Workspace;

/// Options and preview.
#[component]
pub(super) fn SecretDialog(asked: Asked) -> impl IntoView {
    let workspace = Workspace::expect();
    let parameters = workspace.memo(|document| {
        let known = candidates(document)
            .into_iter()
            .map(|name| (name.clone(), format!("Parameter {name}, wherever it is used")));
        known.chain([(String::new(), "A new secret, in a file on the machine".to_string())]).collect::<Vec<_>>()
    });
    let first = parameters.with_untracked(|all| all.first().map(|one| one.0.clone()).unwrap_or_default());
    let (of, store) = (RwSignal::new(first), RwSignal::new("secrets-manager".to_string()));
    let (wanted, path) = (RwSignal::new("AppSecret".to_string()), RwSignal::new("/app/secret".to_string()));
    let in_parameter_store = Memo::new(move |_| store.with(|store| store == "parameter-store"));
    let change = move |()| {
        let store = match in_parameter_store.get() {
            true => Store::SecureString(path.with(|path| path.trim().to_string())),
            false => Store::SecretsManager,
        };
        workspace.with(|document| {
            of.with(|parameter| match parameter.as_str() {
                "" => asked.machine.with(|machine| wanted.with(|name| fetch(document, machine, name.trim(), &store))),
                parameter => replace(document, parameter, &store),
            })
        })
    };
    let stores = [
        ("secrets-manager", "Secrets Manager, which makes it up"),
        ("parameter-store", "Parameter Store: a SecureString you made"),
    ];
    let stores: Vec<_> = stores.iter().map(|(value, name)| (value.to_string(), name.to_string())).collect();
    view! {
        <ProposalDialog title=Recipe::Secret.label() open=asked.open propose=change>
            <About recipe=Recipe::Secret asked=asked/>
            <div class="opts">
                <Select id="recipe-secret" label="Secret" options=parameters chosen=of/>
                <Select id="recipe-store" label="Kept in" options=Signal::stored(stores.clone()) chosen=store/>
                <Show when=move || of.with(String::is_empty)>
                    <Line id="recipe-name" label="Name" help="Letters and digits. The file is /etc/cf-init/ and this name." text=wanted/>
                </Show>
                <Show when=move || in_parameter_store.get()>
                    <Line id="recipe-path" label="Name in Parameter Store" help="With its path." text=path/>
                </Show>
            </div>
        </ProposalDialog>
    }
}
