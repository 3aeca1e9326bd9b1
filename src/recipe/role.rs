//! IAM role of an instance: creation with an instance profile, and permissions.

use crate::recipe::definition::{
    DefaultValue, OPTION, OptionKind, Recipe, RecipeError, RecipeGroup, RecipeOption, Symbol,
};
use crate::recipe::target;
use serde_json::{Value as Json, json};

use super::draft::Draft;
use super::proposal::Proposal;
use super::resource::before;
use super::{entry, name, steps};
use crate::document::{Document, Edit, Kind, Node, Path, Slot};
use crate::schema::ec2::instance;
use crate::schema::image::Os;
use crate::template::function::{is_absent, to_json};
use crate::template::given::Given;
use crate::template::resource::named;
use crate::template::system::Machine;
use crate::template::{Template, resource_path, section};

/// Type of a role.
pub const ROLE: &str = "AWS::IAM::Role";
/// Type of what ties a role to machines.
pub const PROFILE: &str = "AWS::IAM::InstanceProfile";
const MANAGED: &str = "ManagedPolicyArns";
const POLICIES: &str = "Policies";

/// Gives a machine a role with permissions.
pub static RECIPE: Recipe = Recipe {
    id: "role",
    title: "Give the instance a role",
    about: "Gives programs on the instance permissions through a role, without access keys.",
    symbol: Symbol::Key,
    group: RecipeGroup::Machines,
    subject: target::MACHINE,
    targets: target::machines,
    options: &[
        RecipeOption {
            name: "session-manager",
            label: "Session Manager",
            help: "a shell without SSH and without an open port",
            kind: OptionKind::Flag,
            default: DefaultValue::Suggested(|_, _| vec!["true".into()]),
            ..OPTION
        },
        RecipeOption {
            name: "cloudwatch-agent",
            label: "CloudWatch agent",
            help: "logs and metrics",
            kind: OptionKind::Flag,
            ..OPTION
        },
        RecipeOption {
            name: "own-stack",
            label: "Read its own stack",
            help: "metadata and signals with the role instead of the instance's identity",
            kind: OptionKind::Flag,
            ..OPTION
        },
        RecipeOption {
            name: "read-bucket",
            value: "BUCKET",
            label: "Read S3 buckets",
            help: "list a bucket and get its objects: its name, or the logical id of a bucket or parameter",
            kind: OptionKind::Texts,
            ..OPTION
        },
    ],
    propose: |request| {
        let mut abilities = Vec::new();
        for (flag, ability) in [("session-manager", Ability::Sessions), ("cloudwatch-agent", Ability::Agent)] {
            abilities.extend(request.values.is_on(flag).then_some(ability));
        }
        abilities.extend(request.values.all("read-bucket").iter().cloned().map(Ability::Bucket));
        abilities.extend(request.values.is_on("own-stack").then_some(Ability::Stack));
        if abilities.is_empty() {
            return Err(RecipeError::Usage("Choose at least one permission.".into()));
        }
        Ok(propose(request.document, request.target, &abilities)?)
    },
};

/// A permission of an instance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ability {
    /// Shells through Session Manager, without SSH.
    Sessions,
    /// Logs and metrics by the CloudWatch agent.
    Agent,
    /// Reading the objects of a bucket: one of the template by its logical id, a parameter, or a name.
    Bucket(String),
    /// Asking for and signalling the own stack with the role in place of the instance's identity.
    Stack,
}

