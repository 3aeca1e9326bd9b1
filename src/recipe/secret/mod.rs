//! Secrets that AWS generates and keeps and the instance fetches with its role. They replace NoEcho parameters, whose
//! values are readable in metadata and user data for everybody who may describe the stack.
//!
//! Source: AWS pages "AWS::SecretsManager::Secret", "Dynamic references", "AWS::CloudFormation::Init" (metadata are not
//! redacted).

mod places;
mod render_script;

use crate::recipe::definition::{DefaultValue, OPTION, Recipe, RecipeGroup, RecipeOption, Request, Symbol};
use crate::recipe::target::{self, Subject, Target};
use serde_json::{Value as Json, json};

use super::draft::Draft;
use super::proposal::Proposal;
use super::resource::before;
use super::{name, removal, role};
use crate::document::{Document, Edit, Path, Step};
use crate::template::reference::{trail, uses};
use crate::template::system::Machine;
use crate::template::{Template, parameter_path};

use places::{SecretUse, spot};

const PARAMETER_STORE: RecipeOption = RecipeOption {
    name: "parameter-store",
    value: "PATH",
    label: "Name in Parameter Store",
    help: "a SecureString that you create; without it Secrets Manager generates the secret",
    ..OPTION
};

/// Moves the secret of a NoEcho parameter to a store.
pub static RECIPE: Recipe = Recipe {
    id: "secret",
    title: "Move a secret out of a parameter",
    about: "AWS keeps the value of a NoEcho parameter, and the instance fetches it with its role. In metadata everybody who may describe the stack can read it.",
    symbol: Symbol::Lock,
    group: RecipeGroup::Template,
    subject: Subject::parameter("a NoEcho parameter"),
    targets: |document| candidates(document).into_iter().map(Target::new).collect(),
    options: &[PARAMETER_STORE],
    propose: |request| Ok(replace(request.document, request.target, &store(request))?),
};

/// Adds a secret that a machine fetches.
pub static NEW_RECIPE: Recipe = Recipe {
    id: "new-secret",
    title: "Add a secret",
    about: "A secret that AWS keeps and the instance fetches with its role into a file.",
    symbol: Symbol::Lock,
    group: RecipeGroup::Machines,
    subject: target::MACHINE,
    targets: target::machines,
    options: &[
        RecipeOption {
            name: "name",
            value: "NAME",
            label: "Name",
            help: "letters and digits; the file is /etc/cf-init/NAME",
            default: DefaultValue::Suggested(|_, _| vec!["AppSecret".into()]),
            required: true,
            ..OPTION
        },
        PARAMETER_STORE,
    ],
    propose: |request| Ok(fetch(request.document, request.target, request.text("name"), &store(request))?),
};

fn store(request: &Request<'_>) -> Store {
    match request.text("parameter-store") {
        "" => Store::SecretsManager,
        path => Store::SecureString(path.to_string()),
    }
}

/// The key of the secret's JSON under which the generated word stands.
const KEY: &str = "password";

/// Store of the secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Store {
    /// Secrets Manager, which generates it.
    SecretsManager,
    /// A SecureString of Parameter Store with this name, which has to be there: CloudFormation cannot make one.
    SecureString(String),
}

/// A secret as the machine and the template name it.
pub(super) struct StoredSecret {
    /// Name on the machine: of the parameter that it takes the place of.
    name: String,
    /// The secret's logical id, or the parameter's name in Parameter Store.
    id: String,
    store: Store,
}

impl StoredSecret {
    /// The reference that CloudFormation resolves when it makes a resource.
    fn reference(&self) -> Json {
        match &self.store {
            Store::SecretsManager => {
                json!({ "Fn::Sub": format!("{{{{resolve:secretsmanager:${{{}}}:SecretString:{KEY}}}}}", self.id) })
            }
            Store::SecureString(_) => json!(format!("{{{{resolve:ssm-secure:{}}}}}", self.id)),
        }
    }

    /// What stands in a file's template until the secret is filled in.
    fn mark(&self) -> String {
        format!("@{}@", self.name)
    }
}

/// The NoEcho parameters of a template.
pub fn candidates(document: &Document) -> Vec<String> {
    let parameters = Template::of(document).parameters();
    parameters.filter(|parameter| parameter.no_echo()).map(|parameter| parameter.name().to_string()).collect()
}