/// The change that gives a machine a role with abilities.
///
/// # Errors
/// In words: there is no such machine, its profile is not of this template, it has all of them already, or a function
/// gives the list that they belong to.
pub fn propose(document: &Document, machine: &str, abilities: &[Ability]) -> Result<Proposal, String> {
    if abilities.is_empty() {
        return Err("Tick what the instance may do.".into());
    }
    let mut draft = Draft::of(document);
    let role = ensure(&mut draft, machine)?;
    for ability in abilities {
        match ability {
            Ability::Sessions => {
                manage(&mut draft, &role, "AmazonSSMManagedInstanceCore", "It is reached through Session Manager.");
                agent_on_debian(&mut draft, machine);
            }
            Ability::Agent => {
                manage(
                    &mut draft,
                    &role,
                    "CloudWatchAgentServerPolicy",
                    "The CloudWatch agent may write logs and measurements.",
                );
            }
            Ability::Bucket(bucket) if bucket.trim().is_empty() => {
                return Err("Write the name of the bucket, or choose one of the template.".into());
            }
            Ability::Bucket(bucket) => read_bucket(&mut draft, &role, bucket.trim()),
            Ability::Stack => allow(
                &mut draft,
                &role,
                "own-stack",
                json!({
                    "Effect": "Allow",
                    "Action": ["cloudformation:DescribeStackResource", "cloudformation:SignalResource"],
                    "Resource": {"Ref": "AWS::StackId"},
                }),
                "It may ask for and signal its own stack with the role.",
            ),
        }
    }
    if draft.is_empty() {
        return Err(match draft.left() {
            [] => format!("{role}, the role of {machine}, has all of this already."),
            left => left.join(" "),
        });
    }
    Ok(draft.into_proposal_of(&role, format!("permissions of {machine}")))
}

/// The role of a machine; it and its profile are made if the machine has none.
///
/// # Errors
/// In words: there is no such machine, or its profile is not of this template.
pub fn ensure(draft: &mut Draft, machine: &str) -> Result<String, String> {
    let template = draft.template();
    let Some(found) = Machine::find(template, machine) else {
        return Err(format!("{machine} is not an instance, launch template or launch configuration."));
    };
    let key = instance::INSTANCE_PROFILE.key;
    let (at, is_template) = (found.launch_path(), found.is_template());
    let Some(written) = found.property(key).filter(|node| !node.is_null() && !is_absent(*node)) else {
        return Ok(make(draft, machine, &at, is_template));
    };
    let inside = written.get("Arn").or_else(|| written.get("Name")).filter(|_| is_template).unwrap_or(written);
    let foreign = || {
        format!(
            "The instance profile of {machine} is not of this template: give its role the permissions where it is made."
        )
    };
    let known = |what: &str, given: Option<String>| match given {
        Some(by) => Err(format!("{what} is not known: it is given by {by}. Give the role the permissions by hand.")),
        None => Ok(()),
    };
    known(&format!("Which instance profile {machine} has"), given_by(template, inside))?;
    let profile = named(inside).and_then(|id| template.resource(id)).filter(|one| one.kind() == Some(PROFILE));
    let profile = profile.ok_or_else(foreign)?;
    let of_profile = format!("Which role the instance profile of {machine} has");
    let Some(roles) = profile.property("Roles") else {
        known(&of_profile, Given::below(profile.node(), &["Properties", "Roles"]).map(|given| given.in_words()))?;
        return Err(foreign());
    };
    let first = roles.item(0).filter(|_| roles.is_plain(Kind::Sequence)).unwrap_or(roles);
    known(&of_profile, given_by(template, first))?;
    let role = named(first).and_then(|id| template.resource(id)).filter(|one| one.kind() == Some(ROLE));
    Ok(role.ok_or_else(foreign)?.id().to_string())
}

/// What decides which resource a value is, in words: a function in its place, the parameter that it names, or a loop or
/// transform that makes what it names. `None` if the text shows it.
fn given_by(template: Template<'_>, node: Node<'_>) -> Option<String> {
    let Some(id) = named(node) else { return Given::any_key(node).map(|given| given.in_words()) };
    if template.parameter(id).is_some() {
        return Some(format!("the parameter {id}"));
    }
    let made = match template.resource(id) {
        Some(resource) => Given::key(resource.node(), "Type"),
        None => template.section(section::RESOURCES).and_then(Given::any_key),
    };
    made.map(|given| given.in_words())
}