/// The change that keeps a NoEcho parameter's secret in a store, with every use of it that can follow.
///
/// # Errors
/// In words: there is no such parameter, nothing uses it or could have it from there, or the machine's profile is not of
/// this template.
pub fn replace(document: &Document, parameter: &str, store: &Store) -> Result<Proposal, String> {
    let template = Template::of(document);
    if template.parameter(parameter).is_none() {
        return Err("The template has no NoEcho parameter: make a new secret.".into());
    }
    let at = parameter_path(parameter);
    let places: Vec<(SecretUse, Path)> =
        uses(document, &at).iter().map(|one| (spot(document, one), one.at.clone())).collect();
    if places.iter().all(|place| place.0 == SecretUse::Console) {
        return Err(format!("Nothing uses {parameter}: remove it."));
    }
    let mut draft = Draft::of(document);
    let kept = store_secret(&mut draft, parameter, store)?;
    let mut configs = render_script::Configs::default();
    let on_windows = |config: &Path| {
        let machine = config.steps().get(1).and_then(Step::key).and_then(|id| Machine::find(template, id));
        machine.is_some_and(|machine| machine.is_windows(template))
    };
    for (spot, at) in &places {
        if let SecretUse::File { config, .. } | SecretUse::Command { config, .. } = spot
            && on_windows(config)
        {
            draft.leave(format!(
                "{}: the machine runs Windows, and the script that fetches the secret is for Linux. Read the secret with Get-SECSecretValue of the AWS Tools for PowerShell.",
                trail(at)
            ));
            continue;
        }
        match spot {
            SecretUse::Property(property) => {
                let value = draft.value(&kept.reference());
                draft.attempt([Edit::Set { at: property.clone(), value }]);
                draft.say(format!("{} gets it by a dynamic reference.", trail(property)));
            }
            SecretUse::PropertyText(text) => render_script::in_property(&mut draft, text, parameter, &kept),
            SecretUse::File { config, file } => configs.file(config, file),
            SecretUse::Command { config, command } => configs.command(config, command),
            SecretUse::Console => {}
            SecretUse::Elsewhere(why) => {
                let line =
                    document.entry_lines(at).map(|lines| format!(" (line {})", lines.start())).unwrap_or_default();
                draft.leave(format!("{}{line}: {why}", trail(at)));
            }
        }
    }
    for resource in configs.apply(&mut draft, document, parameter, &kept) {
        permit(&mut draft, document, &resource, &kept)?;
    }
    let left = uses(draft.document(), &at);
    let needed = left.iter().filter(|one| spot(draft.document(), one) != SecretUse::Console).count();
    if needed >= places.iter().filter(|place| place.0 != SecretUse::Console).count() {
        // What is told of the store comes first, and is of no use here.
        let told = usize::from(matches!(store, Store::SecureString(_)));
        let left = draft.into_proposal(String::new(), at).leaves;
        let whys: Vec<String> = left.into_iter().skip(told).collect();
        return Err(format!("No place that uses {parameter} can have it from there. {}", whys.join(" ")));
    }
    if needed == 0 {
        draft.attempt(removal::remove(draft.document(), std::slice::from_ref(&at)).edits);
        draft.say(format!("Parameter {parameter} is removed: nobody has to invent or type the secret."));
        draft.leave(format!("A stack that exists gets a new secret in place of the value of {parameter}: what has the old one, such as a database, has to follow."));
    } else {
        let places = if needed == 1 { "place uses" } else { "places use" };
        draft.leave(format!("Parameter {parameter} stays: {needed} {places} it still."));
    }
    finish(draft, kept, document)
}

/// The change that makes a new secret and writes it into a file of its own on a machine.
///
/// # Errors
/// In words: there is no such machine, or its profile is not of this template.
pub fn fetch(document: &Document, machine: &str, wanted: &str, store: &Store) -> Result<Proposal, String> {
    let template = Template::of(document);
    let Some(found) = Machine::find(template, machine) else {
        return Err(format!("{machine} is not an instance, launch template or launch configuration."));
    };
    if found.is_windows(template) {
        return Err(format!(
            "{machine} runs Windows, and the script that fetches the secret is for Linux. Give its role the permission and read the secret with Get-SECSecretValue of the AWS Tools for PowerShell."
        ));
    }
    if let Some(why) = name::fault_of_id(wanted) {
        return Err(format!("{why} The name of the secret becomes one."));
    }
    let mut draft = Draft::of(document);
    super::steps::can_add(&draft, machine)?;
    let kept = store_secret(&mut draft, wanted, store)?;
    let holder = super::steps::holder(&draft, machine).unwrap_or_else(|| machine.to_string());
    render_script::alone(&mut draft, document, machine, &kept);
    permit(&mut draft, document, &holder, &kept)?;
    finish(draft, kept, document)
}

fn finish(draft: Draft, kept: StoredSecret, document: &Document) -> Result<Proposal, String> {
    let title = match &kept.store {
        Store::SecretsManager => format!("{} kept in Secrets Manager", kept.name),
        Store::SecureString(_) => format!("{} kept in Parameter Store", kept.name),
    };
    let first = Template::of(document).single_resources().next().map(|one| one.id().to_string()).unwrap_or_default();
    let about = match kept.store {
        Store::SecretsManager => &kept.id,
        Store::SecureString(_) => &first,
    };
    Ok(draft.into_proposal_of(about, title))
}

/// Makes the secret, or says how somebody makes it.
fn store_secret(draft: &mut Draft, wanted: &str, store: &Store) -> Result<StoredSecret, String> {
    match store {
        Store::SecretsManager => {
            let suffix = if wanted.ends_with("Secret") { "" } else { "Secret" };
            let id = name::free_id(draft.template(), &format!("{wanted}{suffix}"));
            let resource = json!({
                "Type": "AWS::SecretsManager::Secret",
                "DeletionPolicy": "Delete",
                "UpdateReplacePolicy": "Delete",
                "Properties": {
                    "Description": {"Fn::Sub": format!("{wanted} of ${{AWS::StackName}}")},
                    "GenerateSecretString": {
                        "SecretStringTemplate": "{}",
                        "GenerateStringKey": KEY,
                        "PasswordLength": 32,
                        "ExcludePunctuation": true,
                    },
                },
            });
            let first = draft.template().single_resources().next().map(|one| one.id().to_string());
            draft.attempt(before(draft.document(), &first.unwrap_or_default(), &id, &resource));
            draft.say(format!(
                "{id} in Secrets Manager generates the secret: 32 letters and digits, under the key {KEY}."
            ));
            draft.say("It is never in the metadata, in user data, in a log or in a parameter.");
            Ok(StoredSecret { name: wanted.to_string(), id, store: store.clone() })
        }
        Store::SecureString(parameter) => {
            // Source: AWS API reference, PutParameter.
            let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '.' | '-' | '_');
            if parameter.is_empty() || !parameter.chars().all(is_plain) || !parameter.starts_with('/') {
                return Err("Write the name of the SecureString with its path, such as /site/db-password.".into());
            }
            draft.leave(format!(
                "CloudFormation cannot make a SecureString. Before you deploy: aws ssm put-parameter --type SecureString --name {parameter} --value …"
            ));
            Ok(StoredSecret { name: wanted.to_string(), id: parameter.clone(), store: store.clone() })
        }
    }
}

/// Lets the machines that read the metadata of a resource read the secret.
fn permit(draft: &mut Draft, document: &Document, holder: &str, kept: &StoredSecret) -> Result<(), String> {
    let template = Template::of(document);
    let machines = Machine::all(template).into_iter().filter(|machine| {
        machine.id() == holder || machine.inits(template).iter().any(|init| init.resource().id() == holder)
    });
    let ids: Vec<&str> = machines.map(|machine| machine.id()).collect();
    if ids.is_empty() {
        draft.leave(format!("No machine of this template reads the metadata of {holder}: let the role of the one that does read the secret."));
    }
    for id in ids {
        let role = role::ensure(draft, id)?;
        let statement = match &kept.store {
            Store::SecretsManager => json!({
                "Effect": "Allow",
                "Action": "secretsmanager:GetSecretValue",
                "Resource": {"Ref": kept.id},
            }),
            Store::SecureString(parameter) => json!({
                "Effect": "Allow",
                "Action": "ssm:GetParameter",
                "Resource": {"Fn::Sub": format!("arn:${{AWS::Partition}}:ssm:${{AWS::Region}}:${{AWS::AccountId}}:parameter{parameter}")},
            }),
        };
        role::allow(draft, &role, "read-secret", statement, &format!("{role} may read this secret and no other."));
    }
    Ok(())
}

#[cfg(test)]
mod tests;