/// Makes role and profile before the machine. Gives the role's logical id.
fn make(draft: &mut Draft, machine: &str, launch: &Path, is_template: bool) -> String {
    let role = name::free_id(draft.template(), "InstanceRole");
    let resource = json!({
        "Type": ROLE,
        "Properties": {
            "AssumeRolePolicyDocument": {
                "Version": "2012-10-17",
                "Statement": [{
                    "Effect": "Allow",
                    "Principal": {"Service": "ec2.amazonaws.com"},
                    "Action": "sts:AssumeRole",
                }],
            },
        },
    });
    draft.attempt(before(draft.document(), machine, &role, &resource));
    let profile = name::free_id(draft.template(), "InstanceProfile");
    let resource = json!({ "Type": PROFILE, "Properties": {"Roles": [{"Ref": role}]} });
    draft.attempt(before(draft.document(), machine, &profile, &resource));
    let reference =
        if is_template { json!({ "Arn": {"Fn::GetAtt": [profile, "Arn"]} }) } else { json!({ "Ref": profile }) };
    let (key, value) = (instance::INSTANCE_PROFILE.key, draft.value(&reference));
    draft.attempt(entry::put(draft.document(), launch, &instance::ROWS, key, value));
    draft.say(format!("{machine} gets a role, {role}, through the instance profile {profile}."));
    role
}

/// Attaches a policy that AWS manages, if the role has it not.
pub fn manage(draft: &mut Draft, role: &str, policy: &str, said: &str) {
    let at = resource_path(role).keys(["Properties", MANAGED]);
    let node = draft.document().node(&at).filter(|node| !node.is_null());
    if node.is_some_and(|node| !node.is_plain(Kind::Sequence)) {
        draft.leave(format!("ManagedPolicyArns of {role} is given by a function: add {policy} there."));
        return;
    }
    if node.is_some_and(|node| node.source().contains(policy)) {
        return;
    }
    let arn = json!({ "Fn::Sub": format!("arn:${{AWS::Partition}}:iam::aws:policy/{policy}") });
    let value = draft.value(&arn);
    let count = node.map_or(0, |node| node.len());
    draft.attempt([Edit::Insert { into: at, slot: Slot::Index(count), value }]);
    draft.say(format!("{said} Its role gets {policy}."));
}

/// Adds a policy of one statement to a role, unless one with this statement is there.
pub fn allow(draft: &mut Draft, role: &str, wanted: &str, statement: Json, said: &str) {
    let at = resource_path(role).keys(["Properties", POLICIES]);
    let node = draft.document().node(&at).filter(|node| !node.is_null());
    if node.is_some_and(|node| !node.is_plain(Kind::Sequence)) {
        draft.leave(format!("Policies of {role} are given by a function: add {wanted} there."));
        return;
    }
    let items: Vec<Node<'_>> = node.into_iter().flat_map(|node| node.items()).collect();
    let statements = items.iter().filter_map(|item| item.get("PolicyDocument")?.get("Statement"));
    if statements.flat_map(|node| node.items()).any(|one| to_json(&one.value()) == statement) {
        return;
    }
    let is_taken =
        |name: &str| items.iter().any(|item| item.get("PolicyName").and_then(|own| own.scalar()) == Some(name));
    let free = (1u32..)
        .map(|number| if number == 1 { wanted.to_string() } else { format!("{wanted}-{number}") })
        .find(|name| !is_taken(name))
        .unwrap_or_default();
    let count = items.len();
    let policy = json!({
        "PolicyName": free,
        "PolicyDocument": {"Version": "2012-10-17", "Statement": [statement]},
    });
    let value = draft.value(&policy);
    draft.attempt([Edit::Insert { into: at, slot: Slot::Index(count), value }]);
    draft.say(said);
}

fn read_bucket(draft: &mut Draft, role: &str, bucket: &str) {
    let is_name = draft.template().has_name(bucket);
    let name = if is_name { format!("${{{bucket}}}") } else { bucket.to_string() };
    let arn = format!("arn:${{AWS::Partition}}:s3:::{name}");
    allow(
        draft,
        role,
        "read-bucket",
        json!({ "Effect": "Allow", "Action": "s3:ListBucket", "Resource": {"Fn::Sub": arn} }),
        &format!("It may list the objects of the bucket {bucket}."),
    );
    allow(
        draft,
        role,
        "read-objects",
        json!({ "Effect": "Allow", "Action": "s3:GetObject", "Resource": {"Fn::Sub": format!("{arn}/*")} }),
        &format!("It may read the objects of the bucket {bucket}."),
    );
}

/// Debian images have no Systems Manager agent. Source: AWS page "Manually installing SSM Agent on Debian Server".
fn agent_on_debian(draft: &mut Draft, machine: &str) {
    let template = draft.template();
    let system = Machine::find(template, machine).and_then(|machine| machine.system(template));
    if system.is_none_or(|system| system.os != Os::Debian) || draft.document().text().contains("amazon-ssm-agent") {
        return;
    }
    if let Err(why) = steps::can_add(draft, machine) {
        return draft.leave(why);
    }
    let address = "https://s3.${AWS::Region}.${AWS::URLSuffix}/amazon-ssm-${AWS::Region}/latest/debian_$(dpkg --print-architecture)/amazon-ssm-agent.deb";
    let config = json!({
        "commands": {
            "10-ssm-agent": {
                "test": "test ! -x /usr/bin/amazon-ssm-agent",
                "command": {"Fn::Sub": format!("curl -fsSLo /tmp/ssm.deb --retry 3 \"{address}\" && dpkg -i /tmp/ssm.deb")},
            },
        },
    });
    steps::add_first(draft, machine, "sessions", &config);
    draft.say("A command installs the Systems Manager agent, which Debian images do not have.");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_function_that_gives_the_policies_is_named() {
        let role = |policies: &str| {
            Document::parse(format!(
                "Conditions:\n  Open: !Equals [a, b]\nResources:\n  Host:\n    Type: AWS::EC2::Instance\n    Properties:\n      \
                 IamInstanceProfile: !Ref Profile\n  Profile:\n    Type: AWS::IAM::InstanceProfile\n    Properties:\n      \
                 Roles: [!Ref Owner]\n  Owner:\n    Type: AWS::IAM::Role\n    Properties:\n      ManagedPolicyArns: {policies}\n"
            ))
        };
        let why = |policies: &str| propose(&role(policies), "Host", &[Ability::Sessions]).unwrap_err();
        let given = "ManagedPolicyArns of Owner is given by a function: add AmazonSSMManagedInstanceCore there.";
        assert_eq!(why("!If [Open, [a], []]"), given);
        assert_eq!(why("{'Fn::Split': [',', 'a,b']}"), given);
        assert_eq!(
            why("['arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore']"),
            "Owner, the role of Host, has all of this already."
        );
        assert!(propose(&role("[a]"), "Host", &[Ability::Sessions]).is_ok());
    }

    #[test]
    fn a_function_that_chooses_profile_or_role_is_named() {
        let why = |profile: &str, roles: &str| {
            let document = Document::parse(format!(
                "Parameters: {{Named: {{Type: String}}}}\nResources:\n  Host:\n    Type: AWS::EC2::Instance\n    Properties:\n      IamInstanceProfile: {profile}\n  \
                 Mine:\n    Type: AWS::IAM::InstanceProfile\n    Properties:\n      Roles: {roles}\n  Owner: {{Type: \
                 AWS::IAM::Role}}\n"
            ));
            propose(&document, "Host", &[Ability::Sessions]).err().unwrap_or_default()
        };
        assert!(
            why("!If [C, !Ref Mine, other]", "[!Ref Owner]")
                .contains("profile Host has is not known: it is given by Fn::If (line 6)")
        );
        for roles in ["!If [C, [!Ref Owner], [other]]", "[!If [C, !Ref Owner, other]]"] {
            assert!(
                why("!Ref Mine", roles).contains("profile of Host has is not known: it is given by Fn::If (line 10)"),
                "{roles}"
            );
        }
        for roles in ["{Fn::ForEach::Each: [N, [a], {}]}", "[!Ref Named]"] {
            let said = why("!Ref Mine", roles);
            assert!(said.contains("profile of Host has is not known: it is given by "), "{roles}: {said}");
        }
        assert!(
            why("!Ref Named", "[!Ref Owner]").contains("Host has is not known: it is given by the parameter Named")
        );
        assert!(why("!Ref Mine", "[elsewhere]").contains("is not of this template"));
        assert_eq!(why("!Ref Mine", "[!Ref Owner]"), "");
        assert_eq!(why("!Ref AWS::NoValue", "[!Ref Owner]"), "");
    }
}
